/* Can a sentence hold a loss at all? Asked before it is cut into phrases, which is most of the work of marking a window.
 *
 * In: its quantities. Out: whether attach_countable (take.c) could accept one of them, whatever phrase it will stand in: not measures, names,
 * ordinals or years; an article or "one of" only where a word for people, things or a nation stands behind it. In ordinary news two sentences of
 * three with a word of loss and a number are dismissed so. When in doubt it says yes. */
#include "attach.h"

/* A figure that reads as a year counts only as an entry of a list ("tanks - 1997"; list.c), right behind a dash or colon. */
static bool is_entry(const sentence_parse *parse, const toll_quantity_mention *q)
{
    const unsigned first = q->extent.first;
    return is_mark(&parse->view, first - 1, ':') || is_mark(&parse->view, first - 1, '-') ||
           is_mark(&parse->view, first - 1, TOLL_MARK_DASH);
}

bool claim_may_count(const sentence_parse *parse)
{
    const claim_classes *k = &claim_class;
    toll_classes heads = toll_classes_join(k->people, k->things);
    const uint8_t others[] = {k->nationality, k->group, k->enemy, k->own_side, k->part_of, k->comparison, k->among};
    for (size_t i = 0; i < sizeof others; i++) toll_classes_add(&heads, others[i]);
    unsigned last = 0; /* past the last word that an article could count */
    for (unsigned at = parse->view.count; at > 0 && !last; at--)
        if (toll_classes_meet(parse->view.scratch->classes[at - 1], heads)) last = at;
    for (size_t i = 0; i < parse->quantity_count; i++) {
        const toll_quantity_mention *q = &parse->quantities[i];
        if (q->flags & (TOLL_QUANTITY_MEASURE | TOLL_QUANTITY_NAME | TOLL_QUANTITY_ORDINAL)) continue;
        if (q->flags & TOLL_QUANTITY_BARE_YEAR && !is_entry(parse, q)) continue;
        if (!(q->flags & TOLL_QUANTITY_ARTICLE) || q->quantity.unit != TOLL_UNIT_NUMBER || q->extent.first < last) return true;
    }
    return false;
}
