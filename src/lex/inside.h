/* Private to src/lex: byte classes and the scanners' entries. */
#ifndef TOLL_LEX_INSIDE_H
#define TOLL_LEX_INSIDE_H

#include "lex.h"

enum { BYTE_SPACE = 1, BYTE_LINE = 2, BYTE_UPPER = 4, BYTE_LOWER = 8, BYTE_DIGIT = 16, BYTE_HIGH = 32, BYTE_MARK = 64, BYTE_APOSTROPHE = 128 };
enum { BYTE_LETTER = BYTE_UPPER | BYTE_LOWER, BYTE_IN_WORD = BYTE_DIGIT | BYTE_HIGH | BYTE_APOSTROPHE /* a word may go on with it */ };

extern const uint8_t toll_lex_classes[256];

static inline uint8_t class_at(toll_text text, size_t at)
{
    return at < text.len ? toll_lex_classes[(uint8_t)text.data[at]] : 0;
}

/* What a multi-byte character is. */
typedef struct lex_wide {
    size_t len;
    uint8_t kind; /* BYTE_LETTER, BYTE_SPACE or BYTE_MARK */
    uint8_t mark;
} lex_wide;

lex_wide lex_wide_at(toll_text text, size_t at);
/* The length of an apostrophe at `at`, 0 where there is none. */
static inline size_t lex_apostrophe_at(toll_text text, size_t at)
{
    if (at >= text.len) return 0;
    if (text.data[at] == '\'') return 1;
    if (class_at(text, at) != BYTE_HIGH) return 0;
    lex_wide found = lex_wide_at(text, at);
    return found.kind == BYTE_MARK && found.mark == '\'' ? found.len : 0;
}

/* The length of a letter, likewise. */
static inline size_t lex_letter_at(toll_text text, size_t at)
{
    uint8_t class_ = class_at(text, at);
    if (class_ & BYTE_LETTER) return 1;
    if (class_ != BYTE_HIGH) return 0;
    lex_wide found = lex_wide_at(text, at);
    return found.kind == BYTE_LETTER ? found.len : 0;
}

/* An "s" that ends a word. */
static inline bool lex_lone_s_at(toll_text text, size_t at)
{
    return at < text.len && (text.data[at] | 32) == 's' && !lex_letter_at(text, at + 1) && !(class_at(text, at + 1) & BYTE_DIGIT);
}

static inline bool lex_is_stop(uint8_t mark)
{
    return mark == '.' || mark == '!' || mark == '?';
}

/* Does a straight quotation mark open or close? */
uint8_t toll_lex_straight_quote(toll_text text, size_t at, bool quoted);
/* Scans one token at `at` (not white space) into *token; returns the offset after it. */
size_t toll_lex_scan(toll_token *token, toll_text text, size_t at, bool *quoted);
/* Scans the tokens from `at` on that are of the usual kinds, up to `end` and `cap` of them in all; returns the offset after the last. *quoted is
   carried on, and *bits, which begins as {0}. */
typedef struct lex_bits lex_bits;
size_t toll_lex_scan_usual(toll_token *tokens, size_t *count, size_t cap, toll_text text, size_t at, size_t end, bool *quoted, lex_bits *bits);
/* Cuts tokens [0, token_count) of the lexer into sentences; TOLL_E_MEMORY. */
toll_status toll_lex_cut(toll_lexer *lexer);

#endif
