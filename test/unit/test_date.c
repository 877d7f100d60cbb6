/* Dates and periods: which days the words mean, with the publication date known and unknown. Published on Monday, 13 March 2023. */
#include "unit/mention_tables.h"

typedef struct reading {
    toll_buffer out;
    toll_date_context context;
} reading;

static void add_dates(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    static const char *const kinds[] = {"", " window", " since", " until", " duration"};
    reading *r = context;
    toll_date found[TOLL_DATE_LIMIT];
    size_t count = toll_mention_dates(found, TOLL_DATE_LIMIT, view, &f->words, &r->context);
    for (size_t i = 0; i < count; i++) {
        char from[16], to[16];
        if (i) assert_true(toll_extent_end(found[i - 1].extent) <= found[i].extent.first);
        toll_day_format(from, found[i].from);
        toll_day_format(to, found[i].to);
        if (r->out.len) toll_buffer_add_string(&r->out, "; ");
        mention_add_span(&r->out, view, found[i].extent);
        toll_buffer_printf(&r->out, " %s", *from ? from : "-");
        if (strcmp(from, to) != 0) toll_buffer_printf(&r->out, "..%s", *to ? to : "-");
        toll_buffer_add_string(&r->out, kinds[found[i].kind]);
    }
}

static void reads_at(void **state, const char *text, const char *published, const char *wanted)
{
    reading r = {.context = {.published = TOLL_DAY_UNKNOWN, .anchor = TOLL_DAY_UNKNOWN, .past = true}};
    if (*published) assert_true(toll_day_parse(&r.context.published, toll_text_of(published)));
    r.context.anchor = *published ? r.context.published - 3 : TOLL_DAY_UNKNOWN;
    toll_buffer_add_string(&r.out, "");
    mention_walk(*state, toll_text_of(text), add_dates, &r);
    if (strcmp(r.out.data, wanted) != 0) fail_msg("\"%s\"\n  reads  %s\n  wanted %s", text, r.out.data, wanted);
    toll_buffer_free(&r.out);
}

static void reads(void **state, const char *text, const char *wanted)
{
    reads_at(state, text, "2023-03-13", wanted);
}

static void days_said_in_full(void **state)
{
    reads(state, "on 24 February 2022", "[24 February 2022] 2022-02-24");
    reads(state, "on February 24, 2022", "[February 24, 2022] 2022-02-24");
    reads(state, "on 2022-02-24", "[2022-02-24] 2022-02-24");
    reads(state, "on 07.04.2017", "[07.04.2017] 2017-04-07");
    reads(state, "on 24/02/2022", "[24/02/2022] 2022-02-24");
    reads(state, "on 02/24/2022", "[02/24/2022] 2022-02-24");
    reads(state, "DISPATCH OF 3 JAN 90", "[3 JAN 90] 1990-01-03");
    reads(state, "Thursday, April 6, 2000", "[Thursday, April 6, 2000] 2000-04-06");
    reads(state, "on 17-05-2016", "[17-05-2016] 2016-05-17");
    reads(state, "It began on 24 February. Then", "[24 February] 2023-02-24");
    reads(state, "report 2010-11-S-351", "");
    reads(state, "in October 2022", "[October 2022] 2022-10-01..2022-10-31");
    reads(state, "in 2014", "[2014] 2014-01-01..2014-12-31");
    reads(state, "in late 2022", "[late 2022] 2022-01-01..2022-12-31");
    reads(state, "in the 1990s", "[1990s] 1990-01-01..1999-12-31 window");
    reads(state, "in the late 1990s", "");
    reads(state, "the 1980-88 war", "[1980-88] 1980-01-01..1988-12-31 window");
    reads(state, "the 1988-80 war", "");
    reads(state, "in the first six months of 2005", "[first six months of 2005] 2005-01-01..2005-06-30 window");
    reads(state, "in the second week of June 2021", "[second week of June 2021] 2021-06-08..2021-06-14 window");
    reads(state, "in the last two weeks of the year", "[last two weeks of the year] 2023-12-18..2023-12-31 window");
    reads(state, "in the sixth month of 2005", "[2005] 2005-01-01..2005-12-31");
    reads(state, "In August 2013 a man came", "[August 2013] 2013-08-01..2013-08-31");
    reads(state, "his 1996 campaign", "[1996] 1996-01-01..1996-12-31");
    reads(state, "30 February 2022", "[February 2022] 2022-02-01..2022-02-28");
    reads(state, "on 1-15 March 2022", "[1-15 March 2022] 2022-03-01..2022-03-15 window");
}

static void days_without_a_year(void **state)
{
    reads(state, "on Feb. 24", "[Feb. 24] 2023-02-24");
    reads(state, "on 7 October", "[7 October] 2022-10-07");
    reads(state, "on 24 February 300 people fell", "[24 February] 2023-02-24");
    reads(state, "on 29 February", "[29 February] 2020-02-29");
    reads(state, "in January", "[January] 2023-01-01..2023-01-31");
    reads(state, "in mid-October", "[mid-October] 2022-10-01..2022-10-31");
    reads(state, "last September", "[last September] 2022-09-01..2022-09-30");
    reads(state, "in early October last year", "[early October last year] 2022-10-01..2022-10-31");
    reads(state, "In April 30 soldiers fell", "[April] 2022-04-01..2022-04-30");
    reads(state, "in May", "[May] 2022-05-01..2022-05-31");
    reads(state, "they may march, the Sun, a second man", "");
    reads(state, "May said so, March on", "");
}

