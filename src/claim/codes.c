/* The claim schema's word for each code and the way back. In: an enum value or a word. Out: the word (NULL where the schema says null)
 * or the code (-1 where there is none). The words stand here once; C checks that no table is longer than its enum, the unit test that
 * none is shorter. */
#include <tollbook/claim.h>

#include "base/base.h"

static const char *const zones[TOLL_ZONE_COUNT] = {"headline", "standfirst", "body", "caption", "disclaimer", "boilerplate"};
static const char *const qualifiers[TOLL_QUALIFIER_COUNT] = {
    "exact", "more_than", "at_least", "less_than", "up_to", "about", "nearly", "range", "vague"};
static const char *const units[TOLL_UNIT_COUNT + 1] = {
    "people", "items", "percent", "times", "people_per_day", "people_difference", [TOLL_UNIT_NUMBER] = "number"};
static const char *const outcomes[TOLL_OUTCOME_COUNT] = {"killed", "wounded", "killed_or_wounded", "casualties", "losses", "missing",
    "captured", "destroyed", "damaged", "destroyed_or_damaged", "lost", "intercepted"};
static const char *const classes[TOLL_CLASS_COUNT] = {"military", "civilian", "mixed", "unknown", "materiel", "structure"};
static const char *const roles[TOLL_ROLE_COUNT] = {"spokesperson", "channel", "agency", "outlet", "anonymous"};
static const char *const period_kinds[TOLL_PERIOD_COUNT] = {"event", "window", "cumulative", "average", "unknown"};
static const char *const bases[TOLL_BASIS_COUNT] = {"loss_day", "report_day", "unknown"};
static const char *const modalities[TOLL_MODALITY_COUNT] = {"asserted", "estimated", "admitted", "denied", "questioned"};
static const char *const verifieds[TOLL_VERIFIED_COUNT] = {
    [TOLL_VERIFIED_VERIFIED] = "verified", [TOLL_VERIFIED_UNVERIFIED] = "unverified"};
static const char *const stakes[TOLL_STAKE_COUNT] = {
    [TOLL_STAKE_OWN_LOSS] = "own_loss", [TOLL_STAKE_ENEMY_LOSS] = "enemy_loss", [TOLL_STAKE_THIRD_PARTY] = "third_party"};

/* A code off the end of its enum (read from a damaged ledger, say) has no name. */
static const char *name_of(const char *const *names, size_t count, unsigned code)
{
    return code < count ? names[code] : NULL;
}

static int code_of(const char *const *names, size_t count, toll_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i] && toll_text_is(name, names[i])) return (int)i;
    }
    return -1;
}

#define NAMES(kind, type, table)                                                                                                           \
    const char *toll_##kind##_name(type code)                                                                                              \
    {                                                                                                                                      \
        return name_of(table, sizeof table / sizeof table[0], (unsigned)code);                                                             \
    }                                                                                                                                      \
    int toll_##kind##_from_name(toll_text name)                                                                                            \
    {                                                                                                                                      \
        return code_of(table, sizeof table / sizeof table[0], name);                                                                       \
    }

NAMES(zone, toll_zone, zones)
NAMES(qualifier, toll_qualifier, qualifiers)
NAMES(unit, toll_unit, units)
NAMES(outcome, toll_outcome, outcomes)
NAMES(class, toll_class, classes)
NAMES(role, toll_role, roles)
NAMES(period_kind, toll_period_kind, period_kinds)
NAMES(basis, toll_basis, bases)
NAMES(modality, toll_modality, modalities)
NAMES(verified, toll_verified, verifieds)
NAMES(stake, toll_stake, stakes)
