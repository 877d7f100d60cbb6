/* Questions about a grid: which column has a name, and what number a cell is. Pure; each looks at what it is given once. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "grid_inside.h"

int toll_grid_find(const grid_maker *it, toll_text name)
{
    for (size_t i = 0; i < it->grid->column_count; i++)
        if (toll_text_equal(it->columns[i].name, name)) return (int)i;
    return -1;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

int toll_grid_column(const toll_grid *grid, toll_text name)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        toll_text column = grid->columns[i];
        size_t at = 0;
        if (column.len != name.len) continue;
        while (at < name.len && lower(column.data[at]) == lower(name.data[at])) at++;
        if (at == name.len) return (int)i;
    }
    return -1;
}

void toll_grid_names(char *out, size_t cap, const toll_grid *grid)
{
    size_t len = 0;
    *out = '\0';
    for (size_t i = 0; i < grid->column_count; i++) {
        toll_text name = grid->columns[i];
        if (len + name.len + 8 > cap) {
            snprintf(out + len, cap - len, " ...");
            return;
        }
        len += (size_t)snprintf(out + len, cap - len, "%s%.*s", i ? ", " : "", (int)name.len, name.data);
    }
}

/* "1,090", "1 090" (also with a no-break or thin blank) and "1090.5" without their marks; the length, 0 = no number. */
static size_t plain_digits(char *out, size_t cap, toll_text cell)
{
    size_t len = 0, group = 0;
    bool grouped = false, fraction = false;
    for (size_t i = 0; i < cell.len;) {
        char c = cell.data[i];
        size_t mark = c == ',' || c == ' ' ? 1
                      : cell.len - i > 2 && (memcmp(cell.data + i, "\xe2\x80\xaf", 3) == 0 || memcmp(cell.data + i, "\xe2\x80\x89", 3) == 0)
                          ? 3
                      : cell.len - i > 1 && memcmp(cell.data + i, "\xc2\xa0", 2) == 0 ? 2
                                                                                      : 0;
        if (len + 1 >= cap) return 0;
        if (mark) {
            if (fraction || !group || group > 3 || (grouped && group != 3)) return 0;
            grouped = true, group = 0, i += mark;
            continue;
        }
        if (c == '.' && !fraction && group && !(grouped && group != 3)) fraction = true;
        else if (c >= '0' && c <= '9') group++;
        else if (c != '-' || len) return 0;
        out[len++] = c, i++;
    }
    if (!fraction && grouped && group != 3) return 0;
    out[len] = '\0';
    return group && out[len - 1] != '.' ? len : 0;
}

/* The digits are read here and not by strtod, which hangs on the host's locale. Exact up to 15 digits. */
bool toll_grid_number(double *out, toll_text cell)
{
    char digits[40];
    const size_t len = plain_digits(digits, sizeof digits, cell);
    if (!len) return false;
    const bool minus = digits[0] == '-';
    double value = 0, scale = 1;
    bool fraction = false;
    for (size_t i = minus; i < len; i++) {
        if (digits[i] == '.') {
            fraction = true;
            continue;
        }
        value = value * 10 + (digits[i] - '0');
        if (fraction) scale *= 10;
    }
    *out = (minus ? -value : value) / scale;
    return true;
}
