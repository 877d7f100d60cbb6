/* Ties a quantity to an outcome: what the outcome is for people and for things, and whether the quantity can be its count at all. */
#include "attach.h"

/* --- outcomes */

static uint8_t merge_codes(uint8_t a, uint8_t b, bool either)
{
    if (a == b || b == 255) return a;
    if (a == 255) return b;
    if (!either && a == TOLL_OUTCOME_CAPTURED && b == TOLL_OUTCOME_KILLED) return b; /* "kidnapped and killed": the end of it */
    uint8_t low = a < b ? a : b, high = a < b ? b : a;
    if (low == TOLL_OUTCOME_KILLED && (high == TOLL_OUTCOME_WOUNDED || high == TOLL_OUTCOME_KILLED_OR_WOUNDED))
        return TOLL_OUTCOME_KILLED_OR_WOUNDED;
    if (low == TOLL_OUTCOME_DESTROYED && (high == TOLL_OUTCOME_DAMAGED || high == TOLL_OUTCOME_DESTROYED_OR_DAMAGED))
        return TOLL_OUTCOME_DESTROYED_OR_DAMAGED;
    bool things = high == TOLL_OUTCOME_DESTROYED || high == TOLL_OUTCOME_DAMAGED || high == TOLL_OUTCOME_DESTROYED_OR_DAMAGED;
    if (things && low == TOLL_OUTCOME_CAPTURED) return TOLL_OUTCOME_LOST;
    if (high <= TOLL_OUTCOME_MISSING || high == TOLL_OUTCOME_CAPTURED) return TOLL_OUTCOME_LOSSES;
    return a;
}

uint8_t attach_code(attacher *a, const outcome *o, bool thing)
{
    uint8_t code = 255;
    for (unsigned i = 0; i < o->count; i++) {
        uint8_t *const *columns = thing ? a->tables->outcome_things : a->tables->outcome_people;
        const uint8_t *column = columns[o->notes[i].table];
        if (column) code = merge_codes(code, column[o->notes[i].row], o->either);
    }
    return code;
}

bool attach_prefers_things(attacher *a, const outcome *o)
{
    return toll_same(claim_cell(a->tables->tables, &o->notes[0], "weak"), "things") || attach_code(a, o, false) == 255;
}

/* The last loss before the item; NULL = none. */
static const tie *last_before(attacher *a, int at)
{
    const tie *last = NULL;
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item < at && (!last || a->parse->losses[i].item > last->item)) last = &a->parse->losses[i];
    return last;
}