static void days_against_publication(void **state)
{
    reads(state, "on Sunday", "[Sunday] 2023-03-12");
    reads(state, "on Monday", "[Monday] 2023-03-13");
    reads(state, "Tuesday's strike", "[Tuesday] 2023-03-07");
    reads(state, "last Monday", "[last Monday] 2023-03-06");
    reads(state, "next Monday", "[next Monday] 2023-03-20");
    reads(state, "It will end on Friday", "[Friday] 2023-03-17");
    reads(state, "on Tuesday night", "[Tuesday night] 2023-03-07");
    reads(state, "early on Monday", "[early on Monday] 2023-03-13");
    reads(state, "yesterday, today, overnight", "[yesterday] 2023-03-12; [today] 2023-03-13; [overnight] 2023-03-12..2023-03-13");
    reads(state, "the day before yesterday", "[the day before yesterday] 2023-03-11");
    reads(state, "last night and this morning", "[last night] 2023-03-12; [this morning] 2023-03-13");
    reads(state, "last week", "[last week] 2023-03-06..2023-03-12");
    reads(state, "this month", "[this month] 2023-03-01..2023-03-31");
    reads(state, "last year", "[last year] 2022-01-01..2022-12-31");
    reads(state, "three days ago", "[three days ago] 2023-03-10");
    reads(state, "two weeks ago", "[two weeks ago] 2023-02-27..2023-03-05");
    reads(state, "41 years ago", "[41 years ago] 1982-01-01..1982-12-31");
    reads(state, "the next day", "[the next day] 2023-03-11");
    reads(state, "on Friday, a day after they came", "[Friday] 2023-03-10; [a day after] 2023-03-09");
    reads(state, "a day after they came", "[a day after] -");
    reads(state, "on Fridays they came", "");
    reads(state, "on 2 March they came, and that day", "[2 March] 2023-03-02; [that day] 2023-03-02");
    reads(state, "the third quarter", "[third quarter] 2022-07-01..2022-09-30");
}

static void windows_and_limits(void **state)
{
    reads(state, "in the past 24 hours", "[past 24 hours] 2023-03-12..2023-03-13 window");
    reads(state, "in the past day", "[past day] 2023-03-12..2023-03-13 window");
    reads(state, "the last two weeks", "[last two weeks] 2023-02-27..2023-03-13 window");
    reads(state, "so far this month", "[so far this month] 2023-03-01..2023-03-13 window");
    reads(state, "over the weekend", "[weekend] 2023-03-11..2023-03-12 window");
    reads(state, "since February 24", "[since February 24] 2023-02-24..2023-03-13 since");
    reads_at(state, "since February 24", "2023-01-20", "[since February 24] 2022-02-24..2023-01-20 since");
    reads(state, "since 2014", "[since 2014] 2014-01-01..2023-03-13 since");
    reads(state, "since the war began", "[since the war began] -..2023-03-13 since");
    reads(state, "since the start of the invasion", "[since the start of the invasion] -..2023-03-13 since");
    reads(state, "until 2 May 2022", "[until 2 May 2022] -..2022-05-02 until");
    reads(state, "from March to May", "[from March to May] 2022-03-01..2022-05-31 window");
    reads(state, "between 1 and 10 May", "[1 and 10 May] 2023-05-01..2023-05-10 window");
    reads(state, "from 24 February 2022 to 1 March 2022", "[from 24 February 2022 to 1 March 2022] 2022-02-24..2022-03-01 window");
    reads(state, "from 24 February, when it began, to 4 March",
        "[from 24 February, when it began, to 4 March] 2023-02-24..2023-03-04 window");
    reads(state, "between December 10 and 13, 1981", "[December 10 and 13, 1981] 1981-12-10..1981-12-13 window");
    reads(state, "September 1992 to August 1994", "[September 1992 to August 1994] 1992-09-01..1994-08-31 window");
    reads(state, "in recent weeks", "[in recent weeks] -..2023-03-13 window");
    reads(state, "in the past few hours", "[in the past few hours] 2023-03-13 window");
    reads(state, "in the first few days", "[in the first few days] - window");
    reads(state, "over past day", "[past day] 2023-03-12..2023-03-13 window");
    reads(state, "since the start of this month", "[since the start of this month] 2023-03-01..2023-03-13 since");
    reads(state, "since then", "[since then] 2023-03-10..2023-03-13 since");
    reads(state, "for three weeks", "[three weeks] - duration");
    reads(state, "a month later", "[a month later] -");
}

static void holidays(void **state)
{
    reads(state, "on New Year's Day", "[New Year's Day] 2023-01-01");
    reads(state, "on Christmas Day", "[Christmas Day] 2022-12-25");
    reads(state, "on Easter Sunday", "[Easter Sunday] 2022-04-17");
    reads(state, "on Easter Sunday, 2000", "[Easter Sunday, 2000] 2000-04-23");
    reads(state, "on Thanksgiving Day", "[Thanksgiving Day] 2022-11-24");
}

static void unknown_publication_leaves_days_open(void **state)
{
    reads_at(state, "on Sunday", "", "[Sunday] -");
    reads_at(state, "yesterday", "", "[yesterday] -");
    reads_at(state, "on 7 October", "", "[7 October] -");
    reads_at(state, "in January", "", "[January] -");
    reads_at(state, "last week", "", "[last week] -");
    reads_at(state, "the past 24 hours", "", "[past 24 hours] - window");
    reads_at(state, "the next day", "", "[the next day] -");
    reads_at(state, "since 24 February 2022", "", "[since 24 February 2022] 2022-02-24..- since");
    reads_at(state, "on 24 February 2022", "", "[24 February 2022] 2022-02-24");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(days_said_in_full), cmocka_unit_test(days_without_a_year),
        cmocka_unit_test(days_against_publication), cmocka_unit_test(windows_and_limits), cmocka_unit_test(holidays),
        cmocka_unit_test(unknown_publication_leaves_days_open)};
    return cmocka_run_group_tests_name(__FILE__, tests, mention_start, mention_stop);
}
