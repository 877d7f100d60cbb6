/* Cuts a sentence into phrases: noun phrases with their quantity and head, verb groups with their voice, and the small words between.
 *
 * No part-of-speech tagger: closed classes, loss words, a list of verb forms and the shapes of words decide. What it cannot tell it
 * leaves inside a noun phrase, where it does no harm. Linear in the tokens. Here the order of things and the small words. */
#include "phrase.h"

item *phrase_add(cutter *c, uint8_t kind, unsigned first, unsigned end)
{
    sentence_parse *parse = c->parse;
    if (parse->item_count == ITEM_LIMIT) return NULL;
    item *made = &parse->items[parse->item_count++];
    *made = (item){.kind = kind, .extent = {(uint16_t)first, (uint16_t)(end - first)}, .quantity = -1};
    return made;
}

/* --- the small words */
static unsigned cut_mark(cutter *c, unsigned at)
{
    uint8_t kind = ITEM_BREAK;
    switch (token_at(c, at)->mark) {
    case ',': kind = ITEM_COMMA; break;
    case '.':
    case '!':
    case '?': kind = ITEM_STOP; break;
    case TOLL_MARK_OPEN:
    case '(':
    case '[': kind = ITEM_OPEN; break;
    case TOLL_MARK_CLOSE:
    case ')':
    case ']': kind = ITEM_CLOSE; break;
    case '&':
    case '/': kind = ITEM_AND; break;
    default: break;
    }
    phrase_add(c, kind, at, at + 1);
    return at + 1;
}

static unsigned cut_word(cutter *c, unsigned at, uint8_t kind, uint8_t class_)
{
    unsigned len = note_len(c, at, class_);
    phrase_add(c, kind, at, at + len);
    return at + len;
}

/* "220 people a day": the words of a rate behind the noun they belong to. */
static bool follows_rate(const cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    if (!parse->item_count || !is(c, at, claim_class.number_rate)) return false;
    const item *last = &parse->items[parse->item_count - 1];
    return last->kind == ITEM_NOUN && last->quantity >= 0 && parse->quantities[last->quantity].quantity.unit == TOLL_UNIT_PEOPLE_PER_DAY;
}

/* The noun phrase with a quantity that ends just before `at`; NULL = none does. */
static const item *counted_up_to(const cutter *c, unsigned at)
{
    if (!c->parse->item_count) return NULL;
    const item *last = &c->parse->items[c->parse->item_count - 1];
    return last->kind == ITEM_NOUN && last->quantity >= 0 && toll_extent_end(last->extent) == at ? last : NULL;
}

/* "took 90 soldiers prisoner": what became of those before it. */
static unsigned cut_state(cutter *c, unsigned at)
{
    item *made = phrase_add(c, ITEM_VERB, at, at + 1);
    if (!made) return at + 1;
    made->form = FORM_ADJECTIVE;
    made->note = *note_at(c->view, at, claim_class.loss_state);
    made->head_extent = made->extent;
    return at + 1;
}

static unsigned cut_one(cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    int date = phrase_date_from(c, at);
    if (date >= 0) {
        unsigned end = toll_extent_end(c->parse->dates[date].extent);
        item *made = phrase_add(c, ITEM_DATE, at, end);
        if (made) made->quantity = (int16_t)date;
        return end;
    }
    if (follows_rate(c, at)) return cut_word(c, at, ITEM_ADVERB, k->number_rate);
    if (phrase_quantity_from(c, at) >= 0) return phrase_cut_noun(c, at);
    if (token_at(c, at)->kind == TOLL_TOKEN_MARK && !c->parse->name_len[at]) return cut_mark(c, at);
    if (plain(c, at)) return phrase_cut_noun(c, at);
    const item *counted = counted_up_to(c, at);
    if (counted && (counted->head == HEAD_PEOPLE || counted->head == HEAD_NATION) && is(c, at, k->loss_state)) return cut_state(c, at);
    if (counted && note_len(c, at, k->loss_adjective) > 1) return phrase_cut_verb(c, at); /* "33 soldiers confirmed dead" */
    if (c->parse->name_len[at] > 1 || note_len(c, at, k->loss_toll) > 1) return phrase_cut_noun(c, at);
    if (note_len(c, at, k->loss_adjective) > 1) return phrase_cut_verb(c, at);
    if (is(c, at, k->including)) return cut_word(c, at, ITEM_INCLUDING, k->including);
    if (is(c, at, k->of)) return cut_word(c, at, ITEM_OF, k->of);
    if (is(c, at, k->conjunction)) return cut_word(c, at, ITEM_AND, k->conjunction);
    if (is(c, at, k->relative)) {
        bool demonstrative = (is(c, at, k->determiner) && any(c, at + 1, k->people)) || note_len(c, at, k->figure_it) > 1;
        if (!demonstrative) return cut_word(c, at, ITEM_RELATIVE, k->relative);
    }
    if (is(c, at, k->infinitive) && phrase_begins_verb(c, at + 1 < c->view->count ? at + 1 : at, false, false)) {
        unsigned end = phrase_cut_verb(c, at + 1);
        if (c->parse->item_count) {
            item *verb = &c->parse->items[c->parse->item_count - 1];
            verb->flags |= VERB_INFINITIVE;
            verb->extent = (toll_extent){(uint16_t)at, (uint16_t)(end - at)};
        }
        return end;
    }
    if (note_len(c, at, k->adverb) > 1 && note_len(c, at, k->adverb) > note_len(c, at, k->preposition))
        return cut_word(c, at, ITEM_ADVERB, k->adverb);
    if (is(c, at, k->subordinator) && !is(c, at, k->preposition)) return cut_word(c, at, ITEM_SUBORDINATOR, k->subordinator);
    if (is(c, at, k->preposition)) return cut_word(c, at, ITEM_PREPOSITION, k->preposition);
    const toll_note *lost;
    /* "dozens of burned out cars": the participle belongs to the noun */
    if (phrase_after_preposition(c) && phrase_form(c, at, &lost) == FORM_PAST && any(c, at + lost->len, k->things)) {
        c->describes = at + 1;
        return phrase_cut_noun(c, at);
    }
    if (phrase_begins_verb(c, at, false, phrase_after_preposition(c)) || is(c, at, k->negation)) return phrase_cut_verb(c, at);
    if (is(c, at, k->pronoun) && !is(c, at, k->possessive)) {
        item *made = phrase_add(c, ITEM_NOUN, at, at + 1);
        if (made) made->head = HEAD_PRONOUN;
        return at + 1;
    }
    if (is(c, at, k->adverb) && !any(c, at, k->people)) {
        unsigned end = at + note_len(c, at, k->adverb);
        if (end < c->view->count && phrase_begins_verb(c, end, false, false)) return phrase_cut_verb(c, at);
        phrase_add(c, ITEM_ADVERB, at, end);
        return end;
    }
    return phrase_cut_noun(c, at);
}

void claim_phrases(sentence_parse *parse)
{
    cutter c = {.parse = parse, .view = &parse->view};
    parse->item_count = 0;
    for (unsigned at = 0; at < parse->view.count;) {
        if (after_tab(parse->view.text, parse->view.tokens, at)) phrase_add(&c, ITEM_BREAK, at, at); /* a bar without a word */
        unsigned next = cut_one(&c, at);
        at = next > at ? next : at + 1;
    }
    phrase_merge(parse);
    claim_list_phrases(parse);
}
