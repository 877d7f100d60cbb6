/* Private to the files of attach/: an attachment in progress, and what its steps share.
 *
 * attach.c is the order of the steps; take.c ties a quantity to an outcome, plausible.c knows what it can be said of, age.c knows bare numbers
 * that count nobody, harm.c whom war harms; walk.c, before.c, before_noun.c and past.c know where victims stand around a verb; verb.c, verb_label.c,
 * unreal.c, among.c, noun.c, toll.c, state.c and list.c are verbs, nouns, tolls and lists; part.c and lean.c what leans on losses found before;
 * carry.c and breakdown.c figures that are set beside others or take them apart; shared.c a noun of two figures; label.c and grid.c headings and
 * tables; may.c asks before all of them. */
#ifndef TOLL_CLAIM_ATTACH_H
#define TOLL_CLAIM_ATTACH_H

#include "claim/sentence.h"

typedef struct attacher {
    sentence_parse *parse;
    const toll_claim_tables *tables;
    int8_t owner[TOLL_QUANTITY_LIMIT];       /* index of the loss that has this quantity, -1 = none */
} attacher;

/* An outcome on its way: one loss word, or several joined by "and". */
typedef struct outcome {
    toll_note notes[3];
    unsigned count;
    toll_extent extent;
    bool modal, perfect;
    bool either;                 /* joined by "or" */
    int noun;                    /* a toll's item, -1 = none */
    int speaker;                 /* the subject of "put the toll at", -1 = none */
} outcome;
static inline item *item_at(attacher *a, int i) { return i >= 0 && (size_t)i < a->parse->item_count ? &a->parse->items[i] : NULL; }
static inline bool kind_is(attacher *a, int i, uint8_t kind) { const item *it = item_at(a, i); return it && it->kind == kind; }
static inline bool is_loss_verb(const item *it) { return it && it->kind == ITEM_VERB && it->form != FORM_OTHER; }
static inline const toll_quantity_mention *quantity_of(attacher *a, const item *it)
{
    return it->quantity >= 0 ? &a->parse->quantities[it->quantity] : NULL;
}
static inline bool class_in(attacher *a, const item *it, uint8_t class_) { return it && claim_note_in(&a->parse->view, it->extent, class_); }
/* Is the item nothing but words of the class? */
static inline bool all_in(attacher *a, const item *it, uint8_t class_)
{
    const toll_note *note = it ? note_at(&a->parse->view, it->extent.first, class_) : NULL;
    return note && note->len == it->extent.count;
}
static inline bool attach_is_none(attacher *a, const item *it) { return (quantity_of(a, it)->flags & TOLL_QUANTITY_NONE) != 0; }
static inline bool is_thing(uint8_t head) { return head == HEAD_MATERIEL || head == HEAD_STRUCTURE; }

/* take.c */
uint8_t attach_code(attacher *a, const outcome *o, bool thing);
bool attach_prefers_things(attacher *a, const outcome *o);
outcome attach_outcome(attacher *a, int at, int *last);
bool attach_countable(attacher *a, const item *it);
bool attach_take(attacher *a, int at, const outcome *o, int agent, bool part, const char *rule);

/* plausible.c */
bool attach_falls(const item *it, const char *weak);               /* "brought down" said of a building */
bool attach_plausible(attacher *a, const item *it, const outcome *o);
bool attach_kills_in_peace(attacher *a, int at);                   /* an earthquake, a disease, a crash */
void attach_know_craft(attacher *a, item *it, const outcome *o);   /* "shot down 12 fighters": aircraft, where the outcome says so */

/* walk.c */
bool attach_governed(attacher *a, int at);
int attach_after_phrase(attacher *a, int at);
bool attach_list_link(attacher *a, int i);
void attach_after(attacher *a, int verb, const outcome *o, int agent, const char *rule);
int attach_past_part(attacher *a, int at);
int attach_agent(attacher *a, int at);
bool attach_has_own_verb(attacher *a, int at);

/* age.c */
bool attach_is_age(attacher *a, int at);

/* harm.c */
bool attach_harms(const attacher *a, const outcome *o);

/* past.c: what may stand between victims and their verb; where it begins, -1 = nothing does */
bool attach_governs_clause(attacher *a, int at);
int attach_relative_before(attacher *a, int at);
int attach_antecedent(attacher *a, int verb);
int attach_insertion(attacher *a, int verb);
bool attach_is_aside(attacher *a, int insertion, int verb); /* what stands between its commas tells of those before it */
int attach_participle_before(attacher *a, int verb);
bool attach_clause_object(attacher *a, int at);
int attach_aside_before(attacher *a, int at);
int attach_said_of(attacher *a, int verb);
int attach_all_of(attacher *a, int verb);
int attach_outdone(attacher *a, int at);         /* not where it begins, but the verb behind that counts */

