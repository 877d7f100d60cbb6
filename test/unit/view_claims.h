/* A document and claims on it, for the tests of the view room. */
#ifndef TOLL_TEST_VIEW_CLAIMS_H
#define TOLL_TEST_VIEW_CLAIMS_H

#include <math.h>

#include "view/inside.h"

static const char view_text[] = "On Sunday the ministry said, via Reuters, that more than 220 “soldiers” were destroyed near the river.";

static inline toll_span span_of(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (toll_span){(uint32_t)(at - text), (uint32_t)strlen(words)};
}

static inline toll_document view_document(const char *text)
{
    return (toll_document){.name = toll_text_of("a.txt"), .text = toll_text_of(text), .published = toll_day_from_civil(2023, 3, 13)};
}

/* Nothing known but a number. */
static inline toll_claim bare_claim(void)
{
    toll_claim claim = {.id = "0123456789abcdef01234567", .zone = TOLL_ZONE_BODY, .stated = TOLL_DAY_UNKNOWN, .confidence = 0.5, .rule = "r"};
    claim.quantity = (toll_quantity){{0, 2}, NAN, NAN, NAN, TOLL_QUALIFIER_VAGUE, TOLL_UNIT_PEOPLE};
    claim.outcome_span = (toll_span){3, 0};
    claim.victims.class_ = TOLL_CLASS_UNKNOWN;
    claim.period = (toll_period){{0, 0}, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN, TOLL_PERIOD_UNKNOWN, TOLL_BASIS_UNKNOWN};
    claim.place.lat = claim.place.lon = NAN;
    return claim;
}

static const toll_link *view_chain(void)
{
    static toll_link chain[1];
    chain[0] = (toll_link){span_of(view_text, "Reuters"), span_of(view_text, "said"), "reuters", TOLL_ROLE_AGENCY};
    return chain;
}

/* Everything known. */
static inline toll_claim full_claim(void)
{
    static const toll_claimant other = {{0, 0}, "ukr-mod", "UKR", "party"};
    toll_claim claim = bare_claim();
    claim.zone = TOLL_ZONE_HEADLINE;
    claim.quantity = (toll_quantity){span_of(view_text, "more than 220"), 220, 221, NAN, TOLL_QUALIFIER_MORE_THAN, TOLL_UNIT_PEOPLE};
    claim.outcome = TOLL_OUTCOME_KILLED;
    claim.outcome_span = span_of(view_text, "destroyed");
    claim.victims = (toll_victims){span_of(view_text, "“soldiers”"), "UKR", "conscripts", {0, 0}, TOLL_CLASS_MILITARY};
    claim.claimant = (toll_claimant){span_of(view_text, "the ministry"), "rus-mod", "RUS", "party"};
    claim.alternatives = &other;
    claim.alternative_count = 1;
    claim.chain = view_chain();
    claim.chain_count = 1;
    claim.stated = toll_day_from_civil(2023, 3, 12);
    claim.stated_precision = "day";
    claim.period = (toll_period){span_of(view_text, "On Sunday"), toll_day_from_civil(2023, 3, 11), toll_day_from_civil(2023, 3, 12),
        TOLL_PERIOD_WINDOW, TOLL_BASIS_LOSS_DAY};
    claim.place = (toll_place){span_of(view_text, "the river"), "geonames:1", "River", "near", 48.5, -37.25};
    claim.modality = TOLL_MODALITY_ESTIMATED;
    claim.verified = TOLL_VERIFIED_UNVERIFIED;
    claim.stake = TOLL_STAKE_ENEMY_LOSS;
    claim.confidence = 0.876543;
    claim.sentence = (toll_span){0, (uint32_t)strlen(view_text)};
    claim.rule = "a.rule";
    return claim;
}

#endif
