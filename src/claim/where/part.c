/* Parts of a country: "southern X", "the east of the country", "in the south".
 *
 * In: a sentence and a token of it. Out: the part that begins there, with its words. A bounded look around the token. */
#include "where.h"

/* "the country's east", "Iraq's north": the point of the compass ends it. */
static bool part_of(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *note;
    unsigned end = at + where_phrase(reader, at, k->bare_direction, &note), first = at - 2;
    while (first && reader->parse.inside_name[first]) first--;
    const toll_note *country = note_at(view, first, k->country);
    bool whole = country && first + country->len == at - 1;
    if (!whole && !has_class(view, first, k->country_word)) return false;
    if (is_word(view, end) && !where_ends_name(reader, end)) return false;
    where_make(reader, first, end, "province", SPOT_UNKNOWN, out);
    if (whole) out->spot.country = cell(reader, country, "id");
    return true;
}

/* "southern Israel", "eastern parts of Syria", "the east of the country", "in the south". */
bool claim_part_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *note;
    if (!has_class(view, at, k->direction)) return false;
    if (at > 1 && has_class(view, at, k->bare_direction) && view->tokens[at - 1].mark == TOLL_MARK_CLITIC) return part_of(reader, at, out);
    unsigned end = at + where_phrase(reader, at, k->direction, &note), start = end;
    if (end == at || !where_is_led(reader, at)) return false;
    while (where_joins(view, end) || (end < start + 2 && has_class(view, end, k->direction))) end++;
    if (has_class(view, end, k->area_word) || has_class(view, end, k->direction)) end++;
    if (has_class(view, end, k->of) || has_class(view, end, k->in_word)) end++;
    if (has_class(view, end, k->determiner)) end++;
    const toll_note *country = note_at(view, end, k->country);
    if (country && reader->parse.name_len[end] == country->len && !reader->parse.inside_name[end]) {
        where_make(reader, at, end + country->len, "province", SPOT_UNKNOWN, out);
        out->spot.country = cell(reader, country, "id");
        return true;
    }
    if (has_class(view, end, k->country_word) && has_class(view, end + 1, k->of)) return false; /* "the eastern enclave of X" */
    if (has_class(view, end, k->country_word)) return where_make(reader, at, end + 1, "province", SPOT_UNKNOWN, out);
    if (has_class(view, start, k->axis_word)) return where_make(reader, at, start + 1, "axis", SPOT_UNKNOWN, out);
    bool bare_part = has_class(view, at, k->bare_direction) && at && /* "in the south", not "ten km to the south" */
                     (has_class(view, at - 1, k->in_word) ||
                         (at > 1 && has_class(view, at - 1, k->determiner) && !has_class(view, at - 2, k->way_word)));
    if (!bare_part || (is_word(view, start) && !toll_classes_meet(view->scratch->classes[start], k->function))) return false;
    return where_make(reader, at, start, "province", SPOT_UNKNOWN | SPOT_GUESSED, out);
}
