/* The arena: alignment, reuse after a reset, oversized blocks given back, limits, overflow. */
#include "test.h"

#include "base/base.h"

static void pieces_are_aligned_and_apart(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    char *last = NULL;
    for (size_t size = 0; size < 300; size++) {
        char *piece = toll_arena_take(&arena, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % 16, 0);
        assert_ptr_not_equal(piece, last);
        memset(piece, (int)size, size);
        last = piece;
    }
    toll_arena_free(&arena);
    assert_null(arena.first);
}

static void contents_stay_while_blocks_are_added(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    enum { COUNT = 5000 };
    unsigned char *pieces[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97 == 0 ? 60000 : 1 + i % 251; /* every 97th has a block of its own */
        pieces[i] = toll_arena_take(&arena, size);
        assert_non_null(pieces[i]);
        pieces[i][0] = pieces[i][size - 1] = (unsigned char)(i * 31);
    }
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97 == 0 ? 60000 : 1 + i % 251;
        assert_int_equal(pieces[i][0], (unsigned char)(i * 31));
        assert_int_equal(pieces[i][size - 1], (unsigned char)(i * 31));
    }
    toll_arena_free(&arena);
}

static void reset_reuses_the_same_memory(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    void *first = toll_arena_take(&arena, 100);
    assert_true(arena.used >= 100);
    toll_arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_ptr_equal(toll_arena_take(&arena, 100), first);
    toll_arena_free(&arena);
}

static void reset_gives_oversized_blocks_back(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    assert_non_null(toll_arena_take(&arena, 10 << 20));
    assert_non_null(arena.first);
    toll_arena_reset(&arena);
    assert_null(arena.first); /* the only block was the oversized one */
    assert_non_null(toll_arena_take(&arena, 10));
    assert_non_null(toll_arena_take(&arena, 10 << 20));
    void *small = toll_arena_take(&arena, 10);
    assert_non_null(small);
    toll_arena_reset(&arena);
    assert_non_null(arena.first);
    toll_arena_free(&arena);
}

static void limit_is_kept_and_lifted_by_reset(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 1024);
    assert_null(toll_arena_take(&arena, 2000));
    size_t taken = 0;
    while (toll_arena_take(&arena, 48)) taken++;
    assert_true(taken >= 10 && taken <= 21);
    assert_true(arena.used <= 1024);
    toll_arena_reset(&arena);
    assert_non_null(toll_arena_take(&arena, 48));
    toll_arena_free(&arena);
    assert_int_equal(arena.limit, 1024);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    assert_null(toll_arena_take(&arena, SIZE_MAX));
    assert_null(toll_arena_take(&arena, SIZE_MAX - 40));
    assert_null(toll_arena_take(&arena, PTRDIFF_MAX));
    assert_null(toll_arena_zero(&arena, SIZE_MAX / 2, 3));
    assert_null(toll_arena_zero(&arena, (size_t)1 << 33, (size_t)1 << 33));
    assert_null(toll_arena_string(&arena, "", SIZE_MAX));
    assert_int_equal(arena.used, 0);
    toll_arena_free(&arena);
}

static void zeroed_memory_is_zero_after_use(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    memset(toll_arena_take(&arena, 4096), 0xAA, 4096);
    toll_arena_reset(&arena);
    const unsigned char *zeroed = toll_arena_zero(&arena, 64, 64);
    assert_non_null(zeroed);
    for (size_t i = 0; i < 4096; i++) assert_int_equal(zeroed[i], 0);
    assert_non_null(toll_arena_zero(&arena, 0, 8));
    toll_arena_free(&arena);
}

static void strings_are_copied_with_their_nul(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    char source[] = {'a', 'b', 'c'};
    char *copy = toll_arena_string(&arena, source, 3);
    source[0] = 'x';
    assert_string_equal(copy, "abc");
    assert_string_equal(toll_arena_string(&arena, NULL, 0), "");
    toll_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_apart),
        cmocka_unit_test(contents_stay_while_blocks_are_added),
        cmocka_unit_test(reset_reuses_the_same_memory),
        cmocka_unit_test(reset_gives_oversized_blocks_back),
        cmocka_unit_test(limit_is_kept_and_lifted_by_reset),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(zeroed_memory_is_zero_after_use),
        cmocka_unit_test(strings_are_copied_with_their_nul),
    };
    return TOLL_RUN(tests);
}
