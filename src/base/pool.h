/* A bounded queue with workers and ordered results. In: a ring of slots and three functions. Out: what the functions made, in the order
 * of filling whatever the number of threads. One call runs all of it; nothing lives on afterwards. */
#ifndef TOLL_BASE_POOL_H
#define TOLL_BASE_POOL_H

#include "base/base.h"

typedef enum toll_pool_answer {
    TOLL_POOL_FILLED,        /* the slot has work */
    TOLL_POOL_LATER,         /* nothing right now: finish what is on its way first. Only heeded while something is */
    TOLL_POOL_ENDED          /* there will be no more */
} toll_pool_answer;

typedef struct toll_pool_job {
    void *context;
    void *slots;             /* the ring: slot_count elements of slot_size bytes, owned by the caller */
    size_t slot_count, slot_size;
    unsigned threads;        /* workers; 0 and 1 do everything in the caller's thread */
    toll_pool_answer (*fill)(void *context, void *slot);     /* in the caller's thread, in order */
    void (*work)(void *context, void *slot, unsigned worker);   /* in any worker; worker counts from 0 */
    bool (*drain)(void *context, void *slot);                /* in the caller's thread, in the order of filling; false = stop now */
} toll_pool_job;

/* TOLL_OK also where drain stopped it. Workers start as slots are filled, so little work costs no threads. Where the system gives
 * fewer threads than asked for, it goes on with those it gives. */
toll_status toll_pool_run(const toll_pool_job *job, toll_error *error);

#endif
