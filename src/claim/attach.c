/* Ties quantities to outcomes: the one place that knows where in a sentence the victims of an outcome stand.
 *
 * Each loss word says by its form where to look: after an active verb, before a passive or intransitive one, beside an adjective,
 * after `of`, after the verb that links a toll to its figure. A quantity belongs to one outcome, the surest claimant of it first. */
#include "inside.h"

typedef struct attacher {
    sentence_parse *parse;
    const toll_claim_tables *tables;
    const claim_classes *classes;
    int8_t owner[TOLL_QUANTITY_LIMIT];       /* index of the loss that has this quantity, -1 = none */
} attacher;

/* An outcome on its way: one loss word, or several joined by "and". */
typedef struct outcome {
    toll_note notes[3];
    unsigned count;
    toll_extent extent;
    bool modal, perfect;
    int noun;                    /* a toll's item, -1 = none */
    int speaker;                 /* the subject of "put the toll at", -1 = none */
} outcome;

static item *item_at(attacher *a, int i) { return i >= 0 && (size_t)i < a->parse->item_count ? &a->parse->items[i] : NULL; }
static bool kind_is(attacher *a, int i, uint8_t kind) { const item *it = item_at(a, i); return it && it->kind == kind; }
static bool is_loss_verb(const item *it) { return it && it->kind == ITEM_VERB && it->form != FORM_OTHER; }
static const toll_quantity_mention *quantity_of(attacher *a, const item *it) { return it->quantity >= 0 ? &a->parse->quantities[it->quantity] : NULL; }
static bool class_in(attacher *a, const item *it, uint8_t class_) { return it && claim_note_in(&a->parse->view, it->extent, class_); }

/* --- outcomes */
static bool is_thing(uint8_t head) { return head == HEAD_MATERIEL || head == HEAD_STRUCTURE; }

static uint8_t merge_codes(uint8_t a, uint8_t b)
{
    if (a == b || b == 255) return a;
    if (a == 255) return b;
    uint8_t low = a < b ? a : b, high = a < b ? b : a;
    if (low == TOLL_OUTCOME_KILLED && (high == TOLL_OUTCOME_WOUNDED || high == TOLL_OUTCOME_KILLED_OR_WOUNDED)) return TOLL_OUTCOME_KILLED_OR_WOUNDED;
    if (low == TOLL_OUTCOME_DESTROYED && (high == TOLL_OUTCOME_DAMAGED || high == TOLL_OUTCOME_DESTROYED_OR_DAMAGED)) return TOLL_OUTCOME_DESTROYED_OR_DAMAGED;
    if (high <= TOLL_OUTCOME_MISSING || high == TOLL_OUTCOME_CAPTURED) return TOLL_OUTCOME_LOSSES;
    return a;
}

static uint8_t code_for(attacher *a, const outcome *o, bool thing)
{
    uint8_t code = 255;
    for (unsigned i = 0; i < o->count; i++) {
        uint8_t *const *columns = thing ? a->tables->outcome_things : a->tables->outcome_people;
        const uint8_t *column = columns[o->notes[i].table];
        if (column) code = merge_codes(code, column[o->notes[i].row]);
    }
    return code;
}

static bool prefers_things(attacher *a, const outcome *o)
{
    return !strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "things") || code_for(a, o, false) == 255;
}

/* A number with no noun counts what the last loss of the sentence counted. */
static bool bare_thing(attacher *a, int at, const outcome *o)
{
    const tie *last = NULL;
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item < at && (!last || a->parse->losses[i].item > last->item)) last = &a->parse->losses[i];
    return last ? is_thing(item_at(a, last->item)->head) : prefers_things(a, o);
}

static outcome outcome_of(attacher *a, int at, int *last)
{
    const item *it = item_at(a, at);
    outcome o = {.notes = {it->note}, .count = 1, .extent = it->head_extent, .modal = (it->flags & VERB_MODAL) && (it->flags & VERB_HAVE),
                 .perfect = (it->flags & VERB_HAVE) && !(it->flags & VERB_HAD), .noun = -1, .speaker = -1};
    int i = at;
    while (o.count < 3) {
        int j = i + 1;
        while (kind_is(a, j, ITEM_COMMA)) j++;
        if (!kind_is(a, j, ITEM_AND) && j == i + 1) break;
        while (kind_is(a, j, ITEM_AND)) j++;
        const item *next = item_at(a, j);
        if (!is_loss_verb(next) || next->form == FORM_LIVES || next->form == FORM_ING || (next->flags & (VERB_MODAL | VERB_INFINITIVE))) break;
        if ((it->form == FORM_BASE) != (next->form == FORM_BASE)) break;
        o.notes[o.count++] = next->note;
        o.extent.count = (uint16_t)(toll_extent_end(next->head_extent) - o.extent.first);
        i = j;
    }
    *last = i;
    return o;
}

