/* Who carries whose figures: counts by claimant and outlet that can be added up and taken away again. */
#ifndef TOLL_RECKON_RELAY_H
#define TOLL_RECKON_RELAY_H

#include "inside.h"

typedef struct reckon_relays {
    toll_relay *cells;           /* claimant and outlet are interned strings of the reckoning */
    size_t count, cap;
    reckon_map map;
} reckon_relays;

void reckon_relays_free(reckon_relays *relays);
/* Adds the statement of this number `times` (1, or -1 to take it away). */
bool reckon_relays_add(reckon_relays *relays, toll_reckoning *reckoning, uint32_t statement, int times);
bool reckon_relays_sum(reckon_relays *relays, const toll_relay *cell, int times);

#endif
