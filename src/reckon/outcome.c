/* Which outcomes, classes and things hold which. In: codes of two claims. Out: their relation. The lattice is product knowledge, stated
 * as a few rows: killed < killed_or_wounded < casualties; `losses` leaves open what it counts. */
#include "algebra.h"

#include <string.h>

static bool within(toll_outcome a, toll_outcome b)
{
    static const toll_outcome rows[][2] = {{TOLL_OUTCOME_KILLED, TOLL_OUTCOME_KILLED_OR_WOUNDED},
        {TOLL_OUTCOME_KILLED, TOLL_OUTCOME_CASUALTIES}, {TOLL_OUTCOME_WOUNDED, TOLL_OUTCOME_KILLED_OR_WOUNDED},
        {TOLL_OUTCOME_WOUNDED, TOLL_OUTCOME_CASUALTIES}, {TOLL_OUTCOME_KILLED_OR_WOUNDED, TOLL_OUTCOME_CASUALTIES},
        {TOLL_OUTCOME_DESTROYED, TOLL_OUTCOME_DESTROYED_OR_DAMAGED}, {TOLL_OUTCOME_DAMAGED, TOLL_OUTCOME_DESTROYED_OR_DAMAGED},
        {TOLL_OUTCOME_DESTROYED, TOLL_OUTCOME_LOST}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i][0] == a && rows[i][1] == b) return true;
    return false;
}

/* What a word that names no outcome may count. */
static bool may_meet(toll_outcome open, toll_outcome other)
{
    bool thing = other == TOLL_OUTCOME_DESTROYED || other == TOLL_OUTCOME_DAMAGED || other == TOLL_OUTCOME_DESTROYED_OR_DAMAGED ||
                 other == TOLL_OUTCOME_INTERCEPTED;
    switch (open) {
    case TOLL_OUTCOME_LOSSES: return true;
    case TOLL_OUTCOME_CASUALTIES: return !thing && other != TOLL_OUTCOME_LOST;
    case TOLL_OUTCOME_LOST: return thing || other == TOLL_OUTCOME_CAPTURED || other == TOLL_OUTCOME_LOSSES;
    default: return false;
    }
}

toll_relation toll_outcome_relation(toll_outcome a, toll_outcome b)
{
    if (a == b) return TOLL_RELATION_SAME;
    if (within(a, b)) return TOLL_RELATION_WITHIN;
    if (within(b, a)) return TOLL_RELATION_CONTAINS;
    return may_meet(a, b) || may_meet(b, a) ? TOLL_RELATION_OPEN : TOLL_RELATION_APART;
}

bool toll_outcome_is_open(toll_outcome outcome)
{
    return outcome == TOLL_OUTCOME_CASUALTIES || outcome == TOLL_OUTCOME_LOSSES || outcome == TOLL_OUTCOME_LOST;
}

unsigned toll_outcome_family(toll_outcome outcome)
{
    switch (outcome) {
    case TOLL_OUTCOME_KILLED:
    case TOLL_OUTCOME_WOUNDED:
    case TOLL_OUTCOME_KILLED_OR_WOUNDED:
    case TOLL_OUTCOME_CASUALTIES:
    case TOLL_OUTCOME_LOSSES: return 0;
    case TOLL_OUTCOME_MISSING: return 1;
    case TOLL_OUTCOME_CAPTURED: return 2;
    case TOLL_OUTCOME_INTERCEPTED: return 4;
    default: return 3;
    }
}

unsigned toll_outcome_question(toll_outcome outcome)
{
    switch (outcome) {
    case TOLL_OUTCOME_KILLED_OR_WOUNDED:
    case TOLL_OUTCOME_CASUALTIES:
    case TOLL_OUTCOME_LOSSES: return TOLL_OUTCOME_CASUALTIES;
    case TOLL_OUTCOME_DESTROYED:
    case TOLL_OUTCOME_DAMAGED:
    case TOLL_OUTCOME_DESTROYED_OR_DAMAGED:
    case TOLL_OUTCOME_LOST: return TOLL_OUTCOME_LOST;
    default: return outcome;
    }
}

static bool thing(toll_class class_)
{
    return class_ == TOLL_CLASS_MATERIEL || class_ == TOLL_CLASS_STRUCTURE;
}

toll_relation toll_class_relation(toll_class a, toll_class b)
{
    if (thing(a) || thing(b)) return a == b ? TOLL_RELATION_SAME : TOLL_RELATION_APART;
    if (a == TOLL_CLASS_UNKNOWN || b == TOLL_CLASS_UNKNOWN) return TOLL_RELATION_OPEN;
    if (a == b) return TOLL_RELATION_SAME;
    if (a == TOLL_CLASS_MIXED) return TOLL_RELATION_CONTAINS;
    return b == TOLL_CLASS_MIXED ? TOLL_RELATION_WITHIN : TOLL_RELATION_APART;
}

const char *toll_category_narrow(toll_class class_, const char *category)
{
    static const char *const whole[] = {
        "soldiers", "troops", "people", "personnel", "military", "civilians", "fighters", "servicemen", "residents"};
    if (thing(class_)) return category && !strcmp(category, "other") ? NULL : category;
    for (size_t i = 0; category && i < sizeof whole / sizeof *whole; i++)
        if (!strcmp(category, whole[i])) return NULL;
    return category;
}

static bool thing_within(const char *a, const char *b)
{
    static const char *const rows[][2] = {
        {"tank", "armoured_vehicle"}, {"tank", "vehicle"}, {"armoured_vehicle", "vehicle"}, {"helicopter", "aircraft"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(a, rows[i][0]) && !strcmp(b, rows[i][1])) return true;
    return false;
}

toll_relation toll_category_relation(toll_class class_, const char *a, const char *b)
{
    a = toll_category_narrow(class_, a), b = toll_category_narrow(class_, b);
    if (!a && !b) return TOLL_RELATION_SAME;
    if (!a) return TOLL_RELATION_CONTAINS;
    if (!b) return TOLL_RELATION_WITHIN;
    if (!strcmp(a, b)) return TOLL_RELATION_SAME;
    if (thing_within(a, b)) return TOLL_RELATION_WITHIN;
    if (thing_within(b, a)) return TOLL_RELATION_CONTAINS;
    return thing(class_) ? TOLL_RELATION_APART : TOLL_RELATION_OPEN;
}
