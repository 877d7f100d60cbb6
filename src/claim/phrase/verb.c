/* Verb groups: auxiliaries, adverbs and the main verb as one phrase, with its voice and what the loss words say of its form.
 *
 * In: the tokens from one that begins a verb. Out: one item. A loss word is a verb or only describes a noun ("wounded soldiers"): what stands
 * around it decides. */
#include "phrase.h"

uint8_t phrase_form(const cutter *c, unsigned at, const toll_note **note)
{
    static const uint8_t forms[] = {FORM_LIVES, FORM_INTRANSITIVE, FORM_ADJECTIVE, FORM_PAST, FORM_ING, FORM_BASE};
    const claim_classes *k = &claim_class;
    const uint8_t classes[] = {k->loss_lives, k->loss_intransitive, k->loss_adjective, k->loss_past, k->loss_ing, k->loss_base};
    uint8_t best = FORM_OTHER;
    *note = NULL;
    if (!any(c, at, k->loss)) return best;
    for (size_t i = 0; i < sizeof forms; i++) {
        const toll_note *found = note_at(c->view, at, classes[i]);
        if (found && (!*note || found->len > (*note)->len)) *note = found, best = forms[i];
    }
    return best;
}

static bool is_auxiliary(const cutter *c, unsigned at)
{
    return is(c, at, claim_class.be) || is(c, at, claim_class.have) || is(c, at, claim_class.do_word) || is(c, at, claim_class.modal);
}

/* Does a quantity begin at the token? Looks ahead without moving the cursor. */
static bool counts_at(const cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    for (size_t i = c->next_quantity; i < parse->quantity_count && parse->quantities[i].extent.first <= at; i++)
        if (parse->quantities[i].extent.first == at) return true;
    return false;
}

/* A noun for people begins within the next two tokens: then a loss word here is a modifier ("wounded soldiers"). */
bool phrase_people_follow(const cutter *c, unsigned at)
{
    for (unsigned i = at; i < at + 3 && i < c->view->count; i++) {
        if (counts_at(c, i) || is(c, i, claim_class.determiner)) return false;
        if (any(c, i, claim_class.people) || is(c, i, claim_class.nationality) || is(c, i, claim_class.enemy) ||
            is(c, i, claim_class.group))
            return true;
        if (token_at(c, i)->kind != TOLL_TOKEN_WORD) return false;
        if (any(c, i, claim_class.function) || any(c, i, claim_class.any_verb)) return false;
    }
    return false;
}

static bool phrase_form_is_finite(const cutter *c, unsigned at)
{
    const toll_note *note;
    return at < c->view->count && phrase_form(c, at, &note) == FORM_INTRANSITIVE;
}

/* "its wounded and", "the missing are": nothing that could be the noun stands behind a participle that is one itself. */
static bool stands_alone(const cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    if (at >= c->view->count || token_at(c, at)->kind == TOLL_TOKEN_MARK) return true;
    if (any(c, at, k->people) || any(c, at, k->things) || c->parse->name_len[at]) return false;
    if (is(c, at, k->adverb)) at += note_len(c, at, k->adverb); /* "three of the injured later died" */
    if (phrase_form_is_finite(c, at)) return true;
    return is(c, at, k->preposition) || is(c, at, k->conjunction) || is(c, at, k->relative) || is(c, at, k->verb) || is_auxiliary(c, at);
}

/* "IS has killed": a name in capitals that reads like an auxiliary; in a text all in capitals the word after tells nothing, and it is none. */
static bool is_acronym(const cutter *c, unsigned at)
{
    if (token_at(c, at)->shape != TOLL_SHAPE_UPPER || token_at(c, at)->len < 2 || !is(c, at, claim_class.be)) return false;
    return at + 1 < c->view->count && token_at(c, at + 1)->kind == TOLL_TOKEN_WORD && token_at(c, at + 1)->shape == TOLL_SHAPE_LOWER;
}

/* "Soviet-made": the second part of a compound; not of "re-opened". */
static bool is_compound(const cutter *c, unsigned at)
{
    if (at < 2 || token_at(c, at - 1)->mark != '-') return false;
    const toll_token *first = token_at(c, at - 2), *hyphen = token_at(c, at - 1);
    if (first->off + first->len != hyphen->off || hyphen->off + hyphen->len != token_at(c, at)->off) return false;
    return first->kind == TOLL_TOKEN_WORD && (first->len > 3 || first->shape != TOLL_SHAPE_LOWER);
}

/* Right behind "the", "its" or a possessive. */
static bool defined(const cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    return at && (token_at(c, at - 1)->mark == TOLL_MARK_CLITIC || is(c, at - 1, k->possessive) || is(c, at - 1, k->definite));
}

