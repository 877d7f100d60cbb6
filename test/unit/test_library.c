/* Libraries that are loaded when they are needed: what is there is found, and what is not is said. */
#include "test.h"

#include "base/base.h"

static void what_is_there_is_found(void **state)
{
    (void)state;
    void *library = toll_library_open("libm.so.6");
    assert_non_null(library);
    double (*root)(double) = NULL;
    assert_true(toll_library_find(&root, library, "sqrt"));
    assert_true(root(49) == 7);
    assert_false(toll_library_find(&root, library, "toll_no_such_function"));
    assert_true(root == NULL);
    toll_library_close(library);
}

static void all_or_none_are_loaded(void **state)
{
    (void)state;
    struct {
        double (*root)(double), (*power)(double, double);
    } those;
    void *library = toll_library_load(&those, "libm.so.6", (const char *const[]){"sqrt", "pow"}, 2);
    assert_non_null(library);
    assert_true(those.root(those.power(2, 6)) == 8);
    toll_library_close(library);
    assert_null(toll_library_load(&those, "libm.so.6", (const char *const[]){"sqrt", "toll_no_such_function"}, 2));
    assert_null(toll_library_load(&those, "libtoll-no-such-library.so.1", (const char *const[]){"sqrt"}, 1));
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    assert_null(toll_library_open("libtoll-no-such-library.so.1"));
    toll_library_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_found), cmocka_unit_test(all_or_none_are_loaded), cmocka_unit_test(what_is_not_there_is_said)};
    return TOLL_RUN(tests);
}
