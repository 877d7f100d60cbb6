/* In: the claims of a document. Out: a table to read on a terminal: the document, then a row a claim: the number with its bound and what became
 * of whom, who says so and through whom, when and where, and the very words. Column widths hang on the terminal alone, so a table can be
 * printed while documents are still being read. Below 72 columns each claim becomes a small list instead. */
#include "inside.h"

enum { column_number, column_what, column_who, column_when, column_words, column_count };

static const char *const titles[column_count] = {"HOW MANY", "WHAT, WHOSE", "WHO SAYS SO", "WHEN, WHERE", "THE WORDS"};
enum { narrow = 72, lines_of_words = 5 };

/* A word of the schema for people: killed_or_wounded as "killed or wounded". */
static void add_code(toll_buffer *out, const char *code)
{
    for (const char *c = code ? code : ""; *c; c++) toll_buffer_add_char(out, *c == '_' ? ' ' : *c);
}

static void new_line(toll_buffer *out)
{
    if (out->len && out->data[out->len - 1] != '\n') toll_buffer_add_char(out, '\n');
}

static bool is_within(toll_span inner, toll_span outer)
{
    return inner.off >= outer.off && toll_span_end(inner) <= toll_span_end(outer);
}

static void add_what(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    const toll_victims *victims = &claim->victims;
    const char *code = toll_outcome_name(claim->outcome);
    toll_text word = toll_view_cut(document, claim->outcome_span);
    add_code(out, code);
    if (word.len && !toll_text_is(word, code)) {
        toll_buffer_add_string(out, " (“");
        toll_view_add_plain(out, word);
        toll_buffer_add_string(out, "”)");
    }
    new_line(out);
    /* "dozens" or "casualties" alone says nothing that does not stand there already */
    bool words = victims->span.len && !is_within(victims->span, claim->quantity.span) && !is_within(victims->span, claim->outcome_span);
    if (words) toll_view_add_plain(out, toll_view_cut(document, victims->span));
    if (victims->side) toll_buffer_printf(out, "%s[%s]", words ? " " : "", victims->side);
    if (words || victims->side) toll_buffer_add_string(out, ", ");
    if (victims->class_ == TOLL_CLASS_UNKNOWN) toll_buffer_add_string(out, "class open");
    else add_code(out, toll_class_name(victims->class_));
}

static void add_claimant(toll_buffer *out, const toll_claimant *claimant, const toll_document *document)
{
    if (claimant->span.len) {
        toll_view_add_plain(out, toll_view_cut(document, claimant->span));
        if (claimant->id) toll_buffer_printf(out, " [%s]", claimant->id);
    } else if (claimant->id) {
        toll_buffer_printf(out, "[%s]", claimant->id);
    } else {
        toll_view_add_plain(out, document->outlet);
        toll_buffer_add_string(out, document->outlet.len ? " in its own voice" : "the text in its own voice");
    }
}

static void add_who(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    add_claimant(out, &claim->claimant, document);
    for (uint32_t i = 0; i < claim->alternative_count; i++) {
        toll_buffer_add_string(out, "\nor ");
        add_claimant(out, &claim->alternatives[i], document);
    }
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        toll_buffer_add_string(out, "\nvia ");
        toll_view_add_plain(out, toll_view_cut(document, claim->chain[i].span));
    }
    if (claim->modality != TOLL_MODALITY_ASSERTED) {
        new_line(out);
        add_code(out, toll_modality_name(claim->modality));
    }
    if (claim->verified != TOLL_VERIFIED_UNSAID) {
        new_line(out);
        add_code(out, toll_verified_name(claim->verified));
    }
}

static void add_when(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    toll_view_period(out, &claim->period);
    if (!out->len) toll_buffer_add_string(out, "date open");
    if (claim->place.span.len || claim->place.name) new_line(out);
    if (claim->place.span.len) toll_view_add_plain(out, toll_view_cut(document, claim->place.span));
    else if (claim->place.name) toll_view_add_plain(out, toll_text_of(claim->place.name));
}

/* The part of the sentence to show: all of it, or about `most` bytes around the number, cut at spaces. */
static toll_span stretch(const toll_claim *claim, toll_text text, uint32_t most)
{
    toll_span sentence = claim->sentence, number = claim->quantity.span;
    uint32_t end = toll_span_end(sentence), number_end = toll_span_end(number);
    if (!sentence.len) return number;
    if (sentence.len <= most || number.off < sentence.off || number_end > end) return sentence;
    uint32_t from = number.off - sentence.off > most / 2 ? number.off - most / 2 : sentence.off;
    if (end - from < most) from = end - most;
    uint32_t to = end - from > most ? from + most : end;
    if (from > number.off) from = number.off;
    if (to < number_end) to = number_end;
    while (from > sentence.off && from < number.off && text.data[from - 1] != ' ') from++;
    while (to < end && to > number_end && text.data[to] != ' ') to--;
    return (toll_span){from, to - from};
}

