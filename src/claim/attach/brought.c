/* What a number is brought to: "bringing to 52 the number who have died", "This brings to 184 the number of personnel killed", "which takes
 * it to 207".
 *
 * In: a verb that raises or lowers a number. Out: a tie for the number it becomes, with the outcome that the words behind it, the list named or
 * the loss before it say. Looks at a few items on either side. */
#include "attach.h"

static bool raises(attacher *a, int at)
{
    if (!toll_classes_has(a->parse->view.scratch->all, claim_class.raiser)) return false;
    const item *it = item_at(a, at);
    if (!it || (it->kind != ITEM_VERB && it->kind != ITEM_NOUN)) return false;
    return has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, claim_class.raiser) && !(it->flags & (VERB_MODAL | VERB_NEGATED));
}

/* "the number of Yugoslav jets destroyed": the things counted; NULL where none are. */
static const item *things_counted(attacher *a, int at)
{
    const item *things = kind_is(a, at + 1, ITEM_OF) && kind_is(a, at + 2, ITEM_NOUN) ? item_at(a, at + 2) : NULL;
    return things && is_thing(things->head) && things->quantity < 0 ? things : NULL;
}

/* The figure counts those things. */
static bool take_things(attacher *a, int at, const item *things, const attach_source *from)
{
    item *figure = item_at(a, at), kept = *figure;
    *figure = *things;
    figure->quantity = kept.quantity;
    if (attach_carry_one(a, at, from, false, "total-stands")) return true;
    *figure = kept;
    return false;
}

/* What is counted by "the number of Canadian troops killed", "the number who have died" that begins at `at`. */
static bool counted_as(attacher *a, int at, attach_source *out)
{
    const item *noun = item_at(a, at);
    if (!noun || noun->kind != ITEM_NOUN || (noun->head != HEAD_TALLY && noun->head != HEAD_TOLL)) return false;
    for (int i = at; i < at + 8; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_AND) break;
        bool says = is_loss_verb(it) || (it->kind == ITEM_NOUN && (it->head == HEAD_TOLL || it->head == HEAD_COUNT));
        if (!says) continue;
        bool thing = things_counted(a, at) != NULL;
        uint8_t code = attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, thing);
        if (code == 255) continue;
        *out = (attach_source){.outcome = code, .note = it->note, .extent = it->head_extent, .thing = thing};
        return true;
    }
    attach_source told[ATTACH_SOURCES];
    unsigned count = attach_told(a, at, told);
    if (count) *out = told[count - 1];
    return count > 0;
}

/* What "it" counts before `at`: the dead of a list or toll that the sentence names, else what was told last. */
static bool listed_before(attacher *a, int at, attach_source *out)
{
    attach_source told[ATTACH_SOURCES];
    unsigned count = attach_told(a, at, told);
    if (count) *out = told[count - 1];
    if (count && !out->carried) return true;
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || (it->head != HEAD_TOLL && it->head != HEAD_COUNT)) continue;
        uint8_t code = attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false);
        if (code == 255) continue;
        *out = (attach_source){.outcome = code, .note = it->note, .extent = it->head_extent};
        return true;
    }
    return count > 0;
}

/* "bringing to 52 the number who have died this month and to 2,867 since the invasion", "which takes it to 350" */
void attach_brought(attacher *a, int at)
{
    if (!raises(a, at)) return;
    int to = at + 1;
    bool it = kind_is(a, to, ITEM_NOUN) && all_in(a, item_at(a, to), claim_class.figure_it);
    if (it) to++;
    attach_source from;
    if (!kind_is(a, to, ITEM_PREPOSITION) || !class_in(a, item_at(a, to), claim_class.toll_value) || !attach_is_bare(a, to + 1)) return;
    if (it) {
        if (attach_ends_clause(a, to + 1) && listed_before(a, at, &from)) attach_carry_one(a, to + 1, &from, false, "total-stands");
        return;
    }
    if (!counted_as(a, to + 2, &from)) return;
    const item *things = from.thing ? things_counted(a, to + 2) : NULL;
    if (things) {
        take_things(a, to + 1, things, &from);
        return;
    }
    if (!attach_carry_one(a, to + 1, &from, false, "total-stands")) return;
    a->parse->losses[a->parse->loss_count - 1].noun = (int16_t)(to + 2);
    for (int i = to + 3; i < to + 16; i++) {
        const item *next = item_at(a, i);
        if (!next || next->kind == ITEM_STOP) return;
        if (next->kind == ITEM_AND && kind_is(a, i + 1, ITEM_PREPOSITION) && class_in(a, item_at(a, i + 1), claim_class.toll_value) &&
            attach_is_bare(a, i + 2))
            attach_carry_one(a, i + 2, &from, false, "total-stands");
    }
}
