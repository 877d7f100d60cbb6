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

/* "Of the four tanks, one was blown up", "sent four cars, of which one was blown up": a part of things just named. */
static bool is_part_of_things(attacher *a, int at)
{
    const item *whole = item_at(a, at - 2), *which = item_at(a, at - 1);
    if (kind_is(a, at - 1, ITEM_COMMA) && kind_is(a, at - 3, ITEM_OF)) return whole->kind == ITEM_NOUN && is_thing(whole->head);
    if (!which || which->kind != ITEM_INCLUDING) return false;
    if (whole && whole->kind == ITEM_COMMA) whole = item_at(a, at - 3);
    return whole && whole->kind == ITEM_NOUN && is_thing(whole->head);
}

/* A number with no noun counts what the last loss of the sentence counted. */
static bool bare_thing(attacher *a, int at, const outcome *o)
{
    if (is_part_of_things(a, at)) return true;
    const toll_sentence_view *view = &a->parse->view; /* "two who had been burnt": people */
    const item *who = item_at(a, at + 1);
    if (who && who->kind == ITEM_RELATIVE && has_class(view, who->extent.first, claim_class.pronoun)) return false;

    const tie *last = last_before(a, at);
    /* "four tanks were burned; Moscow put its losses at three wounded": another clause, and a word said of people first */
    bool people = attach_code(a, o, false) <= TOLL_OUTCOME_KILLED_OR_WOUNDED && !attach_prefers_things(a, o);
    for (int i = last && people ? last->item : at; i < at; i++)
        if (kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return false;
    if (last) return is_thing(item_at(a, last->item)->head) || attach_code(a, o, false) == 255;
    /* "Ten tanks were hit. Three were lost." */
    const bool either = attach_code(a, o, false) == TOLL_OUTCOME_LOSSES && kind_is(a, at + 1, ITEM_VERB) &&
                        item_at(a, at + 1)->flags & VERB_BE;
    return attach_prefers_things(a, o) || (either && attach_told_of_things(a));
}

/* "claimed to have killed four": a deed, and no count up to now, as "are said to have died" is one. */
static bool is_deed_claimed(const item *it)
{
    return it->flags & VERB_INFINITIVE && !(it->flags & VERB_BE) && it->form == FORM_PAST;
}

/* The verb at `at` is active, and somebody counted stands behind it. */
static bool has_counted_object(attacher *a, int at)
{
    const item *verb = item_at(a, at), *object = item_at(a, at + 1);
    return verb->form == FORM_PAST && !(verb->flags & (VERB_BE | VERB_HAVE)) && object && object->kind == ITEM_NOUN &&
           object->quantity >= 0 && attach_countable(a, object) && !attach_has_own_verb(a, at + 1);
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
        if (it->form == FORM_ADJECTIVE && has_counted_object(a, j)) break; /* "left 20 dead and wounded 11" */
        o.notes[o.count++] = next->note;
        o.extent.count = (uint16_t)(toll_extent_end(next->head_extent) - o.extent.first);
        i = j;
    }
    *last = i;
    return o;
}

/* --- taking a quantity for an outcome */
/* "one of the four injured died": a part of others that are counted. */
static bool is_of_counted(attacher *a, const toll_quantity_mention *q)
{
    const unsigned of = toll_extent_end(q->extent);
    const toll_quantity_mention *next = q + 1;
    if (next >= a->parse->quantities + a->parse->quantity_count || !has_class(&a->parse->view, of, claim_class.of)) return false;
    const unsigned first = q->extent.first;
    bool governed = first && (has_class(&a->parse->view, first - 1u, claim_class.of) ||
                                 has_class(&a->parse->view, first - 1u, claim_class.preposition));
    return !governed && next->extent.first == of + 2 && has_class(&a->parse->view, of + 1, claim_class.determiner);
}

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
    if (q->flags & TOLL_QUANTITY_ARTICLE && is_of_counted(a, q)) return true;
    const toll_note *of_which = q->extent.first > 1 ? note_at(&a->parse->view, q->extent.first - 2u, claim_class.including) : NULL;
    if (of_which && of_which->len == 2) return true; /* "four cars, of which one was blown up" */
    if (q->flags & TOLL_QUANTITY_ARTICLE) return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head);
    return true;
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

