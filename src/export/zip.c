/* In: claims. Out: a data package (Frictionless): a zip of CSV tables with README, codebook and datapackage.json. One walk through the ledger fills
 * all tables, so that they fit one another whatever is written meanwhile; they wait in temporary files. libarchive packs them on their way out. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>

#include "inside.h"

/* What is used of it; loaded when the first package is written. */
/* clang-format off */
#define ARCHIVE_FUNCTIONS(X) \
    X(entry_free) X(entry_new) X(entry_set_filetype) X(entry_set_mtime) X(entry_set_pathname) X(entry_set_perm) X(entry_set_size) \
    X(error_string) X(write_close) X(write_data) X(write_free) X(write_header) X(write_new) X(write_open) \
    X(write_set_bytes_in_last_block) X(write_set_format_zip)
/* clang-format on */
typedef struct archive_library {
#define POINTER(name) __typeof__(archive_##name) *archive_##name;
    ARCHIVE_FUNCTIONS(POINTER)
#undef POINTER
} archive_library;

typedef struct package {
    void *library;
    archive_library lib;
    export_job *job;
    struct archive *zip; /* once the tables are whole */
    export_spool tables[EXPORT_TABLES];
    uint64_t bytes[EXPORT_TABLES];
    toll_status status; /* of what was passed on */
} package;

static toll_status begin(export_job *job)
{
    package *p = toll_base_zero(1, sizeof *p);
    if (!p) return export_no_memory(job);
    job->own = p;
    p->job = job;
    for (int i = 0; i < EXPORT_TABLES; i++) p->tables[i].file = -1;
    toll_status status = TOLL_OK;
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++) {
        status = export_spool_open(&p->tables[i], job->error);
        export_begin_csv(&p->tables[i].out, job, export_sheets[i].fields, export_sheets[i].count);
    }
    return status;
}

static toll_status add_row(void *context, export_table table, const toll_view_datum *cells)
{
    package *p = context;
    export_spool *spool = &p->tables[table];
    toll_view_csv_cells(&spool->out, export_sheets[table].fields, cells, export_sheets[table].count, p->job->options->csv_safe);
    return export_spool_flush(spool, false, p->job->error);
}

static toll_status add_claim(export_job *job, const toll_ledger_row *row)
{
    package *p = job->own;
    toll_status status = TOLL_OK;
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++) status = export_add_rows(job, row, (export_table)i, add_row, p);
    return status;
}

static la_ssize_t pass_on(struct archive *zip, void *context, const void *data, size_t len)
{
    package *p = context;
    (void)zip;
    if (p->status >= 0) p->status = p->job->put(p->job->context, data, len, p->job->error);
    return p->status < 0 ? -1 : (la_ssize_t)len;
}

static toll_status failed(package *p)
{
    if (p->status < 0) return p->status;
    return toll_error_set(p->job->error, TOLL_E_SYSTEM, NULL, "the zip cannot be written: %s", p->lib.archive_error_string(p->zip));
}

/* No clock: the same ledger gives the same bytes. */
static toll_status add_head(package *p, const char *name, const char *end, uint64_t len)
{
    char path[64];
    struct archive_entry *entry = p->lib.archive_entry_new();
    if (!entry) return export_no_memory(p->job);
    snprintf(path, sizeof path, "%s%s", name, end);
    p->lib.archive_entry_set_pathname(entry, path);
    p->lib.archive_entry_set_size(entry, (la_int64_t)len);
    p->lib.archive_entry_set_filetype(entry, AE_IFREG);
    p->lib.archive_entry_set_perm(entry, 0644);
    p->lib.archive_entry_set_mtime(entry, 315532800, 0); /* 1980-01-01, the first day that a zip knows */
    int code = p->lib.archive_write_header(p->zip, entry);
    p->lib.archive_entry_free(entry);
    return code == ARCHIVE_OK ? TOLL_OK : failed(p);
}

static toll_status add_data(void *context, const char *data, size_t len, toll_error *error)
{
    package *p = context;
    (void)error; /* that of the job */
    while (len) {
        la_ssize_t done = p->lib.archive_write_data(p->zip, data, len);
        if (done <= 0) return failed(p);
        data += done;
        len -= (size_t)done;
    }
    return TOLL_OK;
}

static toll_status add_text(package *p, const char *name, toll_buffer *text)
{
    toll_status status = text->failed ? export_no_memory(p->job) : add_head(p, name, "", text->len);
    if (status >= 0) status = add_data(p, text->data, text->len, p->job->error);
    toll_buffer_clear(text);
    return status;
}

static toll_status add_table(package *p, int table)
{
    export_spool *spool = &p->tables[table];
    toll_status status = add_head(p, export_sheets[table].name, ".csv", spool->len);
    return status < 0 ? status : export_read_back(spool->file, &spool->out, add_data, p, p->job->error);
}

static toll_status write_all(package *p)
{
    toll_buffer text = {0};
    export_add_readme(&text, p->job);
    toll_status status = add_text(p, "README.md", &text);
    export_add_datapackage(&text, p->job, p->bytes);
    if (status >= 0) status = add_text(p, "datapackage.json", &text);
    export_add_codebook(&text, p->job);
    if (status >= 0) status = add_text(p, "codebook.csv", &text);
    export_add_licence(&text);
    if (status >= 0) status = add_text(p, "LICENSE.txt", &text);
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++)
        if (export_has(p->job, i)) status = add_table(p, i);
    toll_buffer_free(&text);
    return status;
}

static toll_status end(export_job *job)
{
    static const char *const names[] = {
#define NAME(name) "archive_" #name,
        ARCHIVE_FUNCTIONS(NAME)
#undef NAME
    };
    package *p = job->own;
    toll_status status = TOLL_OK;
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++) {
        status = export_spool_flush(&p->tables[i], true, job->error);
        p->bytes[i] = p->tables[i].len;
    }
    if (status < 0) return status;
    p->library = toll_library_load(&p->lib, TOLL_LIBRARY_ARCHIVE, names, sizeof names / sizeof *names);
    if (!p->library) return toll_library_missing(job->error, TOLL_E_SYSTEM, NULL, TOLL_LIBRARY_ARCHIVE);
    p->zip = p->lib.archive_write_new();
    if (!p->zip) return export_no_memory(job);
    if (p->lib.archive_write_set_format_zip(p->zip) != ARCHIVE_OK ||
        p->lib.archive_write_set_bytes_in_last_block(p->zip, 1) != ARCHIVE_OK ||
        p->lib.archive_write_open(p->zip, p, NULL, pass_on, NULL) != ARCHIVE_OK)
        status = failed(p);
    if (status >= 0) status = write_all(p);
    if (p->lib.archive_write_close(p->zip) != ARCHIVE_OK && status >= 0) status = failed(p);
    (void)p->lib.archive_write_free(p->zip);
    return status;
}

static void close_package(export_job *job)
{
    package *p = job->own;
    if (!p) return;
    for (int i = 0; i < EXPORT_TABLES; i++) export_spool_close(&p->tables[i]);
    toll_library_close(p->library);
    toll_base_free(p);
}

const export_writer export_zip = {begin, add_claim, end, close_package, NULL};
