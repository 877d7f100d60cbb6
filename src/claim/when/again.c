/* The same figure told with its days elsewhere in the text: a headline's in its lead, a rounded one exactly, a lead's in the body.
 *
 * In: all drafts. Out: those with days, and of these the one that tells a figure again. A bounded number is looked at for each. */
#include "when.h"

static bool same_place(const toll_claim *a, const toll_claim *b)
{
    return a->place.id && b->place.id && !strcmp(a->place.id, b->place.id);
}

size_t when_dated_drafts(const toll_claim_reader *reader, const draft *out[WHEN_DAYS])
{
    size_t count = 0;
    for (size_t i = 0; i < reader->draft_count && count < WHEN_DAYS; i++)
        if (reader->drafts[i].day_said || (reader->drafts[i].one_day && reader->drafts[i].claim.period.from != TOLL_DAY_UNKNOWN))
            out[count++] = &reader->drafts[i];
    return count;
}

static bool fights(const toll_claim *claim)
{
    return claim->victims.class_ == TOLL_CLASS_MILITARY || claim->victims.class_ == TOLL_CLASS_MATERIEL;
}

/* A head's figure, rounded, in the days that the text gives it. */
const draft *when_told_exactly(const draft *head, const draft *const *dated, size_t count)
{
    bool above = head->claim.zone == TOLL_ZONE_HEADLINE || head->sentence <= 1;
    for (size_t i = 0; above && i < count; i++) {
        const toll_claim *claim = &dated[i]->claim;
        if (dated[i] == head || dated[i]->hours || when_differ(claim->victims.side, head->claim.victims.side)) continue;
        if (dated[i]->coarse && claim_size(claim) != claim_size(&head->claim)) continue; /* a month has many figures of about that size */
        if (when_rounded(&head->claim, claim) && claim->period.kind != TOLL_PERIOD_CUMULATIVE) return dated[i];
    }
    return NULL;
}

/* A small or vague figure ("a soldier", "dozens") is told of many: one that goes on about an attack, as the text tells, is not another day's. */
static bool is_own(const draft *open, const toll_claim *told)
{
    enum { TELLING = 10 };
    const toll_period *own = &open->claim.period;
    bool vague = told->quantity.qualifier == TOLL_QUALIFIER_VAGUE,
         telling = told->quantity.point >= TELLING || told->quantity.low >= TELLING;
    bool other_day = own->kind == TOLL_PERIOD_EVENT && own->from != TOLL_DAY_UNKNOWN && own->from != told->period.from;
    return other_day && (!telling || vague) && !same_place(told, &open->claim);
}

/* The dated draft that tells the same figure as one without days of its own: a headline's lead, a lead's body. */
const draft *when_told_again(const draft *open, const draft *const *dated, size_t count)
{
    bool head = open->sentence <= WHEN_LEAD;
    for (size_t i = 0; i < count; i++) {
        const toll_claim *claim = &dated[i]->claim;
        if (dated[i] == open || dated[i]->coarse || (open->hours && (dated[i]->hours || dated[i]->one_day)) ||
            !when_same_figure(claim, &open->claim) || when_differ(claim->victims.side, open->claim.victims.side))
            continue;
        if (is_own(open, claim)) continue;
        if (fights(claim) != fights(&open->claim) && open->claim.zone != TOLL_ZONE_HEADLINE) continue;
        bool telling = claim->quantity.point >= 10 || claim->quantity.low >= 10;
        bool few = claim->quantity.qualifier == TOLL_QUALIFIER_VAGUE && claim->quantity.low < 10; /* "several" may be any several */
        if ((head && !few) || telling || same_place(claim, &open->claim)) return dated[i];
    }
    return NULL;
}
