/* The days a text carries from sentence to sentence: the dated attack under discussion, the day of the last statement.
 *
 * In: sentences with their dates. Out: `event`, `stated` and `then` of the story. Each sentence is looked at once. */
#include "when.h"

/* --- the attack under discussion */
/* "On Sunday, ..." */
static bool begins_with(const toll_date *date)
{
    return date->extent.first <= 1;
}

/* The day that a sentence without figures begins with is that of what follows: in a report, which tells of its incidents by their days, and in a
 * story of long ago ("On the morning of 4 May 1982 the ship was on patrol. She was struck by a missile ..."). */
static bool opens_scene(const toll_claim_reader *reader, const toll_date *date)
{
    enum { HEAD = 4 };
    if (reader->parse.loss_count) return false;
    if (reader->story.frame.known && date->extent.first <= 1) return true;
    bool led = date->extent.first && date->extent.first <= HEAD && has_class(&reader->parse.view, 0, claim_class.preposition);
    return led && !date->relative;
}

void claim_note_event(toll_claim_reader *reader, const toll_date *date, toll_day from, toll_day to, const draft *out)
{
    const claim_classes *k = &claim_class;
    story *s = &reader->story;
    bool recent = s->today == TOLL_DAY_UNKNOWN || from == TOLL_DAY_UNKNOWN || (from <= s->today && s->today - from <= 10);
    const bool apart = when_apart(reader);
    if (recent && !apart && s->only_event.known && !s->only_event.apart && s->only_event.from != from) s->many_events = true;
    s->event = (moment){.from = from,
        .to = to,
        .span = toll_extent_span(&reader->parse.view, date->extent),
        .place = out && out->place_said ? out->claim.place.id : NULL,
        .side = out ? out->claim.victims.side : NULL,
        .sentence = s->sentence,
        .known = true,
        .many = when_many_attacks(reader),
        .apart = apart,
        .own = out && out->place_said && !out->points_back,
        .fresh = begins_with(date) || opens_scene(reader, date) ||
                 (when_attack_led_by(reader, k->new_one) && !when_attack_led_by(reader, k->definite) && !claim_beside_cue(reader, date))};
    when_note_day(s, &s->event);
    s->event_over = s->item_over = false;
    if (out && out->place_said) s->event.where = (spot){.place = out->claim.place, .country = out->place_country, .known = true};
    if (recent && (!s->only_event.known || (s->only_event.apart && !apart))) s->only_event = s->event;
}

/* Can the figure be of that attack: not at another place, no new attack ("an ambush") with the dead of another side, not told before it was. Of one
 * fight both sides' dead are told. */
bool claim_same_event(const moment *event, const draft *d)
{
    enum { LONG_AGO = 60 }; /* no day of saying, but of something else */
    const toll_place *place = &d->claim.place;
    bool inside = d->points_back && event->where.known &&
                  claim_place_rank(place->precision) > claim_place_rank(event->where.place.precision); /* "the attack, in the X quarter" */
    bool elsewhere = place->id && place->precision && strcmp(place->precision, "province") != 0 && !inside &&
                     when_differ(event->place, place->id);
    bool people = d->claim.victims.class_ != TOLL_CLASS_MATERIEL; /* "two artillery pieces" are no attack */
    bool another = people && d->new_attack && !d->points_back && when_differ(event->side, d->claim.victims.side);
    int32_t told = d->told_by != TOLL_DAY_UNKNOWN ? claim_days(d->told_by, event->from) : 0;
    return !elsewhere && !another && !d->earlier && !(told > 0 && told < LONG_AGO);
}

static bool has_attack(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    return sentence_has(reader, k->attack) || sentence_has(reader, k->attack_verb);
}

