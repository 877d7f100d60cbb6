/* In: a claim at two moments. Out: what a reader of the one sees otherwise in the other, by the names that the page of a claim has for it. */
#include "revision.h"

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool same_number(double a, double b)
{
    return a == b || (a != a && b != b);
}

static bool same_words(const toll_ledger_row *a, toll_span x, const toll_ledger_row *b, toll_span y)
{
    return toll_text_equal(toll_view_cut(&a->document, x), toll_view_cut(&b->document, y));
}

static bool same_chain(const toll_claim *a, const toll_claim *b)
{
    bool equal = a->chain_count == b->chain_count;
    for (uint32_t i = 0; i < a->chain_count && equal; i++)
        equal = same(a->chain[i].id, b->chain[i].id) && a->chain[i].role == b->chain[i].role &&
                a->chain[i].span.off == b->chain[i].span.off;
    return equal;
}

void serve_differences(const char *out[SERVE_DIFFERENCES], const toll_ledger_row *a, const toll_ledger_row *b)
{
    const toll_claim *x = &a->claim, *y = &b->claim;
    const toll_quantity *p = &x->quantity, *q = &y->quantity;
    const struct {
        const char *name;
        bool same;
    } parts[] = {{"figure", same_number(p->point, q->point) && same_number(p->low, q->low) && same_number(p->high, q->high) &&
                                p->qualifier == q->qualifier && p->unit == q->unit},
        {"what became of them", x->outcome == y->outcome && same_words(a, x->outcome_span, b, y->outcome_span)},
        {"whose loss", same(x->victims.side, y->victims.side)},
        {"of whom", x->victims.class_ == y->victims.class_ && same(x->victims.category, y->victims.category) &&
                        same_words(a, x->victims.span, b, y->victims.span)},
        {"who says so", same(x->claimant.id, y->claimant.id) && same_words(a, x->claimant.span, b, y->claimant.span)},
        {"how it is said", x->modality == y->modality}, {"through whom", same_chain(x, y)}, {"day of saying", x->stated == y->stated},
        {"when", x->period.from == y->period.from && x->period.to == y->period.to && x->period.kind == y->period.kind},
        {"where", same(x->place.id, y->place.id) && same(x->place.name, y->place.name) && same_words(a, x->place.span, b, y->place.span)},
        {"what the source says of checking", x->verified == y->verified},
        {"what is known of the document",
            toll_text_equal(a->document.title, b->document.title) && toll_text_equal(a->document.outlet, b->document.outlet) &&
                toll_text_equal(a->document.url, b->document.url) && a->document.published == b->document.published},
        {"our reviewers’ decision", a->decision == b->decision && same(a->reviewer, b->reviewer)},
        {"corrected fields", toll_text_equal(a->payload, b->payload)}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && count + 1 < SERVE_DIFFERENCES; i++)
        if (!parts[i].same) out[count++] = parts[i].name;
    out[count] = NULL;
}
