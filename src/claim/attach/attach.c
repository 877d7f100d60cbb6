/* Ties quantities to outcomes: the one place that knows where in a sentence the victims of an outcome stand.
 *
 * Each loss word says by its form where to look: after an active verb, before a passive or intransitive one, beside an adjective,
 * after `of`, after the verb that links a toll to its figure. A quantity belongs to one outcome, the surest claimant of it first. */
#include "attach.h"

/* "the tally of wounded", "the toll of injured": what the figure counts stands in the of-phrase. */
static bool tally(attacher *a, int at)
{
    item counted, *it = item_at(a, at), kept = *it;
    bool toll = it->head == HEAD_TOLL && it->note.class_ == claim_class.loss_toll;
    if (it->quantity >= 0 || !(toll || it->head == HEAD_TALLY) || !attach_tally_of(a, at, &counted)) return false;
    it->note = counted.note;
    it->head_extent = counted.head_extent;
    attach_toll(a, at, false);
    *it = kept;
    return true;
}

/* A noun that counts losses, or has a figure for them behind it. */
static void count_losses(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (it->head == HEAD_COUNT && it->quantity >= 0) attach_count(a, at);
    else if (it->head == HEAD_COUNT) attach_toll(a, at, true);
    else if (!tally(a, at) && it->head == HEAD_TOLL)
        attach_toll(a, at, it->note.class_ == claim_class.loss_adjective || it->note.class_ == claim_class.loss_past);
}

void claim_attach(sentence_parse *parse, const toll_claim_tables *tables)
{
    attacher a = {.parse = parse, .tables = tables};
    parse->loss_count = 0;
    parse->leans = false;
    memset(a.owner, -1, sizeof a.owner);
    int count = (int)parse->item_count;
    attach_nth(&a);
    attach_totals(&a);
    attach_list(&a);
    attach_grid(&a);
    attach_ratios(&a);
    for (int i = 0; i < count; i++)
        if (is_loss_verb(item_at(&a, i))) attach_verb(&a, i);
        else if (kind_is(&a, i, ITEM_VERB)) attach_suffering(&a, i);
    for (int i = 0; i < count; i++)
        if (kind_is(&a, i, ITEM_NOUN)) count_losses(&a, i);
    for (int i = 0; i < count; i++) {
        const item *it = item_at(&a, i);
        if (it->kind != ITEM_NOUN) continue;
        attach_act(&a, i);
        attach_damage(&a, i);
        attach_modifier(&a, i);
    }
    attach_states(&a);
    attach_along(&a);
    attach_along_things(&a);
    attach_among(&a);
    attach_of_whole(&a);
    attach_rivals(&a);
    attach_parts(&a);
    attach_carried(&a);
    attach_breakdown(&a);
    attach_rates(&a);
    attach_shared(&a);
}
