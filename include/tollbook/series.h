/* Series: one claimant's figures on one question over time, taken from a table that somebody keeps (a general staff's daily losses, a health ministry's
 * toll), and what textual figures are worth against them.
 *
 * A series is what its table says: nothing is filled in, smoothed or spliced, and a figure of a day that the table lacks is not known. Every answer
 * names the days it used, so that it can be looked up; whether the claimant is right is no question here. Pure functions over borrowed values, any
 * thread. Days are those of the table, which are mostly the days of the report: `lag` says how many days before them the losses lie. */
#ifndef TOLLBOOK_SERIES_H
#define TOLLBOOK_SERIES_H

#include "claim.h"
#include "ledger.h"
#include "reckon.h"
#include "span.h"
#include "status.h"

#include <stdbool.h>

typedef struct toll_series_point {
    toll_day day;            /* as the table has it */
    double total, daily;     /* NAN = the table does not say; a daily figure is then that of two totals on neighbouring days */
    uint8_t qualifier;       /* toll_qualifier */
    uint64_t line;           /* in the file */
} toll_series_point;

typedef struct toll_series {
    const char *name;        /* "personnel" */
    const char *claimant, *claimant_side;   /* ids; NULL = unknown, so are the others */
    const char *side, *category, *place;    /* whose loss, of what, where */
    uint8_t class_;          /* toll_class */
    unsigned outcomes;       /* bits 1u << toll_outcome: what outlets call it; the least is its own */
    int lag;                 /* days between a loss and the row that holds it: 1 = a row tells of the day before */
    const char *file;        /* base name of the table */
    char sha256[65];         /* of its bytes */
    const toll_series_point *points;        /* days rise strictly */
    size_t count;
} toll_series;

/* The point of a day; NULL = the table has none. */
const toll_series_point *toll_series_at(const toll_series *series, toll_day day);
/* What was added on the table's day, between the ends of a window (both belong to it), and up to a day. NAN = the table does not say. */
double toll_series_daily(const toll_series *series, toll_day day);
double toll_series_window(const toll_series *series, toll_day from, toll_day to);
/* The days on which the daily figure was more than on every day before in the series; the first day is none. Numbers of points into `at`, the last
 * `most` of them; how many there are. */
size_t toll_series_records(const toll_series *series, size_t *at, size_t most);
double toll_series_total(const toll_series *series, toll_day day);

/* --- total_checked: a figure under all conventions that can be defended */
typedef enum toll_fit {
    TOLL_FIT_EXACT,          /* the series has just that figure */
    TOLL_FIT_ROUNDED,        /* it is what the series has with fewer digits, or its words ("more than") allow what the series has */
    TOLL_FIT_NEAR,           /* within 5%: the distance says how near */
    TOLL_FIT_OPEN,           /* its words allow what the series has, and are not near it: "more than 500" of 1,090 */
    TOLL_FIT_IMPOSSIBLE      /* under no convention within 5% */
} toll_fit;
const char *toll_fit_name(toll_fit fit);

/* How the days that a text names became days of the table. */
typedef enum toll_series_convention {
    TOLL_SERIES_BY_REPORT = 1,      /* the text's days are those of the reports */
    TOLL_SERIES_BY_LOSS = 2,        /* they are those of the losses, reported `lag` days later */
    TOLL_SERIES_BY_EVE = 4,         /* they lie a day later than the table's: another time zone, or said before that day's report */
    TOLL_SERIES_LAST_24_HOURS = 8,  /* two days named for the 24 hours between them */
    TOLL_SERIES_FIRST_LEFT_OUT = 16, TOLL_SERIES_LAST_LEFT_OUT = 32,   /* an end that does not belong to it */
    TOLL_SERIES_ROLLING = 64,       /* so many days up to the day on which it was said */
    /* Only where nothing fits otherwise: the text leaves open which of the two it tells. */
    TOLL_SERIES_AS_TOTAL = 128,     /* a figure of a few days is the total at their end */
    TOLL_SERIES_AS_MONTH = 256,     /* a total is that of the calendar month it ends in */
    TOLL_SERIES_BY_MORROW = 512,    /* they lie a day earlier than the table's: another time zone; where losses are reported the day after, that is BY_LOSS */
    TOLL_SERIES_CALENDAR = 1024     /* a rolling week, month or year is the calendar's: Monday to Sunday, the 1st to the last, January to December */
} toll_series_convention;
/* "by the day of the report, the first day left out"; at most cap - 1 bytes; the length. */
size_t toll_series_convention_words(char *out, size_t cap, unsigned convention);

