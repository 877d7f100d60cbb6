/* Compiled word tables and rules.
 *
 * In: the blob that compiling a tables folder gives (embedded in the program, or made at run time from --tables DIR).
 * Out: for the tokens of a sentence, the classes each word or phrase has and the table rows they come from; and where the rules
 * of a kind match. A loaded table set is immutable and shared by threads. A look-up costs one probe of a hash table a token.
 *
 * A table is a TSV file: a column headed `@class` holds phrases (several separated by `|`) that get that word class; the other
 * columns are the row's attributes. A rules file is described in docs/language.md. */
#ifndef TOLL_TABLE_H
#define TOLL_TABLE_H

#include "base/base.h"
#include "lex/lex.h"

enum { TOLL_CLASS_LIMIT = 254, TOLL_KIND_LIMIT = 16, TOLL_CAPTURE_LIMIT = 12, TOLL_NO_CLASS = 255, TOLL_NO_KIND = 255 };

typedef struct toll_tables toll_tables;

/* A set of word classes. */
typedef struct toll_classes { uint64_t bits[4]; } toll_classes;
static inline bool toll_classes_has(toll_classes set, uint8_t class_) { return (set.bits[class_ >> 6] >> (class_ & 63)) & 1; }      /* bits from the limit on are never set */
static inline void toll_classes_add(toll_classes *set, uint8_t class_) { if (class_ < TOLL_CLASS_LIMIT) set->bits[class_ >> 6] |= 1ull << (class_ & 63); }
static inline bool toll_classes_meet(toll_classes a, toll_classes b) { return (a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1]) | (a.bits[2] & b.bits[2]) | (a.bits[3] & b.bits[3]); }
static inline toll_classes toll_classes_join(toll_classes a, toll_classes b) { return (toll_classes){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1], a.bits[2] | b.bits[2], a.bits[3] | b.bits[3]}}; }

/* One annotation of a token: the class, the row and how many tokens the phrase takes. */
typedef struct toll_note {
    uint8_t class_, len, table;
    uint8_t capitals;        /* 0 any case, 1 not in lower case, 2 all capitals */
    uint32_t row;
} toll_note;

/* --- loading */
/* The blob must outlive the tables and be aligned to 8. Checks magic, version, size, hash and every offset. */
toll_status toll_tables_open(toll_tables **out, const void *blob, size_t len, toll_error *error);
/* ... of a blob that is a part of the program: what compiled it has checked it, so that only its head is looked at. */
toll_status toll_tables_open_own(toll_tables **out, const void *blob, size_t len, toll_error *error);
void toll_tables_close(toll_tables *tables);
const char *toll_tables_hash(const toll_tables *tables);       /* 12 hex digits of the blob's SHA-256 */
const toll_abbreviations *toll_tables_abbreviations(const toll_tables *tables);

/* --- words */
uint32_t toll_tables_word(const toll_tables *tables, uint64_t hash);        /* 0 = not in the vocabulary */
uint32_t toll_tables_words(const toll_tables *tables);                      /* how many there are: numbers below it */
/* Sets the word of every token. */
void toll_tables_number(const toll_tables *tables, toll_token *tokens, size_t count);
/* Classes of the word alone, joined with those of every phrase that begins with it. */
toll_classes toll_tables_word_classes(const toll_tables *tables, uint32_t word);
/* ... of the word without them: those that it has written in one way or another, and those that it has however it is written, and so always. */
toll_classes toll_tables_word_alone(const toll_tables *tables, uint32_t word);
toll_classes toll_tables_word_always(const toll_tables *tables, uint32_t word);
uint8_t toll_tables_class(const toll_tables *tables, const char *name);      /* TOLL_NO_CLASS where no table uses it */
const char *toll_tables_class_name(const toll_tables *tables, uint8_t class_);

/* --- rows */
const char *toll_tables_name(const toll_tables *tables, uint16_t table);     /* "en/outcome.tsv" */
int toll_tables_find(const toll_tables *tables, const char *name);           /* table number, -1 = none */
uint32_t toll_tables_rows(const toll_tables *tables, uint16_t table);
/* A name's first eight bytes, the rest zero: columns are told apart by it first. A name written in the source is one number to the compiler. */
static inline uint64_t toll_column_key(const char *name)
{
    const size_t len = strlen(name);
    uint64_t key = 0;
    for (size_t i = 0; i < 8; i++) key |= i < len ? (uint64_t)(uint8_t)name[i] << (8 * i) : 0;
    return key;
}
int toll_tables_column_by(const toll_tables *tables, uint16_t table, uint64_t key, const char *name);
static inline int toll_tables_column(const toll_tables *tables, uint16_t table, const char *name)       /* -1 = none */
{
    return toll_tables_column_by(tables, table, toll_column_key(name), name);
}
/* The cell's text, NUL-terminated, "" where the cell or column is empty. Lives as long as the tables. */
const char *toll_tables_cell(const toll_tables *tables, uint16_t table, uint32_t row, int column);
/* Writes a table out again as the TSV it came from (comments are lost), so that it can be compiled with others. */
toll_status toll_tables_write_tsv(toll_buffer *out, const toll_tables *tables, const char *name, toll_error *error);
uint32_t toll_tables_line(const toll_tables *tables, uint16_t table, uint32_t row);    /* the row's line in its file */

