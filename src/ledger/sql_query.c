/* Questions as SQL. In: a filter. Out: a prepared and bound statement for claims, versions or sources.  A claim stands at a moment if its
 * version and its reading stood then and nobody had decided on it; a claim that a person decided on stands as the person saw it, whatever
 * was read since, as long as its document says the same text. So claims are two selects in one order: proposals, and decided claims.
 * Proposals are walked from versions to their claims, which gives the order for nothing; from the claim where one claimant or one id is
 * asked for, which have indexes. Every value is a parameter; none is written into the SQL. */
#include <stdio.h>

#include "sql.h"

typedef struct parameter {
    toll_text text; /* absent: the number counts */
    int64_t number;
    bool blob;
} parameter;

enum { parameter_max = 96 };

typedef struct question {
    toll_sql_store *it;
    const toll_ledger_filter *filter;
    toll_buffer sql, match;
    parameter parameters[parameter_max];
    int parameter_count;
    int64_t side; /* row of the word; 0 = not asked for */
    uint8_t key[12];
    char tail[32]; /* "" = the word index lacks nothing */
    bool nothing;  /* the filter names what the ledger does not hold */
} question;

static void add(question *q, const char *sql)
{
    toll_buffer_add_string(&q->sql, sql);
}

static void bind(question *q, parameter value)
{
    if (q->parameter_count < parameter_max) q->parameters[q->parameter_count++] = value;
}

static void bind_number(question *q, int64_t value)
{
    bind(q, (parameter){.number = value});
}
static void bind_string(question *q, const char *value)
{
    bind(q, (parameter){.text = toll_text_of(value)});
}

static void bind_key(question *q)
{
    bind(q, (parameter){.text = {(const char *)q->key, sizeof q->key}, .blob = true});
}

/* The column is the value, whatever the letter case of ASCII. */
static void add_same_letters(question *q, const char *column, const char *value)
{
    const toll_sql_dialect *dialect = q->it->driver->dialect;
    toll_buffer_printf(&q->sql, "%s%s%s", dialect->same_letters[0], column, dialect->same_letters[1]);
    bind_string(q, value);
}

/* `alias` stood at the moment asked about. */
static void add_standing(question *q, const char *alias)
{
    if (!q->filter->as_of) {
        toll_buffer_printf(&q->sql, "%s.superseded_at IS NULL", alias);
        return;
    }
    toll_buffer_printf(&q->sql, "%s.recorded_at <= ? AND (%s.superseded_at IS NULL OR %s.superseded_at > ?)", alias, alias, alias);
    bind_number(q, q->filter->as_of);
    bind_number(q, q->filter->as_of);
}

static void add_known(question *q, const char *alias)
{
    if (!q->filter->as_of) {
        add(q, "TRUE");
        return;
    }
    toll_buffer_printf(&q->sql, "%s.recorded_at <= ?", alias);
    bind_number(q, q->filter->as_of);
}

/* Rows of the word index that match: sentences, or whole texts. */
static void add_matching(question *q, const char *value, const char *condition)
{
    const char *matches = q->it->driver->dialect->matches;
    toll_buffer_printf(&q->sql, "(SELECT %s FROM search WHERE search%s AND %s", value, matches, condition);
    bind_string(q, q->match.data);
    if (*q->tail) {
        toll_buffer_printf(&q->sql, " UNION ALL SELECT %s FROM temp.%s WHERE %s%s AND %s", value, q->tail, q->tail, matches, condition);
        bind_string(q, q->match.data);
    }
    add(q, ")");
}

#define SENTENCES "rowid & 16777215 <> 0"
#define TEXTS     "rowid & 16777215 = 0"
#define FIRST_DAY "coalesce(c.period_from, c.period_to, c.stated, v.published)"
#define LAST_DAY  "coalesce(c.period_to, c.period_from, c.stated, v.published)"

/* --- conditions on claim c */
static bool asks_for_claims(const toll_ledger_filter *filter)
{
    return filter->side || filter->outcomes || filter->claimant || filter->place || filter->id;
}

static void add_claim_conditions(question *q)
{
    const toll_ledger_filter *filter = q->filter;
    if (filter->side) {
        add(q, " AND c.side = ?");
        bind_number(q, q->side);
    }
    if (filter->outcomes) {
        add(q, " AND ((CAST(? AS BIGINT) >> CAST(c.outcome AS INTEGER)) & 1) <> 0");
        bind_number(q, filter->outcomes);
    }
    if (filter->claimant) {
        add(q, " AND c.claimant IN (SELECT id FROM actor WHERE slug = ?)");
        bind_string(q, filter->claimant);
    }
    if (filter->place) {
        add(q, " AND c.place IN (SELECT id FROM place WHERE ");
        add_same_letters(q, "written", filter->place);
        add(q, " UNION ALL SELECT id FROM place WHERE ");
        add_same_letters(q, "name", filter->place);
        add(q, " UNION ALL SELECT id FROM place WHERE gazetteer = ?)");
        bind_string(q, filter->place);
    }
    if (filter->id) {
        add(q, " AND c.key = ?");
        bind_key(q);
    }
}

