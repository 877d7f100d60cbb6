/* Imported series on their way to an answer: what API and pages share (api_series.c). */
#ifndef TOLL_SERVE_SERIES_H
#define TOLL_SERVE_SERIES_H

#include "inside.h"

/* All heads of the ledger's series; free with toll_series_list_free in any case. */
toll_status serve_series_list(toll_series_list *out, serve_request *r);
/* As that, with the points of the one that the request's parts name; TOLL_END (and 404) where there is none. */
toll_status serve_series_find(toll_series_list *out, size_t *at, serve_request *r);
const char *serve_series_time(char out[32], int64_t recorded_at);

#endif
