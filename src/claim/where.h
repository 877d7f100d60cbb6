/* Private to the where*.c files. where.c chooses the place of a loss; where_spots.c finds the places that a sentence names, by the gazetteer or
 * by their grammar (where_name.c); where_named.c looks how each is named. */
#ifndef TOLL_CLAIM_WHERE_H
#define TOLL_CLAIM_WHERE_H

#include "inside.h"

/* where_named.c */
bool where_stands(const toll_claim_reader *reader, unsigned at);                   /* a place here, not a government, an army, an owner */
bool where_is_seat(const toll_claim_reader *reader, unsigned at);                  /* "the X governor" */
bool where_is_near(const toll_claim_reader *reader, unsigned at);
bool where_is_dateline(const toll_claim_reader *reader, const sentence_spot *s);
void where_weigh(const toll_claim_reader *reader, sentence_spot *s);               /* sets its flags and its rank */

#endif
