/* Labels and their figures in one line: "Killed: 12  Injured: 30", "Civilians killed (verified) | 450 | 6,660", "Dead 12 | Missing 3", "Deaths by
 * party: Taliban 1,301, government forces 674".
 *
 * In: the items of a line. Out: a tie for each figure that a word of loss labels; the cells of a row know their column. One pass; a line
 * without a label costs a look at each item. */
#include "attach.h"

static uint8_t mark_at(attacher *a, int i)
{
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_BREAK) return 0;
    return it->extent.count ? a->parse->view.tokens[it->extent.first].mark : '|'; /* a tab parts like a bar */
}

bool attach_is_bar(attacher *a, int i)
{
    return mark_at(a, i) == '|';
}

static bool separates(attacher *a, int i)
{
    uint8_t mark = mark_at(a, i);
    return mark == '|' || mark == ':' || mark == TOLL_MARK_DASH || mark == '-' || mark == '=';
}

bool attach_is_cell(attacher *a, int i)
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
    return separates(a, at) && attach_is_cell(a, at + 1) ? at : -1;
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

bool attach_ends_cell(attacher *a, int i)
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
void attach_take_cell(attacher *a, int i, const item *noun, const outcome *o, unsigned column)
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
    bool row = attach_is_bar(a, at);
    for (unsigned column = 1; separates(a, at) && attach_is_cell(a, at + 1) && attach_ends_cell(a, at + 1); at += 2) {
        attach_take_cell(a, at + 1, noun, o, row ? column++ : 0);
        if (!row || !attach_is_bar(a, at + 2)) return;
    }
}

/* "Killed: 4 soldiers, 2 civilians", "Weapons captured: 20 rifles": the nouns stand behind the mark, of the kind that the label names. */
static bool counted_behind(attacher *a, int i, const item *noun)
{
    int at = past_aside(a, i + 1);
    const item *it = item_at(a, at + 1);
    bool counted = it && it->kind == ITEM_NOUN && it->quantity >= 0 && attach_countable(a, it) &&
                   !(quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE) &&
                   (it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head));
    bool alike = counted && (!noun || (is_thing(it->head) ? is_thing(noun->head) || noun->head == HEAD_UNKNOWN
                                                          : noun->head == HEAD_PEOPLE || noun->head == HEAD_NATION));
    return alike && (mark_at(a, at) == ':' || mark_at(a, at) == TOLL_MARK_DASH) && !attach_has_own_verb(a, at + 1);
}

/* "Deaths by party: Taliban 1,301, government forces 674": each number behind the name of those it counts. */
static void take_named(attacher *a, int at)
{
    const item *count = item_at(a, at);
    int i = attach_after_phrase(a, at);
    if (mark_at(a, i) != ':') return;
    for (i++; kind_is(a, i, ITEM_NOUN) && item_at(a, i)->quantity < 0 && attach_is_cell(a, i + 1) && attach_ends_cell(a, i + 1); i += 2) {
        outcome o = attach_noun_outcome(-1, count->note, count->head_extent);
        attach_take_cell(a, i + 1, item_at(a, i), &o, 0);
        while (kind_is(a, i + 2, ITEM_COMMA) || kind_is(a, i + 2, ITEM_AND) || mark_at(a, i + 2) == ';') i++;
    }
}

/* A noun of loss that labels a cell: "Civilian deaths | 450", "Fatalities 314 | Missing 22". */
static void take_noun_label(attacher *a, int i)
{
    const item *it = item_at(a, i);
    outcome o = attach_noun_outcome(i, it->note, it->head_extent);
    if (attach_is_bar(a, past_aside(a, i + 1)) && link_after(a, i) >= 0) take_cells(a, link_after(a, i), NULL, &o);
    take_named(a, i);
    if (it->head == HEAD_COUNT && attach_is_cell(a, i + 1) && attach_ends_cell(a, i + 1) && begins_cell(a, i))
        attach_take(a, i + 1, &o, -1, false, "cell-of-table");
}

/* A participle that does: "Killed: 12", "Dead 12 | Missing 3", "Killed: 4 soldiers, 2 civilians". */
static void take_participle_label(attacher *a, int i)
{
    const item *it = item_at(a, i);
    int first;
    const item *noun = label_noun(a, i, &first);
    outcome o = attach_noun_outcome(-1, it->note, it->head_extent);
    bool in_row = attach_is_bar(a, i + 2) || attach_is_bar(a, i - 1);
    if (in_row && attach_is_cell(a, i + 1) && attach_ends_cell(a, i + 1) && begins_cell(a, i))
        attach_take(a, i + 1, &o, -1, false, "cell-of-table");
    if (first >= 0 && counted_behind(a, i, noun)) attach_after(a, past_aside(a, i + 1), &o, -1, "cell-of-table");
    if (first >= 0 && is_label(a, i)) take_cells(a, link_after(a, i), noun, &o);
}

void attach_labels(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_COUNT || it->head == HEAD_TOLL)) take_noun_label(a, i);
        if (is_bare_participle(it)) take_participle_label(a, i);
    }
}
