/* Fault injection. In: "let the nth allocation, read, write or SQLite step fail". Out: toll_fault_here(kind) says yes once that call comes.
 * Only a build with -Dfault=true has it; in every other build toll_fault_here is the constant false and costs nothing.
 * Rooms put it where the outside world can refuse:  `if (toll_fault_here(TOLL_FAULT_READ)) return toll_error_set(...);`
 * and allocate through the three functions below, so that a test can walk a whole operation and break it at every call in turn.
 * The counters of the instrumented build are the one place with global state; they are atomic, and no release carries them. */
#ifndef TOLL_BASE_FAULT_H
#define TOLL_BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum toll_fault_kind {
    TOLL_FAULT_ALLOCATION, TOLL_FAULT_READ, TOLL_FAULT_WRITE, TOLL_FAULT_STEP,
    TOLL_FAULT_COUNT
} toll_fault_kind;

#ifdef TOLL_FAULT
bool toll_fault_here(toll_fault_kind kind);
/* Counting starts anew; calls nth to nth + count - 1 (from 1) of this kind fail. nth 0 = none fails, they are only counted. */
void toll_fault_arm(toll_fault_kind kind, uint64_t nth, uint64_t count);
void toll_fault_disarm(void);
uint64_t toll_fault_calls(toll_fault_kind kind);
#else
static inline bool toll_fault_here(toll_fault_kind kind)
{
    (void)kind;
    return false;
}
#endif

/* malloc, calloc and realloc that can be made to fail; free with toll_base_free (which is free). Zero sizes are served as 1. */
void *toll_base_take(size_t size);
void *toll_base_zero(size_t count, size_t size);
void *toll_base_resize(void *memory, size_t size);
void toll_base_free(void *memory);

#endif
