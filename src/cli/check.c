/* tollbook check: the ledger's claims against the series that were imported into it and against the series that each claimant's own claims are, and
 * imported series against one another. In: a ledger. Out: findings total_checked, record_checked, difference_checked, included and relay_series,
 * each with its reason, the days it used, and the claims behind a value of a claimant's own. Every claim is asked for once a kind of series. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static const toll_cli_column columns[] = {{"finding", "FINDING", 18}, {"verdict", "VERDICT", 10}, {"figure", "FIGURE", 16},
    {"claim", NULL, 0}, {"document", "DOCUMENT", 16}, {"claimant", NULL, 0}, {"series", NULL, 0}, {"day", NULL, 0}, {"value", NULL, 0},
    {"distance", NULL, 0}, {"convention", NULL, 0}, {"reason", "REASON", 0}};
_Static_assert(sizeof columns / sizeof *columns == CHECK_COLUMNS, "a value for each column");

static const char *verdict_of(const toll_series_finding *f)
{
    return f->code == TOLL_FINDING_TOTAL_CHECKED ? toll_fit_name(f->fit) : toll_verdict_name(f->verdict);
}

/* Each with the line of the table where its last day stands. */
static void add_readings(toll_buffer *out, const toll_series *series, const toll_series_finding *f)
{
    char words[160], from[16], to[16];
    toll_buffer_add_string(out, ",\"readings\":[");
    for (size_t i = 0; i < f->reading_count; i++) {
        const toll_series_reading *r = &f->readings[i];
        toll_series_convention_words(words, sizeof words, r->convention);
        toll_day_format(from, r->from), toll_day_format(to, r->to);
        toll_buffer_printf(out, "%s{\"fit\":\"%s\",\"convention\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"value\":", i ? "," : "",
            toll_fit_name(r->fit), words, from, to);
        toll_buffer_add_number(out, r->value);
        const toll_series_point *point = series->file ? toll_series_at(series, r->to) : NULL;
        if (point) toll_buffer_printf(out, ",\"line\":%llu", (unsigned long long)point->line);
        toll_buffer_add_string(out, "}");
    }
    toll_buffer_add_string(out, "]");
}

static void add_evidence(check_asked *a)
{
    const toll_reckoning *r = toll_cli_reckoning_of(&a->reckoning);
    for (size_t i = 0; i < a->evidence_count; i++)
        toll_buffer_printf(&a->out, "%s\"%s\"", i ? "," : ",\"evidence\":[", toll_reckoning_claim(r, a->evidence[i])->id);
    if (a->evidence_count) toll_buffer_add_char(&a->out, ']');
}

/* The row that rows.c makes of it, with the readings and the evidence put in before its end. */
void check_add_row(check_asked *a, const toll_cli_value *values, const toll_series *series, const toll_series_finding *f)
{
    toll_cli_rows_add(&a->out, &a->rows, values);
    if (a->rows.view.format != TOLL_VIEW_JSONL || (!f && !a->evidence_count) || a->out.failed || a->out.len < 2) return;
    a->out.len -= 2;
    if (f) add_readings(&a->out, series, f);
    add_evidence(a);
    toll_buffer_add_string(&a->out, "}\n");
}

bool check_print(
    check_asked *a, const toll_series *series, const toll_reckoned_claim *c, const char *document, const toll_series_finding *f)
{
    a->printed++;
    toll_cli_value v[CHECK_COLUMNS] = {0};
    char words[160] = "";
    if (f->reading_count) toll_series_convention_words(words, sizeof words, f->readings[0].convention);
    toll_cli_set_text(&v[0], toll_text_of(toll_finding_code_name(f->code)));
    toll_cli_set_text(&v[1], toll_text_of(verdict_of(f)));
    toll_cli_set_text(&v[2], toll_text_of(c->words));
    toll_cli_set_text(&v[3], toll_text_of(c->id));
    toll_cli_set_text(&v[4], toll_text_of(document));
    toll_cli_set_text(&v[5], toll_text_of(series->claimant));
    toll_cli_set_text(&v[6], toll_text_of(series->name));
    toll_cli_set_day(&v[7], f->day);
    toll_cli_set_number(&v[8], f->value);
    toll_cli_set_number(&v[9], f->reading_count ? f->readings[0].distance : (double)NAN);
    toll_cli_set_text(&v[10], toll_text_of(*words ? words : NULL));
    toll_cli_set_text(&v[11], toll_text_of(f->reason));
    check_add_row(a, v, series, f->code == TOLL_FINDING_TOTAL_CHECKED ? f : NULL);
    return toll_cli_flush(&a->out, false);
}

static bool is_asked(const check_asked *a, const toll_series_kept *kept)
{
    return kept->latest && (!a->series || strcmp(a->series, kept->series.name) == 0);
}

/* One claim against every series that it concerns. */
static bool judge(check_asked *a, toll_reckoning *r, uint32_t index)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, index);
    const toll_reckoned_document *document = toll_reckoning_document(r, c->document);
    bool written = true;
    for (size_t i = 0; i < a->list.count && written; i++) {
        const toll_series *series = &a->list.items[i].series;
        toll_series_finding findings[TOLL_SERIES_FINDINGS];
        if (!is_asked(a, &a->list.items[i]) || !toll_series_concerns(series, c)) continue;
        size_t count = toll_series_judge(findings, series, c, document->published, (toll_policy)a->reckoning.policy);
        for (size_t k = 0; k < count && written; k++) written = check_print(a, series, c, document->name, &findings[k]);
    }
    return written;
}

