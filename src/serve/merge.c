/* In: two claimants and what was sent. Out: the corrections written (reckon/merge.c makes them), or what is wrong. */
#include "merge.h"

#include <inttypes.h>
#include <stdio.h>

toll_status serve_merge_open(serve_merge *out, serve_request *r, const char *into)
{
    const char *from = r->parts[0];
    *out = (serve_merge){.r = r};
    if (!into || !*into) return serve_fail(r, 400, "say whose claims they are: the id of a claimant, as /sources has it");
    if (!strcmp(from, into)) return serve_fail(r, 422, "\"%.60s\" is that claimant already", into);
    toll_status status = toll_merge_open(&out->merge, r->reader->ledger, &r->memory, from, into, &r->error);
    snprintf(out->state, sizeof out->state, "%" PRId64 "-%" PRId64, r->reader->revision[0], r->reader->revision[1]);
    if (status == TOLL_END) return serve_fail(r, 422, "no claim of this ledger is \"%.60s\"'s; /sources has the ids of claimants", into);
    return status;
}

toll_status serve_merge_write(serve_merge *m, const char *state, const char *reason, const char *const *leave, size_t leave_count)
{
    serve_request *r = m->r;
    toll_ledger_decision *decisions;
    size_t count;
    const toll_merge_asked asked = {serve_reviewer(r), reason, leave, leave_count};
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    if (!state || !*state) return serve_fail(r, 428, "send `state` as it came with the claims that you saw");
    if (strcmp(state, m->state) != 0) return serve_fail(r, 412, "the ledger changed since you saw these claims; look at them again");
    if (reason && (!serve_is_plain(reason) || strlen(reason) > 500))
        return serve_fail(r, 400, "a reason is at most 500 bytes, without control characters");
    toll_status status = toll_merge_decisions(&decisions, &count, &m->merge, &asked, &r->error);
    if (status < 0) return status;
    return count ? serve_write_all(r, decisions, count) : serve_fail(r, 422, "no claim is left that would become %.60s's", m->merge.into);
}
