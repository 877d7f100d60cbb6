/* What the subcommands that use a ledger share: which file, which filter, and rows of named columns as a table, JSON Lines or CSV. */
#ifndef TOLL_CLI_LEDGER_H
#define TOLL_CLI_LEDGER_H

#include <tollbook/ledger.h>
#include <tollbook/reckon.h>

#include "cli.h"
#include "view/view.h"

/* --ledger, else $TOLLBOOK_LEDGER, else tollbook.db. */
toll_status toll_cli_ledger_open(toll_ledger **out, const char *path, toll_ledger_mode mode, toll_error *error);
/* To write, so many documents with one transaction (0 = 1). */
toll_status toll_cli_ledger_open_batches(toll_ledger **out, const char *path, uint64_t batch, toll_error *error);
#define TOLL_CLI_LEDGER_OPTION(path) {"ledger", TOLL_OPTION_TEXT, &(path), "FILE", "the ledger (default: $TOLLBOOK_LEDGER, else tollbook.db)"}

/* The path or address that this stands for. */
const char *toll_cli_ledger_path(const char *path);

/* --- adding files: what `add` and `fetch` share. */
typedef struct toll_cli_adding {
    toll_cli_input input;
    const char *ledger, *tables;
    uint64_t jobs, every, batch;   /* batch: documents a transaction */
    bool verbose, quiet, resume, claims_only;
} toll_cli_adding;
int toll_cli_add_files(toll_cli_adding *asked, int count, char **paths);

/* journal.c: how far an `add` came. */
typedef struct toll_cli_journal {
    char path[4096], key[65];
    uint64_t before;         /* documents that an earlier run put in */
    int64_t last;            /* when it was written */
} toll_cli_journal;
void toll_cli_journal_begin(toll_cli_journal *journal, const toll_cli_adding *asked, const char *reader, int count, char **paths);
bool toll_cli_journal_find(toll_cli_journal *journal);   /* fills `before`; false where there is no such run to go on with */
void toll_cli_journal_write(toll_cli_journal *journal, uint64_t documents, bool now);
void toll_cli_journal_end(toll_cli_journal *journal);

/* changes.c: lines on the figures that a document's new version has, and that its earlier one had. */
void toll_cli_add_changes(toll_buffer *out, toll_ledger *ledger, const toll_document *document, const toll_claim *claims, size_t count);

/* --- the options of subcommands that ask */
typedef struct toll_cli_filter {
    const char *ledger, *outcomes, *as_of, *figures;
    toll_ledger_filter filter;
    int format;              /* -1 = not said */
    bool csv_safe;
} toll_cli_filter;

#define TOLL_CLI_FILTER_DEFAULT {.filter = TOLL_LEDGER_FILTER_ALL, .format = -1}
#define TOLL_CLI_CLAIM_OPTIONS(f) \
    {"side", TOLL_OPTION_TEXT, &(f).filter.side, "SIDE", "whose loss: RUS, UKR, hamas"}, \
    {"outcome", TOLL_OPTION_TEXT, &(f).outcomes, "WORDS", "killed, wounded, destroyed ...; several with commas"}, \
    {"claimant", TOLL_OPTION_TEXT, &(f).filter.claimant, "ID", "who vouches for it: rus-mod (`tollbook names` lists them)"}, \
    {"outlet", TOLL_OPTION_TEXT, &(f).filter.outlet, "NAME", "the outlet of the document"}, \
    {"place", TOLL_OPTION_TEXT, &(f).filter.place, "NAME", "as written, as the gazetteer has it, or geonames:NUMBER"}, \
    {"from", TOLL_OPTION_DAY, &(f).filter.from, "DATE", "not before this day (its period, else when it was said, else published)"}, \
    {"to", TOLL_OPTION_DAY, &(f).filter.to, "DATE", "not after this day"}, \
    {"figure", TOLL_OPTION_TEXT, &(f).figures, "N", "claims with this number, or with one of a range: 220, 200..250, '>800'"}, \
    {"text", TOLL_OPTION_TEXT, &(f).filter.text, "WORDS", "all these words; \"a phrase\" in quotes, word* for a beginning"}, \
    {"document", TOLL_OPTION_TEXT, &(f).filter.document, "NAME", "of this document only"}, \
    {"as-of", TOLL_OPTION_TEXT, &(f).as_of, "DATE", "what the ledger knew at the end of that day (UTC), or at 2023-01-04T12:30:00Z"}, \
    {"history", TOLL_OPTION_FLAG, &(f).filter.history, NULL, "also what was superseded"}, \
    {"limit", TOLL_OPTION_COUNT, &(f).filter.limit, "N", "at most so many rows"}
#define TOLL_CLI_FILTER_OPTIONS(f) \
    TOLL_CLI_LEDGER_OPTION((f).ledger), \
    TOLL_CLI_CLAIM_OPTIONS(f), \
    {"format", TOLL_OPTION_CHOICE, &(f).format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"}, \
    {"csv-safe", TOLL_OPTION_FLAG, &(f).csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"}

/* Brings the kept reckoning up to date (keep.c). Says why where it cannot: the ledger is whole all the same, and asking it only slower. `twin` (may be
 * NULL) hears of near-duplicates among what came. */
int toll_cli_keep_reckoning(toll_ledger *ledger, toll_kept_twin *twin, void *context);

/* Completes the filter and opens the ledger for reading. TOLL_CLI_GO, or the exit code after saying why. */
int toll_cli_filter_begin(toll_ledger **out, toll_cli_filter *asked, const char *command, int operand_count);
toll_view_format toll_cli_filter_format(const toll_cli_filter *asked);

/* Writes what has gathered once it is worth it (`all`: in any case). False when it cannot be written. */
bool toll_cli_flush(toll_buffer *out, bool all);

/* --- rows of named columns (view/view.h), under the names of this room */
typedef toll_view_column toll_cli_column;
typedef toll_view_value toll_cli_value;
typedef toll_view_rows toll_cli_rows;
static inline void toll_cli_rows_begin(toll_buffer *out, toll_cli_rows *rows) { toll_view_rows_begin(out, rows); }
static inline void toll_cli_rows_add(toll_buffer *out, toll_cli_rows *rows, const toll_cli_value *values) { toll_view_rows_add(out, rows, values); }
static inline void toll_cli_rows_end(toll_cli_rows *rows) { toll_view_rows_end(rows); }
static inline void toll_cli_set_text(toll_cli_value *value, toll_text text) { toll_view_set_text(value, text); }
static inline void toll_cli_set_count(toll_cli_value *value, uint64_t number) { toll_view_set_count(value, number); }
static inline void toll_cli_set_number(toll_cli_value *value, double number) { toll_view_set_number(value, number); }
static inline void toll_cli_set_day(toll_cli_value *value, toll_day day) { toll_view_set_day(value, day); }
static inline void toll_cli_set_time(toll_cli_value *value, int64_t time) { toll_view_set_time(value, time); }

#endif
