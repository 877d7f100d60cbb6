/* What leans on a loss found before it or in the sentence before: ratios and differences, rates behind the verb, totals. */
#include "attach.h"
#include "claim/inside.h"

/* "a day earlier" is a date and no rate. */
static bool date_holds(attacher *a, unsigned at, unsigned len)
{
    for (size_t i = 0; i < a->parse->date_count; i++) {
        toll_extent date = a->parse->dates[i].extent;
        if (a->parse->dates[i].kind != TOLL_DATE_DURATION && date.first <= at && toll_extent_end(date) > at + len) return true;
    }
    return false;
}

/* "The two wounded soldiers were taken to Tumaco": the words only refer back to as many told of before. */
bool attach_told_again(attacher *a, const item *it)
{
    if (!(it->flags & NOUN_DEFINITE) || !it->modifier.len || quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE) return false;
    const double point = quantity_of(a, it)->quantity.point;
    size_t count;
    const draft *last = attach_claimed_before(a, &count);
    for (size_t i = 0; i < count; i++)
        if ((last - i)->claim.quantity.point == point) return true;
    return false;
}

/* "are being killed each day", "were killed a day": a rate that stands behind the verb. */
void attach_rates(attacher *a)
{
    for (size_t l = 0; l < a->parse->loss_count; l++) {
        const tie *loss = &a->parse->losses[l];
        toll_quantity *q = &a->parse->quantities[loss->quantity].quantity;
        unsigned end = toll_extent_end(loss->outcome_extent), first = toll_extent_end(item_at(a, loss->item)->extent);
        const toll_note *rate = note_at(&a->parse->view, end, claim_class.number_rate);
        if (q->unit != TOLL_UNIT_NUMBER || !rate || end <= first || is_thing(item_at(a, loss->item)->head)) continue;
        if (date_holds(a, end, rate->len)) continue;
        q->unit = TOLL_UNIT_PEOPLE_PER_DAY;
        if (q->qualifier == TOLL_QUALIFIER_MORE_THAN) q->low = q->point; /* the step of one is for counts */
        if (q->qualifier == TOLL_QUALIFIER_LESS_THAN || q->qualifier == TOLL_QUALIFIER_NEARLY) q->high = q->point;
    }
}

/* "two were killed and a third wounded", "killing three and injuring a fourth": one more, and no share of anybody. */
void attach_nth(attacher *a)
{
    const toll_sentence_view *view = &a->parse->view;
    double before = 0; /* the count before it */
    for (size_t i = 0; i < a->parse->quantity_count; i++) {
        toll_quantity_mention *q = &a->parse->quantities[i];
        const unsigned end = toll_extent_end(q->extent);
        const double nth = q->quantity.unit == TOLL_UNIT_PERCENT && q->quantity.point > 0 ? 100 / q->quantity.point : 0;
        const bool next = before >= 2 && nth > before + 0.9 && nth < before + 1.1 && q->extent.count == 2;
        if (next && !has_class(view, end, claim_class.of) && has_class(view, q->extent.first, claim_class.determiner)) {
            q->quantity.unit = TOLL_UNIT_NUMBER;
            q->quantity.point = q->quantity.low = q->quantity.high = 1;
        }
        before = q->quantity.unit == TOLL_UNIT_NUMBER && q->quantity.point < 10 ? q->quantity.point : 0;
    }
}

/* Ratios, shares and differences: the outcome noun or verb of the sentence says of what. */
void attach_ratios(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        toll_quantity_mention *q = &a->parse->quantities[it->quantity];
        unsigned after = toll_extent_end(q->extent);
        while (has_class(&a->parse->view, after, claim_class.determiner) ||
               (after < a->parse->view.count && a->parse->view.tokens[after].mark == TOLL_MARK_CLOSE))
            after++;
        bool compared = has_class(&a->parse->view, after, claim_class.comparison);
        bool difference = compared && (q->quantity.unit == TOLL_UNIT_NUMBER || q->quantity.unit == TOLL_UNIT_PEOPLE_DIFFERENCE) &&
                          has_class(&a->parse->view, after + 1, claim_class.comparison_than);
        if (!difference && (q->quantity.unit != TOLL_UNIT_TIMES || !compared)) continue;
        for (int j = i - 1; j >= 0; j--) {
            const item *noun = item_at(a, j);
            bool loss_noun = noun->kind == ITEM_NOUN && (noun->head == HEAD_COUNT || noun->head == HEAD_TOLL);
            if (!loss_noun && !is_loss_verb(noun)) continue;
            outcome o = attach_noun_outcome(j, noun->note, noun->head_extent);
            item *mine = item_at(a, i);
            uint8_t head = mine->head;
            mine->head = HEAD_PEOPLE;
            if (!attach_take(a, i, &o, -1, false, "ratio")) mine->head = head;
            else if (difference) q->quantity.unit = TOLL_UNIT_PEOPLE_DIFFERENCE;
            break;
        }
    }
}

