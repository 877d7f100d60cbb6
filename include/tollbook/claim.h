/* The claim: one figure put on losses by one claimant in one place of one document. Field for field the record of the
 * claim schema (docs/claim.md). Spans point into the document's text. Strings that are ids (`rus-mod`, `RUS`, a rule's name)
 * are NUL-terminated and live as long as the reading or row they came with; NULL is the schema's null.
 * Numbers that are open or unknown are NAN; days that are unknown are TOLL_DAY_UNKNOWN. */
#ifndef TOLLBOOK_CLAIM_H
#define TOLLBOOK_CLAIM_H

#include "document.h"
#include "span.h"

typedef enum toll_zone {
    TOLL_ZONE_HEADLINE, TOLL_ZONE_STANDFIRST, TOLL_ZONE_BODY, TOLL_ZONE_CAPTION, TOLL_ZONE_DISCLAIMER, TOLL_ZONE_BOILERPLATE,
    TOLL_ZONE_COUNT
} toll_zone;

typedef enum toll_qualifier {
    TOLL_QUALIFIER_EXACT, TOLL_QUALIFIER_MORE_THAN, TOLL_QUALIFIER_AT_LEAST, TOLL_QUALIFIER_LESS_THAN, TOLL_QUALIFIER_UP_TO,
    TOLL_QUALIFIER_ABOUT, TOLL_QUALIFIER_NEARLY, TOLL_QUALIFIER_RANGE, TOLL_QUALIFIER_VAGUE,
    TOLL_QUALIFIER_COUNT
} toll_qualifier;

typedef enum toll_unit {
    TOLL_UNIT_PEOPLE, TOLL_UNIT_ITEMS, TOLL_UNIT_PERCENT, TOLL_UNIT_TIMES, TOLL_UNIT_PEOPLE_PER_DAY, TOLL_UNIT_PEOPLE_DIFFERENCE,
    TOLL_UNIT_COUNT,
    TOLL_UNIT_NUMBER = TOLL_UNIT_COUNT   /* only in mentions: a number nobody has said the unit of */
} toll_unit;

typedef enum toll_outcome {
    TOLL_OUTCOME_KILLED, TOLL_OUTCOME_WOUNDED, TOLL_OUTCOME_KILLED_OR_WOUNDED, TOLL_OUTCOME_CASUALTIES, TOLL_OUTCOME_LOSSES,
    TOLL_OUTCOME_MISSING, TOLL_OUTCOME_CAPTURED, TOLL_OUTCOME_DESTROYED, TOLL_OUTCOME_DAMAGED, TOLL_OUTCOME_DESTROYED_OR_DAMAGED,
    TOLL_OUTCOME_LOST, TOLL_OUTCOME_INTERCEPTED,
    TOLL_OUTCOME_COUNT
} toll_outcome;

typedef enum toll_class {
    TOLL_CLASS_MILITARY, TOLL_CLASS_CIVILIAN, TOLL_CLASS_MIXED, TOLL_CLASS_UNKNOWN, TOLL_CLASS_MATERIEL, TOLL_CLASS_STRUCTURE,
    TOLL_CLASS_COUNT
} toll_class;

typedef enum toll_role {
    TOLL_ROLE_SPOKESPERSON, TOLL_ROLE_CHANNEL, TOLL_ROLE_AGENCY, TOLL_ROLE_OUTLET, TOLL_ROLE_ANONYMOUS,
    TOLL_ROLE_COUNT
} toll_role;

typedef enum toll_period_kind {
    TOLL_PERIOD_EVENT, TOLL_PERIOD_WINDOW, TOLL_PERIOD_CUMULATIVE, TOLL_PERIOD_AVERAGE, TOLL_PERIOD_UNKNOWN,
    TOLL_PERIOD_COUNT
} toll_period_kind;

typedef enum toll_basis { TOLL_BASIS_LOSS_DAY, TOLL_BASIS_REPORT_DAY, TOLL_BASIS_UNKNOWN, TOLL_BASIS_COUNT } toll_basis;

typedef enum toll_modality {
    TOLL_MODALITY_ASSERTED, TOLL_MODALITY_ESTIMATED, TOLL_MODALITY_ADMITTED, TOLL_MODALITY_DENIED, TOLL_MODALITY_QUESTIONED,
    TOLL_MODALITY_COUNT
} toll_modality;

typedef enum toll_verified { TOLL_VERIFIED_UNSAID, TOLL_VERIFIED_VERIFIED, TOLL_VERIFIED_UNVERIFIED, TOLL_VERIFIED_COUNT } toll_verified;

