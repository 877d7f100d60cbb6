/* tollbook read: documents in, their claims out, no ledger. The main thread fills batches from the source and writes finished ones in the order
 * of the input; workers run the engine and the writer of the format on them. So the bytes are the same on any number of threads, and
 * memory is that of the batches under way. Complaints about documents come out in the same order, on stderr. */
#include <unistd.h>

#include "base/fault.h"
#include "base/pool.h"
#include "cli.h"
#include "view/view.h"

enum {
    batch_documents = 64,
    batch_bytes = 256 * 1024,           /* enough that a batch is worth a lock, small enough that a ring of them is nothing */
    under_way_bytes = 32 * 1024 * 1024, /* large documents are not read ahead beyond this */
    keep_bytes = 32 * 1024,             /* a document's memory above this is given back after use: there are many slots for documents */
    piece_claims = 4096,                /* documents with more claims are printed in pieces */
    piece_bytes = 1024 * 1024,
    most_threads = 256
};

typedef struct batch {
    toll_source_parcel parcels[batch_documents];
    size_t count, bytes, claims, lost;
    size_t skips[TOLL_SKIP_COUNT];
    toll_buffer out, talk, skipped; /* skipped: a line a document */
} batch;

typedef struct reading {
    toll_source *source;
    toll_engine *engine;
    toll_run **runs; /* one a worker, opened when it first works */
    toll_view_options view;
    batch *filling;                /* whose talk a complaint of the source belongs to; NULL = before the first */
    size_t filled, drained, bytes; /* batches so far; bytes of documents under way */
    size_t documents, claims, lost;
    size_t skips[TOLL_SKIP_COUNT]; /* behind the source */
    size_t named;                  /* of these */
    toll_error broken;             /* what ended it before its time */
    bool alone, unwritten, ended, verbose;
    toll_cli_progress progress;
} reading;

static void add_complaint(toll_buffer *talk, const toll_error *error)
{
    toll_cli_format_error(talk, error);
    toll_buffer_add_char(talk, '\n');
}

static void report(void *context, const toll_error *error)
{
    reading *r = context;
    if (r->filling) add_complaint(&r->filling->talk, error);
    else toll_cli_complain(NULL, error);
}

static void report_skip(void *context, toll_skip reason, const char *where, const char *what)
{
    reading *r = context;
    (void)reason;
    if (r->verbose && r->filling) toll_cli_add_skip(&r->filling->talk, where, what);
}

static bool batch_is_full(const batch *b)
{
    return b->count == batch_documents || b->bytes >= batch_bytes;
}

static toll_pool_answer fill(void *context, void *slot)
{
    reading *r = context;
    batch *b = slot;
    bool under_way = r->filled > r->drained;
    if (r->ended || toll_cli_stopped()) return TOLL_POOL_ENDED;
    if (under_way && (r->bytes > under_way_bytes || !toll_source_ready(r->source))) return TOLL_POOL_LATER;
    b->count = b->bytes = b->claims = b->lost = 0;
    memset(b->skips, 0, sizeof b->skips);
    toll_buffer_clear(&b->out);
    toll_buffer_clear(&b->talk);
    toll_buffer_clear(&b->skipped);
    r->filling = b;
    do {
        toll_status status = toll_source_next(&b->parcels[b->count], r->source, &r->broken);
        r->ended = status != TOLL_OK;
        if (r->ended) break;
        const toll_source_parcel *parcel = &b->parcels[b->count++];
        b->bytes += parcel->document.text.len + parcel->page.len;
    } while (!r->ended && !batch_is_full(b) && toll_source_ready(r->source));
    r->filling = NULL;
    r->filled++;
    r->bytes += b->bytes;
    return TOLL_POOL_FILLED; /* even an empty one: it may carry complaints */
}

static bool write_out(batch *b)
{
    bool written = !b->out.len || toll_cli_write(b->out.data, b->out.len);
    toll_buffer_clear(&b->out);
    return written;
}

/* A document of tens of megabytes has an output of as many; in the only thread it can go out piece by piece. */
static void add_claims(reading *r, batch *b, const toll_document *document, const toll_reading *found)
{
    b->claims += found->claim_count;
    if (found->claim_count <= piece_claims) {
        toll_view_claims(&b->out, &r->view, document, found->sha256, found->claims, found->claim_count);
        return;
    }
    for (size_t i = 0; i < found->claim_count && !r->unwritten; i++) {
        toll_view_claim(&b->out, &r->view, document, found->sha256, &found->claims[i], i ? &found->claims[i - 1] : NULL);
        if (r->alone && b->out.len >= piece_bytes) r->unwritten = !write_out(b);
    }
}

