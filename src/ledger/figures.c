/* Figures that are looked for, as numbers. In: "220", "200..250", ">800", "<=10", "12,730", "1..". Out: from which to which number, in a
 * filter. A claim has such a figure where the number it names, or a bound of it, lies between. Anything else is no figure, and none is
 * guessed. */
#include <math.h>

#include "inside.h"

/* The comma in 12,730: three digits behind it and then no fourth. */
static bool is_group(toll_text text, size_t comma)
{
    size_t digits = 0;
    while (comma + 1 + digits < text.len && text.data[comma + 1 + digits] >= '0' && text.data[comma + 1 + digits] <= '9') digits++;
    return digits == 3;
}

static bool read_number(double *out, toll_text text)
{
    double value = 0, place = 1;
    bool fraction = false;
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == ',' && digits && !fraction && is_group(text, i)) continue;
        if (c == '.' && digits && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > 15) return false;
        if (fraction) value += (c - '0') * (place /= 10);
        else value = value * 10 + (c - '0');
    }
    *out = value;
    return digits && text.data[text.len - 1] != '.' && text.data[text.len - 1] != ',';
}

static toll_text trim(toll_text text)
{
    while (text.len && text.data[0] == ' ') text.data++, text.len--;
    while (text.len && text.data[text.len - 1] == ' ') text.len--;
    return text;
}

static bool read_range(toll_ledger_filter *out, toll_text text, size_t dots)
{
    toll_text from = trim((toll_text){text.data, dots}), to = trim((toll_text){text.data + dots + 2, text.len - dots - 2});
    if (!from.len && !to.len) return false;
    return (!from.len || read_number(&out->least, from)) && (!to.len || read_number(&out->most, to)) && out->least <= out->most;
}

bool toll_ledger_figures_parse(toll_ledger_filter *out, toll_text text)
{
    toll_ledger_filter found = *out;
    double number;
    text = trim(text);
    found.figures = true, found.least = 0, found.most = 1e300;
    if (!text.len || text.len > 60) return false;
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.data[i] != '.' || text.data[i + 1] != '.') continue;
        if (!read_range(&found, text, i)) return false;
        *out = found;
        return true;
    }
    char sign = text.data[0] == '<' || text.data[0] == '>' ? text.data[0] : '\0';
    bool equal = sign && text.len > 1 && text.data[1] == '=';
    size_t skip = (sign != '\0') + (size_t)equal;
    if (!read_number(&number, trim((toll_text){text.data + skip, text.len - skip}))) return false;
    if (sign != '<') found.least = sign && !equal ? nextafter(number, INFINITY) : number;
    if (sign != '>') found.most = sign && !equal ? nextafter(number, -1) : number;
    *out = found;
    return true;
}