static void add_words(toll_buffer *out, const toll_claim *claim, const toll_document *document, unsigned width)
{
    if (toll_span_end(claim->sentence) > document->text.len || toll_span_end(claim->quantity.span) > document->text.len) return;
    toll_span shown = stretch(claim, document->text, width * lines_of_words);
    toll_buffer_add_string(out, shown.off > claim->sentence.off ? "“… " : "“");
    toll_view_add_plain(out, toll_view_cut(document, shown));
    toll_buffer_add_string(out, toll_span_end(shown) < toll_span_end(claim->sentence) ? " …”" : "”");
}

static void fill_cells(toll_view_cell *cells, const toll_claim *claim, const toll_document *document, unsigned words_width)
{
    for (size_t i = 0; i < column_count; i++) toll_view_cell_clear(&cells[i]);
    toll_view_number(&cells[column_number].text, &claim->quantity, toll_view_cut(document, claim->quantity.span), TOLL_VIEW_COMPACT);
    add_what(&cells[column_what].text, claim, document);
    add_who(&cells[column_who].text, claim, document);
    add_when(&cells[column_when].text, claim, document);
    add_words(&cells[column_words].text, claim, document, words_width);
}

/* The words get what the others leave, and the others grow a little with the terminal. */
static void set_widths(unsigned widths[column_count], unsigned width)
{
    unsigned room = width - 2 * (column_count - 1);
    widths[column_number] = room < 90 ? 9 : 12;
    widths[column_what] = room * 20 / 100;
    widths[column_who] = room * 22 / 100;
    widths[column_when] = room < 90 ? 11 : room * 15 / 100;
    widths[column_words] = room - widths[column_number] - widths[column_what] - widths[column_who] - widths[column_when];
}

/* A label and its cell, line by line. */
static void add_narrow(toll_buffer *out, toll_view_cell *cells, unsigned width)
{
    toll_view_cell pair[2] = {0};
    unsigned label = 11;
    unsigned widths[2] = {label, width > label + 12 ? width - label - 2 : 10};
    for (size_t i = 0; i < column_count; i++) {
        toll_view_cell_clear(&pair[0]);
        toll_buffer_add_string(&pair[0].text, titles[i]);
        pair[1].text = cells[i].text;
        toll_view_add_row(out, pair, widths, 2);
    }
    pair[1].text = (toll_buffer){0};
    toll_view_cell_free(&pair[0]);
    toll_view_cell_free(&pair[1]);
}

static void add_about(toll_buffer *out, const toll_document *document, size_t count)
{
    char date[16];
    toll_view_add_plain(out, document->name);
    if (document->outlet.len) toll_buffer_add_string(out, " · ");
    toll_view_add_plain(out, document->outlet);
    if (toll_day_format(date, document->published)) toll_buffer_printf(out, " · published %s", date);
    else toll_buffer_add_string(out, " · publication date unknown");
    if (count) toll_buffer_printf(out, " · %zu claim%s", count, count == 1 ? "" : "s");
    if (document->title.len) toll_buffer_add_char(out, '\n');
    toll_view_add_plain(out, document->title);
}

void toll_view_table_head(toll_buffer *out, unsigned width, const toll_document *document, size_t count)
{
    toll_view_cell cells[column_count] = {0};
    add_about(&cells[0].text, document, count);
    toll_view_add_row(out, cells, &width, 1);
    for (unsigned i = 0; i < width; i++) toll_buffer_add_string(out, "─");
    toll_buffer_add_char(out, '\n');
    if (width >= narrow) {
        unsigned widths[column_count];
        set_widths(widths, width);
        for (size_t i = 0; i < column_count; i++) {
            toll_view_cell_clear(&cells[i]);
            toll_buffer_add_string(&cells[i].text, titles[i]);
        }
        toll_view_add_row(out, cells, widths, column_count);
    }
    for (size_t i = 0; i < column_count; i++) toll_view_cell_free(&cells[i]);
}

void toll_view_table_row(toll_buffer *out, unsigned width, const toll_document *document, const toll_claim *claim)
{
    toll_view_cell cells[column_count] = {0};
    unsigned widths[column_count] = {[column_words] = width - 13};
    if (width >= narrow) set_widths(widths, width);
    fill_cells(cells, claim, document, widths[column_words]);
    if (width >= narrow) toll_view_add_row(out, cells, widths, column_count);
    else add_narrow(out, cells, width);
    toll_buffer_add_char(out, '\n');
    for (size_t i = 0; i < column_count; i++) toll_view_cell_free(&cells[i]);
}
