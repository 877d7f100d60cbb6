/* New rows of the large tables, gathered in COPY's binary form and sent together. In: the values of rows, in the order of the table's
 * columns. Out: one COPY a table, before anything is asked that could miss them and before the transaction ends. A row costs its bytes and
 * no round trip. The form: a header, then for each row the number of values, and each value as its length (-1 = NULL) and its bytes, big end
 * first. */
#include "postgres.h"

#include "base/fault.h"

static const struct {
    toll_sql put;
    const char *into;
} copied[COPY_TABLES] = {
    [COPY_TEXT] = {TOLL_SQL_TEXT_PUT, "text (id, sha256, bytes)"},
    [COPY_DOCUMENT] = {TOLL_SQL_DOCUMENT_PUT, "document (id, name)"},
    [COPY_VERSION] = {TOLL_SQL_VERSION_PUT, "version (id, document, number, text, title, outlet, url, published, recorded_at)"},
    [COPY_READING] = {TOLL_SQL_READING_PUT, "reading (id, version, edition, claims, seal, recorded_at)"},
    [COPY_SENTENCE] = {TOLL_SQL_SENTENCE_PUT, "sentence (id, off, len, sum)"},
    [COPY_CLAIM] = {TOLL_SQL_CLAIM_PUT, "claim"},
    [COPY_LINK] = {TOLL_SQL_LINK_PUT, "link (claim, n, off, words, verb_off, verb_text, relayer, role)"},
    [COPY_ALTERNATIVE] = {TOLL_SQL_ALTERNATIVE_PUT, "alternative (claim, n, off, words, actor)"},
    [COPY_BLOCK] = {TOLL_SQL_BLOCK_PUT, "word_block (id, segment, first, block)"},
};

copy_table toll_postgres_copied(const char *sql)
{
    copy_table table = COPY_TEXT;
    while (table < COPY_TABLES && toll_sql_text[copied[table].put] != sql) table++;
    return table;
}

static void put_big(toll_buffer *out, uint64_t value, int bytes)
{
    char big[8];
    for (int i = 0; i < bytes; i++) big[i] = (char)(value >> (8 * (bytes - 1 - i)));
    toll_buffer_add(out, big, (size_t)bytes);
}

void toll_postgres_copy_row(toll_postgres *it, copy_table table, int count)
{
    static const char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
    toll_buffer *out = &it->waiting[table];
    if (!out->len) toll_buffer_add(out, header, sizeof header); /* the literal's own NUL is the last of its zeros */
    put_big(out, (uint64_t)count, 2);
}

void toll_postgres_copy_integer(toll_postgres *it, copy_table table, int64_t value)
{
    put_big(&it->waiting[table], 8, 4);
    put_big(&it->waiting[table], (uint64_t)value, 8);
}

void toll_postgres_copy_number(toll_postgres *it, copy_table table, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_big(&it->waiting[table], 8, 4);
    put_big(&it->waiting[table], bits, 8);
}

void toll_postgres_copy_bytes(toll_postgres *it, copy_table table, toll_text value)
{
    put_big(&it->waiting[table], value.data ? (uint64_t)value.len : UINT32_MAX, 4);
    if (value.data) toll_buffer_add(&it->waiting[table], value.data, value.len);
}

void toll_postgres_forget(toll_postgres *it)
{
    for (int table = 0; table < COPY_TABLES; table++) {
        if (it->waiting[table].failed) toll_buffer_free(&it->waiting[table]);
        else toll_buffer_clear(&it->waiting[table]);
    }
}

static toll_status finish(toll_postgres *it, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (PGresult *result; (result = PQgetResult(it->connection));) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK && status >= 0) status = toll_postgres_fail(it, it->connection, result, error);
        PQclear(result);
    }
    return status;
}

static toll_status send(toll_postgres *it, copy_table table, toll_error *error)
{
    enum { PIECE = 1 << 20 };
    toll_buffer *out = &it->waiting[table];
    char sql[192];
    put_big(out, UINT16_MAX, 2); /* the end */
    if (out->failed) return toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for the rows of a batch; use a smaller one");
    if (toll_fault_here(TOLL_FAULT_STEP))
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the server refused the rows of a batch");
    snprintf(sql, sizeof sql, "COPY %s FROM STDIN (FORMAT binary)", copied[table].into);
    PGresult *result = PQexec(it->connection, sql);
    toll_status status = PQresultStatus(result) == PGRES_COPY_IN ? TOLL_OK : toll_postgres_fail(it, it->connection, result, error);
    PQclear(result);
    if (status < 0) return status;
    for (size_t at = 0; at < out->len && status >= 0; at += PIECE) {
        size_t len = out->len - at < PIECE ? out->len - at : PIECE;
        if (PQputCopyData(it->connection, out->data + at, (int)len) != 1) status = toll_postgres_fail(it, it->connection, NULL, error);
    }
    if (PQputCopyEnd(it->connection, NULL) != 1 && status >= 0) status = toll_postgres_fail(it, it->connection, NULL, error);
    toll_status ended = finish(it, status < 0 ? NULL : error);
    return status < 0 ? status : ended;
}

toll_status toll_postgres_settle(toll_postgres *it, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (copy_table table = COPY_TEXT; table < COPY_TABLES && status >= 0; table++)
        if (it->waiting[table].len || it->waiting[table].failed) status = send(it, table, error);
    toll_postgres_forget(it);
    if (status >= 0) toll_intern_reset(&it->base.fresh);
    return status;
}
