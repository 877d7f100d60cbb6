/* In: a document that a program sends: its text, its page, or both as JSON with what is known of it. Out: what was read in it and what was done. */
#include <inttypes.h>
#include <stdio.h>

#include "inside.h"

static void add_text(toll_buffer *out, const char *key, toll_text text)
{
    serve_add_key(out, key);
    toll_buffer_add_json(out, text);
}

static void add_left(toll_buffer *out, const serve_intake *in)
{
    toll_buffer_add_string(out, ",\"left_out\":[");
    for (size_t i = 0; i < in->left_count; i++) {
        toll_span span = in->left[i];
        toll_buffer_printf(out, "%s\n{\"start\":%u,\"end\":%u,\"text\":", i ? "," : "", span.off, toll_span_end(span));
        toll_buffer_add_json(out, (toll_text){in->document.text.data + span.off, span.len});
        toll_buffer_add_string(out, ",\"why\":\"no loss is told with this figure\"}");
    }
    toll_buffer_add_char(out, ']');
}

static void add_answer(serve_request *r, const serve_intake *in)
{
    toll_buffer *out = &r->out;
    char day[16];
    const toll_document *d = &in->document;
    size_t len = toll_day_format(day, d->published);
    toll_buffer_add_string(out, "{\"id\":");
    if (in->version) toll_buffer_printf(out, "%" PRIu64, in->version);
    else toll_buffer_add_string(out, "null");
    add_text(out, "document", d->name);
    serve_add_string(out, "change", in->change);
    toll_buffer_printf(out, ",\"dry_run\":%s", in->dry ? "true" : "false");
    add_text(out, "title", d->title);
    add_text(out, "outlet", d->outlet);
    add_text(out, "url", d->url);
    add_text(out, "published", len ? (toll_text){day, len} : (toll_text){NULL, 0});
    serve_add_string(out, "sha256", in->sha256);
    toll_buffer_printf(out, ",\"bytes\":%zu", d->text.len);
    serve_add_string(out, "remark", in->remark);
    serve_add_string(out, "twin", in->twin);
    toll_buffer_add_string(out, ",\"claims\":[");
    for (size_t i = 0; i < in->reading.claim_count; i++) {
        toll_buffer_add_string(out, i ? ",\n" : "\n");
        toll_view_claim_json(out, &in->reading.claims[i], d, in->sha256);
    }
    toll_buffer_add_char(out, ']');
    add_left(out, in);
    toll_buffer_add_string(out, "}\n");
}

static bool is_media(const serve_request *r, const char *name)
{
    return toll_text_equal(r->media, toll_text_of(name));
}

toll_status serve_api_add(serve_request *r)
{
    serve_sent sent = {.bytes = {r->body.data, r->body.len}, .charset = r->charset, .page = is_media(r, "text/html")};
    serve_intake in;
    char location[64];
    toll_status status = is_media(r, "application/json") ? serve_sent_parse(&sent, &r->memory, sent.bytes, &r->error) : TOLL_OK;
    const struct {
        const char *name, **into;
    } known[] = {
        {"name", &sent.name}, {"title", &sent.title}, {"outlet", &sent.outlet}, {"url", &sent.url}, {"published", &sent.published}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!*known[i].into) *known[i].into = serve_param(r, known[i].name);
    sent.dry = serve_flag(r, "dry_run");
    if (status < 0) return status;
    status = serve_take_in(&in, r, &sent);
    if (status >= 0) {
        add_answer(r, &in);
        bool made = !sent.dry && (!strcmp(in.change, "inserted") || !strcmp(in.change, "new_version"));
        int len = snprintf(location, sizeof location, "/api/v1/documents/%" PRIu64, in.version);
        if (made) r->status = 201;
        if (made && in.version) r->location = toll_arena_string(&r->memory, location, (size_t)len);
        status = TOLL_OK;
    }
    serve_intake_free(&in);
    return status;
}
