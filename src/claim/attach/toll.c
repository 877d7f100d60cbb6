/* Tolls: a noun whose figure follows, past the verb or preposition that links them ("the death toll stands at 45", "losses: 800 men", "put its
 * dead at 64").
 *
 * In: the noun of a toll. Out: ties for its figure and for those it had before. One walk over the items behind it, to the end of the clause. */
#include "attach.h"

/* "rose to 89, from 63": the value before the change stands behind. */
static void take_former(attacher *a, int at, const outcome *o)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_ADVERB)) i++;
    if (!kind_is(a, i, ITEM_PREPOSITION) || !class_in(a, item_at(a, i), claim_class.from) || !kind_is(a, i + 1, ITEM_NOUN)) return;
    uint8_t head = item_at(a, i + 1)->head;
    if (head == HEAD_BARE || head == HEAD_PEOPLE) attach_take(a, i + 1, o, -1, false, "toll-stood");
}

/* "first put at 83 and later at 165, was raised to 250": the values that the toll took one after the other, each after a preposition. */
static void take_changes(attacher *a, int at, const outcome *o)
{
    for (int i = at + 1; i < (int)a->parse->item_count && i < at + 10; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_COMMA || it->kind == ITEM_AND || it->kind == ITEM_ADVERB || it->kind == ITEM_DATE) continue;
        if (it->kind == ITEM_VERB && it->flags & VERB_LINKING && !is_loss_verb(it) && !(it->flags & (VERB_MODAL | VERB_NEGATED))) continue;
        bool to = it->kind == ITEM_PREPOSITION && class_in(a, it, claim_class.toll_value) && kind_is(a, i + 1, ITEM_NOUN);
        if (!to || item_at(a, i + 1)->head != HEAD_BARE || kind_is(a, i - 1, ITEM_NOUN) || attach_has_own_verb(a, i + 1)) return;
        if (!attach_take(a, i + 1, o, -1, false, "toll-stands")) return;
        i++;
    }
}

/* "rose 14 percent to 2,118", "fell 20 percent from 300 to 240": the levels right behind the change. */
static void take_levels(attacher *a, int at, const outcome *o)
{
    for (int i = at + 2; kind_is(a, i, ITEM_NOUN) && item_at(a, i)->head == HEAD_BARE; i += 2)
        if (!class_in(a, item_at(a, i - 1), claim_class.toll_value) || !attach_take(a, i, o, -1, false, "toll-stands")) return;
}

/* "put its own dead at eight and the army's at 34": the second of two tolls goes without its word. */
static void take_second(attacher *a, int at, const outcome *o)
{
    const item *whose = item_at(a, at + 2), *to = item_at(a, at + 3), *figure = item_at(a, at + 4);
    if (!kind_is(a, at + 1, ITEM_AND) || !whose || whose->kind != ITEM_NOUN || whose->quantity >= 0 || !figure) return;
    if (to->kind != ITEM_PREPOSITION || !class_in(a, to, claim_class.toll_value) || figure->kind != ITEM_NOUN || figure->head != HEAD_BARE)
        return;
    outcome second = *o;
    second.noun = at + 2;
    if (a->parse->view.tokens[toll_extent_end(whose->extent) - 1].mark == TOLL_MARK_CLITIC || whose->head != HEAD_TOLL)
        attach_take(a, at + 4, &second, -1, false, "losses-amount");
}

/* "casualty figures: over 500 deaths": a noun that says itself what befell those it counts. */
static bool counts_other(attacher *a, const item *it, const outcome *o)
{
    if (it->head != HEAD_COUNT || !it->note.len) return false;
    return attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false) != attach_code(a, o, false);
}

/* A walk from a toll to its figure. */
typedef struct toll_walk {
    attacher *a;
    int at;
    bool needs_link, put; /* a figure needs a link; the toll is "put at" it */
    bool linked, other;   /* a link was passed; a verb that links nothing was */
    outcome o;
} toll_walk;

