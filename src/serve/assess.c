/* In: two tables and what is asked of them. Out: rates with exact limits, by the calls that `tollbook disparity` makes, and a claim laid over them.
 * Nothing is written and nothing kept. Limits keep a hostile table cheap: so many cells, so many names. */
#include "assess.h"

#include <stdio.h>

#include <tollbook/series.h>

static toll_status wrong(serve_request *r, const char *where, const char *message)
{
    r->status = 422;
    return toll_error_set(&r->error, TOLL_E_USAGE, where, "%s", message);
}

/* What a room says of a table is 422, not a fault of the server. */
static toll_status judged(serve_request *r, toll_status status)
{
    if (status == TOLL_E_USAGE || status == TOLL_E_INPUT || status == TOLL_E_LIMIT) r->status = status == TOLL_E_LIMIT ? 413 : 422;
    return status;
}

static void complain(void *context, const toll_error *error)
{
    serve_assessed *it = context;
    if (it->complaints < SERVE_ASSESS_TOLD) {
        struct serve_complaint *told = &it->told[it->complaints];
        told->table = it->table_in_hand, told->line = error->line;
        toll_text words = toll_text_head(toll_text_of(error->message), sizeof told->words - 1);
        memcpy(told->words, words.data, words.len);
    }
    it->complaints++;
}

typedef struct taken {
    serve_assessed *it;
    int table;
} taken;

static toll_status take_table(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    const taken *into = context;
    (void)sha256;
    snprintf(into->it->files[into->table], sizeof into->it->files[0], "%s", file);
    return toll_source_unpack(&into->it->bytes[into->table], packed, SERVE_DOCUMENT_BYTES, error);
}

static toll_status open_table(serve_assessed *it, serve_request *r, const serve_asked *asked, int table)
{
    static const char *const where[] = {"/deaths", "/population"};
    const char *given = asked->fields[table];
    taken into = {it, table};
    if (!given) return wrong(r, where[table], table ? "there is no table of people" : "there is no table of deaths");
    toll_text bytes = toll_text_of(given);
    it->table_in_hand = table;
    if (!asked->sent) {
        toll_status status = toll_series_find_table(r->reader->ledger, given, take_table, &into, &r->error);
        if (status == TOLL_END) return wrong(r, where[table], "the ledger keeps no such table (`tollbook import table FILE` puts one in)");
        if (status < 0) return judged(r, status);
        bytes = (toll_text){it->bytes[table].data, it->bytes[table].len};
    }
    return judged(r, toll_grid_read_within(&it->grids[table], bytes, where[table], SERVE_ASSESS_CELLS, complain, it, &r->error));
}

static toll_status read_day(toll_day *out, serve_request *r, const serve_asked *asked, serve_ask_field field)
{
    char where[32];
    *out = TOLL_DAY_UNKNOWN;
    if (!asked->fields[field] || toll_day_parse(out, toll_text_of(asked->fields[field]))) return TOLL_OK;
    snprintf(where, sizeof where, "/%s", serve_ask_names[field]);
    return wrong(r, where, "a day is written 2022-02-24");
}

static void name_window(char out[32], const toll_counts_options *o)
{
    char from[16] = "", to[16] = "";
    if (o->from != TOLL_DAY_UNKNOWN) toll_day_format(from, o->from);
    if (o->to != TOLL_DAY_UNKNOWN) toll_day_format(to, o->to);
    if (*from || *to) snprintf(out, 32, "%s..%s", from, to);
}

static toll_status read_claim(serve_assessed *it, serve_request *r, const char *id)
{
    uint32_t index;
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code ? r->error.code : TOLL_E_USAGE;
    toll_status status = toll_ask_find_claim(&index, ask, id, &r->error);
    if (status == TOLL_END) return wrong(r, "/claim", "the ledger has no such claim");
    if (status < 0) return status;
    const toll_reckoned_claim *claim = toll_reckoning_claim(toll_ask_reckoning(ask), index);
    if (!toll_said_of_claim(&it->said, claim, r->serve->options.reckon->reckon.policy))
        return wrong(r, "/claim", "this claim is no ratio (times) and no share (percent), so there is nothing to lay it over");
    it->has_said = true;
    return TOLL_OK;
}

