/* The page of a claim as it stood at one revision, for citations: what it shows stays as it is, and where the claim went on since it says so and in
 * what it differs. And the table of revisions, which the page of the claim has too. */
#include <stdio.h>

#include "page.h"
#include "page_revision.h"

static const char *words_for(const serve_revision *it)
{
    if (it->kind == TOLL_EVENT_INSERT) return "read";
    if (it->kind == TOLL_EVENT_REVISE) return "read otherwise, or more is known of its document";
    if (it->kind == TOLL_EVENT_WITHDRAW) return "not read any more";
    if (it->made) return "made by a reviewer";
    if (it->action == TOLL_LEDGER_PROPOSED) return it->payload ? "a second reader is wanted" : it->reason ? "taken back" : "left for later";
    return toll_ledger_action_name(it->action);
}

static void add_moment(toll_buffer *out, int64_t moment)
{
    char at[32];
    toll_ledger_time_format(at, moment);
    toll_buffer_printf(out, "<time>%.19sZ</time>", at);
}

void page_revisions(serve_request *r, const char *id, const serve_revisions *list, size_t at)
{
    enum { most = 100 };
    toll_buffer *out = &r->out;
    page_table(out, "What became of this claim; each has an address that keeps what it showed", "Revision|When|What|Who|Why");
    for (size_t i = list->count > most ? list->count - most : 0; i < list->count; i++) {
        const serve_revision *it = &list->items[i];
        toll_buffer_printf(out, "<tr><th scope=\"row\"><a href=\"/c/%s/r%zu\"%s>r%zu</a></th><td>", id, i + 1,
            i == at ? " aria-current=\"page\"" : "", i + 1);
        add_moment(out, it->moment);
        toll_buffer_printf(out, "</td><td>%s</td>", words_for(it));
        page_cell(out, it->reviewer);
        page_cell(out, it->reason);
        toll_buffer_add_string(out, "</tr>\n");
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (list->count > most) toll_buffer_printf(out, "<p>The last %d of %zu.</p>\n", (int)most, list->count);
}

void page_cite(serve_request *r, const char *id, size_t number)
{
    toll_buffer *out = &r->out;
    toll_buffer_printf(out,
        "<p class=\"cite\">To cite it: the sentence above, and <a href=\"/c/%s/r%zu\">Tollbook c/%s/r%zu</a>, which stays as it is. "
        "<a href=\"/api/v1/claims/%s/revisions/%zu/cite?format=bibtex\">BibTeX</a> · "
        "<a href=\"/api/v1/claims/%s/revisions/%zu/cite?format=csl\">CSL-JSON</a>",
        id, number, id, number, id, number, id, number);
}

/* What is other now than on this page. */
static toll_status add_newer(serve_request *r, const char *id, const serve_revision *last, const toll_ledger_row *row)
{
    toll_ledger_claims claims = {0};
    toll_ledger_row newest;
    bool gone;
    const char *names[SERVE_DIFFERENCES];
    toll_buffer *out = &r->out;
    toll_status status = serve_revision_row(&newest, &gone, &claims, r, id, last);
    if (status >= 0) {
        serve_differences(names, row, &newest);
        toll_buffer_printf(out, " <strong>There is a newer one</strong>, <a href=\"/c/%s\">the claim as it is now</a>, ", id);
        toll_buffer_add_string(out, gone ? "which does not stand any more" : names[0] ? "which differs in: " : "which says the same");
        for (size_t i = 0; names[i] && !gone; i++) toll_buffer_printf(out, "%s%s", i ? ", " : "", names[i]);
        toll_buffer_add_char(out, '.');
    }
    toll_ledger_claims_close(&claims);
    return status;
}

static toll_status add_banner(
    serve_request *r, const char *id, const serve_revisions *list, size_t at, const toll_ledger_row *row, bool gone)
{
    toll_status status = TOLL_OK;
    toll_buffer *out = &r->out;
    const serve_revision *last = &list->items[list->count - 1];
    const bool newest = at + 1 == list->count;
    toll_buffer_printf(
        out, "<p class=\"banner\">Revision %zu of %zu: the claim as it stood %s ", at + 1, list->count, gone ? "until" : "from");
    add_moment(out, list->items[at].moment);
    if (!newest && !gone) toll_buffer_add_string(out, " to "), add_moment(out, list->items[at + 1].moment);
    toll_buffer_add_string(out, newest ? ". It is the newest. This page stays as it is." : ". This page stays as it is.");
    if (!newest) status = add_newer(r, id, last, row);
    else if (!gone) toll_buffer_printf(out, " <a href=\"/c/%s\">The claim as it is now</a>", id);
    toll_buffer_add_string(out, "</p>\n");
    if (gone && list->items[at].kind == TOLL_EVENT_DECIDE)
        toll_buffer_add_string(
            out, "<p>Taken back: whoever made this claim, or another reviewer, decided that it does not stand. It was:</p>\n");
    else if (gone)
        toll_buffer_add_string(out, "<p>Withdrawn: from then on its document did not say it, or no reading of it had it. It was:</p>\n");
    return status;
}

static toll_status add_state(serve_request *r, const char *id, const serve_revisions *list, size_t at)
{
    toll_ledger_claims claims = {0};
    toll_ledger_row row;
    bool gone;
    char says[2048] = "";
    toll_status status = serve_revision_row(&row, &gone, &claims, r, id, &list->items[at]);
    if (status >= 0) {
        page_begin_claim(r, &row, at + 1);
        status = add_banner(r, id, list, at, &row, gone);
    }
    if (status >= 0) status = serve_revision_say(says, sizeof says, r, &row, &list->items[at]);
    if (status >= 0 && *says) {
        toll_buffer_add_string(&r->out, "<p class=\"says\">");
        page_text(&r->out, says);
        toll_buffer_add_string(&r->out, "</p>\n");
    }
    if (status >= 0) page_quote(r, &row), page_fields(r, &row);
    toll_ledger_claims_close(&claims);
    return status;
}

/* `given`: "r3"; NULL = the newest. */
static toll_status show(serve_request *r, const char *id, const char *given)
{
    serve_revisions list = {0};
    toll_status status = serve_revisions_of(&list, r, id);
    size_t at = list.count - 1;
    if (status >= 0 && given) status = serve_revision_named(&at, r, &list, given);
    if (status >= 0) status = add_state(r, id, &list, at);
    if (status >= 0) {
        toll_buffer_add_string(&r->out, "<h2>Revisions</h2>\n");
        page_revisions(r, id, &list, at);
        page_cite(r, id, at + 1);
        toll_buffer_printf(&r->out, " · <a href=\"/api/v1/claims/%s/revisions/%zu\">JSON</a></p>\n", id, at + 1);
        page_end(r);
    }
    serve_revisions_free(&list);
    return status;
}

toll_status serve_page_revision(serve_request *r)
{
    const char *given = r->parts[1];
    if (*given != 'r') return serve_fail(r, 404, "\"%.40s\" is no revision of a claim; write r1", given);
    return show(r, r->parts[0], given + 1);
}

toll_status page_withdrawn(serve_request *r, const char *id)
{
    r->status = 0, r->error = (toll_error){0};
    return show(r, id, NULL);
}