bool claim_tells_day(const toll_claim_reader *reader)
{
    const toll_mention_words *words = &reader->tables->mention;
    const toll_classes sum = reader->parse.view.scratch->all;
    bool day = toll_classes_has(sum, words->date.weekday) || toll_classes_has(sum, words->date.weekday_worn) ||
               toll_classes_has(sum, words->date.month) || toll_classes_has(sum, words->date.shift) ||
               toll_classes_has(sum, words->number.ordinal_end);
    const claim_classes *k = &claim_class;
    return day && (has_attack(reader) || toll_classes_has(sum, k->loss_count) || toll_classes_has(sum, k->loss_act));
}

/* "the war that exploded on 15 April", "since the beginning of hostilities on 27 September": the day on which a war began is none of its attacks. */
static bool begins_war(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 8 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    bool began = false, war = false;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        began |= when_word(reader, at, TIME_BEGAN) != NULL;
        war |= has_class(view, at, k->war_word) && !has_class(view, at, k->attack);
        if (began && war) return true;
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark != '-') return false;
    }
    return false;
}

/* "YESTERDAY", "5 August:" on a line of its own dates what follows. */
static bool is_heading(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    if (date->extent.first > 1) return false;
    for (unsigned at = toll_extent_end(date->extent); at < view->count; at++)
        if (view->tokens[at].kind != TOLL_TOKEN_MARK) return false;
    return date->extent.first == 0 || view->tokens[0].kind == TOLL_TOKEN_MARK;
}

const toll_date *claim_date_stated(const toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        const toll_date *date = &reader->parse.dates[i];
        if (date->kind == TOLL_DATE_POINT && date->grain == 'd' && claim_beside_cue(reader, date)) return date;
    }
    return NULL;
}

static toll_day stated_here(const toll_claim_reader *reader)
{
    const toll_date *stated = claim_date_stated(reader);
    return stated ? stated->from : reader->story.today;
}

/* The date named last, of any grain: "since early 2011 ... Since then". A day of saying stands behind any other: "the attack of October 7, a
 * spokesman said on Friday. Since that day ...". */
static void note_then(story *s, const toll_date *date, bool told)
{
    if (told && s->then.known && s->sentence - s->then.sentence <= 1) return;
    if (date->from == TOLL_DAY_UNKNOWN || (date->kind != TOLL_DATE_POINT && date->kind != TOLL_DATE_SINCE)) return;
    s->then = (moment){.from = date->from, .to = date->to, .sentence = s->sentence, .known = true};
}

/* A war and a date far from the figures: "The war began in mid 2011." */
bool claim_tells_then(const toll_claim_reader *reader)
{
    const toll_mention_words *words = &reader->tables->mention;
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!sentence_has(reader, k->war_word) && !sentence_has(reader, k->conflict) && !has_attack(reader)) return false;
    if (sentence_has(reader, words->date.month)) return true;
    for (unsigned at = 0; at < view->count; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_NUMBER && view->tokens[at].len == 4) return true;
    return false;
}

void claim_then_sentence(toll_claim_reader *reader)
{
    claim_year_told(reader);
    claim_note_year(reader);
    for (size_t i = 0; i < reader->parse.date_count; i++) note_then(&reader->story, &reader->parse.dates[i], false);
}

/* Does a day of the sentence tell of more than when something was said? */
static bool day_told(const toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->parse.date_count; i++)
        if (reader->parse.dates[i].kind == TOLL_DATE_POINT && !claim_beside_cue(reader, &reader->parse.dates[i])) return true;
    return false;
}

/* "On Friday the toll of the raid rose to 115": nobody died on that day. */
static bool is_toll_day(const toll_claim_reader *reader, const toll_date *date)
{
    for (size_t i = 0; i < reader->parse.loss_count; i++)
        if (date->extent.first <= 1 && when_is_toll_day(reader, &reader->parse.losses[i], date)) return true;
    return false;
}

