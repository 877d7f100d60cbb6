/* Pieces of the pages of a claim and of its revisions. */
#ifndef TOLL_SERVE_PAGE_REVISION_H
#define TOLL_SERVE_PAGE_REVISION_H

#include "revision.h"

/* A table of them, the last hundred; `at` is the one that is shown, SIZE_MAX = none. */
void page_revisions(serve_request *r, const char *id, const serve_revisions *list, size_t at);
/* How to cite the nth, counted from 1; the paragraph stays open. */
void page_cite(serve_request *r, const char *id, size_t number);
/* The page of a claim that no reading has any more: its newest revision, with when it was withdrawn; 404 where there never was one. */
toll_status page_withdrawn(serve_request *r, const char *id);
/* page_claim.c: the head of the page, "Claim: about 400 killed"; `revision` 0 = as it is now. */
void page_begin_claim(serve_request *r, const toll_ledger_row *row, size_t revision);

#endif