typedef enum toll_step { WALK_PASS, WALK_END, WALK_LOOK } toll_step; /* go on; the walk ends; the item may hold the figure */

/* "losses: 800 men", "losses - 800 men"; not "by age: under 18: 300". */
static toll_step step_mark(toll_walk *w, int i)
{
    attacher *a = w->a;
    uint8_t mark = a->parse->view.tokens[item_at(a, i)->extent.first].mark;
    if (i != attach_after_phrase(a, w->at) || (mark != ':' && mark != TOLL_MARK_DASH)) return WALK_END;
    if (!kind_is(a, i + 1, ITEM_NOUN) || item_at(a, i + 1)->quantity < 0) return WALK_END;
    if (kind_is(a, i + 2, ITEM_BREAK) && a->parse->view.tokens[item_at(a, i + 2)->extent.first].mark == ':') return WALK_END;
    w->linked = true;
    return WALK_PASS;
}

static toll_step step_verb(toll_walk *w, int i)
{
    attacher *a = w->a;
    const item *it = item_at(a, i), *value = item_at(a, i + 1);
    bool thought = it->flags & VERB_MODAL && class_in(a, it, claim_class.epistemic) && !(it->flags & VERB_NEGATED);
    w->o.modal |= thought; /* "the toll may be as high as 400" */
    if ((it->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_NEGATED)) && !(it->flags & VERB_HAVE) && !thought) return WALK_END;
    bool links = (it->flags & VERB_LINKING) != 0;
    if (!links && (is_loss_verb(it) || it->flags & VERB_SAY)) return w->needs_link ? WALK_END : WALK_PASS;
    bool auxiliary = it->flags & VERB_HAVE && value && value->kind == ITEM_NOUN && value->quantity >= 0; /* "has passed 1,000" */
    w->linked |= links;
    w->other |= !links && !auxiliary;
    return WALK_PASS;
}

/* What the item does to the walk; of whom it tells ("the dead included 12 children", "deaths of 12 men") is taken here. */
static toll_step step(toll_walk *w, int i)
{
    attacher *a = w->a;
    const item *it = item_at(a, i);
    const bool comma = kind_is(a, i - 1, ITEM_COMMA), lists = w->needs_link || (!comma && class_in(a, it, claim_class.includes));
    if (it->kind == ITEM_INCLUDING && lists && i - (int)comma == attach_after_phrase(a, w->at)) { /* "the toll includes two policemen" */
        attach_after(a, i, &w->o, -1, "among-victims");
        return WALK_END;
    }
    if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_INCLUDING) return WALK_END;
    /* "gave no casualty figures, but rebels admitted that they had lost 20": somebody else's */
    if (it->kind == ITEM_AND && comma && kind_is(a, i + 1, ITEM_NOUN) && item_at(a, i + 1)->quantity < 0 && attach_has_own_verb(a, i + 1))
        return WALK_END;
    if (it->kind == ITEM_BREAK && w->needs_link) return step_mark(w, i);
    if (it->kind == ITEM_VERB) return step_verb(w, i);
    const item *of = item_at(a, i + 1);
    if (it->kind == ITEM_OF && w->needs_link && i == w->at + 1 && kind_is(a, i + 1, ITEM_NOUN) && of->quantity >= 0 &&
        !is_thing(of->head)) {
        attach_after(a, i, &w->o, -1, "deaths-of-victims");
        return WALK_END;
    }
    /* "the bodies of 12 men", and no other figure after it */
    bool only_of = !strcmp(claim_cell(a->tables->tables, &item_at(a, w->at)->note, "weak"), "body");
    if (only_of && w->needs_link) return WALK_END;
    return it->kind == ITEM_NOUN && it->quantity >= 0 ? WALK_LOOK : WALK_PASS;
}

static bool follows(attacher *a, int i, uint8_t class_)
{
    return kind_is(a, i - 1, ITEM_PREPOSITION) && class_in(a, item_at(a, i - 1), class_);
}

