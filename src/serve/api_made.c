/* In: a claim that a program makes from words of a document, on behalf of its reviewer. Out: the claim as the ledger has it. */
#include <stdio.h>

#include "make.h"

toll_status serve_api_make(serve_request *r)
{
    serve_made made;
    char id[25];
    toll_status status = serve_made_parse(&made, &r->memory, (toll_text){r->body.data, r->body.len}, &r->error);
    if (status >= 0) status = serve_make(id, r, r->parts[0], &made);
    if (status < 0) return status;
    char *address = toll_arena_take(&r->memory, 64);
    r->parts[0] = toll_arena_string(&r->memory, id, 24);
    if (!address || !r->parts[0]) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for the answer; the claim stands");
    snprintf(address, 64, "/api/v1/claims/%s", id);
    status = serve_api_claim(r);
    if (status >= 0) r->status = 201, r->location = address;
    return status;
}
