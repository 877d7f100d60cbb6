/* In: a title and what stands in the middle. Out: the frame of every page: head, skip link, navigation, a banner where the ledger is shown as
 * of another moment. No inline script or style, nothing from another host. */
#include <stdio.h>

#include "page.h"

void page_exact(toll_buffer *out, toll_text text)
{
    toll_view_add_markup(out, text, true);
}

void page_text(toll_buffer *out, const char *text)
{
    if (text) toll_view_add_xml(out, toll_text_of(text));
}

void page_url(toll_buffer *out, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || strchr("-_.~", *at);
        if (plain) toll_buffer_add_char(out, (char)*at);
        else toll_buffer_printf(out, "%%%02X", *at);
    }
}

void page_link(toll_buffer *out, const char *to, const char *id, const char *text)
{
    toll_buffer_printf(out, "<a href=\"%s", to);
    if (id) page_url(out, id);
    toll_buffer_add_string(out, "\">");
    page_text(out, text);
    toll_buffer_add_string(out, "</a>");
}

void page_cell(toll_buffer *out, const char *text)
{
    toll_buffer_add_string(out, "<td>");
    page_text(out, text);
    toll_buffer_add_string(out, "</td>");
}

void page_cells(toll_buffer *out, const toll_view_value *values, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        toll_buffer_add_string(out, "<td>");
        toll_view_add_xml(out, values[i].text);
        toll_buffer_add_string(out, "</td>");
    }
}

void page_outcome(toll_buffer *out, toll_outcome outcome)
{
    toll_view_add_code(out, toll_outcome_name(outcome));
}

void page_day(toll_buffer *out, toll_day day)
{
    char text[16];
    if (toll_day_format(text, day)) toll_buffer_printf(out, "<time>%s</time>", text);
    else toll_buffer_add_string(out, "day open");
}

const char *page_name_of(char out[PAGE_NAME], const serve_request *r, const char *id, toll_name_form form)
{
    return toll_reckon_called(out, PAGE_NAME, &r->serve->options.reckon->reckon, id, form);
}

void page_name(toll_buffer *out, const serve_request *r, const char *id, toll_name_form form)
{
    char name[PAGE_NAME];
    page_text(out, page_name_of(name, r, id, form));
}

void page_called(toll_buffer *out, const serve_request *r, const char *before, const char *id)
{
    char given[PAGE_NAME];
    const char *name = page_name_of(given, r, id, TOLL_NAME_ALONE);
    page_link(out, before, id, name);
    if (strcmp(name, id) != 0) toll_buffer_add_string(out, " <code>"), page_text(out, id), toll_buffer_add_string(out, "</code>");
}

void page_figure(toll_buffer *out)
{
    toll_buffer_add_string(out, "<figure tabindex=\"0\" role=\"group\" aria-label=\"Chart\">\n");
}

void page_claimant(toll_buffer *out, const serve_request *r, const char *id, toll_text words)
{
    if (id) {
        page_name(out, r, id, TOLL_NAME_ALONE);
        toll_buffer_add_string(out, " <code>");
        page_text(out, id);
        toll_buffer_add_string(out, "</code>");
    } else if (words.len) {
        toll_buffer_add_string(out, "<q>");
        toll_view_add_xml(out, words);
        toll_buffer_add_string(out, "</q>");
    } else {
        toll_buffer_add_string(out, "claimant not named");
    }
}

