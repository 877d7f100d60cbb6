/* Questions as SQL. In: a filter. Out: a prepared and bound statement for claims, versions or sources.  A claim stands at a moment if its
 * version and its reading stood then and nobody had decided on it; a claim that a person decided on stands as the person saw it, whatever
 * was read since, as long as its document says the same text. So claims are two selects in one order: proposals, and decided claims.
 * Every value is a parameter; none is written into the SQL. */
#include <stdio.h>

#include "sql_part.h"

/* The newest decision on claim c of version v's document. */
static void add_decision(toll_question *q, const char *column)
{
    toll_buffer_printf(&q->sql, "(SELECT d.%s FROM decision d WHERE d.document = v.document AND d.key = c.key AND ", column);
    toll_part_known(q, "d");
    toll_part(q, " ORDER BY d.id DESC LIMIT 1)");
}

/* Where a claim is found: by its id; among the few readings that may hold what is asked for; else version by version, which gives the order for
 * nothing. */
static void add_way(toll_question *q)
{
    if (q->filter->id || q->claims) {
        toll_part(q, "claim c CROSS JOIN reading r ON r.id = c.reading CROSS JOIN version v ON v.id = r.version WHERE ");
        if (q->filter->id && q->ids.any) toll_part(q, "TRUE");
        else if (q->filter->id) toll_part_among(q, "c.id", q->ids.rows.data, 0);
        else toll_part_among(q, "c.id", q->claims, 0);
    } else if (toll_part_is_short(q)) {
        toll_part(q, "reading r CROSS JOIN version v ON v.id = r.version CROSS JOIN claim c ON " CLAIMS_OF_READING " WHERE ");
        toll_part_among(q, "r.id", q->readings.rows.data, 0);
    } else {
        toll_part(q, "version v CROSS JOIN reading r ON r.version = v.id CROSS JOIN claim c ON " CLAIMS_OF_READING " WHERE ");
        if (q->readings.any) toll_part(q, "TRUE");
        else toll_part_among(q, "r.id", q->readings.rows.data, q->readings.count);
    }
    toll_part(q, " AND ");
}

static void add_proposals(toll_question *q, const char *columns)
{
    bool history = q->filter->history;
    toll_buffer_printf(&q->sql, "SELECT v.id AS version, c.quantity_off AS off, c.id AS claim, r.edition, r.recorded_at, %s, ",
        history ? "coalesce(r.superseded_at, v.superseded_at, 0)" : "0");
    if (history) add_decision(q, "id");
    else toll_part(q, "0");
    toll_buffer_printf(&q->sql, ", %s FROM ", columns);
    add_way(q);
    if (history) {
        toll_part_known(q, "r");
    } else {
        toll_part_standing(q, "v");
        toll_part(q, " AND ");
        toll_part_standing(q, "r");
        toll_part(q, " AND coalesce(");
        add_decision(q, "action");
        toll_part(q, ", 0) = 0");
    }
    toll_part_all(q);
}

static void add_decided(toll_question *q, const char *columns)
{
    toll_buffer_printf(&q->sql,
        " UNION ALL SELECT v.id, c.quantity_off, c.id, r.edition, r.recorded_at, 0, d.id, %s FROM decision d "
        "CROSS JOIN claim c ON c.id = d.claim CROSS JOIN reading r ON r.id = c.reading CROSS JOIN version w ON w.id = r.version "
        "CROSS JOIN version v ON v.document = d.document AND v.text = w.text WHERE ",
        columns);
    toll_part_standing(q, "v");
    if (q->filter->version) {
        toll_part(q, " AND d.document = (SELECT document FROM version WHERE id = ?)");
        toll_part_number(q, (int64_t)q->filter->version);
    }
    toll_buffer_printf(&q->sql, " AND d.action NOT IN (%d, %d) AND d.id = ", TOLL_LEDGER_PROPOSED,
        q->filter->rejected ? TOLL_LEDGER_PROPOSED : TOLL_LEDGER_REJECTED);
    toll_part(q, "(SELECT max(y.id) FROM decision y WHERE y.document = d.document AND y.key = d.key AND ");
    toll_part_known(q, "y");
    toll_part(q, ")");
    toll_part_all(q);
    if (!q->claims) return;
    toll_part(q, " AND ");
    toll_part_among(q, "c.id", q->claims, 0);
}

