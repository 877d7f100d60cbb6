/* In: a ledger's path. Out: readers, as many as there are threads, each with a ledger and a reckoning of its own. A reader looks, at each
 * request, what the last reading and decision are (a few look-ups); where they are others its reckoning is asked anew, and where the kept one
 * is behind it is brought up to date first. Where that cannot be (another program writes, or the disk is read-only) all claims are reckoned in
 * memory. */
#include "inside.h"

toll_status serve_ledger_open(toll_ledger **out, const toll_serve *serve, toll_ledger_mode mode, uint32_t busy_ms, toll_error *error)
{
    const toll_ledger_options options = {
        .size = sizeof options, .path = serve->options.ledger, .mode = mode, .busy_ms = busy_ms, .mapped = mode == TOLL_LEDGER_READ};
    return toll_ledger_open(out, &options, error);
}

static toll_status open_reader(serve_reader *reader, toll_serve *serve, toll_error *error)
{
    toll_status status = serve_ledger_open(&reader->ledger, serve, TOLL_LEDGER_READ, 0, error);
    if (status < 0) return status;
    status = toll_rows_open(&reader->marks, reader->ledger,
        "SELECT (SELECT max(id) FROM reading), (SELECT max(id) FROM decision), (SELECT max(id) FROM version)", error);
    const char *tables = toll_rows_tables_mark(reader->ledger);
    return status < 0 || !tables ? status : toll_rows_open(&reader->tables, reader->ledger, tables, error);
}

toll_status serve_pool_open(toll_serve *serve, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (unsigned i = 0; i < serve->options.threads && status >= 0; i++) {
        serve_reader *reader = &serve->readers[serve->reader_count++];
        status = open_reader(reader, serve, error);
        serve->free[serve->free_count++] = reader;
    }
    return status;
}

static void forget(serve_reader *reader)
{
    if (reader->asking) toll_ask_close(&reader->ask);
    reader->asking = false;
}

void serve_pool_close(toll_serve *serve)
{
    for (unsigned i = 0; i < serve->reader_count; i++) {
        serve_reader *reader = &serve->readers[i];
        forget(reader);
        toll_rows_close(reader->marks);
        toll_rows_close(reader->series);
        toll_rows_close(reader->tables);
        toll_ledger_close(reader->ledger);
        *reader = (serve_reader){0};
    }
    serve->reader_count = serve->free_count = 0;
}

/* TOLL_OK: the tables of series, which come with the first import, may be there by now; TOLL_END: they are not. Looking through all tables costs more
 * than some whole answers, so it is done once for each state of them. */
static toll_status look_for_series(serve_reader *reader, toll_error *error)
{
    int64_t mark = 0;
    if (reader->tables) {
        toll_status status = toll_rows_next(reader->tables, error);
        if (status == TOLL_OK) mark = toll_rows_integer(reader->tables, 0);
        toll_rows_reset(reader->tables);
        if (status < 0 || (mark && mark == reader->tables_mark)) return status < 0 ? status : TOLL_END;
    }
    toll_status status = toll_rows_table(reader->ledger, "series", error);
    if (status >= 0) reader->tables_mark = mark;
    return status;
}

static toll_status look_at_series(int64_t *out, serve_reader *reader, toll_error *error)
{
    toll_status status = reader->series ? TOLL_OK : look_for_series(reader, error);
    if (status == TOLL_OK && !reader->series)
        status = toll_rows_open(&reader->series, reader->ledger,
            "SELECT coalesce(max(id), 0) + 4294967296 * (SELECT count(*) FROM series_table) FROM series", error);
    if (status != TOLL_OK) return status;
    status = toll_rows_next(reader->series, error);
    if (status == TOLL_OK) *out = toll_rows_integer(reader->series, 0);
    toll_rows_reset(reader->series);
    return status;
}

toll_status serve_reader_look(serve_reader *reader, toll_error *error)
{
    int64_t now[4] = {0};
    toll_status status = toll_rows_next(reader->marks, error);
    for (int i = 0; i < 3 && status == TOLL_OK; i++) now[i] = toll_rows_integer(reader->marks, i);
    toll_rows_reset(reader->marks);
    if (status >= 0) status = look_at_series(&now[3], reader, error);
    if (status < 0) return status;
    if (memcmp(now, reader->revision, sizeof now) != 0) forget(reader);
    memcpy(reader->revision, now, sizeof now);
    return TOLL_OK;
}