typedef enum toll_stake {
    TOLL_STAKE_UNKNOWN, TOLL_STAKE_OWN_LOSS, TOLL_STAKE_ENEMY_LOSS, TOLL_STAKE_THIRD_PARTY,
    TOLL_STAKE_COUNT
} toll_stake;

typedef struct toll_quantity {
    toll_span span;          /* the words with their qualifier */
    double point;            /* the number named; NAN for ranges and vague words */
    double low, high;        /* inclusive bounds the words allow; NAN = open */
    toll_qualifier qualifier;
    toll_unit unit;
} toll_quantity;

typedef struct toll_victims {
    toll_span span;          /* who or what was lost; len 0 = no words */
    const char *side;        /* ISO 3166-1 alpha-3, a group's slug, or NULL where the text leaves it open */
    const char *category;    /* "children", "tank", "howitzer"; NULL = none */
    toll_span unit;          /* a named formation; len 0 = none */
    toll_class class_;
} toll_victims;

/* One reading of who vouches for a figure. */
typedef struct toll_claimant {
    toll_span span;          /* the words; len 0 = the outlet's own voice or carried over without words */
    const char *id;          /* institution slug; NULL = none known */
    const char *side;        /* ISO alpha-3 or slug; NULL = none or unknown */
    const char *kind;        /* "party", "official", "agency", "ngo", "igo", "outlet", "witness", "person"; NULL = unknown */
} toll_claimant;

/* A relayer between the claimant and the page, nearest to the claimant first. */
typedef struct toll_link {
    toll_span span;
    toll_span verb;          /* the word that passes it on; len 0 = none */
    const char *id;          /* NULL = unknown */
    toll_role role;
} toll_link;

typedef struct toll_period {
    toll_span span;          /* the words that fix it; len 0 = none */
    toll_day from, to;       /* inclusive */
    toll_period_kind kind;
    toll_basis basis;
} toll_period;

typedef struct toll_place {
    toll_span span;          /* the word as written; len 0 = none */
    const char *id;          /* gazetteer id ("geonames:703448"); NULL = not in the gazetteer */
    const char *name;        /* the gazetteer's name */
    const char *precision;   /* "exact", "near", "district", "province", "axis", "country"; NULL = unknown */
    double lat, lon;         /* degrees, WGS 84; NAN = unknown */
} toll_place;

typedef struct toll_claim {
    char id[25];             /* 24 hex digits: a hash of the document's SHA-256, the quantity span and the outcome */
    toll_zone zone;
    toll_quantity quantity;
    toll_outcome outcome;
    toll_span outcome_span;
    toll_victims victims;
    toll_claimant claimant;
    const toll_claimant *alternatives;   /* other readings where the sentence leaves it open */
    uint32_t alternative_count;
    uint32_t chain_count;
    const toll_link *chain;
    toll_day stated;         /* when the claimant said it */
    const char *stated_precision;        /* "day", "month", "year"; NULL = unknown */
    toll_period period;
    toll_place place;
    toll_modality modality;
    toll_verified verified;
    toll_stake stake;
    double confidence;       /* calibrated probability that value, unit, outcome, side and claimant are all right */
    uint32_t grounds;        /* what that rests on, a bit each (toll_ground_name); set by reading, 0 in rows of a ledger */
    toll_span sentence;
    const char *rule;        /* name of the rule that made it */
} toll_claim;

/* The schema's word for each code ("more_than", "killed_or_wounded"); NULL where the schema says null. */
const char *toll_zone_name(toll_zone zone);
const char *toll_qualifier_name(toll_qualifier qualifier);
const char *toll_unit_name(toll_unit unit);
const char *toll_outcome_name(toll_outcome outcome);
const char *toll_class_name(toll_class class_);
const char *toll_role_name(toll_role role);
const char *toll_period_kind_name(toll_period_kind kind);
const char *toll_basis_name(toll_basis basis);
const char *toll_modality_name(toll_modality modality);
const char *toll_verified_name(toll_verified verified);
const char *toll_stake_name(toll_stake stake);

/* The ground of a confidence that a bit stands for ("side_in_words"); NULL past the last. */
const char *toll_ground_name(unsigned ground);

/* The code for a schema word; -1 where there is none. */
int toll_zone_from_name(toll_text name);
int toll_qualifier_from_name(toll_text name);
int toll_unit_from_name(toll_text name);
int toll_outcome_from_name(toll_text name);
int toll_class_from_name(toll_text name);
int toll_role_from_name(toll_text name);
int toll_period_kind_from_name(toll_text name);
int toll_basis_from_name(toll_text name);
int toll_modality_from_name(toll_text name);
int toll_verified_from_name(toll_text name);
int toll_stake_from_name(toll_text name);

#endif