/* --- taking a quantity for an outcome */
static bool countable(attacher *a, const item *it)
{
    const toll_quantity_mention *q = quantity_of(a, it);
    if (!q || (q->flags & (TOLL_QUANTITY_MEASURE | TOLL_QUANTITY_NAME | TOLL_QUANTITY_ORDINAL | TOLL_QUANTITY_BARE_YEAR))) return false;
    if (it->head == HEAD_NOT_LOSS || it->head == HEAD_PRONOUN) return false;
    if (it->head == HEAD_BARE && has_class(&a->parse->view, q->number.first, a->classes->back_reference)) return false;
    if (q->flags & TOLL_QUANTITY_ARTICLE) return it->head == HEAD_PEOPLE || it->head == HEAD_MATERIEL || it->head == HEAD_STRUCTURE;
    return true;
}

/* "Officers Martinez, 47, and Alvarado, 21, were killed": a bare number between commas after somebody uncounted. */
static bool is_age(attacher *a, int at)
{
    const item *before = item_at(a, at - 2), *it = item_at(a, at);
    const toll_quantity_mention *q = quantity_of(a, it);
    bool plain = q->quantity.qualifier == TOLL_QUALIFIER_EXACT && q->quantity.point >= 1 && q->quantity.point <= 110;
    return plain && kind_is(a, at - 1, ITEM_COMMA) && kind_is(a, at + 1, ITEM_COMMA) && before && before->kind == ITEM_NOUN && before->quantity < 0;
}

/* "lost" is said of children and supporters, "captured" of anything: the one wants a count, the other people or things known to be lost. */
static bool plausible(attacher *a, const item *it, const outcome *o)
{
    const toll_quantity_mention *q = quantity_of(a, it);
    bool lose = !strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "lose");
    if (lose && !is_thing(it->head) && (q->flags & TOLL_QUANTITY_ARTICLE || q->quantity.unit == TOLL_UNIT_PERCENT)) return false;
    bool taken = code_for(a, o, false) == TOLL_OUTCOME_CAPTURED;
    return !taken || (it->head != HEAD_UNKNOWN && q->quantity.unit != TOLL_UNIT_PERCENT);
}

/* "lost 70,000 soldiers killed and wounded": a word that says more than "lost" gives the outcome. */
static bool sharpen(attacher *a, int owner, const outcome *o)
{
    tie *have = &a->parse->losses[owner];
    bool vague = !strcmp(claim_cell(a->tables->tables, &have->note, "weak"), "lose"), sharper = strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "lose") != 0;
    uint8_t code = code_for(a, o, is_thing(item_at(a, have->item)->head));
    if (!vague || !sharper || code == 255 || have->outcome > TOLL_OUTCOME_LOSSES) return false;
    have->outcome = code;
    have->outcome_extent = o->extent;
    return true;
}

static bool take(attacher *a, int at, const outcome *o, int agent, bool part, const char *rule)
{
    item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || !countable(a, it) || a->parse->loss_count == LOSS_LIMIT) return false;
    if (a->owner[it->quantity] >= 0) return sharpen(a, a->owner[it->quantity], o);
    bool bare = it->head == HEAD_BARE || it->head == HEAD_OTHERS;
    if (it->head == HEAD_BARE && is_age(a, at)) return false;
    bool thing = bare ? bare_thing(a, at, o) : is_thing(it->head);
    if (it->head == HEAD_UNKNOWN && prefers_things(a, o)) return false;
    if (!plausible(a, it, o)) return false;
    uint8_t code = code_for(a, o, thing);
    if (code == 255 && it->head == HEAD_COUNT) code = code_for(a, o, true);
    if (code == 255) return false;
    if (bare && thing) it->head = HEAD_MATERIEL;
    a->owner[it->quantity] = (int8_t)a->parse->loss_count;
    a->parse->losses[a->parse->loss_count++] = (tie){.quantity = it->quantity, .item = (int16_t)at, .agent = (int16_t)agent, .outcome = code, .part = part,
                                                     .modal = o->modal, .perfect = o->perfect, .noun = (int16_t)o->noun, .speaker = (int16_t)o->speaker, .outcome_extent = o->extent, .note = o->notes[0], .rule = rule};
    return true;
}