/* before.c */
void attach_before(attacher *a, int verb, const outcome *o, const char *rule);

/* among.c: those counted behind the word for what befell them */
bool attach_inverted(attacher *a, int at, const outcome *o);
bool attach_includes_after(attacher *a, int at, int last, const outcome *o);
bool attach_lists_among(attacher *a, int at, int last, const outcome *o);
bool attach_among_before(attacher *a, int at, const outcome *o);
void attach_included(attacher *a);       /* "Among them were two officers", behind a sentence that counted them */

/* verb.c */
void attach_verb(attacher *a, int at);
bool attach_counted_before(attacher *a, int at);

/* verb_label.c: the loss word labels the figures behind it */
bool attach_verb_label(attacher *a, int at, int last, const outcome *o);

/* unreal.c: the loss word tells of no loss */
bool attach_on_film(attacher *a, int at, int last);
bool attach_is_conditional(attacher *a, int at);
bool attach_only_might(attacher *a, int at);             /* "could leave 20 dead" */
bool attach_only_could(attacher *a, const item *verb);   /* "could have killed 20" */

/* noun.c */
outcome attach_noun_outcome(int at, toll_note note, toll_extent extent);
void attach_count(attacher *a, int at);
bool attach_after_have(attacher *a, int at);                                                    /* "has left 20": what has been so far */
bool attach_counts_loss(attacher *a, int at);
void attach_act(attacher *a, int at);
void attach_damage(attacher *a, int at);
void attach_modifier(attacher *a, int at);

/* toll.c */
void attach_toll(attacher *a, int at, bool needs_link);
bool attach_tally_of(attacher *a, int at, item *out);
void attach_totals(attacher *a);         /* "casualties so far total 107,900" */

/* part.c */
const tie *attach_nearest_loss(attacher *a, int at);
void attach_parts(attacher *a);
void attach_along(attacher *a);
void attach_among(attacher *a);
void attach_of_whole(attacher *a);

/* told.c: what a figure without noun or verb of its own is set beside */
enum { ATTACH_SOURCES = 8 };
typedef struct attach_source {
    int item;                    /* that holds the figure told, in this sentence */
    uint8_t outcome;
    bool thing, carried;         /* of things; told in the sentence before */
    toll_note note;
    toll_extent extent;          /* the outcome's words, in this sentence */
    toll_span span;              /* ... in the one before */
    double most;                 /* the figure told */
} attach_source;
/* The last claim of this or the sentence before, NULL = none, and how many of its sentence stand there up to it. There is no other way to them, for
   losses that asked for them hang on the story, and are tied again when it is read (keep.c). */
const struct draft *attach_claimed_before(attacher *a, size_t *count);
unsigned attach_told(attacher *a, int at, attach_source out[ATTACH_SOURCES]);     /* losses before the item, else the last sentence's claims */
bool attach_told_of_things(attacher *a);         /* the last claim before the sentence counts things */
bool attach_carry_one(attacher *a, int at, const attach_source *from, bool part, const char *rule);

/* carry.c */
bool attach_is_bare(attacher *a, int at);        /* a free number alone */
bool attach_ends_clause(attacher *a, int at);    /* ... that nothing behind it could claim */
void attach_rivals(attacher *a);

/* shared.c */
void attach_shared(attacher *a);

/* state.c */
void attach_suffering(attacher *a, int at);
void attach_states(attacher *a);

/* brought.c */
void attach_brought(attacher *a, int at);

/* label.c */
bool attach_is_bar(attacher *a, int i);
bool attach_is_cell(attacher *a, int i);         /* a free number alone */
bool attach_ends_cell(attacher *a, int i);
void attach_take_cell(attacher *a, int i, const item *noun, const outcome *o, unsigned column);
void attach_labels(attacher *a);

/* grid.c */
void attach_grid(attacher *a);

/* breakdown.c */
void attach_breakdown(attacher *a);
bool attach_is_plain_be(const item *verb);
bool attach_of_people(const attach_source *whole);
bool attach_can_hold(attacher *a, int at, const attach_source *whole);   /* may the figure be a part of the one told? */

/* lean.c */
bool attach_told_again(attacher *a, const item *it);
void attach_nth(attacher *a);                    /* "two were killed and a third wounded" */
void attach_rates(attacher *a);
void attach_ratios(attacher *a);
void attach_carried(attacher *a);

/* list.c */
void attach_list(attacher *a);
void attach_along_things(attacher *a);

#endif
