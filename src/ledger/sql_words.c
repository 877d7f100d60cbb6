/* Asking the index. In: a user's words (what a filter wants of claims: sql_trait.c). Out: the rows of texts, readings or claims, rising, that
 * have it by the index, and those that the index does not know yet. What comes out is a list of what may be: the query asks for the values
 * again, and who goes through texts reads whether they say the words, phrases and all. Where a list would be too long to help, or the ledger
 * has no index yet, all may be. Costs a look-up a segment for each word or value, and its numbers. */
#include <stdlib.h>

#include "base/fault.h"
#include "sql.h"

/* A list costs more than it saves where it is long, or has one row in few: going through them all comes upon what is asked for soon. */
enum { LIST_MOST = 200000, LIST_LEAST = 2000, IN_FEW = 8 };

typedef toll_sql_values values;

static toll_status no_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the texts that have a word");
}

static int by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static inline bool add(values *to, uint64_t value)
{
    if (to->count == to->cap && !toll_grow(&to->of, &to->cap, to->count, sizeof *to->of)) return false;
    to->of[to->count++] = value;
    return true;
}

void toll_sql_settle(values *list)
{
    size_t kept = 0;
    bool rising = true;
    for (size_t i = 1; i < list->count && rising; i++) rising = list->of[i - 1] < list->of[i];
    if (rising) return;
    qsort(list->of, list->count, sizeof *list->of, by_value);
    for (size_t i = 0; i < list->count; i++)
        if (!kept || list->of[kept - 1] != list->of[i]) list->of[kept++] = list->of[i];
    list->count = kept;
}

static void keep_common(values *list, const values *other)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < list->count; i++) {
        while (at < other->count && other->of[at] < list->of[i]) at++;
        if (at < other->count && other->of[at] == list->of[i]) list->of[kept++] = list->of[i];
    }
    list->count = kept;
}

/* --- one word, or all from one to another, in one segment */
typedef struct search {
    toll_sql_store *it;
    toll_text from, to; /* what is there from the one to the other; `to` with 255 behind it: and what begins with it */
    bool in_claims;
    char first[256]; /* of the block in which `from` would begin */
    size_t first_len;
    values found;
} search;

