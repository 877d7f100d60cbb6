/* Near-duplicates are found, others are not, and the memory of them is bounded. */
#include "test.h"

#include "cli/cli.h"

static toll_buffer text_of(unsigned seed, unsigned changed)
{
    toll_buffer text = {0};
    for (unsigned i = 0; i < 300; i++)
        toll_buffer_printf(&text, "%s%u", i ? " " : "", i == changed ? 99999 : (seed + i) * 2654435761u % 5000);
    return text;
}

static uint64_t bits_of(unsigned seed, unsigned changed, bool *long_enough)
{
    uint64_t bits;
    toll_buffer text = text_of(seed, changed);
    *long_enough = toll_cli_twin_bits(&bits, (toll_text){text.data, text.len});
    toll_buffer_free(&text);
    return bits;
}

static void nearly_the_same(void **state)
{
    (void)state;
    toll_cli_twins *twins = toll_cli_twins_open();
    bool enough;
    assert_null(toll_cli_twins_add(twins, bits_of(1, 1000, &enough), toll_text_of("one")));
    assert_true(enough);
    const char *twin = toll_cli_twins_add(twins, bits_of(1, 298, &enough), toll_text_of("two"));
    assert_non_null(twin);
    assert_string_equal(twin, "one");
    assert_null(toll_cli_twins_add(twins, bits_of(70000, 1000, &enough), toll_text_of("three")));
    toll_cli_twins_close(twins);
}

static void case_and_marks_do_not_count(void **state)
{
    (void)state;
    uint64_t a, b;
    toll_cli_twin_bits(&a, toll_text_of("Five killed, he said: \"more\" to come"));
    toll_cli_twin_bits(&b, toll_text_of("five KILLED he said more to come."));
    assert_true(a == b);
    assert_false(toll_cli_twin_bits(&a, toll_text_of("Five killed")));
    assert_false(toll_cli_twin_bits(&a, toll_text_of("")));
}

static void the_memory_of_them_is_bounded(void **state)
{
    (void)state;
    toll_cli_twins *twins = toll_cli_twins_open();
    for (uint64_t i = 0; i < 200000; i++) {
        uint64_t bits = (i + 1) * 0x9e3779b97f4a7c15u;
        assert_null(toll_cli_twins_add(twins, bits, toll_text_of("x")));
    }
    assert_non_null(toll_cli_twins_add(twins, 200000 * 0x9e3779b97f4a7c15u, toll_text_of("y")));
    assert_null(toll_cli_twins_add(twins, 2 * 0x9e3779b97f4a7c15u, toll_text_of("z"))); /* long forgotten */
    toll_cli_twins_close(twins);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearly_the_same),
        cmocka_unit_test(case_and_marks_do_not_count),
        cmocka_unit_test(the_memory_of_them_is_bounded),
    };
    return TOLL_RUN(tests);
}
