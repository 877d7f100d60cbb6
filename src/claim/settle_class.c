/* Of which kind people are whom no word of their own says: what the whole text tells of those who fell with them.
 *
 * In: the drafts of the document. Out: classes. A whole is mixed where soldiers or fighters are among its parts, in its own sentence or in one
 * near it ("At least 12 of the dead were policemen"), and where figures of soldiers and of civilians add up to it; it stays so where it is told
 * again. Where an attack killed fighters of the victims' own camp as well, people are not taken for civilians. Only a class that was worked out
 * from place and target is changed. Each draft looks at a bounded number of neighbours. */
#include "claim/whose/whose.h"

enum { NEAR = 24, REACH = 3 }; /* claims looked at before and after one; sentences from a whole to a part that leans on it */
enum { OF_SOLDIERS = 1, OF_CIVILIANS = 2, OF_CALLED_CIVILIANS = 4 };

/* Counts it people of whom no word of theirs says what they were? */
static bool is_open(const draft *d)
{
    const toll_victims *victims = &d->claim.victims;
    bool class_ = victims->class_ == TOLL_CLASS_UNKNOWN || victims->class_ == TOLL_CLASS_CIVILIAN;
    bool people = !victims->category || !strcmp(victims->category, "people");
    return class_ && d->claim.quantity.unit == TOLL_UNIT_PEOPLE && (victims->class_ == TOLL_CLASS_UNKNOWN || (people && !d->class_said));
}

/* May both be of one attack? Their days are the same. */
static bool is_same_day(const draft *a, const draft *b)
{
    const toll_period *one = &a->claim.period, *two = &b->claim.period;
    return one->kind != TOLL_PERIOD_CUMULATIVE && two->kind != TOLL_PERIOD_CUMULATIVE && one->from == two->from && one->to == two->to;
}

static uint32_t sentences_between(const draft *a, const draft *b)
{
    return a->sentence > b->sentence ? a->sentence - b->sentence : b->sentence - a->sentence;
}

/* --- parts */

static bool can_hold(const draft *whole, const draft *part)
{
    bool less = !(claim_size(&part->claim) > claim_size(&whole->claim)); /* true where one of them is vague */
    return !whole->part && whose_is_people(whole->claim.victims.class_) && whole->claim.outcome == part->claim.outcome && less;
}

/* The figure that a part is of: the last one before it, else the one behind it ("ten children were among the 48 killed"); NULL = none. */
static draft *whole_of(toll_claim_reader *reader, size_t at)
{
    const draft *part = &reader->drafts[at];
    size_t last = at > NEAR ? at - NEAR : 0;
    draft *before = NULL;
    for (size_t i = at; i-- > last && !before;) {
        draft *it = &reader->drafts[i];
        if (sentences_between(it, part) > REACH) break;
        if (can_hold(it, part) && (it->sentence == part->sentence || is_same_day(it, part))) before = it;
    }
    if (before && before->sentence == part->sentence) return before;
    for (size_t i = at + 1; i < reader->draft_count && i <= at + NEAR && reader->drafts[i].sentence == part->sentence; i++)
        if (can_hold(&reader->drafts[i], part)) return &reader->drafts[i];
    return before;
}

/* What the parts of each figure are. */
static void collect_parts(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        const draft *part = &reader->drafts[i];
        const toll_victims *those = &part->claim.victims;
        draft *whole = part->part && whose_is_people(those->class_) ? whole_of(reader, i) : NULL;
        if (!whole) continue;
        bool civilian = those->class_ == TOLL_CLASS_CIVILIAN && !part->class_lent;
        bool called = civilian && those->category && !strcmp(those->category, "civilians") && whole->sentence == part->sentence;
        if (those->class_ == TOLL_CLASS_MILITARY) whole->parts |= OF_SOLDIERS;
        if (civilian) whole->parts |= OF_CIVILIANS;
        if (called) whole->parts |= OF_CALLED_CIVILIANS;
    }
}

/* "30 dead: 20 soldiers and 10 civilians", "60 people, 50 of them civilians": what its parts say of the whole. */
static void take_parts(draft *whole)
{
    toll_victims *victims = &whole->claim.victims;
    if (!is_open(whole)) return;
    bool civilian = victims->class_ == TOLL_CLASS_CIVILIAN;
    if (whole->parts & OF_SOLDIERS && (civilian || whole->parts & OF_CIVILIANS)) victims->class_ = TOLL_CLASS_MIXED;
    else if (whole->parts & OF_CALLED_CIVILIANS && whole->class_lent && civilian) victims->class_ = TOLL_CLASS_UNKNOWN;
}

/* --- sums */

/* "52 dead: at least 50 fighters and two civilians were killed": what figures that follow one another and add up to the whole are together, and
 * whether they are of several sides. */
