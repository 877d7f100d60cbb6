/* tollbook disparity: does one region bear more deaths than another, beyond chance? In: two tables, a column of names, a reference. Out: a table for
 * each window (disparity_print.c), with a claim laid over it where one is given. */
#include "disparity.h"

#include <stdlib.h>

typedef struct asked {
    const char *deaths, *population, *by, *reference, *level_words, *count, *denominator, *where, *date, *windows, *of, *chart, *funnel;
    double level;
    const char *claim, *says;
    toll_said said;
    toll_cli_reckoning ledger;
    toll_grid death_grid, people_grid;
    toll_arena memory;
    size_t complaints;
    bool printed; /* a window of it */
} asked;

static void complain(void *context, const toll_error *error)
{
    ((asked *)context)->complaints++;
    toll_cli_complain(NULL, error);
}

/* "2022-02-24..2022-12-31", either end may be missing; past it and its comma. NULL where it is none. */
static const char *take_window(toll_day *from, toll_day *to, const char *at)
{
    size_t len = strcspn(at, ",");
    toll_text first = {at, 0}, second;
    while (first.len + 1 < len && memcmp(at + first.len, "..", 2) != 0) first.len++;
    if (first.len + 1 >= len) return NULL;
    second = (toll_text){at + first.len + 2, len - first.len - 2};
    *from = *to = TOLL_DAY_UNKNOWN;
    if (first.len && !toll_day_parse(from, first)) return NULL;
    if (second.len && !toll_day_parse(to, second)) return NULL;
    return at + len + (at[len] == ',');
}

