/* Catalogues of names: what is found in a sound one, in either byte order, and how a broken one is refused. */
#include "test.h"

#include "mo.h"

#include <stdio.h>

enum { MOST = 4096 };

static void put(unsigned char *at, uint32_t value, bool swapped)
{
    for (int i = 0; i < 4; i++) at[swapped ? 3 - i : i] = (unsigned char)(value >> 8 * i);
}

/* Writes a catalogue of the given pairs, as msgfmt would lay it out; gives its length. */
static size_t build(unsigned char out[MOST], const char *const pairs[][2], uint32_t count, bool swapped)
{
    const uint32_t header[7] = {0x950412de, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count};
    for (size_t i = 0; i < 7; i++) put(out + 4 * i, header[i], swapped);
    uint32_t end = 28 + 16 * count;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < count; i++) {
            uint32_t len = (uint32_t)strlen(pairs[i][side]);
            unsigned char *entry = out + header[3 + side] + (size_t)8 * i;
            put(entry, len, swapped);
            put(entry + 4, end, swapped);
            memcpy(out + end, pairs[i][side], len + 1);
            end += len + 1;
        }
    return end;
}

static const char *const places[][2] = {
    {"", "Content-Type: text/plain; charset=UTF-8\n"}, {"170063", "Aleppo"}, {"703448", "Kyiv"}, {"UA.05", "Donetsk Oblast"}};

static void names_are_found_in_either_byte_order(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        unsigned char bytes[MOST];
        size_t len = build(bytes, places, 4, swapped);
        toll_mo mo;
        toll_error error;
        assert_int_equal(toll_mo_parse(&mo, (const char *)bytes, len, "test", &error), TOLL_OK);
        assert_int_equal(mo.count, 4);
        assert_string_equal(toll_mo_find(&mo, "703448"), "Kyiv");
        assert_string_equal(toll_mo_find(&mo, "170063"), "Aleppo");
        assert_string_equal(toll_mo_find(&mo, "UA.05"), "Donetsk Oblast");
        assert_null(toll_mo_find(&mo, "70344"));
        assert_null(toll_mo_find(&mo, "7034480"));
        assert_null(toll_mo_find(&mo, "zz"));
        toll_mo_close(&mo);
    }
}

static void an_empty_catalogue_holds_nothing(void **state)
{
    (void)state;
    unsigned char bytes[MOST];
    size_t len = build(bytes, places, 0, false);
    toll_mo mo;
    assert_int_equal(toll_mo_parse(&mo, (const char *)bytes, len, "test", NULL), TOLL_OK);
    assert_null(toll_mo_find(&mo, ""));
    toll_mo_close(&mo);
}

static void a_catalogue_cut_anywhere_is_refused_with_its_name(void **state)
{
    (void)state;
    unsigned char bytes[MOST];
    size_t len = build(bytes, places, 4, false);
    for (size_t cut = 0; cut < len; cut++) {
        toll_mo mo;
        toll_error error;
        assert_int_equal(toll_mo_parse(&mo, (const char *)bytes, cut, "en/geonames.mo", &error), TOLL_E_TABLE);
        assert_string_equal(error.where, "en/geonames.mo");
        assert_non_null(strstr(error.message, "cut off"));
        assert_null(mo.data);
    }
}

static void refuse(const unsigned char *bytes, size_t len, const char *why)
{
    toll_mo mo;
    toll_error error;
    assert_int_equal(toll_mo_parse(&mo, (const char *)bytes, len, "test", &error), TOLL_E_TABLE);
    if (!strstr(error.message, why)) fail_msg("\"%s\" does not say \"%s\"", error.message, why);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    unsigned char bytes[MOST];
    size_t len = build(bytes, places, 4, false);
    bytes[0] = 'x';
    refuse(bytes, len, "not a .mo file");
    len = build(bytes, places, 4, false);
    put(bytes + 4, 2u << 16, false);
    refuse(bytes, len, "unknown revision 2");
    len = build(bytes, places, 4, false);
    put(bytes + 8, UINT32_MAX, false);
    refuse(bytes, len, "outside");
    len = build(bytes, places, 4, false);
    put(bytes + 28 + 8, UINT32_MAX, false);
    refuse(bytes, len, "outside");
    static const char *const unsorted[][2] = {{"703448", "Kyiv"}, {"170063", "Aleppo"}};
    len = build(bytes, unsorted, 2, false);
    refuse(bytes, len, "out of order");
    static const char *const twice[][2] = {{"703448", "Kyiv"}, {"703448", "Kiev"}};
    len = build(bytes, twice, 2, false);
    refuse(bytes, len, "out of order");
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    toll_mo mo;
    toll_error error;
    assert_int_equal(toll_mo_open(&mo, "/nowhere/geonames.mo", &error), TOLL_E_TABLE);
    assert_string_equal(error.where, "/nowhere/geonames.mo");
    assert_non_null(strstr(error.message, "libgeonames-common"));
}

static void the_installed_english_names_are_read(void **state)
{
    (void)state;
    toll_mo mo;
    assert_int_equal(toll_mo_open(&mo, TOLL_GEONAMES_LOCALE "/en/LC_MESSAGES/geonames.mo", NULL), TOLL_OK);
    assert_true(mo.count > 20000);
    assert_string_equal(toll_mo_find(&mo, "703448"), "Kyiv");
    assert_string_equal(toll_mo_find(&mo, "713174"), "Bakhmut");
    toll_mo_close(&mo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_in_either_byte_order),
        cmocka_unit_test(an_empty_catalogue_holds_nothing),
        cmocka_unit_test(a_catalogue_cut_anywhere_is_refused_with_its_name),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(the_installed_english_names_are_read),
    };
    return TOLL_RUN(tests);
}
