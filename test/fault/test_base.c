/* The ground with a memory that refuses: every operation is run with its 1st, 2nd, ... allocation failing, until it gets through. It
 * must say that it failed, keep what it had, leak nothing (the sanitizer build runs this too) and work again afterwards. */
#include "test.h"

#include "base/base.h"
#include "base/fault.h"

enum { PATIENCE = 10000 };

/* Runs work with the nth allocation failing, for every n, until it needs fewer; the number of ways it was made to fail. */
static uint64_t break_everywhere(bool (*work)(void))
{
    for (uint64_t nth = 1; nth < PATIENCE; nth++) {
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        bool done = work();
        bool fired = toll_fault_calls(TOLL_FAULT_ALLOCATION) >= nth;
        toll_fault_disarm();
        if (done == fired)
            fail_msg("allocation %llu %s, and the work says %s", (unsigned long long)nth, fired ? "failed" : "was not reached",
                done ? "done" : "failed");
        if (!fired) return nth - 1;
    }
    fail_msg("the work never got through");
    return 0;
}

static bool arena_work(void)
{
    toll_arena arena;
    toll_arena_init(&arena, 0);
    bool done = true;
    for (size_t i = 0; i < 400 && done; i++) {
        size_t size = i % 50 == 49 ? 100000 : 5000;
        char *piece = i % 3 ? toll_arena_take(&arena, size) : toll_arena_zero(&arena, size, 1);
        if (piece) memset(piece, 1, size);
        done = piece != NULL;
    }
    if (done) done = toll_arena_string(&arena, "killed", 6) != NULL;
    size_t used = arena.used;
    if (!done) { /* what is left still serves: kept blocks need no allocation */
        toll_arena_reset(&arena);
        assert_int_equal(arena.used, 0);
        assert_true(used == 0 || arena.first == NULL || toll_arena_take(&arena, 5000) != NULL);
    }
    toll_arena_free(&arena);
    return done;
}

static bool buffer_work(void)
{
    toll_buffer buffer = {0};
    for (int i = 0; i < 2000; i++) {
        size_t before = buffer.len;
        toll_buffer_add_json(&buffer, toll_text_of("“63 killed”\n"));
        toll_buffer_add_number(&buffer, 410.64516129032256);
        toll_buffer_printf(&buffer, "%080d", i);
        assert_true(buffer.len >= before);
        if (buffer.data) assert_int_equal(buffer.data[buffer.len], '\0');
    }
    bool done = !buffer.failed;
    if (!done) { /* after a failure nothing may have been appended in its middle: the bytes are a prefix of the right ones */
        size_t len = buffer.len;
        toll_buffer_add_string(&buffer, "more");
        assert_int_equal(buffer.len, len);
        assert_true(len == 0 || memcmp(buffer.data, "\"“63 killed”\\n\"410.645", len < 22 ? len : 22) == 0);
    }
    toll_buffer_free(&buffer);
    return done;
}

static bool grow_work(void)
{
    int *numbers = NULL;
    size_t cap = 0, len = 0;
    bool done = true;
    for (; len < 5000 && done; len += done) {
        done = toll_grow(&numbers, &cap, len, sizeof *numbers);
        if (done) numbers[len] = (int)len;
    }
    for (size_t i = 0; i < len; i++) assert_int_equal(numbers[i], (int)i);
    toll_base_free(numbers);
    return done;
}

static void the_arena_survives_every_refusal(void **state)
{
    (void)state;
    assert_true(break_everywhere(arena_work) > 10);
}

static void the_buffer_survives_every_refusal(void **state)
{
    (void)state;
    assert_true(break_everywhere(buffer_work) > 5);
}

static void growing_arrays_survive_every_refusal(void **state)
{
    (void)state;
    assert_true(break_everywhere(grow_work) > 5);
}

static void a_window_of_calls_fails_and_kinds_are_apart(void **state)
{
    (void)state;
    toll_fault_arm(TOLL_FAULT_READ, 2, 3);
    static const bool wanted[] = {false, true, true, true, false, false};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(toll_fault_here(TOLL_FAULT_READ), wanted[i]);
        assert_false(toll_fault_here(TOLL_FAULT_WRITE));
    }
    assert_int_equal(toll_fault_calls(TOLL_FAULT_READ), 6);
    toll_fault_arm(TOLL_FAULT_STEP, 1, UINT64_MAX); /* from the first on, all */
    for (size_t i = 0; i < 100; i++) assert_true(toll_fault_here(TOLL_FAULT_STEP));
    toll_fault_disarm();
    assert_false(toll_fault_here(TOLL_FAULT_STEP));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_arena_survives_every_refusal),
        cmocka_unit_test(the_buffer_survives_every_refusal),
        cmocka_unit_test(growing_arrays_survive_every_refusal),
        cmocka_unit_test(a_window_of_calls_fails_and_kinds_are_apart),
    };
    return TOLL_RUN(tests);
}
