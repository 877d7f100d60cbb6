/* One claim into its rows. In: the claim, the text its spans point into. Out: a row of claim, and rows of link and alternative. Each span
 * is stored as its offset and the words that stand there, whose length is the span's; a span of no words at byte 0 is NULL. */
#include "sqlite.h"

static void bind_span(sqlite3_stmt *s, int at, toll_span span, const char *text)
{
    if (!span.off && !span.len) return;
    sqlite3_bind_int64(s, at, span.off);
    sqlite3_bind_text64(s, at + 1, span.len ? text + span.off : "", span.len, SQLITE_STATIC, SQLITE_UTF8);
}

static int digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

typedef struct rows {
    int64_t side, category, claimant, stated_precision, place, rule;
} rows;

static toll_status find_rows(rows *out, toll_sqlite *it, const toll_claim *claim, const char *text, toll_error *error)
{
    const toll_span span = claim->place.span;
    const toll_actor claimant = {claim->claimant.id, claim->claimant.side, claim->claimant.kind};
    const toll_written_place place = {span.len ? (toll_text){text + span.off, span.len} : (toll_text){0}, claim->place.id,
        claim->place.name, claim->place.precision, claim->place.lat, claim->place.lon};
    toll_status status = toll_sqlite_word_row(&out->side, it, toll_text_of(claim->victims.side), error);
    if (status >= 0) status = toll_sqlite_word_row(&out->category, it, toll_text_of(claim->victims.category), error);
    if (status >= 0) status = toll_sqlite_word_row(&out->stated_precision, it, toll_text_of(claim->stated_precision), error);
    if (status >= 0) status = toll_sqlite_word_row(&out->rule, it, toll_text_of(claim->rule), error);
    if (status >= 0) status = toll_sqlite_actor_row(&out->claimant, it, &claimant, error);
    if (status >= 0) status = toll_sqlite_place_row(&out->place, it, &place, error);
    return status;
}

/* In the order of toll_sql_claim_columns. */
static void bind_claim(sqlite3_stmt *s, const toll_claim *claim, const char *text, const rows *row)
{
    sqlite3_bind_int(s, 5, (int)claim->zone);
    sqlite3_bind_int64(s, 6, claim->quantity.span.off);
    sqlite3_bind_text64(
        s, 7, claim->quantity.span.len ? text + claim->quantity.span.off : "", claim->quantity.span.len, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int(s, 8, (int)claim->quantity.qualifier);
    toll_bind_number(s, 9, claim->quantity.point);
    toll_bind_number(s, 10, claim->quantity.low);
    toll_bind_number(s, 11, claim->quantity.high);
    sqlite3_bind_int(s, 12, (int)claim->quantity.unit);
    sqlite3_bind_int(s, 13, (int)claim->outcome);
    bind_span(s, 14, claim->outcome_span, text);
    bind_span(s, 16, claim->victims.span, text);
    toll_bind_row(s, 18, row->side);
    toll_bind_row(s, 19, row->category);
    bind_span(s, 20, claim->victims.unit, text);
    sqlite3_bind_int(s, 22, (int)claim->victims.class_);
    bind_span(s, 23, claim->claimant.span, text);
    toll_bind_row(s, 25, row->claimant);
    toll_bind_day(s, 26, claim->stated);
    toll_bind_row(s, 27, row->stated_precision);
    bind_span(s, 28, claim->period.span, text);
    toll_bind_day(s, 30, claim->period.from);
    toll_bind_day(s, 31, claim->period.to);
    sqlite3_bind_int(s, 32, (int)claim->period.kind);
    sqlite3_bind_int(s, 33, (int)claim->period.basis);
    if (claim->place.span.off || claim->place.span.len) sqlite3_bind_int64(s, 34, claim->place.span.off);
    toll_bind_row(s, 35, row->place);
    sqlite3_bind_int(s, 36, (int)claim->modality);
    sqlite3_bind_int(s, 37, (int)claim->verified);
    sqlite3_bind_int(s, 38, (int)claim->stake);
    toll_bind_number(s, 39, claim->confidence);
    toll_bind_row(s, 41, row->rule);
    sqlite3_bind_int64(s, 42, claim->chain_count);
    sqlite3_bind_int64(s, 43, claim->alternative_count);
}

static toll_status put_links(toll_sqlite *it, int64_t row, const toll_claim *claim, const char *text, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < claim->chain_count && status >= 0; i++) {
        const toll_link *link = &claim->chain[i];
        int64_t relayer = 0;
        status = toll_sqlite_word_row(&relayer, it, toll_text_of(link->id), error);
        if (status >= 0) status = toll_sqlite_get(&s, it, TOLL_SQL_LINK_PUT, error);
        if (status < 0) return status;
        sqlite3_bind_int64(s, 1, row);
        sqlite3_bind_int64(s, 2, i);
        bind_span(s, 3, link->span, text);
        bind_span(s, 5, link->verb, text);
        toll_bind_row(s, 7, relayer);
        sqlite3_bind_int(s, 8, (int)link->role);
        status = toll_sqlite_run(it, s, error);
    }
    return status;
}

static toll_status put_alternatives(toll_sqlite *it, int64_t row, const toll_claim *claim, const char *text, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < claim->alternative_count && status >= 0; i++) {
        const toll_claimant *other = &claim->alternatives[i];
        const toll_actor value = {other->id, other->side, other->kind};
        int64_t actor = 0;
        status = toll_sqlite_actor_row(&actor, it, &value, error);
        if (status >= 0) status = toll_sqlite_get(&s, it, TOLL_SQL_ALTERNATIVE_PUT, error);
        if (status < 0) return status;
        sqlite3_bind_int64(s, 1, row);
        sqlite3_bind_int64(s, 2, i);
        bind_span(s, 3, other->span, text);
        toll_bind_row(s, 5, actor);
        status = toll_sqlite_run(it, s, error);
    }
    return status;
}

toll_status toll_sqlite_put_claim(
    toll_sqlite *it, int64_t row, const toll_claim *claim, const char *text, int64_t seal, int64_t sentence, toll_error *error)
{
    sqlite3_stmt *s;
    uint8_t key[12];
    rows found = {0};
    toll_status status = find_rows(&found, it, claim, text, error);
    if (status >= 0) status = toll_sqlite_get(&s, it, TOLL_SQL_CLAIM_PUT, error);
    if (status < 0) return status;
    for (size_t i = 0; i < sizeof key; i++) key[i] = (uint8_t)(digit(claim->id[2 * i]) << 4 | digit(claim->id[2 * i + 1]));
    sqlite3_bind_int64(s, 1, row);
    sqlite3_bind_int64(s, 2, row >> 24);
    sqlite3_bind_blob(s, 3, key, sizeof key, SQLITE_STATIC);
    sqlite3_bind_int64(s, 4, seal);
    bind_claim(s, claim, text, &found);
    toll_bind_row(s, 40, sentence);
    status = toll_sqlite_run(it, s, error);
    if (status >= 0 && claim->chain_count) status = put_links(it, row, claim, text, error);
    if (status >= 0 && claim->alternative_count) status = put_alternatives(it, row, claim, text, error);
    return status;
}
