/* Pieces of the pages on which a reviewer makes a claim from words of a document. */
#ifndef TOLL_SERVE_PAGE_MADE_H
#define TOLL_SERVE_PAGE_MADE_H

#include "make.h"

/* The form that asks for a figure in words of the text; the script fills it with what is selected there. */
void page_find_words(serve_request *r, uint64_t version, const char *words);
/* page_made_form.c: what is to be said of the words, with what was said before; `why` (may be NULL) says what was wrong with it. */
void page_made_form(serve_request *r, const toll_ledger_version *v, const serve_made *made, toll_span words, const char *why);
/* A sentence of the text with the words in it marked. */
void page_words_in(serve_request *r, toll_text text, toll_span words);
/* page_left.c: figures of the text that are in no claim, each leading on. */
toll_status page_left(serve_request *r, const toll_ledger_version *v);

#endif
