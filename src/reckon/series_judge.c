/* A claim of the reckoning against a series. In: both. Out: findings with their reasons in words. The claim must be on the series' question
 * in every term; what is open makes no finding. Nothing here says that a claimant is right: a figure that is exact is what the claimant's
 * own table says. */
#include <math.h>
#include <stdio.h>
#include <strings.h>

#include "base/base.h"
#include "reckon/algebra.h"

#include <tollbook/series.h>

/* Is the word one of "Gaza|Gaza Strip"? */
static bool is_one_of(const char *word, const char *names)
{
    for (; word && names && *names; names += strcspn(names, "|"), names += *names == '|')
        if (strlen(word) == strcspn(names, "|") && strncasecmp(word, names, strlen(word)) == 0) return true;
    return false;
}

static bool same_place(const toll_series *series, const toll_reckoned_claim *c)
{
    if (!c->place && !c->place_name && !c->place_words) return true;
    if (c->precision && strcmp(c->precision, "country") == 0) return true;
    return is_one_of(c->place_name, series->place) || is_one_of(c->place_words, series->place) || is_one_of(c->place, series->place);
}

static bool same_house(const toll_series *series, const toll_reckoned_claim *c)
{
    if (!c->claimant && !c->claimant_words) return true;
    if (c->claimant && series->claimant && strcmp(c->claimant, series->claimant) == 0) return true;
    if (!c->claimant_side || !series->claimant_side || strcmp(c->claimant_side, series->claimant_side) != 0) return false;
    return c->claimant_kind && (strcmp(c->claimant_kind, "party") == 0 || strcmp(c->claimant_kind, "official") == 0);
}

/* Things are told by their category; of people a narrower group is another question. */
static bool same_victims(const toll_series *series, const toll_reckoned_claim *c)
{
    const char *narrow = toll_category_narrow((toll_class)c->class_, c->category);
    if (series->class_ == TOLL_CLASS_MATERIEL) {
        if (c->unit != TOLL_UNIT_ITEMS || c->class_ != TOLL_CLASS_MATERIEL) return false;
        return series->category && c->category && strcmp(series->category, c->category) == 0;
    }
    if (c->unit != TOLL_UNIT_PEOPLE && c->unit != TOLL_UNIT_PEOPLE_DIFFERENCE) return false;
    if (series->category) return c->category && strcmp(series->category, c->category) == 0;
    return !narrow && (c->class_ == series->class_ || c->class_ == TOLL_CLASS_UNKNOWN);
}

bool toll_series_concerns(const toll_series *series, const toll_reckoned_claim *c)
{
    if (c->qualifier == TOLL_QUALIFIER_VAGUE || c->part || c->modality == TOLL_MODALITY_DENIED) return false;
    if (!c->side || !series->side || strcmp(c->side, series->side) != 0) return false;
    if (!(series->outcomes >> c->outcome & 1)) return false;
    return same_victims(series, c) && same_house(series, c);
}

static void format_day(char out[16], toll_day day)
{
    if (!toll_day_format(out, day)) snprintf(out, 16, "?");
}

static void say_window(char out[64], const toll_series_reading *reading)
{
    char from[16], to[16];
    format_day(from, reading->from);
    format_day(to, reading->to);
    if (reading->from == reading->to) snprintf(out, 64, "%s", to);
    else snprintf(out, 64, "%s to %s", from, to);
}

static void add_words(toll_series_finding *f, const char *words)
{
    size_t len = strlen(f->reason);
    snprintf(f->reason + len, sizeof f->reason - len, "%s", words);
    toll_utf8_tidy(f->reason);
}

/* The readings after the best that have another value and are near too. */
static void say_others(toll_series_finding *f)
{
    const char *before = " Others: ";
    for (size_t i = 1, said = 0; i < f->reading_count && said < 3; i++) {
        const toll_series_reading *next = &f->readings[i];
        char convention[160], words[200];
        if (next->fit != TOLL_FIT_NEAR || next->value == next[-1].value) continue;
        toll_series_convention_words(convention, sizeof convention, next->convention);
        snprintf(words, sizeof words, "%s%.15g, %s", before, next->value, convention);
        add_words(f, words);
        before = "; ", said++;
    }
    if (*before == ';') add_words(f, ".");
}

