/* In: requests for what the ledger holds. Out: JSON lists with a cursor, written by the writers of the command line (view). */
#include <inttypes.h>
#include <stdio.h>

#include "list.h"
#include "make.h"

void serve_add_decided(toll_buffer *out, const toll_ledger_row *row)
{
    serve_add_string(out, "decision", toll_ledger_action_name(row->decision));
    serve_add_string(out, "reviewer", row->reviewer);
    serve_add_key(out, "corrected");
    if (row->payload.data) toll_buffer_add(out, row->payload.data, row->payload.len);
    else toll_buffer_add_string(out, "null");
    serve_add_key(out, "version");
    toll_buffer_printf(out, "%" PRIu64, row->key.version);
    serve_add_key(out, "row");
    toll_buffer_printf(out, "%" PRIu64, row->row);
}

static void add_claim(serve_list *it)
{
    const toll_ledger_row *row = &it->row.claim;
    toll_buffer_add_string(&it->r->out, "{\"claim\":");
    toll_view_claim_json(&it->r->out, &row->claim, &row->document, row->sha256);
    serve_add_decided(&it->r->out, row);
    toll_buffer_add_char(&it->r->out, '}');
}

toll_status serve_api_claims(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE)};
    return serve_answer_list(&list, &serve_claims, "claims", add_claim, "no claim matches");
}

toll_status serve_api_claim(serve_request *r)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    uint32_t claim;
    char sentence[2048], question[18];
    toll_ask *ask = serve_ask_warm(r);
    if (!ask) return r->error.code;
    toll_status found = toll_ask_find_claim(&claim, ask, r->parts[0], &r->error); /* a rejected claim is not reckoned */
    if (found < 0) return found;
    toll_status status = serve_claim_found(r, claim, ask, &row, &claims);
    if (status == TOLL_OK) status = serve_state_of(&state, r, row.row);
    if (status == TOLL_OK) {
        snprintf(r->etag, sizeof r->etag, "%s", state.etag);
        toll_buffer_add_string(&r->out, "{\"claim\":");
        toll_view_claim_json(&r->out, &row.claim, &row.document, row.sha256);
        serve_add_decided(&r->out, &row);
    }
    toll_ledger_claims_close(&claims);
    if (status != TOLL_OK) return status;
    toll_statement s = {0};
    sentence[0] = question[0] = '\0';
    if (found == TOLL_OK) {
        toll_reckoning *reckoning = toll_ask_reckoning(ask);
        (void)toll_reckoning_statement(&s, reckoning, claim);
        toll_reckoning_say(sentence, sizeof sentence, reckoning, claim);
        toll_reckoning_question_id(question, reckoning, claim);
    }
    serve_add_string(&r->out, "says", sentence[0] ? sentence : NULL);
    serve_add_string(&r->out, "statement", s.id[0] ? s.id : NULL);
    serve_add_string(&r->out, "question", question[0] ? question : NULL);
    toll_buffer_add_string(&r->out, "}\n");
    return TOLL_OK;
}

static void add_version(serve_list *it)
{
    toll_view_value values[TOLL_VIEW_DOCUMENT_COLUMNS];
    toll_buffer_printf(&it->r->out, "{\"id\":%" PRIu64 ",\"document\":", it->row.version.id);
    toll_view_set_document(values, &it->row.version);
    serve_add_row(&it->r->out, toll_view_document_columns, TOLL_VIEW_DOCUMENT_COLUMNS, values);
    toll_buffer_add_char(&it->r->out, '}');
}

toll_status serve_api_documents(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE)};
    return serve_answer_list(&list, &serve_documents, "documents", add_version, "no document matches");
}

static void add_name(serve_list *it)
{
    toll_view_value values[TOLL_VIEW_NAME_COLUMNS];
    toll_view_set_name(values, &it->row.name);
    serve_add_row(&it->r->out, toll_view_name_columns, TOLL_VIEW_NAME_COLUMNS, values);
}

