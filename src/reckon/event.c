/* Which documents tell of one event. In: gists. Out: links between two documents, and the groups they make. Two are linked where their
 * days are near and their names and numbers are alike, or where they share rare names and are much alike, whatever the days: a trial is
 * told a year later. A word that many documents have says nothing and makes no candidates, so the cost is the number of words times a
 * bound, not the square of the documents. */
#include "event.h"

#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "inside.h"

enum { COMMON_MOST = 150, RARE = 12, RARE_LEAST = 4, SHARED_LEAST = 3, NEIGHBOURS = 32 };
static const double near_like = 0.16, far_like = 0.50, through_like = 0.20;

typedef struct event_document {
    toll_gist gist;
    toll_day published;
    double length; /* of its vector */
} event_document;

struct toll_events {
    event_document *documents;
    size_t count, cap;
    reckon_map frequency; /* word -> documents that have it */
    reckon_lists holders; /* word -> those documents, where they are few enough */
    toll_event_link *links;
    size_t link_count, link_cap;
    uint32_t *parents;
};

toll_status toll_events_open(toll_events **out, toll_error *error)
{
    *out = toll_base_zero(1, sizeof **out);
    return *out ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
}

void toll_events_close(toll_events *events)
{
    if (!events) return;
    for (size_t i = 0; i < events->count; i++) toll_gist_free(&events->documents[i].gist);
    toll_base_free(events->documents);
    reckon_map_free(&events->frequency);
    reckon_lists_free(&events->holders);
    toll_base_free(events->links);
    toll_base_free(events->parents);
    toll_base_free(events);
}

toll_status toll_events_add(toll_events *events, toll_gist *gist, toll_day published, toll_error *error)
{
    if (!toll_grow(&events->documents, &events->cap, events->count, sizeof *events->documents))
        return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    for (size_t i = 0; i < gist->count; i++) {
        uint32_t *slot = reckon_map_put(&events->frequency, gist->words[i].hash);
        if (!slot) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
        *slot = *slot == RECKON_NONE ? 1 : *slot + 1;
    }
    events->documents[events->count++] = (event_document){.gist = *gist, .published = published};
    *gist = (toll_gist){0};
    return TOLL_OK;
}

static double common(const toll_events *events)
{
    double most = 0.08 * (double)events->count;
    return most < 4 ? 4 : most > COMMON_MOST ? COMMON_MOST : most;
}

/* 0 for a word that says nothing here: nobody else has it, or too many have. */
static double weight(const toll_events *events, const toll_gist_word *word)
{
    uint32_t documents = reckon_map_get(&events->frequency, word->hash);
    if (documents == RECKON_NONE || documents < 2 || documents > common(events)) return 0;
    return (1 + log(word->count)) * log((double)(events->count + 1) / documents);
}

