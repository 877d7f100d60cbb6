/* In: the claims of a ledger that a filter gives. Out: a reckoning that holds them, document by document. A row lives until the next one,
 * so the claims of the document in hand are copied. Claims that a reviewer corrected go in as corrected. */
#include "load.h"

#include <math.h>
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

/* What is known of a claim besides: its row, and what people said of its statement and its figure; NULL = nothing. */
typedef struct beside {
    uint64_t row;
    const char *with, *figure;
} beside;

typedef struct batch {
    toll_claim *claims;
    beside *beside;
    size_t count, cap, beside_cap;
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

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static bool same_quantity(const toll_quantity *a, const toll_quantity *b)
{
    return a->qualifier == b->qualifier && same_number(a->point, b->point) && same_number(a->low, b->low) && same_number(a->high, b->high);
}

/* "corrected: at least 92": the words of the text stay, and are not what counts. */
static const char *figure_of(const toll_quantity *q, toll_arena *memory)
{
    char name[32] = "", number[64] = "";
    const bool range = isnan(q->point) && !isnan(q->low) && !isnan(q->high);
    if (q->qualifier != TOLL_QUALIFIER_EXACT && !range) snprintf(name, sizeof name, "%s ", toll_qualifier_name(q->qualifier));
    for (char *c = name; *c; c++)
        if (*c == '_') *c = ' ';
    if (range) snprintf(number, sizeof number, "%.15g to %.15g", q->low, q->high);
    else if (!isnan(q->point)) snprintf(number, sizeof number, "%.15g", q->point);
    char said[112];
    const int len = snprintf(said, sizeof said, "corrected: %s%s", name, number);
    return toll_arena_string(memory, said, (size_t)len);
}

static void correct(batch *b, toll_claim *c, beside *out, toll_text payload)
{
    const toll_quantity before = c->quantity;
    toll_reckon_correct(c, &out->with, payload, &b->memory); /* what is no correction changes nothing */
    if (same_quantity(&before, &c->quantity)) return;
    out->figure = figure_of(&c->quantity, &b->memory);
    b->failed |= !out->figure;
}

static bool keep_claim(batch *b, const toll_ledger_row *row)
{
    if (!toll_grow(&b->claims, &b->cap, b->count, sizeof *b->claims) || !toll_grow(&b->beside, &b->beside_cap, b->count, sizeof *b->beside))
        return false;
    toll_claim *c = &b->claims[b->count];
    *c = row->claim;
    b->beside[b->count] = (beside){.row = row->row};
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
    if (row->decision == TOLL_LEDGER_CORRECTED && row->payload.data) correct(b, c, &b->beside[b->count], row->payload);
    b->count++;
    return true;
}

/* 91 (corrected: 92) */
static bool note_figure(toll_reckoning *r, reckon_claim *c, const char *figure)
{
    toll_buffer words = {0};
    toll_buffer_printf(&words, "%s (%s)", c->words ? c->words : "", figure);
    c->words = words.failed ? NULL : reckon_intern(r, (toll_text){words.data, words.len});
    toll_buffer_free(&words);
    return c->words;
}

/* The rows of the ledger, and what people said of the claims' statements. */
static toll_status note_rows(toll_reckoning *r, const batch *b, uint32_t first, toll_error *error)
{
    for (size_t i = 0; i < b->count; i++) {
        reckon_claim *c = &r->claims[first + i];
        const beside *known = &b->beside[i];
        c->row = known->row;
        if (known->figure && !note_figure(r, c, known->figure)) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
        if (!known->with) continue;
        bool alone = !strcmp(known->with, "alone");
        c->with = reckon_intern(r, toll_text_of(known->with));
        if (!alone && strlen(known->with) != 24) continue;
        toll_status status = toll_reckoning_decide(r, c->id, alone ? NULL : known->with, error);
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
    toll_base_free(b.beside);
    return status;
}