static toll_status settle(serve_reader *reader, toll_error *error)
{
    toll_status status = toll_rows_begin_reading(reader->ledger, error);
    reader->settled = status >= 0;
    return status;
}

static void unsettle(serve_reader *reader)
{
    if (reader->asking && reader->ask.kept) toll_kept_rest(reader->ask.kept);
    reader->looked = false;
    if (reader->settled && toll_rows_commit(reader->ledger, NULL) < 0) toll_rows_rollback(reader->ledger);
    reader->settled = false;
}

toll_status serve_reader_take(serve_reader **out, toll_serve *serve, bool settled, toll_error *error)
{
    *out = NULL;
    pthread_mutex_lock(&serve->lock);
    if (serve->free_count) *out = serve->free[--serve->free_count];
    pthread_mutex_unlock(&serve->lock);
    if (!*out) return toll_error_set(error, TOLL_E_BUSY, "", "all readers are at work; come again");
    toll_status status = settled ? settle(*out, error) : TOLL_OK;
    return status < 0 ? status : serve_reader_look(*out, error);
}

void serve_reader_give(toll_serve *serve, serve_reader *reader)
{
    if (!reader) return;
    unsettle(reader);
    pthread_mutex_lock(&serve->lock);
    serve->free[serve->free_count++] = reader;
    pthread_mutex_unlock(&serve->lock);
}

/* A kept reckoning that is behind catches up, if nobody else writes just now. */
static void catch_up(toll_serve *serve)
{
    toll_ledger *ledger = NULL;
    toll_error ignored = {0};
    if (serve->options.read_only) return;
    pthread_mutex_lock(&serve->writing);
    if (serve_ledger_open(&ledger, serve, TOLL_LEDGER_WRITE, 200, &ignored) >= 0)
        (void)toll_kept_refresh(ledger, serve->options.reckon, &ignored);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&serve->writing);
}

static toll_status open_now(serve_reader *reader, toll_serve *serve, toll_error *error)
{
    toll_kept *kept = NULL;
    toll_status status = toll_kept_open(&kept, reader->ledger, serve->options.reckon, error);
    toll_kept_close(kept);
    if (status == TOLL_END) { /* what is caught up is to be seen */
        bool settled = reader->settled;
        unsettle(reader);
        catch_up(serve);
        status = settled ? settle(reader, error) : TOLL_OK;
    }
    if (status < 0) return status;
    return toll_ask_open(&reader->ask, reader->ledger, serve->options.reckon, 0, error);
}

/* Once a request: what earlier ones loaded goes, where it is more than `most` claims. */
static void forget_loaded(serve_reader *reader, size_t most)
{
    toll_reckoning *loaded = reader->ask.kept && !reader->looked ? toll_ask_reckoning(&reader->ask) : NULL;
    reader->looked = true;
    if (loaded && toll_reckoning_claim_count(loaded) > most) toll_kept_forget(reader->ask.kept);
}

static toll_ask *ask(serve_request *r, size_t most)
{
    const char *moment = serve_param(r, "as_of");
    int64_t as_of = 0;
    if (moment && !toll_ledger_time_parse(&as_of, toll_text_of(moment))) {
        serve_fail(r, 400, "as_of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", moment);
        return NULL;
    }
    if (as_of) {
        if (!r->has_past && toll_ask_open(&r->past, r->reader->ledger, r->serve->options.reckon, as_of, &r->error) < 0) {
            toll_ask_close(&r->past);
            return NULL;
        }
        r->has_past = true;
        return &r->past;
    }
    if (!r->reader->asking && open_now(r->reader, r->serve, &r->error) < 0) {
        toll_ask_close(&r->reader->ask);
        return NULL;
    }
    r->reader->asking = true;
    forget_loaded(r->reader, most);
    return &r->reader->ask;
}

toll_ask *serve_ask(serve_request *r)
{
    return ask(r, 0);
}

enum { WARM = 8192 }; /* claims, some 500 bytes each */

toll_ask *serve_ask_warm(serve_request *r)
{
    return ask(r, WARM);
}
