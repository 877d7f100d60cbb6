/* tollbook add: documents into a ledger. Workers read them; the main thread asks the ledger beforehand what needs reading and stores what
 * was read, in the order of the input, one transaction a document
 * or a batch. Each slot of the ring has a run of its own, because a reading lives
 * until the run's next. A document that cannot be read or stored costs only itself; a ledger that cannot be written ends it, and what was
 * stored stands. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/pool.h"
#include "ledger.h"
#include "ledger/pages.h"

enum { most_threads = 64 };

typedef struct slot {
    toll_source_parcel parcel;
    toll_document document; /* completed by what the ledger knows */
    bool late;              /* a page: its text is only there when it was read, so the ledger is asked after that */
    toll_buffer known;      /* owns what was completed */
    toll_run *run;
    toll_reading reading;
    toll_status status; /* TOLL_UNCHANGED: nothing to read; TOLL_END: skipped */
    toll_cli_skipped skipped;
    toll_buffer packed; /* the page's bytes, to be kept beside the text */
    toll_error error, remark;
} slot;

typedef struct addition {
    const toll_cli_adding *asked;
    toll_source *source;
    toll_engine *engine;
    toll_ledger *ledger;
    uint64_t changes[TOLL_LEDGER_CHANGE_COUNT], claims, lost;
    uint64_t stored[TOLL_LEDGER_CHANGE_COUNT], stored_claims; /* of these, what no longer waits for its batch */
    uint64_t stored_documents;
    size_t skips[TOLL_SKIP_COUNT]; /* behind the source */
    size_t named;                  /* of these */
    uint64_t twins;                /* near-duplicates of others, whether these came now or long ago */
    uint64_t drained;              /* documents, in the order of the input; those of an earlier run count */
    bool passing;                  /* going past what an earlier run put in */
    toll_cli_progress progress;
    toll_cli_journal journal;
    toll_error broken; /* what ended it before its time */
} addition;

static void keep(toll_text *text, toll_buffer *memory, toll_text given)
{
    bool borrowed = text->data && text->data != given.data;
    if (!borrowed) return;
    size_t off = memory->len;
    toll_buffer_add(memory, text->data, text->len);
    toll_buffer_add_char(memory, '\0');
    *text = (toll_text){memory->failed ? NULL : memory->data + off, text->len};
}

/* What the ledger completed lives only until its next call; it is copied beside the parcel. */
static void keep_known(slot *s)
{
    const toll_document *given = &s->parcel.document;
    toll_buffer_clear(&s->known);
    if (!toll_buffer_reserve(&s->known, s->document.title.len + s->document.outlet.len + s->document.url.len + 3)) return;
    keep(&s->document.title, &s->known, given->title);
    keep(&s->document.outlet, &s->known, given->outlet);
    keep(&s->document.url, &s->known, given->url);
}

static bool is_about_the_ledger(toll_status status)
{
    return status == TOLL_E_BUSY || status == TOLL_E_EVIDENCE || status == TOLL_E_SYSTEM || status == TOLL_E_MEMORY;
}

static void talk(addition *it, toll_buffer *lines)
{
    toll_cli_progress_clear(&it->progress);
    if (lines->len) toll_cli_write_talk(lines->data, lines->len);
    toll_buffer_free(lines);
}

static void complain(addition *it, const toll_error *error)
{
    toll_cli_progress_clear(&it->progress);
    toll_cli_complain(NULL, error);
}

static void report(void *context, const toll_error *error)
{
    addition *it = context;
    if (!it->passing) complain(it, error);
}

static void report_skip(void *context, toll_skip reason, const char *where, const char *what)
{
    addition *it = context;
    toll_buffer line = {0};
    (void)reason;
    if (!it->asked->verbose || it->passing) return;
    toll_cli_add_skip(&line, where, what);
    talk(it, &line);
}