/* Does a quantity end right before the token? */
static bool counts_up_to(const cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    for (size_t i = c->next_quantity ? c->next_quantity - 1u : 0; i < parse->quantity_count && i <= c->next_quantity; i++)
        if (toll_extent_end(parse->quantities[i].extent) == at) return true;
    return false;
}

/* "both returned to base", "40 took part in it": a verb right behind a number, that describes no noun behind it. */
static bool acts(const cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    bool governs = is(c, at + 1, k->preposition) || is(c, at + 1, k->determiner) || is(c, at + 1, k->infinitive);
    if (is(c, at, k->raiser) && is(c, at - 1, k->definite)) return governs;                   /* "this brings to 184" */
    if (is(c, at, k->suffer) && counts_up_to(c, at)) return !phrase_people_follow(c, at + 1); /* "four received leg wounds" */
    if (note_len(c, at, k->verb) > 1) return true;
    if (is(c, at, k->verb_ed_adjective) || is(c, at - 1, k->determiner) != is(c, at - 1, k->back_reference) || is(c, at - 1, k->possessive))
        return false;
    return governs;
}

/* "12 destroyed tanks", "30,000 missing emails"; in "12 dead days after" a time follows, which is nothing that is dead. */
static bool describes_thing(const cutter *c, unsigned at)
{
    if (any(c, at, claim_class.things)) return true;
    const toll_note *note = note_at(c->view, at, claim_class.not_loss);
    return note && strcmp(claim_cell(c->view->tables, note, "kind"), "other") == 0;
}

/* "several charred or mutilated bodies": two loss words that describe the dead behind them. */
static bool describes_both(const cutter *c, unsigned at)
{
    if (!is(c, at, claim_class.conjunction) || !is(c, at + 1, claim_class.loss_past)) return false;
    unsigned noun = at + 1 + note_len(c, at + 1, claim_class.loss_past);
    return is(c, noun, claim_class.loss_count) || any(c, noun, claim_class.people);
}

/* "with shrapnel wounds", "for burns": the noun of a state, though its word is a verb's too. */
static bool is_state(const cutter *c, unsigned at)
{
    for (unsigned back = 1; back <= 2 && back <= at; back++)
        if (note_len(c, at - back, claim_class.loss_had) > back) return true;
    return at && is(c, at, claim_class.loss_had) && is(c, at - 1, claim_class.preposition);
}

/* "put rebel dead at 150": the dead are named for the figure they are put at. `items` stand before the noun that ends at `end`. */
bool phrase_put_at(const cutter *c, size_t items, unsigned end)
{
    const item *verb = items ? &c->parse->items[items - 1] : NULL;
    return verb && verb->kind == ITEM_VERB && verb->flags & VERB_RAISER && is(c, end, claim_class.toll_value) && counts_at(c, end + 1);
}

/* "jets bombed rebel camps", "Ukraine estimated Russian losses": behind a noun such a verb describes nobody; "Turkey backed rebels" may. */
static bool is_done_by(const cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    if (!at || !(is(c, at, k->attack_verb) || is(c, at, k->cue_say))) return false;
    bool name = c->parse->name_len[at - 1] || c->parse->inside_name[at - 1] || is(c, at - 1, k->country) || is(c, at - 1, k->actor) ||
                is(c, at - 1, k->institution);
    return name || any(c, at - 1, k->people) || any(c, at - 1, k->things);
}

/* `opener`: the token stands right after a determiner or quantity; `inside`: somewhere in a noun phrase. */
bool phrase_begins_verb(const cutter *c, unsigned at, bool opener, bool inside)
{
    if (c->describes == at + 1 || c->parse->inside_name[at] || c->parse->name_len[at] > 1 || (inside && is_compound(c, at))) return false;
    if (is_auxiliary(c, at) && !is(c, at, claim_class.possessive)) return !is_acronym(c, at);
    if (is_state(c, at)) return false;
    const toll_note *note;
    uint8_t form = phrase_form(c, at, &note);
    if (form == FORM_OTHER)
        return is(c, at, claim_class.verb) && (!opener || acts(c, at)) &&
               !(inside && is(c, at, claim_class.verb_ed_adjective) && phrase_people_follow(c, at + 1) && !is_done_by(c, at));
    unsigned act = form == FORM_ING || form == FORM_BASE ? note_len(c, at, claim_class.loss_act) : 0;
    if (act && (is(c, at + act, claim_class.of) || ((opener || inside) && at + act < c->view->count && token_at(c, at + act)->mark == ',')))
        return false; /* "the killing of 12", "the killing, by soldiers, of 12" */
    if ((form == FORM_PAST || form == FORM_ADJECTIVE) && opener && describes_thing(c, at + note->len)) return false;
    bool years = inside && at && token_at(c, at - 1)->mark == TOLL_MARK_CLITIC; /* "the year's wounded have reached" */
    if (form == FORM_PAST && (opener || years) && note->len == 1 && defined(c, at) && stands_alone(c, at + 1)) return false;
    if (form == FORM_PAST && opener && describes_both(c, at + note->len)) return false;
    if (form >= FORM_PAST && inside && phrase_put_at(c, c->parse->item_count, at + note->len)) return false;
    bool owned = at && (token_at(c, at - 1)->mark == TOLL_MARK_CLITIC || is(c, at - 1, claim_class.determiner) ||
                           is(c, at - 1, claim_class.possessive));
    if (form == FORM_ADJECTIVE && (opener || inside) && owned && note->len == 1) return false; /* "the dead", "the army's dead" */
    if (form == FORM_BASE) return !opener && !is(c, at, claim_class.loss_count);
    if (inside && (form == FORM_PAST || form == FORM_ADJECTIVE) && phrase_people_follow(c, at + note->len)) return false;
    return true;
}