/* --- annotation of one sentence: every token's classes and notes, longest phrase first; arrays in the caller's scratch. */
typedef struct toll_token_notes { const toll_note *notes; uint32_t count; uint32_t kinds; } toll_token_notes;      /* kinds: of rules that may begin here */
typedef struct toll_scratch {
    toll_token_notes *notes; size_t note_cap;    /* of each token; the notes themselves belong to the tables */
    toll_classes *classes; size_t class_cap;     /* of each token, notes of any length joined */
    toll_classes all;                            /* of all its tokens together */
    uint64_t signs;                              /* ... numbers, marks, and words that rules need */
    uint32_t kinds;                              /* of rules that may begin at one of them */
} toll_scratch;
void toll_scratch_free(toll_scratch *scratch);
/* tokens[0..count) with words set. */
toll_status toll_tables_annotate(const toll_tables *tables, toll_scratch *scratch, const toll_token *tokens, size_t count);
/* Would annotating give the token one of the classes? */
bool toll_tables_begins(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count, toll_classes classes);
/* Can a phrase go on from the token to the next? Mostly not. */
bool toll_tables_goes_on(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count);
/* The first token from `at` on to which annotating would give one of the classes; `count` where there is none. */
size_t toll_tables_seek(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count, toll_classes classes);

static inline const toll_note *toll_scratch_notes(const toll_scratch *scratch, size_t token, size_t *count)
{
    *count = scratch->notes[token].count;
    return scratch->notes[token].notes;
}
/* The longest note of a class at a token, NULL where there is none. */
static inline const toll_note *toll_scratch_note(const toll_scratch *scratch, size_t token, uint8_t class_)
{
    if (!toll_classes_has(scratch->classes[token], class_)) return NULL;
    const toll_note *note = scratch->notes[token].notes;
    while (note->class_ != class_) note++;       /* it is there: the classes say so */
    return note;
}

/* --- rules */
typedef struct toll_capture { uint16_t first, count; } toll_capture;   /* tokens of the sentence; count 0 = not captured */

/* A mention made earlier, as rules see it: its kind and where it stands. */
typedef struct toll_piece { uint8_t kind; uint16_t first, count; } toll_piece;

typedef struct toll_rule_match {
    uint16_t rule;
    uint16_t first, count;       /* tokens */
    toll_capture captures[TOLL_CAPTURE_LIMIT];
} toll_rule_match;

typedef struct toll_sentence_view {
    const toll_tables *tables;
    toll_text text;
    const toll_token *tokens;    /* of the sentence */
    uint16_t count;
    const toll_scratch *scratch;
    const toll_piece *pieces;    /* sorted by first */
    uint16_t piece_count;
} toll_sentence_view;

uint8_t toll_tables_kind(const toll_tables *tables, const char *name);       /* TOLL_NO_KIND where no rule or element names it */
/* Can a rule of the kind begin with a piece at this token? */
bool toll_rules_piece_begins(const toll_sentence_view *view, uint8_t kind, uint16_t at);
/* The longest match of the kind's rules at token `at`, where one of them can begin; the earlier rule wins a tie. False where none matches. */
bool toll_rules_longest(toll_rule_match *out, const toll_sentence_view *view, uint8_t kind, uint16_t at);
/* Can a rule of the kind begin at this token? Asked of nearly every token, and mostly denied. */
static inline bool toll_rules_may_begin(const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    if (kind == TOLL_NO_KIND || at >= view->count) return false;
    return view->scratch->notes[at].kinds >> kind & 1 || (view->piece_count && toll_rules_piece_begins(view, kind, at));
}
static inline bool toll_rules_match(toll_rule_match *out, const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    return toll_rules_may_begin(view, kind, at) && toll_rules_longest(out, view, kind, at);
}

const char *toll_rule_name(const toll_tables *tables, uint16_t rule);
const char *toll_rule_file(const toll_tables *tables, uint16_t rule);
uint32_t toll_rule_line(const toll_tables *tables, uint16_t rule);
/* The rule's setting (`role=subject`), "" where it has none of that name. */
const char *toll_rule_setting(const toll_tables *tables, uint16_t rule, const char *name);
int toll_rule_capture(const toll_tables *tables, uint16_t rule, const char *name);      /* index into captures, -1 = none */
uint16_t toll_rule_count(const toll_tables *tables);

/* --- compiling: paths are folders (every *.tsv and *.rules below them, in name order) or single files.
 * Rule examples may need typed mentions (`<number>`), which only the mention room can make: the compiler calls the maker to fill
 * the pieces of one sentence that come before the rule's kind. NULL = rules may only use words. */
typedef size_t toll_piece_maker(toll_piece *out, size_t cap, const toll_sentence_view *view, uint8_t kind, void *context);
typedef struct toll_compile_options {
    const char *const *paths;
    size_t path_count;
    toll_text extra_name, extra;     /* one more table held in memory (the gazetteer); data NULL = none */
    const char *const *classes;      /* numbered first, in this order, so that code can know their numbers */
    size_t class_count;
    toll_piece_maker *maker;
    void *context;
} toll_compile_options;
toll_status toll_tables_compile(toll_buffer *out, const toll_compile_options *options, toll_error *error);

#endif
