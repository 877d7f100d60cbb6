/* Lays the compiler's lists out as one blob: sections aligned to 8, hash tables sized at build time, checksum over all. */
#include "inside.h"

#include <stdlib.h>

#include "base/fault.h"

static blob_range put(toll_buffer *out, size_t base, const void *data, size_t count, size_t size)
{
    while (!out->failed && (out->len - base) % 8) toll_buffer_add_char(out, '\0');
    blob_range range = {(uint32_t)(out->len - base), (uint32_t)count};
    if (count) toll_buffer_add(out, data, count * size);
    return range;
}

static blob_range put_list(toll_buffer *out, size_t base, const list *l)
{
    return put(out, base, l->data, l->count, l->size);
}

/* From a multiple of 64, so that no element of that size, or of half of it, lies on two cache lines. */
static blob_range put_lines(toll_buffer *out, size_t base, const list *l)
{
    while (!out->failed && (out->len - base) % 64) toll_buffer_add_char(out, '\0');
    return put_list(out, base, l);
}

static uint32_t table_size(size_t used)
{
    uint32_t size = 16;
    while (size < used * 2) size *= 2;
    return size;
}

/* --- hash tables */
static blob_range put_slots(compiler *c, toll_buffer *out, size_t base)
{
    uint32_t size = table_size(c->words.count);
    blob_slot *slots = toll_arena_zero(&c->arena, size, sizeof *slots);
    if (!slots) {
        c->failed = true;
        return (blob_range){0, 0};
    }
    const uint64_t *hashes = c->word_hashes.data;
    for (uint32_t word = 1; word < c->words.count; word++) {
        uint32_t at = (uint32_t)hashes[word] & (size - 1);
        while (slots[at].word) at = (at + 1) & (size - 1);
        slots[at] = (blob_slot){(uint32_t)(hashes[word] >> 32), word};
    }
    return put(out, base, slots, size, sizeof *slots);
}

/* How many edges leave each node, then where its slots begin. */
static uint32_t place_edges(compiler *c)
{
    blob_node *nodes = c->nodes.data;
    const pending_edge *edges = c->edges.data;
    uint32_t total = 0;
    for (size_t i = 0; i < c->edges.count; i++) nodes[edges[i].node].edge_mask++;
    for (size_t i = 0; i < c->nodes.count; i++) {
        uint32_t count = nodes[i].edge_mask, size = count ? 2 : 0;
        while (size < count + count / 2 + 1 && count) size *= 2;
        nodes[i].edge_first = total;
        nodes[i].edge_mask = size ? size - 1 : 0;
        total += size;
    }
    return total;
}

static blob_range put_edges(compiler *c, toll_buffer *out, size_t base)
{
    uint32_t total = place_edges(c);
    blob_edge *slots = toll_arena_zero(&c->arena, total + 1, sizeof *slots);
    if (!slots) {
        c->failed = true;
        return (blob_range){0, 0};
    }
    blob_node *nodes = c->nodes.data;
    const pending_edge *edges = c->edges.data;
    for (size_t i = 0; i < c->edges.count; i++) {
        blob_node *node = &nodes[edges[i].node];
        uint32_t at = edge_hash(edges[i].word) & node->edge_mask;
        while (slots[node->edge_first + at].child) at = (at + 1) & node->edge_mask;
        slots[node->edge_first + at] = (blob_edge){edges[i].word, edges[i].child};
        node->next |= next_bit(edges[i].word);
    }
    blob_word *words = c->words.data;
    for (size_t i = 0; i < c->words.count; i++)
        if (words[i].phrase) words[i].next = nodes[words[i].phrase].next;
    return put(out, base, slots, total, sizeof *slots);
}

static blob_range put_abbreviations(compiler *c, toll_buffer *out, size_t base)
{
    uint8_t class_ = compile_class(c, toll_text_of("abbreviation"));
    const blob_word *words = c->words.data;
    const uint64_t *hashes = c->word_hashes.data;
    size_t used = 0;
    for (size_t word = 1; word < c->words.count; word++) used += toll_classes_has(words[word].classes, class_);
    uint32_t size = table_size(used);
    uint64_t *slots = toll_arena_zero(&c->arena, size, sizeof *slots);
    if (!slots) {
        c->failed = true;
        return (blob_range){0, 0};
    }
    for (size_t word = 1; word < c->words.count; word++) {
        if (!toll_classes_has(words[word].classes, class_)) continue;
        size_t at = hashes[word] & (size - 1);
        while (slots[at]) at = (at + 1) & (size - 1);
        slots[at] = hashes[word];
    }
    return put(out, base, slots, size, sizeof *slots);
}

toll_status compile_pack(compiler *c, toll_buffer *out)
{
    size_t base = out->len;
    blob_header header = {.magic = TOLL_BLOB_MAGIC, .version = TOLL_BLOB_VERSION, .endian = TOLL_BLOB_ENDIAN};
    list notes = {.size = sizeof(toll_note)}, readings = {.size = sizeof(blob_reading)};
    list entries = {.size = sizeof(blob_entry)}, rows = {.size = sizeof(uint64_t)};
    blob_begin begins[TOLL_KIND_LIMIT] = {{.first = 0}};
    if (!compile_begins(c, &entries, &rows, begins) || !compile_readings(c, &notes, &readings, begins, &rows, (entries.count + 63) / 64))
        c->failed = true;
    if (!c->failed) {
        toll_buffer_add(out, &header, sizeof header);
        header.abbreviations = put_abbreviations(c, out, base);
        header.strings = put(out, base, c->strings.data, c->strings.len, 1);
        header.classes = put_list(out, base, &c->classes);
        header.kinds = put_list(out, base, &c->kinds);
        header.tables = put_list(out, base, &c->tables);
        header.columns = put_list(out, base, &c->columns);
        header.headings = put_list(out, base, &c->headings);
        header.cells = put_list(out, base, &c->cells);
        header.lines = put_list(out, base, &c->lines);
        header.slots = put_slots(c, out, base);
        header.edges = put_edges(c, out, base); /* before words and nodes, which it completes */
        header.words = put_lines(out, base, &c->words);
        header.nodes = put_lines(out, base, &c->nodes);
        header.readings = put_lines(out, base, &readings);
        header.notes = put_list(out, base, &notes);
        header.rules = put_list(out, base, &c->rules);
        header.settings = put_list(out, base, &c->settings);
        header.captures = put_list(out, base, &c->captures);
        header.steps = put_list(out, base, &c->steps);
        header.begins = put(out, base, begins, TOLL_KIND_LIMIT, sizeof *begins);
        header.entries = put_lines(out, base, &entries);
        header.rows = put_list(out, base, &rows);
        while (!out->failed && (out->len - base) % 8) toll_buffer_add_char(out, '\0');
    }
    toll_base_free(notes.data);
    toll_base_free(readings.data);
    toll_base_free(entries.data);
    toll_base_free(rows.data);
    if (c->failed || out->failed) return toll_error_set(c->error, TOLL_E_MEMORY, "tables", "out of memory");
    header.size = out->len - base;
    char digest[65];
    toll_sha256_hex(digest, out->data + base + sizeof header, header.size - sizeof header);
    memcpy(header.digest, digest, 12);
    memcpy(out->data + base, &header, sizeof header);
    header.hash = toll_blob_hash(out->data + base, header.size);
    memcpy(out->data + base, &header, sizeof header);
    return TOLL_OK;
}
