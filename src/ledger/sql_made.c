/* A claim that a person made, into its rows. In: the claim, the version whose words it is made of. Out: a reading of its own with that one
 * claim, over a microsecond after it began: what engines read stands as before, and the claim stands by the decisions on it and by nothing else.
 * */
#include "sql.h"

toll_status toll_sql_put_made(uint64_t *row, toll_store *store, const toll_store_state *state, const toll_document *document,
    const toll_claim *claim, int64_t claim_seal, int64_t seal, int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_store_state beside = *state;
    toll_rows *s;
    beside.reading = 0; /* it takes the place of none */
    toll_status status = toll_sql_put_reading(&beside, store, document, claim, 1, &claim_seal, seal, TOLL_LEDGER_BY_HAND, "", now, error);
    if (status >= 0 && it->driver->settle) status = it->driver->settle(it, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_READING_OVER, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)beside.reading);
    toll_rows_bind_integer(s, 2, now + 1);
    *row = beside.reading << 24 | 1;
    return toll_rows_run(s, error);
}
