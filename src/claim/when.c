/* When: the period a figure counts over. An average by its unit; a total by "since" or by words that add up; a window by its dates; an
 * attack is an event on its day. What the words do not fix stays unknown. */
#include "inside.h"

static bool sentence_has(const toll_claim_reader *reader, uint8_t class_)
{
    const toll_sentence_view *view = &reader->parse.view;
    return claim_note_in(view, (toll_extent){0, view->count}, class_) != NULL;
}

/* A full date at the head of the text that is the publication's own dates the text, not the loss. */
static bool is_dateline(const toll_claim_reader *reader, const toll_date *date)
{
    bool numeric = reader->parse.view.tokens[date->extent.first].kind == TOLL_TOKEN_NUMBER;
    return reader->story.sentence < 4 && !date->relative && date->grain == 'd' && date->from == reader->document->published &&
           (numeric || date->extent.count >= 3);
}

/* "the ministry said on Wednesday that ...": a date outside what is said tells when it was said. */
static bool is_stated(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned token = parse->quantities[loss->quantity].number.first;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!a->source.count || (!toll_extent_holds(a->content, token) && !toll_extent_holds(a->content2, token))) continue;
        if (!toll_extent_holds(a->content, date->extent.first) && !toll_extent_holds(a->content2, date->extent.first)) return true;
    }
    return false;
}

/* "killed in a city which has been held since 2014": a since of a clause that hangs on another word than the loss. */
static bool hangs_elsewhere(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    unsigned figure = toll_extent_end(reader->parse.quantities[loss->quantity].extent), outcome = toll_extent_end(loss->outcome_extent);
    if (date->kind != TOLL_DATE_SINCE) return false;
    for (unsigned at = figure > outcome ? figure : outcome; at < date->extent.first; at++)
        if (has_class(view, at, reader->tables->classes.relative)) return true;
    return false;
}

/* The date that belongs to the loss: of those in its sentence the nearest one with a value. */
static const toll_date *date_for(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    unsigned here = parse->quantities[loss->quantity].extent.first;
    const toll_date *best = NULL;
    unsigned best_distance = 0;
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (date->kind == TOLL_DATE_DURATION || date->kind == TOLL_DATE_UNTIL) continue;
        if (date->from == TOLL_DAY_UNKNOWN && date->kind == TOLL_DATE_POINT) continue;
        if (date->kind == TOLL_DATE_POINT && date->grain == 'y' && parse->date_count > 1) continue;
        if (is_dateline(reader, date) || hangs_elsewhere(reader, loss, date)) continue;
        if (is_stated(reader, loss, date)) {
            if (date->kind == TOLL_DATE_POINT && date->grain == 'd') out->claim.stated = date->from, out->claim.stated_precision = "day";
            continue;
        }
        unsigned distance = date->extent.first > here ? date->extent.first - here : here - date->extent.first;
        if (!best || distance < best_distance) best = date, best_distance = distance;
    }
    return best;
}

static void set_dates(toll_period *period, const toll_claim_reader *reader, const toll_date *date)
{
    period->from = date->from;
    period->to = date->to;
    period->span = toll_extent_span(&reader->parse.view, date->extent);
}

/* "since the war began", "since Russia launched its invasion": a war word soon after `since`. */
static bool since_war(const toll_claim_reader *reader)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    if (sentence_has(reader, k->since_war)) return true;
    for (unsigned at = 0; at < view->count; at++) {
        if (!has_class(view, at, reader->tables->mention.date.since)) continue;
        for (unsigned next = at + 1; next < at + 10 && next < view->count; next++) {
            if (view->tokens[next].kind == TOLL_TOKEN_MARK && view->tokens[next].mark != TOLL_MARK_CLITIC && view->tokens[next].mark != '-')
                break;
            if (has_class(view, next, k->war_word) || has_class(view, next, k->conflict)) return true;
        }
    }
    return false;
}

static void set_cumulative(toll_period *period, toll_day from, toll_day to)
{
    period->kind = TOLL_PERIOD_CUMULATIVE;
    period->from = from;
    period->to = to;
}

/* Remembers a dated attack, and whether the text tells of attacks on several days. */
static void note_event(toll_claim_reader *reader, const toll_date *date)
{
    story *s = &reader->story;
    toll_day published = reader->document->published;
    bool recent = published == TOLL_DAY_UNKNOWN || (date->from <= published && published - date->from <= 10);
    if (recent && s->only_event.known && s->only_event.from != date->from) s->many_events = true;
    s->event = (moment){.from = date->from,
        .to = date->to,
        .span = toll_extent_span(&reader->parse.view, date->extent),
        .sentence = s->sentence,
        .known = true};
    if (recent && !s->only_event.known) s->only_event = s->event;
}

/* Is the day the one from which a war's losses are counted: of the story's war, or of any where the story names none? */
static bool begins_war(const toll_claim_reader *reader, toll_day day)
{
    const conflict *war = day != TOLL_DAY_UNKNOWN ? claim_conflict(reader) : NULL;
    if (war || day == TOLL_DAY_UNKNOWN) return war && war->start == day;
    for (size_t i = 0; i < reader->tables->conflict_count; i++)
        if (reader->tables->conflicts[i].start == day) return true;
    return false;
}

