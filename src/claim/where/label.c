/* Places that a line's label, a number or a bare word of its kind tells: "29 March, X: two soldiers dead", "Hill 881", "in village X".
 *
 * In: a sentence and a token of it. Out: the place that begins there. A bounded look around the token. */
#include "where.h"

/* "29 March, X: two soldiers dead": the label of a line, after its date. */
bool where_label(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    enum { DATE = 6 };
    const toll_sentence_view *view = &reader->parse.view;
    if (at < 2 || at > DATE || !is_mark(view, at - 1, ',')) return false;
    bool dated = false;
    for (unsigned i = 0; i + 1 < at; i++) {
        bool month = has_class(view, i, reader->tables->mention.date.month) || has_class(view, i, reader->tables->mention.date.weekday);
        if (is_word(view, i) && !month) return false;
        dated |= month;
    }
    unsigned len = dated ? where_name_at(reader, at, titled) : 0;
    return len && is_mark(view, at + len, ':') && where_make(reader, at, at + len, "exact", SPOT_UNKNOWN, out);
}

/* "DAKOK - Nineteen were killed": a line of a list that goes by towns, as the lines before it show. */
bool where_entry(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const toll_sentence_view *view = &reader->parse.view;
    const story *s = &reader->story;
    if (at || titled || !s->dateline.known || s->dateline.sentence == s->sentence || view->tokens[0].shape != TOLL_SHAPE_UPPER)
        return false;
    unsigned len = where_name_at(reader, 0, true);
    return len && (is_mark(view, len, TOLL_MARK_DASH) || is_mark(view, len, ':')) && where_make(reader, 0, len, "exact", SPOT_UNKNOWN, out);
}

/* "Hill 881", "Highway 1": a kind of place that a number tells from others, in capitals after a word of place. */
bool where_numbered(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (titled || view->tokens[at].shape == TOLL_SHAPE_LOWER || !where_word_is(reader, at, PLACE_NUMBERED) || !where_is_led(reader, at))
        return false;
    unsigned number = at + note_at(view, at, k->place_word)->len;
    if (number >= view->count || view->tokens[number].kind != TOLL_TOKEN_NUMBER) return false;
    const toll_note *site = note_at(view, at, k->site_word);
    return where_make(
        reader, at, number + 1, site && cell(reader, site, "precision") ? cell(reader, site, "precision") : "near", SPOT_UNKNOWN, out);
}

/* "at general area X", "in village X": the word of its kind, without an article, right before the name. */
bool where_is_led_kind(const toll_claim_reader *reader, unsigned at, const toll_note **kind)
{
    enum { WORDS = 2 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned len = 1; len <= WORDS && len < at; len++) {
        const toll_note *word = note_at(view, at - len, k->region_word);
        if (!word || word->len != len || has_class(view, at - len, k->many_places)) continue;
        if (view->tokens[at - len].shape != TOLL_SHAPE_LOWER || !has_class(view, at - len - 1, k->guess_lead)) continue;
        *kind = word;
        return true;
    }
    return false;
}

/* "on 6th East Street", "at 27th Carrera": a street by its number. */
bool where_ordinal(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!at || view->tokens[at].kind != TOLL_TOKEN_NUMBER || !has_class(view, at - 1, k->place_lead)) return false;
    unsigned end = at + 1;
    if (!has_class(view, end, reader->tables->mention.number.ordinal_end) || view->tokens[end].flags & TOLL_TOKEN_SPACE) return false;
    for (end++; has_class(view, end, k->direction) || has_class(view, end, k->bare_direction);) end++;
    const toll_note *site = note_at(view, end, k->site_word);
    return site && view->tokens[end].shape != TOLL_SHAPE_LOWER && where_make(reader, at, end + site->len, "near", SPOT_UNKNOWN, out);
}

/* "near the UN headquarters", "at the Wagner base": a site by whose it is. */
bool where_owned_site(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned end = at + reader->parse.name_len[at];
    if (at < 2 || end == at || !has_class(view, at - 1, k->definite) || !has_class(view, at - 2, k->guess_lead)) return false;
    if (has_class(view, at, k->place) || has_class(view, at, k->country) || has_class(view, at, k->nationality)) return false;
    const toll_note *site = note_at(view, end, k->site_word);
    return site && !has_class(view, end + site->len, k->title) && where_make(reader, at, end + site->len, "near", SPOT_UNKNOWN, out);
}
