/* In: the claims of a document. Out: a table to read on a terminal: the document, then the words of a sentence and under them a row for each
 * claim they make: the number with its bound, what became of whom, who says so and through whom, when and where. A sentence with ten
 * figures stands there once. Column widths hang on the terminal alone, so a table can be printed while documents are still being read.
 * Below 72 columns each claim becomes a small list instead. */
#include "inside.h"

enum { part_number, part_what, part_whose, part_who, part_when, part_where, part_count };

static const char *const titles[part_count] = {"HOW MANY", "WHAT", "WHOSE", "WHO SAYS SO", "WHEN", "WHERE"};
enum { narrow = 72, wide = 112, lines_of_words = 4, margin = 2 };

/* Which parts share a column, and how wide columns are. Column 0 is the margin before the rows of a sentence. */
typedef struct layout {
    unsigned column[part_count], widths[1 + part_count], count;
} layout;

/* The number and the date get what they need, the claimant most of the rest. */
static layout layout_of(unsigned width)
{
    const unsigned number = 11, when = 16; /* "total 2022-02-24" */
    if (width >= wide) {
        unsigned room = width - margin - number - when - 2 * 5, what = room * 22 / 100, whose = room * 28 / 100, who = room * 31 / 100;
        return (layout){{1, 2, 3, 4, 5, 6}, {0, number, what, whose, who, when, room - what - whose - who}, 7};
    }
    unsigned room = width - margin - number - 2 * 3, what = room * 34 / 100, who = room * 37 / 100;
    return (layout){{1, 2, 2, 3, 4, 4}, {0, number, what, who, room - what - who}, 5};
}

static void new_line(toll_buffer *out)
{
    if (out->len && out->data[out->len - 1] != '\n') toll_buffer_add_char(out, '\n');
}

static bool is_within(toll_span inner, toll_span outer)
{
    return inner.off >= outer.off && toll_span_end(inner) <= toll_span_end(outer);
}

/* Is the document's word the code itself ("KILLED", "killed or wounded")? */
static bool is_code(toll_text word, const char *code)
{
    size_t i = 0;
    for (; i < word.len && code[i]; i++) {
        char c = word.data[i] >= 'A' && word.data[i] <= 'Z' ? (char)(word.data[i] - 'A' + 'a') : word.data[i];
        if (c != (code[i] == '_' ? ' ' : code[i])) return false;
    }
    return i == word.len && !code[i];
}

static void add_what(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    const char *code = toll_outcome_name(claim->outcome);
    toll_text word = toll_view_cut(document, claim->outcome_span);
    toll_view_add_code(out, code);
    if (!word.len || is_code(word, code)) return;
    toll_buffer_add_string(out, " (“");
    toll_view_add_plain(out, word);
    toll_buffer_add_string(out, "”)");
}

static void add_whose(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    const toll_victims *victims = &claim->victims;
    toll_text words = toll_view_cut(document, victims->span);
    bool known = victims->class_ != TOLL_CLASS_UNKNOWN;
    /* "dozens" or "casualties" alone says nothing that does not stand there already */
    if (is_within(victims->span, claim->quantity.span) || is_within(victims->span, claim->outcome_span)) words.len = 0;
    if (words.len > 3 && !memcmp(words.data, "of ", 3)) words = (toll_text){words.data + 3, words.len - 3};
    toll_view_add_plain(out, words);
    if (victims->side) toll_buffer_printf(out, "%s[%s]", words.len ? " " : "", victims->side);
    if (known && (words.len || victims->side)) toll_buffer_add_string(out, ", ");
    if (known) toll_view_add_code(out, toll_class_name(victims->class_));
    else if (!words.len && !victims->side) toll_buffer_add_string(out, "not said whose");
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
        toll_view_add_code(out, toll_modality_name(claim->modality));
    }
    if (claim->verified != TOLL_VERIFIED_UNSAID) {
        new_line(out);
        toll_view_add_code(out, toll_verified_name(claim->verified));
    }
}

static void add_when(toll_buffer *out, const toll_claim *claim)
{
    size_t before = out->len;
    toll_view_period(out, &claim->period);
    if (out->len == before) toll_buffer_add_string(out, "date open");
}

