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
    if (person || c->point == 0 || c->modality == TOLL_MODALITY_DENIED || (c->unit != TOLL_UNIT_PEOPLE && c->unit != TOLL_UNIT_ITEMS))
        return false;
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

/* The claims of one's sentence: they lie side by side, or are fetched where the document is only partly here. */
static void list_beside(toll_reckoning *r, uint32_t claim, reckon_numbers *out)
{
    const reckon_document *d = &r->documents[r->claims[claim].document];
    out->count = 0;
    if (d->partial) {
        if (r->claims[claim].company && r->fetch && !r->fetch(r->fetch_context, claim, out)) r->failed = true;
        return;
    }
    uint32_t first = claim, end = claim, last = d->shown.first + d->shown.count;
    while (first > d->shown.first && r->claims[first - 1].sentence == r->claims[claim].sentence && claim - first < 64) --first;
    while (end < last && r->claims[end].sentence == r->claims[claim].sentence && end - claim < 64) ++end;
    for (; first < end; first++)
        if (!reckon_numbers_add(out, first)) r->failed = true;
}

/* ... in the order of their values: in which order they lie is each reckoning's own. */
static void beside(toll_reckoning *r, uint32_t claim, reckon_numbers *out)
{
    list_beside(r, claim, out);
    reckon_sort(r, out->items, out->count, reckon_claim_compare);
}

static bool counts_things(const reckon_claim *c)
{
    return c->class_ == TOLL_CLASS_MATERIEL && c->unit == TOLL_UNIT_ITEMS && !isnan(c->point);
}

/* One list against one figure: with as many on the other side it is the other list's turn. */
static bool is_single(const toll_reckoning *r, const reckon_numbers *list, uint32_t claim)
{
    for (size_t i = 0; i < list->count; i++) {
        const reckon_claim *c = &r->claims[list->items[i]];
        if (list->items[i] != claim && c->class_ == TOLL_CLASS_MATERIEL &&
            toll_category_relation(TOLL_CLASS_MATERIEL, c->category, r->claims[claim].category) != TOLL_RELATION_APART)
            return false;
    }
    return true;
}

/* Figures of things told in the sentence of one claim and in that of another of the same statement, when no number is common to both. */
static void check_company(toll_reckoning *r, uint64_t owner, uint32_t a, uint32_t b)
{
    reckon_numbers *list = &r->scratch2, *figures = &r->scratch3;
    if (!r->claims[a].company || !r->claims[b].company) return;
    beside(r, a, list);
    beside(r, b, figures);
    for (size_t k = 0; k < figures->count; k++) {
        const reckon_claim *c = &r->claims[figures->items[k]];
        if (!counts_things(c)) continue;
        uint32_t found[RECKON_PAIR_CLAIMS];
        size_t count = 0;
        bool met = false;
        for (size_t i = 0; i < list->count; i++) {
            const reckon_claim *p = &r->claims[list->items[i]];
            if (!counts_things(p) || toll_category_relation(TOLL_CLASS_MATERIEL, p->category, c->category) == TOLL_RELATION_APART ||
                toll_outcome_family(p->outcome) != toll_outcome_family(c->outcome))
                continue;
            met |= p->point == c->point;
            if (count < RECKON_PAIR_CLAIMS - 1) found[count++] = list->items[i];
        }
        if (!count || met || !is_single(r, figures, figures->items[k])) continue;
        found[count++] = figures->items[k];
        reckon_finding *f = reckon_findings_add(r, owner, TOLL_FINDING_DRIFT, found, count);
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
