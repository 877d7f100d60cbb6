/* What the ledger's tests and its benchmark share: a folder that is removed again, documents whose claims are made by hand, and random claims in which
 * every field takes every kind of value. Claims point into their text by spans of words that are really there. */
#ifndef TOLL_LEDGER_CLAIMS_H
#define TOLL_LEDGER_CLAIMS_H

#include "../test.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <tollbook/ledger.h>

#include "base/base.h"

#define ENGINE "0.1.0"
#define TABLES "0123456789ab"

/* --- a folder of its own */
static inline char *test_folder_make(void)
{
    const char *base = getenv("TMPDIR");
    char *path = malloc(4096);
    if (!path) return NULL;
    snprintf(path, 4096, "%s/tollbook-test-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(path)) return path;
    free(path);
    return NULL;
}

static inline void test_folder_remove(char *path)
{
    DIR *folder = opendir(path);
    if (folder) {
        char name[8192];
        for (struct dirent *entry; (entry = readdir(folder));) {
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            unlink(name);
        }
        closedir(folder);
    }
    rmdir(path);
    free(path);
}

/* --- claims by hand */
typedef struct test_claims {
    toll_arena memory;
    toll_claim *claims;
    size_t count;
} test_claims;

static inline toll_claim test_claim_blank(void)
{
    return (toll_claim){.quantity = {.point = NAN, .low = NAN, .high = NAN}, .stated = TOLL_DAY_UNKNOWN, .zone = TOLL_ZONE_BODY,
        .period = {.from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN, .kind = TOLL_PERIOD_UNKNOWN, .basis = TOLL_BASIS_UNKNOWN},
        .place = {.lat = NAN, .lon = NAN}, .confidence = 0.5, .rule = "by-hand"};
}

/* The id the engine would give: a hash of the text's, the quantity's span and the outcome. */
static inline void test_claim_identify(toll_claim *claim, toll_text text)
{
    char sha[65], seed[128];
    toll_sha256_hex(sha, text.data, text.len);
    int len = snprintf(seed, sizeof seed, "%s %u %u %d", sha, (unsigned)claim->quantity.span.off, (unsigned)claim->quantity.span.len, (int)claim->outcome);
    toll_sha256_hex(sha, seed, (size_t)len);
    memcpy(claim->id, sha, 24);
    claim->id[24] = '\0';
}

static inline toll_span test_find(const char *text, const char *words)
{
    const char *at = words ? strstr(text, words) : NULL;
    return at ? (toll_span){(uint32_t)(at - text), (uint32_t)strlen(words)} : (toll_span){0};
}

/* "<number> killed" said by `claimant` of `side`; the sentence is the whole text. */
static inline toll_claim test_claim(const char *text, const char *number, const char *side, const char *claimant)
{
    toll_claim claim = test_claim_blank();
    claim.quantity.span = test_find(text, number);
    claim.quantity.point = claim.quantity.low = claim.quantity.high = strtod(number, NULL);
    claim.outcome = TOLL_OUTCOME_KILLED;
    claim.outcome_span = test_find(text, "killed");
    claim.victims.side = side;
    claim.victims.class_ = TOLL_CLASS_MILITARY;
    claim.claimant.id = claimant;
    claim.sentence = (toll_span){0, (uint32_t)strlen(text)};
    test_claim_identify(&claim, toll_text_of(text));
    return claim;
}

static inline toll_document test_document(const char *name, const char *text)
{
    return (toll_document){.name = toll_text_of(name), .text = toll_text_of(text), .published = TOLL_DAY_UNKNOWN};
}

/* --- random claims */
static inline const char *test_pick(toll_random *random, const char *const *words, size_t count)
{
    uint64_t i = toll_random_below(random, count + 1);
    return i == count ? NULL : words[i];
}
#define TEST_PICK(random, ...) test_pick(random, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline uint32_t test_back_to_letter(toll_text text, uint64_t at)
{
    while (at && at < text.len && ((uint8_t)text.data[at] & 0xC0) == 0x80) at--;
    return (uint32_t)at;
}

/* Anywhere in the text, at most 40 bytes, between letters. */
static inline toll_span test_random_span(toll_random *random, toll_text text)
{
    if (!toll_random_below(random, 4)) return (toll_span){0};
    uint32_t off = test_back_to_letter(text, toll_random_below(random, text.len)), most = (uint32_t)text.len - off;
    return (toll_span){off, test_back_to_letter(text, off + toll_random_below(random, most < 40 ? most + 1 : 40)) - off};
}

static inline double test_random_number(toll_random *random)
{
    switch (toll_random_below(random, 6)) {
    case 0: return (double)NAN;
    case 1: return 0;
    case 2: return (double)(int64_t)toll_random_next(random) / 1000.0;
    case 3: return 33.3;
    case 4: return 1e300;
    default: return (double)toll_random_below(random, 160000);
    }
}

static inline toll_day test_random_day(toll_random *random)
{
    return toll_random_below(random, 3) ? (toll_day)toll_random_below(random, 40000) - 10000 : TOLL_DAY_UNKNOWN;
}

static inline toll_claimant test_random_claimant(toll_random *random, toll_text text)
{
    return (toll_claimant){test_random_span(random, text), TEST_PICK(random, "rus-mod", "ukr-general-staff", "un-ohchr", "gaza-health-ministry", ""),
        TEST_PICK(random, "RUS", "UKR", "hamas"), TEST_PICK(random, "party", "official", "agency")};
}

static inline toll_claim test_random_claim(toll_random *random, toll_text text, toll_arena *memory)
{
    toll_claim claim = test_claim_blank();
    claim.zone = (toll_zone)toll_random_below(random, TOLL_ZONE_COUNT);
    claim.quantity = (toll_quantity){test_random_span(random, text), test_random_number(random), test_random_number(random), test_random_number(random),
        (toll_qualifier)toll_random_below(random, TOLL_QUALIFIER_COUNT), (toll_unit)toll_random_below(random, TOLL_UNIT_COUNT)};
    claim.outcome = (toll_outcome)toll_random_below(random, TOLL_OUTCOME_COUNT);
    claim.outcome_span = test_random_span(random, text);
    claim.victims = (toll_victims){test_random_span(random, text), TEST_PICK(random, "RUS", "UKR", "wagner"), TEST_PICK(random, "tank", "children"),
        test_random_span(random, text), (toll_class)toll_random_below(random, TOLL_CLASS_COUNT)};
    claim.claimant = test_random_claimant(random, text);
    claim.alternative_count = (uint32_t)(toll_random_below(random, 4) ? 0 : toll_random_below(random, 4));
    claim.chain_count = (uint32_t)(toll_random_below(random, 2) ? 0 : toll_random_below(random, 5));
    toll_claimant *others = toll_arena_zero(memory, claim.alternative_count, sizeof *others);
    toll_link *links = toll_arena_zero(memory, claim.chain_count, sizeof *links);
    for (uint32_t i = 0; i < claim.alternative_count; i++) others[i] = test_random_claimant(random, text);
    for (uint32_t i = 0; i < claim.chain_count; i++)
        links[i] = (toll_link){test_random_span(random, text), test_random_span(random, text), TEST_PICK(random, "reuters", "tass", "telegram"),
            (toll_role)toll_random_below(random, TOLL_ROLE_COUNT)};
    claim.alternatives = claim.alternative_count ? others : NULL;
    claim.chain = claim.chain_count ? links : NULL;
    claim.stated = test_random_day(random);
    claim.stated_precision = TEST_PICK(random, "day", "month", "year");
    claim.period = (toll_period){test_random_span(random, text), test_random_day(random), test_random_day(random),
        (toll_period_kind)toll_random_below(random, TOLL_PERIOD_COUNT), (toll_basis)toll_random_below(random, TOLL_BASIS_COUNT)};
    claim.place = (toll_place){test_random_span(random, text), TEST_PICK(random, "geonames:703448", "geonames:709717"), TEST_PICK(random, "Kyiv", "Donetsk"),
        TEST_PICK(random, "exact", "axis"), test_random_number(random), test_random_number(random)};
    claim.modality = (toll_modality)toll_random_below(random, TOLL_MODALITY_COUNT);
    claim.verified = (toll_verified)toll_random_below(random, TOLL_VERIFIED_COUNT);
    claim.stake = (toll_stake)toll_random_below(random, TOLL_STAKE_COUNT);
    claim.confidence = (double)toll_random_below(random, 1000) / 1000;
    claim.sentence = test_random_span(random, text);
    claim.rule = TEST_PICK(random, "count-of-victims", "list-of-materiel");
    test_claim_identify(&claim, text);
    return claim;
}

#endif
