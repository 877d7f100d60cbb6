/* Documents about one event: by the names, numbers and days of their sentences about losses (their gists), without claimants. */
#ifndef TOLL_RECKON_EVENT_H
#define TOLL_RECKON_EVENT_H

#include "claim/gist.h"

typedef struct toll_events toll_events;

typedef struct toll_event_link {
    uint32_t a, b;               /* documents in the order of adding, a < b */
    double likeness;             /* cosine of their names and numbers, rare ones weighing most: 0 to 1 */
    uint32_t rare;               /* rare names that both have */
    bool near;                   /* a day of the one is a day of the other, or next to it */
} toll_event_link;

toll_status toll_events_open(toll_events **out, toll_error *error);
void toll_events_close(toll_events *events);
/* Takes over the gist's words. The days a text was published and the day before count as named. */
toll_status toll_events_add(toll_events *events, toll_gist *gist, toll_day published, toll_error *error);
/* Links all that was added. The array is the events' and sorted by a, then b. */
toll_status toll_events_link(const toll_event_link **out, size_t *count, toll_events *events, toll_error *error);
/* The event of a document: the first document of its group. */
uint32_t toll_events_group(const toll_events *events, uint32_t document);

#endif
