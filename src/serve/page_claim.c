/* The claim: what it says in one sentence, the words it rests on, its fields, how it was passed on with what drifted at each hop, and what people
 * decided. The inbox shows the same pieces. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

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

/* A field: the words of the text, what is said of them, and the code that they stand for, with its name where it has one. */
static void field(serve_request *r, const char *name, const char *kind, toll_text words, const char *code, const char *more)
{
    toll_buffer *out = &r->out;
    bool side = !strcmp(kind, "victims"), named = side || !strcmp(kind, "claimant");
    toll_buffer_printf(out, "<dt>%s</dt><dd>", name);
    if (words.len) {
        toll_buffer_printf(out, "<q class=\"%s\">", kind);
        toll_view_add_xml(out, words);
        toll_buffer_add_string(out, "</q> ");
    }
    if (code && named) page_name(out, r, code, side ? TOLL_NAME_BEFORE : TOLL_NAME_ALONE), toll_buffer_add_char(out, ' ');
    if (side) page_text(out, more), toll_buffer_add_char(out, ' ');
    if (code) {
        toll_buffer_add_string(out, "<code>");
        page_text(out, code);
        toll_buffer_add_string(out, "</code> ");
    }
    if (!side) page_text(out, more);
    if (!words.len && !code && !more) toll_buffer_add_string(out, "not said");
    toll_buffer_add_string(out, "</dd>\n");
}

void page_fields(serve_request *r, const toll_ledger_row *row)
{
    const toll_claim *c = &row->claim;
    toll_buffer *out = &r->out, number = {0}, period = {0};
    toll_view_number(&number, &c->quantity, page_cut(row, c->quantity.span), TOLL_VIEW_TEXT);
    toll_view_period(&period, &c->period);
    toll_buffer_add_string(out, "<dl class=\"fields\">\n");
    field(r, "How many", "quantity", page_cut(row, c->quantity.span), NULL, number.data);
    field(r, "What became of them", "outcome", page_cut(row, c->outcome_span), toll_outcome_name(c->outcome), NULL);
    field(r, "Of whom", "victims", page_cut(row, c->victims.span), c->victims.side, toll_class_name(c->victims.class_));
    field(r, "Who says so", "claimant", page_cut(row, c->claimant.span), c->claimant.id, toll_modality_name(c->modality));
    for (uint32_t i = 0; i < c->chain_count; i++)
        field(r, "Through", "claimant", page_cut(row, c->chain[i].span), c->chain[i].id, toll_role_name(c->chain[i].role));
    field(r, "When", "period", page_cut(row, c->period.span), NULL, period.data);
    field(r, "Where", "place", page_cut(row, c->place.span), c->place.id, c->place.name);
    field(r, "What the source says of checking", "", (toll_text){0}, NULL,
        toll_verified_name(c->verified) ? toll_verified_name(c->verified) : "nothing");
    toll_buffer_printf(out, "<dt>How sure the program read this</dt><dd>%.0f of 100</dd>\n", c->confidence * 100);
    toll_buffer_add_string(out, "<dt>Our reviewers</dt><dd>");
    page_text(out, toll_ledger_action_name(row->decision));
    if (row->reviewer) toll_buffer_add_string(out, " by "), page_text(out, row->reviewer);
    if (row->payload.len) toll_buffer_add_string(out, ": "), page_corrected(out, row->payload);
    toll_buffer_add_string(out, "</dd></dl>\n");
    toll_buffer_free(&number);
    toll_buffer_free(&period);
}

void page_hidden(toll_buffer *out, const char *name, const char *value)
{
    toll_buffer_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    page_text(out, value);
    toll_buffer_add_string(out, "\">");
}

static void form_begin(serve_request *r, const toll_ledger_row *row, const serve_claim_state *state, const char *next)
{
    toll_buffer_add_string(&r->out, "<form method=\"post\" action=\"/inbox\">");
    page_hidden(&r->out, "csrf", r->serve->csrf);
    page_hidden(&r->out, "claim", row->claim.id);
    page_hidden(&r->out, "if_match", state->etag);
    page_hidden(&r->out, "next", next);
}

