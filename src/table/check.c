/* Is every number in a compiled blob one that can be followed? In: the opened tables, their sections known to lie inside the blob. Out: what is
 * wrong, or NULL. Look-ups trust the blob, so each index, range and jump is held to its bounds here, once; and every hash table has an empty slot, so
 * that no search runs for ever. One pass over the blob, a millisecond or two. */
#include "inside.h"

static bool in_range(uint64_t first, uint64_t count, uint32_t limit)
{
    return first + count <= limit;
}

static bool all_below(const uint32_t *numbers, uint32_t count, uint32_t limit)
{
    uint32_t highest = 0;
    for (uint32_t i = 0; i < count; i++) highest = numbers[i] > highest ? numbers[i] : highest;
    return !count || highest < limit;
}

static bool names_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    uint32_t limit = h->strings.count;
    if (!limit || t->strings[limit - 1]) return false;
    if (h->classes.count > TOLL_CLASS_LIMIT || h->kinds.count > TOLL_KIND_LIMIT || h->columns.count != h->headings.count) return false;
    return all_below(t->classes, h->classes.count, limit) && all_below(t->kinds, h->kinds.count, limit) &&
           all_below(t->columns, h->columns.count, limit) && all_below(t->headings, h->headings.count, limit) &&
           all_below(t->cells, h->cells.count, limit) && all_below(t->captures, h->captures.count, limit);
}

static bool tables_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    if (h->tables.count > TABLE_LIMIT) return false;
    for (uint32_t i = 0; i < h->tables.count; i++) {
        const blob_table *table = &t->tables[i];
        if (table->name >= h->strings.count || !in_range(table->column_first, table->column_count, h->columns.count) ||
            !in_range(table->cell_first, (uint64_t)table->rows * table->column_count, h->cells.count) ||
            !in_range(table->line_first, table->rows, h->lines.count))
            return false;
    }
    return true;
}

/* Every note can be followed; a reading's classes are those of its notes. */
static bool note_fits(const toll_tables *t, const toll_note *note)
{
    const blob_header *h = t->header;
    return note->class_ < h->classes.count && note->table < h->tables.count && note->row < t->tables[note->table].rows && note->len;
}

static bool notes_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    for (uint32_t i = 0; i < h->readings.count; i++) {
        const blob_reading *reading = &t->readings[i];
        toll_classes classes = {{0}};
        if (reading->note_count > READING_NOTES && !in_range(reading->note_first, reading->note_count, h->notes.count)) return false;
        const toll_note *notes = notes_of(reading, t->notes);
        for (unsigned n = 0; n < reading->note_count; n++) {
            if (!note_fits(t, &notes[n])) return false;
            toll_classes_add(&classes, notes[n].class_);
        }
        if (memcmp(&classes, &reading->classes, sizeof classes) != 0) return false;
    }
    return h->readings.count && !t->readings[0].note_count;
}

/* No note is longer than the phrase that was walked to reach it. */
static bool readings_fit(const toll_tables *t, const uint32_t *readings, unsigned depth)
{
    for (unsigned level = 0; level < LEVEL_COUNT; level++) {
        if (readings[level] >= t->header->readings.count) return false;
        const blob_reading *reading = &t->readings[readings[level]];
        const toll_note *notes = notes_of(reading, t->notes);
        for (unsigned n = 0; n < reading->note_count; n++)
            if (notes[n].len > depth) return false;
    }
    return true;
}

static bool words_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    bool empty = false;
    for (uint32_t i = 0; i < h->slots.count; i++) {
        if (t->slots[i].word >= h->words.count) return false;
        empty |= !t->slots[i].word;
    }
    if (!empty || !h->words.count || !h->nodes.count) return false;
    for (uint32_t i = 0; i < h->words.count; i++) {
        const blob_word *word = &t->words[i];
        if (!readings_fit(t, word->readings, 1) || word->phrase >= h->nodes.count || (word->phrase && t->nodes[word->phrase].depth != 1))
            return false;
        if (word->next && (!word->phrase || !t->nodes[word->phrase].next)) return false;
        const uint32_t begin = begin_of(word);
        if (begin && (begin < ROW_WORD || !t->row_words || !in_range((begin + 1ull) * t->row_words, 0, h->rows.count))) return false;
    }
    return true;
}