/* --- walking over items */
static bool governed(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF);
}

/* "after 20 people were killed": a word that governs nouns and clauses alike governs the clause. */
static bool governs_clause(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) && class_in(a, item_at(a, i), a->classes->subordinator);
}

/* Does nothing but small words stand between the noun phrase and the verb? */
static bool adjacent(attacher *a, int noun, int verb)
{
    for (int i = noun + 1; i < verb; i++)
        if (!kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_OPEN) && !kind_is(a, i, ITEM_CLOSE) && !kind_is(a, i, ITEM_OF)) return false;
    return true;
}

/* The first item after the noun phrase at `at` and the prepositional phrases that hang on it. */
static int after_phrase(attacher *a, int at)
{
    int i = at + 1;
    for (;;) {
        if (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_DATE)) i++;
        else if ((kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF)) && (kind_is(a, i + 1, ITEM_NOUN) || kind_is(a, i + 1, ITEM_DATE))) i += 2;
        else return i;
    }
}

/* A relative clause that ends just before `at`: the index of its relative word, or -1. */
static int relative_before(attacher *a, int at)
{
    for (int i = at - 1, steps = 0; i >= 0 && steps < 14; i--, steps++) {
        if (kind_is(a, i, ITEM_RELATIVE)) return i;
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB && !is_loss_verb(it) && (it->flags & VERB_INFINITIVE || steps > 0)) continue;
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_DATE))
            return -1;
    }
    return -1;
}

static bool list_link(attacher *a, int i) { return kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_OPEN) || kind_is(a, i, ITEM_CLOSE); }

/* "Three journalists who went to film were killed": the antecedent of a relative clause that has a verb of its own. */
static int antecedent_of(attacher *a, int verb)
{
    bool own_verb = false;
    for (int i = verb - 1; i > 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB) own_verb = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || is_loss_verb(it)) return -1;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && countable(a, it) && !governed(a, i)) return -1;
        if (it->kind != ITEM_RELATIVE) continue;
        const item *noun = item_at(a, i - 1);
        bool fits = own_verb && noun->kind == ITEM_NOUN && noun->quantity >= 0 && countable(a, noun) && !governed(a, i - 1);
        return fits && (noun->head == HEAD_PEOPLE || noun->head == HEAD_NATION) ? i - 1 : -1;
    }
    return -1;
}

