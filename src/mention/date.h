/* Private to src/mention: what date.c (finding) and date_value.c (working out days) share. */
#ifndef TOLL_MENTION_DATE_H
#define TOLL_MENTION_DATE_H

#include "number.h"

typedef enum toll_date_tense { TOLL_TENSE_PAST, TOLL_TENSE_FUTURE, TOLL_TENSE_OPEN } toll_date_tense;

/* One rule match on its way to a date. `end` may be moved back where a captured year turns out to be none. */
typedef struct toll_date_try {
    const toll_sentence_view *view;
    const toll_mention_words *words;
    const toll_date_context *context;
    const toll_rule_match *match;
    toll_date_tense tense;
    unsigned end;
} toll_date_try;

/* Works out the days of a match by its rule's `value`; false where the words are no date after all. */
bool toll_date_work_out(toll_date *out, toll_date_try *t);

/* Does the number at `at`, whose words end at `end`, read as a year? */
bool toll_number_reads_as_year(const toll_sentence_view *view, const toll_mention_words *words, unsigned at, unsigned end);

#endif
