/* What one document shows by itself: a front that says another figure than the body, averages, differences and additions worked out
 * again, open attributions, dates the world contradicts. In: its claims in order. Out: findings owned by the document. Figures meet only
 * figures of one house. */
#include "inside.h"

#include <math.h>

enum { NEAR = 512 }; /* claims before and after that a check looks at: a long text stays linear */

static bool one_voice(const reckon_claim *a, const reckon_claim *b)
{
    return !a->house || !b->house || a->house == b->house;
}

/* The figures have the same subject: side, outcome and class are the same or left open by one. */
static bool one_subject(const reckon_claim *a, const reckon_claim *b)
{
    return one_voice(a, b) && (a->side == b->side || !a->side || !b->side) &&
           toll_outcome_family(a->outcome) == toll_outcome_family(b->outcome) &&
           toll_outcome_relation(a->outcome, b->outcome) != TOLL_RELATION_APART &&
           toll_class_relation(a->class_, b->class_) != TOLL_RELATION_APART;
}

static uint32_t distance(const reckon_claim *a, const reckon_claim *b)
{
    return a->off > b->off ? a->off - b->off : b->off - a->off;
}

/* The best partner of a claim: most digits (told exactly), then the nearest in the text. */
static uint32_t partner(
    const toll_reckoning *r, uint32_t claim, const toll_reckoned_document *d, bool (*fits)(const reckon_claim *, const reckon_claim *))
{
    uint32_t best = RECKON_NONE, end = d->first + d->count, begin = d->first;
    if (claim > begin + NEAR) begin = claim - NEAR;
    if (end > claim + NEAR) end = claim + NEAR;
    for (uint32_t i = begin; i < end; i++) {
        const reckon_claim *c = &r->claims[i];
        if (i == claim || isnan(c->point) || !fits(&r->claims[claim], c)) continue;
        if (best == RECKON_NONE) {
            best = i;
            continue;
        }
        const reckon_claim *b = &r->claims[best];
        int digits = toll_number_digits(c->point) - toll_number_digits(b->point);
        if (digits > 0 || (!digits && distance(c, &r->claims[claim]) < distance(b, &r->claims[claim]))) best = i;
    }
    return best;
}

static bool fits_average(const reckon_claim *rate, const reckon_claim *total)
{
    return total->unit == TOLL_UNIT_PEOPLE && one_subject(rate, total) && total->period_kind != TOLL_PERIOD_AVERAGE &&
           toll_days_relation(reckon_days(rate), reckon_days(total)) == TOLL_RELATION_SAME;
}

static void check_average(toll_reckoning *r, uint64_t owner, uint32_t claim, const toll_reckoned_document *d)
{
    const reckon_claim *rate = &r->claims[claim];
    long days = toll_days_length(reckon_days(rate));
    uint32_t total = days > 1 ? partner(r, claim, d, fits_average) : RECKON_NONE;
    if (total == RECKON_NONE) return;
    reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_AVERAGE_CHECKED, (uint32_t[]){claim, total}, 2);
    if (!f) return;
    double value = f->shown.value = r->claims[total].point / (double)days;
    toll_interval said = toll_interval_of(rate->qualifier, rate->point, rate->low, rate->high, r->options.policy);
    bool bounded = rate->qualifier != TOLL_QUALIFIER_EXACT && rate->qualifier != TOLL_QUALIFIER_ABOUT;
    bool holds = bounded ? value >= said.low && value <= said.high : fabs(value - rate->point) <= fmax(0.5, 0.05 * rate->point);
    f->shown.verdict = holds ? TOLL_VERDICT_HOLDS : TOLL_VERDICT_FAILS;
}

static bool fits_difference(const reckon_claim *difference, const reckon_claim *base)
{
    if (base->unit != TOLL_UNIT_PEOPLE || base->outcome != difference->outcome || base->point <= difference->point) return false;
    /* Whose loss a bare "60 higher" is, its sentence seldom says. */
    if (!one_voice(difference, base) || base->qualifier == TOLL_QUALIFIER_VAGUE) return false;
    toll_days x = reckon_days(difference), y = reckon_days(base);
    return toll_days_convention(x, y) != TOLL_CONVENTION_NONE || (!toll_days_length(x) && base->period_kind == TOLL_PERIOD_WINDOW);
}

/* Whether the figure that a difference leads to was given, the claimant's series knows: the check is the series' where the total belongs
 * to one. */
static void check_difference(toll_reckoning *r, uint64_t owner, uint32_t claim, const toll_reckoned_document *d)
{
    uint32_t base = partner(r, claim, d, fits_difference);
    if (base == RECKON_NONE) return;
    uint64_t series = reckon_is_daily(&r->claims[base]) ? reckon_series_key(&r->claims[base]) : 0;
    if (!series) {
        reckon_difference_add(r, owner, claim, base, RECKON_NONE);
        return;
    }
    uint64_t key = reckon_mix(series, 0xD1FF);
    if (!reckon_lists_add(&r->series, key, base) || !reckon_lists_add(&r->series, key, claim) ||
        !reckon_numbers_add(&r->differences, base) || !reckon_numbers_add(&r->differences, claim))
        r->failed = true;
    reckon_touch(r, series, true);
}

static bool fits_total(const reckon_claim *part, const reckon_claim *total)
{
    return total->unit == TOLL_UNIT_PEOPLE && total->period_kind == TOLL_PERIOD_CUMULATIVE && one_subject(part, total) &&
           total->point > part->point;
}

