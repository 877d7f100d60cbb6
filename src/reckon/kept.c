/* The kept reckoning's door. In: a ledger, and the rules and tables that reckon it. Out: a handle over tables that are up to date, or word
 * that there are none. Here stand the tables, every statement on them, and the marks that say up to which reading and decision they go.
 * The SQL is plain: every store of a ledger understands it. */
#include "kept.h"

#include <math.h>
#include <stdio.h>

#include "base/fault.h"

/* Changes with whatever changes an answer: rules, keys, the layout of a record. */
#define RECKON_RULES 16

static const char *const sql_text[KEPT_SQL_COUNT] = {
    [KEPT_STATE] = "SELECT reading, decision, series FROM reckon_state WHERE one = 1 AND rules = ?1",
    [KEPT_STATE_PUT] =
        "INSERT INTO reckon_state (one, rules, reading, decision, series) VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT (one) DO UPDATE SET "
        "rules = excluded.rules, reading = excluded.reading, decision = excluded.decision, series = excluded.series",
    [KEPT_NEWEST] = "SELECT (SELECT max(id) FROM reading), (SELECT max(id) FROM decision)",
    [KEPT_DOCUMENT] = "SELECT name, outlet, published, claims, twin, likeness FROM reckon_document WHERE version = ?1",
    [KEPT_DOCUMENT_PUT] = "INSERT INTO reckon_document (version, name, outlet, published, claims, twin, likeness, bins) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [KEPT_DOCUMENT_DROP] = "DELETE FROM reckon_document WHERE version = ?1",
    [KEPT_DOCUMENT_TWIN] = "UPDATE reckon_document SET twin = ?2, likeness = ?3 WHERE version = ?1",
    [KEPT_DOCUMENT_UNTWIN] = "UPDATE reckon_document SET twin = version, likeness = 1 WHERE twin = ?1",
    [KEPT_BINS] = "SELECT bins FROM reckon_document WHERE version = ?1",
    [KEPT_CLAIM] = "SELECT version, statement, record FROM reckon_claim WHERE claim = ?1",
    [KEPT_CLAIM_BY_KEY] = "SELECT claim, statement FROM reckon_claim WHERE key = ?1 ORDER BY claim",
    [KEPT_CLAIM_PUT] = "INSERT INTO reckon_claim (claim, key, version, statement, series, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [KEPT_CLAIM_MOVE] = "UPDATE reckon_claim SET statement = ?2 WHERE claim = ?1",
    [KEPT_CLAIM_DROP] = "DELETE FROM reckon_claim WHERE claim = ?1",
    [KEPT_CLAIMS_OF_VERSION] = "SELECT claim, statement FROM reckon_claim WHERE version = ?1 ORDER BY claim",
    [KEPT_CLAIMS_OF_SERIES] = "SELECT claim FROM reckon_claim WHERE series = ?1 AND series <> 0 ORDER BY claim",
    [KEPT_MEMBERS] = "SELECT claim, version, record FROM reckon_claim WHERE statement = ?1 ORDER BY claim",
    [KEPT_KEYS] = "SELECT statement, claim FROM reckon_key WHERE key = ?1 AND statement > ?2 ORDER BY statement, claim",
    [KEPT_KEY_PUT] = "INSERT INTO reckon_key (key, statement, claim) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    [KEPT_KEY_DROP] = "DELETE FROM reckon_key WHERE key = ?1 AND statement = ?2 AND claim = ?3",
    [KEPT_STATEMENT_PUT] =
        "INSERT INTO reckon_statement (statement, question, claimant, said, since, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [KEPT_STATEMENT_DROP] = "DELETE FROM reckon_statement WHERE statement = ?1",
    [KEPT_STATEMENTS_OF_QUESTION] =
        "SELECT statement FROM reckon_statement WHERE question = ?1 ORDER BY said DESC, statement DESC LIMIT ?2",
    [KEPT_COUNT_OF_QUESTION] = "SELECT count(*), min(since), max(until) FROM reckon_statement WHERE question = ?1",
    [KEPT_STATEMENTS_OF_CLAIMANT] = "SELECT statement FROM reckon_statement WHERE claimant = ?1 ORDER BY statement",
    [KEPT_BLOCK] = "SELECT statement FROM reckon_block WHERE key = ?1 ORDER BY statement",
    [KEPT_BLOCK_PUT] = "INSERT INTO reckon_block (key, statement) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [KEPT_BLOCK_DROP] = "DELETE FROM reckon_block WHERE key = ?1 AND statement = ?2",
    [KEPT_FINDINGS_OF_OWNER] = "SELECT code, id, drift, sum FROM reckon_finding WHERE owner = ?1",
    [KEPT_FINDING] =
        "SELECT verdict, terms, ratio, difference, value, day, name, span_off, span_len, statement, claims, reason FROM reckon_finding "
        "WHERE code = ?1 AND id = ?2 AND drift = ?3 AND owner = ?4",
    [KEPT_FINDING_PUT] =
        "INSERT INTO reckon_finding (code, id, drift, owner, verdict, terms, ratio, difference, value, day, name, span_off, "
        "span_len, statement, claims, sum, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
        "ON CONFLICT DO NOTHING",
    [KEPT_FINDING_DROP] = "DELETE FROM reckon_finding WHERE code = ?1 AND id = ?2 AND drift = ?3 AND owner = ?4",
    [KEPT_ABOUT_PUT] =
        "INSERT INTO reckon_about (claim, code, id, drift, owner, question) VALUES (?1, ?2, ?3, ?4, ?5, coalesce(CAST(?6 AS BIGINT), "
        "(SELECT s.question FROM reckon_claim c JOIN reckon_statement s ON s.statement = c.statement WHERE c.claim = ?1), 0)) "
        "ON CONFLICT DO NOTHING",
    [KEPT_ABOUT_ASK] = "UPDATE reckon_about SET question = ?2 WHERE claim = ?1 AND question <> ?2",
    [KEPT_ABOUT_DROP] = "DELETE FROM reckon_about WHERE claim = ?1 AND code = ?2 AND id = ?3 AND drift = ?4 AND owner = ?5",
    [KEPT_CHECKS] = "SELECT claim, base FROM reckon_check WHERE series = ?1 ORDER BY claim, base",
    [KEPT_CHECK_PUT] = "INSERT INTO reckon_check (series, claim, base) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    [KEPT_CHECK_DROP] = "DELETE FROM reckon_check WHERE series = ?1 AND (claim = ?2 OR base = ?2)",
    [KEPT_BAND] = "SELECT version FROM reckon_band WHERE key = ?1 ORDER BY version LIMIT 17",
    [KEPT_BAND_PUT] = "INSERT INTO reckon_band (key, version) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [KEPT_BAND_DROP] = "DELETE FROM reckon_band WHERE key = ?1 AND version = ?2",
    [KEPT_JOINS] = "SELECT claim FROM reckon_join WHERE other = ?1 ORDER BY claim",
    [KEPT_JOIN_PUT] = "INSERT INTO reckon_join (other, claim) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [KEPT_JOIN_DROP] = "DELETE FROM reckon_join WHERE other = ?1 AND claim = ?2",
    [KEPT_RELAY_PUT] =
        "INSERT INTO reckon_relay (claimant, outlet, claims, named, bounds, bounds_kept, unverified, unverified_kept, dated, days) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (claimant, outlet) DO UPDATE SET claims = reckon_relay.claims + "
        "excluded.claims, named = reckon_relay.named + excluded.named, bounds = reckon_relay.bounds + excluded.bounds, bounds_kept = "
        "reckon_relay.bounds_kept + excluded.bounds_kept, unverified = reckon_relay.unverified + excluded.unverified, unverified_kept = "
        "reckon_relay.unverified_kept + excluded.unverified_kept, dated = reckon_relay.dated + excluded.dated, days = reckon_relay.days + "
        "excluded.days",
};

