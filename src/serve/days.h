/* What a list holds by date: days, months or years, whichever make at most some sixty bars. */
#ifndef TOLL_SERVE_DAYS_H
#define TOLL_SERVE_DAYS_H

#include "inside.h"

typedef struct serve_days {
    const char *by, *what;       /* "month"; "claims" */
    toll_chart_bar *bars;
    size_t count, counted, undated;
    bool more;                   /* only the first of them are counted */
    char title[160];
} serve_days;

/* Of the request's filter: claims by the day they are about, else were said, else published, as `from` and `to` have it; documents by their publication. */
toll_status serve_days_of(serve_days *out, serve_request *r, bool documents);
void serve_days_free(serve_days *days);

#endif