/* "60 people, 40 of them children, died": the index of the comma that opens what is put in before the verb; -1 = nothing is. */
static int insertion_before(attacher *a, int verb)
{
    if (!kind_is(a, verb - 1, ITEM_COMMA)) return -1;
    for (int i = verb - 2, steps = 0; i > 0 && steps < 9; i--, steps++) {
        if (kind_is(a, i, ITEM_VERB) || kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return -1;
        if (!kind_is(a, i, ITEM_COMMA)) continue;
        const item *noun = item_at(a, i - 1);
        return noun->kind == ITEM_NOUN && noun->quantity >= 0 && countable(a, noun) && !governed(a, i - 1) ? i : -1;
    }
    return -1;
}

/* Victims before a verb: the nearest noun phrase that no preposition governs, then those listed with it. */
static void take_before(attacher *a, int verb, const outcome *o, const char *rule)
{
    bool listed = false, linked = true, antecedent = false;
    int verb_end = verb, head = item_at(a, verb)->flags & VERB_BE ? antecedent_of(a, verb) : -1;
    if (head >= 0) {
        take(a, head, o, -1, false, rule);
        return;
    }
    int insertion = insertion_before(a, verb);
    bool inner = insertion >= 0 && (kind_is(a, insertion + 2, ITEM_OF) || kind_is(a, insertion + 1, ITEM_INCLUDING));
    for (int i = inner ? insertion - 1 : verb - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        switch (it->kind) {
        case ITEM_ADVERB: case ITEM_DATE: case ITEM_PREPOSITION: case ITEM_OF: case ITEM_OPEN: case ITEM_CLOSE: break;
        case ITEM_AND: case ITEM_COMMA: linked = true; break;
        case ITEM_INCLUDING: linked = true; break;
        case ITEM_RELATIVE:
            if (listed || i + 1 != verb_end) { if (!kind_is(a, i + 1, ITEM_VERB)) return; }
            antecedent = true;
            break;
        case ITEM_VERB:
            if (is_loss_verb(it) || listed) return;
            if (relative_before(a, i) >= 0) { i = relative_before(a, i); break; }
            if (it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY)) return;
            if (kind_is(a, i - 1, ITEM_NOUN) && item_at(a, i - 1)->quantity >= 0 && countable(a, item_at(a, i - 1))) break;    /* "20 men fighting for X were killed" */
            return;
        case ITEM_NOUN: {
            bool participle = has_class(&a->parse->view, item_at(a, verb)->extent.first, a->classes->participle_be);
            bool reduced = (participle || !(item_at(a, verb)->flags & (VERB_BE | VERB_HAVE))) && adjacent(a, i, verb);
            bool clause = governs_clause(a, i), under = governed(a, i) && !antecedent;
            if (under && !reduced && !clause) break;
            if (it->quantity >= 0 && linked) {
                if (listed && kind_is(a, i - 1, ITEM_VERB) && !is_loss_verb(item_at(a, i - 1)) && !(item_at(a, i - 1)->flags & VERB_SAY)) return;
                bool part = kind_is(a, i - 1, ITEM_INCLUDING);
                if (!take(a, i, o, -1, part, rule)) { if (!countable(a, it) && !listed && !list_link(a, i - 1)) return; }
                if (under) return;
                listed = true, linked = false, antecedent = false;
            } else if (it->quantity < 0) {
                if (!list_link(a, i - 1) && !kind_is(a, i - 1, ITEM_INCLUDING) && !(kind_is(a, i + 1, ITEM_NOUN))) return;
                linked = true;
            } else {
                return;
            }
            break;
        }
        default: return;
        }
    }
}

static bool has_own_verb(attacher *a, int at)
{
    int next = after_phrase(a, at);
    const item *it = item_at(a, next);
    return it && it->kind == ITEM_VERB && (is_loss_verb(it) || it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL) || it->form == FORM_OTHER) &&
           !(it->form == FORM_ING && !(it->flags & VERB_BE));
}

/* Victims after a verb: every noun phrase of the list that follows, prepositional phrases stepped over. */
static void take_after(attacher *a, int verb, const outcome *o, int agent, const char *rule)
{
    bool first = true, part = false;
    for (int i = verb + 1; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        switch (it->kind) {
        case ITEM_ADVERB: case ITEM_DATE: case ITEM_AND: case ITEM_COMMA: case ITEM_OPEN: case ITEM_CLOSE: break;
        case ITEM_INCLUDING: part = true; break;
        case ITEM_PREPOSITION: case ITEM_OF:
            if (first && !kind_is(a, i, ITEM_OF)) return;
            if (kind_is(a, i + 1, ITEM_NOUN)) i++;
            break;
        case ITEM_NOUN:
            if (!first && ((kind_is(a, i - 1, ITEM_NOUN) && item_at(a, i - 1)->quantity < 0) || kind_is(a, i - 1, ITEM_DATE))) return;
            if (!first && list_link(a, i - 1) && has_own_verb(a, i)) return;
            take(a, i, o, agent, part, rule);
            first = false;
            break;
        default: return;
        }
    }
}

/* The subject of the active verb at `at`: who does the killing. */
static int agent_of(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        const item *before = item_at(a, i - 1);
        bool said = before && before->kind == ITEM_VERB && before->flags & VERB_SAY;
        bool object = (kind_is(a, i - 1, ITEM_VERB) && !said && it->head != HEAD_PRONOUN) || (it->quantity >= 0 && a->owner[it->quantity] >= 0);
        if (it->kind == ITEM_NOUN && !governed(a, i) && !object) return i;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR) return -1;
        if (it->kind == ITEM_VERB && !(it->flags & VERB_SAY) && !is_loss_verb(it) && i < at - 1) continue;
    }
    return -1;
}

