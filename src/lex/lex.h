/* Tokens and sentences.
 *
 * In: a document's UTF-8 text. Out, a window at a time: tokens with a hash of their folded form, and the sentences they make.
 * Dirty text is normal: full stops without spaces, captions glued to sentences, capitals throughout, hard-wrapped lines.
 * A window (256 KiB, then on to the end of a sentence) keeps memory flat on texts of any size; arrays are reused from document to document. Where
 * windows end changes neither tokens nor sentences.
 * One pass, plain words eight bytes at a step; about 8 cycles a byte. */
#ifndef TOLL_LEX_H
#define TOLL_LEX_H

#include "base/base.h"

typedef enum toll_token_kind { TOLL_TOKEN_WORD, TOLL_TOKEN_NUMBER, TOLL_TOKEN_MARK } toll_token_kind;
typedef enum toll_shape { TOLL_SHAPE_LOWER, TOLL_SHAPE_CAPITAL, TOLL_SHAPE_UPPER, TOLL_SHAPE_MIXED } toll_shape;

/* Marks keep their ASCII byte except for these. */
enum {
    TOLL_MARK_OPEN = '{',        /* an opening double or single quotation mark */
    TOLL_MARK_CLOSE = '}',       /* a closing one */
    TOLL_MARK_DASH = '_',        /* en or em dash, "--", or a hyphen with spaces around it */
    TOLL_MARK_CLITIC = '\'',     /* the possessive: 's or a bare apostrophe after s */
    TOLL_MARK_OTHER = '?' + 64   /* any other symbol */
};

enum {                           /* token flags */
    TOLL_TOKEN_SPACE = 1,        /* white space stands before it */
    TOLL_TOKEN_LINE = 2,         /* a line begins with it */
    TOLL_TOKEN_PARAGRAPH = 4,    /* a blank line stands before it */
    TOLL_TOKEN_GLUED = 8,        /* dirty text: it was glued to the token before */
    TOLL_TOKEN_QUOTED = 16,      /* a quotation is open before it */
    TOLL_TOKEN_STOP = 32         /* a mark at which a sentence may end, or a quotation opens or closes */
};

typedef struct toll_token {
    uint64_t hash;               /* of the folded form: equal words have equal hashes */
    uint32_t off;                /* into the document */
    uint32_t word;               /* the vocabulary's number, set by the table room; 0 = not in it */
    uint16_t len;
    uint8_t kind, shape;
    uint8_t mark;                /* which mark, for TOLL_TOKEN_MARK */
    uint8_t flags;
} toll_token;

enum {                           /* sentence flags */
    TOLL_SENTENCE_PARAGRAPH = 1, /* begins a paragraph */
    TOLL_SENTENCE_LINE = 2,      /* begins a line */
    TOLL_SENTENCE_GLUED = 4,     /* begins at a glued boundary */
    TOLL_SENTENCE_STOPPED = 8,   /* ends in a full stop, question or exclamation mark */
    TOLL_SENTENCE_QUOTED = 16    /* begins inside a quotation that opened in an earlier sentence */
};

typedef struct toll_sentence {
    toll_span span;
    uint32_t first, count;       /* tokens of the window */
    uint32_t flags;
} toll_sentence;

/* A language's abbreviations: hashes of the words (without their stop) after which a stop ends no sentence. Open addressing. */
typedef struct toll_abbreviations {
    const uint64_t *slots;       /* 0 = empty */
    size_t mask;                 /* slots - 1; slots are a power of two */
} toll_abbreviations;

typedef struct toll_lexer {
    toll_text text;
    size_t off;                  /* where the next window begins */
    const toll_abbreviations *abbreviations;
    toll_token *tokens;          /* of the current window, then one sentinel of kind MARK and length 0 */
    size_t token_count, token_cap;
    toll_sentence *sentences;
    size_t sentence_count, sentence_cap;
    size_t window;               /* bytes a window aims at; 0 = 256 KiB */
    bool wrapped;                /* lines are hard-wrapped: a single line break is a space */
    bool quoted;                 /* a quotation is open where the next window begins */
    bool open;                   /* the same, as sentences see it */
    uint8_t resumed;             /* flags of the token there */
} toll_lexer;

void toll_lexer_free(toll_lexer *lexer);
void toll_lexer_start(toll_lexer *lexer, toll_text text, const toll_abbreviations *abbreviations);
/* Reads the next window. TOLL_END when the text is used up; TOLL_E_MEMORY. */
toll_status toll_lexer_next(toll_lexer *lexer);

/* The hash a token with this (unfolded) text gets. */
uint64_t toll_lex_hash(const char *data, size_t len);

#endif
