/* In: pages of texts that are added. Out: rows in a table of their own beside the ledger's (rows.h), so that a ledger without pages costs
 * nothing for it. The bytes are stored packed: a page is ten times its article. A page is put in the transaction of its text, so that neither
 * is there without the other and a page costs no transaction; the statement is kept from page to page. */
#include "inside.h"
#include "rows.h"

static const char table[] =
    "CREATE TABLE IF NOT EXISTS page (text_sum TEXT NOT NULL, sum TEXT NOT NULL, packed BLOB NOT NULL, map BLOB, url TEXT, "
    "charset TEXT, retrieved TEXT, PRIMARY KEY (text_sum, sum))";
static const char put[] =
    "INSERT INTO page (text_sum, sum, packed, map, url, charset, retrieved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";

static void bind(toll_rows *rows, const toll_ledger_page *page)
{
    toll_rows_bind_text(rows, 1, toll_text_of(page->text_sum));
    toll_rows_bind_text(rows, 2, toll_text_of(page->sum));
    toll_rows_bind_bytes(rows, 3, page->packed);
    if (page->map.data) toll_rows_bind_bytes(rows, 4, page->map);
    else toll_rows_bind_null(rows, 4);
    toll_rows_bind_text(rows, 5, page->url);
    toll_rows_bind_text(rows, 6, page->charset);
    toll_rows_bind_text(rows, 7, page->retrieved);
}

toll_status toll_pages_put(toll_ledger *ledger, const toll_ledger_page *page, toll_error *error)
{
    const toll_store_ops *ops = ledger->store->ops;
    toll_status status = TOLL_OK;
    if (!toll_rows_possible(ledger)) return TOLL_OK;
    if (!ledger->put_page) status = ops->rows_exec(ledger->store, table, error);
    if (status >= 0 && !ledger->put_page) status = ops->rows_open(&ledger->put_page, ledger->store, put, error);
    if (status < 0) return status;
    bind(ledger->put_page, page);
    status = toll_rows_run(ledger->put_page, error);
    toll_rows_clear(ledger->put_page);
    return status;
}

void toll_pages_forget(toll_ledger *ledger)
{
    toll_rows_close(ledger->put_page);
    ledger->put_page = NULL;
}

static toll_status copy(char out[65], toll_rows *rows, int column)
{
    toll_text sum = toll_rows_text(rows, column);
    size_t len = sum.len < 64 ? sum.len : 64;
    if (len) memcpy(out, sum.data, len);
    out[len] = '\0';
    return TOLL_OK;
}

toll_status toll_ledger_walk_pages(toll_ledger *ledger, toll_ledger_page_visit *visit, void *context, toll_error *error)
{
    toll_rows *rows = NULL;
    if (!toll_rows_possible(ledger)) return TOLL_OK;
    /* Where there is no such table no page was ever kept. */
    if (toll_rows_open(&rows, ledger, "SELECT text_sum, sum, packed, map, url, charset, retrieved FROM page ORDER BY text_sum, sum", NULL) <
        0)
        return TOLL_OK;
    toll_status status;
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        toll_ledger_page page = {.packed = toll_rows_text(rows, 2),
            .map = toll_rows_text(rows, 3),
            .url = toll_rows_text(rows, 4),
            .charset = toll_rows_text(rows, 5),
            .retrieved = toll_rows_text(rows, 6)};
        copy(page.text_sum, rows, 0);
        copy(page.sum, rows, 1);
        status = visit(context, &page, error);
        if (status < 0) break;
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}