static bool is_stdout(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static int draw(const toll_disparity *table, const char *window, const toll_said *said, size_t of, const char *path, bool funnel)
{
    toll_buffer svg = {0};
    int code = TOLL_EXIT_DONE;
    toll_rates_chart(&svg, table, window, said, of, funnel);
    if (svg.failed) toll_cli_say("not enough memory for the chart");
    if (svg.failed || !toll_cli_write_file("disparity", path, &svg)) code = TOLL_EXIT_USAGE;
    toll_buffer_free(&svg);
    return code;
}

static int print_window(asked *a, const toll_counts_options *options, const toll_counts *people, const char *window)
{
    toll_error error = {0};
    toll_counts deaths;
    toll_disparity table = {0};
    size_t of = 0;
    toll_status status = toll_counts_of(&deaths, &a->memory, &a->death_grid, options, complain, a, &error);
    if (status < 0) return toll_cli_fail(&error);
    if (deaths.undated) toll_cli_say("%zu rows without a day are in no window", deaths.undated);
    const toll_disparity_input input = {sizeof input, deaths.items, people->items, deaths.count, people->count, a->reference, a->level};
    status = toll_disparity_open(&table, &input, &error);
    int code = status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
    if (status >= 0 && a->of) of = toll_disparity_find(&table, toll_text_of(a->of));
    if (of == SIZE_MAX) code = toll_cli_misused("--of names no row of the table of people");
    const toll_said *said = a->claim || a->says ? &a->said : NULL;
    toll_view_options view = toll_cli_reckoning_view(&a->ledger);
    bool print = !is_stdout(a->chart) && !is_stdout(a->funnel);
    if (code == TOLL_EXIT_DONE && print && !toll_cli_print_disparity(&table, window, &view, said, of, !a->printed)) code = TOLL_EXIT_USAGE;
    a->printed = true;
    if (code == TOLL_EXIT_DONE && a->chart) code = draw(&table, window, said, of, a->chart, false);
    if (code == TOLL_EXIT_DONE && a->funnel) code = draw(&table, window, said, of, a->funnel, true);
    toll_disparity_close(&table);
    return code;
}

static int print_windows(asked *a, const toll_counts *people)
{
    toll_counts_options options = {a->by, a->count, false, a->where, a->date, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN};
    if (!a->windows) return print_window(a, &options, people, NULL);
    if ((a->chart || a->funnel) && strchr(a->windows, ','))
        return toll_cli_misused("a chart draws one window; give --windows one, or leave --chart and --funnel out");
    if (!a->date) return toll_cli_misused("--windows needs --date COLUMN, the column of days in the table of deaths");
    for (const char *at = a->windows; *at;) {
        char window[64];
        size_t len = strcspn(at, ",");
        const char *next = take_window(&options.from, &options.to, at);
        if (!next || len >= sizeof window)
            return toll_cli_misused("--windows takes DAY..DAY, several with commas: 2022-02-24..2022-12-31,2023-01-01..");
        memcpy(window, at, len);
        window[len] = '\0';
        int code = print_window(a, &options, people, window);
        if (code != TOLL_EXIT_DONE) return code;
        at = next;
    }
    return TOLL_EXIT_DONE;
}

static int read_claim(asked *a)
{
    toll_error error = {0};
    uint32_t index;
    int code = toll_cli_reckoning_open(&a->ledger, "disparity");
    if (code != TOLL_CLI_GO) return code;
    toll_status status = toll_cli_find_claim(&index, &a->ledger, a->claim, &error);
    if (status < 0) return toll_cli_fail(&error);
    if (status != TOLL_OK) {
        toll_cli_say("disparity: there is no claim \"%s\" in the ledger (`tollbook claims --format jsonl` prints their ids)", a->claim);
        return TOLL_EXIT_USAGE;
    }
    const toll_reckoned_claim *claim = toll_reckoning_claim(toll_cli_reckoning_of(&a->ledger), index);
    if (toll_said_of_claim(&a->said, claim, (toll_policy)a->ledger.policy)) return TOLL_CLI_GO;
    toll_cli_say("disparity: claim %s is no ratio (times) and no share (percent), so there is nothing to lay it over", a->claim);
    return TOLL_EXIT_USAGE;
}

static int read_said(asked *a)
{
    if (a->claim) return read_claim(a);
    if (!a->says || toll_said_read(&a->said, a->says)) return TOLL_CLI_GO;
    toll_cli_say("--says \"%s\": write a ratio as 30..40, 30.., ..40 or 30, a share with %% at its end", a->says);
    return TOLL_EXIT_USAGE;
}

static int run(asked *a)
{
    toll_error error = {0};
    toll_counts people;
    const toll_counts_options options = {a->by, a->denominator, true, a->where, NULL, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN};
    toll_status status = toll_grid_open(&a->death_grid, a->deaths, complain, a, &error);
    if (status >= 0) status = toll_grid_open(&a->people_grid, a->population, complain, a, &error);
    if (status >= 0) status = toll_counts_of(&people, &a->memory, &a->people_grid, &options, complain, a, &error);
    if (status < 0) return toll_cli_fail(&error);
    if (toll_cli_stdout_is_terminal()) toll_cli_say("people are those of the column \"%.*s\"", (int)people.figure.len, people.figure.data);
    int code = print_windows(a, &people);
    return code == TOLL_EXIT_DONE && a->complaints ? TOLL_EXIT_INPUT : code;
}

int toll_cli_disparity(int argc, char **argv)
{
    asked a = {.level = 95, .ledger = TOLL_CLI_RECKONING_DEFAULT};
    const toll_option options[] = {
        {"deaths", TOLL_OPTION_TEXT, &a.deaths, "FILE", "CSV or JSON: a row a region with its deaths, or a row a death"},
        {"population", TOLL_OPTION_TEXT, &a.population, "FILE", "CSV or JSON: a row a region with its people"},
        {"by", TOLL_OPTION_TEXT, &a.by, "COLUMN", "the column of names, in both tables"},
        {"reference", TOLL_OPTION_TEXT, &a.reference, "NAME", "whose rate the others are laid against"},
        {"level", TOLL_OPTION_TEXT, &a.level_words, "PERCENT", "of the limits (default 95)"},
        {"count", TOLL_OPTION_TEXT, &a.count, "COLUMN", "the column of deaths (default: one with a usual name, else each row is one)"},
        {"denominator", TOLL_OPTION_TEXT, &a.denominator, "COLUMN",
            "the column of people: all, men, men of an age (default: population, people, all)"},
        {"where", TOLL_OPTION_TEXT, &a.where, "LIST", "only rows with these cells: region=Delta,sex=m"},
        {"date", TOLL_OPTION_TEXT, &a.date, "COLUMN", "the column of days in the table of deaths"},
        {"windows", TOLL_OPTION_TEXT, &a.windows, "LIST", "a table for each: 2022-02-24..2022-12-31,2023-01-01.."},
        {"claim", TOLL_OPTION_TEXT, &a.claim, "ID", "a ratio or share claim of the ledger, laid over the table"},
        {"says", TOLL_OPTION_TEXT, &a.says, "BOUNDS", "the same without a ledger: 30..40, 30.., 75%"},
        {"of", TOLL_OPTION_TEXT, &a.of, "NAME", "whose ratio or share the claim is (default: the highest rate)"},
        {"chart", TOLL_OPTION_TEXT, &a.chart, "FILE", "also draw the ratios as SVG (- = stdout, instead of the table)"},
        {"funnel", TOLL_OPTION_TEXT, &a.funnel, "FILE", "also draw the funnel as SVG"},
        TOLL_CLI_LEDGER_OPTION(a.ledger.ledger),
        {"format", TOLL_OPTION_CHOICE, &a.ledger.format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"},
        {"csv-safe", TOLL_OPTION_FLAG, &a.ledger.csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"},
    };
    const toll_usage usage = {"disparity", "",
        "Prints deaths per 100,000 people by region, their ratio to a reference and their share, with exact limits.",
        "  tollbook disparity --deaths deaths.csv --population people.csv --by region --reference Capital\n", options,
        sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1 || !a.deaths || !a.population || !a.by || !a.reference)
        return toll_cli_misused(
            "disparity needs --deaths FILE, --population FILE, --by COLUMN and --reference NAME, and takes no operands");
    if (a.level_words && (!toll_grid_number(&a.level, toll_text_of(a.level_words)) || a.level < 50 || a.level >= 100))
        return toll_cli_misused("--level takes a percentage from 50 to below 100, such as 95 or 99.8");
    if (a.claim && a.says) return toll_cli_misused("disparity takes --claim or --says, not both");
    toll_arena_init(&a.memory, 0);
    code = read_said(&a);
    if (code == TOLL_CLI_GO) code = run(&a);
    toll_cli_reckoning_close(&a.ledger);
    toll_grid_free(&a.death_grid);
    toll_grid_free(&a.people_grid);
    toll_arena_free(&a.memory);
    return code;
}
