/* In: what is asked of two tables, as JSON, {"deaths": "region,deaths\n...", "population": "...", "by": "region", "reference": "Capital"}, or as the
 * fields of a form or a query. Out: its parts, or an error that names the field. What is not known is refused; depth is limited before anything is
 * parsed. The tables' own bytes are read elsewhere (source/grid.h). */
#include <stdio.h>
#include <yajl/yajl_tree.h>

#include "assess.h"

const char *const serve_ask_names[ASK_FIELDS] = {"deaths", "population", "by", "reference", "level", "count", "denominator", "where",
    "date", "from", "to", "says", "claim", "of", "format"};

static bool is_table(size_t field, bool sent)
{
    return sent && field <= ASK_POPULATION;
}

static toll_status check_field(size_t field, const char *value, bool sent, toll_error *error)
{
    char where[32];
    snprintf(where, sizeof where, "/%s", serve_ask_names[field]);
    if (is_table(field, sent)) return TOLL_OK;
    if (strlen(value) > SERVE_FIELD_BYTES)
        return toll_error_set(error, TOLL_E_USAGE, where, "%s is longer than %d bytes", serve_ask_names[field], SERVE_FIELD_BYTES);
    for (const char *at = value; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return toll_error_set(error, TOLL_E_USAGE, where, "%s holds a control character", serve_ask_names[field]);
    return TOLL_OK;
}

static size_t field_of(const char *name)
{
    size_t i = 0;
    while (i < ASK_FIELDS && strcmp(serve_ask_names[i], name) != 0) i++;
    return i;
}

static toll_status read_field(serve_asked *out, toll_arena *memory, const char *name, yajl_val value, toll_error *error)
{
    char number[32];
    const char *string = YAJL_GET_STRING(value);
    size_t field = field_of(name);
    if (field == ASK_FIELDS) return toll_error_set(error, TOLL_E_USAGE, "", "\"%.60s\" is no part of this question", name);
    if (YAJL_IS_NULL(value)) return TOLL_OK;
    if (field == ASK_LEVEL && YAJL_IS_DOUBLE(value)) snprintf(number, sizeof number, "%.10g", YAJL_GET_DOUBLE(value)), string = number;
    else if (field == ASK_LEVEL && YAJL_IS_INTEGER(value))
        snprintf(number, sizeof number, "%lld", YAJL_GET_INTEGER(value)), string = number;
    if (!string) return toll_error_set(error, TOLL_E_USAGE, "", "%s must be a string", serve_ask_names[field]);
    toll_status status = check_field(field, string, true, error);
    if (status < 0 || !*string) return status;
    out->fields[field] = toll_arena_string(memory, string, strlen(string));
    return out->fields[field] ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for what was sent");
}

toll_status serve_asked_parse(serve_asked *out, toll_arena *memory, toll_text body, toll_error *error)
{
    yajl_val root;
    *out = (serve_asked){.sent = true};
    toll_status status = serve_json_open(&root, memory, body, 1, error);
    if (status < 0) return status;
    if (!YAJL_IS_OBJECT(root)) status = toll_error_set(error, TOLL_E_USAGE, "", "the body must be one JSON object");
    for (size_t i = 0; status >= 0 && i < YAJL_GET_OBJECT(root)->len; i++)
        status = read_field(out, memory, YAJL_GET_OBJECT(root)->keys[i], YAJL_GET_OBJECT(root)->values[i], error);
    yajl_tree_free(root);
    return status;
}

toll_status serve_asked_of(serve_asked *out, const serve_query *query, bool sent, toll_error *error)
{
    *out = (serve_asked){.sent = sent};
    for (size_t i = 0; i < ASK_FIELDS; i++) {
        const char *value = serve_query_get(query, serve_ask_names[i]);
        toll_status status = value ? check_field(i, value, sent, error) : TOLL_OK;
        if (status < 0) return status;
        out->fields[i] = value;
    }
    return TOLL_OK;
}
