/* What a figure without an outcome of its own can lean on: the losses of the sentence before it, else the claims of the sentence before, else
 * what that one asked. And the tie that such a figure gets.
 *
 * In: the losses found so far, the drafts before. Out: up to ATTACH_SOURCES of them, in the order of the text; parts only where nothing else
 * is told. */
#include "attach.h"
#include "claim/inside.h"

#include <math.h>

static attach_source from_tie(attacher *a, const tie *t)
{
    return (attach_source){.item = t->item,
        .outcome = t->outcome,
        .note = t->note,
        .extent = t->outcome_extent,
        .span = t->carried_span, /* where the words stand in a sentence before */
        .thing = is_thing(item_at(a, t->item)->head),
        .most = a->parse->quantities[t->quantity].quantity.point};
}

static attach_source from_draft(const draft *d)
{
    return (attach_source){.outcome = (uint8_t)d->claim.outcome,
        .note = d->note,
        .span = d->claim.outcome_span,
        .thing = d->claim.quantity.unit == TOLL_UNIT_ITEMS,
        .carried = true,
        .most = d->claim.quantity.point};
}

static bool counts(uint8_t unit, bool part)
{
    return !part && (unit == TOLL_UNIT_NUMBER || unit == TOLL_UNIT_PEOPLE || unit == TOLL_UNIT_ITEMS);
}

const draft *attach_claimed_before(attacher *a, size_t *count)
{
    a->parse->leans = true;
    *count = a->parse->before_count;
    return a->parse->before;
}

unsigned attach_told(attacher *a, int at, attach_source out[ATTACH_SOURCES])
{
    const sentence_parse *parse = a->parse;
    unsigned count = 0;
    for (size_t i = 0; i < parse->loss_count && count < ATTACH_SOURCES; i++) {
        const tie *t = &parse->losses[i];
        if (t->item >= at || !counts((uint8_t)parse->quantities[t->quantity].quantity.unit, t->part)) continue;
        unsigned place = count++;
        for (; place && out[place - 1].item > t->item; place--) out[place] = out[place - 1]; /* in the order of the text */
        out[place] = from_tie(a, t);
    }
    if (count) return count;
    size_t before_count;
    const draft *before = attach_claimed_before(a, &before_count);
    for (unsigned parts = 0; parts < 2 && !count; parts++) /* parts only where nothing else is told */
        for (size_t i = before_count; i-- > 0 && count < ATTACH_SOURCES;) {
            const draft *d = before - i;
            if (!d->article && counts((uint8_t)d->claim.quantity.unit, d->part && !parts)) out[count++] = from_draft(d);
        }
    const asked *asks = parse->asked;
    if (!count && asks) {
        uint8_t code = attach_code(a, &(outcome){.notes = {asks->note}, .count = 1}, false);
        if (code != 255)
            out[count++] = (attach_source){.outcome = code, .note = asks->note, .span = asks->span, .carried = true, .most = INFINITY};
    }
    return count;
}

bool attach_told_of_things(attacher *a)
{
    size_t count;
    const draft *last = attach_claimed_before(a, &count);
    return last && last->claim.quantity.unit == TOLL_UNIT_ITEMS;
}

bool attach_carry_one(attacher *a, int at, const attach_source *from, bool part, const char *rule)
{
    item *it = item_at(a, at);
    sentence_parse *parse = a->parse;
    if (!it || it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || !attach_countable(a, it)) return false;
    bool article = quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE &&
                   !(part && it->head == HEAD_PEOPLE); /* "and a civilian" in a list of parts */
    if (parse->loss_count == LOSS_LIMIT || article) return false;
    bool bare = it->head == HEAD_BARE || it->head == HEAD_OTHERS;
    if (!bare && is_thing(it->head) != from->thing) return false;
    if (bare && from->thing) it->head = HEAD_MATERIEL;
    a->owner[it->quantity] = (int8_t)parse->loss_count;
    parse->losses[parse->loss_count++] = (tie){.quantity = it->quantity,
        .item = (int16_t)at,
        .agent = -1,
        .speaker = -1,
        .noun = -1,
        .outcome = from->outcome,
        .part = part,
        .carried = from->carried || !from->extent.count,
        .carried_span = from->span,
        .outcome_extent = from->extent,
        .note = from->note,
        .rule = rule};
    return true;
}
