/* Laws of numbers and dates: what is written out reads back; days obey the calendar and the publication date. */
#include "unit/mention_tables.h"

enum { ROUNDS = 3000 };

/* --- a number in words, as news writes it */
static void add_below_thousand(toll_buffer *out, unsigned n, bool and)
{
    static const char *const small[] = {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n >= 100) toll_buffer_printf(out, "%s hundred", small[n / 100]);
    unsigned rest = n % 100;
    if (!rest) return;
    if (n >= 100) toll_buffer_add_string(out, and? " and " : " ");
    if (rest < 20) toll_buffer_add_string(out, small[rest]);
    else if (rest % 10) toll_buffer_printf(out, "%s-%s", tens[rest / 10], small[rest % 10]);
    else toll_buffer_add_string(out, tens[rest / 10]);
}

static void add_words(toll_buffer *out, unsigned n, bool and)
{
    if (n >= 1000000) {
        add_below_thousand(out, n / 1000000, and);
        toll_buffer_add_string(out, " million");
    }
    if (n / 1000 % 1000) {
        if (n >= 1000000) toll_buffer_add_char(out, ' ');
        add_below_thousand(out, n / 1000 % 1000, and);
        toll_buffer_add_string(out, " thousand");
    }
    if (!(n % 1000)) return;
    if (n >= 1000) toll_buffer_add_char(out, ' ');
    add_below_thousand(out, n % 1000, and);
}

static void add_grouped(toll_buffer *out, unsigned n, const char *between)
{
    if (n >= 1000000) toll_buffer_printf(out, "%u%s%03u%s%03u", n / 1000000, between, n / 1000 % 1000, between, n % 1000);
    else if (n >= 1000) toll_buffer_printf(out, "%u%s%03u", n / 1000, between, n % 1000);
    else toll_buffer_printf(out, "%u", n);
}

typedef struct quantities {
    toll_quantity_mention found[TOLL_QUANTITY_LIMIT];
    size_t count;
} quantities;

static void keep_quantities(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    quantities *q = context;
    q->count += toll_mention_quantities(q->found + q->count, TOLL_QUANTITY_LIMIT - q->count, view, &f->words);
}

static void numbers_read_back(void **state)
{
    static const char *const between[] = {",", " ", "\xC2\xA0", "\xE2\x80\x89"};
    toll_random random = toll_random_start(71200);
    for (int round = 0; round < ROUNDS; round++) {
        unsigned limits[] = {100, 1000, 100000, 900000000};
        unsigned n = 1 + (unsigned)toll_random_below(&random, limits[round % 4]);
        toll_buffer text = {0};
        toll_buffer_add_string(&text, "lost ");
        unsigned form = (unsigned)toll_random_below(&random, 6);
        if (form < 2) add_words(&text, n, form);
        else add_grouped(&text, n, between[form - 2]);
        toll_buffer_add_string(&text, " soldiers");
        quantities q = {.count = 0};
        mention_walk(*state, (toll_text){text.data, text.len}, keep_quantities, &q);
        if (q.count != 1 || q.found[0].quantity.point != n || q.found[0].quantity.low != n || q.found[0].quantity.high != n)
            fail_msg("\"%s\" is not read as %u (TOLLBOOK_SEED=%llu)", text.data, n, (unsigned long long)random.seed);
        toll_buffer_free(&text);
    }
}

/* Whatever stands together: mentions are in order, apart, inside the sentence, and bounds do not cross. */
static void mentions_stay_apart_and_bounds_do_not_cross(void **state)
{
    static const char *const pieces[] = {"30", "40", "a", "dozen", "hundred", "and", "two", "more", "than", "-", "to", "from", "between",
        "at", "least", "percent", "third", "half", "of", "no", "another", "times", "a day", "2014", "May", "March", "on", "Friday", "last",
        "week", "since", "until", ",", ".", "$", "1,090", "some", "up", "million", "dozens", "thousands", "several", "or", "24", "hours",
        "the past", "ago", "days", "3/4", "%", "+"};
    toll_random random = toll_random_start(5);
    for (int round = 0; round < ROUNDS; round++) {
        toll_buffer text = {0};
        for (uint64_t left = 3 + toll_random_below(&random, 20); left--;) {
            toll_buffer_add_string(&text, pieces[toll_random_below(&random, sizeof pieces / sizeof pieces[0])]);
            if (toll_random_below(&random, 8)) toll_buffer_add_char(&text, ' ');
        }
        quantities q = {.count = 0};
        mention_walk(*state, (toll_text){text.data, text.len}, keep_quantities, &q);
        for (size_t i = 0; i < q.count; i++) {
            const toll_quantity *quantity = &q.found[i].quantity;
            toll_holds(random, quantity->span.len > 0 && toll_span_end(quantity->span) <= text.len);
            toll_holds(random, !i || toll_span_end(q.found[i - 1].quantity.span) <= quantity->span.off);
            toll_holds(random, isnan(quantity->low) || isnan(quantity->high) || quantity->low <= quantity->high);
        }
        toll_buffer_free(&text);
    }
}

