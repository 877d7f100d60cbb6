/* tollbook export: claims as a file for another program or for people. The bytes are those of the server's exports: one writer (src/export). A file
 * is written beside its name, under one that nobody else has, and takes it once it is whole, so that what was there before stays where an export
 * fails. What is no plain file (a pipe, a device, a link) is written into and never replaced. */
#include "export/export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reckoning.h"

typedef struct target {
    const char *path; /* NULL = stdout */
    char part[4096];  /* the file while it grows; "" = it is written in place */
    FILE *file;
} target;

static toll_status cannot(const target *t, toll_error *error)
{
    return toll_error_set(error, TOLL_E_SYSTEM, t->path, "cannot be written (%s)", strerror(errno));
}

static toll_status put(void *context, const char *data, size_t len, toll_error *error)
{
    target *t = context;
    if (!t->file) return toll_cli_write(data, len) ? TOLL_OK : toll_error_set(error, TOLL_E_SYSTEM, NULL, "stdout cannot be written");
    return fwrite(data, 1, len, t->file) == len ? TOLL_OK : cannot(t, error);
}

/* With the rights that a new file gets from anybody else; mkstemp's are for its owner alone. */
static bool open_part(target *t)
{
    int file = mkstemp(t->part);
    if (file < 0) {
        t->part[0] = '\0';
        return false;
    }
    mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(file, (mode_t)0666 & ~mask);
    t->file = fdopen(file, "wb");
    if (t->file) return true;
    (void)close(file);
    (void)remove(t->part);
    return false;
}

static toll_status open_target(target *t, toll_error *error)
{
    struct stat there;
    if (!t->path) return TOLL_OK;
    if (!lstat(t->path, &there) && !S_ISREG(there.st_mode)) {
        t->file = fopen(t->path, "wb");
        return t->file ? TOLL_OK : cannot(t, error);
    }
    int len = snprintf(t->part, sizeof t->part, "%s.XXXXXX", t->path);
    if (len < 0 || (size_t)len >= sizeof t->part) return toll_error_set(error, TOLL_E_USAGE, t->path, "this name is too long");
    return open_part(t) ? TOLL_OK : cannot(t, error);
}

static toll_status close_target(target *t, toll_status status, toll_error *error)
{
    if (!t->file) return status;
    bool done = !fclose(t->file);
    t->file = NULL;
    if (done && status == TOLL_OK && *t->part) done = !rename(t->part, t->path);
    if (done && status == TOLL_OK) return TOLL_OK;
    if (status == TOLL_OK) status = cannot(t, error);
    if (*t->part) (void)remove(t->part);
    return status;
}

typedef struct asked_export {
    toll_cli_filter filter;
    toll_cli_reckoning reckoning;
    toll_export_options options;
    const char *format, *path;
    int policy; /* -1 = not named */
} asked_export;

static int say_formats(const char *what, const char *which)
{
    toll_buffer names = {0};
    for (int i = 0; i < TOLL_EXPORT_FORMAT_COUNT; i++) toll_buffer_printf(&names, " %s", toll_export_describe((toll_export_format)i)->name);
    toll_cli_say("export: %s%s; --format takes%s", what, which, names.failed ? "" : names.data);
    toll_buffer_free(&names);
    return TOLL_EXIT_USAGE;
}

/* By name, else by the file's extension, else a report of the question that is asked for, else JSON Lines. */
static int choose_format(asked_export *asked)
{
    if (asked->path && !strcmp(asked->path, "-")) asked->path = NULL;
    int format = asked->format             ? toll_export_format_named(asked->format)
                 : asked->path             ? toll_export_format_of_file(asked->path)
                 : asked->options.question ? TOLL_EXPORT_HTML
                                           : TOLL_EXPORT_JSONL;
    if (format < 0 && asked->format) return say_formats("there is no format ", asked->format);
    if (format < 0) return say_formats("no format has the extension of ", asked->path);
    asked->options.format = (toll_export_format)format;
    if (!asked->path && toll_export_describe(asked->options.format)->binary && toll_cli_stdout_is_terminal())
        return toll_cli_misused("export: this format is no text for a terminal; name a file with -o");
    return TOLL_CLI_GO;
}

