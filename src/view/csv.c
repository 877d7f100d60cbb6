/* In: a claim and its document. Out: a row of CSV (RFC 4180: CRLF, cells quoted where they must be). Bounds are two columns of numbers and
 * one of words ("30 to 40 times"), since a spreadsheet takes 30-40 for a date. Text cells that begin like a formula can be guarded;
 * numbers never are, for a guarded number is no number any more. */
#include "inside.h"

/* The columns, in this order; docs/cli.md has their meanings. */
static const char header[] =
    "id,doc,doc_sha256,outlet,title,published,zone,number,quantity_text,quantity_start,quantity_end,qualifier,point,low,high,unit,"
    "outcome,outcome_text,victims_text,side,class,category,formation,claimant_text,claimant_id,claimant_side,claimant_kind,chain,"
    "stated,stated_precision,period_kind,from,to,basis,period_text,place_text,place_id,place_name,lat,lon,place_precision,"
    "modality,verified,stake,confidence,sentence_text,sentence_start,sentence_end,rule\r\n";

void toll_view_csv_header(toll_buffer *out)
{
    toll_buffer_add_string(out, header);
}

typedef struct row {
    toll_buffer *out;
    const toll_document *document;
    bool safe, started;
} row;

static void next_cell(row *r)
{
    if (r->started) toll_buffer_add_char(r->out, ',');
    r->started = true;
}

static bool is_any_of(char c, const char *set)
{
    return c && strchr(set, c) != NULL;
}

static void add_text(row *r, toll_text text)
{
    next_cell(r);
    if (!text.len) return;
    bool guard = r->safe && is_any_of(text.data[0], "=+-@\t\r");
    bool quote = false;
    for (size_t i = 0; i < text.len && !quote; i++) quote = is_any_of(text.data[i], ",\"\r\n");
    if (quote) toll_buffer_add_char(r->out, '"');
    if (guard) toll_buffer_add_char(r->out, '\'');
    for (size_t i = 0; i < text.len;) {
        const char *mark = memchr(text.data + i, '"', text.len - i);
        size_t end = mark ? (size_t)(mark - text.data) + 1 : text.len;
        toll_buffer_add(r->out, text.data + i, end - i);
        if (mark) toll_buffer_add_char(r->out, '"');
        i = end;
    }
    if (quote) toll_buffer_add_char(r->out, '"');
}

static void add_string(row *r, const char *string)
{
    add_text(r, toll_text_of(string));
}

static void add_words(row *r, toll_span span)
{
    add_text(r, toll_view_cut(r->document, span));
}

/* An unknown number is an empty cell. */
static void add_number(row *r, double value)
{
    next_cell(r);
    if (value == value) toll_buffer_add_number(r->out, value);
}

static void add_ends(row *r, toll_span span)
{
    next_cell(r);
    toll_buffer_printf(r->out, "%u,%u", (unsigned)span.off, (unsigned)toll_span_end(span));
}

static void add_day(row *r, toll_day day)
{
    char text[16];
    next_cell(r);
    toll_buffer_add(r->out, text, toll_day_format(text, day));
}

static void add_quantity(row *r, const toll_quantity *quantity, toll_buffer *cell)
{
    toll_view_number(cell, quantity, toll_view_cut(r->document, quantity->span), TOLL_VIEW_TEXT);
    add_text(r, (toll_text){cell->data, cell->len});
    add_words(r, quantity->span);
    add_ends(r, quantity->span);
    add_string(r, toll_qualifier_name(quantity->qualifier));
    add_number(r, quantity->point);
    add_number(r, quantity->low);
    add_number(r, quantity->high);
    add_string(r, toll_unit_name(quantity->unit));
}

/* "agency Reuters > outlet Sky News", nearest to the claimant first. */
static void add_chain(row *r, const toll_claim *claim, toll_buffer *cell)
{
    toll_buffer_clear(cell);
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        toll_buffer_printf(cell, "%s%s ", i ? " > " : "", toll_role_name(claim->chain[i].role));
        toll_view_add_plain(cell, toll_view_cut(r->document, claim->chain[i].span));
    }
    add_text(r, (toll_text){cell->data, cell->len});
}

static void add_people(row *r, const toll_claim *claim, toll_buffer *cell)
{
    add_string(r, toll_outcome_name(claim->outcome));
    add_words(r, claim->outcome_span);
    add_words(r, claim->victims.span);
    add_string(r, claim->victims.side);
    add_string(r, toll_class_name(claim->victims.class_));
    add_string(r, claim->victims.category);
    add_words(r, claim->victims.unit);
    add_words(r, claim->claimant.span);
    add_string(r, claim->claimant.id);
    add_string(r, claim->claimant.side);
    add_string(r, claim->claimant.kind);
    add_chain(r, claim, cell);
}

static void add_when_and_where(row *r, const toll_claim *claim)
{
    add_day(r, claim->stated);
    add_string(r, claim->stated == TOLL_DAY_UNKNOWN ? NULL : claim->stated_precision);
    add_string(r, toll_period_kind_name(claim->period.kind));
    add_day(r, claim->period.from);
    add_day(r, claim->period.to);
    add_string(r, toll_basis_name(claim->period.basis));
    add_words(r, claim->period.span);
    add_words(r, claim->place.span);
    add_string(r, claim->place.id);
    add_string(r, claim->place.name);
    add_number(r, claim->place.lat);
    add_number(r, claim->place.lon);
    add_string(r, claim->place.precision);
}

void toll_view_csv_row(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256, bool safe)
{
    row r = {.out = out, .document = document, .safe = safe};
    toll_buffer cell = {0};
    add_string(&r, claim->id);
    add_text(&r, document->name);
    add_string(&r, sha256);
    add_text(&r, document->outlet);
    add_text(&r, document->title);
    add_day(&r, document->published);
    add_string(&r, toll_zone_name(claim->zone));
    add_quantity(&r, &claim->quantity, &cell);
    add_people(&r, claim, &cell);
    add_when_and_where(&r, claim);
    add_string(&r, toll_modality_name(claim->modality));
    add_string(&r, toll_verified_name(claim->verified));
    add_string(&r, toll_stake_name(claim->stake));
    add_number(&r, (double)(int)(claim->confidence * 1e4 + 0.5) / 1e4);
    add_words(&r, claim->sentence);
    add_ends(&r, claim->sentence);
    add_string(&r, claim->rule);
    toll_buffer_add_string(out, "\r\n");
    out->failed |= cell.failed;
    toll_buffer_free(&cell);
}
