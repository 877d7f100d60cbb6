/* Private to src/mention: what quantity.c and quantity_guard.c share. */
#ifndef TOLL_MENTION_QUANTITY_H
#define TOLL_MENTION_QUANTITY_H

#include "date.h"

typedef struct toll_quantity_finder {
    const toll_sentence_view *view; /* with the numbers as pieces */
    const toll_mention_words *words;
    const toll_number *numbers;
    size_t count;
} toll_quantity_finder;

static inline const toll_note *quantity_note(const toll_quantity_finder *f, unsigned at, uint8_t class_)
{
    return toll_note_at(f->view, at, class_);
}

/* Does a phrase of the class end just before token `at`? */
static inline bool quantity_note_ends_at(const toll_quantity_finder *f, unsigned at, uint8_t class_)
{
    for (unsigned back = 1; back <= 3 && back <= at; back++) {
        const toll_note *n = quantity_note(f, at - back, class_);
        if (n && n->len == back) return true;
    }
    return false;
}

static inline bool quantity_word_at(const toll_quantity_finder *f, unsigned at)
{
    return at < f->view->count && f->view->tokens[at].kind == TOLL_TOKEN_WORD;
}

const toll_number *toll_quantity_number_at(const toll_quantity_finder *f, unsigned first);      /* NULL = none begins there */
/* --- quantity_guard.c: what a number must not be taken for */
bool toll_quantity_is_measure(const toll_quantity_finder *f, toll_extent number, toll_extent extent);
bool toll_quantity_is_name(const toll_quantity_finder *f, toll_extent number, bool ordinal);
bool toll_quantity_is_year(const toll_quantity_finder *f, const toll_number *number, toll_extent extent);
bool toll_quantity_is_glued(const toll_quantity_finder *f, const toll_number *number);
/* "beat them 3-1": two numbers that a hyphen joins and that are no range. */
bool toll_quantity_is_score(const toll_quantity_finder *f, const toll_number *number);

#endif
