/* tollbook chart: a question's ladder, some claims side by side, or a claimant's figures over time as SVG. The drawing is view/chart.h, the same that
 * the workbench shows. */
#include "reckoning.h"

#include <stdio.h>

#include "view/chart.h"

typedef struct asked_chart {
    toll_cli_reckoning reckoning;
    const char *side, *path;
    uint64_t panels, limit;
} asked_chart;

static toll_status draw_question(toll_buffer *out, asked_chart *asked, const char *id, toll_error *error)
{
    toll_question q;
    toll_status status = toll_cli_find_question(&q, &asked->reckoning, id, asked->limit, error);
    if (status != TOLL_OK) return status;
    return toll_chart_question(out, toll_cli_reckoning_of(&asked->reckoning), &q, asked->reckoning.as_of)
               ? TOLL_OK
               : toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the chart");
}

static toll_status draw_series(toll_buffer *out, asked_chart *asked, const char *claimant, toll_error *error)
{
    size_t shown = 0;
    toll_status status = toll_cli_find_claimant(&asked->reckoning, claimant, error);
    if (status < 0) return status;
    if (!toll_chart_claimant(out, &shown, toll_cli_reckoning_of(&asked->reckoning), claimant, asked->side, asked->panels))
        return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the chart");
    return shown ? TOLL_OK : TOLL_END;
}

/* Only claims that may stand side by side: on one question in every term; else the reason. */
static toll_status draw_compare(toll_buffer *out, asked_chart *asked, int count, char **ids, toll_error *error)
{
    uint32_t claims[16];
    char sentence[4096];
    if (count < 2 || count > 16) return toll_error_set(error, TOLL_E_USAGE, "", "chart compare takes 2 to 16 claims");
    for (int i = 0; i < count; i++) {
        toll_status status = toll_cli_find_claim(&claims[i], &asked->reckoning, ids[i], error);
        if (status != TOLL_OK) return status;
    }
    toll_reckoning *r = toll_cli_reckoning_of(&asked->reckoning);
    for (int i = 1; i < count; i++) {
        toll_status status = toll_reckoning_compare(sentence, sizeof sentence, r, claims[0], claims[i], error);
        if (status < 0) return status;
    }
    const char *title = count == 2 ? sentence : "Claims on one question, side by side";
    return toll_chart_claims(out, r, claims, (size_t)count, title)
               ? TOLL_OK
               : toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the chart");
}

static void draw_one(toll_buffer *out, const asked_chart *asked, const toll_series *series)
{
    const toll_reckon_options names = {.size = sizeof names, .name = toll_world_name, .context = asked->reckoning.world};
    toll_chart_table(out, series, &names);
}

/* A series of the claimant's own claims. */
static toll_status draw_own(toll_buffer *out, asked_chart *asked, const char *claimant, const char *name, toll_error *error)
{
    toll_own_list own;
    toll_status status = toll_cli_find_claimant(&asked->reckoning, claimant, error);
    if (status < 0) return status;
    status = toll_own_series_of(&own, toll_cli_reckoning_of(&asked->reckoning), claimant, 1, error);
    size_t at = status < 0 ? SIZE_MAX : toll_own_find(&own, name);
    if (at != SIZE_MAX) draw_one(out, asked, &own.items[at].series);
    else if (status >= 0) status = TOLL_END;
    toll_own_list_free(&own);
    return status;
}

static toll_status draw_table(toll_buffer *out, asked_chart *asked, const char *claimant, const char *name, toll_error *error)
{
    toll_series_list list;
    toll_status status = toll_series_load_heads(&list, asked->reckoning.store, 0, error);
    size_t at = status < 0 ? SIZE_MAX : toll_series_find(&list, claimant, name);
    if (status >= 0 && at == SIZE_MAX) status = draw_own(out, asked, claimant, name, error);
    else if (status >= 0) {
        status = toll_series_load_points(&list, at, asked->reckoning.store, error);
        if (status == TOLL_OK) draw_one(out, asked, &list.items[at].series);
    }
    toll_series_list_free(&list);
    return out->failed ? toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the chart") : status;
}

