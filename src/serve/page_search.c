/* Search: claims by words, by figures as numbers, by every other filter; above them the questions that they are on, with who said how many. */
#include "page.h"

enum { FOUND_MOST = 20, QUESTIONS_MOST = 5, ANSWERS_MOST = 12 };

/* --- what is being counted in the first claims that were found */
typedef struct found {
    const char *claims[FOUND_MOST];
    unsigned count;
} found;

static void add_claim_item(serve_list *it)
{
    found *claims = it->context;
    const char *id = it->row.claim.claim.id;
    const char *copy = claims->count < FOUND_MOST ? toll_arena_string(&it->r->memory, id, strlen(id)) : NULL;
    if (copy) claims->claims[claims->count++] = copy;
    page_claim_item(it->r, &it->row.claim);
}

/* Questions that more than one statement answers: whoever looks for a toll sees at once who else counted it. The past is not reckoned for this. */
static toll_status add_questions(serve_request *r, const found *claims)
{
    char shown[QUESTIONS_MOST][18];
    unsigned count = 0;
    toll_ask *ask = !claims->count || serve_param(r, "as_of") ? NULL : serve_ask(r);
    if (!ask) return r->error.code;
    for (unsigned i = 0; i < claims->count && count < QUESTIONS_MOST; i++) {
        toll_question q;
        toll_status status = toll_ask_find_question(&q, ask, claims->claims[i], ANSWERS_MOST, &r->error);
        if (status < 0) return status;
        bool known = status != TOLL_OK || q.statement_count + q.left_out < 2;
        for (unsigned k = 0; k < count && !known; k++) known = !strcmp(shown[k], q.id);
        if (known) continue;
        if (!count) page_questions(&r->out, "What is being counted in what was found");
        memcpy(shown[count++], q.id, sizeof q.id);
        page_question(&r->out, toll_ask_reckoning(ask), &q);
    }
    if (count) toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    return TOLL_OK;
}

/* The list is made first, as what is above it is made of it. */
static toll_status add_found(serve_request *r, serve_list *list)
{
    found claims = {.count = 0};
    const size_t at = r->out.len;
    list->context = &claims;
    toll_buffer_add_string(&r->out, "<ul class=\"list\">\n");
    toll_status status = serve_walk(list, &serve_claims, add_claim_item);
    toll_buffer_add_string(&r->out, "</ul>\n");
    toll_buffer items = {0};
    if (status < 0 || r->out.failed) return status;
    toll_buffer_add(&items, r->out.data + at, r->out.len - at);
    r->out.len = at;
    status = add_questions(r, &claims);
    if (status >= 0 && list->count) status = page_days(r, false);
    if (items.len) toll_buffer_add(&r->out, items.data, items.len);
    r->out.failed |= items.failed;
    toll_buffer_free(&items);
    return status;
}

/* Elsewhere with the filters of this page. */
static void add_link(serve_request *r, const char *before, const char *behind)
{
    toll_buffer_add_string(&r->out, before);
    page_query(r, strstr(before, ".atom") ? "after limit rejected" : "after limit", NULL, NULL);
    toll_buffer_add_string(&r->out, behind);
}

toll_status serve_page_search(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, 50)};
    toll_buffer notes = {0};
    toll_status status = page_ask(&notes, r);
    page_begin(r, "Search", "/search");
    page_filters(r, "Search");
    if (notes.len) toll_buffer_add(&r->out, notes.data, notes.len);
    else if (!r->query.count)
        toll_buffer_add_string(&r->out,
            "<p class=\"note\">In one line as well: <code>claimant:\"Russian defence ministry\" place:Makiivka &gt;80 barracks</code></p>\n");
    toll_buffer_free(&notes);
    if (status >= 0) status = add_found(r, &list);
    if (status >= 0 && !list.count) status = page_nothing(r);
    page_more(r, list.cursor);
    add_link(r, "<p class=\"cite\"><a href=\"/export", "\">As a file</a>");
    if (!serve_param(r, "as_of")) add_link(r, " · <a type=\"application/atom+xml\" href=\"/claims.atom", "\">As a feed</a>");
    toll_buffer_add_string(&r->out, "</p>\n");
    page_end(r);
    return status;
}
