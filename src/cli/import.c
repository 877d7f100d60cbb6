/* tollbook import series: a table of somebody's figures over time becomes series of the ledger. In: a table, a mapping (a preset, a file, or
 * options that say the same). Out: the series in the ledger; on stdout what is wrong with the table (`table_error`) and where a mirror of it
 * differs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "import.h"

typedef struct asked {
    const char *ledger, *claimant, *question, *preset, *map, *date, *total, *daily, *mirror;
    uint64_t lag;
    int format;
    bool csv_safe, dry;
    toll_arena memory;
    toll_series_map mapping;
    toll_grid grid, other_grid;
    toll_series_set set, other_set;
    toll_buffer own_map;
    size_t complaints;
} asked;

static void complain(void *context, const toll_error *error)
{
    ((asked *)context)->complaints++;
    toll_cli_complain(NULL, error);
}

/* "RUS military losses tank" as lines of a mapping: a class, outcomes, a side in capitals, else a category. */
static void add_question(toll_buffer *out, const char *words)
{
    toll_buffer outcomes = {0};
    for (const char *at = words; *at;) {
        size_t len = strcspn(at, " ");
        toll_text word = {at, len};
        if (len && toll_outcome_from_name(word) >= 0) toll_buffer_printf(&outcomes, " %.*s", (int)len, at);
        else if (len && toll_class_from_name(word) >= 0) toll_buffer_printf(out, "class = %.*s\n", (int)len, at);
        else if (len && *at >= 'A' && *at <= 'Z') toll_buffer_printf(out, "side = %.*s\n", (int)len, at);
        else if (len) toll_buffer_printf(out, "category = %.*s\n", (int)len, at);
        at += len + (at[len] == ' ');
    }
    if (outcomes.len) toll_buffer_printf(out, "outcome =%s\n", outcomes.data);
    toll_buffer_free(&outcomes);
}

/* The mapping that the options stand for; --question is then the question itself. */
static toll_status map_of_options(asked *a, toll_error *error)
{
    toll_buffer *out = &a->own_map;
    if (!a->date || (!a->total && !a->daily) || !a->question)
        return toll_error_set(error, TOLL_E_USAGE, NULL,
            "import series needs --preset NAME, --map FILE, or --date COLUMN, --total or --daily COLUMN and --question \"RUS military losses\"");
    toll_buffer_printf(out, "date = %s\nlag = %llu\n", a->date, (unsigned long long)a->lag);
    add_question(out, a->question);
    toll_buffer_printf(out, "[%s]\n", a->question);
    if (a->total) toll_buffer_printf(out, "total = %s\n", a->total);
    if (a->daily) toll_buffer_printf(out, "daily = %s\n", a->daily);
    if (out->failed) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the mapping");
    a->question = NULL;
    return toll_series_map_read(&a->mapping, &a->memory, (toll_text){out->data, out->len}, "the options", error);
}

static toll_status map_of_file(asked *a, toll_error *error)
{
    toll_grid_file file = {0};
    toll_status status = toll_grid_load(&file, a->map, error);
    if (status >= 0) status = toll_series_map_read(&a->mapping, &a->memory, (toll_text){file.bytes.data, file.bytes.len}, a->map, error);
    toll_grid_unload(&file);
    return status;
}

static toll_status read_mapping(asked *a, toll_error *error)
{
    if (a->map) return map_of_file(a, error);
    if (!a->preset) return map_of_options(a, error);
    toll_text text = toll_series_preset(a->preset);
    if (text.data) return toll_series_map_read(&a->mapping, &a->memory, text, a->preset, error);
    toll_buffer names = {0};
    for (size_t i = 0; toll_series_preset_name(i); i++) toll_buffer_printf(&names, "%s%s", i ? ", " : "", toll_series_preset_name(i));
    toll_error_set(error, TOLL_E_USAGE, NULL, "there is no preset \"%s\"; there are %s", a->preset, names.data ? names.data : "none");
    toll_buffer_free(&names);
    return TOLL_E_USAGE;
}

