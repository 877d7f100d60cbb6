/* The table compiler's front: walks the folders, hands each file to its reader, packs the blob and proves the rules on it. */
#include "inside.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/fault.h"

enum { FILE_LIMIT = 64 * 1024 * 1024, DEPTH_LIMIT = 8 };

static bool has_ending(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len > ending_len && !strcmp(name + len - ending_len, ending);
}

static toll_status read_whole(compiler *c, toll_buffer *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return toll_error_set(c->error, TOLL_E_TABLE, path, "the table cannot be opened; check that it exists and is readable");
    char chunk[65536];
    size_t len;
    while ((len = fread(chunk, 1, sizeof chunk, file)) > 0 && out->len <= FILE_LIMIT) toll_buffer_add(out, chunk, len);
    bool bad = ferror(file) != 0;
    fclose(file);
    if (out->failed) return TOLL_E_MEMORY;
    if (bad || out->len > FILE_LIMIT) return toll_error_set(c->error, TOLL_E_TABLE, path, "the table cannot be read or is too large");
    return TOLL_OK;
}

/* "…/lang/en/outcome.tsv" is known as "en/outcome.tsv": the same on every machine. */
static const char *short_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return path;
    while (slash > path && slash[-1] != '/') slash--;
    return slash;
}

static toll_status compile_file(compiler *c, const char *path)
{
    toll_buffer content = {0};
    toll_status status = read_whole(c, &content, path);
    if (status == TOLL_OK) {
        toll_text text = {content.data ? content.data : "", content.len};
        status = has_ending(path, ".rules") ? compile_rules(c, short_name(path), text) : compile_tsv(c, short_name(path), text);
    }
    toll_buffer_free(&content);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static toll_status compile_path(compiler *c, const char *path, unsigned depth);

static toll_status compile_folder(compiler *c, const char *path, unsigned depth)
{
    DIR *folder = opendir(path);
    if (!folder) return toll_error_set(c->error, TOLL_E_TABLE, path, "the tables folder cannot be opened");
    list names = {.size = sizeof(char *)};
    toll_status status = TOLL_OK;
    for (struct dirent *entry = readdir(folder); entry && status == TOLL_OK; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') continue;
        char full[4096];
        int len = snprintf(full, sizeof full, "%s/%s", path, entry->d_name);
        bool fits = len > 0 && (size_t)len < sizeof full;
        char *copy = fits ? toll_arena_string(&c->arena, full, (size_t)len) : NULL;
        char **kept = copy ? list_add(c, &names) : NULL;
        if (kept) *kept = copy;
        else status = fits ? TOLL_E_MEMORY : toll_error_set(c->error, TOLL_E_TABLE, path, "the path of `%s` is too long", entry->d_name);
    }
    closedir(folder);
    if (names.count) qsort(names.data, names.count, sizeof(char *), by_name);
    for (size_t i = 0; i < names.count && status == TOLL_OK; i++) status = compile_path(c, ((char **)names.data)[i], depth + 1);
    toll_base_free(names.data);
    return status;
}

static toll_status compile_path(compiler *c, const char *path, unsigned depth)
{
    struct stat about;
    if (depth > DEPTH_LIMIT) return toll_error_set(c->error, TOLL_E_TABLE, path, "folders nested too deep");
    if (stat(path, &about)) return toll_error_set(c->error, TOLL_E_TABLE, path, "no such file or folder");
    if (S_ISDIR(about.st_mode)) return compile_folder(c, path, depth);
    if (has_ending(path, ".tsv") || has_ending(path, ".rules")) return compile_file(c, path);
    return TOLL_OK;
}

static void start(compiler *c, toll_error *error)
{
    *c = (compiler){.error = error};
    toll_arena_init(&c->arena, 0);
    c->classes.size = c->kinds.size = c->columns.size = c->headings.size = c->cells.size = c->lines.size = c->captures.size = sizeof(
        uint32_t);
    c->tables.size = sizeof(blob_table);
    c->words.size = sizeof(blob_word);
    c->word_hashes.size = sizeof(uint64_t);
    c->edges.size = sizeof(pending_edge);
    c->nodes.size = sizeof(blob_node);
    c->pending.size = sizeof(pending_note);
    c->begins.size = sizeof(pending_begin);
    c->rules.size = sizeof(blob_rule);
    c->settings.size = sizeof(blob_setting);
    c->steps.size = sizeof(blob_step);
    c->examples.size = sizeof(rule_source);
    compile_needs_start(c);
    compile_string(c, "", 0);
    list_add(c, &c->words); /* word 0: not in the vocabulary */
    list_add(c, &c->word_hashes);
    list_add(c, &c->nodes); /* node 0: none */
}

static void finish(compiler *c)
{
    list *lists[] = {&c->classes, &c->kinds, &c->tables, &c->columns, &c->headings, &c->cells, &c->lines, &c->words, &c->word_hashes,
        &c->edges, &c->nodes, &c->pending, &c->begins, &c->rules, &c->settings, &c->captures, &c->steps, &c->examples, &c->needed};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) toll_base_free(lists[i]->data);
    hash_index *indexes[] = {&c->string_index, &c->word_index, &c->edge_index};
    for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; i++) {
        toll_base_free(indexes[i]->hashes);
        toll_base_free(indexes[i]->numbers);
    }
    toll_buffer_free(&c->strings);
    toll_lexer_free(&c->lexer);
    toll_arena_free(&c->arena);
}

static toll_status prove(compiler *c, const toll_buffer *blob, size_t base, const toll_compile_options *options)
{
    toll_tables *tables;
    toll_status status = toll_tables_open(&tables, blob->data + base, blob->len - base, c->error);
    if (status != TOLL_OK) return status;
    status = compile_examples(c, tables, options);
    toll_tables_close(tables);
    return status;
}

toll_status toll_tables_compile(toll_buffer *out, const toll_compile_options *options, toll_error *error)
{
    compiler c;
    start(&c, error);
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < options->class_count; i++) compile_class(&c, toll_text_of(options->classes[i]));
    for (size_t i = 0; i < options->path_count && status == TOLL_OK; i++) status = compile_path(&c, options->paths[i], 0);
    if (status == TOLL_OK && options->extra.data) {
        const char *name = toll_arena_string(&c.arena, options->extra_name.data, options->extra_name.len);
        status = name ? compile_tsv(&c, name, options->extra) : TOLL_E_MEMORY;
    }
    size_t base = out->len;
    if (status == TOLL_OK) status = compile_pack(&c, out);
    if (status == TOLL_OK) status = prove(&c, out, base, options);
    if (status == TOLL_E_MEMORY) toll_error_set(error, status, "tables", "out of memory");
    finish(&c);
    return status;
}