toll_status serve_api_names(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE_MOST)};
    return serve_answer_list(&list, &serve_names, "names", add_name, "nobody is named by claims that match");
}

/* --- a document's text, cut where evidence begins or ends */
typedef struct marked {
    serve_request *r;
    const char **ids;
    bool any;
} marked;

static toll_status add_segment(void *context, const serve_segment *s)
{
    marked *m = context;
    toll_buffer *out = &m->r->out;
    toll_buffer_printf(out, "%s\n{\"start\":%zu,\"end\":%zu,\"code_points\":[%zu,%zu],\"utf16\":[%zu,%zu],\"kinds\":[", m->any ? "," : "",
        s->off, s->off + s->text.len, s->points, s->end_points, s->units, s->end_units);
    m->any = true;
    for (int i = 0, any = 0; i < SERVE_MARK_KINDS; i++)
        if (s->kinds >> i & 1) toll_buffer_printf(out, any++ ? ",\"%s\"" : "\"%s\"", serve_mark_names[i]);
    toll_buffer_add_string(out, "],\"claims\":[");
    for (uint32_t i = 0; i < s->claim_count; i++) toll_buffer_printf(out, i ? ",\"%s\"" : "\"%s\"", m->ids[s->claims[i] - 1]);
    toll_buffer_add_string(out, "],\"text\":");
    toll_buffer_add_json(out, s->text);
    toll_buffer_add_char(out, '}');
    return out->failed ? TOLL_E_MEMORY : TOLL_OK;
}

static toll_status add_marks_of(serve_request *r, const toll_ledger_version *v, serve_mark **marks, size_t *count, const char ***ids)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    size_t cap = 0, id_cap = 0;
    uint32_t number = 0;
    filter.version = v->id, filter.rejected = filter.without_text = true, filter.as_of = serve_version_moment(v);
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (!toll_grow(ids, &id_cap, number, sizeof **ids)) status = TOLL_E_MEMORY;
        else (*ids)[number++] = toll_arena_string(&r->memory, row.claim.id, strlen(row.claim.id));
        if (status >= 0 && (!(*ids)[number - 1] || !serve_add_marks(marks, count, &cap, &row.claim, number))) status = TOLL_E_MEMORY;
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_api_document(serve_request *r)
{
    toll_ledger_versions versions;
    toll_ledger_version version;
    toll_view_value values[TOLL_VIEW_DOCUMENT_COLUMNS];
    serve_mark *marks = NULL;
    const char **ids = NULL;
    size_t count = 0;
    toll_status status = serve_version_of(&version, &versions, r, r->parts[0]);
    if (status >= 0) status = add_marks_of(r, &version, &marks, &count, &ids);
    if (status >= 0) {
        toll_buffer_printf(&r->out, "{\"id\":%" PRIu64 ",\"document\":", version.id);
        toll_view_set_document(values, &version);
        serve_add_row(&r->out, toll_view_document_columns, TOLL_VIEW_DOCUMENT_COLUMNS, values);
        toll_buffer_add_string(&r->out, ",\"segments\":[");
        marked m = {r, ids, false};
        status = serve_cut(version.document.text, marks, count, add_segment, &m);
        toll_buffer_add_string(&r->out, "]}\n");
    }
    toll_ledger_versions_close(&versions);
    toll_base_free(marks);
    toll_base_free(ids);
    return status;
}

toll_status serve_api_status(serve_request *r)
{
    const int64_t *v = r->reader->revision;
    toll_buffer_printf(&r->out,
        "{\"program\":\"tollbook\",\"version\":\"%s\",\"reading\":%" PRId64 ",\"decision\":%" PRId64 ",\"document_version\":%" PRId64
        ",\"tables\":",
        TOLL_VERSION, v[0], v[1], v[2]);
    toll_buffer_add_json(&r->out, toll_text_of(r->serve->options.reckon->tables));
    toll_buffer_printf(&r->out, ",\"writable\":%s}\n", r->serve->options.read_only ? "false" : "true");
    return TOLL_OK;
}
