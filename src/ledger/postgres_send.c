/* Sending gathered rows while more are gathered. In: buffers of rows, one a table. Out: one COPY a table, in the order of the tables' dependence.
 * What waits goes in parts: once it is large enough it changes places with what went before, and is pushed on, without ever waiting, whenever
 * rows are gathered; so the server stores one part while the program makes the next. Only who asks something of the server waits for the part
 * that is under way. A failure is kept until then. */
#include <poll.h>

#include "postgres.h"

#include "base/fault.h"

enum { PART = 1024 * 1024, PIECE = 64 * 1024, EVERY = 8 * 1024 };

static void keep(toll_postgres *it, toll_status status, const toll_error *error)
{
    if (it->sent.status < 0) return;
    it->sent.status = status;
    it->sent.error = *error;
}

static void clear(toll_buffer *buffer)
{
    if (buffer->failed || buffer->cap > (size_t)4 * PART) toll_buffer_free(buffer);
    else toll_buffer_clear(buffer);
}

/* The next table that has rows, where nothing is under way. */
static bool start_table(toll_postgres *it)
{
    toll_postgres_sending *sent = &it->sent;
    char sql[192];
    toll_error error = {0};
    while (sent->table < COPY_TABLES && (!sent->going[sent->table].len || sent->status < 0)) clear(&sent->going[sent->table++]);
    if (sent->table == COPY_TABLES) return false;
    if (toll_fault_here(TOLL_FAULT_STEP)) {
        keep(it, toll_error_set(&error, TOLL_E_BUSY, it->base.path, "the server refused the rows of a batch"), &error);
        return start_table(it);
    }
    snprintf(sql, sizeof sql, "COPY %s FROM STDIN (FORMAT binary)", toll_postgres_copy_into(sent->table));
    sent->at = 0;
    sent->stage = TOLL_SEND_ASKED;
    if (it->pq.sendQuery(it->connection, sql)) return true;
    keep(it, toll_postgres_fail(it, it->connection, NULL, &error), &error);
    sent->stage = TOLL_SEND_IDLE;
    return start_table(it);
}

/* The server's word: COPY may begin, or it is over. false = it has not come yet. */
static bool take_word(toll_postgres *it)
{
    toll_postgres_sending *sent = &it->sent;
    toll_error error = {0};
    if (!it->pq.consumeInput(it->connection)) {
        keep(it, toll_postgres_fail(it, it->connection, NULL, &error), &error);
        sent->stage = TOLL_SEND_IDLE;
        return true;
    }
    if (it->pq.isBusy(it->connection)) return false;
    PGresult *result = it->pq.getResult(it->connection);
    ExecStatusType got = it->pq.resultStatus(result);
    if (!result) {
        sent->stage = TOLL_SEND_IDLE;
        clear(&sent->going[sent->table++]);
    } else if (got == PGRES_COPY_IN && sent->stage == TOLL_SEND_ASKED) {
        sent->stage = TOLL_SEND_ROWS;
    } else if (got != PGRES_COMMAND_OK) {
        keep(it, toll_postgres_fail(it, it->connection, result, &error), &error);
    }
    it->pq.clear(result);
    return true;
}

/* Pieces, as long as the connection takes them. false = it takes none now. */
static bool put_rows(toll_postgres *it)
{
    toll_postgres_sending *sent = &it->sent;
    const toll_buffer *from = &sent->going[sent->table];
    toll_error error = {0};
    int flushed = it->pq.flush(it->connection);
    if (flushed > 0) return false;
    size_t len = from->len - sent->at < PIECE ? from->len - sent->at : PIECE;
    int put = flushed < 0 ? -1
              : len       ? it->pq.putCopyData(it->connection, from->data + sent->at, (int)len)
                          : it->pq.putCopyEnd(it->connection, NULL);
    if (put > 0 && !len) sent->stage = TOLL_SEND_ENDED;
    if (put > 0) sent->at += len;
    if (put >= 0) return put > 0;
    keep(it, toll_postgres_fail(it, it->connection, NULL, &error), &error);
    sent->stage = TOLL_SEND_ENDED; /* the server's word follows */
    return true;
}

