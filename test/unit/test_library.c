/* Libraries that are loaded when they are needed: what is there is found, and what is not is said. */
#include "test.h"

#include "base/base.h"

static void what_is_there_is_found(void **state)
{
    (void)state;
    void *library = toll_library_open(TOLL_LIBRARY_ARCHIVE);
    assert_non_null(library);
    int (*number)(void) = NULL;
    assert_true(toll_library_find(&number, library, "archive_version_number"));
    assert_true(number() > 3000000);
    assert_false(toll_library_find(&number, library, "toll_no_such_function"));
    assert_true(number == NULL);
    toll_library_close(library);
    toll_library_close(NULL);
}

static void all_or_none_are_loaded(void **state)
{
    (void)state;
    struct {
        int (*number)(void);
        const char *(*string)(void);
    } those;
    void *library = toll_library_load(
        &those, TOLL_LIBRARY_ARCHIVE, (const char *const[]){"archive_version_number", "archive_version_string"}, 2);
    assert_non_null(library);
    assert_true(those.number() > 3000000);
    assert_true(!strncmp(those.string(), "libarchive", 10));
    toll_library_close(library);
    assert_null(
        toll_library_load(&those, TOLL_LIBRARY_ARCHIVE, (const char *const[]){"archive_version_number", "toll_no_such_function"}, 2));
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    for (int i = 0; i < TOLL_LIBRARY_COUNT; i++) {
        toll_error error = {0};
        assert_int_equal(toll_library_missing(&error, TOLL_E_SYSTEM, "here", (toll_library)i), TOLL_E_SYSTEM);
        assert_non_null(strstr(error.message, toll_libraries[i].name));
        assert_non_null(strstr(error.message, toll_libraries[i].package));
        assert_non_null(strstr(toll_libraries[i].file, ".so."));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_found), cmocka_unit_test(all_or_none_are_loaded), cmocka_unit_test(what_is_not_there_is_said)};
    return TOLL_RUN(tests);
}
