/* Dates of a sentence that tell when something was said: beside a cue and outside what is said, of a statement, a briefing or an interview, of a
 * report that names nobody.
 *
 * In: a sentence with its attributions and dates, a loss, a date. Out: whether the date is a day of words. A few looks around each date. */
#include "when.h"

/* "Monday's ambush", "the ambush on Monday": a date that hangs on an attack. */
static bool of_attack(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
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

/* "the rebels, who attacked the town late on Saturday, said": the day of what they did, not of what they said. */
static bool of_deed(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 7 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    bool deed = false;
    if (!sentence_has(reader, k->attack_verb) || !sentence_has(reader, k->relative)) return false;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        if (view->tokens[at].kind == TOLL_TOKEN_MARK || has_class(view, at, k->cue_say)) return false;
        if (deed) return has_class(view, at, k->relative);
        deed = has_class(view, at, k->attack_verb);
    }
    return false;
}

/* "From 24 February to 15 May the office recorded 212 deaths", "in March monitors documented": what is counted while it happens is of the days on
 * which it is; nobody speaks for weeks on end either. */
static bool counts_then(const toll_claim_reader *reader, const toll_attribution *a, const toll_date *date)
{
    enum { WEEK = 7 };
    if (date->kind == TOLL_DATE_POINT && date->grain == 'd') return false; /* "on 9 April officers documented": on a visit */
    if (a->note.class_ != TOLL_NO_CLASS && !strcmp(claim_cell(reader->tables->tables, &a->note, "kind"), "record")) return true;
    return date->kind == TOLL_DATE_WINDOW && date->from != TOLL_DAY_UNKNOWN && date->to != TOLL_DAY_UNKNOWN && date->to - date->from > WEEK;
}

static bool is_utterance(const toll_claim_reader *reader, const toll_note *noun)
{
    return noun && !strcmp(claim_cell(reader->tables->tables, noun, "kind"), "say");
}

/* "in a statement on Sunday", "told an interviewer in Friday's broadcast", "their Monday briefing": the day of words, not of what they tell. */
bool when_of_utterance(const toll_claim_reader *reader, const toll_date *date)
{
    enum { LONGEST = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (first && has_class(view, first - 1, claim_class.preposition)) first--;
    for (unsigned len = 1; len <= LONGEST && len <= first; len++) {
        const toll_note *noun = note_at(view, first - len, claim_class.cue_noun);
        bool verb = len == 1 && has_class(view, first - 1, claim_class.cue_say); /* "managed to claim on Monday" */
        bool led = first > len && has_class(view, first - len - 1, claim_class.determiner);
        if (noun && noun->len == len && (!verb || led) && is_utterance(reader, noun)) return true;
    }
    if (end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC) end++;
    return end < view->count && is_utterance(reader, note_at(view, end, claim_class.cue_noun));
}

/* "said on Wednesday that": a date beside a cue and outside what is said. */
bool claim_beside_cue(const toll_claim_reader *reader, const toll_date *date)
{
    enum { HEAD = 2 };
    const sentence_parse *parse = &reader->parse;
    if (of_deed(reader, date)) return false;
    if (when_of_utterance(reader, date)) return true;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        unsigned cue = a->cue.first, at = date->extent.first, end = toll_extent_end(a->cue);
        if (a->source.count && a->source.first >= end && a->source.first < at)
            end = toll_extent_end(a->source); /* "said the ministry on Sunday" */
        bool opens = at <= HEAD && at < a->source.first &&
                     toll_extent_end(date->extent) + 2u >= a->source.first; /* "On the same day, X said" */
        bool near = at >= cue ? at < end + 4 : at + 6 >= cue || opens, says = a->source.count && !(a->flags & TOLL_ATTRIBUTION_WEAK);
        if (says && near && !toll_attribution_covers(a, at) && !counts_then(reader, a, date)) return true;
    }
    return false;
}

/* "Six were killed, the agency said on Monday. earlier three died": a sentence that goes on over a lost stop; "the army said today, though the rebels
 * called it 'routine'": what is quoted there is not what was said then. */
static bool is_after_cue(const toll_claim_reader *reader, const toll_date *date)
{
    enum { BESIDE = 2 };
    const sentence_parse *parse = &reader->parse;
    unsigned at = date->extent.first, end = toll_extent_end(date->extent);
    bool stops = end < parse->view.count && parse->view.tokens[end].kind == TOLL_TOKEN_MARK &&
                 (parse->view.tokens[end].mark == '.' || parse->view.tokens[end].mark == ',');
    for (size_t i = 0; stops && i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        unsigned cue = toll_extent_end(a->cue);
        if (a->source.count && !(a->flags & TOLL_ATTRIBUTION_WEAK) && at >= cue && at <= cue + BESIDE && !toll_attribution_covers(a, at))
            return true;
    }
    return false;
}

/* "It was reported today that", "it was announced on Sunday that": nobody is named, the day is that of the report all the same. */
static bool is_reported(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned that = toll_extent_end(date->extent); /* no "who", no "after" */
    if (!has_class(view, that, k->subordinator) || !has_class(view, that, k->relative)) return false;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;)
        if (has_class(view, at, k->cue_say)) return at && (has_class(view, at - 1, k->be) || (at > 1 && has_class(view, at - 2, k->be)));
        else if (!has_class(view, at, k->preposition) && !has_class(view, at, k->adverb)) return false; /* "said strikes on Sunday that" */
    return false;
}

/* "the first word since last September, when the ministry said that": the day that a speaker's clause hangs on. */
static bool speaks_then(const toll_claim_reader *reader, const toll_date *date, const toll_attribution *a)
{
    enum { HEAD = 2 }; /* "Since 19 September, when the army declared a truce over, 359 have died" counts from there */
    const toll_sentence_view *view = &reader->parse.view;
    unsigned at = toll_extent_end(date->extent);
    if (date->extent.first < HEAD) return false;
    if (at < view->count && view->tokens[at].mark == ',') at++;
    return has_class(view, at, claim_class.relative) && a->source.first == at + 1;
}

/* "the ministry said on Wednesday that ...": a date outside what is said tells when it was said. */
bool when_is_stated(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned token = parse->quantities[loss->quantity].number.first, since;
    for (size_t i = 0; i < parse->attribution_count; i++)
        if (toll_attribution_covers(&parse->attributions[i], token) && speaks_then(reader, date, &parse->attributions[i])) return true;
    if (date->value == TOLL_VALUE_BEFORE || date->value == TOLL_VALUE_CAME || date->kind == TOLL_DATE_SINCE ||
        date->kind == TOLL_DATE_UNTIL || when_as_of(reader, date) || when_since_of(reader, date, &since) || when_names_thing(reader, date))
        return false; /* "a day after officials said that" */
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!a->source.count || a->flags & TOLL_ATTRIBUTION_WEAK || !toll_attribution_covers(a, token)) continue;
        if (!toll_attribution_covers(a, date->extent.first))
            return !of_attack(reader, date) && !of_deed(reader, date) && !counts_then(reader, a, date);
    }
    return is_reported(reader, date) || (is_after_cue(reader, date) && !of_attack(reader, date));
}
