/* What the files of this room share. */
#ifndef TOLL_DISPARITY_INSIDE_H
#define TOLL_DISPARITY_INSIDE_H

#include <tollbook/disparity.h>

#include "base/base.h"
#include "base/fault.h"

/* --- chance.c */
double disparity_gamma_lower(double a, double x);            /* chance of at least `a` events where x are expected */
double disparity_gamma_upper(double a, double x);            /* chance of fewer */
double disparity_beta(double x, double a, double b);         /* chance of at least `a` of a + b - 1, each with chance x */

/* --- names.c */
typedef struct disparity_entry {
    toll_text key, name;     /* name: as it stands first */
    double value;
    size_t first;
} disparity_entry;

typedef struct disparity_entries {
    disparity_entry *items;  /* in the order of their keys */
    size_t count;
} disparity_entries;

bool disparity_key(toll_text *out, toll_arena *memory, toll_text name);
int disparity_compare(toll_text a, toll_text b);
toll_status disparity_gather(disparity_entries *out, toll_arena *memory, const toll_disparity_count *counts, size_t count);
size_t disparity_entry_of(const disparity_entries *entries, toll_text key);   /* SIZE_MAX = none */
void disparity_suggest(toll_disparity_stray *out, const disparity_entries *people, toll_text key);

#endif