/* --- loss verbs */
static bool object_follows(attacher *a, int at)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i++;
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_NOUN) return false;
    if (it->quantity >= 0) return countable(a, it);
    return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head) || it->head == HEAD_UNKNOWN;
}

static bool counted_before(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB)) i--;
    const item *it = item_at(a, i);
    return it && it->kind == ITEM_NOUN && it->quantity >= 0 && countable(a, it) && !governed(a, i);
}

/* "20 killed Monday sources said": an object with neither number nor article is none. */
static bool loose_object(attacher *a, int at)
{
    const item *it = item_at(a, at + 1);
    return it && it->kind == ITEM_NOUN && it->quantity < 0 && !(it->flags & NOUN_DEFINITE);
}

static void attach_verb(attacher *a, int at)
{
    const item *verb = item_at(a, at);
    int last = at;
    outcome o = outcome_of(a, at, &last);
    bool unreal = (verb->flags & (VERB_MODAL | VERB_INFINITIVE)) && !(verb->flags & VERB_HAVE);
    if (unreal || (verb->flags & VERB_NEGATED)) return;
    switch (verb->form) {
    case FORM_INTRANSITIVE: take_before(a, at, &o, "victims-die"); break;
    case FORM_ADJECTIVE: take_before(a, at, &o, "victims-are"); break;
    case FORM_LIVES: take_after(a, last, &o, agent_of(a, at), "lives-taken"); break;
    case FORM_ING:
        if (verb->flags & VERB_BE && !(verb->flags & VERB_HAVE) && !object_follows(a, last)) take_before(a, at, &o, "victims-being");
        else take_after(a, last, &o, agent_of(a, at), "killing-victims");
        break;
    case FORM_BASE: take_after(a, last, &o, agent_of(a, at), "kills-victims"); break;
    default:
        if (verb->flags & VERB_BE) take_before(a, at, &o, "victims-were-killed");
        else if (verb->flags & VERB_HAVE) take_after(a, last, &o, agent_of(a, at), "has-killed-victims");
        else if (object_follows(a, last) && !(counted_before(a, at) && loose_object(a, last)))
            take_after(a, last, &o, agent_of(a, at), "killed-victims");
        else take_before(a, at, &o, "victims-killed");
    }
}

/* --- loss nouns */
static outcome noun_outcome(int at, toll_note note, toll_extent extent) { return (outcome){.notes = {note}, .count = 1, .extent = extent, .noun = at, .speaker = -1}; }

static void attach_count(attacher *a, int at)
{
    const item *it = item_at(a, at);
    outcome o = noun_outcome(at, it->note, it->head_extent);
    int before = at - 1;
    while (kind_is(a, before, ITEM_ADVERB)) before--;
    if (kind_is(a, before, ITEM_VERB)) {
        uint16_t flags = item_at(a, before)->flags;
        o.perfect = (flags & VERB_HAVE) && !(flags & VERB_HAD);
        o.modal = (flags & VERB_HAVE) && (flags & VERB_MODAL);
    }
    if (it->quantity >= 0) take(a, at, &o, -1, kind_is(a, before, ITEM_INCLUDING), "counted-losses");
}

/* "rose to 89, from 63": the value before the change stands behind. */
static void take_former(attacher *a, int at, const outcome *o)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_ADVERB)) i++;
    if (!kind_is(a, i, ITEM_PREPOSITION) || !class_in(a, item_at(a, i), a->classes->from) || !kind_is(a, i + 1, ITEM_NOUN)) return;
    uint8_t head = item_at(a, i + 1)->head;
    if (head == HEAD_BARE || head == HEAD_PEOPLE) take(a, i + 1, o, -1, false, "toll-stood");
}

