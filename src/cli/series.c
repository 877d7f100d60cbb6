/* tollbook series: one claimant's figures over time, statement by statement, running totals apart from days. Nothing is filled in between
 * them. */
#include <stdlib.h>

#include "series_rows.h"

static const toll_cli_column columns[] = {{"claimant", NULL, 0}, {"side", "SIDE", 5}, {"outcome", "OUTCOME", 17}, {"kind", "KIND", 10},
    {"from", "FROM", 10}, {"to", "TO", 10}, {"figure", "FIGURE", 18}, {"point", NULL, 0}, {"place", "PLACE", 14}, {"claim", NULL, 0},
    {"document", "DOCUMENT", 0}};
enum { column_count = sizeof columns / sizeof *columns };

static int compare_word(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *a, const void *b)
{
    const toll_reckoned_claim *x = *(const toll_reckoned_claim *const *)a, *y = *(const toll_reckoned_claim *const *)b;
    int order = compare_word(x->side, y->side);
    if (order) return order;
    if (x->outcome != y->outcome) return x->outcome < y->outcome ? -1 : 1;
    if (x->period_kind != y->period_kind) return x->period_kind < y->period_kind ? -1 : 1;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void set_values(toll_cli_value *values, toll_reckoning *r, const toll_reckoned_claim *c)
{
    toll_cli_set_text(&values[0], toll_text_of(c->claimant));
    toll_cli_set_text(&values[1], toll_text_of(c->side));
    toll_cli_set_text(&values[2], toll_text_of(toll_outcome_name((toll_outcome)c->outcome)));
    toll_cli_set_text(&values[3], toll_text_of(toll_period_kind_name((toll_period_kind)c->period_kind)));
    toll_cli_set_day(&values[4], c->from);
    toll_cli_set_day(&values[5], c->to);
    toll_cli_set_text(&values[6], toll_text_of(c->words));
    toll_cli_set_number(&values[7], c->point);
    toll_cli_set_text(&values[8], toll_text_of(c->place_name ? c->place_name : c->place_words));
    toll_cli_set_text(&values[9], toll_text_of(c->id));
    toll_cli_set_text(&values[10], toll_text_of(toll_reckoning_document(r, c->document)->name));
}

static int print(toll_cli_reckoning *asked, const char *claimant, const char *side)
{
    toll_error error = {0};
    if (toll_cli_find_claimant(asked, claimant, &error) < 0) return toll_cli_fail(&error);
    toll_reckoning *r = toll_cli_reckoning_of(asked);
    uint32_t total = toll_reckoning_claim_count(r);
    const toll_reckoned_claim **steps = malloc((total + 1u) * sizeof *steps);
    size_t count = 0;
    if (!steps) {
        toll_cli_say("not enough memory");
        return TOLL_EXIT_USAGE;
    }
    for (uint32_t i = 0; i < total; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(r, i);
        toll_statement s;
        if (compare_word(c->claimant, claimant) || (side && compare_word(c->side, side)) || c->to == TOLL_DAY_UNKNOWN ||
            c->unit != TOLL_UNIT_PEOPLE)
            continue;
        if (toll_reckoning_statement(&s, r, i) == TOLL_OK && s.head == i) steps[count++] = c;
    }
    if (count) qsort(steps, count, sizeof *steps, compare);
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(asked)};
    toll_cli_value values[column_count];
    toll_buffer out = {0};
    toll_cli_rows_begin(&out, &rows);
    bool written = true;
    for (size_t i = 0; i < count && written; i++) {
        set_values(values, r, steps[i]);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    free(steps);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static const toll_cli_column kept_columns[] = {{"claimant", "CLAIMANT", 18}, {"name", "NAME", 0}, {"side", "SIDE", 5},
    {"outcome", "OUTCOME", 10}, {"category", NULL, 0}, {"place", NULL, 0}, {"from", "FROM", 10}, {"to", "TO", 10}, {"days", "DAYS", 5},
    {"file", "FILE", 0}, {"sha256", NULL, 0}, {"recorded_at", NULL, 0}, {"latest", NULL, 0}};
enum { kept_count = sizeof kept_columns / sizeof *kept_columns };

static void set_kept(toll_cli_value *v, const toll_series_kept *kept)
{
    const toll_series *s = &kept->series;
    series_set_cells(v, s);
    toll_cli_set_text(&v[9], toll_text_of(s->file));
    toll_cli_set_text(&v[10], toll_text_of(s->sha256));
    toll_cli_set_time(&v[11], kept->recorded_at);
    toll_cli_set_text(&v[12], toll_text_of(kept->latest ? "true" : "false"));
}

/* The series that were imported. */
static int print_kept(const toll_cli_reckoning *asked)
{
    toll_error error = {0};
    toll_series_list list;
    toll_status status = toll_series_load(&list, asked->store, NULL, false, &error);
    toll_cli_rows rows = {.columns = kept_columns, .count = kept_count, .view = toll_cli_reckoning_view(asked)};
    toll_cli_value values[kept_count];
    toll_buffer out = {0};
    bool written = true;
    if (status >= 0) toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; status >= 0 && i < list.count && written; i++) {
        set_kept(values, &list.items[i]);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    toll_series_list_free(&list);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_series(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    const char *side = NULL;
    bool own = false;
    int kind = 0;
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(asked),
        {"side", TOLL_OPTION_TEXT, &side, "SIDE", "whose loss: RUS, UKR, hamas"},
        {"own", TOLL_OPTION_FLAG, &own, NULL, "list the series that the claimant's own claims form"},
        {"rows", TOLL_OPTION_CHOICE, &kind, "days|records|sums|months|highest", "with NAME: what to print of that series (days)"},
    };
    const toll_usage usage = {"series", "[CLAIMANT [NAME]]",
        "Prints one claimant's figures on people over time, one row a statement; with NAME one series of it, imported or of its own claims: its "
        "days, its record days, whether its totals add up, its months, its ten highest days; alone, the series that were imported.",
        "  tollbook series ukr-general-staff --side RUS --format csv\n"
        "  tollbook series ukr-general-staff --own\n"
        "  tollbook series ukr-general-staff personnel --rows records\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 3 || (own && argc != 2)) {
        toll_cli_say("series takes one claimant (`tollbook names` lists them), and one name of its series; --own takes the claimant alone");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "series");
    if (code == TOLL_CLI_GO)
        code = argc == 1   ? print_kept(&asked)
               : argc == 3 ? series_print_rows(&asked, argv[1], argv[2], kind)
               : own       ? series_print_own(&asked, argv[1])
                           : print(&asked, argv[1], side);
    toll_cli_reckoning_close(&asked);
    return code;
}
