/* Who has been named so far: speakers by the words that named them ("Deby said", of the president introduced before), and institutions that the text
 * names in full though they have not spoken yet.
 *
 * In: the words of a source, the speakers that the story keeps. Out: a claimant known before. Each name is sought in the words of a bounded number
 * of speakers. */
#include "speaker.h"

#include <ctype.h>

/* --- surnames */
static bool same_letters(const char *a, const char *b, size_t len)
{
    while (len && tolower((unsigned char)*a) == tolower((unsigned char)*b)) a++, b++, len--;
    return !len;
}

static bool has_word(toll_text text, const char *word, size_t len)
{
    for (size_t at = 0; at + len <= text.len; at++)
        if (same_letters(text.data + at, word, len) && (at == 0 || !isalpha((unsigned char)text.data[at - 1])) &&
            (at + len == text.len || !isalpha((unsigned char)text.data[at + len])))
            return true;
    return false;
}

bool claim_names_word(const toll_claim_reader *reader, toll_span names, unsigned at)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_token *word = &view->tokens[at];
    if (word->kind != TOLL_TOKEN_WORD || !names.len) return false;
    return has_word((toll_text){view->text.data + names.off, names.len}, view->text.data + word->off, word->len);
}

/* Of those who spoke, the last whose words hold the word at `at`. */
const toll_claimant *claim_known_as(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_token *word = &view->tokens[at];
    if (word->kind != TOLL_TOKEN_WORD) return NULL;
    for (size_t i = reader->story.known_speakers; i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        toll_text words = {view->text.data + known->span.off, known->span.len};
        if (has_word(words, view->text.data + word->off, word->len)) return known;
    }
    return NULL;
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
        claim_same_as(out, known);
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
    if (found->kind && !strcmp(found->kind, "ngo")) {
        s->many_ngos |= s->ngo.id && strcmp(s->ngo.id, found->id);
        if (!s->ngo.id) s->ngo = *found;
    }
    if (s->known_speakers == room) memmove(&s->known[0], &s->known[1], --s->known_speakers * sizeof s->known[0]);
    s->known[s->known_speakers++] = *found;
}

/* --- institutions */
static bool is_state_word(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    return note_at(view_of(reader), at, k->country) || note_at(view_of(reader), at, k->capital);
}

/* The words of an institution with the state it belongs to beside it: "Kenya's army", "the defence ministry in Kyiv"; count 0 = none named. */
static toll_extent with_state(const toll_claim_reader *reader, unsigned at, unsigned len)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned end = at + len;
    if (at && note_at(view, at - 1, k->nationality)) return (toll_extent){(uint16_t)(at - 1), (uint16_t)(len + 1)};
    bool owned = at > 1 && is_mark(view, at - 1, TOLL_MARK_CLITIC);
    if (owned && is_state_word(reader, at - 2)) return (toll_extent){(uint16_t)(at - 2), (uint16_t)(len + 2)};
    bool joined = has_class(view, end, k->of) || has_class(view, end, k->preposition);
    if (joined && is_state_word(reader, end + 1)) return (toll_extent){(uint16_t)at, (uint16_t)(len + 2)};
    return (toll_extent){0, 0};
}

/* Institutions that the text names in full are known when only "the ministry" returns, though they have not spoken yet. */
void claim_introduce_named(toll_claim_reader *reader)
{
    const toll_sentence_view *view = view_of(reader);
    if (!toll_classes_has(reader->scratch.all, claim_class.institution)) return;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *note = note_at(view, at, claim_class.institution);
        if (!note || !cell(reader, note, "suffix")) continue;
        toll_extent words = with_state(reader, at, note->len);
        toll_claimant found = {.span = toll_extent_span(view, words)};
        if (words.count && claim_actor(reader, words, &found)) claim_introduce(reader, &found);
        at += note->len - 1u;
    }
}
