/* What statements of one block say of one another: revisions of one house, conflicts and what only looks like one, parts that exceed
 * their whole. In: the statements that share side, unit, days and place. Out: findings owned by the block. Each pair is taken apart term
 * by term; a conflict needs every term to be known and the same, and a toll that can have risen in between is none. A block with many
 * statements compares each with the lowest and the highest only, which is where disagreement shows, so that a block costs in proportion
 * to its statements. */
#include "inside.h"

#include <math.h>

enum { BLOCK_PAIRS = 96, BLOCK_ENDS = 24 };

typedef struct pair {
    const reckon_statement *a, *b;
    uint8_t terms[TOLL_TERM_COUNT];
    int differs, open;
    bool a_within, b_within; /* some term of the one lies within the other's */
} pair;

static void note(pair *p, toll_term term, toll_relation relation)
{
    switch (relation) {
    case TOLL_RELATION_SAME: p->terms[term] = TOLL_STANDING_SAME; return;
    case TOLL_RELATION_WITHIN: p->a_within = true; break;
    case TOLL_RELATION_CONTAINS: p->b_within = true; break;
    case TOLL_RELATION_OVERLAP: p->a_within = p->b_within = true; break;
    default:
        p->terms[term] = TOLL_STANDING_OPEN;
        p->open++;
        return;
    }
    p->terms[term] = TOLL_STANDING_DIFFERS;
    p->differs++;
}

static bool no_place(const reckon_statement *s)
{
    return !s->where.id && !s->where.name;
}

/* A place in which more than one thing happens on a day. */
static bool is_wide(const reckon_statement *s)
{
    const char *precision = s->where.precision;
    return !precision || (strcmp(precision, "exact") != 0 && strcmp(precision, "near") != 0);
}

/* False where the two count different things. */
static bool compare_terms(pair *p, const toll_reckoning *r)
{
    const reckon_statement *a = p->a, *b = p->b;
    bool things = a->class_ == TOLL_CLASS_MATERIEL || a->class_ == TOLL_CLASS_STRUCTURE;
    toll_relation class_ = toll_class_relation((toll_class)a->class_, (toll_class)b->class_);
    toll_relation category = toll_category_relation((toll_class)a->class_, a->category, b->category);
    toll_relation outcome = toll_outcome_relation((toll_outcome)a->outcome, (toll_outcome)b->outcome);
    if (class_ == TOLL_RELATION_APART || category == TOLL_RELATION_APART || outcome == TOLL_RELATION_APART) return false;
    if ((things && category != TOLL_RELATION_SAME) || category == TOLL_RELATION_OPEN) return false; /* children are no teachers */
    p->terms[TOLL_TERM_SIDE] = TOLL_STANDING_SAME;
    note(p, TOLL_TERM_CLASS, class_);
    note(p, TOLL_TERM_CATEGORY, category);
    if (outcome == TOLL_RELATION_SAME && toll_outcome_is_open((toll_outcome)a->outcome))
        outcome = TOLL_RELATION_OPEN; /* one word, two readings */
    note(p, TOLL_TERM_OUTCOME, outcome);
    bool running_a = a->kind == TOLL_PERIOD_CUMULATIVE, running_b = b->kind == TOLL_PERIOD_CUMULATIVE;
    if (running_a != running_b) return false;
    toll_relation days = toll_days_relation(a->days, b->days);
    if (running_a && days == TOLL_RELATION_OPEN && a->days.to == b->days.to)
        days = a->days.from == b->days.from ? TOLL_RELATION_SAME : TOLL_RELATION_OPEN;
    if (days == TOLL_RELATION_APART) return false;
    note(p, TOLL_TERM_WINDOW, days);
    if (no_place(a) && no_place(b)) {
        /* Two totals of the whole war agree in that; two events without a place are two events. */
        if (a->kind == TOLL_PERIOD_EVENT || b->kind == TOLL_PERIOD_EVENT) return false;
        p->terms[TOLL_TERM_SCOPE] = TOLL_STANDING_UNSAID;
        return true;
    }
    toll_relation where = toll_where_relation(&a->where, &b->where, r->options.parent, r->options.context);
    if (where == TOLL_RELATION_APART || no_place(a) || no_place(b)) return false;
    note(p, TOLL_TERM_SCOPE, where);
    return true;
}

