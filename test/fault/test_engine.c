/* The engine with every allocation refused in turn: opening says so and leaves nothing behind; a reading is refused whole, and the next
 * one of the same run is as if nothing had happened. Compiling tables likewise. The sanitizers watch for leaks. */
#define claims_must(condition) assert_true(condition)
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/base.h"
#include "base/fault.h"
#include "claims.h"
#include "engine/engine.h"
#include "table/table.h"

static const char text[] =
    "MOSCOW (Reuters) - Russia's defence ministry said on Monday that 89 soldiers had been killed in Makiivka, up from 63.\n\n"
    "Ukraine's General Staff put the toll at 400 dead and 300 wounded, and said Russia had lost 1,090 soldiers, 12 tanks and three drones in the "
    "past 24 hours. “We counted more than 30 bodies,” a local official told Interfax.\n";

static toll_document document_of(void)
{
    return (toll_document){.name = toll_text_of("a"), .text = toll_text_of(text), .outlet = toll_text_of("Reuters"), .published = 19361};
}

static void opening(void **state)
{
    (void)state;
    const toll_engine_options options = {.size = sizeof options};
    toll_status status = TOLL_E_MEMORY;
    uint64_t nth = 1;
    for (; status != TOLL_OK; nth++) {
        toll_engine *engine;
        toll_run *run = NULL;
        toll_error error = {0};
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        status = toll_engine_open(&engine, &options, &error);
        if (status == TOLL_OK) status = toll_run_open(&run, engine, &error);
        toll_fault_disarm();
        if (status != TOLL_OK) {
            assert_int_equal(status, TOLL_E_MEMORY);
            assert_true(*error.message);
            assert_null(run);
        }
        toll_run_close(run);
        toll_engine_close(engine);
    }
    assert_true(nth > 4);
}

/* Refuses every allocation of a reading, each time in a run of its own that then reads again. */
static void reading(void **state)
{
    (void)state;
    const toll_engine_options options = {.size = sizeof options};
    const toll_document document = document_of();
    toll_engine *engine;
    toll_run *whole_run;
    toll_reading whole;
    assert_int_equal(toll_engine_open(&engine, &options, NULL), TOLL_OK);
    assert_int_equal(toll_run_open(&whole_run, engine, NULL), TOLL_OK);
    assert_int_equal(toll_run_read(&whole, whole_run, &document, NULL), TOLL_OK);
    assert_true(whole.claim_count >= 5);
    toll_status status = TOLL_E_MEMORY;
    uint64_t nth = 1;
    for (; status != TOLL_OK; nth++) {
        toll_run *run;
        toll_reading found;
        toll_error error = {0};
        assert_int_equal(toll_run_open(&run, engine, NULL), TOLL_OK);
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        status = toll_run_read(&found, run, &document, &error);
        toll_fault_disarm();
        if (status != TOLL_OK) {
            assert_int_equal(status, TOLL_E_MEMORY);
            assert_true(*error.message);
            assert_int_equal(found.claim_count, 0);
            assert_int_equal(toll_run_read(&found, run, &document, NULL), TOLL_OK);
        }
        assert_int_equal(found.claim_count, whole.claim_count);
        for (size_t i = 0; i < found.claim_count; i++) {
            assert_string_equal(found.claims[i].id, whole.claims[i].id);
            assert_int_equal(found.claims[i].period.from, whole.claims[i].period.from);
        }
        claims_reading(&document, &found);
        toll_run_close(run);
    }
    assert_true(nth > 4);
    toll_run_close(whole_run);
    toll_engine_close(engine);
}

static void showing(void **state)
{
    (void)state;
    const toll_engine_options options = {.size = sizeof options};
    const toll_document document = document_of();
    toll_engine *engine;
    assert_int_equal(toll_engine_open(&engine, &options, NULL), TOLL_OK);
    for (int what = TOLL_SHOW_TOKENS; what <= TOLL_SHOW_PHRASES; what++) {
        toll_status status = TOLL_E_MEMORY;
        for (uint64_t nth = 1; status != TOLL_OK; nth++) {
            toll_run *run;
            toll_buffer out = {0};
            assert_int_equal(toll_run_open(&run, engine, NULL), TOLL_OK);
            toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
            status = toll_run_show(&out, run, &document, (toll_show)what, true, NULL);
            toll_fault_disarm();
            assert_true(status == TOLL_OK || status == TOLL_E_MEMORY);
            assert_true(status != TOLL_OK || out.len);
            toll_buffer_free(&out);
            toll_run_close(run);
        }
    }
    toll_engine_close(engine);
}

static const char words[] = "id\t@verb\t@noun\t@abbreviation\na\tkilled|were killed\tmen|two tanks\tLt\nb\tlost\tMinistry\tGen\n";
static const char rules[] =
    "rule r -> quantity qualifier=more_than\n  match more than x:#number | @verb(id=a)+ !<-q\n  yes [more than 5]\n  no more or 5\n";

static void compiling(void **state)
{
    (void)state;
    char folder[] = "/tmp/tollbook-XXXXXX", path[2][64];
    assert_non_null(mkdtemp(folder));
    static const char *const names[] = {"r.rules", "w.tsv"}, *const texts[] = {rules, words};
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
        FILE *file = fopen(path[i], "wb");
        assert_true(file && fputs(texts[i], file) >= 0 && !fclose(file));
    }
    const char *paths[] = {folder};
    const toll_compile_options options = {
        .paths = paths, .path_count = 1, .extra_name = toll_text_of("x.tsv"), .extra = toll_text_of("@n\nten\n")};
    toll_status status = TOLL_E_MEMORY;
    uint64_t nth = 1;
    for (; status != TOLL_OK; nth++) {
        toll_buffer blob = {0};
        toll_error error = {0};
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        status = toll_tables_compile(&blob, &options, &error);
        toll_fault_disarm();
        assert_true(status == TOLL_OK || (status < 0 && *error.message));
        if (status == TOLL_OK) {
            toll_tables *tables;
            assert_int_equal(toll_tables_open(&tables, blob.data, blob.len, NULL), TOLL_OK);
            toll_tables_close(tables);
        }
        toll_buffer_free(&blob);
    }
    assert_true(nth > 12);
    for (int i = 0; i < 2; i++) unlink(path[i]);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening),
        cmocka_unit_test(reading),
        cmocka_unit_test(showing),
        cmocka_unit_test(compiling),
    };
    return TOLL_RUN(tests);
}
