/* Sentences. In: findings and claims. Out: the reason of a finding in words, the safest true sentence of a claim, and the refusal of sums
 * that the claims do not bear. Every number stands with its bound and its claimant; what is not known is said or left out, never filled
 * in. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

static void add_number(toll_buffer *out, double value)
{
    if (isnan(value)) return;
    if (value != floor(value) || fabs(value) > 1e15) {
        toll_buffer_printf(out, "%.1f", value);
        return;
    }
    if (signbit(value)) toll_buffer_add_char(out, '-');
    toll_buffer_add_grouped(out, (uint64_t)fabs(value));
}

static void add_figure(toll_buffer *out, const reckon_claim *c)
{
    static const char *const before[] = {"", "more than ", "at least ", "fewer than ", "up to ", "about ", "nearly ", "", ""};
    if (c->qualifier == TOLL_QUALIFIER_RANGE) {
        add_number(out, c->low);
        toll_buffer_add_string(out, " to ");
        add_number(out, c->high);
    } else if (isnan(c->point)) {
        toll_buffer_printf(out, "\"%s\"", c->words ? c->words : "a number not given");
    } else {
        toll_buffer_add_string(out, before[c->qualifier]);
        add_number(out, c->point);
    }
    if (c->unit == TOLL_UNIT_PERCENT) toll_buffer_add_string(out, "%");
    if (c->unit == TOLL_UNIT_TIMES) toll_buffer_add_string(out, " times");
    if (c->unit == TOLL_UNIT_PEOPLE_PER_DAY) toll_buffer_add_string(out, " a day");
    if (c->unit == TOLL_UNIT_PEOPLE_DIFFERENCE) toll_buffer_add_string(out, " more");
}

static const char *outcome_words(unsigned outcome)
{
    static const char *const words[TOLL_OUTCOME_COUNT] = {"killed", "wounded", "killed or wounded", "casualties", "losses", "missing",
        "captured", "destroyed", "damaged", "destroyed or damaged", "lost", "intercepted"};
    return outcome < TOLL_OUTCOME_COUNT ? words[outcome] : "";
}

static const char *claimant_of(const reckon_claim *c)
{
    return c->claimant_words ? c->claimant_words : c->claimant ? c->claimant : c->house ? c->house : "no claimant named";
}

static void add_claim(toll_buffer *out, const toll_reckoning *r, uint32_t index)
{
    const reckon_claim *c = &r->claims[index];
    add_figure(out, c);
    toll_buffer_printf(out, " %s (%s, %s)", outcome_words(c->outcome), claimant_of(c), r->documents[c->document].shown.name);
}

static void add_terms(toll_buffer *out, const toll_finding *f, toll_standing standing, const char *lead)
{
    bool any = false;
    for (int i = 0; i < TOLL_TERM_COUNT; i++) {
        if (f->terms[i] != standing) continue;
        toll_buffer_printf(out, "%s%s", any ? ", " : lead, i == TOLL_TERM_SAID ? "time of saying" : toll_term_name((toll_term)i));
        any = true;
    }
}

static void add_drift(toll_buffer *out, unsigned drift)
{
    bool any = false;
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
        if (drift & bit) toll_buffer_printf(out, "%s%s", any ? ", " : "", toll_drift_name((toll_drift)bit)), any = true;
}

static void add_pair(toll_buffer *out, const toll_reckoning *r, const toll_finding *f, const char *between)
{
    add_claim(out, r, f->claims[0]);
    toll_buffer_add_string(out, between);
    if (f->claim_count > 1) add_claim(out, r, f->claims[1]);
}

static void add_list(toll_buffer *out, const toll_reckoning *r, const toll_finding *f, uint32_t limit)
{
    for (uint32_t i = 0; i < f->claim_count && i < limit; i++) {
        if (i) toll_buffer_add_string(out, "; ");
        add_claim(out, r, f->claims[i]);
    }
    if (f->claim_count > limit) toll_buffer_printf(out, "; and %u more", f->claim_count - limit);
}

static void add_check(toll_buffer *out, const toll_reckoning *r, const toll_finding *f)
{
    const reckon_claim *first = &r->claims[f->claims[0]], *second = f->claim_count > 1 ? &r->claims[f->claims[1]] : NULL;
    if (f->code == TOLL_FINDING_AVERAGE_CHECKED && second) {
        add_number(out, second->point);
        toll_buffer_printf(out, " over %ld days is ", toll_days_length(reckon_days(first)));
        add_number(out, f->value);
        toll_buffer_add_string(out, " a day: \"");
        toll_buffer_printf(out, "%s\" %s", first->words ? first->words : "", f->verdict == TOLL_VERDICT_HOLDS ? "holds" : "does not hold");
    } else if (f->code == TOLL_FINDING_DIFFERENCE_CHECKED && second) {
        add_number(out, second->point);
        toll_buffer_add_string(out, " less ");
        add_number(out, first->point);
        toll_buffer_add_string(out, " is ");
        add_number(out, f->value);
        if (f->verdict == TOLL_VERDICT_HOLDS && f->claim_count > 2) {
            toll_buffer_add_string(out, ", which the same side gave before: ");
            add_claim(out, r, f->claims[2]);
        } else {
            toll_buffer_add_string(out, ": the figure that it is compared with; the ledger holds no such figure to test it");
        }
    } else {
        add_claim(out, r, f->claims[0]);
        if (f->verdict == TOLL_VERDICT_FAILS && second) {
            toll_buffer_add_string(out, " is called a record, but the same side gave ");
            add_claim(out, r, f->claims[1]);
        } else {
            toll_buffer_add_string(
                out, " is called a record; no higher earlier figure of the same side is in the ledger, which may not have them all");
        }
    }
}

static void add_date_error(toll_buffer *out, const toll_reckoning *r, const toll_finding *f)
{
    char day[16];
    toll_day_format(day, f->day);
    const reckon_claim *c = &r->claims[f->claims[0]];
    if (f->name)
        toll_buffer_printf(
            out, "%s gives a date for what is known as %s: that was on %s", r->documents[c->document].shown.name, f->name, day);
    else
        toll_buffer_printf(out, "the period of this figure in %s lies after the text (%s), or ends before it begins",
            r->documents[c->document].shown.name, day);
}

static void add_reason(toll_buffer *out, const toll_reckoning *r, const toll_finding *f)
{
    if (f->reason) {
        if (f->claim_count) add_claim(out, r, f->claims[0]), toll_buffer_add_string(out, ": ");
        toll_buffer_add_string(out, f->reason);
        return;
    }
    switch (f->code) {
    case TOLL_FINDING_REREPORT:
        toll_buffer_add_string(out, "one utterance, told again: ");
        add_list(out, r, f, 6);
        break;
    case TOLL_FINDING_DRIFT:
        toll_buffer_add_string(out, "on the way the ");
        add_drift(out, f->drift);
        toll_buffer_add_string(out, " changed: ");
        add_list(out, r, f, 6);
        break;
    case TOLL_FINDING_HEADLINE_MISMATCH:
        toll_buffer_add_string(out, "in front: ");
        add_pair(out, r, f, "; in the body: ");
        break;
    case TOLL_FINDING_REVISION:
        add_pair(out, r, f, f->verdict == TOLL_VERDICT_OPEN ? "; in the same document also " : ", then ");
        if (f->verdict == TOLL_VERDICT_SIBLING) toll_buffer_add_string(out, "; two institutions of one side");
        if (f->verdict == TOLL_VERDICT_OPEN) toll_buffer_add_string(out, "; which came later is not said");
        break;
    case TOLL_FINDING_CONFLICT:
    case TOLL_FINDING_APPARENT_CONFLICT:
        add_pair(out, r, f, " beside ");
        toll_buffer_add_string(out,
            f->code == TOLL_FINDING_CONFLICT ? ": the same in every term, and no value that both allow" : ": only comparable with care");
        add_terms(out, f, TOLL_STANDING_DIFFERS, "; differs: ");
        add_terms(out, f, TOLL_STANDING_OPEN, "; open: ");
        add_terms(out, f, TOLL_STANDING_UNSAID, "; said by neither: ");
        break;
    case TOLL_FINDING_PART_EXCEEDS_TOTAL:
        add_pair(out, r, f, " is a part of ");
        add_terms(out, f, TOLL_STANDING_DIFFERS, ", which allows less; narrower in: ");
        break;
    case TOLL_FINDING_ADMISSION:
        toll_buffer_add_string(out, "a side on its own losses: ");
        add_list(out, r, f, 4);
        break;
    case TOLL_FINDING_INCLUDED: add_pair(out, r, f, f->verdict == TOLL_VERDICT_HOLDS ? " is already in " : " may already be in "); break;
    case TOLL_FINDING_ATTRIBUTION_OPEN:
        add_claim(out, r, f->claims[0]);
        toll_buffer_printf(out, ": the sentence leaves open who vouches for it; other readings: %s",
            r->claims[f->claims[0]].alternatives ? r->claims[f->claims[0]].alternatives : "not named");
        break;
    case TOLL_FINDING_DATE_ERROR: add_date_error(out, r, f); break;
    case TOLL_FINDING_CIRCULAR:
        toll_buffer_add_string(out, "several outlets, one origin, which corroborates once: ");
        add_list(out, r, f, 6);
        break;
    default: add_check(out, r, f); break;
    }
}

static size_t hand_over(char *out, size_t cap, toll_buffer *made)
{
    size_t len = made->len < cap ? made->len : cap ? cap - 1 : 0;
    while (len && len < made->len && ((unsigned char)made->data[len] & 0xC0) == 0x80) len--; /* no half character at the end */
    if (cap) memcpy(out, made->data ? made->data : "", len), out[len] = '\0';
    toll_buffer_free(made);
    return len;
}

