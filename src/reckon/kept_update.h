/* Private to one step of the kept reckoning: kept_update.c finds what some documents change, kept_links.c what they are linked to,
 * kept_findings.c what is to be found anew, and kept_apply.c writes it. */
#ifndef TOLL_RECKON_KEPT_UPDATE_H
#define TOLL_RECKON_KEPT_UPDATE_H

#include "kept.h"

typedef struct kept_survivor {
    int64_t version, row;
} kept_survivor;

typedef struct kept_step {
    toll_kept *kept, *before; /* `before`: the statements that lose claims, as they were */
    reckon_map removed;       /* rows of claims that go */
    reckon_map gone;          /* ids of statements that lose claims */
    int64_t *gone_ids, *removed_rows, *removed_versions;
    size_t gone_count, gone_cap, removed_count, removed_cap, version_count, version_cap;
    kept_survivor *survivors;
    size_t survivor_count, survivor_cap;
    uint64_t *series; /* of claims that go */
    size_t series_count, series_cap;
    reckon_numbers documents; /* those whose claims are linked again: new ones, and survivors' */
    reckon_numbers fresh;     /* the new ones */
    reckon_numbers changed;   /* a claim of each statement made again */
    reckon_relays relays;
} kept_step;

static inline bool kept_is_in(const reckon_map *set, int64_t id)
{
    return reckon_map_get(set, kept_row_key(id)) != RECKON_NONE;
}

/* --- kept_links.c */
/* The shingles of a document that is loaded, by which near-duplicates are found. */
toll_status kept_load_bins(toll_kept *kept, uint32_t document, toll_error *error);
toll_status kept_step_find_twins(kept_step *it, uint32_t document, toll_error *error);
toll_status kept_step_link(kept_step *it, toll_error *error);

/* --- kept_findings.c */
toll_status kept_step_find(kept_step *it, toll_error *error);

/* --- kept_apply.c, in this order */
toll_status kept_step_drop(kept_step *it, size_t loaded_before, toll_error *error);
toll_status kept_step_take_relays(kept_step *it, size_t loaded, toll_error *error);
toll_status kept_step_put(kept_step *it, toll_error *error);

#endif