static bool is_asked(const asked *a, const toll_series *series)
{
    return !a->question || strcmp(a->question, series->name) == 0;
}

static const toll_cli_column columns[] = {{"finding", "FINDING", 11}, {"kind", "KIND", 10}, {"series", "SERIES", 14}, {"day", "DAY", 10},
    {"file", NULL, 0}, {"line", "LINE", 6}, {"value", NULL, 0}, {"other", NULL, 0}, {"other_line", NULL, 0}, {"reason", "REASON", 0}};
enum { column_count = sizeof columns / sizeof *columns };

static bool print_errors(asked *a, toll_cli_rows *rows, toll_buffer *out)
{
    toll_cli_value values[column_count];
    bool written = true;
    for (size_t i = 0; i < a->set.error_count && written; i++) {
        const toll_series_error *e = &a->set.errors[i];
        if (a->question && e->series && strcmp(e->series, a->question) != 0) continue;
        memset(values, 0, sizeof values);
        toll_cli_set_text(&values[0], toll_text_of("table_error"));
        toll_cli_set_text(&values[1], toll_text_of(toll_lint_name(e->lint)));
        toll_cli_set_text(&values[2], toll_text_of(e->series));
        toll_cli_set_day(&values[3], e->day);
        toll_cli_set_text(&values[4], toll_text_of(a->grid.where));
        toll_cli_set_count(&values[5], e->line);
        toll_cli_set_text(&values[9], toll_text_of(e->message));
        toll_cli_rows_add(out, rows, values);
        written = toll_cli_flush(out, false);
    }
    return written;
}

static void set_line(toll_cli_value *value, uint64_t line)
{
    if (line) toll_cli_set_count(value, line);
    else *value = (toll_cli_value){0};
}

static const char *mirror_words(const toll_series_difference *d)
{
    if (!d->line) return "the table has no such day, the mirror has";
    if (!d->other_line) return "the mirror has no such day";
    return d->total ? "the totals differ" : "the daily figures differ";
}

static bool print_mirror(
    asked *a, toll_cli_rows *rows, toll_buffer *out, const toll_series *series, const toll_series *other, size_t *count)
{
    toll_cli_value values[column_count];
    toll_series_difference d;
    size_t state = 0;
    bool written = true;
    while (written && toll_series_next_difference(&d, series, other, &state) == TOLL_OK) {
        memset(values, 0, sizeof values);
        toll_cli_set_text(&values[0], toll_text_of("table_error"));
        toll_cli_set_text(&values[1], toll_text_of("mirror"));
        toll_cli_set_text(&values[2], toll_text_of(series->name));
        toll_cli_set_day(&values[3], d.day);
        toll_cli_set_text(&values[4], toll_text_of(a->grid.where));
        set_line(&values[5], d.line);
        toll_cli_set_number(&values[6], d.value);
        toll_cli_set_number(&values[7], d.other);
        set_line(&values[8], d.other_line);
        toll_cli_set_text(&values[9], toll_text_of(mirror_words(&d)));
        toll_cli_rows_add(out, rows, values);
        ++*count;
        written = toll_cli_flush(out, false);
    }
    return written;
}

static int print(asked *a)
{
    toll_view_options view = {
        .size = sizeof view, .format = (toll_view_format)a->format, .width = toll_cli_width(), .csv_safe = a->csv_safe};
    if (a->format < 0) view.format = toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = view};
    toll_buffer out = {0};
    size_t differences = 0;
    toll_cli_rows_begin(&out, &rows);
    bool written = print_errors(a, &rows, &out);
    for (size_t i = 0; i < a->set.count && a->mirror && written; i++)
        if (is_asked(a, &a->set.series[i]))
            written = print_mirror(a, &rows, &out, &a->set.series[i], &a->other_set.series[i], &differences);
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (a->mirror && written) toll_cli_say("%s: %zu cells differ from %s", a->mirror, differences, a->grid.where);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

/* What is wrong with one series, and with the table as a whole where it is the first of those kept; with a mirror, each cell that differs. Strings
 * are in a->memory. */