/* The figure of a toll: the first plausible quantity after it, past the verb or preposition that links them. */
static void attach_toll(attacher *a, int at, bool needs_link)
{
    const item *toll = item_at(a, at);
    outcome o = noun_outcome(at, toll->note, toll->head_extent);
    bool put = kind_is(a, at - 1, ITEM_VERB) && item_at(a, at - 1)->flags & VERB_RAISER, linked = !needs_link || put;
    if (put) o.speaker = agent_of(a, at - 1);
    for (int i = at + 1; i < (int)a->parse->item_count && i < at + 16; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_INCLUDING) return;
        if (it->kind == ITEM_BREAK && needs_link) {        /* "losses: 800 men", "losses - 800 men" */
            uint8_t mark = a->parse->view.tokens[it->extent.first].mark;
            if (i != at + 1 || (mark != ':' && mark != TOLL_MARK_DASH) || !kind_is(a, i + 1, ITEM_NOUN) || item_at(a, i + 1)->quantity < 0) return;
            linked = true;
            continue;
        }
        if (it->kind == ITEM_VERB) {
            if ((it->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_NEGATED)) && !(it->flags & VERB_HAVE)) return;
            if (is_loss_verb(it) && !(it->flags & VERB_LINKING)) { if (needs_link) return; continue; }
            if (it->flags & VERB_SAY && !(it->flags & VERB_LINKING)) { if (needs_link) return; continue; }
            if (it->flags & VERB_LINKING) linked = true;
            continue;
        }
        if (it->kind == ITEM_OF && needs_link && i == at + 1 && kind_is(a, i + 1, ITEM_NOUN) && item_at(a, i + 1)->quantity >= 0 && !is_thing(item_at(a, i + 1)->head)) {
            take_after(a, at + 1, &o, -1, "deaths-of-victims");
            return;
        }
        if (it->kind != ITEM_NOUN || it->quantity < 0) continue;
        const item *before = item_at(a, i - 1);
        bool former = before && before->kind == ITEM_PREPOSITION && class_in(a, before, a->classes->from);
        bool dead = toll->note.class_ == a->classes->loss_adjective;
        if (dead && it->head != HEAD_BARE && it->head != HEAD_PEOPLE) continue;
        const toll_quantity_mention *q = quantity_of(a, it);
        bool verb_inside = q->rule != TOLL_NO_RULE && q->quantity.qualifier != TOLL_QUALIFIER_EXACT;
        if (!linked && !verb_inside) continue;
        if (!countable(a, it) || q->flags & TOLL_QUANTITY_ARTICLE) continue;
        if (it->head == HEAD_UNKNOWN && it->extent.count > q->extent.count + 1u && !class_in(a, it, a->classes->comparison)) continue;
        bool change = former || (before && before->kind == ITEM_PREPOSITION && class_in(a, before, a->classes->by));
        if (!take(a, i, &o, -1, false, needs_link ? "losses-amount" : "toll-stands") || change) continue;
        if (needs_link && list_link(a, i + 1)) take_after(a, i, &o, -1, "losses-amount");
        take_former(a, i, &o);
        return;
    }
}

/* "the tally of Russian military dead": what is counted stands in the of-phrase. */
static bool tally_of(attacher *a, int at, item *out)
{
    if (!kind_is(a, at + 1, ITEM_OF)) return false;
    for (int i = at + 2; i < at + 5; i++) {
        const item *it = item_at(a, i);
        if (!it || (it->kind != ITEM_NOUN && it->kind != ITEM_VERB)) return false;
        if (!is_loss_verb(it)) { if (it->head == HEAD_COUNT && it->kind == ITEM_NOUN) { *out = *it; return true; } continue; }
        if (it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL)) return false;
        *out = *it;
        return true;
    }
    return false;
}

static void attach_act(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const toll_note *note = NULL;
    for (unsigned token = it->extent.first; token < toll_extent_end(it->extent); token++) {
        const toll_note *here = note_at(&a->parse->view, token, a->classes->loss_act);
        if (here) note = here, token += here->len - 1u;
    }
    bool of = kind_is(a, at + 1, ITEM_OF) && kind_is(a, at + 2, ITEM_NOUN);
    /* a genitive needs no "of": the victims follow the word for the act at once */
    bool genitive = note && it->quantity < 0 && has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, a->classes->loss_act) &&
                    kind_is(a, at + 1, ITEM_NOUN) && item_at(a, at + 1)->quantity >= 0;
    if (!note || (!of && !genitive)) return;
    toll_extent extent = {(uint16_t)(toll_extent_end(it->extent) - 1), 1};
    outcome o = noun_outcome(-1, *note, extent);
    take_after(a, of ? at + 1 : at, &o, -1, "death-of-victims");
}

