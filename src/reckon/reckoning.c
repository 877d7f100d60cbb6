/* Opening, adding, settling. In: documents with claims. Out: a reckoning that is up to date. Adding copies each claim into a row (copy.c) and
 * lays those of one document side by side (document.c); settling works only on what was touched since the last time: new documents join rings,
 * changed rings make their statements again, changed statements touch their blocks, and touched owners make their findings again. */
#include "inside.h"

#include "base/fault.h"

toll_status toll_reckoning_open(toll_reckoning **out, const toll_reckon_options *options, toll_error *error)
{
    *out = NULL;
    if (options && options->size != sizeof *options)
        return toll_error_set(error, TOLL_E_USAGE, "", "toll_reckon_options.size must be sizeof(toll_reckon_options)");
    toll_reckoning *reckoning = toll_base_zero(1, sizeof *reckoning);
    if (!reckoning) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    if (options) reckoning->options = *options;
    toll_arena_init(&reckoning->strings.memory, 0);
    *out = reckoning;
    return TOLL_OK;
}

void toll_reckoning_close(toll_reckoning *r)
{
    if (!r) return;
    toll_arena_free(&r->strings.memory);
    reckon_map *maps[] = {&r->strings.map, &r->document_map, &r->claim_map, &r->owner_map, &r->question_map, &r->touched, &r->alone};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) reckon_map_free(maps[i]);
    reckon_lists *lists[] = {&r->cells, &r->links, &r->blocks, &r->questions, &r->series, &r->bands};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) reckon_lists_free(lists[i]);
    reckon_numbers *numbers[] = {
        &r->touched_claims, &r->touched_documents, &r->differences, &r->order, &r->question_order, &r->scratch, &r->scratch2, &r->scratch3};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) toll_base_free(numbers[i]->items);
    void *arrays[] = {r->strings.items, r->claims, r->parents, r->rings, r->statements_of, r->documents, r->statements, r->findings,
        r->question_keys, r->bins, r->touched_blocks, r->touched_series, r->decisions};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) toll_base_free(arrays[i]);
    toll_base_free(r);
}

const char *reckon_intern(toll_reckoning *r, toll_text text)
{
    const char *string = reckon_strings_put(&r->strings, text);
    if (text.data && text.len && !string) r->failed = true;
    return string;
}

bool reckon_grow_claims(toll_reckoning *r)
{
    return toll_grow(&r->claims, &r->claim_cap, r->claim_count, sizeof *r->claims) &&
           toll_grow(&r->parents, &r->parent_cap, r->claim_count, sizeof *r->parents) &&
           toll_grow(&r->rings, &r->ring_cap, r->claim_count, sizeof *r->rings) &&
           toll_grow(&r->statements_of, &r->of_cap, r->claim_count, sizeof *r->statements_of);
}

/* A reckoning that ran out of memory once has gaps: it refuses from then on. */
static toll_status fail(toll_reckoning *r, toll_error *error)
{
    r->failed = true;
    return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
}

toll_status toll_reckoning_add(toll_reckoning *r, const toll_document *document, const toll_claim *claims, size_t count, toll_error *error)
{
    uint64_t key = toll_hash(document->name.data ? document->name.data : "", document->name.len, 11);
    key = document->text.data ? toll_hash(document->text.data, document->text.len, key) : key;
    if (r->adding) key = reckon_mix(key, r->adding);
    uint32_t *known = reckon_map_put(&r->document_map, key);
    if (!known || !toll_grow(&r->documents, &r->document_cap, r->document_count, sizeof *r->documents) ||
        !reckon_numbers_add(&r->touched_documents, (uint32_t)r->document_count))
        return fail(r, error);
    if (*known != RECKON_NONE) {
        r->touched_documents.count--;
        return TOLL_UNCHANGED;
    }
    uint32_t number = *known = (uint32_t)r->document_count++;
    reckon_document *d = &r->documents[number];
    *d = (reckon_document){.shown = {.name = reckon_intern(r, document->name),
                               .outlet = reckon_intern(r, document->outlet),
                               .published = document->published,
                               .first = (uint32_t)r->claim_count,
                               .count = 0,
                               .twin = number,
                               .likeness = 1},
        .false_day = TOLL_DAY_UNKNOWN,
        .true_day = TOLL_DAY_UNKNOWN,
        .total = (uint32_t)count,
        .has_text = document->text.data != NULL};
    for (size_t i = 0; i < count; i++) {
        uint32_t at = (uint32_t)r->claim_count;
        uint32_t *slot = NULL;
        if (!reckon_grow_claims(r) || !(slot = reckon_map_put(&r->claim_map, toll_hash(claims[i].id, strlen(claims[i].id), 13))))
            return fail(r, error);
        reckon_copy_claim(r, &r->claims[at], &claims[i], document->text);
        r->claims[at].document = number;
        r->parents[at] = r->rings[at] = at;
        r->statements_of[at] = RECKON_NONE;
        if (*slot == RECKON_NONE) *slot = at;
        r->claim_count++;
        d->shown.count++;
    }
    reckon_settle_document(r->claims + d->shown.first, claims, d->shown.count);
    if (document->text.data) {
        reckon_words_date(d, document->text, r->options.known, r->options.known_count);
        d->false_name = reckon_intern(r, toll_text_of(d->false_name));
    }
    reckon_twin(r, number, document->text);
    if (r->failed) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
    return TOLL_OK;
}

