/* Feeds: what happened last, for programs that ask now and then. */
#ifndef TOLL_SERVE_FEED_H
#define TOLL_SERVE_FEED_H

#include "inside.h"
#include "ledger/changes.h"

enum { SERVE_ENTRIES = 100, SERVE_FEED_READINGS = 500 };

/* Strings live as long as the request. */
typedef struct serve_entry {
    char id[96];             /* behind "tag:tollbook,2026:"; the same for ever */
    int64_t updated;
    const char *kind;        /* insert, revise, withdraw, decide, or a finding's code */
    const char *title, *text, *link;     /* link: a path */
} serve_entry;

typedef struct serve_feed {
    serve_entry *items;
    size_t count, cap;
} serve_feed;

bool serve_feed_add(serve_feed *feed, const serve_entry *entry);
/* Atom or JSON Feed, by the address that was asked for: the newest first, each id once, at most SERVE_ENTRIES. Frees the entries. */
toll_status serve_feed_end(serve_feed *feed, serve_request *r, const char *title, toll_status status);
/* feed_claims.c: what happened to a claim at a moment, as an entry; nothing where the ledger does not know it any more. */
toll_status serve_feed_claim(serve_feed *feed, serve_request *r, const char *claim, int64_t moment, toll_event_kind kind, const char *what);
/* The moment behind which the newest readings and decisions lie. */
toll_status serve_feed_since(int64_t *out, serve_request *r);

#endif