/* Behind "to": a verb, and not what something was done to. */
static bool verb_goes_on(const cutter *c, unsigned at)
{
    const toll_note *note;
    return at < c->view->count && (is_auxiliary(c, at) || is(c, at, claim_class.verb) || phrase_form(c, at, &note) != FORM_OTHER);
}

/* "been" or a participle of loss. */
static bool participle_at(const cutter *c, unsigned at)
{
    const toll_note *note;
    if (at >= c->view->count) return false;
    const uint8_t form = phrase_form(c, at, &note);
    return is(c, at, claim_class.be) || form == FORM_PAST || form == FORM_INTRANSITIVE;
}

unsigned phrase_cut_verb(cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    unsigned first = at, last = at;
    uint16_t flags = 0;
    uint8_t form = FORM_OTHER;
    const toll_note *note = NULL;
    bool main_seen = false;
    while (at < c->view->count && !main_seen) {
        unsigned step = 1;
        if (phrase_form(c, at, &note) != FORM_OTHER && note->len > 1) {
            form = phrase_form(c, at, &note), step = note->len, main_seen = true; /* "did not survive": one word for the tables */
        } else if (is(c, at, k->achieved)) step = note_len(c, at, k->achieved);
        else if (is(c, at, k->be)) flags |= VERB_BE | VERB_LINKING;
        else if (is(c, at, k->have)) flags |= is(c, at, k->had) ? VERB_HAVE | VERB_HAD : VERB_HAVE;
        else if (is(c, at, k->modal)) flags |= VERB_MODAL, step = note_len(c, at, k->modal);
        else if (at > first && flags & VERB_HAVE && is(c, at, k->preposition) && participle_at(c, at + 1)) {
            /* "have since been killed" */
        } else if (is(c, at, k->do_word)) {
        } else if (is(c, at, k->negation)) flags |= VERB_NEGATED, step = note_len(c, at, k->negation);
        else if (is(c, at, k->infinitive) && at > first) {
            /* "is said to have killed": the voice is that of what follows */
            flags = (uint16_t)((verb_goes_on(c, at + 1) ? flags & ~VERB_BE : flags) | VERB_INFINITIVE);
        } else if ((form = phrase_form(c, at, &note)) != FORM_OTHER) {
            step = note->len, main_seen = true;
        } else if (is(c, at, k->adverb)) {
            if (at > first && counts_at(c, at)) break; /* "was at least 24" */
            step = note_len(c, at, k->adverb);
        } else if (at > first && is(c, at, k->verb) && counts_at(c, at)) break; /* "has passed 1,000": the verb is the number's */
        else if (is(c, at, k->verb)) main_seen = true;
        else if (at > first && token_at(c, at)->mark == TOLL_MARK_OPEN && at + 1 < c->view->count &&
                 phrase_form(c, at + 1, &note) > FORM_BASE) {
            note = NULL;
        } else break;
        at += step;
        last = at;
    }
    item *made = phrase_add(c, ITEM_VERB, first, last);
    if (!made) return last;
    made->form = form;
    made->flags = flags;
    if (note && form != FORM_OTHER) {
        made->note = *note;
        made->head_extent = (toll_extent){(uint16_t)(last - note->len), note->len};
    }
    for (unsigned i = first; i < last; i++) {
        if (is(c, i, k->linking)) made->flags |= VERB_LINKING;
        if (is(c, i, k->cue_say)) made->flags |= VERB_SAY;
        if (is(c, i, k->raiser)) made->flags |= VERB_RAISER;
    }
    return last;
}
