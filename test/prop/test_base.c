/* Properties of the ground that must hold for every input, tried on all of it where it is small and on seeded random input where it is
 * not. */
#include "test.h"

#include <math.h>
#include <stdio.h>

#include "base/base.h"

static void days_go_round_over_four_eras(void **state)
{
    (void)state;
    /* 1200 to 2799: every day follows its predecessor by the calendar's own rules, written here a second time */
    toll_day day = toll_day_from_civil(1200, 1, 1);
    int weekday = 5; /* a Saturday */
    for (int year = 1200; year < 2800; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = month == 2 ? 28 + ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0) : 30 + (month + month / 8) % 2;
            for (int number = 1; number <= length; number++, day++, weekday = (weekday + 1) % 7) {
                int back_year, back_month, back_day;
                toll_day_to_civil(day, &back_year, &back_month, &back_day);
                if (back_year != year || back_month != month || back_day != number || toll_day_from_civil(year, month, number) != day ||
                    toll_day_weekday(day) != weekday)
                    fail_msg("%04d-%02d-%02d is day %d and comes back as %04d-%02d-%02d", year, month, number, day, back_year, back_month,
                        back_day);
            }
            assert_int_equal(toll_day_month_length(year, month), length);
            assert_int_equal(toll_day_from_civil(year, month, length + 1), TOLL_DAY_UNKNOWN);
        }
    }
    assert_int_equal(day, toll_day_from_civil(2800, 1, 1));
}

static void written_days_read_back(void **state)
{
    (void)state;
    toll_random random = toll_random_start(1);
    for (int i = 0; i < 200000; i++) {
        toll_day first = toll_day_from_civil(0, 1, 1), last = toll_day_from_civil(9999, 12, 31), back = 0;
        toll_day day = first + (toll_day)toll_random_below(&random, (uint64_t)(last - first) + 1);
        char text[40];
        size_t len = toll_day_format(text, day);
        toll_holds(random, len == 10 && toll_day_parse(&back, (toll_text){text, len}) && back == day);
        strcpy(text + len, "T23:59:00Z");
        toll_holds(random, toll_day_parse(&back, toll_text_of(text)) && back == day);
        text[toll_random_below(&random, 10)] = (char)('!' + (char)toll_random_below(&random, 14)); /* a sign where a digit or '-' was */
        toll_holds(random, strchr(text, '-') == NULL || !toll_day_parse(&back, (toll_text){text, len}) || text[4] == '-');
    }
    for (int i = 0; i < 200000; i++) { /* the whole range goes round through the civil date */
        toll_day day = (toll_day)(uint32_t)toll_random_next(&random);
        int year, month, number;
        toll_day_to_civil(day, &year, &month, &number);
        toll_holds(random, day == TOLL_DAY_UNKNOWN || toll_day_from_civil(year, month, number) == day);
    }
}

/* Random text: ASCII, random code points and random bytes, by turns. */
static size_t random_text(toll_random *random, char *out, size_t cap)
{
    size_t len = 0, wanted = toll_random_below(random, cap - 16);
    uint64_t dirt = toll_random_below(random, 3);
    while (len < wanted) {
        uint64_t kind = toll_random_below(random, 16);
        if (kind < 10) {
            out[len++] = (char)(1 + toll_random_below(random, 127));
        } else if (kind < 15 || !dirt) {
            uint64_t point = toll_random_below(random, kind == 10 ? 0x10FFFF : kind == 11 ? 0x3000 : 0x250) + 1;
            len += toll_utf8_encode(out + len, (uint32_t)point);
        } else {
            out[len++] = (char)toll_random_below(random, 256);
        }
    }
    return len;
}

static void checking_agrees_with_decoding(void **state)
{
    (void)state;
    toll_random random = toll_random_start(2);
    char text[300];
    for (int i = 0; i < 100000; i++) {
        size_t len = random_text(&random, text, sizeof text), off = 0, points = 0;
        while (off < len && text[off]) {
            size_t used;
            uint32_t point = toll_utf8_decode(text + off, len - off, &used);
            if (point == 0xFFFD && used == 1) break;
            off += used;
            points++;
        }
        toll_holds(random, toll_utf8_check(text, len) == off);
        toll_holds(random, toll_utf8_count(text, off) == points);
    }
}

static void folding_twice_is_folding_once(void **state)
{
    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point++) { /* every code point there is */
        char bytes[4], once[128], twice[128];
        size_t len = toll_utf8_encode(bytes, point);
        size_t once_len = toll_utf8_fold(once, sizeof once, bytes, len);
        assert_in_range(once_len, 0, sizeof once);
        size_t twice_len = toll_utf8_fold(twice, sizeof twice, once, once_len);
        if (once_len != twice_len || memcmp(once, twice, once_len) != 0) fail_msg("U+%04X folds further", (unsigned)point);
        if (toll_utf8_check(once, once_len) != once_len) fail_msg("U+%04X folds to bytes that are no UTF-8", (unsigned)point);
    }
}

