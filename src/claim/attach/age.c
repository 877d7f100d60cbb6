/* Bare numbers that are somebody's age and count nobody: "Martinez, 47, and", "two boys, 5 and 8".
 *
 * In: a phrase that is a number alone. Out: whether it is an age. A look at the few phrases around it. */
#include "attach.h"

static bool is_plain_number(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const toll_quantity *q = it && it->kind == ITEM_NOUN && it->head == HEAD_BARE && it->quantity >= 0 ? &quantity_of(a, it)->quantity
                                                                                                       : NULL;
    return q && q->unit == TOLL_UNIT_NUMBER && q->point >= 1 && q->point <= 110;
}

/* "two boys, 5 and 8, died", "a woman, 30, and": behind those counted as many bare numbers as they are. */
static bool are_ages_of_counted(attacher *a, int at)
{
    int first = at, last = at;
    while ((kind_is(a, first - 1, ITEM_AND) || kind_is(a, first - 1, ITEM_COMMA)) && is_plain_number(a, first - 2)) first -= 2;
    while ((kind_is(a, last + 1, ITEM_AND) || kind_is(a, last + 1, ITEM_COMMA)) && is_plain_number(a, last + 2)) last += 2;
    const item *those = item_at(a, first - 2), *next = item_at(a, last + 1);
    bool apart = kind_is(a, first - 1, ITEM_COMMA) &&
                 (!next || next->kind == ITEM_COMMA || next->kind == ITEM_STOP || next->kind == ITEM_AND);
    if (!apart || !those || those->kind != ITEM_NOUN || those->head != HEAD_PEOPLE || those->quantity < 0) return false;
    return (int)quantity_of(a, those)->quantity.point == (last - first) / 2 + 1;
}

/* "Officers Martinez, 47, and Alvarado, 21, were killed", "killed Martinez, 68 and his wife": a bare number between commas after somebody
 * uncounted, or behind a name where nothing else could claim it; or those of people counted. */
bool attach_is_age(attacher *a, int at)
{
    const item *before = item_at(a, at - 2), *it = item_at(a, at);
    const toll_quantity_mention *q = quantity_of(a, it);
    bool plain = q->quantity.qualifier == TOLL_QUALIFIER_EXACT && is_plain_number(a, at);
    if (is_plain_number(a, at) && are_ages_of_counted(a, at)) return true;
    if (!plain || !before || before->kind != ITEM_NOUN || before->quantity >= 0) return false;
    bool name = a->parse->view.tokens[toll_extent_end(before->extent) - 1].shape == TOLL_SHAPE_CAPITAL;
    if (kind_is(a, at - 1, ITEM_OPEN) && kind_is(a, at + 1, ITEM_CLOSE)) /* "Lady Brabourne (82)" */
        return name && before->head != HEAD_COUNT && before->head != HEAD_TOLL;
    if (!kind_is(a, at - 1, ITEM_COMMA)) return false;
    bool ends = !item_at(a, at + 1) || kind_is(a, at + 1, ITEM_AND);
    return kind_is(a, at + 1, ITEM_COMMA) || (name && ends && !attach_governed(a, at - 2));
}
