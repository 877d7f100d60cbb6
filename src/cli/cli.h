/* The face on the command line: what the subcommands share. Each subcommand is one file with one function that takes its own
 * arguments (argv[0] is the subcommand's name) and returns the program's exit code; main.c holds the table of them.
 * Data goes to stdout, talk to stderr. This is the only room that prints. */
#ifndef TOLL_CLI_H
#define TOLL_CLI_H

#include <tollbook/tollbook.h>

#include "base/base.h"
#include "source/source.h"

enum {
    TOLL_EXIT_DONE = 0,      /* done */
    TOLL_EXIT_FOUND = 1,     /* a condition that was asked for was found */
    TOLL_EXIT_USAGE = 2,     /* wrong options, wrong tables, or an output that cannot be written */
    TOLL_EXIT_INPUT = 3,     /* some input could not be read; the rest was */
    TOLL_EXIT_EVIDENCE = 4,  /* stored evidence does not match */
    TOLL_EXIT_STOPPED = 130, /* Ctrl-C: what was done stands */
    TOLL_EXIT_LEDGER = 5     /* ledger locked, full, read-only, of another schema, or unreachable */
};

typedef struct toll_command {
    const char *name;
    const char *summary;     /* one line for `tollbook help`, no full stop */
    int (*run)(int argc, char **argv);
} toll_command;

extern const toll_command toll_cli_commands[];   /* commands.c */
extern const size_t toll_cli_command_count;

int toll_cli_read(int argc, char **argv);
int toll_cli_explain(int argc, char **argv);
int toll_cli_show(int argc, char **argv);
int toll_cli_add(int argc, char **argv);
int toll_cli_fetch(int argc, char **argv);
int toll_cli_claims(int argc, char **argv);
int toll_cli_documents(int argc, char **argv);
int toll_cli_sources(int argc, char **argv);
int toll_cli_verify(int argc, char **argv);
int toll_cli_doctor(int argc, char **argv);
int toll_cli_events(int argc, char **argv);
int toll_cli_findings(int argc, char **argv);
int toll_cli_questions(int argc, char **argv);
int toll_cli_statement(int argc, char **argv);
int toll_cli_series(int argc, char **argv);
int toll_cli_chart(int argc, char **argv);
int toll_cli_import(int argc, char **argv);
int toll_cli_export(int argc, char **argv);
int toll_cli_check(int argc, char **argv);
int toll_cli_profile(int argc, char **argv);
int toll_cli_disparity(int argc, char **argv);
int toll_cli_serve(int argc, char **argv);
int toll_cli_names(int argc, char **argv);
int toll_cli_say_sentence(int argc, char **argv);
int toll_cli_feed(int argc, char **argv);
int toll_cli_review(int argc, char **argv);

/* --- options: a table per subcommand. `out` points to what the kind names; what is not given is left alone. */
typedef enum toll_option_kind {
    TOLL_OPTION_FLAG,        /* bool: set to true */
    TOLL_OPTION_TEXT,        /* const char * */
    TOLL_OPTION_COUNT,       /* uint64_t: a decimal number from 1 */
    TOLL_OPTION_DAY,         /* toll_day: YYYY-MM-DD */
    TOLL_OPTION_CHOICE       /* int: index into the words of `value`, split at '|' */
} toll_option_kind;

typedef struct toll_option {
    const char *name;        /* without the dashes */
    toll_option_kind kind;
    void *out;
    const char *value;       /* what help calls the argument ("FILE"), or the choices ("jsonl|csv|table"); NULL for flags */
    const char *help;        /* one line, no full stop */
} toll_option;

typedef struct toll_usage {
    const char *command;     /* "read" */
    const char *operands;    /* "FILE... | -"; "" = none */
    const char *summary;     /* one or two sentences */
    const char *examples;    /* lines, each ending in \n; NULL = none */
    const toll_option *options;
    size_t option_count;
} toll_usage;

