/* Titles of questions: what became of whom, where, when, in words; names where they are known, else ids; no character is cut. */
#include "../test.h"

#include <stdio.h>
#include <tollbook/reckon.h>

#include "base/base.h"

static bool name(void *context, char *out, size_t size, const char *id, toll_name_form form)
{
    (void)context;
    if (form == TOLL_NAME_MANY) return !strcmp(id, "aircraft") && snprintf(out, size, "aircraft") > 0;
    if (!strcmp(id, "HAR")) return snprintf(out, size, "%s", form == TOLL_NAME_BEFORE ? "Harrani" : "Harran") > 0;
    return !strcmp(id, "north") && snprintf(out, size, "Northern Front") > 0;
}

static void make_title(toll_words *out, const toll_question *q, toll_reckon_name *names)
{
    const toll_reckon_options options = {.size = sizeof options, .name = names};
    toll_reckoning *r = NULL;
    assert_int_equal(toll_reckoning_open(&r, &options, NULL), TOLL_OK);
    toll_question_title(out, r, q);
    toll_reckoning_close(r);
}

static void is_titled(toll_question q, const char *wanted)
{
    toll_words title;
    make_title(&title, &q, name);
    assert_string_equal(title.text, wanted);
}

#define DAY(y, m, d) toll_day_from_civil(y, m, d)
#define OPEN         TOLL_DAY_UNKNOWN

static void people_and_days(void **state)
{
    (void)state;
    toll_question q = {.side = "HAR", .place_name = "Tarn", .outcome = TOLL_OUTCOME_KILLED, .kind = TOLL_PERIOD_WINDOW, .told = OPEN};
    q.class_ = TOLL_CLASS_MILITARY, q.unit = TOLL_UNIT_PEOPLE, q.from = q.to = DAY(2014, 5, 3);
    is_titled(q, "Killed, Harrani military, Tarn, 3 May 2014");
    q.side = "north";
    is_titled(q, "Killed, Northern Front fighters, Tarn, 3 May 2014");
    q.side = "other", q.class_ = TOLL_CLASS_CIVILIAN, q.to = DAY(2014, 5, 5);
    is_titled(q, "Killed, other civilians, Tarn, 3 to 5 May 2014");
    q.side = NULL, q.to = DAY(2014, 6, 1);
    is_titled(q, "Killed, civilians, side not said, Tarn, 3 May to 1 June 2014");
    q.side = "HAR", q.class_ = TOLL_CLASS_UNKNOWN, q.from = DAY(2014, 2, 1), q.to = DAY(2014, 2, 28);
    is_titled(q, "Killed, Harrani people, military or civilian not said, Tarn, February 2014");
    q.category = "children", q.from = DAY(2014, 1, 1), q.to = DAY(2014, 12, 31), q.place_name = NULL;
    is_titled(q, "Killed, Harrani children, no place named, 2014");
    q.from = DAY(2013, 12, 30);
    is_titled(q, "Killed, Harrani children, no place named, 30 December 2013 to 31 December 2014");
    q.from = OPEN;
    is_titled(q, "Killed, Harrani children, no place named, until 31 December 2014, start not said");
    q.to = OPEN, q.told = DAY(2014, 3, 3);
    is_titled(q, "Killed, Harrani children, no place named, day not said, told in the week of 3 March 2014");
    q.kind = TOLL_PERIOD_CUMULATIVE, q.outcome = TOLL_OUTCOME_CASUALTIES;
    is_titled(q, "Killed or wounded, or not said which, Harrani children, no place named, running total");
    q.from = DAY(2014, 3, 3), q.unit = TOLL_UNIT_PERCENT;
    is_titled(q, "Killed or wounded, or not said which (share), Harrani children, no place named, total since 3 March 2014");
}

static void things(void **state)
{
    (void)state;
    toll_question q = {.side = "HAR", .place_name = "Tarn", .outcome = TOLL_OUTCOME_LOST, .class_ = TOLL_CLASS_MATERIEL, .told = OPEN};
    q.kind = TOLL_PERIOD_WINDOW, q.unit = TOLL_UNIT_ITEMS, q.from = q.to = DAY(2014, 5, 3);
    is_titled(q, "Destroyed, damaged or lost, Harrani materiel, Tarn, 3 May 2014");
    q.category = "armoured_vehicle";
    is_titled(q, "Destroyed, damaged or lost, Harrani armoured vehicles, Tarn, 3 May 2014");
    q.category = "aircraft", q.side = NULL;
    is_titled(q, "Destroyed, damaged or lost, aircraft, side not said, Tarn, 3 May 2014");
    q.category = "school", q.class_ = TOLL_CLASS_STRUCTURE, q.side = "HAR";
    is_titled(q, "Destroyed, damaged or lost, Harrani schools, Tarn, 3 May 2014");
}

static void long_names_end_at_a_character(void **state)
{
    (void)state;
    char place[400] = "";
    for (int i = 0; i < 150; i++) strcat(place, "Щ");
    toll_question q = {.side = "HAR", .place_name = place, .outcome = TOLL_OUTCOME_KILLED, .told = OPEN, .from = OPEN, .to = OPEN};
    toll_words title;
    make_title(&title, &q, NULL);
    assert_int_equal(toll_utf8_check(title.text, strlen(title.text)), strlen(title.text));
    assert_non_null(strstr(title.text, "HAR"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_and_days), cmocka_unit_test(things), cmocka_unit_test(long_names_end_at_a_character)};
    return TOLL_RUN(tests);
}