static toll_class class_of_sum(const toll_claim_reader *reader, size_t first, const draft *whole, bool *several)
{
    enum { MOST = 5 };
    double sum = 0;
    bool soldiers = false, civilians = false;
    const char *side = NULL;
    size_t i = first;
    *several = false;
    for (unsigned parts = 0; parts < MOST && i < reader->draft_count && i < first + NEAR; i++) {
        const draft *d = &reader->drafts[i];
        toll_class class_ = d->claim.victims.class_;
        if (d == whole || d->claim.outcome != whole->claim.outcome || (d->part && d->sentence != whole->sentence)) continue;
        bool told = class_ == TOLL_CLASS_MILITARY || (class_ == TOLL_CLASS_CIVILIAN && d->class_said);
        if (!told || sentences_between(d, &reader->drafts[first]) > 1 || !is_same_day(d, whole)) return TOLL_CLASS_UNKNOWN;
        *several |= parts && (!side != !d->claim.victims.side || (side && strcmp(side, d->claim.victims.side) != 0));
        side = d->claim.victims.side;
        sum += claim_size(&d->claim), parts++;
        soldiers |= class_ == TOLL_CLASS_MILITARY, civilians |= class_ == TOLL_CLASS_CIVILIAN;
        if (!(sum < claim_size(&whole->claim))) break;
    }
    if (sum != claim_size(&whole->claim) || i == first || !soldiers) return TOLL_CLASS_UNKNOWN;
    return civilians ? TOLL_CLASS_MIXED : TOLL_CLASS_MILITARY;
}

static void take_sum(toll_claim_reader *reader, size_t at)
{
    draft *whole = &reader->drafts[at];
    if (!is_open(whole) || !claim_befell_people(whole->claim.outcome) || !(claim_size(&whole->claim) >= 3)) return;
    for (size_t i = at > NEAR ? at - NEAR : 0; i < reader->draft_count && i <= at + NEAR; i++) {
        bool several;
        toll_class all = class_of_sum(reader, i, whole, &several);
        if (all == TOLL_CLASS_UNKNOWN) continue;
        whole->claim.victims.class_ = all;
        if (several && !whole->side_said) whole->claim.victims.side = NULL; /* "Six died: a policeman and five rebels" */
        return;
    }
}

/* --- the rest of the attack */

/* What a mixed figure is, it is where it is told again. */
static void tell_again(toll_claim_reader *reader, size_t at)
{
    const draft *whole = &reader->drafts[at];
    if (whole->claim.victims.class_ != TOLL_CLASS_MIXED || !(claim_size(&whole->claim) >= 3)) return;
    for (size_t i = at > NEAR ? at - NEAR : 0; i < reader->draft_count && i <= at + NEAR; i++) {
        draft *again = &reader->drafts[i];
        bool same = claim_size(&again->claim) == claim_size(&whole->claim) && again->claim.outcome == whole->claim.outcome;
        if (same && is_open(again) && is_same_day(again, whole)) again->claim.victims.class_ = TOLL_CLASS_MIXED;
    }
}

static bool is_same_place(const toll_place *a, const toll_place *b)
{
    if (a->name && b->name) return !strcmp(a->name, b->name);
    return a->span.len && a->span.off == b->span.off;
}

/* Fighters of the victims' own camp fell in the attack, and not as a part of them: "the strike killed 50 people; a commander was killed in it". */
static bool fell_with_fighters(toll_claim_reader *reader, size_t at)
{
    const draft *open = &reader->drafts[at];
    const char *side = open->claim.victims.side;
    for (size_t i = at > NEAR ? at - NEAR : 0; side && i < reader->draft_count && i <= at + NEAR; i++) {
        const draft *d = &reader->drafts[i];
        const toll_victims *those = &d->claim.victims;
        bool soldiers = those->class_ == TOLL_CLASS_MILITARY && those->side && claim_befell_people(d->claim.outcome) &&
                        sentences_between(d, open) <= 2;
        bool tied = d->sentence == open->sentence || d->points_back; /* "the army lost three" may be another matter */
        if (!soldiers || !tied || !is_same_day(d, open) || open->claim.period.from == TOLL_DAY_UNKNOWN) continue;
        bool own = !strcmp(those->side, side) || (!claim_is_state(those->side) && claim_allied(reader, those->side, side));
        if (own && is_same_place(&open->claim.place, &d->claim.place)) return true;
    }
    return false;
}

void claim_settle_class(toll_claim_reader *reader)
{
    collect_parts(reader);
    for (size_t i = 0; i < reader->draft_count; i++) take_parts(&reader->drafts[i]);
    for (size_t i = 0; i < reader->draft_count; i++) take_sum(reader, i);
    for (size_t i = 0; i < reader->draft_count; i++) tell_again(reader, i);
    for (size_t i = 0; i < reader->draft_count; i++)
        if (is_open(&reader->drafts[i]) && fell_with_fighters(reader, i)) reader->drafts[i].claim.victims.class_ = TOLL_CLASS_UNKNOWN;
}
