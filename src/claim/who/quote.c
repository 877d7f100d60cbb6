/* Who spoke is remembered for the sentences to come; a quotation of several sentences whose speaker is named only in a later one gets him
 * back. Each claim of a quotation is looked at once. */
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

/* --- quotations */
/* The claims of the present quotation that nobody has been found for yet. */
static void lend_back(toll_claim_reader *reader, const toll_attribution *a, const toll_claimant *found)
{
    const sentence_parse *parse = &reader->parse;
    story *s = &reader->story;
    if (!(parse->sentence->flags & TOLL_SENTENCE_QUOTED) || !(speaker_holds(a, 0) || speaker_holds(a, 1))) return;
    for (size_t i = s->quote_draft; i < reader->draft_count; i++) {
        draft *d = &reader->drafts[i];
        bool open = d->who_carried || (!d->claim.claimant.id && !d->claim.claimant.span.len);
        if (d->quoted && open) d->claim.claimant = *found;
    }
    s->quote_draft = reader->draft_count;
}

/* A sentence that does not begin inside quotation marks may open them: its own claims are the first of that quotation. */
static void begin_quote(toll_claim_reader *reader)
{
    story *s = &reader->story;
    if (reader->parse.sentence->flags & TOLL_SENTENCE_QUOTED) return;
    s->quote_draft = reader->draft_count;
    while (s->quote_draft && reader->drafts[s->quote_draft - 1].sentence == s->sentence) s->quote_draft--;
}

/* "It said", "the document states": whoever spoke last is heard again. */
static bool heard_again(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, bool paper)
{
    toll_claimant who = {.span = {0, 0}};
    speaker *last = &reader->story.speaker;
    bool definite = paper && has_class(view_of(reader), words.first, claim_class.determiner) && words.count <= 3;
    if (words.count > 1 && speaker_named(reader, words, &who)) return false; /* "the Observatory" names itself */
    if (!speaker_is_pronoun(reader, a) && !(definite && last->known && !speaker_named(reader, words, &who))) return false;
    toll_claimant meant = {.span = toll_extent_span(view_of(reader), words)}; /* "the ministry": not the last, but one before */
    if (words.count > 1 && !paper && speaker_refers_back(reader, a, words, &meant) && meant.id)
        *last = (speaker){.claimant = meant, .known = true};
    if (last->known) last->sentence = reader->story.sentence, last->paper |= paper;
    return true;
}

/* --- who is spoken of */
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

/* A statement, a report; the "News" of an outlet's name is none. */
static bool is_paper(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *noun = claim_longest_in(reader, words, claim_class.cue_noun);
    for (unsigned at = words.first; noun && at < toll_extent_end(words); at++)
        if (note_at(view_of(reader), at, claim_class.cue_noun) == noun)
            return at == words.first || view_of(reader)->tokens[at].shape != TOLL_SHAPE_CAPITAL;
    return false;
}

/* "SANA said. It added": an outlet with nobody behind it is what "it" may mean, and who says the quotation. */
static void glimpse_outlet(toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    toll_claimant found = {.span = toll_extent_span(view_of(reader), speaker_outlet_words(reader, words))};
    speaker_outlet(reader, words, &found);
    lend_back(reader, a, &found);
    reader->story.glimpsed = (speaker){.claimant = found, .sentence = reader->story.sentence, .known = true, .paper = true};
}

/* "X said officers told him that": heard in the words of X, who is the speaker still. */
static bool is_retold(const toll_claim_reader *reader, const toll_attribution *a)
{
    const sentence_parse *parse = &reader->parse;
    const toll_note *outlet;
    for (const toll_attribution *b = parse->attributions; b < a; b++) {
        const bool tells = b->side == TOLL_SIDE_SUBJECT && b->source.count && !(b->flags & TOLL_ATTRIBUTION_WEAK) &&
                           a->source.first > b->cue.first;
        if (!tells || !speaker_holds(b, a->cue.first) || speaker_finds(reader, b)) continue;
        if (!speaker_relays(reader, b, speaker_words(reader, b), &outlet)) return true;
    }
    return false;
}

