/* Disparity: two tables that are pasted, taken from files (script.js), or kept by the ledger; what is asked of them; and the answer: the table of
 * rates first, then the claim laid over it, names that met nothing, what belongs beside the figures, and the two charts. Nothing is written. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "assess.h"
#include "page.h"

#include <tollbook/series.h>

static const struct {
    serve_ask_field field;
    const char *label, *type;
} inputs[] = {{ASK_BY, "Column of names, in both", "text"}, {ASK_REFERENCE, "Reference: whose rate the others are laid against", "text"},
    {ASK_COUNT, "Column of deaths, if not a usual one", "text"}, {ASK_DENOMINATOR, "Column of people: all, men ...", "text"},
    {ASK_WHERE, "Only rows with, as sex=m,age=adult", "text"}, {ASK_DATE, "Column of days", "text"}, {ASK_FROM, "From", "date"},
    {ASK_TO, "To", "date"}, {ASK_SAYS, "Said: 30..40, 30.. or 75%", "text"}, {ASK_CLAIM, "Or a claim of the ledger, by its id", "text"},
    {ASK_OF, "Of whom it is said", "text"}};

static void add_inputs(toll_buffer *out, const serve_asked *asked)
{
    static const char *const levels[] = {"95", "99", "99.8"};
    const char *level = asked->fields[ASK_LEVEL];
    toll_buffer_add_string(out, "<div class=\"edit\">");
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        toll_buffer_printf(out, "<label>%s <input name=\"%s\" type=\"%s\" maxlength=\"%d\" autocomplete=\"off\"%s value=\"",
            inputs[i].label, serve_ask_names[inputs[i].field], inputs[i].type, SERVE_FIELD_BYTES, i < 2 ? " required" : "");
        page_text(out, asked->fields[inputs[i].field]);
        toll_buffer_add_string(out, "\"></label>\n");
    }
    toll_buffer_add_string(out, "<label>Limits <select name=\"level\">");
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        toll_buffer_printf(
            out, "<option value=\"%s\"%s>%s%%</option>", levels[i], level && !strcmp(level, levels[i]) ? " selected" : "", levels[i]);
    toll_buffer_add_string(out, "</select></label></div>\n");
}

typedef struct choice {
    toll_buffer *out;
    const char *chosen;
} choice;

static toll_status add_option(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    const choice *it = context;
    (void)packed, (void)error;
    toll_buffer_add_string(it->out, "<option value=\"");
    page_text(it->out, sha256);
    toll_buffer_printf(it->out, "\"%s>", it->chosen && !strcmp(it->chosen, sha256) ? " selected" : "");
    page_text(it->out, file);
    toll_buffer_printf(it->out, " (%.8s)</option>", sha256);
    return TOLL_OK;
}

/* Nothing where the ledger keeps no table. */
static toll_status add_kept(serve_request *r, const serve_asked *asked)
{
    static const char *const labels[] = {"Deaths", "People"};
    toll_buffer options[2] = {{0}, {0}};
    toll_status status = TOLL_OK;
    for (int table = 0; table < 2 && status >= 0; table++) {
        choice it = {&options[table], asked->sent ? NULL : asked->fields[table]};
        status = toll_series_list_tables(r->reader->ledger, add_option, &it, &r->error);
    }
    if (status >= 0 && options[0].len) {
        toll_buffer_add_string(&r->out, "<form action=\"/disparity\" class=\"paste\"><h2>Tables of the ledger</h2>\n<div class=\"edit\">");
        for (int table = 0; table < 2; table++) {
            toll_buffer_printf(
                &r->out, "<label>%s <select name=\"%s\" required><option value=\"\"></option>", labels[table], serve_ask_names[table]);
            toll_buffer_add(&r->out, options[table].data, options[table].len);
            toll_buffer_add_string(&r->out, "</select></label>\n");
        }
        toll_buffer_add_string(&r->out, "</div>\n");
        add_inputs(&r->out, asked);
        toll_buffer_add_string(&r->out, "<p><button>Compute</button></p></form>\n");
    }
    for (int table = 0; table < 2; table++) r->out.failed |= options[table].failed, toll_buffer_free(&options[table]);
    return status;
}

static void add_table_field(toll_buffer *out, const char *name, const char *label, const char *text, bool hidden)
{
    if (!hidden) toll_buffer_printf(out, "<label>%s ", label);
    toll_buffer_printf(out, "<textarea name=\"%s\" rows=\"8\"%s>\n", name, hidden ? " hidden" : " data-file required");
    page_exact(out, toll_text_of(text));
    toll_buffer_add_string(out, hidden ? "</textarea>" : "</textarea></label>\n");
}

