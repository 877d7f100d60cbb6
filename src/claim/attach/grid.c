/* Rows of tables and lines of lists, whose outcome stands above them: "Colombo | 102 | 260" below "Place | Killed | Injured", "62 bridges, 22
 * petrol stations" below "DESTROYED", "of whom children | 363 | 436" below another row.
 *
 * In: the items of a line, the heading above it, the claims of the line before. Out: a tie for each figure whose column or heading says what
 * became of those it counts; each knows its column. What none of them says stays open. One pass; only lines with a bar or a heading are looked at. */
#include "attach.h"

static void carry_from(attacher *a, size_t losses, toll_span span)
{
    for (size_t i = losses; i < a->parse->loss_count; i++) a->parse->losses[i].carried = true, a->parse->losses[i].carried_span = span;
}

static outcome of_note(const toll_note *note)
{
    return (outcome){.notes = {*note}, .count = 1, .noun = -1, .speaker = -1};
}

/* "of whom children | 363 | 436": parts of the row above, column by column. */
static void take_part_row(attacher *a)
{
    attach_source told[ATTACH_SOURCES];
    unsigned sources = attach_told(a, 0, told), column = 0;
    const item *noun = kind_is(a, 1, ITEM_NOUN) && item_at(a, 1)->quantity < 0 ? item_at(a, 1) : NULL;
    for (int i = 1; i < (int)a->parse->item_count && sources; i++) {
        if (!attach_is_bar(a, i) || !attach_is_cell(a, i + 1) || !attach_ends_cell(a, i + 1)) continue;
        const attach_source *from = &told[column < sources ? column : sources - 1];
        size_t count = a->parse->loss_count;
        if (noun && noun->head == HEAD_PEOPLE) {
            int16_t quantity = item_at(a, i + 1)->quantity;
            *item_at(a, i + 1) = *noun;
            item_at(a, i + 1)->quantity = quantity;
        }
        column++;
        if (attach_carry_one(a, i + 1, from, true, "cell-of-table")) a->parse->losses[count].column = (uint8_t)column;
    }
}

/* The cells of a row, each by the outcome of its column or of the heading. */
static void take_row(attacher *a, const heading *above)
{
    unsigned column = 0;
    const item *label = NULL;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (attach_is_bar(a, i) && i) column++;
        if (!column && it->kind == ITEM_NOUN && it->quantity < 0 && !label) label = it;
        if (!column || !attach_is_bar(a, i) || !attach_is_cell(a, i + 1) || !attach_ends_cell(a, i + 1)) continue;
        const heading_column *head = column < above->column_count ? &above->columns[column] : NULL;
        const toll_note *note = head && head->note.len ? &head->note : above->note.len ? &above->note : NULL;
        bool named = label && (label->head == HEAD_PEOPLE || label->head == HEAD_NATION || is_thing(label->head));
        if (!note || (note == &above->note && !named)) continue;
        outcome o = of_note(note);
        size_t count = a->parse->loss_count;
        attach_take_cell(a, i + 1, label, &o, column);
        carry_from(a, count, note == &above->note ? above->span : head->span);
    }
}

/* Counted people and things of a line below a heading, where no verb of the line speaks of them: "62 bridges, 22 petrol stations". */
static void take_counted(attacher *a, const heading *above)
{
    outcome o = of_note(&above->note);
    size_t count = a->parse->loss_count;
    for (int i = 0; i < (int)a->parse->item_count; i++)
        if (kind_is(a, i, ITEM_VERB) || kind_is(a, i, ITEM_STOP)) return;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || attach_governed(a, i)) continue;
        bool known = it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head);
        if (!known || quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE) continue;
        it->flags |= above->flags;
        attach_take(a, i, &o, -1, false, "below-heading");
    }
    carry_from(a, count, above->span);
}

/* "- of which children: 412": an entry that is a part of the line above. */
static void take_part_line(attacher *a)
{
    int first = kind_is(a, 0, ITEM_BREAK) ? 1 : 0;
    attach_source told[ATTACH_SOURCES];
    const item *part = item_at(a, first + 1);
    if (a->parse->loss_count || !kind_is(a, first, ITEM_INCLUDING) || !part || !(part->flags & NOUN_LISTED)) return;
    if (attach_told(a, 0, told)) attach_carry_one(a, first + 1, &told[0], true, "cell-of-table");
}

void attach_grid(attacher *a)
{
    const heading *above = a->parse->above;
    bool bar = false;
    for (int i = 0; i < (int)a->parse->item_count; i++) bar |= attach_is_bar(a, i);
    attach_labels(a);
    if (bar && kind_is(a, 0, ITEM_INCLUDING) && !a->parse->loss_count) take_part_row(a);
    take_part_line(a);
    if (!above) return;
    if (bar) take_row(a, above);
    else if (above->note.len) take_counted(a, above);
}
