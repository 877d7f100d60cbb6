/* Figures that take one apart: "51 dead (33 soldiers, 18 civilians)", "Of that number 36 were minors", "Eleven of them are children", "five
 * wounded, one seriously".
 *
 * In: the losses of the sentence and the claims of the one before. Out: a tie for each part, with the outcome of the whole. No part is larger
 * than its whole and no list of parts adds up to more; where it does, nothing is taken. Each loss is followed to the end of its clause. */
#include "attach.h"

static double point_of(attacher *a, const item *it)
{
    const toll_quantity *q = &quantity_of(a, it)->quantity;
    return q->point > 0 ? q->point : q->low > 0 ? q->low : 0;
}

bool attach_of_people(const attach_source *whole)
{
    return !whole->thing && whole->outcome <= TOLL_OUTCOME_CAPTURED;
}

/* --- lists in brackets and behind a colon */
/* The mark that opens a breakdown behind the loss at `at`: '(' , ':' or a dash, past the rest of its clause; -1 = none. */
static int opener_after(attacher *a, int at)
{
    for (int i = at + 1; i < at + 9; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_AND || it->kind == ITEM_SUBORDINATOR) return -1;
        uint8_t mark = a->parse->view.tokens[it->extent.first].mark;
        if (it->kind == ITEM_OPEN) return mark == '(' || mark == '[' ? i : -1;
        if (it->kind == ITEM_BREAK) return mark == ':' || mark == TOLL_MARK_DASH ? i : -1;
        if (it->kind == ITEM_NOUN && it->quantity >= 0) return -1;
        if (it->kind == ITEM_VERB && !is_loss_verb(it)) return -1;
    }
    return -1;
}

/* "13 bodies were seen in the streets; eight guerrillas, four soldiers and a civilian": the semicolon, past the verb of the whole. */
static int semicolon_after(attacher *a, int at)
{
    for (int i = at + 1; i < at + 9; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_SUBORDINATOR) return -1;
        if (it->kind == ITEM_NOUN && it->quantity >= 0) return -1;
        if (it->kind == ITEM_BREAK) return a->parse->view.tokens[it->extent.first].mark == ';' ? i : -1;
    }
    return -1;
}

static bool is_part(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || it->quantity < 0 || !attach_countable(a, it)) return false;
    if (quantity_of(a, it)->quantity.unit != TOLL_UNIT_NUMBER) return false;
    return it->head == HEAD_PEOPLE || it->head == HEAD_NATION;
}

/* "three minors who were trapped in the house, and two men": past what is told of a part, where the next part begins; `at` where none does. */
static int past_relative(attacher *a, int at)
{
    for (int i = at + 1; i < at + 12; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_CLOSE) return at;
        if (it->kind != ITEM_COMMA && it->kind != ITEM_AND) continue;
        int next = it->kind == ITEM_COMMA && kind_is(a, i + 1, ITEM_AND) ? i + 2 : i + 1;
        if (is_part(a, next)) return next;
    }
    return at;
}

/* The parts of the list behind the opener; 0 where something else than parts stands there. */
static unsigned parts_after(attacher *a, int open, int parts[ATTACH_SOURCES], double *sum)
{
    unsigned count = 0;
    for (int i = open + 1;; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_CLOSE || it->kind == ITEM_BREAK) return count;
        if (it->kind == ITEM_COMMA || it->kind == ITEM_AND || it->kind == ITEM_ADVERB) continue;
        if (it->kind == ITEM_RELATIVE && count) {
            int next = past_relative(a, i);
            if (next == i) return count; /* "... and 12 adults whose names are unknown": of the last one */
            i = next - 1;
            continue;
        }
        const item *where = item_at(a, i + 1); /* "three civilians in the north and a soldier" */
        if (count && it->kind == ITEM_PREPOSITION && where && where->kind == ITEM_NOUN && where->quantity < 0) {
            i++;
            continue;
        }
        if (!is_part(a, i) || count == ATTACH_SOURCES) return 0;
        *sum += point_of(a, it);
        parts[count++] = i;
    }
}

