/* In: the fields of a claim that a reviewer makes. Out: their values in the claim, or what is wrong with which field: codes are those of
 * docs/claim.md, ids are ids, days are days, and the bounds are those that the qualifier allows. The words of the text are held against it in
 * made_claim.c. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "made.h"

typedef struct fields {
    const serve_made *made;
    toll_claim *claim;
    toll_error *error;
} fields;

toll_status serve_made_wrong(toll_error *error, serve_made_field field, const char *format, ...)
{
    char where[40], why[240];
    va_list list;
    va_start(list, format);
    vsnprintf(why, sizeof why, format, list);
    va_end(list);
    toll_utf8_tidy(why);
    snprintf(where, sizeof where, "/%s", serve_made_names[field]);
    return toll_error_set(error, TOLL_E_USAGE, where, "%s", why);
}

/* --- codes and ids */
static toll_status code(fields *f, serve_made_field field, int (*from)(toll_text), int otherwise, int *out)
{
    const char *given = f->made->value[field];
    *out = given ? from(toll_text_of(given)) : otherwise;
    if (*out >= 0) return TOLL_OK;
    return given ? serve_made_wrong(
                       f->error, field, "%s \"%.40s\" is none; /method and docs/claim.md list them", serve_made_names[field], given)
                 : serve_made_wrong(f->error, field, "%s has to be said", serve_made_names[field]);
}

static toll_status read_codes(fields *f)
{
    toll_claim *c = f->claim;
    int qualifier, unit = 0, outcome, class_, modality, verified, kind = 0;
    const bool has_period = f->made->value[MADE_FROM] || f->made->value[MADE_TO];
    toll_status status = code(f, MADE_QUALIFIER, toll_qualifier_from_name, TOLL_QUALIFIER_EXACT, &qualifier);
    if (status >= 0) status = code(f, MADE_OUTCOME, toll_outcome_from_name, -1, &outcome);
    if (status >= 0) status = code(f, MADE_CLASS, toll_class_from_name, TOLL_CLASS_UNKNOWN, &class_);
    if (status >= 0) status = code(f, MADE_MODALITY, toll_modality_from_name, TOLL_MODALITY_ASSERTED, &modality);
    if (status >= 0) status = code(f, MADE_VERIFIED, toll_verified_from_name, TOLL_VERIFIED_UNSAID, &verified);
    const bool things = status >= 0 && (class_ == TOLL_CLASS_MATERIEL || class_ == TOLL_CLASS_STRUCTURE);
    if (status >= 0) status = code(f, MADE_UNIT, toll_unit_from_name, things ? TOLL_UNIT_ITEMS : TOLL_UNIT_PEOPLE, &unit);
    if (status >= 0)
        status = code(f, MADE_PERIOD_KIND, toll_period_kind_from_name, has_period ? TOLL_PERIOD_EVENT : TOLL_PERIOD_UNKNOWN, &kind);
    if (status < 0) return status;
    c->quantity.qualifier = (toll_qualifier)qualifier, c->quantity.unit = (toll_unit)unit, c->outcome = (toll_outcome)outcome;
    c->victims.class_ = (toll_class)class_, c->modality = (toll_modality)modality, c->verified = (toll_verified)verified;
    c->period.kind = (toll_period_kind)kind;
    return TOLL_OK;
}

static bool is_id(const char *text)
{
    return strlen(text) <= 64 && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.")];
}

static toll_status read_ids(fields *f)
{
    toll_claim *c = f->claim;
    const struct {
        serve_made_field field;
        const char **into;
    } ids[] = {{MADE_SIDE, &c->victims.side}, {MADE_CATEGORY, &c->victims.category}, {MADE_CLAIMANT, &c->claimant.id},
        {MADE_CLAIMANT_SIDE, &c->claimant.side}, {MADE_CLAIMANT_KIND, &c->claimant.kind}, {MADE_PLACE, &c->place.id}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *given = f->made->value[ids[i].field];
        if (given && !is_id(given))
            return serve_made_wrong(
                f->error, ids[i].field, "%s is an id, as RUS or rus-mod: letters, digits and - _ : .", serve_made_names[ids[i].field]);
        *ids[i].into = given;
    }
    c->place.name = f->made->value[MADE_PLACE_NAME];
    if (c->place.name && strpbrk(c->place.name, "\n\t")) return serve_made_wrong(f->error, MADE_PLACE_NAME, "a place's name is one line");
    if (c->claimant.side && c->victims.side)
        c->stake = !strcmp(c->claimant.side, c->victims.side) ? TOLL_STAKE_OWN_LOSS : TOLL_STAKE_UNKNOWN;
    return TOLL_OK;
}

static toll_status day(fields *f, serve_made_field field, toll_day *out)
{
    const char *given = f->made->value[field];
    if (!given || toll_day_parse(out, toll_text_of(given))) return TOLL_OK;
    return serve_made_wrong(f->error, field, "%s \"%.40s\" is no date; write 2023-01-04", serve_made_names[field], given);
}

