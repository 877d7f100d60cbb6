/* What people decide. In: a decision on the row of a claim. Out: a row of its own, or why it cannot be: corrected fields that are no JSON, a row that
 * is no claim, or (TOLL_UNCHANGED) somebody who decided since. In the transaction the caller opened. */
#include "sql.h"

static toll_status check_payload(toll_sql_store *it, const char *payload, toll_error *error)
{
    toll_rows *s;
    if (!payload) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_JSON_VALID, error);
    if (status < 0) return status;
    toll_sql_bind_string(s, 1, payload);
    status = toll_rows_next(s, error);
    bool valid = status == TOLL_OK && (int)toll_rows_integer(s, 0);
    toll_rows_reset(s);
    if (status < 0) return status;
    return valid ? TOLL_OK : toll_error_set(error, TOLL_E_USAGE, it->path, "the decision's corrected fields are not JSON");
}

/* TOLL_UNCHANGED where somebody decided since. */
static toll_status check_seen(toll_sql_store *it, int64_t document, const uint8_t key[12], int64_t seen, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_DECISION_NEWEST, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, document);
    toll_rows_bind_bytes(s, 2, (toll_text){(const char *)key, 12});
    status = toll_rows_next(s, error);
    int64_t newest = status == TOLL_OK ? toll_rows_integer(s, 0) : 0;
    toll_rows_reset(s);
    return status < 0 ? status : newest == seen ? TOLL_OK : TOLL_UNCHANGED;
}

toll_status toll_sql_put_decision(toll_store *store, const toll_ledger_decision *decision, int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_rows *s;
    uint8_t key[12];
    toll_status status = check_payload(it, decision->payload, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_DECISION_CLAIM, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)decision->row);
    status = toll_rows_next(s, error);
    if (status < 0) return status;
    if (status == TOLL_END)
        return toll_error_set(
            error, TOLL_E_USAGE, it->path, "there is no claim in row %llu of the ledger", (unsigned long long)decision->row);
    int64_t document = toll_rows_integer(s, 0);
    const toll_text stored = toll_rows_text(s, 1);
    bool whole = stored.len == sizeof key;
    if (whole) memcpy(key, stored.data, sizeof key);
    toll_rows_reset(s);
    if (!whole) return toll_sql_damaged(it, error, "claim", (int64_t)decision->row);
    if (decision->seen) {
        status = check_seen(it, document, key, *decision->seen, error);
        if (status != TOLL_OK) return status;
    }
    status = toll_sql_get(&s, it, TOLL_SQL_DECISION_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, now);
    toll_sql_bind_string(s, 2, decision->reviewer);
    toll_rows_bind_integer(s, 3, (int)decision->action);
    toll_rows_bind_integer(s, 4, document);
    toll_rows_bind_bytes(s, 5, (toll_text){(const char *)key, sizeof key});
    toll_rows_bind_integer(s, 6, (int64_t)decision->row);
    toll_sql_bind_string(s, 7, decision->payload);
    toll_sql_bind_string(s, 8, decision->reason);
    return toll_rows_run(s, error);
}