static void say_total(toll_series_finding *f, const toll_series *series)
{
    char window[64], convention[160];
    const toll_series_reading *best = &f->readings[0];
    say_window(window, best);
    toll_series_convention_words(convention, sizeof convention, best->convention);
    const char *name = series->name ? series->name : "series";
    switch (f->fit) {
    case TOLL_FIT_EXACT: snprintf(f->reason, sizeof f->reason, "The %s series has just this for %s, %s.", name, window, convention); break;
    case TOLL_FIT_ROUNDED:
        snprintf(f->reason, sizeof f->reason, "The %s series has %.15g for %s, %s; the figure is that, rounded or as a bound.", name,
            best->value, window, convention);
        break;
    case TOLL_FIT_NEAR:
        snprintf(f->reason, sizeof f->reason, "None of %zu readings fits; nearest is %.15g for %s, %s: the figure is %.15g %s.",
            f->reading_count, best->value, window, convention, fabs(best->distance), best->distance > 0 ? "above it" : "below it");
        say_others(f);
        break;
    case TOLL_FIT_OPEN:
        snprintf(f->reason, sizeof f->reason, "The %s series has %.15g for %s, %s, which the words allow; they are not near it.", name,
            best->value, window, convention);
        break;
    default:
        snprintf(f->reason, sizeof f->reason, "None of %zu readings comes within 5%%; nearest is %.15g for %s, %s.", f->reading_count,
            best->value, window, convention);
    }
    toll_utf8_tidy(f->reason);
}

static bool check_total(toll_series_finding *f, const toll_series *series, const toll_reckoned_claim *c, toll_day said, toll_policy policy)
{
    toll_interval allowed = toll_interval_of((toll_qualifier)c->qualifier, c->point, c->low, c->high, policy);
    const toll_series_figure figure = {
        sizeof figure, c->point, allowed.low, allowed.high, c->period_kind == TOLL_PERIOD_CUMULATIVE, c->from, c->to, said};
    *f = (toll_series_finding){.code = TOLL_FINDING_TOTAL_CHECKED, .day = TOLL_DAY_UNKNOWN, .value = (double)NAN};
    f->reading_count = toll_series_check(f->readings, series, &figure);
    if (!f->reading_count) return false;
    f->fit = f->readings[0].fit;
    f->day = f->readings[0].to;
    f->value = f->readings[0].value;
    f->verdict = f->fit == TOLL_FIT_EXACT        ? TOLL_VERDICT_EXACT
                 : f->fit == TOLL_FIT_ROUNDED    ? TOLL_VERDICT_ROUNDED
                 : f->fit == TOLL_FIT_NEAR       ? TOLL_VERDICT_NEAR
                 : f->fit == TOLL_FIT_IMPOSSIBLE ? TOLL_VERDICT_IMPOSSIBLE
                                                 : TOLL_VERDICT_OPEN;
    say_total(f, series);
    return true;
}

static void check_record(toll_series_finding *f, const toll_series *series, toll_day day, double value, toll_day since)
{
    toll_series_record record;
    char higher[16], from[16], highest[16];
    *f = (toll_series_finding){.code = TOLL_FINDING_RECORD_CHECKED, .day = TOLL_DAY_UNKNOWN, .value = (double)NAN};
    toll_status status = toll_series_check_record(&record, series, day, value, since);
    f->verdict = status == TOLL_OK ? TOLL_VERDICT_FAILS : status == TOLL_END ? TOLL_VERDICT_HOLDS : TOLL_VERDICT_OPEN;
    if (status == TOLL_OK) {
        f->day = record.higher->day, f->value = record.higher_value;
        format_day(higher, f->day), format_day(from, record.holds_from), format_day(highest, record.highest->day);
        snprintf(f->reason, sizeof f->reason,
            "The same series has %.15g on %s; it would hold in a series that began on %s. The most before it is %.15g on %s. "
            "%zu days held, %zu missing.",
            f->value, higher, from, record.highest_value, highest, record.known, record.missing);
        return;
    }
    format_day(from, record.holds_from);
    if (status == TOLL_END)
        snprintf(f->reason, sizeof f->reason, "No day of the series since %s has more; all %zu days are held.", from, record.known);
    else
        snprintf(f->reason, sizeof f->reason,
            "No day before it has more, but of the days since the series began %zu are held and %zu missing.", record.known,
            record.missing);
}