static void work(void *context, void *slot, unsigned worker)
{
    reading *r = context;
    batch *b = slot;
    toll_error error;
    toll_run **run = &r->runs[worker];
    toll_status opened = *run ? TOLL_OK : toll_run_open(run, r->engine, &error);
    for (size_t i = 0; i < b->count; i++) {
        const toll_document *document = &b->parcels[i].document;
        toll_reading found;
        toll_cli_skipped skipped;
        toll_error remark = {0};
        toll_status status = opened < 0 ? opened : toll_cli_prepare(&b->parcels[i], *run, &skipped, &remark, &error);
        if (remark.code < 0) {
            b->lost++;
            add_complaint(&b->talk, &remark);
        }
        if (status == TOLL_OK) status = toll_run_read(&found, *run, document, &error);
        if (status == TOLL_OK && !found.claim_count && toll_cli_is_foreign(&skipped, *run, document)) status = TOLL_END;
        if (status == TOLL_END) {
            b->skips[skipped.reason]++;
            toll_cli_skip_document(&b->skipped, document, skipped.what);
            continue;
        }
        if (status < 0) {
            b->lost++;
            toll_cli_name_document(&error, document);
            add_complaint(&b->talk, &error);
            continue;
        }
        add_claims(r, b, document, &found);
    }
}

static void forget(toll_buffer *buffer)
{
    if (buffer->cap > 4 * batch_bytes) toll_buffer_free(buffer);
}

/* What was skipped joins the talk, as far as it is to be named. */
static void name_skipped(reading *r, batch *b)
{
    const char *line = b->skipped.data, *end = line + b->skipped.len;
    while (line < end && (r->verbose || r->named < TOLL_CLI_SKIPS_NAMED)) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        next = next ? next + 1 : end;
        toll_buffer_add(&b->talk, line, (size_t)(next - line));
        line = next;
        r->named++;
    }
}

static bool drain(void *context, void *slot)
{
    reading *r = context;
    batch *b = slot;
    r->drained++;
    r->bytes -= b->bytes;
    r->documents += b->count;
    r->claims += b->claims;
    r->lost += b->lost;
    for (int i = 0; i < TOLL_SKIP_COUNT; i++) r->skips[i] += b->skips[i];
    if (b->skipped.len) name_skipped(r, b);
    if (b->talk.len) {
        toll_cli_progress_clear(&r->progress);
        toll_cli_write_talk(b->talk.data, b->talk.len);
    }
    toll_cli_progress_show(&r->progress, r->source, r->documents, r->claims);
    bool memory = !b->out.failed && !b->talk.failed && !b->skipped.failed;
    if (!memory) toll_error_set(&r->broken, TOLL_E_MEMORY, NULL, "not enough memory for the output");
    if (memory && !r->unwritten) r->unwritten = !write_out(b);
    forget(&b->out);
    forget(&b->talk);
    forget(&b->skipped);
    for (size_t i = 0; i < b->count; i++)
        if (b->parcels[i].memory.cap + b->parcels[i].clean.cap > keep_bytes) toll_source_parcel_free(&b->parcels[i]);
    return memory && !r->unwritten;
}

static toll_status begin(reading *r)
{
    toll_buffer head = {0};
    toll_view_begin(&head, &r->view);
    if (head.len) r->unwritten = !toll_cli_write(head.data, head.len);
    toll_buffer_free(&head);
    return r->unwritten ? TOLL_E_SYSTEM : TOLL_OK;
}

