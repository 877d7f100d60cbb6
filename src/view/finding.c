/* In: a finding and the reckoning that its claims are in. Out: one JSON object, or values for the columns of a table or CSV; the same for the command
 * line, the server and exports. */
#include <math.h>

#include "reckoned.h"

const toll_view_column toll_view_finding_columns[TOLL_VIEW_FINDING_COLUMNS] = {{"id", NULL, 0}, {"code", "FINDING", 18},
    {"verdict", "VERDICT", 8}, {"terms", NULL, 0}, {"ratio", NULL, 0}, {"difference", NULL, 0}, {"value", NULL, 0}, {"claims", NULL, 0},
    {"documents", "DOCUMENTS", 18}, {"reason", "WHY", 0}};

/* What a kind of finding is called, and what must hold for one of it to be real. */
static const struct {
    const char *title, *needs;
} kinds[TOLL_FINDING_CODE_COUNT] = {
    [TOLL_FINDING_REREPORT] = {"Told again", "Real if it is one utterance: whoever tells it again passes it on and did not ask anew."},
    [TOLL_FINDING_DRIFT] = {"Changed on the way",
        "Real if it is one utterance, and the change stands in the words and not in how they were read."},
    [TOLL_FINDING_HEADLINE_MISMATCH] = {"Headline and text differ", "Real if headline and text tell of the same figure."},
    [TOLL_FINDING_REVISION] = {"Revised by its claimant",
        "Real if both figures count the same people, days and place, and the one said last takes the place of the other."},
    [TOLL_FINDING_CONFLICT] = {"Cannot both hold",
        "Real if both count the same people, outcome, days and place, and the toll did not rise between the two tellings."},
    [TOLL_FINDING_APPARENT_CONFLICT] = {"Only looks like a contradiction",
        "A contradiction only if the terms that are named as open or different turn out to be the same."},
    [TOLL_FINDING_PART_EXCEEDS_TOTAL] = {"A part above its whole",
        "Real if the part lies within the whole by outcome, days and place, and was not told after it."},
    [TOLL_FINDING_ADMISSION] = {"Own losses told", "Real if the institution speaks for the side whose loss it tells of."},
    [TOLL_FINDING_AVERAGE_CHECKED] = {"Average checked", "Holds if the average is of the same losses and days as the total."},
    [TOLL_FINDING_DIFFERENCE_CHECKED] = {"Difference checked",
        "Holds if the figure that it is compared with is the claimant’s own, of the same kind."},
    [TOLL_FINDING_RECORD_CHECKED] = {"Record checked",
        "One earlier figure that is higher refutes it; that it holds needs every earlier figure, which a ledger may lack."},
    [TOLL_FINDING_INCLUDED] = {"Counted in another figure",
        "Real if the figure is the same claimant’s and its days lie within those of the other."},
    [TOLL_FINDING_ATTRIBUTION_OPEN] = {"Left open who says so", "Settled by reading: the sentence leaves open who vouches for the figure."},
    [TOLL_FINDING_DATE_ERROR] = {"A date that cannot be", "Real if the text means the event whose day is known, and no other."},
    [TOLL_FINDING_CIRCULAR] = {"Several outlets, one origin", "Real if no outlet asked anew: many tellings are then one source."},
    [TOLL_FINDING_TOTAL_CHECKED] = {"Laid over the claimant's series",
        "Holds if the table is the claimant’s own and tells of the same losses; that it agrees does not make it true."},
    [TOLL_FINDING_RELAY_SERIES] = {"One table repeats another", "Real if the one table was copied from the other and not counted anew."},
    [TOLL_FINDING_TABLE_ERROR] = {"A slip in a table", "Real if the table stands as its maker wrote it; the reason shows the arithmetic."},
};

const char *toll_view_finding_title(toll_finding_code code)
{
    return kinds[code].title;
}

const char *toll_view_finding_needs(toll_finding_code code)
{
    return kinds[code].needs;
}

static void add_day_json(toll_buffer *out, toll_day day)
{
    char text[16] = "";
    toll_buffer_add_json(out, (toll_text){toll_day_format(text, day) ? text : NULL, strlen(text)});
}

void toll_view_reckoned_claim_json(toll_buffer *out, const toll_reckoning *reckoning, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, claim);
    const toll_reckoned_document *d = toll_reckoning_document(reckoning, c->document);
    const struct {
        const char *key, *value;
    } before[] = {{"id", c->id}, {"doc", d->name}, {"outlet", d->outlet}, {"zone", toll_zone_name((toll_zone)c->zone)}},
      after[] = {{"text", c->words}, {"outcome", toll_outcome_name((toll_outcome)c->outcome)}, {"claimant", c->claimant},
          {"claimant_text", c->claimant_words}};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        toll_buffer_add_char(out, i ? ',' : '{');
        toll_buffer_add_key(out, before[i].key);
        toll_buffer_add_json(out, toll_text_of(before[i].value));
    }
    toll_buffer_add_string(out, ",\"start\":");
    toll_buffer_add_count(out, c->off);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        toll_buffer_add_char(out, ',');
        toll_buffer_add_key(out, after[i].key);
        toll_buffer_add_json(out, toll_text_of(after[i].value));
    }
    toll_buffer_add_string(out, "}");
}

