/* Hedges: words that weaken, deny or vouch for a figure, and how far they reach. A hedge beside the figure or its outcome colours the claim, one
 * before an infinitive only what the infinitive says; words on verification reach over their sentence, and back to the sentence before where they
 * speak of "this figure". */
#include "inside.h"

/* The verb of the infinitive that begins at `to`: past auxiliaries, adverbs and "not". *be = one of them is "be". */
static unsigned infinitive_verb(const toll_sentence_view *view, unsigned to, bool *be)
{
    const claim_classes *k = &claim_class;
    unsigned at = to + 1;
    for (*be = false; has_class(view, at, k->have) || has_class(view, at, k->be) || has_class(view, at, k->adverb) ||
                      has_class(view, at, k->negation) || has_class(view, at, k->determiner);
         at++)
        *be |= has_class(view, at, k->be);
    return at;
}

/* Does a new clause begin between the two? */
static bool clause_between(const toll_sentence_view *view, unsigned from, unsigned to)
{
    for (unsigned at = from; at < to && at < view->count; at++)
        if (is_mark(view, at, ',') || is_mark(view, at, ';') || has_class(view, at, claim_class.relative)) return true;
    return false;
}

bool claim_believes_else(const sentence_parse *parse, const tie *loss, toll_extent cue)
{
    enum { NEAR = 2 };
    const toll_sentence_view *view = &parse->view;
    unsigned to = cue.first;
    while (to <= toll_extent_end(cue) && !has_class(view, to, claim_class.infinitive)) to++;
    if (to > toll_extent_end(cue)) return false;
    bool be;
    const unsigned verb = infinitive_verb(view, to, &be), figure = parse->quantities[loss->quantity].extent.first;
    const toll_extent outcome = loss->outcome_extent;
    if (outcome.count && toll_extent_end(outcome) > to && outcome.first <= verb + NEAR) return clause_between(view, to, outcome.first);
    if (be) return figure < to || figure > verb + 1;                       /* "the toll is believed to be 40" */
    const unsigned last = figure > outcome.first ? figure : outcome.first; /* "to have cost 40 lives", "to exceed 40" */
    if (last > to) return clause_between(view, to, last);
    return toll_extent_end(outcome) != cue.first; /* "40 deaths are believed to have occurred" */
}

static bool in_reach(const sentence_parse *parse, const tie *loss, unsigned at)
{
    toll_extent number = parse->quantities[loss->quantity].extent, outcome = loss->outcome_extent;
    unsigned first = number.first < outcome.first || !outcome.count ? number.first : outcome.first;
    unsigned end = toll_extent_end(number) > toll_extent_end(outcome) ? toll_extent_end(number) : toll_extent_end(outcome);
    return at + 4 >= first && at < end + 1;
}

static bool near_before(const toll_sentence_view *view, unsigned at, unsigned reach, uint8_t class_)
{
    for (unsigned i = at; i-- > 0 && at - i <= reach;)
        if (has_class(view, i, class_)) return true;
    return false;
}

/* What a hedge says of verification; "not", "unable" and the like before it turn it round. */
static toll_verified verified_of(const toll_claim_reader *reader, const toll_note *note, unsigned at)
{
    const claim_classes *k = &claim_class;
    int code = toll_verified_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "verified")));
    if (code <= 0) return TOLL_VERIFIED_UNSAID;
    bool negated = near_before(&reader->parse.view, at, 5, k->negation) || near_before(&reader->parse.view, at, 5, k->unable);
    return negated ? TOLL_VERIFIED_UNVERIFIED : (toll_verified)code;
}

/* "according to UN estimates": a word of whoever says so. */
static bool in_claimant(const sentence_parse *parse, const draft *out, unsigned at)
{
    toll_span who = out->claim.claimant.span;
    uint32_t off = parse->view.tokens[at].off;
    return who.len && off >= who.off && off < who.off + who.len;
}

/* "An earlier version said three": the page itself takes its figure back. */
static void take_back(toll_claim *claim)
{
    claim->modality = TOLL_MODALITY_DENIED;
    claim->claimant = (toll_claimant){.span = {0, 0}};
    claim->alternatives = NULL;
    claim->alternative_count = 0;
}

