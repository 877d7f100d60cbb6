/* The algebra of the reckoning: pure functions on small values, no memory, no words.
 *
 * In: bounds, codes, days, places of two claims. Out: how the one stands to the other. Everything is symmetric under swapping (WITHIN
 * turns into CONTAINS), and what the claims leave open comes out as OPEN, never as a guess. */
#ifndef TOLL_RECKON_ALGEBRA_H
#define TOLL_RECKON_ALGEBRA_H

#include <tollbook/claim.h>
#include <tollbook/reckon.h>

#include <stdbool.h>

/* --- relations of what is counted */
typedef enum toll_relation {
    TOLL_RELATION_SAME, TOLL_RELATION_WITHIN, TOLL_RELATION_CONTAINS,
    TOLL_RELATION_OVERLAP,   /* share something, neither holds the other */
    TOLL_RELATION_OPEN,      /* the claims do not say enough */
    TOLL_RELATION_APART      /* nothing counted in one is counted in the other */
} toll_relation;

static inline toll_relation toll_relation_swap(toll_relation relation)
{
    return relation == TOLL_RELATION_WITHIN ? TOLL_RELATION_CONTAINS : relation == TOLL_RELATION_CONTAINS ? TOLL_RELATION_WITHIN : relation;
}

/* --- intervals: inclusive; open ends are infinite. */
typedef struct toll_interval {
    double low, high;
} toll_interval;

/* What the words allow. Vague words get the policy's lower bound; "about" allows anything: words give it no bound. */
toll_interval toll_interval_of(toll_qualifier qualifier, double point, double low, double high, toll_policy policy);
/* How people use the words: "more than 500" is not said of 1,090. An open end is closed at twice (or half) the number named. Only for
 * findings that say "apparent". */
toll_interval toll_interval_usual(toll_interval interval);
bool toll_interval_meet(toll_interval *common, toll_interval a, toll_interval b);   /* false = no common value; `common` may be NULL */
/* The least and the greatest b/a; infinite or 0 where open. */
void toll_interval_ratio(double *least, double *greatest, toll_interval a, toll_interval b);
/* Is `rounded` what `value` becomes when written with fewer digits: to the nearest, down ("more than") or up ("nearly")? At most 10% off. */
bool toll_number_rounds(double value, double rounded);
/* Digits before the trailing zeros: 12730 has 4, 500 has 1. */
int toll_number_digits(double value);
/* Half of the last digit that stands: what 71,200 can hide. 0 where a figure is not rounded to hundreds at least. */
double toll_number_slack(double value);

/* --- outcomes, classes, things */
toll_relation toll_outcome_relation(toll_outcome a, toll_outcome b);
bool toll_outcome_is_open(toll_outcome outcome);         /* casualties, losses: which outcomes they count is not said */
unsigned toll_outcome_family(toll_outcome outcome);      /* outcomes that one figure can drift between */
unsigned toll_outcome_question(toll_outcome outcome);    /* outcomes that are asked for together */
toll_relation toll_class_relation(toll_class a, toll_class b);
const char *toll_category_narrow(toll_class class_, const char *category);   /* NULL where it says no more than the class */
toll_relation toll_category_relation(toll_class class_, const char *a, const char *b);

/* --- periods: closed day intervals, TOLL_DAY_UNKNOWN where an end is not known. */
typedef struct toll_days {
    toll_day from, to;
} toll_days;

bool toll_days_known(toll_days days);
toll_relation toll_days_relation(toll_days a, toll_days b);
bool toll_days_meet(toll_days *common, toll_days a, toll_days b);
long toll_days_length(toll_days days);                    /* both ends count; 0 = unknown */

/* Under which convention two windows can be the same 24 hours. */
typedef enum toll_convention {
    TOLL_CONVENTION_NONE,        /* they cannot */
    TOLL_CONVENTION_SAME,        /* the same days */
    TOLL_CONVENTION_CALENDAR,    /* one is a calendar day, the other 24 hours that touch it */
    TOLL_CONVENTION_REPORT       /* the days are neighbours: the day of the loss and the day of the report */
} toll_convention;

toll_convention toll_days_convention(toll_days a, toll_days b);

/* --- places. `parent` climbs from town to region to country. */
typedef struct toll_where {
    const char *id, *name;       /* NULL = none; name as written where the gazetteer has none */
    const char *precision;
    double lat, lon;
} toll_where;

toll_relation toll_where_relation(const toll_where *a, const toll_where *b, toll_reckon_parent *parent, void *context);
double toll_where_km(const toll_where *a, const toll_where *b);   /* NAN where a coordinate is unknown */

#endif
