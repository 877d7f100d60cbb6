/* In: what a handler came to. Out: the answer's status; errors as RFC 9457 for programs and as a page for people; and the pieces lists are
 * made of. */
#include <stdarg.h>
#include <stdio.h>

#include "inside.h"
#include "page.h"

toll_status serve_fail(serve_request *r, unsigned status, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    r->status = status;
    r->error = (toll_error){.code = TOLL_E_USAGE};
    vsnprintf(r->error.message, sizeof r->error.message, format, list);
    va_end(list);
    return TOLL_E_USAGE;
}

unsigned serve_status_of(toll_status status)
{
    switch (status) {
    case TOLL_E_USAGE: return 400;
    case TOLL_E_LIMIT: return 413;
    case TOLL_E_BUSY: return 503;
    default: return status == TOLL_END ? 404 : status < 0 ? 500 : 200;
    }
}

const char *serve_reason(unsigned status)
{
    static const struct {
        unsigned status;
        const char *words;
    } known[] = {{400, "This request cannot be understood"}, {401, "A token is needed"}, {403, "Not allowed"},
        {404, "There is no such thing"}, {405, "Not this way"}, {409, "This stands in the way"}, {412, "It is another by now"},
        {413, "Too large"}, {415, "Another kind of content"}, {421, "Another server"}, {422, "This cannot be taken as it is"},
        {428, "If-Match is needed"}, {503, "The ledger is busy"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].status == status) return known[i].words;
    return "Something went wrong here";
}

void serve_add_problem(serve_request *r, unsigned status)
{
    const char *detail = r->error.message[0] ? r->error.message : "nothing is here by this name";
    toll_buffer_clear(&r->out);
    serve_unspool(r);
    r->filename = NULL, r->link[0] = '\0'; /* of the answer that there is not */
    if (r->route ? !r->route->summary : r->browses) {
        page_begin(r, serve_reason(status), NULL);
        toll_buffer_add_string(&r->out, "<p>");
        page_text(&r->out, detail);
        toll_buffer_add_string(&r->out, ".</p>\n");
        if (r->again) {
            toll_buffer_add_string(&r->out, "<p>");
            page_link(&r->out, "/c/", r->again, "The claim as it is now");
            toll_buffer_add_string(&r->out, "</p>\n");
        }
        page_end(r);
        return;
    }
    r->type = "application/problem+json";
    toll_buffer_printf(&r->out, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":", serve_reason(status), status);
    toll_buffer_add_json(&r->out, toll_text_of(detail));
    toll_buffer_add_string(&r->out, ",\"instance\":");
    toll_buffer_add_json(&r->out, toll_text_of(r->path));
    if (r->error.where[0] == '/') {
        toll_buffer_add_string(&r->out, ",\"errors\":[{\"pointer\":");
        toll_buffer_add_json(&r->out, toll_text_of(r->error.where));
        toll_buffer_add_string(&r->out, ",\"detail\":");
        toll_buffer_add_json(&r->out, toll_text_of(detail));
        toll_buffer_add_string(&r->out, "}]");
    }
    toll_buffer_add_string(&r->out, "}\n");
}

void serve_add_row(toll_buffer *out, const toll_view_column *columns, size_t count, const toll_view_value *values)
{
    toll_view_rows rows = {.columns = columns, .count = count, .view = {.size = sizeof rows.view, .format = TOLL_VIEW_JSONL}};
    toll_view_rows_add(out, &rows, values);
    if (!out->failed && out->len && out->data[out->len - 1] == '\n') out->data[--out->len] = '\0';
}

void serve_add_key(toll_buffer *out, const char *key)
{
    char before = out->len ? out->data[out->len - 1] : '{';
    if (before != '{' && before != '[') toll_buffer_add_char(out, ',');
    toll_buffer_add_key(out, key);
}

void serve_add_string(toll_buffer *out, const char *key, const char *value)
{
    serve_add_key(out, key);
    toll_buffer_add_json(out, toll_text_of(value));
}

void serve_end_list(serve_request *r, const char *cursor, bool empty, const char *why)
{
    toll_buffer_add_string(&r->out, "],\"next\":");
    toll_buffer_add_json(&r->out, toll_text_of(cursor));
    serve_add_string(&r->out, "why", empty ? why : NULL);
    toll_buffer_add_string(&r->out, "}\n");
    if (!cursor) return;
    toll_buffer query = {0};
    for (size_t i = 0; i < r->query.count; i++) {
        if (!strcmp(r->query.items[i].name, "after")) continue;
        toll_buffer_printf(&query, "%s=", r->query.items[i].name);
        page_url(&query, r->query.items[i].value);
        toll_buffer_add_char(&query, '&');
    }
    if (query.len + strlen(r->path) + strlen(cursor) + 32 < sizeof r->link && !query.failed)
        snprintf(r->link, sizeof r->link, "<%s?%safter=%s>; rel=\"next\"", r->path, query.data ? query.data : "", cursor);
    toll_buffer_free(&query);
}

const char *serve_param(const serve_request *r, const char *name)
{
    return serve_query_get(&r->query, name);
}

uint64_t serve_limit(const serve_request *r, uint64_t otherwise)
{
    uint64_t value = otherwise;
    const char *given = serve_param(r, "limit");
    if (given) (void)serve_number(&value, given, 1, SERVE_PAGE_MOST); /* checked with the route's parameters */
    return value;
}

bool serve_flag(const serve_request *r, const char *name)
{
    const char *given = serve_param(r, name);
    return given && !strcmp(given, "1");
}
