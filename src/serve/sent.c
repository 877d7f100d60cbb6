/* In: a document as JSON, {"text": "..", "title": "..", "outlet": "..", "published": "2023-01-04", "url": "..", "name": ".."}, or with "html"
 * in place of "text". Out: its parts, or an error that names the field. What is not known is refused; depth is limited before anything is
 * parsed. */
#include <yajl/yajl_tree.h>

#include "inside.h"

enum { FIELD_BYTES = 2000 };

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
        for (const char *at = string; k > 1 && *at; at++)
            if ((unsigned char)*at < 0x20 || *at == 0x7F)
                return toll_error_set(error, TOLL_E_USAGE, "", "%s holds a control character", name);
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
    yajl_val root;
    *out = (serve_sent){0};
    toll_status status = serve_json_open(&root, memory, body, 1, error);
    if (status < 0) return status;
    status = read_fields(out, memory, root, error);
    yajl_tree_free(root);
    return status;
}