/* "(police: 4; army: 16)": each part behind a label and its colon; 0 where the brackets hold anything else. */
static unsigned labelled_parts(attacher *a, int open, int parts[ATTACH_SOURCES], double *sum)
{
    unsigned count = 0;
    *sum = 0;
    for (int i = open + 1; count < ATTACH_SOURCES; i += 2) {
        const item *label = item_at(a, i), *colon = item_at(a, i + 1), *part = item_at(a, i + 2);
        bool fits = label && label->kind == ITEM_NOUN && label->quantity < 0 && colon && colon->kind == ITEM_BREAK &&
                    a->parse->view.tokens[colon->extent.first].mark == ':' && part && part->kind == ITEM_NOUN && part->quantity >= 0;
        if (!fits || part->head != HEAD_BARE || !attach_countable(a, part)) return 0;
        *sum += point_of(a, part);
        parts[count++] = i + 2;
        i += 2;
        if (kind_is(a, i + 1, ITEM_CLOSE)) return count;
        if (!kind_is(a, i + 1, ITEM_COMMA) && !kind_is(a, i + 1, ITEM_BREAK) && !kind_is(a, i + 1, ITEM_AND)) return 0;
    }
    return 0;
}

static void take_lists(attacher *a)
{
    size_t losses = a->parse->loss_count;
    for (size_t l = 0; l < losses; l++) {
        const tie whole = a->parse->losses[l];
        int parts[ATTACH_SOURCES], open = opener_after(a, whole.item);
        bool apart = open < 0; /* then only a sum that is the whole makes a list its parts */
        if (apart) open = semicolon_after(a, whole.item);
        double sum = 0;
        if (open < 0 || whole.outcome > TOLL_OUTCOME_CAPTURED || is_thing(item_at(a, whole.item)->head)) continue;
        unsigned count = parts_after(a, open, parts, &sum);
        double most = point_of(a, item_at(a, whole.item));
        bool brackets = kind_is(a, open, ITEM_OPEN);
        if (!count && brackets) count = labelled_parts(a, open, parts, &sum);
        if (!count || sum > most || (apart && sum < most) || (!brackets && count < 2) || (brackets && count == 1 && sum == most)) continue;
        attach_source from = {.outcome = whole.outcome, .note = whole.note, .extent = whole.outcome_extent};
        for (unsigned i = 0; i < count; i++) attach_carry_one(a, parts[i], &from, true, "breakdown");
    }
}

/* --- parts of what the sentence before counted */
bool attach_can_hold(attacher *a, int at, const attach_source *whole)
{
    const item *it = item_at(a, at);
    if (!attach_of_people(whole)) return false;
    if (quantity_of(a, it)->quantity.unit == TOLL_UNIT_PERCENT) return true;
    double part = point_of(a, it);
    return part > 0 && !(part > whole->most); /* a whole without a number holds any */
}

bool attach_is_plain_be(const item *verb)
{
    return verb && verb->kind == ITEM_VERB && verb->flags & VERB_BE && !is_loss_verb(verb) && !(verb->flags & (VERB_MODAL | VERB_NEGATED));
}

/* What is said of a part: anything but what befell it, which counts it by itself. */
static bool is_plain_verb(const item *verb)
{
    return verb && verb->kind == ITEM_VERB && !is_loss_verb(verb) && !(verb->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_SAY));
}

static bool opens_clause(attacher *a, int at)
{
    while (kind_is(a, at - 1, ITEM_ADVERB) || kind_is(a, at - 1, ITEM_AND)) at--;
    return at == 0 || kind_is(a, at - 1, ITEM_STOP) || kind_is(a, at - 1, ITEM_BREAK);
}

/* "Of that number 553 were minors", "Among those, nine were women", "Of those killed, 30 were" */
static bool behind_whole(attacher *a, int at)
{
    int i = kind_is(a, at - 1, ITEM_COMMA) ? at - 2 : at - 1;
    if (is_loss_verb(item_at(a, i)) && kind_is(a, i - 1, ITEM_NOUN) && !(item_at(a, i)->flags & (VERB_BE | VERB_HAVE))) i--;
    const item *whole = item_at(a, i);
    bool of = kind_is(a, i - 1, ITEM_OF) || (kind_is(a, i - 1, ITEM_PREPOSITION) && class_in(a, item_at(a, i - 1), claim_class.among));
    bool among = kind_is(a, i, ITEM_INCLUDING) || (is_loss_verb(whole) && class_in(a, whole, claim_class.among));
    if (among && opens_clause(a, i)) return true; /* "among them", "among the dead" */
    if (!whole || whole->kind != ITEM_NOUN || whole->quantity >= 0 || !of || !opens_clause(a, i - 1)) return false;
    return whole->head == HEAD_PRONOUN || whole->head == HEAD_TOLL || whole->head == HEAD_TALLY || whole->head == HEAD_COUNT ||
           all_in(a, whole, claim_class.demonstrative) || class_in(a, whole, claim_class.figure_word) ||
           all_in(a, whole, claim_class.figure_it);
}

