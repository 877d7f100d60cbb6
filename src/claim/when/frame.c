/* The time that a whole report is of: "Monthly bulletin: September 2004", "Summary of the last 24 hours", "As of 2 February, 18:00" in its head; and
 * where an item of it begins.
 *
 * In: the head's sentences with their dates. Out: the story's frame, and the period of a figure that has no day of its own. Only the first
 * sentences of a text are looked at. */
#include "when.h"

/* The dates of a sentence that tells of losses are theirs. */
static bool tells_losses(const toll_claim_reader *reader)
{
    const draft *last = claim_draft_before(reader, 0);
    return last && last->sentence == reader->story.sentence;
}

static bool is_stretch(const toll_date *date)
{
    if (date->from == TOLL_DAY_UNKNOWN || date->to == TOLL_DAY_UNKNOWN) return false;
    return date->kind == TOLL_DATE_WINDOW ||
           (date->kind == TOLL_DATE_POINT && date->grain != 'd' && date->grain != 'h' && date->grain != 'y');
}

void claim_frame_sentence(toll_claim_reader *reader)
{
    story *s = &reader->story;
    if (s->frame.known || tells_losses(reader)) return;
    claim_time_words(reader);
    bool report = when_says(reader, TIME_REPORT);
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        const toll_date *date = &reader->parse.dates[i];
        bool day = date->kind == TOLL_DATE_POINT && date->grain == 'd' && date->from != TOLL_DAY_UNKNOWN;
        bool until = report && date->kind == TOLL_DATE_UNTIL && date->to != TOLL_DAY_UNKNOWN; /* "Key figures to the end of March" */
        bool sum = (day && when_as_of(reader, date)) || until, stretch = report && is_stretch(date);
        if (!sum && !stretch) continue;
        toll_day today = s->today, to = date->to;
        if (today != TOLL_DAY_UNKNOWN && to > today && date->from <= today) to = today;
        s->frame = (moment){.from = sum ? TOLL_DAY_UNKNOWN : date->from,
            .to = to,
            .span = toll_extent_span(&reader->parse.view, date->extent),
            .sentence = s->sentence,
            .known = true,
            .window = stretch};
        return;
    }
}

/* The report's time is that of its figures, but for one attack's at one place, and what is told of an attack with its day. */
bool when_in_frame(const toll_claim_reader *reader, const timing *t, const draft *out, toll_period *period)
{
    enum { NEAR = 3 };
    const story *s = &reader->story;
    if (!s->frame.known || out->points_back) return false;
    bool sums = !t->attack && !t->near_attack &&
                (t->loss->perfect || t->hundreds || !out->place_said); /* "as of": of what is counted up, not of one raid */
    if (!s->frame.window && !sums) return false;
    bool dated = s->event.known && s->event.sentence > s->frame.sentence && s->sentence - s->event.sentence <= NEAR;
    bool there = out->place_said && claim_place_rank(out->claim.place.precision) >= RANK_NEAR;
    bool day = s->frame.window && claim_days(s->frame.from, s->frame.to) <= 1; /* a day's report tells of nothing else */
    bool named = s->frame.window && when_says(reader, TIME_REPORT) && when_says(reader, TIME_DURING); /* "during the reporting period" */
    if (!named && (dated || (there && !day && when_one_attack(reader)))) return false;
    set_days(period, s->frame.window ? TOLL_PERIOD_WINDOW : TOLL_PERIOD_CUMULATIVE, s->frame.from, s->frame.to);
    return true;
}

/* "*BAGHDAD - Gunmen burned four mosques": an item of a list of attacks, by its town. */
bool when_begins_item(const toll_claim_reader *reader)
{
    enum { LABEL = 5 };
    const sentence_parse *parse = &reader->parse;
    const toll_sentence_view *view = &parse->view;
    bool bullet = view->count && view->tokens[0].kind == TOLL_TOKEN_MARK;
    if (!bullet && !(reader->story.dateline.known && reader->story.dateline.sentence != reader->story.sentence)) return false;
    unsigned at = bullet;
    if (!(parse->sentence->flags & (TOLL_SENTENCE_LINE | TOLL_SENTENCE_PARAGRAPH)) || !parse->name_len[at]) return false;
    at += parse->name_len[at];
    while (at < LABEL && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape != TOLL_SHAPE_LOWER) at++;
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_MARK &&
           (view->tokens[at].mark == '-' || view->tokens[at].mark == TOLL_MARK_DASH);
}
