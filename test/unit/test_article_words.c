/* What class names, elements and opening phrases mean. */
#include "article_pages.h"

static uint32_t kinds(void **state, const char *value)
{
    article_fixture *f = *state;
    return article_kinds(f->words, toll_text_of(value));
}

static void class_names(void **state)
{
    assert_true(kinds(state, "related-stories") & IS_RELATED);
    assert_true(kinds(state, "shareBar") & IS_SHARE);
    assert_true(kinds(state, "sharebar") & IS_SHARE); /* two words without a seam */
    assert_true(kinds(state, "c-newsletter__signup") & IS_NEWSLETTER);
    assert_true(kinds(state, "COMMENTS") & IS_COMMENT);
    assert_true(kinds(state, "article-body") & IS_ARTICLE_BODY);
    assert_true(kinds(state, "storyContent") & IS_ARTICLE_BODY);
    assert_false(kinds(state, "article wide-text") & IS_ARTICLE_BODY); /* two names, not one */
    assert_int_equal(kinds(state, "shareholders"), 0);
    assert_int_equal(kinds(state, "css-1a2b3c x9"), 0);
    assert_int_equal(kinds(state, ""), 0);
}

static tag_row tag(void **state, const char *name, uint32_t *hash)
{
    article_fixture *f = *state;
    return article_tag(f->words, name, strlen(name), hash);
}

static void elements(void **state)
{
    uint32_t a, b;
    assert_int_equal(tag(state, "P", &a).tag, TAG_P);
    assert_int_equal(tag(state, "p", &b).tag, TAG_P);
    assert_int_equal(a, b);
    assert_true(tag(state, "script", &a).flags & TAG_RAW);
    assert_true(tag(state, "strong", &a).flags & TAG_INLINE);
    assert_int_equal(tag(state, "my-own-element", &b).flags, 0);
    assert_int_not_equal(a, b);
}

static bool opens(void **state, const char *text)
{
    article_fixture *f = *state;
    return article_opens_with(f->words, toll_text_of(text), strlen(text));
}

static void phrases(void **state)
{
    assert_true(opens(state, "Read more: the siege of the old town"));
    assert_true(opens(state, "ADVERTISEMENT"));
    assert_true(opens(state, "Sign up for the letter we send on Sundays"));
    assert_true(opens(state, "Share"));
    assert_true(opens(state, "Читайте також: інша новина"));
    assert_false(opens(state, "Share prices fell after the attack on the port, traders said."));
    assert_false(opens(state, "Readers of the paper were killed."));
    assert_false(opens(state, ""));
}

static void months(void **state)
{
    article_fixture *f = *state;
    assert_int_equal(article_month(f->words, toll_text_of("February")), 2);
    assert_int_equal(article_month(f->words, toll_text_of("SEPT")), 9);
    assert_int_equal(article_month(f->words, toll_text_of("monday")), 0);
}

static void an_unknown_kind_is_refused(void **state)
{
    (void)state;
    toll_buffer blob = {0};
    const toll_compile_options options = {
        .extra_name = toll_text_of("world/markup.tsv"), .extra = toll_text_of("kind\twords\nmenus\tnav\n")};
    assert_int_equal(toll_tables_compile(&blob, &options, NULL), TOLL_OK);
    void *aligned = aligned_alloc(64, (blob.len + 63) / 64 * 64);
    assert_non_null(aligned);
    memcpy(aligned, blob.data, blob.len);
    toll_tables *tables;
    toll_article_words *words;
    toll_error error = {0};
    assert_int_equal(toll_tables_open(&tables, aligned, blob.len, NULL), TOLL_OK);
    assert_int_equal(toll_article_words_open(&words, tables, &error), TOLL_E_TABLE);
    assert_null(words);
    assert_int_equal(error.line, 2);
    assert_non_null(strstr(error.message, "menus"));
    toll_tables_close(tables);
    toll_buffer_free(&blob);
    free(aligned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(class_names), cmocka_unit_test(elements), cmocka_unit_test(phrases),
        cmocka_unit_test(months), cmocka_unit_test(an_unknown_kind_is_refused)};
    return ARTICLE_RUN(tests);
}
