/* New rows of the large tables, gathered in COPY's binary form. In: the values of rows, in the order of the table's columns. Out: buffers that
 * are sent when they are large (postgres_send.c), or before anything is asked that could miss them. A row costs its bytes and no round trip. The
 * form: a header, then for each row the number of values, and each value as its length (-1 = NULL) and its bytes, big end first. */
#include "postgres.h"

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

toll_status toll_postgres_copy_end(toll_postgres *it, copy_table table, toll_error *error)
{
    put_big(&it->waiting[table], UINT16_MAX, 2);
    if (!it->waiting[table].failed) return TOLL_OK;
    return toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for the rows of a batch; use a smaller one");
}

const char *toll_postgres_copy_into(copy_table table)
{
    return copied[table].into;
}