/* --- conditions on version v */
static void add_version_conditions(question *q)
{
    const toll_ledger_filter *filter = q->filter;
    if (filter->outlet) {
        add(q, " AND v.outlet IN (SELECT id FROM word WHERE ");
        add_same_letters(q, "value", filter->outlet);
        add(q, ")");
    }
    if (filter->document) {
        add(q, " AND v.document IN (SELECT id FROM document WHERE name = ?)");
        bind_string(q, filter->document);
    }
    if (filter->version) {
        add(q, " AND v.id = ?");
        bind_number(q, (int64_t)filter->version);
    }
}

static void add_days(question *q, const char *first, const char *last)
{
    if (q->filter->from != TOLL_DAY_UNKNOWN) {
        toll_buffer_printf(&q->sql, " AND %s >= ?", last);
        bind_number(q, q->filter->from);
    }
    if (q->filter->to != TOLL_DAY_UNKNOWN) {
        toll_buffer_printf(&q->sql, " AND %s <= ?", first);
        bind_number(q, q->filter->to);
    }
}

static void add_conditions(question *q)
{
    const toll_ledger_key *after = &q->filter->after;
    add_claim_conditions(q);
    add_version_conditions(q);
    add_days(q, FIRST_DAY, LAST_DAY);
    if (q->filter->text) {
        add(q, " AND c.sentence IN ");
        add_matching(q, "rowid", SENTENCES);
    }
    if (after->version) {
        add(q, " AND v.id >= ? AND (v.id, c.quantity_off, c.id) > (?, ?, ?)");
        bind_number(q, (int64_t)after->version);
        bind_number(q, (int64_t)after->version);
        bind_number(q, (int64_t)after->off);
        bind_number(q, (int64_t)after->row);
    }
}

/* The newest decision on claim c of version v's document. */
static void add_decision(question *q, const char *column)
{
    toll_buffer_printf(&q->sql, "(SELECT d.%s FROM decision d WHERE d.document = v.document AND d.key = c.key AND ", column);
    add_known(q, "d");
    add(q, " ORDER BY d.id DESC LIMIT 1)");
}

#define CLAIMS_OF_READING "c.id BETWEEN r.id << 24 AND r.id << 24 | 16777215"

#define NOT_YET_INDEXED "id >= (SELECT reading + 1 FROM indexed) << 24"

/* One id or one claimant: from the claims, found by an index and among those that are not yet in it. */
static void add_found_claims(question *q)
{
    if (q->filter->id) {
        add(q,
            "c.id IN (SELECT claim FROM claim_by_key WHERE key = ? UNION ALL SELECT id FROM claim WHERE key = ? AND " NOT_YET_INDEXED ")");
        for (int i = 0; i < 2; i++) bind_key(q);
        return;
    }
    add(q, "c.id IN (SELECT claim FROM claim_by_claimant WHERE claimant IN (SELECT id FROM actor WHERE slug = ?) UNION ALL "
           "SELECT id FROM claim WHERE claimant IN (SELECT id FROM actor WHERE slug = ?) AND " NOT_YET_INDEXED ")");
    for (int i = 0; i < 2; i++) bind_string(q, q->filter->claimant);
}

static void add_proposals(question *q, const char *columns)
{
    bool history = q->filter->history;
    toll_buffer_printf(&q->sql, "SELECT v.id AS version, c.quantity_off AS off, c.id AS claim, r.edition, r.recorded_at, %s, ",
        history ? "coalesce(r.superseded_at, v.superseded_at, 0)" : "0");
    if (history) add_decision(q, "id");
    else add(q, "0");
    toll_buffer_printf(&q->sql, ", %s FROM ", columns);
    if (q->filter->claimant || q->filter->id) {
        add(q, "claim c CROSS JOIN reading r ON r.id = c.reading CROSS JOIN version v ON v.id = r.version WHERE ");
        add_found_claims(q);
        add(q, " AND ");
    } else {
        add(q, "version v CROSS JOIN reading r ON r.version = v.id CROSS JOIN claim c ON " CLAIMS_OF_READING " WHERE ");
        if (q->filter->text) {
            add(q, "v.text IN ");
            add_matching(q, "rowid >> 24", SENTENCES);
            add(q, " AND ");
        }
    }
    if (history) {
        add_known(q, "r");
    } else {
        add_standing(q, "v");
        add(q, " AND ");
        add_standing(q, "r");
        add(q, " AND coalesce(");
        add_decision(q, "action");
        add(q, ", 0) = 0");
    }
    add_conditions(q);
}

