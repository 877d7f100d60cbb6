/* Opening, adding, settling. In: documents with claims. Out: a reckoning that is up to date. Adding copies a claim into one row with
 * interned strings; settling works only on what was touched since the last time: new documents join rings, changed rings make their
 * statements again, changed statements touch their blocks, and touched owners make their findings again. */
#include "inside.h"

#include "base/fault.h"

#include <math.h>

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

static const char *intern_word(toll_reckoning *r, const char *word)
{
    return reckon_intern(r, toll_text_of(word));
}

static const char *intern_span(toll_reckoning *r, toll_text text, toll_span span)
{
    if (!text.data || !span.len || toll_span_end(span) > text.len) return NULL;
    return reckon_intern(r, (toll_text){text.data + span.off, span.len});
}

enum { DOCUMENT_PAIRS = 2048 }; /* a text with more claims is a table: its events are not matched with one another */

/* Whose knowledge a figure is: institutions of one side are one house, so are those of the United Nations, everybody else stands for
 * himself. */
static const char *house_of(const toll_claimant *claimant)
{
    if (!claimant->id) return claimant->side && claimant->kind ? claimant->side : NULL;
    if (claimant->kind && !strcmp(claimant->kind, "igo") && !strncmp(claimant->id, "un-", 3)) return "un";
    bool of_side = !claimant->kind || !strcmp(claimant->kind, "party") || !strcmp(claimant->kind, "official") ||
                   !strcmp(claimant->kind, "agency");
    return of_side && claimant->side ? claimant->side : claimant->id;
}

static const char *join_words(toll_reckoning *r, const toll_claim *claim, toll_text text, bool chain)
{
    char joined[512];
    size_t len = 0;
    uint32_t count = chain ? claim->chain_count : claim->alternative_count;
    for (uint32_t i = 0; i < count; i++) {
        const char *id = chain ? claim->chain[i].id : claim->alternatives[i].id;
        toll_span span = chain ? claim->chain[i].span : claim->alternatives[i].span;
        toll_text part = toll_text_of(id);
        if ((chain || !id) && text.data && span.len && toll_span_end(span) <= text.len) part = (toll_text){text.data + span.off, span.len};
        const char *between = len ? (chain ? " > " : " or ") : "";
        if (!part.data || len + strlen(between) + part.len >= sizeof joined) continue;
        memcpy(joined + len, between, strlen(between)), len += strlen(between);
        memcpy(joined + len, part.data, part.len), len += part.len;
    }
    return reckon_intern(r, (toll_text){joined, len});
}