void page_table(toll_buffer *out, const char *caption, const char *columns)
{
    toll_buffer_add_string(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    page_text(out, caption);
    toll_buffer_add_string(out, "\"><table><caption>");
    page_text(out, caption);
    toll_buffer_add_string(out, "</caption><thead><tr>");
    while (*columns) {
        size_t len = strcspn(columns, "|");
        toll_buffer_add_string(out, "<th scope=\"col\">");
        toll_buffer_add(out, columns, len);
        toll_buffer_add_string(out, "</th>");
        columns += len + (columns[len] == '|');
    }
    toll_buffer_add_string(out, "</tr></thead><tbody>\n");
}

static bool lists(const char *names, const char *name)
{
    const size_t len = strlen(name);
    for (const char *at = names; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == len && !memcmp(at, name, len)) return true;
    return false;
}

const char *page_query(serve_request *r, const char *without, const char *other, const char *value)
{
    const char *mark = "?";
    for (size_t i = 0; i < r->query.count; i++) {
        const char *name = r->query.items[i].name, *shown = other && !strcmp(name, other) ? value : r->query.items[i].value;
        if (!shown || !*shown || lists(without, name)) continue;
        toll_buffer_printf(&r->out, "%s%s=", mark, name); /* a name of our own: the route's parameters are checked */
        page_url(&r->out, shown);
        mark = "&amp;";
    }
    return mark;
}

void page_more(serve_request *r, const char *cursor)
{
    if (!cursor) return;
    toll_buffer_add_string(&r->out, "<p class=\"more\"><a rel=\"next\" href=\"");
    page_text(&r->out, r->path);
    const char *mark = page_query(r, "after", NULL, NULL);
    toll_buffer_printf(&r->out, "%safter=", mark);
    page_url(&r->out, cursor);
    toll_buffer_add_string(&r->out, "\">More</a></p>\n");
}

bool page_may_review(const serve_request *r)
{
    return r->scope >= SERVE_REVIEW && !r->serve->options.read_only;
}

/* Where a page can be shown as of another moment. */
static bool has_past(const char *to)
{
    static const char *const pages[] = {"/questions", "/findings", "/documents", "/sources", "/search", "/export", "/q/", "/c/", "/s/"};
    if (!strncmp(to, "/c/", 3) && to[3 + strcspn(to + 3, "/?#\"")] == '/') return false; /* a revision is of its own moment */
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (!strncmp(to, pages[i], strlen(pages[i]))) return true;
    return false;
}

static void add_moment(toll_buffer *out, const char *moment, bool first)
{
    toll_buffer_add_string(out, first ? "?as_of=" : "&amp;as_of=");
    page_url(out, moment);
}

/* Links of a page of the past lead to the past. */
static void keep_moment(serve_request *r, const char *moment)
{
    static const char link[] = "href=\"";
    toll_buffer out = {0};
    const char *at = r->out.data + r->main, *end = r->out.data + r->out.len;
    toll_buffer_add(&out, r->out.data, r->main);
    for (const char *next; at < end && (next = strstr(at, link)) != NULL; at = next) {
        next += sizeof link - 1;
        toll_buffer_add(&out, at, (size_t)(next - at));
        size_t len = strcspn(next, "\"#");
        bool told = false;
        for (size_t i = 0; i + 6 < len; i++) told |= !memcmp(next + i, "as_of=", 6);
        toll_buffer_add(&out, next, len);
        if (has_past(next) && !told) add_moment(&out, moment, !memchr(next, '?', len));
        next += len;
    }
    if (at < end) toll_buffer_add(&out, at, (size_t)(end - at));
    toll_buffer_free(&r->out);
    r->out = out;
}

/* Lists of claims and documents have it among their filters. */
static void add_moment_form(serve_request *r)
{
    if (!r->route || !(r->route->params & PARAM_AS_OF) || r->route->params & PARAM_TEXT || r->status >= 400) return;
    toll_buffer_add_string(&r->out, "<form class=\"find\" action=\"");
    page_text(&r->out, r->path);
    toll_buffer_add_string(&r->out, "\">");
    for (size_t i = 0; i < r->query.count; i++)
        if (strcmp(r->query.items[i].name, "as_of") && strcmp(r->query.items[i].name, "after"))
            page_hidden(&r->out, r->query.items[i].name, r->query.items[i].value);
    toll_buffer_add_string(
        &r->out, "<label>As the ledger was on <input name=\"as_of\" type=\"date\" required></label> <button>Show</button></form>\n");
}

static void add_navigation(serve_request *r, const char *at)
{
    static const char *const entries[][2] = {{"/questions?least=2", "Questions"}, {"/findings", "Findings"}, {"/documents", "Documents"},
        {"/series", "Series"}, {"/disparity", "Disparity"}, {"/sources", "Sources"}, {"/search", "Search"}, {"/inbox", "Inbox"},
        {"/import", "Import"}, {"/export", "Export"}, {"/log", "Log"}, {"/method", "Method"}};
    toll_buffer_add_string(&r->out, "<header><a class=\"name\" href=\"/\">Tollbook</a><nav aria-label=\"Main\"><ul>\n");
    const char *moment = r->query.count ? serve_param(r, "as_of") : NULL;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        toll_buffer_printf(&r->out, "<li><a href=\"%s", entries[i][0]);
        if (moment && has_past(entries[i][0])) add_moment(&r->out, moment, !strchr(entries[i][0], '?'));
        toll_buffer_printf(
            &r->out, "\"%s>%s</a></li>\n", at && !strncmp(at, entries[i][0], strlen(at)) ? " aria-current=\"page\"" : "", entries[i][1]);
    }
    toll_buffer_add_string(&r->out, "</ul></nav></header>\n");
}

void page_begin(serve_request *r, const char *title, const char *at)
{
    r->type = "text/html; charset=utf-8";
    page_look(r);
    toll_buffer_add_string(&r->out, "<title>");
    page_text(&r->out, title);
    toll_buffer_add_string(&r->out,
        " · Tollbook</title><link rel=\"stylesheet\" href=\"/style.css\"><link rel=\"icon\" href=\"/icon.svg\">"
        "<script src=\"/script.js\" defer></script></head><body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n");
    add_navigation(r, at);
    const char *moment = r->query.count ? serve_param(r, "as_of") : NULL;
    if (moment) {
        toll_buffer_add_string(&r->out, "<p class=\"banner\">As of ");
        page_text(&r->out, moment);
        toll_buffer_add_string(&r->out, ": what the ledger knew then. <a href=\"");
        page_text(&r->out, r->path);
        toll_buffer_add_string(&r->out, "\">Show it as of now</a></p>\n");
    }
    r->main = r->out.len;
    toll_buffer_add_string(&r->out, "<main id=\"main\" tabindex=\"-1\">\n<h1>");
    page_text(&r->out, title);
    toll_buffer_add_string(&r->out, "</h1>\n");
}

void page_end(serve_request *r)
{
    const char *moment = r->query.count ? serve_param(r, "as_of") : NULL;
    if (moment && !r->out.failed) keep_moment(r, moment);
    toll_buffer_add_string(&r->out,
        "</main>\n<footer><p>Every figure is its claimant’s word, with the words that make it. None is an estimate by Tollbook, and figures of "
        "different claimants are never put together. <a href=\"/method\">Method</a></p>\n");
    if (r->reader)
        toll_buffer_printf(&r->out,
            "<p>The ledger at reading %lld, decision %lld · tollbook %s · <a href=\"/method#keys\">Keys</a> · "
            "<a href=\"/settings\">Settings</a></p>\n",
            (long long)r->reader->revision[0], (long long)r->reader->revision[1], TOLL_VERSION);
    add_moment_form(r);
    toll_buffer_add_string(&r->out, "</footer>\n</body></html>\n");
}
