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

toll_status export_spool_flush(export_spool *spool, bool all, toll_error *error)
{
    if (spool->out.failed) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the export");
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

toll_status export_copy(export_job *job, int file)
{
    toll_status status = export_flush(job, true);
    if (status >= 0 && !toll_buffer_reserve(&job->out, 64 * 1024)) status = export_no_memory(job);
    if (status >= 0 && lseek(file, 0, SEEK_SET) < 0)
        status = toll_error_set(job->error, TOLL_E_SYSTEM, NULL, "cannot read a temporary file again (%s)", strerror(errno));
    while (status >= 0) {
        ssize_t got = read(file, job->out.data, 64 * 1024);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return toll_error_set(job->error, TOLL_E_SYSTEM, NULL, "cannot read a temporary file again (%s)", strerror(errno));
        if (!got) break;
        status = job->put(job->context, job->out.data, (size_t)got, job->error);
    }
    return status;
}
