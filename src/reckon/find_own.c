/* A claimant's figures against its own: they form a series like one that was imported. In: the claims of one house on one kind of figure.
 * Out: findings `total_checked` and `included`, each with the claims that the value is made of.
 *
 * What would be trivial is left out: a figure is never laid over one of the same kind and day. A day's figure is laid over the difference
 * of two totals, a total over the total of the day before and the day's figure, a window over totals and days. Texts hold few of a
 * claimant's figures, so what does not fit is said only where the days are held under every convention, and beyond what rounded totals can
 * hide. A sort of the claims, then a few lookups a claim. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

#include "base/fault.h"

typedef struct own {
    toll_reckoning *r;
    uint64_t owner, key;
    const uint32_t *claims; /* of one claimant, by day */
    size_t count;
    toll_series_point *points[3]; /* totals; totals and days; totals made of the day before and the day. Their line is the total's claim */
    uint32_t *days;               /* parallel to the points: the claim of the day's figure */
    size_t point_count;
} own;

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

static int compare_days(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    int order = x->claimant == y->claimant ? 0 : strcmp(x->claimant ? x->claimant : "", y->claimant ? y->claimant : "");
    if (order) return order;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    int digits = toll_number_digits(y->point) - toll_number_digits(x->point); /* what is told most exactly stands for its day */
    return digits ? digits : reckon_claim_compare(r, a, b);
}

/* A total below an earlier one is a slip, or was read as what it is not: it bears nothing out. */
static void drop_falling(own *it)
{
    double most = 0;
    for (size_t i = 0; i < it->point_count; i++) {
        toll_series_point *p = &it->points[1][i];
        if (p->total < most) p->total = (double)NAN, p->line = RECKON_NONE;
        else if (!isnan(p->total)) most = p->total;
    }
}

static bool fill_points(own *it)
{
    for (int i = 0; i < 3; i++)
        if (!(it->points[i] = toll_base_zero(it->count + 1, sizeof **it->points))) return false;
    if (!(it->days = toll_base_zero(it->count + 1, sizeof *it->days))) return false;
    for (size_t i = 0; i < it->count; i++) {
        const reckon_claim *c = &it->r->claims[it->claims[i]];
        bool day = reckon_is_daily(c) && c->from == c->to, total = is_total(c);
        if (!is_evidence(c) || (!day && !total)) continue;
        toll_series_point *last = it->point_count ? &it->points[1][it->point_count - 1] : NULL;
        if (!last || last->day != c->to) {
            it->points[1][it->point_count] = (toll_series_point){
                .day = c->to, .total = (double)NAN, .daily = (double)NAN, .line = RECKON_NONE};
            it->days[it->point_count] = RECKON_NONE;
            last = &it->points[1][it->point_count++];
        }
        if (total && isnan(last->total)) last->total = c->point, last->line = it->claims[i];
        if (day && isnan(last->daily)) last->daily = c->point, it->days[it->point_count - 1] = it->claims[i];
    }
    drop_falling(it);
    for (size_t i = 0; i < it->point_count; i++) {
        const toll_series_point *p = &it->points[1][i];
        it->points[0][i] = it->points[2][i] = *p;
        it->points[0][i].daily = it->points[2][i].daily = (double)NAN;
        bool next = i && p[-1].day == p->day - 1;
        it->points[2][i].total = next ? p[-1].total + p->daily : (double)NAN;
    }
    return true;
}

static size_t point_of(const own *it, toll_day day)
{
    const toll_series series = {.points = it->points[1], .count = it->point_count};
    const toll_series_point *point = toll_series_at(&series, day);
    return point ? (size_t)(point - it->points[1]) : it->point_count;
}

/* Half of the last digit that stands: 71,200 may be anything from 71,150 on. Ends in a single 0 are no rounding. */
static double slack_of(double total)
{
    double unit = 1;
    while (total >= 1000 && unit < 1e6 && fmod(total, unit * 10) == 0) unit *= 10;
    return unit >= 100 ? unit / 2 : 0;
}

typedef struct evidence {
    uint32_t claims[RECKON_PAIR_CLAIMS];
    size_t count;
    double slack;
} evidence;

static void add_evidence(evidence *out, const own *it, uint32_t claim)
{
    if (claim == RECKON_NONE || out->count == RECKON_PAIR_CLAIMS) return;
    for (size_t i = 0; i < out->count; i++)
        if (out->claims[i] == claim) return;
    out->claims[out->count++] = claim;
    if (out->count > 1) out->slack += slack_of(it->r->claims[claim].point);
}