/* What the ledger knows of the document: whether it needs reading, and what was said of it before. */
static void consult(addition *it, slot *s)
{
    s->status = toll_ledger_consult(&s->document, it->ledger, toll_engine_version(), toll_engine_tables(it->engine), &s->error);
    if (s->status == TOLL_OK) keep_known(s);
    if (s->known.failed) s->status = toll_error_set(&s->error, TOLL_E_MEMORY, NULL, "not enough memory for the document");
}

static toll_pool_answer fill(void *context, void *element)
{
    addition *it = context;
    slot *s = element;
    if (it->broken.code < 0 || toll_cli_stopped()) return TOLL_POOL_ENDED;
    if (toll_source_next(&s->parcel, it->source, &it->broken) != TOLL_OK) return TOLL_POOL_ENDED;
    s->document = s->parcel.document;
    s->status = TOLL_OK;
    s->remark = (toll_error){0};
    s->late = toll_cli_is_page(&s->parcel);
    if (!s->late) consult(it, s);
    return TOLL_POOL_FILLED;
}

/* The page as it was served; of a page in JSON Lines, as it stood there. */
static toll_text page_of(const slot *s)
{
    return s->parcel.page.data ? s->parcel.page : s->document.raw;
}

static void work(void *context, void *element, unsigned worker)
{
    addition *it = context;
    slot *s = element;
    (void)worker;
    if (s->status == TOLL_OK && !s->run) s->status = toll_run_open(&s->run, it->engine, &s->error);
    if (s->status == TOLL_OK && s->late) {
        s->status = toll_cli_prepare(&s->parcel, s->run, &s->skipped, &s->remark, &s->error);
        s->document = s->parcel.document;
    }
    if (s->status == TOLL_OK) s->status = toll_run_read(&s->reading, s->run, &s->document, &s->error);
    if (s->status == TOLL_OK && !s->reading.claim_count && toll_cli_is_foreign(&s->skipped, s->run, &s->document)) s->status = TOLL_END;
    if (s->status == TOLL_OK && s->late && !toll_source_pack(&s->packed, page_of(s)))
        s->status = toll_error_set(&s->error, TOLL_E_MEMORY, NULL, "not enough memory to keep the page");
    if (s->status < 0 && is_about_the_ledger(s->status)) s->status = s->error.code = TOLL_E_LIMIT; /* of this document, not of the ledger */
}

static bool says_the_same(const toll_document *a, const toll_document *b)
{
    return a->published == b->published && toll_text_equal(a->title, b->title) && toll_text_equal(a->outlet, b->outlet) &&
           toll_text_equal(a->url, b->url);
}

/* A page was read before the ledger was asked. Where the ledger knows more of it than the page itself, it is read again with that. */
static void consult_late(addition *it, slot *s)
{
    const toll_document read_as = s->document;
    consult(it, s);
    if (s->status == TOLL_OK && !says_the_same(&s->document, &read_as))
        s->status = toll_run_read(&s->reading, s->run, &s->document, &s->error);
}

static void note_stored(addition *it)
{
    memcpy(it->stored, it->changes, sizeof it->stored);
    it->stored_claims = it->claims;
}

/* The last batch; and where the ledger refused one, what was counted of it was not stored. */
static void end_batches(addition *it)
{
    if (it->broken.code >= 0 && toll_ledger_flush(it->ledger, &it->broken) >= 0) note_stored(it);
    memcpy(it->changes, it->stored, sizeof it->changes);
    it->claims = it->stored_claims;
}

/* The document with its claims, and of a page the page beside the text that was taken from it, with the way back. */
static toll_status store(toll_ledger_change *change, addition *it, slot *s)
{
    toll_ledger_page page = {.packed = {s->packed.data, s->packed.len},
        .map = s->document.map,
        .url = s->document.url,
        .charset = s->parcel.charset,
        .retrieved = s->parcel.retrieved};
    if (s->late) {
        toll_text bytes = page_of(s);
        toll_sha256_hex(page.text_sum, s->document.text.data, s->document.text.len);
        toll_sha256_hex(page.sum, bytes.data, bytes.len);
    }
    return toll_ledger_add_page(change, it->ledger, &s->document, s->late ? &page : NULL, s->reading.claims, s->reading.claim_count,
        toll_engine_version(), toll_engine_tables(it->engine), &s->error);
}

