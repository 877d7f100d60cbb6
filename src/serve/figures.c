/* In: a text. Out: where the engine sees figures in it, seen in a run of their own, because a reading lives until its run's next. */
#include "figures.h"

#include "engine/engine.h"

static bool add(void *context, toll_span span)
{
    serve_figures *f = context;
    if (f->count >= f->most) return true;
    if (!toll_grow(&f->spans, &f->cap, f->count, sizeof *f->spans)) return false;
    f->spans[f->count++] = span;
    return true;
}

toll_status serve_figures_of(serve_figures *out, serve_request *r, const toll_document *document, size_t most)
{
    toll_run *run = NULL;
    *out = (serve_figures){.most = most};
    toll_status status = toll_run_open(&run, r->serve->options.engine, &r->error);
    if (status >= 0) status = toll_run_figures(add, out, run, document, &r->error);
    toll_run_close(run);
    return status;
}

void serve_figures_free(serve_figures *figures)
{
    toll_base_free(figures->spans);
}
