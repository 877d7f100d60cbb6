/* In: "text=body,id=uri", what somebody's JSON Lines or CSV call the things a document has. Out: a name for each. Without a word they are called what
 * they are: id, text, title, published, outlet, url. */
#include <stdio.h>

#include "inside.h"

static const char *const fields[TOLL_FIELD_COUNT] = {"id", "text", "title", "published", "outlet", "url"};

static toll_status wrong(toll_text part, const char *what, toll_error *error)
{
    return toll_error_set(error, TOLL_E_USAGE, NULL,
        "--columns: \"%.*s\" %s; write e.g. text=body,id=uri (there are id, text, title, published, outlet, url)",
        (int)toll_text_head(part, 80).len, part.data, what);
}

toll_status toll_columns_read(toll_columns *out, const char *words, toll_error *error)
{
    *out = (toll_columns){0};
    for (size_t i = 0; i < TOLL_FIELD_COUNT; i++) snprintf(out->names[i], sizeof out->names[i], "%s", fields[i]);
    while (words && *words) {
        toll_text part = {words, strcspn(words, ",")};
        words += part.len + (words[part.len] == ',');
        const char *equals = part.len ? memchr(part.data, '=', part.len) : NULL;
        size_t len = equals ? (size_t)(equals - part.data) : 0, name = equals ? part.len - len - 1 : 0, field = 0;
        if (!len || !name || name >= sizeof out->names[0]) return wrong(part, "is no FIELD=NAME", error);
        while (field < TOLL_FIELD_COUNT && !toll_text_is((toll_text){part.data, len}, fields[field])) field++;
        if (field == TOLL_FIELD_COUNT) return wrong(part, "names no field of a document", error);
        if (toll_utf8_check(equals + 1, name) < name) return wrong(part, "is not UTF-8", error);
        memcpy(out->names[field], equals + 1, name);
        out->names[field][name] = '\0';
        out->given[field] = true;
    }
    return TOLL_OK;
}