/* --- dates */
typedef struct dates {
    toll_date found[TOLL_DATE_LIMIT];
    size_t count;
    toll_date_context context;
} dates;

static void keep_dates(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    dates *d = context;
    d->count += toll_mention_dates(d->found + d->count, TOLL_DATE_LIMIT - d->count, view, &f->words, &d->context);
}

static dates dates_of(void **state, const char *text, toll_day published)
{
    dates d = {.context = {.published = published, .anchor = TOLL_DAY_UNKNOWN, .past = true}};
    mention_walk(*state, toll_text_of(text), keep_dates, &d);
    return d;
}

static toll_day any_day(toll_random *random)
{
    return toll_day_from_civil(1990, 1, 1) + (toll_day)toll_random_below(random, 20000);
}

static void check_dates(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    dates *d = context;
    d->count = toll_mention_dates(d->found, TOLL_DATE_LIMIT, view, &f->words, &d->context);
    for (size_t i = 0; i < d->count; i++) {
        const toll_date *date = &d->found[i];
        assert_true(date->extent.count > 0 && toll_extent_end(date->extent) <= view->count);
        assert_true(!i || toll_extent_end(d->found[i - 1].extent) <= date->extent.first);
        assert_true(date->from == TOLL_DAY_UNKNOWN || date->to == TOLL_DAY_UNKNOWN || date->from <= date->to);
    }
}

static void one_sentence_dates(void **state, const toll_random *random, const char *text, toll_day published)
{
    dates d = {.context = {.published = published, .anchor = published, .past = random->state & 1}};
    mention_walk(*state, toll_text_of(text), check_dates, &d);
}

static void dates_of_any_words_stay_apart(void **state)
{
    static const char *const pieces[] = {"30", "1", "May", "March", "MAY", "Friday", "last", "next", "week", "weekend", "since", "until",
        "from", "to", "between", "and", "-", "/", ".", ",", "2014", "1990s", "24", "hours", "the past", "ago", "days", "three", "a", "year",
        "third", "quarter", "of", "early", "mid-", "yesterday", "Easter", "the war", "began", "on", "in", "will", "90", "2022-02-24",
        "nineteen", "ninety", "so far", "this", "th"};
    toll_random random = toll_random_start(31);
    for (int round = 0; round < ROUNDS; round++) {
        toll_buffer text = {0};
        for (uint64_t left = 3 + toll_random_below(&random, 20); left--;) {
            toll_buffer_add_string(&text, pieces[toll_random_below(&random, sizeof pieces / sizeof pieces[0])]);
            if (toll_random_below(&random, 6)) toll_buffer_add_char(&text, ' ');
        }
        toll_day published = round % 5 ? any_day(&random) : TOLL_DAY_UNKNOWN;
        one_sentence_dates(state, &random, text.data, published);
        toll_buffer_free(&text);
    }
}

static const char *const relative[] = {"on Sunday", "on Wednesday", "last Friday", "Tuesday night", "yesterday", "today", "overnight",
    "last night", "last week", "this week", "last month", "this month", "last year", "this year", "three days ago", "two weeks ago",
    "five months ago", "three years ago", "in the past 24 hours", "in the past day", "the last two weeks", "the past three months",
    "so far this month", "since the start of the year", "over the weekend", "in January", "in December", "last September",
    "the third quarter", "on Christmas Day", "on Easter Sunday", "since 1 March", "on 29 February", "from March to May",
    "from Monday to Wednesday"};

