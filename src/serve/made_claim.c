/* In: what a reviewer says of words of a document, and the document as it is stored. Out: the claim, or what is wrong with which field. Nothing
 * is believed of the words but what stands there: the quote has to be the bytes that it names, and the words for outcome, victims, claimant,
 * time and place are looked for in the figure's sentence, else in the text, where they must stand once. Bounds are those that the qualifier
 * allows (docs/claim.md). */
#include "made.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sentences.h"

typedef struct making {
    const serve_made *made;
    const toll_document *document;
    toll_claim *claim;
    size_t budget;
    toll_error *error;
} making;

__attribute__((format(printf, 3, 4))) static toll_status wrong(making *m, serve_made_field field, const char *format, ...)
{
    char where[40], why[240];
    va_list list;
    va_start(list, format);
    vsnprintf(why, sizeof why, format, list);
    va_end(list);
    toll_utf8_tidy(why);
    snprintf(where, sizeof where, "/%s", serve_made_names[field]);
    return toll_error_set(m->error, TOLL_E_USAGE, where, "%s", why);
}

/* --- the figure's words */
static bool between_letters(toll_text text, size_t at)
{
    return at == text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static toll_status find_quote(making *m)
{
    uint64_t start, end;
    const toll_text text = m->document->text;
    const char *const *v = m->made->value;
    if (!v[MADE_START] || !serve_number(&start, v[MADE_START], 0, text.len))
        return wrong(m, MADE_START, "start must be a byte of the text, from 0 to %zu", text.len);
    if (!v[MADE_END] || !serve_number(&end, v[MADE_END], start + 1, text.len))
        return wrong(m, MADE_END, "end must be a byte of the text behind start, up to %zu", text.len);
    if (!between_letters(text, start) || !between_letters(text, end))
        return wrong(m, MADE_START, "bytes %llu to %llu cut a letter in two", (unsigned long long)start, (unsigned long long)end);
    const toll_text words = {text.data + start, end - start};
    const char *quote = v[MADE_QUOTE];
    if (!quote) return wrong(m, MADE_QUOTE, "quote the words, so that they can be held against the text");
    const toll_span there_is = serve_find_words((toll_text){text.data, end}, quote, start, &m->budget);
    if (words.len > SERVE_MADE_BYTES || there_is.off != start || there_is.len != words.len) {
        const toll_text there = toll_text_head(words, 80);
        return wrong(m, MADE_QUOTE, "bytes %llu to %llu of the text are \"%.*s\", which is not the quote", (unsigned long long)start,
            (unsigned long long)end, (int)there.len, there.data);
    }
    m->claim->quantity.span = (toll_span){(uint32_t)start, (uint32_t)words.len};
    m->claim->sentence = serve_sentence_at(text, start);
    if (toll_span_end(m->claim->sentence) < end) m->claim->sentence = toll_span_join(m->claim->sentence, m->claim->quantity.span);
    return TOLL_OK;
}

/* --- words for the rest */
static uint32_t distance(toll_span a, toll_span b)
{
    return a.off < b.off ? b.off - a.off : a.off - b.off;
}

static toll_status find_words(making *m, serve_made_field field, toll_span *out)
{
    const char *words = m->made->value[field];
    const toll_span sentence = m->claim->sentence, figure = m->claim->quantity.span;
    const toll_text text = m->document->text, head = {text.data, toll_span_end(sentence)};
    if (!words) return TOLL_OK;
    toll_span best = {0};
    for (toll_span at = serve_find_words(head, words, sentence.off, &m->budget); at.len;
         at = serve_find_words(head, words, at.off + 1, &m->budget))
        if (!best.len || distance(at, figure) < distance(best, figure)) best = at;
    if (!best.len) {
        best = serve_find_words(text, words, 0, &m->budget);
        if (!best.len) return wrong(m, field, "\"%.80s\" does not stand in the text as it is stored", words);
        if (serve_find_words(text, words, best.off + 1, &m->budget).len)
            return wrong(m, field, "\"%.80s\" stands in the text more than once and not in the figure's sentence; take more words", words);
    }
    if (!m->budget) return wrong(m, field, "\"%.80s\" takes too long to look for; take fewer words", words);
    *out = best;
    return TOLL_OK;
}

static toll_status find_all_words(making *m)
{
    toll_claim *c = m->claim;
    const struct {
        serve_made_field field;
        toll_span *into;
    } parts[] = {{MADE_OUTCOME_WORDS, &c->outcome_span}, {MADE_VICTIMS_WORDS, &c->victims.span}, {MADE_CLAIMANT_WORDS, &c->claimant.span},
        {MADE_PERIOD_WORDS, &c->period.span}, {MADE_PLACE_WORDS, &c->place.span}};
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status >= 0; i++) status = find_words(m, parts[i].field, parts[i].into);
    return status;
}

