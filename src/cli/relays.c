/* tollbook relays: who carries whose figures, and what is left of them: claimant by outlet, the claims carried, how many days after they
 * were said, and how often the bound, the claimant and the word "unverified" came through. In: the statements of the reckoning. Out:
 * rows, most claims first. Shares are of the claims in which there was something to keep; where there was nothing they are left open. */
#include "reckoning.h"

#include <stdlib.h>

static const toll_cli_column columns[] = {{"claimant", "CLAIMANT", 24}, {"outlet", "OUTLET", 0}, {"claims", "CLAIMS", 6},
    {"documents", "DOCS", 5}, {"days_after", "DAYS AFTER", 10}, {"qualifier_kept", "BOUND KEPT", 10}, {"claimant_named", "NAMED", 6},
    {"unverified_passed_on", "UNVERIFIED", 10}};
enum { column_count = sizeof columns / sizeof *columns };

typedef struct relay {
    const char *claimant, *outlet; /* interned: equal ones are the same pointer */
    uint32_t document;             /* the last one counted */
    uint64_t claims, documents, named, bounds, bounds_kept, unverified, unverified_kept, dated;
    int64_t days;
} relay;

static int compare_cells(const void *a, const void *b)
{
    const relay *x = a, *y = b;
    int order = strcmp(x->claimant, y->claimant);
    if (!order) order = strcmp(x->outlet, y->outlet);
    return order ? order : x->document < y->document ? -1 : x->document > y->document;
}

static int compare_counts(const void *a, const void *b)
{
    const relay *x = a, *y = b;
    return x->claims != y->claims ? (x->claims > y->claims ? -1 : 1) : compare_cells(a, b);
}

/* One claim as a relay of its statement's head. False where nobody vouches. */
static bool measure(relay *out, toll_reckoning *r, const toll_reckoned_claim *head, bool unverified, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    const toll_reckoned_document *d = toll_reckoning_document(r, c->document), *first = toll_reckoning_document(r, head->document);
    if (!head->claimant) return false;
    toll_day said = head->stated != TOLL_DAY_UNKNOWN ? head->stated : first->published;
    bool bound = head->qualifier != TOLL_QUALIFIER_EXACT, dated = said != TOLL_DAY_UNKNOWN && d->published != TOLL_DAY_UNKNOWN;
    *out = (relay){.claimant = head->claimant,
        .outlet = d->outlet ? d->outlet : "(not known)",
        .document = c->document,
        .claims = 1,
        .named = c->claimant_words != NULL,
        .bounds = bound,
        .bounds_kept = bound && c->qualifier == head->qualifier,
        .unverified = unverified,
        .unverified_kept = unverified && c->verified == TOLL_VERIFIED_UNVERIFIED,
        .dated = dated,
        .days = dated ? d->published - said : 0};
    return true;
}

static size_t collect(relay *out, toll_reckoning *r)
{
    uint32_t total = toll_reckoning_claim_count(r);
    size_t count = 0;
    for (uint32_t i = 0; i < total; i++) {
        toll_statement s;
        if (toll_reckoning_statement(&s, r, i) != TOLL_OK || s.head != i) continue;
        bool unverified = false;
        for (uint32_t k = 0; k < s.claim_count; k++)
            unverified |= toll_reckoning_claim(r, s.claims[k])->verified == TOLL_VERIFIED_UNVERIFIED;
        for (uint32_t k = 0; k < s.claim_count; k++) count += measure(&out[count], r, toll_reckoning_claim(r, i), unverified, s.claims[k]);
    }
    return count;
}

/* Rows of one claimant and outlet become one. */
static size_t merge(relay *cells, size_t count)
{
    size_t kept = 0;
    if (count) qsort(cells, count, sizeof *cells, compare_cells);
    for (size_t i = 0; i < count; i++) {
        const relay *c = &cells[i];
        relay *k = kept ? &cells[kept - 1] : NULL;
        if (!k || strcmp(k->claimant, c->claimant) || strcmp(k->outlet, c->outlet)) {
            cells[kept] = *c;
            cells[kept++].documents = 1;
            continue;
        }
        k->documents += k->document != c->document;
        k->document = c->document;
        k->claims++, k->named += c->named, k->bounds += c->bounds, k->bounds_kept += c->bounds_kept;
        k->unverified += c->unverified, k->unverified_kept += c->unverified_kept, k->dated += c->dated, k->days += c->days;
    }
    if (kept) qsort(cells, kept, sizeof *cells, compare_counts);
    return kept;
}

/* A number with at most two decimals; nothing of nothing is left open. */
static void set_share(toll_cli_value *value, double part, uint64_t whole)
{
    *value = (toll_cli_value){.number = true};
    if (!whole) {
        toll_cli_set_text(value, (toll_text){0});
        return;
    }
    toll_buffer text = {0};
    toll_buffer_add_number(&text, (double)(int64_t)(part / (double)whole * 100 + (part < 0 ? -0.5 : 0.5)) / 100);
    size_t len = text.len < sizeof value->own ? text.len : 0;
    if (len) memcpy(value->own, text.data, len);
    value->text = (toll_text){value->own, len};
    toll_buffer_free(&text);
}

static int print(toll_cli_reckoning *asked)
{
    relay *cells = malloc((toll_reckoning_claim_count(asked->reckoning) + 1u) * sizeof *cells);
    if (!cells) {
        toll_cli_say("not enough memory");
        return TOLL_EXIT_USAGE;
    }
    size_t count = merge(cells, collect(cells, asked->reckoning));
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(asked)};
    toll_cli_value values[column_count];
    toll_buffer out = {0};
    bool written = true;
    toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; i < count && written; i++) {
        const relay *c = &cells[i];
        toll_cli_set_text(&values[0], toll_text_of(c->claimant));
        toll_cli_set_text(&values[1], toll_text_of(c->outlet));
        toll_cli_set_count(&values[2], c->claims);
        toll_cli_set_count(&values[3], c->documents);
        set_share(&values[4], (double)c->days, c->dated);
        set_share(&values[5], (double)c->bounds_kept, c->bounds);
        set_share(&values[6], (double)c->named, c->claims);
        set_share(&values[7], (double)c->unverified_kept, c->unverified);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    free(cells);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_relays(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    const toll_option options[] = {TOLL_CLI_RECKONING_OPTIONS(asked)};
    const toll_usage usage = {"relays", "",
        "Prints claimant by outlet how many claims were carried, how many days after they were said, and the share that kept the bound, named the "
        "claimant, and passed on that a figure is unverified.",
        "  tollbook relays --format csv\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("relays takes no files: it asks the ledger");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "relays");
    if (code == TOLL_CLI_GO) code = print(&asked);
    toll_cli_reckoning_close(&asked);
    return code;
}
