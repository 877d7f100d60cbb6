/* In: a claim that a reviewer makes from words of a document. Out: a claim of the ledger, accepted in the reviewer's name by the decision that
 * everybody can take back. Its words are held against the text that the ledger has, once here and once in the transaction that writes. */
#include "make.h"

#include <inttypes.h>

#include "engine/engine.h"

toll_status serve_version_of(toll_ledger_version *out, toll_ledger_versions *versions, serve_request *r, const char *given)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    *versions = (toll_ledger_versions){0};
    if (!serve_number(&filter.version, given, 1, INT64_MAX)) return serve_fail(r, 404, "\"%.60s\" is no version of a document", given);
    filter.history = true;
    toll_status status = toll_ledger_versions_open(versions, r->reader->ledger, &filter, &r->error);
    if (status >= 0) status = toll_ledger_versions_next(out, versions, &r->error);
    return status == TOLL_END ? serve_fail(r, 404, "there is no version %s of a document", given) : status;
}

int64_t serve_version_moment(const toll_ledger_version *version)
{
    return version->superseded_at ? version->superseded_at - 1 : 0;
}

/* serve_fail with the place in what was sent. */
static toll_status unfit(serve_request *r)
{
    const toll_error error = r->error;
    if (error.code != TOLL_E_USAGE) return error.code;
    r->status = 422;
    return TOLL_E_USAGE;
}

static toll_status put(serve_request *r, const toll_ledger_making *making)
{
    toll_ledger *ledger = NULL;
    uint64_t row;
    pthread_mutex_lock(&r->serve->writing);
    toll_status status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = toll_ledger_make(&row, ledger, making, &r->error);
    if (status == TOLL_OK)
        (void)toll_kept_refresh(ledger, r->serve->options.reckon, NULL); /* the claim stands; what is behind catches up later */
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    return status;
}

static toll_status make(char out[25], serve_request *r, const toll_ledger_version *v, const serve_made *made)
{
    toll_claim claim;
    toll_status status = serve_made_claim(&claim, made, &v->document, &r->error);
    if (status < 0) return unfit(r);
    toll_claim_sign(&claim, v->sha256);
    memcpy(out, claim.id, 25);
    const toll_ledger_making making = {
        .version = v->id, .claim = &claim, .reviewer = serve_reviewer(r), .reason = made->value[MADE_REASON]};
    status = put(r, &making);
    if (status == TOLL_END) return serve_fail(r, 409, "the document has another version by now; make the claim on its newest");
    if (status != TOLL_UNCHANGED) return status < 0 && r->error.code == TOLL_E_USAGE ? unfit(r) : status;
    r->again = toll_arena_string(&r->memory, out, 24);
    return serve_fail(r, 409, "these words have a claim with this outcome already, %s: decide on that, or correct it", out);
}

toll_status serve_make(char out[25], serve_request *r, const char *version, const serve_made *made)
{
    toll_ledger_versions versions;
    toll_ledger_version v;
    out[0] = '\0';
    const char *reason = made->value[MADE_REASON];
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    if (reason && !strncmp(reason, TOLL_LEDGER_BACK, sizeof TOLL_LEDGER_BACK - 1))
        return serve_fail(r, 422, "a reason does not begin with \"%s\": that is how decisions are taken back", TOLL_LEDGER_BACK);
    toll_status status = serve_version_of(&v, &versions, r, version);
    if (status >= 0 && v.superseded_at)
        status = serve_fail(r, 409, "the document has another version by now; make the claim on its newest");
    if (status >= 0) status = make(out, r, &v, made);
    toll_ledger_versions_close(&versions);
    if (status >= 0) status = serve_reader_look(r->reader, &r->error);
    return status;
}
