/* One claim into its rows. In: the claim, the text its spans point into. Out: a row of claim, and rows of link and alternative. Each span
 * is stored as its offset and the words that stand there, whose length is the span's; a span of no words at byte 0 is NULL. */
#include "sql.h"

static void bind_span(toll_rows *s, int at, toll_span span, const char *text)
{
    if (!span.off && !span.len) return;
    toll_rows_bind_integer(s, at, span.off);
    toll_rows_bind_text(s, at + 1, (toll_text){span.len ? text + span.off : "", span.len});
}

static int digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

typedef struct rows {
    int64_t side, category, claimant, stated_precision, place, rule;
} rows;

static toll_status find_rows(rows *out, toll_sql_store *it, const toll_claim *claim, const char *text, toll_error *error)
{
    const toll_span span = claim->place.span;
    const toll_actor claimant = {claim->claimant.id, claim->claimant.side, claim->claimant.kind};
    const toll_written_place place = {span.len ? (toll_text){text + span.off, span.len} : (toll_text){0}, claim->place.id,
        claim->place.name, claim->place.precision, claim->place.lat, claim->place.lon};
    toll_status status = toll_sql_word_row(&out->side, it, toll_text_of(claim->victims.side), error);
    if (status >= 0) status = toll_sql_word_row(&out->category, it, toll_text_of(claim->victims.category), error);
    if (status >= 0) status = toll_sql_word_row(&out->stated_precision, it, toll_text_of(claim->stated_precision), error);
    if (status >= 0) status = toll_sql_word_row(&out->rule, it, toll_text_of(claim->rule), error);
    if (status >= 0) status = toll_sql_actor_row(&out->claimant, it, &claimant, error);
    if (status >= 0) status = toll_sql_place_row(&out->place, it, &place, error);
    return status;
}

/* In the order of toll_sql_claim_columns. */
static void bind_claim(toll_rows *s, const toll_claim *claim, const char *text, const rows *row)
{
    toll_rows_bind_integer(s, 5, (int)claim->zone);
    toll_rows_bind_integer(s, 6, claim->quantity.span.off);
    toll_rows_bind_text(s, 7, (toll_text){claim->quantity.span.len ? text + claim->quantity.span.off : "", claim->quantity.span.len});
    toll_rows_bind_integer(s, 8, (int)claim->quantity.qualifier);
    toll_rows_bind_number(s, 9, claim->quantity.point);
    toll_rows_bind_number(s, 10, claim->quantity.low);
    toll_rows_bind_number(s, 11, claim->quantity.high);
    toll_rows_bind_integer(s, 12, (int)claim->quantity.unit);
    toll_rows_bind_integer(s, 13, (int)claim->outcome);
    bind_span(s, 14, claim->outcome_span, text);
    bind_span(s, 16, claim->victims.span, text);
    toll_sql_bind_row(s, 18, row->side);
    toll_sql_bind_row(s, 19, row->category);
    bind_span(s, 20, claim->victims.unit, text);
    toll_rows_bind_integer(s, 22, (int)claim->victims.class_);
    bind_span(s, 23, claim->claimant.span, text);
    toll_sql_bind_row(s, 25, row->claimant);
    toll_rows_bind_day(s, 26, claim->stated);
    toll_sql_bind_row(s, 27, row->stated_precision);
    bind_span(s, 28, claim->period.span, text);
    toll_rows_bind_day(s, 30, claim->period.from);
    toll_rows_bind_day(s, 31, claim->period.to);
    toll_rows_bind_integer(s, 32, (int)claim->period.kind);
    toll_rows_bind_integer(s, 33, (int)claim->period.basis);
    if (claim->place.span.off || claim->place.span.len) toll_rows_bind_integer(s, 34, claim->place.span.off);
    toll_sql_bind_row(s, 35, row->place);
    toll_rows_bind_integer(s, 36, (int)claim->modality);
    toll_rows_bind_integer(s, 37, (int)claim->verified);
    toll_rows_bind_integer(s, 38, (int)claim->stake);
    toll_rows_bind_number(s, 39, claim->confidence);
    toll_sql_bind_row(s, 41, row->rule);
    toll_rows_bind_integer(s, 42, claim->chain_count);
    toll_rows_bind_integer(s, 43, claim->alternative_count);
}

static toll_status put_links(toll_sql_store *it, int64_t row, const toll_claim *claim, const char *text, toll_error *error)
{
    toll_rows *s;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < claim->chain_count && status >= 0; i++) {
        const toll_link *link = &claim->chain[i];
        int64_t relayer = 0;
        status = toll_sql_word_row(&relayer, it, toll_text_of(link->id), error);
        if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_LINK_PUT, error);
        if (status < 0) return status;
        toll_rows_bind_integer(s, 1, row);
        toll_rows_bind_integer(s, 2, i);
        bind_span(s, 3, link->span, text);
        bind_span(s, 5, link->verb, text);
        toll_sql_bind_row(s, 7, relayer);
        toll_rows_bind_integer(s, 8, (int)link->role);
        status = toll_rows_run(s, error);
    }
    return status;
}

static toll_status put_alternatives(toll_sql_store *it, int64_t row, const toll_claim *claim, const char *text, toll_error *error)
{
    toll_rows *s;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < claim->alternative_count && status >= 0; i++) {
        const toll_claimant *other = &claim->alternatives[i];
        const toll_actor value = {other->id, other->side, other->kind};
        int64_t actor = 0;
        status = toll_sql_actor_row(&actor, it, &value, error);
        if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_ALTERNATIVE_PUT, error);
        if (status < 0) return status;
        toll_rows_bind_integer(s, 1, row);
        toll_rows_bind_integer(s, 2, i);
        bind_span(s, 3, other->span, text);
        toll_sql_bind_row(s, 5, actor);
        status = toll_rows_run(s, error);
    }
    return status;
}

toll_status toll_sql_put_claim(
    toll_sql_store *it, int64_t row, const toll_claim *claim, const char *text, int64_t seal, int64_t sentence, toll_error *error)
{
    toll_rows *s;
    uint8_t key[12];
    rows found = {0};
    toll_status status = find_rows(&found, it, claim, text, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_CLAIM_PUT, error);
    if (status < 0) return status;
    for (size_t i = 0; i < sizeof key; i++) key[i] = (uint8_t)(digit(claim->id[2 * i]) << 4 | digit(claim->id[2 * i + 1]));
    toll_rows_bind_integer(s, 1, row);
    toll_rows_bind_integer(s, 2, row >> 24);
    toll_rows_bind_bytes(s, 3, (toll_text){(const char *)key, sizeof key});
    toll_rows_bind_integer(s, 4, seal);
    bind_claim(s, claim, text, &found);
    toll_sql_bind_row(s, 40, sentence);
    status = toll_rows_run(s, error);
    if (status >= 0 && claim->chain_count) status = put_links(it, row, claim, text, error);
    if (status >= 0 && claim->alternative_count) status = put_alternatives(it, row, claim, text, error);
    return status;
}
