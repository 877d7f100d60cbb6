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

#endif