static void a_date_begins_before_it_ends(void **state)
{
    toll_random random = toll_random_start(24);
    for (int round = 0; round < ROUNDS; round++) {
        const char *text = relative[toll_random_below(&random, sizeof relative / sizeof relative[0])];
        toll_day published = any_day(&random);
        dates d = dates_of(state, text, published);
        if (d.count != 1) fail_msg("\"%s\" gives %zu dates (TOLLBOOK_SEED=%llu)", text, d.count, (unsigned long long)random.seed);
        toll_holds(random, d.found[0].from != TOLL_DAY_UNKNOWN && d.found[0].to != TOLL_DAY_UNKNOWN);
        toll_holds(random, d.found[0].from <= d.found[0].to);
        dates open = dates_of(state, text, TOLL_DAY_UNKNOWN);
        toll_holds(random, open.count == 1 && open.found[0].from == TOLL_DAY_UNKNOWN && open.found[0].to == TOLL_DAY_UNKNOWN);
    }
}

static void a_past_weekday_lies_in_the_week_before(void **state)
{
    static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    toll_random random = toll_random_start(7);
    for (int round = 0; round < ROUNDS; round++) {
        int weekday = (int)toll_random_below(&random, 7);
        toll_day published = any_day(&random);
        char text[64];
        snprintf(text, sizeof text, "He fell on %s", names[weekday]);
        dates d = dates_of(state, text, published);
        toll_holds(random, d.count == 1 && d.found[0].from == d.found[0].to);
        toll_holds(random, toll_day_weekday(d.found[0].from) == weekday);
        toll_holds(random, d.found[0].from <= published && d.found[0].from > published - 7);
        snprintf(text, sizeof text, "He fell last %s", names[weekday]);
        d = dates_of(state, text, published);
        toll_holds(random, d.count == 1 && d.found[0].from < published && d.found[0].from >= published - 7);
    }
}

static void whole_weeks_shift_what_weeks_measure(void **state)
{
    static const char *const texts[] = {
        "on Sunday", "last Friday", "yesterday", "last week", "two weeks ago", "in the past day", "over the weekend"};
    toll_random random = toll_random_start(14);
    for (int round = 0; round < ROUNDS; round++) {
        const char *text = texts[toll_random_below(&random, sizeof texts / sizeof texts[0])];
        toll_day published = any_day(&random);
        int weeks = 1 + (int)toll_random_below(&random, 200);
        dates now = dates_of(state, text, published), later = dates_of(state, text, published + 7 * weeks);
        toll_holds(random, now.count == 1 && later.count == 1);
        toll_holds(random, later.found[0].from - now.found[0].from == 7 * weeks && later.found[0].to - now.found[0].to == 7 * weeks);
    }
}

static void full_dates_read_back_in_every_order(void **state)
{
    static const char *const months[] = {
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    toll_random random = toll_random_start(2022);
    for (int round = 0; round < ROUNDS; round++) {
        toll_day day = any_day(&random);
        int year, month, of_month;
        toll_day_to_civil(day, &year, &month, &of_month);
        char text[96];
        switch (toll_random_below(&random, 5)) {
        case 0: snprintf(text, sizeof text, "on %d %s %d they came", of_month, months[month - 1], year); break;
        case 1: snprintf(text, sizeof text, "on %s %d, %d, they came", months[month - 1], of_month, year); break;
        case 2: snprintf(text, sizeof text, "on %04d-%02d-%02d they came", year, month, of_month); break;
        case 3: snprintf(text, sizeof text, "on %02d.%02d.%04d they came", of_month, month, year); break;
        default: snprintf(text, sizeof text, "ON %d %s %d THEY CAME", of_month, months[month - 1], year);
        }
        dates d = dates_of(state, text, any_day(&random));
        if (d.count != 1 || d.found[0].from != day || d.found[0].to != day || d.found[0].relative)
            fail_msg("\"%s\" is not read as its day (TOLLBOOK_SEED=%llu)", text, (unsigned long long)random.seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_read_back), cmocka_unit_test(mentions_stay_apart_and_bounds_do_not_cross),
        cmocka_unit_test(dates_of_any_words_stay_apart), cmocka_unit_test(a_date_begins_before_it_ends),
        cmocka_unit_test(a_past_weekday_lies_in_the_week_before), cmocka_unit_test(whole_weeks_shift_what_weeks_measure),
        cmocka_unit_test(full_dates_read_back_in_every_order)};
    return cmocka_run_group_tests_name(__FILE__, tests, mention_start, mention_stop);
}