int reckon_compare_terms(uint8_t terms[TOLL_TERM_COUNT], const toll_reckoning *r, const reckon_statement *a, const reckon_statement *b)
{
    pair p = {.a = a, .b = b};
    bool one_kind = compare_terms(&p, r);
    memcpy(terms, p.terms, sizeof p.terms);
    return one_kind ? p.differs + p.open : -1;
}

static bool one_sentence(const toll_reckoning *r, const reckon_statement *a, const reckon_statement *b)
{
    const reckon_claim *x = &r->claims[a->voice], *y = &r->claims[b->voice], *h = &r->claims[a->head], *g = &r->claims[b->head];
    return (x->document == y->document && x->sentence == y->sentence) || (h->document == g->document && h->sentence == g->sentence);
}

static const reckon_claim *voice_of(const toll_reckoning *r, const reckon_statement *s)
{
    return &r->claims[s->voice];
}

/* -1 a was said first, 1 later, 0 not known (the same day, or a day is missing). */
static int said_order(const reckon_statement *a, const reckon_statement *b)
{
    if (a->said == TOLL_DAY_UNKNOWN || b->said == TOLL_DAY_UNKNOWN || a->said == b->said) return 0;
    return a->said < b->said ? -1 : 1;
}

/* For one claimant the day of publication will do where the day of saying is not told; but not within a document. */
static int told_order(const toll_reckoning *r, const reckon_statement *a, const reckon_statement *b)
{
    int order = said_order(a, b);
    if (order || voice_of(r, a)->document == voice_of(r, b)->document) return order;
    if (a->said_latest == TOLL_DAY_UNKNOWN || b->said_latest == TOLL_DAY_UNKNOWN || a->said_latest == b->said_latest) return 0;
    return a->said_latest < b->said_latest ? -1 : 1;
}

static void put(toll_reckoning *r, uint64_t key, const pair *p, toll_finding_code code, toll_verdict verdict)
{
    /* Two blocks may hold the same pair (a place and the region around it, two days of one window): the finding has one id, and counts
     * once. */
    reckon_finding *f = reckon_findings_add(r, key, code, (uint32_t[]){p->a->voice, p->b->voice}, 2);
    if (!f) return;
    memcpy(f->shown.terms, p->terms, sizeof p->terms);
    f->shown.verdict = verdict;
    double a = p->a->point, b = p->b->point;
    if (isnan(a) || isnan(b)) return;
    f->shown.difference = b - a;
    if (a > 0 && b > 0) f->shown.ratio = b / a;
}

static bool other_number(const toll_reckoning *r, const reckon_statement *a, const reckon_statement *b)
{
    return !isnan(a->point) && !isnan(b->point) && a->point != b->point && !reckon_rounded(voice_of(r, a), voice_of(r, b));
}

/* One question in every term. */
static bool all_same(const pair *p)
{
    return !p->differs && !p->open;
}

static bool revises(const toll_reckoning *r, const pair *p, int *order)
{
    const reckon_statement *a = p->a, *b = p->b;
    if (!all_same(p) || !a->house || a->house != b->house || a->vague || b->vague || !other_number(r, a, b)) return false;
    if (a->kind == TOLL_PERIOD_EVENT && no_place(a)) return false;
    *order = told_order(r, a, b);
    return true;
}

/* Later figures of the same house on the same question that lie between two of them in time. */
static bool between(toll_reckoning *r, const reckon_numbers *items, const pair *p)
{
    for (size_t i = 0; i < items->count; i++) {
        const reckon_statement *c = &r->statements[items->items[i]];
        if (c == p->a || c == p->b || c->house != p->a->house) continue;
        pair first = {.a = p->a, .b = c}, last = {.a = c, .b = p->b};
        if (!compare_terms(&first, r) || !compare_terms(&last, r) || !all_same(&first) || !all_same(&last)) continue;
        if (told_order(r, p->a, c) < 0 && told_order(r, c, p->b) < 0) return true;
    }
    return false;
}

/* Without an order only a side's own admissions on one event are taken for steps of one toll: everybody else counts many things in one
 * text. */
static bool admitted(const toll_reckoning *r, const reckon_statement *s)
{
    return voice_of(r, s)->modality == TOLL_MODALITY_ADMITTED && !no_place(s);
}

