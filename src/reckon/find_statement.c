/* What one statement shows: that it was told again, what drifted on the way, that outlets share one origin, that a side speaks of its own
 * losses, and that figures told beside it came out otherwise. In: its ring. Out: findings owned by the statement. */
#include "inside.h"

#include <math.h>

static void add_whole(toll_reckoning *r, uint64_t owner, toll_finding_code code, const reckon_statement *s, unsigned drift)
{
    reckon_finding *f = reckon_findings_add(r, owner, code, &s->head, 1);
    if (!f) return;
    f->statement = s->root;
    f->shown.drift = drift;
}

/* A side on its own military losses. A single commander or blogger is not his side. */
static bool admits(const reckon_claim *c)
{
    bool person = c->claimant_kind && !strcmp(c->claimant_kind, "person");
    if (person || c->modality == TOLL_MODALITY_DENIED || (c->unit != TOLL_UNIT_PEOPLE && c->unit != TOLL_UNIT_ITEMS)) return false;
    if (c->modality == TOLL_MODALITY_ADMITTED) return true;
    return c->stake == TOLL_STAKE_OWN_LOSS && c->claimant && c->claimant_side && c->claimant_side == c->side &&
           c->class_ == TOLL_CLASS_MILITARY;
}

static uint32_t origin_of(const toll_reckoning *r, uint32_t document)
{
    for (int step = 0; step < 16 && r->documents[document].shown.twin != document; step++) document = r->documents[document].shown.twin;
    return document;
}

/* Distinct outlets; a document without one counts for itself. Members come in order of documents. */
static uint32_t count_outlets(toll_reckoning *r, const reckon_numbers *members, bool origins)
{
    uint32_t count = 0;
    for (size_t i = 0; i < members->count && count < 2; i++) {
        const toll_reckoned_document *d = &r->documents[r->claims[members->items[i]].document].shown,
                                     *first = &r->documents[r->claims[members->items[0]].document].shown;
        bool other = origins ? origin_of(r, r->claims[members->items[i]].document) != origin_of(r, r->claims[members->items[0]].document)
                             : d != first && !(d->outlet && d->outlet == first->outlet);
        if (!i || other) count++;
    }
    return count;
}

/* The claims around one: those of its sentence lie side by side. */
static void span_of(const toll_reckoning *r, uint32_t claim, const toll_reckoned_document *d, uint32_t *first, uint32_t *end)
{
    *first = *end = claim;
    while (*first > d->first && r->claims[*first - 1].sentence == r->claims[claim].sentence && claim - *first < 64) --*first;
    while (*end < d->first + d->count && r->claims[*end].sentence == r->claims[claim].sentence && *end - claim < 64) ++*end;
}

/* Figures of things told in the sentence of one claim and in that of another of the same statement, when no number is common to both. */
static void check_company(toll_reckoning *r, uint64_t owner, uint32_t a, uint32_t b)
{
    const toll_reckoned_document *x = &r->documents[r->claims[a].document].shown, *y = &r->documents[r->claims[b].document].shown;
    uint32_t a_first, a_end, b_first, b_end;
    span_of(r, a, x, &a_first, &a_end);
    span_of(r, b, y, &b_first, &b_end);
    for (uint32_t k = b_first; k < b_end; k++) {
        const reckon_claim *c = &r->claims[k];
        if (c->sentence != r->claims[b].sentence || c->class_ != TOLL_CLASS_MATERIEL || c->unit != TOLL_UNIT_ITEMS || isnan(c->point))
            continue;
        uint32_t beside[RECKON_PAIR_CLAIMS];
        size_t count = 0;
        bool met = false;
        for (uint32_t i = a_first; i < a_end; i++) {
            const reckon_claim *p = &r->claims[i];
            if (p->sentence != r->claims[a].sentence || p->class_ != TOLL_CLASS_MATERIEL || p->unit != TOLL_UNIT_ITEMS || isnan(p->point))
                continue;
            if (toll_category_relation(TOLL_CLASS_MATERIEL, p->category, c->category) == TOLL_RELATION_APART) continue;
            if (toll_outcome_family(p->outcome) != toll_outcome_family(c->outcome)) continue;
            met |= p->point == c->point;
            if (count < RECKON_PAIR_CLAIMS - 1) beside[count++] = i;
        }
        if (!count || met) continue;
        /* One list against one figure: with as many on the other side it is the other list's turn. */
        bool single = true;
        for (uint32_t i = b_first; i < b_end; i++)
            single &= i == k || r->claims[i].sentence != c->sentence || r->claims[i].class_ != TOLL_CLASS_MATERIEL ||
                      toll_category_relation(TOLL_CLASS_MATERIEL, r->claims[i].category, c->category) == TOLL_RELATION_APART;
        if (!single) continue;
        beside[count++] = k;
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_DRIFT, beside, count);
        if (f) f->shown.drift = TOLL_DRIFT_NUMBER;
    }
}

void reckon_statement_findings(toll_reckoning *r, uint32_t statement)
{
    reckon_statement *s = &r->statements[statement];
    uint64_t owner = reckon_mix(0x57A7, statement);
    reckon_findings_drop(r, owner);
    if (!s->alive) return;
    reckon_numbers *members = &r->scratch; /* as the refresh left it: the statement's claims in order */
    unsigned drift = 0;
    bool admission = false;
    for (size_t i = 0; i < members->count; i++) {
        uint32_t at = members->items[i];
        admission |= admits(&r->claims[at]);
        if (at != s->head) drift |= reckon_link_drift(r, &r->claims[s->head], &r->claims[at]);
    }
    if (s->claim_count > 1) add_whole(r, owner, TOLL_FINDING_REREPORT, s, 0);
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
        if (drift & bit) add_whole(r, owner, TOLL_FINDING_DRIFT, s, bit);
    if (admission) add_whole(r, owner, TOLL_FINDING_ADMISSION, s, 0);
    if (s->document_count > 1 && count_outlets(r, members, false) > 1) add_whole(r, owner, TOLL_FINDING_CIRCULAR, s, 0);
    if (s->document_count < 2) return;
    size_t few = members->count < 12 ? members->count : 12;
    for (size_t i = 0; i < few; i++)
        for (size_t k = 0; k < few; k++)
            if (r->claims[members->items[i]].document != r->claims[members->items[k]].document)
                check_company(r, owner, members->items[i], members->items[k]);
}
