/* Private to the files of phrase/: a sentence being cut, and what the cutters of verbs, nouns and small words share.
 *
 * phrase.c is the order of things and the small words; verb.c verb groups; noun.c noun phrases and their heads; merge.c joins what an of-phrase
 * parts. */
#ifndef TOLL_CLAIM_PHRASE_H
#define TOLL_CLAIM_PHRASE_H

#include "claim/sentence.h"

typedef struct cutter {
    sentence_parse *parse;
    const toll_sentence_view *view;
    size_t next_quantity, next_date;
    unsigned describes; /* past the participle at which a noun phrase begins; 0 = none */
} cutter;

static inline const toll_token *token_at(const cutter *c, unsigned at)
{
    return &c->view->tokens[at];
}
static inline bool is(const cutter *c, unsigned at, uint8_t class_)
{
    return has_class(c->view, at, class_);
}
static inline bool any(const cutter *c, unsigned at, toll_classes set)
{
    return at < c->view->count && toll_classes_meet(c->view->scratch->classes[at], set);
}
/* A word the tables say nothing of. */
static inline bool plain(const cutter *c, unsigned at)
{
    const uint64_t *bits = c->view->scratch->classes[at].bits;
    return !(bits[0] | bits[1] | bits[2] | bits[3]);
}
static inline unsigned note_len(const cutter *c, unsigned at, uint8_t class_)
{
    const toll_note *note = note_at(c->view, at, class_);
    return note ? note->len : 0;
}

/* "of killed civilians": a loss word right after a preposition belongs to a noun phrase. */
static inline bool phrase_after_preposition(const cutter *c)
{
    if (!c->parse->item_count) return false;
    uint8_t kind = c->parse->items[c->parse->item_count - 1].kind;
    return kind == ITEM_OF || kind == ITEM_PREPOSITION;
}

/* The quantity, and the date, that begins at the token; -1 = none. The cursor moves on to it and never back. */
static inline int phrase_quantity_from(cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    while (c->next_quantity < parse->quantity_count && parse->quantities[c->next_quantity].extent.first < at) c->next_quantity++;
    return c->next_quantity < parse->quantity_count && parse->quantities[c->next_quantity].extent.first == at ? (int)c->next_quantity : -1;
}
static inline int phrase_date_from(cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    while (c->next_date < parse->date_count &&
           (parse->dates[c->next_date].extent.first < at || parse->dates[c->next_date].kind == TOLL_DATE_DURATION))
        c->next_date++;
    return c->next_date < parse->date_count && parse->dates[c->next_date].extent.first == at ? (int)c->next_date : -1;
}

/* phrase.c */
item *phrase_add(cutter *c, uint8_t kind, unsigned first, unsigned end);
/* verb.c */
uint8_t phrase_form(const cutter *c, unsigned at, const toll_note **note);
bool phrase_people_follow(const cutter *c, unsigned at);
bool phrase_put_at(const cutter *c, size_t items, unsigned end);
bool phrase_begins_verb(const cutter *c, unsigned at, bool opener, bool inside);
unsigned phrase_cut_verb(cutter *c, unsigned at);
/* noun.c */
unsigned phrase_cut_noun(cutter *c, unsigned at);
/* merge.c */
void phrase_merge(sentence_parse *parse);

#endif
