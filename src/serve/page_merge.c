/* Two ids of one claimant, for people and for programs: what would change, claim by claim, before anything does; then the doing. */
#include <yajl/yajl_tree.h>

#include "merge.h"
#include "page.h"

enum { LEAVE_MOST = 100 };

void page_merge_form(serve_request *r)
{
    if (!page_may_review(r) || serve_param(r, "as_of")) return;
    toll_buffer_add_string(
        &r->out, "<details><summary>Another id of a claimant that is here already</summary><form class=\"find\" action=\"/s/");
    page_url(&r->out, r->parts[0]);
    toll_buffer_add_string(&r->out, "/merge\"><label>Its claims are those of <input name=\"claimant\" required autocomplete=\"off\" "
                                    "placeholder=\"rus-mod\"></label> <button>Show what would change</button></form></details>\n");
}

static toll_status add_item(void *context, const toll_ledger_row *row, int64_t seen)
{
    serve_request *r = context;
    (void)seen;
    toll_buffer_add_string(&r->out, "<li class=\"tick\">");
    page_claim_words(r, row);
    page_claim_source(r, row);
    toll_buffer_printf(
        &r->out, "<label><input type=\"checkbox\" name=\"leave\" value=\"%s\"> leave this one as it is</label></li>\n", row->claim.id);
    return TOLL_OK;
}

toll_status serve_page_merge(serve_request *r)
{
    serve_merge m;
    char from[PAGE_NAME], into[PAGE_NAME];
    toll_buffer *out = &r->out;
    toll_status status = serve_merge_open(&m, r, serve_param(r, "claimant"));
    if (status < 0) return status;
    page_begin(r, "Two ids of one claimant", NULL);
    toll_buffer_add_string(out, "<p>What ");
    page_text(out, page_name_of(from, r, m.merge.from, TOLL_NAME_ALONE));
    toll_buffer_add_string(out, " <code>"), page_text(out, m.merge.from), toll_buffer_add_string(out, "</code> said becomes what ");
    page_text(out, page_name_of(into, r, m.merge.into, TOLL_NAME_ALONE));
    toll_buffer_add_string(out, " <code>"), page_text(out, m.merge.into);
    toll_buffer_add_string(out,
        "</code> said: a correction of each claim here, all at one moment. Questions and findings follow. One step in the "
        "<a href=\"/log\">log</a> takes all of them back. What is read later of this id is not among them.</p>\n"
        "<form method=\"post\" action=\"/s/");
    page_url(out, m.merge.from);
    toll_buffer_add_string(out, "/merge\">");
    page_hidden(out, "csrf", r->serve->csrf);
    page_hidden(out, "into", m.merge.into);
    page_hidden(out, "state", m.state);
    toll_buffer_add_string(out, "<ul class=\"list\">\n");
    status = toll_merge_walk(&m.merge, add_item, r, &r->error);
    toll_buffer_add_string(out, "</ul>\n");
    if (!m.merge.count) toll_buffer_add_string(out, "<p>No claim is left that would change.</p>\n");
    if (m.merge.more) toll_buffer_printf(out, "<p>These are the first %d; the others after them.</p>\n", TOLL_MERGE_MOST);
    if (m.merge.count && page_may_review(r))
        toll_buffer_printf(out,
            "<p><label>Why <input name=\"reason\" maxlength=\"500\" autocomplete=\"off\"></label></p>\n<p class=\"keys\"><button>Correct %s "
            "(%zu)</button></p>\n",
            m.merge.count == 1 ? "it" : "all but those that are ticked", m.merge.count);
    toll_buffer_add_string(out, "</form>\n");
    page_end(r);
    return status;
}

toll_status serve_page_merged(serve_request *r)
{
    serve_query form;
    serve_merge m;
    const char *leave[LEAVE_MOST];
    size_t count = 0;
    toll_status status = page_form(&form, r);
    if (status >= 0) status = serve_merge_open(&m, r, serve_query_get(&form, "into"));
    if (status < 0) return status;
    for (size_t i = 0; i < form.count; i++) {
        if (strcmp(form.items[i].name, "leave") != 0) continue;
        if (count == LEAVE_MOST)
            return serve_fail(r, 422, "at most %d claims are left as they are; merge the others by the API", LEAVE_MOST);
        leave[count++] = form.items[i].value;
    }
    status = serve_merge_write(&m, serve_query_get(&form, "state"), serve_query_get(&form, "reason"), leave, count);
    if (status < 0) return status;
    toll_buffer to = {0};
    toll_buffer_add_string(&to, "/s/");
    page_url(&to, m.merge.into);
    const char *there = to.failed ? "/log" : toll_arena_string(&r->memory, to.data, to.len);
    toll_buffer_free(&to);
    return page_go(r, there);
}

