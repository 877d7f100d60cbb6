/* Private to the where*.c files. where.c chooses the place of a loss, where_story.c where its sentence names none and
 * where_settle.c at the end of the text; where_spots.c finds the
 * places that a sentence names, by the gazetteer or by their grammar (where_name.c, where_kind.c); where_named.c looks how each is named,
 * where_chain.c which of several in one breath stands. */
#ifndef TOLL_CLAIM_WHERE_H
#define TOLL_CLAIM_WHERE_H

#include "inside.h"
#include "when.h"

/* where.c */
bool where_is_office(const toll_claim_reader *reader, unsigned at);                /* "a doctor in X says": where the source is */
/* where_settle.c */
bool where_follows_attack(const toll_claim_reader *reader, unsigned at, bool told_before);      /* "the blast in X"; "a blast in X" */
void where_note_named(toll_claim_reader *reader, const sentence_spot *s);
/* where_name.c */
unsigned where_name_at(const toll_claim_reader *reader, unsigned at, bool titled);         /* tokens of the name that begins here; 0 = none */
bool where_word_is(const toll_claim_reader *reader, unsigned at, const char *kind);
unsigned where_phrase(const toll_claim_reader *reader, unsigned at, uint8_t class_, const toll_note **out);
bool where_make(const toll_claim_reader *reader, unsigned first, unsigned end, const char *precision, unsigned flags, sentence_spot *out);
/* where_kind.c */
bool where_is_led(const toll_claim_reader *reader, unsigned at);                   /* a word of place stands before */
bool where_before_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);      /* "X district" */
bool where_after_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);       /* "the village of X" */
bool where_numbered(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);            /* "Hill 881" */
bool where_label(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);               /* "29 March, X: ..." */
/* where_named.c */
bool where_stands(const toll_claim_reader *reader, unsigned at);                   /* a place here, not a government, an army, an owner */
bool where_is_seat(const toll_claim_reader *reader, unsigned at);                  /* "the X governor" */
bool where_is_near(const toll_claim_reader *reader, unsigned at);
bool where_is_dateline(const toll_claim_reader *reader, const sentence_spot *s);
bool where_holds(const toll_claim_reader *reader, unsigned at, unsigned of);        /* where_spots.c */
void where_chain(toll_claim_reader *reader);                                        /* where_chain.c: once its places are found */
void where_weigh(const toll_claim_reader *reader, sentence_spot *s);               /* sets its flags and its rank */

#endif