/* A node's slots lie inside, lead one deeper, and one of them is empty so that a search ends. */
static bool edges_fit(const toll_tables *t, const blob_node *node)
{
    if (!node->next) return true; /* never searched */
    if ((node->edge_mask & (node->edge_mask + 1)) || !in_range(node->edge_first, node->edge_mask + 1ull, t->header->edges.count))
        return false;
    bool empty = false;
    for (uint32_t i = 0; i <= node->edge_mask; i++) {
        uint32_t child = t->edges[node->edge_first + i].child;
        if (child >= t->header->nodes.count || (child && t->nodes[child].depth != node->depth + 1)) return false;
        empty |= !child;
    }
    return empty;
}

static bool phrases_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    for (uint32_t i = 0; i < h->nodes.count; i++)
        if (t->nodes[i].depth > TOLL_PHRASE_LIMIT || !readings_fit(t, t->nodes[i].readings, t->nodes[i].depth) ||
            !edges_fit(t, &t->nodes[i]))
            return false;
    return true;
}

static bool abbreviations_fit(const toll_tables *t)
{
    for (size_t i = 0; i <= t->abbreviations.mask; i++)
        if (!t->abbreviations.slots[i]) return true;
    return false;
}

static bool rules_fit(const toll_tables *t)
{
    const blob_header *h = t->header;
    if (h->rules.count > UINT16_MAX) return false;
    for (uint32_t i = 0; i < h->rules.count; i++) {
        const blob_rule *rule = &t->rules[i];
        if (rule->name >= h->strings.count || rule->file >= h->strings.count || rule->entry >= h->steps.count ||
            rule->kind >= h->kinds.count || rule->capture_count > TOLL_CAPTURE_LIMIT ||
            !in_range(rule->setting_first, rule->setting_count, h->settings.count) ||
            !in_range(rule->capture_first, rule->capture_count, h->captures.count))
            return false;
    }
    for (uint32_t i = 0; i < h->settings.count; i++)
        if (t->settings[i].name >= h->strings.count || t->settings[i].value >= h->strings.count) return false;
    return true;
}

static bool step_fits(const toll_tables *t, uint32_t at)
{
    const blob_header *h = t->header;
    const blob_step *step = &t->steps[at];
    bool ends = step->op == OP_MATCH || step->op == OP_JUMP || step->op == OP_SPLIT;
    if (!ends && at + 1 >= h->steps.count && !(step->op == OP_WORD && step->a == UINT32_MAX)) return false;
    switch (step->op) {
    case OP_SPLIT: return step->a < h->steps.count && step->b < h->steps.count;
    case OP_JUMP:
    case OP_NOT:
    case OP_NOT_BEFORE: return step->a < h->steps.count;
    case OP_OPEN:
    case OP_CLOSE: return step->a < TOLL_CAPTURE_LIMIT;
    case OP_CLASS_WHERE: return step->b < h->strings.count && step->c < h->strings.count;
    default: return step->op < OP_COUNT;
    }
}

static bool matching_fits(const toll_tables *t)
{
    const blob_header *h = t->header;
    for (uint32_t i = 0; i < h->steps.count; i++)
        if (!step_fits(t, i)) return false;
    if (h->begins.count != TOLL_KIND_LIMIT || h->rows.count < (uint64_t)ROW_WORD * t->row_words) return false;
    for (uint32_t i = 0; i < h->begins.count; i++)
        if (!in_range(t->begins[i].first, t->begins[i].count, t->row_words)) return false;
    for (uint32_t i = 0; i < h->entries.count; i++)
        if (t->entries[i].step >= h->steps.count || (h->rules.count && t->entries[i].rule >= h->rules.count)) return false;
    for (uint64_t i = 0; t->row_words && i < h->rows.count; i++) { /* no bit beyond the last entry, and none where there are no rules */
        if (!h->rules.count && t->rows[i]) return false;
        uint32_t word = (uint32_t)(i % t->row_words), last = h->entries.count % 64;
        if (last && word == t->row_words - 1 && t->rows[i] >> last) return false;
    }
    return true;
}

const char *tables_fault(const toll_tables *tables)
{
    if (!names_fit(tables)) return "a name lies outside";
    if (!tables_fit(tables)) return "a table lies outside";
    if (!notes_fit(tables)) return "a note points outside";
    if (!words_fit(tables)) return "a word points outside";
    if (!phrases_fit(tables)) return "a phrase points outside";
    if (!abbreviations_fit(tables)) return "the abbreviations leave no room";
    if (!rules_fit(tables)) return "a rule points outside";
    if (!matching_fits(tables)) return "a rule's steps lead outside";
    return NULL;
}
