/* Adding a document. In: a document, its claims, and who read them. Out: one transaction, or none. The rules:
 * - a document is known by its name, as far as its address or outlet do not say that it is another one;
 * - what is not said about a document changes nothing; another text, or other or more metadata, is a new version;
 * - the same version read by another engine: equal claims confirm the reading that stands, others supersede it; an older engine changes
 * nothing;
 * - decisions are never touched here: they stand beside the readings. Costs one look-up, and one write transaction where something
 * changes, which documents of one batch share. */
#include <stdlib.h>

#include "inside.h"

typedef enum verdict { NEW_DOCUMENT, NEW_VERSION, OTHER_READING, KNOWN } verdict;

/* -1, 0, 1 for dotted versions: 0.9.2 before 0.10.0. What is not a number compares as text. */
static int compare_engines(const char *a, const char *b)
{
    while (*a && *b) {
        char *a_end, *b_end;
        unsigned long long left = strtoull(a, &a_end, 10), right = strtoull(b, &b_end, 10);
        if (a_end == a || b_end == b) break;
        if (left != right) return left < right ? -1 : 1;
        a = *a_end == '.' ? a_end + 1 : a_end;
        b = *b_end == '.' ? b_end + 1 : b_end;
    }
    int order = strcmp(a, b);
    return (order > 0) - (order < 0);
}

static void fill_in(toll_text *field, toll_text known)
{
    if (!field->data) *field = known;
}

/* What the caller left open is taken from the ledger; then the two are compared. */
static verdict compare(
    toll_document *document, const toll_store_state *known, const uint8_t sha256[32], const char *engine, const char *tables)
{
    fill_in(&document->title, known->title);
    fill_in(&document->outlet, known->outlet);
    fill_in(&document->url, known->url);
    if (document->published == TOLL_DAY_UNKNOWN) document->published = known->published;
    bool same = !memcmp(known->sha256, sha256, 32) && toll_text_equal(document->title, known->title) &&
                toll_text_equal(document->outlet, known->outlet) && toll_text_equal(document->url, known->url) &&
                document->published == known->published;
    if (!same) return NEW_VERSION;
    if (!known->reading) return OTHER_READING;
    if (known->confirmed || (!strcmp(known->engine, engine) && !strcmp(known->tables, tables))) return KNOWN;
    return compare_engines(engine, known->engine) < 0 ? KNOWN : OTHER_READING;
}

static toll_status look(verdict *out, toll_store_state *state, toll_document *document, toll_ledger *ledger, const uint8_t sha256[32],
    const char *engine, const char *tables, toll_error *error)
{
    *state = (toll_store_state){.published = TOLL_DAY_UNKNOWN};
    toll_status status = ledger->store->ops->find(state, ledger->store, document, sha256, engine, tables, error);
    if (status < 0) return status;
    *out = status == TOLL_END ? NEW_DOCUMENT : compare(document, state, sha256, engine, tables);
    return TOLL_OK;
}

static toll_status check(
    const toll_ledger *ledger, const toll_document *document, const char *engine, const char *tables, toll_error *error)
{
    if (!ledger->writes) return toll_error_set(error, TOLL_E_USAGE, NULL, "the ledger is open for reading only");
    if (!engine || !tables) return toll_error_set(error, TOLL_E_USAGE, NULL, "adding needs the engine's and the tables' version");
    if (!document->name.data || !document->name.len) return toll_error_set(error, TOLL_E_INPUT, NULL, "the document has no name");
    if (document->text.len > UINT32_MAX) return toll_error_set(error, TOLL_E_LIMIT, NULL, "the document is larger than 4 GiB");
    return TOLL_OK;
}

toll_status toll_ledger_consult(toll_document *document, toll_ledger *ledger, const char *engine, const char *tables, toll_error *error)
{
    uint8_t sha256[32];
    toll_store_state state;
    verdict found = NEW_DOCUMENT;
    toll_status status = check(ledger, document, engine, tables, error);
    if (status < 0) return status;
    if (ledger->store->ops->unheard(ledger->store, document->name)) return TOLL_OK;
    toll_sha256(sha256, document->text.data, document->text.len);
    status = look(&found, &state, document, ledger, sha256, engine, tables, error);
    if (status < 0) return status;
    return found == KNOWN ? TOLL_UNCHANGED : TOLL_OK;
}

toll_status toll_ledger_knows(bool *out, toll_ledger *ledger, const toll_document *document, toll_error *error)
{
    uint8_t sha256[32] = {0};
    toll_store_state state;
    toll_document asked = *document;
    verdict found = NEW_DOCUMENT;
    toll_status status = look(&found, &state, &asked, ledger, sha256, "", "", error);
    *out = status >= 0 && found != NEW_DOCUMENT;
    return status;
}

static toll_status no_memory(toll_ledger *ledger, size_t claim_count, toll_error *error)
{
    toll_buffer_free(&ledger->scratch);
    return toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory for the seals of %zu claims", claim_count);
}