static void check_included(toll_reckoning *r, uint64_t owner, uint32_t claim, const toll_reckoned_document *d)
{
    uint32_t total = partner(r, claim, d, fits_total);
    if (total == RECKON_NONE) return;
    const reckon_claim *part = &r->claims[claim], *whole = &r->claims[total];
    toll_relation days = toll_days_relation(reckon_days(part), reckon_days(whole));
    if (days == TOLL_RELATION_APART || part->from == TOLL_DAY_UNKNOWN) return;
    reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_INCLUDED, (uint32_t[]){claim, total}, 2);
    if (f) f->shown.verdict = days == TOLL_RELATION_WITHIN && part->house == whole->house ? TOLL_VERDICT_HOLDS : TOLL_VERDICT_OPEN;
}

/* The front's figure beside the body's of the same statement: the best told one that differs. */
static void check_front(toll_reckoning *r, uint64_t owner, uint32_t claim, const toll_reckoned_document *d)
{
    const reckon_claim *front = &r->claims[claim];
    uint32_t best = RECKON_NONE;
    if (front->qualifier == TOLL_QUALIFIER_VAGUE) return;
    for (uint32_t i = d->first; i < d->first + d->count && i < claim + NEAR; i++) {
        const reckon_claim *body = &r->claims[i];
        bool behind = body->zone == TOLL_ZONE_BODY && !(body->lede && front->lede) && (front->zone != TOLL_ZONE_BODY || i > claim);
        if (!behind || body->qualifier == TOLL_QUALIFIER_VAGUE) continue;
        reckon_link link;
        reckon_link_judge(&link, r, claim, i, false); /* not the ring: that may grow with other documents */
        if (!link.linked) continue;
        if (best == RECKON_NONE) best = i;
        double x[2], y[2];
        int digits_i = reckon_named(x, body) ? toll_number_digits(x[0]) : 0,
            digits_best = reckon_named(y, &r->claims[best]) ? toll_number_digits(y[0]) : 0;
        if (digits_i > digits_best) best = i;
    }
    if (best == RECKON_NONE) return;
    unsigned drift = reckon_link_drift(r, &r->claims[best], front) & (TOLL_DRIFT_NUMBER | TOLL_DRIFT_QUALIFIER | TOLL_DRIFT_OUTCOME);
    if (!(drift & (TOLL_DRIFT_NUMBER | TOLL_DRIFT_QUALIFIER))) return;
    reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_HEADLINE_MISMATCH, (uint32_t[]){claim, best}, 2);
    if (!f) return;
    f->shown.drift = drift;
    if (!isnan(front->point) && !isnan(r->claims[best].point)) f->shown.difference = front->point - r->claims[best].point;
}

static void check_dates(toll_reckoning *r, uint64_t owner, uint32_t document)
{
    const reckon_document *d = &r->documents[document];
    uint32_t first = d->shown.first;
    if (d->false_day != TOLL_DAY_UNKNOWN && d->shown.count) {
        for (uint32_t i = first; i < first + d->shown.count; i++)
            if (r->claims[i].sentence <= d->false_span.off && d->false_span.off < r->claims[i].sentence + r->claims[i].sentence_len)
                first = i;
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_DATE_ERROR, &first, 1);
        if (f) f->shown.day = d->true_day, f->shown.span = d->false_span, f->shown.name = d->false_name;
    }
    for (uint32_t i = d->shown.first; i < d->shown.first + d->shown.count; i++) {
        const reckon_claim *c = &r->claims[i];
        bool turned = toll_days_known(reckon_days(c)) && c->from > c->to;
        bool ahead = c->from != TOLL_DAY_UNKNOWN && d->shown.published != TOLL_DAY_UNKNOWN && c->from > d->shown.published + 1;
        bool said = i > d->shown.first && r->claims[i - 1].from == c->from && r->claims[i - 1].to == c->to;
        if ((!turned && !ahead) || said) continue;
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_DATE_ERROR, &i, 1);
        if (f) f->shown.day = ahead ? d->shown.published : c->to;
    }
}

void reckon_document_findings(toll_reckoning *r, uint32_t document)
{
    const toll_reckoned_document d = r->documents[document].shown;
    uint64_t owner = reckon_mix(0xD0C5, document);
    reckon_findings_drop(r, owner);
    for (uint32_t i = d.first; i < d.first + d.count; i++) {
        const reckon_claim *c = &r->claims[i];
        if (c->unit == TOLL_UNIT_PEOPLE_PER_DAY && !isnan(c->point)) check_average(r, owner, i, &d);
        if (c->unit == TOLL_UNIT_PEOPLE_DIFFERENCE && !isnan(c->point)) check_difference(r, owner, i, &d);
        bool apart = c->period_kind == TOLL_PERIOD_WINDOW || c->period_kind == TOLL_PERIOD_EVENT;
        if (c->unit == TOLL_UNIT_PEOPLE && c->addition && apart && !isnan(c->point)) check_included(r, owner, i, &d);
        if (reckon_front(c)) check_front(r, owner, i, &d);
        if (c->alternative_count) reckon_findings_add(r, owner, TOLL_FINDING_ATTRIBUTION_OPEN, &i, 1);
    }
    check_dates(r, owner, document);
}