static void copy_claim(toll_reckoning *r, reckon_claim *to, const toll_claim *from, toll_text text)
{
    *to = (reckon_claim){.zone = (uint8_t)from->zone,
        .qualifier = (uint8_t)from->quantity.qualifier,
        .unit = (uint8_t)from->quantity.unit,
        .outcome = (uint8_t)from->outcome,
        .class_ = (uint8_t)from->victims.class_,
        .modality = (uint8_t)from->modality,
        .verified = (uint8_t)from->verified,
        .stake = (uint8_t)from->stake,
        .period_kind = (uint8_t)from->period.kind,
        .basis = (uint8_t)from->period.basis,
        .off = from->quantity.span.off,
        .sentence = from->sentence.off,
        .sentence_len = from->sentence.len,
        .point = from->quantity.point,
        .low = from->quantity.low,
        .high = from->quantity.high,
        .lat = from->place.lat,
        .lon = from->place.lon,
        .confidence = from->confidence,
        .stated = from->stated,
        .from = from->period.from,
        .to = from->period.to,
        .since = TOLL_DAY_UNKNOWN,
        .chain_count = (uint8_t)(from->chain_count < 255 ? from->chain_count : 255),
        .alternative_count = (uint8_t)(from->alternative_count < 255 ? from->alternative_count : 255)};
    bool early = to->from != TOLL_DAY_UNKNOWN && to->stated != TOLL_DAY_UNKNOWN && to->stated < to->from;
    if (early) to->stated = TOLL_DAY_UNKNOWN; /* nobody speaks of what has not happened: the day was misread */
    memcpy(to->id, from->id, sizeof to->id);
    to->words = intern_span(r, text, from->quantity.span);
    to->claimant_words = intern_span(r, text, from->claimant.span);
    to->claimant = intern_word(r, from->claimant.id);
    to->claimant_side = intern_word(r, from->claimant.side);
    to->claimant_kind = intern_word(r, from->claimant.kind);
    to->house = intern_word(r, house_of(&from->claimant));
    to->side = intern_word(r, from->victims.side);
    to->category = intern_word(r, from->victims.category);
    to->place_words = intern_span(r, text, from->place.span);
    to->place = intern_word(r, from->place.id);
    to->place_name = intern_word(r, from->place.name);
    to->precision = intern_word(r, from->place.precision);
    to->chain = join_words(r, from, text, true);
    to->alternatives = join_words(r, from, text, false);
    if (!text.data) return;
    if (to->words) to->superlative = reckon_words_superlative(toll_text_of(to->words));
    if (to->off <= text.len && from->sentence.off <= to->off) {
        uint32_t begin = to->off > 24 && to->off - 24 > from->sentence.off ? to->off - 24 : from->sentence.off;
        to->addition = reckon_words_addition((toll_text){text.data + begin, to->off - begin});
        if (to->off - begin > 12) begin = to->off - 12;
        if (reckon_words_superlative((toll_text){text.data + begin, to->off - begin})) to->superlative = true;
        uint32_t end = toll_span_end(from->quantity.span);
        uint32_t sentence_end = from->sentence.off + from->sentence.len;
        if (sentence_end > text.len) sentence_end = (uint32_t)text.len;
        toll_day by = to->to != TOLL_DAY_UNKNOWN ? to->to : to->stated;
        const toll_text around[] = {
            {text.data + end, end < sentence_end ? sentence_end - end : 0}, {text.data + from->sentence.off, to->off - from->sentence.off}};
        for (int i = 0; i < 2 && to->since == TOLL_DAY_UNKNOWN; i++)
            to->superlative |= reckon_words_superlative_near(&to->since, around[i], by);
        to->moved = reckon_words_moved(around[1], around[0]);
        to->former = reckon_words_former(around[1]);
        to->part = reckon_words_rest(around[1], around[0], to->outcome == TOLL_OUTCOME_KILLED);
        if (end < text.len) to->part |= reckon_words_part((toll_text){text.data + end, text.len - end < 24 ? text.len - end : 24});
    }
}

/* A smaller figure in the same sentence that differs in no term from a larger one is a part of it ("92 died, 12 of them women"), or of
 * another event that the claim does not name: either way it is no total. */
static bool is_part(const reckon_claim *c, const reckon_claim *whole)
{
    const char *category = toll_category_narrow((toll_class)c->class_, c->category),
               *of = toll_category_narrow((toll_class)whole->class_, whole->category); /* "31 civilians, including 10 on a bus" */
    bool alike = reckon_same(c->category, whole->category) || (c->class_ == whole->class_ && reckon_same(category, of));
    return c->sentence == whole->sentence && c->zone == whole->zone && c->unit == whole->unit && c->outcome == whole->outcome &&
           c->side == whole->side && (c->unit == TOLL_UNIT_PEOPLE || c->unit == TOLL_UNIT_ITEMS) && c->point < whole->point &&
           toll_class_relation(c->class_, whole->class_) != TOLL_RELATION_APART && alike && reckon_same(c->place, whole->place) &&
           reckon_same(c->place_name, whole->place_name) && c->from == whole->from && c->to == whole->to;
}

static void mark_company(reckon_claim *claims, uint32_t count)
{
    for (uint32_t i = 0, end = 0; i < count; i = end) {
        bool things = false;
        for (end = i; end < count && claims[end].sentence == claims[i].sentence; end++)
            things |= claims[end].class_ == TOLL_CLASS_MATERIEL && claims[end].unit == TOLL_UNIT_ITEMS && !isnan(claims[end].point);
        for (uint32_t k = i; k < end; k++) claims[k].company = things;
    }
}

