/* A document's claims joined with one another and with all others. In: a document in the reckoning. Out: rings joined. Candidates come from keys
 * of (house, side, unit, family, size of the number, days), so that a claim meets only claims it could be; claims that are equal in every term
 * meet through the first of them. */
#include "inside.h"

#include <math.h>

static int size_bucket(double value)
{
    return value < 1 ? -1 : (int)floor(log(value) / log(1.12));
}

/* Keys are made of what the words are, not of where they lie, so that a ledger can keep them. */
static uint64_t link_base(const reckon_claim *c)
{
    return reckon_mix_string(reckon_mix_string(0x1E55, c->house), c->side);
}

static uint64_t link_key(uint64_t base, const reckon_claim *c, int size, int days)
{
    return reckon_mix(base, (uint64_t)(uint32_t)(size + 2) << 40 ^ (uint64_t)(uint32_t)(days + 100000) << 8 ^ (uint64_t)c->unit << 4 ^
                                toll_outcome_family(c->outcome));
}

size_t reckon_link_keys(uint64_t out[RECKON_LINK_KEYS], size_t *own, const toll_reckoning *r, uint32_t claim)
{
    const reckon_claim *c = &r->claims[claim];
    toll_day anchor = reckon_anchor(r, c);
    double named[2];
    int count = reckon_named(named, c);
    *own = 0;
    if (!c->house || !c->side || anchor == TOLL_DAY_UNKNOWN || !count) return 0;
    uint64_t base = link_base(c);
    int days = (int)floor(anchor / 4.0);
    size_t made = 0;
    for (int i = 0; i < count; i++) out[made++] = link_key(base, c, size_bucket(named[i]), days);
    *own = made;
    for (int i = 0; i < count; i++)
        for (int s = -1; s <= 1; s++)
            for (int d = -1; d <= 1; d++)
                if (s || d) out[made++] = link_key(base, c, size_bucket(named[i]) + s, days + d);
    return made;
}

/* Claims that are equal in every term a link looks at are one cell: the first stands for all, so a figure printed by a thousand outlets
 * costs a thousand joins. */
static uint64_t cell_key(const toll_reckoning *r, const reckon_claim *c)
{
    uint64_t key = reckon_mix(link_key(link_base(c), c, 0, 0), (uint64_t)(uintptr_t)c->claimant);
    const void *terms[] = {c->category, c->place, c->place_name, c->precision};
    for (size_t i = 0; i < 4; i++) key = reckon_mix(key, (uint64_t)(uintptr_t)terms[i]);
    uint64_t bits[3];
    memcpy(&bits[0], &c->point, 8), memcpy(&bits[1], &c->low, 8), memcpy(&bits[2], &c->high, 8);
    for (size_t i = 0; i < 3; i++) key = reckon_mix(key, bits[i]);
    toll_day published = r->documents[c->document].shown.published;
    const int64_t days[] = {c->from, c->to, published, c->stated};
    for (size_t i = 0; i < 4; i++) key = reckon_mix(key, (uint64_t)days[i]);
    return reckon_mix(key, (uint64_t)c->qualifier | (uint64_t)c->outcome << 8 | (uint64_t)c->class_ << 16 | (uint64_t)c->period_kind << 24 |
                               (uint64_t)reckon_denied(c) << 32 | (uint64_t)reckon_front(c) << 33 | (uint64_t)c->moved << 34 |
                               (uint64_t)c->former << 35);
}

static void link_pair(toll_reckoning *r, uint32_t a, uint32_t b)
{
    if (a == b || reckon_root(r, a) == reckon_root(r, b)) return;
    reckon_link link;
    reckon_link_judge(&link, r, a, b, false);
    if (link.linked) reckon_join(r, a, b);
}

/* Joins a claim with the cell it belongs to. A cell is led by claims of two documents, so that whatever a further claim would meet
 * elsewhere, it meets through one of them by the rules between documents; only what is not covered so is registered itself. */
