/* Who vouches for a figure: the innermost source whose words hold it. Pronouns, "the same ministry" and quotations that run on go back to
 * whoever spoke last; "a doctor put the toll at 60" has its subject; a headline its tail; an outlet's own figure nobody.
 * In: the attributions of the sentence (attribution*.c), the phrases, the story. Out: claimant, alternatives, chain and modality of a draft. */
#include "speaker.h"

/* "are reported to have died ..., according to the ministry": reported by whom is open; the ministry is one reading. */
static void leave_open(toll_claim_reader *reader, const toll_attribution *a, draft *out)
{
    toll_claimant *reading = toll_arena_zero(&reader->arena, 1, sizeof *reading);
    if (!reading) {
        reader->status = TOLL_E_MEMORY;
        return;
    }
    toll_extent words = speaker_words(reader, a);
    reading->span = toll_extent_span(view_of(reader), words);
    if (!speaker_refers_back(reader, a, words, reading)) speaker_identify(reader, a, words, reading);
    out->claim.alternatives = reading;
    out->claim.alternative_count = 1;
}

/* --- speakers that no cue of speech names */
/* "A doctor put the toll at 60, with 12 more missing": the subject of the verb, for all that the sentence counts after it. */
static bool puts_figure(toll_claim_reader *reader, const tie *loss, toll_claimant *out)
{
    story *s = &reader->story;
    if (loss->speaker >= 0 && reader->parse.items[loss->speaker].head != HEAD_PRONOUN) {
        toll_extent words = speaker_owner(reader, reader->parse.items[loss->speaker].extent);
        toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
        if (!speaker_named(reader, words, &found) && !speaker_is_somebody(reader, words)) return false;
        s->put = (speaker){.claimant = found, .sentence = s->sentence, .known = true};
    }
    if (!s->put.known || s->put.sentence != s->sentence) return false;
    *out = s->put.claimant;
    return true;
}

static bool quoting_subject(toll_claim_reader *reader, const tie *loss, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    if (loss->agent < 0 || (size_t)loss->agent + 1 >= parse->item_count || parse->items[loss->agent + 1].kind != ITEM_OPEN) return false;
    out->span = toll_extent_span(&parse->view, parse->items[loss->agent].extent);
    if (!speaker_is_thing(reader, parse->items[loss->agent].extent) && claim_actor(reader, parse->items[loss->agent].extent, out))
        return true;
    *out = (toll_claimant){.span = {0, 0}};
    return false;
}

/* "The communique says that ... The clash killed seven.": a paper that is being retold, to the end of the paragraph. Whoever only spoke is
   not retold: what follows is the outlet's. */
static bool goes_on(const toll_claim_reader *reader)
{
    const speaker *last = &reader->story.speaker;
    return last->known && last->paper && last->claimant.id && reader->story.sentence - last->sentence == 1 &&
           !reader->parse.attribution_count && !(reader->parse.sentence->flags & TOLL_SENTENCE_PARAGRAPH);
}

/* "Another 117 are being treated", "Of them, 15 are children": more of what somebody has just told, and his word where nobody else is heard. At
   the head of a paragraph, of what an army or a ministry told right before it. */
static bool leans(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    const draft *before = claim_draft_before(reader, 2);
    if (!before) return false;
    const char *kind = before->claim.claimant.kind; /* a mayor tells of his town only */
    const bool heads = reader->parse.quantities[loss->quantity].extent.first <= 1 && before->sentence + 1 == reader->story.sentence;
    if (before->sentence < reader->story.paragraph && !(heads && kind && !strcmp(kind, "party"))) return false;
    bool here = before->sentence == reader->story.sentence;
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    bool of_them = note_at(view_of(reader), toll_extent_end(q->extent), claim_class.part_of) != NULL; /* "eleven of the dead" */
    bool more = q->flags & TOLL_QUANTITY_OTHER || of_them;
    if (here ? !before->who_leans || (before->part && !loss->part) : !more && !loss->part)
        return false; /* "another five died and six were hurt" */
    out->claim.claimant = before->claim.claimant;
    out->who_leans = true;
    return true;
}

/* --- the figure */
typedef struct voice {             /* what the cues around a figure say */
    const toll_attribution *best;  /* the innermost that may vouch; NULL = none */
    const toll_attribution *relay; /* an outlet that says it; NULL = none */
    uint8_t modality;
    bool unsaid; /* "is reported to have": by nobody named */
    bool open;   /* ... and whoever is named besides may have been told it; who counts what "has been confirmed" has confirmed it */
} voice;

/* "X said, citing Y": what X says is his word, whoever told him; a medium's is Y's. */
static bool yields(const toll_claim_reader *reader, const toll_attribution *cited, const toll_attribution *other)
{
    if (!speaker_is_cited(reader, cited) || speaker_is_cited(reader, other)) return false;
    const toll_extent words = speaker_words(reader, other);
    const toll_note *office = claim_longest_in(reader, words, claim_class.institution);
    return !claim_named_in(reader, words, claim_class.outlet) &&
           !(office && toll_same(claim_cell(reader->tables->tables, office, "kind"), "outlet"));
}

