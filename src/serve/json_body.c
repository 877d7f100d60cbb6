/* In: a body that should be JSON. Out: its tree, or an error that says what is wrong with it: no UTF-8, nested too deep, a NUL in a string, no JSON.
 * Depth is limited before anything is parsed. */
#include <yajl/yajl_tree.h>

#include "inside.h"

/* Is it nested no deeper than `depth`, and without a NUL in its strings, behind which the rest would be lost? */
static toll_status check(toll_text body, int depth, toll_error *error)
{
    int level = 0;
    bool quoted = false;
    for (size_t i = 0; i < body.len; i++) {
        char c = body.data[i];
        if (quoted && c == '\\') {
            if (i + 5 < body.len && !memcmp(body.data + i + 1, "u0000", 5))
                return toll_error_set(error, TOLL_E_USAGE, "", "a NUL character stands in a string, so it is no text");
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '{' || c == '[') && ++level > depth) {
            return toll_error_set(error, TOLL_E_LIMIT, "", "nested deeper than %d level%s", depth, depth == 1 ? "" : "s");
        } else if (!quoted && (c == '}' || c == ']')) {
            level--;
        }
    }
    return TOLL_OK;
}

toll_status serve_json_open(yajl_val *out, toll_arena *memory, toll_text body, int depth, toll_error *error)
{
    char problem[200];
    *out = NULL;
    if (!body.data || toll_utf8_check(body.data, body.len) != body.len)
        return toll_error_set(error, TOLL_E_USAGE, "", "the body is no UTF-8");
    toll_status status = check(body, depth, error);
    if (status < 0) return status;
    char *text = toll_arena_string(memory, body.data, body.len);
    *out = text ? yajl_tree_parse(text, problem, sizeof problem) : NULL;
    return *out ? TOLL_OK : toll_error_set(error, TOLL_E_USAGE, "", "the body is no JSON");
}