void reckon_touch(toll_reckoning *r, uint64_t key, bool series)
{
    uint32_t *seen = reckon_map_put(&r->touched, reckon_mix(key, series));
    if (!seen) {
        r->failed = true;
        return;
    }
    if (*seen != RECKON_NONE) return;
    *seen = 1;
    bool done = series ? toll_grow(&r->touched_series, &r->touched_series_cap, r->touched_series_count, sizeof *r->touched_series)
                       : toll_grow(&r->touched_blocks, &r->touched_block_cap, r->touched_block_count, sizeof *r->touched_blocks);
    if (!done) r->failed = true;
    else if (series) r->touched_series[r->touched_series_count++] = key;
    else r->touched_blocks[r->touched_block_count++] = key;
}

toll_status toll_reckoning_decide(toll_reckoning *r, const char *claim, const char *with, toll_error *error)
{
    if (strlen(claim) != 24 || (with && strlen(with) != 24))
        return toll_error_set(error, TOLL_E_USAGE, "", "a claim's id has 24 hex digits");
    if (!toll_grow(&r->decisions, &r->decision_cap, r->decision_count, sizeof *r->decisions))
        return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
    struct reckon_decision *d = &r->decisions[r->decision_count++];
    memcpy(d->claim, claim, 25);
    memcpy(d->with, with ? with : "", with ? 25 : 1);
    uint32_t *alone = with ? NULL : reckon_map_put(&r->alone, toll_hash(claim, 24, 13));
    if (!with && !alone) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
    if (alone) *alone = 1;
    return TOLL_OK;
}

/* What people joined. Every time anew: one of the two may only just have come. */
static void join_decided(toll_reckoning *r)
{
    for (size_t i = 0; i < r->decision_count; i++) {
        const struct reckon_decision *d = &r->decisions[i];
        uint32_t a = toll_reckoning_find(r, d->claim), b = *d->with ? toll_reckoning_find(r, d->with) : RECKON_NONE;
        if (a != RECKON_NONE && b != RECKON_NONE) reckon_join(r, a, b);
    }
}

/* Rings changed by the links: each root once. */
void reckon_settle_statements(toll_reckoning *r, reckon_numbers *changed)
{
    for (size_t i = 0; i < r->touched_claims.count; i++) {
        uint32_t root = reckon_root(r, r->touched_claims.items[i]);
        uint32_t *seen = reckon_map_put(&r->touched, reckon_mix(0x5741, root));
        if (!seen) r->failed = true;
        if (!seen || *seen != RECKON_NONE) continue;
        *seen = 1;
        reckon_statement_refresh(r, root);
        if (changed && !reckon_numbers_add(changed, root)) r->failed = true;
    }
}

void reckon_settle_end(toll_reckoning *r)
{
    r->touched_documents.count = r->touched_claims.count = 0;
    r->touched_block_count = r->touched_series_count = 0;
    if (r->touched.cap > 4096) reckon_map_free(&r->touched); /* after a bulk; else clearing it would cost every document */
    else if (r->touched.cap) memset(r->touched.keys, 0, r->touched.cap * sizeof *r->touched.keys), r->touched.count = 0;
    r->sorted = false;
}

toll_status toll_reckoning_settle(toll_reckoning *r, toll_error *error)
{
    for (size_t i = 0; i < r->touched_documents.count; i++) reckon_link_document(r, r->touched_documents.items[i]);
    join_decided(r);
    reckon_settle_statements(r, NULL);
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < r->touched_documents.count && status >= 0; i++) {
        reckon_document_findings(r, r->touched_documents.items[i]);
        status = reckon_table_document(r, r->touched_documents.items[i], error);
    }
    if (status >= 0 && r->tables && !r->tables_told) status = reckon_table_lint(r, error);
    if (status < 0) return status;
    r->tables_told = true;
    for (size_t i = 0; i < r->touched_block_count; i++) reckon_block_findings(r, r->touched_blocks[i]);
    for (size_t i = 0; i < r->touched_series_count; i++) reckon_series_findings(r, r->touched_series[i], true);
    reckon_settle_end(r);
    return r->failed ? toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning") : TOLL_OK;
}

uint32_t toll_reckoning_claim_count(const toll_reckoning *r)
{
    return (uint32_t)r->claim_count;
}
uint32_t toll_reckoning_document_count(const toll_reckoning *r)
{
    return (uint32_t)r->document_count;
}
const toll_reckoned_claim *toll_reckoning_claim(const toll_reckoning *r, uint32_t index)
{
    return index < r->claim_count ? &r->claims[index] : NULL;
}
const toll_reckoned_document *toll_reckoning_document(const toll_reckoning *r, uint32_t index)
{
    return index < r->document_count ? &r->documents[index].shown : NULL;
}
uint32_t toll_reckoning_find(const toll_reckoning *r, const char *id)
{
    return reckon_map_get(&r->claim_map, toll_hash(id, strlen(id), 13));
}