static void add_terms(toll_buffer *out, const toll_finding *f, bool json)
{
    bool any = false;
    if (json) toll_buffer_add_string(out, "{");
    for (int i = 0; i < TOLL_TERM_COUNT; i++) {
        const char *standing = toll_standing_name((toll_standing)f->terms[i]);
        if (!standing) continue;
        toll_buffer_printf(
            out, json ? "%s\"%s\":\"%s\"" : "%s%s:%s", any ? (json ? "," : " ") : "", toll_term_name((toll_term)i), standing);
        any = true;
    }
    if (json) toll_buffer_add_string(out, "},\"drift\":[");
    bool first = true;
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1) {
        if (!(f->drift & bit)) continue;
        toll_buffer_printf(
            out, json ? "%s\"%s\"" : "%s%s", first ? (!json && any ? " " : "") : (json ? "," : " "), toll_drift_name((toll_drift)bit));
        first = false;
    }
    if (json) toll_buffer_add_string(out, "]");
}

static void add_names(toll_buffer *out, toll_reckoning *r, const toll_finding *f, bool json)
{
    uint32_t before = UINT32_MAX, count = 0;
    for (uint32_t i = 0; i < f->claim_count; i++) {
        uint32_t at = toll_reckoning_claim(r, f->claims[i])->document;
        bool seen = at == before;
        for (uint32_t k = 0; k < i && k < 64 && !seen; k++) seen = toll_reckoning_claim(r, f->claims[k])->document == at;
        before = at;
        if (seen) continue;
        toll_buffer_add_string(out, count++ ? (json ? "," : ", ") : "");
        if (json) toll_buffer_add_json(out, toll_text_of(toll_reckoning_document(r, at)->name));
        else toll_buffer_add_string(out, toll_reckoning_document(r, at)->name);
    }
}

void toll_view_finding_json(toll_buffer *out, toll_reckoning *r, const toll_finding *f)
{
    char reason[2048];
    toll_finding_reason(reason, sizeof reason, r, f);
    toll_buffer_printf(out, "{\"id\":\"%s\",\"code\":\"%s\",\"verdict\":", f->id, toll_finding_code_name(f->code));
    toll_buffer_add_json(out, toll_text_of(toll_verdict_name(f->verdict)));
    toll_buffer_add_string(out, ",\"terms\":");
    add_terms(out, f, true);
    toll_buffer_add_string(out, ",\"ratio\":");
    toll_buffer_add_number(out, f->ratio);
    toll_buffer_add_string(out, ",\"difference\":");
    toll_buffer_add_number(out, f->difference);
    toll_buffer_add_string(out, ",\"value\":");
    toll_buffer_add_number(out, f->value);
    toll_buffer_add_string(out, ",\"date\":");
    add_day_json(out, f->day);
    toll_buffer_add_string(out, ",\"claims\":[");
    for (uint32_t i = 0; i < f->claim_count; i++) {
        if (i) toll_buffer_add_char(out, ',');
        toll_view_reckoned_claim_json(out, r, f->claims[i]);
    }
    toll_buffer_add_string(out, "],\"documents\":[");
    add_names(out, r, f, true);
    toll_buffer_add_char(out, ']');
    if (f->reason && f->name) toll_buffer_add_string(out, ",\"series\":"), toll_buffer_add_json(out, toll_text_of(f->name));
    toll_buffer_add_string(out, ",\"reason\":");
    toll_buffer_add_json(out, toll_text_of(reason));
    toll_buffer_add_string(out, "}");
}

void toll_view_finding_row(toll_buffer *out, toll_view_rows *rows, toll_reckoning *r, const toll_finding *f)
{
    char reason[2048];
    toll_finding_reason(reason, sizeof reason, r, f);
    toll_view_value values[TOLL_VIEW_FINDING_COLUMNS];
    toll_buffer terms = {0}, claims = {0}, documents = {0};
    add_terms(&terms, f, false);
    add_names(&documents, r, f, false);
    for (uint32_t i = 0; i < f->claim_count; i++)
        toll_buffer_printf(&claims, "%s%s", i ? " " : "", toll_reckoning_claim(r, f->claims[i])->id);
    const char *texts[] = {f->id, toll_finding_code_name(f->code), toll_verdict_name(f->verdict), terms.data, NULL, NULL, NULL, claims.data,
        documents.data, reason};
    for (size_t i = 0; i < TOLL_VIEW_FINDING_COLUMNS; i++) toll_view_set_text(&values[i], toll_text_of(texts[i]));
    const double figures[] = {f->ratio, f->difference, f->value};
    toll_buffer numbers[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        if (isnan(figures[i])) continue;
        toll_buffer_add_number(&numbers[i], figures[i]);
        toll_view_set_text(&values[4 + i], toll_text_of(numbers[i].data));
    }
    toll_view_rows_add(out, rows, values);
    for (size_t i = 0; i < 3; i++) toll_buffer_free(&numbers[i]);
    toll_buffer_free(&terms);
    toll_buffer_free(&claims);
    toll_buffer_free(&documents);
}
