/* tollbook verify: reads every stored text, span, sentence and value again. Says how much agreed, or the first difference, with exit code
 * 4. */
#include "ledger.h"
#include "ledger/pages.h"
#include "source/grid.h"

#include <tollbook/series.h>

typedef struct kept_proof {
    toll_buffer bytes;
    uint64_t count;
} kept_proof;

/* Packed bytes against the hash that was taken of them. */
static toll_status check_bytes(
    kept_proof *proof, toll_text packed, size_t limit, const char *sum, const char *where, const char *what, toll_error *error)
{
    char own[65] = "";
    const toll_status status = toll_source_unpack(&proof->bytes, packed, limit, error);
    if (status == TOLL_E_MEMORY) return status;
    if (status >= 0) toll_sha256_hex(own, proof->bytes.data ? proof->bytes.data : "", proof->bytes.len);
    proof->count++;
    if (!strcmp(own, sum)) return TOLL_OK;
    return toll_error_set(error, TOLL_E_EVIDENCE, where, "%s: its SHA-256 is no longer %.16s...", what, sum);
}

static toll_status check_page(void *context, const toll_ledger_page *page, toll_error *error)
{
    return check_bytes(context, page->packed, TOLL_SOURCE_LIMIT, page->sum, page->url.data ? page->url.data : page->sum,
        "the stored page is not the one that was added", error);
}

static toll_status check_table(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    return check_bytes(context, packed, TOLL_GRID_BYTES, sha256, file, "the imported table is not the one that was imported", error);
}

int toll_cli_verify(int argc, char **argv)
{
    const char *path = NULL;
    toll_ledger *ledger = NULL;
    toll_ledger_proof proof = {0};
    toll_error error = {0};
    const toll_option options[] = {TOLL_CLI_LEDGER_OPTION(path)};
    const toll_usage usage = {"verify", "",
        "Reads all evidence in a ledger again: every text against its SHA-256, every span of every claim against its words,\n"
        "every value against its seal. Ends with exit code 4 on the first difference.",
        "  tollbook verify --ledger war.db\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("verify takes no files; --ledger FILE names the ledger");
        return TOLL_EXIT_USAGE;
    }
    toll_status status = toll_cli_ledger_open(&ledger, path, TOLL_LEDGER_READ, &error);
    if (status >= 0) status = toll_ledger_verify(&proof, ledger, &error);
    kept_proof pages = {0};
    if (status >= 0) status = toll_ledger_walk_pages(ledger, check_page, &pages, &error);
    kept_proof tables = {0};
    if (status >= 0) status = toll_series_walk_tables(ledger, check_table, &tables, &error);
    toll_buffer_free(&tables.bytes);
    toll_buffer_free(&pages.bytes);
    toll_ledger_close(ledger);
    if (status < 0) return toll_cli_fail(&error);
    toll_buffer out = {0};
    toll_buffer_printf(&out, "verified: %llu claims with %llu spans in %llu texts (%llu bytes), %llu readings",
        (unsigned long long)proof.claims, (unsigned long long)proof.spans, (unsigned long long)proof.texts, (unsigned long long)proof.bytes,
        (unsigned long long)proof.readings);
    if (pages.count) toll_buffer_printf(&out, ", %llu pages they were taken from", (unsigned long long)pages.count);
    if (tables.count) toll_buffer_printf(&out, ", %llu imported tables", (unsigned long long)tables.count);
    toll_buffer_add_string(&out, "; all of it stands as it was recorded\n");
    bool written = toll_cli_flush(&out, true);
    toll_buffer_free(&out);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}
