/* tollbook add: documents into a ledger. Workers read them; the main thread asks the ledger beforehand what needs reading and stores what was
 * read, in the order of the input, one transaction a document or a batch (add_slot.c has what happens to one). A document that cannot be read
 * or stored costs only itself; a ledger that cannot be written ends it, and what was stored stands. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "add.h"
#include "base/fault.h"
#include "base/pool.h"

enum { most_threads = 64 };

static void talk(toll_addition *it, toll_buffer *lines)
{
    toll_cli_progress_clear(&it->progress);
    if (lines->len) toll_cli_write_talk(lines->data, lines->len);
    toll_buffer_free(lines);
}

static void complain(toll_addition *it, const toll_error *error)
{
    toll_cli_progress_clear(&it->progress);
    toll_cli_complain(NULL, error);
}

static void report(void *context, const toll_error *error)
{
    toll_addition *it = context;
    if (!it->passing) complain(it, error);
}

static void report_skip(void *context, toll_skip reason, const char *where, const char *what)
{
    toll_addition *it = context;
    toll_buffer line = {0};
    (void)reason;
    if (!it->asked->verbose || it->passing) return;
    toll_cli_add_skip(&line, where, what);
    talk(it, &line);
}

static toll_pool_answer fill(void *context, void *element)
{
    toll_addition *it = context;
    toll_add_slot *s = element;
    if (it->broken.code < 0 || toll_cli_stopped()) return TOLL_POOL_ENDED;
    if (toll_source_next(&s->parcel, it->source, &it->broken) != TOLL_OK) return TOLL_POOL_ENDED;
    s->document = s->parcel.document;
    s->status = TOLL_OK;
    s->idle = false;
    s->remark = (toll_error){0};
    s->late = toll_cli_is_page(&s->parcel);
    if (s->late) return TOLL_POOL_FILLED;
    toll_cli_refuse_day(&s->document, &s->remark);
    toll_add_consult(it, s);
    return TOLL_POOL_FILLED;
}

static void note_stored(toll_addition *it)
{
    memcpy(it->stored, it->changes, sizeof it->stored);
    it->stored_claims = it->claims;
}

/* The last batch; and where the ledger refused one, what was counted of it was not stored. */
static void end_batches(toll_addition *it)
{
    if (it->broken.code >= 0 && toll_ledger_flush(it->ledger, &it->broken) >= 0) note_stored(it);
    memcpy(it->changes, it->stored, sizeof it->changes);
    it->claims = it->stored_claims;
}

static bool drain_one(toll_addition *it, toll_add_slot *s)
{
    toll_ledger_change change = TOLL_LEDGER_UNCHANGED;
    toll_buffer line = {0};
    if (s->remark.code < 0) complain(it, &s->remark);
    toll_add_leave_out(it, s);
    if (s->status == TOLL_END) {
        it->skips[s->skipped.reason]++;
        bool named = s->skipped.reason != TOLL_SKIP_NO_CLAIM && it->named++ < TOLL_CLI_SKIPS_NAMED;
        if (it->asked->verbose || named) {
            toll_cli_skip_document(&line, &s->document, s->skipped.what);
            talk(it, &line);
        }
        return true;
    }
    if (s->status == TOLL_OK && s->late) toll_add_consult_late(it, s);
    if (s->status == TOLL_OK) s->status = toll_add_store(&change, it, s);
    if (s->packed.cap > 256 * 1024) toll_buffer_free(&s->packed);
    if (s->status >= 0) {
        it->changes[change]++;
        if (change != TOLL_LEDGER_UNCHANGED) it->claims += s->reading.claim_count;
        if (!toll_ledger_pending(it->ledger)) note_stored(it);
        if (change == TOLL_LEDGER_NEW_VERSION) {
            toll_cli_add_changes(&line, it->ledger, &s->document, s->reading.claims, s->reading.claim_count);
            talk(it, &line);
        }
        return true;
    }
    if (toll_add_is_of_the_ledger(s->status)) {
        it->broken = s->error;
        return false;
    }
    it->lost++;
    toll_cli_name_document(&s->error, &s->document);
    complain(it, &s->error);
    return true;
}

