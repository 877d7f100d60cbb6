/* tollbook doctor: is everything there that the program needs, and is the ledger sound? One row for each thing looked at: "ok"; "note", which is
 * worth knowing and costs nothing yet; "fault", which wants mending. Each row says what was found and how to mend it. Nothing is changed. Whether
 * stored evidence still stands is asked of `verify`, which reads all of it. */
#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "ledger.h"

typedef enum verdict { OK, NOTE, FAULT } verdict;

static const toll_cli_column columns[] = {{"check", "CHECK", 16}, {"state", "STATE", 5}, {"found", "FOUND", 0}, {"mend", "MEND", 0}};
enum { CHECK, STATE, FOUND, MEND, COLUMNS };

typedef struct round {
    toll_cli_rows rows;
    toll_buffer out, found, mend;
    toll_engine *engine;
    const char *path;
    bool faulty;
} round;

/* What was found, and perhaps how to mend it, stand in the buffers. */
static void add(round *r, const char *check, verdict how)
{
    static const char *const names[] = {"ok", "note", "fault"};
    toll_cli_value values[COLUMNS] = {0};
    toll_cli_set_text(&values[CHECK], toll_text_of(check));
    toll_cli_set_text(&values[STATE], toll_text_of(names[how]));
    toll_cli_set_text(&values[FOUND], (toll_text){r->found.data, r->found.len});
    toll_cli_set_text(&values[MEND], (toll_text){r->mend.len ? r->mend.data : NULL, r->mend.len});
    toll_cli_rows_add(&r->out, &r->rows, values);
    if (r->found.failed || r->mend.failed) r->out.failed = true;
    if (how == FAULT) r->faulty = true;
    toll_buffer_clear(&r->found);
    toll_buffer_clear(&r->mend);
}

static void add_error(round *r, const char *check, const toll_error *error)
{
    toll_cli_format_error(&r->found, error);
    add(r, check, FAULT);
}

static void look_at_program(round *r)
{
    toll_error error = {0};
    if (toll_engine_open(&r->engine, NULL, &error) < 0) {
        add_error(r, "program", &error);
        return;
    }
    toll_buffer_printf(&r->found, "version %s, word tables %s", toll_engine_version(), toll_engine_tables(r->engine));
    add(r, "program", OK);
}

static void look_at_libraries(round *r)
{
    for (int i = 0; i < TOLL_LIBRARY_COUNT; i++) {
        const toll_library_about *about = &toll_libraries[i];
        void *library = toll_library_open((toll_library)i);
        toll_buffer_printf(&r->found, library ? "%s, for %s" : "%s is not there; it is for %s", about->file, about->serves);
        if (!library) toll_buffer_printf(&r->mend, "install the package %s", about->package);
        add(r, about->name, library ? OK : NOTE);
        toll_library_close(library);
    }
}

/* What only a file has: its size, room to grow, leave to write, a run of `add` that did not come to its end. */
static void look_at_file(round *r)
{
    enum { little = 256 << 20 };
    struct stat about;
    struct statvfs disk;
    toll_buffer beside = {0};
    if (!toll_ledger_is_file(r->path) || stat(r->path, &about) || statvfs(r->path, &disk)) return;
    const uint64_t room = (uint64_t)disk.f_bavail * disk.f_frsize;
    toll_buffer_printf(
        &r->found, "%llu MB, %llu MB free beside it", (unsigned long long)about.st_size >> 20, (unsigned long long)room >> 20);
    if (room < little) toll_buffer_add_string(&r->mend, "make room: a ledger on a full disk takes nothing more");
    add(r, "disk", room < little ? NOTE : OK);
    if (access(r->path, W_OK)) {
        toll_buffer_add_string(&r->found, "it can be read but not written");
        toll_buffer_add_string(&r->mend, "allow writing, or use a copy");
        add(r, "permission", NOTE);
    }
    toll_buffer_printf(&beside, "%s.resume", r->path);
    if (!beside.failed && !access(beside.data, F_OK)) {
        toll_buffer_add_string(&r->found, "an `add` ended before all was in");
        toll_buffer_add_string(&r->mend, "give the same command once more, with --resume");
        add(r, "interrupted", NOTE);
    }
    toll_buffer_free(&beside);
}

