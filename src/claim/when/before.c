/* Figures that take the period of the claim before them: what is counted of it ("Of these, 148 were killed", "Ten of the marines"), and a day's or a
 * month's count that goes on in the next sentence.
 *
 * In: a loss whose sentence gives no period, the claims so far. Out: its period; false where it leans on none. A look at the last claim. */
#include "when.h"

/* "... killed 14 marines in 2007. Ten of the marines were beheaded": of those just counted. */
static bool is_subset(const toll_claim_reader *reader, const tie *loss, const draft *before)
{
    const toll_sentence_view *view = &reader->parse.view;
    unsigned at = toll_extent_end(reader->parse.quantities[loss->quantity].extent);
    toll_span counted = before->claim.victims.span;
    if (!has_class(view, at, claim_class.of) || !has_class(view, at + 1, claim_class.definite) || at + 2 >= view->count) return false;
    const toll_token *noun = &view->tokens[at + 2];
    const char *text = view->text.data;
    return counted.len >= noun->len && !memcmp(text + counted.off + counted.len - noun->len, text + noun->off, noun->len);
}

/* "Of these, 148 were killed": what leans on the claim before shares its period. */
bool when_shared(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = &reader->parse.items[loss->item];
    const draft *before = claim_draft_before(reader, 1);
    if (!before || (before->claim.period.kind == TOLL_PERIOD_AVERAGE && loss->perfect)) return false;
    bool leans = loss->part || loss->carried || is_subset(reader, loss, before),
         bare = noun->head == HEAD_BARE || noun->head == HEAD_OTHERS;
    const toll_period *shared = &before->claim.period;
    bool stretch = shared->from != TOLL_DAY_UNKNOWN && shared->to != TOLL_DAY_UNKNOWN && shared->to - shared->from > 1;
    if (!leans && !(bare && (before->sentence == reader->story.sentence || !stretch))) return false;
    bool war = sentence_has(reader, claim_class.war_word) || sentence_has(reader, claim_class.conflict);
    if (!leans && loss->perfect && war && before->sentence != reader->story.sentence) return false; /* "The war has left 100,000 dead" */
    bool headed = !leans && before->claim.zone == TOLL_ZONE_HEADLINE && shared->kind == TOLL_PERIOD_CUMULATIVE;
    if (headed && !before->day_said) return false; /* "X raises toll to 89": of what, the text says */
    out->claim.period = before->claim.period;
    out->event_open = before->event_open;
    out->day_said = before->day_said;
    if (shared->kind == TOLL_PERIOD_WINDOW && !stretch &&
        out->at_once) /* "killed 14 on Thursday. Nine of them died when a bus was ambushed in X" */
        out->claim.period.kind = TOLL_PERIOD_EVENT;
    return true;
}

/* A text that begins with a month's count is about that month, also over a sentence that counts none. */
static bool is_of_month(const toll_claim_reader *reader, const draft *count)
{
    enum { WEEK = 7 };
    const toll_period *month = &count->claim.period, *first = &reader->drafts[0].claim.period;
    return month->kind == TOLL_PERIOD_WINDOW && claim_days(month->from, month->to) > WEEK && month->from == first->from &&
           month->to == first->to;
}

/* A day's or month's count goes on in the next sentence, where that tells of no attack of its own, and "in the same period". */
bool when_goes_on(toll_claim_reader *reader, const timing *t, draft *out)
{
    enum { YEAR = 366, FAR = 2 };
    const story *s = &reader->story;
    const draft *before = claim_draft_before(reader, 1), *count = before ? NULL : claim_draft_before(reader, FAR);
    if (count && is_of_month(reader, count) && !t->attack && s->attack_sentence <= count->sentence + 1) before = count;
    if (!before) return false;
    bool stretch = before->claim.period.kind == TOLL_PERIOD_WINDOW || before->claim.period.kind == TOLL_PERIOD_CUMULATIVE;
    bool same = when_says(reader, TIME_SAME);
    if (!same && (!stretch || !before->day_said || when_one_attack(reader) || t->loss->perfect)) return false;
    if (!same && t->hundreds && when_killed_by_war(reader, t->loss)) return false; /* "The war has cost 40,000 lives" */
    const toll_period *last = &before->claim.period;
    bool another = last->kind == TOLL_PERIOD_CUMULATIVE && before->sentence != s->sentence && out->place_said &&
                   (t->attack || when_differ(before->claim.place.id, out->claim.place.id));
    if (!same && !t->hundreds && another) return false; /* "since Friday ... In X, seven were shot dead" */
    bool years = last->from != TOLL_DAY_UNKNOWN && last->to != TOLL_DAY_UNKNOWN &&
                 last->to - last->from > YEAR; /* a raid is told in the days of other raids, not of a war */
    if (!same && ((t->attack && years) || when_comes_after(reader, out->claim.quantity.span.off))) return false;
    bool stretched = s->then.known && s->then.to != TOLL_DAY_UNKNOWN && claim_days(s->then.from, s->then.to) > 1;
    if (same && stretched && s->sentence - s->then.sentence <= 1) { /* "the toll of February. In that month 1,626 died" */
        set_days(&out->claim.period, TOLL_PERIOD_WINDOW, s->then.from, s->then.to);
        return out->day_said = true;
    }
    out->claim.period = before->claim.period;
    bool of_these = has_class(&reader->parse.view, 0, claim_class.of);
    if (out->claim.period.kind == TOLL_PERIOD_CUMULATIVE && !same && !of_these)
        out->claim.period.from = TOLL_DAY_UNKNOWN; /* only its own sentence may name it */
    out->day_said = before->day_said;
    return true;
}
