/* Series on their way to an answer, imported ones and those of a claimant's own claims: what API and pages share (api_series.c, series.c). */
#ifndef TOLL_SERVE_SERIES_H
#define TOLL_SERVE_SERIES_H

#include "inside.h"

/* One series, wherever it comes from. */
typedef struct serve_series_found {
    const toll_series *series;           /* with its points */
    const toll_series_kept *kept;        /* NULL = of claims */
    const toll_own_series *own_series;   /* NULL = imported */
    toll_reckoning *reckoning;           /* of `own_series` */
    toll_series_list tables;
    toll_own_list own;
} serve_series_found;

/* All heads of the ledger's series, as of the request's moment; free with toll_series_list_free in any case. */
toll_status serve_series_list(toll_series_list *out, serve_request *r);
/* Of the claimant that the request's first part names; free with toll_own_list_free in any case. */
toll_status serve_series_own(toll_own_list *out, toll_reckoning **reckoning, serve_request *r);
/* The one that the request's parts name, an imported one first; TOLL_END (and 404) where there is none. Free in any case. */
toll_status serve_series_find(serve_series_found *out, serve_request *r);
void serve_series_free(serve_series_found *found);
const char *serve_series_time(char out[32], int64_t recorded_at);
/* page_series.c: a link to BEFORE/CLAIMANT/NAME/BEHIND. */
void page_series_link(toll_buffer *out, const toll_series *series, const char *before, const char *behind, const char *text);

#endif
