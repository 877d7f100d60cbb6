/* Which claims go back to one utterance. In: two claims. Out: linked or not, confirmed or suggested, and why. No fuzzy score: each
 * condition is a comparison of terms. Confirmed is one institution, one number, one outcome and one day; everything that needs an
 * inference is suggested. Which claims meet at all stands in link_document.c. */
#include "inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

toll_day reckon_anchor(const toll_reckoning *r, const reckon_claim *c)
{
    if (c->to != TOLL_DAY_UNKNOWN) return c->to;
    if (c->from != TOLL_DAY_UNKNOWN && c->period_kind != TOLL_PERIOD_CUMULATIVE) return c->from;
    if (c->stated != TOLL_DAY_UNKNOWN) return c->stated;
    return r->documents[c->document].shown.published;
}

int reckon_named(double out[2], const reckon_claim *c)
{
    if (c->qualifier == TOLL_QUALIFIER_VAGUE) return 0;
    if (!isnan(c->point)) return out[0] = c->point, 1;
    int count = 0;
    if (!isnan(c->low)) out[count++] = c->low;
    if (!isnan(c->high)) out[count++] = c->high;
    return count;
}

/* Two exact small numbers are two numbers; a rounding shows itself by a qualifier, by standing in a headline of the same document, or by
 * its size. */
bool reckon_rounded(const reckon_claim *a, const reckon_claim *b)
{
    double least = fmin(a->point, b->point);
    bool in_one = a->document == b->document;
    if (a->former != b->former || (!in_one && (a->moved || b->moved))) return false; /* 500, then lowered to 471: a step, no rounding */
    const reckon_claim *rounded = toll_number_rounds(a->point, b->point) ? b : toll_number_rounds(b->point, a->point) ? a : NULL;
    if (!rounded || least < 20) return false;
    bool title = rounded->zone == TOLL_ZONE_HEADLINE || rounded->zone == TOLL_ZONE_STANDFIRST || rounded->zone == TOLL_ZONE_CAPTION;
    bool in_document = in_one && (title || (rounded->lede && least >= 100));
    return least >= 1000 || rounded->qualifier != TOLL_QUALIFIER_EXACT || in_document;
}

typedef enum reckon_values { VALUES_APART, VALUES_WITHIN, VALUES_END, VALUES_ROUNDED, VALUES_EQUAL } reckon_values;

static reckon_values compare_values(const reckon_claim *a, const reckon_claim *b)
{
    double x[2], y[2];
    int n = reckon_named(x, a), m = reckon_named(y, b);
    if (!n || !m) { /* the number itself lies in "dozens", not only what "at least" leaves open above it */
        const reckon_claim *word = n ? b : a;
        for (int at = 0; at < n + m; at++)
            if ((n ? x[at] : y[at]) < word->low || (n ? x[at] : y[at]) > word->high) return VALUES_APART;
        toll_interval i = toll_interval_of(a->qualifier, a->point, a->low, a->high, TOLL_POLICY_STRICT);
        toll_interval k = toll_interval_of(b->qualifier, b->point, b->low, b->high, TOLL_POLICY_STRICT);
        return toll_interval_meet(NULL, i, k) ? (n || m ? VALUES_WITHIN : VALUES_EQUAL) : VALUES_APART;
    }
    if (n == m && x[0] == y[0] && (n == 1 || x[1] == y[1])) return VALUES_EQUAL;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            if (x[i] == y[k]) return VALUES_END;
    if (n != 1 || m != 1) return VALUES_APART;
    if (reckon_rounded(a, b)) return VALUES_ROUNDED;
    return VALUES_APART;
}

bool reckon_denied(const reckon_claim *c)
{
    return c->modality == TOLL_MODALITY_DENIED || c->modality == TOLL_MODALITY_QUESTIONED;
}

static bool running(const reckon_claim *c)
{
    return c->period_kind == TOLL_PERIOD_CUMULATIVE;
}

static bool turned(toll_days days)
{
    return toll_days_known(days) && days.from > days.to;
}

