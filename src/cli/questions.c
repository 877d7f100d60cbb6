/* tollbook questions: what is being counted, and for one question its ladder: who said what when, revisions in order, the latest of each
 * claimant. Figures of different claimants stand side by side and are never put together. */
#include "reckoning.h"

#include <stdlib.h>

static const toll_cli_column list_columns[] = {{"question", "QUESTION", 17}, {"terms", "WHAT IS COUNTED", 0}, {"statements", "SAID", 4},
    {"claimants", "CLAIMANTS", 9}, {"figures", "FIGURES", 0}};
static const toll_cli_column ladder_columns[] = {{"claimant", "CLAIMANT", 20}, {"said", "SAID", 10}, {"figure", "FIGURE", 20},
    {"outcome", "OUTCOME", 17}, {"day", NULL, 0}, {"place", "PLACE", 14}, {"latest", "LATEST", 6}, {"statement", NULL, 0},
    {"claims", "CLAIMS", 6}, {"documents", "DOCUMENTS", 0}};
enum { list_count = sizeof list_columns / sizeof *list_columns, ladder_count = sizeof ladder_columns / sizeof *ladder_columns };

static toll_day said(toll_reckoning *r, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    return c->stated != TOLL_DAY_UNKNOWN ? c->stated : toll_reckoning_document(r, c->document)->published;
}

/* Interned strings: equal claimants are the same pointer. Without an institution the words stand for it. */
static const char *claimant_of(toll_reckoning *r, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    return c->claimant ? c->claimant : c->claimant_words ? c->claimant_words : "(not named)";
}

static size_t add_figures(toll_buffer *out, toll_reckoning *r, const toll_question *q)
{
    size_t claimants = 0;
    for (uint32_t i = 0; i < q->statement_count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && k < 256 && !seen; k++)
            seen = !strcmp(claimant_of(r, q->statements[k]), claimant_of(r, q->statements[i]));
        claimants += !seen;
        if (i < 8)
            toll_buffer_printf(
                out, "%s%s: %s", i ? "; " : "", claimant_of(r, q->statements[i]), toll_reckoning_claim(r, q->statements[i])->words);
        if (i == 8) toll_buffer_add_string(out, "; ...");
    }
    return claimants;
}

static int print_list(toll_cli_reckoning *asked, uint64_t least, uint64_t limit)
{
    toll_cli_rows rows = {.columns = list_columns, .count = list_count, .view = toll_cli_reckoning_view(asked)};
    toll_buffer out = {0}, figures = {0};
    toll_cli_value values[list_count];
    toll_error error = {0};
    toll_question q;
    bool written = true;
    toll_status status = toll_cli_questions_begin(asked, least, &error);
    toll_cli_rows_begin(&out, &rows);
    for (uint64_t shown = 0; written && status >= 0 && (!limit || shown < limit); shown++) {
        status = toll_cli_questions_next(&q, asked, &error);
        if (status != TOLL_OK) break;
        toll_words words;
        toll_question_words(&words, &q);
        toll_buffer_clear(&figures);
        size_t claimants = add_figures(&figures, toll_cli_reckoning_of(asked), &q);
        toll_cli_set_text(&values[0], toll_text_of(q.id));
        toll_cli_set_text(&values[1], toll_text_of(words.text));
        toll_cli_set_count(&values[2], q.statement_count);
        toll_cli_set_count(&values[3], claimants);
        toll_cli_set_text(&values[4], toll_text_of(figures.data));
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&figures);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static void set_step(toll_cli_value *values, toll_buffer *documents, toll_reckoning *r, uint32_t head, bool latest)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, head);
    toll_statement s;
    toll_buffer_clear(documents);
    if (toll_reckoning_statement(&s, r, head) != TOLL_OK) s = (toll_statement){.claims = &head, .claim_count = 1};
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < s.claim_count && i < 32; i++) {
        uint32_t document = toll_reckoning_claim(r, s.claims[i])->document;
        if (document != before) toll_buffer_printf(documents, "%s%s", i ? ", " : "", toll_reckoning_document(r, document)->name);
        before = document;
    }
    toll_cli_set_text(&values[0], toll_text_of(claimant_of(r, head)));
    toll_cli_set_day(&values[1], said(r, head));
    toll_cli_set_text(&values[2], toll_text_of(c->words));
    toll_cli_set_text(&values[3], toll_text_of(toll_outcome_name((toll_outcome)c->outcome)));
    toll_cli_set_day(&values[4], c->to);
    toll_cli_set_text(&values[5], toll_text_of(c->place_name ? c->place_name : c->place_words));
    toll_cli_set_text(&values[6], toll_text_of(latest ? "latest" : ""));
    toll_cli_set_text(&values[7], toll_text_of(s.claim_count ? c->id : ""));
    toll_cli_set_count(&values[8], s.claim_count);
    toll_cli_set_text(&values[9], toll_text_of(documents->data));
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
    toll_question_words(&words, &q);
    uint32_t left_out = q.left_out, count = q.statement_count, *heads = malloc(count * sizeof *heads);
    if (!heads) {
        toll_cli_say("not enough memory");
        return TOLL_EXIT_USAGE;
    }
    memcpy(heads, q.statements, count * sizeof *heads); /* the question's memory lives only until the next call */
    toll_cli_rows rows = {.columns = ladder_columns, .count = ladder_count, .view = toll_cli_reckoning_view(asked)};
    toll_buffer out = {0}, documents = {0};
    toll_cli_value values[ladder_count];
    if (rows.view.format == TOLL_VIEW_TABLE) toll_buffer_printf(&out, "%s: %s\n", q.id, words.text);
    toll_cli_rows_begin(&out, &rows);
    for (uint32_t i = 0; i < count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) seen = !strcmp(claimant_of(r, heads[k]), claimant_of(r, heads[i]));
        for (uint32_t k = i; k < count && !seen; k++) {
            if (strcmp(claimant_of(r, heads[k]), claimant_of(r, heads[i]))) continue;
            bool latest = true;
            for (uint32_t n = k + 1; n < count; n++) latest &= strcmp(claimant_of(r, heads[n]), claimant_of(r, heads[i])) != 0;
            set_step(values, &documents, r, heads[k], latest);
            toll_cli_rows_add(&out, &rows, values);
        }
    }
    bool written = toll_cli_flush(&out, true);
    if (left_out) toll_cli_say("questions: %u earlier statements are left out; a larger --limit shows them", left_out);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&documents);
    toll_buffer_free(&out);
    free(heads);
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
