/* The face to browsers and programs over HTTP: a JSON API under /api/v1, pages, charts and exports of one ledger, and decisions of reviewers
 * into it. In: a ledger's path and where to listen. Out: a running server in threads of its own. What it answers is made by the same queries
 * and writers as the command line (ledger, reckon/ask.h, view). It listens on this machine only, unless there are tokens. docs/workbench.md,
 * docs/security.md. */
#ifndef TOLL_SERVE_H
#define TOLL_SERVE_H

#include <tollbook/engine.h>
#include <tollbook/ledger.h>
#include <tollbook/reckon.h>

typedef struct toll_serve toll_serve;

typedef struct toll_serve_options {
    size_t size;             /* sizeof(toll_serve_options) */
    const char *ledger;      /* path or address; NULL = "tollbook.db" */
    const char *listen;      /* "127.0.0.1:8400", "[::1]:8400"; port 0 = any free one. NULL = 127.0.0.1:8400 */
    const char *tokens;      /* file of tokens; NULL = none are asked for, and only this machine may come */
    const char *reviewer;    /* whose decisions those are that come without a token; NULL = "local" */
    const toll_kept_options *reckon;   /* must outlive the server */
    const toll_engine *engine;         /* reads what is imported, and must outlive the server; NULL = nothing can be imported */
    toll_day (*today)(void); /* a day of publication after it is not believed; NULL = any is */
    unsigned threads;        /* 0 = 2 */
    bool read_only;          /* no decisions */
} toll_serve_options;

toll_status toll_serve_start(toll_serve **out, const toll_serve_options *options, toll_error *error);
/* Where it listens: "http://127.0.0.1:8400". */
const char *toll_serve_address(const toll_serve *serve);
/* Answers what was asked, then ends. NULL is allowed. */
void toll_serve_stop(toll_serve *serve);

/* A new token, 43 letters, and the line of the token file that knows it: "NAME SCOPE SHA256". `scope`: read, review or admin. */
toll_status toll_serve_make_token(char token[44], char line[256], const char *name, const char *scope, toll_error *error);

#endif
