/* The story so far: which countries and groups it names, which conflict it tells of, whom "the enemy" means, which zone the sentence
 * stands in. Updated sentence by sentence; nothing here looks back. */
#include "inside.h"

void claim_story_start(toll_claim_reader *reader)
{
    reader->story = (story){.zone = TOLL_ZONE_HEADLINE, .today = reader->document->published, .anchor = TOLL_DAY_UNKNOWN};
    reader->story.spot.place.lat = reader->story.headline_spot.place.lat = (double)__builtin_nan("");
    reader->story.spot.place.lon = reader->story.headline_spot.place.lon = (double)__builtin_nan("");
}

/* How a side is named: by its places alone, by name, as an armed group, as a state's own force with a name (village guards are no insurgents). */
typedef enum naming { BY_PLACE, BY_NAME, AS_GROUP, AS_FORCE } naming;

static void count_side(story *s, const char *side, naming how)
{
    const side_count one = {
        .side = side, .count = 1, .named = how >= BY_NAME, .group = how >= AS_GROUP, .force = how == AS_FORCE, .sentence = s->sentence};
    if (!side || !*side) return;
    s->guess_fresh = false;
    for (size_t i = 0; i < s->side_count; i++)
        if (toll_same(s->sides[i].side, side)) {
            s->sides[i].count++, s->sides[i].named |= one.named, s->sides[i].group |= one.group, s->sides[i].force |= one.force;
            s->sides[i].sentence = s->sentence;
            return;
        }
    if (s->side_count < SIDE_LIMIT) s->sides[s->side_count++] = one;
}

void claim_story_sentence(toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    const toll_sentence_view *view = &parse->view;
    story *s = &reader->story;
    if (parse->sentence->flags & TOLL_SENTENCE_PARAGRAPH) s->paragraph = s->sentence;
    claim_zone(reader);
    claim_seat_sentence(reader);
    s->line = 0;
    enum { MOST = 3 };     /* what one phrase may weigh against the whole text */
    unsigned borrowed = 0; /* end of a phrase that only borrows a word of war ("price war") */
    unsigned warlike = 0;  /* ... of one of war that holds another's words: in "U-boats sank" no boat sank */
    for (unsigned at = 0; at < view->count; at++) {
        if (!parse->name_len[at] && !parse->inside_name[at] && !has_class(view, at, k->context)) continue;
        const toll_note *context = at >= borrowed ? note_at(view, at, k->context) : NULL;
        if (context && reader->tables->weights[context->table]) {
            int weight = reader->tables->weights[context->table][context->row];
            if (weight < 0 && at < warlike) weight = 0;
            s->war += weight < -MOST ? -MOST : weight, s->line += weight;
            if (weight <= 0) borrowed = at + context->len;
            else if (at + context->len > warlike) warlike = at + context->len;
        }
        if (!parse->name_len[at] && !parse->inside_name[at]) continue;
        if (parse->inside_name[at]) { /* "Syrian Observatory": the state is spoken of all the same */
            const toll_note *nation = note_at(view, at, k->nationality);
            count_side(s, nation ? claim_cell(reader->tables->tables, nation, "id") : NULL, BY_PLACE);
            continue;
        }
        const toll_note *first = parse->name_len[at] > 1 ? note_at(view, at, k->nationality) : NULL;
        if (first && first->len < parse->name_len[at]) count_side(s, claim_cell(reader->tables->tables, first, "id"), BY_PLACE);
        const uint8_t kinds[] = {k->group, k->nationality, k->country, k->capital};
        for (size_t i = 0; i < sizeof kinds; i++) {
            const toll_note *note = note_at(view, at, kinds[i]);
            if (!note || note->len != parse->name_len[at]) continue;
            const char *side = kinds[i] == k->group ? claim_group_side(reader, note) : claim_cell(reader->tables->tables, note, "id");
            if (!side || !*side) break;
            bool seat = claim_is_stance(view, at, note->len) && has_class(view, at + note->len + 1, k->seat); /* "UK-based" */
            if (seat) break;
            bool many = kinds[i] == k->group && view->tokens[at].shape == TOLL_SHAPE_LOWER && !claim_fights(reader, side);
            if (many) break; /* "communist rebels" of another country */
            bool group = kinds[i] == k->group && !claim_is_state(side),
                 force = group && !strcmp(claim_cell(reader->tables->tables, note, "kind"), "state_force");
            count_side(s, side, force ? AS_FORCE : group ? AS_GROUP : BY_NAME);
            if (kinds[i] == k->nationality) claim_soldiers_named(reader, at + note->len, side);
            if (kinds[i] == k->nationality && has_class(view, at + note->len, k->enemy)) s->enemy = side;
            break;
        }
        const toll_note *actor = note_at(view, at, k->actor), *place = claim_place_named(reader, at);
        if (actor && actor->len == parse->name_len[at]) {
            const char *side = claim_cell(reader->tables->tables, actor, "side");
            count_side(s, *side ? side : NULL, BY_NAME);
            if (claim_is_state(side)) claim_soldiers_named(reader, at + actor->len - 1u, side); /* "U.S. Marines ... eight marines" */
        }
        if (place && place->len == parse->name_len[at]) {
            const char *country = claim_cell(reader->tables->tables, place, "country");
            count_side(s, *country ? country : NULL, BY_PLACE);
            bool written = s->country && !at &&
                           view->tokens[at].shape == TOLL_SHAPE_UPPER; /* "NAIROBI -": where news of elsewhere is written */
            if (*country && !written) s->country = country;
        }
    }
    const toll_note *named = claim_note_in(view, (toll_extent){0, view->count}, k->conflict);
    if (named && named->table == reader->tables->conflict_table && !s->conflict) {
        const conflict *war = &reader->tables->conflicts[named->row];
        toll_day published = reader->document->published;
        bool fits = published == TOLL_DAY_UNKNOWN || ((war->from == TOLL_DAY_UNKNOWN || published >= war->from) &&
                                                         (war->to == TOLL_DAY_UNKNOWN || published <= war->to + 366));
        if (fits) s->conflict = war;
    }
}
