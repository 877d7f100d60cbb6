/* Any bytes as JSON Lines, as text and as a metadata table: nothing crashes, every document that comes out is clean UTF-8 with a name, and what
 * is lost is complained of. The bytes lie in a file in memory, so the whole way from the descriptor is walked. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "source/source.h"

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
        must(document->name.len && document->text.len && document->text.len <= 4096);
        must(toll_utf8_check(document->name.data, document->name.len) == document->name.len);
        must(toll_utf8_check(document->text.data, document->text.len) == document->text.len);
        documents++;
    }
    must(documents || toll_source_complaints(source) || kind == TOLL_SOURCE_JSONL);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    return documents;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    read_all(path, NULL, TOLL_SOURCE_JSONL);
    must(read_all(path, path, TOLL_SOURCE_TEXT) <= 1);
    close(fd);
    return 0;
}
