/* What the page of a claim, the inbox and lists of claims share: the words it rests on with their marks, its fields, a claim in a line. In: a row of
 * the ledger with its text. Out: HTML. */
#include <inttypes.h>
#include <stdio.h>

#include "made.h"
#include "page.h"

toll_text page_cut(const toll_ledger_row *row, toll_span span)
{
    toll_text text = row->document.text;
    if (!span.len || (size_t)span.off + span.len > text.len) return (toll_text){NULL, 0};
    return (toll_text){text.data + span.off, span.len};
}

void page_key_to_marks(toll_buffer *out)
{
    toll_buffer_add_string(out,
        "<p class=\"key\">Marked: <mark class=\"quantity\">the figure</mark>, <mark class=\"claimant\">whose word it is</mark>, "
        "<mark>what became of whom, when and where</mark>.</p>\n");
}

typedef struct quoted {
    serve_request *r;
    size_t from;
} quoted;

static toll_status add_segment(void *context, const serve_segment *s)
{
    toll_buffer *out = &((quoted *)context)->r->out;
    const char *kind = "";
    for (int i = 0; i < SERVE_MARK_KINDS && s->kinds && !*kind; i++)
        if (s->kinds >> i & 1) kind = serve_mark_names[i];
    if (*kind) toll_buffer_printf(out, "<mark class=\"%s\" title=\"%s\">", kind, kind);
    page_exact(out, s->text);
    if (*kind) toll_buffer_add_string(out, "</mark>");
    return out->failed ? TOLL_E_MEMORY : TOLL_OK;
}

void page_quote(serve_request *r, const toll_ledger_row *row)
{
    serve_mark *marks = NULL;
    size_t count = 0, cap = 0;
    toll_span sentence = row->claim.sentence.len ? row->claim.sentence : row->claim.quantity.span;
    toll_text text = page_cut(row, sentence);
    if (!text.data || !serve_add_marks(&marks, &count, &cap, &row->claim, 1)) {
        r->out.failed |= text.data != NULL;
        toll_base_free(marks);
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) { /* offsets within the sentence; what stands outside of it is not in the quote */
        if (marks[i].span.off < sentence.off || toll_span_end(marks[i].span) > toll_span_end(sentence)) continue;
        marks[kept] = marks[i];
        marks[kept++].span.off -= sentence.off;
    }
    quoted q = {r, 0};
    toll_buffer_add_string(&r->out, "<blockquote dir=\"auto\">");
    if (serve_cut(text, marks, kept, add_segment, &q) < 0) r->out.failed = true;
    toll_buffer_printf(&r->out, "</blockquote>\n<p class=\"from\"><a href=\"/d/%" PRIu64 "#c-%s\">", row->key.version, row->claim.id);
    toll_view_add_xml(&r->out, row->document.title.len ? row->document.title : row->document.name);
    toll_buffer_add_string(&r->out, "</a>, ");
    if (row->document.outlet.len) toll_view_add_xml(&r->out, row->document.outlet);
    else toll_buffer_add_string(&r->out, "outlet not known");
    toll_buffer_add_string(&r->out, ", ");
    page_day(&r->out, row->document.published);
    toll_buffer_printf(&r->out, ", bytes %u to %u</p>\n", row->claim.quantity.span.off, toll_span_end(row->claim.quantity.span));
    page_key_to_marks(&r->out);
    toll_base_free(marks);
}

/* A field: the words of the text, what they are said to be, the code that stands for it, and what more there is to say. */
static void field(
    toll_buffer *out, const char *name, const char *kind, toll_text words, const char *said, const char *code, const char *more)
{
    toll_buffer_printf(out, "<dt>%s</dt><dd>", name);
    if (words.len) {
        toll_buffer_printf(out, "<q class=\"%s\">", kind);
        toll_view_add_xml(out, words);
        toll_buffer_add_string(out, "</q> ");
    }
    if (said) page_text(out, said), toll_buffer_add_char(out, ' ');
    if (code) {
        toll_buffer_add_string(out, "<code>");
        page_text(out, code);
        toll_buffer_add_string(out, "</code> ");
    }
    page_text(out, more);
    if (!words.len && !said && !code && !more) toll_buffer_add_string(out, "not said");
    toll_buffer_add_string(out, "</dd>\n");
}

/* "Russian military", or as much of it as is known. */
static void add_victims(serve_request *r, const toll_ledger_row *row)
{
    const toll_victims *v = &row->claim.victims;
    char side[PAGE_NAME], said[PAGE_NAME + 32];
    const char *name = page_name_of(side, r, v->side, TOLL_NAME_BEFORE), *class_ = toll_class_name(v->class_);
    snprintf(said, sizeof said, "%s%s%s", name ? name : "", name && class_ ? " " : "", class_ ? class_ : "");
    field(&r->out, "Of whom", "victims", page_cut(row, v->span), *said ? said : NULL, v->side, NULL);
}

static void add_speaker(serve_request *r, const char *title, toll_text words, const char *id, const char *more)
{
    char name[PAGE_NAME];
    field(&r->out, title, "claimant", words, page_name_of(name, r, id, TOLL_NAME_ALONE), id, more);
}

