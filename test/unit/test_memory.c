/* Growing arrays: doubling, contents kept, sizes that overflow refused with the array unharmed. */
#include "test.h"

#include "base/base.h"
#include "base/fault.h"

static void arrays_grow_and_keep_their_contents(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t cap = 0, moves = 0;
    for (size_t len = 0; len < 100000; len++) {
        size_t before = cap;
        assert_true(toll_grow(&numbers, &cap, len, sizeof *numbers));
        assert_true(cap > len);
        moves += cap != before;
        numbers[len] = (int)len;
    }
    for (int i = 0; i < 100000; i++) assert_int_equal(numbers[i], i);
    assert_true(moves < 20);
    toll_base_free(numbers);
}

static void overflow_leaves_the_array_unharmed(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t cap = 0;
    assert_true(toll_grow(&bytes, &cap, 0, 1));
    bytes[0] = 'x';
    char *before = bytes;
    size_t cap_before = cap, full = SIZE_MAX / 2 + 1;
    cap = full;
    assert_false(toll_grow(&bytes, &cap, full, 1));
    cap = SIZE_MAX / 4;
    assert_false(toll_grow(&bytes, &cap, SIZE_MAX / 4, 64));
    assert_ptr_equal(bytes, before);
    assert_int_equal(bytes[0], 'x');
    assert_true(cap == SIZE_MAX / 4 && cap_before == 16);
    toll_base_free(bytes);
}

static void zero_sizes_are_served(void **state)
{
    (void)state;
    void *memory = toll_base_take(0);
    assert_non_null(memory);
    memory = toll_base_resize(memory, 0);
    assert_non_null(memory);
    toll_base_free(memory);
    memory = toll_base_zero(0, 8);
    assert_non_null(memory);
    toll_base_free(memory);
    toll_base_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_grow_and_keep_their_contents),
        cmocka_unit_test(overflow_leaves_the_array_unharmed),
        cmocka_unit_test(zero_sizes_are_served),
    };
    return TOLL_RUN(tests);
}
