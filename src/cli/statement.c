/* tollbook statement: all claims that go back to one utterance, each under the claim it hangs on, with what drifted at each hop and
 * whether the link is confirmed or only suggested. */
#include "reckoning.h"

#include <stdlib.h>

static const toll_cli_column columns[] = {{"claim", NULL, 0}, {"from", NULL, 0}, {"depth", NULL, 0}, {"document", "DOCUMENT", 20},
    {"zone", "ZONE", 10}, {"words", "WORDS", 22}, {"chain", "THROUGH", 22}, {"drift", "DRIFT", 22}, {"link", "LINK", 9},
    {"reason", "WHY", 0}};
enum { column_count = sizeof columns / sizeof *columns };

static void add_drift(toll_buffer *out, unsigned drift)
{
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
        if (drift & bit) toll_buffer_printf(out, "%s%s", out->len ? ", " : "", toll_drift_name((toll_drift)bit));
}

typedef struct tree {
    toll_reckoning *reckoning;
    toll_statement statement;
    toll_hop *hops;
    toll_cli_rows rows;
    toll_buffer out;
} tree;

static void add_hop(tree *t, const toll_hop *hop, unsigned depth)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(t->reckoning, hop->claim);
    const toll_reckoned_document *d = toll_reckoning_document(t->reckoning, c->document);
    toll_cli_value values[column_count];
    toll_buffer drift = {0}, name = {0}, chain = {0};
    bool head = hop->claim == hop->from, table = t->rows.view.format == TOLL_VIEW_TABLE;
    add_drift(&drift, hop->drift);
    toll_buffer_printf(&name, "%*s%s", table ? (int)depth * 2 : 0, "", d->name ? d->name : "");
    toll_buffer_printf(&chain, "%s%s%s",
        c->claimant         ? c->claimant
        : c->claimant_words ? c->claimant_words
                            : "(not named)",
        c->chain ? " > " : "", c->chain ? c->chain : "");
    toll_cli_set_text(&values[0], toll_text_of(c->id));
    toll_cli_set_text(&values[1], toll_text_of(head ? NULL : toll_reckoning_claim(t->reckoning, hop->from)->id));
    toll_cli_set_count(&values[2], depth);
    toll_cli_set_text(&values[3], toll_text_of(name.data));
    toll_cli_set_text(&values[4], toll_text_of(c->lede ? "lede" : toll_zone_name((toll_zone)c->zone)));
    toll_cli_set_text(&values[5], toll_text_of(c->words));
    toll_cli_set_text(&values[6], toll_text_of(chain.data));
    toll_cli_set_text(&values[7], toll_text_of(drift.data));
    toll_cli_set_text(&values[8], toll_text_of(head ? "head" : hop->confirmed ? "confirmed" : "suggested"));
    toll_cli_set_text(&values[9], toll_text_of(hop->reason));
    toll_cli_rows_add(&t->out, &t->rows, values);
    toll_buffer_free(&drift);
    toll_buffer_free(&name);
    toll_buffer_free(&chain);
}

/* The claim and what hangs on it. A hop leads to the head or to a claim that leads there, so the tree is at most two deep. */
static void add_under(tree *t, uint32_t claim, unsigned depth)
{
    for (uint32_t i = 0; i < t->statement.claim_count; i++) {
        const toll_hop *hop = &t->hops[i];
        if (hop->claim != claim) continue;
        add_hop(t, hop, depth);
        for (uint32_t k = 0; depth < 8 && k < t->statement.claim_count; k++)
            if (t->hops[k].from == claim && t->hops[k].claim != claim) add_under(t, t->hops[k].claim, depth + 1);
        return;
    }
}

static int print(toll_cli_reckoning *asked, const char *id)
{
    tree t = {.rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(asked)}};
    uint32_t claim;
    toll_error error = {0};
    toll_status status = toll_cli_find_claim(&claim, asked, id, &error);
    if (status < 0) return toll_cli_fail(&error);
    t.reckoning = toll_cli_reckoning_of(asked);
    if (status != TOLL_OK || toll_reckoning_statement(&t.statement, t.reckoning, claim) != TOLL_OK) {
        toll_cli_say("statement: there is no claim \"%s\"; `tollbook claims` lists them", id);
        return TOLL_EXIT_USAGE;
    }
    toll_statement *s = &t.statement;
    t.hops = calloc(s->claim_count, sizeof *t.hops);
    if (!t.hops) {
        toll_cli_say("not enough memory");
        return TOLL_EXIT_USAGE;
    }
    for (uint32_t i = 0; i < s->claim_count; i++) toll_reckoning_hop(&t.hops[i], t.reckoning, s, s->claims[i]);
    if (t.rows.view.format == TOLL_VIEW_TABLE)
        toll_buffer_printf(&t.out, "%s: %u claims in %u documents, %u outlets; texts that are not near-duplicates of one another: %u\n",
            s->id, s->claim_count, s->document_count, s->outlet_count, s->origin_count);
    toll_cli_rows_begin(&t.out, &t.rows);
    add_under(&t, s->head, 0);
    bool written = toll_cli_flush(&t.out, true);
    toll_cli_rows_end(&t.rows);
    toll_buffer_free(&t.out);
    free(t.hops);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_statement(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    const toll_option options[] = {TOLL_CLI_RECKONING_OPTIONS(asked)};
    const toll_usage usage = {"statement", "CLAIM",
        "Prints the statement that a claim belongs to: all claims, over all documents, that go back to one "
        "utterance of one claimant, as a tree with the drift at each hop.",
        "  tollbook statement 0f3a9c1d2b4e5f6071829304\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc != 2) {
        toll_cli_say("statement takes one claim (`tollbook claims --format jsonl` prints their ids)");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "statement");
    if (code == TOLL_CLI_GO) code = print(&asked, argv[1]);
    toll_cli_reckoning_close(&asked);
    return code;
}