static void add_claims(toll_question *q, const char *columns)
{
    add_proposals(q, columns);
    if (!q->filter->history) add_decided(q, columns);
}

static void add_limit(toll_question *q)
{
    if (!q->filter->limit || q->filter->text) return;
    toll_part(q, " LIMIT ?");
    toll_part_number(q, (int64_t)(q->filter->limit > INT64_MAX ? INT64_MAX : q->filter->limit));
}

/* --- versions */
static void add_holding(toll_question *q)
{
    if (!q->readings.any) {
        toll_part(q, " AND v.id IN (SELECT version FROM reading WHERE ");
        toll_part_among(q, "id", q->readings.rows.data, 0);
        toll_part(q, ")");
    }
    toll_part(q, " AND EXISTS (SELECT 1 FROM reading r CROSS JOIN claim c ON " CLAIMS_OF_READING " WHERE r.version = v.id AND ");
    if (q->filter->history) toll_part_known(q, "r");
    else toll_part_standing(q, "r");
    toll_part_claim(q);
    toll_part(q, ")");
}

static void add_versions(toll_question *q)
{
    bool history = q->filter->history;
    toll_buffer_printf(&q->sql,
        "SELECT v.id, v.document, v.number, v.recorded_at, %s, length(x.bytes), coalesce(s.claims, 0), s.edition FROM version v "
        "JOIN text x ON x.id = v.text LEFT JOIN reading s ON s.id = (SELECT max(m.id) FROM reading m WHERE m.version = v.id AND "
        "m.edition NOT IN (SELECT id FROM edition WHERE engine = '" TOLL_LEDGER_BY_HAND "') AND ",
        history ? "coalesce(v.superseded_at, 0)" : "0");
    toll_part_known(q, "m");
    toll_part(q, ") WHERE ");
    if (history) toll_part_known(q, "v");
    else toll_part_standing(q, "v");
    toll_part_version(q);
    toll_part_days(q, "v.published", "v.published");
    toll_part_saying(q);
    if (toll_part_asks_for_claims(q->filter)) add_holding(q);
    if (q->filter->after.version) {
        toll_part(q, " AND v.id > ?");
        toll_part_number(q, (int64_t)q->filter->after.version);
    }
    toll_part(q, " ORDER BY v.id");
}

/* --- sources */
static void add_sources(toll_question *q)
{
    toll_part(q, "WITH base AS MATERIALIZED (");
    add_claims(q, "v.document, v.outlet, c.claimant, c.claimant_text, " FIRST_DAY " AS first, " LAST_DAY " AS last");
    toll_buffer_printf(&q->sql,
        ") SELECT %d AS part, coalesce(a.slug, base.claimant_text) AS name, max(a.side), max(a.kind), count(*) AS claims, "
        "count(DISTINCT document), min(first), max(last) FROM base LEFT JOIN actor a ON a.id = base.claimant GROUP BY a.slug IS NULL, name",
        TOLL_LEDGER_CLAIMANT);
    toll_buffer_printf(&q->sql,
        " UNION ALL SELECT %d, coalesce(w.value, l.words) AS name, NULL, NULL, count(DISTINCT base.claim), count(DISTINCT document), "
        "min(first), max(last) FROM base JOIN link l ON l.claim = base.claim LEFT JOIN word w ON w.id = l.relayer GROUP BY w.value IS NULL, name",
        TOLL_LEDGER_RELAYER);
    toll_buffer_printf(&q->sql,
        " UNION ALL SELECT %d, w.value AS name, NULL, NULL, count(*), count(DISTINCT document), min(first), max(last) FROM base "
        "JOIN word w ON w.id = base.outlet GROUP BY name",
        TOLL_LEDGER_OUTLET);
    toll_part(q, " ORDER BY part, claims DESC, name NULLS FIRST");
}