static bool drain_one(addition *it, slot *s)
{
    toll_ledger_change change = TOLL_LEDGER_UNCHANGED;
    toll_buffer line = {0};
    if (s->remark.code < 0) complain(it, &s->remark);
    if (s->status == TOLL_END) {
        it->skips[s->skipped.reason]++;
        if (it->asked->verbose || it->named++ < TOLL_CLI_SKIPS_NAMED) {
            toll_cli_skip_document(&line, &s->document, s->skipped.what);
            talk(it, &line);
        }
        return true;
    }
    if (s->status == TOLL_OK && s->late) consult_late(it, s);
    if (s->status == TOLL_OK) s->status = store(&change, it, s);
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
    if (is_about_the_ledger(s->status)) {
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
    addition *it = context;
    bool more = drain_one(it, element);
    if (!more) return false;
    it->drained++;
    if (!toll_ledger_pending(it->ledger)) it->stored_documents = it->drained;
    toll_cli_journal_write(&it->journal, it->stored_documents, false);
    toll_cli_progress_show(&it->progress, it->source, it->drained, it->claims);
    return true;
}

/* Goes past the documents that an earlier run put in; nothing is read in them. */
static toll_status pass(addition *it, toll_error *error)
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

static toll_status run_all(addition *it, unsigned threads, toll_error *error)
{
    size_t slots = threads > 1 ? (size_t)threads * 4 : 1;
    slot *ring = toll_base_zero(slots, sizeof *ring);
    if (!ring) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for %u threads; use fewer --jobs", threads);
    const toll_pool_job job = {.context = it,
        .slots = ring,
        .slot_count = slots,
        .slot_size = sizeof *ring,
        .threads = threads,
        .fill = fill,
        .work = work,
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

static unsigned thread_count(uint64_t jobs)
{
    long processors = jobs ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t wanted = jobs ? jobs : processors > 0 ? (uint64_t)processors : 1;
    return (unsigned)(wanted < most_threads ? wanted : most_threads);
}

static int finish(addition *it, toll_status status, const toll_error *error)
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
static toll_status begin(addition *it, int count, char **paths, toll_error *error)
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
    addition *it = context;
    toll_error said;
    char name[256];
    toll_buffer line = {0};
    it->twins++;
    if (!it->asked->verbose) return;
    snprintf(name, sizeof name, "%.*s", (int)(document.len < sizeof name ? document.len : sizeof name - 1), document.data);
    toll_error_set(&said, TOLL_OK, name, "nearly the same text as %.*s (%.0f %% of it)", (int)(twin.len < 200 ? twin.len : 200), twin.data,
        100 * likeness);
    toll_cli_format_error(&line, &said);
    toll_buffer_add_char(&line, '\n');
    talk(it, &line);
}

static int reckon(addition *it)
{
    int code = toll_cli_keep_reckoning(it->ledger, note_twin, it);
    if (it->twins)
        toll_cli_say("noted %llu document%s with nearly the text of another%s", (unsigned long long)it->twins, it->twins == 1 ? "" : "s",
            it->asked->verbose ? "" : " (--verbose names them)");
    return code;
}

int toll_cli_add_files(toll_cli_adding *asked, int count, char **paths)
{
    addition it = {.asked = asked};
    toll_error error = {0};
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error of the ledger, with a message, and no end without one */
    toll_cli_watch_for_stop();
    toll_status status = toll_cli_engine_open(&it.engine, asked->tables, &error);
    if (status == TOLL_OK) status = toll_cli_ledger_open_batches(&it.ledger, asked->ledger, asked->batch, &error);
    if (status == TOLL_OK) status = toll_cli_source_open(&it.source, &asked->input, count, paths, report, report_skip, &it, &error);
    toll_cli_progress_begin(&it.progress, asked->quiet, asked->every, false);
    if (status == TOLL_OK) status = begin(&it, count, paths, &error);
    if (status == TOLL_OK) status = run_all(&it, thread_count(asked->jobs), &error);
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
