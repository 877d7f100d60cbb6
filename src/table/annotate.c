/* Finds, for every token of a sentence, the table rows whose phrases begin there: longest phrase first, so that the first note of a
 * class is the one to prefer. One walk down the phrase trie a token; tokens outside the vocabulary cost nothing. */
#include "inside.h"

#include "base/fault.h"

void toll_scratch_free(toll_scratch *scratch)
{
    toll_base_free(scratch->notes);
    toll_base_free(scratch->starts);
    toll_base_free(scratch->classes);
    *scratch = (toll_scratch){0};
}

static bool room(toll_scratch *scratch, size_t tokens)
{
    while (scratch->start_cap < tokens + 1)
        if (!toll_grow(&scratch->starts, &scratch->start_cap, scratch->start_cap, sizeof *scratch->starts)) return false;
    while (scratch->class_cap < tokens + 1)
        if (!toll_grow(&scratch->classes, &scratch->class_cap, scratch->class_cap, sizeof *scratch->classes)) return false;
    return scratch->note_cap || toll_grow(&scratch->notes, &scratch->note_cap, 0, sizeof *scratch->notes); /* never NULL: offsets are added to it */
}

static uint32_t child_of(const toll_tables *tables, uint32_t node, uint32_t word)
{
    for (uint32_t at = edge_hash(node, word) & tables->edge_mask; tables->edges[at].child; at = (at + 1) & tables->edge_mask)
        if (tables->edges[at].node == node && tables->edges[at].word == word) return tables->edges[at].child;
    return 0;
}

static bool take(toll_scratch *scratch, const toll_note *notes, uint32_t count, unsigned len, const toll_token *tokens, toll_classes *classes)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!capitals_fit(notes[i].capitals, tokens)) continue;
        if (scratch->note_count == scratch->note_cap && !toll_grow(&scratch->notes, &scratch->note_cap, scratch->note_count, sizeof *scratch->notes))
            return false;
        scratch->notes[scratch->note_count] = notes[i];
        scratch->notes[scratch->note_count++].len = (uint8_t)len; /* the tokens walked, whatever the blob says */
        toll_classes_add(classes, notes[i].class_);
    }
    return true;
}

static bool annotate_token(const toll_tables *tables, toll_scratch *scratch, const toll_token *tokens, size_t at, size_t count)
{
    toll_classes classes = {{0}};
    scratch->starts[at] = (uint32_t)scratch->note_count;
    uint32_t number = tokens[at].word;
    if (number) {
        const blob_word *word = &tables->words[number];
        uint32_t path[TOLL_PHRASE_LIMIT], depth = 0;
        for (uint32_t node = word->phrase; node && at + depth + 1 < count && depth < TOLL_PHRASE_LIMIT;) {
            node = child_of(tables, node, tokens[at + depth + 1].word);
            if (node) path[depth++] = node;
        }
        while (depth--) {
            const blob_node *node = &tables->nodes[path[depth]];
            if (!take(scratch, tables->notes + node->note_first, node->note_count, depth + 2, &tokens[at], &classes)) return false;
        }
        if (!take(scratch, tables->notes + word->note_first, word->note_count, 1, &tokens[at], &classes)) return false;
    }
    scratch->classes[at] = classes;
    return true;
}

toll_status toll_tables_annotate(const toll_tables *tables, toll_scratch *scratch, const toll_token *tokens, size_t count)
{
    scratch->note_count = 0;
    if (!room(scratch, count)) return TOLL_E_MEMORY;
    for (size_t at = 0; at < count; at++)
        if (!annotate_token(tables, scratch, tokens, at, count)) return TOLL_E_MEMORY;
    scratch->starts[count] = (uint32_t)scratch->note_count;
    scratch->classes[count] = (toll_classes){{0}};
    return TOLL_OK;
}

const toll_note *toll_scratch_note(const toll_scratch *scratch, size_t token, uint8_t class_)
{
    if (!toll_classes_has(scratch->classes[token], class_)) return NULL;
    size_t count;
    const toll_note *notes = toll_scratch_notes(scratch, token, &count);
    for (size_t i = 0; i < count; i++)
        if (notes[i].class_ == class_) return &notes[i];
    return NULL;
}
