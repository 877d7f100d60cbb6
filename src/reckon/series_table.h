/* The bytes of tables in a ledger, for the files that keep series. */
#ifndef TOLL_RECKON_SERIES_TABLE_H
#define TOLL_RECKON_SERIES_TABLE_H

#include "base/base.h"
#include "ledger/rows.h"

/* Makes the tables of series where they are missing. */
toll_status reckon_series_tables(toll_ledger *ledger, toll_error *error);
/* Within a transaction: keeps a table's bytes, once. */
toll_status reckon_series_write_table(toll_ledger *ledger, const char *sha256, const char *file, toll_text packed, toll_error *error);
/* A cell's text, cut where it does not fit. */
void reckon_series_cut(char *out, size_t cap, toll_text text);

#endif
