/* What is asked for in words, made into the filters of a list. In: a request with `text` as somebody typed it, and a claimant or a side by what he
 * calls it. Out: the request's filters as if the form had been filled in, and, for below the form, what was taken for what and what could not
 * be taken; and where nothing is found, which filter keeps most away. What the form itself says goes before what is typed. */
#include <inttypes.h>
#include <strings.h>

#include "known.h"
#include "page.h"
#include "search_words.h"

static struct serve_param *find(serve_request *r, const char *name)
{
    for (size_t i = 0; i < r->query.count; i++)
        if (!strcmp(r->query.items[i].name, name)) return &r->query.items[i];
    return NULL;
}

static void set(serve_request *r, const char *name, const char *value)
{
    struct serve_param *item = find(r, name);
    if (item && *item->value) return;
    if (item) item->value = value;
    else if (r->query.count < SERVE_PARAMS) r->query.items[r->query.count++] = (struct serve_param){name, value};
}

/* The list's own address with one filter other (`value` NULL: without it), as a link's beginning. */
static void add_address(serve_request *r, const char *other, const char *value)
{
    toll_buffer_add_string(&r->out, "<a href=\"");
    page_text(&r->out, r->path);
    page_query(r, "after", other, value);
    toll_buffer_add_string(&r->out, "\">");
}

static void add_ids(serve_request *r, const char *name, const serve_known *known)
{
    for (size_t i = 0; i < known->count; i++) {
        toll_buffer_add_string(&r->out, i ? ", " : "");
        add_address(r, name, known->ids[i]);
        page_name(&r->out, r, known->ids[i], TOLL_NAME_ALONE);
        toll_buffer_add_string(&r->out, "</a> <code>");
        page_text(&r->out, known->ids[i]);
        toll_buffer_add_string(&r->out, "</code>");
    }
    if (known->more) toll_buffer_printf(&r->out, " and %zu more", known->more);
}

/* A claimant or a side by its name. One that it can only be is taken, and it is said; several are offered. */
static toll_status name(serve_request *r, bool side)
{
    serve_known known;
    struct serve_param *item = find(r, side ? "side" : "claimant");
    if (!item || !*item->value) return TOLL_OK;
    toll_status status = serve_known_as(&known, r, item->value, side);
    if (status < 0) return status;
    const char *called = item->value;
    const bool taken = known.exact || (known.count == 1 && !known.more);
    if (taken) item->value = known.ids[0], known.count = 1, known.more = 0;
    if ((taken && !strcasecmp(called, item->value)) || (!known.count && side)) return TOLL_OK;
    toll_buffer_add_string(&r->out, "<p class=\"note\">“");
    page_text(&r->out, called);
    if (taken) toll_buffer_add_string(&r->out, "” is looked for as ");
    else if (known.count) toll_buffer_printf(&r->out, "” is the id of no %s. Is it one of these? ", side ? "side" : "claimant");
    else toll_buffer_add_string(&r->out, "” is no claimant of this ledger; <a href=\"/sources\">Sources</a> has them all");
    add_ids(r, item->name, &known);
    toll_buffer_add_string(&r->out, ".</p>\n");
    return TOLL_OK;
}

toll_status page_ask(toll_buffer *notes, serve_request *r)
{
    serve_search search;
    struct serve_param *words = find(r, "text");
    const size_t at = r->out.len;
    if (words && *words->value) {
        if (!serve_search_parse(&search, &r->memory, words->value))
            return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for what is looked for");
        words->value = search.words;
        for (size_t i = 0; i < search.count; i++) set(r, search.filters[i].name, search.filters[i].value);
        if (search.note[0]) {
            toll_buffer_add_string(&r->out, "<p class=\"note\">");
            page_text(&r->out, search.note);
            toll_buffer_add_string(&r->out, ".</p>\n");
        }
    }
    toll_status status = name(r, false);
    if (status >= 0) status = name(r, true);
    if (status >= 0 && !r->out.failed) toll_buffer_add(notes, r->out.data + at, r->out.len - at);
    r->out.len = at;
    return status;
}

/* --- nothing was found */
static bool is_filter(const char *name)
{
    static const char *const others[] = {"after", "limit", "as_of", "rejected", "history"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(name, others[i])) return false;
    return true;
}

/* How many claims there are, counted up to `most`. */
static toll_status count_claims(uint64_t *out, serve_request *r, uint64_t most)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_ledger_filter filter;
    *out = 0;
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    filter.limit = most, filter.without_text = true;
    status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) ++*out;
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

toll_status page_nothing(serve_request *r)
{
    enum { COUNT_MOST = 100 };
    size_t filters = 0, shown = 0;
    for (size_t i = 0; i < r->query.count; i++) filters += *r->query.items[i].value && is_filter(r->query.items[i].name);
    toll_buffer_add_string(&r->out, "<p>No claim matches.</p>\n");
    for (size_t i = 0; i < r->query.count && filters > 1; i++) {
        struct serve_param *item = &r->query.items[i];
        const char *value = item->value;
        uint64_t count;
        if (!*value || !is_filter(item->name)) continue;
        item->value = "";
        toll_status status = count_claims(&count, r, COUNT_MOST);
        if (status < 0) return status;
        if (count) {
            toll_buffer_add_string(&r->out, shown++ ? "<li>" : "<p>There would be</p>\n<ul>\n<li>");
            add_address(r, item->name, NULL);
            toll_buffer_printf(&r->out, "%s%" PRIu64 " without %s “", count == COUNT_MOST ? "at least " : "", count, item->name);
            page_text(&r->out, value);
            toll_buffer_add_string(&r->out, "”</a></li>\n");
        }
        item->value = value;
    }
    if (shown) toll_buffer_add_string(&r->out, "</ul>\n");
    else if (filters > 1) toll_buffer_add_string(&r->out, "<p>There would be none with any one filter less.</p>\n");
    toll_buffer_add_string(&r->out, "<p><a href=\"/search\">All claims</a> · <a href=\"/documents\">Documents</a></p>\n");
    return TOLL_OK;
}
