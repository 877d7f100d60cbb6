/* Inside an export: one job, which a writer turns claims into bytes of. Writers append to job->out, which goes on to the caller whenever it is worth it. */
#ifndef TOLL_EXPORT_INSIDE_H
#define TOLL_EXPORT_INSIDE_H

#include "base/fault.h"
#include "export.h"
#include "view/reckoned.h"

typedef struct export_job export_job;

/* --- points.c: code points before a byte of a text. Linear in the text once, then by steps. */
typedef struct export_points {
    toll_text text;
    uint32_t *steps;
    size_t count, cap;
} export_points;
toll_status export_points_of(export_points *points, toll_text text);   /* `text` lives as long as it is asked about */
/* job->points are those of the row's document; ask for it at each claim. */
toll_status export_points_at(export_job *job, const toll_ledger_row *row);
size_t export_points_before(const export_points *points, size_t off);
void export_points_free(export_points *points);

struct export_dataset;  /* event.h */

typedef struct export_writer {
    toll_status (*begin)(export_job *job);                                /* each may be NULL */
    toll_status (*claim)(export_job *job, const toll_ledger_row *row);    /* in the order of documents and of their text */
    toll_status (*end)(export_job *job);
    void (*close)(export_job *job);                                       /* in any case, once `begin` was called */
    const struct export_dataset *dataset;                                 /* of events; NULL = the writer has none */
} export_writer;

struct export_job {
    const toll_export_options *options;
    toll_ledger *ledger;
    toll_ask *ask;
    toll_export_put *put;
    void *context;
    toll_error *error;
    toll_export_count count;
    toll_buffer out, scratch;
    const char *asked;       /* the filter in words */
    char as_of[32];          /* "" = now */
    bool new_document;       /* the claim in hand is the first of its document */
    export_points points;    /* of the document in hand, after export_points_at */
    void *own;               /* the writer's */
    const struct export_dataset *dataset;    /* the writer's */
};

toll_status export_no_memory(export_job *job);
toll_status export_flush(export_job *job, bool all);

extern const export_writer export_csv, export_jsonl, export_geojson, export_xlsx, export_zip, export_ucdp, export_acled, export_jsonld,
    export_annotations, export_bibtex, export_csl, export_html;

static inline toll_view_datum export_text_of(toll_text text)
{
    return (toll_view_datum){.text = text};
}

static inline toll_view_datum export_string_of(const char *string)
{
    return export_text_of(toll_text_of(string));
}

/* --- lines.c. The header, behind a byte order mark where one is asked for; and what closes a list in an object. */
void export_begin_csv(toll_buffer *out, const export_job *job, const toll_view_field *fields, size_t count);
toll_status export_end_list(export_job *job);

/* --- asked.c: a filter in words; "all claims". */
void export_say_filter(toll_buffer *out, const toll_ledger_filter *filter);

/* --- spool.c: bytes that have to wait, in a file without a name ($TMPDIR, else /tmp). */
typedef struct export_spool {
    int file;                /* -1 = none */
    uint64_t len;
    toll_buffer out;
} export_spool;
toll_status export_spool_open(export_spool *spool, toll_error *error);
toll_status export_spool_flush(export_spool *spool, bool all, toll_error *error);
void export_spool_close(export_spool *spool);
/* A file with a name, for a library that wants one: `path` holds the name afterwards. Remove it. */
toll_status export_temporary(char path[4096], int *file, toll_error *error);
/* All of the file, from its beginning, in pieces on to `put`; `room` is an empty buffer for them. */
toll_status export_read_back(int file, toll_buffer *room, toll_export_put *put, void *context, toll_error *error);
/* The same on to the caller. */
toll_status export_copy(export_job *job, int file);

/* --- sheets.c: the tables of a data package and of a workbook */
typedef enum export_table { EXPORT_CLAIMS, EXPORT_LINKS, EXPORT_READINGS, EXPORT_EVIDENCE, EXPORT_DOCUMENTS, EXPORT_DECISIONS, EXPORT_STATEMENTS, EXPORT_TABLES } export_table;
typedef struct export_sheet {
    const char *name;        /* "claims" */
    const char *about;
    const toll_view_field *fields;
    size_t count;
} export_sheet;
extern const export_sheet export_sheets[EXPORT_TABLES];
enum { EXPORT_CELLS = 64 };  /* no table has more columns */
/* Calls `add` with each row that the claim has in the table. */
typedef toll_status export_add_row(void *context, export_table table, const toll_view_datum *cells);
toll_status export_add_rows(export_job *job, const toll_ledger_row *row, export_table table, export_add_row *add, void *context);

/* The table is in this package? */
static inline bool export_has(const export_job *job, int table)
{
    return table != EXPORT_STATEMENTS || job->options->statements;
}
/* --- statements.c */
toll_status export_add_statement(export_job *job, const toll_ledger_row *row, toll_view_datum *cells, export_add_row *add, void *context);

/* --- package.c: what stands beside the tables of a package. `bytes` of each table. */
void export_add_readme(toll_buffer *out, const export_job *job);
void export_add_codebook(toll_buffer *out, const export_job *job);
void export_add_datapackage(toll_buffer *out, const export_job *job, const uint64_t bytes[EXPORT_TABLES]);
void export_add_licence(toll_buffer *out);

/* --- evidence.c: the parts of a claim that have words. */
enum { EXPORT_PARTS = 8 };
typedef struct export_part {
    const char *name;        /* "quantity" */
    toll_span span;
    const char *value;       /* what it was read as; NULL = nothing beyond the words */
} export_part;
/* Those with words, the sentence last; returns how many. */
size_t export_parts(export_part out[EXPORT_PARTS], const toll_claim *claim);

#endif
