/* Findings as rows: making, dropping, sorting, naming. In: what the checks found, each under the owner whose turn it was. Out: an
 * iterable set, in the order of code and id. An id is a hash of code and claims, so it does not depend on the order of adding. Sorting
 * waits until somebody asks. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

static const char *const code_names[TOLL_FINDING_CODE_COUNT] = {"rereport", "drift", "headline_mismatch", "revision", "conflict",
    "apparent_conflict", "part_exceeds_total", "admission", "average_checked", "difference_checked", "total_checked", "record_checked",
    "included", "attribution_open", "date_error", "circular", "relay_series", "table_error"};

const char *toll_finding_code_name(toll_finding_code code)
{
    return (unsigned)code < TOLL_FINDING_CODE_COUNT ? code_names[code] : NULL;
}

int toll_finding_code_from_name(toll_text name)
{
    for (int i = 0; i < TOLL_FINDING_CODE_COUNT; i++)
        if (toll_text_is(name, code_names[i])) return i;
    return -1;
}

const char *toll_term_name(toll_term term)
{
    static const char *const names[TOLL_TERM_COUNT] = {"side", "class", "category", "outcome", "window", "scope", "said"};
    return (unsigned)term < TOLL_TERM_COUNT ? names[term] : NULL;
}

const char *toll_standing_name(toll_standing standing)
{
    static const char *const names[] = {NULL, "same", "differs", "open", "unsaid"};
    return (unsigned)standing < sizeof names / sizeof *names ? names[standing] : NULL;
}

const char *toll_verdict_name(toll_verdict verdict)
{
    static const char *const names[] = {NULL, "holds", "fails", "open", "computed", "sibling", "impossible", "exact", "rounded", "near"};
    return (unsigned)verdict < sizeof names / sizeof *names ? names[verdict] : NULL;
}

const char *toll_drift_name(toll_drift drift)
{
    static const char *const names[] = {"qualifier", "number", "outcome", "window", "place", "attribution", "scope"};
    for (int i = 0; i < 7; i++)
        if (drift == (toll_drift)(1 << i)) return names[i];
    return NULL;
}

void reckon_findings_drop(toll_reckoning *r, uint64_t owner)
{
    uint32_t at = reckon_map_get(&r->owner_map, owner);
    if (at == RECKON_NONE) return;
    for (; at != RECKON_NONE; at = r->findings[at].next) r->findings[at].alive = false;
    *reckon_map_put(&r->owner_map, owner) = RECKON_NONE;
}

reckon_finding *reckon_findings_add(toll_reckoning *r, uint64_t owner, toll_finding_code code, const uint32_t *claims, size_t count)
{
    return reckon_findings_add_of(r, owner, code, 0, claims, count);
}

reckon_finding *reckon_findings_add_of(
    toll_reckoning *r, uint64_t owner, toll_finding_code code, uint64_t also, const uint32_t *claims, size_t count)
{
    uint32_t *head = reckon_map_put(&r->owner_map, owner);
    if (!head || !toll_grow(&r->findings, &r->finding_cap, r->finding_count, sizeof *r->findings)) {
        r->failed = true;
        return NULL;
    }
    reckon_finding *f = &r->findings[r->finding_count];
    *f = (reckon_finding){.alive = true,
        .next = *head,
        .owner = owner,
        .statement = RECKON_NONE,
        .shown = {.code = code, .ratio = NAN, .difference = NAN, .value = NAN, .day = TOLL_DAY_UNKNOWN}};
    if (count > RECKON_PAIR_CLAIMS) count = RECKON_PAIR_CLAIMS;
    uint64_t hash = reckon_mix(0xF14D, (uint64_t)code), again = reckon_mix(0xF14E, (uint64_t)code);
    if (also) hash = reckon_mix(hash, also), again = reckon_mix(again, hash);
    for (size_t i = 0; i < count; i++) {
        const reckon_claim *c = &r->claims[claims[i]];
        f->own[i] = claims[i];
        hash = toll_hash(c->id, 24, hash);
        again = reckon_mix(again, reckon_mix_string(hash, r->documents[c->document].shown.name));
    }
    f->shown.claim_count = (uint32_t)count;
    snprintf(f->shown.id, sizeof f->shown.id, "%016llx%08llx", (unsigned long long)hash, (unsigned long long)(again & 0xFFFFFFFF));
    *head = (uint32_t)r->finding_count++;
    return f;
}

int reckon_compare_findings(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const toll_finding *x = &r->findings[a].shown, *y = &r->findings[b].shown;
    if (x->code != y->code) return x->code < y->code ? -1 : 1;
    int order = strcmp(x->id, y->id);
    return order ? order : x->drift < y->drift ? -1 : x->drift > y->drift;
}

static void sort_findings(toll_reckoning *r)
{
    r->order.count = 0;
    for (uint32_t i = 0; i < r->finding_count; i++)
        if (r->findings[i].alive && !reckon_numbers_add(&r->order, i)) r->failed = true;
    reckon_sort(r, r->order.items, r->order.count, reckon_compare_findings);
    size_t kept = 0;
    for (size_t i = 0; i < r->order.count; i++) {
        if (kept && !reckon_compare_findings(r, r->order.items[kept - 1], r->order.items[i])) continue; /* two blocks, one finding */
        r->order.items[kept++] = r->order.items[i];
    }
    r->order.count = kept;
    r->sorted = true;
}

size_t toll_reckoning_finding_count(toll_reckoning *r)
{
    if (!r->sorted) sort_findings(r);
    return r->order.count;
}

/* A finding on a whole statement lists its claims when asked; a drift those that show it, after the head. */
toll_status reckon_finding_spread(toll_finding *out, toll_reckoning *r, const reckon_finding *f)
{
    *out = f->shown;
    out->claims = f->own;
    if (f->statement == RECKON_NONE) return TOLL_OK;
    reckon_statement_members(r, &r->scratch2, f->statement);
    r->scratch3.count = 0;
    uint32_t head = f->own[0];
    if (f->shown.code == TOLL_FINDING_DRIFT && !reckon_numbers_add(&r->scratch3, head)) r->failed = true;
    for (size_t i = 0; i < r->scratch2.count; i++) {
        uint32_t at = r->scratch2.items[i];
        if (f->shown.code == TOLL_FINDING_DRIFT &&
            (at == head || !(reckon_link_drift(r, &r->claims[head], &r->claims[at]) & f->shown.drift)))
            continue;
        if (!reckon_numbers_add(&r->scratch3, at)) r->failed = true;
    }
    if (r->failed) return TOLL_E_MEMORY;
    out->claims = r->scratch3.items;
    out->claim_count = (uint32_t)r->scratch3.count;
    return TOLL_OK;
}

toll_status toll_reckoning_finding(toll_finding *out, toll_reckoning *r, size_t n)
{
    size_t count = toll_reckoning_finding_count(r);
    if (r->failed) return TOLL_E_MEMORY;
    return n < count ? reckon_finding_spread(out, r, &r->findings[r->order.items[n]]) : TOLL_END;
}