static int print(asked_chart *asked, int count, char **words)
{
    toll_buffer out = {0};
    toll_error error = {0};
    const char *kind = words[0];
    toll_status status = !strcmp(kind, "compare")  ? draw_compare(&out, asked, count - 1, words + 1, &error)
                         : !strcmp(kind, "series") ? draw_series(&out, asked, words[1], &error)
                         : !strcmp(kind, "table")  ? draw_table(&out, asked, words[1], words[2], &error)
                                                   : draw_question(&out, asked, words[1], &error);
    int code = status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
    if (status == TOLL_END) {
        toll_cli_say(!strcmp(kind, "table")
                         ? "chart: no such series of \"%s\" was imported, or is made of its claims; `tollbook series` and `tollbook series "
                           "CLAIMANT --own` list them"
                     : !strcmp(kind, "series") ? "chart: \"%s\" has no dated figures on people; `tollbook names` lists claimants"
                                               : "chart: there is no \"%s\"; `tollbook questions` and `tollbook claims` list what there is",
            !strcmp(kind, "compare") ? "such claim" : words[1]);
        code = TOLL_EXIT_USAGE;
    }
    if (code == TOLL_EXIT_DONE && !toll_cli_write_file("chart", asked->path, &out)) code = TOLL_EXIT_USAGE;
    toll_buffer_free(&out);
    return code;
}

int toll_cli_chart(int argc, char **argv)
{
    asked_chart asked = {.reckoning = TOLL_CLI_RECKONING_DEFAULT, .panels = 6, .limit = 200};
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(asked.reckoning.ledger),
        {"as-of", TOLL_OPTION_TEXT, &asked.reckoning.as_of, "DATE", "what the ledger knew at the end of that day (UTC)"},
        {"policy", TOLL_OPTION_CHOICE, &asked.reckoning.policy, "strict|acled", "what vague words allow"},
        {"side", TOLL_OPTION_TEXT, &asked.side, "SIDE", "series: whose loss"},
        {"panels", TOLL_OPTION_COUNT, &asked.panels, "N", "series: at most so many definitions (default 6)"},
        {"limit", TOLL_OPTION_COUNT, &asked.limit, "N", "question: the statements said last (default 200)"},
        {"output", TOLL_OPTION_TEXT, &asked.path, "FILE", "where to write the SVG (also -o; default: stdout)"},
    };
    const toll_usage usage = {"chart", "question QUESTION|CLAIM | series CLAIMANT | table CLAIMANT NAME | compare CLAIM CLAIM...",
        "Draws figures as SVG with their bounds as they were said: a question's ladder, a claimant's figures over time, claims side by side; or an "
        "imported series, or one of a claimant's own claims: its totals and its days, with the records ringed.",
        "  tollbook chart question q6e0b15c7d0a41f22 -o makiivka.svg\n"
        "  tollbook chart series ukr-general-staff --side RUS -o series.svg\n"
        "  tollbook chart table ukr-general-staff personnel -o table.svg\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    bool compare = argc > 1 && !strcmp(argv[1], "compare"), table = argc > 1 && !strcmp(argv[1], "table");
    bool one = argc > 1 && (!strcmp(argv[1], "question") || !strcmp(argv[1], "series"));
    if (!(compare ? argc > 2 : table ? argc == 4 : one && argc == 3)) {
        toll_cli_say(
            "chart takes `question QUESTION`, `series CLAIMANT`, `table CLAIMANT NAME` or `compare CLAIM CLAIM`; `tollbook chart --help`");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked.reckoning, "chart");
    if (code == TOLL_CLI_GO) code = print(&asked, argc - 1, argv + 1);
    toll_cli_reckoning_close(&asked.reckoning);
    return code;
}
