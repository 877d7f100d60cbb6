/* Batches of documents and the pages they came from: stored together or not at all, also with two writers in turn. */
#include "ledger_bench.h"

/* --- batches */
static void open_in_batches(bench *b, uint32_t batch, uint32_t page_limit)
{
    toll_ledger_close(b->ledger);
    const toll_ledger_options options = {
        .size = sizeof options, .path = b->path, .mode = TOLL_LEDGER_WRITE, .batch = batch, .page_limit = page_limit};
    assert_int_equal(toll_ledger_open(&b->ledger, &options, &b->error), TOLL_OK);
}

static void documents_of_a_batch_are_stored_together(void **state)
{
    bench *b = *state;
    open_in_batches(b, 3, 0);
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod"), other = test_claim(text_b, "89", "RUS", "rus-mod");
    assert_int_equal(add(b, test_document("a", text_a), &claim, 1), TOLL_LEDGER_INSERTED);
    assert_int_equal(add(b, test_document("b", text_a), &claim, 1), TOLL_LEDGER_INSERTED);
    assert_int_equal(toll_ledger_pending(b->ledger), 2);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 0);                    /* nobody else sees them yet */
    assert_int_equal(add(b, test_document("a", text_a), &claim, 1), TOLL_LEDGER_UNCHANGED); /* but the batch knows itself */
    assert_int_equal(add(b, test_document("a", text_b), &other, 1), TOLL_LEDGER_NEW_VERSION);
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 2);
    assert_int_equal(add(b, test_document("c", text_b), &other, 1), TOLL_LEDGER_INSERTED);
    toll_claim wrong = other;
    wrong.place.span = (toll_span){(uint32_t)sizeof text_b, 9};
    toll_document outside = test_document("wrong", text_b);
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &outside, &wrong, 1, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
    assert_int_equal(toll_ledger_pending(b->ledger), 1);  /* a document that is wrong costs only itself */
    assert_string_equal(list(b, all), "b:63 a:89 c:89 "); /* to ask stores what waits */
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_int_equal(add(b, test_document("d", text_b), &other, 1), TOLL_LEDGER_INSERTED);
    open_in_batches(b, 1, 0); /* and so does closing */
    assert_string_equal(list(b, all), "b:63 a:89 c:89 d:89 ");
    verify(b);
}

/* Each knows what the other stored between two of its batches, whatever it has in memory. */
static void two_writers_in_turn_know_each_others_documents(void **state)
{
    bench *b = *state;
    open_in_batches(b, 100, 0);
    bench other = *b;
    other.ledger = NULL;
    open_in_batches(&other, 100, 0);
    const toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod"), changed = test_claim(text_b, "89", "RUS", "rus-mod");
    char name[16];
    int inserted = 0, unchanged = 0;
    for (int turn = 0; turn < 6; turn++) { /* of every ten documents the other stored five before */
        bench *writer = turn % 2 ? &other : b;
        for (int i = turn * 5; i < turn * 5 + 10; i++) {
            snprintf(name, sizeof name, "d%d", i);
            toll_ledger_change change = add(writer, test_document(name, text_a), &claim, 1);
            inserted += change == TOLL_LEDGER_INSERTED;
            unchanged += change == TOLL_LEDGER_UNCHANGED;
        }
        assert_int_equal(toll_ledger_flush(writer->ledger, &b->error), TOLL_OK);
    }
    assert_int_equal(inserted, 35);
    assert_int_equal(unchanged, 25);
    assert_int_equal(add(b, test_document("d34", text_b), &changed, 1), TOLL_LEDGER_NEW_VERSION);
    assert_int_equal(toll_ledger_flush(b->ledger, &b->error), TOLL_OK);
    assert_int_equal(add(&other, test_document("d34", text_b), &changed, 1), TOLL_LEDGER_UNCHANGED);
    assert_int_equal(add(&other, test_document("e", text_b), &changed, 1), TOLL_LEDGER_INSERTED);
    toll_ledger_close(other.ledger);
    assert_int_equal(count_rows(b, "SELECT count(DISTINCT name) FROM document"), 36);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 36);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM text"), 2);
    verify(b);
}

