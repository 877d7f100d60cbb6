/* One claim out of its rows: the way back of sql_claim.c. In: a statement standing on the claim's columns. Out: the claim as it was
 * recorded, and the words stored beside each span, which verify compares with the text. A code or a row that cannot be is damage, and said
 * so. */
#include <math.h>

#include "sql.h"

static toll_span read_span(toll_rows *s, int at, toll_text *words)
{
    *words = toll_rows_text(s, at + 1);
    if (toll_rows_is_null(s, at)) return (toll_span){0};
    return (toll_span){(uint32_t)toll_rows_integer(s, at), (uint32_t)words->len};
}

static double read_number(toll_rows *s, int at)
{
    return toll_rows_number(s, at);
}

static bool read_code(int *out, toll_rows *s, int at, int count)
{
    *out = (int)toll_rows_integer(s, at);
    return *out >= 0 && *out < count && !toll_rows_is_null(s, at);
}

static bool read_codes(toll_claim *claim, toll_rows *s, int at)
{
    int zone, qualifier, unit, outcome, class_, kind, basis, modality, verified, stake;
    if (!read_code(&zone, s, at + 4, TOLL_ZONE_COUNT) || !read_code(&qualifier, s, at + 7, TOLL_QUALIFIER_COUNT) ||
        !read_code(&unit, s, at + 11, TOLL_UNIT_COUNT) || !read_code(&outcome, s, at + 12, TOLL_OUTCOME_COUNT) ||
        !read_code(&class_, s, at + 21, TOLL_CLASS_COUNT) || !read_code(&kind, s, at + 31, TOLL_PERIOD_COUNT) ||
        !read_code(&basis, s, at + 32, TOLL_BASIS_COUNT) || !read_code(&modality, s, at + 35, TOLL_MODALITY_COUNT) ||
        !read_code(&verified, s, at + 36, TOLL_VERIFIED_COUNT) || !read_code(&stake, s, at + 37, TOLL_STAKE_COUNT))
        return false;
    claim->zone = (toll_zone)zone;
    claim->quantity.qualifier = (toll_qualifier)qualifier;
    claim->quantity.unit = (toll_unit)unit;
    claim->outcome = (toll_outcome)outcome;
    claim->victims.class_ = (toll_class)class_;
    claim->period.kind = (toll_period_kind)kind;
    claim->period.basis = (toll_basis)basis;
    claim->modality = (toll_modality)modality;
    claim->verified = (toll_verified)verified;
    claim->stake = (toll_stake)stake;
    return true;
}

static void read_values(toll_store_claim *out, toll_rows *s, int at)
{
    toll_claim *claim = &out->claim;
    const uint8_t *key = (const uint8_t *)toll_rows_text(s, at + 2).data;
    for (int i = 0; i < 12 && key; i++) {
        claim->id[2 * i] = "0123456789abcdef"[key[i] >> 4];
        claim->id[2 * i + 1] = "0123456789abcdef"[key[i] & 15];
    }
    out->row = (uint64_t)toll_rows_integer(s, at);
    out->reading = (uint64_t)toll_rows_integer(s, at + 1);
    out->seal = toll_rows_integer(s, at + 3);
    claim->quantity.span = read_span(s, at + 5, &out->quantity);
    claim->quantity.point = read_number(s, at + 8);
    claim->quantity.low = read_number(s, at + 9);
    claim->quantity.high = read_number(s, at + 10);
    claim->outcome_span = read_span(s, at + 13, &out->outcome);
    claim->victims.span = read_span(s, at + 15, &out->victims);
    claim->victims.unit = read_span(s, at + 19, &out->formation);
    claim->claimant.span = read_span(s, at + 22, &out->claimant);
    claim->stated = toll_rows_day(s, at + 25);
    claim->period.span = read_span(s, at + 27, &out->period);
    claim->period.from = toll_rows_day(s, at + 29);
    claim->period.to = toll_rows_day(s, at + 30);
    claim->confidence = read_number(s, at + 38);
}

static toll_status read_interned(toll_store_claim *out, toll_sql_store *it, toll_rows *s, int at, toll_error *error)
{
    toll_claim *claim = &out->claim;
    const toll_actor *claimant = NULL;
    const toll_written_place *place = NULL;
    toll_status status = toll_sql_word(&claim->victims.side, it, toll_rows_integer(s, at + 17), error);
    if (status >= 0) status = toll_sql_word(&claim->victims.category, it, toll_rows_integer(s, at + 18), error);
    if (status >= 0) status = toll_sql_actor(&claimant, it, toll_rows_integer(s, at + 24), error);
    if (status >= 0) status = toll_sql_word(&claim->stated_precision, it, toll_rows_integer(s, at + 26), error);
    if (status >= 0) status = toll_sql_place(&place, it, toll_rows_integer(s, at + 34), error);
    if (status >= 0) status = toll_sql_word(&claim->rule, it, toll_rows_integer(s, at + 40), error);
    if (status < 0) return status;
    claim->claimant.id = claimant->slug;
    claim->claimant.side = claimant->side;
    claim->claimant.kind = claimant->kind;
    out->place = place->written;
    claim->place = (toll_place){{0, (uint32_t)place->written.len}, place->id, place->name, place->precision, place->lat, place->lon};
    claim->place.span.off = (uint32_t)toll_rows_integer(s, at + 33); /* NULL is 0 */
    return TOLL_OK;
}

