/* The pages that texts were taken from, kept beside the ledger: the bytes as they were served, packed, and the map from the text back to them. A text
 * stands once in a ledger; the pages it was found in may be several. */
#ifndef TOLL_LEDGER_PAGES_H
#define TOLL_LEDGER_PAGES_H

#include <tollbook/ledger.h>

#include "base/base.h"

typedef struct toll_ledger_page {
    char text_sum[65], sum[65];   /* SHA-256 of the text and of the page's bytes, hexadecimal */
    toll_text packed;        /* the page's bytes as gzip */
    toll_text map;           /* toll_map_find: into the page as UTF-8; data NULL = none */
    toll_text url, charset, retrieved;   /* charset: as declared outside of the page */
} toll_ledger_page;

/* toll_ledger_add, and where the text is new the page it was taken from (NULL = none) with it. The same page of the same text again changes nothing; a
 * store without such tables keeps none. */
toll_status toll_ledger_add_page(toll_ledger_change *change, toll_ledger *ledger, const toll_document *document, const toll_ledger_page *page,
                                 const toll_claim *claims, size_t claim_count, const char *engine, const char *tables, toll_error *error);

/* Every page in turn, until `visit` fails. What it gets lives until the next. */
typedef toll_status toll_ledger_page_visit(void *context, const toll_ledger_page *page, toll_error *error);
toll_status toll_ledger_walk_pages(toll_ledger *ledger, toll_ledger_page_visit *visit, void *context, toll_error *error);

#endif