/* What can be corrected, in words. */
static const struct edit {
    const char *field, *label, *type;
} edits[] = {{"point", "The figure", "number"}, {"low", "At least", "number"}, {"high", "At most", "number"},
    {"outcome", "What became of them", NULL}, {"side", "Whose loss (country or group)", "text"}, {"class", "Of whom", "text"},
    {"claimant", "Who says so", "text"}, {"from", "From this day", "date"}, {"to", "To this day", "date"}, {"stated", "Said on", "date"},
    {"place_name", "Where", "text"}};

static const char *label_of(toll_text field)
{
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        if (toll_text_equal(field, toll_text_of(edits[i].field))) return edits[i].label;
    return NULL;
}

/* Of JSON as this program writes it: an object of strings, numbers and nulls. What is anything else is shown as it is. */
void page_corrected(toll_buffer *out, toll_text payload)
{
    toll_text rest = payload;
    bool first = true;
    while (rest.len > 1 && (*rest.data == '{' || *rest.data == ',')) {
        const char *name = rest.data + 1, *colon = memchr(name, ':', rest.len - 1);
        if (*name != '"' || !colon || colon - name < 3 || colon[-1] != '"') break;
        const toll_text field = {name + 1, (size_t)(colon - name) - 2};
        size_t len = 0, left = rest.len - (size_t)(colon + 1 - rest.data);
        bool is_string = left && colon[1] == '"';
        for (bool inside = false; len < left && (inside || (colon[1 + len] != ',' && colon[1 + len] != '}')); len++) {
            if (colon[1 + len] == '\\') len++;
            else if (colon[1 + len] == '"') inside = !inside;
        }
        if (len >= left || len < (is_string ? 2u : 1u)) break;
        toll_buffer_add_string(out, first ? "" : "; ");
        if (label_of(field)) page_text(out, label_of(field));
        else toll_view_add_xml(out, field);
        toll_buffer_add_string(out, ": ");
        toll_view_add_xml(out, is_string ? (toll_text){colon + 2, len - 2} : (toll_text){colon + 1, len});
        first = false;
        rest = (toll_text){colon + 1 + len, left - len};
        if (*rest.data == '}') return;
    }
    if (rest.len) toll_view_add_xml(out, rest);
}

static void add_now(toll_buffer *out, const char *field, const toll_claim *c)
{
    char day[16];
    toll_buffer text = {0};
    if (!strcmp(field, "point") && !isnan(c->quantity.point)) toll_buffer_add_number(&text, c->quantity.point);
    if (!strcmp(field, "low") && !isnan(c->quantity.low)) toll_buffer_add_number(&text, c->quantity.low);
    if (!strcmp(field, "high") && !isnan(c->quantity.high)) toll_buffer_add_number(&text, c->quantity.high);
    if (!strcmp(field, "side")) toll_buffer_add_string(&text, c->victims.side ? c->victims.side : "");
    if (!strcmp(field, "class"))
        toll_buffer_add_string(&text, toll_class_name(c->victims.class_) ? toll_class_name(c->victims.class_) : "");
    if (!strcmp(field, "claimant")) toll_buffer_add_string(&text, c->claimant.id ? c->claimant.id : "");
    if (!strcmp(field, "place_name")) toll_buffer_add_string(&text, c->place.name ? c->place.name : "");
    if (!strcmp(field, "from") && toll_day_format(day, c->period.from)) toll_buffer_add_string(&text, day);
    if (!strcmp(field, "to") && toll_day_format(day, c->period.to)) toll_buffer_add_string(&text, day);
    if (!strcmp(field, "stated") && toll_day_format(day, c->stated)) toll_buffer_add_string(&text, day);
    if (!strcmp(field, "outcome")) toll_view_add_code(&text, toll_outcome_name(c->outcome));
    toll_buffer_add_string(out, " <small>now: ");
    page_text(out, text.len ? text.data : "open");
    toll_buffer_add_string(out, "</small>");
    toll_buffer_free(&text);
}

static void add_edits(serve_request *r, const toll_ledger_row *row)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<p>Only what is filled in is corrected; what was read stays beside it.</p><div class=\"edit\">");
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const struct edit *e = &edits[i];
        char name[32];
        snprintf(name, sizeof name, "set_%s", e->field);
        toll_buffer_printf(out, "<label>%s", e->label);
        add_now(out, e->field, &row->claim);
        toll_buffer_add_char(out, ' ');
        if (e->type)
            toll_buffer_printf(out, "<input name=\"%s\" type=\"%s\"%s autocomplete=\"off\">", name, e->type,
                strcmp(e->type, "number") ? "" : " min=\"0\" step=\"any\"");
        else page_outcomes(out, name, NULL);
        toll_buffer_add_string(out, "</label>");
    }
    toll_buffer_add_string(out, "<label>Why <input name=\"reason\" maxlength=\"500\" autocomplete=\"off\"></label></div>"
                                "<p><button name=\"action\" value=\"correct\">Correct</button></p>");
}

