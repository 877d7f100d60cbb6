/* Private to the files of when/: what the decisions about one loss's period look at. when.c is the order in which they are asked. Of the dates
 * date.c chooses one and days.c tells its days; stated.c sets aside when something was said, other.c those of other things, clause.c those of
 * another clause, compare.c those of comparisons. total.c tells what adds up, raised.c what a deed adds to, counts.c what does without saying so and
 * spell.c what goes on for a while; words.c what words of time the sentence has, attack.c its attacks and several.c whether they are several,
 * kind.c a day's toll from one attack, frame.c the time of a whole report, year.c the year of days without one, today.c the day of the text,
 * story.c what the text carries, then.c days counted from it, deed.c the days told behind a deed, before.c what a figure takes from the claim before
 * it, again.c the same figure told elsewhere, lend.c and siblings.c what figures lend one another, same.c whether two are the same. */
#ifndef TOLL_CLAIM_WHEN_H
#define TOLL_CLAIM_WHEN_H

#include "claim/inside.h"

typedef struct timing {
    const tie *loss;
    const toll_date *date; /* the loss's, NULL = none in the sentence */
    toll_day said;         /* when the figure was said; the text's day where no words say */
    toll_unit unit;
    bool attack, near_attack; /* the sentence tells of an attack; it or the one before does */
    bool hundreds, large;     /* a hundred and more, a thousand and more */
} timing;

static inline bool sentence_has(const toll_claim_reader *reader, uint8_t class_)
{
    return toll_classes_has(reader->parse.view.scratch->all, class_);
}

static inline void set_days(toll_period *period, toll_period_kind kind, toll_day from, toll_day to)
{
    period->kind = kind;
    period->from = from;
    period->to = to;
}

static inline bool when_differ(const char *a, const char *b)
{
    return a && b && strcmp(a, b) != 0;
}

static inline bool when_lower_word(const toll_sentence_view *view, unsigned at)
{
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape == TOLL_SHAPE_LOWER;
}

/* A mark that parts clauses; a possessive, a hyphen and quotation marks ("since the "special operation" began") part none. */
static inline bool when_parts(const toll_sentence_view *view, unsigned at)
{
    const toll_token *token = &view->tokens[at];
    return token->kind == TOLL_TOKEN_MARK && token->mark != TOLL_MARK_CLITIC && token->mark != '-' &&
           token->mark != TOLL_MARK_OPEN && token->mark != TOLL_MARK_CLOSE;
}

/* aftermath.c */
bool when_is_others(const toll_claim_reader *reader, const toll_date *date);                         /* of another verb than the attack's */
bool when_is_aftermath(const toll_claim_reader *reader, const tie *loss, const toll_date *date);     /* of what came of it */

/* stated.c, other.c: is a date of the sentence of another thing than the loss? */
bool when_is_stated(const toll_claim_reader *reader, const tie *loss, const toll_date *date);        /* when it was said */
bool when_of_utterance(const toll_claim_reader *reader, const toll_date *date);      /* of a statement, a briefing, an interview */
bool when_is_toll_day(const toll_claim_reader *reader, const tie *loss, const toll_date *date);      /* when the toll rose */
bool when_is_beyond(const toll_claim_reader *reader, const tie *loss, const toll_date *date);        /* of a clause that counts others */
bool when_is_caption(const toll_claim_reader *reader, const toll_date *date);                        /* of a picture */
bool when_in_other_quote(const toll_claim_reader *reader, const tie *loss, const toll_date *date);   /* in somebody's mouth, who tells not of the loss */

bool when_any_between(const toll_sentence_view *view, unsigned first, unsigned end, uint8_t class_);
unsigned when_loss_end(const toll_claim_reader *reader, const tie *loss);                            /* behind the figure and its outcome */

/* compare.c */
bool when_compares(const toll_claim_reader *reader, unsigned at);                                    /* a than of a comparison, none of "more than 40" */
bool when_is_elsewhere(const toll_claim_reader *reader, const tie *loss, const toll_date *date);     /* a since of another word, a comparison */

/* clause.c */
const toll_date *when_own_day(const toll_claim_reader *reader, unsigned since);                      /* of a `since`; NULL = it has none */
bool when_in_other_clause(const toll_claim_reader *reader, const tie *loss, const toll_date *date);  /* of what an attack was revenge for or came after */
bool when_names_thing(const toll_claim_reader *reader, const toll_date *date);                       /* "the February coup" */
bool when_ends_count(const toll_claim_reader *reader, const tie *loss, const toll_date *date);       /* "17 have died in the district since 6 June" */
bool when_costs_war(const toll_claim_reader *reader, const tie *loss);                               /* "a war that has left 600,000 dead" */
bool when_comes_after(const toll_claim_reader *reader, uint32_t figure);                             /* a figure, by its byte, of the other attack */
bool when_began(const toll_claim_reader *reader, const timing *t, const toll_date *date);            /* what is counted began on that day, */
bool when_ended(const toll_claim_reader *reader, const timing *t, const toll_date *date);            /* ended then */