/* A number with no noun counts what the last loss of the sentence counted. */
static bool bare_thing(attacher *a, int at, const outcome *o)
{
    const tie *last = last_before(a, at);
    /* "four tanks were burned; Moscow put its losses at three wounded": another clause, and a word said of people first */
    bool people = attach_code(a, o, false) <= TOLL_OUTCOME_KILLED_OR_WOUNDED && !attach_prefers_things(a, o);
    for (int i = last && people ? last->item : at; i < at; i++)
        if (kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return false;
    return last ? is_thing(item_at(a, last->item)->head) : attach_prefers_things(a, o);
}

/* "claimed to have killed four": a deed, and no count up to now, as "are said to have died" is one. */
static bool is_deed_claimed(const item *it)
{
    return it->flags & VERB_INFINITIVE && !(it->flags & VERB_BE) && it->form == FORM_PAST;
}

outcome attach_outcome(attacher *a, int at, int *last)
{
    const item *it = item_at(a, at);
    outcome o = {.notes = {it->note},
        .count = 1,
        .extent = it->head_extent,
        .modal = (it->flags & VERB_MODAL) && (it->flags & VERB_HAVE),
        .perfect = (it->flags & VERB_HAVE) && !(it->flags & VERB_HAD) && !is_deed_claimed(it),
        .noun = -1,
        .speaker = -1};
    int i = at;
    while (o.count < 3) {
        int j = i + 1;
        while (kind_is(a, j, ITEM_COMMA)) j++;
        if (!kind_is(a, j, ITEM_AND) && j == i + 1) break;
        const bool missing = attach_code(a, &o, false) == TOLL_OUTCOME_MISSING;
        if (missing && !class_in(a, item_at(a, j), claim_class.alternative)) break; /* "missing and feared dead" */
        for (; kind_is(a, j, ITEM_AND); j++) o.either |= class_in(a, item_at(a, j), claim_class.alternative);
        const item *next = item_at(a, j);
        if (!is_loss_verb(next) || next->form == FORM_LIVES || (next->form == FORM_ING) != (it->form == FORM_ING) ||
            (next->flags & (VERB_MODAL | VERB_INFINITIVE)))
            break;
        if ((it->form == FORM_BASE) != (next->form == FORM_BASE)) break;
        o.notes[o.count++] = next->note;
        o.extent.count = (uint16_t)(toll_extent_end(next->head_extent) - o.extent.first);
        i = j;
    }
    *last = i;
    return o;
}

/* --- taking a quantity for an outcome */
bool attach_countable(attacher *a, const item *it)
{
    const toll_quantity_mention *q = quantity_of(a, it);
    if (!q || (q->flags & (TOLL_QUANTITY_MEASURE | TOLL_QUANTITY_NAME | TOLL_QUANTITY_ORDINAL | TOLL_QUANTITY_BARE_YEAR))) return false;
    if (it->head == HEAD_NOT_LOSS || it->head == HEAD_PRONOUN) return false;
    double part = q->quantity.unit == TOLL_UNIT_NUMBER ? q->quantity.point : 0; /* "1.5 deaths per 10,000" are an average */
    if (part > 0 && part < 1e6 && part != (double)(int)part) return false;
    if ((it->head == HEAD_BARE || it->head == HEAD_UNKNOWN) && has_class(&a->parse->view, q->number.first, claim_class.back_reference))
        return false;
    if (q->flags & TOLL_QUANTITY_ARTICLE && has_class(&a->parse->view, toll_extent_end(q->extent), claim_class.part_of))
        return true; /* "one of them" */
    if (q->flags & TOLL_QUANTITY_ARTICLE) return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head);
    return true;
}

/* Vehicles that a patrol intercepts are stopped, not lost: the word is said of what flies. A bare number counts what is spoken of. */
static bool flies(attacher *a, const item *it)
{
    if (it->head == HEAD_BARE || it->head == HEAD_OTHERS) return true;
    const char *category = claim_cell(a->tables->tables, &it->note, "category");
    return it->head != HEAD_STRUCTURE && (it->head != HEAD_MATERIEL || claim_category_has(a->tables, category, "flies"));
}

/* "The blast brought down two houses": of buildings the word says that they are destroyed. */
static bool falls(const item *it, const char *weak)
{
    return it->head == HEAD_STRUCTURE && toll_same(weak, "falls");
}

/* Things that are stolen from a house or a street: a crime, and no capture. */
static bool is_everyday(attacher *a, const item *it)
{
    return it->head != HEAD_MATERIEL || claim_category_has(a->tables, claim_cell(a->tables->tables, &it->note, "category"), "everyday");
}

/* "Ten soldiers fell in an ambush": said of fighters, where nothing follows that they could have fallen to, from or into. */
static bool is_fallen(attacher *a, const item *it, const outcome *o)
{
    bool those = it->head == HEAD_BARE && it->flags & NOUN_DEFINITE; /* "the 22 who fell" */
    if (!those && strcmp(claim_cell(a->tables->tables, &it->note, "class"), "military") != 0) return false;
    const toll_sentence_view *view = &a->parse->view;
    unsigned next = toll_extent_end(o->extent);
    return next >= view->count || view->tokens[next].kind == TOLL_TOKEN_MARK || has_class(view, next, claim_class.fell_where) ||
           has_class(view, next, claim_class.subordinator) || has_class(view, next, claim_class.relative);
}

/* Does the noun end in a word in small letters that the tables do not know for people? */
static bool names_things(attacher *a, const item *it)
{
    return a->parse->view.tokens[toll_extent_end(it->extent) - 1].shape == TOLL_SHAPE_LOWER;
}

