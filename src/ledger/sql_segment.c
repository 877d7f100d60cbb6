/* Segments of the index. In: words gathered from texts and claims. Out: a segment's rows, in the caller's transaction; where a level has eight
 * segments, one of the next level in their place. So a text's words are written once, and once more at each level: three times in the first
 * half million texts. A look-up visits at most seven segments a level. */
#include "sql.h"

#include <stdlib.h>

#include "base/fault.h"

enum { TOGETHER = 8, LEVELS = 24 };

typedef struct segment {
    toll_sql_store *it;
    int64_t id, blocks;
} segment;

static toll_status put_block(void *context, toll_text first, toll_text block, toll_error *error)
{
    segment *to = context;
    toll_rows *s;
    toll_status status = toll_sql_get(&s, to->it, TOLL_SQL_BLOCK_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, to->id << 32 | to->blocks++);
    toll_rows_bind_integer(s, 2, to->id);
    toll_rows_bind_bytes(s, 3, first);
    toll_rows_bind_bytes(s, 4, block);
    return toll_rows_run(s, error);
}

static toll_status put_segment(segment *to, int64_t level, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_ask(&to->id, to->it, "SELECT coalesce(max(id), 0) + 1 FROM word_segment", error);
    if (status >= 0) status = toll_sql_get(&s, to->it, TOLL_SQL_SEGMENT_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, to->id);
    toll_rows_bind_integer(s, 2, level);
    return toll_rows_run(s, error);
}

static toll_status drop(toll_sql_store *it, int64_t id, toll_error *error)
{
    static const toll_sql both[] = {TOLL_SQL_BLOCKS_END, TOLL_SQL_SEGMENT_END};
    toll_rows *s;
    toll_status status = TOLL_OK;
    for (int i = 0; i < 2 && status >= 0; i++) {
        status = toll_sql_get(&s, it, both[i], error);
        if (status < 0) break;
        toll_rows_bind_integer(s, 1, id);
        status = toll_rows_run(s, error);
    }
    return status;
}

/* --- several into one */
typedef struct source {
    toll_rows *rows;
    toll_block_reader reader;
    bool ended;
} source;

typedef struct merging {
    toll_sql_store *it;
    source sources[TOGETHER];
    int count;
    toll_block_writer writer;
    uint64_t *values;
    size_t value_count, value_cap;
} merging;

static toll_status broken(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_EVIDENCE, it->path, "the ledger's word index is damaged; nothing else need be: restore a copy");
}

/* The next posting, of the next block where one is used up. */
static toll_status advance(source *from, const toll_sql_store *it, toll_error *error)
{
    while (!toll_block_next(&from->reader)) {
        if (from->reader.broken) return broken(it, error);
        toll_status status = toll_rows_next(from->rows, error);
        if (status < 0) return status;
        from->ended = status == TOLL_END;
        if (from->ended) return TOLL_OK;
        from->reader = (toll_block_reader){.block = toll_rows_text(from->rows, 0)};
    }
    return TOLL_OK;
}

static toll_text word_of(const source *from)
{
    return (toll_text){from->reader.word, from->reader.word_len};
}

static int compare(toll_text a, toll_text b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* One number a text: that which says that a claim's sentence has the word, where there is one. */
static void settle_values(merging *of)
{
    size_t kept = 0;
    bool rising = true;
    for (size_t i = 1; i < of->value_count && rising; i++) rising = of->values[i - 1] < of->values[i];
    if (!rising) qsort(of->values, of->value_count, sizeof *of->values, by_value);
    for (size_t i = 0; i < of->value_count; i++) {
        if (kept && of->values[kept - 1] >> 1 == of->values[i] >> 1) kept--;
        of->values[kept++] = of->values[i];
    }
    of->value_count = kept;
}

/* All numbers of the first word that is left, in `values`; the sources stand behind it. */
static toll_status take_word(char out[256], size_t *len, merging *of, toll_error *error)
{
    const source *least = NULL;
    uint64_t value;
    for (int i = 0; i < of->count; i++)
        if (!of->sources[i].ended && (!least || compare(word_of(&of->sources[i]), word_of(least)) < 0)) least = &of->sources[i];
    of->value_count = 0;
    if (!least) return TOLL_END;
    memcpy(out, least->reader.word, *len = least->reader.word_len);
    for (int i = 0; i < of->count; i++) {
        source *from = &of->sources[i];
        while (!from->ended && !compare(word_of(from), (toll_text){out, *len})) {
            while (toll_block_value(&value, &from->reader)) {
                if (!toll_grow(&of->values, &of->value_cap, of->value_count, sizeof *of->values))
                    return toll_error_set(error, TOLL_E_MEMORY, of->it->path, "no memory for the word index");
                of->values[of->value_count++] = value;
            }
            toll_status status = from->reader.broken ? broken(of->it, error) : advance(from, of->it, error);
            if (status < 0) return status;
        }
    }
    settle_values(of);
    return TOLL_OK;
}

static toll_status open_source(merging *of, int64_t id, toll_error *error)
{
    source *from = &of->sources[of->count];
    *from = (source){0};
    toll_status status = of->it->driver->prepare(&from->rows, of->it, toll_sql_text[TOLL_SQL_BLOCKS], TOLL_SQL_ONCE, error);
    if (status < 0) return status;
    of->count++;
    toll_rows_bind_integer(from->rows, 1, id);
    return advance(from, of->it, error);
}

static toll_status merge(toll_sql_store *it, const int64_t *ids, int64_t level, toll_error *error)
{
    char word[256];
    size_t len = 0;
    segment to = {.it = it};
    merging of = {.it = it, .writer = {.put = put_block, .context = &to}};
    toll_status status = put_segment(&to, level, error);
    for (int i = 0; i < TOGETHER && status >= 0; i++) status = open_source(&of, ids[i], error);
    while (status >= 0 && (status = take_word(word, &len, &of, error)) == TOLL_OK)
        status = toll_block_add(&of.writer, (toll_text){word, len}, of.values, of.value_count, error);
    if (status >= 0) status = toll_block_end(&of.writer, error);
    for (int i = 0; i < of.count; i++) toll_rows_close(of.sources[i].rows);
    for (int i = 0; i < TOGETHER && status >= 0; i++) status = drop(it, ids[i], error);
    toll_block_free(&of.writer);
    toll_base_free(of.values);
    return status < 0 ? status : TOLL_OK;
}

/* Eight segments of `level`, where there are so many. */
static toll_status find_level(int64_t ids[TOGETHER], int *count, toll_sql_store *it, int64_t level, toll_error *error)
{
    toll_rows *s;
    *count = 0;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_SEGMENTS, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK)
        if (toll_rows_integer(s, 1) == level && *count < TOGETHER) ids[(*count)++] = toll_rows_integer(s, 0);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_put_segment(toll_sql_store *it, toll_gather *gather, toll_error *error)
{
    int64_t ids[TOGETHER];
    int count = TOGETHER;
    segment to = {.it = it};
    toll_block_writer writer = {.put = put_block, .context = &to};
    toll_status status = put_segment(&to, 0, error);
    if (status >= 0) status = toll_gather_write(gather, &writer, error);
    toll_block_free(&writer);
    for (int64_t level = 0; level < LEVELS && status >= 0 && count == TOGETHER; level++) {
        status = find_level(ids, &count, it, level, error);
        if (status >= 0 && count == TOGETHER) status = merge(it, ids, level + 1, error);
    }
    return status;
}