/* As far as it goes without waiting. false = all of the part is stored, or it failed. */
static bool push(toll_postgres *it)
{
    for (bool moved = true; moved;) {
        switch (it->sent.stage) {
        case TOLL_SEND_IDLE:
            if (!start_table(it)) return false;
            break;
        case TOLL_SEND_ROWS: moved = put_rows(it); break;
        case TOLL_SEND_ASKED:
        case TOLL_SEND_ENDED: moved = it->pq.flush(it->connection) <= 0 && take_word(it); break;
        }
    }
    return true;
}

toll_status toll_postgres_wait(toll_postgres *it, toll_error *error)
{
    toll_postgres_sending *sent = &it->sent;
    while (sent->under_way && push(it)) {
        struct pollfd file = {.fd = it->pq.socket(it->connection), .events = POLLIN};
        if (it->pq.flush(it->connection) > 0 || sent->stage == TOLL_SEND_ROWS) file.events |= POLLOUT;
        (void)poll(&file, 1, -1);
    }
    if (sent->under_way) (void)it->pq.setnonblocking(it->connection, 0);
    sent->under_way = false;
    if (sent->status < 0 && error) *error = sent->error;
    return sent->status;
}

static bool anything_waits(const toll_postgres *it)
{
    bool any = false;
    for (int table = 0; table < COPY_TABLES; table++) any |= it->waiting[table].len || it->waiting[table].failed;
    return any;
}

/* What waits and what went change places; nothing is under way. */
static toll_status start_part(toll_postgres *it, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (copy_table table = COPY_TEXT; table < COPY_TABLES; table++) {
        if (!it->waiting[table].len && !it->waiting[table].failed) continue;
        if (status >= 0) status = toll_postgres_copy_end(it, table, error);
        toll_buffer empty = it->sent.going[table];
        it->sent.going[table] = it->waiting[table];
        it->waiting[table] = empty;
    }
    if (status < 0) return status;
    it->gathered = it->pushed = 0;
    it->sent.table = COPY_TEXT;
    it->sent.stage = TOLL_SEND_IDLE;
    it->sent.under_way = true;
    (void)it->pq.setnonblocking(it->connection, 1);
    return TOLL_OK;
}

toll_status toll_postgres_gathered(toll_postgres *it, size_t bytes, toll_error *error)
{
    it->gathered += bytes;
    if (it->gathered - it->pushed < EVERY) return TOLL_OK;
    it->pushed = it->gathered;
    if (it->sent.under_way && push(it)) return TOLL_OK;
    toll_status status = toll_postgres_wait(it, error);
    if (status < 0 || it->gathered < PART) return status;
    status = start_part(it, error);
    if (status >= 0) (void)push(it);
    return status;
}

toll_status toll_postgres_settle(toll_postgres *it, toll_error *error)
{
    toll_status status = toll_postgres_wait(it, error);
    if (status >= 0 && anything_waits(it)) status = start_part(it, error);
    if (status >= 0) status = toll_postgres_wait(it, error);
    if (status >= 0) toll_intern_reset(&it->base.fresh);
    return status;
}

void toll_postgres_forget(toll_postgres *it)
{
    if (it->sent.under_way) { /* the server is told that no more rows come, and whatever it answers is of no matter */
        (void)it->pq.setnonblocking(it->connection, 0);
        if (it->sent.stage == TOLL_SEND_ROWS) (void)it->pq.putCopyEnd(it->connection, "given up");
        for (PGresult *result; (result = it->pq.getResult(it->connection)); it->pq.clear(result))
            if (it->pq.resultStatus(result) == PGRES_COPY_IN && it->sent.stage == TOLL_SEND_ASKED)
                (void)it->pq.putCopyEnd(it->connection, "given up");
    }
    for (int table = 0; table < COPY_TABLES; table++) {
        clear(&it->waiting[table]);
        clear(&it->sent.going[table]);
    }
    it->sent.under_way = false;
    it->sent.status = TOLL_OK;
    it->gathered = it->pushed = 0;
}
