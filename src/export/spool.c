/* Bytes that have to wait until others are written, in files that have no name and go with the process, however it ends. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "inside.h"

toll_status export_temporary(char path[4096], int *file, toll_error *error)
{
    const char *folder = getenv("TMPDIR");
    if (!folder || !*folder) folder = "/tmp";
    int len = snprintf(path, 4096, "%s/tollbook-XXXXXX", folder);
    if (len < 0 || len >= 4096)
        return toll_error_set(error, TOLL_E_SYSTEM, NULL, "the folder for temporary files (TMPDIR) has too long a name");
    *file = mkstemp(path);
    if (*file >= 0) return TOLL_OK;
    return toll_error_set(
        error, TOLL_E_SYSTEM, folder, "cannot make a temporary file there (%s); set TMPDIR to a folder with room", strerror(errno));
}

toll_status export_spool_open(export_spool *spool, toll_error *error)
{
    char path[4096];
    *spool = (export_spool){.file = -1};
    toll_status status = export_temporary(path, &spool->file, error);
    if (status >= 0) (void)unlink(path);
    return status;
}

static toll_status no_memory(toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the export");
}

toll_status export_spool_flush(export_spool *spool, bool all, toll_error *error)
{
    if (spool->out.failed) return no_memory(error);
    if (!all && spool->out.len < 64 * 1024) return TOLL_OK;
    for (size_t at = 0; at < spool->out.len;) {
        ssize_t written = write(spool->file, spool->out.data + at, spool->out.len - at);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            return toll_error_set(
                error, TOLL_E_SYSTEM, NULL, "cannot write a temporary file (%s); set TMPDIR to a folder with room", strerror(errno));
        at += (size_t)written;
    }
    spool->len += spool->out.len;
    toll_buffer_clear(&spool->out);
    return TOLL_OK;
}

void export_spool_close(export_spool *spool)
{
    if (spool->file >= 0) (void)close(spool->file);
    spool->file = -1;
    toll_buffer_free(&spool->out);
}

static toll_status unreadable(toll_error *error)
{
    return toll_error_set(error, TOLL_E_SYSTEM, NULL, "cannot read a temporary file again (%s)", strerror(errno));
}

toll_status export_read_back(int file, toll_buffer *room, toll_export_put *put, void *context, toll_error *error)
{
    static const size_t PIECE = 64 * 1024;
    toll_status status = TOLL_OK;
    if (!toll_buffer_reserve(room, PIECE)) return no_memory(error);
    if (lseek(file, 0, SEEK_SET) < 0) return unreadable(error);
    while (status >= 0) {
        ssize_t got = read(file, room->data, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable(error);
        if (!got) break;
        status = put(context, room->data, (size_t)got, error);
    }
    return status;
}

toll_status export_copy(export_job *job, int file)
{
    toll_status status = export_flush(job, true);
    return status < 0 ? status : export_read_back(file, &job->out, job->put, job->context, job->error);
}
