/* Which date of a sentence is the loss's.
 *
 * In: a sentence with its phrases, attributions and dates, and a loss in it. Out: the date that the loss hangs on, NULL where none does, and
 * the day on which the figure was said, where the words give one. A sentence may date many things: when somebody spoke, what a comparison
 * compares with, since when a place is held. Those are set aside first; of the rest the nearest wins, clause by clause. A few looks at each
 * token of the sentence for each date. */
#include "when.h"

enum { HEAD_SENTENCES = 8 }; /* where a date line can stand */

static bool lower_word(const toll_sentence_view *view, unsigned at)
{
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape == TOLL_SHAPE_LOWER;
}

bool when_is_value(const toll_claim_reader *reader, const toll_date *date, const char *value)
{
    return date->rule != TOLL_NO_RULE && toll_same(toll_rule_setting(reader->tables->tables, date->rule, "value"), value);
}

/* A day of the calendar, not one that is counted back from today. */
static bool is_calendar(const toll_claim_reader *reader, const toll_date *date)
{
    return when_is_value(reader, date, "civil") || when_is_value(reader, date, "iso") || when_is_value(reader, date, "dotted") ||
           when_is_value(reader, date, "slashed");
}

/* A full date before which stand only names and marks, and after which no clause goes on: "KABUL, Afghanistan (Oct. 8) -". It dates the text. */
bool claim_is_dateline(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    if (reader->story.sentence >= HEAD_SENTENCES || date->kind != TOLL_DATE_POINT || date->grain != 'd') return false;
    bool numeric = view->tokens[date->extent.first].kind == TOLL_TOKEN_NUMBER;
    if ((!numeric && date->extent.count < 2) || !is_calendar(reader, date)) return false;
    bool led = date->extent.first && has_class(view, date->extent.first - 1, k->preposition); /* "on 9 July 2014" */
    if (!date->relative && date->from == reader->story.today && (numeric || (date->extent.count >= 3 && !led))) return true;
    for (unsigned at = 0; at < date->extent.first; at++) {
        bool dating = has_class(view, at, k->dateline);
        if (has_class(view, at, k->preposition) || (lower_word(view, at) && !dating)) return false;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) && !dating) return false;
    }
    unsigned end = toll_extent_end(date->extent);
    if (end < view->count && view->tokens[end].mark == ':' && date->from != reader->story.today) return false; /* an entry of a list */
    return !lower_word(view, end) && !(end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC) &&
           !(end < view->count && view->tokens[end].mark == ',' && lower_word(view, end + 1));
}

/* --- when it was said */
static bool inside(const toll_attribution *a, unsigned token)
{
    return toll_extent_holds(a->content, token) || toll_extent_holds(a->content2, token);
}

/* "said on Wednesday that": a date beside a cue and outside what is said. */
bool claim_beside_cue(const toll_claim_reader *reader, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        unsigned cue = a->cue.first, at = date->extent.first, end = toll_extent_end(a->cue);
        if (a->source.count && a->source.first >= end && a->source.first < at)
            end = toll_extent_end(a->source); /* "said the ministry on Sunday" */
        bool near = at >= cue ? at < end + 4 : at + 6 >= cue, says = a->source.count && !(a->flags & TOLL_ATTRIBUTION_WEAK);
        if (says && near && !inside(a, at)) return true;
    }
    return false;
}

/* "Monday's ambush", "the ambush on Monday": a date that hangs on an attack. */
static bool of_attack(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    bool owns = end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC;
    for (unsigned at = end; owns && at < end + 4 && at < view->count; at++)
        if (has_class(view, at, k->attack)) return true;
    for (unsigned at = first; at-- > 0 && at + 3 >= first;) {
        if (has_class(view, at, k->attack)) return true;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) || has_class(view, at, k->cue_say)) return false;
    }
    return false;
}

/* "It was reported today that", "it was announced on Sunday that": nobody is named, the day is that of the report all the same. */
static bool is_reported(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    unsigned that = toll_extent_end(date->extent); /* no "who", no "after" */
    if (!has_class(view, that, k->subordinator) || !has_class(view, that, k->relative)) return false;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;)
        if (has_class(view, at, k->cue_say)) return at && (has_class(view, at - 1, k->be) || (at > 1 && has_class(view, at - 2, k->be)));
        else if (!has_class(view, at, k->preposition) && !has_class(view, at, k->adverb)) return false; /* "said strikes on Sunday that" */
    return false;
}

/* "the ministry said on Wednesday that ...": a date outside what is said tells when it was said. */
static bool is_stated(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned token = parse->quantities[loss->quantity].number.first;
    if (when_is_value(reader, date, "before") || date->kind == TOLL_DATE_UNTIL) return false; /* "a day after officials said that" */
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!a->source.count || a->flags & TOLL_ATTRIBUTION_WEAK || !inside(a, token)) continue;
        if (!inside(a, date->extent.first)) return !of_attack(reader, date);
    }
    return is_reported(reader, date);
}