static int compare(toll_text a, toll_text b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static toll_status take_block(search *s, toll_text block, toll_error *error)
{
    toll_block_reader reader = {.block = block};
    uint64_t value;
    while (toll_block_next(&reader)) {
        const toll_text word = {reader.word, reader.word_len};
        if (compare(word, s->from) < 0) continue;
        if (compare(word, s->to) > 0) break;
        while (toll_block_value(&value, &reader))
            if ((!s->in_claims || value & 1) && !add(&s->found, value >> 1)) return no_memory(s->it, error);
    }
    return reader.broken ? toll_error_set(error, TOLL_E_EVIDENCE, s->it->path,
                               "the ledger's word index is damaged; nothing else need be: restore a copy")
                         : TOLL_OK;
}

/* The block in which `from` would begin: the last whose first word is before it. */
static toll_status find_block(search *s, int64_t segment, toll_error *error)
{
    toll_rows *rows;
    toll_status status = toll_sql_get(&rows, s->it, TOLL_SQL_BLOCK_FIND, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, segment);
    toll_rows_bind_bytes(rows, 2, s->from);
    status = toll_rows_next(rows, error);
    s->first_len = 0;
    if (status == TOLL_OK) {
        toll_text first = toll_rows_text(rows, 0);
        s->first_len = first.len < sizeof s->first ? first.len : sizeof s->first;
        if (s->first_len) memcpy(s->first, first.data, s->first_len);
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status search_segment(search *s, int64_t segment, toll_error *error)
{
    toll_rows *rows;
    toll_status status = find_block(s, segment, error);
    if (status >= 0) status = toll_sql_get(&rows, s->it, TOLL_SQL_BLOCKS_FROM, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, segment);
    toll_rows_bind_bytes(rows, 2, (toll_text){s->first, s->first_len});
    toll_rows_bind_bytes(rows, 3, s->to);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        status = take_block(s, toll_rows_text(rows, 0), error);
        if (status < 0) break;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* What is found is added to `out`; not in order yet. */
toll_status toll_sql_search(
    values *out, toll_sql_store *it, const values *segments, toll_text from, toll_text to, bool in_claims, toll_error *error)
{
    search s = {.it = it, .from = from, .to = to, .in_claims = in_claims, .found = *out};
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < segments->count && status >= 0; i++) status = search_segment(&s, (int64_t)segments->of[i], error);
    *out = s.found;
    return status;
}

toll_status toll_sql_list_rows(values *out, toll_sql_store *it, toll_sql which, toll_text parameter, toll_error *error)
{
    toll_rows *rows;
    toll_status status = toll_sql_get(&rows, it, which, error);
    if (status >= 0 && parameter.data) {
        if (which == TOLL_SQL_CLAIMS_UNINDEXED) toll_rows_bind_bytes(rows, 1, parameter);
        else toll_rows_bind_text(rows, 1, parameter);
    }
    while (status >= 0 && (status = toll_rows_next(rows, error)) == TOLL_OK) {
        if (add(out, (uint64_t)toll_rows_integer(rows, 0))) continue;
        toll_rows_reset(rows);
        return no_memory(it, error);
    }
    return status < 0 ? status : TOLL_OK;
}

bool toll_sql_is_too_long(size_t count, uint64_t last)
{
    return count > LIST_MOST || (count > LIST_LEAST && count > last / IN_FEW);
}

/* The list, with what `rest` gives, which the index does not know. */
toll_status toll_sql_list_write(toll_sql_list *out, toll_sql_store *it, values *list, toll_sql rest, toll_text parameter, toll_error *error)
{
    toll_status status = toll_sql_list_rows(list, it, rest, parameter, error);
    if (status < 0) return status;
    toll_sql_settle(list);
    out->count = list->count;
    out->any = list->count && toll_sql_is_too_long(list->count, list->of[list->count - 1]);
    if (out->any) return TOLL_OK;
    toll_buffer_add_char(&out->rows, it->driver->dialect->list[0]);
    for (size_t i = 0; i < list->count; i++) {
        if (i) toll_buffer_add_char(&out->rows, ',');
        toll_buffer_add_count(&out->rows, list->of[i]);
    }
    toll_buffer_add_char(&out->rows, it->driver->dialect->list[1]);
    return out->rows.failed ? no_memory(it, error) : TOLL_OK;
}

/* --- words */
/* Up to the word itself, or to whatever begins with it: no byte of UTF-8 is as high as 255. */
static toll_status search_word(
    values *out, toll_sql_store *it, const values *segments, const toll_asked_word *word, bool in_claims, toll_error *error)
{
    char end[TOLL_WORD_MAX + 1];
    toll_text to = {end, word->word.len};
    memcpy(end, word->word.data, to.len);
    if (word->beginning) end[to.len++] = (char)0xFF;
    toll_status status = toll_sql_search(out, it, segments, word->word, to, in_claims, error);
    toll_sql_settle(out);
    return status;
}

toll_status toll_sql_texts_with(toll_sql_list *out, toll_sql_store *it, const toll_asked *asked, bool in_claims, toll_error *error)
{
    values segments = {0}, list = {0};
    out->any = it->schema < 2;
    if (out->any) return TOLL_OK;
    toll_status status = toll_sql_list_rows(&segments, it, TOLL_SQL_SEGMENTS, (toll_text){0}, error);
    for (size_t i = 0; i < asked->count && status >= 0; i++) {
        values other = {0};
        status = search_word(i ? &other : &list, it, &segments, &asked->words[i], in_claims, error);
        if (i) keep_common(&list, &other);
        toll_base_free(other.of);
    }
    if (status >= 0) status = toll_sql_list_write(out, it, &list, TOLL_SQL_UNINDEXED, (toll_text){0}, error);
    toll_base_free(segments.of);
    toll_base_free(list.of);
    return status;
}

toll_status toll_sql_claims_with_key(toll_sql_list *out, toll_sql_store *it, const uint8_t key[12], toll_error *error)
{
    const toll_trait_word word = toll_trait_of_key((const char *)key);
    values segments = {0}, list = {0};
    out->any = it->schema < 2;
    if (out->any) return TOLL_OK;
    toll_status status = toll_sql_list_rows(&segments, it, TOLL_SQL_SEGMENTS, (toll_text){0}, error);
    if (status >= 0) status = toll_sql_search(&list, it, &segments, toll_trait_text(&word), toll_trait_text(&word), false, error);
    if (status >= 0) status = toll_sql_list_write(out, it, &list, TOLL_SQL_CLAIMS_UNINDEXED, (toll_text){(const char *)key, 12}, error);
    toll_base_free(segments.of);
    toll_base_free(list.of);
    return status;
}
