/* Files for the tests of the source room: a folder of their own, and the complaints that were made. */
#ifndef TOLL_TEST_SOURCE_FILES_H
#define TOLL_TEST_SOURCE_FILES_H

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "source/inside.h"

typedef struct notes {
    toll_error last;
    size_t count;
} notes;

static inline void take_note(void *context, const toll_error *error)
{
    notes *n = context;
    n->last = *error;
    n->count++;
}

/* A file with these bytes; the path is the caller's `out`. The file goes when it is read: tests unlink it themselves. */
static inline const char *file_with(char out[64], const char *ending, const void *data, size_t len)
{
    snprintf(out, 64, "/tmp/tollbook-XXXXXX%s", ending);
    int fd = mkstemps(out, (int)strlen(ending));
    assert_true(fd >= 0);
    assert_true(write(fd, data, len) == (ssize_t)len);
    close(fd);
    return out;
}

static inline int opened_with(const void *data, size_t len)
{
    char path[64];
    int fd = open(file_with(path, "", data, len), O_RDONLY | O_CLOEXEC);
    unlink(path);
    return fd;
}

/* All documents of a file with these bytes, as "name=text;", with the complaints made meanwhile; how many were skipped for a reason comes out in `skips`
 * (may be NULL). */
static inline toll_buffer all_of(const void *data, size_t len, toll_source_kind kind, size_t limit, notes *said, size_t skips[TOLL_SKIP_COUNT])
{
    char path[64];
    const char *paths[1] = {file_with(path, "", data, len)};
    toll_source *source = NULL;
    toll_source_parcel parcel = {0};
    toll_buffer out = {0};
    const toll_source_options options = {.size = sizeof options, .from = kind, .limit = limit, .report = take_note, .context = said};
    assert_int_equal(toll_source_open(&source, paths, 1, &options, NULL), TOLL_OK);
    while (toll_source_next(&parcel, source, NULL) == TOLL_OK) {
        const toll_text text = parcel.media == TOLL_MEDIA_HTML ? parcel.page : parcel.document.text, name = parcel.document.name;
        bool own = name.len > 5 && toll_text_is(name, path + strlen("/tmp/"));   /* the file's name, which is another each time */
        bool part = name.len > strlen(path + 5) && !memcmp(name.data, path + 5, strlen(path + 5));
        toll_text shown = part && !own ? (toll_text){name.data + strlen(path + 5), name.len - strlen(path + 5)} : name;
        if (!own) toll_buffer_add(&out, shown.data, shown.len);
        toll_buffer_add_char(&out, '=');
        toll_buffer_add(&out, text.data, text.len);
        toll_buffer_add_char(&out, ';');
    }
    for (int i = 0; skips && i < TOLL_SKIP_COUNT; i++) skips[i] = toll_source_skips(source, (toll_skip)i);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    unlink(path);
    toll_buffer_add_char(&out, '\0');
    out.len--;
    return out;
}

#endif