/* Can the counted noun be the toll's figure? */
static bool is_figure(toll_walk *w, int i)
{
    attacher *a = w->a;
    const item *it = item_at(a, i), *toll = item_at(a, w->at);
    bool dead = toll->note.class_ == claim_class.loss_adjective || toll->note.class_ == claim_class.loss_past;
    bool named = it->head != HEAD_BARE && it->head != HEAD_PEOPLE;
    if (dead && (named || follows(a, i, claim_class.from))) return false; /* no "the dead were from six families" */
    if (follows(a, i, claim_class.among)) return false;                   /* "the casualties were among 45 on patrol" */
    if (counts_other(a, it, &w->o)) return false;
    if (attach_is_none(a, it) && it->head != HEAD_BARE) return false; /* "of the dead there is no agreed count" */
    const toll_quantity_mention *q = quantity_of(a, it);
    bool verb_inside = q->rule != TOLL_NO_RULE && q->quantity.qualifier != TOLL_QUALIFIER_EXACT;
    if (!w->linked && (!verb_inside || w->other)) return false; /* no "deaths and displaced more than a million" */
    if (!attach_countable(a, it) || q->flags & TOLL_QUANTITY_ARTICLE) return false;
    return it->head != HEAD_UNKNOWN || it->extent.count <= q->extent.count + 1u || class_in(a, it, claim_class.comparison);
}

/* Takes the figure and those that stand with it; true where the walk is done. */
static bool take_figure(toll_walk *w, int i)
{
    attacher *a = w->a;
    bool change = follows(a, i, claim_class.from) || follows(a, i, claim_class.by);
    if (!attach_take(a, i, &w->o, -1, false, w->needs_link ? "losses-amount" : "toll-stands") || change) return false;
    if (quantity_of(a, item_at(a, i))->quantity.unit == TOLL_UNIT_PERCENT) take_levels(a, i, &w->o);
    if (w->put) take_second(a, i, &w->o);
    if (w->needs_link && attach_list_link(a, i + 1) && !attach_has_own_verb(a, i + 2)) /* no "60 people, a general said" */
        attach_after(a, i, &w->o, -1, "losses-amount");
    take_former(a, i, &w->o);
    take_changes(a, i, &w->o);
    return true;
}

/* "put Russian losses, Wagner included, at 175,000": past what stands between commas before the figure's preposition, which the toll's verb asks
 * for; `at` where nothing does. */
