/* Factions: offices and groups that no state has ("rebel commander", "the insurgents", "a resistance group").
 *
 * In: the words of a source. Out: the office that makes them a faction's. A few looks at the words beside a note each. */
#include "speaker.h"

/* "a rebel field commander", "the insurgent military command": a word for a faction right before an office makes it the faction's. */
static const toll_note *faction_before(const toll_claim_reader *reader, toll_extent words, const toll_note *office)
{
    unsigned at = claim_note_place(view_of(reader), words, office);
    const toll_note *before = office && at > words.first ? note_at(view_of(reader), at - 1, claim_class.title) : NULL;
    return before && toll_same(claim_cell(reader->tables->tables, before, "reach"), "group") ? before : NULL;
}

/* Is the word for a faction all that tells who speaks ("a rebel told", "the guerrilla statement")? "a rebel stronghold" is a place. */
static bool stands_alone(const toll_claim_reader *reader, toll_extent words, const toll_note *faction)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned next = claim_note_place(view, words, faction) + faction->len;
    if (next >= toll_extent_end(words) || view->tokens[next].kind != TOLL_TOKEN_WORD || view->tokens[next].shape == TOLL_SHAPE_CAPITAL)
        return true;
    return has_class(view, next, k->title) || has_class(view, next, k->institution) || has_class(view, next, k->cue_noun) ||
           has_class(view, next, k->preposition) || has_class(view, next, k->of);
}

/* "A rebel group": one of several, where "the rebels" are those that the text tells of; "a rebel website" is theirs all the same. */
bool claim_is_some_group(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_note *institution = claim_longest_in(reader, words, k->institution);
    if (!institution || institution->len < 2 || !has_class(view_of(reader), words.first, k->indefinite)) return false;
    const unsigned last = claim_note_place(view_of(reader), words, institution) + institution->len - 1u;
    const toll_note *noun = note_at(view_of(reader), last, k->institution);
    return noun && !cell(reader, noun, "suffix") && toll_same(claim_cell(reader->tables->tables, noun, "kind"), "party");
}

const toll_note *claim_faction_in(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *institution = claim_longest_in(reader, words, claim_class.institution), *title = speaker_title(reader, words);
    const bool titled = title && (!institution || title->len > institution->len); /* "a group spokesman" */
    const toll_note *office = titled ? title : institution, *before = faction_before(reader, words, institution);
    if (!before) before = faction_before(reader, words, title);
    if (before) return before;
    if (office && office == title && !stands_alone(reader, words, title)) return NULL;
    return office && toll_same(claim_cell(reader->tables->tables, office, "reach"), "group") ? office : NULL;
}