static void add_paste(serve_request *r, const serve_asked *asked)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<form method=\"post\" action=\"/disparity\" class=\"paste\"><h2>Two tables of your own</h2>\n"
                                "<p>CSV with a header row (comma, semicolon or tab), or JSON: a row a region with its deaths, or a row a "
                                "death; a row a region with its people. They are computed with and forgotten.</p>\n");
    page_hidden(out, "csrf", r->serve->csrf);
    add_table_field(out, "deaths", "Deaths", asked->sent ? asked->fields[ASK_DEATHS] : NULL, false);
    add_table_field(out, "population", "People", asked->sent ? asked->fields[ASK_POPULATION] : NULL, false);
    add_inputs(out, asked);
    toll_buffer_add_string(out, "<p><button>Compute</button></p></form>\n");
}

static void add_rows(toll_buffer *out, const serve_assessed *it)
{
    char caption[160];
    toll_view_value v[TOLL_RATES_SHOWN];
    toll_text reference = toll_text_head(it->table.rows[it->table.reference].name, 60);
    snprintf(caption, sizeof caption, "Deaths and people, with %g%% limits, against %.*s%s%s", it->table.level, (int)reference.len,
        reference.data, *it->window ? ", " : "", it->window);
    page_table(out, caption, "Name|Deaths|People|Per 100,000|Ratio|Share of deaths|Funnel");
    for (size_t i = 0; i < it->table.row_count; i++) {
        toll_rates_set_shown(v, &it->table, i);
        toll_buffer_add_string(out, "<tr><th scope=\"row\">");
        toll_view_add_xml(out, v[0].text);
        toll_buffer_add_string(out, "</th>");
        page_cells(out, v, 1, TOLL_RATES_SHOWN);
        toll_buffer_add_string(out, "</tr>\n");
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
}

static void add_said(toll_buffer *out, const serve_assessed *it)
{
    toll_laid laid;
    toll_buffer words = {0};
    if (!it->has_said) return;
    toll_said_lay(&laid, &it->said, &it->table, it->of);
    toll_said_add_words(&words, &it->said, &laid);
    toll_buffer_add_string(out, "<p class=\"says\">");
    toll_view_add_xml(out, (toll_text){words.data, words.len});
    if (*it->said.claim) toll_buffer_add_char(out, ' '), page_link(out, "/c/", it->said.claim, "The claim");
    toll_buffer_add_string(out, "</p>\n");
    toll_buffer_free(&words);
}

static void add_strays(toll_buffer *out, const serve_assessed *it)
{
    const toll_disparity *t = &it->table;
    if (!t->stray_count) return;
    toll_buffer_add_string(out, "<h2>Deaths under names that no people have</h2>\n<ul>\n");
    for (size_t i = 0; i < t->stray_count && i < SERVE_ASSESS_STRAYS; i++) {
        toll_buffer line = {0};
        toll_rates_add_stray(&line, &t->strays[i]);
        toll_buffer_add_string(out, "<li>");
        toll_view_add_xml(out, (toll_text){line.data, line.len});
        toll_buffer_add_string(out, "</li>\n");
        toll_buffer_free(&line);
    }
    toll_buffer_add_string(out, "</ul>\n");
    if (t->stray_count > SERVE_ASSESS_STRAYS) toll_buffer_printf(out, "<p>And %zu more.</p>\n", t->stray_count - SERVE_ASSESS_STRAYS);
}

static void add_complaints(toll_buffer *out, const serve_assessed *it)
{
    if (!it->complaints) return;
    toll_buffer_printf(out, "<h2>Rows that cannot be read (%zu)</h2>\n<ul>\n", it->complaints);
    for (size_t i = 0; i < it->complaints && i < SERVE_ASSESS_TOLD; i++) {
        toll_buffer_printf(out, "<li>%s, line %" PRIu64 ": ", it->told[i].table ? "People" : "Deaths", it->told[i].line);
        page_text(out, it->told[i].words);
        toll_buffer_add_string(out, "</li>\n");
    }
    toll_buffer_add_string(out, "</ul>\n");
}

static void add_charts(toll_buffer *out, const serve_assessed *it)
{
    for (int funnel = 0; funnel < 2; funnel++) {
        page_figure(out);
        toll_rates_chart(out, &it->table, *it->window ? it->window : NULL, it->has_said ? &it->said : NULL, it->of, funnel);
        toll_buffer_add_string(out, "</figure>\n");
    }
}

static void add_query(toll_buffer *out, const serve_asked *asked)
{
    const char *before = "?";
    for (size_t i = 0; i < ASK_FORMAT; i++) {
        if (!asked->fields[i]) continue;
        toll_buffer_printf(out, "%s%s=", before, serve_ask_names[i]);
        page_url(out, asked->fields[i]);
        before = "&amp;";
    }
}

/* The same as a file: by an address where the ledger keeps the tables, else by the form once more. */
static void add_files(serve_request *r, const serve_assessed *it, const serve_asked *asked)
{
    static const char *const links[][2] = {
        {"/rates.csv", "CSV"}, {"", "JSON"}, {"/chart.svg", "SVG of the ratios"}, {"/funnel.svg", "SVG of the funnel"}};
    toll_buffer *out = &r->out;
    toll_buffer_printf(out, "<p class=\"cite\">Deaths: SHA-256 <code>%.16s…</code> · people: <code>%.16s…</code>", it->grids[0].sha256,
        it->grids[1].sha256);
    for (size_t i = 0; !asked->sent && i < sizeof links / sizeof *links; i++) {
        toll_buffer_printf(out, " · <a href=\"/api/v1/disparity%s", links[i][0]);
        add_query(out, asked);
        toll_buffer_printf(out, "\">%s</a>", links[i][1]);
    }
    toll_buffer_add_string(out, "</p>\n");
    if (!asked->sent) return;
    toll_buffer_add_string(out, "<form method=\"post\" action=\"/disparity\" data-again>");
    page_hidden(out, "csrf", r->serve->csrf);
    for (size_t i = ASK_BY; i < ASK_FORMAT; i++)
        if (asked->fields[i]) page_hidden(out, serve_ask_names[i], asked->fields[i]);
    for (size_t i = 0; i < ASK_BY; i++) add_table_field(out, serve_ask_names[i], "", asked->fields[i], true);
    toll_buffer_add_string(out, "<p><button name=\"format\" value=\"csv\">The table as CSV</button></p></form>\n");
}

static void add_answer(serve_request *r, const serve_assessed *it, const serve_asked *asked)
{
    toll_buffer *out = &r->out;
    char note[512];
    add_rows(out, it);
    add_said(out, it);
    toll_buffer_add_string(out, "<ul>\n");
    for (size_t i = 0; toll_disparity_note(note, sizeof note, &it->table, i); i++) {
        toll_buffer_add_string(out, "<li>");
        page_text(out, note);
        toll_buffer_add_string(out, "</li>\n");
    }
    toll_buffer_add_string(out, "</ul>\n");
    add_strays(out, it);
    add_complaints(out, it);
    add_charts(out, it);
    add_files(r, it, asked);
}

static toll_status show(serve_request *r, const serve_asked *asked, bool wanted)
{
    serve_assessed it = {0};
    toll_status status = wanted ? serve_assess(&it, r, asked) : TOLL_OK;
    const char *format = asked->fields[ASK_FORMAT];
    bool file = wanted && status >= 0 && format && strcmp(format, "json") != 0;
    if (file) status = serve_answer_assessed(r, &it, format);
    bool mendable = status < 0 && r->status >= 400 && r->status < 500;
    if (!file && (status >= 0 || mendable)) {
        page_begin(r, "Disparity", "/disparity");
        toll_buffer_add_string(&r->out,
            "<p>Does one region, or one group, bear more deaths than another, beyond chance? Deaths and people by "
            "name go in; how often people die comes out, with exact limits. Who is right is no question here.</p>\n");
        if (status < 0) {
            toll_buffer_add_string(&r->out, "<p role=\"alert\"><b>");
            page_text(&r->out, r->error.message);
            toll_buffer_add_string(&r->out, strchr(".?!", r->out.data[r->out.len - 1]) ? "</b></p>\n" : ".</b></p>\n");
        } else if (wanted) {
            add_answer(r, &it, asked);
        }
        status = add_kept(r, asked);
        add_paste(r, asked);
        page_end(r);
        if (mendable && status >= 0) r->status = 200; /* an answer to a form, not a failure of the page */
    }
    serve_assessed_free(&it);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_page_disparity(serve_request *r)
{
    serve_asked asked;
    toll_status status = serve_asked_of(&asked, &r->query, false, &r->error);
    return status < 0 ? status : show(r, &asked, asked.fields[ASK_DEATHS] && asked.fields[ASK_POPULATION]);
}

toll_status serve_page_assess(serve_request *r)
{
    serve_query form;
    serve_asked asked;
    toll_status status = page_form(&form, r);
    if (status >= 0) status = serve_asked_of(&asked, &form, true, &r->error);
    return status < 0 ? status : show(r, &asked, true);
}
