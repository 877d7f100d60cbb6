/* Private to the files of where/. where.c chooses the place of a loss, story.c where its sentence names none (by what note.c kept of those
 * before) and settle.c at the end of the text (by what attack.c noted); spots.c finds the places that a sentence names, by the gazetteer
 * (known.c) or by their grammar (name.c, kind.c, label.c, part.c); stands.c asks whether a name is a place at all, named.c how it is named
 * (way.c: as where people are), chain.c which of several in one breath stands. */
#ifndef TOLL_CLAIM_WHERE_H
#define TOLL_CLAIM_WHERE_H

#include "claim/inside.h"
#include "claim/when/when.h"

/* where.c */
bool where_is_office(const toll_claim_reader *reader, unsigned at); /* "a doctor in X says": where the source is */
bool where_is_house(const toll_claim_reader *reader, const sentence_spot *s); /* ... or the source a house there */
/* back.c */
unsigned where_points_back(const toll_claim_reader *reader); /* "there": its token and one; 0 = nowhere */
bool where_is_elsewhere(const toll_claim_reader *reader); /* "in another northwestern town" */
bool where_is_unplaced(const toll_claim_reader *reader, const draft *out);  /* ... or the sentence before did, or all over the country */
spot where_by_kind(const toll_claim_reader *reader);     /* "in the township": the place of the kind that was named last */
/* story.c */
static inline bool where_is_of_war(const draft *d) /* thousands of people: no one attack's */
{
    return claim_thousand(&d->claim.quantity) && d->claim.victims.class_ != TOLL_CLASS_MATERIEL;
}
bool where_same_spot(const toll_claim_reader *reader, const spot *a, const spot *b);
/* attack.c */
bool where_follows_attack(const toll_claim_reader *reader, unsigned at, bool told_before); /* "the blast in X"; "a blast in X" */
void where_note_named(toll_claim_reader *reader, const sentence_spot *s);
/* known.c */
bool where_holds(const toll_claim_reader *reader, unsigned at, unsigned of);
bool where_known(const toll_claim_reader *reader, unsigned at, sentence_spot *out); /* the place of the gazetteer that is named here */
bool where_is_joined(const toll_sentence_view *view, unsigned at);                  /* a hyphen between names */
bool where_is_abroad(const toll_claim_reader *reader, const char *country);         /* in a country that is not at war; NULL is none */
/* name.c */
bool where_has_row(const toll_sentence_view *view, unsigned at); /* some table knows the word */
bool where_is_noun(const toll_sentence_view *view, unsigned at); /* a noun or an adjective: no small word, no verb, no name */
unsigned where_name_at(const toll_claim_reader *reader, unsigned at, bool titled); /* tokens of the name that begins here; 0 = none */
bool where_is_surname(const toll_claim_reader *reader, unsigned at); /* "General N. Salaheddin" */
bool where_word_is(const toll_claim_reader *reader, unsigned at, word_kind kind);
unsigned where_phrase(const toll_claim_reader *reader, unsigned at, uint8_t class_, const toll_note **out);
bool where_joins(const toll_sentence_view *view, unsigned at);               /* a hyphen inside a word */
bool where_ends_name(const toll_claim_reader *reader, unsigned end);         /* what follows belongs to no name */
bool where_make(const toll_claim_reader *reader, unsigned first, unsigned end, const char *precision, unsigned flags, sentence_spot *out);
/* kind.c */
bool where_is_led(const toll_claim_reader *reader, unsigned at);                                       /* a word of place stands before */
bool where_before_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out); /* "X district" */
bool where_after_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);  /* "the village of X" */
unsigned where_past_town(const toll_claim_reader *reader, unsigned at);                                 /* "port city of" */
/* label.c */
bool where_numbered(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);    /* "Hill 881" */
bool where_entry(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);       /* "X - nine were killed" */
bool where_label(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);       /* "29 March, X: ..." */
bool where_is_led_kind(const toll_claim_reader *reader, unsigned at, const toll_note **kind);          /* "at general area X" */
bool where_ordinal(const toll_claim_reader *reader, unsigned at, sentence_spot *out);    /* "6th East Street" */
bool where_owned_site(const toll_claim_reader *reader, unsigned at, sentence_spot *out); /* "the UN headquarters" */
/* stands.c */
bool where_stands(const toll_claim_reader *reader, unsigned at);             /* a place here, not a government, an army, an owner */
bool where_is_struck(const toll_claim_reader *reader, unsigned at);          /* "... was shelled" */
bool where_is_seat(const toll_claim_reader *reader, unsigned at);            /* "the X governor" */
unsigned where_before_capital(const toll_claim_reader *reader, unsigned at); /* "Sri Lanka's capital": where it begins */
/* named.c */
bool where_is_near(const toll_claim_reader *reader, unsigned at);
bool where_is_dateline(const toll_claim_reader *reader, const sentence_spot *s);
/* way.c */
bool where_is_way(const toll_claim_reader *reader, const sentence_spot *s, bool *brought); /* "to X", "from X" */
bool where_is_post(const toll_claim_reader *reader, const sentence_spot *s);              /* "the leader for X", "based in X" */
bool where_is_byline(const toll_claim_reader *reader, const sentence_spot *s);            /* "By N. N. in X" */
void where_chain(toll_claim_reader *reader);                         /* chain.c: once its places are found */
const toll_note *where_list_kind(const toll_claim_reader *reader, unsigned at); /* chain.c: "the districts of X and Y" */
void where_weigh(const toll_claim_reader *reader, sentence_spot *s); /* sets its flags and its rank */

#endif