typedef struct toll_series_figure {
    size_t size;             /* sizeof(toll_series_figure) */
    double point;            /* the number that stands there; NAN = a word or a range */
    double low, high;        /* what its words allow; infinite where open */
    bool total;              /* since the beginning, up to `to` */
    toll_day from, to;       /* the days it names; both are needed, a total needs `to` */
    toll_day said;           /* when it was said or printed; TOLL_DAY_UNKNOWN = not known */
} toll_series_figure;

typedef struct toll_series_reading {
    toll_fit fit;
    unsigned convention;     /* bits of toll_series_convention */
    toll_day from, to;       /* days of the table that were used; of a total both are its day */
    double value;            /* what the series has */
    double distance;         /* the figure less the value */
} toll_series_reading;

enum { TOLL_SERIES_READINGS = 32 };
/* All readings, best first: exact before rounded before near, the nearer first, the plainer convention first. Returns how many; 0: the series does not
 * cover it. */
size_t toll_series_check(toll_series_reading out[TOLL_SERIES_READINGS], const toll_series *series, const toll_series_figure *figure);

/* --- record_checked */
typedef struct toll_series_record {
    const toll_series_point *higher;      /* the last day before it with more; NULL = none */
    double higher_value;
    const toll_series_point *highest;     /* the day before it with most */
    double highest_value;
    size_t known, missing;   /* days before it that the series has, and lacks since its beginning */
    toll_day holds_from;     /* a series that began on this day would bear it out; `day` where none would */
} toll_series_record;
/* Is `value` the most of all days after `since` (TOLL_DAY_UNKNOWN: of all) up to the table's `day`? TOLL_OK: no (`higher` is the counterexample); TOLL_END: no day before has more, and none is
 * missing: it holds; TOLL_UNCHANGED: no day has more, but days are missing or there is none before: it cannot be told. */
toll_status toll_series_check_record(toll_series_record *out, const toll_series *series, toll_day day, double value, toll_day since);
/* The last day before the table's `day` on which the series has just this value: "60 more than the previous record". NULL = none. */
const toll_series_point *toll_series_last_with(const toll_series *series, toll_day day, double value);

/* --- what a series adds up to: one after another; `walk` begins as {0} and is the caller's. TOLL_END behind the last. */
typedef struct toll_series_walk {
    size_t at, top, known, since;
} toll_series_walk;

/* A day with more than every day before it in the series; the first day is none. */
typedef struct toll_series_record_day {
    const toll_series_point *point, *before;   /* the day, and the record before it */
    double value, before_value;
    size_t known;            /* days of the series up to it that have a figure */
    size_t missing;          /* days between the two records that have none */
} toll_series_record_day;
toll_status toll_series_next_record(toll_series_record_day *out, const toll_series *series, toll_series_walk *walk);

typedef enum toll_series_sum_state {
    TOLL_SERIES_SUM_HOLDS,   /* the total before and the days' figures make the total; of claims: within what rounded totals can hide */
    TOLL_SERIES_SUM_OFF,
    TOLL_SERIES_SUM_FALLS,   /* the total is below the one before: a slip, or the claimant's own correction */
    TOLL_SERIES_SUM_OPEN     /* of a day between the two no figure is stated */
} toll_series_sum_state;
const char *toll_series_sum_name(toll_series_sum_state state);
typedef struct toll_series_sum {
    const toll_series_point *point, *before;   /* neighbouring totals */
    size_t days, unstated;   /* from one to the other, and of these without a figure of their own */
    double computed, stated; /* the difference of the totals; the days' figures, NAN = not all are stated */
    double off;              /* computed less stated */
    bool late;               /* of claims: the days are those up to the one before the total's */
    toll_series_sum_state state;
} toll_series_sum;
toll_status toll_series_next_sum(toll_series_sum *out, const toll_series *series, toll_series_walk *walk);

/* A calendar month by the days of the reports, and by those of the losses `lag` days before. NAN: the table does not say. */
typedef struct toll_series_month {
    int year, month;
    double by_report, by_loss;
    size_t days, known;      /* of the month, and those with a figure */
} toll_series_month;
toll_status toll_series_next_month(toll_series_month *out, const toll_series *series, toll_series_walk *walk);

