/* The form in which people decide on a claim: its buttons, its fields to be mended, and in words what was. In: a row of the ledger. Out: HTML. */
#include <math.h>
#include <stdio.h>

#include "page.h"

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
    toll_buffer_add_string(out, "<p class=\"keys\">");
    page_key_button(r, "accept", KEY_ACCEPT, "Accept");
    page_key_button(r, "reject", KEY_REJECT, "Reject");
    if (!decided) page_key_button(r, "defer", KEY_LATER, "Later");
    if (!decided) page_key_button(r, "flag", KEY_FLAG, "Second reader");
    if (!*next && (decided || state->flagged)) /* the inbox has a way back of its own, to the last decision */
        page_key_button(r, "undo", KEY_BACK, "Take back");
    toll_buffer_add_string(
        out, "</p><p><label>Why <input name=\"reason\" maxlength=\"500\" autocomplete=\"off\"></label></p></form>\n<details");
    page_key_of(r, KEY_EDIT);
    toll_buffer_add_string(out, "><summary>Edit");
    page_key_shown(r, KEY_EDIT);
    toll_buffer_add_string(out, "</summary>");
    form_begin(r, row, state, next);
    add_edits(r, row);
    toll_buffer_add_string(out, "</form></details></section>\n");
}