static void judge_house(toll_reckoning *r, uint64_t key, pair *p, const reckon_numbers *items)
{
    int order;
    if (revises(r, p, &order)) {
        if (order > 0) {
            const reckon_statement *swap = p->a;
            p->a = p->b, p->b = swap;
        }
        p->terms[TOLL_TERM_SAID] = order ? TOLL_STANDING_DIFFERS : TOLL_STANDING_OPEN;
        bool sibling = p->a->claimant != p->b->claimant;
        bool in_document = voice_of(r, p->a)->document == voice_of(r, p->b)->document;
        if (order) {
            if (!between(r, items, p)) put(r, key, p, TOLL_FINDING_REVISION, sibling ? TOLL_VERDICT_SIBLING : TOLL_VERDICT_NONE);
        } else if (in_document && !sibling && admitted(r, p->a) && admitted(r, p->b)) {
            if (p->a->point > p->b->point) {
                const reckon_statement *swap = p->a;
                p->a = p->b, p->b = swap;
            }
            put(r, key, p, TOLL_FINDING_REVISION, TOLL_VERDICT_OPEN);
        } else if (!in_document && !toll_interval_meet(NULL, p->a->interval, p->b->interval)) {
            put(r, key, p, TOLL_FINDING_APPARENT_CONFLICT, TOLL_VERDICT_NONE);
        }
        return;
    }
    /* A part that is more than its whole: never where the whole was told first, for tolls rise. */
    if (p->open || p->terms[TOLL_TERM_CATEGORY] != TOLL_STANDING_SAME || p->a_within == p->b_within || p->a->vague || p->b->vague) return;
    const reckon_statement *part = p->a_within ? p->a : p->b, *whole = p->a_within ? p->b : p->a;
    bool grown = told_order(r, whole, part) < 0;
    p->a = part, p->b = whole;
    p->terms[TOLL_TERM_SAID] = grown ? TOLL_STANDING_DIFFERS : told_order(r, whole, part) ? TOLL_STANDING_DIFFERS : TOLL_STANDING_SAME;
    if (part->interval.low > whole->interval.high)
        put(r, key, p, grown ? TOLL_FINDING_APPARENT_CONFLICT : TOLL_FINDING_PART_EXCEEDS_TOTAL, TOLL_VERDICT_NONE);
    else if (p->differs <= 2 && part->interval.low >= 100 && part->interval.low > toll_interval_usual(whole->interval).high)
        put(r, key, p, TOLL_FINDING_APPARENT_CONFLICT, TOLL_VERDICT_NONE);
}

/* Can the toll have risen from the lower to the higher figure? Only a lower figure that was said on a later day rules it out, or two
 * figures on a window that was over before both spoke. */
static bool may_have_risen(const pair *p)
{
    const reckon_statement *low = p->a, *high = p->b;
    if (low->said == TOLL_DAY_UNKNOWN || high->said == TOLL_DAY_UNKNOWN) return true;
    if (low->said > high->said) return false;
    return !(low->kind == TOLL_PERIOD_WINDOW && low->said == high->said && low->days.to < low->said);
}

/* Two who each tell of an enemy's soldiers and arms that they hit: each tells of its own strikes, and those are two events. */
static bool two_attackers(const toll_reckoning *r, const pair *p)
{
    const reckon_claim *x = voice_of(r, p->a), *y = voice_of(r, p->b);
    bool forces = p->a->class_ == TOLL_CLASS_MILITARY || p->a->class_ == TOLL_CLASS_MATERIEL;
    bool events = p->a->kind == TOLL_PERIOD_EVENT && p->b->kind == TOLL_PERIOD_EVENT;
    return forces && events && x->stake == TOLL_STAKE_ENEMY_LOSS && y->stake == TOLL_STAKE_ENEMY_LOSS && x->claimant_side &&
           y->claimant_side && x->claimant_side != y->claimant_side;
}

