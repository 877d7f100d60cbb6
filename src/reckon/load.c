/* In: the claims of a ledger that a filter gives. Out: a reckoning that holds them, document by document. A row lives until the next one,
 * so the claims of the document in hand are copied. Claims that a reviewer corrected go in as corrected. */
#include "load.h"

#include "inside.h"

#include "base/fault.h"

typedef struct batch {
    toll_claim *claims;
    const char **with;
    uint64_t *rows;
    size_t count, cap, with_cap, row_cap;
    toll_arena memory;
    toll_document document;
    uint64_t version;
    bool failed; /* no memory for a string */
} batch;

static const char *keep_word(batch *b, const char *word)
{
    const char *copy = word ? toll_arena_string(&b->memory, word, strlen(word)) : NULL;
    b->failed |= word && !copy;
    return copy;
}

static toll_text keep_text(batch *b, toll_text text)
{
    if (!text.data) return text;
    const char *copy = toll_arena_string(&b->memory, text.data, text.len);
    b->failed |= !copy;
    return (toll_text){copy, copy ? text.len : 0};
}

static bool keep_claim(batch *b, const toll_ledger_row *row)
{
    if (!toll_grow(&b->claims, &b->cap, b->count, sizeof *b->claims) || !toll_grow(&b->with, &b->with_cap, b->count, sizeof *b->with) ||
        !toll_grow(&b->rows, &b->row_cap, b->count, sizeof *b->rows))
        return false;
    toll_claim *c = &b->claims[b->count];
    *c = row->claim;
    b->with[b->count] = NULL, b->rows[b->count] = row->row;
    const char **words[] = {&c->victims.side, &c->victims.category, &c->claimant.id, &c->claimant.side, &c->claimant.kind,
        &c->stated_precision, &c->place.id, &c->place.name, &c->place.precision, &c->rule};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) *words[i] = keep_word(b, *words[i]);
    toll_claimant *alternatives = toll_arena_zero(&b->memory, c->alternative_count + 1u, sizeof *alternatives);
    toll_link *chain = toll_arena_zero(&b->memory, c->chain_count + 1u, sizeof *chain);
    if (!alternatives || !chain) return false;
    for (uint32_t i = 0; i < c->alternative_count; i++) {
        alternatives[i] = c->alternatives[i];
        alternatives[i].id = keep_word(b, alternatives[i].id), alternatives[i].side = keep_word(b, alternatives[i].side);
        alternatives[i].kind = keep_word(b, alternatives[i].kind);
    }
    for (uint32_t i = 0; i < c->chain_count; i++) chain[i] = c->chain[i], chain[i].id = keep_word(b, chain[i].id);
    c->alternatives = alternatives, c->chain = chain;
    if (row->decision == TOLL_LEDGER_CORRECTED && row->payload.data)
        toll_reckon_correct(c, &b->with[b->count], row->payload, &b->memory); /* what is no correction changes nothing */
    b->count++;
    return true;
}

/* The rows of the ledger, and what people said of the claims' statements. */
static toll_status note_rows(toll_reckoning *r, const batch *b, uint32_t first, toll_error *error)
{
    for (size_t i = 0; i < b->count; i++) {
        reckon_claim *c = &r->claims[first + i];
        c->row = b->rows[i];
        if (!b->with[i]) continue;
        bool alone = !strcmp(b->with[i], "alone");
        c->with = reckon_intern(r, toll_text_of(b->with[i]));
        if (!alone && strlen(b->with[i]) != 24) continue;
        toll_status status = toll_reckoning_decide(r, c->id, alone ? NULL : b->with[i], error);
        if (status < 0) return status;
    }
    return TOLL_OK;
}

static toll_status hand_over(toll_reckoning *r, batch *b, toll_error *error)
{
    uint32_t first = (uint32_t)r->claim_count;
    r->adding = b->version;
    toll_status status = b->count ? toll_reckoning_add(r, &b->document, b->claims, b->count, error) : TOLL_UNCHANGED;
    if (status == TOLL_OK) {
        r->documents[r->document_count - 1].shown.version = b->version;
        status = note_rows(r, b, first, error);
    }
    b->count = 0;
    toll_arena_reset(&b->memory);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_reckoning_load(toll_reckoning *r, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error)
{
    batch b = {0};
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_arena_init(&b.memory, 0);
    toll_status status = toll_ledger_claims_open(&claims, ledger, filter, error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, error)) == TOLL_OK) {
        if (b.count && b.version != row.key.version) status = hand_over(r, &b, error);
        if (status < 0) break;
        if (!b.count) {
            b.version = row.key.version;
            b.document = (toll_document){.name = keep_text(&b, row.document.name),
                .text = keep_text(&b, row.document.text),
                .outlet = keep_text(&b, row.document.outlet),
                .published = row.document.published};
        }
        if (!keep_claim(&b, &row) || b.failed) status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    }
    toll_ledger_claims_close(&claims);
    if (status >= 0) status = hand_over(r, &b, error);
    toll_arena_free(&b.memory);
    toll_base_free(b.claims);
    toll_base_free(b.with);
    toll_base_free(b.rows);
    return status;
}