static void add_decided(question *q, const char *columns)
{
    toll_buffer_printf(&q->sql,
        " UNION ALL SELECT v.id, c.quantity_off, c.id, r.edition, r.recorded_at, 0, d.id, %s FROM decision d "
        "CROSS JOIN claim c ON c.id = d.claim CROSS JOIN reading r ON r.id = c.reading CROSS JOIN version w ON w.id = r.version "
        "CROSS JOIN version v ON v.document = d.document AND v.text = w.text WHERE ",
        columns);
    add_standing(q, "v");
    if (q->filter->version) {
        add(q, " AND d.document = (SELECT document FROM version WHERE id = ?)");
        bind_number(q, (int64_t)q->filter->version);
    }
    toll_buffer_printf(&q->sql, " AND d.action NOT IN (%d, %d) AND d.id = ", TOLL_LEDGER_PROPOSED,
        q->filter->rejected ? TOLL_LEDGER_PROPOSED : TOLL_LEDGER_REJECTED);
    add(q, "(SELECT max(y.id) FROM decision y WHERE y.document = d.document AND y.key = d.key AND ");
    add_known(q, "y");
    add(q, ")");
    add_conditions(q);
}

static void add_claims(question *q, const char *columns)
{
    add_proposals(q, columns);
    if (!q->filter->history) add_decided(q, columns);
}

static void add_limit(question *q)
{
    if (!q->filter->limit) return;
    add(q, " LIMIT ?");
    bind_number(q, (int64_t)(q->filter->limit > INT64_MAX ? INT64_MAX : q->filter->limit));
}

/* --- versions */
static void add_holding(question *q)
{
    add(q, " AND EXISTS (SELECT 1 FROM reading r CROSS JOIN claim c ON " CLAIMS_OF_READING " WHERE r.version = v.id AND ");
    if (q->filter->history) add_known(q, "r");
    else add_standing(q, "r");
    add_claim_conditions(q);
    add(q, ")");
}

static void add_versions(question *q)
{
    bool history = q->filter->history;
    toll_buffer_printf(&q->sql,
        "SELECT v.id, v.document, v.number, v.recorded_at, %s, length(x.bytes), coalesce(s.claims, 0), s.edition FROM version v "
        "JOIN text x ON x.id = v.text LEFT JOIN reading s ON s.id = (SELECT max(m.id) FROM reading m WHERE m.version = v.id AND ",
        history ? "coalesce(v.superseded_at, 0)" : "0");
    add_known(q, "m");
    add(q, ") WHERE ");
    if (history) add_known(q, "v");
    else add_standing(q, "v");
    add_version_conditions(q);
    add_days(q, "v.published", "v.published");
    if (q->filter->text) {
        add(q, " AND v.text IN ");
        add_matching(q, "rowid >> 24", TEXTS);
    }
    if (asks_for_claims(q->filter)) add_holding(q);
    if (q->filter->after.version) {
        add(q, " AND v.id > ?");
        bind_number(q, (int64_t)q->filter->after.version);
    }
    add(q, " ORDER BY v.id");
}

/* --- sources */
static void add_sources(question *q)
{
    add(q, "WITH base AS MATERIALIZED (");
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
    add(q, " ORDER BY part, claims DESC, name NULLS FIRST");
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

static toll_status find_side(question *q, toll_error *error)
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

static toll_status understand(question *q, toll_error *error)
{
    toll_status status = TOLL_OK;
    if (q->filter->side) status = find_side(q, error);
    if (q->filter->id) q->nothing |= !parse_key(q->key, q->filter->id);
    if (!q->filter->text || status < 0) return status;
    q->it->driver->match(&q->match, q->filter->text);
    q->nothing |= !q->match.len;
    return q->nothing ? TOLL_OK : q->it->driver->tail(q->tail, q->it, error);
}

static void bind_all(toll_rows *s, const question *q)
{
    for (int i = 0; i < q->parameter_count; i++) {
        const parameter *p = &q->parameters[i];
        if (!p->text.data) toll_rows_bind_integer(s, i + 1, p->number);
        else if (p->blob) toll_rows_bind_bytes(s, i + 1, p->text);
        else toll_rows_bind_text(s, i + 1, p->text);
    }
}

toll_status toll_sql_query(
    toll_rows **out, toll_sql_store *it, enum toll_query_kind kind, const toll_ledger_filter *filter, toll_error *error)
{
    question q = {.it = it, .filter = filter};
    *out = NULL;
    toll_status status = understand(&q, error);
    if (status >= 0 && !q.nothing) {
        if (kind == TOLL_QUERY_CLAIMS) {
            add_claims(&q, toll_sql_claim_columns);
            add(&q, " ORDER BY 1, 2, 3");
        } else if (kind == TOLL_QUERY_VERSIONS) {
            add_versions(&q);
        } else {
            add_sources(&q);
        }
        add_limit(&q);
        status = q.sql.failed || q.match.failed ? toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the query")
                                                : it->driver->prepare(out, it, q.sql.data, TOLL_SQL_LARGE, error);
        if (status >= 0) bind_all(*out, &q);
    }
    toll_buffer_free(&q.sql);
    toll_buffer_free(&q.match);
    return status;
}