/* Reads options anywhere among the operands (`--` ends them; `--name value` and `--name=value`; -h and --help print help).
 * Leaves the operands in argv[1..*argc). Returns TOLL_CLI_GO to go on, else the exit code to return at once. */
#define TOLL_CLI_GO (-1)
bool toll_cli_count(uint64_t *out, const char *given);   /* a decimal number from 1, and nothing behind it */
int toll_cli_parse(const toll_usage *usage, int *argc, char **argv);

/* --- the options of every subcommand that reads documents (`read`, `add`, `show`, ...) */
typedef struct toll_cli_input {
    const char *metadata;
    const char *outlet;
    toll_day published;
    int from;                /* a toll_source_kind */
    const char *charset, *columns, *text_column;
    char names[256];         /* inside: both of them in one */
    bool without_feeds;      /* as in toll_source_options */
} toll_cli_input;

#define TOLL_CLI_INPUT_DEFAULT {.published = TOLL_DAY_UNKNOWN}
#define TOLL_CLI_INPUT_OPTIONS(input) \
    {"metadata", TOLL_OPTION_TEXT, &(input).metadata, "FILE", "JSON Lines with doc, published, outlet, title of documents"}, \
    {"published", TOLL_OPTION_DAY, &(input).published, "DATE", "publication date of documents that have none (YYYY-MM-DD)"}, \
    {"outlet", TOLL_OPTION_TEXT, &(input).outlet, "NAME", "outlet of documents that have none"}, \
    {"from", TOLL_OPTION_CHOICE, &(input).from, "auto|text|jsonl|html|csv|feed|mail", "what the documents are (auto: by their content)"}, \
    {"charset", TOLL_OPTION_TEXT, &(input).charset, "NAME", "of texts that are not UTF-8 and do not say (default: it is detected)"}, \
    {"text-column", TOLL_OPTION_TEXT, &(input).text_column, "NAME", "column of CSV, or field of JSON Lines, that holds the texts"}, \
    {"columns", TOLL_OPTION_TEXT, &(input).columns, "LIST", "what others are called: id=uri,published=day,outlet=paper,title=head"}

/* Opens the source over the operands. Complaints about input go to `report`; pass toll_cli_complain to print them. `skip` (may be NULL) hears what was
 * skipped. `input` is borrowed until the source is closed. */
toll_status toll_cli_source_open(toll_source **out, toll_cli_input *input, int count, char **paths, void (*report)(void *context, const toll_error *error),
                                 void (*skip)(void *context, toll_skip reason, const char *where, const char *what), void *context, toll_error *error);

/* "tollbook: WHERE: skipped: WHAT" to `out`; and at the end how much was skipped for each reason, by the source and (`more`, may be NULL) behind it. */
void toll_cli_add_skip(toll_buffer *out, const char *where, const char *what);
void toll_cli_skip_document(toll_buffer *out, const toll_document *document, const char *what);
void toll_cli_say_skips(const toll_source *source, const size_t *more);
/* So many documents behind the source are named when they are skipped; more only with --verbose, for of a crawl it may be every second page. */
#define TOLL_CLI_SKIPS_NAMED 20

/* The engine with the built-in tables, or with those compiled from the folder `tables` (NULL = built in). */
toll_status toll_cli_engine_open(toll_engine **out, const char *tables, toll_error *error);

/* Goes through the documents one after another in one thread: `visit` appends to `out` what is printed for a document. Complains about what
 * fails and goes on; returns the exit code. */
typedef toll_status toll_cli_visit(toll_buffer *out, void *context, toll_run *run, const toll_document *document, toll_error *error);
int toll_cli_walk(toll_cli_input *input, const char *tables, int count, char **paths, toll_cli_visit *visit, void *context);

