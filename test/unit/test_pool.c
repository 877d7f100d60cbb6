/* The ordered pool: the results come in the order of filling on any number of threads, memory is the ring, and stopping leaves no thread
 * behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdatomic.h>
#include <cmocka.h>
#include <time.h>

#include "base/pool.h"

typedef struct slot {
    size_t in, out;
} slot;

typedef struct scene {
    size_t total, filled, drained, stop_after, most_under_way, laters;
    atomic_size_t worked;
    bool ordered, patient;
} scene;

static toll_pool_answer fill(void *context, void *at)
{
    scene *s = context;
    size_t under_way = s->filled - s->drained;
    if (s->patient && under_way && s->filled % 3 == 0 && s->laters < s->filled) {
        s->laters = s->filled;
        return TOLL_POOL_LATER;
    }
    if (s->filled == s->total) return TOLL_POOL_ENDED;
    *(slot *)at = (slot){.in = s->filled++};
    if (s->filled - s->drained > s->most_under_way) s->most_under_way = s->filled - s->drained;
    return TOLL_POOL_FILLED;
}

static void work(void *context, void *at, unsigned worker)
{
    scene *s = context;
    slot *one = at;
    (void)worker;
    if (one->in % 7 == 0) nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL); /* let others overtake */
    one->out = one->in * one->in;
    atomic_fetch_add(&s->worked, 1);
}

static bool drain(void *context, void *at)
{
    scene *s = context;
    const slot *one = at;
    s->ordered &= one->in == s->drained && one->out == one->in * one->in;
    s->drained++;
    return !s->stop_after || s->drained < s->stop_after;
}

static scene play(unsigned threads, size_t slots, size_t total, size_t stop_after, bool patient)
{
    slot ring[16];
    scene s = {.total = total, .stop_after = stop_after, .ordered = true, .patient = patient};
    toll_pool_job job = {.context = &s,
        .slots = ring,
        .slot_count = slots,
        .slot_size = sizeof *ring,
        .threads = threads,
        .fill = fill,
        .work = work,
        .drain = drain};
    toll_error error;
    assert_int_equal(toll_pool_run(&job, &error), TOLL_OK);
    return s;
}

static void results_are_in_order(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads <= 5; threads++) {
        for (size_t slots = 1; slots <= 16; slots *= 4) {
            scene s = play(threads, slots, 500, 0, false);
            assert_true(s.ordered);
            assert_int_equal(s.drained, 500);
            assert_int_equal(atomic_load(&s.worked), 500);
            assert_true(s.most_under_way <= slots);
        }
    }
}

static void nothing_to_do_is_done(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) assert_int_equal(play(threads, 4, 0, 0, false).drained, 0);
}

static void stops_when_told(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        scene s = play(threads, 8, 500, 20, false);
        assert_int_equal(s.drained, 20);
        assert_true(s.filled <= 28);
    }
}

static void later_finishes_what_is_under_way(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        scene s = play(threads, 8, 200, 0, true);
        assert_int_equal(s.drained, 200);
        assert_true(s.ordered);
        if (threads > 1) assert_true(s.laters > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_in_order),
        cmocka_unit_test(nothing_to_do_is_done),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(later_finishes_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
