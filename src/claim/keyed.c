/* Tables of the world that are asked by a name: categories of materiel, offices, ids. In: a table with the name in its first column.
 * Out: a cell of the name's row. Sorted once when the tables are opened; a question costs a search by halves. */
#include "words.h"

#include <stdlib.h>

#include "base/fault.h"

struct keyed_row {
    const char *key;
    uint32_t row;
};

static int compare(const void *a, const void *b)
{
    const keyed_row *x = a, *y = b;
    return strcmp(x->key, y->key);
}

bool claim_keyed_open(keyed_rows *out, const toll_tables *tables, const char *name)
{
    const int table = toll_tables_find(tables, name);
    if (table < 0) return true; /* there is none to ask */
    out->tables = tables;
    out->table = (uint16_t)table;
    out->count = toll_tables_rows(tables, out->table);
    out->rows = toll_base_zero(out->count + 1u, sizeof *out->rows);
    if (!out->rows) return false;
    for (uint32_t row = 0; row < out->count; row++) out->rows[row] = (keyed_row){toll_tables_cell(tables, out->table, row, 0), row};
    qsort(out->rows, out->count, sizeof *out->rows, compare);
    return true;
}

const char *claim_keyed_cell(const keyed_rows *rows, const char *key, const char *column)
{
    const keyed_row wanted = {key, 0};
    const keyed_row *found = rows->count && key && *key ? bsearch(&wanted, rows->rows, rows->count, sizeof *rows->rows, compare) : NULL;
    return found ? toll_tables_cell(rows->tables, rows->table, found->row, toll_tables_column(rows->tables, rows->table, column)) : "";
}
