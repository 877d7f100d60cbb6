/* Private to src/table: the layout of a compiled blob, and what its compiler's files share.
 *
 * The blob is one block of little-endian 32-bit words, addressed by offsets from its start; arrays of the structs below. */
#ifndef TOLL_TABLE_INSIDE_H
#define TOLL_TABLE_INSIDE_H

#include "table.h"

#define TOLL_BLOB_MAGIC "TOLLTAB"
enum { TOLL_BLOB_VERSION = 4, TOLL_BLOB_ENDIAN = 0x01020304, TOLL_PHRASE_LIMIT = 16 };

typedef struct blob_range { uint32_t off, count; } blob_range;      /* bytes from the blob's start; elements */

typedef struct blob_table { uint32_t name, column_first, column_count, rows, cell_first, line_first; } blob_table;
typedef struct blob_slot { uint32_t tag, word; } blob_slot;
typedef struct blob_word {
    toll_classes classes;        /* of the word and of every phrase it begins */
    uint32_t note_first, phrase; /* phrase: the trie's node for this word, 0 = begins no phrase */
    uint32_t begin_first;        /* rules that begin with this word */
    uint16_t note_count, begin_count;
    uint16_t kinds;              /* kinds of those rules */
    uint16_t unused[3];
} blob_word;
typedef struct blob_edge { uint32_t node, word, child, unused; } blob_edge;
typedef struct blob_node { uint32_t note_first, note_count; } blob_node;
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

typedef struct blob_begin {      /* what the rules of one kind can begin with */
    toll_classes classes;
    uint32_t any_first, any_count;       /* rules whose first step is no word and no class */
} blob_begin;

typedef struct blob_header {
    char magic[8];
    uint32_t version, endian;
    uint64_t size;               /* of the whole blob */
    uint64_t hash;               /* of the whole blob with this field 0: damage is found */
    char digest[16];             /* 12 hex digits of the SHA-256 of everything after the header: which tables these are */
    blob_range strings, classes, kinds, tables, columns, headings, cells, lines, slots, words, edges, nodes, notes, abbreviations, rules, settings,
        captures, steps, begins, begin_rules, class_begins;
} blob_header;

struct toll_tables {
    const char *blob;
    const blob_header *header;
    const char *strings;
    const uint32_t *classes, *kinds, *columns, *headings, *cells, *lines, *captures, *begin_rules;
    const blob_range *class_begins;      /* per class and kind: [class * TOLL_KIND_LIMIT + kind] into begin_rules */
    const blob_table *tables;
    const blob_slot *slots;
    const blob_word *words;
    const blob_edge *edges;
    const blob_node *nodes;
    const toll_note *notes;
    const blob_rule *rules;
    const blob_setting *settings;
    const blob_step *steps;
    const blob_begin *begins;
    toll_abbreviations abbreviations;
    uint32_t slot_mask, edge_mask;
};

/* The blob's hash, whatever stands in its hash field. */
uint64_t toll_blob_hash(const void *blob, size_t len);
/* What in the blob points where it must not, NULL = nothing (check.c). */
const char *tables_fault(const toll_tables *tables);

static inline uint32_t edge_hash(uint32_t node, uint32_t word)
{
    uint64_t mixed = ((uint64_t)node << 32 | word) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(mixed >> 32);
}

/* Does the token satisfy a note's or phrase's wish for capitals? */
static inline bool capitals_fit(uint8_t wish, const toll_token *token)
{
    if (!wish || token->kind != TOLL_TOKEN_WORD) return true;
    return wish == 1 ? token->shape != TOLL_SHAPE_LOWER : token->shape == TOLL_SHAPE_UPPER;
}

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

typedef struct pending_note { uint32_t owner; toll_note note; } pending_note;      /* owner: a node, or a word with the top bit set */
typedef struct pending_begin { uint32_t owner; uint16_t rule; uint8_t what, kind; } pending_begin;   /* what a rule can begin with */
#define OWNER_WORD (1u << 31)
enum { BEGIN_WORD, BEGIN_CLASS, BEGIN_ANY };

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
    list edges, nodes;                   /* blob_edge, blob_node; node 0 is none */
    list pending, begins;                /* pending_note, pending_begin */
    list rules, settings, captures, steps;
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
toll_status compile_pack(compiler *c, toll_buffer *out);
toll_status compile_examples(compiler *c, const toll_tables *tables, const toll_compile_options *options);

#endif
