/* In: a claim as a reviewer sends it, JSON or a form. Out: its fields as strings, or an error that names the field. What is not known is
 * refused, as are fields that are too long or hold a control character; depth and size are limited before anything is parsed. */
#include <stdio.h>
#include <yajl/yajl_tree.h>

#include "made.h"

const char *const serve_made_names[SERVE_MADE_FIELDS] = {"start", "end", "quote", "point", "low", "high", "qualifier", "unit", "outcome",
    "outcome_words", "side", "class", "category", "victims_words", "claimant", "claimant_side", "claimant_kind", "claimant_words",
    "modality", "verified", "stated", "from", "to", "period_kind", "period_words", "place", "place_name", "place_words", "reason"};

static int field_of(const char *name)
{
    for (int i = 0; i < SERVE_MADE_FIELDS; i++)
        if (!strcmp(serve_made_names[i], name)) return i;
    return -1;
}

static bool is_number(int field)
{
    return field == MADE_START || field == MADE_END || field == MADE_POINT || field == MADE_LOW || field == MADE_HIGH;
}

static toll_status refuse(toll_error *error, int field, const char *why)
{
    char where[40];
    snprintf(where, sizeof where, "/%s", serve_made_names[field]);
    return toll_error_set(error, TOLL_E_USAGE, where, "%s %s", serve_made_names[field], why);
}

static toll_status keep(serve_made *out, int field, const char *value, toll_error *error)
{
    if (strlen(value) > SERVE_MADE_BYTES) return refuse(error, field, "is longer than 500 bytes");
    if (!serve_is_plain(value)) return refuse(error, field, "holds a control character");
    out->value[field] = *value ? value : NULL;
    return TOLL_OK;
}

static toll_status read_field(serve_made *out, toll_arena *memory, const char *name, yajl_val value, toll_error *error)
{
    const int field = field_of(name);
    if (field < 0) return toll_error_set(error, TOLL_E_USAGE, "", "\"%.60s\" is no part of a claim", name);
    if (YAJL_IS_NULL(value)) return TOLL_OK;
    const bool number = is_number(field);
    if (number ? !YAJL_IS_NUMBER(value) : !YAJL_IS_STRING(value))
        return refuse(error, field, number ? "must be a number" : "must be a string");
    const char *given = number ? YAJL_GET_NUMBER(value) : YAJL_GET_STRING(value);
    const char *kept = toll_arena_string(memory, given, strlen(given));
    return kept ? keep(out, field, kept, error) : toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for what was sent");
}

toll_status serve_made_parse(serve_made *out, toll_arena *memory, toll_text body, toll_error *error)
{
    yajl_val root;
    *out = (serve_made){0};
    if (body.len > SERVE_BODY_BYTES) return toll_error_set(error, TOLL_E_LIMIT, "", "a claim is at most %d bytes", SERVE_BODY_BYTES);
    toll_status status = serve_json_open(&root, memory, body, 1, error);
    if (status < 0) return status;
    if (!YAJL_IS_OBJECT(root)) status = toll_error_set(error, TOLL_E_USAGE, "", "the body must be one JSON object");
    for (size_t i = 0; status >= 0 && i < YAJL_GET_OBJECT(root)->len; i++)
        status = read_field(out, memory, YAJL_GET_OBJECT(root)->keys[i], YAJL_GET_OBJECT(root)->values[i], error);
    yajl_tree_free(root);
    return status;
}

/* Browsers send line breaks as two characters; white space is held against the text's as it comes. */
static const char *without_returns(toll_arena *memory, const char *value)
{
    char *out = toll_arena_string(memory, value, strlen(value));
    size_t len = 0;
    for (const char *at = value; out && *at; at++)
        if (*at != '\r') out[len++] = *at;
    if (out) out[len] = '\0';
    return out;
}

toll_status serve_made_of_form(serve_made *out, toll_arena *memory, const serve_query *form, toll_error *error)
{
    toll_status status = TOLL_OK;
    *out = (serve_made){0};
    for (size_t i = 0; i < form->count && status >= 0; i++) {
        const int field = field_of(form->items[i].name);
        const char *value = field >= 0 ? without_returns(memory, form->items[i].value) : NULL;
        if (field >= 0)
            status = value ? keep(out, field, value, error)
                           : toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for what was sent");
    }
    return status;
}
