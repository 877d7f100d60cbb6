/* How fast articles come out of pages. In: HTML files, which are read as they are; or one text, which is cut into articles of about 3 KB, each put
 * into a page with a menu, scripts, a list of other stories and comments, as heavy as pages are (about 60 KB). Out: bytes of HTML a second. */
#include <time.h>

#include "../test/article_tables.h"
#include "base/fault.h"

enum { piece = 3000, rows = 120, most_pages = 400 };

typedef struct pages {
    toll_buffer *list;
    size_t count, cap, bytes;
} pages;

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static toll_buffer *add_page(pages *p)
{
    if (!toll_grow(&p->list, &p->cap, p->count, sizeof *p->list)) exit(1);
    p->list[p->count] = (toll_buffer){0};
    return &p->list[p->count++];
}

static void add_escaped(toll_buffer *out, const char *data, size_t len)
{
    toll_buffer_add_string(out, "<p>");
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '&') toll_buffer_add_string(out, "&amp;");
        else if (data[i] == '<') toll_buffer_add_string(out, "&lt;");
        else if (data[i] == '\n') toll_buffer_add_string(out, "</p>\n<p>");
        else toll_buffer_add_char(out, data[i]);
    }
    toll_buffer_add_string(out, "</p>");
}

static void write_page(toll_buffer *out, const char *data, size_t len)
{
    toll_buffer_add_string(out, "<!doctype html><html lang=\"en\"><head><title>News | Bay Post</title><style>");
    for (int i = 0; i < rows; i++) toll_buffer_printf(out, ".card-%d{margin:0 auto;padding:%dpx;color:#333;display:flex}", i, i);
    toll_buffer_add_string(out, "</style></head><body><nav class=\"site-menu\"><ul>");
    for (int i = 0; i < rows; i++)
        toll_buffer_printf(out, "<li class=\"menu-item menu-item-%d\"><a href=\"/section/%d\">Section %d</a></li>", i, i, i);
    toll_buffer_add_string(out, "</ul></nav><article><h1>News</h1><div class=\"article-body\">");
    add_escaped(out, data, len);
    toll_buffer_add_string(out, "</div></article><div class=\"related-stories\">");
    for (int i = 0; i < rows; i++)
        toll_buffer_printf(out,
            "<div class=\"card card--small\" data-id=\"%d\"><a href=\"/story/%d\"><img src=\"/i/%d.jpg\" alt=\"\"><h3>Story %d</h3></a></div>",
            i, i, i, i);
    toll_buffer_add_string(out, "</div><script>");
    for (int i = 0; i < rows; i++)
        toll_buffer_printf(out, "window.slots=window.slots||[];window.slots.push({id:%d,size:[300,250],path:'/1/2/3'});", i);
    toll_buffer_add_string(out, "</script></body></html>");
}

static void cut(pages *p, const toll_buffer *text)
{
    for (size_t off = 0, end; off < text->len && p->count < most_pages; off = end) {
        end = off + piece < text->len ? off + piece : text->len;
        while (end < text->len && ((unsigned char)text->data[end] & 0xc0) == 0x80) end++;
        write_page(add_page(p), text->data + off, end - off);
    }
}

static void load(toll_buffer *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    char block[65536];
    for (size_t got; file && (got = fread(block, 1, sizeof block, file));) toll_buffer_add(out, block, got);
    if (!file || fclose(file) || out->failed) exit(1);
}

int main(int argc, char **argv)
{
    pages p = {0};
    article_fixture *f = article_open();
    if (!f || argc < 2)
        return fprintf(stderr, "bench_article: give me a text or HTML files, in the project's folder or with TOLLBOOK_ROOT\n"), 2;
    for (int i = 1; i < argc; i++) {
        toll_buffer read = {0};
        load(&read, argv[i]);
        if (toll_article_is_page((toll_text){read.data, read.len})) {
            *add_page(&p) = read;
            continue;
        }
        cut(&p, &read);
        toll_buffer_free(&read);
    }
    double best = 1e9, start = now();
    size_t kept = 0;
    for (size_t i = 0; i < p.count; i++) p.bytes += p.list[i].len;
    for (int round = 0; round < 3 || now() - start < 1; round++) {
        double before = now();
        kept = 0;
        for (size_t i = 0; i < p.count; i++) {
            toll_page page = {.bytes = {p.list[i].data, p.list[i].len}, .latest = TOLL_DAY_UNKNOWN};
            toll_article found;
            if (toll_article_read(&found, f->reader, &page, NULL) == TOLL_OK) kept += found.text.len;
        }
        double took = now() - before;
        if (took < best) best = took;
    }
    printf(
        "article: HTML to text (%.0f%% of it kept)\t%.0f\n", p.bytes ? 100.0 * (double)kept / (double)p.bytes : 0, (double)p.bytes / best);
    for (size_t i = 0; i < p.count; i++) toll_buffer_free(&p.list[i]);
    toll_base_free(p.list);
    article_close(f);
    return 0;
}
