/* The form in which a reviewer says what words of a document mean. In: the words, and what was said before. Out: HTML. */
#include <inttypes.h>

#include "page.h"
#include "page_made.h"

static void add_input(toll_buffer *out, const serve_made *made, serve_made_field field, const char *label, const char *type)
{
    toll_buffer_printf(out, "<label>%s <input name=\"%s\" type=\"%s\"%s maxlength=\"%d\" autocomplete=\"off\" value=\"", label,
        serve_made_names[field], type, strcmp(type, "number") ? "" : " min=\"0\" step=\"any\"", SERVE_MADE_BYTES);
    page_text(out, made->value[field]);
    toll_buffer_add_string(out, "\"></label>\n");
}

/* A choice of codes, `first` where none was chosen yet. */
static void add_choice(toll_buffer *out, const serve_made *made, serve_made_field field, const char *label, const char *(*name)(int),
    int count, const char *first)
{
    const char *chosen = made->value[field] ? made->value[field] : first;
    toll_buffer_printf(out, "<label>%s <select name=\"%s\"%s>", label, serve_made_names[field], first ? "" : " required");
    if (!first) toll_buffer_add_string(out, "<option value=\"\"></option>");
    for (int i = 0; i < count; i++) {
        const char *code = name(i) ? name(i) : "";
        toll_buffer_printf(out, "<option value=\"%s\"%s>", code, chosen && !strcmp(chosen, code) ? " selected" : "");
        if (*code) toll_view_add_code(out, code);
        else toll_buffer_add_string(out, "not said");
        toll_buffer_add_string(out, "</option>");
    }
    toll_buffer_add_string(out, "</select></label>\n");
}

static const char *qualifier(int code)
{
    return toll_qualifier_name((toll_qualifier)code);
}

static const char *outcome(int code)
{
    return toll_outcome_name((toll_outcome)code);
}

static const char *class_of(int code)
{
    return toll_class_name((toll_class)code);
}

static const char *modality(int code)
{
    return toll_modality_name((toll_modality)code);
}

static void add_fields(toll_buffer *out, const serve_made *made)
{
    toll_buffer_add_string(out, "<fieldset><legend>How many, and what became of them</legend><div class=\"edit\">\n");
    add_input(out, made, MADE_POINT, "The figure", "number");
    add_choice(out, made, MADE_QUALIFIER, "Said as", qualifier, TOLL_QUALIFIER_COUNT, "exact");
    add_input(out, made, MADE_LOW, "At least", "number");
    add_input(out, made, MADE_HIGH, "At most", "number");
    add_choice(out, made, MADE_OUTCOME, "What became of them", outcome, TOLL_OUTCOME_COUNT, NULL);
    add_input(out, made, MADE_OUTCOME_WORDS, "In which words", "text");
    toll_buffer_add_string(out, "</div></fieldset>\n<fieldset><legend>Whose loss, on whose word</legend><div class=\"edit\">\n");
    add_input(out, made, MADE_SIDE, "Whose loss, as RUS", "text");
    add_choice(out, made, MADE_CLASS, "Of whom", class_of, TOLL_CLASS_COUNT, "unknown");
    add_input(out, made, MADE_VICTIMS_WORDS, "Of whom, in which words", "text");
    add_input(out, made, MADE_CLAIMANT, "Who says so, as rus-mod", "text");
    add_input(out, made, MADE_CLAIMANT_WORDS, "Who says so, in which words", "text");
    add_choice(out, made, MADE_MODALITY, "How", modality, TOLL_MODALITY_COUNT, "asserted");
    add_input(out, made, MADE_STATED, "Said on", "date");
    toll_buffer_add_string(out, "</div></fieldset>\n<fieldset><legend>When and where</legend><div class=\"edit\">\n");
    add_input(out, made, MADE_FROM, "From this day", "date");
    add_input(out, made, MADE_TO, "To this day", "date");
    add_input(out, made, MADE_PERIOD_WORDS, "When, in which words", "text");
    add_input(out, made, MADE_PLACE_NAME, "Where", "text");
    add_input(out, made, MADE_PLACE_WORDS, "Where, in which words", "text");
    add_input(out, made, MADE_REASON, "Why", "text");
    toll_buffer_add_string(out, "</div></fieldset>\n");
}

void page_made_form(serve_request *r, const toll_ledger_version *v, const serve_made *made, toll_span words, const char *why)
{
    toll_buffer *out = &r->out;
    const toll_text text = v->document.text;
    if (why)
        toll_buffer_add_string(out, "<p role=\"alert\"><strong>"), page_text(out, why),
            toll_buffer_add_string(out, ". Nothing was written.</strong></p>\n");
    if (!words.len) {
        page_find_words(r, v->id, made->value[MADE_QUOTE]);
        return;
    }
    page_words_in(r, text, words);
    toll_buffer_printf(out,
        "<p class=\"from\">Bytes %u to %u of the text as it is stored</p>\n<form method=\"post\" action=\"/d/%" PRIu64 "/claim\">",
        words.off, toll_span_end(words), v->id);
    page_hidden(out, "csrf", r->serve->csrf);
    page_hidden(out, "start", made->value[MADE_START]);
    page_hidden(out, "end", made->value[MADE_END]);
    toll_buffer_add_string(out, "<input type=\"hidden\" name=\"quote\" value=\"");
    page_exact(out, (toll_text){text.data + words.off, words.len});
    toll_buffer_add_string(out,
        "\">\n<p>What is left empty stays unknown. Words are those of the text, from the figure’s sentence where they stand there.</p>\n");
    add_fields(out, made);
    toll_buffer_add_string(out, "<p><button>Make this claim</button></p></form>\n");
}
