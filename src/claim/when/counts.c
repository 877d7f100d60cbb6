/* Does a figure without a day of its own count what has been so far, or one attack?
 *
 * In: a sentence with its loss, and the story so far. Out: yes or no. A look at each token of the sentence. */
#include "when.h"

static bool is_few(const toll_quantity *q)
{
    enum { FEW = 20 };
    return q->point < FEW && !(q->low >= FEW) && !(q->high >= FEW);
}

/* "so far", "in total", "since" where it is the loss's own. */
static bool adds_up(const toll_claim_reader *reader, const tie *loss)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->cumulative)) return false;
    const story *s = &reader->story;
    bool of_event = !loss->perfect && s->event.known && !s->event_over && s->sentence - s->event.sentence <= 8;
    for (unsigned at = 0; at < view->count; at++) {
        if (!has_class(view, at, k->cumulative)) continue;
        if (of_event && when_word(reader, at, TIME_TOTAL)) continue; /* "a total of 33 died": of the day just told */
        if (!has_class(view, at, reader->tables->mention.date.since) || !claim_since_elsewhere(reader, loss, at)) return true;
    }
    return false;
}

/* "Its ministry counted 63 dead. The enemy put them at 400": a rival count of the same side's dead, of the attack that was told of. */
static bool is_rival(const toll_claim_reader *reader, const timing *t, draft *out)
{
    enum { REACH = 4, TIMES = 20 };
    if (t->loss->perfect || sentence_has(reader, claim_class.cumulative)) return false;
    const toll_victims *ours = &out->claim.victims;
    double here = claim_size(&out->claim);
    for (size_t i = reader->draft_count; ours->side && i-- > 0 && reader->story.sentence - reader->drafts[i].sentence <= REACH;) {
        const toll_claim *told = &reader->drafts[i].claim;
        if (reader->drafts[i].sentence == reader->story.sentence && reader->drafts[i].rival)
            return out->rival = true; /* "and 300 wounded" */
        if (!told->victims.side || strcmp(ours->side, told->victims.side) != 0 || out->claim.outcome != told->outcome) continue;
        double there = claim_size(told);
        return out->rival = told->period.kind == TOLL_PERIOD_EVENT && here > 0 && there > 0 && here < TIMES * there && there < TIMES * here;
    }
    return false;
}

/* "Thirteen Israelis have been killed", where the text has told a total: of a whole nation, with no attack, up to now. */
static bool counts_nation(const toll_claim_reader *reader, const timing *t, const draft *out)
{
    enum { REACH = 4 };
    const claim_classes *k = &claim_class;
    const toll_extent noun = reader->parse.items[t->loss->item].extent;
    if (!t->loss->perfect || t->attack || out->place_said || out->points_back || sentence_has(reader, k->attack_verb)) return false;
    if (!when_any_between(&reader->parse.view, noun.first, toll_extent_end(noun), k->nationality)) return false;
    for (size_t i = reader->draft_count; i-- > 0 && reader->story.sentence - reader->drafts[i].sentence <= REACH;) {
        const toll_claim *told = &reader->drafts[i].claim;
        bool total = told->period.kind == TOLL_PERIOD_CUMULATIVE ||
                     (told->period.kind == TOLL_PERIOD_WINDOW && told->period.from == TOLL_DAY_UNKNOWN);
        if (total && (told->quantity.point >= 100 || told->quantity.low >= 100)) return true;
    }
    return false;
}

bool when_counts_on(const toll_claim_reader *reader, const timing *t, draft *out)
{
    const claim_classes *k = &claim_class;
    if (is_rival(reader, t, out) || (!t->loss->perfect && when_says(reader, TIME_OWNED))) return false;
    if ((t->loss->perfect && when_says(reader, TIME_NOW)) || when_costs_war(reader, t->loss) || counts_nation(reader, t, out)) return true;
    const toll_quantity *q = &reader->parse.quantities[t->loss->quantity].quantity;
    const bool few = is_few(
        q); /* "three of its members have been killed in the town": of what happened there, though the verb tells what has been so far */
    if (!t->attack && !t->near_attack && !few && when_says(reader, TIME_TALLY)) return true;
    if (t->loss->perfect && t->hundreds && adds_up(reader, t->loss) && !out->points_back)
        return true; /* "have been killed so far in the operation" */
    bool war = sentence_has(reader, k->conflict) || (t->hundreds && sentence_has(reader, k->war_word) && !t->attack);
    bool sum = adds_up(reader, t->loss) || war || (out->toll && !t->near_attack);
    bool up_to_now = !t->near_attack && t->loss->perfect && !few;
    bool open_ended = sum || up_to_now || (t->hundreds && claim_country(reader, t->loss, out) != NULL);
    enum { HUGE = 5000 };
    if (!t->attack && !out->points_back && (q->point >= HUGE || q->low >= HUGE)) return true; /* "when it murdered 70,000" */
    bool lose = !strcmp(claim_cell(reader->tables->tables, &t->loss->note, "weak"), "lose");
    const draft *before = claim_draft_before(reader, 2);
    if (t->loss->perfect && !t->attack && before && before->claim.period.kind == TOLL_PERIOD_CUMULATIVE) return true;
    if (t->attack && t->loss->perfect && (!few || when_says(reader, TIME_MASS)) && !when_says(reader, TIME_RUBBLE) &&
        (!when_one_attack(reader) || (t->hundreds && when_says(reader, TIME_LONG))) && !out->points_back)
        return true; /* "have been killed in fighting" */
    return (!t->attack && (open_ended || (t->hundreds && !t->near_attack))) || ((t->large || lose) && t->loss->perfect);
}
