/* In: two versions of a document. Out: their texts compared, and which claims are told in one of them alone. A claim is the same where the words
 * for how many, its outcome and its claimant are: its id is another in every text. Each version is taken with its claims as they stood when it
 * did. */
#include "versions.h"

#include <stdlib.h>

static uint64_t hash_text(toll_text text, uint64_t seed)
{
    return toll_hash(text.data ? text.data : "", text.len, seed);
}

static toll_status load_claims(serve_telling *out, serve_request *r)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    filter.version = out->version.id, filter.as_of = serve_version_moment(&out->version), filter.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        const toll_claim *c = &row.claim;
        if (!toll_grow(&out->claims, &out->cap, out->count, sizeof *out->claims) ||
            !toll_grow(&out->figures, &out->figure_cap, out->count, sizeof *out->figures)) {
            status = toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory to compare these versions");
            break;
        }
        serve_told *t = &out->claims[out->count];
        *t = (serve_told){.words = c->quantity.span, .outcome = c->outcome};
        memcpy(t->id, c->id, sizeof t->id);
        t->hash = hash_text(toll_view_cut(&out->version.document, c->quantity.span), 1 + (uint64_t)c->outcome);
        t->hash = hash_text(
            c->claimant.id ? toll_text_of(c->claimant.id) : toll_view_cut(&out->version.document, c->claimant.span), t->hash);
        out->figures[out->count++] = c->quantity.span;
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status load(serve_telling *out, serve_request *r, const char *given)
{
    toll_status status = serve_version_of(&out->version, &out->cursor, r, given);
    return status < 0 ? status : load_claims(out, r);
}

/* --- the same claims */
static int compare_told(const void *a, const void *b)
{
    const serve_told *x = *(serve_told *const *)a, *y = *(serve_told *const *)b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->words.off < y->words.off ? -1 : x->words.off > y->words.off;
}

static serve_told **sorted(serve_telling *it)
{
    serve_told **out = toll_base_zero(it->count + 1, sizeof *out);
    for (size_t i = 0; i < it->count && out; i++) out[i] = &it->claims[i];
    if (out && it->count) qsort(out, it->count, sizeof *out, compare_told);
    return out;
}

static toll_status match(serve_versions *it, serve_request *r)
{
    serve_told **a = sorted(&it->before), **b = sorted(&it->after);
    const bool enough = a && b;
    for (size_t i = 0, j = 0; enough && i < it->before.count && j < it->after.count;) {
        if (a[i]->hash == b[j]->hash) a[i++]->matched = b[j++]->matched = true;
        else if (a[i]->hash < b[j]->hash) i++;
        else j++;
    }
    toll_base_free(a);
    toll_base_free(b);
    return enough ? TOLL_OK : toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory to compare these versions");
}

toll_status serve_versions_open(serve_versions *out, serve_request *r)
{
    *out = (serve_versions){0};
    toll_status status = load(&out->after, r, r->parts[0]);
    if (status >= 0) status = load(&out->before, r, r->parts[1]);
    if (status >= 0 && out->before.version.document_id != out->after.version.document_id)
        status = serve_fail(r, 400, "%s and %s are versions of two documents; versions of one are compared", r->parts[0], r->parts[1]);
    if (status >= 0) status = match(out, r);
    const serve_side before = {out->before.version.document.text, out->before.figures, out->before.count},
                     after = {out->after.version.document.text, out->after.figures, out->after.count};
    return status < 0 ? status : serve_differ_run(&out->differ, &before, &after, &r->error);
}

static void free_telling(serve_telling *it)
{
    toll_ledger_versions_close(&it->cursor);
    toll_base_free(it->claims);
    toll_base_free(it->figures);
}

void serve_versions_free(serve_versions *it)
{
    free_telling(&it->before);
    free_telling(&it->after);
    serve_differ_free(&it->differ);
}

toll_status serve_version_beside(uint64_t *out, serve_request *r, const toll_ledger_version *v, int step)
{
    toll_rows *rows;
    *out = 0;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, "SELECT id FROM version WHERE document = ?1 AND number = ?2", &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)v->document_id);
    toll_rows_bind_integer(rows, 2, (int64_t)v->number + step);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) *out = (uint64_t)toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

void serve_versions_known(serve_known out[SERVE_KNOWN], const serve_versions *it)
{
    const toll_document *a = &it->before.version.document, *b = &it->after.version.document;
    out[0] = (serve_known){.name = "title", .before = a->title, .after = b->title};
    out[1] = (serve_known){.name = "outlet", .before = a->outlet, .after = b->outlet};
    out[2] = (serve_known){.name = "url", .before = a->url, .after = b->url};
    out[3] = (serve_known){.name = "published"};
    serve_known *days = &out[3];
    const size_t before = toll_day_format(days->days[0], a->published), after = toll_day_format(days->days[1], b->published);
    if (before) days->before = (toll_text){days->days[0], before};
    if (after) days->after = (toll_text){days->days[1], after};
}