/* "217 children died and 393 were injured": whether the second figure is of children too, its words leave open. */
static void mark_bare(reckon_claim *claims, const toll_claim *from, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        reckon_claim *c = &claims[i];
        toll_span whom = from[i].victims.span, figure = from[i].quantity.span;
        bool named = whom.len && (whom.off < figure.off || toll_span_end(whom) > toll_span_end(figure));
        if (named || toll_category_narrow((toll_class)c->class_, c->category)) continue;
        for (uint32_t k = i > 4 ? i - 4 : 0; k < i; k++)
            c->bare |= claims[k].sentence == c->sentence && c->unit == TOLL_UNIT_PEOPLE && claims[k].unit == TOLL_UNIT_PEOPLE &&
                       toll_category_narrow((toll_class)claims[k].class_, claims[k].category);
    }
}

static void mark_parts(reckon_claim *claims, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) /* a sentence's claims lie side by side */
        for (uint32_t k = i + 1; k < count && k < i + 16; k++) {
            claims[i].part |= is_part(&claims[i], &claims[k]);
            claims[k].part |= is_part(&claims[k], &claims[i]);
        }
}

static bool lends(const reckon_claim *from, const reckon_claim *to)
{
    bool exact = from->precision && (!strcmp(from->precision, "exact") || !strcmp(from->precision, "near"));
    return exact && from->place && !from->place_carried && from->period_kind == TOLL_PERIOD_EVENT && from->from == to->from &&
           from->to == to->to;
}

/* The one place that the body names for events of the day; only where the body is silent, what stands in front. NULL = none, or several. */
static const reckon_claim *find_lender(const reckon_claim *claims, uint32_t count, const reckon_claim *claim)
{
    const reckon_claim *lenders[2] = {NULL, NULL};
    bool several[2] = {false, false};
    for (uint32_t k = 0; k < count; k++) {
        if (!lends(&claims[k], claim)) continue;
        bool front = reckon_front(&claims[k]);
        if (lenders[front] && !reckon_same(lenders[front]->place, claims[k].place)) several[front] = true;
        lenders[front] = &claims[k];
    }
    if (lenders[0]) return several[0] ? NULL : lenders[0];
    return several[1] ? NULL : lenders[1];
}

/* "Shahba neighbourhood" is a place of its own, though no gazetteer has it; "the town" is the one that was named. */
static bool is_named(const char *words)
{
    for (; words && *words; words++)
        if (*words >= 'A' && *words <= 'Z') return true;
    return false;
}

/* The lede: the first sentence of the body that holds a figure. And the one place named for an event holds for its other figures. */
static void settle_document(reckon_claim *claims, uint32_t count)
{
    uint32_t lede = RECKON_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (claims[i].zone == TOLL_ZONE_BODY && claims[i].sentence < lede) lede = claims[i].sentence;
    for (uint32_t i = 0; i < count; i++) claims[i].lede = claims[i].zone == TOLL_ZONE_BODY && claims[i].sentence == lede;
    if (count > DOCUMENT_PAIRS) return;
    for (uint32_t i = 0; i < count; i++) {
        reckon_claim *c = &claims[i];
        if (c->place || c->place_name || is_named(c->place_words) || c->period_kind != TOLL_PERIOD_EVENT || c->from == TOLL_DAY_UNKNOWN ||
            c->from != c->to)
            continue;
        const reckon_claim *lender = find_lender(claims, count, c);
        if (!lender) continue;
        c->place = lender->place, c->place_name = lender->place_name, c->precision = lender->precision;
        c->lat = lender->lat, c->lon = lender->lon, c->place_carried = true;
    }
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
        copy_claim(r, &r->claims[at], &claims[i], document->text);
        r->claims[at].document = number;
        r->parents[at] = r->rings[at] = at;
        r->statements_of[at] = RECKON_NONE;
        if (*slot == RECKON_NONE) *slot = at;
        r->claim_count++;
        d->shown.count++;
    }
    settle_document(r->claims + d->shown.first, d->shown.count);
    mark_parts(r->claims + d->shown.first, d->shown.count);
    mark_bare(r->claims + d->shown.first, claims, d->shown.count);
    mark_company(r->claims + d->shown.first, d->shown.count);
    if (document->text.data) {
        reckon_words_date(d, document->text, r->options.known, r->options.known_count);
        d->false_name = intern_word(r, d->false_name);
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