/* "60 more than the record before": the day's own figure less the difference must have been given on an earlier day. */
static bool check_difference(toll_series_finding *f, const toll_series *series, const toll_reckoned_claim *c)
{
    char day[16], base[16];
    if (c->to == TOLL_DAY_UNKNOWN || isnan(c->point)) return false;
    for (int shift = series->lag;; shift = 0) {
        double value = toll_series_daily(series, c->to + shift);
        const toll_series_point *given = isnan(value) ? NULL : toll_series_last_with(series, c->to + shift, value - c->point);
        if (!given && shift) continue;
        if (isnan(value)) return false;
        *f = (toll_series_finding){
            .code = TOLL_FINDING_DIFFERENCE_CHECKED, .day = given ? given->day : TOLL_DAY_UNKNOWN, .value = value - c->point};
        f->verdict = given ? TOLL_VERDICT_HOLDS : TOLL_VERDICT_FAILS;
        format_day(base, c->to + shift);
        if (given) {
            format_day(day, given->day);
            snprintf(f->reason, sizeof f->reason, "%.15g on %s less %.15g is %.15g, which the series has on %s.", value, base, c->point,
                f->value, day);
        } else {
            snprintf(f->reason, sizeof f->reason, "%.15g on %s less %.15g is %.15g, which the series has on no day before.", value, base,
                c->point, f->value);
        }
        return true;
    }
}

/* "A further 950": a day's figure is in every total from that day on. */
static bool check_included(toll_series_finding *f, const toll_series *series, const toll_series_finding *total)
{
    char day[16];
    const toll_series_reading *best = &total->readings[0];
    if (total->fit > TOLL_FIT_ROUNDED || best->from != best->to || !toll_series_includes(series, best->to, best->to)) return false;
    *f = (toll_series_finding){.code = TOLL_FINDING_INCLUDED, .verdict = TOLL_VERDICT_HOLDS, .day = best->to};
    f->value = toll_series_total(series, best->to);
    format_day(day, best->to);
    snprintf(f->reason, sizeof f->reason,
        "The series counts it on %s: its total of %.15g on that day, and every later one, already holds it.", day, f->value);
    return true;
}

/* A town's figure is not a country's, an attack's not the day's; but texts name places and attacks that do not narrow their figures, and a figure of
 * three digits that is the series' own is no accident. It is then read as the series', and that is said; whatever does not fit is left alone. */
static bool bears_scope(toll_series_finding *f, const toll_reckoned_claim *c, bool placed)
{
    const toll_series_reading *best = &f->readings[0];
    bool told = c->qualifier == TOLL_QUALIFIER_EXACT || c->qualifier == TOLL_QUALIFIER_ABOUT || c->qualifier == TOLL_QUALIFIER_NEARLY ||
                c->qualifier == TOLL_QUALIFIER_AT_LEAST || c->qualifier == TOLL_QUALIFIER_MORE_THAN;
    bool rounded = f->fit == TOLL_FIT_ROUNDED && toll_number_digits(c->point) >= 3 && fabs(best->distance) <= 0.005 * best->value;
    if (isnan(c->point) || c->point < 100 || !told || !(f->fit == TOLL_FIT_EXACT || rounded)) return false;
    char words[160];
    const char *place = c->place_name ? c->place_name : c->place_words ? c->place_words : c->place;
    if (placed) snprintf(words, sizeof words, " The text may tell of one event: read as the figure of all.");
    else
        snprintf(words, sizeof words, " The text also names %.*s, which the series does not: read as not narrowing the figure.",
            (int)toll_text_head(toll_text_of(place), 60).len, place);
    add_words(f, words);
    return f->scope_open = true;
}

size_t toll_series_judge(toll_series_finding out[TOLL_SERIES_FINDINGS], const toll_series *series, const toll_reckoned_claim *c,
    toll_day published, toll_policy policy)
{
    size_t count = 0;
    toll_day said = c->stated != TOLL_DAY_UNKNOWN ? c->stated : published;
    bool placed = same_place(series, c), whole = placed && c->period_kind != TOLL_PERIOD_EVENT;
    if (c->unit == TOLL_UNIT_PEOPLE_DIFFERENCE) return whole && check_difference(&out[0], series, c);
    if (!check_total(&out[0], series, c, said, policy)) return 0;
    if (!whole && !bears_scope(&out[0], c, placed)) return 0;
    count = 1;
    const toll_series_reading *best = &out[0].readings[0];
    bool day = best->from == best->to && c->period_kind != TOLL_PERIOD_CUMULATIVE && !(best->convention & TOLL_SERIES_AS_TOTAL);
    if (c->superlative && day && out[0].fit <= TOLL_FIT_ROUNDED)
        check_record(&out[count++], series, best->to, best->value, c->since == TOLL_DAY_UNKNOWN ? c->since : c->since + series->lag);
    if (c->addition && day) count += check_included(&out[count], series, &out[0]);
    for (size_t i = 1; i < count; i++) out[i].scope_open = out[0].scope_open;
    return count;
}