static voice hear(toll_claim_reader *reader, const tie *loss, unsigned token)
{
    const sentence_parse *parse = &reader->parse;
    voice v = {.modality = TOLL_MODALITY_ASSERTED};
    bool best_bare = false;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!speaker_holds(a, token)) continue;
        if (a->modality == TOLL_MODALITY_ESTIMATED && claim_believes_else(parse, loss, a->cue)) continue;
        if (a->modality == TOLL_MODALITY_ESTIMATED || a->modality == TOLL_MODALITY_DENIED || a->modality == TOLL_MODALITY_QUESTIONED)
            v.modality = a->modality;
        if (a->flags & TOLL_ATTRIBUTION_PASSIVE && !(a->flags & TOLL_ATTRIBUTION_WEAK) && !a->source.count)
            v.unsaid = true, v.open |= !speaker_counts(reader, a);
        const toll_note *outlet;
        toll_extent words = speaker_words(reader, a);
        if (!words.count || !speaker_may_speak(reader, a, words)) continue;
        if (speaker_relays(reader, a, words, &outlet)) {
            if (!v.relay || a->depth > v.relay->depth) v.relay = a;
            continue;
        }
        bool bare = speaker_is_bare_paper(reader, words) || speaker_finds(reader, a) || (v.best && yields(reader, a, v.best));
        bool inner = !v.best || a->depth > v.best->depth || (a->depth == v.best->depth && a->flags & TOLL_ATTRIBUTION_ACCORDING);
        if (v.best && yields(reader, v.best, a)) best_bare = true;
        if (v.best && bare != best_bare) inner = best_bare; /* "according to preliminary data ..., X said": X's */
        if (inner) best_bare = bare;
        if (inner) v.best = a;
    }
    for (size_t i = 0; i < parse->attribution_count && !v.best && !v.relay; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (speaker_tells_on(reader, a, token) && speaker_may_speak(reader, a, speaker_words(reader, a))) v.best = a;
    }
    const bool around = v.best && !(v.best->flags & (TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_QUOTE));
    if (around && speaker_is_background(reader, token)) v = (voice){.modality = TOLL_MODALITY_ASSERTED};
    return v;
}

static void name_claimant(toll_claim_reader *reader, const toll_attribution *best, toll_claimant *claimant)
{
    toll_extent words = speaker_words(reader, best);
    claimant->span = toll_extent_span(view_of(reader), words);
    if (!speaker_refers_back(reader, best, words, claimant)) speaker_identify(reader, best, words, claimant);
    toll_extent owner = speaker_owner(reader, words);
    const toll_claimant *known = !claimant->id && owner.count < words.count ? claim_known_as(reader, toll_extent_end(owner) - 1u) : NULL;
    if (known) claim_same_as(claimant, known); /* "the ministry's count" */
    claim_introduce(reader, claimant);
}

/* "State television said that 12 had died": nobody else is named, so that it is the outlet's word. */
static void name_outlet(toll_claim_reader *reader, const toll_attribution *relay, toll_claimant *claimant, relay_chain *chain)
{
    toll_extent words = speaker_outlet_words(reader, speaker_words(reader, relay));
    claimant->span = toll_extent_span(view_of(reader), words);
    speaker_outlet(reader, words, claimant);
    chain_drop(chain, claimant->id);
    claim_introduce(reader, claimant);
}

void claim_who(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    const speaker *last = &reader->story.speaker;
    unsigned token = parse->quantities[loss->quantity].number.first;
    relay_chain chain = {.count = 0};
    voice v = hear(reader, loss, token);
    toll_claimant *claimant = &out->claim.claimant;
    *claimant = (toll_claimant){.span = {0, 0}};
    quote_walk walk = {0, false};
    out->quoted = claim_quoted_at(parse, &walk, token);
    chain_follow(reader, token, v.best, &chain);
    if (v.best && v.open && v.best->flags & TOLL_ATTRIBUTION_ACCORDING && !v.best->depth) {
        leave_open(reader, v.best, out);
    } else if (v.best) {
        name_claimant(reader, v.best, claimant);
    } else if (v.relay && !v.unsaid) {
        name_outlet(reader, v.relay, claimant, &chain);
    } else if (speaker_quotes_last(reader, out)) {
        *claimant = last->claimant;
    } else if (puts_figure(reader, loss, claimant)) {
        /* "a doctor put the toll at 60" */
    } else if (speaker_at_tail(reader, token, claimant, &chain)) {
        /* "... - the governor" */
    } else if (quoting_subject(reader, loss, claimant)) {
        /* "Kyiv 'has killed 400 soldiers'": the subject of the quoted words says them */
    } else if (speaker_is_labelled(reader, claimant)) {
        /* "COL. LIMA: We lost nine" */
    } else if (goes_on(reader)) {
        *claimant = last->claimant;
    } else if (leans(reader, loss, out)) {
        /* "another five were hurt" */
    } else if (reader->story.publisher.id && !chain.count) {
        *claimant = reader->story.publisher;
    }
    chain_keep(reader, &chain, &out->claim);
    out->monitor = v.best && !claimant->id && claim_note_in(view_of(reader), v.best->source, claim_class.monitor_word);
    out->rebels = v.best && speaker_is_rebels(reader, speaker_words(reader, v.best));
    out->admits = v.best && v.best->modality == TOLL_MODALITY_ADMITTED;
    const item *victims = &parse->items[loss->item];
    out->own_words = v.best && loss->agent < 0 &&
                     (victims->flags & NOUN_POSSESSIVE || claim_note_in(view_of(reader), victims->extent, claim_class.own_side));
    out->claim.modality = (toll_modality)v.modality;
    if (loss->modal && v.modality == TOLL_MODALITY_ASSERTED) out->claim.modality = TOLL_MODALITY_ESTIMATED;
}
