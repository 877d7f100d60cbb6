/* Private to src/table: the layout of a compiled blob, and what its compiler's files share.
 *
 * The blob is one block of little-endian 32-bit words, addressed by offsets from its start; arrays of the structs below. */
#ifndef TOLL_TABLE_INSIDE_H
#define TOLL_TABLE_INSIDE_H

#include "table.h"

#define TOLL_BLOB_MAGIC "TOLLTAB"
enum { TOLL_BLOB_VERSION = 10, TOLL_BLOB_ENDIAN = 0x01020304, TOLL_PHRASE_LIMIT = 16 };

typedef struct blob_range { uint32_t off, count; } blob_range;      /* bytes from the blob's start; elements */

typedef struct blob_table { uint32_t name, column_first, column_count, rows, cell_first, line_first; } blob_table;
typedef struct blob_slot { uint32_t tag, word; } blob_slot;
enum { LEVEL_LOWER, LEVEL_CAPITAL, LEVEL_UPPER, LEVEL_COUNT };      /* how a token is written: which notes' wishes for capitals it satisfies */

/* The notes of one word or phrase at one level: its own, then those of every shorter phrase it begins with. Shared where they are the same. */
enum { READING_NOTES = 3 };      /* so many stand in the reading itself, which fills a cache line; more stand together elsewhere */
typedef struct blob_reading {
    toll_classes classes;
    uint32_t note_first;
    uint16_t note_count, kinds;  /* kinds of the rules that begin with one of the classes */
    toll_note notes[READING_NOTES];
} blob_reading;
static inline const toll_note *notes_of(const blob_reading *reading, const toll_note *notes)
{
    return reading->note_count > READING_NOTES ? notes + reading->note_first : reading->notes;
}
typedef struct blob_word {       /* a cache line */
    toll_classes classes;        /* of the word and of every phrase it begins */
    uint64_t next;               /* a bit for each word that can go on a phrase: next_bit */
    uint32_t readings[LEVEL_COUNT], phrase;      /* phrase: the trie's node for this word, 0 = begins no phrase */
    uint64_t needed;             /* its signs among those of a sentence: of the sets of words of which rules need one. The lowest bits, where no
                                    word has a sign, are the row of the rules that begin with this word, 0 = none (begin_of) */
} blob_word;
_Static_assert(sizeof(blob_word) == 64 && sizeof(blob_reading) == 64, "a word and a reading fill a cache line");
/* A node's edges are a small hash table of their own, so that what follows a common word lies together: edge_first, edge_mask + 1 slots. */
typedef struct blob_edge { uint32_t word, child; } blob_edge;
typedef struct blob_node {
    uint64_t next;
    uint32_t readings[LEVEL_COUNT], edge_first;
    uint32_t edge_mask;
    uint32_t depth;              /* words from the phrase's first to here */
} blob_node;
typedef struct blob_rule {
    uint32_t name, file, line, entry, setting_first, capture_first;
    uint16_t setting_count, capture_count;
    uint8_t kind, unused[3];
} blob_rule;
typedef struct blob_setting { uint32_t name, value; } blob_setting;

enum rule_op {
    OP_MATCH, OP_WORD, OP_CLASS, OP_CLASS_WHERE, OP_PIECE, OP_NUMBER, OP_ANY, OP_ANYWORD, OP_CAPITAL, OP_LOWER, OP_UPPER, OP_MARK,
    OP_SPLIT, OP_JUMP, OP_OPEN, OP_CLOSE, OP_NOT, OP_NOT_BEFORE, OP_START, OP_FINISH, OP_GLUED, OP_COUNT
};
typedef struct blob_step { uint32_t op, a, b, c; } blob_step;
/* OP_WORD a = word; OP_CLASS a = class; OP_CLASS_WHERE a = class, b = column name, c = value; OP_PIECE a = kind; OP_MARK a = mark;
 * OP_SPLIT a, b = steps tried in order; OP_JUMP a; OP_OPEN/OP_CLOSE a = capture; OP_NOT a = the step after the test, which begins at the
 * next step and ends in OP_MATCH; OP_NOT_BEFORE the same, tried one token back. */

/* Where rules can begin. An entry is one match line of a rule. Entries are numbered by kind, rule and line, each kind from a multiple of 64, so
 * that what can begin with a word, class, form, mark or piece is a row of bits, and what can begin at a token is the union of a few rows. */
typedef struct rule_need { toll_classes classes; uint64_t signs; } rule_need;      /* what each match holds: a sentence that lacks any of it is not tried */
typedef struct blob_entry {      /* a cache line */
    uint32_t rule, step;
    uint64_t after;              /* signs (below) of what may stand behind the first token, class or piece */
    uint32_t first, unused;      /* which of these it is: FIRST_... */
    rule_need need;
} blob_entry;
enum { FIRST_TOKEN = 1, FIRST_CLASS = 2, FIRST_PIECE = 4 };
typedef struct blob_begin { uint32_t first, count; } blob_begin;     /* of one kind: 64-bit words of a row */

