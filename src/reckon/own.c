/* A claimant's figures against its own: they form a series like one that was imported. In: the claims of one claimant on one kind of figure. Out: the
 * points that its exact figures make, and for each claim what the others say of it, with the claims that the value is made of.
 *
 * What would be trivial is left out: a figure is never laid over one of the same kind and day. A day's figure is laid over the difference
 * of two totals, a total over the total of the day before and the day's figure, a window over totals and days. Texts hold few of a
 * claimant's figures, so what does not fit is said only where the days are held under every convention, and beyond what rounded totals can
 * hide. A few lookups a claim. */
#include "own.h"

#include <math.h>

#include "base/fault.h"

bool reckon_is_daily(const reckon_claim *c)
{
    long len = toll_days_length(reckon_days(c));
    return len >= 1 && len <= 2 && c->period_kind != TOLL_PERIOD_CUMULATIVE && c->period_kind != TOLL_PERIOD_EVENT;
}

static bool is_total(const reckon_claim *c)
{
    return c->period_kind == TOLL_PERIOD_CUMULATIVE;
}

/* Figures that bear others out: told exactly, of one day or up to one. */
static bool is_evidence(const reckon_claim *c)
{
    return c->qualifier == TOLL_QUALIFIER_EXACT && !c->part;
}

toll_series reckon_own_head(const reckon_claim *c)
{
    return (toll_series){.claimant = c->claimant,
        .claimant_side = c->claimant_side,
        .side = c->side,
        .category = toll_category_narrow((toll_class)c->class_, c->category),
        .place = c->place_name    ? c->place_name
                 : c->place_words ? c->place_words
                                  : c->place,
        .class_ = c->class_,
        .outcomes = 1u << c->outcome};
}

int reckon_own_compare(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    int order = x->claimant == y->claimant ? 0 : strcmp(x->claimant ? x->claimant : "", y->claimant ? y->claimant : "");
    if (order) return order;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    int digits = toll_number_digits(y->point) - toll_number_digits(x->point);
    return digits ? digits : reckon_claim_compare(r, a, b);
}

/* A total below an earlier one is a slip, or was read as what it is not: it bears nothing out. */
static void drop_falling(reckon_own *it)
{
    double most = 0;
    for (size_t i = 0; i < it->point_count; i++) {
        toll_series_point *p = &it->points[RECKON_OWN_ALL][i];
        if (p->total < most) p->total = (double)NAN, it->totals[i] = RECKON_NONE;
        else if (!isnan(p->total)) most = p->total;
    }
}

/* A figure of a day, where none stands; another one is counted. */
static void put(reckon_own *it, double *value, uint32_t *claim, double given, uint32_t by)
{
    if (isnan(*value)) *value = given, *claim = by;
    else it->others[it->point_count - 1] += *value != given;
}

static void fill_points(reckon_own *it, bool whole)
{
    toll_series_point *points = it->points[RECKON_OWN_ALL];
    for (size_t i = 0; i < it->count; i++) {
        const reckon_claim *c = &it->r->claims[it->claims[i]];
        bool day = reckon_is_daily(c) && c->from == c->to, total = is_total(c);
        if (!is_evidence(c) || (!day && !total)) continue;
        if (!it->point_count || points[it->point_count - 1].day != c->to) {
            it->totals[it->point_count] = it->days[it->point_count] = RECKON_NONE;
            points[it->point_count++] = (toll_series_point){.day = c->to, .total = (double)NAN, .daily = (double)NAN};
        }
        toll_series_point *last = &points[it->point_count - 1];
        if (total) put(it, &last->total, &it->totals[it->point_count - 1], c->point, it->claims[i]);
        else put(it, &last->daily, &it->days[it->point_count - 1], c->point, it->claims[i]);
    }
    if (!whole) drop_falling(it);
    for (size_t i = 0; i < it->point_count; i++) {
        const toll_series_point *p = &points[i];
        toll_series_point bare = *p;
        bool next = i && p[-1].day == p->day - 1;
        bare.daily = (double)NAN;
        for (int kind = 0; kind < RECKON_OWN_KINDS; kind++)
            if (kind != RECKON_OWN_ALL) it->points[kind][i] = bare;
        it->points[RECKON_OWN_STEPS][i].total = next ? p[-1].total + p->daily : (double)NAN;
        it->points[RECKON_OWN_LATE_STEPS][i].total = next ? p[-1].total + p[-1].daily : (double)NAN;
    }
}