static void add_where(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    if (claim->place.span.len) toll_view_add_plain(out, toll_view_cut(document, claim->place.span));
    else if (claim->place.name) toll_view_add_plain(out, toll_text_of(claim->place.name));
}

static void add_part(toll_buffer *out, int part, const toll_claim *claim, const toll_document *document)
{
    switch (part) {
    case part_number: toll_view_number(out, &claim->quantity, toll_view_cut(document, claim->quantity.span), TOLL_VIEW_COMPACT); break;
    case part_what: add_what(out, claim, document); break;
    case part_whose: add_whose(out, claim, document); break;
    case part_who: add_who(out, claim, document); break;
    case part_when: add_when(out, claim); break;
    case part_where: add_where(out, claim, document); break;
    default: break;
    }
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

static toll_span shown_words(const toll_claim *claim, toll_text text, unsigned width)
{
    return stretch(claim, text, lines_of_words * (width - 4));
}

/* Do the words over the claim before hold this one's number too? */
static bool is_shown(const toll_claim *claim, const toll_claim *before, toll_text text, unsigned width)
{
    if (!before || before->sentence.off != claim->sentence.off || before->sentence.len != claim->sentence.len) return false;
    return is_within(claim->quantity.span, shown_words(before, text, width));
}

static void add_words(toll_buffer *out, const toll_claim *claim, const toll_document *document, unsigned width)
{
    if (toll_span_end(claim->sentence) > document->text.len || toll_span_end(claim->quantity.span) > document->text.len) return;
    toll_view_cell cell = {0};
    toll_span shown = shown_words(claim, document->text, width);
    toll_buffer_add_string(&cell.text, shown.off > claim->sentence.off ? "“… " : "“");
    toll_view_add_plain(&cell.text, toll_view_cut(document, shown));
    toll_buffer_add_string(&cell.text, toll_span_end(shown) < toll_span_end(claim->sentence) ? " …”" : "”");
    toll_view_add_row(out, &cell, &width, 1);
    toll_view_cell_free(&cell);
}

/* A row; its titles where no claim is given. */
static void add_columns(toll_buffer *out, const toll_claim *claim, const toll_document *document, unsigned width)
{
    layout columns = layout_of(width);
    toll_view_cell cells[1 + part_count] = {0};
    for (int part = 0; part < part_count; part++) {
        toll_buffer *cell = &cells[columns.column[part]].text;
        if (claim) {
            new_line(cell);
            add_part(cell, part, claim, document);
        } else {
            toll_buffer_printf(cell, "%s%s", cell->len ? ", " : "", titles[part]);
        }
    }
    toll_view_add_row(out, cells, columns.widths, columns.count);
    for (size_t i = 0; i <= part_count; i++) toll_view_cell_free(&cells[i]);
}

/* A label and its part, line by line. */
static void add_list(toll_buffer *out, const toll_claim *claim, const toll_document *document, unsigned width)
{
    const unsigned label = 11;
    unsigned widths[3] = {0, label, width - label - 4};
    for (int part = 0; part < part_count; part++) {
        toll_view_cell cells[3] = {0};
        add_part(&cells[2].text, part, claim, document);
        if (cells[2].text.len) {
            toll_buffer_add_string(&cells[1].text, titles[part]);
            toll_view_add_row(out, cells, widths, 3);
        }
        for (size_t i = 0; i < 3; i++) toll_view_cell_free(&cells[i]);
    }
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
    toll_view_cell cell = {0};
    toll_buffer_add_char(out, '\n');
    add_about(&cell.text, document, count);
    toll_view_add_row(out, &cell, &width, 1);
    toll_view_cell_free(&cell);
    for (unsigned i = 0; i < width; i++) toll_buffer_add_string(out, "─");
    toll_buffer_add_char(out, '\n');
    if (width < narrow) return;
    add_columns(out, NULL, document, width);
    toll_buffer_add_char(out, '\n');
}

void toll_view_table_row(toll_buffer *out, unsigned width, const toll_document *document, const toll_claim *claim, const toll_claim *before)
{
    if (!is_shown(claim, before, document->text, width)) {
        if (before) toll_buffer_add_char(out, '\n');
        add_words(out, claim, document, width);
    } else if (width < narrow) {
        toll_buffer_add_char(out, '\n');
    }
    if (width >= narrow) add_columns(out, claim, document, width);
    else add_list(out, claim, document, width);
}
