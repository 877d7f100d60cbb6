/* Where it happened, where the sentence of the loss names no place: that of the attack under discussion, else of what the text is about.
 *
 * In: a draft with its own place, if its sentence gives one, and its period; the story. Out: its place. A figure of another day, another
 * country, another line of a list is not of the story's place. Constant work a claim. What a sentence leaves for the next is noted in note.c. */
#include "where.h"

#include <math.h>

/* "inside the hotel", "the school was hit": the site named last, by its kind. */
static spot site_again(const toll_claim_reader *reader)
{
    enum { SOON = 12 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const spot *site = &reader->story.site;
    const toll_span span = site->place.span;
    const bool known = site->known && reader->story.sentence - site->sentence <= SOON && sentence_has(reader, k->site_word);
    for (unsigned at = 1; known && at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        if (!has_class(view, at, k->site_word) || !has_class(view, at - 1, k->definite) || token->len >= span.len) continue;
        const char *end = view->text.data + toll_span_end(span) - token->len, *word = view->text.data + token->off;
        if (!memcmp(end, word, token->len) && end[-1] == ' ' && !has_class(view, at + 1, k->of)) return *site;
    }
    return (spot){.known = false};
}

/* The day of the attack that was under discussion before this sentence, or another? */
static bool same_day(const story *s, const draft *out)
{
    const toll_period *period = &out->claim.period;
    return s->event_before.known && period->from != TOLL_DAY_UNKNOWN && period->from == s->event_before.from;
}

static bool other_day(const story *s, const draft *out)
{
    enum { NEWS = 3 }; /* days within which the same attack's toll is told and revised */
    toll_day before = s->event_before.from, now = out->claim.period.from;
    if (out->toll && now >= before && now <= before + NEWS) return false;
    return out->day_said && s->event_before.known && out->claim.period.from != TOLL_DAY_UNKNOWN && !same_day(s, out);
}

/* "The army claims 200 of them in X in a day. They claim 500 of its men": the others' count is not of X. */
static bool other_side(const draft *before, const draft *out)
{
    const char *a = before->claim.victims.side, *b = out->claim.victims.side;
    return a && b && strcmp(a, b) != 0;
}

/* ... or of what the text is about? */
static bool other_scene(const story *s, const draft *out)
{
    return out->day_said && s->scene_day != TOLL_DAY_UNKNOWN && out->claim.period.from != TOLL_DAY_UNKNOWN &&
           out->claim.period.from != s->scene_day;
}

/* "Hezbollah: 43 fighters lost": a line of a list, which has nothing to do with where the line above happened. */
static bool is_entry(const toll_claim_reader *reader)
{
    enum { LABEL = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 1; at < view->count && at <= LABEL; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == ':')
            return reader->parse.name_len[0] || reader->parse.name_len[1];
    return false;
}

/* "killed 11 in an ambush in Mali": somewhere in it. */
static bool in_country(const toll_claim_reader *reader)
{
    return reader->parse.country_at && !claim_in_source(&reader->parse, reader->parse.country_at);
}

/* The headline's place, unless it lies in a country that has no part in the war: an outlet's or a person's name. */
static spot headline_place(const toll_claim_reader *reader)
{
    const spot *at = &reader->story.headline_spot;
    return where_is_abroad(reader, at->country) ? (spot){.known = false} : *at;
}

static bool same_days(const toll_period *a, const toll_period *b)
{
    return a->from == b->from && a->to == b->to;
}

/* Is the place within the other, as far as anybody knows: a village that no gazetteer has, in a town or a district? */
static bool is_finer(const spot *place, const spot *than)
{
    const int rank = claim_place_rank(place->place.precision), other = claim_place_rank(than->place.precision);
    if (!place->country) return rank > other || (rank == other && than->place.id && !place->place.id);
    return than->country && !strcmp(place->country, than->country) && rank > other;
}

static spot place_of_story(const toll_claim_reader *reader, const draft *out, bool back)
{
    enum { NEAR = 2, BACK = 8, MONTH = 31 };
    const story *s = &reader->story;
    const draft *before = claim_draft_before(reader, 2);
    const spot none = {.known = false};
    bool event = out->claim.period.kind == TOLL_PERIOD_EVENT, window = out->claim.period.kind == TOLL_PERIOD_WINDOW;
    bool fresh = before && before->sentence >= s->paragraph && out->claim.period.from != TOLL_DAY_UNKNOWN &&
                 claim_days(out->claim.period.from, out->claim.period.to) <= MONTH;
    const bool raised = out->toll || sentence_has(reader, claim_class.raiser); /* "the group has lost 14 men since 7 October": anywhere */
    const bool counts_on = before && !before->places && before->sentence + 1 >= s->sentence;
    bool total = counts_on && window && raised; /* "brought the week's toll to 21" */
    if (counts_on && out->claim.period.kind == TOLL_PERIOD_CUMULATIVE && !sentence_has(reader, claim_class.war_word))
        total = before->claim.period.kind == TOLL_PERIOD_CUMULATIVE ||
                (fresh && raised); /* "which brings to 47 the dead since 1 February" */
    bool goes_on = total || (before && window && same_days(&before->claim.period, &out->claim.period));
    bool beside = s->spot.known && s->spot.sentence + 1 >= s->sentence && s->spot.sentence >= s->paragraph &&
                  s->paragraph; /* the sentence before, in one paragraph */
    bool scene_days = out->day_said && s->scene.known && s->scene_day != TOLL_DAY_UNKNOWN && out->claim.period.from == s->scene_day;
    bool narrow = event || (scene_days && out->claim.period.kind == TOLL_PERIOD_WINDOW) ||
                  (window && beside && (!out->day_said || !before || before->sentence + 1 < s->sentence) &&
                      !(before && other_side(before, out))) ||
                  (back && (out->claim.period.kind == TOLL_PERIOD_UNKNOWN || (s->spot.known && s->sentence - s->spot.sentence <= NEAR))) ||
                  (goes_on && before->claim.place.span.len && !other_side(before, out));
    if (out->claim.period.kind == TOLL_PERIOD_CUMULATIVE && s->battle.known && !back && !in_country(reader) && !out->apart && !out->entry &&
        !sentence_has(reader, claim_class.war_word) && !sentence_has(reader, claim_class.since_war))
        return s->battle;
    bool other = !back && !scene_days && !total && other_day(s, out);
    if (out->claim.outcome == TOLL_OUTCOME_INTERCEPTED && !sentence_has(reader, claim_class.site_word))
        return none; /* "61 of 71 missiles were shot down": over the whole country; but "four struck the building, two were shot down" */
    if (!back && !event && when_says(reader, TIME_SEPARATE)) return none;             /* "more than 100 across the country this month" */
    if (!back && when_comes_after(reader, out->claim.quantity.span.off)) return none; /* "the attack came a day after a blast killed 12" */
    bool below = out->apart && s->spot.known && s->item_over && s->spot.sentence >= s->item_sentence && s->item_sentence < s->sentence;
    if (below && event && !in_country(reader))
        return s->spot; /* "In another incident, a convoy was hit near X. Forty people were killed." */
    if ((out->apart || out->entry || out->unplaced || in_country(reader)) && !back) return none;
    const bool one_blow = event && before && !isnan(out->claim.quantity.point) && before->sentence + 1 >= s->sentence &&
                          before->claim.period.kind == TOLL_PERIOD_EVENT && out->claim.period.from != TOLL_DAY_UNKNOWN &&
                          same_days(&before->claim.period, &out->claim.period);
    const bool its_toll = event && !isnan(out->claim.quantity.point) && same_day(s, out) && s->event_before.sentence + 1 >= s->sentence;
    if (where_is_of_war(out) && !back && !goes_on && !out->points_back && !one_blow && !its_toll) return none;
    const spot site = event ? site_again(reader) : none;
    if (site.known) return site;
    const spot kind = where_by_kind(reader);
    if (kind.known) return kind;
    const bool own_sum = out->several && !when_several_go_on(reader, out), listed = out->several && s->spot.several;
    if ((own_sum || listed) && !back && !goes_on) return none; /* of more attacks or places than those told last */
    uint32_t since = s->sentence - (s->held > s->spot.sentence ? s->held : s->spot.sentence);
    if (!narrow || (event && !back && s->event_before.known && !claim_same_event(&s->event_before, out) && same_day(s, out))) return none;
    const spot *where = &s->event_before.where; /* "in the district ... a compound in the village of X": a finer place told since */
    bool since_told = s->spot.known && where->known && since <= NEAR && s->spot.sentence > where->sentence;
    if (since_told && !other && is_finer(&s->spot, where)) return s->spot;
    if (event && !s->event_over && same_day(s, out) && s->event_before.where.known && s->sentence - s->event_before.sentence <= BACK &&
        (!s->spot.known || since > NEAR || out->points_back))
        return s->event_before.where;
    if (s->spot.known && since <= (back ? BACK : other ? 0 : NEAR)) return s->spot;
    if (other || out->new_attack) return other ? none : headline_place(reader);
    return s->scene.known && !s->many_scenes && !other_scene(s, out) ? s->scene : headline_place(reader);
}

/* Where somebody spoke, or for which place, is where it happened only if the text names no other: "a doctor in X said", "the X governor said". */
static spot place_by_source(const toll_claim_reader *reader, draft *out, bool back)
{
    const spot told = place_of_story(reader, out, back);
    const bool finer = told.known && claim_place_rank(told.place.precision) <= RANK_PROVINCE && !told.place.id && out->place_country &&
                       told.country &&
                       !strcmp(out->place_country, told.country); /* "a councillor in X province" tells of it, in the country's east */
    if (told.known && !finer) return told;
    bool days = out->claim.period.kind == TOLL_PERIOD_EVENT || out->claim.period.kind == TOLL_PERIOD_WINDOW;
    if (out->place_said && !days) return (spot){.known = false}; /* "a doctor in X spoke of 40 a day": of the war */
    return (spot){.place = out->claim.place, .country = out->place_country, .sentence = reader->story.sentence, .known = true};
}

bool where_same_spot(const toll_claim_reader *reader, const spot *a, const spot *b)
{
    if (a->place.id && b->place.id) return strcmp(a->place.id, b->place.id) == 0;
    const char *text = reader->parse.view.text.data;
    return a->place.span.len == b->place.span.len && !memcmp(text + a->place.span.off, text + b->place.span.off, a->place.span.len);
}

/* The scene is set by the first place of a loss; a finer one soon after (the town, the village after the province) takes its stead. */
static void note_scene(toll_claim_reader *reader, const spot *found, const draft *out)
{
    enum { SOON = 4 };
    story *s = &reader->story;
    bool finer = s->scene.known && s->sentence - s->scene.sentence <= SOON &&
                 claim_place_rank(found->place.precision) > claim_place_rank(s->scene.place.precision) &&
                 claim_place_rank(s->scene.place.precision) <= RANK_DISTRICT;
    if (!s->scene.known || finer) s->scene = *found, s->scene_day = out->day_said ? out->claim.period.from : TOLL_DAY_UNKNOWN;
    else if (!where_same_spot(reader, &s->scene, found) && claim_place_rank(found->place.precision) > RANK_DISTRICT) s->many_scenes = true;
}

/* "Bombs killed 25 in Homs. Another 100 were wounded in the X quarter": the attack was there, by what was told since. */
static void refine_event(toll_claim_reader *reader, const spot *found, const draft *out)
{
    story *s = &reader->story;
    moment *event = &s->event;
    if (!event->known || !event->where.known || event->sentence >= s->sentence || s->event_over || out->new_attack || out->apart) return;
    if (out->claim.period.kind != TOLL_PERIOD_EVENT) return;
    bool next = out->claim.period.from == TOLL_DAY_UNKNOWN && event->sentence + 1 == s->sentence;
    if (!next && out->claim.period.from != event->from) return;
    bool one_country = !found->country || !event->where.country || !strcmp(found->country, event->where.country);
    int rank = claim_place_rank(found->place.precision);
    if (one_country && (rank >= RANK_NEAR || rank >= claim_place_rank(event->where.place.precision))) event->where = *found;
}

/* "X has seen the worst: many died there": the "there" of the place that its own sentence names before. */
static bool is_there_of(const toll_claim_reader *reader, unsigned there, const spot *place)
{
    const toll_note *word = note_at(&reader->parse.view, there, claim_class.same_place);
    return word && word->len == 1 && reader->parse.view.tokens[there].off > place->place.span.off;
}

void claim_where(toll_claim_reader *reader, const tie *loss, draft *out)
{
    spot best = {.place = out->claim.place,
        .country = out->place_country,
        .sentence = reader->story.sentence,
        .known = out->place_said,
        .several = out->places};
    const moment *event = &reader->story.event_before;
    bool row = loss->column && reader->parse.above &&
               reader->parse.above->column_count > 1; /* the title's place is that of the table's rows */
    out->entry = is_entry(reader);
    out->unplaced = where_is_unplaced(reader, out);
    const unsigned back_at = where_points_back(reader);
    bool back = back_at, event_period = out->claim.period.kind == TOLL_PERIOD_EVENT;
    if (out->place_of_source) best = place_by_source(reader, out, back);
    else if (!best.known && row && reader->story.headline_spot.known) best = reader->story.headline_spot;
    else if (!best.known) best = place_of_story(reader, out, back);
    else if (claim_place_rank(best.place.precision) <= RANK_PROVINCE && !out->apart) {
        spot finer = {
            .known = false}; /* "the attack left 50 dead, said the group, which fights in X"; "wounded in the city, in X region" */
        bool attack = out->points_back && event_period && event->where.known && same_day(&reader->story, out) &&
                      !when_comes_after(reader, out->claim.quantity.span.off);
        if (attack) finer = event->where;
        else if (back && !is_there_of(reader, back_at - 1, &best)) finer = place_of_story(reader, out, back);
        if (finer.known && claim_place_rank(finer.place.precision) >= RANK_NEAR) best = finer;
    }
    out->claim.place = best.known ? best.place : (toll_place){.lat = (double)NAN, .lon = (double)NAN};
    bool goes_on = best.known && !out->place_said && event_period && reader->story.spot.known &&
                   where_same_spot(reader, &best, &reader->story.spot);
    if (goes_on) reader->story.held = reader->story.sentence; /* the story is still there */
    if (best.known && out->place_said && !out->place_of_source) {
        refine_event(reader, &best, out);
        reader->story.spot = best;
        reader->story.held = 0;
        note_scene(reader, &best, out);
    }
    claim_whose_here(reader, loss, out, &best);
}
