/* What a word or phrase says, worked out when tables are built: for each word and each node of the trie, and for each way of writing
 * it, the notes that hold there, longest phrase first. Annotating a token is then one walk down the trie and one look at its end; no
 * note is copied. Readings that are the same are kept once. */
#include "inside.h"

#include <stdlib.h>

#include "base/fault.h"

typedef struct maker {
    compiler *c;
    list *notes, *readings, work; /* work: the notes of the reading being made */
    hash_index index;
    uint16_t class_kinds[TOLL_CLASS_LIMIT];
} maker;

static int by_owner(const void *a, const void *b)
{
    const pending_note *x = a, *y = b;
    if (x->owner != y->owner) return x->owner < y->owner ? -1 : 1;
    if (x->note.table != y->note.table) return x->note.table < y->note.table ? -1 : 1;
    if (x->note.row != y->note.row) return x->note.row < y->note.row ? -1 : 1;
    return (int)x->note.class_ - (int)y->note.class_;
}

static void find_class_kinds(maker *m, const blob_begin *begins, const list *rows, size_t row_words)
{
    const uint64_t *bits = rows->data;
    for (unsigned class_ = 0; class_ < TOLL_CLASS_LIMIT; class_++)
        for (unsigned kind = 0; kind < TOLL_KIND_LIMIT; kind++)
            for (uint32_t i = 0; i < begins[kind].count; i++)
                if (bits[(ROW_CLASS + class_) * row_words + begins[kind].first + i]) m->class_kinds[class_] |= (uint16_t)(1u << kind);
}

/* The number of the reading whose notes are in m->work; 0 = none. */
static uint32_t keep(maker *m)
{
    const toll_note *work = m->work.data;
    if (!m->work.count) return 0;
    uint64_t hash = toll_hash((const char *)m->work.data, m->work.count * sizeof *work, 5);
    uint32_t have = index_find(&m->index, hash);
    if (have) return have;
    blob_reading *made = list_add(m->c, m->readings);
    if (!made) return 0;
    made->note_first = (uint32_t)m->notes->count;
    made->note_count = (uint16_t)m->work.count;
    for (size_t i = 0; i < m->work.count; i++) {
        toll_classes_add(&made->classes, work[i].class_);
        made->kinds |= m->class_kinds[work[i].class_];
        toll_note *note = m->work.count > READING_NOTES ? list_add(m->c, m->notes) : &made->notes[i];
        if (note) *note = work[i];
    }
    uint32_t number = (uint32_t)m->readings->count - 1;
    index_put(m->c, &m->index, hash, number);
    return number;
}

static void push(maker *m, toll_note note)
{
    toll_note *added = m->work.count < UINT16_MAX ? list_add(m->c, &m->work) : NULL;
    if (added) *added = note;
}

/* The readings of an owner: its own notes [first, end), then those of the shorter phrase. */
static void make(maker *m, uint32_t *out, const uint32_t *shorter, size_t first, size_t end)
{
    const pending_note *pending = m->c->pending.data;
    for (unsigned level = 0; level < LEVEL_COUNT; level++) {
        m->work.count = 0;
        for (size_t i = first; i < end; i++)
            if (capitals_fit(pending[i].note.capitals, level)) push(m, pending[i].note);
        out[level] = shorter ? shorter[level] : 0;
        if (!m->work.count) continue;
        if (out[level]) {
            const blob_reading *rest = (const blob_reading *)m->readings->data + out[level];
            const toll_note *notes = notes_of(rest, m->notes->data);
            for (size_t i = 0; i < rest->note_count; i++) push(m, notes[i]);
        }
        out[level] = keep(m);
    }
}

/* The notes of an owner stand together: *at moves past those of owners up to it. */
static size_t take_owned(const compiler *c, size_t *at, uint32_t owner)
{
    const pending_note *pending = c->pending.data;
    while (*at < c->pending.count && pending[*at].owner < owner) ++*at;
    size_t first = *at;
    while (*at < c->pending.count && pending[*at].owner == owner) ++*at;
    return first;
}

static bool make_all(maker *m)
{
    compiler *c = m->c;
    blob_word *words = c->words.data;
    blob_node *nodes = c->nodes.data;
    const uint32_t **shorter = toll_arena_zero(&c->arena, c->nodes.count, sizeof *shorter);
    if (!shorter) return false;
    const pending_edge *edges = c->edges.data;
    for (size_t i = 0; i < c->edges.count; i++) shorter[edges[i].child] = nodes[edges[i].node].readings;
    size_t at = 0;
    while (at < c->pending.count && !(((const pending_note *)c->pending.data)[at].owner & OWNER_WORD)) at++;
    for (uint32_t word = 1; word < c->words.count; word++) {
        size_t first = take_owned(c, &at, word | OWNER_WORD);
        make(m, words[word].readings, NULL, first, at);
        if (words[word].phrase) shorter[words[word].phrase] = words[word].readings;
    }
    at = 0;
    for (uint32_t node = 1; node < c->nodes.count; node++) { /* a node's number is above its parent's */
        size_t first = take_owned(c, &at, node);
        make(m, nodes[node].readings, shorter[node], first, at);
    }
    return !c->failed;
}

bool compile_readings(compiler *c, list *notes, list *readings, const blob_begin *begins, const list *rows, size_t row_words)
{
    maker m = {.c = c, .notes = notes, .readings = readings, .work = {.size = sizeof(toll_note)}};
    find_class_kinds(&m, begins, rows, row_words);
    if (c->pending.count) qsort(c->pending.data, c->pending.count, sizeof(pending_note), by_owner);
    list_add(c, readings); /* reading 0: nothing */
    bool made = !c->failed && make_all(&m);
    toll_base_free(m.work.data);
    toll_base_free(m.index.hashes);
    toll_base_free(m.index.numbers);
    return made;
}
