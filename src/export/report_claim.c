/* In: a row of the ledger. Out: its words and what was read from them, as HTML. The words are cut from the stored text by their bytes, which stand
 * beside them with the text's hash, so that anybody who has the text can check them. */
#include <math.h>
#include <strings.h>

#include "report.h"

static bool is_web(toll_text url)
{
    return (url.len > 7 && !strncasecmp(url.data, "http://", 7)) || (url.len > 8 && !strncasecmp(url.data, "https://", 8));
}

void report_document(toll_buffer *out, const toll_ledger_row *row, int level)
{
    char day[16];
    const toll_document *d = &row->document;
    toll_buffer_printf(out, "<h%d>", level);
    report_line(out, d->title.len ? d->title : d->name);
    toll_buffer_printf(out, "</h%d>\n<p class=\"soft\">", level);
    report_line(out, d->outlet.len ? d->outlet : toll_text_of("outlet not known"));
    toll_buffer_printf(out, ", %s", toll_day_format(day, d->published) ? day : "day not known");
    toll_buffer_add_string(out, ". ");
    if (is_web(d->url)) {
        toll_buffer_add_string(out, "<a class=\"out\" rel=\"noreferrer\" href=\"");
        report_exact(out, d->url);
        toll_buffer_add_string(out, "\">The page</a>. ");
    } else if (d->url.len) {
        report_line(out, d->url);
        toll_buffer_add_string(out, ". ");
    }
    toll_buffer_add_string(out, "Document <code>");
    report_line(out, d->name);
    toll_buffer_printf(out, "</code>, text with SHA-256 <code>%s</code>.</p>\n", row->sha256);
}

void report_sentence(toll_buffer *out, const toll_ledger_row *row)
{
    const toll_document *d = &row->document;
    toll_span sentence = row->claim.sentence, figure = row->claim.quantity.span;
    uint32_t end = toll_span_end(sentence), behind = toll_span_end(figure);
    toll_buffer_add_string(out, "<blockquote>");
    if (figure.len && figure.off >= sentence.off && behind <= end) {
        report_exact(out, toll_view_cut(d, (toll_span){sentence.off, figure.off - sentence.off}));
        toll_buffer_add_string(out, "<mark>");
        report_exact(out, toll_view_cut(d, figure));
        toll_buffer_add_string(out, "</mark>");
        report_exact(out, toll_view_cut(d, (toll_span){behind, end - behind}));
    } else {
        report_exact(out, toll_view_cut(d, sentence));
    }
    toll_buffer_add_string(out, "</blockquote>\n");
}

static void add_who(toll_buffer *out, const toll_claim *c, const toll_document *d)
{
    toll_text words = toll_view_cut(d, c->claimant.span);
    toll_buffer_add_string(out, "; said by ");
    if (words.len) {
        toll_buffer_add_string(out, "“");
        report_line(out, words);
        toll_buffer_add_string(out, "”");
    }
    if (c->claimant.id) {
        toll_buffer_add_string(out, words.len ? " <code>" : "<code>");
        report_line(out, toll_text_of(c->claimant.id));
        toll_buffer_add_string(out, "</code>");
    }
    if (!words.len && !c->claimant.id) toll_buffer_add_string(out, "nobody who is named");
    for (uint32_t i = 0; i < c->alternative_count; i++) {
        toll_buffer_add_string(out, i ? ", or “" : " (the sentence leaves it open: or “");
        report_line(out, toll_view_cut(d, c->alternatives[i].span));
        toll_buffer_add_string(out, "”");
    }
    if (c->alternative_count) toll_buffer_add_char(out, ')');
    for (uint32_t i = 0; i < c->chain_count; i++) {
        toll_buffer_printf(out, "%s%s ", i ? ", " : ", through ", toll_role_name(c->chain[i].role));
        report_line(out, toll_view_cut(d, c->chain[i].span));
    }
}

static void add_when_and_where(export_job *job, const toll_claim *c, const toll_document *d)
{
    char day[16];
    toll_buffer *out = &job->out;
    if (toll_day_format(day, c->stated)) toll_buffer_printf(out, " on %s", day);
    toll_buffer_clear(&job->scratch);
    toll_view_period(&job->scratch, &c->period);
    if (job->scratch.len) toll_buffer_printf(out, "; %s", job->scratch.data);
    else toll_buffer_add_string(out, "; days open");
    toll_text words = toll_view_cut(d, c->place.span);
    toll_buffer_add_string(out, "; ");
    if (c->place.name) report_line(out, toll_text_of(c->place.name));
    else if (words.len) report_line(out, words);
    else toll_buffer_add_string(out, "place open");
}

void report_claim(export_job *job, const toll_ledger_row *row)
{
    const toll_claim *c = &row->claim;
    toll_buffer *out = &job->out;
    toll_buffer_printf(out, "<li id=\"c-%llu\"><strong>", (unsigned long long)row->row);
    toll_buffer_clear(&job->scratch);
    toll_view_number(&job->scratch, &c->quantity, toll_view_cut(&row->document, c->quantity.span), TOLL_VIEW_TEXT);
    report_line(out, (toll_text){job->scratch.data, job->scratch.len});
    toll_buffer_add_string(out, "</strong> ");
    toll_view_add_code(out, toll_outcome_name(c->outcome));
    toll_buffer_printf(out, ", %s, ", toll_class_name(c->victims.class_));
    report_line(out, toll_text_of(c->victims.side ? c->victims.side : "side open"));
    add_who(out, c, &row->document);
    add_when_and_where(job, c, &row->document);
    toll_buffer_printf(out, "; %s", toll_modality_name(c->modality));
    if (c->verified != TOLL_VERIFIED_UNSAID) toll_buffer_printf(out, ", %s in the text", toll_verified_name(c->verified));
    if (row->decision != TOLL_LEDGER_PROPOSED) toll_buffer_printf(out, "; %s by a reviewer", toll_ledger_action_name(row->decision));
    if (row->payload.len) {
        toll_buffer_add_string(out, ": <code>");
        report_line(out, row->payload);
        toll_buffer_add_string(out, "</code>");
    }
    toll_buffer_printf(out, " <span class=\"soft\">(bytes %u to %u; claim <code>%s</code>)</span></li>\n", c->quantity.span.off,
        toll_span_end(c->quantity.span), c->id);
}