static toll_status load_sentence(toll_sql_store *it, int64_t row, toll_error *error)
{
    toll_rows *s;
    if (it->sentence_row == row) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_SENTENCE, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, row);
    status = toll_rows_next(s, error);
    if (status == TOLL_END) return toll_sql_damaged(it, error, "sentence", row);
    if (status < 0) return status;
    it->sentence = (toll_span){(uint32_t)toll_rows_integer(s, 0), (uint32_t)toll_rows_integer(s, 1)};
    it->sentence_row = row;
    toll_rows_reset(s);
    return TOLL_OK;
}

static toll_status read_sentence(toll_store_claim *out, toll_sql_store *it, int64_t row, toll_error *error)
{
    if (!row) return TOLL_OK;
    toll_status status = load_sentence(it, row, error);
    if (status < 0) return status;
    out->claim.sentence = it->sentence;
    return TOLL_OK;
}

static toll_status no_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for a claim of the ledger");
}

static bool keep_words(toll_text *words, toll_arena *memory)
{
    if (words->data && !(words->data = toll_arena_string(memory, words->data, words->len))) return false;
    return true;
}

static toll_status read_links(toll_store_claim *out, toll_sql_store *it, uint32_t count, toll_arena *memory, toll_error *error)
{
    toll_rows *s;
    toll_link *links = toll_arena_zero(memory, count, sizeof *links);
    toll_text *words = toll_arena_zero(memory, count, sizeof *words), *verbs = toll_arena_zero(memory, count, sizeof *verbs);
    if (!links || !words || !verbs) return no_memory(it, error);
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_LINKS, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)out->row);
    uint32_t i = 0;
    int role;
    while ((status = toll_rows_next(s, error)) == TOLL_OK && i < count) {
        links[i].span = read_span(s, 0, &words[i]);
        links[i].verb = read_span(s, 2, &verbs[i]);
        if (!keep_words(&words[i], memory) || !keep_words(&verbs[i], memory)) status = no_memory(it, error);
        if (status >= 0) status = toll_sql_word(&links[i].id, it, toll_rows_integer(s, 4), error);
        if (status >= 0 && !read_code(&role, s, 5, TOLL_ROLE_COUNT)) status = toll_sql_damaged(it, error, "link", (int64_t)out->row);
        if (status < 0) break;
        links[i++].role = (toll_role)role;
    }
    toll_rows_reset(s);
    if (status < 0) return status;
    if (i != count || status == TOLL_OK) return toll_sql_damaged(it, error, "link", (int64_t)out->row);
    out->claim.chain = links;
    out->claim.chain_count = count;
    out->link_words = words;
    out->link_verbs = verbs;
    return TOLL_OK;
}

static toll_status read_alternatives(toll_store_claim *out, toll_sql_store *it, uint32_t count, toll_arena *memory, toll_error *error)
{
    toll_rows *s;
    toll_claimant *others = toll_arena_zero(memory, count, sizeof *others);
    toll_text *words = toll_arena_zero(memory, count, sizeof *words);
    if (!others || !words) return no_memory(it, error);
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_ALTERNATIVES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)out->row);
    uint32_t i = 0;
    while ((status = toll_rows_next(s, error)) == TOLL_OK && i < count) {
        const toll_actor *actor = NULL;
        toll_span span = read_span(s, 0, &words[i]);
        if (!keep_words(&words[i], memory)) status = no_memory(it, error);
        if (status >= 0) status = toll_sql_actor(&actor, it, toll_rows_integer(s, 2), error);
        if (status < 0) break;
        others[i++] = (toll_claimant){span, actor->slug, actor->side, actor->kind};
    }
    toll_rows_reset(s);
    if (status < 0) return status;
    if (i != count || status == TOLL_OK) return toll_sql_damaged(it, error, "alternative", (int64_t)out->row);
    out->claim.alternatives = others;
    out->claim.alternative_count = count;
    out->alternative_words = words;
    return TOLL_OK;
}

toll_status toll_sql_read_claim(toll_store_claim *out, toll_sql_store *it, toll_rows *s, int at, toll_arena *memory, toll_error *error)
{
    *out = (toll_store_claim){0};
    int64_t row = toll_rows_integer(s, at), links = toll_rows_integer(s, at + 41), alternatives = toll_rows_integer(s, at + 42);
    bool whole = read_codes(&out->claim, s, at);
    whole = whole && toll_rows_text(s, at + 2).len == 12 && links >= 0 && links <= 0xFFFF && alternatives >= 0 && alternatives <= 0xFFFF;
    if (!whole) return toll_sql_damaged(it, error, "claim", row);
    read_values(out, s, at);
    toll_status status = read_interned(out, it, s, at, error);
    if (status >= 0) status = read_sentence(out, it, toll_rows_integer(s, at + 39), error);
    if (status >= 0 && links) status = read_links(out, it, (uint32_t)links, memory, error);
    if (status >= 0 && alternatives) status = read_alternatives(out, it, (uint32_t)alternatives, memory, error);
    return status;
}
