/* Private to conflict*.c and group.c: the parties of a conflict, taken from its row. */
#ifndef TOLL_CLAIM_CONFLICT_H
#define TOLL_CLAIM_CONFLICT_H

#include "claim/inside.h"

uint16_t conflict_party(const conflict_index *index, const char *side);      /* its number in the index; 0 = in no conflict */
/* The next name of a list of parties ("RUS+wagner vs UKR"): false at its end. *camp counts the "vs" passed. */
bool conflict_next(const char **at, const char **name, size_t *len, uint16_t *camp);
bool conflict_goes_on(const conflict *war, toll_day day);                     /* on a day that is known; true where it is not */

#endif
