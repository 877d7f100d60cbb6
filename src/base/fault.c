/* The counters behind toll_fault_here, compiled only with -Dfault=true. In: arm(kind, nth, count). Out: true for the calls in that window.
 * Atomic, so that runs on several threads can be broken too; the order of their calls is then up to the scheduler. */
#include "base/fault.h"

#ifdef TOLL_FAULT
#    include <stdatomic.h>

static struct {
    _Atomic uint64_t calls, first, count;
} faults[TOLL_FAULT_COUNT];

bool toll_fault_here(toll_fault_kind kind)
{
    uint64_t call = atomic_fetch_add(&faults[kind].calls, 1) + 1;
    uint64_t first = atomic_load(&faults[kind].first);
    return first && call >= first && call - first < atomic_load(&faults[kind].count);
}

void toll_fault_arm(toll_fault_kind kind, uint64_t nth, uint64_t count)
{
    atomic_store(&faults[kind].first, 0);
    atomic_store(&faults[kind].count, count);
    atomic_store(&faults[kind].calls, 0);
    atomic_store(&faults[kind].first, nth);
}

void toll_fault_disarm(void)
{
    for (int kind = 0; kind < TOLL_FAULT_COUNT; kind++) toll_fault_arm((toll_fault_kind)kind, 0, 0);
}

uint64_t toll_fault_calls(toll_fault_kind kind)
{
    return atomic_load(&faults[kind].calls);
}
#endif