/* "20 wounded soldiers": the loss word stands inside the phrase. */
static void attach_modifier(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const toll_quantity_mention *q = quantity_of(a, it);
    if (!it->modifier.len || !q || (q->flags & TOLL_QUANTITY_ARTICLE) || it->flags & NOUN_DEFINITE) return;
    toll_extent extent = it->extent;
    for (unsigned token = extent.first; token < toll_extent_end(extent); token++)
        if (has_class(&a->parse->view, token, it->modifier.class_)) extent = (toll_extent){(uint16_t)token, it->modifier.len};
    outcome o = noun_outcome(-1, it->modifier, extent);
    take(a, at, &o, -1, false, "lost-victims");
}

/* --- what leans on a loss found before it */
static const tie *nearest_loss(attacher *a, int at)
{
    const tie *best = NULL;
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item < at && (!best || a->parse->losses[i].item > best->item)) best = &a->parse->losses[i];
    return best;
}

static bool inherit(attacher *a, int at, bool part, const char *rule)
{
    const tie *from = nearest_loss(a, at);
    const item *it = item_at(a, at);
    if (!from) return false;
    outcome o = {.notes = {from->note}, .count = 1, .extent = from->outcome_extent, .modal = from->modal, .perfect = from->perfect, .noun = -1, .speaker = -1};
    uint8_t code = from->outcome;
    bool from_thing = is_thing(item_at(a, from->item)->head);
    if (is_thing(it->head) != from_thing && it->head != HEAD_BARE && it->head != HEAD_OTHERS) return false;
    int agent = from->agent;
    if (!take(a, at, &o, agent, part, rule)) return false;
    a->parse->losses[a->parse->loss_count - 1].outcome = code;
    return true;
}

static void attach_parts(attacher *a)
{
    bool part = false;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_INCLUDING) part = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_VERB || it->kind == ITEM_SUBORDINATOR) part = false;
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        bool of_them = has_class(&a->parse->view, toll_extent_end(a->parse->quantities[it->quantity].extent), a->classes->part_of);
        if (part && !governed(a, i)) inherit(a, i, true, "part-of-victims");
        else if (of_them) inherit(a, i, true, "some-of-them");
        else if (it->head == HEAD_BARE && kind_is(a, i - 1, ITEM_AND) && kind_is(a, i + 1, ITEM_PREPOSITION) && nearest_loss(a, i)) inherit(a, i, false, "and-more");
    }
}

/* Ratios, shares and differences: the outcome noun or verb of the sentence says of what. */
static void attach_ratios(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        toll_quantity_mention *q = &a->parse->quantities[it->quantity];
        unsigned after = toll_extent_end(q->extent);
        while (has_class(&a->parse->view, after, a->classes->determiner) || (after < a->parse->view.count && a->parse->view.tokens[after].mark == TOLL_MARK_CLOSE)) after++;
        bool compared = has_class(&a->parse->view, after, a->classes->comparison);
        bool difference = compared && q->quantity.unit == TOLL_UNIT_NUMBER && has_class(&a->parse->view, after + 1, a->classes->comparison_than);
        if (!difference && (q->quantity.unit != TOLL_UNIT_TIMES || !compared)) continue;
        for (int j = i - 1; j >= 0; j--) {
            const item *noun = item_at(a, j);
            bool loss_noun = noun->kind == ITEM_NOUN && (noun->head == HEAD_COUNT || noun->head == HEAD_TOLL);
            if (!loss_noun && !is_loss_verb(noun)) continue;
            outcome o = noun_outcome(j, noun->note, noun->head_extent);
            item *mine = item_at(a, i);
            uint8_t head = mine->head;
            mine->head = HEAD_PEOPLE;
            if (!take(a, i, &o, -1, false, "ratio")) mine->head = head;
            else if (difference) q->quantity.unit = TOLL_UNIT_PEOPLE_DIFFERENCE;
            break;
        }
    }
}