/* total.c */
bool when_after_since(const toll_claim_reader *reader, const tie *loss, const toll_date *date);
bool when_since_of(const toll_claim_reader *reader, const toll_date *date, unsigned *since);
bool when_as_of(const toll_claim_reader *reader, const toll_date *date);
bool when_killed_by_war(const toll_claim_reader *reader, const tie *loss);                           /* "the war has claimed" */
bool when_total(toll_claim_reader *reader, const timing *t, toll_period *period);                    /* false where nothing says that it adds up */

/* raised.c */
bool when_is_raised(const toll_claim_reader *reader, const tie *loss);                               /* "which brings the number of dead to" */
bool when_is_total(const toll_claim_reader *reader, const timing *t);

/* then.c */
bool when_counts_back(const toll_claim_reader *reader, const tie *loss, const toll_date *date);      /* false: "a week earlier", and of another figure */

/* frame.c */
bool when_begins_item(const toll_claim_reader *reader);      /* an item of a list of attacks begins here */
bool when_in_frame(const toll_claim_reader *reader, const timing *t, const draft *out, toll_period *period);   /* false where the report's time is not the figure's */

/* before.c: false where the figure leans on no claim before it */
bool when_shared(toll_claim_reader *reader, const tie *loss, draft *out);                            /* it counts some of that one's */
bool when_goes_on(toll_claim_reader *reader, const timing *t, draft *out);                           /* it goes on in that one's time */

/* again.c */
enum { WHEN_LEAD = 3, WHEN_DAYS = 64 }; /* dated drafts looked at: a list of a thousand must not cost a million looks */
size_t when_dated_drafts(const toll_claim_reader *reader, const draft *out[WHEN_DAYS]);
const draft *when_told_exactly(const draft *head, const draft *const *dated, size_t count);          /* a head's rounded figure, in the days that the text gives it */
const draft *when_told_again(const draft *open, const draft *const *dated, size_t count);            /* the same figure with days; NULL = none */

/* closer.c */
void when_note_day(story *s, const moment *attack);
void when_closer(toll_claim_reader *reader); /* the day of what is told by its month or year */

/* same.c */
bool when_same_figure(const toll_claim *a, const toll_claim *b);
bool when_rounded(const toll_claim *head, const toll_claim *body);   /* the head's figure may be the body's, rounded */

/* siblings.c */
void when_take_days(toll_period *period, const toll_period *lent);
void when_siblings(toll_claim_reader *reader);       /* what the figures of one sentence lend one another */

/* words.c */
const toll_note *when_word(const toll_claim_reader *reader, unsigned at, word_kind kind);            /* a time_word of that kind; NULL = none there */
bool when_says(const toll_claim_reader *reader, word_kind kind);                                     /* ... anywhere in the sentence */
bool when_begins(const toll_claim_reader *reader, word_kind kind);                                   /* ... among its first words */
bool when_apart(const toll_claim_reader *reader);                                                    /* "Elsewhere ...", "In another incident ..." */

/* attack.c */
bool when_is_counted(const toll_claim_reader *reader, unsigned at);                                  /* a word of attacks that is a thing lost */
bool when_tells_attack(const toll_claim_reader *reader);
bool when_owns_attack(const toll_claim_reader *reader, const toll_date *date);                       /* "the 1995 massacre" */
bool when_one_attack(const toll_claim_reader *reader);
bool when_is_earlier(const toll_claim_reader *reader);                                               /* "a recent ambush" */
bool when_has_attack(const toll_claim_reader *reader, const tie *loss);                              /* one, and of the loss's own */
bool when_attack_led_by(const toll_claim_reader *reader, uint8_t class_);

/* several.c */
bool when_many_attacks(const toll_claim_reader *reader);                                             /* strikes, raids, shelling; a battle is one */
bool when_several_go_on(const toll_claim_reader *reader, const draft *out);           /* a figure about several attacks of a sentence before */
bool when_of_days_attacks(const toll_claim_reader *reader, const draft *out); /* one of those told of as of a day just gone */
bool when_single_attack(const toll_claim_reader *reader);                                            /* "an ambush"; rockets are what it was made with */
bool when_one_blow(const toll_claim_reader *reader);                                                 /* "coordinated attacks", "twin bombings" */
void when_note_several(toll_claim_reader *reader);                                                   /* a sentence that tells of several attacks, for the next */

/* spell.c */
bool when_says_hours(const toll_claim_reader *reader);                                               /* "in 24 hours" */
bool when_says_spell(const toll_claim_reader *reader, bool perfect);                                 /* "in three days of fighting" */
bool when_counts_whole(const toll_claim_reader *reader, const timing *t);                            /* over all of a war, a siege */

/* counts.c */
bool when_counts_on(const toll_claim_reader *reader, const timing *t, draft *out);             /* up to now, not of one attack */

/* deed.c */
bool when_tells_day_before(const toll_claim_reader *reader); /* the sentence says when what was told just before happened */
bool when_arrives(const toll_claim_reader *reader); /* "The gunmen arrived at dawn on Sunday" */
void when_date_before(toll_claim_reader *reader, const toll_date *date);
bool when_in_week(const toll_period *period, toll_day day);  /* it is a day of the week, all that the period knows */
void when_narrow_week(toll_claim_reader *reader, const toll_date *date);

#endif