static int past_insertion(toll_walk *w, int at)
{
    enum { LONGEST = 7 };
    attacher *a = w->a;
    int open = attach_after_phrase(a, w->at);
    bool said = kind_is(a, w->at - 1, ITEM_VERB) && item_at(a, w->at - 1)->flags & VERB_SAY;
    if ((!w->put && !said) || !kind_is(a, open, ITEM_COMMA)) return at;
    for (int i = open + 2; i < open + LONGEST; i++) {
        if (kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return at;
        bool closes = kind_is(a, i, ITEM_COMMA) && kind_is(a, i + 1, ITEM_PREPOSITION) &&
                      class_in(a, item_at(a, i + 1), claim_class.toll_value);
        if (closes && kind_is(a, i + 2, ITEM_NOUN) && item_at(a, i + 2)->quantity >= 0) return i + 1;
    }
    return at;
}

/* "as" before figures: a preposition that could begin a clause as well, and does not. */
static bool is_as(attacher *a, int at)
{
    const item *figure = item_at(a, at + 1);
    return kind_is(a, at, ITEM_PREPOSITION) && class_in(a, item_at(a, at), claim_class.subordinator) && figure &&
           figure->kind == ITEM_NOUN && figure->quantity >= 0 && !attach_has_own_verb(a, at + 1);
}

/* The figure of a toll: the first plausible quantity after it, past the verb or preposition that links them. */
void attach_toll(attacher *a, int at, bool needs_link)
{
    const item *toll = item_at(a, at);
    if (needs_link && !attach_counts_loss(a, at)) return;
    toll_walk w = {.a = a, .at = at, .needs_link = needs_link, .o = attach_noun_outcome(at, toll->note, toll->head_extent)};
    w.put = kind_is(a, at - 1, ITEM_VERB) && item_at(a, at - 1)->flags & VERB_RAISER;
    /* "put its dead at 64 and its wounded at 283": the second goes without the verb */
    w.linked = !needs_link || w.put || (kind_is(a, at - 1, ITEM_AND) && class_in(a, item_at(a, at + 1), claim_class.toll_value));
    if (w.put) w.o.speaker = attach_agent(a, at - 1);
    /* "listed Iraqi losses as 52 planes, 210 tanks and 90 guns" */
    w.linked |= kind_is(a, at - 1, ITEM_VERB) && item_at(a, at - 1)->flags & VERB_SAY && is_as(a, at + 1);
    for (int i = past_insertion(&w, at + 1); i < (int)a->parse->item_count && i < at + 16; i++) {
        toll_step next = step(&w, i);
        if (next == WALK_END || (next == WALK_LOOK && is_figure(&w, i) && take_figure(&w, i))) return;
    }
}

/* "American casualties so far total 107,900": the noun of a toll that is its verb here. */
void attach_totals(attacher *a)
{
    for (int i = 0; i + 1 < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i), *figure = item_at(a, i + 1);
        if (it->kind != ITEM_NOUN || it->head != HEAD_TALLY || it->quantity >= 0 || figure->kind != ITEM_NOUN || figure->quantity < 0 ||
            figure->head != HEAD_BARE)
            continue;
        int before = i - 1;
        while (kind_is(a, before, ITEM_ADVERB)) before--;
        while (kind_is(a, before, ITEM_NOUN) && attach_governed(a, before)) before -= 2; /* "casualties in Korea total" */
        const item *count = item_at(a, before);
        bool apart = it->extent.count == 1 && count && count->kind == ITEM_NOUN && count->quantity < 0 && count->head == HEAD_COUNT;
        const toll_note *note = apart ? &count->note : claim_note_in(&a->parse->view, it->extent, claim_class.loss_count);
        if (!note) continue;
        const toll_extent words = apart ? count->head_extent
                                        : (toll_extent){(uint16_t)claim_note_place(&a->parse->view, it->extent, note), note->len};
        outcome o = attach_noun_outcome(apart ? before : i, *note, words);
        attach_take(a, i + 1, &o, -1, false, "losses-amount");
    }
}

/* "the tally of Russian military dead": what is counted stands in the of-phrase. */
bool attach_tally_of(attacher *a, int at, item *out)
{
    bool relative = false; /* "the number of soldiers who have died" */
    if (!kind_is(a, at + 1, ITEM_OF) && !kind_is(a, at + 1, ITEM_RELATIVE)) return false;
    for (int i = at + 1; i < at + 6; i++) {
        const item *it = item_at(a, i);
        if (it && (it->kind == ITEM_RELATIVE || it->kind == ITEM_OF)) {
            relative |= it->kind == ITEM_RELATIVE;
            continue;
        }
        if (!it || (it->kind != ITEM_NOUN && it->kind != ITEM_VERB)) return false;
        if (!is_loss_verb(it)) {
            bool modified = it->kind == ITEM_NOUN && it->modifier.len > 0; /* "the toll of injured children" */
            if (modified || (it->head == HEAD_COUNT && it->kind == ITEM_NOUN)) {
                *out = *it;
                if (modified) out->note = it->modifier, out->head_extent = it->extent;
                return true;
            }
            continue;
        }
        if (it->flags & VERB_MODAL || (it->flags & (VERB_BE | VERB_HAVE) && !relative && !(it->flags & VERB_INFINITIVE))) return false;
        *out = *it;
        return true;
    }
    return false;
}
