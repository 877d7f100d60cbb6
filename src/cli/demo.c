/* serve --demo. In: the files of examples/, which are part of the program. Out: a ledger that has read them as `add` and `import` do, in a folder of
 * its own that is removed in the end, or in a file that is named. So that whoever has only the program sees something to look at within a second. */
#include "demo.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"

/* The build writes it: the bytes of each file, and `examples`, their names. */
typedef struct example {
    const char *name;
    const char *bytes;
    size_t len;
} example;
#include "examples.inc"

enum { EXAMPLES = sizeof examples / sizeof *examples, ARGUMENTS = EXAMPLES + 8, PATH_BYTES = 4400 };

static bool ends_with(const char *name, const char *end)
{
    const size_t len = strlen(name), tail = strlen(end);
    return len >= tail && !strcmp(name + len - tail, end);
}

static bool is_document(const char *name)
{
    return ends_with(name, ".txt") || (ends_with(name, ".jsonl") && strcmp(name, "metadata.jsonl") != 0);
}

static toll_status put(const char *path, const example *it, toll_error *error)
{
    FILE *file = toll_fault_here(TOLL_FAULT_WRITE) ? NULL : fopen(path, "wb");
    bool written = file && fwrite(it->bytes, 1, it->len, file) == it->len;
    if (file) written = fclose(file) == 0 && written;
    return written ? TOLL_OK : toll_error_set(error, TOLL_E_SYSTEM, path, "cannot be written: %s", strerror(errno));
}

static toll_status make_folder(toll_cli_demo *demo, char paths[EXAMPLES][PATH_BYTES], toll_error *error)
{
    const char *folder = getenv("TMPDIR");
    if (!folder || !*folder || strlen(folder) > 3900) folder = "/tmp";
    snprintf(demo->folder, sizeof demo->folder, "%s/tollbook-demo-XXXXXX", folder);
    if (!mkdtemp(demo->folder)) {
        demo->folder[0] = '\0';
        return toll_error_set(error, TOLL_E_SYSTEM, folder, "no folder for the examples can be made here: %s; set TMPDIR", strerror(errno));
    }
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < EXAMPLES && status >= 0; i++) {
        snprintf(paths[i], PATH_BYTES, "%s/%s", demo->folder, examples[i].name);
        status = put(paths[i], &examples[i], error);
    }
    return status;
}

static char *path_of(char paths[EXAMPLES][PATH_BYTES], const char *name)
{
    for (size_t i = 0; i < EXAMPLES; i++)
        if (!strcmp(examples[i].name, name)) return paths[i];
    return NULL;
}

static int add_documents(char *ledger, char paths[EXAMPLES][PATH_BYTES])
{
    char *arguments[ARGUMENTS] = {"add", "--ledger", ledger, "--metadata", path_of(paths, "metadata.jsonl"), "--quiet"};
    int count = 6;
    for (size_t i = 0; i < EXAMPLES; i++)
        if (is_document(examples[i].name)) arguments[count++] = paths[i];
    return toll_cli_add(count, arguments);
}

static int import_tables(char *ledger, char paths[EXAMPLES][PATH_BYTES])
{
    static const char *const tables[] = {"synthetic-deaths.csv", "synthetic-people.csv"};
    char *series[] = {"import", "series", path_of(paths, "synthetic-series.csv"), "--map", path_of(paths, "synthetic-series.map"),
        "--ledger", ledger, NULL};
    int code = toll_cli_import(7, series);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && code == TOLL_EXIT_DONE; i++) {
        char *arguments[] = {"import", "table", path_of(paths, tables[i]), "--ledger", ledger, NULL};
        code = toll_cli_import(5, arguments);
    }
    return code;
}

int toll_cli_demo_begin(toll_cli_demo *demo, const char *ledger)
{
    char(*paths)[PATH_BYTES] = toll_base_zero(EXAMPLES, PATH_BYTES);
    toll_error error = {0};
    *demo = (toll_cli_demo){.folder = ""};
    toll_status status = paths ? make_folder(demo, paths, &error) : toll_error_set(&error, TOLL_E_MEMORY, NULL, "not enough memory");
    int code = status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
    if (ledger) snprintf(demo->ledger, sizeof demo->ledger, "%s", ledger);
    else snprintf(demo->ledger, sizeof demo->ledger, "%s/demo.ledger", demo->folder);
    if (code == TOLL_EXIT_DONE) code = add_documents(demo->ledger, paths);
    if (code == TOLL_EXIT_DONE) code = import_tables(demo->ledger, paths);
    toll_base_free(paths);
    if (code == TOLL_EXIT_DONE && !ledger)
        toll_cli_say("this ledger of examples goes when the server ends; your texts stay on this machine (--ledger FILE keeps it)");
    if (code != TOLL_EXIT_DONE) toll_cli_demo_end(demo);
    return code == TOLL_EXIT_DONE ? TOLL_CLI_GO : code;
}

/* The folder is our own, and nothing in it is one. */
void toll_cli_demo_end(toll_cli_demo *demo)
{
    char path[PATH_BYTES];
    DIR *folder = demo->folder[0] ? opendir(demo->folder) : NULL;
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        snprintf(path, sizeof path, "%s/%s", demo->folder, entry->d_name);
        (void)unlink(path);
    }
    closedir(folder);
    (void)rmdir(demo->folder);
    demo->folder[0] = '\0';
}