static bool drain(void *context, void *element)
{
    toll_addition *it = context;
    bool more = drain_one(it, element);
    if (!more) return false;
    it->drained++;
    if (!toll_ledger_pending(it->ledger)) it->stored_documents = it->drained;
    toll_cli_journal_write(&it->journal, it->stored_documents, false);
    toll_cli_progress_show(&it->progress, it->source, it->drained, it->claims);
    return true;
}

/* Goes past the documents that an earlier run put in; nothing is read in them. */
static toll_status pass(toll_addition *it, toll_error *error)
{
    toll_source_parcel parcel = {0};
    toll_status status = TOLL_OK;
    it->passing = true;
    while (status == TOLL_OK && it->drained < it->journal.before && !toll_cli_stopped()) {
        status = toll_source_next(&parcel, it->source, error);
        it->drained += status == TOLL_OK;
    }
    it->passing = false;
    it->stored_documents = it->drained;
    toll_source_parcel_free(&parcel);
    return status < 0 ? status : TOLL_OK;
}

static toll_status run_all(toll_addition *it, unsigned threads, toll_error *error)
{
    size_t slots = threads > 1 ? (size_t)threads * 4 : 1;
    toll_add_slot *ring = toll_base_zero(slots, sizeof *ring);
    if (!ring) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for %u threads; use fewer --jobs", threads);
    const toll_pool_job job = {.context = it,
        .slots = ring,
        .slot_count = slots,
        .slot_size = sizeof *ring,
        .threads = threads,
        .fill = fill,
        .work = toll_add_work,
        .drain = drain};
    toll_status status = toll_pool_run(&job, error);
    for (size_t i = 0; i < slots; i++) {
        toll_source_parcel_free(&ring[i].parcel);
        toll_buffer_free(&ring[i].known);
        toll_buffer_free(&ring[i].packed);
        toll_run_close(ring[i].run);
    }
    toll_base_free(ring);
    return status;
}

static int finish(toll_addition *it, toll_status status, const toll_error *error)
{
    toll_cli_progress_clear(&it->progress);
    if (status < 0) return toll_cli_fail(error);
    end_batches(it);
    if (it->broken.code >= 0) it->stored_documents = it->drained;
    uint64_t rejected = toll_source_complaints(it->source) + it->lost;
    int code = rejected ? TOLL_EXIT_INPUT : TOLL_EXIT_DONE;
    if (it->broken.code < 0) code = toll_cli_fail(&it->broken);
    bool ended = it->broken.code >= 0 && !toll_cli_stopped();
    if (ended) toll_cli_journal_end(&it->journal);
    else toll_cli_journal_write(&it->journal, it->stored_documents, true);
    toll_cli_say_skips(it->source, it->skips);
    toll_cli_say("inserted %llu, unchanged %llu, new versions %llu, re-read %llu, rejected %llu; %llu claims",
        (unsigned long long)it->changes[TOLL_LEDGER_INSERTED], (unsigned long long)it->changes[TOLL_LEDGER_UNCHANGED],
        (unsigned long long)it->changes[TOLL_LEDGER_NEW_VERSION], (unsigned long long)it->changes[TOLL_LEDGER_REREAD],
        (unsigned long long)rejected, (unsigned long long)it->claims);
    if (!toll_cli_stopped()) return code;
    toll_cli_say("stopped after %llu documents, which are in the ledger; the same command with --resume goes on there",
        (unsigned long long)it->drained);
    return TOLL_EXIT_STOPPED;
}

/* Where to begin: behind what an earlier run of the same command put in. */
static toll_status begin(toll_addition *it, int count, char **paths, toll_error *error)
{
    char reader[64];
    snprintf(reader, sizeof reader, "%s %s", toll_engine_version(), toll_engine_tables(it->engine));
    toll_cli_journal_begin(&it->journal, it->asked, reader, count, paths);
    if (!it->asked->resume) return TOLL_OK;
    if (!toll_cli_journal_find(&it->journal)) {
        toll_cli_say("no such run was stopped before its end; it begins at the beginning, and what is there already stays as it is");
        return TOLL_OK;
    }
    toll_cli_say("going on after %llu documents", (unsigned long long)it->journal.before);
    return pass(it, error);
}

