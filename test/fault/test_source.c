/* The source with every allocation and every read refused in turn: it says so and ends, or loses only that document; it never crashes, hangs or
 * leaks (the sanitizers watch), and never hands out a document that is not whole. */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "source/source.h"

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
}

static const char lines[] = "{\"id\":\"a\",\"text\":\"one\",\"published\":\"soon\"}\n{\"id\":\"b\",\"text\":\"two\"}\n";
static const char table[] = "{\"doc\":\"a\",\"outlet\":\"O\"}\n{\"doc\":\"b\",\"title\":\"T\"}\n{\"doc\":\"b\"}\n";

static const char cells[] = "id,text\nc,three\n";
static const char feed[] = "<rss><channel><item><guid>g</guid><description>three</description></item></channel></rss>";
static const char mail[] = "From: a@b\nTo: c@d\nSubject: x\n\nthree";
static const char warc[] =
    "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: u\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nthree\r\n\r\n";

enum { more_files = 4 };

typedef struct scene {
    char folder[32], lines[64], text[64], table[64], more[more_files][64];
} scene;

static scene set_scene(void)
{
    scene s = {.folder = "/tmp/tollbook-XXXXXX"};
    assert_non_null(mkdtemp(s.folder));
    snprintf(s.lines, sizeof s.lines, "%s/a.jsonl", s.folder);
    snprintf(s.text, sizeof s.text, "%s/b.txt", s.folder);
    snprintf(s.table, sizeof s.table, "%s/m.jsonl", s.folder);
    write_file(s.lines, lines);
    write_file(s.text, "three");
    write_file(s.table, table);
    const char *const more[more_files] = {cells, feed, mail, warc};
    for (int i = 0; i < more_files; i++) {
        snprintf(s.more[i], sizeof s.more[i], "%s/%d", s.folder, i);
        write_file(s.more[i], more[i]);
    }
    return s;
}

static void clear_scene(const scene *s)
{
    unlink(s->lines);
    unlink(s->text);
    unlink(s->table);
    for (int i = 0; i < more_files; i++) unlink(s->more[i]);
    rmdir(s->folder);
}

/* How many complaints there were, and how many of them of a device that could not be read. */
typedef struct notes {
    size_t all, device;
} notes;

static void note(void *context, const toll_error *error)
{
    notes *n = context;
    n->all++;
    n->device += strstr(error->message, "device") != NULL;
}

/* Reads everything; how many documents came out whole. */
static size_t read_all(const scene *s, notes *complaints, toll_status *status)
{
    const char *paths[] = {s->lines, s->text, s->more[0], s->more[1], s->more[2], s->more[3]};
    toll_source_options options = {.size = sizeof options, .metadata = s->table, .report = note, .context = complaints};
    toll_source *source;
    toll_source_parcel parcel = {0};
    toll_error error = {0};
    size_t documents = 0;
    *complaints = (notes){0};
    *status = toll_source_open(&source, paths, 2 + more_files, &options, &error);
    if (*status < 0) {
        assert_null(source);
        assert_true(*error.message);
        return 0;
    }
    while ((*status = toll_source_next(&parcel, source, &error)) == TOLL_OK) {
        toll_text text = parcel.media == TOLL_MEDIA_HTML ? parcel.page : parcel.document.text;
        assert_true(toll_text_is(text, "one") || toll_text_is(text, "two") || toll_text_is(text, "three"));
        documents++;
    }
    assert_int_equal(complaints->all, toll_source_complaints(source));
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    return documents;
}

static void refuse_each(toll_fault_kind kind)
{
    scene s = set_scene();
    notes complaints;
    toll_status status;
    toll_fault_arm(kind, 0, 0);
    assert_int_equal(read_all(&s, &complaints, &status), 3 + more_files);
    assert_int_equal(complaints.all, 2);
    uint64_t calls = toll_fault_calls(kind);
    assert_true(calls > 2);
    for (uint64_t nth = 1; nth <= calls; nth++) {
        toll_fault_arm(kind, nth, 1);
        size_t documents = read_all(&s, &complaints, &status);
        toll_fault_disarm();
        assert_true(status < 0 || documents == 3 + more_files || complaints.device == 1);
        assert_true(status < 0 || status == TOLL_END);
    }
    clear_scene(&s);
}

static void every_allocation(void **state)
{
    (void)state;
    refuse_each(TOLL_FAULT_ALLOCATION);
}

static void every_read(void **state)
{
    (void)state;
    refuse_each(TOLL_FAULT_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation),
        cmocka_unit_test(every_read),
    };
    return TOLL_RUN(tests);
}
