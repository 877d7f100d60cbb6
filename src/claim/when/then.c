/* Days that are counted from what was told before: "since then", "two days after the raid".
 *
 * In: a sentence with its dates, the story so far. Out: the days of such dates; unknown where nothing was told. A look at each date. */
#include "when.h"

/* The day of the figures told last, else of the attack under discussion; unknown where nothing gives it. */
static toll_day day_before(const toll_claim_reader *reader)
{
    enum { LATELY = 4 };
    const story *s = &reader->story;
    const draft *last = claim_draft_before(reader, LATELY);
    if (last) return claim_days(last->claim.period.from, last->claim.period.to) <= 1 ? last->claim.period.from : TOLL_DAY_UNKNOWN;
    return s->event.known && !s->event_over && s->sentence - s->event.sentence <= LATELY ? s->event.from : TOLL_DAY_UNKNOWN;
}

void claim_since_then(toll_claim_reader *reader)
{
    enum { NEAR = 2 };
    const story *s = &reader->story;
    claim_year_told(reader);
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        toll_date *date = &reader->parse.dates[i];
        const toll_date *named_here = i ? date - 1 : NULL; /* "Saturday's raid came a day after ..." */
        bool here = named_here && named_here->kind == TOLL_DATE_POINT && named_here->grain == 'd' && named_here->from != TOLL_DAY_UNKNOWN &&
                    !claim_beside_cue(reader, named_here);
        if (date->value == TOLL_VALUE_CAME && date->from != TOLL_DAY_UNKNOWN && !here) { /* counted from the attack told last */
            toll_day last = day_before(reader);
            date->from = date->to = last != TOLL_DAY_UNKNOWN ? date->from + last - s->anchor : TOLL_DAY_UNKNOWN;
        }
        if (date->kind != TOLL_DATE_SINCE || date->value != TOLL_VALUE_ANCHOR) continue;
        if (date->extent.count > 2 && date->from != TOLL_DAY_UNKNOWN) continue; /* "since that day": the one that the text named last */
        bool named = s->then.known && s->then.sentence < s->sentence && s->sentence - s->then.sentence <= NEAR;
        const conflict *war = named ? NULL : claim_conflict(reader); /* nothing was dated just before: the beginning of it all */
        date->from = named ? s->then.from : war ? war->start : TOLL_DAY_UNKNOWN;
    }
}
