/* A claimant's own claims as series that can be shown and checked. In: a reckoning that holds the claimant's claims. Out: a series for each
 * thing that it gives dated figures of, with the claims behind each point. Another outcome, class, kind of people or place is another series.
 * A sort of the claimant's claims. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "own.h"

static toll_status no_memory(toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for a claimant's own series");
}

/* A claim with what it is filed under, so that sorting looks nothing up. */
typedef struct filed {
    uint64_t key;
    const reckon_claim *c;
    uint32_t claim;
    int digits;
} filed;

static int compare_filed(const void *a, const void *b)
{
    const filed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->c->to != y->c->to) return x->c->to < y->c->to ? -1 : 1;
    if (x->digits != y->digits) return x->digits > y->digits ? -1 : 1;
    int order = strcmp(x->c->id, y->c->id);
    return order ? order : (x->claim > y->claim) - (x->claim < y->claim);
}

static filed *file_claims(size_t *count, const toll_reckoning *r, const char *claimant)
{
    filed *all = toll_base_zero(r->claim_count + 1, sizeof *all);
    *count = 0;
    for (uint32_t i = 0; all && i < r->claim_count; i++) {
        const reckon_claim *c = &r->claims[i];
        if (!c->claimant || strcmp(c->claimant, claimant) != 0 || c->period_kind == TOLL_PERIOD_EVENT) continue;
        uint64_t key = reckon_series_key(c);
        if (key) all[(*count)++] = (filed){key, c, i, toll_number_digits(c->point)};
    }
    if (all && *count) qsort(all, *count, sizeof *all, compare_filed);
    return all;
}

/* "own killed RUS military children Makiivka" */
static const char *name_of(toll_arena *memory, const toll_series *s, toll_outcome outcome)
{
    char name[300];
    const char *class_ = s->class_ == TOLL_CLASS_UNKNOWN ? NULL : toll_class_name((toll_class)s->class_);
    snprintf(name, sizeof name, "own %s %s%s%s%s%s%s%s", toll_outcome_name(outcome), s->side, class_ ? " " : "", class_ ? class_ : "",
        s->category ? " " : "", s->category ? s->category : "", s->place ? " " : "", s->place ? s->place : "");
    toll_utf8_tidy(name);
    for (char *at = name; *at; at++)
        if (*at == '/' || (unsigned char)*at < ' ') *at = ' '; /* it stands in addresses */
    return toll_arena_string(memory, name, strlen(name));
}

static void *copy(toll_arena *memory, const void *items, size_t count, size_t size)
{
    void *out = toll_arena_take(memory, (count + 1) * size);
    if (out && count) memcpy(out, items, count * size);
    return out;
}

static bool make_one(toll_own_series *out, toll_arena *memory, toll_reckoning *r, const filed *all, size_t count)
{
    const reckon_claim *c = all->c;
    reckon_own own;
    uint32_t *claims = toll_arena_take(memory, (count + 1) * sizeof *claims);
    if (!claims) return false;
    for (size_t i = 0; i < count; i++) claims[i] = all[i].claim;
    bool good = reckon_own_open(&own, r, claims, count, true);
    *out = (toll_own_series){.claims = claims, .claim_count = count};
    out->series = reckon_own_head(c);
    out->series.name = name_of(memory, &out->series, (toll_outcome)c->outcome);
    if (good) {
        out->series.points = copy(memory, own.points[RECKON_OWN_ALL], own.point_count, sizeof **own.points);
        out->series.count = own.point_count;
        out->total_claims = copy(memory, own.totals, own.point_count, sizeof *own.totals);
        out->daily_claims = copy(memory, own.days, own.point_count, sizeof *own.days);
        out->others = copy(memory, own.others, own.point_count, sizeof *own.others);
    }
    reckon_own_close(&own);
    return good && out->series.name && out->series.points && out->total_claims && out->daily_claims && out->others;
}

static int compare_own(const void *a, const void *b)
{
    const toll_own_series *x = a, *y = b;
    if (x->claim_count != y->claim_count) return x->claim_count > y->claim_count ? -1 : 1;
    return strcmp(x->series.name, y->series.name);
}

static int compare_names(const void *a, const void *b)
{
    const toll_own_series *x = a, *y = b;
    int order = strcmp(x->series.name, y->series.name);
    return order ? order : (x->claims[0] > y->claims[0]) - (x->claims[0] < y->claims[0]);
}

/* Two places of one name are two series: those after the first are told apart by a number. */
static bool tell_apart(toll_own_list *out)
{
    const char *first = NULL;
    int same = 1;
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_names);
    for (size_t i = 0; i < out->count; i++) {
        char name[320];
        const char **own = &out->items[i].series.name;
        same = first && strcmp(first, *own) == 0 ? same + 1 : 1;
        if (same == 1) first = *own;
        else snprintf(name, sizeof name, "%s (%d)", first, same);
        if (same > 1 && !(*own = toll_arena_string(out->memory, name, strlen(name)))) return false;
    }
    return true;
}

toll_status toll_own_series_of(toll_own_list *out, toll_reckoning *r, const char *claimant, size_t least, toll_error *error)
{
    size_t count, cap = 0;
    *out = (toll_own_list){0};
    toll_arena *memory = toll_base_take(sizeof *memory);
    if (!memory) return no_memory(error);
    toll_arena_init(memory, 0);
    out->memory = memory;
    filed *all = file_claims(&count, r, claimant);
    bool good = all != NULL;
    for (size_t i = 0, end; good && i < count; i = end) {
        for (end = i + 1; end < count && all[end].key == all[i].key;) end++;
        good = toll_grow(&out->items, &cap, out->count, sizeof *out->items) &&
               make_one(&out->items[out->count], memory, r, all + i, end - i);
        if (good && out->items[out->count].series.count >= least) out->count++;
    }
    toll_base_free(all);
    good = good && tell_apart(out);
    if (good && out->count) qsort(out->items, out->count, sizeof *out->items, compare_own);
    return good ? TOLL_OK : no_memory(error);
}

void toll_own_list_free(toll_own_list *list)
{
    if (list->memory) toll_arena_free(list->memory);
    toll_base_free(list->memory);
    toll_base_free(list->items);
    *list = (toll_own_list){0};
}

size_t toll_own_find(const toll_own_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].series.name, name) == 0) return i;
    return SIZE_MAX;
}

typedef struct telling {
    const toll_own_series *series;
    toll_own_visit *visit;
    void *context;
} telling;

static void tell(void *context, const toll_series_finding *finding, const uint32_t *evidence, size_t count)
{
    const telling *it = context;
    it->visit(it->context, it->series, finding, evidence, count);
}

toll_status toll_own_judge(toll_reckoning *r, const toll_own_series *series, toll_own_visit *visit, void *context, toll_error *error)
{
    reckon_own own;
    telling it = {series, visit, context};
    bool good = reckon_own_open(&own, r, series->claims, series->claim_count, false);
    if (good) reckon_own_judge(&own, tell, &it);
    reckon_own_close(&own);
    return good ? TOLL_OK : no_memory(error);
}