/* A dated attack told without a figure dates the figures that follow. */
void claim_when_sentence(toll_claim_reader *reader)
{
    enum { WEEK = 7 };
    const sentence_parse *parse = &reader->parse;
    story *s = &reader->story;
    claim_year_told(reader);
    claim_note_year(reader);
    claim_time_words(reader);
    bool attack = when_tells_attack(reader) || sentence_has(reader, claim_class.attack_verb),
         when = !attack && when_tells_day_before(reader), day = false;
    if (attack) s->attack_sentence = s->sentence + 1;
    if (attack && s->several_sentence != s->sentence + 1) when_note_several(reader);
    if (s->event.sentence != s->sentence && when_begins_item(reader)) s->event_over = s->item_over = true, s->item_sentence = s->sentence;
    for (size_t i = 0; i < parse->date_count; i++)
        if (!claim_is_dateline(reader, &parse->dates[i]))
            day |= parse->dates[i].grain == 'd', note_then(s, &parse->dates[i], claim_beside_cue(reader, &parse->dates[i]));
    for (size_t i = 0; attack && !day && i < parse->date_count; i++) { /* "its 1985 takeover of the palace" */
        const toll_date *date = &parse->dates[i];
        if (date->kind != TOLL_DATE_POINT || (date->grain != 'm' && date->grain != 'y') || date->from == TOLL_DAY_UNKNOWN ||
            when_after_since(reader, NULL, date)) /* "since the withdrawal last month" dates no attack */
            continue;
        s->past = (moment){.from = date->from,
            .to = date->to,
            .span = toll_extent_span(&parse->view, date->extent),
            .sentence = s->sentence,
            .known = true};
    }
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (date->kind == TOLL_DATE_SINCE && date->from != TOLL_DAY_UNKNOWN && date->extent.first <= 1)
            s->since = (moment){.from = date->from, .sentence = s->sentence, .known = true};
        if (date->kind == TOLL_DATE_SINCE && date->grain == 'd' && date->from != TOLL_DAY_UNKNOWN) s->anchor = date->from;
        bool days = date->kind == TOLL_DATE_WINDOW && claim_days(date->from, date->to) <= WEEK && date->value != TOLL_VALUE_WINDOW &&
                    date->value != TOLL_VALUE_WITHIN; /* "between 11 and 13 April" */
        if ((date->kind != TOLL_DATE_POINT && !days) || date->grain != 'd' || date->from == TOLL_DAY_UNKNOWN ||
            claim_is_dateline(reader, date))
            continue;
        if ((s->today != TOLL_DAY_UNKNOWN && date->from > s->today) || date->value == TOLL_VALUE_CAME) continue;
        toll_day from, to;
        claim_days_said(reader, date, stated_here(reader), &from, &to);
        const bool told = claim_beside_cue(reader, date);
        if (!told || s->anchor == TOLL_DAY_UNKNOWN) s->anchor = date->from; /* "that day" is no day of saying where another was named */
        if (told) {
            s->stated = (moment){.from = date->from, .sentence = s->sentence, .known = true};
            if (!attack || day_told(reader) || !when_says(reader, TIME_PART)) continue;
        }
        if (when_is_caption(reader, date) || when_after_since(reader, NULL, date) || when_names_thing(reader, date)) continue;
        if (!(attack || when || opens_scene(reader, date) || is_heading(reader, date)) ||
            (claim_is_reaction(reader, date) && !when_arrives(reader)) || (!when && when_is_others(reader, date)) ||
            is_toll_day(reader, date) || begins_war(reader, date) || (s->event.known && s->event.sentence == s->sentence))
            continue;
        claim_note_event(reader, date, from, to, NULL);
        s->event.heading = is_heading(reader, date);
        if (days && when_many_attacks(reader) && !when_single_attack(reader)) /* "the operations between 14 and 21 May" */
            s->event.window = true, s->only_event.window |= s->only_event.sentence == s->sentence;
        if (when) when_date_before(reader, date);
        if (from == to && !s->event.apart) when_narrow_week(reader, date);
    }
}
