/* In: a text and the spans of evidence in it, which may lie over one another. Out: the text cut into stretches that are evidence of the same
 * claims in the same way, in order and without a gap, with offsets counted three ways. The browser never counts. Cost: n log n in the marks,
 * linear in the text. */
#include <stdlib.h>

#include "inside.h"

const char *const serve_mark_names[SERVE_MARK_KINDS] = {"quantity", "outcome", "victims", "claimant", "period", "place", "hit"};

static bool add(serve_mark **marks, size_t *count, size_t *cap, toll_span span, uint32_t claim, unsigned kind)
{
    if (!span.len) return true;
    if (!toll_grow(marks, cap, *count, sizeof **marks)) return false;
    (*marks)[(*count)++] = (serve_mark){span, claim, kind};
    return true;
}

bool serve_add_marks(serve_mark **marks, size_t *count, size_t *cap, const toll_claim *claim, uint32_t number)
{
    const struct {
        toll_span span;
        unsigned kind;
    } parts[] = {{claim->quantity.span, SERVE_MARK_QUANTITY}, {claim->outcome_span, SERVE_MARK_OUTCOME},
        {claim->victims.span, SERVE_MARK_VICTIMS}, {claim->claimant.span, SERVE_MARK_CLAIMANT}, {claim->period.span, SERVE_MARK_PERIOD},
        {claim->place.span, SERVE_MARK_PLACE}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!add(marks, count, cap, parts[i].span, number, parts[i].kind)) return false;
    return true;
}

static int compare(const void *a, const void *b)
{
    const serve_mark *x = a, *y = b;
    if (x->span.off != y->span.off) return x->span.off < y->span.off ? -1 : 1;
    if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static int compare_ends(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

static void count_to(serve_segment *s)
{
    s->end_points = s->points, s->end_units = s->units;
    for (size_t i = 0; i < s->text.len; i++) {
        unsigned char c = (unsigned char)s->text.data[i];
        if (c >= 0x80 && c < 0xc0) continue;
        s->end_points++;
        s->end_units += c >= 0xf0 ? 2 : 1;
    }
}

/* Which marks lie over [from, to): `open` are those that began and may not have ended. */
static void fill(serve_segment *s, serve_mark *const *open, size_t open_count)
{
    for (size_t i = 0; i < open_count; i++) {
        s->kinds |= open[i]->kind;
        bool seen = !open[i]->claim;
        for (uint32_t k = 0; k < s->claim_count; k++) seen |= s->claims[k] == open[i]->claim;
        if (!seen && s->claim_count < 8) s->claims[s->claim_count++] = open[i]->claim;
        if (open[i]->kind == SERVE_MARK_QUANTITY && open[i]->span.off == s->off && !s->begins) s->begins = open[i]->claim;
    }
}

toll_status serve_cut(toll_text text, serve_mark *marks, size_t count, serve_segment_visit *visit, void *context)
{
    size_t *bounds = toll_base_zero(2 * count + 2, sizeof *bounds), bound_count = 0, open_count = 0, next = 0;
    serve_mark **open = toll_base_zero(count + 1, sizeof *open);
    toll_status status = bounds && open ? TOLL_OK : TOLL_E_MEMORY;
    serve_segment s = {0};
    for (size_t i = 0; i < count && status >= 0; i++) {
        if ((size_t)marks[i].span.off + marks[i].span.len > text.len) continue; /* no evidence of this text */
        bounds[bound_count++] = marks[i].span.off;
        bounds[bound_count++] = toll_span_end(marks[i].span);
    }
    if (status >= 0) {
        bounds[bound_count++] = text.len;
        qsort(bounds, bound_count, sizeof *bounds, compare_ends);
        if (count) qsort(marks, count, sizeof *marks, compare);
    }
    size_t from = 0;
    for (size_t i = 0; i < bound_count && status >= 0; i++) {
        if (bounds[i] == from) continue;
        size_t kept = 0;
        for (size_t k = 0; k < open_count; k++)
            if (toll_span_end(open[k]->span) > from) open[kept++] = open[k];
        open_count = kept;
        for (; next < count && marks[next].span.off <= from; next++)
            if (toll_span_end(marks[next].span) > from && (size_t)toll_span_end(marks[next].span) <= text.len)
                open[open_count++] = &marks[next];
        s = (serve_segment){.text = {text.data + from, bounds[i] - from}, .off = from, .points = s.end_points, .units = s.end_units};
        fill(&s, open, open_count);
        count_to(&s);
        status = visit(context, &s);
        from = bounds[i];
    }
    toll_base_free(bounds);
    toll_base_free(open);
    return status;
}
