/* tollbook questions: what is being counted, and for one question its ladder: who said what when, revisions in order, the latest of each
 * claimant. Figures of different claimants stand side by side and are never put together. */
#include "reckoning.h"

#include <stdlib.h>

static int print_list(toll_cli_reckoning *asked, uint64_t least, uint64_t limit)
{
    toll_cli_rows rows = {
        .columns = toll_view_question_columns, .count = TOLL_VIEW_QUESTION_COLUMNS, .view = toll_cli_reckoning_view(asked)};
    toll_buffer out = {0};
    toll_view_question row = {.claimants = 0};
    toll_error error = {0};
    toll_question q;
    bool written = true;
    toll_status status = toll_cli_questions_begin(asked, least, &error);
    toll_cli_rows_begin(&out, &rows);
    for (uint64_t shown = 0; written && status >= 0 && (!limit || shown < limit); shown++) {
        status = toll_cli_questions_next(&q, asked, &error);
        if (status != TOLL_OK) break;
        toll_view_set_question(&row, toll_cli_reckoning_of(asked), &q);
        toll_cli_rows_add(&out, &rows, row.values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_view_question_free(&row);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

/* Claimant by claimant, in the order in which each first spoke. */
static int print_ladder(toll_cli_reckoning *asked, const char *id, uint64_t limit)
{
    toll_question q;
    toll_words words;
    toll_error error = {0};
    toll_status status = toll_cli_find_question(&q, asked, id, limit, &error);
    if (status < 0) return toll_cli_fail(&error);
    toll_reckoning *r = toll_cli_reckoning_of(asked);
    if (status != TOLL_OK) {
        toll_cli_say("questions: there is no question or claim \"%s\"; `tollbook questions` lists them", id);
        return TOLL_EXIT_USAGE;
    }
    toll_question_title(&words, r, &q);
    uint32_t left_out = q.left_out, count = q.statement_count;
    toll_view_step *steps = malloc((count + 1u) * sizeof *steps);
    if (!steps) {
        toll_cli_say("not enough memory");
        return TOLL_EXIT_USAGE;
    }
    toll_view_ladder_order(steps, r, q.statements, count); /* the question's memory lives only until the next call */
    toll_cli_rows rows = {.columns = toll_view_ladder_columns, .count = TOLL_VIEW_LADDER_COLUMNS, .view = toll_cli_reckoning_view(asked)};
    toll_buffer out = {0};
    if (rows.view.format == TOLL_VIEW_TABLE) toll_buffer_printf(&out, "%s: %s\n", q.id, words.text);
    toll_cli_rows_begin(&out, &rows);
    toll_view_ladder_rows(&out, &rows, r, steps, count);
    bool written = toll_cli_flush(&out, true);
    if (left_out) toll_cli_say("questions: %u earlier statements are left out; a larger --limit shows them", left_out);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    free(steps);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_questions(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    uint64_t least = 1, limit = 0; /* a ladder: 0 = all */
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(asked),
        {"least", TOLL_OPTION_COUNT, &least, "N", "only questions on which at least so many statements were made"},
        {"limit", TOLL_OPTION_COUNT, &limit, "N", "at most so many questions; of one question the statements said last"},
    };
    const toll_usage usage = {"questions", "[QUESTION | CLAIM]",
        "Prints what the claims of a ledger count, or for one question who said what when, claimant by claimant, the latest figure of each marked.",
        "  tollbook questions --least 2\n"
        "  tollbook questions q6e0b15c7d0a41f22\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 2) {
        toll_cli_say("questions takes one question at most");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "questions");
    if (code == TOLL_CLI_GO) code = argc > 1 ? print_ladder(&asked, argv[1], limit) : print_list(&asked, least, limit);
    toll_cli_reckoning_close(&asked);
    return code;
}
