/* In: two texts. Out: which sentences changed, are gone or are new. What is left between two matched sentences (differ_match.c) is paired by
 * the words it has in common, so that a sentence whose number changed is one change and not two. */
#include "differ.h"

#include "base/fault.h"
#include "differ_match.h"
#include "differ_words.h"

enum { NEAR = 8 };

/* The numbers of a sentence: its digits, and the figures that lie in it. */
static uint64_t hash_numbers(const serve_side *side, toll_span sentence)
{
    uint64_t hash = 0;
    const toll_text text = serve_cut_span(side->text, sentence);
    for (size_t i = 0; i < text.len; i++) {
        size_t from = i;
        while (i < text.len &&
               ((text.data[i] >= '0' && text.data[i] <= '9') ||
                   (i > from && strchr(".,:", text.data[i]) && i + 1 < text.len && text.data[i + 1] >= '0' && text.data[i + 1] <= '9')))
            i++;
        if (i > from) hash = toll_hash(text.data + from, i - from, hash + 1);
    }
    size_t low = 0, high = side->figure_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (side->figures[middle].off < sentence.off) low = middle + 1;
        else high = middle;
    }
    for (; low < side->figure_count && side->figures[low].off < toll_span_end(sentence); low++) {
        const toll_span f = side->figures[low];
        if (toll_span_end(f) <= side->text.len)
            hash = toll_hash(&(uint64_t){serve_hash_words(serve_cut_span(side->text, f))}, sizeof hash, hash + 2);
    }
    return hash;
}

static bool add(serve_differ *out, serve_edit edit, const serve_side *before, const serve_side *after)
{
    const uint64_t x = edit.before.len ? hash_numbers(before, edit.before) : 0, y = edit.after.len ? hash_numbers(after, edit.after) : 0;
    edit.numbers = x != y;
    if (!toll_grow(&out->edits, &out->cap, out->count, sizeof *out->edits)) return false;
    out->edits[out->count++] = edit;
    return true;
}

/* What stands between two matches: sentences [i, m) of the one text and [j, n) of the other. */
static bool add_gap(serve_differ *out, const serve_side *before, const serve_side *after, const serve_pieces *a, size_t i, size_t m,
    const serve_pieces *b, size_t j, size_t n)
{
    bool enough = true;
    for (; i < m && enough; i++) {
        size_t best = n;
        double most = 0.5; /* below that it is another sentence */
        for (size_t k = j; k < n && k < j + NEAR; k++) {
            const double like = serve_likeness(serve_cut_span(a->text, a->items[i].span), serve_cut_span(b->text, b->items[k].span));
            if (like > most) most = like, best = k;
        }
        for (; best < n && j < best && enough; j++)
            enough = add(out, (serve_edit){.kind = SERVE_EDIT_NEW, .after = b->items[j].span}, before, after);
        const bool paired = best < n;
        serve_edit edit = {.kind = paired ? SERVE_EDIT_CHANGED : SERVE_EDIT_GONE, .before = a->items[i].span};
        if (paired) edit.after = b->items[j++].span;
        enough = enough && add(out, edit, before, after);
    }
    for (; j < n && enough; j++) enough = add(out, (serve_edit){.kind = SERVE_EDIT_NEW, .after = b->items[j].span}, before, after);
    return enough;
}

static bool add_all(serve_differ *out, const serve_side *before, const serve_side *after, const serve_pieces *a, const serve_pieces *b)
{
    size_t i = 0, j = 0;
    bool enough = true;
    while (enough && (i < a->count || j < b->count)) {
        size_t m = i, n = j;
        while (m < a->count && a->items[m].match == SERVE_UNMATCHED) m++;
        while (n < b->count && b->items[n].match == SERVE_UNMATCHED) n++;
        enough = add_gap(out, before, after, a, i, m, b, j, n);
        out->same += m < a->count;
        i = m + 1, j = n + 1;
    }
    return enough;
}

/* Those with numbers first; the order within stays. */
static bool order(serve_differ *out)
{
    serve_edit *sorted = toll_base_zero(out->count + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted) return false;
    for (int numbers = 1; numbers >= 0; numbers--)
        for (size_t i = 0; i < out->count; i++)
            if (out->edits[i].numbers == (numbers != 0)) sorted[count++] = out->edits[i];
    toll_base_free(out->edits);
    out->edits = sorted;
    return true;
}

toll_status serve_differ_run(serve_differ *out, const serve_side *before, const serve_side *after, toll_error *error)
{
    serve_pieces a = {0}, b = {0};
    *out = (serve_differ){0};
    toll_status status = serve_pieces_cut(&a, before->text, error);
    if (status >= 0) status = serve_pieces_cut(&b, after->text, error);
    const bool enough = status >= 0 && serve_pieces_match(&a, &b) && add_all(out, before, after, &a, &b) && order(out);
    toll_base_free(a.items);
    toll_base_free(b.items);
    if (status < 0 || enough) return status;
    return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to compare these texts");
}

void serve_differ_free(serve_differ *differ)
{
    toll_base_free(differ->edits);
}