/* --- what the filter names */
static bool parse_key(uint8_t out[12], const char *id)
{
    if (strlen(id) != 24 || strspn(id, "0123456789abcdefABCDEF") != 24) return false;
    for (int i = 0; i < 24; i++) {
        int digit = id[i] <= '9' ? id[i] - '0' : (id[i] | 0x20) - 'a' + 10;
        out[i / 2] = (uint8_t)(i & 1 ? out[i / 2] | digit : digit << 4);
    }
    return true;
}

static toll_status find_side(toll_question *q, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, q->it, TOLL_SQL_WORD_FIND, error);
    if (status < 0) return status;
    toll_sql_bind_string(s, 1, q->filter->side);
    status = toll_rows_next(s, error);
    if (status == TOLL_OK) q->side = toll_rows_integer(s, 0);
    toll_rows_reset(s);
    q->nothing |= !q->side;
    return status < 0 ? status : TOLL_OK;
}

/* The one record that is asked for, as a list. */
static toll_status name_row(toll_question *q, toll_error *error)
{
    const char *list = q->it->driver->dialect->list;
    q->ids.any = false, q->ids.count = 1;
    toll_buffer_add_char(&q->ids.rows, list[0]);
    toll_buffer_add_count(&q->ids.rows, q->filter->row);
    toll_buffer_add_char(&q->ids.rows, list[1]);
    return q->ids.rows.failed ? toll_error_set(error, TOLL_E_MEMORY, q->it->path, "no memory to ask for a claim") : TOLL_OK;
}

static toll_status understand(toll_question *q, enum toll_query_kind kind, const toll_asked *asked, toll_error *error)
{
    toll_status status = TOLL_OK;
    snprintf(q->least, sizeof q->least, "%.17g", q->filter->least);
    snprintf(q->most, sizeof q->most, "%.17g", q->filter->most);
    if (q->filter->side) status = find_side(q, error);
    if (q->filter->id) q->nothing |= !parse_key(q->key, q->filter->id);
    if (q->filter->text) q->nothing |= !asked->count;
    q->texts.any = q->readings.any = q->ids.any = true;
    if (q->nothing || status < 0) return status;
    if (q->filter->id && q->filter->row) status = name_row(q, error);
    else if (q->filter->id) status = toll_sql_claims_with_key(&q->ids, q->it, q->key, error);
    else status = toll_sql_readings_with(&q->readings, q->it, q->filter, q->side, kind == TOLL_QUERY_VERSIONS, error);
    if (q->filter->text && status >= 0) status = toll_sql_texts_with(&q->texts, q->it, asked, kind != TOLL_QUERY_VERSIONS, error);
    return status;
}

static void bind_all(toll_rows *s, const toll_question *q)
{
    for (int i = 0; i < q->parameter_count; i++) {
        const toll_parameter *p = &q->parameters[i];
        if (!p->text.data) toll_rows_bind_integer(s, i + 1, p->number);
        else if (p->blob) toll_rows_bind_bytes(s, i + 1, p->text);
        else toll_rows_bind_text(s, i + 1, p->text);
    }
}

toll_status toll_sql_query(toll_rows **out, toll_sql_store *it, enum toll_query_kind kind, const toll_ledger_filter *filter,
    const toll_asked *asked, const char *claims, toll_error *error)
{
    toll_question q = {.it = it, .filter = filter, .claims = claims};
    *out = NULL;
    toll_status status = understand(&q, kind, asked, error);
    if (status >= 0 && !q.nothing) {
        if (kind == TOLL_QUERY_CLAIMS) {
            add_claims(&q, toll_sql_claim_columns);
            toll_part(&q, " ORDER BY 1, 2, 3");
        } else if (kind == TOLL_QUERY_VERSIONS) {
            add_versions(&q);
        } else {
            add_sources(&q);
        }
        add_limit(&q);
        status = q.sql.failed ? toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the query")
                              : it->driver->prepare(out, it, q.sql.data, TOLL_SQL_LARGE, error);
        if (status >= 0) bind_all(*out, &q);
    }
    toll_buffer_free(&q.sql);
    toll_buffer_free(&q.texts.rows);
    toll_buffer_free(&q.readings.rows);
    toll_buffer_free(&q.ids.rows);
    return status;
}
