/* A TSV table in, the cells of one of its columns out. Lines that begin with '#' are comments, the first other line is the header. The file
 * is read whole: the tables of world/ are small. */
#include "cells.h"

#include <glib.h>

static int column_of(const char *header, const char *name)
{
    char **cells = g_strsplit(header, "\t", -1);
    int found = -1;
    for (int i = 0; cells[i] && found < 0; i++)
        if (!strcmp(cells[i], name)) found = i;
    g_strfreev(cells);
    return found;
}

toll_status toll_cells_each(const char *path, const char *name, toll_cells_take *take, void *to, toll_error *error)
{
    char *text = NULL;
    GError *why = NULL;
    if (!g_file_get_contents(path, &text, NULL, &why)) {
        toll_status status = toll_error_set(error, TOLL_E_TABLE, path, "cannot be read: %s", why->message);
        g_error_free(why);
        return status;
    }
    char **lines = g_strsplit(text, "\n", -1);
    toll_status status = TOLL_OK;
    int column = -1;
    for (guint i = 0; lines[i] && !status; i++) {
        if (!*lines[i] || *lines[i] == '#') continue;
        if (column < 0) {
            column = column_of(lines[i], name);
            if (column < 0) status = toll_error_at(error, TOLL_E_TABLE, path, i + 1, "the header has no column \"%s\"", name);
            continue;
        }
        char **cells = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(cells) > (guint)column) take(to, cells[column]);
        else status = toll_error_at(error, TOLL_E_TABLE, path, i + 1, "has no column %d (%s); part columns with tabs", column + 1, name);
        g_strfreev(cells);
    }
    g_strfreev(lines);
    g_free(text);
    return status;
}
