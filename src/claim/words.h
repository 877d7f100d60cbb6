/* Private to src/claim: the words that its files ask for, and the tables that they stand in. In: tables. Out: numbers of classes, and what is
 * worked out of the tables once an engine (tables.c, whose/conflict.c, confidence.c). */
#ifndef TOLL_CLAIM_WORDS_H
#define TOLL_CLAIM_WORDS_H

#include "attribution.h"
#include "claim.h"
#include "mention/mention.h"

/* --- classes of words. The table compiler numbers them first and in this order (toll_claim_class_names), so that their numbers are constants here:
 * a test of a class is one of a bit, and a test of several is one, too. A class that no table has is never found. */
#define TOLL_CLAIM_SPEAKER_CLASSES(X)                                                                                                     \
    X(own_count) X(speech_participle) X(outlet_phrase) X(same) X(footage) X(claimed_word) X(claimed_many) X(indefinite) X(he_she) X(monitor_word) X(talk_label)
#define TOLL_CLAIM_TIME_CLASSES(X)                                                                                                        \
    X(superlative) X(reaction) X(attack_verb) X(dateline) X(as_of) X(definite) X(new_one) X(battle) X(time_word)
#define TOLL_CLAIM_PLACE_CLASSES(X)                                                                                                       \
    X(site_word) X(direction) X(bare_direction) X(area_word) X(place_lead) X(near_word) X(distance_word) X(compass) X(same_place)         \
    X(not_name) X(name_particle) X(not_place) X(guess_lead) X(in_word) X(country_word) X(between_word) X(way_word) X(many_places) X(place_word)
#define TOLL_CLAIM_FIGURE_CLASSES(X) X(asks) X(figure_moved) X(figure_names) X(figure_list) X(figure_source)
#define TOLL_CLAIM_CLASSES(X) TOLL_CLAIM_FIGURE_CLASSES(X)                                                                                \
    X(of) X(preposition) X(determiner) X(pronoun) X(possessive) X(conjunction) X(be) X(have) X(do_word) X(modal) X(negation) X(relative)  \
    X(adverb) X(subordinator) X(including) X(part_of) X(infinitive) X(linking) X(comparison)                                              \
    X(loss_base) X(loss_past) X(loss_ing) X(loss_intransitive) X(loss_adjective) X(loss_count) X(loss_toll) X(loss_act) X(loss_lives)     \
    X(verb) X(verb_ed_adjective) X(victim_one) X(victim_many) X(materiel) X(structure) X(not_loss) X(enemy) X(others) X(raiser)           \
    X(country) X(nationality) X(capital) X(group) X(actor) X(person) X(outlet) X(place) X(conflict) X(institution) X(title)               \
    X(region_word) X(axis_word) X(context) X(hedge) X(boilerplate) X(attack) X(since_war) X(caption) X(weak_head) X(cumulative) X(from)   \
    X(comparison_than) X(own_side) X(tally) X(by) X(aggression) X(day_window) X(figure_word) X(neuter) X(where_word) X(participle_be)     \
    X(back_reference) X(demonstrative) X(unable) X(war_word) X(attack_many) X(had) X(cue_noun) X(outlet_domain) X(speaker)                \
    X(cue_say) X(list_unit) TOLL_CLAIM_SPEAKER_CLASSES(X)                                                                                 \
    TOLL_CLAIM_TIME_CLASSES(X) TOLL_CLAIM_PLACE_CLASSES(X)                                                                                \
    X(belongs) X(not_here) X(border) X(civil_target) X(bombardment) X(combat) X(treatment) X(force) X(formation)                          \
    X(inflict) X(inflicted_on) X(seat) X(rivals) X(government) X(foreign) X(side_word) X(oneself) X(massacre)                                        \
    X(achieved) X(along) X(toll_value) X(collective)                                                                                      \
    X(figure_given) X(figure_verb) X(figure_setting) X(figure_it) X(figure_against) X(figure_former) X(severity)                          \
    X(among) X(taker) X(release) X(sentencing) X(suffer) X(groups_of) X(camera) X(along_others) X(includes) X(epistemic) X(fell_where)    \
    X(number_rate) X(loss_state) X(alternative) X(all_of) X(loss_had) X(unreal)

enum {
#define X(name) CLASS_##name,
    TOLL_CLAIM_CLASSES(X)
#undef X
    CLASS_COUNT
};

/* Unions of them; heads: of what can head a counted noun phrase. */
#define CLASSES_LOSS(X)                                                                                                                   \
    X(loss_base) X(loss_past) X(loss_ing) X(loss_intransitive) X(loss_adjective) X(loss_count) X(loss_toll) X(loss_act) X(loss_lives)