/* "shot down 61 planes for the loss of 34 of their own": nothing but words that refer back stands behind the number. */
static bool is_of_own(attacher *a, const item *it)
{
    const unsigned end = toll_extent_end(quantity_of(a, it)->extent);
    const toll_note *own = it->head == HEAD_UNKNOWN ? note_at(&a->parse->view, end, claim_class.part_of) : NULL;
    return own && end + own->len == toll_extent_end(it->extent);
}

/* "1,000 schools were hit, 180 of them destroyed": of which kind the things counted before are; materiel where none were. */
static uint8_t thing_before(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP) break;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && is_thing(it->head)) return it->head;
    }
    return HEAD_MATERIEL;
}

bool attach_take(attacher *a, int at, const outcome *o, int agent, bool part, const char *rule)
{
    item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || !attach_countable(a, it) || a->parse->loss_count == LOSS_LIMIT) return false;
    if (a->owner[it->quantity] >= 0) return sharpen(a, a->owner[it->quantity], o);
    attach_know_craft(a, it, o);
    bool others = it->head == HEAD_PEOPLE && has_class(&a->parse->view, it->head_extent.first, claim_class.others);
    if (others && !attach_prefers_things(a, o)) { /* "damaged 10 others", "destroyed 31 tanks and captured three others" */
        const tie *those = attach_code(a, o, false) == TOLL_OUTCOME_CAPTURED ? last_before(a, at) : NULL;
        others = those && is_thing(item_at(a, those->item)->head);
    }
    bool bare = it->head == HEAD_BARE || it->head == HEAD_OTHERS || others || is_of_own(a, it);
    if (it->head == HEAD_BARE && attach_is_age(a, at)) return false;
    if (is_apposition(a, at) || attach_told_again(a, it) || attach_kills_in_peace(a, agent)) return false;
    if (it->head == HEAD_COUNT && class_in(a, it, claim_class.unreal)) return false; /* "a dozen attempted murders" */
    bool thing = bare ? bare_thing(a, at, o) && attach_code(a, o, true) != 255 : is_thing(it->head);
    if (bare && thing && quantity_of(a, it)->quantity.low >= 1e6) return false; /* "damage estimated in the millions": money */
    if (it->head == HEAD_UNKNOWN && attach_prefers_things(a, o)) return false;
    if (!attach_plausible(a, it, o)) return false;
    uint8_t code = attach_code(a, o, thing);
    /* "killed three, 12 wounded": a noun that says itself what befell those it counts is no victim of another verb */
    uint8_t own = it->head == HEAD_COUNT && it->note.len ? attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false) : 255;
    if (own <= TOLL_OUTCOME_WOUNDED && code <= TOLL_OUTCOME_WOUNDED && own != code) return false;
    if (it->flags & NOUN_DEFINITE && it->modifier.len && attach_code(a, &(outcome){.notes = {it->modifier}, .count = 1}, false) == code)
        return false; /* "the two wounded soldiers were taken to hospital": told of before, and nothing new befalls them */
    if (code == 255 && it->head == HEAD_COUNT) code = attach_code(a, o, true);
    if (code == 255) return false;
    if (code == TOLL_OUTCOME_INTERCEPTED && attach_falls(it, claim_cell(a->tables->tables, &o->notes[0], "weak")))
        code = TOLL_OUTCOME_DESTROYED;
    const tie *last = bare && thing ? last_before(a, at) : NULL;
    if (bare && thing) it->head = last && is_thing(item_at(a, last->item)->head) ? item_at(a, last->item)->head : thing_before(a, at);
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
