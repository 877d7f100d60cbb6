/* In: a statement, all claims that go back to one utterance. Out: a row for each, under the one it hangs on, with what drifted and whether the
 * link is confirmed or only suggested. */
#include "base/fault.h"
#include "reckoned.h"

const toll_view_column toll_view_statement_columns[TOLL_VIEW_STATEMENT_COLUMNS] = {{"claim", NULL, 0}, {"from", NULL, 0},
    {"depth", NULL, 0}, {"document", "DOCUMENT", 20}, {"zone", "ZONE", 10}, {"words", "WORDS", 22}, {"chain", "THROUGH", 22},
    {"drift", "DRIFT", 22}, {"link", "LINK", 9}, {"reason", "WHY", 0}};

void toll_view_add_drift(toll_buffer *out, unsigned drift)
{
    for (unsigned bit = 1, any = 0; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
        if (drift & bit) toll_buffer_printf(out, "%s%s", any++ ? ", " : "", toll_drift_name((toll_drift)bit));
}

typedef struct tree {
    toll_reckoning *reckoning;
    const toll_statement *statement;
    toll_hop *hops;
    toll_view_rows *rows;
    toll_buffer *out;
} tree;

static void add_hop(tree *t, const toll_hop *hop, unsigned depth)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(t->reckoning, hop->claim);
    const toll_reckoned_document *d = toll_reckoning_document(t->reckoning, c->document);
    toll_view_value values[TOLL_VIEW_STATEMENT_COLUMNS];
    toll_buffer drift = {0}, name = {0}, chain = {0};
    bool head = hop->claim == hop->from, table = t->rows->view.format == TOLL_VIEW_TABLE;
    toll_view_add_drift(&drift, hop->drift);
    toll_buffer_printf(&name, "%*s%s", table ? (int)depth * 2 : 0, "", d->name ? d->name : "");
    toll_buffer_printf(&chain, "%s%s%s",
        c->claimant         ? c->claimant
        : c->claimant_words ? c->claimant_words
                            : "(not named)",
        c->chain ? " > " : "", c->chain ? c->chain : "");
    toll_view_set_text(&values[0], toll_text_of(c->id));
    toll_view_set_text(&values[1], toll_text_of(head ? NULL : toll_reckoning_claim(t->reckoning, hop->from)->id));
    toll_view_set_count(&values[2], depth);
    toll_view_set_text(&values[3], toll_text_of(name.data));
    toll_view_set_text(&values[4], toll_text_of(c->lede ? "lede" : toll_zone_name((toll_zone)c->zone)));
    toll_view_set_text(&values[5], toll_text_of(c->words));
    toll_view_set_text(&values[6], toll_text_of(chain.data));
    toll_view_set_text(&values[7], toll_text_of(drift.data));
    toll_view_set_text(&values[8], toll_text_of(head ? "head" : hop->confirmed ? "confirmed" : "suggested"));
    toll_view_set_text(&values[9], toll_text_of(hop->reason));
    toll_view_rows_add(t->out, t->rows, values);
    toll_buffer_free(&drift);
    toll_buffer_free(&name);
    toll_buffer_free(&chain);
}

/* The claim and what hangs on it. A hop leads to the head or to a claim that leads there, so the tree is at most two deep. */
static void add_under(tree *t, uint32_t claim, unsigned depth)
{
    for (uint32_t i = 0; i < t->statement->claim_count; i++) {
        const toll_hop *hop = &t->hops[i];
        if (hop->claim != claim) continue;
        add_hop(t, hop, depth);
        for (uint32_t k = 0; depth < 8 && k < t->statement->claim_count; k++)
            if (t->hops[k].from == claim && t->hops[k].claim != claim) add_under(t, t->hops[k].claim, depth + 1);
        return;
    }
}

bool toll_view_statement_rows(toll_buffer *out, toll_view_rows *rows, toll_reckoning *r, const toll_statement *s)
{
    tree t = {.reckoning = r, .statement = s, .rows = rows, .out = out, .hops = toll_base_zero(s->claim_count, sizeof *t.hops)};
    if (!t.hops) return false;
    for (uint32_t i = 0; i < s->claim_count; i++) toll_reckoning_hop(&t.hops[i], r, s, s->claims[i]);
    add_under(&t, s->head, 0);
    toll_base_free(t.hops);
    return true;
}