static toll_status read_said(serve_assessed *it, serve_request *r, const serve_asked *asked)
{
    const char *claim = asked->fields[ASK_CLAIM], *says = asked->fields[ASK_SAYS];
    if (claim && says) return wrong(r, "/says", "give a claim or what is said, not both");
    if (claim) return read_claim(it, r, claim);
    if (says && !toll_said_read(&it->said, says))
        return wrong(r, "/says", "write a ratio as 30..40, 30.., ..40 or 30, a share with % at its end");
    it->has_said = says != NULL;
    return TOLL_OK;
}

static toll_status count(serve_assessed *it, serve_request *r, const serve_asked *asked)
{
    const char *const *f = asked->fields;
    toll_counts_options options = {f[ASK_BY], f[ASK_DENOMINATOR], true, f[ASK_WHERE], NULL, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN};
    if (!f[ASK_BY]) return wrong(r, "/by", "name the column of names, which both tables have");
    it->table_in_hand = 1;
    toll_status status = toll_counts_of(&it->people, &it->memory, &it->grids[1], &options, complain, it, &r->error);
    if (status < 0) return judged(r, status);
    if (it->people.count > SERVE_ASSESS_NAMES)
        return wrong(r, "/population", "that is more than 1000 rows of people; `tollbook disparity` takes any number");
    options.people = false, options.figure = f[ASK_COUNT], options.date = f[ASK_DATE];
    status = read_day(&options.from, r, asked, ASK_FROM);
    if (status >= 0) status = read_day(&options.to, r, asked, ASK_TO);
    if (status < 0) return status;
    name_window(it->window, &options);
    if (*it->window && !options.date) return wrong(r, "/date", "a window needs the column of days in the table of deaths");
    it->table_in_hand = 0;
    return judged(r, toll_counts_of(&it->deaths, &it->memory, &it->grids[0], &options, complain, it, &r->error));
}

static toll_status compute(serve_assessed *it, serve_request *r, const serve_asked *asked)
{
    toll_disparity_input input = {
        sizeof input, it->deaths.items, it->people.items, it->deaths.count, it->people.count, asked->fields[ASK_REFERENCE], 95};
    const char *level = asked->fields[ASK_LEVEL], *of = asked->fields[ASK_OF];
    if (level && (!toll_grid_number(&input.level, toll_text_of(level)) || input.level < 50 || input.level > 99.99))
        return wrong(r, "/level", "a level is a percentage from 50 to 99.99, such as 95 or 99.8");
    if (!input.reference) return wrong(r, "/reference", "name the row whose rate the others are laid against");
    toll_status status = judged(r, toll_disparity_open(&it->table, &input, &r->error));
    if (status < 0) return status;
    if (of) it->of = toll_disparity_find(&it->table, toll_text_of(of));
    return it->of == SIZE_MAX ? wrong(r, "/of", "this names no row of the table of people") : TOLL_OK;
}

toll_status serve_assess(serve_assessed *out, serve_request *r, const serve_asked *asked)
{
    *out = (serve_assessed){0};
    toll_arena_init(&out->memory, 0);
    toll_status status = TOLL_OK;
    for (int table = 0; table < 2 && status >= 0; table++) status = open_table(out, r, asked, table);
    if (status >= 0) status = count(out, r, asked);
    if (status >= 0) status = compute(out, r, asked);
    if (status >= 0) status = read_said(out, r, asked);
    return status < 0 ? status : TOLL_OK;
}

void serve_assessed_free(serve_assessed *it)
{
    toll_disparity_close(&it->table);
    for (int i = 0; i < 2; i++) {
        toll_grid_free(&it->grids[i]);
        toll_buffer_free(&it->bytes[i]);
    }
    toll_arena_free(&it->memory);
}
