/* In: a document as JSON, {"text": "..", "title": "..", "outlet": "..", "published": "2023-01-04", "url": "..", "name": ".."}, or with "html"
 * in place of "text". Out: its parts, or an error that names the field. What is not known is refused; depth is limited before anything is
 * parsed. */
#include <yajl/yajl_tree.h>

#include "inside.h"

enum { FIELD_BYTES = 2000 };

/* Deeper than an object of strings is nothing that is meant; and what follows a NUL in a string would be lost. NULL = nothing is wrong. */
static const char *problem_of(toll_text body)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < body.len; i++) {
        char c = body.data[i];
        if (quoted && c == '\\') {
            if (i + 5 < body.len && !memcmp(body.data + i + 1, "u0000", 5)) return "a NUL character stands in it, so it is no text";
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '{' || c == '[') && ++depth > 1) {
            return "a document is one object of strings, nothing deeper";
        } else if (!quoted && (c == '}' || c == ']')) {
            depth--;
        }
    }
    return NULL;
}

static toll_status read_fields(serve_sent *out, toll_arena *memory, yajl_val root, toll_error *error)
{
    const char *text = NULL, *html = NULL, *id = NULL;
    const struct {
        const char *name, **into;
    } known[] = {{"text", &text}, {"html", &html}, {"name", &out->name}, {"id", &id}, {"title", &out->title}, {"outlet", &out->outlet},
        {"url", &out->url}, {"published", &out->published}};
    if (!YAJL_IS_OBJECT(root)) return toll_error_set(error, TOLL_E_USAGE, "", "the body must be one JSON object");
    for (size_t i = 0; i < YAJL_GET_OBJECT(root)->len; i++) {
        const char *name = YAJL_GET_OBJECT(root)->keys[i];
        yajl_val value = YAJL_GET_OBJECT(root)->values[i];
        size_t k = 0;
        while (k < sizeof known / sizeof *known && strcmp(known[k].name, name) != 0) k++;
        if (k == sizeof known / sizeof *known)
            return toll_error_set(error, TOLL_E_USAGE, "",
                "\"%.60s\" is no part of a document; there are text or html, name, title, outlet, url, "
                "published",
                name);
        if (YAJL_IS_NULL(value)) continue;
        if (!YAJL_IS_STRING(value)) return toll_error_set(error, TOLL_E_USAGE, "", "%s must be a string", name);
        const char *string = YAJL_GET_STRING(value);
        if (k > 1 && strlen(string) > FIELD_BYTES)
            return toll_error_set(error, TOLL_E_USAGE, "", "%s is longer than %d bytes", name, FIELD_BYTES);
        *known[k].into = toll_arena_string(memory, string, strlen(string));
        if (!*known[k].into) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for what was sent");
    }
    if (!out->name) out->name = id;
    if (!text == !html)
        return toll_error_set(error, TOLL_E_USAGE, "/text", "a document needs its text, or the html it is in, and not both");
    out->page = html != NULL;
    out->bytes = toll_text_of(html ? html : text);
    out->charset = (toll_text){"utf-8", 5};
    return TOLL_OK;
}

toll_status serve_sent_parse(serve_sent *out, toll_arena *memory, toll_text body, toll_error *error)
{
    char problem[200];
    *out = (serve_sent){0};
    if (!body.data || toll_utf8_check(body.data, body.len) != body.len)
        return toll_error_set(error, TOLL_E_USAGE, "", "the body is no UTF-8");
    if (problem_of(body)) return toll_error_set(error, TOLL_E_USAGE, "", "%s", problem_of(body));
    char *text = toll_arena_string(memory, body.data, body.len);
    yajl_val root = text ? yajl_tree_parse(text, problem, sizeof problem) : NULL;
    if (!root) return toll_error_set(error, TOLL_E_USAGE, "", "the body is no JSON");
    toll_status status = read_fields(out, memory, root, error);
    yajl_tree_free(root);
    return status;
}