static bool enter_cell(toll_reckoning *r, uint32_t claim)
{
    uint64_t key = cell_key(r, &r->claims[claim]);
    uint32_t covered = RECKON_NONE;
    RECKON_EACH(at, &r->cells, key)
    {
        uint32_t leader = r->cells.entries[at].item;
        reckon_link link;
        reckon_link_judge(&link, r, claim, leader, false);
        if (!link.linked) continue;
        reckon_join(r, claim, leader);
        uint32_t document = r->claims[leader].document;
        if (document == r->claims[claim].document || document == covered) continue;
        if (covered != RECKON_NONE) return false;
        covered = document;
    }
    if (!reckon_lists_add(&r->cells, key, claim)) r->failed = true;
    return true;
}

static void link_everywhere(toll_reckoning *r, uint32_t claim)
{
    uint64_t keys[RECKON_LINK_KEYS];
    size_t own, count = reckon_link_keys(keys, &own, r, claim);
    if (!count || !enter_cell(r, claim)) return;
    for (size_t i = 0; i < count; i++) RECKON_EACH(at, &r->links, keys[i]) link_pair(r, claim, r->links.entries[at].item);
    for (size_t i = 0; i < own; i++)
        if (!reckon_lists_add(&r->links, keys[i], claim)) r->failed = true;
}

/* The first attributed claim of the document that an unattributed one fits; none where its vague word ("dozens") fits those of two claimants. */
static uint32_t find_attributed(const toll_reckoning *r, uint32_t claim, uint32_t first, uint32_t count)
{
    double named[2];
    const bool vague = !reckon_named(named, &r->claims[claim]);
    uint32_t found = RECKON_NONE;
    for (uint32_t b = first; b < first + count; b++) {
        if (b == claim || !r->claims[b].house) continue;
        if (found != RECKON_NONE && r->claims[b].house == r->claims[found].house) continue;
        reckon_link link;
        reckon_link_judge(&link, r, claim, b, false);
        if (!link.linked) continue;
        if (found != RECKON_NONE) return RECKON_NONE;
        found = b;
        if (!vague) break;
    }
    return found;
}

/* Claims of one document: all pairs where they are few, else what stands in front against all. A claim without a claimant joins the first
 * attributed one it fits, and only that: else an outlet's own headline would melt two claimants into one. Those that fit none join one
 * another. */
static void link_inside(toll_reckoning *r, uint32_t first, uint32_t count, uint32_t total)
{
    bool few = total <= 48;
    reckon_numbers *alone = &r->scratch;
    alone->count = 0;
    for (uint32_t a = first, fronts = 0; a < first + count && fronts < 64; a++) {
        const reckon_claim *c = &r->claims[a];
        if (!few && (!reckon_front(c) || !++fronts)) continue;
        if (c->house) {
            for (uint32_t b = first; b < first + count; b++)
                if (r->claims[b].house) link_pair(r, a, b);
            continue;
        }
        uint32_t attributed = find_attributed(r, a, first, count);
        if (attributed != RECKON_NONE) reckon_join(r, a, attributed);
        else if (!reckon_numbers_add(alone, a)) r->failed = true;
    }
    for (size_t a = 0; a < alone->count; a++)
        for (size_t b = 0; b < a; b++) link_pair(r, alone->items[a], alone->items[b]);
}

void reckon_link_document(toll_reckoning *r, uint32_t document)
{
    const toll_reckoned_document *d = &r->documents[document].shown;
    for (uint32_t i = d->first; i < d->first + d->count; i++) {
        if (!reckon_numbers_add(&r->touched_claims, i)) r->failed = true;
        link_everywhere(r, i);
        uint64_t series = r->documents[document].partial ? 0 : reckon_series_key(&r->claims[i]);
        if (!series) continue;
        if (!reckon_lists_add(&r->series, series, i)) r->failed = true;
        reckon_touch(r, series, true);
    }
    link_inside(r, d->first, d->count, r->documents[document].total);
}