static toll_status run_batches(reading *r, unsigned threads, toll_error *error)
{
    r->alone = threads == 1;
    size_t slots = threads > 1 ? (size_t)threads * 3 : 1;
    batch *ring = toll_base_zero(slots, sizeof *ring);
    r->runs = toll_base_zero(threads, sizeof *r->runs);
    toll_status status = TOLL_OK;
    if (!ring || !r->runs) {
        status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for %u threads; use fewer --jobs", threads);
    } else {
        toll_pool_job job = {.context = r,
            .slots = ring,
            .slot_count = slots,
            .slot_size = sizeof *ring,
            .threads = threads,
            .fill = fill,
            .work = work,
            .drain = drain};
        status = toll_pool_run(&job, error);
    }
    for (size_t i = 0; ring && i < slots; i++) {
        for (size_t j = 0; j < batch_documents; j++) toll_source_parcel_free(&ring[i].parcels[j]);
        toll_buffer_free(&ring[i].out);
        toll_buffer_free(&ring[i].talk);
        toll_buffer_free(&ring[i].skipped);
    }
    for (unsigned i = 0; r->runs && i < threads; i++) toll_run_close(r->runs[i]);
    toll_base_free(r->runs);
    toll_base_free(ring);
    return status;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static int finish(reading *r, toll_status status, const toll_error *error)
{
    toll_cli_progress_clear(&r->progress);
    if (status < 0) return toll_cli_fail(error);
    if (r->unwritten) return TOLL_EXIT_USAGE;
    if (r->broken.code < 0) toll_cli_complain(NULL, &r->broken);
    size_t complaints = toll_source_complaints(r->source) + r->lost;
    toll_cli_say_skips(r->source, r->skips);
    if (r->verbose || toll_cli_stderr_is_terminal())
        toll_cli_say("%zu claim%s in %zu document%s, %zu complaint%s", r->claims, plural(r->claims), r->documents, plural(r->documents),
            complaints, plural(complaints));
    if (toll_cli_stopped()) {
        toll_cli_say("stopped after %zu document%s; what is printed is whole", r->documents, plural(r->documents));
        return TOLL_EXIT_STOPPED;
    }
    return complaints || r->broken.code < 0 ? TOLL_EXIT_INPUT : TOLL_EXIT_DONE;
}

int toll_cli_read(int argc, char **argv)
{
    toll_cli_input input = TOLL_CLI_INPUT_DEFAULT;
    const char *tables = NULL;
    uint64_t jobs = 0, every = 0;
    int format = -1;
    bool csv_safe = false, verbose = false, quiet = false;
    const toll_option options[] = {
        TOLL_CLI_INPUT_OPTIONS(input),
        {"format", TOLL_OPTION_CHOICE, &format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"},
        {"csv-safe", TOLL_OPTION_FLAG, &csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"},
        {"tables", TOLL_OPTION_TEXT, &tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
        {"jobs", TOLL_OPTION_COUNT, &jobs, "N", "threads (default: one a processor); the output is the same on any number"},
        TOLL_CLI_PROGRESS_OPTIONS(quiet, every),
        {"verbose", TOLL_OPTION_FLAG, &verbose, NULL, "say on stderr how much was read, and name what was skipped"},
    };
    const toll_usage usage = {"read", "FILE... | -",
        "Prints the claims about losses in documents: who says how many, of whom, when and where, in which words.\n"
        "Documents are texts, pages, JSON Lines or CSV with a text a row, feeds, mail, WARC and WACZ, plain, packed (gzip, zstd, bzip2, xz) or\n"
        "in archives (tar, zip, 7z). What something is, is told by its content.",
        "  tollbook read article.txt\n"
        "  tollbook read --metadata dates.jsonl --format csv articles/*.txt >claims.csv\n"
        "  tollbook read news.jsonl.gz crawl.warc.gz >claims.jsonl\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("read: name the files to read, or - for standard input; see `tollbook help read`");
        return TOLL_EXIT_USAGE;
    }
    toll_view_format chosen = format >= 0 ? (toll_view_format)format : toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    reading r = {.view = {.size = sizeof r.view, .format = chosen, .width = toll_cli_width(), .csv_safe = csv_safe}, .verbose = verbose};
    toll_error error = {0};
    toll_cli_watch_for_stop();
    toll_cli_progress_begin(&r.progress, quiet, every, true);
    toll_status status = toll_cli_engine_open(&r.engine, tables, &error);
    if (status == TOLL_OK) status = toll_cli_source_open(&r.source, &input, argc - 1, argv + 1, report, report_skip, &r, &error);
    if (status == TOLL_OK && begin(&r) == TOLL_OK) status = run_batches(&r, toll_cli_threads(jobs, most_threads), &error);
    code = finish(&r, status, &error);
    toll_source_close(r.source);
    toll_engine_close(r.engine);
    return code;
}