size_t toll_finding_reason(char *out, size_t cap, toll_reckoning *r, const toll_finding *finding)
{
    toll_buffer made = {0};
    add_reason(&made, r, finding);
    return hand_over(out, cap, &made);
}

static void add_when(toll_buffer *out, const reckon_claim *c)
{
    char from[16] = "", to[16] = "";
    toll_day_format(from, c->from);
    toll_day_format(to, c->to);
    if (c->period_kind == TOLL_PERIOD_CUMULATIVE) {
        toll_buffer_add_string(out, ", in total");
        if (*from) toll_buffer_printf(out, " since %s", from);
        if (*to) toll_buffer_printf(out, " up to %s", to);
    } else if (*from && c->from == c->to) {
        toll_buffer_printf(out, " on %s", from);
    } else if (*from && *to) {
        toll_buffer_printf(out, " between %s and %s", from, to);
    } else {
        toll_buffer_add_string(out, " (the day is not given)");
    }
}

/* "Russian military personnel"; where the side has no name, its id: "military personnel (side RUS)". */
static void add_lost(toll_buffer *out, const toll_reckoning *r, const reckon_claim *c, bool of)
{
    char side[128];
    const toll_reckon_options *o = &r->options;
    bool named = c->side && o->name && o->name(o->context, side, sizeof side, c->side, TOLL_NAME_BEFORE);
    toll_buffer_add_string(out, of ? "of " : "");
    if (named) toll_buffer_printf(out, "%s ", side);
    const char *word = toll_category_narrow((toll_class)c->class_, c->category);
    if (!word)
        word = c->unit == TOLL_UNIT_ITEMS         ? "items"
               : c->class_ == TOLL_CLASS_MILITARY ? "military personnel"
               : c->class_ == TOLL_CLASS_CIVILIAN ? "civilians"
                                                  : "people";
    for (const char *at = word; *at; at++) toll_buffer_add_char(out, *at == '_' ? ' ' : *at);
    if (c->side && !named) toll_buffer_printf(out, " (side %s)", c->side);
    if (!c->side) toll_buffer_add_string(out, " (whose, is left open)");
}

