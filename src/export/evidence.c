/* In: a claim. Out: its parts that have words in the document, each with its span and what it was read as. */
#include "inside.h"

static size_t add_part(export_part *out, size_t count, const char *name, toll_span span, const char *value)
{
    if (!span.len) return count;
    out[count] = (export_part){name, span, value};
    return count + 1;
}

size_t export_parts(export_part out[EXPORT_PARTS], const toll_claim *c)
{
    size_t count = 0;
    count = add_part(out, count, "quantity", c->quantity.span, toll_qualifier_name(c->quantity.qualifier));
    count = add_part(out, count, "outcome", c->outcome_span, toll_outcome_name(c->outcome));
    count = add_part(out, count, "victims", c->victims.span, toll_class_name(c->victims.class_));
    count = add_part(out, count, "formation", c->victims.unit, NULL);
    count = add_part(out, count, "claimant", c->claimant.span, c->claimant.id);
    count = add_part(out, count, "period", c->period.span, toll_period_kind_name(c->period.kind));
    count = add_part(out, count, "place", c->place.span, c->place.id);
    return add_part(out, count, "sentence", c->sentence, NULL);
}
