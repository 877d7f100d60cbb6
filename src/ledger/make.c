/* Claims that people make. In: a claim on words of a document that no reading has, and who vouches for it. Out: its record and the decision that
 * accepts it, in one transaction. The document's stored text is what the spans are held against, not what the caller saw. Where the words have a
 * claim already, or the version does not stand any more, nothing is written. */
#include "inside.h"

static toll_status check(const toll_ledger *ledger, const toll_ledger_making *making, toll_error *error)
{
    if (!ledger->writes) return toll_error_set(error, TOLL_E_USAGE, NULL, "the ledger is open for reading only");
    if (!making->reviewer || !*making->reviewer) return toll_error_set(error, TOLL_E_USAGE, NULL, "a claim needs the name of who makes it");
    return TOLL_OK;
}

/* TOLL_UNCHANGED where a claim with this id stands, or was rejected. */
static toll_status look_for(toll_ledger *ledger, const toll_ledger_making *making, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    struct toll_ledger_cursor *cursor = NULL;
    toll_ledger_row row;
    filter.id = making->claim->id, filter.version = making->version, filter.rejected = filter.without_text = true;
    toll_status status = ledger->store->ops->claims_open(&cursor, ledger->store, &filter, error);
    if (status >= 0 && cursor) status = ledger->store->ops->claims_next(&row, cursor, error);
    if (cursor) ledger->store->ops->cursor_close(cursor);
    return status < 0 ? status : status == TOLL_OK && cursor ? TOLL_UNCHANGED : TOLL_OK;
}

/* The rows that the new ones hang on. */
static toll_status find_rows(toll_store_state *out, toll_ledger *ledger, uint64_t version, toll_error *error)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(
        &rows, ledger, "SELECT document, text, number FROM version WHERE id = ?1 AND superseded_at IS NULL", error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)version);
    status = toll_rows_next(rows, error);
    *out = (toll_store_state){.version = version};
    if (status == TOLL_OK) {
        out->document = (uint64_t)toll_rows_integer(rows, 0), out->text = (uint64_t)toll_rows_integer(rows, 1);
        out->number = (uint32_t)toll_rows_integer(rows, 2);
    }
    toll_rows_close(rows);
    return status;
}

static toll_status put(
    uint64_t *row, toll_ledger *ledger, const toll_ledger_making *making, const toll_store_state *state, toll_error *error)
{
    toll_store *store = ledger->store;
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    struct toll_ledger_cursor *cursor = NULL;
    toll_ledger_version version;
    uint8_t sha256[32];
    int64_t seal = 0, now = 0;
    filter.version = making->version;
    toll_status status = store->ops->versions_open(&cursor, store, &filter, error);
    if (status >= 0) status = cursor ? store->ops->versions_next(&version, cursor, error) : TOLL_END;
    if (status == TOLL_OK) {
        toll_sha256(sha256, version.document.text.data, version.document.text.len);
        status = toll_ledger_seal_claims(&seal, ledger, &version.document, sha256, making->claim, 1, error);
        if (status >= 0) status = toll_ledger_now(&now, ledger, error);
        if (status >= 0)
            status = store->ops->put_made(row, store, state, &version.document, making->claim, ledger->seals[0], seal, now, error);
    }
    if (cursor) store->ops->cursor_close(cursor);
    return status;
}

static toll_status make(uint64_t *row, toll_ledger *ledger, const toll_ledger_making *making, toll_error *error)
{
    toll_store_state state;
    toll_ledger_decision decision = {.action = TOLL_LEDGER_ACCEPTED, .reviewer = making->reviewer, .reason = making->reason};
    int64_t now = 0;
    toll_status status = find_rows(&state, ledger, making->version, error);
    if (status == TOLL_OK) status = look_for(ledger, making, error);
    if (status == TOLL_OK) status = put(row, ledger, making, &state, error);
    if (status != TOLL_OK) return status;
    status = toll_ledger_now(&now, ledger, error);
    decision.row = *row;
    return status < 0 ? status : ledger->store->ops->put_decision(ledger->store, &decision, now, error);
}

toll_status toll_ledger_make(uint64_t *row, toll_ledger *ledger, const toll_ledger_making *making, toll_error *error)
{
    toll_store *store = ledger->store;
    *row = 0;
    toll_status status = check(ledger, making, error);
    if (status >= 0) status = toll_ledger_flush(ledger, error);
    if (status >= 0) status = store->ops->begin(store, error);
    if (status < 0) return status;
    status = make(row, ledger, making, error);
    if (status == TOLL_OK) status = store->ops->commit(store, error);
    if (status != TOLL_OK) store->ops->rollback(store);
    if (status == TOLL_OK) (void)store->ops->index(store, false, NULL); /* the claim stands; a lagging index is no loss */
    return status;
}
