/* Laws of reading, over articles put together at random from sentences of many wars: every claim holds (claims.h); reading again, in
 * another run or after other documents, gives the same; CR LF reads like LF; blank lines around a text change nothing but its offsets; a
 * claim's id follows its bytes. The program's own tables, which opening an engine trusts, are whole. */
#define claims_must(condition) assert_true(condition)
#include "test.h"

#include "base/base.h"
#include "claims.h"
#include "engine/blob.h"
#include "table/table.h"

enum { SENTENCES = 12, TEXT = 8192 };

static const char *const sentences[] = {"Russia's defence ministry said 89 soldiers had been killed in the strike on Makiivka.",
    "Ukraine's General Staff put Russian losses at 1,090 in a day.",
    "At least 22 people, including seven children, were killed in an air strike on Rafah on Sunday, the Gaza health ministry said.",
    "The Israeli army said it had killed 50 Hamas fighters in the past 24 hours.",
    "Two tanks, three howitzers and a helicopter were destroyed, the army said.", "“We lost 14 men,” the commander told Reuters.",
    "Twelve policemen were killed and 30 wounded by a bomb in Kabul.", "It was raining in the town.",
    "None of the figures could be independently verified.", "The death toll rose to 45.",
    "More than 400 soldiers a day were dying, officials said.", "Congolese troops killed 27 M23 rebels near Goma.",
    "The minister met 12 envoys in Geneva on 4 May 2023.", "Another soldier was killed, it said.", "Hundreds were missing.",
    "Air defence shot down 14 of 19 drones over Odesa.", "Of these, 83 were officers.", "Read more: 40 killed in Mosul"};

static toll_engine *engine;
static toll_run *runs[2];

static int open_engine(void **state)
{
    (void)state;
    const toll_engine_options options = {.size = sizeof options};
    if (toll_engine_open(&engine, &options, NULL) != TOLL_OK) return -1;
    return toll_run_open(&runs[0], engine, NULL) == TOLL_OK && toll_run_open(&runs[1], engine, NULL) == TOLL_OK ? 0 : -1;
}

static int close_engine(void **state)
{
    (void)state;
    toll_run_close(runs[0]);
    toll_run_close(runs[1]);
    toll_engine_close(engine);
    return 0;
}

static void own_tables_are_whole(void **state)
{
    (void)state;
    toll_tables *tables;
    assert_int_equal(toll_tables_open(&tables, toll_engine_blob, (size_t)(toll_engine_blob_end - toll_engine_blob), NULL), TOLL_OK);
    assert_string_equal(toll_tables_hash(tables), toll_engine_tables(engine));
    toll_tables_close(tables);
}

static size_t make_text(toll_random *random, char *out)
{
    static const char *const joints[] = {" ", " ", "\n", "\n\n", "\n\n"};
    size_t len = 0;
    for (int i = 0; i < SENTENCES; i++) {
        const char *sentence = sentences[toll_random_below(random, sizeof sentences / sizeof sentences[0])];
        const char *joint = joints[toll_random_below(random, sizeof joints / sizeof joints[0])];
        memcpy(out + len, sentence, strlen(sentence));
        len += strlen(sentence);
        memcpy(out + len, joint, strlen(joint));
        len += strlen(joint);
    }
    while (out[len - 1] == '\n' || out[len - 1] == ' ') len--;
    return len;
}

static toll_reading read_text(int run, const char *text, size_t len)
{
    const toll_document document = {.name = toll_text_of("a"), .text = {text, len}, .published = 19401};
    toll_reading reading;
    assert_int_equal(toll_run_read(&reading, runs[run], &document, NULL), TOLL_OK);
    claims_reading(&document, &reading);
    return reading;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* The same in all but offsets, which may be moved as a whole, and confidence, to which the text's length in bytes counts. */
static bool same_claim(const toll_claim *a, const toll_claim *b, uint32_t moved)
{
    return a->quantity.span.off + moved == b->quantity.span.off && a->quantity.span.len == b->quantity.span.len &&
           a->outcome == b->outcome && same_text(a->victims.side, b->victims.side) && a->victims.class_ == b->victims.class_ &&
           same_text(a->claimant.id, b->claimant.id) && a->claimant.span.len == b->claimant.span.len && a->period.kind == b->period.kind &&
           a->period.from == b->period.from && a->period.to == b->period.to && same_text(a->place.id, b->place.id) &&
           a->modality == b->modality && a->verified == b->verified && a->chain_count == b->chain_count && same_text(a->rule, b->rule);
}

static void reading_again_gives_the_same(void **state)
{
    (void)state;
    toll_random random = toll_random_start(11);
    char text[TEXT], other[TEXT];
    size_t seen = 0;
    for (int round = 0; round < 150; round++) {
        size_t len = make_text(&random, text), other_len = make_text(&random, other);
        toll_reading first = read_text(0, text, len);
        read_text(1, other, other_len);
        toll_reading second = read_text(1, text, len);
        toll_holds(random, first.claim_count == second.claim_count && !strcmp(first.sha256, second.sha256));
        for (size_t i = 0; i < first.claim_count; i++) {
            toll_holds(random, same_claim(&first.claims[i], &second.claims[i], 0) && !strcmp(first.claims[i].id, second.claims[i].id));
            toll_holds(random, first.claims[i].confidence == second.claims[i].confidence);
            for (size_t j = 0; j < i; j++) toll_holds(random, strcmp(first.claims[i].id, first.claims[j].id) != 0);
        }
        seen += first.claim_count;
    }
    assert_true(seen > 500);
}

static void blank_lines_around_change_nothing(void **state)
{
    (void)state;
    toll_random random = toll_random_start(12);
    char text[TEXT], moved[TEXT + 16];
    for (int round = 0; round < 150; round++) {
        size_t len = make_text(&random, text);
        memcpy(moved, "\n\n \n", 4);
        memcpy(moved + 4, text, len);
        memcpy(moved + 4 + len, "\n\n\n", 3);
        toll_reading first = read_text(0, text, len), second = read_text(1, moved, len + 7);
        toll_holds(random, first.claim_count == second.claim_count);
        for (size_t i = 0; i < first.claim_count; i++) {
            toll_holds(random, same_claim(&first.claims[i], &second.claims[i], 4));
            toll_holds(random, strcmp(first.claims[i].id, second.claims[i].id) != 0); /* other bytes, other ids */
        }
    }
}

static void carriage_returns_change_nothing(void **state)
{
    (void)state;
    toll_random random = toll_random_start(13);
    char text[TEXT], other[2 * TEXT];
    for (int round = 0; round < 150; round++) {
        size_t len = make_text(&random, text), more = 0;
        for (size_t i = 0; i < len; i++) {
            if (text[i] == '\n') other[more++] = '\r';
            other[more++] = text[i];
        }
        toll_reading first = read_text(0, text, len), second = read_text(1, other, more);
        toll_holds(random, first.claim_count == second.claim_count);
        for (size_t i = 0; i < first.claim_count; i++)
            toll_holds(random,
                same_claim(&first.claims[i], &second.claims[i], second.claims[i].quantity.span.off - first.claims[i].quantity.span.off));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_tables_are_whole),
        cmocka_unit_test(reading_again_gives_the_same),
        cmocka_unit_test(blank_lines_around_change_nothing),
        cmocka_unit_test(carriage_returns_change_nothing),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_engine, close_engine);
}
