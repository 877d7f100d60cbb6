/* In: UTF-8 text. Out: lines for a terminal. Width is counted in columns (utf8proc's table: two for wide characters, none for combining
 * ones), one code point at a time. Documents come from anywhere, so whatever could steer a terminal (control and format characters that
 * turn the direction of writing) is taken out on the way. */
#include <utf8proc.h>

#include "base/fault.h"
#include "inside.h"

static bool steers(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0x200e || point == 0x200f || point == 0x061c || point == 0xfeff;
}

static bool is_space(uint32_t point)
{
    return point == ' ' || (point >= 0x09 && point <= 0x0d) || point == 0x85 || point == 0x2028 || point == 0x2029;
}

void toll_view_add_plain(toll_buffer *out, toll_text text)
{
    bool space = false, any = false;
    for (size_t i = 0, len; i < text.len; i += len) {
        uint32_t point = toll_utf8_decode(text.data + i, text.len - i, &len);
        if (is_space(point)) space = true;
        if (is_space(point) || steers(point)) continue;
        if (space && any) toll_buffer_add_char(out, ' ');
        space = false;
        any = true;
        if (point == 0xfffd && len == 1) toll_buffer_add_string(out, "\xef\xbf\xbd"); /* a byte that is no UTF-8 */
        else toll_buffer_add(out, text.data + i, len);
    }
}

void toll_view_add_code(toll_buffer *out, const char *code)
{
    for (const char *at = code ? code : ""; *at; at++) toll_buffer_add_char(out, *at == '_' ? ' ' : *at);
}

static size_t point_width(uint32_t point)
{
    if (point < 0x7f) return 1;
    int width = utf8proc_charwidth((utf8proc_int32_t)point);
    return width > 0 ? (size_t)width : 0;
}

size_t toll_view_width(toll_text text)
{
    size_t width = 0;
    for (size_t i = 0, len; i < text.len; i += len) width += point_width(toll_utf8_decode(text.data + i, text.len - i, &len));
    return width;
}

static void add_line(toll_view_cell *cell, size_t off, size_t end)
{
    while (end > off && cell->text.data[end - 1] == ' ') end--;
    if (!toll_grow(&cell->lines, &cell->line_cap, cell->line_count, sizeof *cell->lines)) {
        cell->text.failed = true;
        return;
    }
    cell->lines[cell->line_count++] = (toll_span){(uint32_t)off, (uint32_t)(end - off)};
}

void toll_view_wrap(toll_view_cell *cell, size_t width)
{
    cell->line_count = 0;
    const char *data = cell->text.data;
    size_t size = cell->text.len, start = 0, column = 0;
    size_t space = 0, hyphen = 0; /* where the line could end: at a space, or better than in the middle, behind a hyphen; 0 = nowhere */
    for (size_t i = 0, len; i < size; i += len) {
        uint32_t point = toll_utf8_decode(data + i, size - i, &len);
        if (point == '\n') {
            add_line(cell, start, i);
            start = i + 1;
            column = space = hyphen = 0;
            continue;
        }
        size_t wide = point_width(point);
        if (point == ' ') space = i;
        if (column + wide > width && i > start && point != ' ') {
            size_t end = space > start ? space : hyphen > start ? hyphen : i;
            add_line(cell, start, end);
            start = end + (end == space && space > 0);
            column = toll_view_width((toll_text){data + start, i - start});
            space = 0;
        }
        column += wide;
        if (point == '-') hyphen = i + 1;
    }
    if (size > start) add_line(cell, start, size);
}

static void add_padding(toll_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) toll_buffer_add_char(out, ' ');
}

void toll_view_add_row(toll_buffer *out, toll_view_cell *cells, const unsigned *widths, size_t count)
{
    size_t height = 0;
    for (size_t i = 0; i < count; i++) {
        toll_view_wrap(&cells[i], widths[i]);
        if (cells[i].line_count > height) height = cells[i].line_count;
        out->failed |= cells[i].text.failed;
    }
    for (size_t line = 0; line < height; line++) {
        size_t owed = 0; /* columns of padding that only count if something follows */
        for (size_t i = 0; i < count; i++) {
            toll_span span = line < cells[i].line_count ? cells[i].lines[line] : (toll_span){0, 0};
            toll_text text = {span.len ? cells[i].text.data + span.off : "", span.len};
            size_t width = toll_view_width(text);
            if (text.len) {
                add_padding(out, owed);
                owed = 0;
                toll_buffer_add(out, text.data, text.len);
            }
            owed += 2 + (widths[i] > width ? widths[i] - width : 0);
        }
        toll_buffer_add_char(out, '\n');
    }
}

void toll_view_cell_clear(toll_view_cell *cell)
{
    toll_buffer_clear(&cell->text);
    cell->line_count = 0;
}

void toll_view_cell_free(toll_view_cell *cell)
{
    toll_buffer_free(&cell->text);
    toll_base_free(cell->lines);
    *cell = (toll_view_cell){0};
}