/* The claims that the value of a reading was made of; of many days the first and the last. */
static void find_evidence(evidence *out, const own *it, uint32_t claim, const toll_series_reading *reading, int kind)
{
    size_t to = point_of(it, reading->to), before = point_of(it, reading->from - 1);
    add_evidence(out, it, claim);
    if (kind == 2) { /* the total of the day before, and the day */
        before = point_of(it, reading->to - 1);
        if (before < it->point_count) add_evidence(out, it, (uint32_t)it->points[1][before].line);
        if (to < it->point_count) add_evidence(out, it, it->days[to]);
        return;
    }
    bool totals = to < it->point_count && before < it->point_count && !isnan(it->points[1][to].total) &&
                  !isnan(it->points[1][before].total);
    if (reading->convention & TOLL_SERIES_AS_TOTAL) before = it->point_count, totals = to < it->point_count;
    if (totals && before < it->point_count) add_evidence(out, it, (uint32_t)it->points[1][before].line);
    if (totals) {
        add_evidence(out, it, (uint32_t)it->points[1][to].line);
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

static void add_finding(own *it, uint32_t claim, const toll_series_finding *from, const toll_series_reading *best, int kind)
{
    toll_reckoning *r = it->r;
    char name[160];
    evidence found = {0};
    find_evidence(&found, it, claim, best, kind);
    if (found.count < 2) return; /* nothing but itself */
    if (from->code == TOLL_FINDING_TOTAL_CHECKED && from->fit > TOLL_FIT_ROUNDED && fabs(best->distance) <= found.slack) return;
    snprintf(name, sizeof name, "%s own claims", r->claims[claim].claimant ? r->claims[claim].claimant : "?");
    toll_utf8_tidy(name);
    reckon_finding *f = reckon_findings_add_of(r, it->owner, from->code, it->key, found.claims, found.count);
    if (!f) return;
    f->shown.verdict = from->verdict, f->shown.value = from->value, f->shown.day = from->day;
    if (from->code == TOLL_FINDING_TOTAL_CHECKED) f->shown.difference = best->distance;
    f->shown.name = reckon_intern(r, toll_text_of(name));
    f->shown.reason = reckon_intern(r, toll_text_of(from->reason));
    f->shown.terms[TOLL_TERM_SIDE] = f->shown.terms[TOLL_TERM_OUTCOME] = f->shown.terms[TOLL_TERM_CLASS] = TOLL_STANDING_SAME;
}

static void judge(own *it, uint32_t claim)
{
    const toll_reckoning *r = it->r;
    const reckon_claim *c = &r->claims[claim];
    int kind = is_total(c) ? 2 : reckon_is_daily(c) ? 0 : 1;
    toll_series_finding findings[TOLL_SERIES_FINDINGS];
    const toll_series series = {.name = "claimant's own",
        .claimant = c->claimant,
        .claimant_side = c->claimant_side,
        .side = c->side,
        .category = c->category,
        .place = c->place_name    ? c->place_name
                 : c->place_words ? c->place_words
                                  : c->place,
        .class_ = c->class_,
        .outcomes = 1u << c->outcome,
        .lag = 1,
        .points = it->points[kind],
        .count = it->point_count};
    if (c->qualifier == TOLL_QUALIFIER_VAGUE || c->part || !c->claimant) return;
    size_t count = toll_series_judge(findings, &series, c, r->documents[c->document].shown.published, r->options.policy);
    if (!count || findings[0].code != TOLL_FINDING_TOTAL_CHECKED) return;
    if (findings[0].fit > TOLL_FIT_ROUNDED && !all_tried(&findings[0])) return; /* days that it may mean are not held */
    for (size_t i = 0; i < count; i++)
        if (findings[i].code != TOLL_FINDING_RECORD_CHECKED) add_finding(it, claim, &findings[i], &findings[0].readings[0], kind);
}

/* `claims` of one claimant, by day. */
static void check_claimant(toll_reckoning *r, uint64_t owner, uint64_t key, const uint32_t *claims, size_t count)
{
    own it = {.r = r, .owner = owner, .key = key, .claims = claims, .count = count};
    if (!fill_points(&it)) r->failed = true;
    for (size_t i = 0; i < count && it.point_count && !r->failed; i++) judge(&it, claims[i]);
    for (int i = 0; i < 3; i++) toll_base_free(it.points[i]);
    toll_base_free(it.days);
}

void reckon_own_findings(toll_reckoning *r, uint64_t owner, uint64_t key)
{
    reckon_numbers *all = &r->scratch2;
    bool any = false;
    all->count = 0;
    RECKON_EACH(at, &r->series, key)
    {
        uint32_t item = r->series.entries[at].item;
        if (r->claims[item].period_kind == TOLL_PERIOD_EVENT) return; /* single events are no series of days */
        any |= !reckon_is_daily(&r->claims[item]);
        if (!reckon_numbers_add(all, item)) r->failed = true;
    }
    if (!any || all->count < 3) return;
    reckon_sort(r, all->items, all->count, compare_days);
    size_t kept = 1;
    for (size_t i = 1; i < all->count; i++)
        if (all->items[i] != all->items[kept - 1]) all->items[kept++] = all->items[i];
    if (kept > RECKON_OWN_LIMIT) return;
    for (size_t i = 0, k; i < kept; i = k) {
        const char *claimant = r->claims[all->items[i]].claimant;
        for (k = i + 1; k < kept && reckon_same(r->claims[all->items[k]].claimant, claimant);) k++;
        if (k - i > 2) check_claimant(r, owner, key, all->items + i, k - i);
    }
}
