/* The library's only calls to malloc, calloc and realloc, so that the instrumented build can refuse any of them (fault.h), and the
 * growth of plain arrays. In: sizes. Out: memory or NULL, never an exit. Growth doubles, so n appends cost O(n). */
#include <stdlib.h>

#include "base/base.h"
#include "base/fault.h"

void *toll_base_take(size_t size)
{
    return toll_fault_here(TOLL_FAULT_ALLOCATION) ? NULL : malloc(size ? size : 1);
}

void *toll_base_zero(size_t count, size_t size)
{
    if (toll_fault_here(TOLL_FAULT_ALLOCATION)) return NULL;
    return count && size ? calloc(count, size) : calloc(1, 1);
}

void *toll_base_resize(void *memory, size_t size)
{
    return toll_fault_here(TOLL_FAULT_ALLOCATION) ? NULL : realloc(memory, size ? size : 1);
}

void toll_base_free(void *memory)
{
    free(memory);
}

bool toll_grow(void *array_address, size_t *cap, size_t len, size_t size)
{
    if (len < *cap) return true;
    if (len > SIZE_MAX / 2) return false;
    size_t wanted = len < 8 ? 16 : len * 2;
    size_t bytes;
    if (__builtin_mul_overflow(wanted, size, &bytes)) return false;
    void *array;
    memcpy(&array, array_address, sizeof array); /* any object pointer may stand there: no cast between pointer types */
    void *grown = toll_base_resize(array, bytes);
    if (!grown) return false;
    memcpy(array_address, &grown, sizeof grown);
    *cap = wanted;
    return true;
}
