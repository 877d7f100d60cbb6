/* What all stores that speak SQL have in common: their list of functions, standing statements, the numbers of new rows, and what is
 * forgotten when a transaction is undone. In: a driver with an open database. Out: a store. Rows of the tables that rise with time are
 * numbered here, not by the database: whoever writes is alone, so the last number is asked once a transaction. */
#include "sql.h"

#include "base/fault.h"

toll_status toll_sql_damaged(const toll_sql_store *it, toll_error *error, const char *what, int64_t row)
{
    return toll_error_set(error, TOLL_E_EVIDENCE, it->path,
        "the ledger is damaged: row %lld of its table %s is missing or wrong; restore a copy", (long long)row, what);
}

toll_status toll_sql_get(toll_rows **out, toll_sql_store *it, toll_sql which, toll_error *error)
{
    if (!it->statements[which]) {
        const toll_sql_dialect *dialect = it->driver->dialect;
        const char *sql = which == TOLL_SQL_JSON_VALID   ? dialect->json_valid
                          : which == TOLL_SQL_PLACE_FIND ? dialect->place_find
                                                         : toll_sql_text[which];
        toll_status status = it->driver->prepare(&it->statements[which], it, sql, TOLL_SQL_STANDING, error);
        if (status < 0) return status;
    }
    *out = it->statements[which];
    toll_rows_clear(*out);
    return TOLL_OK;
}

toll_status toll_sql_ask(int64_t *out, toll_sql_store *it, const char *sql, toll_error *error)
{
    toll_rows *s;
    toll_status status = it->driver->prepare(&s, it, sql, TOLL_SQL_ONCE, error);
    if (status < 0) return status;
    status = toll_rows_next(s, error);
    if (status == TOLL_OK) *out = toll_rows_integer(s, 0);
    toll_rows_close(s);
    return status < 0 ? status : TOLL_OK;
}

/* --- transactions */
static toll_status begin(toll_store *store, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    it->marked = false;
    toll_intern_reset(&it->fresh);
    toll_status status = it->driver->begin(it, error);
    it->writing = status >= 0;
    return status;
}

static toll_status begin_reading(toll_store *store, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    return it->driver->begin_reading(it, error);
}

static toll_status commit(toll_store *store, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_status status = it->driver->commit(it, error);
    if (status >= 0) toll_sql_hear_end(it, true); /* else a rollback follows */
    it->marked = false;
    return status;
}

void toll_sql_rollback(toll_store *store)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_sql_traits_free(it); /* a segment that was undone gives its number to another */
    for (int i = 0; i < TOLL_SQL_COUNT; i++)
        if (it->statements[i]) toll_rows_reset(it->statements[i]);
    it->sentence_row = 0;
    it->marked = false;
    toll_sql_hear_end(it, false);
    it->driver->rollback(it);
    toll_intern *const seen[] = {&it->words, &it->actors, &it->places, &it->editions, &it->sentences, &it->word_values, &it->actor_values,
        &it->place_values, &it->edition_values, &it->fresh};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) toll_intern_forget(seen[i]);
}

/* The last rows and the newest moment, once a transaction. */
toll_status toll_sql_mark(toll_sql_store *it, toll_error *error)
{
    toll_rows *s;
    if (it->marked) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_MARKS, error);
    if (status >= 0) status = toll_rows_next(s, error);
    if (status < 0) return status;
    for (int i = 0; i < TOLL_SQL_TABLES; i++) it->last[i] = toll_rows_integer(s, i);
    int64_t reading = toll_rows_integer(s, TOLL_SQL_TABLES), decision = toll_rows_integer(s, TOLL_SQL_TABLES + 1);
    it->newest = reading > decision ? reading : decision;
    toll_rows_reset(s);
    it->marked = true;
    return TOLL_OK;
}

toll_status toll_sql_next_row(uint64_t *out, toll_sql_store *it, toll_sql_table table, toll_error *error)
{
    toll_status status = toll_sql_mark(it, error);
    if (status >= 0) *out = (uint64_t)++it->last[table];
    return status;
}

toll_status toll_sql_newest(int64_t *out, toll_store *store, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_status status = toll_sql_mark(it, error);
    if (status >= 0) *out = it->newest;
    return status;
}

/* --- the store */
void toll_sql_free(toll_sql_store *it)
{
    for (int i = 0; i < TOLL_SQL_COUNT; i++) toll_rows_close(it->statements[i]);
    toll_intern *const seen[] = {&it->words, &it->actors, &it->places, &it->editions, &it->sentences, &it->word_values, &it->actor_values,
        &it->place_values, &it->edition_values, &it->fresh};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) toll_intern_free(seen[i]);
    toll_heard_free(&it->heard);
    toll_sql_traits_free(it);
    toll_buffer_free(&it->key);
    toll_buffer_free(&it->known[0]);
    toll_buffer_free(&it->known[1]);
    toll_base_free(it->path);
}

static void close_store(toll_store *store)
{
    toll_sql_store *it = (toll_sql_store *)store;
    it->driver->close(it);
}

static const char *rows_ordered(toll_store *store)
{
    return ((toll_sql_store *)store)->driver->dialect->ordered;
}

static const char *rows_tables_mark(toll_store *store)
{
    return ((toll_sql_store *)store)->driver->dialect->tables_mark;
}

static const char *rows_structure(toll_store *store)
{
    return ((toll_sql_store *)store)->driver->dialect->structure;
}

static const char *rows_table_find(toll_store *store)
{
    return ((toll_sql_store *)store)->driver->dialect->table_find;
}

static toll_status rows_open(toll_rows **out, toll_store *store, const char *sql, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    return it->driver->prepare(out, it, sql, TOLL_SQL_ONCE, error);
}

static toll_status rows_exec(toll_store *store, const char *sql, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    return it->driver->exec(it, sql, error);
}

const toll_store_ops toll_sql_operations = {
    .close = close_store,
    .begin = begin,
    .begin_reading = begin_reading,
    .commit = commit,
    .rollback = toll_sql_rollback,
    .newest = toll_sql_newest,
    .unheard = toll_sql_unheard,
    .find = toll_sql_find,
    .put_version = toll_sql_put_version,
    .put_reading = toll_sql_put_reading,
    .put_made = toll_sql_put_made,
    .put_confirmation = toll_sql_put_confirmation,
    .put_decision = toll_sql_put_decision,
    .index = toll_sql_index,
    .claims_open = toll_sql_claims_open,
    .claims_next = toll_sql_claims_next,
    .versions_open = toll_sql_versions_open,
    .versions_next = toll_sql_versions_next,
    .sources_open = toll_sql_sources_open,
    .sources_next = toll_sql_sources_next,
    .cursor_close = toll_sql_cursor_close,
    .walk = toll_sql_walk,
    .rows_ordered = rows_ordered,
    .rows_table_find = rows_table_find,
    .rows_tables_mark = rows_tables_mark,
    .rows_structure = rows_structure,
    .rows_open = rows_open,
    .rows_exec = rows_exec,
};