/* The tables; docs/reckoning.md explains them. Those with a number of their own are looked up by it row by row, and SQLite finds it faster where it
 * is the row's own; the others are kept in the order of their primary key. */
static const struct {
    const char *name, *columns, *number;
} tables[] = {
    {"reckon_state",
        "one BIGINT PRIMARY KEY, rules TEXT NOT NULL, reading BIGINT NOT NULL, decision BIGINT NOT NULL, series BIGINT NOT NULL", NULL},
    {"reckon_document",
        "name TEXT, outlet TEXT, published BIGINT, claims BIGINT NOT NULL, twin BIGINT NOT NULL, "
        "likeness DOUBLE PRECISION NOT NULL, bins BYTEA",
        "version"},
    {"reckon_claim",
        "key BIGINT NOT NULL, version BIGINT NOT NULL, statement BIGINT NOT NULL, series BIGINT NOT NULL, record BYTEA NOT NULL", "claim"},
    {"reckon_key", "key BIGINT NOT NULL, statement BIGINT NOT NULL, claim BIGINT NOT NULL, PRIMARY KEY (key, statement, claim)", NULL},
    {"reckon_statement", "question BIGINT NOT NULL, claimant BIGINT NOT NULL, said BIGINT NOT NULL, since BIGINT, until BIGINT",
        "statement"}, /* since, until: of a running total */
    {"reckon_block", "key BIGINT NOT NULL, statement BIGINT NOT NULL, PRIMARY KEY (key, statement)", NULL},
    {"reckon_finding",
        "code BIGINT NOT NULL, id TEXT NOT NULL, drift BIGINT NOT NULL, owner BIGINT NOT NULL, verdict BIGINT NOT NULL, terms TEXT NOT NULL, "
        "ratio DOUBLE PRECISION, difference DOUBLE PRECISION, value DOUBLE PRECISION, day BIGINT, name TEXT, span_off BIGINT NOT NULL, "
        "span_len BIGINT NOT NULL, statement BIGINT NOT NULL, claims TEXT NOT NULL, sum BIGINT NOT NULL, reason TEXT, "
        "PRIMARY KEY (code, id, drift, owner)",
        NULL},
    {"reckon_about",
        "claim BIGINT NOT NULL, code BIGINT NOT NULL, id TEXT NOT NULL, drift BIGINT NOT NULL, owner BIGINT NOT NULL, "
        "question BIGINT NOT NULL, PRIMARY KEY (claim, code, id, drift, owner)",
        NULL},
    {"reckon_check", "series BIGINT NOT NULL, claim BIGINT NOT NULL, base BIGINT NOT NULL, PRIMARY KEY (series, claim, base)", NULL},
    {"reckon_band", "key BIGINT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (key, version)", NULL},
    {"reckon_join", "other BIGINT NOT NULL, claim BIGINT NOT NULL, PRIMARY KEY (other, claim)", NULL},
    {"reckon_relay",
        "claimant TEXT NOT NULL, outlet TEXT NOT NULL, claims BIGINT NOT NULL, named BIGINT NOT NULL, bounds BIGINT NOT NULL, "
        "bounds_kept BIGINT NOT NULL, unverified BIGINT NOT NULL, unverified_kept BIGINT NOT NULL, dated BIGINT NOT NULL, "
        "days BIGINT NOT NULL, PRIMARY KEY (claimant, outlet)",
        NULL},
};