/* --- codes and ids */
static toll_status code(making *m, serve_made_field field, int (*from)(toll_text), int otherwise, int *out)
{
    const char *given = m->made->value[field];
    *out = given ? from(toll_text_of(given)) : otherwise;
    if (*out >= 0) return TOLL_OK;
    return given ? wrong(m, field, "%s \"%.40s\" is none; /method and docs/claim.md list them", serve_made_names[field], given)
                 : wrong(m, field, "%s has to be said", serve_made_names[field]);
}

static toll_status read_codes(making *m)
{
    toll_claim *c = m->claim;
    int qualifier, unit = 0, outcome, class_, modality, verified, kind = 0;
    const bool has_period = m->made->value[MADE_FROM] || m->made->value[MADE_TO];
    toll_status status = code(m, MADE_QUALIFIER, toll_qualifier_from_name, TOLL_QUALIFIER_EXACT, &qualifier);
    if (status >= 0) status = code(m, MADE_OUTCOME, toll_outcome_from_name, -1, &outcome);
    if (status >= 0) status = code(m, MADE_CLASS, toll_class_from_name, TOLL_CLASS_UNKNOWN, &class_);
    if (status >= 0) status = code(m, MADE_MODALITY, toll_modality_from_name, TOLL_MODALITY_ASSERTED, &modality);
    if (status >= 0) status = code(m, MADE_VERIFIED, toll_verified_from_name, TOLL_VERIFIED_UNSAID, &verified);
    const bool things = status >= 0 && (class_ == TOLL_CLASS_MATERIEL || class_ == TOLL_CLASS_STRUCTURE);
    if (status >= 0) status = code(m, MADE_UNIT, toll_unit_from_name, things ? TOLL_UNIT_ITEMS : TOLL_UNIT_PEOPLE, &unit);
    if (status >= 0)
        status = code(m, MADE_PERIOD_KIND, toll_period_kind_from_name, has_period ? TOLL_PERIOD_EVENT : TOLL_PERIOD_UNKNOWN, &kind);
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

static toll_status read_ids(making *m)
{
    toll_claim *c = m->claim;
    const struct {
        serve_made_field field;
        const char **into;
    } ids[] = {{MADE_SIDE, &c->victims.side}, {MADE_CATEGORY, &c->victims.category}, {MADE_CLAIMANT, &c->claimant.id},
        {MADE_CLAIMANT_SIDE, &c->claimant.side}, {MADE_CLAIMANT_KIND, &c->claimant.kind}, {MADE_PLACE, &c->place.id}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *given = m->made->value[ids[i].field];
        if (given && !is_id(given))
            return wrong(m, ids[i].field, "%s is an id, as RUS or rus-mod: letters, digits and - _ : .", serve_made_names[ids[i].field]);
        *ids[i].into = given;
    }
    c->place.name = m->made->value[MADE_PLACE_NAME];
    if (c->place.name && strpbrk(c->place.name, "\n\t")) return wrong(m, MADE_PLACE_NAME, "a place's name is one line");
    if (c->claimant.side && c->victims.side)
        c->stake = !strcmp(c->claimant.side, c->victims.side) ? TOLL_STAKE_OWN_LOSS : TOLL_STAKE_UNKNOWN;
    return TOLL_OK;
}

static toll_status day(making *m, serve_made_field field, toll_day *out)
{
    const char *given = m->made->value[field];
    if (!given || toll_day_parse(out, toll_text_of(given))) return TOLL_OK;
    return wrong(m, field, "%s \"%.40s\" is no date; write 2023-01-04", serve_made_names[field], given);
}

static toll_status read_days(making *m)
{
    toll_period *p = &m->claim->period;
    toll_status status = day(m, MADE_STATED, &m->claim->stated);
    if (status >= 0) status = day(m, MADE_FROM, &p->from);
    if (status >= 0) status = day(m, MADE_TO, &p->to);
    if (status < 0) return status;
    if (p->from != TOLL_DAY_UNKNOWN && p->to == TOLL_DAY_UNKNOWN && p->kind == TOLL_PERIOD_EVENT) p->to = p->from;
    if (p->from != TOLL_DAY_UNKNOWN && p->to != TOLL_DAY_UNKNOWN && p->to < p->from) return wrong(m, MADE_TO, "to lies before from");
    if (p->kind == TOLL_PERIOD_EVENT && p->from != p->to && !m->made->value[MADE_PERIOD_KIND]) p->kind = TOLL_PERIOD_WINDOW;
    p->basis = p->kind == TOLL_PERIOD_UNKNOWN ? TOLL_BASIS_UNKNOWN : TOLL_BASIS_LOSS_DAY;
    m->claim->stated_precision = m->claim->stated != TOLL_DAY_UNKNOWN ? "day" : NULL;
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

static toll_status number(making *m, serve_made_field field, double *out)
{
    char *end = NULL;
    const char *given = m->made->value[field];
    *out = given ? strtod(given, &end) : NAN;
    if (given && (*end || end == given || !isfinite(*out) || *out < 0 || *out > 1e15))
        return wrong(m, field, "%s must be a number from 0", serve_made_names[field]);
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

static toll_status read_number(making *m)
{
    toll_quantity *q = &m->claim->quantity;
    toll_status status = number(m, MADE_POINT, &q->point);
    if (status >= 0) status = number(m, MADE_LOW, &q->low);
    if (status >= 0) status = number(m, MADE_HIGH, &q->high);
    if (status < 0) return status;
    if (isnan(q->point) && isnan(q->low) && isnan(q->high) && q->qualifier != TOLL_QUALIFIER_VAGUE)
        return wrong(m, MADE_POINT, "say which number the words are (point), or its bounds (low, high); vague words have none");
    if (q->qualifier == TOLL_QUALIFIER_RANGE && (isnan(q->low) || isnan(q->high)))
        return wrong(m, MADE_LOW, "a range has two bounds, low and high");
    if (isnan(q->point) && q->qualifier != TOLL_QUALIFIER_RANGE && q->qualifier != TOLL_QUALIFIER_VAGUE)
        return wrong(m, MADE_POINT, "only a range and vague words have no point");
    set_bounds(q);
    if (q->low > q->high) return wrong(m, MADE_LOW, "low is above high");
    return TOLL_OK;
}

static toll_zone zone_of(const toll_document *d, toll_span words)
{
    const toll_text title = d->title;
    const bool headed = title.len && title.len <= d->text.len && !memcmp(d->text.data, title.data, title.len);
    return headed && toll_span_end(words) <= title.len ? TOLL_ZONE_HEADLINE : TOLL_ZONE_BODY;
}

toll_status serve_made_claim(toll_claim *out, const serve_made *made, const toll_document *document, toll_error *error)
{
    making m = {made, document, out, SERVE_FIND_BUDGET, error};
    *out = (toll_claim){.stated = TOLL_DAY_UNKNOWN,
        .period = {.from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN},
        .place = {.lat = NAN, .lon = NAN},
        .confidence = 1,
        .rule = SERVE_BY_HAND};
    toll_status status = find_quote(&m);
    if (status >= 0) status = read_codes(&m);
    if (status >= 0) status = read_number(&m);
    if (status >= 0) status = read_ids(&m);
    if (status >= 0) status = read_days(&m);
    if (status >= 0) status = find_all_words(&m);
    out->zone = status >= 0 ? zone_of(document, out->quantity.span) : TOLL_ZONE_BODY;
    return status;
}
