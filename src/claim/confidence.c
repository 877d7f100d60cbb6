/* How sure is a claim: the chance that value, unit, outcome, side and claimant are all right.
 *
 * In: a document's settled drafts. Out: for each, the grounds that hold of it (one bit each, in toll_claim.grounds) and the chance that
 * follows, 1 / (1 + exp(-sum of the grounds' weights)). The weights are rows of confidence.tsv, fitted by tools/fit_confidence.py to texts read
 * by hand; without that table every claim has CONFIDENCE_UNFITTED. The grounds are few and can be read, so that a number can be argued with.
 * Costs a look at each claim; what concerns the whole text is found once. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>

typedef struct grounded { /* what a ground may look at */
    const toll_claim_reader *reader;
    const draft *draft;
    const toll_claim *claim;
    bool one_side; /* all claims of the text are about one side */
} grounded;

/* Bytes between two spans; far where one of them is missing. */
static uint32_t gap(toll_span a, toll_span b)
{
    if (a.off > b.off) return gap(b, a);
    if (!a.len || !b.len) return UINT32_MAX;
    return toll_span_end(a) >= b.off ? 0 : b.off - (uint32_t)toll_span_end(a);
}

static bool said(const toll_claimant *who)
{
    return who->span.len > 0;
}

static bool at_war(const grounded *g)
{
    return g->claim->victims.side && claim_side_facts(g->reader, g->claim->victims.side)->at_war;
}

/* "500 casualties", "the toll stands at 500": the figure is of a word that counts losses, not of victims. */
static bool counts_losses(const toll_claim *claim)
{
    static const char *const rules[] = {"counted-losses", "toll-stands", "toll-stood", "total-stands", "losses-amount", "death-of-victims",
        "deaths-of-victims", "average-of-total"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(claim->rule, rules[i])) return true;
    return false;
}

/* Name in the table, and when it holds. The order is the order of the bits. */
#define GROUNDS(X)                                                                                                                         \
    X(always, true)                                                                                                                        \
    X(side_in_words, d->side_said)                                                                                                         \
    X(side_left_open, d->side_open)                                                                                                        \
    X(side_missing, !claim->victims.side)                                                                                                  \
    X(side_at_war, at_war(&g))                                                                                                             \
    X(side_of_place, d->side_here)                                                                                                         \
    X(side_alone, g.one_side)                                                                                                              \
    X(place_said, d->place_said)                                                                                                           \
    X(own_loss, claim->stake == TOLL_STAKE_OWN_LOSS)                                                                                       \
    X(claimant_unknown, said(&claim->claimant) && !claim->claimant.id)                                                                     \
    X(claimant_unsaid, !said(&claim->claimant) && !claim->claimant.id)                                                                     \
    X(claimant_far, said(&claim->claimant) && gap(claim->claimant.span, claim->quantity.span) > FAR_CLAIMANT)                              \
    X(outcome_far, gap(claim->outcome_span, claim->quantity.span) > FAR_OUTCOME)                                                           \
    X(loss_noun, counts_losses(claim))                                                                                                     \
    X(headline, claim->zone == TOLL_ZONE_HEADLINE)                                                                                         \
    X(short_text, g.reader->document->text.len < SHORT_TEXT)                                                                               \
    X(exact, claim->quantity.qualifier == TOLL_QUALIFIER_EXACT)

enum { FAR_CLAIMANT = 100, FAR_OUTCOME = 60, SHORT_TEXT = 600 }; /* bytes */

static const char *const names[] = {
#define X(name, holds) #name,
    GROUNDS(X)
#undef X
};
enum { GROUND_COUNT = sizeof names / sizeof *names };
_Static_assert((int)GROUND_COUNT <= (int)CONFIDENCE_GROUND_LIMIT, "a ground is one bit of 32");

const char *toll_ground_name(unsigned ground)
{
    return ground < GROUND_COUNT ? names[ground] : NULL;
}

static uint32_t grounds_of(grounded g)
{
    const draft *d = g.draft;
    const toll_claim *claim = g.claim;
    uint32_t held = 0, bit = 1;
#define X(name, holds)                                                                                                                     \
    if (holds) held |= bit;                                                                                                                \
    bit <<= 1;
    GROUNDS(X)
#undef X
    return held;
}

double claim_confidence_of(const confidence_weights *weights, uint32_t grounds)
{
    if (!weights->fitted) return CONFIDENCE_UNFITTED;
    double sum = 0;
    for (unsigned i = 0; i < GROUND_COUNT; i++)
        if (grounds >> i & 1) sum += weights->of[i];
    double chance = 1 / (1 + exp(-sum));
    return fmin(fmax(chance, CONFIDENCE_LEAST), 1 - CONFIDENCE_LEAST);
}

static bool one_side(const toll_claim_reader *reader)
{
    const char *first = NULL;
    for (size_t i = 0; i < reader->draft_count; i++) {
        const char *side = reader->drafts[i].claim.victims.side;
        if (!first) first = side;
        if (side && strcmp(side, first) != 0) return false;
    }
    return true;
}

void claim_confidence(toll_claim_reader *reader)
{
    grounded g = {.reader = reader, .one_side = one_side(reader)};
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_claim *claim = &reader->drafts[i].claim;
        g.draft = &reader->drafts[i];
        g.claim = claim;
        claim->grounds = grounds_of(g);
        claim->confidence = claim_confidence_of(&reader->tables->confidence, claim->grounds);
    }
}

/* --- the table */
static int ground_called(const char *name)
{
    for (int i = 0; i < (int)GROUND_COUNT; i++)
        if (!strcmp(names[i], name)) return i;
    return -1;
}

toll_status claim_confidence_open(confidence_weights *out, const toll_tables *tables, toll_error *error)
{
    *out = (confidence_weights){.fitted = false};
    int found = toll_tables_find(tables, "confidence.tsv");
    if (found < 0) return TOLL_OK;
    uint16_t table = (uint16_t)found;
    int feature = toll_tables_column(tables, table, "feature"), weight = toll_tables_column(tables, table, "weight");
    const char *file = toll_tables_name(tables, table);
    if (feature < 0 || weight < 0)
        return toll_error_at(error, TOLL_E_TABLE, file, 0, "the header row must name the columns feature and weight");
    uint32_t seen = 0;
    for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++) {
        const char *name = toll_tables_cell(tables, table, row, feature), *cell = toll_tables_cell(tables, table, row, weight);
        uint32_t line = toll_tables_line(tables, table, row);
        int ground = ground_called(name);
        char *end;
        double value = strtod(cell, &end);
        if (ground < 0)
            return toll_error_at(
                error, TOLL_E_TABLE, file, line, "no feature of claims is called `%s`; src/claim/confidence.c lists them", name);
        if (seen >> ground & 1)
            return toll_error_at(error, TOLL_E_TABLE, file, line, "`%s` has a weight already; keep one of the rows", name);
        if (!*cell || *end || !isfinite(value))
            return toll_error_at(error, TOLL_E_TABLE, file, line, "the weight of `%s` is `%s`, not a number", name, cell);
        seen |= 1u << ground;
        out->of[ground] = value;
    }
    out->fitted = true;
    return TOLL_OK;
}