/* The period the sentence itself gives; false where it gives none. */
static bool period_said(toll_claim_reader *reader, const tie *loss, draft *out, const toll_date *date, bool attack)
{
    const claim_classes *k = &reader->tables->classes;
    toll_period *period = &out->claim.period;
    toll_day published = reader->document->published;
    if (reader->parse.quantities[loss->quantity].quantity.unit == TOLL_UNIT_PEOPLE_PER_DAY) {
        period->kind = TOLL_PERIOD_AVERAGE;
        if (date && (date->kind == TOLL_DATE_WINDOW || date->grain == 'm' || date->grain == 'y')) set_dates(period, reader, date);
        return true;
    }
    if (since_war(reader)) {
        const conflict *war = claim_conflict(reader);
        set_cumulative(period, war ? war->start : TOLL_DAY_UNKNOWN, published);
        return true;
    }
    if (reader->parse.items[loss->item].flags & NOUN_INCREASE) { /* "2686 (+14)": of the last day of the count */
        period->kind = TOLL_PERIOD_WINDOW;
        period->from = period->to = date ? date->to : published;
        return true;
    }
    if (date && date->kind == TOLL_DATE_WINDOW && begins_war(reader, date->from)) {
        set_cumulative(period, date->from, date->to);
        period->span = toll_extent_span(&reader->parse.view, date->extent);
        return true;
    }
    unsigned first = date ? date->extent.first : 0;
    uint8_t since = reader->tables->mention.date.since;
    bool after_since = date && ((first && has_class(&reader->parse.view, first - 1, since)) ||
                                   (first > 1 && has_class(&reader->parse.view, first - 2, since)));
    if (date && (date->kind == TOLL_DATE_SINCE || after_since)) {
        set_cumulative(period, date->from, published);
        period->span = toll_extent_span(&reader->parse.view, date->extent);
        return true;
    }
    if (!date) return false;
    bool day = date->grain == 'd' || date->grain == 'h';
    bool deed = attack || loss->outcome == TOLL_OUTCOME_CAPTURED;
    period->kind = date->kind == TOLL_DATE_POINT && day && deed && !sentence_has(reader, k->day_window) ? TOLL_PERIOD_EVENT
                                                                                                        : TOLL_PERIOD_WINDOW;
    set_dates(period, reader, date);
    if (period->kind == TOLL_PERIOD_EVENT) note_event(reader, date);
    return true;
}

/* "Of these, 148 were killed": what leans on the claim before shares its period. */
static bool period_shared(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = &reader->parse.items[loss->item];
    const draft *before = claim_draft_before(reader, 1);
    if (!before || (!loss->part && !loss->carried && noun->head != HEAD_BARE && noun->head != HEAD_OTHERS)) return false;
    out->claim.period = before->claim.period;
    out->event_open = before->event_open;
    return true;
}

void claim_when(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const claim_classes *k = &reader->tables->classes;
    toll_period *period = &out->claim.period;
    toll_day published = reader->document->published;
    *period = (toll_period){.from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN, .kind = TOLL_PERIOD_UNKNOWN, .basis = TOLL_BASIS_UNKNOWN};
    const toll_date *date = date_for(reader, loss, out);
    toll_unit unit = reader->parse.quantities[loss->quantity].quantity.unit;
    bool attack = sentence_has(reader, k->attack),
         near_attack = reader->story.attack_sentence && reader->story.sentence + 1 - reader->story.attack_sentence <= 1;
    if (period_said(reader, loss, out, date, attack)) return;
    if (sentence_has(reader, k->day_window)) {
        period->kind = TOLL_PERIOD_WINDOW;
        period->from = period->to = out->claim.stated;
        return;
    }
    if (!strcmp(loss->rule, "total-stands")) {
        set_cumulative(period, TOLL_DAY_UNKNOWN, published);
        return;
    }
    if (period_shared(reader, loss, out)) return;
    bool adds_up = sentence_has(reader, k->cumulative) || sentence_has(reader, k->conflict);
    bool open_ended = adds_up || (!near_attack && (loss->perfect || unit == TOLL_UNIT_PERCENT)) || claim_country(reader, loss, out) != NULL;
    const toll_quantity *q = &reader->parse.quantities[loss->quantity].quantity;
    bool large = q->point >= 1000 || q->low >= 1000, lose = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose");
    if (unit == TOLL_UNIT_TIMES) return;
    if ((!attack && (open_ended || (large && !near_attack))) || ((large || lose) && loss->perfect)) {
        set_cumulative(period, TOLL_DAY_UNKNOWN, published);
        return;
    }
    period->kind = TOLL_PERIOD_EVENT;
    const moment *event = &reader->story.event;
    if (event->known && reader->story.sentence - event->sentence <= 3) {
        period->from = event->from;
        period->to = event->to;
        period->span = event->span;
    }
    out->event_open = period->from == TOLL_DAY_UNKNOWN;
}

/* "said on Wednesday that": a date beside a cue and outside what is said. */
static bool beside_cue(const toll_claim_reader *reader, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        unsigned cue = a->cue.first, at = date->extent.first, end = toll_extent_end(a->cue);
        bool near = at >= cue ? at < end + 4 : at + 6 >= cue;
        if (a->source.count && near && !toll_extent_holds(a->content, at) && !toll_extent_holds(a->content2, at)) return true;
    }
    return false;
}

/* A dated attack told without a figure dates the figures that follow. */
void claim_when_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    if (!sentence_has(reader, reader->tables->classes.attack)) return;
    reader->story.attack_sentence = reader->story.sentence + 1;
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (date->kind != TOLL_DATE_POINT || date->grain != 'd' || date->from == TOLL_DAY_UNKNOWN || is_dateline(reader, date)) continue;
        if (beside_cue(reader, date)) continue;
        note_event(reader, date);
        return;
    }
}
