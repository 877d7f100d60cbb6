/* In: a claim and its document. Out: the claim taken apart for a reader: each part with its words, their bytes, and what was made of them.
 * What it shows is all there is to a claim; nothing is left to be believed. */
#include <math.h>

#include "inside.h"

enum { label_width = 10, words_width = 34, bytes_width = 14 };

static void pad(toll_buffer *out, size_t start, size_t width)
{
    size_t shown = toll_view_width((toll_text){out->data + start, out->len - start});
    for (size_t i = shown; i < width; i++) toll_buffer_add_char(out, ' ');
    toll_buffer_add_char(out, ' ');
}

/* The beginning of a line: what it is about, the words, and their bytes. */
static void add_part(toll_buffer *out, const char *label, const toll_document *document, toll_span span)
{
    size_t start = out->len;
    toll_buffer_add_string(out, label);
    pad(out, start, label_width);
    start = out->len;
    toll_text words = toll_view_cut(document, span);
    if (words.len) toll_view_add_plain(out, words);
    else toll_buffer_add_string(out, "–");
    pad(out, start, words_width);
    start = out->len;
    if (span.len) toll_buffer_printf(out, "%u-%u", (unsigned)span.off, (unsigned)toll_span_end(span));
    pad(out, start, bytes_width);
}

static void end_line(toll_buffer *out)
{
    while (out->len && out->data[out->len - 1] == ' ') out->len--;
    toll_buffer_add_char(out, '\n');
}

static void add_more(toll_buffer *out, const char *word)
{
    if (!word) return;
    toll_buffer_add_string(out, word);
    toll_buffer_add_char(out, ' ');
}

static void add_bounds(toll_buffer *out, const toll_quantity *quantity, toll_text words)
{
    toll_view_number(out, quantity, words, TOLL_VIEW_TEXT);
    toll_buffer_printf(out, ", %s, %s, allows ", toll_qualifier_name(quantity->qualifier), toll_unit_name(quantity->unit));
    if (isnan(quantity->low)) toll_buffer_add_string(out, "any");
    else toll_buffer_add_number(out, quantity->low);
    toll_buffer_add_string(out, " to ");
    if (isnan(quantity->high)) toll_buffer_add_string(out, "any");
    else toll_buffer_add_number(out, quantity->high);
    end_line(out);
}

static void add_claimant(toll_buffer *out, const char *label, const toll_claimant *claimant, const toll_document *document)
{
    add_part(out, label, document, claimant->span);
    add_more(out, claimant->id);
    add_more(out, claimant->kind);
    if (claimant->side) toll_buffer_printf(out, "of %s", claimant->side);
    if (!claimant->id && !claimant->span.len) toll_buffer_add_string(out, "nobody is named: the text in its own voice");
    end_line(out);
}

static void add_who(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    add_claimant(out, "who says", &claim->claimant, document);
    for (uint32_t i = 0; i < claim->alternative_count; i++) add_claimant(out, "  or", &claim->alternatives[i], document);
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        const toll_link *link = &claim->chain[i];
        add_part(out, "through", document, link->span);
        add_more(out, toll_role_name(link->role));
        add_more(out, link->id);
        if (link->verb.len) {
            toll_buffer_add_string(out, "“");
            toll_view_add_plain(out, toll_view_cut(document, link->verb));
            toll_buffer_add_string(out, "”");
        }
        end_line(out);
    }
}

static void add_when_and_where(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    char day[16];
    add_part(out, "when", document, claim->period.span);
    toll_view_period(out, &claim->period);
    toll_buffer_printf(out, " (%s, %s)", toll_period_kind_name(claim->period.kind), toll_basis_name(claim->period.basis));
    end_line(out);
    if (toll_day_format(day, claim->stated)) {
        add_part(out, "said on", document, (toll_span){0, 0});
        add_more(out, day);
        add_more(out, claim->stated_precision);
        end_line(out);
    }
    add_part(out, "where", document, claim->place.span);
    add_more(out, claim->place.name);
    add_more(out, claim->place.id);
    add_more(out, claim->place.precision);
    if (!isnan(claim->place.lat) && !isnan(claim->place.lon)) toll_buffer_printf(out, "%.4f %.4f", claim->place.lat, claim->place.lon);
    end_line(out);
}

/* What the confidence rests on; the first ground holds of every claim. */
static void add_grounds(toll_buffer *out, uint32_t grounds)
{
    if (grounds <= 1) return;
    toll_buffer_add_string(out, "resting on ");
    const char *between = "";
    for (unsigned ground = 1; toll_ground_name(ground); ground++) {
        if (!(grounds >> ground & 1)) continue;
        toll_buffer_printf(out, "%s%s", between, toll_ground_name(ground));
        between = ", ";
    }
    end_line(out);
}

void toll_view_explain(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    const toll_victims *victims = &claim->victims;
    toll_buffer_printf(out, "%s  ", claim->id);
    toll_view_add_plain(out, document->name);
    toll_buffer_printf(
        out, ", %s, bytes %u-%u\n“", toll_zone_name(claim->zone), (unsigned)claim->sentence.off, (unsigned)toll_span_end(claim->sentence));
    toll_view_add_plain(out, toll_view_cut(document, claim->sentence));
    toll_buffer_add_string(out, "”\n\n");
    add_part(out, "how many", document, claim->quantity.span);
    add_bounds(out, &claim->quantity, toll_view_cut(document, claim->quantity.span));
    add_part(out, "what", document, claim->outcome_span);
    add_more(out, toll_outcome_name(claim->outcome));
    end_line(out);
    add_part(out, "whose", document, victims->span);
    add_more(out, victims->side ? victims->side : "side open,");
    add_more(out, toll_class_name(victims->class_));
    add_more(out, victims->category);
    if (victims->unit.len) toll_view_add_plain(out, toll_view_cut(document, victims->unit));
    end_line(out);
    add_who(out, claim, document);
    add_when_and_where(out, claim, document);
    add_part(out, "how said", document, (toll_span){0, 0});
    add_more(out, toll_modality_name(claim->modality));
    add_more(out, toll_verified_name(claim->verified));
    add_more(out, toll_stake_name(claim->stake));
    end_line(out);
    toll_buffer_printf(out, "%-10s %s, confidence %.2f\n", "rule", claim->rule ? claim->rule : "", claim->confidence);
    add_grounds(out, claim->grounds);
}
