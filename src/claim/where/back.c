/* Words of a sentence that point back to the place of which the text has told: "there", "the central city".
 *
 * In: a sentence. Out: yes or no. One look at each token. */
#include "where.h"

/* The "there" of "there was no sign", "said that there would be": no place; but "there were dozens dead" tells of the attack spoken of. */
static bool is_existential(const toll_claim_reader *reader, unsigned at)
{
    enum { BESIDE = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!has_class(view, at + 1, k->be) && !has_class(view, at + 1, k->have) && !has_class(view, at + 1, k->modal)) return false;
    for (size_t i = 0; i < reader->parse.loss_count; i++) {
        unsigned figure = reader->parse.quantities[reader->parse.losses[i].quantity].extent.first;
        if (figure > at && figure <= at + BESIDE) return false;
    }
    return !at || view->tokens[at - 1].kind == TOLL_TOKEN_MARK || has_class(view, at - 1, k->subordinator) ||
           has_class(view, at - 1, k->conjunction) || toll_classes_meet(view->scratch->classes[at - 1], k->any_verb);
}

/* "there", "in the same square", "the central city", but not "the city of X". */
bool where_points_back(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *same = note_at(view, at, k->same_place);
        if (same && !has_class(view, at + same->len, k->of) && !(same->len == 1 && is_existential(reader, at))) return true;
        const toll_note *kind = at ? note_at(view, at, k->region_word) : NULL;
        if (!kind || claim_place_rank(cell(reader, kind, "precision")) < 4 || has_class(view, at + 1, k->of)) continue;
        for (unsigned back = at; back && back + 2 >= at; back--)
            if (has_class(view, back - 1, k->definite))
                return !(back > 1 && has_class(view, back - 2, k->way_word)); /* "70 km from the capital" */
            else if (view->tokens[back - 1].shape != TOLL_SHAPE_LOWER || reader->parse.name_len[back - 1]) break;
    }
    return false;
}