#define CLASSES_TRIGGER(X) CLASSES_LOSS(X) X(loss_state) X(loss_had)
#define CLASSES_NAMES(X) X(country) X(nationality) X(capital) X(group) X(actor) X(person) X(outlet) X(place)
#define CLASSES_VERB(X)                                                                                                                   \
    X(verb) X(be) X(have) X(do_word) X(modal) X(loss_past) X(loss_base) X(loss_ing) X(loss_intransitive)
#define CLASSES_FUNCTION(X) X(of) X(preposition) X(determiner) X(conjunction) X(relative) X(subordinator)
#define CLASSES_PEOPLE(X) X(victim_one) X(victim_many)
#define CLASSES_THINGS(X) X(materiel) X(structure)
#define CLASSES_HEADS(X) CLASSES_PEOPLE(X) CLASSES_THINGS(X) X(loss_toll) X(loss_count) X(not_loss) X(tally)
#define CLASSES_BEGINS_PLACE(X) X(direction) X(name_particle) X(time_word) X(place_word)       /* ... where no name does */
#define CLASSES_ENDS_NOUN(X) X(including) X(conjunction) X(of) X(preposition) X(relative) X(subordinator) X(pronoun)

typedef struct claim_classes {
#define X(name) uint8_t name;
    TOLL_CLAIM_CLASSES(X)
#undef X
    toll_classes loss, trigger, names, any_verb, function, people, things, heads, begins_place, ends_noun;
} claim_classes;

#define CLASS_BIT(part, name) | (CLASS_##name >> 6 == (part) ? (uint64_t)1 << (CLASS_##name & 63) : 0)
#define CLASS_BIT_0(name) CLASS_BIT(0, name)
#define CLASS_BIT_1(name) CLASS_BIT(1, name)
#define CLASS_BIT_2(name) CLASS_BIT(2, name)
#define CLASS_BIT_3(name) CLASS_BIT(3, name)
#define CLASS_SET(LIST) {{0 LIST(CLASS_BIT_0), 0 LIST(CLASS_BIT_1), 0 LIST(CLASS_BIT_2), 0 LIST(CLASS_BIT_3)}}

/* Their numbers, by name: claim_class.of. A constant in each file, so that the compiler sees its values. */
static const claim_classes claim_class = {
#define X(name) .name = CLASS_##name,
    TOLL_CLAIM_CLASSES(X)
#undef X
    .loss = CLASS_SET(CLASSES_LOSS), .trigger = CLASS_SET(CLASSES_TRIGGER), .names = CLASS_SET(CLASSES_NAMES),
    .any_verb = CLASS_SET(CLASSES_VERB), .function = CLASS_SET(CLASSES_FUNCTION), .people = CLASS_SET(CLASSES_PEOPLE),
    .things = CLASS_SET(CLASSES_THINGS), .heads = CLASS_SET(CLASSES_HEADS), .begins_place = CLASS_SET(CLASSES_BEGINS_PLACE),
    .ends_noun = CLASS_SET(CLASSES_ENDS_NOUN)};

/* --- kinds of words that one class holds together, for classes are few: of a time_word (period.tsv), of a place_word or way_word (where.tsv). Their
 * column `kind` is made numbers once an engine. */
#define TOLL_TIME_KINDS(X)                                                                                                                \
    X(TIME_DURING, "during") X(TIME_SAME, "same") X(TIME_UNTIL, "until") X(TIME_SEPARATE, "separate")                          \
    X(TIME_MANY, "many") X(TIME_PLACES, "places") X(TIME_EARLIER, "earlier")                                                              \
    X(TIME_WHOLE, "whole") X(TIME_NOW, "now") X(TIME_HAPPENED, "happened") X(TIME_APART, "apart") X(TIME_PART, "part") X(TIME_MASS, "mass") \
    X(TIME_ONE, "one") X(TIME_TOTAL, "total") X(TIME_ALONE, "alone") X(TIME_REPORT, "report") X(TIME_ISSUED, "issued")                    \
    X(TIME_AFTER, "after") X(TIME_TALLY, "tally") X(TIME_CAUSE, "cause") X(TIME_CAME, "came") X(TIME_COME, "come") X(TIME_BEGAN, "began") \
    X(TIME_ENDED, "ended") X(TIME_RUBBLE, "rubble") X(TIME_LONG, "long") X(TIME_CARE, "care") X(TIME_THING, "thing") X(TIME_LATER, "later")       \
    X(TIME_AHEAD, "ahead") X(TIME_BLAMED, "blamed") X(TIME_OWNED, "owned") X(TIME_ARRIVED, "arrived") X(TIME_COMPARED, "compared")