void page_review(serve_request *r, const toll_ledger_row *row, const serve_claim_state *state, const char *next)
{
    toll_buffer *out = &r->out;
    bool decided = row->decision != TOLL_LEDGER_PROPOSED;
    if (!page_may_review(r) || serve_param(r, "as_of")) return; /* nothing is decided in the past */
    toll_buffer_add_string(out, "<section aria-label=\"Decide\">");
    if (state->flagged) toll_buffer_add_string(out, "<p><span class=\"tag\">a second reader is wanted</span></p>");
    form_begin(r, row, state, next);
    toll_buffer_add_string(out, "<p class=\"keys\"><button name=\"action\" value=\"accept\" data-key=\"a\">Accept <kbd>a</kbd></button> "
                                "<button name=\"action\" value=\"reject\" data-key=\"x\">Reject <kbd>x</kbd></button> ");
    if (!decided)
        toll_buffer_add_string(out, "<button name=\"action\" value=\"defer\" data-key=\"s\">Later <kbd>s</kbd></button> "
                                    "<button name=\"action\" value=\"flag\" data-key=\"f\">Second reader <kbd>f</kbd></button> ");
    if (!*next && (decided || state->flagged)) /* the inbox has a way back of its own, to the last decision */
        toll_buffer_add_string(out, "<button name=\"action\" value=\"undo\" data-key=\"u\">Take back <kbd>u</kbd></button>");
    toll_buffer_add_string(out, "</p><p><label>Why <input name=\"reason\" maxlength=\"500\" autocomplete=\"off\"></label></p></form>\n"
                                "<details data-key=\"e\"><summary>Edit <kbd>e</kbd></summary>");
    form_begin(r, row, state, next);
    add_edits(r, row);
    toll_buffer_add_string(out, "</form></details></section>\n");
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

static void add_hops(serve_request *r, toll_reckoning *reckoning, const toll_statement *s)
{
    toll_buffer *out = &r->out;
    toll_hop hop;
    page_table(out, "All claims that go back to this utterance", "Document|Zone|Words|Drift|Link");
    for (uint32_t i = 0; i < s->claim_count && i < 500; i++) {
        toll_reckoning_hop(&hop, reckoning, s, s->claims[i]);
        const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, s->claims[i]);
        toll_buffer_add_string(out, "<tr><td>");
        page_text(out, toll_reckoning_document(reckoning, c->document)->outlet);
        toll_buffer_add_string(out, " ");
        page_link(out, "/c/", c->id, toll_reckoning_document(reckoning, c->document)->name);
        toll_buffer_add_string(out, "</td>");
        page_cell(out, c->lede ? "lede" : toll_zone_name((toll_zone)c->zone));
        page_cell(out, c->words);
        toll_buffer_add_string(out, "<td>");
        for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
            if (hop.drift & bit) toll_buffer_printf(out, "<span class=\"tag\">%s</span> ", toll_drift_name((toll_drift)bit));
        toll_buffer_add_string(out, "</td>");
        page_cell(out, hop.claim == hop.from ? "first said here" : hop.confirmed ? "confirmed" : "suggested");
        toll_buffer_add_string(out, "</tr>\n");
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
}

static void add_tellings(toll_buffer *out, const toll_statement *s)
{
    toll_buffer_printf(out, "<p>%u claims in %u document%s of %u outlet%s", s->claim_count, s->document_count,
        s->document_count == 1 ? "" : "s", s->outlet_count, s->outlet_count == 1 ? "" : "s");
    if (s->origin_count > 1) toll_buffer_printf(out, "; %u texts that are not near-duplicates of one another", s->origin_count);
    else if (s->document_count > 1) toll_buffer_add_string(out, "; the texts are near-duplicates");
    toll_buffer_add_string(out, ".</p>\n");
}

static void add_reckoned(serve_request *r, toll_ask *ask, uint32_t claim)
{
    toll_reckoning *reckoning = toll_ask_reckoning(ask);
    toll_statement s;
    char question[18];
    toll_buffer_add_string(&r->out, "<h2>How it was passed on</h2>\n");
    if (toll_reckoning_statement(&s, reckoning, claim) == TOLL_OK) {
        if (s.claim_count == 1) toll_buffer_add_string(&r->out, "<p>Seen once.</p>\n");
        else add_tellings(&r->out, &s);
        if (s.claim_count > 1) add_hops(r, reckoning, &s);
    }
    toll_reckoning_question_id(question, reckoning, claim);
    if (!question[0]) return;
    toll_buffer_add_string(&r->out, "<p>");
    page_link(&r->out, "/q/", question, "What others say to the same question");
    toll_buffer_add_string(&r->out, "</p>\n");
}

/* A ratio or a share can be laid over tables of deaths and people. */
static void add_overlay(serve_request *r, toll_ask *ask, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(toll_ask_reckoning(ask), claim);
    if (c->unit != TOLL_UNIT_TIMES && c->unit != TOLL_UNIT_PERCENT) return;
    toll_buffer_add_string(&r->out, "<p>");
    page_link(&r->out, "/disparity?claim=", c->id, "Lay it over tables of deaths and people");
    toll_buffer_add_string(&r->out, "</p>\n");
}

static void add_sentence(serve_request *r, toll_ask *ask, uint32_t claim)
{
    char sentence[2048];
    toll_reckoning_say(sentence, sizeof sentence, toll_ask_reckoning(ask), claim);
    toll_buffer_add_string(&r->out, "<p class=\"says\">");
    page_text(&r->out, sentence);
    toll_buffer_add_string(&r->out, "</p>\n");
}

/* "Claim: about 400 killed" */
static void begin_claim(serve_request *r, const toll_ledger_row *row)
{
    toll_buffer title = {0};
    toll_buffer_add_string(&title, "Claim: ");
    toll_view_number(&title, &row->claim.quantity, page_cut(row, row->claim.quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_char(&title, ' ');
    page_outcome(&title, row->claim.outcome);
    page_begin(r, title.failed ? "Claim" : title.data, NULL);
    toll_buffer_free(&title);
}

/* The document that is to be named beside the claim, as files for reference managers. */
static void add_citations(serve_request *r, const char *name)
{
    static const char *const formats[][2] = {{"bibtex", "BibTeX"}, {"csl", "CSL-JSON"}, {"jsonld", "JSON-LD"}};
    for (size_t i = 0; name && i < sizeof formats / sizeof *formats; i++) {
        toll_buffer_printf(&r->out, " · <a href=\"/api/v1/export/claims?format=%s&amp;document=", formats[i][0]);
        page_url(&r->out, name);
        toll_buffer_printf(&r->out, "\">%s</a>", formats[i][1]);
    }
    toll_buffer_add_string(&r->out, name ? " (of its document)</p>\n" : "</p>\n");
}

toll_status serve_page_claim(serve_request *r)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state = {0};
    uint32_t claim;
    const char *name = NULL,
               *id = r->parts[0] + (*r->parts[0] == 's'); /* a statement's id is that of its head; what is no id is no claim */
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status found = toll_ask_find_claim(&claim, ask, r->parts[0], &r->error);
    toll_status status = found < 0 ? found : serve_claim_of(r, r->parts[0], &row, &claims);
    if (status == TOLL_OK) status = serve_state_of(&state, r, row.row);
    if (status == TOLL_OK) {
        begin_claim(r, &row);
        name = toll_arena_string(&r->memory, row.document.name.data, row.document.name.len);
        if (found == TOLL_OK) add_sentence(r, ask, claim);
        page_quote(r, &row);
        page_fields(r, &row);
        page_review(r, &row, &state, "");
    }
    if (found >= 0) toll_ledger_claims_close(&claims);
    if (status != TOLL_OK) return status;
    if (found == TOLL_OK) add_reckoned(r, ask, claim);
    if (found == TOLL_OK) add_overlay(r, ask, claim);
    toll_buffer_add_string(&r->out, "<h2>What people decided</h2>\n");
    serve_list list = {.r = r, .limit = 50, .claim_row = state.row};
    status = page_decisions(&list);
    toll_buffer_printf(&r->out,
        "<p class=\"cite\">To cite it: the sentence above, and this address, <code>/c/%s</code>. <a href=\"/api/v1/claims/%s\">JSON</a>",
        id, id);
    add_citations(r, name);
    page_end(r);
    return status;
}
