/* In: a claim and its document. Out: the claim as a row of typed cells, the same for CSV, spreadsheets and data packages, so that a figure cannot
 * differ between them. One table says what each column is called, what is in it, and what others call it (HXL). Bounds are two columns of numbers
 * and one of words ("30 to 40 times"), since a spreadsheet takes 30-40 for a date. */
#include <math.h>

#include "inside.h"

const toll_view_field toll_view_claim_fields[TOLL_VIEW_CLAIM_FIELDS] = {
    {"id", TOLL_VIEW_STRING, "#meta+id", "the claim: a hash of the text, the words of the figure and the outcome"},
    {"doc", TOLL_VIEW_STRING, "#meta+document", "the document's name in the ledger"},
    {"doc_sha256", TOLL_VIEW_STRING, "#meta+hash", "SHA-256 of the document's text, to which all offsets refer"},
    {"outlet", TOLL_VIEW_STRING, "#meta+source", "who published the document"},
    {"title", TOLL_VIEW_STRING, "#meta+title", "the document's title"},
    {"published", TOLL_VIEW_DATE, "#date+reported", "when the document was published"},
    {"zone", TOLL_VIEW_STRING, "#meta+zone", "where in the document: headline, standfirst, body, caption, disclaimer, boilerplate"},
    {"number", TOLL_VIEW_STRING, "#affected+words", "the figure with its bound, in plain words"},
    {"quantity_text", TOLL_VIEW_STRING, "#affected+original", "the document's words for the figure"},
    {"quantity_start", TOLL_VIEW_INTEGER, "", "first byte of these words in the text"},
    {"quantity_end", TOLL_VIEW_INTEGER, "", "the byte behind them"},
    {"qualifier", TOLL_VIEW_STRING, "#affected+qualifier", "exact, more_than, at_least, less_than, up_to, about, nearly, range, vague"},
    {"point", TOLL_VIEW_NUMBER, "#affected+num", "the number that is named; empty for ranges and vague words"},
    {"low", TOLL_VIEW_NUMBER, "#affected+num+min", "the least that the words allow, inclusive; empty = open"},
    {"high", TOLL_VIEW_NUMBER, "#affected+num+max", "the most that the words allow, inclusive; empty = open"},
    {"unit", TOLL_VIEW_STRING, "#affected+unit", "people, items, percent, times, people_per_day, people_difference"},
    {"outcome", TOLL_VIEW_STRING, "#affected+type",
        "killed, wounded, killed_or_wounded, casualties, losses, missing, captured, destroyed, damaged, destroyed_or_damaged, lost, intercepted"},
    {"outcome_text", TOLL_VIEW_STRING, "#affected+type+original", "the document's word for it"},
    {"victims_text", TOLL_VIEW_STRING, "", "the document's words for who or what was lost"},
    {"side", TOLL_VIEW_STRING, "#affected+side", "whose loss: ISO 3166-1 alpha-3 or a group's id; empty where the text leaves it open"},
    {"class", TOLL_VIEW_STRING, "#affected+group", "military, civilian, mixed, unknown, materiel, structure"},
    {"category", TOLL_VIEW_STRING, "#affected+category", "the kind: children, tank, howitzer"},
    {"formation", TOLL_VIEW_STRING, "", "a formation that is named, as written"},
    {"claimant_text", TOLL_VIEW_STRING, "#meta+claimant+original", "the document's words for who vouches for the figure"},
    {"claimant_id", TOLL_VIEW_STRING, "#meta+claimant", "the institution whose word it is"},
    {"claimant_side", TOLL_VIEW_STRING, "", "its side; empty = none or unknown"},
    {"claimant_kind", TOLL_VIEW_STRING, "", "party, official, agency, ngo, igo, outlet, witness, person"},
    {"chain", TOLL_VIEW_STRING, "#meta+chain", "through whom, nearest to the claimant first: role and words, separated by >"},
    {"stated", TOLL_VIEW_DATE, "#date+stated", "when the claimant said it"},
    {"stated_precision", TOLL_VIEW_STRING, "", "day, month, year"},
    {"period_kind", TOLL_VIEW_STRING, "", "what the period is: event, window, cumulative, average, unknown"},
    {"from", TOLL_VIEW_DATE, "#date+start", "first day of the loss, inclusive; empty = open"},
    {"to", TOLL_VIEW_DATE, "#date+end", "last day, inclusive; empty = open"},
    {"basis", TOLL_VIEW_STRING, "", "whose days these are: loss_day, report_day, unknown"},
    {"period_text", TOLL_VIEW_STRING, "", "the document's words that fix the period"},
    {"place_text", TOLL_VIEW_STRING, "#loc+original", "the document's words for the place"},
    {"place_id", TOLL_VIEW_STRING, "#loc+code", "the gazetteer's id, geonames:NUMBER"},
    {"place_name", TOLL_VIEW_STRING, "#loc+name", "the gazetteer's name"},
    {"lat", TOLL_VIEW_NUMBER, "#geo+lat", "degrees north, WGS 84"},
    {"lon", TOLL_VIEW_NUMBER, "#geo+lon", "degrees east, WGS 84"},
    {"place_precision", TOLL_VIEW_STRING, "#geo+precision", "exact, near, district, province, axis, country"},
    {"modality", TOLL_VIEW_STRING, "", "asserted, estimated, admitted, denied, questioned"},
    {"verified", TOLL_VIEW_STRING, "", "what the text says of checking: verified, unverified; empty = nothing"},
    {"stake", TOLL_VIEW_STRING, "", "own_loss, enemy_loss, third_party; empty = unknown"},
    {"confidence", TOLL_VIEW_NUMBER, "", "probability, 0 to 1, that value, unit, outcome, side and claimant are read right"},
    {"sentence_text", TOLL_VIEW_STRING, "#description", "the sentence, as it stands in the document"},
    {"sentence_start", TOLL_VIEW_INTEGER, "", "its first byte"},
    {"sentence_end", TOLL_VIEW_INTEGER, "", "the byte behind it"},
    {"rule", TOLL_VIEW_STRING, "", "the rule that made the claim"},
};