static toll_status faults_of(toll_buffer *out, asked *a, size_t at, bool first, toll_error *error)
{
    const toll_series *series = &a->set.series[at];
    for (size_t i = 0; i < a->set.error_count; i++) {
        const toll_series_error *e = &a->set.errors[i];
        if (e->series ? strcmp(e->series, series->name) != 0 : !first) continue;
        const toll_series_fault fault = {toll_lint_name(e->lint), e->day, e->line, e->message};
        toll_buffer_add(out, (const char *)&fault, sizeof fault);
    }
    toll_series_difference d;
    for (size_t state = 0; a->mirror && toll_series_next_difference(&d, series, &a->other_set.series[at], &state) == TOLL_OK;) {
        char words[160];
        int len = snprintf(words, sizeof words, "%s: %.15g here, %.15g in %s (line %llu)", mirror_words(&d), d.value, d.other,
            a->other_grid.where, (unsigned long long)d.other_line);
        toll_utf8_tidy(words);
        const char *kept = len < 0 ? NULL : toll_arena_string(&a->memory, words, strlen(words));
        const toll_series_fault fault = {"mirror", d.day, d.line, kept ? kept : ""};
        toll_buffer_add(out, (const char *)&fault, sizeof fault);
    }
    return out->failed ? toll_error_set(error, TOLL_E_MEMORY, a->grid.where, "not enough memory for what is wrong with it") : TOLL_OK;
}

typedef struct kept_counts {
    size_t inserted, unchanged, cells;
} kept_counts;

static toll_status put_all(kept_counts *counts, asked *a, toll_ledger *ledger, toll_text packed, toll_error *error)
{
    toll_buffer faults = {0};
    toll_status status = TOLL_OK;
    bool first = true;
    for (size_t i = 0; i < a->set.count && status >= 0; i++) {
        toll_series *series = &a->set.series[i];
        if (!is_asked(a, series)) continue;
        if (a->claimant) series->claimant = a->claimant;
        toll_buffer_clear(&faults);
        status = faults_of(&faults, a, i, first, error);
        first = false;
        if (status < 0) break;
        const toll_series_source source = {
            packed, (const toll_series_fault *)(const void *)faults.data, faults.len / sizeof(toll_series_fault)};
        status = toll_series_put(ledger, series, &source, error);
        counts->inserted += status == TOLL_OK, counts->unchanged += status == TOLL_UNCHANGED;
        counts->cells += status == TOLL_OK ? series->count : 0;
    }
    toll_buffer_free(&faults);
    return status < 0 ? status : TOLL_OK;
}

static int keep(asked *a)
{
    toll_ledger *ledger = NULL;
    toll_buffer packed = {0};
    toll_error error = {0};
    kept_counts counts = {0};
    if (!toll_source_pack(&packed, (toll_text){a->grid.file.bytes.data, a->grid.file.bytes.len})) {
        toll_error_set(&error, TOLL_E_MEMORY, a->grid.where, "not enough memory to keep its bytes");
        return toll_cli_fail(&error);
    }
    toll_status status = toll_cli_ledger_open(&ledger, a->ledger, TOLL_LEDGER_WRITE, &error);
    if (status >= 0) status = put_all(&counts, a, ledger, (toll_text){packed.data, packed.len}, &error);
    int code = status < 0 ? toll_cli_fail(&error) : counts.inserted ? toll_cli_keep_reckoning(ledger, NULL, NULL) : TOLL_EXIT_DONE;
    toll_ledger_close(ledger);
    toll_buffer_free(&packed);
    if (status >= 0)
        toll_cli_say("%s: inserted %zu series of %zu days in all, unchanged %zu; %zu table errors", a->grid.where, counts.inserted,
            counts.cells, counts.unchanged, a->set.error_count);
    return code;
}