bool reckon_own_open(reckon_own *out, toll_reckoning *r, const uint32_t *claims, size_t count, bool whole)
{
    *out = (reckon_own){.r = r, .claims = claims, .count = count};
    bool good = true;
    for (int i = 0; i < RECKON_OWN_KINDS; i++) good &= (out->points[i] = toll_base_zero(count + 1, sizeof **out->points)) != NULL;
    uint32_t **const lists[] = {&out->totals, &out->days, &out->others};
    for (int i = 0; i < 3; i++) good &= (*lists[i] = toll_base_zero(count + 1, sizeof **lists[i])) != NULL;
    if (good) fill_points(out, whole);
    return good;
}

void reckon_own_close(reckon_own *own)
{
    for (int i = 0; i < RECKON_OWN_KINDS; i++) toll_base_free(own->points[i]);
    toll_base_free(own->totals);
    toll_base_free(own->days);
    toll_base_free(own->others);
    *own = (reckon_own){0};
}

static size_t point_of(const reckon_own *it, toll_day day)
{
    const toll_series series = {.points = it->points[RECKON_OWN_ALL], .count = it->point_count};
    const toll_series_point *point = toll_series_at(&series, day);
    return point ? (size_t)(point - series.points) : it->point_count;
}

typedef struct evidence {
    uint32_t claims[RECKON_PAIR_CLAIMS];
    size_t count;
    double slack;
} evidence;

static void add_evidence(evidence *out, const reckon_own *it, uint32_t claim)
{
    if (claim == RECKON_NONE || out->count == RECKON_PAIR_CLAIMS) return;
    for (size_t i = 0; i < out->count; i++)
        if (out->claims[i] == claim) return;
    out->claims[out->count++] = claim;
    if (out->count > 1) out->slack += toll_number_slack(it->r->claims[claim].point);
}

/* The claims that the value of a reading was made of; of many days the first and the last. */
static void find_evidence(evidence *out, const reckon_own *it, uint32_t claim, const toll_series_reading *reading, int kind)
{
    const toll_series_point *points = it->points[RECKON_OWN_ALL];
    size_t to = point_of(it, reading->to), before = point_of(it, reading->from - 1);
    add_evidence(out, it, claim);
    if (kind >= RECKON_OWN_STEPS) { /* the total of the day before, and the day */
        before = point_of(it, reading->to - 1);
        if (before < it->point_count) add_evidence(out, it, it->totals[before]);
        if (kind == RECKON_OWN_LATE_STEPS) to = before;
        if (to < it->point_count) add_evidence(out, it, it->days[to]);
        return;
    }
    bool totals = to < it->point_count && before < it->point_count && !isnan(points[to].total) && !isnan(points[before].total);
    if (reading->convention & TOLL_SERIES_AS_TOTAL) before = it->point_count, totals = to < it->point_count;
    if (totals && before < it->point_count) add_evidence(out, it, it->totals[before]);
    if (totals) {
        add_evidence(out, it, it->totals[to]);
        return;
    }
    size_t from = point_of(it, reading->from);
    if (from < it->point_count) add_evidence(out, it, it->days[from]);
    if (to < it->point_count) add_evidence(out, it, it->days[to]);
}

