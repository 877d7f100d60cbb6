/* Private to the files of whose/: what the side and class of victims are taken from. whose.c is the order in which they are asked;
 * words.c reads the words, class.c the kind, party.c the conflict; place.c is asked last (claim_whose_here). */
#ifndef TOLL_CLAIM_WHOSE_H
#define TOLL_CLAIM_WHOSE_H

#include "claim/inside.h"

/* What an attack hit: who is there is civilian (homes, a market), may be anybody (a base, a plant), or is not said. */
typedef enum whose_target { TARGET_UNSAID, TARGET_CIVILIAN, TARGET_OPEN } whose_target;

typedef struct whose_kind {
    const char *side; /* NULL = unsaid */
    toll_class class_;
    bool ours;    /* "our boys", and nobody is known to speak */
    bool open;    /* fighters, and the word does not say whose */
    bool several; /* of more than one side */
    bool enemy;   /* the enemy's, whoever that is */
} whose_kind;

/* Does what stands before say more of these victims: are they counted without a noun, a share, a part of those or others beside them? */
typedef struct whose_leaning {
    bool bare, share, leans;
} whose_leaning;

/* A loss while its side is looked for. */
typedef struct whose_search {
    const tie *loss;
    const item *noun; /* which says who they are */
    whose_leaning how;
    const draft *before; /* the claim that they may lean on; NULL = none */
    bool lose;           /* the subject "lost" them */
    whose_kind kind;     /* what is known so far */
} whose_search;

/* A phrase of the sentence; NULL, false where there is none. */
static inline const item *item_at(const toll_claim_reader *reader, int at)
{
    return at >= 0 && at < (int)reader->parse.item_count ? &reader->parse.items[at] : NULL;
}

static inline bool kind_at(const toll_claim_reader *reader, int at, uint8_t kind)
{
    const item *it = item_at(reader, at);
    return it && it->kind == kind;
}

/* Does a list of parties ("RUS+wagner vs UKR") begin with a state? */
static inline bool is_state_name(const char *party)
{
    return party[0] >= 'A' && party[0] <= 'Z';
}

/* whose.c */
bool claim_is_guard(const draft *it);
bool whose_abroad(const toll_claim_reader *reader, const char *side);

/* said.c */
const item *whose_noun(const toll_claim_reader *reader, const tie *loss);
whose_leaning whose_leans(const toll_claim_reader *reader, const tie *loss, const item *noun, toll_class class_);
whose_kind whose_said(toll_claim_reader *reader, const tie *loss, const item *noun, const draft *out);
bool whose_around(toll_claim_reader *reader, const tie *loss, const item *noun,
    whose_kind *kind); /* true where joined nouns, lists, the bearer settle it */

/* both.c */
bool whose_is_total(const draft *out);
bool whose_counts_both(const toll_claim_reader *reader, const draft *out);      /* a toll of the whole war, told of no place */
bool whose_of_a_clash(const toll_claim_reader *reader); /* the sentence joins two nations that fight each other */
bool whose_sums_sides(const toll_claim_reader *reader, const tie *loss);           /* a toll over those of whom the sentence told */
bool whose_fell_with_foes(const toll_claim_reader *reader, const draft *before); /* those told of before it fell beside men of another side */
bool whose_fell_on_both(const toll_claim_reader *reader, const tie *loss, const draft *out);

/* losers.c */
bool whose_are_forces(const whose_kind *kind);                           /* men at arms and materiel */
void whose_losers(toll_claim_reader *reader, whose_search *search, const draft *out);   /* who lost, suffered, owned them */
void whose_take_things(const toll_claim_reader *reader, whose_search *search, draft *out); /* a bare number lost, where things were told of */
/* forces.c */
void whose_fighters(toll_claim_reader *reader, whose_search *search, const draft *out); /* fighters and materiel whose side no word names */

/* deed.c */
bool whose_own_deed(toll_claim_reader *reader, whose_search *search, const draft *out); /* who tells of it did it */

/* victims.c */
whose_kind whose_of_noun(toll_claim_reader *reader, const item *noun);
bool whose_open(const toll_claim_reader *reader, const item *noun);
bool whose_is_woman(const toll_claim_reader *reader, const tie *loss);
bool whose_bearer(toll_claim_reader *reader, int at, whose_kind *kind); /* who had the counted losses at `at`; false = unsaid */
bool whose_cost(toll_claim_reader *reader, int at, whose_kind *kind);   /* "the army suffered nine dead", "it cost the army nine dead" */
bool whose_inflicted(const toll_claim_reader *reader, int at);
bool whose_attacked(toll_claim_reader *reader, int at, whose_kind *kind);     /* "ambushed a police patrol, killing six" */
bool whose_counted(toll_claim_reader *reader, int at, whose_kind *kind);      /* "bodies of civilians" */
bool whose_is_own(const toll_claim_reader *reader, int at, whose_kind *kind); /* "none of its men" */
const char *whose_belonging(const toll_claim_reader *reader, int at);