void page_fields(serve_request *r, const toll_ledger_row *row)
{
    const toll_claim *c = &row->claim;
    toll_buffer *out = &r->out, number = {0}, period = {0};
    toll_view_number(&number, &c->quantity, page_cut(row, c->quantity.span), TOLL_VIEW_TEXT);
    toll_view_period(&period, &c->period);
    toll_buffer_add_string(out, "<dl class=\"fields\">\n");
    field(out, "How many", "quantity", page_cut(row, c->quantity.span), NULL, NULL, number.data);
    field(out, "What became of them", "outcome", page_cut(row, c->outcome_span), NULL, toll_outcome_name(c->outcome), NULL);
    add_victims(r, row);
    add_speaker(r, "Who says so", page_cut(row, c->claimant.span), c->claimant.id, toll_modality_name(c->modality));
    for (uint32_t i = 0; i < c->chain_count; i++)
        add_speaker(r, "Through", page_cut(row, c->chain[i].span), c->chain[i].id, toll_role_name(c->chain[i].role));
    field(out, "When", "period", page_cut(row, c->period.span), NULL, NULL, period.data);
    field(out, "Where", "place", page_cut(row, c->place.span), NULL, c->place.id, c->place.name);
    field(out, "What the source says of checking", "", (toll_text){0}, NULL, NULL,
        toll_verified_name(c->verified) ? toll_verified_name(c->verified) : "nothing");
    if (c->rule && !strcmp(c->rule, SERVE_BY_HAND))
        toll_buffer_add_string(out, "<dt>Who read this</dt><dd>a reviewer made this claim</dd>\n");
    else toll_buffer_printf(out, "<dt>How sure the program read this</dt><dd>%.0f of 100</dd>\n", c->confidence * 100);
    toll_buffer_add_string(out, "<dt>Our reviewers</dt><dd>");
    page_text(out, toll_ledger_action_name(row->decision));
    if (row->reviewer) toll_buffer_add_string(out, " by "), page_text(out, row->reviewer);
    if (row->payload.len) toll_buffer_add_string(out, ": "), page_corrected(out, row->payload);
    toll_buffer_add_string(out, "</dd></dl>\n");
    toll_buffer_free(&number);
    toll_buffer_free(&period);
}

/* Its sentence, cut at 600 bytes between two characters, with the words that were looked for. */
static void add_sentence_with_hits(serve_request *r, const toll_ledger_row *row)
{
    serve_mark *marks = NULL;
    size_t count = 0, cap = 0;
    quoted q = {r, 0};
    toll_text sentence = page_cut(row, row->claim.sentence.len ? row->claim.sentence : row->claim.quantity.span);
    bool whole = sentence.len <= 600;
    if (!whole) sentence.len = 600;
    while (!whole && sentence.len && ((unsigned char)sentence.data[sentence.len] & 0xC0) == 0x80) sentence.len--;
    toll_buffer_add_string(&r->out, "<br><q dir=\"auto\">");
    if (sentence.len &&
        (!serve_add_hits(&marks, &count, &cap, sentence, serve_param(r, "text")) || serve_cut(sentence, marks, count, add_segment, &q) < 0))
        r->out.failed = true;
    toll_buffer_add_string(&r->out, whole ? "</q> " : "…</q> ");
    toll_base_free(marks);
}

void page_side(serve_request *r, const char *side)
{
    if (!side) return;
    toll_buffer_add_string(&r->out, ", ");
    page_name(&r->out, r, side, TOLL_NAME_BEFORE);
    toll_buffer_add_string(&r->out, strlen(side) == 3 ? " side" : "");
}

void page_claim_words(serve_request *r, const toll_ledger_row *row)
{
    toll_buffer number = {0}, *out = &r->out;
    toll_view_number(&number, &row->claim.quantity, page_cut(row, row->claim.quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_string(out, "<b>");
    page_text(out, number.data);
    toll_buffer_add_string(out, "</b> ");
    page_outcome(out, row->claim.outcome);
    page_side(r, row->claim.victims.side);
    toll_buffer_free(&number);
}

void page_claim_source(serve_request *r, const toll_ledger_row *row)
{
    toll_buffer *out = &r->out;
    char id[32];
    toll_buffer_add_char(out, ' ');
    page_claimant(out, r, row->claim.claimant.id, page_cut(row, row->claim.claimant.span));
    if (row->decision != TOLL_LEDGER_PROPOSED) {
        toll_buffer_add_string(out, " <span class=\"tag\">");
        page_text(out, toll_ledger_action_name(row->decision));
        toll_buffer_add_string(out, "</span>");
    }
    add_sentence_with_hits(r, row);
    snprintf(id, sizeof id, "c-%s", row->claim.id);
    toll_buffer_printf(out, "<a href=\"/d/%" PRIu64, row->key.version);
    page_hit(r, id);
    toll_buffer_add_string(out, "\">");
    toll_view_add_xml(out, row->document.outlet.len ? row->document.outlet : row->document.name);
    toll_buffer_add_string(out, "</a>, ");
    page_day(out, row->document.published);
}

void page_claim_item(serve_request *r, const toll_ledger_row *row)
{
    toll_buffer_printf(&r->out, "<li><a href=\"/c/%s\">", row->claim.id);
    page_claim_words(r, row);
    toll_buffer_add_string(&r->out, "</a>");
    page_claim_source(r, row);
    toll_buffer_add_string(&r->out, "</li>\n");
}
