/* Finds, for every token of a sentence, the table rows whose phrases begin there: longest phrase first, so that the first note of a
 * class is the one to prefer. One walk down the phrase trie a token, and what stands at its end is ready made (compile_readings.c):
 * nothing is copied, and tokens outside the vocabulary cost nothing. */
#include "inside.h"

#include "base/fault.h"

void toll_scratch_free(toll_scratch *scratch)
{
    toll_base_free(scratch->notes);
    toll_base_free(scratch->classes);
    *scratch = (toll_scratch){0};
}

static bool room(toll_scratch *scratch, size_t tokens)
{
    while (scratch->note_cap < tokens + 1)
        if (!toll_grow(&scratch->notes, &scratch->note_cap, scratch->note_cap, sizeof *scratch->notes)) return false;
    while (scratch->class_cap < tokens + 1)
        if (!toll_grow(&scratch->classes, &scratch->class_cap, scratch->class_cap, sizeof *scratch->classes)) return false;
    return true;
}

static inline const blob_edge *slot_of(const toll_tables *tables, const blob_node *node, uint32_t word)
{
    return &tables->edges[node->edge_first + (edge_hash(word) & node->edge_mask)];
}

static uint32_t child_of(const toll_tables *tables, const blob_node *node, uint32_t word)
{
    const blob_edge *edges = tables->edges + node->edge_first;
    for (uint32_t at = edge_hash(word) & node->edge_mask; edges[at].child; at = (at + 1) & node->edge_mask)
        if (edges[at].word == word) return edges[at].child;
    return 0;
}

static const blob_reading *read_token(const toll_tables *tables, const blob_word *word, const toll_token *tokens, size_t at, size_t count)
{
    unsigned level = level_of(&tokens[at]);
    uint32_t reading = word->readings[level], number = word->phrase;
    size_t end = count < at + TOLL_PHRASE_LIMIT ? count : at + TOLL_PHRASE_LIMIT, next = at + 1;
    uint64_t bits = word->next;
    while (next < end && bits & next_bit(tokens[next].word)) {
        const blob_node *node = &tables->nodes[number];
        if (!(number = child_of(tables, node, tokens[next++].word))) break;
        node = &tables->nodes[number];
        reading = node->readings[level];
        bits = node->next;
    }
    return &tables->readings[reading];
}

bool toll_tables_begins(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count, toll_classes classes)
{
    const blob_word *word = &tables->words[tokens[at].word];
    if (!tokens[at].word || !toll_classes_meet(classes, word->classes)) return false; /* neither the word nor any phrase it begins */
    return toll_classes_meet(classes, read_token(tables, word, tokens, at, count)->classes);
}

bool toll_tables_goes_on(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count)
{
    return at + 1 < count && tables->words[tokens[at].word].next & next_bit(tokens[at + 1].word);
}

size_t toll_tables_seek(const toll_tables *tables, const toll_token *tokens, size_t at, size_t count, toll_classes classes)
{
    while (at < count && !toll_tables_begins(tables, tokens, at, count, classes)) at++;
    return at;
}

/* The vocabulary is larger than the near caches: what a piece of a sentence reads is sent for in three rounds, each of which reads what the one
 * before sent for, so that its cache lines are waited for together and not one after the other. (A function that only sends for things does nothing
 * to gcc, which drops its calls: this one writes down what it finds.) */
enum { ROUND = 32 };

typedef struct ahead {
    uint32_t readings[ROUND]; /* of each word alone */
    uint32_t on;              /* a bit for each word from which a phrase can go on to the next; few can */
} ahead;

/* `left`: tokens of the sentence from the first on, of which `count` are sent for. */
static void fetch(ahead *a, const toll_tables *tables, const toll_token *tokens, size_t count, size_t left)
{
    a->on = 0;
    for (size_t at = 0; at < count; at++) __builtin_prefetch(&tables->words[tokens[at].word]);
    for (size_t at = 0; at < count; at++) {
        const blob_word *word = &tables->words[tokens[at].word];
        a->readings[at] = word->readings[level_of(&tokens[at])];
        __builtin_prefetch(&tables->readings[a->readings[at]]);
        if (at + 1 == left || !(word->next & next_bit(tokens[at + 1].word))) continue;
        __builtin_prefetch(&tables->nodes[word->phrase]);
        a->on |= 1u << at;
    }
    for (uint32_t on = a->on; on; on &= on - 1) {
        const toll_token *token = &tokens[__builtin_ctz(on)];
        __builtin_prefetch(slot_of(tables, &tables->nodes[tables->words[token->word].phrase], token[1].word));
    }
}

/* What the tokens of a sentence hold together. */
typedef struct gathered {
    toll_classes all;
    uint64_t signs;
    uint32_t kinds;
} gathered;

/* Of most tokens it is known without a branch what they are: no word and no mark are word 0 and mark 0, of which the tables say nothing. */
static inline void annotate_token(const toll_tables *tables, const toll_token *token, const blob_reading *reading, toll_token_notes *notes,
    toll_classes *classes, gathered *g)
{
    const blob_word *word = &tables->words[token->word];
    const uint32_t kinds = tables->form_kinds[form_of(token)] | tables->mark_kinds[token->mark] | reading->kinds |
                           tables->row_kinds[begin_of(word)];
    *notes = (toll_token_notes){notes_of(reading, tables->notes), reading->note_count, kinds};
    *classes = reading->classes;
    g->all = toll_classes_join(g->all, reading->classes);
    g->kinds |= kinds;
    g->signs |= needed_of(word) | tables->mark_signs[token->mark] | (uint64_t)(token->kind == TOLL_TOKEN_NUMBER) << NEED_NUMBER;
}

toll_status toll_tables_annotate(const toll_tables *tables, toll_scratch *scratch, const toll_token *tokens, size_t count)
{
    if (!room(scratch, count)) return TOLL_E_MEMORY;
    toll_token_notes *notes = scratch->notes;
    toll_classes *classes = scratch->classes;
    gathered g = {{{0}}, 0, 0};
    for (size_t first = 0; first < count; first += ROUND) {
        const size_t end = first + ROUND < count ? first + ROUND : count;
        ahead a;
        fetch(&a, tables, tokens + first, end - first, count - first);
        for (size_t at = first; at < end; at++) {
            const blob_reading *reading = a.on >> (at - first) & 1 ? read_token(tables, &tables->words[tokens[at].word], tokens, at, count)
                                                                   : &tables->readings[a.readings[at - first]];
            annotate_token(tables, &tokens[at], reading, &notes[at], &classes[at], &g);
        }
    }
    scratch->all = g.all;
    scratch->kinds = g.kinds;
    scratch->signs = g.signs;
    notes[count] = (toll_token_notes){tables->notes, 0, 0};
    classes[count] = (toll_classes){{0}};
    return TOLL_OK;
}
