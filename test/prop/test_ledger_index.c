/* What the index finds is what a look at every claim finds, however the ledger was filled: in how many sessions, read again or not,
 * indexed or not yet, with segments that were made one. */
#include "unit/ledger_place.h"

#include "ledger/words.h"

enum { sessions = 70, claims_most = 4, asked = 40 };

static const char *const vocabulary[] = {
    "killed", "kill", "wounded", "at", "Makiivka", "makiyivka", "ministry", "the", "said", "Kherson", "Łódź", "63", "6"};
static const char *const sides[] = {"RUS", "UKR", "FRA"}, *const claimants[] = {"rus-mod", "ukr-mod", "un-ohchr", "wb"},
                         *const places[] = {"Kyiv", "Makiivka", "Izium"};
#define ANY(list) (list)[toll_random_below(random, sizeof(list) / sizeof *(list))]

static void make_text(toll_buffer *out, toll_random *random)
{
    toll_buffer_clear(out);
    for (uint64_t i = 0, count = 4 + toll_random_below(random, 30); i < count; i++)
        toll_buffer_printf(out, "%s%s", ANY(vocabulary), toll_random_below(random, 6) ? " " : ". ");
}

static void make_claim(toll_claim *claim, toll_text text, toll_random *random)
{
    uint32_t off = test_back_to_letter(text, toll_random_below(random, text.len));
    *claim = test_claim_blank();
    claim->sentence = (toll_span){off, test_back_to_letter(text, off + toll_random_below(random, text.len - off + 1)) - off};
    claim->quantity.span = (toll_span){off, 0};
    claim->outcome = (toll_outcome)toll_random_below(random, 3);
    claim->victims.side = toll_random_below(random, 4) ? ANY(sides) : NULL;
    claim->claimant.id = toll_random_below(random, 4) ? ANY(claimants) : NULL;
    if (toll_random_below(random, 2)) claim->place.name = ANY(places);
    if (toll_random_below(random, 2)) claim->period.from = (toll_day)(19000 + toll_random_below(random, 900));
    if (toll_random_below(random, 2))
        claim->period.to = claim->period.from == TOLL_DAY_UNKNOWN ? 19300 : claim->period.from + (toll_day)toll_random_below(random, 1500);
    test_claim_identify(claim, text);
}

/* One session: some documents, new or read again by a newer engine. */
static void add_some(const char *path, int session, toll_random *random)
{
    const toll_ledger_options options = {
        .size = sizeof options, .path = path, .mode = TOLL_LEDGER_WRITE, .batch = 1 + (uint32_t)toll_random_below(random, 3)};
    toll_ledger *ledger;
    toll_error error = {0};
    toll_buffer text = {0};
    char name[32], engine[16];
    toll_claim claims[claims_most];
    assert_int_equal(toll_ledger_open(&ledger, &options, &error), TOLL_OK);
    for (uint64_t i = 0, count = 1 + toll_random_below(random, 3); i < count; i++) {
        uint64_t which = toll_random_below(random, (uint64_t)session + 1);
        toll_random same = toll_random_start(which + 100); /* the same document has the same text */
        make_text(&text, &same);
        snprintf(name, sizeof name, "d%llu", (unsigned long long)which);
        snprintf(engine, sizeof engine, "0.1.%d", session);
        toll_document document = {
            .name = toll_text_of(name), .text = {text.data, text.len}, .published = toll_random_below(&same, 2) ? 19100 : TOLL_DAY_UNKNOWN};
        size_t claim_count = toll_random_below(random, claims_most + 1);
        for (size_t c = 0; c < claim_count; c++) make_claim(&claims[c], document.text, random);
        if (toll_ledger_add(NULL, ledger, &document, claims, claim_count, engine, TABLES, &error) < 0) fail_msg("%s", error.message);
    }
    toll_buffer_free(&text);
    toll_ledger_close(ledger);
}

static bool same(const char *asked_for, const char *is)
{
    return !asked_for || (is && !strcmp(asked_for, is));
}

static bool wanted(const toll_ledger_row *row, const toll_ledger_filter *filter)
{
    const toll_claim *c = &row->claim;
    toll_day from = c->period.from != TOLL_DAY_UNKNOWN ? c->period.from : c->period.to,
             to = c->period.to != TOLL_DAY_UNKNOWN ? c->period.to : c->period.from;
    if (from == TOLL_DAY_UNKNOWN) from = to = row->document.published;
    if (!same(filter->side, c->victims.side) || !same(filter->claimant, c->claimant.id) || !same(filter->place, c->place.name) ||
        !same(filter->id, c->id))
        return false;
    if (filter->outcomes && !(filter->outcomes >> c->outcome & 1)) return false;
    if (filter->from != TOLL_DAY_UNKNOWN && (to == TOLL_DAY_UNKNOWN || to < filter->from)) return false;
    if (filter->to != TOLL_DAY_UNKNOWN && (from == TOLL_DAY_UNKNOWN || from > filter->to)) return false;
    if (!filter->text) return true;
    toll_asked words;
    toll_buffer folded = {0};
    assert_true(toll_asked_read(&words, filter->text));
    assert_true(toll_words_fold(&folded, (toll_text){row->document.text.data + c->sentence.off, c->sentence.len}));
    bool said = toll_asked_is_said(&words, (toll_text){folded.data, folded.len});
    toll_asked_free(&words);
    toll_buffer_free(&folded);
    return said;
}

