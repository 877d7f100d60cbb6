/* Bytes that come from outside, made into names and values: query strings, forms, JSON bodies of decisions. Pure, with limits; every reader here is
 * fuzzed (test/fuzz/fuzz_serve.c). */
#ifndef TOLL_SERVE_QUERY_H
#define TOLL_SERVE_QUERY_H

#include "base/base.h"

enum { SERVE_PARAMS = 128, SERVE_QUERY_BYTES = 8192, SERVE_JSON_DEPTH = 8, SERVE_BODY_BYTES = 65536 };

typedef struct serve_query {
    struct serve_param { const char *name, *value; } items[SERVE_PARAMS];
    size_t count;
} serve_query;

/* "a=1&b=x%20y": names and values are UTF-8 without control characters (a value may hold line breaks), each name once. Errors say where. */
toll_status serve_query_parse(serve_query *out, toll_arena *memory, toll_text raw, toll_error *error);
const char *serve_query_get(const serve_query *query, const char *name);      /* NULL = not given, or empty */
/* "%41" to "A" in a part of a path; NULL where it is no UTF-8 or holds a control character. */
const char *serve_path_part(toll_arena *memory, toll_text raw);
/* A whole number from `least` to `most`. */
bool serve_number(uint64_t *out, const char *text, uint64_t least, uint64_t most);

/* A cursor: up to three whole numbers joined by '-'. */
bool serve_cursor_parse(uint64_t out[3], const char *text);

struct yajl_val_s;
/* json_body.c: the tree of a body, nested no deeper than `depth`; yajl_tree_free frees it. */
toll_status serve_json_open(struct yajl_val_s **out, toll_arena *memory, toll_text body, int depth, toll_error *error);

/* No control characters but line breaks: they would steer a terminal, and mean nothing in a reason. */
bool serve_is_plain(const char *text);

typedef struct serve_decision {
    const char *action, *reason, *with, *claim, *if_match, *next;
    const char *payload;     /* JSON object of corrected fields; NULL = none */
} serve_decision;

/* The body of a decision: {"action":"correct","reason":"...","payload":{"point":89}}. The payload is written anew from what was understood. */
toll_status serve_decision_parse(serve_decision *out, toll_arena *memory, toll_text body, toll_error *error);
/* The same from a form; corrected fields are named "set_point", "set_outcome"; empty ones are left out. */
toll_status serve_decision_of_form(serve_decision *out, toll_arena *memory, const serve_query *form, toll_error *error);

#endif