/* "The total amounted to 12,730, an average of 400 a day": of what, the claim before says. */
static void attach_carried(attacher *a)
{
    const draft *before = a->parse->before;
    if (!before || before->claim.quantity.unit != TOLL_UNIT_PEOPLE) return;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN) continue;
        bool average = it->quantity >= 0 && a->parse->quantities[it->quantity].quantity.unit == TOLL_UNIT_PEOPLE_PER_DAY && a->owner[it->quantity] < 0;
        if (it->head != HEAD_TALLY && !average) continue;
        outcome o = noun_outcome(-1, before->note, (toll_extent){0, 0});
        size_t count = a->parse->loss_count;
        if (average) {
            take(a, i, &o, -1, false, "average-of-total");
        } else if (it->quantity < 0) {
            item kept = *it;
            a->parse->items[i].note = before->note;
            attach_toll(a, i, false);
            a->parse->items[i] = kept;
        }
        if (a->parse->loss_count > count) {
            tie *made = &a->parse->losses[count];
            made->carried = true, made->noun = -1, made->outcome = (uint8_t)before->claim.outcome;
            made->rule = average ? "average-of-total" : "total-stands";
        }
    }
}

/* --- lists: "losses: personnel - 900 (+20) killed, tanks - 30 (+2)" */
/* The verb that closes the entry at `at` ("... (+950) persons liquidated,"), or the word for losses before the list; -1 = neither. */
static int list_opener(attacher *a, int at)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_NOUN) && item_at(a, i)->flags & NOUN_INCREASE) i++;
    bool closed = !item_at(a, i + 1) || kind_is(a, i + 1, ITEM_COMMA) || kind_is(a, i + 1, ITEM_STOP) || kind_is(a, i + 1, ITEM_BREAK);
    if (is_loss_verb(item_at(a, i)) && closed) return i;
    for (i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        bool noun = it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_COUNT || it->head == HEAD_TOLL);
        bool entry = it->kind == ITEM_NOUN && it->flags & NOUN_LISTED;
        bool closes_entry = !kind_is(a, i + 1, ITEM_BREAK) && item_at(a, i - 1) && item_at(a, i - 1)->flags & NOUN_LISTED;
        if (entry || (is_loss_verb(it) && closes_entry)) continue;
        if (is_loss_verb(it)) return it->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE) ? -1 : i;
        if (noun) return i;
        if (it->kind == ITEM_STOP) return -1;
    }
    return -1;
}

static void attach_list(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || !(it->flags & NOUN_LISTED)) continue;
        int opener = list_opener(a, i);
        if (opener < 0) continue;
        const item *word = item_at(a, opener);
        outcome o = noun_outcome(word->kind == ITEM_NOUN ? opener : -1, word->note, word->head_extent);
        /* "the enemy's losses: ...": whose, the opener says also for entries that a verb closes */
        for (int j = opener < i ? opener : i - 1; j >= 0; j--)
            if (item_at(a, j)->kind == ITEM_NOUN && item_at(a, j)->head == HEAD_COUNT) { it->flags |= item_at(a, j)->flags & (NOUN_ENEMY | NOUN_POSSESSIVE); break; }
        take(a, i, &o, -1, false, "listed-losses");
    }
}

void claim_attach(sentence_parse *parse, const toll_claim_tables *tables)
{
    attacher a = {.parse = parse, .tables = tables, .classes = &tables->classes};
    parse->loss_count = 0;
    memset(a.owner, -1, sizeof a.owner);
    int count = (int)parse->item_count;
    attach_list(&a);
    attach_ratios(&a);
    for (int i = 0; i < count; i++)
        if (is_loss_verb(item_at(&a, i))) attach_verb(&a, i);
    for (int i = 0; i < count; i++) {
        const item *it = item_at(&a, i);
        if (it->kind != ITEM_NOUN) continue;
        if (it->head == HEAD_COUNT && it->quantity >= 0) attach_count(&a, i);
        else if (it->head == HEAD_COUNT) attach_toll(&a, i, true);
        else if (it->head == HEAD_TOLL) attach_toll(&a, i, it->note.class_ == a.classes->loss_adjective);
        item counted;
        if (it->head == HEAD_TALLY && it->quantity < 0 && tally_of(&a, i, &counted)) {
            item kept = *it;
            a.parse->items[i].note = counted.note;
            a.parse->items[i].head_extent = counted.head_extent;
            attach_toll(&a, i, false);
            a.parse->items[i] = kept;
        }
    }
    for (int i = 0; i < count; i++) {
        const item *it = item_at(&a, i);
        if (it->kind != ITEM_NOUN) continue;
        attach_act(&a, i);
        if (it->quantity >= 0) attach_modifier(&a, i);
    }
    attach_parts(&a);
    attach_carried(&a);
}