/* Cells are filled in the order of the columns. */
typedef struct row {
    toll_view_datum *at;
    const toll_document *document;
} row;

static void set_text(row *r, toll_text text)
{
    *r->at++ = (toll_view_datum){.text = text};
}

static void set_string(row *r, const char *string)
{
    set_text(r, toll_text_of(string));
}

static void set_words(row *r, toll_span span)
{
    set_text(r, toll_view_cut(r->document, span));
}

static void set_number(row *r, double value)
{
    *r->at++ = (toll_view_datum){.number = value};
}

static void set_ends(row *r, toll_span span)
{
    set_number(r, span.off);
    set_number(r, toll_span_end(span));
}

static void set_day(row *r, toll_day day)
{
    *r->at++ = (toll_view_datum){.day = day};
}

static void set_document(row *r, const toll_claim *claim, const char *sha256)
{
    set_string(r, claim->id);
    set_text(r, r->document->name);
    set_string(r, sha256);
    set_text(r, r->document->outlet);
    set_text(r, r->document->title);
    set_day(r, r->document->published);
    set_string(r, toll_zone_name(claim->zone));
}

static void set_quantity(row *r, const toll_quantity *quantity, toll_text number)
{
    set_text(r, number);
    set_words(r, quantity->span);
    set_ends(r, quantity->span);
    set_string(r, toll_qualifier_name(quantity->qualifier));
    set_number(r, quantity->point);
    set_number(r, quantity->low);
    set_number(r, quantity->high);
    set_string(r, toll_unit_name(quantity->unit));
}

static void set_people(row *r, const toll_claim *claim, toll_text chain)
{
    set_string(r, toll_outcome_name(claim->outcome));
    set_words(r, claim->outcome_span);
    set_words(r, claim->victims.span);
    set_string(r, claim->victims.side);
    set_string(r, toll_class_name(claim->victims.class_));
    set_string(r, claim->victims.category);
    set_words(r, claim->victims.unit);
    set_words(r, claim->claimant.span);
    set_string(r, claim->claimant.id);
    set_string(r, claim->claimant.side);
    set_string(r, claim->claimant.kind);
    set_text(r, chain);
}

static void set_when_and_where(row *r, const toll_claim *claim)
{
    set_day(r, claim->stated);
    set_string(r, claim->stated == TOLL_DAY_UNKNOWN ? NULL : claim->stated_precision);
    set_string(r, toll_period_kind_name(claim->period.kind));
    set_day(r, claim->period.from);
    set_day(r, claim->period.to);
    set_string(r, toll_basis_name(claim->period.basis));
    set_words(r, claim->period.span);
    set_words(r, claim->place.span);
    set_string(r, claim->place.id);
    set_string(r, claim->place.name);
    set_number(r, claim->place.lat);
    set_number(r, claim->place.lon);
    set_string(r, claim->place.precision);
}

/* "agency Reuters > outlet Sky News", nearest to the claimant first. */
static void add_chain(toll_buffer *out, const toll_claim *claim, const toll_document *document)
{
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        toll_buffer_printf(out, "%s%s ", i ? " > " : "", toll_role_name(claim->chain[i].role));
        toll_view_add_plain(out, toll_view_cut(document, claim->chain[i].span));
    }
}

double toll_view_confidence(const toll_claim *claim)
{
    return round(claim->confidence * 1e4) / 1e4;
}

bool toll_view_set_claim(toll_view_datum cells[TOLL_VIEW_CLAIM_FIELDS], toll_buffer *scratch, const toll_claim *claim,
    const toll_document *document, const char *sha256)
{
    row r = {cells, document};
    toll_buffer_clear(scratch);
    toll_view_number(scratch, &claim->quantity, toll_view_cut(document, claim->quantity.span), TOLL_VIEW_TEXT);
    size_t number = scratch->len; /* pointers only once nothing grows any more */
    add_chain(scratch, claim, document);
    const char *made = scratch->data ? scratch->data : "";
    set_document(&r, claim, sha256);
    set_quantity(&r, &claim->quantity, (toll_text){made, number});
    set_people(&r, claim, (toll_text){made + number, scratch->len - number});
    set_when_and_where(&r, claim);
    set_string(&r, toll_modality_name(claim->modality));
    set_string(&r, toll_verified_name(claim->verified));
    set_string(&r, toll_stake_name(claim->stake));
    set_number(&r, toll_view_confidence(claim));
    set_words(&r, claim->sentence);
    set_ends(&r, claim->sentence);
    set_string(&r, claim->rule);
    return !scratch->failed;
}