static bool attack_beside(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    for (unsigned at = first > 4 ? first - 4 : 0; at < first; at++)
        if (has_class(view, at, k->attack) || has_class(view, at, k->attack_verb)) return true;
    for (unsigned at = end; at < end + 3 && at < view->count; at++)
        if (has_class(view, at, k->attack)) return true;
    return false;
}

/* "On Friday the toll rose to 115": a toll is told, and nobody died, on the day on which it rises. */
static bool is_toll_day(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    if (strcmp(loss->rule, "toll-stands") != 0 || date->kind != TOLL_DATE_POINT || date->grain != 'd' || date->from != date->to)
        return false;
    if (reader->parse.quantities[loss->quantity].quantity.unit == TOLL_UNIT_PEOPLE_DIFFERENCE) return false;
    return !attack_beside(reader, date);
}

/* --- dates of other things */
static bool any_between(const toll_sentence_view *view, unsigned first, unsigned end, uint8_t class_)
{
    for (unsigned at = first; at < end; at++)
        if (has_class(view, at, class_)) return true;
    return false;
}

static unsigned loss_end(const toll_claim_reader *reader, const tie *loss)
{
    unsigned figure = toll_extent_end(reader->parse.quantities[loss->quantity].extent), outcome = toll_extent_end(loss->outcome_extent);
    return figure > outcome || loss->carried ? figure : outcome;
}

/* "since the assaults that killed 130 in November": the figure tells since what, not what has been counted since. */
static bool is_inside_since(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first;
    unsigned outcome = loss->outcome_extent.first;
    if (loss->carried || since >= outcome || outcome >= figure) return false;
    return any_between(view, outcome > since + REACH ? outcome - REACH : since, outcome, reader->tables->classes.relative);
}

/* "the largest raid since May", "killed in a city which has been held since 2014": a since that hangs on another word than the loss. */
bool claim_since_elsewhere(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    enum { REACH = 14 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    if (any_between(view, since > REACH ? since - REACH : 0, since, k->superlative)) return true;
    if (loss && is_inside_since(reader, loss, since)) return true;
    return loss && any_between(view, loss_end(reader, loss), since, k->relative);
}

static bool figure_between(const toll_claim_reader *reader, const tie *loss, unsigned first, unsigned end)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned at = parse->quantities[parse->losses[i].quantity].extent.first;
        if (&parse->losses[i] != loss && at >= first && at < end) return true;
    }
    return false;
}

/* "22 killed, among whom are three hurt on Thursday": a date of a clause that counts others. */
static bool is_beyond(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned end = loss_end(reader, loss);
    return end < date->extent.first && any_between(&reader->parse.view, end, date->extent.first, reader->tables->classes.relative) &&
           figure_between(reader, loss, end, date->extent.first);
}

static bool is_elsewhere(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    if (date->kind == TOLL_DATE_SINCE && claim_since_elsewhere(reader, loss, date->extent.first)) return true;
    unsigned end = loss_end(reader, loss);
    /* "824 a day, four times the rate of June", "60 more than on 6 February": what is compared with */
    return end < date->extent.first && any_between(view, end, date->extent.first, k->comparison_than);
}

/* "mourned on Friday the 12 killed", "met Wednesday to debate the strike": the day of what people did about it. */
bool claim_is_reaction(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 5 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    bool mark = end < view->count && view->tokens[end].kind == TOLL_TOKEN_MARK &&
                (view->tokens[end].mark == TOLL_MARK_CLITIC || view->tokens[end].mark == ',');
    if (has_class(view, end, k->attack) || (mark && has_class(view, end + 1, k->attack)))
        return false; /* "vowed revenge for Tuesday's strike", "charged over the Dec. 21, 1988, bombing" */
    for (unsigned at = first; at-- > 0 && at + REACH >= first;) {
        if (has_class(view, at, k->reaction)) return true;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) || view->tokens[at].kind == TOLL_TOKEN_MARK) break;
    }
    for (unsigned at = end; at < end + REACH && at < view->count; at++) {
        if (has_class(view, at, k->reaction)) return true;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) || has_class(view, at, k->attack)) break;
    }
    return false;
}

/* "Two died. 'Today they have been shelling it all day,' he said on Sunday": a day in somebody's mouth is of what that mouth says. */
static bool in_other_quote(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    if (!when_is_value(reader, date, "shift")) return false;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first;
    for (size_t i = 0; i < reader->parse.attribution_count; i++) {
        const toll_attribution *a = &reader->parse.attributions[i];
        if (a->flags & TOLL_ATTRIBUTION_QUOTE && inside(a, date->extent.first) && !inside(a, figure)) return true;
    }
    return false;
}

/* --- the date of the loss */
static bool dates_nothing(const toll_claim_reader *reader, const toll_date *date)
{
    toll_day today = reader->story.today;
    if (date->kind == TOLL_DATE_DURATION) return true;
    if (date->from == TOLL_DAY_UNKNOWN && date->kind == TOLL_DATE_POINT) return true;
    if (date->kind == TOLL_DATE_UNTIL && date->to == TOLL_DAY_UNKNOWN) return true;
    bool year = date->kind == TOLL_DATE_POINT && date->grain == 'y' && !when_is_value(reader, date, "period"); /* no "last year" */
    if (year && reader->parse.date_count > 1) return true;
    if (today != TOLL_DAY_UNKNOWN && date->from != TOLL_DAY_UNKNOWN && date->from > today) return true; /* nobody has died tomorrow */
    return claim_is_dateline(reader, date);
}