enum token_form { FORM_LOWER, FORM_CAPITAL, FORM_UPPER, FORM_MIXED, FORM_NUMBER, FORM_MARK, FORM_COUNT };
enum { ROW_CLASS = 0, ROW_FORM = TOLL_CLASS_LIMIT, ROW_PIECE = ROW_FORM + FORM_COUNT, ROW_MARK = ROW_PIECE + TOLL_KIND_LIMIT, ROW_WORD = ROW_MARK + 256 };

typedef struct blob_header {
    char magic[8];
    uint32_t version, endian;
    uint64_t size;               /* of the whole blob */
    uint64_t hash;               /* of the whole blob with this field 0: damage is found */
    char digest[16];             /* 12 hex digits of the SHA-256 of everything after the header: which tables these are */
    blob_range strings, classes, kinds, tables, columns, headings, cells, lines, slots, words, edges, nodes, readings, notes, abbreviations, rules,
        settings, captures, steps, begins, entries, rows;
} blob_header;

enum { TABLE_LIMIT = UINT8_MAX + 1, COLUMN_PLACES = 32, NO_COLUMN = UINT8_MAX };
static inline unsigned column_place(uint64_t key) { return (unsigned)(key * 0x9E3779B97F4A7C15u >> 59); }

struct toll_tables {
    const char *blob;
    const blob_header *header;
    const char *strings;
    const uint32_t *classes, *kinds, *columns, *headings, *cells, *lines, *captures;
    const blob_table *tables;
    const blob_slot *slots;
    const blob_word *words;
    const blob_edge *edges;
    const blob_node *nodes;
    const blob_reading *readings;
    const toll_note *notes;
    const blob_rule *rules;
    const blob_setting *settings;
    const blob_step *steps;
    const blob_begin *begins;
    const blob_entry *entries;
    const uint64_t *rows;        /* row_words to a row */
    uint32_t row_words;
    uint16_t *row_kinds;         /* of each row: kinds of the rules that begin so */
    uint16_t form_kinds[FORM_COUNT], piece_kinds[TOLL_KIND_LIMIT], mark_kinds[256];      /* kinds of the rules that begin so */
    uint64_t mark_signs[256];    /* need_mark of each; of 0, which is no mark, none */
    toll_abbreviations abbreviations;
    uint32_t slot_mask;
    uint8_t column_places[TABLE_LIMIT][COLUMN_PLACES];   /* by column_place: where the columns of a table with names of that place begin */
    uint64_t column_keys[];      /* of each column's name */
};

/* The blob's hash, whatever stands in its hash field. */
uint64_t toll_blob_hash(const void *blob, size_t len);
/* What in the blob points where it must not, NULL = nothing (check.c). */
const char *tables_fault(const toll_tables *tables);

static inline uint32_t edge_hash(uint32_t word) { return word * 0x9E3779B1u >> 12; }
static inline uint64_t next_bit(uint32_t word) { return 1ull << (word * 0x85EBCA6Bu >> 26); }

/* A number or mark has the shape of small letters, and is written in capitals as far as notes are concerned. Packed four bits each, for the kinds of
   tokens come as they like and a branch would be guessed wrong. */
static inline unsigned form_of(const toll_token *token)
{
    const unsigned first = FORM_NUMBER << 4 * TOLL_TOKEN_NUMBER | FORM_MARK << 4 * TOLL_TOKEN_MARK;
    return token->shape + (first >> 4 * token->kind & 15);
}

static inline unsigned level_of(const toll_token *token)
{
    const unsigned levels = LEVEL_CAPITAL << 4 * FORM_CAPITAL | LEVEL_CAPITAL << 4 * FORM_MIXED | LEVEL_UPPER << 4 * FORM_UPPER |
                            LEVEL_UPPER << 4 * FORM_NUMBER | LEVEL_UPPER << 4 * FORM_MARK;
    return levels >> 4 * form_of(token) & 15;
}

/* Does a token of this level satisfy a note's wish for capitals? */
static inline bool capitals_fit(uint8_t wish, unsigned level) { return wish <= level; }

/* A token's sign: a bit for its form, one for its mark or word, some for its classes, so that one AND tells most tokens that cannot follow. */
enum { SIGN_END = FORM_COUNT, SIGN_MARK, SIGN_WORD = SIGN_MARK + 9, SIGN_CLASS = SIGN_WORD + 24 };
static inline uint64_t mark_sign(uint32_t mark) { return 1ull << (SIGN_MARK + mark % 9); }
static inline uint64_t word_sign(uint32_t word) { return 1ull << (SIGN_WORD + word % 24); }
static inline uint64_t class_sign(uint32_t class_) { return 1ull << (SIGN_CLASS + class_ % 64 % 24); }

static inline uint64_t classes_sign(toll_classes classes)
{
    uint64_t all = classes.bits[0] | classes.bits[1] | classes.bits[2] | classes.bits[3];
    return (all | all >> 24 | all >> 48) << SIGN_CLASS;
}

