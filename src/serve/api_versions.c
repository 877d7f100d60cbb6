/* In: two versions of a document. Out: what is other in the later one, sentences whose numbers changed first. */
#include <inttypes.h>

#include "versions.h"

static void add_text(toll_buffer *out, const char *key, toll_text text)
{
    serve_add_key(out, key);
    toll_buffer_add_json(out, text);
}

static void add_sentence(toll_buffer *out, const char *key, const serve_telling *of, toll_span span)
{
    serve_add_key(out, key);
    if (!span.len) {
        toll_buffer_add_string(out, "null");
        return;
    }
    toll_buffer_printf(out, "{\"start\":%u,\"end\":%u", span.off, toll_span_end(span));
    add_text(out, "text", toll_view_cut(&of->version.document, span));
    toll_buffer_add_char(out, '}');
}

static void add_edits(toll_buffer *out, const serve_versions *it)
{
    static const char *const kinds[] = {"changed", "gone", "new"};
    toll_buffer_add_string(out, ",\"changes\":[");
    for (size_t i = 0; i < it->differ.count && i < SERVE_EDITS_SHOWN; i++) {
        const serve_edit *e = &it->differ.edits[i];
        toll_buffer_printf(out, "%s\n{\"change\":\"%s\",\"numbers\":%s", i ? "," : "", kinds[e->kind], e->numbers ? "true" : "false");
        add_sentence(out, "before", &it->before, e->before);
        add_sentence(out, "after", &it->after, e->after);
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_printf(out, "],\"same\":%zu,\"cut\":%s", it->differ.same, it->differ.count > SERVE_EDITS_SHOWN ? "true" : "false");
}

static void add_told(toll_buffer *out, const char *key, const serve_telling *it)
{
    bool any = false;
    serve_add_key(out, key);
    toll_buffer_add_char(out, '[');
    for (size_t i = 0; i < it->count; i++) {
        const serve_told *t = &it->claims[i];
        if (t->matched) continue;
        toll_buffer_printf(out, "%s{\"claim\":\"%s\"", any ? "," : "", t->id);
        add_text(out, "words", toll_view_cut(&it->version.document, t->words));
        serve_add_string(out, "outcome", toll_outcome_name(t->outcome));
        toll_buffer_add_char(out, '}');
        any = true;
    }
    toll_buffer_add_char(out, ']');
}

toll_status serve_api_versions(serve_request *r)
{
    serve_versions it;
    serve_known known[SERVE_KNOWN];
    toll_buffer *out = &r->out;
    bool any = false;
    toll_status status = serve_versions_open(&it, r);
    if (status >= 0) {
        const toll_ledger_version *a = &it.before.version, *b = &it.after.version;
        toll_buffer_printf(
            out, "{\"version\":%" PRIu64 ",\"before\":%" PRIu64 ",\"sha256\":[\"%s\",\"%s\"]", b->id, a->id, a->sha256, b->sha256);
        add_text(out, "document", b->document.name);
        toll_buffer_add_string(out, ",\"known\":[");
        serve_versions_known(known, &it);
        for (size_t i = 0; i < SERVE_KNOWN; i++) {
            if (toll_text_equal(known[i].before, known[i].after)) continue;
            toll_buffer_printf(out, "%s{\"field\":\"%s\"", any ? "," : "", known[i].name);
            add_text(out, "before", known[i].before);
            add_text(out, "after", known[i].after);
            toll_buffer_add_char(out, '}');
            any = true;
        }
        toll_buffer_add_char(out, ']');
        add_edits(out, &it);
        add_told(out, "claims_gone", &it.before);
        add_told(out, "claims_new", &it.after);
        toll_buffer_add_string(out, "}\n");
    }
    serve_versions_free(&it);
    return status;
}
