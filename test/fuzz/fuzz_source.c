/* Any bytes as what they look like, as JSON Lines, as text, as CSV and as a metadata table: nothing crashes, every document that comes out is clean
 * UTF-8 with a name, or a page that can be made so, and what gives no document is complained of or skipped; the two readers of JSON agree.
 * The bytes lie in a file in memory, so the whole way from the descriptor is walked. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "source/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition) abort();
}

static size_t read_all(const char *path, const char *metadata, toll_source_kind kind)
{
    toll_source_options options = {.size = sizeof options, .from = kind, .metadata = metadata, .limit = 4096};
    toll_source *source = NULL;
    toll_source_parcel parcel = {0};
    size_t documents = 0;
    if (toll_source_open(&source, &path, 1, &options, NULL) < 0) return 0;
    while (toll_source_next(&parcel, source, NULL) == TOLL_OK) {
        const toll_document *document = &parcel.document;
        must(document->name.len && document->name.data);
        documents++;
        if (parcel.media == TOLL_MEDIA_HTML) {
            must(parcel.page.len && toll_source_page(&parcel.clean, parcel.page, parcel.charset, 65536, NULL) != TOLL_E_LIMIT);
            continue;
        }
        must(document->text.len && document->text.len <= 8192); /* a converted text may be longer than its bytes */
        must(toll_utf8_check(document->name.data, document->name.len) == document->name.len);
        must(toll_utf8_check(document->text.data, document->text.len) == document->text.len);
    }
    size_t skips = 0;
    for (int reason = 0; reason < TOLL_SKIP_COUNT; reason++) skips += toll_source_skips(source, (toll_skip)reason);
    must(documents || toll_source_complaints(source) || skips || kind != TOLL_SOURCE_TEXT);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    return documents;
}

/* What is plainly JSON is JSON to yajl too, and says the same. */
static void read_object(toll_text line)
{
    toll_json_field quick[2] = {{.name = "id"}, {.name = "text"}}, careful[2] = {{.name = "id"}, {.name = "text"}};
    toll_buffer a = {0}, b = {0};
    toll_error error;
    if (toll_json_check(line, "", 1, &error) == TOLL_OK && toll_json_quick(quick, 2, &a, line)) {
        must(toll_json_careful(careful, 2, &b, line, "", 1, &error) == TOLL_OK);
        for (int i = 0; i < 2; i++) must(quick[i].kind == careful[i].kind && quick[i].value.len == careful[i].value.len);
        must(a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len)));
    }
    toll_buffer_free(&a);
    toll_buffer_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_object((toll_text){(const char *)data, size});
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    read_all(path, NULL, TOLL_SOURCE_AUTO);
    read_all(path, NULL, TOLL_SOURCE_JSONL);
    read_all(path, NULL, TOLL_SOURCE_CSV);
    read_all(path, path, TOLL_SOURCE_TEXT);
    close(fd);
    return 0;
}
