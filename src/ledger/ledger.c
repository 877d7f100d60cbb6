/* The ledger's door. In: options and filters. Out: a handle over a store, and iterators over what it holds. Here stand the checks that
 * every store would otherwise repeat: versions of the option structs, defaults, sticky states of iterators. Costs nothing beside the
 * store's work. */
#include <stdlib.h>

#include "inside.h"

#define BUSY_MS 5000

bool toll_ledger_is_file(const char *path)
{
    return !toll_store_postgres_names(path);
}

toll_status toll_ledger_open(toll_ledger **out, const toll_ledger_options *options, toll_error *error)
{
    *out = NULL;
    if (!options || options->size != sizeof *options)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "toll_ledger_options has another size");
    toll_ledger_options asked = *options;
    if (!asked.path) asked.path = "tollbook.db";
    if (!asked.busy_ms) asked.busy_ms = BUSY_MS;
    toll_ledger *ledger = toll_base_zero(1, sizeof *ledger);
    if (!ledger) return toll_error_set(error, TOLL_E_MEMORY, asked.path, "no memory to open the ledger");
    ledger->now = asked.now;
    ledger->writes = asked.mode == TOLL_LEDGER_WRITE;
    ledger->batch = asked.batch ? asked.batch : 1;
    toll_status status = toll_ledger_is_file(asked.path) ? toll_store_sqlite_open(&ledger->store, &asked, error)
                                                         : toll_store_postgres_open(&ledger->store, &asked, error);
    if (status < 0) {
        toll_base_free(ledger);
        return status;
    }
    *out = ledger;
    return TOLL_OK;
}

void toll_ledger_close(toll_ledger *ledger)
{
    if (!ledger) return;
    (void)toll_ledger_flush(ledger, NULL);                                          /* whoever wants to know calls it before */
    if (ledger->writes) (void)ledger->store->ops->index(ledger->store, true, NULL); /* a lagging index is no loss: queries see to it */
    toll_pages_forget(ledger);
    ledger->store->ops->close(ledger->store);
    toll_buffer_free(&ledger->scratch);
    toll_base_free(ledger->seals);
    toll_base_free(ledger);
}

toll_status toll_ledger_index(toll_ledger *ledger, toll_error *error)
{
    toll_status status = toll_ledger_flush(ledger, error);
    return status >= 0 && ledger->writes ? ledger->store->ops->index(ledger->store, true, error) : status;
}

static toll_status check_decision(const toll_ledger_decision *decision, toll_error *error)
{
    if (!decision->reviewer || !*decision->reviewer) return toll_error_set(error, TOLL_E_USAGE, NULL, "a decision needs a reviewer's name");
    if (decision->action < 0 || decision->action >= TOLL_LEDGER_ACTION_COUNT)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "there is no action %d", (int)decision->action);
    if (decision->action == TOLL_LEDGER_CORRECTED && !decision->payload)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "a correction needs the corrected fields as JSON");
    return TOLL_OK;
}

toll_status toll_ledger_decide_all(toll_ledger *ledger, const toll_ledger_decision *decisions, size_t count, toll_error *error)
{
    toll_store *store = ledger->store;
    int64_t now = 0;
    if (!ledger->writes) return toll_error_set(error, TOLL_E_USAGE, NULL, "the ledger is open for reading only");
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < count && status >= 0; i++) status = check_decision(&decisions[i], error);
    if (status >= 0) status = toll_ledger_flush(ledger, error);
    if (status >= 0) status = store->ops->begin(store, error);
    if (status < 0) return status;
    status = toll_ledger_now(&now, ledger, error);
    for (size_t i = 0; i < count && status == TOLL_OK; i++) status = store->ops->put_decision(store, &decisions[i], now, error);
    if (status == TOLL_OK) status = store->ops->commit(store, error);
    if (status != TOLL_OK) store->ops->rollback(store);
    return status;
}

toll_status toll_ledger_decide(toll_ledger *ledger, const toll_ledger_decision *decision, toll_error *error)
{
    return toll_ledger_decide_all(ledger, decision, 1, error);
}

static toll_status check_filter(const toll_ledger_filter *filter, toll_error *error)
{
    if (!filter || filter->size != sizeof *filter) return toll_error_set(error, TOLL_E_USAGE, NULL, "toll_ledger_filter has another size");
    return TOLL_OK;
}

toll_status toll_ledger_claims_open(toll_ledger_claims *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error)
{
    *out = (toll_ledger_claims){0};
    out->status = check_filter(filter, error);
    if (out->status >= 0) out->status = toll_ledger_flush(ledger, error);
    if (out->status >= 0) out->status = ledger->store->ops->claims_open(&out->cursor, ledger->store, filter, error);
    return out->status;
}

toll_status toll_ledger_claims_next(toll_ledger_row *out, toll_ledger_claims *claims, toll_error *error)
{
    if (claims->status != TOLL_OK) return claims->status;
    if (!claims->cursor) return claims->status = TOLL_END;
    return claims->status = claims->cursor->store->ops->claims_next(out, claims->cursor, error);
}

static void close_cursor(struct toll_ledger_cursor **cursor)
{
    if (*cursor) (*cursor)->store->ops->cursor_close(*cursor);
    *cursor = NULL;
}

void toll_ledger_claims_close(toll_ledger_claims *claims)
{
    close_cursor(&claims->cursor);
}

toll_status toll_ledger_versions_open(toll_ledger_versions *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error)
{
    *out = (toll_ledger_versions){0};
    out->status = check_filter(filter, error);
    if (out->status >= 0) out->status = toll_ledger_flush(ledger, error);
    if (out->status >= 0) out->status = ledger->store->ops->versions_open(&out->cursor, ledger->store, filter, error);
    return out->status;
}

toll_status toll_ledger_versions_next(toll_ledger_version *out, toll_ledger_versions *versions, toll_error *error)
{
    if (versions->status != TOLL_OK) return versions->status;
    if (!versions->cursor) return versions->status = TOLL_END;
    return versions->status = versions->cursor->store->ops->versions_next(out, versions->cursor, error);
}

void toll_ledger_versions_close(toll_ledger_versions *versions)
{
    close_cursor(&versions->cursor);
}

toll_status toll_ledger_sources_open(toll_ledger_sources *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error)
{
    *out = (toll_ledger_sources){0};
    out->status = check_filter(filter, error);
    if (out->status >= 0) out->status = toll_ledger_flush(ledger, error);
    if (out->status >= 0) out->status = ledger->store->ops->sources_open(&out->cursor, ledger->store, filter, error);
    return out->status;
}

toll_status toll_ledger_sources_next(toll_ledger_source *out, toll_ledger_sources *sources, toll_error *error)
{
    if (sources->status != TOLL_OK) return sources->status;
    if (!sources->cursor) return sources->status = TOLL_END;
    return sources->status = sources->cursor->store->ops->sources_next(out, sources->cursor, error);
}

void toll_ledger_sources_close(toll_ledger_sources *sources)
{
    close_cursor(&sources->cursor);
}

const char *toll_ledger_action_name(toll_ledger_action action)
{
    static const char *const names[] = {"proposed", "accepted", "corrected", "rejected"};
    return action >= 0 && action < TOLL_LEDGER_ACTION_COUNT ? names[action] : NULL;
}

const char *toll_ledger_part_name(toll_ledger_part part)
{
    static const char *const names[] = {"claimant", "relayer", "outlet"};
    return part >= 0 && part < TOLL_LEDGER_PART_COUNT ? names[part] : NULL;
}
