/* The gazetteer's table as it is built: known cities where they lie, by hand rows left out, stopped names gone, the same bytes twice. */
#include "test.h"

#include "gazetteer.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { PLACE, ID, NAME, COUNTRY, ADMIN, LAT, LON, PRECISION, POPULATION, COLUMNS };

typedef struct table {
    toll_buffer text;
    char *at; /* where the next row begins */
    char *cells[COLUMNS];
} table;

static table make(const toll_gazetteer_options *given)
{
    toll_gazetteer_options options = *given;
    options.size = sizeof options;
    if (!options.locale_dir) options.locale_dir = TOLL_GEONAMES_LOCALE;
    table out = {0};
    toll_error error = {0};
    if (toll_gazetteer_write_tsv(&out.text, &options, &error)) fail_msg("%s: %s", error.where, error.message);
    out.at = out.text.data;
    return out;
}

/* Cuts the next line into cells; comments are passed over. */
static bool next_row(table *self)
{
    while (*self->at == '#') self->at = strchr(self->at, '\n') + 1;
    if (!*self->at) return false;
    char *end = strchr(self->at, '\n');
    assert_non_null(end);
    *end = 0;
    size_t count = 0;
    for (char *cell = self->at; cell; count++) {
        assert_true(count < COLUMNS);
        self->cells[count] = cell;
        cell = strchr(cell, '\t');
        if (cell) *cell++ = 0;
    }
    assert_int_equal(count, COLUMNS);
    self->at = end + 1;
    return true;
}

static bool find_row(table *self, const char *id)
{
    while (next_row(self))
        if (!strcmp(self->cells[ID], id)) return true;
    return false;
}