#define TOLL_PLACE_KINDS(X)                                                                                                               \
    X(PLACE_CHAIN, "chain") X(PLACE_ENTRY, "entry") X(PLACE_PLAIN, "plain") X(PLACE_NUMBERED, "numbered") X(PLACE_BATTLE, "battle")       \
    X(PLACE_BASE, "base") X(PLACE_TREATED, "treated") X(PLACE_MEDICAL, "medical") X(PLACE_SEE, "see") X(PLACE_OF, "of") X(PLACE_MOVING, "moving")        \
    X(PLACE_HERE, "here") X(PLACE_SHIP, "ship") X(PLACE_HOME, "home") X(PLACE_FOR, "for")                                   \
    X(PLACE_BYLINE, "byline") X(PLACE_BLAST, "blast") X(PLACE_LOCAL, "local") X(PLACE_OTHER, "other")
typedef enum word_kind {
    KIND_NONE,
#define X(number, name) number,
    TOLL_TIME_KINDS(X)           /* below 64: a sentence's are one word's bits */
    TOLL_PLACE_KINDS(X)
#undef X
} word_kind;

typedef struct conflict {
    const char *id, *parties, *countries;    /* "RUS+wagner vs UKR+azov", "UKR+RUS" */
    toll_day from, to, start;                /* to unknown = goes on */
    uint32_t use_first, use_end;             /* its parties among the index's uses */
} conflict;

/* The parties of all conflicts, numbered from 1, and which conflicts each is in (whose/conflict.c). */
enum { PARTY_LIMIT = 1023 };
typedef struct party_slot { uint64_t hash; uint16_t party; } party_slot;
typedef struct party_use { uint16_t party, camp; } party_use;
typedef struct conflict_index {
    party_slot *slots;           /* by the hash of the name */
    size_t mask;
    party_use *uses;             /* conflict by conflict */
    uint32_t *firsts;            /* of party p: conflicts[firsts[p]] .. conflicts[firsts[p + 1]] */
    uint16_t *conflicts;
    size_t party_count;
} conflict_index;

/* What each ground of a claim's confidence weighs (confidence.c). */
enum { CONFIDENCE_GROUND_LIMIT = 32 };
#define CONFIDENCE_UNFITTED 0.5          /* of every claim, where no table says more */
#define CONFIDENCE_LEAST 0.01            /* nothing is surer than 0.99 */
typedef struct confidence_weights { double of[CONFIDENCE_GROUND_LIMIT]; bool fitted; } confidence_weights;

enum { SIGN_LOSS = 1, SIGN_NUMBER = 2, SIGN_ASKS = 4, SIGN_LOSS_PHRASE = 8, SIGN_LOSS_SURE = 16 };   /* what marks sentences (mark.c): a byte a word */

typedef struct keyed_row keyed_row;
typedef struct keyed_rows {      /* a table that is asked by the name in its first column */
    const toll_tables *tables;
    uint16_t table;
    uint32_t count;              /* 0 = no table */
    keyed_row *rows;
} keyed_rows;

struct toll_claim_tables {
    const toll_tables *tables;
    toll_attribution_words attribution;
    toll_mention_words mention;
    uint8_t *outcome_people[256], *outcome_things[256];   /* per table and row: toll_outcome, 255 = none; NULL for tables without */
    uint8_t *signs;                                       /* per word: what it or a phrase that it begins may be, SIGN_... */
    int8_t *weights[256];                                 /* per table and row: the `weight` column of context tables */
    uint8_t *kinds[256];                                  /* per table and row: word_kind; NULL for tables of no such words */
    uint16_t conflict_table;
    keyed_rows categories, ids, offices, groups;          /* categories.tsv, institution_ids.tsv, offices.tsv, groups.tsv */
    conflict *conflicts;
    size_t conflict_count;
    confidence_weights confidence;
    conflict_index index;
};

/* keyed.c: the cell of the row whose first column is `key`; "" = there is none. */
bool claim_keyed_open(keyed_rows *out, const toll_tables *tables, const char *name);
const char *claim_keyed_cell(const keyed_rows *rows, const char *key, const char *column);
/* tables.c: does categories.tsv say so ("flies", "arms") of a category of materiel? */
bool claim_category_has(const toll_claim_tables *tables, const char *category, const char *column);
/* confidence.c */
toll_status claim_confidence_open(confidence_weights *out, const toll_tables *tables, toll_error *error);
double claim_confidence_of(const confidence_weights *weights, uint32_t grounds);
/* whose/conflict.c */
toll_status claim_index_conflicts(toll_claim_tables *tables);
void claim_index_free(conflict_index *index);

/* tables.c: a note of a time_word, place_word or way_word; KIND_NONE for NULL */
static inline word_kind claim_kind(const toll_claim_tables *tables, const toll_note *note)
{
    return note && tables->kinds[note->table] ? (word_kind)tables->kinds[note->table][note->row] : KIND_NONE;
}

static inline const char *claim_cell(const toll_tables *tables, const toll_note *note, const char *column)
{
    if (!note) return "";
    return toll_tables_cell(tables, note->table, note->row, toll_tables_column(tables, note->table, column));
}

#endif
