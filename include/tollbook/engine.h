/* The language engine: documents in, claims out.
 *
 * An engine is immutable and may be shared by any number of threads; a run belongs to one thread and reuses its memory from
 * document to document. The same documents, tables and options give the same claims on any number of threads. */
#ifndef TOLLBOOK_ENGINE_H
#define TOLLBOOK_ENGINE_H

#include "article.h"
#include "claim.h"
#include "document.h"
#include "status.h"

typedef struct toll_engine toll_engine;
typedef struct toll_run toll_run;

typedef struct toll_engine_options {
    size_t size;             /* sizeof(toll_engine_options) */
    const char *tables_folder;   /* word tables and rules to compile and use instead of the built-in ones; NULL = built in */
    const void *blob;        /* compiled tables in memory, aligned to 8, that outlive the engine; NULL = built in */
    size_t blob_len;
} toll_engine_options;

/* What reading one document gave. Everything in it lives until the run's next reading. */
typedef struct toll_reading {
    const toll_claim *claims;   /* in text order */
    size_t claim_count;
    char sha256[65];            /* of the document's text, lower-case hex; "" where no claim was found and none was asked for */
} toll_reading;

toll_status toll_engine_open(toll_engine **out, const toll_engine_options *options, toll_error *error);
void toll_engine_close(toll_engine *engine);
/* "0.1.0": the code; and the first 12 hex digits of the tables' SHA-256. */
const char *toll_engine_version(void);
const char *toll_engine_tables(const toll_engine *engine);

toll_status toll_run_open(toll_run **out, const toll_engine *engine, toll_error *error);
void toll_run_close(toll_run *run);
/* The article in a page (HTML in UTF-8). Everything in *out lives until the run's next page; reading the text in between does not touch it. */
toll_status toll_run_article(toll_article *out, toll_run *run, const toll_page *page, toll_error *error);
/* A document whose text is a page becomes the article in it: text, zones, raw and map, and what the page says of itself, which counts before
 * what was known from outside (but for a day that only its address or a line of text gives). `fragment` and `latest` as in toll_page.
 * TOLL_OK; *refused is a day in the future that the page gave, else TOLL_DAY_UNKNOWN. */
toll_status toll_run_take_page(toll_document *document, toll_day *refused, toll_run *run, bool fragment, toll_day latest, toll_error *error);
/* Do these bytes open like an HTML page? */
bool toll_is_page(toll_text bytes);
/* Is a document in a language that has word tables? Ask it of one in which no claim was found: false means that it was not read, not that it says
 * nothing. Told by its words, and by what its page declares where these are few; in doubt it is known. */
bool toll_run_knows_language(const toll_run *run, const toll_document *document);
toll_status toll_run_read(toll_reading *out, toll_run *run, const toll_document *document, toll_error *error);

#endif
