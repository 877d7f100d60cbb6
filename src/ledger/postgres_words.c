/* Words on PostgreSQL: the column `words` of the table search, and what a user asks of it. In: words with their row, or a user's words. Out:
 * a tsvector in the form of COPY, or a tsquery. Words are cut and folded here, not by the server, so that its settings change nothing and a
 * phrase means the same as in an SQLite ledger: runs of letters and digits, without letter case and accents. Costs one pass and a fold. */
#include <ctype.h>
#include <stdlib.h>

#include "postgres.h"

/* Of a tsvector: positions end there, words are below 2 KB, and all of them below 1 MB. What comes after in a text is not found by its words. */
enum { LAST_POSITION = 16383, LONGEST = 2000, MOST = 1000000 };

/* Signs between words: ASCII but letters and digits, and the blocks of punctuation and spaces. */
static bool separates(const char *data, size_t len, size_t *width)
{
    unsigned char c = (unsigned char)*data;
    *width = 1;
    if (c < 0x80) return !isalnum(c);
    uint32_t point = toll_utf8_decode(data, len, width);
    return (point >= 0x80 && point < 0xC0 && point != 0xAA && point != 0xB5 && point != 0xBA) || (point >= 0x2000 && point < 0x2070) ||
           (point >= 0x3000 && point < 0x3004);
}

/* The next word from *at on; false where there is none. */
static bool next_word(toll_text *out, toll_text folded, size_t *at)
{
    size_t width;
    while (*at < folded.len && separates(folded.data + *at, folded.len - *at, &width)) *at += width;
    size_t start = *at;
    while (*at < folded.len && !separates(folded.data + *at, folded.len - *at, &width)) *at += width;
    *out = (toll_text){folded.data + start, *at - start};
    if (out->len > LONGEST) out->len = LONGEST;
    return out->len > 0;
}

static bool fold(toll_buffer *out, toll_text words)
{
    toll_buffer_clear(out);
    size_t need = words.len * 3 + 16; /* more than folding ever takes but for rare signs, for which there is a second try */
    for (int turn = 0; turn < 2; turn++) {
        if (!toll_buffer_reserve(out, need)) return false;
        size_t len = toll_utf8_fold(out->data, need, words.data, words.len);
        if (len <= need) {
            out->len = len;
            return true;
        }
        need = len;
    }
    return false;
}

/* A tsvector as the server sends and receives it: the number of words, and each with a NUL, the number of its positions and those. The server wants
 * the words in order and each once, so a word here is one place; it merges nothing. */
typedef struct entry {
    toll_text word;
    uint16_t position;
} entry;

static int by_word(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    size_t shorter = a->word.len < b->word.len ? a->word.len : b->word.len;
    int order = memcmp(a->word.data, b->word.data, shorter);
    if (order) return order;
    if (a->word.len != b->word.len) return a->word.len < b->word.len ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

static void put_big(toll_buffer *out, uint32_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--) toll_buffer_add_char(out, (char)(value >> (8 * i)));
}

static void put_vector(toll_buffer *out, const entry *entries, size_t count)
{
    enum { POSITIONS = 255 }; /* the most a word may have */
    uint32_t words = 0;
    toll_buffer_clear(out);
    put_big(out, 0, 4);
    for (size_t i = 0; i < count; words++) {
        size_t end = i;
        uint16_t positions = 0, last = 0;
        while (end < count && toll_text_equal(entries[end].word, entries[i].word)) end++;
        toll_buffer_add(out, entries[i].word.data, entries[i].word.len);
        toll_buffer_add_char(out, '\0');
        size_t counted = out->len;
        put_big(out, 0, 2);
        for (; i < end; i++) {
            if (positions == POSITIONS || entries[i].position == last) continue;
            put_big(out, last = entries[i].position, 2);
            positions++;
        }
        if (out->failed) return;
        out->data[counted] = (char)(positions >> 8);
        out->data[counted + 1] = (char)positions;
    }
    if (out->failed) return;
    for (int i = 0; i < 4; i++) out->data[i] = (char)(words >> (8 * (3 - i)));
}

toll_status toll_postgres_put_words(toll_sql_store *store, int64_t row, toll_text words, toll_error *error)
{
    toll_postgres *it = (toll_postgres *)store;
    entry *entries = NULL;
    size_t cap = 0, count = 0, bytes = 0;
    bool enough = fold(&it->folded, words);
    toll_text word, folded = {it->folded.data, it->folded.len};
    for (size_t at = 0; enough && bytes < MOST && next_word(&word, folded, &at); count++) {
        if (count == cap) enough = toll_grow(&entries, &cap, count, sizeof *entries);
        if (!enough) break;
        bytes += word.len;
        entries[count] = (entry){word, (uint16_t)(count < LAST_POSITION ? count + 1 : LAST_POSITION)};
    }
    if (enough && count) qsort(entries, count, sizeof *entries, by_word);
    if (enough) put_vector(&it->words, entries, count);
    toll_base_free(entries);
    if (!enough || it->words.failed) return toll_error_set(error, TOLL_E_MEMORY, store->path, "no memory for the words of a text");
    toll_postgres_copy_row(it, COPY_SEARCH, 2);
    toll_postgres_copy_integer(it, COPY_SEARCH, row);
    toll_postgres_copy_bytes(it, COPY_SEARCH, (toll_text){it->words.data, it->words.len});
    return TOLL_OK;
}

/* --- the user's words */
/* 'su' <-> '25', with :* behind the last where a beginning is meant. */
static void add_phrase(toll_buffer *out, toll_text phrase, bool prefix)
{
    toll_buffer folded = {0};
    toll_text word;
    size_t at = 0, first = out->len;
    if (!fold(&folded, phrase)) out->failed = true;
    while (!out->failed && next_word(&word, (toll_text){folded.data, folded.len}, &at)) {
        toll_buffer_add_string(out, out->len > first ? " <-> '" : first ? " & ('" : "('");
        toll_buffer_add(out, word.data, word.len);
        toll_buffer_add_char(out, '\'');
    }
    if (out->len > first) toll_buffer_add_string(out, prefix ? ":*)" : ")");
    toll_buffer_free(&folded);
}

/* As for SQLite: words separated by spaces, "in quotes" a phrase, word* a beginning; all must be there. */
void toll_postgres_match(toll_buffer *out, const char *words)
{
    for (const char *at = words; *at;) {
        bool quotes = *at == '"';
        const char *from = at += quotes ? 1 : 0;
        if (!quotes && isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        while (*at && *at != '"' && (quotes || !isspace((unsigned char)*at))) at++;
        bool prefix = quotes ? *at && at[1] == '*' : at > from && at[-1] == '*';
        add_phrase(out, (toll_text){from, (size_t)(at - from) - (!quotes && prefix ? 1 : 0)}, prefix);
        if (quotes && *at) at += prefix ? 2 : 1;
    }
}