/* "Four had been soldiers", "One was a girl", "One, a girl, ..." */
static bool says_who(attacher *a, int at)
{
    const item *next = item_at(a, at + 1), *who = item_at(a, at + 2);
    if (!next || !who || who->kind != ITEM_NOUN || (who->head != HEAD_PEOPLE && who->head != HEAD_NATION)) return false;
    bool article = who->quantity < 0 || quantity_of(a, who)->flags & TOLL_QUANTITY_ARTICLE;
    if (attach_is_plain_be(next)) return article;
    return next->kind == ITEM_COMMA && who->quantity >= 0 && article && kind_is(a, at + 3, ITEM_COMMA);
}

static bool take_carried_parts(attacher *a)
{
    bool going = false; /* "...; nine were women" goes on with parts */
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || !attach_countable(a, it)) continue;
        bool them = has_class(&a->parse->view, toll_extent_end(quantity_of(a, it)->extent), claim_class.part_of);
        if (it->head != HEAD_BARE && !(them && it->head == HEAD_PEOPLE)) continue;
        attach_source told[ATTACH_SOURCES];
        bool behind = is_plain_verb(item_at(a, i + 1)) && behind_whole(a, i);
        bool first = opens_clause(a, i) && (says_who(a, i) || them);
        bool on = going && (opens_clause(a, i) || attach_list_link(a, i - 1)) && attach_is_plain_be(item_at(a, i + 1));
        if (!behind && !first && !on && !(them && i < 4)) continue;
        if (!attach_told(a, i, told) || !attach_can_hold(a, i, &told[0])) continue;
        if (attach_carry_one(a, i, &told[0], true, "some-of-them")) going = true;
    }
    return going;
}

/* --- "five wounded, one seriously" */
static void take_severe(attacher *a)
{
    for (int i = 1; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        if (!attach_list_link(a, i - 1) && !kind_is(a, i - 1, ITEM_BREAK) && !kind_is(a, i - 1, ITEM_INCLUDING)) continue;
        if (it->head != HEAD_BARE && it->head != HEAD_UNKNOWN) continue;
        unsigned after = toll_extent_end(quantity_of(a, it)->extent);
        if (!has_class(&a->parse->view, after, claim_class.severity)) continue;
        const item *next = item_at(a, toll_extent_end(it->extent) > after ? i + 1 : i + 2);
        if (next && next->kind != ITEM_STOP && next->kind != ITEM_COMMA && next->kind != ITEM_BREAK && next->kind != ITEM_AND &&
            next->kind != ITEM_CLOSE)
            continue;
        const tie *whole = attach_nearest_loss(a, i);
        if (!whole || whole->outcome > TOLL_OUTCOME_CASUALTIES || is_thing(item_at(a, whole->item)->head)) continue;
        item *mine = item_at(a, i);
        attach_source from = {.outcome = whole->outcome, .note = whole->note, .extent = whole->outcome_extent};
        mine->head = HEAD_BARE;
        attach_carry_one(a, i, &from, true, "part-of-victims");
    }
}

/* "Among the 83 killed were 51 soldiers, 20 police officers and 12 civilians": the parts stand behind the verb. */
static void take_inverted(attacher *a)
{
    size_t losses = a->parse->loss_count;
    for (size_t l = 0; l < losses; l++) {
        const tie whole = a->parse->losses[l];
        int at = whole.item + 1;
        if (whole.outcome > TOLL_OUTCOME_CAPTURED || !class_in(a, item_at(a, whole.item - 1), claim_class.among)) continue;
        if (is_loss_verb(item_at(a, at))) at = attach_after_phrase(a, at);
        if (!attach_is_plain_be(item_at(a, at))) continue;
        int parts[ATTACH_SOURCES];
        double sum = 0;
        unsigned count = parts_after(a, at, parts, &sum);
        attach_source from = {.outcome = whole.outcome, .note = whole.note, .extent = whole.outcome_extent};
        for (unsigned i = 0; i < count && sum <= point_of(a, item_at(a, whole.item)); i++)
            attach_carry_one(a, parts[i], &from, true, "among-victims");
    }
}

void attach_breakdown(attacher *a)
{
    take_lists(a);
    take_inverted(a);
    attach_included(a);
    if (take_carried_parts(a)) attach_parts(a); /* "..., including 20 minors" */
    take_severe(a);
}
