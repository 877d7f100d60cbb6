/* Private to src/lex: byte classes and the scanner's entry. */
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

/* Scans one token at `at` (not white space) into *token; returns the offset after it. */
size_t toll_lex_scan(toll_token *token, toll_text text, size_t at, bool *quoted);
/* Scans the tokens from `at` on that are of the usual kinds, up to `end` and `cap` of them in all; returns the offset after the last. They change
   nothing about quotations. */
size_t toll_lex_scan_usual(toll_token *tokens, size_t *count, size_t cap, toll_text text, size_t at, size_t end, bool quoted);
/* Cuts tokens [0, token_count) of the lexer into sentences; TOLL_E_MEMORY. */
toll_status toll_lex_cut(toll_lexer *lexer);

#endif
