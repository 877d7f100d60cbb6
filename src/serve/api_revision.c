/* In: a claim's id and the number of a revision. Out: what became of the claim, one after another; the claim as it stood then, which stays as it is;
 * and the same for reference managers. */
#include <inttypes.h>
#include <stdio.h>

#include "export/export.h"
#include "revision.h"

static void add_revision(toll_buffer *out, const char *id, size_t number, const serve_revision *it)
{
    char at[32];
    const bool decided = it->kind == TOLL_EVENT_DECIDE;
    toll_ledger_time_format(at, it->moment);
    toll_buffer_printf(out, "{\"number\":%zu,\"at\":\"%s\",\"change\":\"%s\",\"version\":%" PRIu64 ",\"row\":%" PRIu64, number, at,
        toll_event_kind_name(it->kind), it->version, it->row);
    serve_add_string(out, "decision", decided ? toll_ledger_action_name(it->action) : NULL);
    serve_add_string(out, "reviewer", it->reviewer);
    serve_add_string(out, "reason", it->reason);
    toll_buffer_printf(out, ",\"corrected\":%s,\"address\":\"/c/%s/r%zu\"}", it->payload ? it->payload : "null", id, number);
}

toll_status serve_api_revisions(serve_request *r)
{
    serve_revisions list;
    toll_status status = serve_revisions_of(&list, r, r->parts[0]);
    toll_buffer_add_string(&r->out, "{\"revisions\":[");
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        toll_buffer_add_string(&r->out, i ? ",\n" : "\n");
        add_revision(&r->out, r->parts[0], i + 1, &list.items[i]);
    }
    serve_revisions_free(&list);
    serve_end_list(r, NULL, false, NULL);
    return status;
}

/* One revision of a claim with what it showed. */
typedef struct shown {
    serve_revisions list;
    toll_ledger_claims claims; /* hold the row */
    toll_ledger_row row;
    bool gone;
    size_t n;
    char says[2048]; /* its sentence; empty = none */
} shown;

static toll_status find(shown *s, serve_request *r)
{
    *s = (shown){0};
    toll_status status = serve_revisions_of(&s->list, r, r->parts[0]);
    if (status >= 0) status = serve_revision_named(&s->n, r, &s->list, r->parts[1]);
    if (status >= 0) status = serve_revision_row(&s->row, &s->gone, &s->claims, r, r->parts[0], &s->list.items[s->n]);
    if (status != TOLL_OK) return status;
    return serve_revision_say(s->says, sizeof s->says, r, &s->row, &s->list.items[s->n]);
}

static void end(shown *s)
{
    toll_ledger_claims_close(&s->claims);
    serve_revisions_free(&s->list);
}

toll_status serve_api_revision(serve_request *r)
{
    shown s;
    toll_status status = find(&s, r);
    if (status == TOLL_OK) {
        toll_buffer_add_string(&r->out, "{\"claim\":");
        toll_view_claim_json(&r->out, &s.row.claim, &s.row.document, s.row.sha256);
        serve_add_decided(&r->out, &s.row);
        serve_add_string(&r->out, "says", *s.says ? s.says : NULL);
        serve_add_key(&r->out, "revision");
        add_revision(&r->out, r->parts[0], s.n + 1, &s.list.items[s.n]);
        toll_buffer_printf(&r->out, ",\"newest\":%zu,\"gone\":%s}\n", s.list.count, s.gone ? "true" : "false");
    }
    end(&s);
    return status;
}

toll_status serve_api_cite(serve_request *r)
{
    shown s;
    const char *format = serve_param(r, "format");
    const bool csl = format && !strcmp(format, "csl");
    if (format && !csl && strcmp(format, "bibtex") != 0)
        return serve_fail(r, 400, "format \"%.20s\" is none for one claim; there are bibtex and csl", format);
    toll_status status = find(&s, r);
    if (status == TOLL_OK) toll_export_cite(&r->out, csl, &s.row, s.n + 1, s.says);
    end(&s);
    r->type = toll_export_describe(csl ? TOLL_EXPORT_CSL : TOLL_EXPORT_BIBTEX)->type;
    r->filename = csl ? "claim.json" : "claim.bib";
    return status;
}
