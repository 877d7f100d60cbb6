/* Speech that a label introduces, and no verb: "[Lima] We lost nine men", "COL. LIMA: We lost nine men", "[Speech] [President X] [Text]",
 * "Source: X, on Telegram". What stands under a label is the word of whoever it names, to the next label; what an asker asks is nobody's.
 *
 * In: the tokens with which a paragraph begins. Out: the story's label, and its speaker. One look at a few tokens a paragraph; of the first
 * sentence, at the brackets behind its date line. */
#include "speaker.h"

enum { FEW = 5, HEADER = 60, GROUP = 40 };

static toll_extent between(unsigned first, unsigned end)
{
    return (toll_extent){(uint16_t)first, (uint16_t)(end > first ? end - first : 0)};
}

static bool has_verb(const toll_sentence_view *view, toll_extent words)
{
    for (unsigned at = words.first; at < toll_extent_end(words); at++)
        if (toll_classes_meet(view->scratch->classes[at], claim_class.any_verb)) return true;
    return false;
}

bool claim_is_label(const toll_claim_reader *reader, unsigned at, const char *kind)
{
    const toll_note *note = note_at(view_of(reader), at, claim_class.talk_label);
    return note && toll_same(cell(reader, note, "value"), kind);
}

/* The words in the brackets that open at `at`; count 0 = they do not close. */
static toll_extent in_brackets(const toll_sentence_view *view, unsigned at)
{
    for (unsigned end = at + 1; end < view->count && end - at <= GROUP; end++)
        if (is_mark(view, end, ']')) return between(at + 1, end);
    return between(at, at);
}

/* The organ of a party carries what the party's own commands say, whatever they are called. */
static bool is_of_publisher(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_claimant *publisher = &reader->story.publisher;
    if (!publisher->id || !publisher->side || claim_is_state(publisher->side)) return false;
    return !claim_named_in(reader, words, k->actor) && !claim_named_in(reader, words, k->group) &&
           !claim_named_in(reader, words, k->person) && !claim_named_in(reader, words, k->nationality) &&
           claim_longest_in(reader, words, k->institution);
}

static void speaks(toll_claim_reader *reader, toll_extent words, bool whole)
{
    story *s = &reader->story;
    toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
    const toll_claimant *known = claim_known_as(reader, toll_extent_end(words) - 1u);
    if (is_of_publisher(reader, words)) found.id = found.side = s->publisher.side, found.kind = "party";
    else if (known) claim_same_as(&found, known);
    else claim_actor(reader, words, &found);
    claim_introduce(reader, &found);
    s->label = (speech_label){.who = {.claimant = found, .sentence = s->sentence, .known = true}, .whole = whole};
    s->speaker = s->label.who;
}

/* --- brackets */
/* "[News conference with Colonel X, of the general staff, by unidentified reporters]": whom the labels below will name. */
static void introduce(toll_claim_reader *reader, toll_extent group)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned first = group.first;
    bool named = false; /* "with reporters by President X": who asks has been named */
    for (unsigned at = group.first; at <= toll_extent_end(group); at++) {
        const bool end = at == toll_extent_end(group);
        if (!end && !has_class(view, at, k->by) && !claim_is_label(reader, at, "with")) continue;
        toll_extent words = between(first, at);
        toll_claimant found = {.span = toll_extent_span(view, words)};
        if (first > group.first && words.count) {
            const bool asks = has_class(view, first - 1u, k->by) && !named;
            if (asks) reader->story.asker = found.span;
            else if (claim_actor(reader, words, &found) && found.id) claim_introduce(reader, &found);
            for (unsigned i = first; i < at; i++) named |= claim_is_label(reader, i, "asker");
        }
        first = at + 1;
    }
}

/* Where the words of the name end: "by President X at the school", "[Lima, in progress]", "[Lima added]". */
static unsigned name_end(const toll_sentence_view *view, unsigned at, unsigned end)
{
    const claim_classes *k = &claim_class;
    const unsigned first = at;
    while (at < end && !has_class(view, at, k->preposition) && !is_mark(view, at, TOLL_MARK_DASH) &&
           !(at > first && has_class(view, at, k->cue_say)))
        at++;
    while (at > first + 1u && is_mark(view, at - 1, ',')) at--;
    return at;
}

/* "[Speech by President X at the school]"; "[Speech]", whose speaker the next brackets name: `next`. */
static void read_header(toll_claim_reader *reader, toll_extent group, bool *next)
{
    const toll_sentence_view *view = view_of(reader);
    const unsigned end = toll_extent_end(group);
    unsigned by = group.first;
    while (by < end && !has_class(view, by, claim_class.by)) by++;
    *next = by == end && group.count <= 3;
    if (by + 1 < end) speaks(reader, between(by + 1, name_end(view, by + 1, end)), true);
}

/* One pair of brackets at the head of a text or of a paragraph; `next`: it names whose the speech is that was announced. */
static void read_brackets(toll_claim_reader *reader, toll_extent group, bool *next)
{
    story *s = &reader->story;
    if (claim_is_label(reader, group.first, "text")) return;
    if (claim_is_label(reader, group.first, "talk")) {
        introduce(reader, group);
        s->talk = true;
    } else if (claim_is_label(reader, group.first, "speech") || claim_is_label(reader, group.first, "statement")) {
        read_header(reader, group, next);
    } else if (*next) {
        speaks(reader, group, true);
        *next = false;
    } else if (claim_is_label(reader, toll_extent_end(group) - 1u, "asker") ||
               claim_names_word(reader, s->asker, toll_extent_end(group) - 1u)) {
        s->label = (speech_label){.asks = true, .whole = true};
        s->talk = true;
    } else if (s->talk && group.count <= FEW) {
        speaks(reader, between(group.first, name_end(view_of(reader), group.first, toll_extent_end(group))), true);
    }
}

