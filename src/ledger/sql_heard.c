/* What a store has not heard of. In: a transaction to write, in which nobody else does. Out: the set of all names and texts (heard.h), brought
 * up to date with what others stored meanwhile. So a document that is new costs no question; on a server each is a way there and back. The
 * set is loaded once as many documents were looked for as pay for it: whoever adds one document to a large ledger never does. */
#include "sql.h"

enum { ROWS_A_QUESTION = 64, MOST = 8 << 20 }; /* what a question costs, in rows loaded; 128 MB of hashes */

static toll_status load(toll_sql_store *it, toll_sql which, int64_t from, toll_error *error)
{
    toll_rows *s;
    toll_status status = TOLL_OK;
    for (bool more = true; more && status >= 0;) {
        status = toll_sql_get(&s, it, which, error);
        if (status < 0) return status;
        toll_rows_bind_integer(s, 1, from);
        for (more = false; (status = toll_rows_next(s, error)) == TOLL_OK; more = true) {
            from = toll_rows_integer(s, 0);
            toll_heard_put(&it->heard, toll_rows_text(s, 1));
        }
    }
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_hear(toll_sql_store *it, toll_error *error)
{
    toll_heard *heard = &it->heard;
    if (!it->driver->settle || !it->writing || heard->whole || heard->failed) return TOLL_OK;
    if (it->marked && it->heard_tried) return TOLL_OK; /* rows of this transaction's own may be there since */
    toll_status status = toll_sql_mark(it, error);
    if (status < 0) return status;
    it->heard_tried = true;
    const int64_t document = it->last[TOLL_SQL_DOCUMENTS], text = it->last[TOLL_SQL_TEXTS];
    uint64_t behind = (uint64_t)(document - heard->document) + (uint64_t)(text - heard->text);
    if (behind > heard->asked * ROWS_A_QUESTION || behind + heard->len > MOST) return TOLL_OK;
    if (document > heard->document) status = load(it, TOLL_SQL_DOCUMENTS_AFTER, heard->document, error);
    if (status >= 0 && text > heard->text) status = load(it, TOLL_SQL_TEXTS_AFTER, heard->text, error);
    if (status < 0) return status;
    heard->whole = !heard->failed;
    heard->document = document;
    heard->text = text;
    return TOLL_OK;
}

void toll_sql_hear_end(toll_sql_store *it, bool stored)
{
    if (stored && it->heard.whole) {
        it->heard.document = it->last[TOLL_SQL_DOCUMENTS];
        it->heard.text = it->last[TOLL_SQL_TEXTS];
    }
    it->heard.whole = it->heard_tried = it->writing = false;
}

bool toll_sql_unheard(toll_store *store, toll_text name)
{
    toll_sql_store *it = (toll_sql_store *)store;
    it->heard.asked++;
    return it->writing && !toll_heard_has(&it->heard, name);
}