/* --- included: is an addition of one day (the table's) in a total of another? True where the table has both and the day is not after the total's. */
bool toll_series_includes(const toll_series *series, toll_day total_day, toll_day addition_day);

/* --- relay_series: is `other` nothing but `series`, shifted, averaged or rounded? */
typedef struct toll_series_relay {
    bool relayed;
    int lag;                 /* days that `other` comes later */
    int window;              /* days averaged; 1 = none */
    bool totals;             /* seen in the totals, else in the daily figures */
    double unit;             /* to which `other` is rounded: 0.1, 1, 10, 100 ... */
    size_t days;             /* on which both have a figure */
    double exact, within;    /* share of these that are equal, and that are equal within the rounding */
    double elsewhere;        /* the greatest share within it at lags of more than 10 days, where nobody relays: what chance gives */
} toll_series_relay;
/* Relayed: at least 30 days in common, 80% of them within rounding, and twice what chance gives. False alarms among 1,000 pairs of independent random
 * walks are counted by bench/bench_series.c. */
bool toll_series_same_question(const toll_series *series, const toll_series *other);
/* "The daily figures of B are those of A: 1 day later ..."; at most cap - 1 bytes; the length. */
size_t toll_series_relay_words(char *out, size_t cap, const toll_series_relay *relay, const toll_series *series, const toll_series *other);
void toll_series_check_relay(toll_series_relay *out, const toll_series *series, const toll_series *other);

/* --- a claim of the reckoning against a series */
/* Is the claim on the series' question? Side, outcome, things and class must be its own, and whoever vouches must be of the claimant's house, or
 * nobody. A place that the series does not have, or one event, may or may not narrow the figure: toll_series_judge says which. */
bool toll_series_concerns(const toll_series *series, const toll_reckoned_claim *claim);

typedef struct toll_series_finding {
    toll_finding_code code;  /* total_checked, record_checked, difference_checked, included */
    toll_fit fit;            /* of total_checked */
    toll_verdict verdict;    /* holds, fails, open; exact and impossible for total_checked */
    toll_series_reading readings[TOLL_SERIES_READINGS];   /* best first */
    size_t reading_count;
    toll_day day;            /* the table's day that bears the verdict out, or contradicts it; unknown = none */
    double value;            /* what the series has there */
    bool scope_open;         /* the text names a place that the series has not, or one event, and the figure fits as if that did not narrow it */
    char reason[480];        /* one to three sentences */
} toll_series_finding;

enum { TOLL_SERIES_FINDINGS = 3 };   /* most of one claim */
/* What the series says of a claim that concerns it; `published`: of its document. Returns how many findings: 0 where the series does not cover it. */
size_t toll_series_judge(toll_series_finding out[TOLL_SERIES_FINDINGS], const toll_series *series, const toll_reckoned_claim *claim,
                         toll_day published, toll_policy policy);

/* --- kept in a ledger */
typedef struct toll_series_kept {
    toll_series series;
    int64_t id, recorded_at;
    bool latest;             /* no later import of the same claimant and name */
} toll_series_kept;

typedef struct toll_series_list {
    toll_series_kept *items; /* by claimant, name and time of import */
    size_t count;
    void *memory;            /* inside */
} toll_series_list;

/* What is wrong with a table, as it was found when the table was imported: a finding `table_error`. */
typedef struct toll_series_fault {
    const char *kind;        /* date, address, transposed, falling, difference, type, source, mirror */
    toll_day day;            /* TOLL_DAY_UNKNOWN = none */
    uint64_t line;
    const char *message;
} toll_series_fault;

typedef struct toll_series_source {
    toll_text packed;        /* the table's bytes as gzip, kept once */
    const toll_series_fault *faults;
    size_t fault_count;
} toll_series_source;

/* Keeps a series with all its points and what is wrong with them. TOLL_UNCHANGED where the newest import of the name is the same table,
 * read by the same mapping. The ledger is open for writing; all or nothing. The reckoning hears of it with toll_kept_refresh. */
toll_status toll_series_put(toll_ledger *ledger, const toll_series *series, const toll_series_source *source, toll_error *error);
typedef toll_status toll_series_fault_visit(void *context, const toll_series_fault *fault, toll_error *error);
/* Those of one import (toll_series_kept.id), in order. */
toll_status toll_series_walk_faults(toll_ledger *ledger, int64_t series, toll_series_fault_visit *visit, void *context, toll_error *error);
/* Those of a claimant (NULL = all); `latest_only` leaves `points` of imports that another one followed NULL, their `count` stands. A ledger without series gives an empty list.
 * Free in any case. */