/* 0 apart, 1 may be, 2 the same day under a convention. */
static int compare_days(const toll_reckoning *r, const reckon_claim *a, const reckon_claim *b, bool in_document)
{
    toll_days x = reckon_days(a), y = reckon_days(b);
    toll_day published_a = r->documents[a->document].shown.published, published_b = r->documents[b->document].shown.published;
    bool near_press = in_document ||
                      (published_a != TOLL_DAY_UNKNOWN && published_b != TOLL_DAY_UNKNOWN && abs(published_a - published_b) <= 1);
    if (turned(x) || turned(y)) return 0;
    if (running(a) != running(b)) return (!toll_days_length(x) && !running(a)) || (!toll_days_length(y) && !running(b)) ? in_document : 0;
    if (running(a)) {
        if (x.to != TOLL_DAY_UNKNOWN && y.to != TOLL_DAY_UNKNOWN) return x.to == y.to ? 2 : abs(x.to - y.to) <= 3;
        return near_press;
    }
    if ((a->period_kind == TOLL_PERIOD_AVERAGE) != (b->period_kind == TOLL_PERIOD_AVERAGE)) return 0;
    if (!toll_days_known(x) || !toll_days_known(y)) {
        if (toll_days_relation(x, y) == TOLL_RELATION_APART) return 0;
        toll_day i = reckon_anchor(r, a), k = reckon_anchor(r, b);
        return in_document || (i != TOLL_DAY_UNKNOWN && k != TOLL_DAY_UNKNOWN && abs(i - k) <= 2);
    }
    switch (toll_days_convention(x, y)) {
    case TOLL_CONVENTION_SAME:
    case TOLL_CONVENTION_CALENDAR: return 2;
    case TOLL_CONVENTION_REPORT: return near_press;
    default: break;
    }
    toll_relation relation = toll_days_relation(x, y);
    bool longer = toll_days_length(x) > 2 && toll_days_length(y) > 2;
    return longer && (relation == TOLL_RELATION_WITHIN || relation == TOLL_RELATION_CONTAINS);
}

static void say(reckon_link *out, bool explain, const char *reason)
{
    if (explain) snprintf(out->reason, sizeof out->reason, "%s", reason);
}

bool reckon_is_alone(const toll_reckoning *r, const reckon_claim *c)
{
    return reckon_map_get(&r->alone, toll_hash(c->id, 24, 13)) != RECKON_NONE;
}

void reckon_link_judge(reckon_link *out, const toll_reckoning *r, uint32_t left, uint32_t right, bool explain)
{
    const reckon_claim *a = &r->claims[left], *b = &r->claims[right];
    bool in_document = a->document == b->document;
    out->linked = out->confirmed = false;
    if (r->alone.count && (reckon_is_alone(r, a) || reckon_is_alone(r, b))) return;
    if (a->unit != b->unit || reckon_denied(a) != reckon_denied(b) || (in_document && a->former != b->former)) return;
    if (a->house && b->house ? a->house != b->house : !in_document) return;
    if (!a->house && !b->house && a->claimant_words && b->claimant_words && a->claimant_words != b->claimant_words) return;
    if (a->side && b->side ? a->side != b->side : !in_document) return;
    toll_relation outcome = toll_outcome_relation(a->outcome, b->outcome);
    if (outcome == TOLL_RELATION_APART || toll_outcome_family(a->outcome) != toll_outcome_family(b->outcome)) return;
    toll_relation class_ = toll_class_relation(a->class_, b->class_),
                  category = toll_category_relation(a->class_, a->category, b->category);
    bool things = a->class_ == TOLL_CLASS_MATERIEL || a->class_ == TOLL_CLASS_STRUCTURE;
    if (class_ == TOLL_RELATION_APART || category == TOLL_RELATION_APART || (category != TOLL_RELATION_SAME && (!in_document || things)))
        return;
    reckon_values values = compare_values(a, b);
    if (values == VALUES_APART || (values == VALUES_WITHIN && !(in_document && (reckon_front(a) || reckon_front(b))))) return;
    if (values == VALUES_WITHIN && category != TOLL_RELATION_SAME) return;       /* "dozens" are not the 67 children among them */
    if (in_document && a->sentence == b->sentence && a->zone == b->zone) return; /* one sentence does not repeat itself: parts of a whole */
    int days = compare_days(r, a, b, in_document);
    if (!days) return;
    toll_where x = reckon_where(a), y = reckon_where(b);
    toll_relation place = toll_where_relation(&x, &y, r->options.parent, r->options.context);
    double x_named[2], y_named[2];
    int n = reckon_named(x_named, a), m = reckon_named(y_named, b);
    bool named = n && m, shares = a->unit == TOLL_UNIT_PERCENT || a->unit == TOLL_UNIT_TIMES;
    double least = named ? fmin(x_named[n - 1], y_named[m - 1]) : 0; /* small numbers are common to many events */
    /* A number this large, told again in one text of the same day, is the same number, even where one place is only a dateline. */
    bool again = in_document && values == VALUES_EQUAL && days == 2 && outcome == TOLL_RELATION_SAME;
    if (place == TOLL_RELATION_APART && !(least >= 50 && (again || toll_where_km(&x, &y) <= 150))) return;
    if (!in_document && least < 10 && place != TOLL_RELATION_SAME && !shares) return;
    if (!in_document && least < 2 && days < 2) return;
    bool one = a->claimant && a->claimant == b->claimant;
    if (values == VALUES_ROUNDED && !in_document && !one) return; /* two officials, two numbers */
    bool front = reckon_front(a) || reckon_front(b);
    if (in_document && least < 10 && !front && !(place == TOLL_RELATION_SAME && days == 2 && a->claimant == b->claimant)) return;
    bool scope = category == TOLL_RELATION_SAME || place == TOLL_RELATION_SAME || front; /* ten children here, ten people there */
    if (in_document && !scope && least < 50) return;
    out->linked = true;
    bool sure_days = days == 2 || (shares && days);
    out->confirmed = one && sure_days && values == VALUES_EQUAL && named && outcome == TOLL_RELATION_SAME && scope &&
                     place != TOLL_RELATION_APART;
    if (out->confirmed) {
        say(out, explain, "the same institution, number, outcome and day");
        return;
    }
    if (!explain) return;
    snprintf(out->reason, sizeof out->reason, "%s, %s, %s%s%s",
        one                    ? "the same institution"
        : a->house && b->house ? "institutions of one side"
        : a->house || b->house ? "one of the two names no claimant"
                               : "neither names a claimant",
        values == VALUES_EQUAL     ? "the same number"
        : values == VALUES_ROUNDED ? "one number is the other rounded"
        : values == VALUES_END     ? "they share an end of the range"
                                   : "the number lies in the vague word",
        days == 2     ? "the same day"
        : in_document ? "one document"
                      : "days that fit",
        outcome == TOLL_RELATION_SAME ? "" : ", another outcome word", place == TOLL_RELATION_APART ? ", places near one another" : "");
}

