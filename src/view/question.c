/* In: a question and the reckoning that its claims are in. Out: what is counted and the figures side by side; or its ladder: claimant by claimant, in
 * the order in which each first spoke, every statement, the latest marked. Figures of different claimants are never put together. */
#include <stdio.h>

#include "reckoned.h"

const toll_view_column toll_view_question_columns[TOLL_VIEW_QUESTION_COLUMNS] = {{"question", "QUESTION", 17},
    {"title", "WHAT IS COUNTED", 0}, {"terms", NULL, 0}, {"statements", "SAID", 4}, {"claimants", "CLAIMANTS", 9},
    {"figures", "FIGURES", 0}};
const toll_view_column toll_view_ladder_columns[TOLL_VIEW_LADDER_COLUMNS] = {{"claimant", "CLAIMANT", 20}, {"name", NULL, 0},
    {"said", "SAID", 10}, {"figure", "FIGURE", 20}, {"outcome", "OUTCOME", 17}, {"day", NULL, 0}, {"place", "PLACE", 14},
    {"latest", "LATEST", 6}, {"statement", NULL, 0}, {"claims", "CLAIMS", 6}, {"documents", "DOCUMENTS", 0}};

toll_day toll_view_said(toll_reckoning *r, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    return c->stated != TOLL_DAY_UNKNOWN ? c->stated : toll_reckoning_document(r, c->document)->published;
}

/* Interned strings: equal claimants are the same pointer. Without an institution the words stand for it. */
const char *toll_view_claimant(toll_reckoning *r, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    return c->claimant ? c->claimant : c->claimant_words ? c->claimant_words : "(not named)";
}

const char *toll_view_claimant_name(toll_reckoning *r, uint32_t claim)
{
    const char *id = toll_reckoning_claim(r, claim)->claimant;
    return id ? toll_reckoning_called(r, id) : toll_view_claimant(r, claim);
}

static size_t add_figures(toll_buffer *out, toll_reckoning *r, const toll_question *q)
{
    size_t claimants = 0;
    for (uint32_t i = 0; i < q->statement_count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && k < 256 && !seen; k++)
            seen = toll_view_claimant(r, q->statements[k]) == toll_view_claimant(r, q->statements[i]);
        claimants += !seen;
        if (i < 8)
            toll_buffer_printf(out, "%s%s: %s", i ? "; " : "", toll_view_claimant_name(r, q->statements[i]),
                toll_reckoning_claim(r, q->statements[i])->words);
        if (i == 8) toll_buffer_add_string(out, "; ...");
    }
    return claimants;
}

void toll_view_set_question(toll_view_question *out, toll_reckoning *r, const toll_question *q)
{
    toll_view_value *values = out->values;
    toll_question_title(&out->title, r, q);
    toll_question_words(&out->terms, q);
    toll_buffer_clear(&out->figures);
    out->claimants = add_figures(&out->figures, r, q);
    toll_view_set_text(&values[0], toll_text_of(q->id));
    toll_view_set_text(&values[1], toll_text_of(out->title.text));
    toll_view_set_text(&values[2], toll_text_of(out->terms.text));
    toll_view_set_count(&values[3], q->statement_count);
    toll_view_set_count(&values[4], out->claimants);
    toll_view_set_text(&values[5], toll_text_of(out->figures.data));
}

void toll_view_question_free(toll_view_question *question)
{
    toll_buffer_free(&question->figures);
}

static void set_step(toll_view_value *values, toll_buffer *documents, toll_reckoning *r, uint32_t head, bool latest)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, head);
    toll_statement s;
    toll_buffer_clear(documents);
    if (toll_reckoning_statement(&s, r, head) != TOLL_OK) s = (toll_statement){.claims = &head, .claim_count = 1};
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < s.claim_count && i < 32; i++) {
        uint32_t document = toll_reckoning_claim(r, s.claims[i])->document;
        if (document != before) {
            if (i) toll_buffer_add(documents, ", ", 2);
            toll_buffer_add_string(documents, toll_reckoning_document(r, document)->name);
        }
        before = document;
    }
    toll_view_set_text(&values[0], toll_text_of(toll_view_claimant(r, head)));
    toll_view_set_text(&values[1], toll_text_of(c->claimant ? toll_reckoning_called(r, c->claimant) : NULL));
    toll_view_set_day(&values[2], toll_view_said(r, head));
    toll_view_set_text(&values[3], toll_text_of(c->words));
    toll_view_set_text(&values[4], toll_text_of(toll_outcome_name((toll_outcome)c->outcome)));
    toll_view_set_day(&values[5], c->to);
    toll_view_set_text(&values[6], toll_text_of(c->place_name ? c->place_name : c->place_words));
    toll_view_set_text(&values[7], toll_text_of(latest ? "latest" : ""));
    toll_view_set_text(&values[8], toll_text_of(s.claim_count ? c->id : ""));
    toll_view_set_count(&values[9], s.claim_count);
    toll_view_set_text(&values[10], toll_text_of(documents->data));
}

void toll_view_ladder_order(toll_view_step *out, toll_reckoning *r, const uint32_t *heads, uint32_t count)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < at && !seen; k++) seen = toll_view_claimant(r, out[k].claim) == toll_view_claimant(r, heads[i]);
        if (seen) continue;
        for (uint32_t k = i; k < count; k++)
            if (toll_view_claimant(r, heads[k]) == toll_view_claimant(r, heads[i])) out[at++] = (toll_view_step){heads[k], false};
        out[at - 1].latest = true;
    }
}

void toll_view_ladder_rows(toll_buffer *out, toll_view_rows *rows, toll_reckoning *r, const toll_view_step *steps, uint32_t count)
{
    toll_view_value values[TOLL_VIEW_LADDER_COLUMNS];
    toll_buffer documents = {0};
    for (uint32_t i = 0; i < count; i++) {
        set_step(values, &documents, r, steps[i].claim, steps[i].latest);
        toll_view_rows_add(out, rows, values);
    }
    toll_buffer_free(&documents);
}
