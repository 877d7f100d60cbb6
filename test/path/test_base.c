/* The ground under input that was made to hurt: everything stays linear. */
#include "linear.h"

#include "base/base.h"

enum { MOST = 1 << 22 }; /* what is made of it stays below the size at which every allocation is fresh pages of the system */

typedef struct sample {
    char *data, *out;
    const char *unit; /* repeated to fill the data */
} sample;

static void fill(sample *input, size_t n)
{
    size_t len = strlen(input->unit);
    for (size_t off = 0; off < n; off++) input->data[off] = input->unit[off % len];
}

static void check(void *context, size_t n)
{
    sample *it = context;
    toll_utf8_check(it->data, n);
}

static void fold(void *context, size_t n)
{
    sample *it = context;
    toll_utf8_fold(it->out, (size_t)MOST * 4, it->data, n);
}

static void json(void *context, size_t n)
{
    sample *it = context;
    toll_buffer buffer = {0};
    toll_buffer_add_json(&buffer, (toll_text){it->data, n});
    toll_buffer_free(&buffer);
}

static void texts_that_change_script_all_the_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "aaaaaaaé", "\xF0\x90\x80\x80", "e\xCC\x81\xCC\x81\xCC\x81", "ﬁ", "가", "\xFF", "\xC3", "a\xE2\x82", "\x01\"\\", "A’"};
    sample input = {malloc(MOST), malloc((size_t)MOST * 4), NULL};
    assert_true(input.data && input.out);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        input.unit = units[i];
        fill(&input, MOST);
        toll_linear(units[i], check, &input, 1 << 14, MOST);
        toll_linear(units[i], fold, &input, 1 << 14, MOST);
        toll_linear(units[i], json, &input, 1 << 14, MOST);
    }
    free(input.data);
    free(input.out);
}

/* Small pieces behind very many large ones: the walk over the blocks must not begin anew for each. */
static void pieces(void *context, size_t n)
{
    toll_arena *arena = context;
    for (size_t i = 0; i < n; i++) assert_non_null(toll_arena_take(arena, 33 * 1024));
    for (size_t i = 0; i < n / 2; i++) assert_non_null(toll_arena_take(arena, 30 * 1024));
    toll_arena_free(arena);
}

static void small_pieces_behind_large_ones(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    toll_linear("arena", pieces, &arena, 2000, 8000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_change_script_all_the_time),
        cmocka_unit_test(small_pieces_behind_large_ones),
    };
    return TOLL_RUN(tests);
}
