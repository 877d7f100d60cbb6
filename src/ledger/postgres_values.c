/* Values on PostgreSQL, in the server's binary form. In: numbers, texts and bytes for a statement's parameters; a row's columns. Out: what the
 * server is sent, and what it sent as numbers and texts. A sum comes as a numeric, whatever was summed. No round trip. */
#include <math.h>

#include "postgres_rows.h"

/* --- values that go */
static toll_postgres_value *at_number(toll_rows *rows, int at)
{
    toll_postgres_rows *it = toll_postgres_rows_of(rows);
    toll_postgres_value *out = &it->values[at - 1];
    toll_base_free(out->copy);
    *out = (toll_postgres_value){0};
    if (at > it->count) it->count = at;
    return out;
}

static void put_big(char out[8], uint64_t bits)
{
    for (int i = 0; i < 8; i++) out[i] = (char)(bits >> (8 * (7 - i)));
}

static void bind_eight(toll_rows *rows, int at, uint64_t bits, Oid type)
{
    toll_postgres_value *out = at_number(rows, at);
    put_big(out->own, bits);
    out->type = type;
    out->data = out->own;
    out->len = 8;
}

void toll_postgres_bind_integer(toll_rows *rows, int at, int64_t number)
{
    bind_eight(rows, at, (uint64_t)number, OID_INT8);
}

void toll_postgres_bind_number(toll_rows *rows, int at, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    bind_eight(rows, at, bits, OID_FLOAT8);
}

static void bind_data(toll_rows *rows, int at, toll_text data, Oid type)
{
    toll_postgres_value *out = at_number(rows, at);
    out->type = type;
    out->data = data.data ? data.data : "";
    out->len = data.len;
    if (toll_postgres_rows_of(rows)->use != TOLL_SQL_LARGE || !(out->copy = toll_base_take(data.len + 1))) return;
    if (data.len) memcpy(out->copy, data.data, data.len);
    out->data = out->copy;
}

void toll_postgres_bind_text(toll_rows *rows, int at, toll_text text)
{
    bind_data(rows, at, text, OID_TEXT);
}
void toll_postgres_bind_bytes(toll_rows *rows, int at, toll_text bytes)
{
    bind_data(rows, at, bytes, OID_BYTEA);
}
void toll_postgres_bind_null(toll_rows *rows, int at)
{
    at_number(rows, at);
}

/* --- values that come */
static uint64_t big(const char *data, int len)
{
    uint64_t bits = 0;
    for (int i = 0; i < len; i++) bits = bits << 8 | (uint8_t)data[i];
    return bits;
}

/* A numeric, which sums of the server's are: digits in base 10,000. */
static double numeric(const char *data)
{
    int digits = (int)big(data, 2), weight = (int16_t)big(data + 2, 2);
    double sum = 0, unit = pow(10000, weight);
    for (int i = 0; i < digits; i++, unit /= 10000) sum += (double)big(data + 8 + 2 * i, 2) * unit;
    return big(data + 4, 2) ? -sum : sum;
}

bool toll_postgres_is_null(toll_rows *rows, int column)
{
    return toll_postgres_rows_of(rows)->pq->getisnull(toll_postgres_rows_of(rows)->result, toll_postgres_rows_of(rows)->row, column);
}

int64_t toll_postgres_integer(toll_rows *base, int column)
{
    const toll_postgres_rows *rows = toll_postgres_rows_of(base);
    if (rows->pq->getisnull(rows->result, rows->row, column)) return 0;
    const char *data = rows->pq->getvalue(rows->result, rows->row, column);
    double number;
    uint64_t bits;
    switch (rows->pq->ftype(rows->result, column)) {
    case OID_INT8: return (int64_t)big(data, 8);
    case OID_INT4: return (int32_t)big(data, 4);
    case OID_INT2: return (int16_t)big(data, 2);
    case OID_BOOL: return *data;
    case OID_NUMERIC: return (int64_t)numeric(data);
    case OID_FLOAT8:
        bits = big(data, 8);
        memcpy(&number, &bits, sizeof number);
        return (int64_t)number;
    default: return 0;
    }
}

double toll_postgres_number(toll_rows *base, int column)
{
    const toll_postgres_rows *rows = toll_postgres_rows_of(base);
    double out;
    if (rows->pq->getisnull(rows->result, rows->row, column)) return NAN;
    if (rows->pq->ftype(rows->result, column) == OID_NUMERIC) return numeric(rows->pq->getvalue(rows->result, rows->row, column));
    if (rows->pq->ftype(rows->result, column) != OID_FLOAT8) return (double)toll_postgres_integer(base, column);
    uint64_t bits = big(rows->pq->getvalue(rows->result, rows->row, column), 8);
    memcpy(&out, &bits, sizeof out);
    return out;
}

toll_text toll_postgres_text(toll_rows *base, int column)
{
    const toll_postgres_rows *rows = toll_postgres_rows_of(base);
    if (rows->pq->getisnull(rows->result, rows->row, column)) return (toll_text){0};
    return (toll_text){rows->pq->getvalue(rows->result, rows->row, column), (size_t)rows->pq->getlength(rows->result, rows->row, column)};
}
