/* Lines of lists and tables: "Killed: 12  Injured: 30", "Civilians killed (verified) | 450 | 6,660", "Colombo | 102 | 260" below "Place |
 * Killed | Injured", "Lebanese civilians: 684" and "62 bridges, 22 petrol stations" below "DESTROYED".
 *
 * In: the items of a line, the heading above it. Out: a tie for each figure whose cell, label, column or heading says what became of those it
 * counts; each knows its column. What none of them says stays open. One pass; only lines with a bar, a label or a heading are looked at. */
#include "attach.h"

static uint8_t mark_at(attacher *a, int i)
{
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_BREAK) return 0;
    return it->extent.count ? a->parse->view.tokens[it->extent.first].mark : '|'; /* a tab parts like a bar */
}

static bool is_bar(attacher *a, int i)
{
    return mark_at(a, i) == '|';
}

static bool separates(attacher *a, int i)
{
    uint8_t mark = mark_at(a, i);
    return mark == '|' || mark == ':' || mark == TOLL_MARK_DASH || mark == '-' || mark == '=';
}

static bool is_cell(attacher *a, int i)
{
    const item *it = item_at(a, i);
    return it && it->kind == ITEM_NOUN && it->head == HEAD_BARE && it->quantity >= 0 && a->owner[it->quantity] < 0 &&
           attach_countable(a, it) && quantity_of(a, it)->quantity.unit == TOLL_UNIT_NUMBER;
}

/* "(verified)": past brackets that hold no number. */
static int past_aside(attacher *a, int i)
{
    if (!kind_is(a, i, ITEM_OPEN)) return i;
    for (int j = i + 1; j < i + 6; j++) {
        const item *it = item_at(a, j);
        if (!it || it->quantity >= 0) return i;
        if (it->kind == ITEM_CLOSE) return j + 1;
    }
    return i;
}

/* The mark between a label that ends at `i` and its figure; -1 = no figure follows. */
static int link_after(attacher *a, int i)
{
    int at = past_aside(a, attach_after_phrase(a, i));
    return separates(a, at) && is_cell(a, at + 1) ? at : -1;
}

static bool is_bare_participle(const item *it)
{
    return is_loss_verb(it) && (it->form == FORM_PAST || it->form == FORM_ADJECTIVE || it->form == FORM_INTRANSITIVE) &&
           !(it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE));
}

/* A participle that labels a figure: "Killed: 12", "Civilians killed | 450". */
static bool is_label(attacher *a, int i)
{
    return is_bare_participle(item_at(a, i)) && link_after(a, i) >= 0;
}

static bool ends_cell(attacher *a, int i)
{
    const item *next = item_at(a, i + 1);
    if (!next || next->kind == ITEM_STOP || next->kind == ITEM_COMMA || next->kind == ITEM_BREAK || next->kind == ITEM_CLOSE ||
        next->kind == ITEM_AND || next->kind == ITEM_OPEN)
        return true;
    return is_label(a, i + 1) || (next->kind == ITEM_NOUN && is_label(a, i + 2));
}

static bool begins_cell(attacher *a, int i)
{
    return i == 0 || kind_is(a, i - 1, ITEM_BREAK) || kind_is(a, i - 1, ITEM_STOP) || kind_is(a, i - 1, ITEM_COMMA);
}

/* Who or what a label names, if it begins a cell; NULL = nobody. *first is where the label begins; -1 = inside a sentence. */
static const item *label_noun(attacher *a, int at, int *first)
{
    const item *noun = kind_is(a, at - 1, ITEM_NOUN) && item_at(a, at - 1)->quantity < 0 ? item_at(a, at - 1) : NULL;
    *first = noun ? at - 1 : at;
    const item *before = item_at(a, *first - 1);
    bool cell = before && before->kind == ITEM_NOUN && before->quantity >= 0 && before->head != HEAD_PEOPLE;
    bool begins = !before || before->kind == ITEM_BREAK || before->kind == ITEM_STOP || before->kind == ITEM_COMMA ||
                  before->kind == ITEM_CLOSE || cell;
    if (!begins) *first = -1;
    return noun;
}

/* The figure of a cell becomes one of its label's noun, with the outcome. */
static void take_cell(attacher *a, int i, const item *noun, const outcome *o, unsigned column)
{
    item *it = item_at(a, i);
    const item kept = *it;
    bool known = noun && (noun->head == HEAD_PEOPLE || noun->head == HEAD_NATION || is_thing(noun->head));
    if (known) {
        *it = *noun;
        it->quantity = kept.quantity;
    }
    size_t count = a->parse->loss_count;
    if (!attach_take(a, i, o, -1, false, "cell-of-table")) *it = kept;
    else if (a->parse->loss_count > count) a->parse->losses[count].column = (uint8_t)column;
}

