/* Indexes that follow behind. In: texts, sentences and claims that were stored since the last time. Out: their words in the driver's word
 * index, and rows of claim_by_key and claim_by_claimant. Indexing in each document's own transaction would cost more than storing it: words
 * go to pages all over the file. So a batch is indexed at once, sorted; what is not yet indexed is looked through by the query itself, so
 * that an answer never depends on how far the indexes are. */
#include "sql.h"

/* The indexes are due after this many readings, or this many bytes. A query's temporary index grows no larger. */
#define BATCH_READINGS 1024
#define BATCH_BYTES    ((uint64_t)8 << 20)

/* One text and its sentences. */
static toll_status index_text(toll_sql_store *it, toll_sql_put_words *put, void *context, int64_t text, toll_text bytes, toll_error *error)
{
    toll_rows *sentences;
    toll_status status = put(context, text << 24, bytes, error);
    if (status >= 0) status = toll_sql_get(&sentences, it, TOLL_SQL_INDEX_SENTENCES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(sentences, 1, text);
    while ((status = toll_rows_next(sentences, error)) == TOLL_OK) {
        uint64_t off = (uint64_t)toll_rows_integer(sentences, 1), len = (uint64_t)toll_rows_integer(sentences, 2);
        int64_t row = toll_rows_integer(sentences, 0);
        status = off > bytes.len || len > bytes.len - off ? toll_sql_damaged(it, error, "sentence", row)
                                                          : put(context, row, (toll_text){bytes.data + off, len}, error);
        if (status < 0) break;
    }
    toll_rows_reset(sentences);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_index_texts(
    int64_t *last, toll_sql_store *it, toll_sql which, toll_sql_put_words *put, void *context, toll_error *error)
{
    toll_rows *texts;
    *last = 0;
    toll_status status = toll_sql_get(&texts, it, which, error);
    if (status < 0) return status;
    while ((status = toll_rows_next(texts, error)) == TOLL_OK) {
        int64_t text = toll_rows_integer(texts, 0);
        status = index_text(it, put, context, text, toll_rows_text(texts, 1), error);
        if (status < 0) break;
        *last = text;
    }
    toll_rows_reset(texts);
    return status < 0 ? status : TOLL_OK;
}

static toll_status run(toll_sql_store *it, toll_sql which, int64_t parameter, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, it, which, error);
    if (status < 0) return status;
    if (parameter) toll_rows_bind_integer(s, 1, parameter);
    return toll_rows_run(s, error);
}

static toll_status index_claims(toll_sql_store *it, toll_error *error)
{
    toll_status status = run(it, TOLL_SQL_INDEX_KEYS, 0, error);
    if (status >= 0) status = run(it, TOLL_SQL_INDEX_CLAIMANTS, 0, error);
    return status < 0 ? status : run(it, TOLL_SQL_INDEXED_READING, 0, error);
}

static toll_status put_words(void *context, int64_t row, toll_text words, toll_error *error)
{
    toll_sql_store *it = context;
    return it->driver->put_words(it, row, words, error);
}

static toll_status index_batch(bool *more, toll_sql_store *it, toll_error *error)
{
    int64_t last = 0;
    toll_status status = it->driver->begin(it, error);
    if (status < 0) return status;
    status = toll_sql_index_texts(&last, it, TOLL_SQL_INDEX_TEXTS, put_words, it, error);
    if (status >= 0 && last) status = run(it, TOLL_SQL_INDEXED_SET, last, error);
    if (status >= 0) status = index_claims(it, error);
    if (status >= 0) status = it->driver->commit(it, error);
    if (status < 0) toll_sql_rollback(&it->store);
    *more = last != 0;
    return status;
}

toll_status toll_sql_index(toll_store *store, bool all, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    if (!it->driver->index_follows) return TOLL_OK;
    bool more = all || it->unindexed >= BATCH_READINGS || it->unindexed_bytes >= BATCH_BYTES;
    toll_status status = TOLL_OK;
    if (all) {
        int64_t lacking = 0;
        status = toll_sql_ask(&lacking, it,
            "SELECT coalesce((SELECT max(id) FROM text), 0) > text OR coalesce((SELECT max(id) FROM reading), 0) > reading FROM indexed",
            error);
        more = lacking != 0;
    }
    while (more && status >= 0) status = index_batch(&more, it, error);
    it->unindexed = it->unindexed_bytes = 0;
    return status;
}