static void list(toll_buffer *out, toll_ledger *ledger, const toll_ledger_filter *asking, const toll_ledger_filter *picking)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_error error = {0};
    uint64_t count = 0;
    toll_buffer_clear(out);
    toll_buffer_add_string(out, "");
    toll_ledger_claims_open(&claims, ledger, asking, &error);
    while (toll_ledger_claims_next(&row, &claims, &error) == TOLL_OK) {
        if (picking && !wanted(&row, picking)) continue;
        if (picking && picking->limit && count++ == picking->limit) break;
        toll_buffer_printf(out, "%llu ", (unsigned long long)row.row);
    }
    if (claims.status < 0) fail_msg("%s", error.message);
    toll_ledger_claims_close(&claims);
}

static toll_ledger_filter make_filter(toll_random *random, const char *id)
{
    static const char *const texts[] = {
        "killed", "ministry said", "\"the ministry\"", "mak*", "lodz", "6", "kill* 63", "\"at kherson said\"", "absent", "kil*"};
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    if (!toll_random_below(random, 2)) filter.text = ANY(texts);
    if (!toll_random_below(random, 3)) filter.side = ANY(sides);
    if (!toll_random_below(random, 3)) filter.claimant = ANY(claimants);
    if (!toll_random_below(random, 3)) filter.place = ANY(places);
    if (!toll_random_below(random, 3)) filter.outcomes = (uint32_t)(1 + toll_random_below(random, 7));
    if (!toll_random_below(random, 3)) filter.from = (toll_day)(18990 + toll_random_below(random, 900));
    if (!toll_random_below(random, 3))
        filter.to = (filter.from == TOLL_DAY_UNKNOWN ? 19200 : filter.from) + (toll_day)toll_random_below(random, 200);
    if (!toll_random_below(random, 4)) filter.limit = 1 + toll_random_below(random, 5);
    if (!toll_random_below(random, 8) && *id) filter.id = id;
    return filter;
}

static toll_ledger *open_to_read(const char *path)
{
    const toll_ledger_options options = {.size = sizeof options, .path = path};
    toll_ledger *ledger;
    assert_int_equal(toll_ledger_open(&ledger, &options, NULL), TOLL_OK);
    return ledger;
}

static void ask_through(toll_ledger *ledger, toll_random *random)
{
    const toll_ledger_filter all = TOLL_LEDGER_FILTER_ALL;
    toll_error error = {0};
    toll_buffer got = {0}, want = {0};
    toll_ledger_claims claims;
    toll_ledger_row row;
    char id[25] = "";
    toll_ledger_claims_open(&claims, ledger, &all, &error);
    for (uint64_t i = toll_random_below(random, 60); toll_ledger_claims_next(&row, &claims, &error) == TOLL_OK && i; i--)
        strcpy(id, row.claim.id);
    toll_ledger_claims_close(&claims);
    for (int i = 0; i < asked; i++) {
        toll_ledger_filter filter = make_filter(random, id);
        list(&got, ledger, &filter, NULL);
        list(&want, ledger, &all, &filter);
        if (strcmp(got.data, want.data))
            fail_msg(
                "text %s side %s claimant %s place %s outcomes %u from %d to %d: found %s, wanted %s; run again with TOLLBOOK_SEED=%llu",
                filter.text ? filter.text : "-", filter.side ? filter.side : "-", filter.claimant ? filter.claimant : "-",
                filter.place ? filter.place : "-", (unsigned)filter.outcomes, (int)filter.from, (int)filter.to, got.data, want.data,
                (unsigned long long)random->seed);
    }
    toll_buffer_free(&got);
    toll_buffer_free(&want);
}

static void ask(const char *path, toll_random *random)
{
    toll_ledger *ledger = open_to_read(path);
    ask_through(ledger, random);
    toll_ledger_close(ledger);
}

static void the_index_finds_what_is_there(void **state)
{
    (void)state;
    toll_random random = toll_random_start(11);
    char *folder = test_folder_make(), path[4200];
    toll_ledger *stays = NULL; /* what it keeps of the index is that of before */
    test_ledger_place(path, sizeof path, folder, "t.db");
    for (int session = 0; session < (test_server() ? sessions / 4 : sessions); session++) {
        add_some(path, session, &random);
        if (!stays) stays = open_to_read(path);
        if (session % 7 == 0 || session == sessions - 1) ask(path, &random), ask_through(stays, &random);
    }
    toll_ledger_close(stays);
    if (!test_server()) {
        toll_holds(random, test_ledger_sql(path, "SELECT count(*) FROM word_segment WHERE level > 0", NULL) > 0);
        test_ledger_sql(
            path, "UPDATE indexed SET text = text / 2, reading = reading / 2", NULL); /* as if the last sessions had been killed */
        ask(path, &random);
    }
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_index_finds_what_is_there)};
    return TOLL_RUN(tests);
}
