/* In: claims. Out: the rows they have in the tables of a data package: the claim itself, who passed it on, other readings of who vouches for it, the
 * words it rests on, its document, what a person decided. Every table names its claim by document and id. */
#include <math.h>

#include "inside.h"

static const toll_view_field link_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"claim", TOLL_VIEW_STRING, "", "the claim's id"},
    {"position", TOLL_VIEW_INTEGER, "", "1 = nearest to the claimant"},
    {"role", TOLL_VIEW_STRING, "", "spokesperson, channel, agency, outlet, anonymous"},
    {"id", TOLL_VIEW_STRING, "", "who passed it on; empty = not known"},
    {"text", TOLL_VIEW_STRING, "", "the document's words for them"},
    {"start", TOLL_VIEW_INTEGER, "", "first byte of these words in the text"},
    {"end", TOLL_VIEW_INTEGER, "", "the byte behind them"},
    {"verb", TOLL_VIEW_STRING, "", "the word that passes it on"},
};
static const toll_view_field reading_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"claim", TOLL_VIEW_STRING, "", "the claim's id; the sentence leaves open who vouches for its figure"},
    {"text", TOLL_VIEW_STRING, "", "the words of another reading"},
    {"start", TOLL_VIEW_INTEGER, "", "first byte of these words in the text"},
    {"end", TOLL_VIEW_INTEGER, "", "the byte behind them"},
    {"id", TOLL_VIEW_STRING, "", "the institution of that reading; empty = none known"},
    {"side", TOLL_VIEW_STRING, "", "its side"},
    {"kind", TOLL_VIEW_STRING, "", "party, official, agency, ngo, igo, outlet, witness, person"},
};
static const toll_view_field evidence_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"claim", TOLL_VIEW_STRING, "", "the claim's id"},
    {"part", TOLL_VIEW_STRING, "", "quantity, outcome, victims, formation, claimant, period, place, sentence"},
    {"start", TOLL_VIEW_INTEGER, "", "first byte in the text"},
    {"end", TOLL_VIEW_INTEGER, "", "the byte behind it"},
    {"code_point_start", TOLL_VIEW_INTEGER, "", "the same in code points, as the W3C's selectors and most languages count"},
    {"code_point_end", TOLL_VIEW_INTEGER, "", "the code point behind it"},
    {"text", TOLL_VIEW_STRING, "", "these bytes"},
};
static const toll_view_field document_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"doc_sha256", TOLL_VIEW_STRING, "", "SHA-256 of its text"},
    {"outlet", TOLL_VIEW_STRING, "", "who published it"},
    {"title", TOLL_VIEW_STRING, "", "its title"},
    {"published", TOLL_VIEW_DATE, "", "when; empty = unknown"},
    {"url", TOLL_VIEW_STRING, "", "where it was found"},
    {"recorded_at", TOLL_VIEW_STRING, "", "when its first claim here was read (UTC)"},
    {"engine", TOLL_VIEW_STRING, "", "what read it"},
    {"tables", TOLL_VIEW_STRING, "", "the word tables it was read with"},
};
static const toll_view_field decision_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"claim", TOLL_VIEW_STRING, "", "the claim's id"},
    {"decision", TOLL_VIEW_STRING, "", "accepted, corrected, rejected"},
    {"reviewer", TOLL_VIEW_STRING, "", "who decided"},
    {"correction", TOLL_VIEW_STRING, "", "JSON of the corrected fields; claims.csv has the claim as it was read"},
};

