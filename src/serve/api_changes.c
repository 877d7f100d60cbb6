/* In: the number of a moment. Out: what changed after it, for those who keep a copy: claims that came, are read otherwise or are gone, and
 * what people decided on them. */
#include <inttypes.h>

#include "inside.h"
#include "view/change.h"

static toll_status add_change(void *context, const toll_event *event)
{
    serve_request *r = context;
    bool first = r->out.len && r->out.data[r->out.len - 1] == '[';
    toll_buffer_add_string(&r->out, first ? "\n" : ",\n");
    toll_view_change_json(&r->out, event);
    return r->out.failed ? TOLL_E_MEMORY : TOLL_OK;
}

toll_status serve_api_changes(serve_request *r)
{
    uint64_t since = 0;
    int64_t last = 0;
    const char *given = serve_param(r, "since");
    if (given) (void)serve_number(&since, given, 0, INT64_MAX); /* checked with the route's parameters */
    toll_buffer_add_string(&r->out, "{\"changes\":[");
    size_t from = r->out.len;
    toll_status status = toll_ledger_walk_changes(
        &last, r->reader->ledger, (int64_t)since, serve_limit(r, SERVE_PAGE), add_change, r, &r->error);
    bool empty = r->out.len == from;
    toll_buffer_printf(&r->out, "],\"seq\":%" PRId64 ",\"more\":%s", last, status == TOLL_OK ? "true" : "false");
    serve_add_string(&r->out, "why", empty ? "nothing changed since" : NULL);
    toll_buffer_add_string(&r->out, "}\n");
    return status < 0 ? status : TOLL_OK;
}
