/* In: the body of a decision, JSON or a form. Out: its action, reason and corrected fields; the fields are written anew from what was
 * understood, so that nothing else gets into the ledger. Depth and size are limited before anything is parsed. */
#include <math.h>
#include <stdlib.h>
#include <yajl/yajl_tree.h>

#include "query.h"

static const char *const fields[] = {"point", "low", "high", "qualifier", "outcome", "class", "modality", "side", "category", "claimant",
    "claimant_side", "claimant_kind", "place", "place_name", "precision", "from", "to", "stated", "period_kind"};
enum { number_fields = 3, field_count = sizeof fields / sizeof *fields };

static int field_of(const char *name)
{
    for (int i = 0; i < (int)field_count; i++)
        if (!strcmp(fields[i], name)) return i;
    return -1;
}

static const char *copy(toll_arena *memory, const char *string)
{
    return string && *string ? toll_arena_string(memory, string, strlen(string)) : NULL;
}

bool serve_is_plain(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if ((*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7F || (*at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0)) return false;
    return true;
}

static toll_status add_field(toll_buffer *out, const char *name, yajl_val value, toll_error *error)
{
    int field = field_of(name);
    if (field < 0) return toll_error_set(error, TOLL_E_USAGE, "/payload", "\"%.60s\" is no field of a correction", name);
    toll_buffer_printf(out, "%s\"%s\":", out->len > 1 ? "," : "", name);
    if (YAJL_IS_NULL(value)) {
        toll_buffer_add_string(out, "null");
        return TOLL_OK;
    }
    if (field < number_fields) {
        double number = YAJL_IS_DOUBLE(value) ? YAJL_GET_DOUBLE(value) : YAJL_IS_INTEGER(value) ? (double)YAJL_GET_INTEGER(value) : NAN;
        if (!isfinite(number) || number < 0)
            return toll_error_set(error, TOLL_E_USAGE, "/payload", "%s must be a number from 0, or null", name);
        toll_buffer_add_number(out, number);
        return TOLL_OK;
    }
    if (!YAJL_IS_STRING(value)) return toll_error_set(error, TOLL_E_USAGE, "/payload", "%s must be a string, or null", name);
    if (!serve_is_plain(YAJL_GET_STRING(value)))
        return toll_error_set(error, TOLL_E_USAGE, "/payload", "%s holds a control character", name);
    toll_buffer_add_json(out, toll_text_of(YAJL_GET_STRING(value)));
    return TOLL_OK;
}

static toll_status read_payload(serve_decision *out, toll_arena *memory, yajl_val payload, toll_error *error)
{
    toll_buffer json = {0};
    toll_status status = TOLL_OK;
    if (!YAJL_IS_OBJECT(payload)) return toll_error_set(error, TOLL_E_USAGE, "/payload", "payload must be an object of corrected fields");
    toll_buffer_add_char(&json, '{');
    for (size_t i = 0; i < YAJL_GET_OBJECT(payload)->len && status >= 0; i++)
        status = add_field(&json, YAJL_GET_OBJECT(payload)->keys[i], YAJL_GET_OBJECT(payload)->values[i], error);
    toll_buffer_add_char(&json, '}');
    if (status >= 0 && json.len == 2) status = toll_error_set(error, TOLL_E_USAGE, "/payload", "payload names no field");
    if (status >= 0) out->payload = json.failed ? NULL : toll_arena_string(memory, json.data, json.len);
    toll_buffer_free(&json);
    return status;
}

static toll_status read_object(serve_decision *out, toll_arena *memory, yajl_val root, toll_error *error)
{
    const struct {
        const char *name;
        const char **into;
    } known[] = {{"action", &out->action}, {"reason", &out->reason}, {"with", &out->with}, {"claim", &out->claim}};
    if (!YAJL_IS_OBJECT(root)) return toll_error_set(error, TOLL_E_USAGE, "", "the body must be one JSON object");
    for (size_t i = 0; i < YAJL_GET_OBJECT(root)->len; i++) {
        const char *name = YAJL_GET_OBJECT(root)->keys[i];
        yajl_val value = YAJL_GET_OBJECT(root)->values[i];
        toll_status status = TOLL_OK;
        bool found = !strcmp(name, "payload");
        if (found && !YAJL_IS_NULL(value)) status = read_payload(out, memory, value, error);
        for (size_t k = 0; k < sizeof known / sizeof *known && !found; k++) {
            if (strcmp(known[k].name, name) != 0) continue;
            found = true;
            if (YAJL_IS_STRING(value) && !serve_is_plain(YAJL_GET_STRING(value)))
                status = toll_error_set(error, TOLL_E_USAGE, "", "%s holds a control character", name);
            else if (YAJL_IS_STRING(value)) *known[k].into = copy(memory, YAJL_GET_STRING(value));
            else if (!YAJL_IS_NULL(value)) status = toll_error_set(error, TOLL_E_USAGE, "", "%s must be a string", name);
        }
        if (!found) status = toll_error_set(error, TOLL_E_USAGE, "", "\"%.60s\" is no part of a decision", name);
        if (status < 0) return status;
    }
    return TOLL_OK;
}

static toll_status complete(const serve_decision *d, toll_error *error)
{
    return d->action ? TOLL_OK
                     : toll_error_set(error, TOLL_E_USAGE, "/action",
                           "a decision needs an action: accept, reject, correct, defer, flag, alone, join, undo");
}

toll_status serve_decision_parse(serve_decision *out, toll_arena *memory, toll_text body, toll_error *error)
{
    yajl_val root;
    *out = (serve_decision){0};
    if (body.len > SERVE_BODY_BYTES) return toll_error_set(error, TOLL_E_LIMIT, "", "a decision is at most %d bytes", SERVE_BODY_BYTES);
    toll_status status = serve_json_open(&root, memory, body, SERVE_JSON_DEPTH, error);
    if (status < 0) return status;
    status = read_object(out, memory, root, error);
    yajl_tree_free(root);
    return status < 0 ? status : complete(out, error);
}

toll_status serve_decision_of_form(serve_decision *out, toll_arena *memory, const serve_query *form, toll_error *error)
{
    toll_buffer json = {0};
    *out = (serve_decision){.action = serve_query_get(form, "action"),
        .reason = serve_query_get(form, "reason"),
        .with = serve_query_get(form, "with"),
        .claim = serve_query_get(form, "claim"),
        .if_match = serve_query_get(form, "if_match"),
        .next = serve_query_get(form, "next")};
    toll_buffer_add_char(&json, '{');
    for (size_t i = 0; i < form->count; i++) {
        const char *name = form->items[i].name, *value = form->items[i].value;
        if (strncmp(name, "set_", 4) != 0 || !*value) continue;
        int field = field_of(name + 4);
        char *end = NULL;
        double number = field >= 0 && field < number_fields ? strtod(value, &end) : 0;
        if (field < 0 || (end && (*end || !isfinite(number) || number < 0))) {
            toll_buffer_free(&json);
            return toll_error_set(
                error, TOLL_E_USAGE, "/payload", field < 0 ? "%.60s is no field of a correction" : "%.60s must be a number", name + 4);
        }
        toll_buffer_printf(&json, "%s\"%s\":", json.len > 1 ? "," : "", fields[field]);
        if (end) toll_buffer_add_number(&json, number);
        else toll_buffer_add_json(&json, toll_text_of(value));
    }
    toll_buffer_add_char(&json, '}');
    if (json.len > 2 && out->action && !strcmp(out->action, "correct")) out->payload = toll_arena_string(memory, json.data, json.len);
    toll_buffer_free(&json);
    return complete(out, error);
}
