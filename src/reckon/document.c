/* What the claims of one document say of one another, before any other document is looked at.
 *
 * In: the rows of one document, side by side. Out: which figure is part of another, which stands in the lede, whose victims its words leave
 * open, which place the document's one event lends. Neighbours are compared; a document with more claims than DOCUMENT_PAIRS lends nothing. */
#include "inside.h"

#include <math.h>

enum { DOCUMENT_PAIRS = 2048 }; /* a text with more claims is a table: its events are not matched with one another */

/* A smaller figure in the same sentence that differs in no term from a larger one is a part of it ("92 died, 12 of them women"), or of
 * another event that the claim does not name: either way it is no total. */
static bool is_part(const reckon_claim *c, const reckon_claim *whole)
{
    const char *category = toll_category_narrow((toll_class)c->class_, c->category),
               *of = toll_category_narrow((toll_class)whole->class_, whole->category); /* "31 civilians, including 10 on a bus" */
    bool alike = reckon_same(c->category, whole->category) || (c->class_ == whole->class_ && reckon_same(category, of));
    return c->sentence == whole->sentence && c->zone == whole->zone && c->unit == whole->unit && c->outcome == whole->outcome &&
           c->side == whole->side && (c->unit == TOLL_UNIT_PEOPLE || c->unit == TOLL_UNIT_ITEMS) && c->point < whole->point &&
           toll_class_relation(c->class_, whole->class_) != TOLL_RELATION_APART && alike && reckon_same(c->place, whole->place) &&
           reckon_same(c->place_name, whole->place_name) && c->from == whole->from && c->to == whole->to;
}

static void mark_company(reckon_claim *claims, uint32_t count)
{
    for (uint32_t i = 0, end = 0; i < count; i = end) {
        bool things = false;
        for (end = i; end < count && claims[end].sentence == claims[i].sentence; end++)
            things |= claims[end].class_ == TOLL_CLASS_MATERIEL && claims[end].unit == TOLL_UNIT_ITEMS && !isnan(claims[end].point);
        for (uint32_t k = i; k < end; k++) claims[k].company = things;
    }
}

/* "217 children died and 393 were injured": whether the second figure is of children too, its words leave open. */
static void mark_bare(reckon_claim *claims, const toll_claim *from, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        reckon_claim *c = &claims[i];
        toll_span whom = from[i].victims.span, figure = from[i].quantity.span;
        bool named = whom.len && (whom.off < figure.off || toll_span_end(whom) > toll_span_end(figure));
        if (named || toll_category_narrow((toll_class)c->class_, c->category)) continue;
        for (uint32_t k = i > 4 ? i - 4 : 0; k < i; k++)
            c->bare |= claims[k].sentence == c->sentence && c->unit == TOLL_UNIT_PEOPLE && claims[k].unit == TOLL_UNIT_PEOPLE &&
                       toll_category_narrow((toll_class)claims[k].class_, claims[k].category);
    }
}

static void mark_parts(reckon_claim *claims, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) /* a sentence's claims lie side by side */
        for (uint32_t k = i + 1; k < count && k < i + 16; k++) {
            claims[i].part |= is_part(&claims[i], &claims[k]);
            claims[k].part |= is_part(&claims[k], &claims[i]);
        }
}

static bool lends(const reckon_claim *from, const reckon_claim *to)
{
    bool exact = from->precision && (!strcmp(from->precision, "exact") || !strcmp(from->precision, "near"));
    return exact && from->place && !from->place_carried && from->period_kind == TOLL_PERIOD_EVENT && from->from == to->from &&
           from->to == to->to;
}

/* The one place that the body names for events of the day; only where the body is silent, what stands in front. NULL = none, or several. */
static const reckon_claim *find_lender(const reckon_claim *claims, uint32_t count, const reckon_claim *claim)
{
    const reckon_claim *lenders[2] = {NULL, NULL};
    bool several[2] = {false, false};
    for (uint32_t k = 0; k < count; k++) {
        if (!lends(&claims[k], claim)) continue;
        bool front = reckon_front(&claims[k]);
        if (lenders[front] && !reckon_same(lenders[front]->place, claims[k].place)) several[front] = true;
        lenders[front] = &claims[k];
    }
    if (lenders[0]) return several[0] ? NULL : lenders[0];
    return several[1] ? NULL : lenders[1];
}

/* "Shahba neighbourhood" is a place of its own, though no gazetteer has it; "the town" is the one that was named. */
static bool is_named(const char *words)
{
    for (; words && *words; words++)
        if (*words >= 'A' && *words <= 'Z') return true;
    return false;
}

/* The lede: the first sentence of the body that holds a figure. */
static void mark_lede(reckon_claim *claims, uint32_t count)
{
    uint32_t lede = RECKON_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (claims[i].zone == TOLL_ZONE_BODY && claims[i].sentence < lede) lede = claims[i].sentence;
    for (uint32_t i = 0; i < count; i++) claims[i].lede = claims[i].zone == TOLL_ZONE_BODY && claims[i].sentence == lede;
}

/* The one place named for an event holds for its other figures. */
static void lend_places(reckon_claim *claims, uint32_t count)
{
    if (count > DOCUMENT_PAIRS) return;
    for (uint32_t i = 0; i < count; i++) {
        reckon_claim *c = &claims[i];
        if (c->place || c->place_name || is_named(c->place_words) || c->period_kind != TOLL_PERIOD_EVENT || c->from == TOLL_DAY_UNKNOWN ||
            c->from != c->to)
            continue;
        const reckon_claim *lender = find_lender(claims, count, c);
        if (!lender) continue;
        c->place = lender->place, c->place_name = lender->place_name, c->precision = lender->precision;
        c->lat = lender->lat, c->lon = lender->lon, c->place_carried = true;
    }
}

void reckon_settle_document(reckon_claim *claims, const toll_claim *from, uint32_t count)
{
    mark_lede(claims, count);
    lend_places(claims, count);
    mark_parts(claims, count);
    mark_bare(claims, from, count);
    mark_company(claims, count);
}
