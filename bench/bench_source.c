/* How fast documents come out of JSON Lines, against the same texts as files of their own. In: a text file. It is cut into documents of about 3 KB,
 * which are written to a folder of their own in /tmp and read from there, so everything comes out of the page cache. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "source/source.h"

enum { piece = 3000 };

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void write_file(const char *path, const toll_buffer *data)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data->data, 1, data->len, file) != data->len || fclose(file)) exit(1);
}

/* The best of five. */
static void measure(const char *what, const char *const *paths, size_t count)
{
    double best = 0;
    for (int turn = 0; turn < 5; turn++) {
        toll_source_options options = {.size = sizeof options};
        toll_source *source;
        toll_source_parcel parcel = {0};
        size_t bytes = 0;
        double start = now();
        if (toll_source_open(&source, paths, count, &options, NULL) < 0) exit(1);
        while (toll_source_next(&parcel, source, NULL) == TOLL_OK) bytes += parcel.document.text.len;
        toll_source_close(source);
        double speed = (double)bytes / (now() - start);
        if (speed > best) best = speed;
        toll_source_parcel_free(&parcel);
    }
    printf("%s\t%.0f\n", what, best);
}

/* As Python's json writes it: everything that is not ASCII as \u escapes. */
static void add_escaped(toll_buffer *out, const char *data, size_t len)
{
    for (size_t i = 0, used; i < len; i += used) {
        uint32_t point = toll_utf8_decode(data + i, len - i, &used);
        if (point < 0x80) {
            toll_buffer json = {0};
            toll_buffer_add_json(&json, (toll_text){data + i, 1});
            toll_buffer_add(out, json.data + 1, json.len - 2);
            toll_buffer_free(&json);
        } else if (point < 0x10000) {
            toll_buffer_printf(out, "\\u%04x", point);
        } else {
            toll_buffer_printf(out, "\\u%04x\\u%04x", 0xd800 + ((point - 0x10000) >> 10), 0xdc00 + (point & 0x3ff));
        }
    }
}

int main(int argc, char **argv)
{
    toll_source *whole;
    toll_source_parcel text = {0};
    const char *given = argc > 1 ? argv[1] : "-";
    if (toll_source_open(&whole, &given, 1, NULL, NULL) < 0 || toll_source_next(&text, whole, NULL)) return 1;
    char folder[] = "/tmp/tollbook-bench-XXXXXX", path[64];
    if (!mkdtemp(folder)) return 1;
    toll_buffer plain = {0}, escaped = {0};
    char **paths = NULL;
    size_t count = 0, cap = 0;
    const char *data = text.document.text.data;
    for (size_t off = 0, len = text.document.text.len, end; off < len; off = end) {
        end = off + piece < len ? off + piece : len;
        while (end < len && ((unsigned char)data[end] & 0xc0) == 0x80) end++;
        toll_buffer own = {0};
        toll_buffer_add(&own, data + off, end - off);
        snprintf(path, sizeof path, "%s/%zu.txt", folder, count);
        write_file(path, &own);
        if (!toll_grow(&paths, &cap, count, sizeof *paths) || !(paths[count++] = strdup(path))) return 1;
        toll_buffer_printf(&plain, "{\"id\":\"%zu\",\"text\":", count);
        toll_buffer_add_json(&plain, (toll_text){own.data, own.len});
        toll_buffer_add_string(&plain, "}\n");
        toll_buffer_printf(&escaped, "{\"id\":\"%zu\",\"text\":\"", count);
        add_escaped(&escaped, own.data, own.len);
        toll_buffer_add_string(&escaped, "\"}\n");
        toll_buffer_free(&own);
    }
    measure("text files", (const char *const *)paths, count);
    const char *lines = path;
    snprintf(path, sizeof path, "%s/plain.jsonl", folder);
    write_file(path, &plain);
    measure("JSON Lines", &lines, 1);
    unlink(path);
    snprintf(path, sizeof path, "%s/escaped.jsonl", folder);
    write_file(path, &escaped);
    measure("JSON Lines with \\u escapes", &lines, 1);
    unlink(path);
    for (size_t i = 0; i < count; i++) {
        unlink(paths[i]);
        free(paths[i]);
    }
    free(paths);
    rmdir(folder);
    toll_buffer_free(&plain);
    toll_buffer_free(&escaped);
    toll_source_parcel_free(&text);
    toll_source_close(whole);
    return 0;
}