toll_status kept_no_memory(toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
}

toll_status kept_damaged(toll_error *error, const char *what)
{
    return toll_error_set(error, TOLL_E_EVIDENCE, "",
        "the kept reckoning is damaged (%s); `tollbook add` with any document makes it anew after "
        "its tables (reckon_...) are dropped",
        what);
}

toll_status kept_get(toll_rows **out, toll_kept *kept, kept_sql which, toll_error *error)
{
    if (!kept->sql[which]) {
        toll_status status = toll_rows_open(&kept->sql[which], kept->ledger, sql_text[which], error);
        if (status < 0) return status;
    }
    *out = kept->sql[which];
    toll_rows_reset(*out);
    return TOLL_OK;
}

toll_status kept_get_named(toll_rows **out, toll_kept *kept, kept_sql which, const kept_name *name, toll_error *error)
{
    toll_status status = kept_get(out, kept, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(*out, 1, name->code);
    toll_rows_bind_text(*out, 2, toll_text_of(name->id));
    toll_rows_bind_integer(*out, 3, name->drift);
    toll_rows_bind_integer(*out, 4, name->owner);
    return TOLL_OK;
}

static void close_sql(toll_kept *kept)
{
    for (int i = 0; i < KEPT_SQL_COUNT; i++) toll_rows_close(kept->sql[i]), kept->sql[i] = NULL;
}

void toll_kept_forget(toll_kept *kept)
{
    reckon_map *const maps[] = {&kept->rows, &kept->versions, &kept->statements};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) reckon_map_free(maps[i]);
    toll_reckoning_close(kept->r);
    kept->r = NULL;
    kept->loaded_count = 0;
    (void)kept_begin_memory(kept, NULL); /* where memory is out, the next loading says so */
}

toll_status kept_begin_memory(toll_kept *kept, toll_error *error)
{
    if (kept->r) return TOLL_OK;
    toll_status status = toll_reckoning_open(&kept->r, &kept->options, error);
    if (status < 0) return status;
    kept->r->fetch = kept_fetch;
    kept->r->fetch_context = kept;
    kept->r->tables = &kept->tables;
    kept->r->tables_ledger = kept->ledger;
    return TOLL_OK;
}

toll_reckoning *toll_kept_reckoning(toll_kept *kept)
{
    return kept->r;
}

void toll_kept_close(toll_kept *kept)
{
    if (!kept) return;
    close_sql(kept);
    toll_rows_close(kept->asked);
    reckon_map *const maps[] = {&kept->rows, &kept->versions, &kept->statements};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) reckon_map_free(maps[i]);
    toll_reckoning_close(kept->r);
    toll_base_free(kept->loaded);
    toll_base_free(kept->was);
    toll_series_list_free(&kept->tables);
    toll_base_free(kept);
}

