/* Hedges: words that weaken, deny or vouch for a figure, and how far they reach. A hedge beside the figure or its outcome colours the claim;
 * words on verification reach over their sentence, and back to the sentence before where they speak of "this figure". */
#include "inside.h"

static bool in_reach(const sentence_parse *parse, const tie *loss, unsigned at)
{
    toll_extent number = parse->quantities[loss->quantity].extent, outcome = loss->outcome_extent;
    unsigned first = number.first < outcome.first || !outcome.count ? number.first : outcome.first;
    unsigned end = toll_extent_end(number) > toll_extent_end(outcome) ? toll_extent_end(number) : toll_extent_end(outcome);
    return at + 4 >= first && at < end + 1;
}

static toll_verified verified_of(const toll_claim_reader *reader, const toll_note *note)
{
    int code = toll_verified_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "verified")));
    return code > 0 ? (toll_verified)code : TOLL_VERIFIED_UNSAID;
}

void claim_hedges(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    for (unsigned at = 0; at < parse->view.count; at++) {
        const toll_note *note = note_at(&parse->view, at, reader->tables->classes.hedge);
        if (!note) continue;
        toll_verified verified = verified_of(reader, note);
        if (verified != TOLL_VERIFIED_UNSAID) out->claim.verified = verified;
        int modality = toll_modality_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "modality")));
        if (modality == TOLL_MODALITY_ESTIMATED && out->claim.modality == TOLL_MODALITY_ASSERTED && in_reach(parse, loss, at)) out->claim.modality = TOLL_MODALITY_ESTIMATED;
    }
}

/* "This figure could not be verified": the sentence has no claim of its own, so it speaks of the one before. */
void claim_hedges_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    const draft *last = claim_draft_before(reader, 1);
    if (!last || last->sentence == reader->story.sentence) return;
    toll_verified verified = TOLL_VERIFIED_UNSAID;
    for (unsigned at = 0; at < parse->view.count; at++) {
        const toll_note *note = note_at(&parse->view, at, reader->tables->classes.hedge);
        if (note && verified_of(reader, note) != TOLL_VERIFIED_UNSAID) verified = verified_of(reader, note);
    }
    bool back = claim_note_in(&parse->view, (toll_extent){0, parse->view.count}, reader->tables->classes.figure_word) != NULL;
    if (verified == TOLL_VERIFIED_UNSAID || !back) return;
    uint32_t sentence = last->sentence;
    for (size_t i = reader->draft_count; i-- > 0 && reader->drafts[i].sentence == sentence;) reader->drafts[i].claim.verified = verified;
}
