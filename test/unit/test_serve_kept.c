/* Answers that are kept: found by the whole key, bounded in bytes, each released exactly once. */
#include "test.h"

#include <stdio.h>

#include "serve/kept.h"

static int released[8192];

static void release(void *context, void *answer)
{
    (void)context;
    released[*(int *)answer]++;
}

static bool note(void *context, void *answer)
{
    *(int *)context = *(int *)answer;
    return true;
}

static bool refuse(void *context, void *answer)
{
    (void)context, (void)answer;
    return false;
}

static int find(serve_kept *kept, toll_text key)
{
    int found = -1;
    return serve_kept_find(kept, key, note, &found) ? found : -1;
}

static serve_kept *fresh(void)
{
    static serve_kept kept;
    memset(&kept, 0, sizeof kept);
    memset(released, 0, sizeof released);
    serve_kept_init(&kept, release, NULL);
    return &kept;
}

static void an_answer_is_found_by_its_whole_key(void **state)
{
    (void)state;
    serve_kept *kept = fresh();
    int answers[] = {0, 1};
    assert_int_equal(find(kept, toll_text_of("/a")), -1);
    serve_kept_put(kept, (toll_text){"1\0/a", 4}, &answers[0], 10);
    assert_int_equal(find(kept, (toll_text){"1\0/a", 4}), 0);
    assert_int_equal(find(kept, (toll_text){"2\0/a", 4}), -1);
    assert_int_equal(find(kept, (toll_text){"1\0/", 3}), -1);
    assert_false(serve_kept_find(kept, (toll_text){"1\0/a", 4}, refuse, NULL));
    serve_kept_put(kept, (toll_text){"1\0/a", 4}, &answers[1], 20);
    assert_int_equal(find(kept, (toll_text){"1\0/a", 4}), 1);
    assert_int_equal(released[0], 1);
    assert_int_equal(kept->bytes, 24);
    serve_kept_free(kept);
    assert_int_equal(released[1], 1);
}

static void what_is_too_large_is_not_kept(void **state)
{
    (void)state;
    serve_kept *kept = fresh();
    int answer = 3;
    serve_kept_put(kept, toll_text_of("/a"), &answer, SERVE_KEPT_ONE);
    assert_int_equal(find(kept, toll_text_of("/a")), -1);
    assert_int_equal(released[3], 1);
    serve_kept_free(kept);
    assert_int_equal(released[3], 1);
}

static void bytes_are_bounded_and_each_is_released_once(void **state)
{
    (void)state;
    static int answers[8192];
    serve_kept *kept = fresh();
    for (int i = 0; i < 8192; i++) {
        char key[16];
        answers[i] = i;
        snprintf(key, sizeof key, "/%d", i);
        serve_kept_put(kept, toll_text_of(key), &answers[i], i % 3 ? 300 << 10 : 200);
        assert_true(kept->bytes <= SERVE_KEPT_BYTES);
        assert_int_equal(find(kept, toll_text_of(key)), i);
    }
    serve_kept_free(kept);
    assert_int_equal(kept->bytes, 0);
    for (int i = 0; i < 8192; i++) assert_int_equal(released[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_found_by_its_whole_key),
        cmocka_unit_test(what_is_too_large_is_not_kept),
        cmocka_unit_test(bytes_are_bounded_and_each_is_released_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
