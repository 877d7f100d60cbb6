/* The index that follows behind. In: texts, sentences and claims that were stored since the last time. Out: a segment (sql_segment.c) with
 * their words, and with what claims have that is asked for. Indexing in each document's own transaction would cost more than storing it. So
 * many are indexed at once, sorted; what is not yet indexed is looked through by the query itself, so that an answer never depends on how far
 * the index is. */
#include "sql.h"

/* Due after so many readings, or bytes of texts. */
enum { DUE_READINGS = 2048 };
#define DUE_BYTES  ((uint64_t)8 << 20)
#define MOST_BYTES ((uint64_t)64 << 20) /* a segment is closed behind the text that reaches it */

static toll_status no_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the word index");
}

/* The sentences of texts that rise, some thousand with one question. */
typedef struct sentences {
    toll_sql_store *it;
    toll_rows *rows;
    bool following;     /* the texts follow one another, so that what comes next is of the next text */
    bool open;          /* the row in hand is `row` */
    int64_t row, until; /* until: where the question ends */
} sentences;

static toll_status ask_sentences(sentences *of, int64_t behind, int64_t until, toll_error *error)
{
    toll_status status = toll_sql_get(&of->rows, of->it, TOLL_SQL_INDEX_SENTENCES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(of->rows, 1, behind);
    toll_rows_bind_integer(of->rows, 2, of->until = until);
    status = toll_rows_next(of->rows, error);
    of->open = status == TOLL_OK;
    of->row = of->open ? toll_rows_integer(of->rows, 0) : until;
    return status < 0 ? status : TOLL_OK;
}

static toll_status next_sentence(sentences *of, toll_error *error)
{
    toll_status status = toll_rows_next(of->rows, error);
    if (status == TOLL_END) return ask_sentences(of, of->row, of->until, error);
    if (status == TOLL_OK) of->row = toll_rows_integer(of->rows, 0);
    return status;
}

/* One text, its sentences first. */
static toll_status index_text(sentences *of, toll_gather *gather, int64_t text, toll_text bytes, toll_error *error)
{
    const int64_t first = text << 24, end = (text + 1) << 24;
    toll_status status = TOLL_OK;
    if (!of->rows || !of->following) status = ask_sentences(of, first - 1, of->following ? INT64_MAX : end, error);
    while (status >= 0 && of->open && of->row < first) status = next_sentence(of, error);
    for (; status >= 0 && of->open && of->row < end; status = status < 0 ? status : next_sentence(of, error)) {
        uint64_t off = (uint64_t)toll_rows_integer(of->rows, 1), len = (uint64_t)toll_rows_integer(of->rows, 2);
        if (off > bytes.len || len > bytes.len - off) status = toll_sql_damaged(of->it, error, "sentence", of->row);
        else if (!toll_gather_add(gather, (uint64_t)text, true, (toll_text){bytes.data + off, len})) status = no_memory(of->it, error);
    }
    if (status >= 0 && !toll_gather_add(gather, (uint64_t)text, false, bytes)) status = no_memory(of->it, error);
    return status < 0 ? status : TOLL_OK;
}

/* The texts that `which` gives, up to *last; 0 = there was none. *more: there may be others. */
static toll_status index_texts(int64_t *last, bool *more, toll_sql_store *it, toll_sql which, toll_gather *gather, toll_error *error)
{
    toll_rows *texts;
    sentences of = {.it = it, .following = which == TOLL_SQL_INDEX_TEXTS};
    uint64_t bytes = 0, count = 0;
    *last = 0;
    toll_status status = toll_sql_get(&texts, it, which, error);
    if (status < 0) return status;
    while (bytes < MOST_BYTES && (status = toll_rows_next(texts, error)) == TOLL_OK) {
        int64_t text = toll_rows_integer(texts, 0);
        toll_text words = toll_rows_text(texts, 1);
        status = index_text(&of, gather, text, words, error);
        if (status < 0) break;
        *last = text;
        bytes += words.len;
        count++;
    }
    *more |= count == TOLL_SQL_INDEX_MOST || bytes >= MOST_BYTES;
    toll_rows_reset(texts);
    if (of.rows) toll_rows_reset(of.rows);
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

/* --- what claims have */
static bool add_row(toll_gather *gather, toll_trait trait, toll_rows *s, int column, uint64_t value)
{
    if (toll_rows_is_null(s, column)) return true;
    toll_trait_word word = toll_trait_of(trait, (uint64_t)toll_rows_integer(s, column), trait == TOLL_TRAIT_OUTCOME ? 1 : 8);
    return toll_gather_add_word(gather, toll_trait_text(&word), value);
}

static bool add_side(toll_gather *gather, toll_rows *s, uint64_t value)
{
    if (toll_rows_is_null(s, 4)) return true;
    toll_trait_word word = toll_trait_of_side((uint64_t)toll_rows_integer(s, 4), (unsigned)toll_rows_integer(s, 5));
    return toll_gather_add_word(gather, toll_trait_text(&word), value);
}

static bool add_span(toll_gather *gather, uint32_t span, uint64_t value)
{
    toll_trait_word word = toll_trait_of(TOLL_TRAIT_DAYS, span, 4);
    return toll_gather_add_word(gather, toll_trait_text(&word), value);
}

/* The days of a claim, or those of its document's publication. */
static bool add_days(toll_gather *gather, toll_rows *s, toll_day published, uint64_t value)
{
    bool own = !toll_rows_is_null(s, 6);
    if (!own && published == TOLL_DAY_UNKNOWN) return true;
    uint32_t from = toll_trait_span(own ? toll_rows_day(s, 6) : published), to = toll_trait_span(own ? toll_rows_day(s, 7) : published);
    if (to < from || to - from >= TOLL_TRAIT_SPANS) return add_span(gather, TOLL_TRAIT_ANY, value);
    for (uint32_t span = from; span <= to; span++)
        if (!add_span(gather, span, value)) return false;
    return true;
}

static bool index_claim(toll_gather *gather, toll_rows *s, toll_day published)
{
    const uint64_t claim = (uint64_t)toll_rows_integer(s, 0) << 1 | 1, reading = (uint64_t)toll_rows_integer(s, 8) << 1 | 1;
    const toll_text key = toll_rows_text(s, 1);
    bool good = true;
    if (key.len == 12) {
        toll_trait_word word = toll_trait_of_key(key.data);
        good = toll_gather_add_word(gather, toll_trait_text(&word), claim);
    }
    return good && add_row(gather, TOLL_TRAIT_CLAIMANT, s, 2, reading) && add_row(gather, TOLL_TRAIT_PLACE, s, 3, reading) &&
           add_side(gather, s, reading) && add_row(gather, TOLL_TRAIT_OUTCOME, s, 5, reading) && add_days(gather, s, published, reading);
}

/* When the documents of the readings from `from` to `to` were published. */
static toll_status load_published(toll_day *out, toll_sql_store *it, int64_t from, int64_t to, toll_error *error)
{
    toll_rows *s;
    for (int64_t i = from; i <= to; i++) out[i - from] = TOLL_DAY_UNKNOWN;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_INDEX_PUBLISHED, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, from);
    toll_rows_bind_integer(s, 2, to);
    while ((status = toll_rows_next(s, error)) == TOLL_OK) out[toll_rows_integer(s, 0) - from] = toll_rows_day(s, 1);
    return status < 0 ? status : TOLL_OK;
}

/* Claims of the readings from `from` to `to`, which are at most TOLL_SQL_INDEX_MOST. */
static toll_status index_readings(toll_sql_store *it, toll_gather *gather, int64_t from, int64_t to, toll_error *error)
{
    toll_rows *s;
    toll_day published[TOLL_SQL_INDEX_MOST];
    toll_status status = load_published(published, it, from, to, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_INDEX_CLAIMS, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, from);
    toll_rows_bind_integer(s, 2, to);
    while ((status = toll_rows_next(s, error)) == TOLL_OK) {
        int64_t reading = toll_rows_integer(s, 8);
        if (index_claim(gather, s, reading >= from && reading <= to ? published[reading - from] : TOLL_DAY_UNKNOWN)) continue;
        toll_rows_reset(s);
        return no_memory(it, error);
    }
    return status < 0 ? status : TOLL_OK;
}

/* The next readings, up to *last; 0 = there are none. */
static toll_status index_claims(int64_t *last, bool *more, toll_sql_store *it, toll_gather *gather, toll_error *error)
{
    toll_rows *s;
    *last = 0;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_INDEX_READINGS, error);
    if (status >= 0) status = toll_rows_next(s, error);
    if (status < 0) return status;
    int64_t from = toll_rows_integer(s, 0), to = toll_rows_integer(s, 1);
    toll_rows_reset(s);
    if (from > to) return TOLL_OK;
    *more |= to - from >= TOLL_SQL_INDEX_MOST;
    *last = to - from >= TOLL_SQL_INDEX_MOST ? from + TOLL_SQL_INDEX_MOST - 1 : to;
    return index_readings(it, gather, from, *last, error);
}