static int run(asked *a, const char *path)
{
    toll_error error = {0};
    size_t found = 0;
    toll_status status = read_mapping(a, &error);
    if (status >= 0) status = toll_grid_open(&a->grid, path, complain, a, &error);
    if (status >= 0) status = toll_series_make(&a->set, &a->memory, &a->grid, &a->mapping, &error);
    if (status >= 0 && a->mirror) status = toll_grid_open(&a->other_grid, a->mirror, complain, a, &error);
    if (status >= 0 && a->mirror) status = toll_series_make(&a->other_set, &a->memory, &a->other_grid, &a->mapping, &error);
    if (status < 0) return toll_cli_fail(&error);
    for (size_t i = 0; i < a->set.count; i++) found += is_asked(a, &a->set.series[i]);
    if (!found) return toll_cli_misused("import: --question names no series of the mapping ([name] lines are their names)");
    if (!a->claimant && !a->mapping.claimant)
        return toll_cli_misused("import series needs --claimant ID (`tollbook names` lists ids), or one in the mapping");
    status = toll_cli_look_at_sources(&a->set, &a->grid, &a->mapping, a->claimant ? a->claimant : a->mapping.claimant, &error);
    if (status < 0) return toll_cli_fail(&error);
    int code = a->dry ? TOLL_EXIT_DONE : keep(a);
    if (code == TOLL_EXIT_DONE) code = print(a);
    return code == TOLL_EXIT_DONE && a->complaints ? TOLL_EXIT_INPUT : code;
}

int toll_cli_import(int argc, char **argv)
{
    asked a = {.format = -1};
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(a.ledger),
        {"claimant", TOLL_OPTION_TEXT, &a.claimant, "ID", "whose figures they are: ukr-general-staff"},
        {"question", TOLL_OPTION_TEXT, &a.question, "WORDS",
            "one series of the mapping; without one what is counted: \"RUS military losses\""},
        {"preset", TOLL_OPTION_TEXT, &a.preset, "NAME", "a table that is known: ukraine-general-staff, gaza-health-ministry"},
        {"map", TOLL_OPTION_TEXT, &a.map, "FILE", "a mapping: which columns are which series (docs/series.md)"},
        {"date", TOLL_OPTION_TEXT, &a.date, "COLUMN", "the column of days"},
        {"total", TOLL_OPTION_TEXT, &a.total, "COLUMN", "the column of totals"},
        {"daily", TOLL_OPTION_TEXT, &a.daily, "COLUMN", "the column of daily figures"},
        {"lag", TOLL_OPTION_COUNT, &a.lag, "DAYS", "days from a loss to the row that tells of it (default 0)"},
        {"mirror", TOLL_OPTION_TEXT, &a.mirror, "FILE", "the same table kept by another hand: say every cell that differs"},
        {"dry-run", TOLL_OPTION_FLAG, &a.dry, NULL, "only say what is wrong with the table; no ledger is touched"},
        {"format", TOLL_OPTION_CHOICE, &a.format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"},
        {"csv-safe", TOLL_OPTION_FLAG, &a.csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"},
    };
    const toll_usage usage = {"import", "series FILE | table FILE",
        "Puts a table of somebody's figures over time into a ledger, and says what is wrong with the table; or a table as it is, such as\n"
        "deaths by region, for /disparity.",
        "  tollbook import series losses.csv --preset ukraine-general-staff\n"
        "  tollbook import series toll.csv --claimant gaza-health-ministry --date day --total killed --question \"PSE killed\"\n"
        "  tollbook import table deaths-by-region.csv\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    bool series = argc == 3 && strcmp(argv[1], "series") == 0, plain = argc == 3 && strcmp(argv[1], "table") == 0;
    if (!series && !plain) return toll_cli_misused("import takes `series FILE` or `table FILE`");
    if (plain && (a.claimant || a.question || a.preset || a.map || a.date || a.total || a.daily || a.mirror))
        return toll_cli_misused("import table keeps a table as it is; what its columns mean is said where it is used");
    toll_arena_init(&a.memory, 0);
    code = series ? run(&a, argv[2]) : toll_cli_import_table(argv[2], a.ledger, a.dry);
    toll_series_set_free(&a.set);
    toll_series_set_free(&a.other_set);
    toll_grid_free(&a.grid);
    toll_grid_free(&a.other_grid);
    toll_arena_free(&a.memory);
    toll_buffer_free(&a.own_map);
    return code;
}
