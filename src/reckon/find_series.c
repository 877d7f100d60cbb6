/* Superlatives and differences against the claimant's own figures. In: all claims of one house on one kind of daily figure. Out: for each
 * that is called a record: refuted, with the earlier and higher figure that the same house gave, or open: the ledger may not know all its
 * figures, so it can never say that a record holds. */
#include "inside.h"

#include <math.h>

uint64_t reckon_series_key(const reckon_claim *c)
{
    long len = toll_days_length(reckon_days(c));
    if (!c->house || !c->side || isnan(c->point) || c->unit != TOLL_UNIT_PEOPLE || len < 1 || len > 2 ||
        c->period_kind == TOLL_PERIOD_CUMULATIVE)
        return 0;
    if (c->period_kind == TOLL_PERIOD_EVENT || c->modality == TOLL_MODALITY_DENIED) return 0;
    uint64_t key = reckon_mix_string(reckon_mix_string(0x5E41, c->house), c->side);
    key = reckon_mix_string(key, c->place        ? c->place
                                 : c->place_name ? c->place_name
                                                 : c->place_words); /* a town's record is not the war's */
    return reckon_mix(key, (uint64_t)c->outcome << 8 | c->class_);
}

/* `given`: the claim that states what is left; RECKON_NONE = nobody does. */
void reckon_difference_add(toll_reckoning *r, uint64_t owner, uint32_t difference, uint32_t base, uint32_t given)
{
    uint32_t claims[] = {difference, base, given};
    reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_DIFFERENCE_CHECKED, claims, given == RECKON_NONE ? 2 : 3);
    if (!f) return;
    f->shown.value = r->claims[base].point - r->claims[difference].point;
    f->shown.difference = r->claims[difference].point;
    f->shown.verdict = given == RECKON_NONE ? TOLL_VERDICT_COMPUTED : TOLL_VERDICT_HOLDS;
}

/* The last day before the total on which the house gave just what is left. */
static void check_differences(toll_reckoning *r, uint64_t owner, uint64_t series)
{
    uint64_t key = reckon_mix(series, 0xD1FF);
    uint32_t difference = RECKON_NONE;
    RECKON_EACH(pair, &r->series, key)
    {
        uint32_t base = r->series.entries[pair].item;
        if (difference == RECKON_NONE) { /* entries come newest first: the difference, then its total */
            difference = base;
            continue;
        }
        double left = r->claims[base].point - r->claims[difference].point;
        uint32_t given = RECKON_NONE;
        RECKON_EACH(at, &r->series, series)
        {
            uint32_t item = r->series.entries[at].item;
            const reckon_claim *c = &r->claims[item], *best = given == RECKON_NONE ? NULL : &r->claims[given];
            if (c->point != left || c->to >= r->claims[base].from) continue;
            if (!best || c->to > best->to || (c->to == best->to && reckon_claim_compare(r, item, given) < 0)) given = item;
        }
        reckon_difference_add(r, owner, difference, base, given);
        difference = RECKON_NONE;
    }
}

void reckon_series_findings(toll_reckoning *r, uint64_t key)
{
    reckon_numbers *records = &r->scratch;
    uint64_t owner = reckon_mix(key, 0x0A11);
    records->count = 0;
    RECKON_EACH(at, &r->series, key)
    {
        uint32_t item = r->series.entries[at].item;
        if (r->claims[item].superlative && !reckon_numbers_add(records, item)) r->failed = true;
    }
    reckon_findings_drop(r, owner);
    check_differences(r, owner, key);
    for (size_t i = 0; i < records->count; i++) {
        const reckon_claim *record = &r->claims[records->items[i]];
        uint32_t higher = RECKON_NONE;
        RECKON_EACH(at, &r->series, key)
        {
            uint32_t item = r->series.entries[at].item;
            const reckon_claim *c = &r->claims[item];
            if (c->to >= record->from || c->point <= record->point) continue;
            if (record->since != TOLL_DAY_UNKNOWN && c->from <= record->since) continue;
            const reckon_claim *best = higher == RECKON_NONE ? NULL : &r->claims[higher];
            bool better = !best || c->point > best->point ||
                          (c->point == best->point &&
                              (c->to < best->to || (c->to == best->to && reckon_claim_compare(r, item, higher) < 0)));
            if (better) higher = item;
        }
        uint32_t claims[] = {records->items[i], higher};
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_RECORD_CHECKED, claims, higher == RECKON_NONE ? 1 : 2);
        if (!f) return;
        f->shown.verdict = higher == RECKON_NONE ? TOLL_VERDICT_OPEN : TOLL_VERDICT_FAILS;
        if (higher != RECKON_NONE) f->shown.value = r->claims[higher].point;
    }
}
