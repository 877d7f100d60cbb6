/* CSV: as many cells as the header has, quoted where RFC 4180 wants it, guarded where a spreadsheet would calculate. */
#include "test.h"

#include <stdio.h>

#include "view_claims.h"

/* The cells of one record, read by the rules of RFC 4180. */
typedef struct record {
    toll_buffer cells[64];
    size_t count;
} record;

static const char *read_record(record *r, const char *at)
{
    *r = (record){0};
    for (;;) {
        toll_buffer *cell = &r->cells[r->count++];
        toll_buffer_add_string(cell, "");
        if (*at == '"') {
            for (at++; *at != '"' || at[1] == '"'; at++) {
                assert_true(*at);
                at += *at == '"';
                toll_buffer_add_char(cell, *at);
            }
            at++;
        }
        for (; *at != ',' && *at != '\r'; at++) {
            assert_true(*at && *at != '"' && *at != '\n');
            toll_buffer_add_char(cell, *at);
        }
        if (*at++ == '\r') break;
    }
    assert_int_equal(*at, '\n');
    return at + 1;
}

static void free_record(record *r)
{
    for (size_t i = 0; i < r->count; i++) toll_buffer_free(&r->cells[i]);
}

static const char *cell(const record *header, const record *row, const char *name)
{
    for (size_t i = 0; i < header->count; i++)
        if (!strcmp(header->cells[i].data, name)) return row->cells[i].data ? row->cells[i].data : "";
    fail_msg("no column %s", name);
    return NULL;
}

static void is_row(toll_claim claim, const char *text, bool safe, const char *const *wanted, size_t count)
{
    toll_document document = view_document(text);
    document.outlet = toll_text_of("=1+1");
    document.title = toll_text_of("He said \"no\",\r\nthen");
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_CSV, .csv_safe = safe};
    toll_buffer out = {0};
    toll_view_begin(&out, &options);
    toll_view_claims(&out, &options, &document, "abc", &claim, 1);
    record header, row;
    const char *next = read_record(&header, out.data);
    assert_int_equal(*read_record(&row, next), 0);
    assert_int_equal(header.count, row.count);
    for (size_t i = 0; i < count; i += 2) assert_string_equal(cell(&header, &row, wanted[i]), wanted[i + 1]);
    free_record(&header);
    free_record(&row);
    toll_buffer_free(&out);
}

static void a_full_row(void **state)
{
    (void)state;
    static const char *const wanted[] = {"id", "0123456789abcdef01234567", "doc", "a.txt", "doc_sha256", "abc", "outlet", "=1+1", "title",
        "He said \"no\",\r\nthen", "published", "2023-03-13", "zone", "headline", "number", "more than 220", "quantity_text",
        "more than 220", "quantity_start", "47", "quantity_end", "60", "qualifier", "more_than", "point", "220", "low", "221", "high", "",
        "unit", "people", "outcome", "killed", "outcome_text", "destroyed", "victims_text", "“soldiers”", "side", "UKR", "class",
        "military", "category", "conscripts", "formation", "", "claimant_text", "the ministry", "claimant_id", "rus-mod", "claimant_side",
        "RUS", "claimant_kind", "party", "chain", "agency Reuters", "stated", "2023-03-12", "stated_precision", "day", "period_kind",
        "window", "from", "2023-03-11", "to", "2023-03-12", "basis", "loss_day", "period_text", "On Sunday", "place_text", "the river",
        "place_id", "geonames:1", "place_name", "River", "lat", "48.5", "lon", "-37.25", "place_precision", "near", "modality", "estimated",
        "verified", "unverified", "stake", "enemy_loss", "confidence", "0.8765", "sentence_text", view_text, "sentence_start", "0",
        "sentence_end", "106", "rule", "a.rule"};
    is_row(full_claim(), view_text, false, wanted, sizeof wanted / sizeof *wanted);
}

static void formulas_are_guarded_and_numbers_are_not(void **state)
{
    (void)state;
    static const char *const firsts[] = {"=", "+", "-", "@", "\t", "\r"};
    for (size_t i = 0; i < 6; i++) {
        char text[32], guarded[32];
        snprintf(text, sizeof text, "%s1 a", firsts[i]);
        snprintf(guarded, sizeof guarded, "'%s1 a", firsts[i]);
        toll_claim claim = bare_claim();
        claim.quantity.span = (toll_span){0, 4};
        claim.place.lon = -37.25;
        const char *const safe[] = {"quantity_text", guarded, "outlet", "'=1+1", "lon", "-37.25"};
        const char *const plain[] = {"quantity_text", text, "outlet", "=1+1", "lon", "-37.25"};
        is_row(claim, text, true, safe, 6);
        is_row(claim, text, false, plain, 6);
    }
}

static void what_is_unknown_is_empty(void **state)
{
    (void)state;
    static const char *const wanted[] = {"point", "", "low", "", "high", "", "side", "", "stated", "", "stated_precision", "", "from", "",
        "to", "", "lat", "", "lon", "", "verified", "", "stake", "", "chain", "", "number", "no (not a number)", "rule", "r"};
    is_row(bare_claim(), "no more", false, wanted, sizeof wanted / sizeof *wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_row),
        cmocka_unit_test(formulas_are_guarded_and_numbers_are_not),
        cmocka_unit_test(what_is_unknown_is_empty),
    };
    return TOLL_RUN(tests);
}