/* A total that is printed on a day mostly ends the day before: what does not fit is no finding before every convention was tried. */
static bool all_tried(const toll_series_finding *f)
{
    unsigned seen = 0;
    const unsigned plain = TOLL_SERIES_BY_REPORT | TOLL_SERIES_BY_LOSS | TOLL_SERIES_BY_EVE;
    for (size_t i = 0; i < f->reading_count; i++)
        if (!(f->readings[i].convention & ~plain)) seen |= f->readings[i].convention;
    return seen == plain;
}

static size_t judge_by(toll_series_finding findings[TOLL_SERIES_FINDINGS], const reckon_own *it, const reckon_claim *c, int kind)
{
    const toll_reckoning *r = it->r;
    toll_series series = reckon_own_head(c);
    series.name = "claimant's own", series.lag = 1;
    series.points = it->points[kind], series.count = it->point_count;
    size_t count = toll_series_judge(findings, &series, c, r->documents[c->document].shown.published, r->options.policy);
    return count && findings[0].code == TOLL_FINDING_TOTAL_CHECKED ? count : 0;
}

static bool fits(const toll_series_finding *f, size_t count)
{
    return count && f->fit <= TOLL_FIT_ROUNDED;
}

/* A total is laid over that of the day before with the figure of its own day, and with that of the day before; a claimant's texts do not say which
 * its totals end with, so that what does not fit must do so by both. */
static size_t judge_best(toll_series_finding findings[TOLL_SERIES_FINDINGS], int *kind, const reckon_own *it, const reckon_claim *c)
{
    toll_series_finding late[TOLL_SERIES_FINDINGS];
    *kind = is_total(c) ? RECKON_OWN_STEPS : reckon_is_daily(c) ? RECKON_OWN_TOTALS : RECKON_OWN_ALL;
    size_t count = judge_by(findings, it, c, *kind);
    if (fits(findings, count)) return count;
    size_t late_count = *kind == RECKON_OWN_STEPS ? judge_by(late, it, c, RECKON_OWN_LATE_STEPS) : 0;
    if (fits(late, late_count) && late[0].fit < (count ? findings[0].fit : TOLL_FIT_IMPOSSIBLE)) {
        memcpy(findings, late, sizeof late);
        *kind = RECKON_OWN_LATE_STEPS;
        return late_count;
    }
    bool tried = count && all_tried(&findings[0]) && (*kind != RECKON_OWN_STEPS || (late_count && all_tried(&late[0])));
    return tried ? count : 0; /* days that it may mean are not held */
}

static void judge(const reckon_own *it, uint32_t claim, reckon_own_visit *visit, void *context)
{
    const reckon_claim *c = &it->r->claims[claim];
    toll_series_finding findings[TOLL_SERIES_FINDINGS];
    int kind;
    if (c->qualifier == TOLL_QUALIFIER_VAGUE || c->part || !c->claimant) return;
    size_t count = judge_best(findings, &kind, it, c);
    if (!count) return;
    evidence found = {0};
    const toll_series_reading *best = &findings[0].readings[0];
    find_evidence(&found, it, claim, best, kind);
    if (found.count < 2) return; /* nothing but itself */
    for (size_t i = 0; i < count; i++) {
        bool total = findings[i].code == TOLL_FINDING_TOTAL_CHECKED;
        if (total && findings[i].fit > TOLL_FIT_ROUNDED && fabs(best->distance) <= found.slack) continue;
        if (findings[i].code != TOLL_FINDING_RECORD_CHECKED) visit(context, &findings[i], found.claims, found.count);
    }
}

void reckon_own_judge(const reckon_own *it, reckon_own_visit *visit, void *context)
{
    bool any = false; /* days alone have nothing to be laid over */
    for (size_t i = 0; i < it->count; i++) any |= !reckon_is_daily(&it->r->claims[it->claims[i]]);
    for (size_t i = 0; any && it->count >= RECKON_OWN_LEAST && it->point_count && i < it->count; i++)
        judge(it, it->claims[i], visit, context);
}