static unsigned distance(unsigned a, unsigned b)
{
    return a > b ? a - b : b - a;
}

const toll_date *claim_date_of(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    unsigned here = parse->quantities[loss->quantity].extent.first;
    const toll_date *best = NULL;
    unsigned best_cost = 0;
    out->claim.stated = TOLL_DAY_UNKNOWN;
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (dates_nothing(reader, date)) continue;
        if (is_stated(reader, loss, date) || is_toll_day(reader, loss, date)) {
            if (date->kind == TOLL_DATE_POINT && date->grain == 'd') out->claim.stated = date->from;
            continue;
        }
        if (is_beyond(reader, loss, date)) {
            out->day_beyond = true;
            continue;
        }
        if (is_elsewhere(reader, loss, date) || in_other_quote(reader, loss, date) ||
            (date->kind == TOLL_DATE_POINT && claim_is_reaction(reader, date)))
            continue;
        unsigned cost = distance(date->extent.first, here) + 3 * (unsigned)claim_clauses_between(parse, date->extent.first, here);
        if (!best || cost < best_cost) best = date, best_cost = cost;
    }
    return best;
}

/* "on Saturday and Sunday", "in June and July": the last day of what goes on from the date; *first too where the date is the second. */
void claim_date_joined(const toll_claim_reader *reader, const toll_date *date, toll_day *from, toll_day *to)
{
    enum { REACH = 5 };
    const sentence_parse *parse = &reader->parse;
    size_t index = (size_t)(date - parse->dates);
    *from = date->from, *to = date->to;
    for (int step = -1; step <= 1; step += 2) {
        if ((step < 0 && !index) || (step > 0 && index + 1 >= parse->date_count)) continue;
        const toll_date *other = step < 0 ? date - 1 : date + 1, *first = step < 0 ? other : date, *second = step < 0 ? date : other;
        unsigned at = toll_extent_end(first->extent);
        if (first->kind != TOLL_DATE_POINT || second->kind != TOLL_DATE_POINT || first->grain != second->grain) continue;
        if (first->from == TOLL_DAY_UNKNOWN || second->from == TOLL_DAY_UNKNOWN ||
            !has_class(&parse->view, at, reader->tables->classes.conjunction))
            continue;
        while (++at < second->extent.first && lower_word(&parse->view, at)) {
        }
        bool goes_on = second->from == first->to + 1 || (second->from == first->to && first->from < first->to);
        if (at != second->extent.first || at > toll_extent_end(first->extent) + REACH || !goes_on) continue;
        *from = first->from, *to = second->to;
        return;
    }
}

/* --- days that hang on when something was said */
/* "The past 24 hours", "the past day": they end when it is said. */
bool claim_is_hours(const toll_claim_reader *reader, const toll_date *date)
{
    return when_is_value(reader, date, "window") && (date->grain == 'h' || date->grain == 'd');
}

static bool is_quoted(const toll_claim_reader *reader, const toll_date *date)
{
    for (size_t i = 0; i < reader->parse.attribution_count; i++) {
        const toll_attribution *a = &reader->parse.attributions[i];
        if ((a->flags & TOLL_ATTRIBUTION_QUOTE) && inside(a, date->extent.first)) return true;
    }
    return false;
}

/* "over the past day, 6 November": the day that the words beside a window name; NULL = none. */
static const toll_date *named_beside(const toll_claim_reader *reader, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    size_t next = (size_t)(date - parse->dates) + 1;
    if (next >= parse->date_count) return NULL;
    const toll_date *other = &parse->dates[next];
    unsigned end = toll_extent_end(date->extent);
    bool beside = other->extent.first <= end + 1 && (other->extent.first == end || parse->view.tokens[end].kind == TOLL_TOKEN_MARK);
    return beside && other->kind == TOLL_DATE_POINT && other->grain == 'd' && other->from != TOLL_DAY_UNKNOWN ? other : NULL;
}

/* A date's days, where it was said on the day `said`: "today" in somebody's mouth is the day on which it was said. */
void claim_days_said(const toll_claim_reader *reader, const toll_date *date, toll_day said, toll_day *from, toll_day *to)
{
    toll_day today = reader->story.today;
    bool hours = claim_is_hours(reader, date);
    const toll_date *named = hours ? named_beside(reader, date) : NULL;
    claim_date_joined(reader, named ? named : date, from, to);
    bool moves = (hours && !named) || (when_is_value(reader, date, "shift") && is_quoted(reader, date));
    if (!moves || today == TOLL_DAY_UNKNOWN || said == TOLL_DAY_UNKNOWN || *from == TOLL_DAY_UNKNOWN) return;
    *from += said - today;
    *to += said - today;
}