/* Every cell from `at`, behind the mark that links the first. */
static void take_cells(attacher *a, int at, const item *noun, const outcome *o)
{
    bool row = is_bar(a, at);
    for (unsigned column = 1; separates(a, at) && is_cell(a, at + 1) && ends_cell(a, at + 1); at += 2) {
        take_cell(a, at + 1, noun, o, row ? column++ : 0);
        if (!row || !is_bar(a, at + 2)) return;
    }
}

/* "Killed: 4 soldiers, 2 civilians": the nouns stand behind the mark. */
static bool counted_behind(attacher *a, int i)
{
    int at = past_aside(a, i + 1);
    const item *it = item_at(a, at + 1);
    bool counted = it && it->kind == ITEM_NOUN && it->quantity >= 0 && attach_countable(a, it) &&
                   !(quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE) &&
                   (it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head));
    return counted && (mark_at(a, at) == ':' || mark_at(a, at) == TOLL_MARK_DASH) && !attach_has_own_verb(a, at + 1);
}

/* "Deaths by party: Taliban 1,301, government forces 674": each number behind the name of those it counts. */
static void take_named(attacher *a, int at)
{
    const item *count = item_at(a, at);
    int i = attach_after_phrase(a, at);
    if (mark_at(a, i) != ':') return;
    for (i++; kind_is(a, i, ITEM_NOUN) && item_at(a, i)->quantity < 0 && is_cell(a, i + 1) && ends_cell(a, i + 1); i += 2) {
        outcome o = attach_noun_outcome(-1, count->note, count->head_extent);
        take_cell(a, i + 1, item_at(a, i), &o, 0);
        while (kind_is(a, i + 2, ITEM_COMMA) || kind_is(a, i + 2, ITEM_AND) || mark_at(a, i + 2) == ';') i++;
    }
}

static void take_labels(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        int first;
        bool count = it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_COUNT || it->head == HEAD_TOLL);
        if (count && is_bar(a, past_aside(a, i + 1)) && link_after(a, i) >= 0) {
            outcome o = attach_noun_outcome(i, it->note, it->head_extent);
            take_cells(a, link_after(a, i), NULL, &o);
        }
        if (count) take_named(a, i);
        if (count && it->head == HEAD_COUNT && is_cell(a, i + 1) && ends_cell(a, i + 1) &&
            begins_cell(a, i)) { /* "Fatalities 314 | Missing 22" */
            outcome o = attach_noun_outcome(i, it->note, it->head_extent);
            attach_take(a, i + 1, &o, -1, false, "cell-of-table");
        }
        if (is_bare_participle(it) && is_cell(a, i + 1) && ends_cell(a, i + 1) && begins_cell(a, i) &&
            (is_bar(a, i + 2) || is_bar(a, i - 1))) {
            outcome o = attach_noun_outcome(-1, it->note, it->head_extent); /* "Dead 12 | Missing 3" */
            attach_take(a, i + 1, &o, -1, false, "cell-of-table");
        }
        if (is_bare_participle(it) && counted_behind(a, i)) {
            outcome o = attach_noun_outcome(-1, it->note, it->head_extent);
            label_noun(a, i, &first);
            if (first == i) attach_after(a, past_aside(a, i + 1), &o, -1, "cell-of-table");
        }
        if (!is_label(a, i)) continue;
        const item *noun = label_noun(a, i, &first);
        if (first < 0) continue;
        outcome o = attach_noun_outcome(-1, it->note, it->head_extent);
        take_cells(a, link_after(a, i), noun, &o);
    }
}

/* --- rows whose label says no outcome */
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
        if (!is_bar(a, i) || !is_cell(a, i + 1) || !ends_cell(a, i + 1)) continue;
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
        if (is_bar(a, i) && i) column++;
        if (!column && it->kind == ITEM_NOUN && it->quantity < 0 && !label) label = it;
        if (!column || !is_bar(a, i) || !is_cell(a, i + 1) || !ends_cell(a, i + 1)) continue;
        const heading_column *head = column < above->column_count ? &above->columns[column] : NULL;
        const toll_note *note = head && head->note.len ? &head->note : above->note.len ? &above->note : NULL;
        bool named = label && (label->head == HEAD_PEOPLE || label->head == HEAD_NATION || is_thing(label->head));
        if (!note || (note == &above->note && !named)) continue;
        outcome o = of_note(note);
        size_t count = a->parse->loss_count;
        take_cell(a, i + 1, label, &o, column);
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
    for (int i = 0; i < (int)a->parse->item_count; i++) bar |= is_bar(a, i);
    take_labels(a);
    if (bar && kind_is(a, 0, ITEM_INCLUDING) && !a->parse->loss_count) take_part_row(a);
    take_part_line(a);
    if (!above) return;
    if (bar) take_row(a, above);
    else if (above->note.len) take_counted(a, above);
}
