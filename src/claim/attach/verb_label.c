/* A loss word as the label of its figures: "Killed: 14", "Killed in action, 1,024; missing, 88.", "KIA 14, WIA 37".
 *
 * In: a verb or predicative word of loss and its outcome. Out: ties for the figures behind it, and whether any was made. */
#include "attach.h"

/* "Killed: 14", "Civilians killed (verified) | 214 | 716": a label, and the figures behind its mark. */
static bool is_label_mark(attacher *a, int at)
{
    if (!kind_is(a, at, ITEM_BREAK)) return false;
    uint8_t mark = a->parse->view.tokens[item_at(a, at)->extent.first].mark;
    return mark == ':' || mark == '|' || mark == '=' || mark == TOLL_MARK_DASH;
}

static bool is_edge(attacher *a, int at)
{
    return !item_at(a, at) || kind_is(a, at, ITEM_STOP) || kind_is(a, at, ITEM_BREAK);
}

/* "Killed in action, 1,024; wounded, 2,311; missing, 88.": each has its clause to itself. */
static bool listed_after_comma(attacher *a, int at, int comma)
{
    const item *figure = item_at(a, comma + 1);
    return kind_is(a, comma, ITEM_COMMA) && figure && figure->kind == ITEM_NOUN && figure->quantity >= 0 && figure->head == HEAD_BARE &&
           is_edge(a, at - 1) && is_edge(a, comma + 2);
}

/* "KIA 14, WIA 37, MIA 2": soldiers' short words before their figures. */
static bool is_short_label(attacher *a, int at)
{
    const item *verb = item_at(a, at), *figure = item_at(a, at + 1);
    if (verb->form != FORM_ADJECTIVE || a->parse->view.tokens[verb->extent.first].shape != TOLL_SHAPE_UPPER || verb->extent.count > 1)
        return false;
    bool opens = is_edge(a, at - 1) || kind_is(a, at - 1, ITEM_COMMA) || kind_is(a, at - 1, ITEM_AND);
    bool closes = is_edge(a, at + 2) || kind_is(a, at + 2, ITEM_COMMA) || kind_is(a, at + 2, ITEM_AND);
    return opens && closes && figure && figure->kind == ITEM_NOUN && figure->quantity >= 0 && figure->head == HEAD_BARE;
}

bool attach_verb_label(attacher *a, int at, int last, const outcome *o)
{
    const item *verb = item_at(a, at);
    if ((verb->form != FORM_PAST && verb->form != FORM_ADJECTIVE) || verb->flags & (VERB_BE | VERB_HAVE) || attach_counted_before(a, at))
        return false;
    int i = last + 1, opens = at;
    if (last == at && is_short_label(a, at)) return attach_take(a, i, o, -1, false, "label");
    if (listed_after_comma(a, at, i)) return attach_take(a, i + 1, o, -1, false, "label");
    if (kind_is(a, i, ITEM_OPEN))
        for (int end = i + 4; i < end && !kind_is(a, i, ITEM_CLOSE);) i++;
    if (kind_is(a, i, ITEM_CLOSE)) i++;
    if (!is_label_mark(a, i)) return false;
    while (kind_is(a, opens - 1, ITEM_NOUN) && item_at(a, opens - 1)->quantity < 0) opens--;
    if (opens > 0 && !kind_is(a, opens - 1, ITEM_STOP) && !kind_is(a, opens - 1, ITEM_BREAK) && !kind_is(a, opens - 1, ITEM_COMMA))
        return false;
    bool any = false;
    for (; is_label_mark(a, i) && kind_is(a, i + 1, ITEM_NOUN); i += 2) {
        const item *figure = item_at(a, i + 1);
        if (figure->quantity < 0 || (figure->head != HEAD_BARE && figure->head != HEAD_PEOPLE) || attach_has_own_verb(a, i + 1)) break;
        any |= attach_take(a, i + 1, o, -1, false, "label");
        if (a->parse->view.tokens[item_at(a, i)->extent.first].mark != '|') break;
    }
    return any;
}
