/* tollbook import table: a table as it is, to be asked of later (`tollbook disparity`, /disparity). In: a file. Out: its bytes in the
 * ledger. It is read once, so that nothing is kept that is no table. */
#include "import.h"

static void complain(void *context, const toll_error *error)
{
    ++*(size_t *)context;
    toll_cli_complain(NULL, error);
}

static toll_status put(const toll_grid *grid, const char *path, const char *where, int *code, toll_error *error)
{
    toll_ledger *ledger = NULL;
    toll_buffer packed = {0};
    const char *slash = strrchr(path, '/');
    toll_status status = TOLL_OK;
    if (!toll_source_pack(&packed, (toll_text){grid->file.bytes.data, grid->file.bytes.len}))
        status = toll_error_set(error, TOLL_E_MEMORY, path, "not enough memory to keep its bytes");
    if (status >= 0) status = toll_cli_ledger_open(&ledger, where, TOLL_LEDGER_WRITE, error);
    if (status >= 0)
        status = toll_series_put_table(ledger, grid->sha256, slash ? slash + 1 : path, (toll_text){packed.data, packed.len}, error);
    if (status == TOLL_OK) *code = toll_cli_keep_reckoning(ledger, NULL, NULL);
    toll_ledger_close(ledger);
    toll_buffer_free(&packed);
    return status;
}

int toll_cli_import_table(const char *path, const char *ledger, bool dry)
{
    toll_grid grid;
    toll_error error = {0};
    size_t complaints = 0;
    int code = TOLL_EXIT_DONE;
    toll_status status = toll_grid_open(&grid, path, complain, &complaints, &error);
    if (status >= 0 && !dry) status = put(&grid, path, ledger, &code, &error);
    if (status < 0) code = toll_cli_fail(&error);
    else
        toll_cli_say("%s: %s, %zu rows of %zu columns, SHA-256 %s", path,
            dry                        ? "not kept"
            : status == TOLL_UNCHANGED ? "unchanged"
                                       : "kept",
            grid.row_count, grid.column_count, grid.sha256);
    toll_grid_free(&grid);
    return code == TOLL_EXIT_DONE && complaints ? TOLL_EXIT_INPUT : code;
}