/* --- a batch: one segment, one transaction */
static toll_status gather_all(bool *more, toll_sql_store *it, toll_gather *gather, toll_error *error)
{
    int64_t last = 0, again = 0, reading = 0;
    toll_status status = index_texts(&again, more, it, TOLL_SQL_INDEX_AGAIN, gather, error);
    if (status >= 0) status = index_texts(&last, more, it, TOLL_SQL_INDEX_TEXTS, gather, error);
    if (status >= 0) status = index_claims(&reading, more, it, gather, error);
    if (status >= 0 && gather->use_count) status = toll_sql_put_segment(it, gather, error);
    if (status >= 0 && again) status = run(it, TOLL_SQL_UNINDEXED_END, again, error);
    if (status >= 0 && last) status = run(it, TOLL_SQL_INDEXED_SET, last, error);
    if (status >= 0 && reading) status = run(it, TOLL_SQL_INDEXED_READING, reading, error);
    return status;
}

static toll_status index_batch(bool *more, toll_sql_store *it, toll_error *error)
{
    toll_gather gather;
    *more = false;
    toll_status status = it->driver->begin(it, error);
    if (status < 0) return status;
    toll_gather_begin(&gather);
    status = gather_all(more, it, &gather, error);
    if (status >= 0) status = it->driver->commit(it, error);
    if (status < 0) toll_sql_rollback(&it->store);
    toll_gather_free(&gather);
    return status;
}

static toll_status is_lacking(bool *out, toll_sql_store *it, toll_error *error)
{
    int64_t lacking = 0;
    toll_status status = toll_sql_ask(&lacking, it,
        "SELECT CASE WHEN coalesce((SELECT max(id) FROM text), 0) > text OR coalesce((SELECT max(id) FROM reading), 0) > reading OR "
        "EXISTS (SELECT 1 FROM unindexed) THEN 1 ELSE 0 END FROM indexed",
        error);
    *out = lacking != 0;
    return status;
}

toll_status toll_sql_index(toll_store *store, bool all, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    bool more = it->unindexed >= DUE_READINGS || it->unindexed_bytes >= DUE_BYTES;
    toll_status status = all ? is_lacking(&more, it, error) : TOLL_OK;
    if (status < 0 || !more) return status;
    while (more && status >= 0) status = index_batch(&more, it, error);
    it->unindexed = it->unindexed_bytes = 0;
    return status;
}