static int run(asked_export *asked, toll_ledger *ledger)
{
    target t = {.path = asked->path};
    toll_error error = {0};
    toll_export_count count = {0};
    asked->options.tables = toll_world_tables(asked->reckoning.world);
    toll_status status = open_target(&t, &error);
    if (status >= 0)
        status = toll_export(&count, ledger, asked->reckoning.store ? &asked->reckoning.ask : NULL, &asked->options, put, &t, &error);
    status = close_target(&t, status, &error);
    if (status == TOLL_END) {
        toll_cli_say("export: there is no question or claim \"%s\"; `tollbook questions` lists them", asked->options.question);
        return TOLL_EXIT_USAGE;
    }
    if (status < 0) return toll_cli_fail(&error);
    if (count.left_out)
        toll_cli_say("export: %llu of %llu claims have no row in this format; --left-out lists them with the reason",
            (unsigned long long)count.left_out, (unsigned long long)count.claims);
    if (asked->path && !asked->options.question)
        toll_cli_say("export: %s: %llu claims in %llu documents", asked->path, (unsigned long long)(count.claims - count.left_out),
            (unsigned long long)count.documents);
    return TOLL_EXIT_DONE;
}

/* A report and statements reckon; everything else only reads claims, and names the tables. */
static int open_and_run(asked_export *asked)
{
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    int code = toll_cli_filter_begin(&ledger, &asked->filter, "export", 0);
    asked->reckoning.ledger = asked->filter.ledger;
    asked->reckoning.as_of = asked->filter.as_of;
    if (code == TOLL_CLI_GO && (asked->options.format == TOLL_EXPORT_HTML || asked->options.statements))
        code = toll_cli_reckoning_open(&asked->reckoning, "export");
    else if (code == TOLL_CLI_GO && toll_world_open(&asked->reckoning.world, &error) < 0) code = toll_cli_fail(&error);
    asked->options.filter = &asked->filter.filter;
    if (code == TOLL_CLI_GO) code = run(asked, ledger);
    toll_cli_reckoning_close(&asked->reckoning);
    toll_ledger_close(ledger);
    return code;
}

int toll_cli_export(int argc, char **argv)
{
    asked_export asked = {.filter = TOLL_CLI_FILTER_DEFAULT,
        .reckoning = TOLL_CLI_RECKONING_DEFAULT,
        .options = {.size = sizeof asked.options},
        .policy = -1};
    toll_ledger_filter *f = &asked.filter.filter;
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(asked.filter.ledger),
        {"format", TOLL_OPTION_TEXT, &asked.format, "NAME",
            "csv, jsonl, geojson, xlsx, zip, ucdp, acled, jsonld, annotations, bibtex, csl, html (default: by the file's extension, else jsonl)"},
        {"output", TOLL_OPTION_TEXT, &asked.path, "FILE", "where to write it (also -o; default: stdout)"},
        TOLL_CLI_CLAIM_OPTIONS(asked.filter),
        {"id", TOLL_OPTION_TEXT, &f->id, "CLAIM", "the claim with this id"},
        {"rejected", TOLL_OPTION_FLAG, &f->rejected, NULL, "also claims that a reviewer rejected"},
        {"question", TOLL_OPTION_TEXT, &asked.options.question, "QUESTION", "html: a report of this question, or of that of a claim"},
        {"bom", TOLL_OPTION_FLAG, &asked.options.bom, NULL, "csv, ucdp, acled, zip: CSV begins with a byte order mark, as Excel wants it"},
        {"csv-safe", TOLL_OPTION_FLAG, &asked.options.csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"},
        {"hxl", TOLL_OPTION_FLAG, &asked.options.hxl, NULL, "csv, xlsx: a row of HXL tags under the header"},
        {"policy", TOLL_OPTION_CHOICE, &asked.policy, "strict|acled", "ucdp, acled: what a vague word gives (default: no number)"},
        {"statements", TOLL_OPTION_FLAG, &asked.options.statements, NULL,
            "zip: also which claims go back to one utterance, and what it counts (statements.csv)"},
        {"left-out", TOLL_OPTION_FLAG, &asked.options.left_out, NULL, "ucdp, acled: instead, the claims that have no row, with the reason"},
    };
    const toll_usage usage = {"export", "", "Writes claims as a file for another program, or as a report for people.",
        "  tollbook export -o claims.xlsx\n"
        "  tollbook export --side RUS --outcome killed --format csv --hxl >killed.csv\n"
        "  tollbook export -o claims.zip\n"
        "  tollbook export --format ucdp -o deaths.csv\n"
        "  tollbook export --question q6e0b15c7d0a41f22 -o question.html\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) return toll_cli_misused("export takes no files: it asks the ledger; -o FILE says where to write");
    code = choose_format(&asked);
    if (code != TOLL_CLI_GO) return code;
    toll_error error = {0};
    asked.options.vague = asked.policy < 0 ? TOLL_EXPORT_NO_NUMBER : asked.policy ? TOLL_EXPORT_ACLED_RULE : TOLL_EXPORT_STRICT;
    if (toll_export_check(&asked.options, &error) < 0) {
        toll_cli_say("export: %s", error.message);
        return TOLL_EXIT_USAGE;
    }
    return open_and_run(&asked);
}