toll_status toll_series_load(toll_series_list *out, toll_ledger *ledger, const char *claimant, bool latest_only, toll_error *error);
void toll_series_list_free(toll_series_list *list);
/* The first and the last day of one, without its points; both unknown where it has none. */
toll_status toll_series_load_ends(toll_day *from, toll_day *to, const toll_series_list *list, size_t at, toll_ledger *ledger, toll_error *error);
/* The newest import of this name; SIZE_MAX = none. */
size_t toll_series_find(const toll_series_list *list, const char *claimant, const char *name);
/* As toll_series_load of all claimants, without any points; `as_of`: what was imported until then, 0 = now. Points are loaded for one at a time, once. */
toll_status toll_series_load_heads(toll_series_list *out, toll_ledger *ledger, int64_t as_of, toll_error *error);
toll_status toll_series_load_points(toll_series_list *list, size_t at, toll_ledger *ledger, toll_error *error);
/* The bytes of every imported table, to be read against its hash; `packed` is gzip. Goes on until `visit` fails. */
typedef toll_status toll_series_table_visit(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error);
toll_status toll_series_walk_tables(toll_ledger *ledger, toll_series_table_visit *visit, void *context, toll_error *error);
/* Their names and hashes alone, by name; `packed` is absent. */
toll_status toll_series_list_tables(toll_ledger *ledger, toll_series_table_visit *visit, void *context, toll_error *error);
/* One of them. TOLL_END = there is none; what `visit` gives where it fails. */
toll_status toll_series_find_table(toll_ledger *ledger, const char *sha256, toll_series_table_visit *visit, void *context, toll_error *error);
/* Keeps a table of which no series is taken, such as deaths or people by region. TOLL_UNCHANGED: its bytes are there. */
toll_status toll_series_put_table(toll_ledger *ledger, const char *sha256, const char *file, toll_text packed, toll_error *error);

/* --- a claimant's own claims as series: its dated figures on one thing, as texts tell them. A point is what the most exactly told claim of a day
 * says; other figures of the day are counted, none is dropped in silence, and nothing is joined over another outcome, class or place. */
typedef struct toll_own_series {
    toll_series series;      /* its name is "own killed RUS military": of no table, so `file` is NULL and lines are 0 */
    const uint32_t *total_claims, *daily_claims;   /* parallel to the points: the claim that says it; UINT32_MAX = none */
    const uint32_t *others;  /* parallel: claims that have another figure for the day */
    const uint32_t *claims;  /* all on the same thing, by day: also those that give no point ("more than 500", two days or more) */
    size_t claim_count;
} toll_own_series;

typedef struct toll_own_list {
    toll_own_series *items;  /* those with most claims first, then by name */
    size_t count;
    void *memory;            /* inside */
} toll_own_list;

/* Of what the reckoning holds of the claimant (toll_ask_find_claimant loads it); `least`: only of so many points, 0 = any. The reckoning must outlive
 * it. Free in any case. */
toll_status toll_own_series_of(toll_own_list *out, toll_reckoning *reckoning, const char *claimant, size_t least, toll_error *error);
void toll_own_list_free(toll_own_list *list);
/* The one of this name; SIZE_MAX = none. */
size_t toll_own_find(const toll_own_list *list, const char *name);
/* Its claims laid over one another, as the reckoning does it for findings, but of any number: `evidence` are the claims that the value is made of, the one that
 * is checked first. */
typedef void toll_own_visit(void *context, const toll_own_series *series, const toll_series_finding *finding, const uint32_t *evidence, size_t count);
toll_status toll_own_judge(toll_reckoning *reckoning, const toll_own_series *series, toll_own_visit *visit, void *context, toll_error *error);

/* --- mirrors: the same series kept by two hands, cell by cell */
typedef struct toll_series_difference {
    toll_day day;
    bool total;              /* the totals differ, else the daily figures */
    double value, other;     /* NAN = that one lacks it */
    uint64_t line, other_line;   /* 0 = no such row */
} toll_series_difference;
/* The nth difference by day; TOLL_END behind the last. `state` begins as 0 and is the caller's. */
toll_status toll_series_next_difference(toll_series_difference *out, const toll_series *series, const toll_series *other, size_t *state);

#endif