/* "lost" is said of children and supporters, "captured" of anything: the one wants a count, the other people or things known to be lost. */
static bool plausible(attacher *a, const item *it, const outcome *o)
{
    const toll_quantity_mention *q = quantity_of(a, it);
    const char *weak = claim_cell(a->tables->tables, &o->notes[0], "weak");
    bool lose = toll_same(weak, "lose");
    bool trooper = it->head == HEAD_PEOPLE && !strcmp(claim_cell(a->tables->tables, &it->note, "class"), "military");
    bool one_of = has_class(&a->parse->view, toll_extent_end(q->extent), claim_class.part_of); /* "one of their number" */
    if (lose && !is_thing(it->head) && ((q->flags & TOLL_QUANTITY_ARTICLE && !trooper && !one_of) || q->quantity.unit == TOLL_UNIT_PERCENT))
        return false;
    if (toll_same(weak, "arms") && it->head != HEAD_MATERIEL) return false;
    if (toll_same(weak, "fighters") && !is_fallen(a, it, o)) return false;
    if (toll_same(weak, "weapons") && is_everyday(a, it)) return false;
    if (attach_code(a, o, true) == TOLL_OUTCOME_INTERCEPTED && !flies(a, it) && !falls(it, weak)) return false;
    const uint8_t people = attach_code(a, o, false);
    if (people == TOLL_OUTCOME_CASUALTIES && toll_same(weak, "crime") && o->noun < 0 && !attach_harms(a, o)) return false;
    bool taken = people == TOLL_OUTCOME_CAPTURED;
    if (taken && it->head == HEAD_STRUCTURE) return false;                     /* bases and positions taken are territory */
    bool missing = people == TOLL_OUTCOME_MISSING && it->head == HEAD_UNKNOWN; /* "30,000 missing emails" */
    if (missing && !(q->flags & TOLL_QUANTITY_ARTICLE) && it->extent.count > q->extent.count && names_things(a, it)) return false;
    return !taken || (it->head != HEAD_UNKNOWN && it->head != HEAD_TALLY && q->quantity.unit != TOLL_UNIT_PERCENT);
}

/* "lost 70,000 soldiers killed and wounded": a word that says more than "lost" gives the outcome. */
static bool sharpen(attacher *a, int owner, const outcome *o)
{
    tie *have = &a->parse->losses[owner];
    bool vague = !strcmp(claim_cell(a->tables->tables, &have->note, "weak"), "lose"),
         sharper = strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "lose") != 0;
    uint8_t code = attach_code(a, o, is_thing(item_at(a, have->item)->head));
    /* "the bodies of three men who had been kidnapped"; no "toll: nine killed, three captured" */
    bool dead = have->outcome == TOLL_OUTCOME_CAPTURED && code == TOLL_OUTCOME_KILLED &&
                (o->noun < 0 || !strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "body"));
    if ((!vague || have->outcome > TOLL_OUTCOME_LOSSES) && !dead) return false;
    if (!sharper || code == 255) return false;
    have->outcome = code;
    have->outcome_extent = o->extent;
    return true;
}

/* "Omar, 29, an officer who died", "the general, a veteran of two wars, was killed": the noun only says who the one named before it is. */
static bool is_apposition(attacher *a, int at)
{
    if (!(quantity_of(a, item_at(a, at))->flags & TOLL_QUANTITY_ARTICLE) || !kind_is(a, at - 1, ITEM_COMMA)) return false;
    int i = at - 2;
    if (kind_is(a, i, ITEM_NOUN) && item_at(a, i)->head == HEAD_BARE && kind_is(a, i - 1, ITEM_COMMA)) i -= 2; /* an age */
    const item *named = item_at(a, i);
    if (!named || named->kind != ITEM_NOUN || named->quantity >= 0) return false;
    int whole = i;
    while (kind_is(a, whole - 1, ITEM_OF) && kind_is(a, whole - 2, ITEM_NOUN)) whole -= 2;
    while (kind_is(a, whole - 1, ITEM_COMMA) && kind_is(a, whole - 2, ITEM_NOUN) && item_at(a, whole - 2)->quantity < 0 &&
           attach_governed(a, whole - 2))
        whole -= 2;                              /* "In the capital, Grozny, a soldier was killed" */
    if (attach_governed(a, whole)) return false; /* "According to police of the town, a woman was killed" */
    uint8_t shape = a->parse->view.tokens[toll_extent_end(named->extent) - 1].shape;
    bool adverb = named->extent.first == 0 && named->extent.count == 1; /* "Unfortunately, a woman was killed" */
    if (!(named->flags & NOUN_DEFINITE) && (shape != TOLL_SHAPE_CAPITAL || adverb)) return false;
    int after = attach_after_phrase(a, at);
    if (kind_is(a, after, ITEM_INCLUDING) && class_in(a, item_at(a, after), claim_class.among)) return false; /* "a priest among them" */
    return !kind_is(a, after, ITEM_AND) &&
           !(kind_is(a, after, ITEM_COMMA) && kind_is(a, after + 1, ITEM_NOUN) && item_at(a, after + 1)->quantity >= 0);
}