static toll_status read_days(fields *f)
{
    toll_period *p = &f->claim->period;
    toll_status status = day(f, MADE_STATED, &f->claim->stated);
    if (status >= 0) status = day(f, MADE_FROM, &p->from);
    if (status >= 0) status = day(f, MADE_TO, &p->to);
    if (status < 0) return status;
    if (p->from != TOLL_DAY_UNKNOWN && p->to == TOLL_DAY_UNKNOWN && p->kind == TOLL_PERIOD_EVENT) p->to = p->from;
    if (p->from != TOLL_DAY_UNKNOWN && p->to != TOLL_DAY_UNKNOWN && p->to < p->from)
        return serve_made_wrong(f->error, MADE_TO, "to lies before from");
    if (p->kind == TOLL_PERIOD_EVENT && p->from != p->to && !f->made->value[MADE_PERIOD_KIND]) p->kind = TOLL_PERIOD_WINDOW;
    p->basis = p->kind == TOLL_PERIOD_UNKNOWN ? TOLL_BASIS_UNKNOWN : TOLL_BASIS_LOSS_DAY;
    f->claim->stated_precision = f->claim->stated != TOLL_DAY_UNKNOWN ? "day" : NULL;
    return TOLL_OK;
}

/* --- the number */
static bool is_digit(toll_text text, size_t at)
{
    return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

/* "2,500", "2 500": three digits stand behind each comma or space, and no fourth. */
double serve_figure_of(toll_text words)
{
    double value = 0;
    if (!is_digit(words, 0) || words.len > 20) return NAN;
    for (size_t i = 0; i < words.len; i++) {
        const bool group = (words.data[i] == ',' || words.data[i] == ' ') && is_digit(words, i + 1) && is_digit(words, i + 2) &&
                           is_digit(words, i + 3) && !is_digit(words, i + 4);
        if (is_digit(words, i)) value = value * 10 + (words.data[i] - '0');
        else if (!group) return NAN;
    }
    return value;
}

static toll_status number(fields *f, serve_made_field field, double *out)
{
    char *end = NULL;
    const char *given = f->made->value[field];
    *out = given ? strtod(given, &end) : NAN;
    if (given && (*end || end == given || !isfinite(*out) || *out < 0 || *out > 1e15))
        return serve_made_wrong(f->error, field, "%s must be a number from 0", serve_made_names[field]);
    return TOLL_OK;
}

/* What the qualifier allows, where the bounds were not said. */
static void set_bounds(toll_quantity *q)
{
    const double point = q->point, step = q->unit == TOLL_UNIT_PEOPLE || q->unit == TOLL_UNIT_ITEMS ? 1 : 0;
    if (!isnan(q->low) || !isnan(q->high) || isnan(point)) return;
    if (q->qualifier == TOLL_QUALIFIER_EXACT) q->low = q->high = point;
    if (q->qualifier == TOLL_QUALIFIER_AT_LEAST) q->low = point;
    if (q->qualifier == TOLL_QUALIFIER_MORE_THAN) q->low = point + step;
    if (q->qualifier == TOLL_QUALIFIER_UP_TO) q->high = point;
    if (q->qualifier == TOLL_QUALIFIER_LESS_THAN || q->qualifier == TOLL_QUALIFIER_NEARLY) q->high = point >= step ? point - step : 0;
}

static toll_status read_number(fields *f)
{
    toll_quantity *q = &f->claim->quantity;
    toll_status status = number(f, MADE_POINT, &q->point);
    if (status >= 0) status = number(f, MADE_LOW, &q->low);
    if (status >= 0) status = number(f, MADE_HIGH, &q->high);
    if (status < 0) return status;
    if (isnan(q->point) && isnan(q->low) && isnan(q->high) && q->qualifier != TOLL_QUALIFIER_VAGUE)
        return serve_made_wrong(
            f->error, MADE_POINT, "say which number the words are (point), or its bounds (low, high); vague words have none");
    if (q->qualifier == TOLL_QUALIFIER_RANGE && (isnan(q->low) || isnan(q->high)))
        return serve_made_wrong(f->error, MADE_LOW, "a range has two bounds, low and high");
    if (isnan(q->point) && q->qualifier != TOLL_QUALIFIER_RANGE && q->qualifier != TOLL_QUALIFIER_VAGUE)
        return serve_made_wrong(f->error, MADE_POINT, "only a range and vague words have no point");
    set_bounds(q);
    if (q->low > q->high) return serve_made_wrong(f->error, MADE_LOW, "low is above high");
    return TOLL_OK;
}

toll_status serve_made_fields(toll_claim *out, const serve_made *made, toll_error *error)
{
    fields f = {made, out, error};
    toll_status status = read_codes(&f);
    if (status >= 0) status = read_number(&f);
    if (status >= 0) status = read_ids(&f);
    return status < 0 ? status : read_days(&f);
}
