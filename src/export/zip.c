/* In: claims. Out: a data package (Frictionless): a zip of CSV tables with README, codebook and datapackage.json. One walk through the ledger fills
 * all tables, so that they fit one another whatever is written meanwhile; they wait in temporary files. libarchive packs them on their way out. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "inside.h"

typedef struct package {
    export_points points; /* first: sheets.c looks for them here */
    export_job *job;
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
        if (job->options->bom) toll_buffer_add_string(&p->tables[i].out, "\xEF\xBB\xBF");
        toll_view_csv_header(&p->tables[i].out, export_sheets[i].fields, export_sheets[i].count);
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
    toll_status status = job->new_document ? export_points_of(&p->points, row->document.text) : TOLL_OK;
    if (status < 0) return export_no_memory(job);
    p->points.text = row->document.text;
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

static toll_status failed(package *p, struct archive *zip)
{
    if (p->status < 0) return p->status;
    return toll_error_set(p->job->error, TOLL_E_SYSTEM, NULL, "the zip cannot be written: %s", archive_error_string(zip));
}

/* No clock: the same ledger gives the same bytes. */
static toll_status add_head(package *p, struct archive *zip, const char *name, const char *end, uint64_t len)
{
    char path[64];
    struct archive_entry *entry = archive_entry_new();
    if (!entry) return export_no_memory(p->job);
    snprintf(path, sizeof path, "%s%s", name, end);
    archive_entry_set_pathname(entry, path);
    archive_entry_set_size(entry, (la_int64_t)len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 315532800, 0); /* 1980-01-01, the first day that a zip knows */
    int code = archive_write_header(zip, entry);
    archive_entry_free(entry);
    return code == ARCHIVE_OK ? TOLL_OK : failed(p, zip);
}

static toll_status add_data(package *p, struct archive *zip, const char *data, size_t len)
{
    while (len) {
        la_ssize_t done = archive_write_data(zip, data, len);
        if (done <= 0) return failed(p, zip);
        data += done;
        len -= (size_t)done;
    }
    return TOLL_OK;
}

static toll_status add_text(package *p, struct archive *zip, const char *name, toll_buffer *text)
{
    toll_status status = text->failed ? export_no_memory(p->job) : add_head(p, zip, name, "", text->len);
    if (status >= 0) status = add_data(p, zip, text->data, text->len);
    toll_buffer_clear(text);
    return status;
}

static toll_status add_table(package *p, struct archive *zip, int table)
{
    static const size_t PIECE = 64 * 1024;
    int file = p->tables[table].file;
    toll_status status = add_head(p, zip, export_sheets[table].name, ".csv", p->tables[table].len);
    toll_buffer *piece = &p->tables[table].out;
    if (status >= 0 && !toll_buffer_reserve(piece, PIECE)) return export_no_memory(p->job);
    if (status >= 0 && lseek(file, 0, SEEK_SET) < 0)
        return toll_error_set(p->job->error, TOLL_E_SYSTEM, NULL, "cannot read a temporary file again (%s)", strerror(errno));
    while (status >= 0) {
        ssize_t got = read(file, piece->data, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return toll_error_set(p->job->error, TOLL_E_SYSTEM, NULL, "cannot read a temporary file again (%s)", strerror(errno));
        if (!got) break;
        status = add_data(p, zip, piece->data, (size_t)got);
    }
    return status;
}

static toll_status write_all(package *p, struct archive *zip)
{
    toll_buffer text = {0};
    export_add_readme(&text, p->job);
    toll_status status = add_text(p, zip, "README.md", &text);
    export_add_datapackage(&text, p->job, p->bytes);
    if (status >= 0) status = add_text(p, zip, "datapackage.json", &text);
    export_add_codebook(&text, p->job);
    if (status >= 0) status = add_text(p, zip, "codebook.csv", &text);
    export_add_licence(&text);
    if (status >= 0) status = add_text(p, zip, "LICENSE.txt", &text);
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++)
        if (export_has(p->job, i)) status = add_table(p, zip, i);
    toll_buffer_free(&text);
    return status;
}

static toll_status end(export_job *job)
{
    package *p = job->own;
    toll_status status = TOLL_OK;
    for (int i = 0; i < EXPORT_TABLES && status >= 0; i++) {
        status = export_spool_flush(&p->tables[i], true, job->error);
        p->bytes[i] = p->tables[i].len;
    }
    if (status < 0) return status;
    struct archive *zip = archive_write_new();
    if (!zip) return export_no_memory(job);
    if (archive_write_set_format_zip(zip) != ARCHIVE_OK || archive_write_set_bytes_in_last_block(zip, 1) != ARCHIVE_OK ||
        archive_write_open(zip, p, NULL, pass_on, NULL) != ARCHIVE_OK)
        status = failed(p, zip);
    if (status >= 0) status = write_all(p, zip);
    if (archive_write_close(zip) != ARCHIVE_OK && status >= 0) status = failed(p, zip);
    (void)archive_write_free(zip);
    return status;
}

static void close_package(export_job *job)
{
    package *p = job->own;
    if (!p) return;
    for (int i = 0; i < EXPORT_TABLES; i++) export_spool_close(&p->tables[i]);
    export_points_free(&p->points);
    toll_base_free(p);
}

const export_writer export_zip = {begin, add_claim, end, close_package};