/* A sentence's signs: numbers, marks, and words that rules need. */
enum { NEED_NUMBER = 0, NEED_MARK = 1, NEED_MARKS = 15, NEED_WORD = NEED_MARK + NEED_MARKS, NEED_WORDS = 64 - NEED_WORD };
static inline uint32_t begin_of(const blob_word *word) { return (uint32_t)(word->needed & ((1u << NEED_WORD) - 1)); }
static inline uint64_t needed_of(const blob_word *word) { return word->needed >> NEED_WORD << NEED_WORD; }
static inline uint64_t need_mark(uint32_t mark) { return 1ull << (NEED_MARK + mark % NEED_MARKS); }

/* One rule tried at one token, others ignored. */
bool toll_rule_try(toll_rule_match *out, const toll_sentence_view *view, uint16_t rule, uint16_t at);

/* --- the compiler's shared state */
typedef struct list { void *data; size_t count, cap, size; } list;      /* of elements of `size` bytes */

typedef struct toll_phrase {     /* a phrase on its way into the vocabulary */
    uint32_t words[TOLL_PHRASE_LIMIT];
    uint8_t count, capitals;
} toll_phrase;

typedef struct rule_source {     /* an example of a rule: kept until the tables can be opened */
    toll_text text;
    uint32_t rule, line;
    bool wanted;
} rule_source;

typedef struct hash_index {      /* open addressing: hash -> number from 1 */
    uint64_t *hashes;
    uint32_t *numbers;
    size_t slots, used;
} hash_index;

typedef struct pending_edge { uint32_t node, word, child; } pending_edge;
typedef struct pending_note { uint32_t owner; toll_note note; } pending_note;      /* owner: a node, or a word with the top bit set */
typedef struct pending_begin {   /* a match line can begin with this row, or word */
    uint64_t after;
    rule_need need;
    uint32_t first, row, step;
    uint16_t rule;
    uint8_t kind;
    bool word;
} pending_begin;
#define OWNER_WORD (1u << 31)

typedef struct compiler {
    toll_error *error;
    toll_arena arena;
    toll_lexer lexer;
    toll_buffer strings;
    hash_index string_index, word_index, edge_index;
    list classes, kinds;                 /* uint32_t string offsets */
    list tables, columns, headings, cells, lines;  /* blob_table, uint32_t ...; headings are the columns as written, with their @ */
    list words;                          /* blob_word; word 0 is the unknown one */
    list word_hashes;                    /* uint64_t, of each word */
    list edges, nodes;                   /* pending_edge, blob_node; node 0 is none */
    list pending, begins;                /* pending_note, pending_begin */
    list rules, settings, captures, steps;
    list needed;                         /* sets of words that rules need (compile_needs.c) */
    list examples;                       /* rule_source */
    bool failed;                         /* out of memory */
} compiler;

/* A new zeroed element at the end of a list; NULL and c->failed on exhaustion. */
void *list_add(compiler *c, list *l);
/* The number stored under a hash, 0 = none; and storing one. */
uint32_t index_find(const hash_index *index, uint64_t hash);
void index_put(compiler *c, hash_index *index, uint64_t hash, uint32_t number);
uint32_t compile_string(compiler *c, const char *data, size_t len);
uint32_t compile_word(compiler *c, uint64_t hash);
uint8_t compile_class(compiler *c, toll_text name);
uint8_t compile_kind(compiler *c, toll_text name);
/* The words of a phrase; count 0 where it has none or too many (error set). */
toll_status compile_phrase(compiler *c, toll_phrase *out, toll_text text, const char *file, uint32_t line);
toll_status compile_note(compiler *c, const toll_phrase *phrase, toll_note note);
toll_status compile_tsv(compiler *c, const char *name, toll_text content);
toll_status compile_rules(compiler *c, const char *name, toll_text content);
/* The steps of one match line; *split is the step to which the next alternative is chained. */
toll_status compile_pattern(compiler *c, const char *file, uint32_t line, uint32_t rule, toll_text text, uint32_t *split);
/* What the match line that begins at a step of the newest rule can begin with. */
void compile_begin(compiler *c, uint32_t rule, uint32_t step);
/* What each match holds that begins at a step of the newest rule, whose beginnings are those from `first_begin` on; nothing and c->failed on
   exhaustion. */
rule_need compile_need(compiler *c, uint32_t step, size_t first_begin);
void compile_needs_start(compiler *c);
/* The sections that look-ups read: rows of beginnings, then notes and readings (which want the rows). False and c->failed on exhaustion. */
bool compile_begins(compiler *c, list *entries, list *rows, blob_begin *begins);
bool compile_readings(compiler *c, list *notes, list *readings, const blob_begin *begins, const list *rows, size_t row_words);
toll_status compile_pack(compiler *c, toll_buffer *out);
toll_status compile_examples(compiler *c, const toll_tables *tables, const toll_compile_options *options);

#endif