static bool is_before(const check_asked *a, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_asked(a, &a->list.items[k]) && strcmp(a->list.items[k].series.side ? a->list.items[k].series.side : "",
                                                  a->list.items[i].series.side ? a->list.items[i].series.side : "") == 0)
            return true;
    return false;
}

/* All claims on the losses of the sides that series are about. */
static int check_claims(check_asked *a)
{
    toll_error error = {0};
    bool written = true;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < a->list.count && written && status >= 0; i++) {
        if (!is_asked(a, &a->list.items[i]) || !a->list.items[i].series.side || is_before(a, i)) continue;
        toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
        toll_ledger_claims claims;
        toll_ledger_row row;
        filter.side = a->list.items[i].series.side, filter.without_text = true;
        status = toll_ledger_claims_open(&claims, a->reckoning.store, &filter, &error);
        if (status < 0) break;
        while (written && (status = toll_ledger_claims_next(&row, &claims, &error)) == TOLL_OK) {
            uint32_t index;
            status = toll_cli_find_claim(&index, &a->reckoning, row.claim.id, &error);
            if (status < 0) break;
            if (status == TOLL_OK) written = judge(a, toll_cli_reckoning_of(&a->reckoning), index);
            if (a->reckoning.ask.kept) toll_kept_forget(a->reckoning.ask.kept);
        }
        toll_ledger_claims_close(&claims);
    }
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static bool print_relay(check_asked *a, const toll_series *own, const toll_series *other, const toll_series_relay *relay)
{
    toll_cli_value v[CHECK_COLUMNS] = {0};
    char reason[560];
    toll_series_relay_words(reason, sizeof reason, relay, own, other);
    toll_cli_set_text(&v[0], toll_text_of(toll_finding_code_name(TOLL_FINDING_RELAY_SERIES)));
    toll_cli_set_text(&v[1], toll_text_of(toll_verdict_name(TOLL_VERDICT_HOLDS)));
    toll_cli_set_text(&v[5], toll_text_of(other->claimant));
    toll_cli_set_text(&v[6], toll_text_of(other->name));
    toll_cli_set_number(&v[8], relay->within);
    toll_cli_set_text(&v[11], toll_text_of(reason));
    check_add_row(a, v, NULL, NULL);
    return toll_cli_flush(&a->out, false);
}

static int check_series(check_asked *a)
{
    bool written = true;
    for (size_t i = 0; i < a->list.count; i++)
        for (size_t k = 0; k < a->list.count && written; k++) {
            const toll_series *own = &a->list.items[i].series, *other = &a->list.items[k].series;
            toll_series_relay relay;
            if (i == k || !is_asked(a, &a->list.items[i]) || !is_asked(a, &a->list.items[k])) continue;
            if (strcmp(own->claimant, other->claimant) == 0 || !toll_series_same_question(own, other)) continue;
            toll_series_check_relay(&relay, own, other);
            if (relay.relayed && relay.lag >= 0) written = print_relay(a, own, other, &relay);
        }
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int run(check_asked *a)
{
    toll_error error = {0};
    toll_status status = toll_series_load(&a->list, a->reckoning.store, a->claimant, true, &error);
    if (status < 0) return toll_cli_fail(&error);
    a->rows = (toll_cli_rows){.columns = columns, .count = CHECK_COLUMNS, .view = toll_cli_reckoning_view(&a->reckoning)};
    toll_cli_rows_begin(&a->out, &a->rows);
    int code = check_claims(a);
    if (code == TOLL_EXIT_DONE) code = check_series(a);
    if (code == TOLL_EXIT_DONE) code = check_own(a);
    if (!toll_cli_flush(&a->out, true) && code == TOLL_EXIT_DONE) code = TOLL_EXIT_USAGE;
    toll_cli_rows_end(&a->rows);
    if (code == TOLL_EXIT_DONE && !a->printed && !a->list.count)
        toll_cli_say(
            "check: nothing to check: no claimant's own dated figures can be laid over one another, and no series is in the ledger; "
            "`tollbook import series FILE` puts one in");
    return code;
}

int toll_cli_check(int argc, char **argv)
{
    check_asked a = {.reckoning = TOLL_CLI_RECKONING_DEFAULT};
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(a.reckoning),
        {"series", TOLL_OPTION_TEXT, &a.series, "NAME", "only against series of this name: personnel, \"own killed RUS military\""},
        {"claimant", TOLL_OPTION_TEXT, &a.claimant, "ID", "only against this claimant's series"},
    };
    const toll_usage usage = {"check", "",
        "Lays the ledger's claims against the series imported into it, and claimants' figures against their own, under every convention of days and "
        "rounding.",
        "  tollbook check --series personnel\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("check takes no operands");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&a.reckoning, "check");
    if (code == TOLL_CLI_GO) code = run(&a);
    toll_cli_reckoning_close(&a.reckoning);
    toll_series_list_free(&a.list);
    toll_buffer_free(&a.out);
    return code;
}