/* Whether `phrase` is one of the '|'-parted phrases. */
static bool has_phrase(const char *phrases, const char *phrase)
{
    size_t len = strlen(phrase);
    for (const char *at = phrases; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
        if (!strncmp(at, phrase, len) && (at[len] == '|' || !at[len])) return true;
    return false;
}

static const char *write_table(char path[32], const char *text)
{
    strcpy(path, "/tmp/tollbook-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return path;
}

static void known_cities_lie_where_they_lie(void **state)
{
    (void)state;
    static const struct {
        const char *id, *phrase, *country, *admin;
        double lat, lon;
    } cities[] = {
        {"geonames:703448", "Kyiv", "UKR", "Kyiv City", 50.45, 30.52},
        {"geonames:170063", "Aleppo", "SYR", "Aleppo Governorate", 36.20, 37.16},
        {"geonames:706483", "Kharkov", "UKR", "Kharkiv", 49.98, 36.25},
        {"geonames:169577", "Homs", "SYR", "Homs Governorate", 34.73, 36.72},
        {"geonames:98463", "al-Suwayrah", "IRQ", NULL, 32.93, 44.78},
    };
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        table rows = make(&(toll_gazetteer_options){0});
        if (i < 4) {
            if (!find_row(&rows, cities[i].id)) fail_msg("no row %s", cities[i].id);
            if (!has_phrase(rows.cells[PLACE], cities[i].phrase)) fail_msg("%s lacks %s", rows.cells[PLACE], cities[i].phrase);
        } else {
            while (next_row(&rows) && !has_phrase(rows.cells[PLACE], cities[i].phrase)) continue;
        }
        assert_string_equal(rows.cells[COUNTRY], cities[i].country);
        if (cities[i].admin) assert_string_equal(rows.cells[ADMIN], cities[i].admin);
        assert_true(strtod(rows.cells[LAT], NULL) > cities[i].lat - 0.1 && strtod(rows.cells[LAT], NULL) < cities[i].lat + 0.1);
        assert_true(strtod(rows.cells[LON], NULL) > cities[i].lon - 0.1 && strtod(rows.cells[LON], NULL) < cities[i].lon + 0.1);
        assert_string_equal(rows.cells[PRECISION], "exact");
        toll_buffer_free(&rows.text);
    }
}

static void a_region_named_after_a_city_needs_its_word(void **state)
{
    (void)state;
    table rows = make(&(toll_gazetteer_options){0});
    assert_true(find_row(&rows, "adm1:UA.05"));
    assert_string_equal(rows.cells[PRECISION], "province");
    assert_true(has_phrase(rows.cells[PLACE], "Donetsk Oblast"));
    assert_true(has_phrase(rows.cells[PLACE], "Donetsk region"));
    assert_false(has_phrase(rows.cells[PLACE], "Donetsk"));
    toll_buffer_free(&rows.text);
}

static void rows_are_sorted_unique_and_within_bounds(void **state)
{
    (void)state;
    table rows = make(&(toll_gazetteer_options){0});
    assert_true(next_row(&rows));
    assert_string_equal(rows.cells[PLACE], "@place");
    size_t count = 0;
    unsigned long last = ULONG_MAX;
    bool cities = true;
    while (next_row(&rows)) {
        bool city = !strncmp(rows.cells[ID], "geonames:", 9);
        assert_true(cities || !city);
        cities = city;
        unsigned long population = strtoul(rows.cells[POPULATION], NULL, 10);
        assert_true(!city || population <= last);
        if (city) last = population;
        assert_int_equal(strlen(rows.cells[COUNTRY]), 3);
        assert_true(*rows.cells[NAME] && *rows.cells[PLACE]);
        double lat = strtod(rows.cells[LAT], NULL), lon = strtod(rows.cells[LON], NULL);
        assert_true(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180);
        assert_int_equal(toll_utf8_check(rows.cells[PLACE], strlen(rows.cells[PLACE])), strlen(rows.cells[PLACE]));
        count++;
    }
    assert_true(count > 20000);
    toll_buffer_free(&rows.text);
}

static void at_most_four_rows_share_a_name_the_largest_first(void **state)
{
    (void)state;
    table rows = make(&(toll_gazetteer_options){0});
    size_t count = 0;
    while (next_row(&rows)) {
        if (!has_phrase(rows.cells[PLACE], "La Paz")) continue;
        if (!count) assert_string_equal(rows.cells[COUNTRY], "BOL");
        count++;
    }
    assert_int_equal(count, 4); /* of the six that GeoNames lists */
    toll_buffer_free(&rows.text);
}

static void stopped_names_countries_and_rows_by_hand_are_left_out(void **state)
{
    (void)state;
    char stops[32], countries[32], hand[32];
    const char *by_hand = write_table(hand, "# by hand\n@place\tid\nAleppo\tgeonames:170063\n");
    toll_gazetteer_options options = {.not_places = write_table(stops, "@not_place\treason\nkharkiv|Police\tword\n"),
        .by_hand = &by_hand,
        .by_hand_count = 1,
        .countries = write_table(countries, "id\t@country\t@nationality\nUKR\tKYIV\tHoms\n")};
    table rows = make(&options);
    size_t found = 0;
    while (next_row(&rows)) {
        assert_string_not_equal(rows.cells[ID], "geonames:170063");
        assert_false(
            has_phrase(rows.cells[PLACE], "Kharkiv") || has_phrase(rows.cells[PLACE], "Police") || has_phrase(rows.cells[PLACE], "Kyiv"));
        assert_false(has_phrase(rows.cells[PLACE], "Homs"));
        found += !strcmp(rows.cells[ID], "geonames:706483");
    }
    assert_int_equal(found, 1); /* Kharkiv stays under its other names */
    toll_buffer_free(&rows.text);
    unlink(stops);
    unlink(countries);
    unlink(hand);
}

static void a_bad_table_is_refused_with_its_line(void **state)
{
    (void)state;
    char path[32];
    toll_buffer out = {0};
    toll_error error;
    toll_gazetteer_options options = {
        .size = sizeof options, .locale_dir = TOLL_GEONAMES_LOCALE, .not_places = write_table(path, "# none\nword\treason\n")};
    assert_int_equal(toll_gazetteer_write_tsv(&out, &options, &error), TOLL_E_TABLE);
    assert_string_equal(error.where, path);
    assert_int_equal(error.line, 2);
    assert_non_null(strstr(error.message, "@not_place"));
    unlink(path);
    options.not_places = "/nowhere.tsv";
    assert_int_equal(toll_gazetteer_write_tsv(&out, &options, &error), TOLL_E_TABLE);
    assert_string_equal(error.where, "/nowhere.tsv");
    options = (toll_gazetteer_options){.size = sizeof options, .locale_dir = "/nowhere"};
    assert_int_equal(toll_gazetteer_write_tsv(&out, &options, &error), TOLL_E_TABLE);
    assert_non_null(strstr(error.where, "/nowhere/en/"));
    options = (toll_gazetteer_options){0};
    assert_int_equal(toll_gazetteer_write_tsv(&out, &options, &error), TOLL_E_USAGE);
    assert_int_equal(out.len, 0);
    toll_buffer_free(&out);
}

static void the_same_bytes_come_out_twice(void **state)
{
    (void)state;
    table first = make(&(toll_gazetteer_options){0}), second = make(&(toll_gazetteer_options){0});
    assert_int_equal(first.text.len, second.text.len);
    assert_memory_equal(first.text.data, second.text.data, first.text.len);
    toll_buffer_free(&first.text);
    toll_buffer_free(&second.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_cities_lie_where_they_lie),
        cmocka_unit_test(a_region_named_after_a_city_needs_its_word),
        cmocka_unit_test(rows_are_sorted_unique_and_within_bounds),
        cmocka_unit_test(at_most_four_rows_share_a_name_the_largest_first),
        cmocka_unit_test(stopped_names_countries_and_rows_by_hand_are_left_out),
        cmocka_unit_test(a_bad_table_is_refused_with_its_line),
        cmocka_unit_test(the_same_bytes_come_out_twice),
    };
    return TOLL_RUN(tests);
}