static void look_at_rows(round *r, const toll_ledger_health *health)
{
    if (health->structure_checked) {
        toll_buffer_add_string(&r->found, *health->fault ? health->fault : "pages and indexes are whole");
        if (*health->fault) toll_buffer_add_string(&r->mend, "restore a copy; sqlite3 LEDGER .recover saves what can be read");
        add(r, "structure", *health->fault ? FAULT : OK);
    }
    toll_buffer_printf(
        &r->found, "%llu claims in %llu documents", (unsigned long long)health->claims, (unsigned long long)health->documents);
    add(r, "contents", OK);
    if (health->outdated)
        toll_buffer_printf(
            &r->found, "%llu of these documents were read by another program or with other tables", (unsigned long long)health->outdated);
    else toll_buffer_add_string(&r->found, "all by this program with these tables");
    if (health->outdated) toll_buffer_add_string(&r->mend, "add them again: they are read anew, and what stood stays as history");
    add(r, "readings", health->outdated ? NOTE : OK);
}

static bool is_missing(const char *path)
{
    struct stat about;
    return toll_ledger_is_file(path) && stat(path, &about) && errno == ENOENT;
}

static void look_at_ledger(round *r)
{
    toll_error error = {0};
    toll_ledger *ledger = NULL;
    toll_ledger_health health;
    if (is_missing(r->path)) {
        toll_buffer_printf(&r->found, "there is none at %s", r->path);
        toll_buffer_add_string(&r->mend, "`tollbook add` makes one; --ledger names another");
        add(r, "ledger", NOTE);
        return;
    }
    toll_status status = toll_cli_ledger_open(&ledger, r->path, TOLL_LEDGER_READ, &error);
    if (status >= 0) {
        toll_buffer_printf(&r->found, "%s opens", toll_ledger_is_file(r->path) ? r->path : "the one on the server");
        add(r, "ledger", OK);
        look_at_file(r);
        status = toll_ledger_examine(&health, ledger, toll_engine_version(), toll_engine_tables(r->engine), &error);
    }
    if (status < 0) add_error(r, "ledger", &error);
    else look_at_rows(r, &health);
    toll_ledger_close(ledger);
}

int toll_cli_doctor(int argc, char **argv)
{
    const char *path = NULL;
    int format = -1;
    const toll_option options[] = {TOLL_CLI_LEDGER_OPTION(path),
        {"format", TOLL_OPTION_CHOICE, &format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"}};
    const toll_usage usage = {"doctor", "",
        "Says whether everything is there that the program needs, and whether the ledger is sound: ok, note or fault for each\n"
        "thing looked at, and how to mend it. Changes nothing. Ends with exit code 1 where there is a fault.",
        "  tollbook doctor\n"
        "  tollbook doctor --ledger war.db\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) return toll_cli_misused("doctor takes no files; --ledger FILE names the ledger");
    round r = {.path = toll_cli_ledger_path(path)};
    r.rows = (toll_cli_rows){.columns = columns, .count = COLUMNS, .view = {.size = sizeof r.rows.view, .width = toll_cli_width()}};
    r.rows.view.format = format >= 0 ? (toll_view_format)format : toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    toll_cli_rows_begin(&r.out, &r.rows);
    look_at_program(&r);
    look_at_libraries(&r);
    if (r.engine) look_at_ledger(&r);
    const bool written = toll_cli_flush(&r.out, true);
    toll_cli_rows_end(&r.rows);
    toll_engine_close(r.engine);
    toll_buffer_free(&r.out);
    toll_buffer_free(&r.found);
    toll_buffer_free(&r.mend);
    if (!written) return TOLL_EXIT_USAGE;
    return r.faulty ? TOLL_EXIT_FOUND : TOLL_EXIT_DONE;
}