toll_status toll_ledger_seal_claims(int64_t *out, toll_ledger *ledger, const toll_document *document, const uint8_t sha256[32],
    const toll_claim *claims, size_t claim_count, toll_error *error)
{
    toll_buffer *scratch = &ledger->scratch;
    while (ledger->seal_cap < claim_count) {
        if (!toll_grow(&ledger->seals, &ledger->seal_cap, ledger->seal_cap, sizeof *ledger->seals))
            return no_memory(ledger, claim_count, error);
    }
    for (size_t i = 0; i < claim_count; i++) {
        toll_status status = toll_ledger_check_spans(&claims[i], document, error);
        if (status < 0) return status;
        toll_buffer_clear(scratch);
        toll_ledger_claim_bytes(scratch, &claims[i]);
        if (scratch->failed) return no_memory(ledger, claim_count, error);
        ledger->seals[i] = toll_ledger_seal(scratch->data, scratch->len);
    }
    toll_buffer_clear(scratch);
    toll_ledger_reading_bytes(scratch, document, sha256, claim_count);
    for (size_t i = 0; i < claim_count; i++) toll_ledger_put_seal(scratch, ledger->seals[i]);
    if (scratch->failed) return no_memory(ledger, claim_count, error);
    *out = toll_ledger_seal(scratch->data, scratch->len);
    return TOLL_OK;
}

typedef struct addition {
    toll_ledger *ledger;
    toll_document document;
    const toll_ledger_page *page; /* NULL = none */
    const toll_claim *claims;
    size_t claim_count;
    const char *engine, *tables;
    uint8_t sha256[32];
    toll_ledger_change change;
    bool wrote; /* rows of it were put: they are undone with all of the transaction */
} addition;

/* Inside the transaction. */
static toll_status write_down(addition *it, toll_error *error)
{
    toll_store *store = it->ledger->store;
    toll_store_state state;
    verdict found = NEW_DOCUMENT;
    int64_t now = 0, seal = 0;
    toll_status status = look(&found, &state, &it->document, it->ledger, it->sha256, it->engine, it->tables, error);
    if (status < 0) return status;
    it->change = TOLL_LEDGER_UNCHANGED;
    if (found == KNOWN) return TOLL_UNCHANGED;
    status = toll_ledger_seal_claims(&seal, it->ledger, &it->document, it->sha256, it->claims, it->claim_count, error);
    if (status < 0) return status;
    it->wrote = true;
    status = toll_ledger_now(&now, it->ledger, error);
    if (status < 0) return status;
    if (found == OTHER_READING && state.reading && state.seal == seal) {
        it->change = TOLL_LEDGER_REREAD;
        return store->ops->put_confirmation(store, &state, it->engine, it->tables, now, error);
    }
    if (found != OTHER_READING) status = store->ops->put_version(&state, store, &it->document, it->sha256, now, error);
    if (status >= 0 && found != OTHER_READING && it->page) status = toll_pages_put(it->ledger, it->page, error);
    if (status < 0) return status;
    it->change = found == NEW_DOCUMENT ? TOLL_LEDGER_INSERTED : found == NEW_VERSION ? TOLL_LEDGER_NEW_VERSION : TOLL_LEDGER_REREAD;
    return store->ops->put_reading(
        &state, store, &it->document, it->claims, it->claim_count, it->ledger->seals, seal, it->engine, it->tables, now, error);
}

static void give_up(toll_ledger *ledger)
{
    ledger->store->ops->rollback(ledger->store);
    toll_pages_forget(ledger);
    ledger->open = false;
    ledger->pending = 0;
}

uint32_t toll_ledger_pending(const toll_ledger *ledger)
{
    return ledger->pending;
}

toll_status toll_ledger_flush(toll_ledger *ledger, toll_error *error)
{
    toll_store *store = ledger->store;
    if (!ledger->open) return TOLL_OK;
    toll_status status = store->ops->commit(store, error);
    if (status < 0) {
        give_up(ledger);
        return status;
    }
    ledger->open = false;
    ledger->pending = 0;
    (void)store->ops->index(store, false, NULL); /* the documents stand; where their words cannot be indexed now, queries see to it */
    return TOLL_OK;
}

toll_status toll_ledger_add(toll_ledger_change *change, toll_ledger *ledger, const toll_document *document, const toll_claim *claims,
    size_t claim_count, const char *engine, const char *tables, toll_error *error)
{
    return toll_ledger_add_page(change, ledger, document, NULL, claims, claim_count, engine, tables, error);
}

toll_status toll_ledger_add_page(toll_ledger_change *change, toll_ledger *ledger, const toll_document *document,
    const toll_ledger_page *page, const toll_claim *claims, size_t claim_count, const char *engine, const char *tables, toll_error *error)
{
    toll_store *store = ledger->store;
    toll_status status = check(ledger, document, engine, tables, error);
    if (status < 0) return status;
    if (claim_count > TOLL_LEDGER_CLAIMS_MAX)
        return toll_error_set(error, TOLL_E_LIMIT, NULL, "%zu claims in one document are more than a ledger takes", claim_count);
    addition it = {.ledger = ledger,
        .document = *document,
        .page = page,
        .claims = claims,
        .claim_count = claim_count,
        .engine = engine,
        .tables = tables};
    toll_sha256(it.sha256, document->text.data, document->text.len);
    if (!ledger->open) status = store->ops->begin(store, error);
    if (status < 0) return status;
    ledger->open = true;
    status = write_down(&it, error);
    bool unchanged = status == TOLL_UNCHANGED;
    if (status >= 0 && !unchanged) ledger->pending++;
    if (status < 0 && (it.wrote || !ledger->pending)) give_up(ledger);
    else if (status >= 0 && (!ledger->pending || ledger->pending >= ledger->batch)) status = toll_ledger_flush(ledger, error);
    if (status < 0) return status;
    if (change) *change = it.change;
    return unchanged ? TOLL_UNCHANGED : TOLL_OK;
}