static const toll_view_field statement_fields[] = {
    {"doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"claim", TOLL_VIEW_STRING, "", "the claim's id"},
    {"statement", TOLL_VIEW_STRING, "", "the utterance it goes back to: claims with the same one are one statement told several times"},
    {"question", TOLL_VIEW_STRING, "",
        "what the statement counts: `tollbook questions` has its words; those with the same one can be compared"},
    {"link", TOLL_VIEW_STRING, "", "head (nearest to the utterance), confirmed, suggested"},
    {"told_from", TOLL_VIEW_STRING, "", "the claim it hangs on; empty for the head"},
    {"drift", TOLL_VIEW_STRING, "", "what was changed on the way: qualifier, number, outcome, window, place, attribution, scope"},
};

#define SHEET(name, about, fields)                                                                                                         \
    {                                                                                                                                      \
        name, about, fields, sizeof fields / sizeof *fields                                                                                \
    }
const export_sheet export_sheets[EXPORT_TABLES] = {
    {"claims", "one row a claim: one figure put on losses by one claimant in one place of one document", toll_view_claim_fields,
        TOLL_VIEW_CLAIM_FIELDS},
    SHEET("links", "who passed a claim on, between its claimant and the page", link_fields),
    SHEET("readings", "other readings of who vouches for a claim, where its sentence leaves that open", reading_fields),
    SHEET("evidence", "the words that each part of a claim rests on", evidence_fields),
    SHEET("documents", "the documents that the claims stand in", document_fields),
    SHEET("decisions", "what people decided on claims", decision_fields),
    SHEET("statements", "which claims go back to one utterance, and what it counts", statement_fields),
};

static toll_view_datum number_of(double number)
{
    return (toll_view_datum){.number = number};
}

/* first byte and the byte behind; nothing where there are no words */
static void set_ends(toll_view_datum *cells, toll_span span)
{
    cells[0] = number_of(span.len ? (double)span.off : (double)NAN);
    cells[1] = number_of(span.len ? (double)toll_span_end(span) : (double)NAN);
}

typedef struct rows {
    export_job *job;
    const toll_ledger_row *row;
    export_add_row *add;
    void *context;
    toll_view_datum cells[EXPORT_CELLS];
} rows;

static toll_status add_claim(rows *r)
{
    const toll_ledger_row *row = r->row;
    if (!toll_view_set_claim(r->cells, &r->job->scratch, &row->claim, &row->document, row->sha256)) return export_no_memory(r->job);
    return r->add(r->context, EXPORT_CLAIMS, r->cells);
}

static toll_status add_links(rows *r)
{
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; status >= 0 && i < r->row->claim.chain_count; i++) {
        const toll_link *link = &r->row->claim.chain[i];
        r->cells[2] = number_of(i + 1);
        r->cells[3] = export_string_of(toll_role_name(link->role));
        r->cells[4] = export_string_of(link->id);
        r->cells[5] = export_text_of(toll_view_cut(&r->row->document, link->span));
        set_ends(r->cells + 6, link->span);
        r->cells[8] = export_text_of(toll_view_cut(&r->row->document, link->verb));
        status = r->add(r->context, EXPORT_LINKS, r->cells);
    }
    return status;
}

static toll_status add_readings(rows *r)
{
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; status >= 0 && i < r->row->claim.alternative_count; i++) {
        const toll_claimant *other = &r->row->claim.alternatives[i];
        r->cells[2] = export_text_of(toll_view_cut(&r->row->document, other->span));
        set_ends(r->cells + 3, other->span);
        r->cells[5] = export_string_of(other->id);
        r->cells[6] = export_string_of(other->side);
        r->cells[7] = export_string_of(other->kind);
        status = r->add(r->context, EXPORT_READINGS, r->cells);
    }
    return status;
}

static toll_status add_evidence(rows *r)
{
    export_part parts[EXPORT_PARTS];
    const export_points *points = &r->job->points;
    size_t count = export_parts(parts, &r->row->claim);
    toll_status status = export_points_at(r->job, r->row);
    for (size_t i = 0; status >= 0 && i < count; i++) {
        r->cells[2] = export_string_of(parts[i].name);
        set_ends(r->cells + 3, parts[i].span);
        r->cells[5] = number_of((double)export_points_before(points, parts[i].span.off));
        r->cells[6] = number_of((double)export_points_before(points, toll_span_end(parts[i].span)));
        r->cells[7] = export_text_of(toll_view_cut(&r->row->document, parts[i].span));
        status = r->add(r->context, EXPORT_EVIDENCE, r->cells);
    }
    return status;
}

static toll_status add_document(rows *r)
{
    char time[32];
    const toll_document *d = &r->row->document;
    if (!r->job->new_document) return TOLL_OK;
    r->cells[1] = export_string_of(r->row->sha256);
    r->cells[2] = export_text_of(d->outlet);
    r->cells[3] = export_text_of(d->title);
    r->cells[4] = (toll_view_datum){.day = d->published};
    r->cells[5] = export_text_of(d->url);
    r->cells[6] = export_text_of((toll_text){time, toll_ledger_time_format(time, r->row->recorded_at)});
    r->cells[7] = export_string_of(r->row->engine);
    r->cells[8] = export_string_of(r->row->tables);
    return r->add(r->context, EXPORT_DOCUMENTS, r->cells);
}

static toll_status add_decision(rows *r)
{
    if (r->row->decision == TOLL_LEDGER_PROPOSED) return TOLL_OK;
    r->cells[2] = export_string_of(toll_ledger_action_name(r->row->decision));
    r->cells[3] = export_string_of(r->row->reviewer);
    r->cells[4] = export_text_of(r->row->payload);
    return r->add(r->context, EXPORT_DECISIONS, r->cells);
}

static toll_status add_statement(rows *r)
{
    return export_has(r->job, EXPORT_STATEMENTS) ? export_add_statement(r->job, r->row, r->cells, r->add, r->context) : TOLL_OK;
}

toll_status export_add_rows(export_job *job, const toll_ledger_row *row, export_table table, export_add_row *add, void *context)
{
    static toll_status (*const adders[EXPORT_TABLES])(rows *) = {
        add_claim, add_links, add_readings, add_evidence, add_document, add_decision, add_statement};
    rows r = {.job = job, .row = row, .add = add, .context = context};
    r.cells[0] = export_text_of(row->document.name);
    r.cells[1] = export_string_of(row->claim.id);
    return adders[table](&r);
}