toll_status kept_open(toll_kept **out, toll_ledger *ledger, const toll_kept_options *options, toll_error *error)
{
    *out = NULL;
    if (!options || options->size != sizeof *options || options->reckon.size != sizeof options->reckon)
        return toll_error_set(error, TOLL_E_USAGE, "", "toll_kept_options has another size");
    toll_kept *kept = toll_base_zero(1, sizeof *kept);
    if (!kept) return kept_no_memory(error);
    kept->ledger = ledger;
    kept->options = options->reckon;
    snprintf(
        kept->rules, sizeof kept->rules, "%d/%d/%s", RECKON_RULES, (int)options->reckon.policy, options->tables ? options->tables : "");
    toll_status status = kept_begin_memory(kept, error);
    if (status < 0) toll_kept_close(kept);
    else *out = kept;
    return status;
}

/* A ledger has no table of series before the first is imported. */
static toll_status newest_series(int64_t *out, toll_kept *kept, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_table(kept->ledger, "series", error);
    if (status == TOLL_OK) status = toll_rows_open(&rows, kept->ledger, "SELECT max(id) FROM series", error);
    if (status == TOLL_OK) status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *out = toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status kept_newest(kept_marks *out, toll_kept *kept, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_NEWEST, error);
    if (status >= 0) status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *out = (kept_marks){toll_rows_integer(rows, 0), toll_rows_integer(rows, 1), 0};
    if (status >= 0) toll_rows_reset(rows);
    return status < 0 ? status : newest_series(&out->series, kept, error);
}

toll_status kept_state(kept_marks *out, toll_kept *kept, toll_error *error)
{
    toll_rows *rows;
    toll_error why = {0};
    toll_status status = kept_get(&rows, kept, KEPT_STATE, &why);
    if (status >= 0) {
        toll_rows_bind_text(rows, 1, toll_text_of(kept->rules));
        status = toll_rows_next(rows, &why);
    }
    if (status == TOLL_OK) *out = (kept_marks){toll_rows_integer(rows, 0), toll_rows_integer(rows, 1), toll_rows_integer(rows, 2)};
    if (status >= 0) toll_rows_reset(rows);
    if (status == TOLL_E_SYSTEM) return TOLL_END; /* a ledger without these tables: some stores say so at once, some when they are asked */
    if (status < 0 && error) *error = why;
    return status;
}

toll_status kept_put_state(toll_kept *kept, const kept_marks *marks, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_STATE_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(kept->rules));
    toll_rows_bind_integer(rows, 2, marks->reading);
    toll_rows_bind_integer(rows, 3, marks->decision);
    toll_rows_bind_integer(rows, 4, marks->series);
    return toll_rows_run(rows, error);
}

toll_status kept_make_tables(toll_kept *kept, toll_error *error)
{
    toll_buffer sql = {0};
    const char *ordered = toll_rows_ordered(kept->ledger);
    close_sql(kept);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const char *name = tables[i].name, *number = tables[i].number;
        toll_buffer_printf(&sql, "DROP TABLE IF EXISTS %s; CREATE TABLE %s (", name, name);
        if (number) toll_buffer_printf(&sql, "%s %s PRIMARY KEY, ", number, *ordered ? "INTEGER" : "BIGINT");
        toll_buffer_printf(&sql, "%s)%s; ", tables[i].columns, number ? "" : ordered);
    }
    toll_status status = sql.failed ? kept_no_memory(error) : toll_rows_exec(kept->ledger, sql.data, error);
    toll_buffer_free(&sql);
    return status;
}

toll_status kept_make_indexes(toll_kept *kept, toll_error *error)
{
    return toll_rows_exec(kept->ledger,
        "CREATE INDEX reckon_claim_key ON reckon_claim (key); CREATE INDEX reckon_claim_version ON reckon_claim (version); "
        "CREATE INDEX reckon_claim_statement ON reckon_claim (statement); "
        "CREATE INDEX reckon_claim_series ON reckon_claim (series) WHERE series <> 0; "
        "CREATE INDEX reckon_statement_question ON reckon_statement (question, said, statement, since, until); "
        "CREATE INDEX reckon_statement_claimant ON reckon_statement (claimant); CREATE INDEX reckon_finding_owner ON reckon_finding (owner, sum); "
        "CREATE INDEX reckon_about_question ON reckon_about (question, code, id, drift, owner); "
        "CREATE INDEX reckon_document_twin ON reckon_document (twin)",
        error);
}

toll_status toll_kept_open(toll_kept **out, toll_ledger *ledger, const toll_kept_options *options, toll_error *error)
{
    *out = NULL;
    if (!toll_rows_possible(ledger)) return TOLL_END;
    toll_kept *kept;
    kept_marks marks = {0}, newest = {0};
    toll_status status = kept_open(&kept, ledger, options, error);
    if (status < 0) return status;
    status = kept_state(&marks, kept, error);
    if (status == TOLL_OK) status = kept_newest(&newest, kept, error);
    if (status == TOLL_OK && memcmp(&marks, &newest, sizeof marks) != 0) status = TOLL_END;
    if (status == TOLL_OK) *out = kept;
    else toll_kept_close(kept);
    return status;
}