static void folding_is_done_piece_by_piece(void **state)
{
    (void)state;
    toll_random random = toll_random_start(3);
    char text[300], whole[4096], pieces[4096], once_more[4096];
    for (int i = 0; i < 50000; i++) {
        size_t len = random_text(&random, text, sizeof text), middle = 0, used;
        for (size_t stop = toll_random_below(&random, len + 1); middle < stop; middle += used)
            toll_utf8_decode(text + middle, len - middle, &used);
        size_t whole_len = toll_utf8_fold(whole, sizeof whole, text, len);
        size_t first = toll_utf8_fold(pieces, sizeof pieces, text, middle);
        size_t both = first + toll_utf8_fold(pieces + first, sizeof pieces - first, text + middle, len - middle);
        toll_holds(random, whole_len < sizeof whole && both == whole_len && memcmp(whole, pieces, both) == 0);
        toll_holds(
            random, toll_utf8_fold(once_more, sizeof once_more, whole, whole_len) == whole_len && memcmp(once_more, whole, whole_len) == 0);
    }
}

static void written_numbers_read_back(void **state)
{
    (void)state;
    toll_random random = toll_random_start(4);
    toll_buffer buffer = {0};
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = toll_random_next(&random), kind = bits % 3;
        double value;
        if (kind == 0) memcpy(&value, &bits, sizeof value);                           /* any double at all */
        else if (kind == 1) value = (double)toll_random_below(&random, 2000000) / 10; /* 159090.5 */
        else value = (double)(int64_t)toll_random_next(&random) / (double)(1 + toll_random_below(&random, 1000000));
        toll_buffer_clear(&buffer);
        toll_buffer_add_number(&buffer, value);
        if (!isfinite(value)) {
            toll_holds(random, strcmp(buffer.data, "null") == 0);
            continue;
        }
        char *end;
        double back = strtod(buffer.data, &end);
        toll_holds(random, *end == '\0' && memcmp(&back, &value, sizeof value) == 0);
        toll_holds(random, strspn(buffer.data, "0123456789.e-") == buffer.len && buffer.len <= 24);
        size_t digits = 0, zeros = 0; /* significant ones: without the zeros around them */
        for (const char *c = buffer.data; *c && *c != 'e'; c++) {
            if (*c < '0' || *c > '9') continue;
            zeros = *c == '0' ? zeros + (digits > 0) : 0;
            digits += *c != '0' || digits > 0;
        }
        digits -= zeros;
        char shorter[400];
        snprintf(shorter, sizeof shorter, "%.*g", (int)digits - 1, value);
        back = strtod(shorter, NULL);
        toll_holds(
            random, digits <= 17 && (digits <= 1 || memcmp(&back, &value, sizeof value) != 0)); /* one digit less would be another number */
    }
    toll_buffer_free(&buffer);
}

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void json_strings_unescape_to_the_text(void **state)
{
    (void)state;
    toll_random random = toll_random_start(5);
    toll_buffer json = {0}, wanted = {0}, back = {0};
    char text[300];
    for (int i = 0; i < 50000; i++) {
        size_t len = random_text(&random, text, sizeof text);
        toll_buffer_clear(&json), toll_buffer_clear(&wanted), toll_buffer_clear(&back);
        toll_buffer_add_json(&json, (toll_text){text, len});
        for (size_t off = 0, used; off < len; off += used) { /* what cannot be decoded must read as U+FFFD */
            char bytes[4];
            uint32_t point = toll_utf8_decode(text + off, len - off, &used);
            toll_buffer_add(&wanted, bytes, toll_utf8_encode(bytes, point));
        }
        const char *c = json.data + 1, *end = json.data + json.len - 1;
        toll_holds(random, json.len >= 2 && json.data[0] == '"' && *end == '"');
        while (c < end) {
            toll_holds(random, (unsigned char)*c >= 0x20 && *c != '"');
            if (*c != '\\') {
                toll_buffer_add_char(&back, *c++);
            } else if (c[1] == 'u') {
                toll_holds(random, c[2] == '0' && c[3] == '0');
                toll_buffer_add_char(&back, (char)(hex_value(c[4]) * 16 + hex_value(c[5])));
                c += 6;
            } else {
                const char *found = strchr("\"\"\\\\n\nr\rt\t", c[1]);
                toll_holds(random, found != NULL);
                toll_buffer_add_char(&back, found[1]);
                c += 2;
            }
        }
        toll_holds(random, back.len == wanted.len && (!back.len || memcmp(back.data, wanted.data, back.len) == 0));
        toll_holds(random, toll_utf8_check(json.data, json.len) == json.len);
    }
    toll_buffer_free(&json), toll_buffer_free(&wanted), toll_buffer_free(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_go_round_over_four_eras),
        cmocka_unit_test(written_days_read_back),
        cmocka_unit_test(checking_agrees_with_decoding),
        cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(folding_is_done_piece_by_piece),
        cmocka_unit_test(written_numbers_read_back),
        cmocka_unit_test(json_strings_unescape_to_the_text),
    };
    return TOLL_RUN(tests);
}
