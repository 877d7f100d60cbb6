/* Private to src/serve: the figures that the engine sees in a text, claims or not. */
#ifndef TOLL_SERVE_FIGURES_H
#define TOLL_SERVE_FIGURES_H

#include "inside.h"

typedef struct serve_figures {
    toll_span *spans; /* in the text's order */
    size_t count, cap, most;
} serve_figures;

/* At most `most` of them; free them in any case. Wants a server with an engine. Costs a look at the text. */
toll_status serve_figures_of(serve_figures *out, serve_request *r, const toll_document *document, size_t most);
void serve_figures_free(serve_figures *figures);

#endif