void claim_hedges(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    const unsigned end = toll_classes_has(reader->scratch.all, k->hedge) ? parse->view.count : 0;
    for (unsigned at = 0; at < end; at++) {
        const toll_note *note = note_at(&parse->view, at, k->hedge);
        if (!note) continue;
        toll_verified verified = verified_of(reader, note, at);
        /* "this figure": of a sentence before, unless the number has just been given */
        bool back = near_before(&parse->view, at, 7, k->figure_word) && parse->quantities[loss->quantity].number.first > at;
        if (verified != TOLL_VERIFIED_UNSAID && !back) out->claim.verified = verified;
        int modality = toll_modality_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "modality")));
        const bool taken_back = modality == TOLL_MODALITY_DENIED && reader->story.zone == TOLL_ZONE_DISCLAIMER;
        if (taken_back && parse->quantities[loss->quantity].extent.first > at) take_back(&out->claim);
        bool elsewhere = claim_believes_else(parse, loss, (toll_extent){(uint16_t)at, note->len});
        const toll_unit unit = out->claim.quantity.unit;
        bool people = unit == TOLL_UNIT_PEOPLE || unit == TOLL_UNIT_ITEMS || unit == TOLL_UNIT_PERCENT;
        bool near = in_reach(parse, loss, at) || (has_class(&parse->view, at, k->cue_noun) && in_claimant(parse, out, at));
        if (modality == TOLL_MODALITY_ESTIMATED && !elsewhere && people && out->claim.modality == TOLL_MODALITY_ASSERTED && near)
            out->claim.modality = TOLL_MODALITY_ESTIMATED;
        at += note->len - 1u;
    }
}

/* --- sentences that only say what could be verified */
typedef struct disclaimer {
    toll_verified verified; /* UNSAID = the sentence is none */
    bool many;              /* "the tolls", "either account": of all that was claimed just before */
} disclaimer;

/* A word in the sentence for what was claimed; the nearest pronoun does where nothing else is verified. */
static bool speaks_of_claims(const sentence_parse *parse, bool weak)
{
    const claim_classes *k = &claim_class;
    const toll_extent all = {0, parse->view.count};
    if (claim_note_in(&parse->view, all, k->figure_word)) return true;
    return weak && claim_note_in(&parse->view, all, k->claimed_word) && !claim_note_in(&parse->view, all, k->footage);
}

static disclaimer read_disclaimer(const toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    disclaimer found = {.verified = TOLL_VERIFIED_UNSAID};
    if (!toll_classes_has(reader->scratch.all, k->hedge)) return found;
    for (unsigned at = 0; at < parse->view.count; at++) {
        const toll_note *note = note_at(&parse->view, at, k->hedge);
        if (!note) continue;
        toll_verified verified = verified_of(reader, note, at);
        bool negative = verified == TOLL_VERIFIED_UNVERIFIED;
        if (verified != TOLL_VERIFIED_UNSAID && speaks_of_claims(parse, negative)) found.verified = verified;
        at += note->len - 1u;
    }
    bool own = reader->draft_count && reader->drafts[reader->draft_count - 1].sentence == reader->story.sentence;
    const toll_extent all = {0, parse->view.count};
    const bool several = claim_note_in(&parse->view, all, k->claimed_many) != NULL; /* "neither": of its own sentence, where that has any */
    if (own && (several || !claim_note_in(&parse->view, all, k->figure_word))) found.verified = TOLL_VERIFIED_UNSAID;
    found.many = !own && several;
    return found;
}

/* "This figure could not be verified" speaks of the claims of the last sentence that has any, "the tolls" of those before it as well. */
void claim_hedges_sentence(toll_claim_reader *reader)
{
    enum { NEAR = 2, FAR = 3 };
    disclaimer said = read_disclaimer(reader);
    if (said.verified == TOLL_VERIFIED_UNSAID) return;
    uint32_t last = 0;
    bool any = false;
    for (size_t i = reader->draft_count; i-- > 0;) {
        draft *d = &reader->drafts[i];
        if (d->sentence == reader->story.sentence) continue; /* its own claims have been asked */
        if (reader->story.sentence - d->sentence > (said.many ? FAR : NEAR) || (any && !said.many && d->sentence != last)) break;
        last = d->sentence, any = true;
        if (d->claim.verified == TOLL_VERIFIED_UNSAID) d->claim.verified = said.verified;
    }
}
