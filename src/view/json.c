/* In: a claim and its document. Out: the record of the claim schema (docs/claim.schema.json), field for field in the schema's order, one
 * object without a line break. Nothing is left out: what is unknown is null. Costs little more than copying the words. */
#include <math.h>
#include <string.h>

#include "inside.h"

static void add_key(toll_buffer *out, const char *key)
{
    char before = out->len ? out->data[out->len - 1] : '{';
    if (before != '{' && before != '[') toll_buffer_add_char(out, ',');
    toll_buffer_add_key(out, key);
}

static void add_string(toll_buffer *out, const char *key, const char *value)
{
    add_key(out, key);
    toll_buffer_add_json(out, toll_text_of(value));
}

static void add_text(toll_buffer *out, const char *key, toll_text value)
{
    add_key(out, key);
    toll_buffer_add_json(out, value);
}

static void add_number(toll_buffer *out, const char *key, double value)
{
    add_key(out, key);
    toll_buffer_add_number(out, value);
}

static void add_day(toll_buffer *out, const char *key, toll_day day)
{
    char text[16];
    size_t len = toll_day_format(text, day);
    add_text(out, key, (toll_text){len ? text : NULL, len});
}

static void add_ends(toll_buffer *out, toll_span span)
{
    add_key(out, "start");
    toll_buffer_add_count(out, span.off);
    add_key(out, "end");
    toll_buffer_add_count(out, toll_span_end(span));
}

/* text, start, end where there must be words: an empty span gives an empty text at its place. */
static void add_words(toll_buffer *out, const toll_document *document, toll_span span)
{
    toll_text words = toll_view_cut(document, span);
    add_text(out, "text", words.data ? words : (toll_text){"", 0});
    add_ends(out, span);
}

/* text, start, end where there may be none: an empty span gives three nulls. */
static void add_maybe_words(toll_buffer *out, const toll_document *document, toll_span span)
{
    add_text(out, "text", toll_view_cut(document, span));
    if (span.len) add_ends(out, span);
    else toll_buffer_add_string(out, ",\"start\":null,\"end\":null");
}

/* A place's words are a name: where a line of the text ends within it stands one space, so that it is the same name wherever the line was cut. */
static void add_name(toll_buffer *out, const toll_document *document, toll_span span)
{
    enum { LONGEST = 256 };
    char name[LONGEST];
    size_t len = 0;
    toll_text words = toll_view_cut(document, span);
    if (span.len > LONGEST || !words.data || !memchr(words.data, '\n', words.len)) {
        add_maybe_words(out, document, span);
        return;
    }
    for (size_t i = 0; i < words.len; i++) {
        bool space = words.data[i] == ' ' || words.data[i] == '\t' || words.data[i] == '\r' || words.data[i] == '\n';
        if (!space) name[len++] = words.data[i];
        else if (len && name[len - 1] != ' ') name[len++] = ' ';
    }
    add_text(out, "text", (toll_text){name, len});
    add_ends(out, span);
}

static void add_quantity(toll_buffer *out, const toll_quantity *quantity, const toll_document *document)
{
    add_key(out, "quantity");
    toll_buffer_add_char(out, '{');
    add_words(out, document, quantity->span);
    add_string(out, "qualifier", toll_qualifier_name(quantity->qualifier));
    add_number(out, "point", quantity->point);
    add_number(out, "low", quantity->low);
    add_number(out, "high", quantity->high);
    add_string(out, "unit", toll_unit_name(quantity->unit));
    toll_buffer_add_char(out, '}');
}

static void add_outcome(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    add_key(out, "outcome");
    toll_buffer_add_char(out, '{');
    add_string(out, "code", toll_outcome_name(claim->outcome));
    add_words(out, document, claim->outcome_span);
    toll_buffer_add_char(out, '}');
}