/* False where no brackets stand at its head. */
static bool read_header_line(toll_claim_reader *reader)
{
    const toll_sentence_view *view = view_of(reader);
    bool next = false, any = false;
    for (unsigned at = 0; at < view->count && at < HEADER; at++) {
        const toll_extent group = is_mark(view, at, '[') ? in_brackets(view, at) : between(at, at);
        if (!group.count) continue;
        const bool follows = !at || is_mark(view, at - 1, ']') || is_mark(view, at - 1, TOLL_MARK_DASH) || is_mark(view, at - 1, '-');
        if (!follows) break;
        read_brackets(reader, group, &next);
        any = true;
        at = toll_extent_end(group);
    }
    return any;
}

/* --- colons */
/* The words before the colon with which a label ends; count 0 = none. All of them have capitals. */
static toll_extent before_colon(const toll_sentence_view *view)
{
    for (unsigned at = 0; at < view->count && at <= FEW; at++) {
        if (at && is_mark(view, at, ':')) return between(0, at);
        const toll_token *token = &view->tokens[at];
        const bool stop = at && is_mark(view, at, '.');
        if (!stop && (token->kind != TOLL_TOKEN_WORD || token->shape == TOLL_SHAPE_LOWER)) break;
    }
    return between(0, 0);
}

/* "Source: X, head of the administration, on Telegram": up to through what he spoke. */
static toll_extent source_named(const toll_claim_reader *reader, unsigned first)
{
    const toll_sentence_view *view = view_of(reader);
    unsigned end = first;
    for (; end < view->count; end++) {
        const bool stop = is_mark(view, end, ';') || is_mark(view, end, '(') || (is_mark(view, end, '.') && end + 1 >= view->count);
        if (stop || (is_mark(view, end, ',') && has_class(view, end + 1, claim_class.preposition))) break;
        if (has_class(view, end, claim_class.preposition) && note_at(view, end + 1, claim_class.outlet)) break;
    }
    return between(first, end);
}

/* The claims of the lead that nobody was found for are his. */
static void lend_above(toll_claim_reader *reader)
{
    const story *s = &reader->story;
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_claim *claim = &reader->drafts[i].claim;
        const bool open = !claim->claimant.id && !claim->claimant.span.len && !claim->alternative_count;
        if (open && claim->zone != TOLL_ZONE_HEADLINE) claim->claimant = s->label.who.claimant;
    }
}

static void read_source(toll_claim_reader *reader, unsigned first)
{
    const toll_extent words = source_named(reader, first);
    const toll_note *outlet;
    toll_claimant found = {.span = {0, 0}};
    if (!words.count || speaker_relays(reader, NULL, words, &outlet)) return;
    if (!claim_actor(reader, words, &found) || !found.id) return; /* "Source: agencies" */
    speaks(reader, words, true);
    lend_above(reader);
}

/* A colon behind a name that speaks: one with a title, one that spoke before, or the other party of a talk. */
static void read_colon(toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    story *s = &reader->story;
    if (claim_is_label(reader, 0, "source") && words.count == 1) {
        read_source(reader, toll_extent_end(words) + 1u);
    } else if (claim_is_label(reader, 0, "end")) {
        s->label.who.known = false;
    } else if (claim_is_label(reader, toll_extent_end(words) - 1u, "asker") ||
               claim_names_word(reader, s->asker, toll_extent_end(words) - 1u)) {
        s->label = (speech_label){.asks = true, .whole = s->talk};
        s->talk = true;
    } else {
        const bool titled = note_at(view, 0, k->title) && words.count > 1;
        const bool known = claim_known_as(reader, toll_extent_end(words) - 1u) != NULL || claim_named_in(reader, words, k->person);
        const bool place = claim_named_in(reader, words, k->place) || claim_named_in(reader, words, k->capital);
        const bool talks = s->talk && !place && view->tokens[0].shape == TOLL_SHAPE_UPPER;
        const bool tells = has_verb(view, words); /* "Lima Mourns: ..." */
        if (!tells && (titled || talks || known)) speaks(reader, words, s->talk);
    }
}

void claim_label_sentence(toll_claim_reader *reader)
{
    const toll_sentence_view *view = view_of(reader);
    story *s = &reader->story;
    const uint32_t flags = reader->parse.sentence->flags;
    if (s->sentence && !(flags & (TOLL_SENTENCE_PARAGRAPH | TOLL_SENTENCE_LINE))) return;
    if (!s->label.whole && flags & TOLL_SENTENCE_PARAGRAPH) s->label = (speech_label){.asks = false};
    if (!view->count) return;
    if ((!s->sentence || is_mark(view, 0, '[')) && read_header_line(reader)) return;
    const toll_extent words = before_colon(view);
    if (words.count && s->zone != TOLL_ZONE_HEADLINE) read_colon(reader, words);
}

bool speaker_is_labelled(const toll_claim_reader *reader, toll_claimant *out)
{
    const speech_label *l = &reader->story.label;
    if (!l->who.known || l->asks) return false;
    *out = l->who.claimant;
    return true;
}
