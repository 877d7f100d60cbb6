/* The frame of a report and the escaping of texts. The policy in the head forbids everything but the style that stands beside it, so that a text that
 * slipped through could still do nothing. Light, dark and print follow the reader. */
#include "report.h"
#include "view/chart.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1c1c1a;--paper:#fcfcfa;--soft:#5a5a55;--line:#cfcfc8;--mark:#e9eef5;--link:#1d4f8c}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#191a1c;--soft:#a9a79f;--line:#45464a;--mark:#2a3340;--link:#9cc3f2}}\n"
    "body{margin:0 auto;max-width:62rem;padding:1rem;color:var(--ink);background:var(--paper);font:1rem/1.55 system-ui,sans-serif;"
    "overflow-wrap:anywhere}\n"
    "a{color:var(--link)}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.2rem}h3{font-size:1.05rem}\n"
    ".wide,figure{overflow-x:auto;margin:1rem 0}figure svg{max-width:100%;height:auto}\n"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--soft);padding:.3rem 0}\n"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);font-weight:400}\n"
    "thead th,.soft{color:var(--soft);font-size:.9rem}\n"
    "blockquote{margin:1rem 0 .3rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);font:1.05rem/1.55 Georgia,serif;"
    "white-space:pre-wrap}\n"
    "mark{color:inherit;background:var(--mark);font-weight:600;text-decoration:underline}\n"
    ":target{outline:3px solid var(--link);outline-offset:2px}li{margin:.4rem 0}code{font-size:.85em}\n"
    "@page{margin:18mm}@media print{body{max-width:none;background:none;color:#000}.wide,figure{overflow:visible}"
    "h2,h3{break-after:avoid}blockquote,figure,li,tr{break-inside:avoid}a{color:inherit}a.out::after{content:\" (\" attr(href) \")\"}}\n";

void report_line(toll_buffer *out, toll_text text)
{
    toll_view_add_xml(out, text);
}

void report_exact(toll_buffer *out, toll_text text)
{
    toll_view_add_markup(out, text, false);
}

void report_begin(export_job *job, const char *title)
{
    toll_buffer *out = &job->out;
    toll_buffer_add_string(out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>");
    report_line(out, toll_text_of(title));
    toll_buffer_printf(out, "</title><style>\n%s</style></head><body><main>\n<h1>", style);
    report_line(out, toll_text_of(title));
    toll_buffer_add_string(out,
        "</h1>\n<p>Every figure is its claimant’s word and leads to the words that make it. None is an estimate by Tollbook, and "
        "figures of different claimants are never put together.</p>\n<p class=\"soft\">");
    if (job->as_of[0]) toll_buffer_printf(out, "As of %s: what the ledger knew then. ", job->as_of);
    toll_buffer_printf(out, "Written by Tollbook %s", TOLL_VERSION);
    if (job->options->tables) toll_buffer_printf(out, ", tables %s", job->options->tables);
    toll_buffer_add_string(out, ".</p>\n");
}

void report_end(export_job *job)
{
    toll_buffer_add_string(&job->out, "</main></body></html>\n");
}

void report_table(toll_buffer *out, const char *caption, const char *columns)
{
    toll_buffer_printf(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><caption>%s</caption><thead><tr>",
        caption, caption);
    while (*columns) {
        size_t len = strcspn(columns, "|");
        toll_buffer_printf(out, "<th scope=\"col\">%.*s</th>", (int)len, columns);
        columns += len + (columns[len] == '|');
    }
    toll_buffer_add_string(out, "</tr></thead><tbody>\n");
}

void report_table_end(toll_buffer *out)
{
    toll_buffer_add_string(out, "</tbody></table></div>\n");
}