/* The figure of a total, or an average, of which the loss at `from` says of what. */
static tie *take_total(attacher *a, int at, toll_note of)
{
    size_t count = a->parse->loss_count;
    item *it = item_at(a, at);
    if (it->head == HEAD_TALLY) {
        item kept = *it;
        it->note = of;
        attach_toll(a, at, false);
        *it = kept;
    } else {
        outcome o = attach_noun_outcome(-1, of, (toll_extent){0, 0});
        attach_take(a, at, &o, -1, false, "average-of-total");
    }
    return a->parse->loss_count > count ? &a->parse->losses[count] : NULL;
}

/* "Sixteen more died, bringing the total to 532": a loss of the sentence says of what the total is. */
static bool total_here(attacher *a, int at)
{
    const tie *from = attach_nearest_loss(a, at);
    for (size_t i = 0; i < a->parse->loss_count; i++) /* "12 died and 30 were hurt, bringing the total to": a total is of the dead first */
        if (a->parse->losses[i].item < at && a->parse->losses[i].outcome == TOLL_OUTCOME_KILLED && from &&
            from->outcome != TOLL_OUTCOME_KILLED)
            from = &a->parse->losses[i];
    if (!from || from->outcome > TOLL_OUTCOME_CAPTURED || !kind_is(a, at - 1, ITEM_VERB) || !(item_at(a, at - 1)->flags & VERB_RAISER))
        return false;
    const tie source = *from;
    tie *made = take_total(a, at, source.note);
    if (!made) return false;
    made->noun = -1, made->outcome = source.outcome, made->outcome_extent = source.outcome_extent, made->rule = "total-stands";
    made->carried = source.carried, made->carried_span = source.carried_span;
    return true;
}

/* The claim of the sentence before that a total goes on with: the dead, where they are told beside others. */
static const draft *total_of(attacher *a)
{
    size_t count;
    const draft *last = attach_claimed_before(a, &count);
    for (size_t i = 0; last && i < count; i++)
        if ((last - i)->claim.outcome == TOLL_OUTCOME_KILLED && (last - i)->claim.quantity.unit == TOLL_UNIT_PEOPLE) return last - i;
    return last;
}

/* "95,000 soldiers are stationed there, a total to be cut to 25,000": of those counted before the comma, who are not lost. */
static bool total_of_others(attacher *a, int at)
{
    for (int i = at - 2; kind_is(a, at - 1, ITEM_COMMA) && i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_NOUN && it->head == HEAD_PEOPLE && it->quantity >= 0) return a->owner[it->quantity] < 0;
    }
    return false;
}

/* "killed 12,730 in the month, or over 400 a day": a rate set behind a loss of the sentence. */
static bool rate_here(attacher *a, int at)
{
    attach_source told[ATTACH_SOURCES];
    if (item_at(a, at)->head != HEAD_BARE || !attach_nearest_loss(a, at)) return false;
    bool average = kind_is(a, at - 1, ITEM_OF) && kind_is(a, at - 2, ITEM_NOUN) && item_at(a, at - 2)->quantity < 0;
    int link = average ? at - 3 : at - 1;
    if (!attach_list_link(a, link) && !kind_is(a, link, ITEM_BREAK)) return false;
    unsigned count = attach_told(a, at, told);
    return count && !told[count - 1].carried && attach_carry_one(a, at, &told[count - 1], false, "average-of-total");
}

/* "The total amounted to 12,730, an average of 400 a day": of what, a loss before it says, in the sentence or in the one before. */
void attach_carried(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN) continue;
        bool average = it->quantity >= 0 && a->parse->quantities[it->quantity].quantity.unit == TOLL_UNIT_PEOPLE_PER_DAY &&
                       a->owner[it->quantity] < 0;
        bool total = it->head == HEAD_TALLY && it->quantity < 0 && !kind_is(a, i + 1, ITEM_OF);
        if ((!total && !average) || (total && total_here(a, i)) || (average && rate_here(a, i))) continue;
        const draft *before = total_of(a);
        if (!before || before->claim.quantity.unit != TOLL_UNIT_PEOPLE || total_of_others(a, i)) continue;
        tie *made = take_total(a, i, before->note);
        if (!made) continue;
        made->carried = true, made->carried_span = before->claim.outcome_span, made->noun = -1,
        made->outcome = (uint8_t)before->claim.outcome;
        made->rule = average ? "average-of-total" : "total-stands";
    }
}