/* "more than 220 military personnel (side UKR) were killed"; words that leave the outcome open stay what they are. */
static void add_count(toll_buffer *out, const toll_reckoning *r, const reckon_claim *c)
{
    bool whole = c->outcome == TOLL_OUTCOME_CASUALTIES || c->outcome == TOLL_OUTCOME_LOSSES;
    if (c->unit != TOLL_UNIT_PEOPLE && c->unit != TOLL_UNIT_ITEMS) {
        const char *kind = c->unit == TOLL_UNIT_PERCENT          ? "share"
                           : c->unit == TOLL_UNIT_TIMES          ? "ratio"
                           : c->unit == TOLL_UNIT_PEOPLE_PER_DAY ? "rate"
                                                                 : "difference";
        toll_buffer_printf(out, "the %s for \"%s\" ", kind, outcome_words(c->outcome));
        add_lost(out, r, c, true);
        toll_buffer_add_string(out, " is ");
        add_figure(out, c);
    } else if (whole) {
        toll_buffer_printf(out, "%s ", outcome_words(c->outcome));
        add_lost(out, r, c, true);
        toll_buffer_add_string(out, " come to ");
        add_figure(out, c);
        toll_buffer_add_string(out, " (the word leaves open which outcomes are meant)");
    } else {
        add_figure(out, c);
        toll_buffer_add_char(out, ' ');
        add_lost(out, r, c, false);
        toll_buffer_printf(out, " were %s", outcome_words(c->outcome));
    }
}

