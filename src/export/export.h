/* Claims as files for other programs and people. In: a ledger and a filter. Out: the bytes of one format, in pieces, so that memory does not grow with
 * the ledger. Every format goes through one writer, whoever asks: the command line and the server call the same function, and the figures are the ones
 * that `tollbook claims` prints. docs/export.md describes the formats. */
#ifndef TOLL_EXPORT_H
#define TOLL_EXPORT_H

#include <tollbook/ledger.h>

#include "base/base.h"
#include "reckon/ask.h"

typedef enum toll_export_format {
    TOLL_EXPORT_CSV, TOLL_EXPORT_JSONL, TOLL_EXPORT_GEOJSON, TOLL_EXPORT_XLSX, TOLL_EXPORT_ZIP, TOLL_EXPORT_UCDP, TOLL_EXPORT_ACLED,
    TOLL_EXPORT_JSONLD, TOLL_EXPORT_ANNOTATIONS, TOLL_EXPORT_BIBTEX, TOLL_EXPORT_CSL, TOLL_EXPORT_HTML,
    TOLL_EXPORT_FORMAT_COUNT
} toll_export_format;

/* What vague words ("hundreds") give in UCDP- and ACLED-like rows. */
typedef enum toll_export_vague { TOLL_EXPORT_NO_NUMBER, TOLL_EXPORT_STRICT, TOLL_EXPORT_ACLED_RULE } toll_export_vague;

typedef struct toll_export_options {
    size_t size;             /* sizeof(toll_export_options) */
    toll_export_format format;
    const toll_ledger_filter *filter;
    const char *question;    /* HTML: of this question only; NULL = of all claims that the filter lets through */
    const char *tables;      /* version of the tables; NULL = unknown */
    toll_export_vague vague;
    bool bom;                /* CSV begins with a byte order mark */
    bool csv_safe;           /* CSV: text cells that a spreadsheet would take for a formula get a ' before them */
    bool hxl;                /* CSV, xlsx: a row of HXL tags under the header */
    bool statements;         /* zip: also which claims go back to one utterance, and what each counts; asks the reckoning for every claim */
    bool left_out;           /* UCDP, ACLED: not the rows but the claims that have none, with the reason */
} toll_export_options;

typedef struct toll_export_count {
    uint64_t claims;         /* that were written */
    uint64_t documents;      /* whose they are */
    uint64_t left_out;       /* that have no row in this format */
} toll_export_count;

/* Takes the next bytes; what it returns below 0 ends the export. */
typedef toll_status toll_export_put(void *context, const char *data, size_t len, toll_error *error);

/* TOLL_OK; TOLL_END: there is no such question; or an error, TOLL_E_USAGE for options that do not go with the format. `ask` may be NULL but for HTML and `statements`. */
toll_status toll_export(toll_export_count *count, toll_ledger *ledger, toll_ask *ask, const toll_export_options *options, toll_export_put *put,
                        void *context, toll_error *error);

/* --- cite.c: a claim as it stood at one revision, as CSL-JSON or BibTeX: its document, with its sentence (`says`, may be "") and where that is kept. */
void toll_export_cite(toll_buffer *out, bool csl, const toll_ledger_row *row, uint64_t revision, const char *says);

/* --- what there is, for lists and help */
typedef struct toll_export_about {
    const char *name;        /* "xlsx" */
    const char *type;        /* its media type */
    const char *extension;   /* ".xlsx" */
    const char *file;        /* "claims.xlsx" */
    const char *about;       /* one line */
    bool binary;
} toll_export_about;

const toll_export_about *toll_export_describe(toll_export_format format);
int toll_export_format_named(const char *name);           /* -1 = none */
int toll_export_format_of_file(const char *path);         /* by its extension; -1 = none */
/* Do these options go with the format? TOLL_OK, or TOLL_E_USAGE with the reason. */
toll_status toll_export_check(const toll_export_options *options, toll_error *error);

#endif