static bool place_differs(const reckon_claim *a, const reckon_claim *b)
{
    if (!a->place && !b->place && !a->place_name && !b->place_name) return !reckon_same(a->place_words, b->place_words);
    return a->place || b->place ? a->place != b->place || !reckon_same(a->precision, b->precision)
                                : !reckon_same(a->place_name, b->place_name);
}

/* A day that one of them does not tell is no other day. */
static bool window_differs(const reckon_claim *a, const reckon_claim *b)
{
    bool from = a->from != TOLL_DAY_UNKNOWN && b->from != TOLL_DAY_UNKNOWN, to = a->to != TOLL_DAY_UNKNOWN && b->to != TOLL_DAY_UNKNOWN;
    return (from && a->from != b->from) || (to && a->to != b->to);
}

unsigned reckon_link_drift(const toll_reckoning *r, const reckon_claim *from, const reckon_claim *to)
{
    unsigned drift = 0;
    double x[2], y[2];
    int n = reckon_named(x, from), m = reckon_named(y, to);
    const toll_policy policy = r->options.policy; /* a vague word that allows the number is vague, and no other number */
    bool vague = (!n || !m) && toll_interval_meet(NULL, toll_interval_of(from->qualifier, from->point, from->low, from->high, policy),
                                   toll_interval_of(to->qualifier, to->point, to->low, to->high, policy));
    if (!vague && (n != m || (n && x[0] != y[0]) || (n == 2 && x[1] != y[1]))) drift |= TOLL_DRIFT_NUMBER;
    if (from->qualifier != to->qualifier) drift |= TOLL_DRIFT_QUALIFIER;
    if (from->outcome != to->outcome) drift |= TOLL_DRIFT_OUTCOME;
    if (window_differs(from, to)) drift |= TOLL_DRIFT_WINDOW;
    if (!to->place_carried && !from->place_carried && place_differs(from, to)) drift |= TOLL_DRIFT_PLACE;
    if (from->claimant != to->claimant ||
        (from->verified == TOLL_VERIFIED_UNVERIFIED && to->verified == TOLL_VERIFIED_UNSAID && from->document == to->document))
        drift |= TOLL_DRIFT_ATTRIBUTION;
    if (from->side != to->side || from->class_ != to->class_ ||
        toll_category_relation(from->class_, from->category, to->category) != TOLL_RELATION_SAME)
        drift |= TOLL_DRIFT_SCOPE;
    return drift;
}
