/* Binds the rooms: an immutable engine, a run per thread. The public interface is <tollbook/engine.h>; here is what the program's own
 * faces use beyond it (`show`, `explain`). */
#ifndef TOLL_ENGINE_ENGINE_H
#define TOLL_ENGINE_ENGINE_H

#include <tollbook/engine.h>

#include "claim/claim.h"
#include "claim/gist.h"

/* Prints what one stage saw in a document. */
toll_status toll_run_show(toll_buffer *out, toll_run *run, const toll_document *document, toll_show what, bool jsonl, toll_error *error);
/* The gist of a document, finished. Free it in any case. */
toll_status toll_run_gist(toll_gist *out, toll_run *run, const toll_document *document, toll_error *error);

/* Every figure that stands in a document's text, whether a claim came of it or not. */
toll_status toll_run_figures(toll_claim_figure *visit, void *context, toll_run *run, const toll_document *document, toll_error *error);

/* The claim's name for ever: what it was read from (the text's SHA-256), where the figure stands, what it says happened. */
void toll_claim_sign(toll_claim *claim, const char *sha256);

#endif
