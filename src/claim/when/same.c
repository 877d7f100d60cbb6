/* Whether two claims of a text give the same figure: equal, or the one rounding the other.
 *
 * In: two claims. Out: yes or no. Nothing is looked up. */
#include "when.h"

#include <math.h>

/* Casualties are those killed and wounded. */
static bool same_outcome(const toll_claim *a, const toll_claim *b)
{
    bool both = (a->outcome == TOLL_OUTCOME_CASUALTIES && b->outcome == TOLL_OUTCOME_KILLED_OR_WOUNDED) ||
                (b->outcome == TOLL_OUTCOME_CASUALTIES && a->outcome == TOLL_OUTCOME_KILLED_OR_WOUNDED);
    return a->outcome == b->outcome || both;
}

bool when_same_figure(const toll_claim *a, const toll_claim *b)
{
    return claim_same_number(a, b) && same_outcome(a, b) && a->quantity.unit == b->quantity.unit;
}

/* A headline rounds, "hundreds" are the 800 of the text below it. */
bool when_rounded(const toll_claim *head, const toll_claim *body)
{
    bool wide = head->outcome == TOLL_OUTCOME_LOSSES || head->outcome == TOLL_OUTCOME_CASUALTIES; /* "lose 1,000 troops" */
    if ((head->outcome != body->outcome && !wide) || head->quantity.unit != body->quantity.unit) return false;
    double size = claim_size(body);
    if (isnan(size)) return false;
    if (isnan(head->quantity.point) && head->quantity.low >= 20) return size >= head->quantity.low && size <= head->quantity.high;
    double about = claim_size(head);
    bool round = head->quantity.qualifier != TOLL_QUALIFIER_EXACT || fmod(about, 10) == 0; /* 63 is no rounded 67 */
    return about >= 20 && round && about <= 1.1 * size && size <= 1.1 * about;
}