/* What `show article` prints of a document: the article found in a page, or of a text that is no page the text as it is. */
void toll_cli_show_article(toll_buffer *out, const toll_document *document, bool jsonl);
/* Makes a parcel's document ready for the engine: a page becomes the article in it, with zones and the way back; a text is left alone. A day of
 * publication in the future is refused: `remark` says so (code 0: there is nothing to say). TOLL_OK; TOLL_END where it is to be skipped, `skipped`
 * says why; an error. */
typedef struct toll_cli_skipped {
    toll_skip reason;
    char what[128];
} toll_cli_skipped;
toll_status toll_cli_prepare(toll_source_parcel *parcel, toll_run *run, toll_cli_skipped *skipped, toll_error *remark, toll_error *error);
bool toll_cli_is_page(const toll_source_parcel *parcel);
/* A day of publication that is yet to come, from wherever it came, is taken away; `remark` says so. */
void toll_cli_refuse_day(toll_document *document, toll_error *remark);
/* A document in which no claim was found: is it to be skipped, because no tables are there for its language? */
bool toll_cli_is_foreign(toll_cli_skipped *skipped, const toll_run *run, const toll_document *document);
/* The last day a page may claim for its publication: tomorrow, because it may be tomorrow where the page was made. */
toll_day toll_cli_latest_day(void);

/* --- talk. "tollbook: FILE:LINE: byte N: message" on stderr. */
void toll_cli_complain(void *context, const toll_error *error);        /* context is unused: fits a report callback */
void toll_cli_format_error(toll_buffer *out, const toll_error *error);
/* Puts the document's name into an error that names no place. */
void toll_cli_name_document(toll_error *error, const toll_document *document);
int toll_cli_misused(const char *message);                              /* says so; TOLL_EXIT_USAGE */
int toll_cli_fail(const toll_error *error);                            /* complains and gives the exit code that fits */
int toll_cli_exit_code(toll_status status);
__attribute__((format(printf, 1, 2))) void toll_cli_say(const char *format, ...);   /* "tollbook: ...\n" on stderr */

/* --- stop.c. From now on Ctrl-C and SIGTERM only ask to stop, the first time. */
void toll_cli_watch_for_stop(void);
bool toll_cli_stopped(void);

/* --- progress.c. `every`: a plain line every so many seconds; 0 = as fits stderr. `prints`: there is output on stdout meanwhile. Before anything else
 * is said on stderr, clear. */
typedef struct toll_cli_progress {
    bool on, terminal, shown;
    double every, start, last;
} toll_cli_progress;
void toll_cli_progress_begin(toll_cli_progress *p, bool quiet, uint64_t every, bool prints);
void toll_cli_progress_show(toll_cli_progress *p, const toll_source *source, uint64_t documents, uint64_t claims);
void toll_cli_progress_clear(toll_cli_progress *p);
#define TOLL_CLI_PROGRESS_OPTIONS(quiet, every) \
    {"quiet", TOLL_OPTION_FLAG, &(quiet), NULL, "say nothing of how far it is (also -q)"}, \
    {"progress", TOLL_OPTION_COUNT, &(every), "SECONDS", "say how far it is in a plain line every so many seconds"}

/* --- output. Writes all of it to stdout; a reader that went away ends the program quietly. False when it cannot be written
 * (said on stderr); return TOLL_EXIT_USAGE then. */
bool toll_cli_write(const char *data, size_t len);
/* Into the file, or onto stdout where the path is NULL or "-"; says so in the command's name where that fails. */
bool toll_cli_write_file(const char *command, const char *path, const toll_buffer *out);
/* What --jobs asks for, else a thread a processor; never above `most`. */
unsigned toll_cli_threads(uint64_t jobs, unsigned most);
void toll_cli_write_talk(const char *data, size_t len);                /* the same to stderr; lines that are formatted already */
/* Columns of the terminal: COLUMNS, else what the terminal says, else 80. */
unsigned toll_cli_width(void);
bool toll_cli_stdout_is_terminal(void);
bool toll_cli_stderr_is_terminal(void);

#endif