bool attach_take(attacher *a, int at, const outcome *o, int agent, bool part, const char *rule)
{
    item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || !attach_countable(a, it) || a->parse->loss_count == LOSS_LIMIT) return false;
    if (a->owner[it->quantity] >= 0) return sharpen(a, a->owner[it->quantity], o);
    bool others = it->head == HEAD_PEOPLE && has_class(&a->parse->view, it->head_extent.first, claim_class.others);
    if (others && !attach_prefers_things(a, o)) { /* "damaged 10 others", "destroyed 31 tanks and captured three others" */
        const tie *those = attach_code(a, o, false) == TOLL_OUTCOME_CAPTURED ? last_before(a, at) : NULL;
        others = those && is_thing(item_at(a, those->item)->head);
    }
    bool bare = it->head == HEAD_BARE || it->head == HEAD_OTHERS || others;
    if (it->head == HEAD_BARE && attach_is_age(a, at)) return false;
    if (is_apposition(a, at) || attach_told_again(a, it)) return false;
    if (it->head == HEAD_COUNT && class_in(a, it, claim_class.unreal)) return false; /* "a dozen attempted murders" */
    bool thing = bare ? bare_thing(a, at, o) && attach_code(a, o, true) != 255 : is_thing(it->head);
    if (it->head == HEAD_UNKNOWN && attach_prefers_things(a, o)) return false;
    if (!plausible(a, it, o)) return false;
    uint8_t code = attach_code(a, o, thing);
    /* "killed three, 12 wounded": a noun that says itself what befell those it counts is no victim of another verb */
    uint8_t own = it->head == HEAD_COUNT && it->note.len ? attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false) : 255;
    if (own <= TOLL_OUTCOME_WOUNDED && code <= TOLL_OUTCOME_WOUNDED && own != code) return false;
    if (it->flags & NOUN_DEFINITE && it->modifier.len && attach_code(a, &(outcome){.notes = {it->modifier}, .count = 1}, false) == code)
        return false; /* "the two wounded soldiers were taken to hospital": told of before, and nothing new befalls them */
    if (code == 255 && it->head == HEAD_COUNT) code = attach_code(a, o, true);
    if (code == 255) return false;
    if (code == TOLL_OUTCOME_INTERCEPTED && falls(it, claim_cell(a->tables->tables, &o->notes[0], "weak"))) code = TOLL_OUTCOME_DESTROYED;
    const tie *last = bare && thing ? last_before(a, at) : NULL;
    if (bare && thing) it->head = last && is_thing(item_at(a, last->item)->head) ? item_at(a, last->item)->head : HEAD_MATERIEL;
    a->owner[it->quantity] = (int8_t)a->parse->loss_count;
    a->parse->losses[a->parse->loss_count++] = (tie){.quantity = it->quantity,
        .item = (int16_t)at,
        .agent = (int16_t)agent,
        .outcome = code,
        .part = part,
        .modal = o->modal,
        .perfect = o->perfect || attach_after_have(a, at),
        .noun = (int16_t)o->noun,
        .speaker = (int16_t)o->speaker,
        .outcome_extent = o->extent,
        .note = o->notes[0],
        .rule = rule};
    return true;
}