/* --- the API */
static toll_status add_row(void *context, const toll_ledger_row *row, int64_t seen)
{
    serve_request *r = context;
    (void)seen;
    toll_buffer_add_string(&r->out, r->out.data[r->out.len - 1] == '[' ? "{" : ",{");
    serve_add_string(&r->out, "claim", row->claim.id);
    serve_add_key(&r->out, "words");
    toll_buffer_add_json(&r->out, page_cut(row, row->claim.quantity.span));
    serve_add_key(&r->out, "document");
    toll_buffer_add_json(&r->out, row->document.name);
    toll_buffer_add_char(&r->out, '}');
    return TOLL_OK;
}

static void begin_answer(serve_request *r, const serve_merge *m)
{
    toll_buffer_add_char(&r->out, '{');
    serve_add_string(&r->out, "claimant", m->merge.from);
    serve_add_string(&r->out, "into", m->merge.into);
}

toll_status serve_api_merge(serve_request *r)
{
    serve_merge m;
    toll_status status = serve_merge_open(&m, r, serve_param(r, "claimant"));
    if (status < 0) return status;
    begin_answer(r, &m);
    serve_add_string(&r->out, "state", m.state);
    toll_buffer_add_string(&r->out, ",\"claims\":[");
    status = toll_merge_walk(&m.merge, add_row, r, &r->error);
    toll_buffer_printf(&r->out, "],\"more\":%s}\n", m.merge.more ? "true" : "false");
    return status;
}

typedef struct sent {
    const char *into, *state, *reason, **leave;
    size_t leave_count;
} sent;

static const char *copy(serve_request *r, yajl_val value)
{
    const char *string = YAJL_GET_STRING(value);
    return string ? toll_arena_string(&r->memory, string, strlen(string)) : NULL;
}

static toll_status read_leave(sent *out, serve_request *r, yajl_val list)
{
    if (!YAJL_IS_ARRAY(list)) return serve_fail(r, 400, "leave must be a list of ids of claims");
    out->leave = toll_arena_zero(&r->memory, YAJL_GET_ARRAY(list)->len + 1, sizeof *out->leave);
    for (size_t i = 0; out->leave && i < YAJL_GET_ARRAY(list)->len; i++) {
        const char *id = copy(r, YAJL_GET_ARRAY(list)->values[i]);
        if (!id) return serve_fail(r, 400, "leave must be a list of ids of claims");
        out->leave[out->leave_count++] = id;
    }
    return out->leave ? TOLL_OK : toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for what was sent");
}

static toll_status read_sent(sent *out, serve_request *r, yajl_val root)
{
    const struct {
        const char *name, **into;
    } known[] = {{"into", &out->into}, {"state", &out->state}, {"reason", &out->reason}};
    if (!YAJL_IS_OBJECT(root)) return serve_fail(r, 400, "the body must be one JSON object");
    for (size_t i = 0; i < YAJL_GET_OBJECT(root)->len; i++) {
        const char *name = YAJL_GET_OBJECT(root)->keys[i];
        yajl_val value = YAJL_GET_OBJECT(root)->values[i];
        size_t k = 0;
        toll_status status = TOLL_OK;
        while (k < 3 && strcmp(known[k].name, name) != 0) k++;
        if (k == 3 && strcmp(name, "leave") != 0)
            return serve_fail(r, 400, "\"%.60s\" is no part of a merge; there are into, state, reason, leave", name);
        if (YAJL_IS_NULL(value)) continue;
        if (k == 3) status = read_leave(out, r, value);
        else if (!(*known[k].into = copy(r, value))) status = serve_fail(r, 400, "%s must be a string", name);
        if (status < 0) return status;
    }
    return TOLL_OK;
}

toll_status serve_api_merged(serve_request *r)
{
    yajl_val root;
    sent asked = {0};
    serve_merge m;
    toll_status status = serve_json_open(&root, &r->memory, (toll_text){r->body.data, r->body.len}, 2, &r->error);
    if (status < 0) return status;
    status = read_sent(&asked, r, root);
    yajl_tree_free(root);
    if (status >= 0) status = serve_merge_open(&m, r, asked.into);
    if (status >= 0) status = serve_merge_write(&m, asked.state, asked.reason, asked.leave, asked.leave_count);
    if (status < 0) return status;
    begin_answer(r, &m);
    toll_buffer_printf(&r->out, ",\"merged\":%zu,\"more\":%s}\n", m.merge.count, m.merge.more ? "true" : "false");
    return TOLL_OK;
}