static void judge_others(toll_reckoning *r, uint64_t key, pair *p)
{
    if (two_attackers(r, p) || p->a->vague || p->b->vague || p->differs + p->open > 2) return;
    if (p->a->interval.low > p->b->interval.high) {
        const reckon_statement *swap = p->a;
        p->a = p->b, p->b = swap;
        bool within = p->a_within;
        p->a_within = p->b_within, p->b_within = within;
    }
    /* From here a is the lower. Apart as numbers; and if one is a part of the other, the part must be the higher. */
    if (p->a->interval.high >= p->b->interval.low) {
        bool usual = p->b_within && !p->a_within && p->b->interval.low >= 100 &&
                     p->b->interval.low > toll_interval_usual(p->a->interval).high;
        if (!usual) return;
    }
    if (p->a_within || (p->b_within && p->a_within)) return;
    bool event = p->a->kind == TOLL_PERIOD_EVENT || p->b->kind == TOLL_PERIOD_EVENT;
    if (event && p->a->point == 0 && is_wide(p->a)) return;               /* "nobody was hurt": in one of the day's attacks on a province */
    if (event && p->terms[TOLL_TERM_SCOPE] != TOLL_STANDING_SAME) return; /* a strike on a town is not all that happened in its region */
    bool risen = may_have_risen(p);
    bool known = p->a->said != TOLL_DAY_UNKNOWN && p->b->said != TOLL_DAY_UNKNOWN;
    p->terms[TOLL_TERM_SAID] = !known ? TOLL_STANDING_OPEN : risen ? TOLL_STANDING_DIFFERS : TOLL_STANDING_SAME;
    bool place = p->terms[TOLL_TERM_SCOPE] == TOLL_STANDING_SAME ||
                 (p->terms[TOLL_TERM_SCOPE] == TOLL_STANDING_UNSAID && p->a->kind == TOLL_PERIOD_CUMULATIVE);
    bool conflict = all_same(p) && !risen && place && p->a->house && p->b->house && p->a->class_ != TOLL_CLASS_UNKNOWN;
    if (!conflict && p->differs + p->open == 0 && !risen && p->terms[TOLL_TERM_SCOPE] != TOLL_STANDING_UNSAID) return;
    put(r, key, p, conflict ? TOLL_FINDING_CONFLICT : TOLL_FINDING_APPARENT_CONFLICT, TOLL_VERDICT_NONE);
}

static int compare_points(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_statement *x = &r->statements[a], *y = &r->statements[b];
    if (!isnan(x->point) && !isnan(y->point) && x->point != y->point) return x->point < y->point ? -1 : 1;
    if (isnan(x->point) != isnan(y->point)) return isnan(x->point) ? 1 : -1;
    return reckon_claim_compare(r, x->head, y->head);
}

/* Superseded within its house by a later figure: it is no longer what that house says. */
static bool superseded(toll_reckoning *r, const reckon_numbers *items, const reckon_statement *s)
{
    if (!s->house || items->count > BLOCK_PAIRS) return false;
    for (size_t i = 0; i < items->count; i++) {
        const reckon_statement *c = &r->statements[items->items[i]];
        pair p = {.a = s, .b = c};
        int order = 0;
        if (c != s && c->house == s->house && compare_terms(&p, r) && revises(r, &p, &order) && order < 0) return true;
    }
    return false;
}

static void judge(toll_reckoning *r, uint64_t key, const reckon_numbers *items, size_t i, size_t k, bool old_i, bool old_k)
{
    pair p = {.a = &r->statements[items->items[i]], .b = &r->statements[items->items[k]]};
    if (p.a->point == p.b->point && p.a->house != p.b->house) return;
    if (one_sentence(r, p.a, p.b) || !compare_terms(&p, r)) return;
    bool same_house = p.a->house && p.a->house == p.b->house;
    if (same_house) judge_house(r, key, &p, items);
    else if (p.a->house && p.b->house && !old_i && !old_k) judge_others(r, key, &p);
}

void reckon_block_findings(toll_reckoning *r, uint64_t key)
{
    reckon_findings_drop(r, key);
    reckon_numbers *items = &r->scratch;
    items->count = 0;
    RECKON_EACH(at, &r->blocks, key)
    {
        uint32_t number = r->blocks.entries[at].item;
        const reckon_statement *s = &r->statements[number];
        bool stands = false;
        for (int i = 0; s->alive && i < s->key_count; i++) stands |= s->keys[i] == key;
        if (stands && !s->vague && !reckon_numbers_add(items, number)) r->failed = true;
    }
    if (items->count < 2) return;
    reckon_sort(r, items->items, items->count, compare_points);
    size_t kept = 1;
    for (size_t i = 1; i < items->count; i++)
        if (items->items[i] != items->items[kept - 1]) items->items[kept++] = items->items[i];
    items->count = kept;
    bool all = kept <= BLOCK_PAIRS;
    bool old[BLOCK_PAIRS] = {0};
    for (size_t i = 0; all && i < kept; i++) old[i] = superseded(r, items, &r->statements[items->items[i]]);
    for (size_t i = 0; i < kept; i++)
        for (size_t k = i + 1; k < kept; k++) {
            if (!all && i >= BLOCK_ENDS && k < kept - BLOCK_ENDS) k = kept - BLOCK_ENDS > i + 1 ? kept - BLOCK_ENDS : i + 1;
            judge(r, key, items, i, k, all && old[i], all && old[k]);
        }
}
