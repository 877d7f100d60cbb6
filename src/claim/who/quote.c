/* Who spoke is remembered for the sentences to come; a quotation of several sentences whose speaker is named only in a later one gets him
 * back. Each claim of a quotation is looked at once. */
#include "speaker.h"

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

/* "The minister disclosed this", "This was contained in a statement by the army": the claims told right before are his word. */
static void lend_this(toll_claim_reader *reader, const toll_attribution *a, const toll_claimant *found)
{
    story *s = &reader->story;
    if (a->rule == TOLL_NO_RULE || !toll_same(toll_rule_setting(reader->tables->tables, a->rule, "back"), "yes")) return;
    const uint32_t first = s->paragraph < s->sentence ? s->paragraph : s->sentence - 1;
    for (size_t i = reader->draft_count; i-- > 0 && reader->drafts[i].sentence >= first;) {
        toll_claim *claim = &reader->drafts[i].claim;
        if (!claim->claimant.id && !claim->claimant.span.len && !claim->alternative_count) claim->claimant = *found;
    }
}

/* Does the sentence open with a quotation of more than a few words? '"Dozens" of people fled' only marks its words. */
static bool opens_with_quote(const sentence_parse *parse)
{
    enum { FEW = 5 };
    const toll_sentence_view *view = &parse->view;
    if (!is_mark(view, 0, TOLL_MARK_OPEN)) return false;
    for (unsigned at = 1; at <= FEW; at++)
        if (is_mark(view, at, TOLL_MARK_CLOSE)) return false;
    return true;
}

/* Words in quotation marks with no speaker in their sentence: a quotation that runs on, or one that opens the sentence after "X said." A new
   paragraph's quotation is X's too as long as nobody else is named behind it (quote.c). */
bool speaker_quotes_last(toll_claim_reader *reader, draft *out)
{
    enum { LONG_QUOTE = 8 };
    const sentence_parse *parse = &reader->parse;
    speaker *last = &reader->story.speaker;
    uint32_t distance = reader->story.sentence - last->sentence;
    bool runs_on = parse->sentence->flags & TOLL_SENTENCE_QUOTED;
    bool again = out->quoted && distance <= 1 && opens_with_quote(parse);
    if (!last->known || !(runs_on ? distance <= LONG_QUOTE : again)) return false;
    out->who_carried = again && parse->sentence->flags & TOLL_SENTENCE_PARAGRAPH;
    last->sentence = reader->story.sentence;
    return true;
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
    if (!last->known) return words.count == 1; /* "the website said" names who it is, if nobody has spoken */
    last->sentence = reader->story.sentence, last->paper |= paper;
    lend_back(reader, a, &last->claimant);
    lend_this(reader, a, &last->claimant);
    return true;
}

/* --- who is spoken of */
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

/* "It was announced by the governor, an Interfax correspondent reports": an outlet's own people, where somebody else is heard, pass on. */
static bool passes_on(const toll_claim_reader *reader, toll_extent words)
{
    const speaker *last = &reader->story.speaker;
    return last->known && last->sentence == reader->story.sentence && claim_named_in(reader, words, claim_class.outlet) != NULL;
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
    if (speaker_is_footage(reader, words) || passes_on(reader, words) || heard_again(reader, a, words, paper)) return;
    toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
    bool back = is_person(reader, words) && speaker_refers_back(reader, a, words, &found); /* "the spokesman" */
    if (!back) speaker_identify(reader, a, words, &found);
    claim_introduce(reader, &found);
    lend_back(reader, a, &found);
    lend_this(reader, a, &found);
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
