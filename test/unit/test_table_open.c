/* Damage to a compiled blob is found: cut at any length, or with any one bit turned, it is refused with a reason. */
#include "test.h"

#include "table/table.h"

static toll_buffer blob;

static int make_blob(void **state)
{
    (void)state;
    const toll_compile_options options = {.extra_name = toll_text_of("t.tsv"),
        .extra = toll_text_of("id\t@verb\t@abbreviation\na\tkilled|was killed|were killed\tLt\nb\tlost\tGen\n")};
    return toll_tables_compile(&blob, &options, NULL) == TOLL_OK ? 0 : -1;
}

static int drop_blob(void **state)
{
    (void)state;
    toll_buffer_free(&blob);
    return 0;
}

static void refused(const char *data, size_t len)
{
    toll_tables *tables;
    toll_error error = {0};
    assert_int_equal(toll_tables_open(&tables, data, len, &error), TOLL_E_TABLE);
    assert_null(tables);
    assert_true(*error.message);
}

static void whole(void **state)
{
    (void)state;
    toll_tables *tables;
    assert_int_equal(toll_tables_open(&tables, blob.data, blob.len, NULL), TOLL_OK);
    assert_int_equal(strlen(toll_tables_hash(tables)), 12);
    assert_int_equal(strspn(toll_tables_hash(tables), "0123456789abcdef"), 12);
    const toll_abbreviations *set = toll_tables_abbreviations(tables);
    uint64_t hash = toll_lex_hash("gen", 3);
    bool found = false;
    for (size_t i = 0; i <= set->mask; i++) found |= set->slots[i] == hash;
    assert_true(found);
    toll_tables_close(tables);
    toll_tables_close(NULL);
}

/* A blob that is the program's own opens like any other; one of another version or length is refused all the same. */
static void own(void **state)
{
    (void)state;
    toll_tables *tables;
    assert_int_equal(toll_tables_open_own(&tables, blob.data, blob.len, NULL), TOLL_OK);
    assert_int_not_equal(toll_tables_word(tables, toll_lex_hash("killed", 6)), 0);
    assert_int_not_equal(toll_tables_class(tables, "verb"), TOLL_NO_CLASS);
    toll_tables_close(tables);
    assert_int_equal(toll_tables_open_own(&tables, blob.data, blob.len - 8, NULL), TOLL_E_TABLE);
    assert_null(tables);
    assert_int_equal(toll_tables_open_own(&tables, blob.data, 4, NULL), TOLL_E_TABLE);
}

static char *aligned_copy(size_t len)
{
    char *copy = aligned_alloc(64, (len + 64) / 64 * 64);
    assert_non_null(copy);
    memcpy(copy, blob.data, len);
    return copy;
}

static void cut(void **state)
{
    (void)state;
    for (size_t len = 0; len < blob.len; len += len < 512 ? 1 : 97) {
        char *copy = aligned_copy(len);
        refused(copy, len);
        free(copy);
    }
}

static void longer(void **state)
{
    (void)state;
    char *copy = aligned_copy(blob.len);
    refused(copy, blob.len - 8);
    free(copy);
}

static void unaligned(void **state)
{
    (void)state;
    char *copy = aligned_alloc(64, (blob.len + 128) / 64 * 64);
    assert_non_null(copy);
    memcpy(copy + 4, blob.data, blob.len);
    refused(copy + 4, blob.len);
    free(copy);
}

/* Every bit of the header, and bits all over the rest. */
static void turned_bits(void **state)
{
    (void)state;
    char *copy = aligned_copy(blob.len);
    size_t step = 1;
    for (size_t bit = 0; bit < blob.len * 8; bit += step) {
        copy[bit / 8] ^= (char)(1 << bit % 8);
        refused(copy, blob.len);
        copy[bit / 8] ^= (char)(1 << bit % 8);
        step = bit < 4096 ? 1 : 1 + blob.len / 61 * 8 % 1021;
    }
    toll_tables *tables;
    assert_int_equal(toll_tables_open(&tables, copy, blob.len, NULL), TOLL_OK);
    toll_tables_close(tables);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),
        cmocka_unit_test(own),
        cmocka_unit_test(cut),
        cmocka_unit_test(longer),
        cmocka_unit_test(unaligned),
        cmocka_unit_test(turned_bits),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make_blob, drop_blob);
}