/* A document that nearly repeats another is noted; it is in the ledger all the same. */
static void note_twin(void *context, toll_text document, toll_text twin, double likeness)
{
    toll_addition *it = context;
    toll_error said;
    char name[256];
    toll_buffer line = {0};
    it->twins++;
    if (!it->asked->verbose) return;
    snprintf(name, sizeof name, "%.*s", (int)(document.len < sizeof name ? document.len : sizeof name - 1), document.data);
    toll_error_set(&said, TOLL_OK, name, "nearly the same text as %.*s (%.0f %% of it)", (int)toll_text_head(twin, 200).len, twin.data,
        100 * likeness);
    toll_cli_format_error(&line, &said);
    toll_buffer_add_char(&line, '\n');
    talk(it, &line);
}

static int reckon(toll_addition *it)
{
    int code = toll_cli_keep_reckoning(it->ledger, note_twin, it);
    if (it->twins)
        toll_cli_say("noted %llu document%s with nearly the text of another%s", (unsigned long long)it->twins, it->twins == 1 ? "" : "s",
            it->asked->verbose ? "" : " (--verbose names them)");
    return code;
}

int toll_cli_add_files(toll_cli_adding *asked, int count, char **paths)
{
    toll_addition it = {.asked = asked};
    toll_error error = {0};
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error of the ledger, with a message, and no end without one */
    toll_cli_watch_for_stop();
    toll_status status = toll_cli_engine_open(&it.engine, asked->tables, &error);
    if (status == TOLL_OK) status = toll_cli_ledger_open_batches(&it.ledger, asked->ledger, asked->batch, &error);
    if (status == TOLL_OK) status = toll_cli_source_open(&it.source, &asked->input, count, paths, report, report_skip, &it, &error);
    toll_cli_progress_begin(&it.progress, asked->quiet, asked->every, false);
    if (status == TOLL_OK) status = begin(&it, count, paths, &error);
    if (status == TOLL_OK) status = run_all(&it, toll_cli_threads(asked->jobs, most_threads), &error);
    int code = finish(&it, status, &error);
    if (status == TOLL_OK && it.broken.code >= 0) {
        int kept = reckon(&it);
        if (code == TOLL_EXIT_DONE) code = kept;
    }
    toll_source_close(it.source);
    toll_ledger_close(it.ledger);
    toll_engine_close(it.engine);
    return code;
}

int toll_cli_add(int argc, char **argv)
{
    toll_cli_adding asked = {.input = TOLL_CLI_INPUT_DEFAULT, .batch = 1};
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(asked.ledger),
        TOLL_CLI_INPUT_OPTIONS(asked.input),
        {"tables", TOLL_OPTION_TEXT, &asked.tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
        {"jobs", TOLL_OPTION_COUNT, &asked.jobs, "N", "threads that read (default: one a processor); the ledger is the same on any number"},
        {"batch", TOLL_OPTION_COUNT, &asked.batch, "N",
            "documents stored with one transaction (1): many are faster, and a crash loses at most them"},
        {"claims-only", TOLL_OPTION_FLAG, &asked.claims_only, NULL, "leave out documents in which no claim is found, as of a crawl"},
        {"resume", TOLL_OPTION_FLAG, &asked.resume, NULL, "go on where the same command was stopped"},
        TOLL_CLI_PROGRESS_OPTIONS(asked.quiet, asked.every),
        {"verbose", TOLL_OPTION_FLAG, &asked.verbose, NULL, "name what was skipped"},
    };
    const toll_usage usage = {"add", "FILE... | -",
        "Puts documents and their claims into a ledger, which is made where there is none. What is there already stays as it is:\n"
        "the same document changes nothing, a changed text is a new version, another engine's reading supersedes the earlier one.",
        "  tollbook add article.txt\n"
        "  tollbook add --ledger war.db --metadata dates.jsonl articles/*.txt\n"
        "  tollbook add news.jsonl.gz crawl.warc.gz\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("add: name the files to add, or - for standard input; see `tollbook help add`");
        return TOLL_EXIT_USAGE;
    }
    return toll_cli_add_files(&asked, argc - 1, argv + 1);
}
