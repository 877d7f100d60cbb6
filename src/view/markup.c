/* Text into HTML and SVG. In: any UTF-8. Out: the same with the five characters that mean something there escaped, so that it can stand between tags
 * and in a quoted attribute. One pass; stretches without such a character are copied whole. */
#include "view.h"

static const char *escaped(unsigned char c, bool controls)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\r': return "&#13;"; /* a parser would make a line feed of it */
    case '\n':
    case '\t': return NULL;
    default: return !controls && (c < 0x20 || c == 0x7f) ? "\xef\xbf\xbd" : NULL;
    }
}

void toll_view_add_markup(toll_buffer *out, toll_text text, bool controls)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *as = escaped((unsigned char)text.data[i], controls);
        if (!as) continue;
        toll_buffer_add(out, text.data + from, i - from);
        toll_buffer_add_string(out, as);
        from = i + 1;
    }
    if (text.len > from) toll_buffer_add(out, text.data + from, text.len - from);
}

void toll_view_add_xml(toll_buffer *out, toll_text text)
{
    toll_buffer plain = {0};
    toll_view_add_plain(&plain, text);
    toll_view_add_markup(out, (toll_text){plain.data, plain.len}, true);
    out->failed |= plain.failed;
    toll_buffer_free(&plain);
}
