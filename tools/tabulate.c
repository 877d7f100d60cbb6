/* The table compiler's front: tabulate OUT HEADER DEPFILE GAZETTEER FOLDER... writes the blob, a header that changes with it
 * (so that what embeds the blob is built anew), and for the build what it was made from. */
#include <dirent.h>
#include <stdio.h>

#include "base/fault.h"
#include "claim/claim.h"
#include "mention/mention.h"

static int complain(const toll_error *error)
{
    fprintf(stderr, "%s", error->where);
    if (error->line) fprintf(stderr, ":%llu", (unsigned long long)error->line);
    fprintf(stderr, ": %s\n", error->message);
    return 1;
}

/* Names the folder and every file in it, two levels deep: a new table is a changed folder. */
static void list_folder(FILE *out, const char *path, int depth)
{
    DIR *folder = opendir(path);
    if (!folder) return;
    fprintf(out, " %s", path);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') continue;
        char full[4096];
        int len = snprintf(full, sizeof full, "%s/%s", path, entry->d_name);
        if (len < 0 || (size_t)len >= sizeof full) continue;
        DIR *inner = opendir(full);
        if (inner) closedir(inner);
        if (inner && depth < 2) list_folder(out, full, depth + 1);
        else if (!inner) fprintf(out, " %s", full);
    }
    closedir(folder);
}

static bool read_file(toll_buffer *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char chunk[65536];
    for (size_t len; (len = fread(chunk, 1, sizeof chunk, file)) > 0;) toll_buffer_add(out, chunk, len);
    bool good = !ferror(file) && !out->failed;
    fclose(file);
    return good;
}

static bool write_file(const toll_buffer *data, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool good = fwrite(data->data, 1, data->len, file) == data->len;
    return !fclose(file) && good;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: tabulate OUT HEADER DEPFILE GAZETTEER FOLDER...\n");
        return 2;
    }
    toll_buffer gazetteer = {0}, blob = {0};
    toll_error error = {0};
    if (!read_file(&gazetteer, argv[4])) {
        fprintf(stderr, "%s: cannot be read\n", argv[4]);
        return 1;
    }
    toll_mention_words *words = toll_base_zero(1, sizeof *words);
    size_t class_count;
    const char *const *classes = toll_claim_class_names(&class_count);
    toll_compile_options options = {.classes = classes,
        .class_count = class_count,
        .paths = (const char *const *)argv + 5,
        .path_count = (size_t)argc - 5,
        .extra_name = toll_text_of("world/gazetteer.tsv"),
        .extra = {gazetteer.data, gazetteer.len},
        .maker = toll_mention_pieces,
        .context = words};
    toll_status status = words ? toll_tables_compile(&blob, &options, &error) : TOLL_E_MEMORY;
    int result = status == TOLL_OK ? 0 : complain(&error);
    if (!result && !write_file(&blob, argv[1])) {
        fprintf(stderr, "%s: cannot be written\n", argv[1]);
        result = 1;
    }
    toll_buffer header = {0};
    toll_buffer_printf(&header, "/* Changes with the compiled tables. */\n#define TOLL_BLOB_SIZE %zuu\n#define TOLL_BLOB_HASH 0x%016llxu\n",
        blob.len, (unsigned long long)toll_hash(blob.data ? blob.data : "", blob.len, 0));
    if (!result && !write_file(&header, argv[2])) {
        fprintf(stderr, "%s: cannot be written\n", argv[2]);
        result = 1;
    }
    toll_buffer_free(&header);
    FILE *depends = result ? NULL : fopen(argv[3], "w");
    if (depends) {
        fprintf(depends, "%s: %s", argv[1], argv[4]);
        for (int i = 5; i < argc; i++) list_folder(depends, argv[i], 0);
        fprintf(depends, "\n");
        fclose(depends);
    }
    toll_base_free(words);
    toll_buffer_free(&gazetteer);
    toll_buffer_free(&blob);
    return result;
}