static void add_victims(toll_buffer *out, const toll_victims *victims, const toll_document *document)
{
    add_key(out, "victims");
    toll_buffer_add_char(out, '{');
    add_maybe_words(out, document, victims->span);
    add_string(out, "side", victims->side);
    add_string(out, "class", toll_class_name(victims->class_));
    add_string(out, "category", victims->category);
    add_text(out, "unit", toll_view_cut(document, victims->unit));
    toll_buffer_add_char(out, '}');
}

static void add_reading(toll_buffer *out, const toll_claimant *claimant, const toll_document *document)
{
    add_maybe_words(out, document, claimant->span);
    add_string(out, "id", claimant->id);
    add_string(out, "side", claimant->side);
    add_string(out, "kind", claimant->kind);
}

static void add_claimant(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    add_key(out, "claimant");
    toll_buffer_add_char(out, '{');
    add_reading(out, &claim->claimant, document);
    add_key(out, "alternatives");
    toll_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < claim->alternative_count; i++) {
        toll_buffer_add_string(out, i ? ",{" : "{");
        add_reading(out, &claim->alternatives[i], document);
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_string(out, "]}");
}

static void add_chain(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    add_key(out, "chain");
    toll_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        const toll_link *link = &claim->chain[i];
        toll_buffer_add_string(out, i ? ",{" : "{");
        add_words(out, document, link->span);
        add_string(out, "id", link->id);
        add_string(out, "role", toll_role_name(link->role));
        add_text(out, "verb", toll_view_cut(document, link->verb));
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_char(out, ']');
}

static void add_stated(toll_buffer *out, const toll_claim *claim)
{
    add_key(out, "stated");
    if (claim->stated == TOLL_DAY_UNKNOWN) {
        toll_buffer_add_string(out, "null");
        return;
    }
    toll_buffer_add_char(out, '{');
    add_day(out, "date", claim->stated);
    add_string(out, "precision", claim->stated_precision);
    toll_buffer_add_char(out, '}');
}

static void add_period(toll_buffer *out, const toll_period *period, const toll_document *document)
{
    add_key(out, "period");
    toll_buffer_add_char(out, '{');
    add_string(out, "kind", toll_period_kind_name(period->kind));
    add_day(out, "from", period->from);
    add_day(out, "to", period->to);
    add_maybe_words(out, document, period->span);
    add_string(out, "basis", toll_basis_name(period->basis));
    toll_buffer_add_char(out, '}');
}

static void add_place(toll_buffer *out, const toll_place *place, const toll_document *document)
{
    add_key(out, "place");
    toll_buffer_add_char(out, '{');
    add_name(out, document, place->span);
    add_string(out, "id", place->id);
    add_string(out, "name", place->name);
    add_number(out, "lat", place->lat);
    add_number(out, "lon", place->lon);
    add_string(out, "precision", place->precision);
    toll_buffer_add_char(out, '}');
}

void toll_view_claim_json(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256)
{
    toll_buffer_add_char(out, '{');
    add_string(out, "id", claim->id);
    add_text(out, "doc", document->name.data ? document->name : (toll_text){"", 0});
    if (sha256 && *sha256) add_string(out, "doc_sha256", sha256);
    add_string(out, "zone", toll_zone_name(claim->zone));
    add_day(out, "published", document->published);
    add_quantity(out, &claim->quantity, document);
    add_outcome(out, claim, document);
    add_victims(out, &claim->victims, document);
    add_claimant(out, claim, document);
    add_chain(out, claim, document);
    add_stated(out, claim);
    add_period(out, &claim->period, document);
    add_place(out, &claim->place, document);
    add_string(out, "modality", toll_modality_name(claim->modality));
    add_string(out, "verified", toll_verified_name(claim->verified));
    add_string(out, "stake", toll_stake_name(claim->stake));
    add_number(out, "confidence", toll_view_confidence(claim));
    add_key(out, "sentence");
    toll_buffer_add_char(out, '{');
    add_ends(out, claim->sentence);
    toll_buffer_add_char(out, '}');
    add_string(out, "rule", claim->rule ? claim->rule : "");
    toll_buffer_add_char(out, '}');
}
