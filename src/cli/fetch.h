/* What the files of `tollbook fetch` share: one exchange with a server, what robots.txt allows, what is known of addresses from the last time, and the
 * WARC that keeps what came. */
#ifndef TOLL_CLI_FETCH_H
#define TOLL_CLI_FETCH_H

#include "cli.h"
#include "ledger.h"
#include "source/feed.h"

/* --- fetch_http.c: one exchange. Redirects are not followed here, because each address has its own robots.txt. */
typedef struct toll_http_client toll_http_client;

typedef struct toll_http_limits {
    const char *agent;       /* "tollbook/0.1.0 (+https://...)" */
    uint64_t size;           /* largest body in bytes, after unpacking */
    uint64_t seconds;        /* longest exchange */
} toll_http_limits;

typedef struct toll_http_answer {
    int status;
    toll_buffer head;        /* the status line and headers as they came, without the empty line */
    toll_buffer body;        /* put together and unpacked */
    toll_buffer etag, modified, type, location;   /* location: absolute */
} toll_http_answer;

toll_status toll_http_client_open(toll_http_client **out, const toll_http_limits *limits, toll_error *error);
void toll_http_client_close(toll_http_client *client);
/* GET. `etag` and `modified` (NULL = unknown) make it conditional. Errors name the address and say what happened. */
toll_status toll_http_get(toll_http_answer *out, toll_http_client *client, const char *url, const char *etag, const char *modified, toll_error *error);
void toll_http_answer_free(toll_http_answer *answer);

/* --- robots.c: RFC 9309. */
typedef struct toll_robots {
    toll_text *rules;        /* each "+/path" or "-/path", inside `memory` */
    size_t count, cap;
    toll_arena memory;
    unsigned delay;          /* seconds between two exchanges that it asks for; 0 = none */
    bool nothing;            /* nothing may be fetched: the server cannot say what it allows */
} toll_robots;

/* The rules for the agent's name (the word before '/'), else for all. False where memory runs out. */
bool toll_robots_read(toll_robots *out, toll_text text, toll_text agent);
bool toll_robots_allow(const toll_robots *robots, toll_text path);
void toll_robots_free(toll_robots *robots);
/* The host, with its port, of an http or https address: "http://e.org:8080"; false where it is none. */
bool toll_http_origin(toll_text *out, toll_text url);

/* --- fetch_state.c: what servers said of addresses the last time, a JSON Lines file beside the ledger. */
typedef struct toll_fetch_known {
    toll_text url, etag, modified;
    uint64_t order;          /* of this run: 0 = not seen */
} toll_fetch_known;

typedef struct toll_fetch_state {
    toll_fetch_known *rows;
    size_t count, cap;
    uint32_t *slots;
    size_t slot_count;
    toll_arena memory;
} toll_fetch_state;

/* A file that is not there yet is an empty state. */
toll_status toll_fetch_state_load(toll_fetch_state *state, const char *path, toll_error *error);
/* The row of an address, a new one where there is none; NULL where memory runs out. It moves when another is made. */
toll_fetch_known *toll_fetch_state_row(toll_fetch_state *state, toll_text url);
bool toll_fetch_state_keep(toll_fetch_state *state, toll_text *out, toll_text value);
/* Written anew beside the old one and put in its place. */
toll_status toll_fetch_state_save(const toll_fetch_state *state, const char *path, toll_error *error);
void toll_fetch_state_free(toll_fetch_state *state);

/* --- fetch_warc.c: a WARC file, each record a gzip member of its own, on the disk before anything is read from it. */
typedef struct toll_warc_file {
    int fd;
    const char *path;
    uint64_t records;
} toll_warc_file;

toll_status toll_warc_file_open(toll_warc_file *out, const char *path, const char *agent, toll_error *error);
toll_status toll_warc_file_add(toll_warc_file *file, const char *url, const toll_http_answer *answer, toll_error *error);
toll_status toll_warc_file_close(toll_warc_file *file, toll_error *error);

/* --- fetch_queue.c, fetch_one.c: one run of `fetch`. */
enum { TOLL_FETCH_MOST = 100000 };   /* addresses */

typedef struct toll_fetch_host {
    toll_text origin;
    toll_robots robots;
    double free_at; /* when it may be asked again */
} toll_fetch_host;

typedef struct toll_fetching {
    toll_cli_adding adding;
    const char *agent;
    uint64_t megabytes, seconds, redirects, delay; /* delay in milliseconds */
    bool alone;                                    /* entries of feeds are not fetched */
    toll_http_client *client;
    toll_http_answer answer;
    toll_fetch_state state;
    toll_warc_file warc;
    toll_buffer warc_path, state_path, table_path, table;
    toll_text *queue;
    size_t count, cap, next;
    toll_fetch_host *hosts;
    size_t host_count, host_cap;
    toll_arena memory;
    uint64_t fetched, unchanged, failed;
    bool no_memory;
} toll_fetching;

void toll_fetch_complain(toll_fetching *f, const toll_error *error);
/* An address joins the queue unless it stands there; `from` says where it was named. So do those in a list, and those of a feed's entries. */
void toll_fetch_enqueue(toll_fetching *f, toll_text url, const char *from);
void toll_fetch_list(toll_fetching *f, const char *path);
void toll_fetch_feed(toll_fetching *f, toll_text bytes, toll_feed_kind kind, const char *from);
/* Fetches and keeps one address. Fails only where the WARC cannot be written: nothing is read that is not kept. */
toll_status toll_fetch_one(toll_fetching *f, toll_text address, toll_error *error);

#endif