static bool is_near(const event_document *a, const event_document *b)
{
    toll_day x[TOLL_GIST_DAYS + 2], y[TOLL_GIST_DAYS + 2];
    size_t n = 0, m = 0;
    for (size_t i = 0; i < a->gist.day_count; i++) x[n++] = a->gist.days[i];
    for (size_t i = 0; i < b->gist.day_count; i++) y[m++] = b->gist.days[i];
    for (toll_day back = 0; back < 2; back++) {
        if (a->published != TOLL_DAY_UNKNOWN) x[n++] = a->published - back;
        if (b->published != TOLL_DAY_UNKNOWN) y[m++] = b->published - back;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (abs(x[i] - y[k]) <= 1) return true;
    return false;
}

/* Both lists of words are sorted by hash. */
static bool compare_two(toll_event_link *out, const toll_events *events, uint32_t a, uint32_t b)
{
    const event_document *x = &events->documents[a], *y = &events->documents[b];
    double product = 0;
    uint32_t shared = 0;
    *out = (toll_event_link){.a = a < b ? a : b, .b = a < b ? b : a};
    for (size_t i = 0, k = 0; i < x->gist.count && k < y->gist.count;) {
        const toll_gist_word *p = &x->gist.words[i], *q = &y->gist.words[k];
        if (p->hash != q->hash) {
            if (p->hash < q->hash) i++;
            else k++;
            continue;
        }
        double w = weight(events, p);
        product += w * weight(events, q);
        shared += w > 0;
        out->rare += w > 0 && !p->number && reckon_map_get(&events->frequency, p->hash) <= RARE;
        i++, k++;
    }
    out->likeness = x->length > 0 && y->length > 0 ? product / (x->length * y->length) : 0;
    if (shared < SHARED_LEAST || out->likeness < near_like) return false;
    out->near = is_near(x, y);
    return out->near || (out->rare >= RARE_LEAST && out->likeness >= far_like);
}

static int compare_links(const void *a, const void *b)
{
    const toll_event_link *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static uint32_t root_of(const toll_events *events, uint32_t at)
{
    while (events->parents[at] != at) at = events->parents[at] = events->parents[events->parents[at]];
    return at;
}

/* A document with those before it that share a word with it. */
static bool link_one(toll_events *events, uint32_t document, uint32_t *seen)
{
    event_document *d = &events->documents[document];
    d->length = 0;
    for (size_t i = 0; i < d->gist.count; i++) d->length += weight(events, &d->gist.words[i]) * weight(events, &d->gist.words[i]);
    d->length = sqrt(d->length);
    for (size_t i = 0; i < d->gist.count; i++) {
        if (weight(events, &d->gist.words[i]) <= 0) continue;
        uint64_t key = d->gist.words[i].hash;
        RECKON_EACH(at, &events->holders, key)
        {
            uint32_t other = events->holders.entries[at].item;
            if (seen[other] == document) continue;
            seen[other] = document;
            toll_event_link link;
            if (!compare_two(&link, events, document, other)) continue;
            if (!toll_grow(&events->links, &events->link_cap, events->link_count, sizeof *events->links)) return false;
            events->links[events->link_count++] = link;
        }
        if (!reckon_lists_add(&events->holders, key, document)) return false;
    }
    return true;
}

static bool find_link(const toll_events *events, size_t count, uint32_t a, uint32_t b)
{
    const toll_event_link key = {.a = a < b ? a : b, .b = a < b ? b : a};
    return bsearch(&key, events->links, count, sizeof key, compare_links) != NULL;
}

/* Two that are both linked to a third are linked where they are alike at all: one tells of the shooting, one of the arrest, one of both. */
static bool link_through(toll_events *events)
{
    size_t count = events->link_count;
    reckon_lists neighbours = {0};
    bool good = true;
    for (size_t i = 0; i < count && good; i++)
        good = reckon_lists_add(&neighbours, events->links[i].a + 1u, events->links[i].b) &&
               reckon_lists_add(&neighbours, events->links[i].b + 1u, events->links[i].a);
    for (uint32_t d = 0; d < events->count && good; d++) {
        uint32_t near[NEIGHBOURS];
        size_t n = 0;
        RECKON_EACH(at, &neighbours, d + 1u) if (n < NEIGHBOURS) near[n++] = neighbours.entries[at].item;
        for (size_t i = 0; i < n && good; i++)
            for (size_t k = 0; k < i && good; k++) {
                toll_event_link link;
                if (near[i] == near[k] || find_link(events, count, near[i], near[k])) continue;
                compare_two(&link, events, near[i], near[k]);
                if (link.likeness < through_like) continue;
                good = toll_grow(&events->links, &events->link_cap, events->link_count, sizeof *events->links);
                if (good) events->links[events->link_count++] = link;
            }
    }
    reckon_lists_free(&neighbours);
    return good;
}

static void drop_doubles(toll_events *events)
{
    size_t kept = 0;
    if (events->link_count) qsort(events->links, events->link_count, sizeof *events->links, compare_links);
    for (size_t i = 0; i < events->link_count; i++)
        if (!kept || compare_links(&events->links[kept - 1], &events->links[i])) events->links[kept++] = events->links[i];
    events->link_count = kept;
}

toll_status toll_events_link(const toll_event_link **out, size_t *count, toll_events *events, toll_error *error)
{
    uint32_t *seen = toll_base_take((events->count + 1) * sizeof *seen);
    bool good = seen != NULL;
    reckon_lists_free(&events->holders);
    toll_base_free(events->parents);
    events->parents = toll_base_take((events->count + 1) * sizeof *events->parents);
    good = good && events->parents;
    events->link_count = 0;
    for (uint32_t i = 0; good && i < events->count; i++) seen[i] = UINT32_MAX, events->parents[i] = i;
    for (uint32_t i = 0; good && i < events->count; i++) good = link_one(events, i, seen);
    toll_base_free(seen);
    if (good) drop_doubles(events);
    good = good && link_through(events);
    if (good) drop_doubles(events);
    if (!good) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    for (size_t i = 0; i < events->link_count; i++) {
        uint32_t a = root_of(events, events->links[i].a), b = root_of(events, events->links[i].b);
        if (a < b) events->parents[b] = a;
        else events->parents[a] = b;
    }
    *out = events->links, *count = events->link_count;
    return TOLL_OK;
}

uint32_t toll_events_group(const toll_events *events, uint32_t document)
{
    return root_of(events, document);
}