/* attacker.c */
const char *whose_struck(
    const toll_claim_reader *reader, const tie *loss, const draft *out); /* who attacked, by this sentence or the one before */

/* killer.c */
const char *whose_killer(toll_claim_reader *reader, const tie *loss, const draft *out);
int whose_agent_after(const toll_claim_reader *reader, const tie *loss);
bool whose_attack_verb(const toll_claim_reader *reader, const item *it);

/* list.c */
bool whose_list(toll_claim_reader *reader, int at, whose_kind *kind);   /* joined and listed nouns; false = none that tell more */
bool whose_lists_civilians(const toll_claim_reader *reader, int at);    /* "six others, including three civilians" */
bool whose_includes_civilians(const toll_claim_reader *reader, int at); /* "five persons, including four minors" */

/* refer.c */
const item *whose_antecedent(const toll_claim_reader *reader, int at);
bool whose_of_them(const toll_claim_reader *reader, int at);
bool whose_in_hospital(const toll_claim_reader *reader, const draft *out); /* is the place named one where the hurt lie? */
void whose_aboard(toll_claim_reader *reader, int at, whose_kind *kind);

/* losses.c */
void whose_losses_at(toll_claim_reader *reader, int at, const char *who,
    whose_kind *kind); /* side and class of the losses that the figure at `at` counts; `who` says "its" */
bool whose_are_losses(const toll_claim_reader *reader, const item *it); /* "losses", and no casualties or dead: those of a force */
const char *whose_sufferer(toll_claim_reader *reader, int at);
const char *whose_loser(toll_claim_reader *reader, const tie *loss, const draft *out);
const char *whose_toll(toll_claim_reader *reader, const tie *loss, const draft *out, whose_kind *kind);

/* words.c */
const char *whose_named_at(const toll_claim_reader *reader, unsigned at); /* the side of the name that begins at the token; NULL = none */
const char *whose_after(toll_claim_reader *reader, int at);
bool whose_own_after(const toll_claim_reader *reader, int at);
const char *whose_label(const toll_claim_reader *reader, const tie *loss);
bool whose_label_losses(const toll_claim_reader *reader);
const char *whose_item(toll_claim_reader *reader, int at);
const char *whose_home(const toll_claim_reader *reader, uint8_t class_);
const char *whose_enemy(toll_claim_reader *reader, const draft *out);
const char *whose_speaker(const toll_claim_reader *reader, const draft *out); /* who says "our" */

/* country.c */
bool whose_elsewhere(const toll_claim_reader *reader, unsigned at); /* the name at `at` tells of another place than that of the loss */
int whose_firmness(
    const toll_claim_reader *reader, unsigned at, const toll_note *note, bool adjective); /* 0 the words do not place the loss there */
bool whose_of_several_lands(const toll_claim_reader *reader, toll_span named, unsigned counted); /* "in Mali, Niger and Burkina Faso" */
const char *whose_country_near(const toll_claim_reader *reader, const tie *loss, const char *attacker, toll_span *span, bool *attacked);

/* class.c */
const toll_note *whose_people_at(const toll_claim_reader *reader, unsigned at); /* the longest phrase for people that begins there */
bool whose_soldiers_at(const toll_claim_reader *reader, unsigned at); /* ... and it is one for those who bear arms */
bool whose_says(const toll_claim_reader *reader, const item *noun, uint8_t class_);
uint8_t whose_class(const toll_claim_reader *reader, const item *noun);
bool whose_is_people(toll_class class_);
bool whose_many_nations(const toll_claim_reader *reader, const tie *loss, const item *noun);
bool whose_massacred(const toll_claim_reader *reader);
bool whose_new_attack(const toll_claim_reader *reader);
whose_target whose_hit(const toll_claim_reader *reader, const tie *loss,
    const draft *out); /* by this sentence, or the one that told of the attack just before */
bool whose_lie_in(const toll_claim_reader *reader, unsigned building); /* where the victims are treated: neither hit nor where they were hurt */
bool whose_hit_here(const toll_claim_reader *reader, const tie *loss); /* does this sentence itself say what was hit? */
toll_class whose_class_here(const toll_claim_reader *reader, const tie *loss, const draft *out, const spot *here);

/* place.c */
const char *whose_only_country(const toll_claim_reader *reader); /* the one country at war that the text names, or whose places */

/* party.c */
bool whose_boasts(const toll_claim_reader *reader, const tie *loss);
const char *whose_party(const toll_claim_reader *reader, const draft *out);
const char *whose_guests(const toll_claim_reader *reader, const item *noun);  /* peacekeepers: of the force that the text names */
const char *whose_nation_named(const toll_claim_reader *reader, const item *noun);
const char *whose_state_told(const toll_claim_reader *reader, const draft *out);
const char *whose_regulars(
    toll_claim_reader *reader, const char *country); /* `country`: where the words place the loss, NULL = they do not */

#endif
