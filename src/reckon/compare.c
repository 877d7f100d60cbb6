/* May two figures be laid beside each other in one sentence? In: two claims. Out: a sentence that says both with their claimants and, where
 * both are numbers, how many times the one is the other; or the refusal, which names what stands against it. Nothing here says who is
 * right: the sentence gives both, never a value of its own. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

static const reckon_statement *statement_of(const toll_reckoning *r, uint32_t claim)
{
    uint32_t number = claim < r->claim_count ? r->statements_of[reckon_root(r, claim)] : RECKON_NONE;
    return number == RECKON_NONE ? NULL : &r->statements[number];
}

/* What of the two differs or is open, in words. */
static void name_terms(char *out, size_t cap, const uint8_t terms[TOLL_TERM_COUNT])
{
    size_t len = 0;
    *out = '\0';
    for (int i = 0; i < TOLL_TERM_COUNT && len + 32 < cap; i++) {
        if (terms[i] != TOLL_STANDING_DIFFERS && terms[i] != TOLL_STANDING_OPEN) continue;
        len += (size_t)snprintf(out + len, cap - len, "%s%s %s", len ? ", " : "", toll_term_name((toll_term)i),
            terms[i] == TOLL_STANDING_OPEN ? "is open" : "differs");
    }
}

static toll_status check(const toll_reckoning *r, uint32_t a, uint32_t b, toll_error *error)
{
    const reckon_statement *x = statement_of(r, a), *y = statement_of(r, b);
    uint8_t terms[TOLL_TERM_COUNT] = {0};
    if (!x || !y) return toll_error_set(error, TOLL_E_USAGE, "", "there is no such claim");
    if (x == y) return toll_error_set(error, TOLL_E_USAGE, "", "no comparison: the two go back to one utterance");
    if (x->vague || y->vague) return toll_error_set(error, TOLL_E_USAGE, "", "no comparison: a vague word gives no number");
    if (!x->comparable || !y->comparable)
        return toll_error_set(error, TOLL_E_USAGE, "",
            "no comparison: a part, an addition, a share, a rate or a figure that is denied is compared with nothing");
    if (!reckon_same(x->side, y->side) || !x->side)
        return toll_error_set(error, TOLL_E_USAGE, "", "no comparison: whose losses they are differs or is open");
    if (x->unit != y->unit) return toll_error_set(error, TOLL_E_USAGE, "", "no comparison: the figures count different things");
    int against = reckon_compare_terms(terms, r, x, y);
    if (against < 0)
        return toll_error_set(
            error, TOLL_E_USAGE, "", "no comparison: outcome, period or place are not the same, or one of them names none");
    char named[160];
    name_terms(named, sizeof named, terms);
    if (against) return toll_error_set(error, TOLL_E_USAGE, "", "no comparison: %s", named);
    return TOLL_OK;
}

toll_status toll_reckoning_compare(char *out, size_t cap, toll_reckoning *r, uint32_t a, uint32_t b, toll_error *error)
{
    toll_status status = check(r, a, b, error);
    if (cap) *out = '\0';
    if (status < 0) return status;
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    size_t len = toll_reckoning_say(out, cap, r, a);
    if (len + 1 < cap) out[len++] = ' ';
    len += toll_reckoning_say(out + len, cap - len, r, b);
    bool numbers = x->qualifier == TOLL_QUALIFIER_EXACT && y->qualifier == TOLL_QUALIFIER_EXACT && x->point > 0;
    if (numbers && x->point == y->point) snprintf(out + len, cap - len, " The two figures are the same.");
    else if (numbers) snprintf(out + len, cap - len, " The second figure is %.1f times the first.", y->point / x->point);
    else if (toll_interval_meet(NULL, statement_of(r, a)->interval, statement_of(r, b)->interval))
        snprintf(out + len, cap - len, " There are numbers that both allow.");
    else snprintf(out + len, cap - len, " There is no number that both allow.");
    return TOLL_OK;
}
