/* Any bytes as compiled tables, with their checksum made right so that what is behind it is reached: they are refused with a reason, or everything in
 * them can be followed. A small true blob is damaged by the input too: five bytes a blow, four of where and one of what. */
#include "tables.h"

#include "table/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] = "id\t@verb\t@noun\t@abbreviation\na\tkilled|were killed\tmen|two tanks\tLt\nb\tlost\tMinistry\tGen\n";
static const char rules[] =
    "rule r -> quantity qualifier=more_than\n  match more than x:#number | @verb(id=a)+ !<-q\n  yes [more than 5]\n  no more or 5\n";

static toll_buffer made; /* compiled once */

static void make_once(void)
{
    if (made.len) return;
    char folder[] = "/tmp/tollbook-XXXXXX", path[2][64];
    must(mkdtemp(folder) != NULL);
    static const char *const names[] = {"w.tsv", "r.rules"}, *const texts[] = {words, rules};
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
        FILE *file = fopen(path[i], "wb");
        must(file && fputs(texts[i], file) >= 0 && !fclose(file));
    }
    const char *paths[] = {folder};
    const toll_compile_options options = {.paths = paths, .path_count = 1};
    toll_error error = {0};
    if (toll_tables_compile(&made, &options, &error) != TOLL_OK) {
        fprintf(stderr, "%s:%u: %s\n", error.where, (unsigned)error.line, error.message);
        abort();
    }
    for (int i = 0; i < 2; i++) unlink(path[i]);
    rmdir(folder);
}

/* Opened as it is it must be refused; with a checksum that is right it may open, and then holds. */
static void try_blob(char *blob, size_t len, bool whole)
{
    toll_tables *tables;
    toll_error error = {0};
    if (!whole) must(toll_tables_open(&tables, blob, len, &error) == TOLL_E_TABLE && *error.message && !tables);
    if (len < sizeof(blob_header)) return;
    blob_header header;
    memcpy(&header, blob, sizeof header);
    header.hash = toll_blob_hash(blob, len);
    memcpy(blob, &header, sizeof header);
    if (toll_tables_open(&tables, blob, len, &error) != TOLL_OK) return;
    walk_tables(tables);
    toll_tables_close(tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    make_once();
    char *blob = aligned_alloc(16, (size > made.len ? size : made.len) / 16 * 16 + 16);
    must(blob != NULL);
    memcpy(blob, data, size);
    try_blob(blob, size, false);
    memcpy(blob, made.data, made.len);
    bool changed = false;
    for (size_t i = 0; i + 5 <= size; i += 5) {
        uint32_t where;
        memcpy(&where, data + i, sizeof where);
        blob[where % made.len] ^= (char)data[i + 4];
    }
    changed = memcmp(blob, made.data, made.len) != 0;
    try_blob(blob, made.len, !changed);
    free(blob);
    return 0;
}
