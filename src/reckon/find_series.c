/* Superlatives and differences against the claimant's own figures. In: all claims of one house on one kind of figure. Out: for each daily figure, or
 * figure on a single event, that is called a record: refuted, with the earlier and higher figure that the same house gave, or open: the ledger may
 * not know all its figures, so it can never say that a record holds. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

static bool same_place(const reckon_claim *a, const reckon_claim *b)
{
    if (a->place && b->place) return reckon_same(a->place, b->place);
    return reckon_same(a->place_name ? a->place_name : a->place_words, b->place_name ? b->place_name : b->place_words);
}

/* Single events are a series of their own, wherever they were; the others by their place: a town's record is not the war's. */
uint64_t reckon_series_key(const reckon_claim *c)
{
    if (!c->house || !c->side || isnan(c->point) || c->unit != TOLL_UNIT_PEOPLE || c->to == TOLL_DAY_UNKNOWN) return 0;
    if (c->modality == TOLL_MODALITY_DENIED || c->period_kind == TOLL_PERIOD_AVERAGE) return 0;
    bool event = c->period_kind == TOLL_PERIOD_EVENT;
    if (c->period_kind != TOLL_PERIOD_CUMULATIVE && toll_days_length(reckon_days(c)) < 1) return 0;
    uint64_t key = reckon_mix_string(reckon_mix_string(event ? 0x5E42 : 0x5E41, c->house), c->side);
    if (!event) key = reckon_mix_string(key, c->place ? c->place : c->place_name ? c->place_name : c->place_words);
    const char *narrow = toll_category_narrow((toll_class)c->class_, c->category); /* children are another count than all */
    if (narrow) key = reckon_mix_string(key, narrow);
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
            if (!reckon_is_daily(c) || c->point != left || c->to >= r->claims[base].from) continue;
            if (!best || c->to > best->to || (c->to == best->to && reckon_claim_compare(r, item, given) < 0)) given = item;
        }
        reckon_difference_add(r, owner, difference, base, given);
        difference = RECKON_NONE;
    }
}

/* The claim before the record that has most, and of the same figure was told first; of single events only those of the place, or of another one. */
static uint32_t find_higher(const toll_reckoning *r, uint64_t key, const reckon_claim *record, bool elsewhere)
{
    uint32_t higher = RECKON_NONE;
    bool event = record->period_kind == TOLL_PERIOD_EVENT;
    RECKON_EACH(at, &r->series, key)
    {
        uint32_t item = r->series.entries[at].item;
        const reckon_claim *c = &r->claims[item];
        if (event ? c->part : !reckon_is_daily(c)) continue;
        if (c->to >= record->from || c->point <= record->point) continue;
        if (record->since != TOLL_DAY_UNKNOWN && c->from <= record->since) continue;
        if (event && elsewhere == same_place(c, record)) continue;
        const reckon_claim *best = higher == RECKON_NONE ? NULL : &r->claims[higher];
        bool better = !best || c->point > best->point ||
                      (c->point == best->point && (c->to < best->to || (c->to == best->to && reckon_claim_compare(r, item, higher) < 0)));
        if (better) higher = item;
    }
    return higher;
}

/* Of the single events before: how many are known, and the last with more. */
static const reckon_claim *last_higher(size_t *known, toll_day *first, const toll_reckoning *r, uint64_t key, const reckon_claim *record)
{
    const reckon_claim *last = NULL;
    *known = 0, *first = TOLL_DAY_UNKNOWN;
    RECKON_EACH(at, &r->series, key)
    {
        const reckon_claim *c = &r->claims[r->series.entries[at].item];
        if (c->part || c->to >= record->from || (record->since != TOLL_DAY_UNKNOWN && c->from <= record->since)) continue;
        ++*known;
        if (*first == TOLL_DAY_UNKNOWN || c->from < *first) *first = c->from;
        if (c->point > record->point && (!last || c->to > last->to)) last = c;
    }
    return last;
}

/* "The biggest single loss": against the single events that the same house told of before. One at another place refutes it only if the words mean all
 * places, which is left open. */
static void check_single(toll_reckoning *r, uint64_t owner, uint64_t key, uint32_t claim)
{
    const reckon_claim *record = &r->claims[claim];
    uint32_t here = find_higher(r, key, record, false), higher = here == RECKON_NONE ? find_higher(r, key, record, true) : here;
    size_t known;
    toll_day first;
    char reason[400], from[16], most[16];
    const reckon_claim *last = last_higher(&known, &first, r, key, record);
    uint32_t claims[] = {claim, higher};
    if (!known) return;
    reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_RECORD_CHECKED, claims, higher == RECKON_NONE ? 1 : 2);
    if (!f) return;
    f->shown.verdict = here == RECKON_NONE ? TOLL_VERDICT_OPEN : TOLL_VERDICT_FAILS;
    toll_day_format(from, last ? last->to + 1 : first);
    if (higher == RECKON_NONE) {
        snprintf(reason, sizeof reason,
            "of %zu figures on single events that the same house gave for days before, since %s, none has more; it may not have told all.",
            known, from);
    } else {
        const reckon_claim *c = &r->claims[higher];
        f->shown.value = c->point;
        toll_day_format(most, c->to);
        snprintf(reason, sizeof reason,
            "the same house gave %.15g for a single event on %s%s; it would hold if events were counted from %s on (known before: %zu).",
            c->point, most, here == RECKON_NONE ? " elsewhere, and whether the words mean one place is open" : "", from, known);
    }
    f->shown.reason = reckon_intern(r, toll_text_of(reason));
}

void reckon_series_findings(toll_reckoning *r, uint64_t key, bool whole)
{
    reckon_numbers *records = &r->scratch;
    uint64_t owner = reckon_mix(key, 0x0A11);
    records->count = 0;
    RECKON_EACH(at, &r->series, key)
    {
        uint32_t item = r->series.entries[at].item;
        const reckon_claim *c = &r->claims[item];
        bool record = c->superlative && (c->period_kind == TOLL_PERIOD_EVENT ? c->from != TOLL_DAY_UNKNOWN : reckon_is_daily(c));
        if (record && !reckon_numbers_add(records, item)) r->failed = true;
    }
    reckon_findings_drop(r, owner);
    check_differences(r, owner, key);
    for (size_t i = 0; i < records->count; i++) {
        const reckon_claim *record = &r->claims[records->items[i]];
        if (record->period_kind == TOLL_PERIOD_EVENT) {
            check_single(r, owner, key, records->items[i]);
            continue;
        }
        uint32_t higher = find_higher(r, key, record, false), claims[] = {records->items[i], higher};
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_RECORD_CHECKED, claims, higher == RECKON_NONE ? 1 : 2);
        if (!f) return;
        f->shown.verdict = higher == RECKON_NONE ? TOLL_VERDICT_OPEN : TOLL_VERDICT_FAILS;
        if (higher != RECKON_NONE) f->shown.value = r->claims[higher].point;
    }
    if (whole) reckon_own_findings(r, owner, key);
}
