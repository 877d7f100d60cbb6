/* The compiler's vocabulary: strings, words, classes, and the trie of phrases. Everything is numbered in the order it is met, so the
 * same files give the same blob. */
#include "inside.h"

#include "base/fault.h"

void *list_add(compiler *c, list *l)
{
    if (l->count == l->cap && !toll_grow(&l->data, &l->cap, l->count, l->size)) {
        c->failed = true;
        return NULL;
    }
    void *element = (char *)l->data + l->count++ * l->size;
    memset(element, 0, l->size);
    return element;
}

uint32_t index_find(const hash_index *index, uint64_t hash)
{
    if (!index->slots) return 0;
    for (size_t at = hash & (index->slots - 1); index->numbers[at]; at = (at + 1) & (index->slots - 1))
        if (index->hashes[at] == hash) return index->numbers[at];
    return 0;
}

static bool index_grow(hash_index *index)
{
    hash_index bigger = {.slots = index->slots ? index->slots * 2 : 1024, .used = index->used};
    bigger.hashes = toll_base_zero(bigger.slots, sizeof *bigger.hashes);
    bigger.numbers = toll_base_zero(bigger.slots, sizeof *bigger.numbers);
    if (!bigger.hashes || !bigger.numbers) {
        toll_base_free(bigger.hashes);
        toll_base_free(bigger.numbers);
        return false;
    }
    for (size_t i = 0; i < index->slots; i++) {
        if (!index->numbers[i]) continue;
        size_t at = index->hashes[i] & (bigger.slots - 1);
        while (bigger.numbers[at]) at = (at + 1) & (bigger.slots - 1);
        bigger.hashes[at] = index->hashes[i];
        bigger.numbers[at] = index->numbers[i];
    }
    toll_base_free(index->hashes);
    toll_base_free(index->numbers);
    *index = bigger;
    return true;
}

void index_put(compiler *c, hash_index *index, uint64_t hash, uint32_t number)
{
    if (index->used * 2 >= index->slots && !index_grow(index)) {
        c->failed = true;
        return;
    }
    size_t at = hash & (index->slots - 1);
    while (index->numbers[at]) at = (at + 1) & (index->slots - 1);
    index->hashes[at] = hash;
    index->numbers[at] = number;
    index->used++;
}

uint32_t compile_string(compiler *c, const char *data, size_t len)
{
    uint64_t hash = toll_hash(data, len, 7);
    uint32_t have = index_find(&c->string_index, hash);
    if (have) return have - 1;
    uint32_t off = (uint32_t)c->strings.len;
    toll_buffer_add(&c->strings, data, len);
    toll_buffer_add_char(&c->strings, '\0');
    if (c->strings.failed) c->failed = true;
    index_put(c, &c->string_index, hash, off + 1);
    return off;
}

static uint8_t compile_name(compiler *c, list *names, toll_text name, size_t limit)
{
    uint32_t off = compile_string(c, name.data, name.len);
    const uint32_t *have = names->data;
    for (size_t i = 0; i < names->count; i++)
        if (have[i] == off) return (uint8_t)i;
    if (names->count >= limit) return 255;
    uint32_t *added = list_add(c, names);
    if (added) *added = off;
    return (uint8_t)(names->count - 1);
}

uint8_t compile_class(compiler *c, toll_text name)
{
    return compile_name(c, &c->classes, name, TOLL_CLASS_LIMIT);
}
uint8_t compile_kind(compiler *c, toll_text name)
{
    return compile_name(c, &c->kinds, name, TOLL_KIND_LIMIT);
}

uint32_t compile_word(compiler *c, uint64_t hash)
{
    uint32_t have = index_find(&c->word_index, hash);
    if (have) return have;
    uint32_t number = (uint32_t)c->words.count;
    list_add(c, &c->words);
    uint64_t *kept = list_add(c, &c->word_hashes);
    if (kept) *kept = hash;
    index_put(c, &c->word_index, hash, number);
    return number;
}

/* Written with a capital: the phrase wants one in the text. Short words all in capitals want all capitals. */
static uint8_t capitals_wished(const toll_token *tokens, size_t count)
{
    if (tokens[0].kind != TOLL_TOKEN_WORD || tokens[0].shape == TOLL_SHAPE_LOWER) return 0;
    return count == 1 && tokens[0].shape == TOLL_SHAPE_UPPER && tokens[0].len <= 5 ? 2 : 1;
}

toll_status compile_phrase(compiler *c, toll_phrase *out, toll_text text, const char *file, uint32_t line)
{
    *out = (toll_phrase){0};
    toll_lexer_start(&c->lexer, text, NULL);
    toll_status status = toll_lexer_next(&c->lexer);
    if (status == TOLL_END) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "an empty phrase; remove the extra `|`");
    if (status != TOLL_OK) return toll_error_at(c->error, status, file, line, "out of memory");
    if (c->lexer.token_count > TOLL_PHRASE_LIMIT)
        return toll_error_at(c->error, TOLL_E_TABLE, file, line, "the phrase \"%.*s\" has %zu tokens; at most %d are possible",
            (int)text.len, text.data, c->lexer.token_count, TOLL_PHRASE_LIMIT);
    for (size_t i = 0; i < c->lexer.token_count; i++) out->words[i] = compile_word(c, c->lexer.tokens[i].hash);
    out->count = (uint8_t)c->lexer.token_count;
    out->capitals = capitals_wished(c->lexer.tokens, c->lexer.token_count);
    return TOLL_OK;
}

static uint32_t descend(compiler *c, uint32_t node, uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) * 0x9E3779B97F4A7C15u;
    uint32_t have = index_find(&c->edge_index, key);
    if (have) return have;
    uint32_t child = (uint32_t)c->nodes.count;
    uint32_t depth = ((const blob_node *)c->nodes.data)[node].depth + 1;
    blob_node *added = list_add(c, &c->nodes);
    if (added) added->depth = depth;
    pending_edge *edge = list_add(c, &c->edges);
    if (edge) *edge = (pending_edge){.node = node, .word = word, .child = child};
    index_put(c, &c->edge_index, key, child);
    return child;
}

toll_status compile_note(compiler *c, const toll_phrase *phrase, toll_note note)
{
    blob_word *words = c->words.data;
    if (c->failed) return TOLL_E_MEMORY;
    toll_classes_add(&words[phrase->words[0]].classes, note.class_);
    uint32_t owner = phrase->words[0] | OWNER_WORD;
    if (phrase->count > 1) {
        if (!words[phrase->words[0]].phrase) {
            words[phrase->words[0]].phrase = (uint32_t)c->nodes.count;
            blob_node *root = list_add(c, &c->nodes);
            if (root) root->depth = 1;
        }
        owner = words[phrase->words[0]].phrase;
        for (unsigned i = 1; i < phrase->count; i++) owner = descend(c, owner, phrase->words[i]);
    }
    note.len = phrase->count;
    note.capitals = phrase->capitals;
    pending_note *pending = list_add(c, &c->pending);
    if (pending) *pending = (pending_note){owner, note};
    return c->failed ? TOLL_E_MEMORY : TOLL_OK;
}