static bool is_person(const toll_claim_reader *reader, toll_extent words)
{
    return claim_longest_in(reader, words, claim_class.title) || claim_named_in(reader, words, claim_class.person);
}

static void remember(toll_claim_reader *reader, const toll_attribution *a)
{
    const toll_note *outlet;
    toll_extent words = speaker_words(reader, a);
    bool paper = is_paper(reader, words);
    if (speaker_relays(reader, a, words, &outlet)) {
        if (speaker_is_alone(reader, a)) glimpse_outlet(reader, a, words);
        return;
    }
    if (speaker_is_footage(reader, words) || heard_again(reader, a, words, paper)) return;
    toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
    speaker_identify(reader, a, words, &found);
    claim_introduce(reader, &found);
    lend_back(reader, a, &found);
    speaker heard = {.claimant = found, .sentence = reader->story.sentence, .known = true, .paper = paper};
    speaker *last = &reader->story.speaker;
    bool outer = last->known && last->sentence == heard.sentence && (last->claimant.id || !last->paper) && is_retold(reader, a);
    if (!outer) *last = heard;
    if (!outer || !found.id || speaker_is_bare_paper(reader, words)) return;
    heard.retold = true, heard.paper = !is_person(reader, words);
    reader->story.glimpsed = heard;
}

/* "The spokesman called it a crime": he has said no figure, but the next sentence may go back to him. */
static void glimpse(toll_claim_reader *reader, const toll_attribution *a)
{
    toll_extent words = speaker_words(reader, a);
    const toll_note *outlet;
    toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
    if (speaker_is_pronoun(reader, a) || speaker_relays(reader, a, words, &outlet)) return;
    if (!is_person(reader, words)) return;
    speaker_identify(reader, a, words, &found);
    claim_introduce(reader, &found);
    reader->story.glimpsed = (speaker){.claimant = found, .sentence = reader->story.sentence, .known = true};
}

/* The sentence need not have been cut into phrases. "Pakistan-based" is no verb, nor is the "Study" of a name. */
static bool is_verb(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = view_of(reader);
    if (!toll_classes_meet(view->scratch->classes[at], claim_class.any_verb)) return false;
    return !at || (view->tokens[at - 1].mark != '-' && view->tokens[at].shape != TOLL_SHAPE_CAPITAL);
}

/* "The group claimed responsibility. It said": whoever a sentence without speech is about, for "it". */
static void glimpse_subject(toll_claim_reader *reader)
{
    enum { SUBJECT = 24 };
    const toll_sentence_view *view = view_of(reader);
    unsigned end = 0;
    if (reader->story.glimpsed.known && reader->story.glimpsed.sentence == reader->story.sentence) return;
    while (end < view->count && end <= SUBJECT && !is_verb(reader, end)) end++;
    if (end == view->count) return;
    while (end && is_mark(view, end - 1, ',')) end--;
    toll_extent words = {0, (uint16_t)end};
    toll_claimant found = {.span = toll_extent_span(view, words)};
    const claim_classes *k = &claim_class;
    const toll_note *last = end ? note_at(view, end - 1, k->institution) : NULL; /* "an activist group" */
    bool body = last && !note_at(view, end - 1, k->title);
    bool somebody = (!body && claim_longest_in(reader, words, k->title)) || claim_named_in(reader, words, k->person); /* "he", not "it" */
    if (!end || end > SUBJECT || !claim_actor(reader, words, &found) || !found.id) return;
    reader->story.glimpsed = (speaker){.claimant = found, .sentence = reader->story.sentence, .known = true, .paper = !somebody};
}

/* Remembers the sentence's speaker for the sentences to come. */
void claim_who_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    bool heard = false;
    begin_quote(reader);
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!a->source.count || speaker_finds(reader, a)) continue;
        if (a->flags & TOLL_ATTRIBUTION_WEAK) glimpse(reader, a);
        else remember(reader, a);
        heard |= !(a->flags & TOLL_ATTRIBUTION_WEAK);
    }
    if (!heard) glimpse_subject(reader);
}