/* --- pages */
static toll_status add_page(bench *b, const char *name, const char *text, const char *packed)
{
    toll_document document = test_document(name, text);
    toll_ledger_page page = {.packed = toll_text_of(packed)};
    toll_sha256_hex(page.text_sum, document.text.data, document.text.len);
    toll_sha256_hex(page.sum, packed, strlen(packed));
    return toll_ledger_add_page(NULL, b->ledger, &document, &page, NULL, 0, ENGINE, TABLES, &b->error);
}

static toll_status count_page(void *count, const toll_ledger_page *page, toll_error *error)
{
    (void)error;
    assert_int_equal(strlen(page->text_sum), 64);
    ++*(int *)count;
    return TOLL_OK;
}

static int pages_of(bench *b)
{
    int count = 0;
    assert_int_equal(toll_ledger_walk_pages(b->ledger, count_page, &count, &b->error), TOLL_OK);
    return count;
}

static void pages_are_stored_with_the_batch_of_their_text(void **state)
{
    bench *b = *state;
    assert_int_equal(pages_of(b), 0);
    open_in_batches(b, 10, 0);
    assert_int_equal(add_page(b, "a", text_a, "<p>a"), TOLL_OK);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK);
    assert_int_equal(toll_ledger_pending(b->ledger), 2);         /* no page has closed the batch before it was full */
    assert_int_equal(add_page(b, "c", text_b, "<p>b"), TOLL_OK); /* the same page of the same text again */
    assert_int_equal(add_page(b, "d", text_b, "<p> b"), TOLL_OK);
    assert_int_equal(add_page(b, "d", text_b, "<p>  b"), TOLL_UNCHANGED); /* a text that is no news brings no page */
    assert_int_equal(toll_ledger_flush(b->ledger, &b->error), TOLL_OK);
    assert_int_equal(pages_of(b), 3);
    verify(b);
}

static void a_page_of_a_batch_that_fails_is_not_there_and_the_next_one_is(void **state)
{
    bench *b = *state;
    static char text[800000];
    memset(text, 'a', sizeof text - 1);
    open_in_batches(b, 10, 150);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK); /* the first page ever: the table goes with it */
    toll_status status = add_page(b, "large", text, "<p>large");
    if (status >= 0) status = toll_ledger_flush(b->ledger, &b->error);
    assert_int_equal(status, TOLL_E_BUSY);
    assert_int_equal(pages_of(b), 0);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK);
    assert_int_equal(pages_of(b), 1);
}

static void a_batch_that_does_not_fit_is_lost_whole(void **state)
{
    bench *b = *state;
    static char text[800000];
    memset(text, 'a', sizeof text - 1);
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    add(b, test_document("kept", text_a), &claim, 1);
    open_in_batches(b, 10, 150);
    assert_int_equal(add(b, test_document("b", text_b), NULL, 0), TOLL_LEDGER_INSERTED);
    toll_document large = test_document("large", text);
    toll_status status = toll_ledger_add(NULL, b->ledger, &large, NULL, 0, ENGINE, TABLES, &b->error);
    if (status >= 0) status = toll_ledger_flush(b->ledger, &b->error);
    assert_int_equal(status, TOLL_E_BUSY);
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_string_equal(list(b, all), "kept:63 ");
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 1);
    verify(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(documents_of_a_batch_are_stored_together),
        WITH_LEDGER(two_writers_in_turn_know_each_others_documents),
        WITH_LEDGER(pages_are_stored_with_the_batch_of_their_text),
        WITH_FILE(a_batch_that_does_not_fit_is_lost_whole),
        WITH_FILE(a_page_of_a_batch_that_fails_is_not_there_and_the_next_one_is),
    };
    return TOLL_RUN(tests);
}