size_t toll_reckoning_say(char *out, size_t cap, toll_reckoning *r, uint32_t index)
{
    toll_buffer made = {0};
    if (index >= r->claim_count) return hand_over(out, cap, &made);
    const reckon_claim *c = &r->claims[index];
    const toll_reckoned_document *d = &r->documents[c->document].shown;
    static const char *const verbs[] = {"said", "estimated", "acknowledged", "denied", "questioned"};
    if (c->claimant_words || c->claimant) toll_buffer_printf(&made, "%s %s that ", claimant_of(c), verbs[c->modality]);
    else toll_buffer_printf(&made, "%s, which names no claimant, says that ", d->outlet ? d->outlet : d->name ? d->name : "a document");
    if (made.len && made.data[0] >= 'a' && made.data[0] <= 'z') made.data[0] = (char)(made.data[0] - 32);
    add_count(&made, r, c);
    if (c->place_words || c->place_name)
        toll_buffer_printf(&made, ", place: %s%s", c->place_words ? c->place_words : c->place_name,
            c->place_carried ? " (named elsewhere in the text)" : "");
    add_when(&made, c);
    char day[16] = "";
    toll_day_format(day, d->published);
    if (c->chain) toll_buffer_printf(&made, "; passed on by %s", c->chain);
    toll_buffer_printf(&made, "; as printed by %s%s%s.", d->outlet ? d->outlet : d->name, *day ? " on " : "", day);
    if (c->verified == TOLL_VERIFIED_UNVERIFIED) toll_buffer_add_string(&made, " The text says that this is unverified.");
    if (c->alternative_count)
        toll_buffer_printf(&made, " Who vouches for it is open: it may also be %s.", c->alternatives ? c->alternatives : "somebody else");
    return hand_over(out, cap, &made);
}

toll_status toll_reckoning_sum(double *out, toll_reckoning *r, const uint32_t *claims, size_t count, toll_error *error)
{
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (claims[i] >= r->claim_count) return toll_error_set(error, TOLL_E_USAGE, "", "there is no such claim");
        const reckon_claim *c = &r->claims[claims[i]];
        if (c->qualifier != TOLL_QUALIFIER_EXACT)
            return toll_error_set(error, TOLL_E_USAGE, "", "no sum: \"%s\" is a bound, not a number", c->words ? c->words : c->id);
        for (size_t k = 0; k < i; k++) {
            const reckon_claim *d = &r->claims[claims[k]];
            char a[16] = "", b[16] = "";
            toll_day_format(a, c->from), toll_day_format(b, c->to);
            if (!c->claimant || c->claimant != d->claimant)
                return toll_error_set(
                    error, TOLL_E_USAGE, "", "no sum: the figures are of different claimants (%s, %s)", claimant_of(d), claimant_of(c));
            if (c->unit != d->unit || c->outcome != d->outcome || c->side != d->side || c->class_ != d->class_)
                return toll_error_set(error, TOLL_E_USAGE, "", "no sum: the figures count different things (%s and %s)",
                    outcome_words(d->outcome), outcome_words(c->outcome));
            toll_relation days = toll_days_relation(reckon_days(d), reckon_days(c));
            toll_where x = reckon_where(d), y = reckon_where(c);
            if (days == TOLL_RELATION_OPEN)
                return toll_error_set(error, TOLL_E_USAGE, "", "no sum: a period is open, the figures may overlap");
            if (days != TOLL_RELATION_APART && toll_where_relation(&x, &y, r->options.parent, r->options.context) != TOLL_RELATION_APART)
                return toll_error_set(error, TOLL_E_USAGE, "", "no sum: the periods overlap (%s to %s)", a, b);
        }
        *out += c->point;
    }
    return TOLL_OK;
}
