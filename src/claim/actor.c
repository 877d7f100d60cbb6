/* What institution words name: an actor of the tables, a person's office, a group, or one composed from a state or place and a kind of
 * institution ("Russian defence ministry" -> rus-mod). Surnames go back to whoever was introduced by name and office. */
#include "inside.h"

#include <ctype.h>
#include <stdio.h>

char *claim_string(toll_claim_reader *reader, const char *data, size_t len)
{
    char *copy = toll_arena_string(&reader->arena, data, len);
    if (!copy) reader->status = TOLL_E_MEMORY;
    return copy;
}

/* --- ids: what the words of a source name */
static char *compose(toll_claim_reader *reader, const char *head, const char *suffix)
{
    char id[96];
    size_t len = 0;
    for (; *head && len < 60; head++) {
        unsigned char ch = (unsigned char)*head;
        if (isalnum(ch)) id[len++] = (char)tolower(ch);
        else if (len && id[len - 1] != '-') id[len++] = '-';
    }
    while (len && id[len - 1] == '-') len--;
    int added = snprintf(id + len, sizeof id - len, "-%s", suffix);
    return claim_string(reader, id, len + (added > 0 ? (size_t)added : 0));
}

const toll_note *claim_longest_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    const toll_note *best = NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, class_);
        if (note && at + note->len <= toll_extent_end(extent) && (!best || note->len > best->len)) best = note;
    }
    return best;
}

/* A name note that is not inside a longer name. */
const toll_note *claim_named_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        if (reader->parse.inside_name[at] || !reader->parse.name_len[at]) continue;
        const toll_note *note = note_at(view_of(reader), at, class_);
        if (note && note->len == reader->parse.name_len[at] && !claim_is_stance(view_of(reader), at, note->len)) return note;
    }
    return NULL;
}

static const char *state_in(const toll_claim_reader *reader, toll_extent extent)
{
    const claim_classes *k = &reader->tables->classes;
    const uint8_t order[] = {k->nationality, k->country, k->capital};
    for (size_t i = 0; i < sizeof order; i++) {
        const toll_note *note = claim_named_in(reader, extent, order[i]);
        if (note) return cell(reader, note, "id");
    }
    return NULL;
}

/* The side of whoever spoke last of those whose id ends in `suffix`. */
static const char *last_of_kind(const toll_claim_reader *reader, const char *suffix)
{
    size_t len = strlen(suffix);
    for (size_t i = reader->story.known_speakers; i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        size_t at = strlen(known->id);
        if (known->side && at > len && known->id[at - len - 1] == '-' && !strcmp(known->id + at - len, suffix)) return known->side;
    }
    return NULL;
}

/* The state an unqualified "defence ministry" belongs to: that of the last one spoken of, of the last speaker, of the story. */
static const char *state_implied(const toll_claim_reader *reader, const char *suffix)
{
    const char *same = last_of_kind(reader, suffix);
    if (same) return same;
    if (reader->story.speaker.known && reader->story.speaker.claimant.side) return reader->story.speaker.claimant.side;
    const char *country = reader->story.country ? reader->story.country : reader->story.home;
    return country && claim_side_facts(reader, country)->at_war ? country : NULL;
}

static void set_kind(toll_claimant *out, const char *kind, const char *fallback)
{
    out->kind = kind ? kind : fallback;
}

bool claim_actor(toll_claim_reader *reader, toll_extent extent, toll_claimant *out)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_note *actor = claim_named_in(reader, extent, k->actor), *person = claim_named_in(reader, extent, k->person),
                    *group = claim_named_in(reader, extent, k->group);
    const toll_note *institution = claim_longest_in(reader, extent, k->institution), *title = claim_longest_in(reader, extent, k->title);
    const char *state = state_in(reader, extent);
    const char *suffix = institution ? cell(reader, institution, "suffix") : NULL;
    if (!suffix && title) suffix = cell(reader, title, "suffix");
    if (actor) {
        out->id = cell(reader, actor, "id");
        out->side = cell(reader, actor, "side");
        set_kind(out, cell(reader, actor, "kind"), NULL);
        return true;
    }
    if (person && cell(reader, person, "institution")) {
        out->id = cell(reader, person, "institution");
        out->side = cell(reader, person, "side");
        set_kind(out, NULL, "official");
        return true;
    }
    if (suffix) {
        static const char *const local[] = {"rma", "governor", "mayor", "police", "administration", "emergency-service", "hospital"};
        const toll_note *place = claim_named_in(reader, extent, k->place);
        bool is_local = false;
        for (size_t i = 0; i < sizeof local / sizeof local[0]; i++) is_local |= !strcmp(suffix, local[i]);
        const char *country = place ? cell(reader, place, "country") : NULL;
        if (is_local && place && !(state && !strcmp(suffix, "police"))) {
            out->id = compose(reader, cell(reader, place, "name"), suffix);
            out->side = country;
            set_kind(out, institution ? cell(reader, institution, "kind") : NULL, "official");
            return true;
        }
        if (!state && group) {
            out->id = cell(reader, group, "id");
            out->side = out->id;
            set_kind(out, "party", NULL);
            return true;
        }
        if (!state) state = state_implied(reader, suffix);
        if (!state && country) state = country;
        if (state) {
            out->id = compose(reader, state, suffix);
            out->side = state;
            set_kind(out, institution ? cell(reader, institution, "kind") : NULL, "official");
            return true;
        }
        set_kind(out, institution ? cell(reader, institution, "kind") : NULL, "official");
        return false;
    }
    if (group) {
        out->id = cell(reader, group, "id");
        out->side = out->id;
        set_kind(out, "party", NULL);
        return true;
    }
    if (state) {
        out->id = compose(reader, state, "gov");
        out->side = state;
        set_kind(out, "party", NULL);
        return true;
    }
    set_kind(out, title ? "official" : NULL, NULL);
    return false;
}

/* --- surnames */
static bool has_word(toll_text text, const char *word, size_t len)
{
    for (size_t at = 0; at + len <= text.len; at++)
        if (!memcmp(text.data + at, word, len) && (at == 0 || text.data[at - 1] == ' ') &&
            (at + len == text.len || !isalpha((unsigned char)text.data[at + len])))
            return true;
    return false;
}

/* "Deby said": a name without title whose bearer was introduced before. */
bool claim_introduced(const toll_claim_reader *reader, toll_extent source, toll_claimant *out)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_token *name = source.count ? &view->tokens[toll_extent_end(source) - 1u] : NULL;
    if (!name || source.count > 3 || name->kind != TOLL_TOKEN_WORD || name->shape == TOLL_SHAPE_LOWER || name->len < 3) return false;
    for (size_t i = 0; i < reader->story.known_speakers; i++) {
        const toll_claimant *known = &reader->story.known[i];
        toll_text words = {view->text.data + known->span.off, known->span.len};
        if (!has_word(words, view->text.data + name->off, name->len)) continue;
        out->id = known->id, out->side = known->side, out->kind = known->kind;
        return true;
    }
    return false;
}

/* Remembers a speaker by the words that named him; of more than there is room for, the latest. */
void claim_introduce(toll_claim_reader *reader, const toll_claimant *found)
{
    story *s = &reader->story;
    const size_t room = sizeof s->known / sizeof s->known[0];
    if (!found->id || !found->span.len) return;
    for (size_t i = 0; i < s->known_speakers; i++)
        if (s->known[i].span.off == found->span.off) return;
    if (s->known_speakers == room) memmove(&s->known[0], &s->known[1], --s->known_speakers * sizeof s->known[0]);
    s->known[s->known_speakers++] = *found;
}
