/* Archives as libarchive writes them: each format gives the files in it, by their content, in their order. */
#include "test.h"

#include <archive.h>
#include <archive_entry.h>

#include "source_files.h"

static void put(struct archive *out, const char *name, const char *data)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)strlen(data));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    assert_int_equal(archive_write_header(out, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(out, data, strlen(data)), strlen(data));
    archive_entry_free(entry);
}

static void make(const char *path, int (*format)(struct archive *))
{
    struct archive *out = archive_write_new();
    assert_int_equal(format(out), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(out, path), ARCHIVE_OK);
    put(out, "a.txt", "5 killed");
    put(out, "sub/b.jsonl", "{\"id\":\"x\",\"text\":\"6 killed\"}\n{\"id\":\"y\",\"text\":\"7 killed\"}\n");
    put(out, "c.html", "<p>8 killed</p>");
    assert_int_equal(archive_write_free(out), ARCHIVE_OK);
}

static void each_format(void **state)
{
    (void)state;
    int (*const formats[])(struct archive *) = {
        archive_write_set_format_7zip, archive_write_set_format_zip, archive_write_set_format_pax, archive_write_set_format_gnutar};
    static const char *const names[] = {"/a.txt", "x", "y", "/c.html"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char path[64];
        notes said = {0};
        toll_source *source;
        toll_source_parcel parcel = {0};
        toll_source_options options = {.size = sizeof options, .report = take_note, .context = &said};
        const char *paths[] = {file_with(path, ".bin", "", 0)};
        make(path, formats[i]);
        assert_int_equal(toll_source_open(&source, paths, 1, &options, NULL), TOLL_OK);
        for (size_t n = 0; n < 4; n++) {
            assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
            size_t len = strlen(names[n]);
            assert_true(parcel.document.name.len >= len);
            assert_memory_equal(parcel.document.name.data + parcel.document.name.len - len, names[n], len);
            assert_int_equal(parcel.media, n == 3 ? TOLL_MEDIA_HTML : TOLL_MEDIA_TEXT);
        }
        assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_END);
        assert_int_equal(said.count, 0);
        toll_source_parcel_free(&parcel);
        toll_source_close(source);
        unlink(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format),
    };
    return TOLL_RUN(tests);
}
