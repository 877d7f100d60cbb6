/* Stretches that a sentence tells of without days of their own: so many hours, days of fighting, the whole of a war.
 *
 * In: a sentence with its dates. Out: yes or no. A look at each date, or at each token. */
#include "when.h"

/* "in 24 hours" */
bool when_says_hours(const toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->parse.date_count; i++)
        if (reader->parse.dates[i].value == TOLL_VALUE_WITHIN && reader->parse.dates[i].grain == 'h') return true;
    return false;
}

/* "a five-month battle", "the six-week offensive": a stretch that has no days of its own; a clash of ten hours is one event. */
static bool is_lasting(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned end = toll_extent_end(date->extent);
    if (date->kind != TOLL_DATE_DURATION || (date->grain != 'w' && date->grain != 'm')) return false;
    for (unsigned at = end; at < end + REACH && at < view->count; at++)
        if (has_class(view, at, claim_class.attack) || has_class(view, at, claim_class.battle) || when_word(reader, at, TIME_LONG))
            return true;
    return false;
}

/* "in three days of fighting", "within two days" */
bool when_says_spell(const toll_claim_reader *reader, bool perfect)
{
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        const toll_date *date = &reader->parse.dates[i];
        if (date->value == TOLL_VALUE_SPELL || date->value == TOLL_VALUE_WITHIN || (!perfect && is_lasting(reader, date))) return true;
    }
    return false;
}

/* "For the whole siege the city counts 10,600 dead", "during the siege 10,600 were killed": over all of it, whatever attack is told beside. */
bool when_counts_whole(const toll_claim_reader *reader, const timing *t)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (when_says(reader, TIME_WHOLE)) return true;
    for (unsigned at = 0; t->hundreds && when_says(reader, TIME_DURING) && at < view->count; at++) {
        const toll_note *during = when_word(reader, at, TIME_DURING);
        unsigned next = during ? at + during->len : view->count;
        for (unsigned end = next + REACH; next < end && next < view->count && !when_parts(view, next); next++)
            if (has_class(view, next, k->battle)) break; /* "during fighting in the town" */
            else if (when_word(reader, next, TIME_LONG) || has_class(view, next, k->war_word) || has_class(view, next, k->conflict))
                return true;
    }
    return false;
}
