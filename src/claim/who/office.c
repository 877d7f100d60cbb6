/* Offices whose state their words do not give: "the Defence Ministry" of a headline, "police" in a lead that names no country yet.
 *
 * In: while the text is read, the capital in its date line, each office that is named with its state, and each that is guessed or left open.
 * At the end an office that the text names of one state only is that state's wherever it stands; one left open is of the state that the text
 * turned out to tell of. Out: ids and sides of the drafts' claimants. At most OFFICE_LIMIT of each are kept, so that every draft is looked at a
 * bounded number of times. */
#include "claim/inside.h"

#include <ctype.h>

/* "MOSCOW, 2 Nov (Reuters) -": what is written in a capital tells of its state's offices without its name. */
void claim_seat_sentence(toll_claim_reader *reader)
{
    enum { EARLY = 8, HEAD = 16 };
    const toll_sentence_view *view = view_of(reader);
    const toll_note *capital = view->count ? note_at(view, 0, claim_class.capital) : NULL;
    if (!capital || reader->story.seat || reader->story.sentence > EARLY || view->tokens[0].shape != TOLL_SHAPE_UPPER) return;
    for (unsigned at = capital->len; at + 1 < view->count && at < HEAD; at++) {
        const toll_token *mark = &view->tokens[at];
        bool dash = mark->kind == TOLL_TOKEN_MARK && (mark->mark == TOLL_MARK_DASH || mark->mark == '-');
        if (!dash || !(mark->flags & TOLL_TOKEN_SPACE)) continue;
        reader->story.seat = cell(reader, capital, "id");
        return;
    }
}

static office_row *named_as(story *s, const char *suffix)
{
    for (size_t i = 0; i < s->named_office_count; i++)
        if (!strcmp(s->named_offices[i].suffix, suffix)) return &s->named_offices[i];
    return NULL;
}

void claim_office_named(toll_claim_reader *reader, const char *suffix, const char *state)
{
    story *s = &reader->story;
    office_row *known = named_as(s, suffix);
    if (known && known->state && strcmp(known->state, state) != 0) known->state = NULL;
    if (!known && s->named_office_count < OFFICE_LIMIT)
        s->named_offices[s->named_office_count++] = (office_row){.suffix = suffix, .state = state};
}

/* "the Russian Ministry of Defence", where the tables know it by its whole name: "rus-mod" is the "mod" of RUS. */
void claim_office_known(toll_claim_reader *reader, const char *id, const char *state)
{
    if (!id || !claim_is_state(state)) return;
    for (size_t i = 0; i < 3; i++)
        if (id[i] != tolower((unsigned char)state[i])) return;
    if (id[3] == '-') claim_office_named(reader, id + 4, state);
}

/* A guess has good grounds: whoever spoke last is of that state, or the paper is. */
static bool has_grounds(const story *s, const char *state)
{
    bool own = state && ((s->home && toll_same(s->home, state)) || (s->seat && toll_same(s->seat, state)));
    return own || (state && s->speaker.known && s->speaker.claimant.side);
}

void claim_office_guessed(toll_claim_reader *reader, toll_extent words, const char *suffix, const char *state)
{
    story *s = &reader->story;
    if (has_grounds(s, state)) return;
    toll_span span = toll_extent_span(view_of(reader), words);
    for (size_t i = 0; i < s->guessed_office_count; i++)
        if (s->guessed_offices[i].at == span.off) return;
    if (s->guessed_office_count < OFFICE_LIMIT)
        s->guessed_offices[s->guessed_office_count++] = (office_row){
            .suffix = suffix, .id = state ? claim_compose_id(reader, state, suffix) : NULL, .at = span.off};
}

/* Who it is, by all that the text says; false = no better than it was. */
static bool settle(toll_claim_reader *reader, const office_row *guess, toll_claimant *out)
{
    const office_row *named = named_as(&reader->story, guess->suffix);
    const char *state = named ? named->state : NULL;
    bool fights = state && claim_is_military(reader, guess->suffix) && claim_fights(reader, state);
    if (guess->id && !fights) return false; /* the country told of is the better guess for police and rescuers */
    if (!state) state = claim_state_implied(reader, guess->suffix);
    if (!claim_is_state(state)) return false;
    out->id = claim_compose_id(reader, state, guess->suffix), out->side = state;
    return out->id && (!guess->id || strcmp(guess->id, out->id) != 0);
}

static void correct(toll_claimant *claimant, const office_row *guess, const toll_claimant *found)
{
    bool same = guess->id ? claimant->id && !strcmp(claimant->id, guess->id)
                          : !claimant->id && claimant->span.len && claimant->span.off == guess->at;
    if (same) claimant->id = found->id, claimant->side = found->side;
}

void claim_settle_offices(toll_claim_reader *reader)
{
    const story *s = &reader->story;
    for (size_t g = 0; g < s->guessed_office_count && reader->draft_count; g++) {
        toll_claimant found = {.span = {0, 0}};
        if (!settle(reader, &s->guessed_offices[g], &found)) continue;
        for (size_t i = 0; i < reader->draft_count; i++) correct(&reader->drafts[i].claim.claimant, &s->guessed_offices[g], &found);
    }
}
