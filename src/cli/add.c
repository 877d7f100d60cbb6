/* tollbook add: documents into a ledger. Workers read them; the main thread asks the ledger beforehand what needs reading and stores what
 * was read, in the order of the input, one transaction a document. Each slot of the ring has a run of its own, because a reading lives
 * until the run's next. A document that cannot be read or stored costs only itself; a ledger that cannot be written ends it, and what was
 * stored stands. */
#include <signal.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/pool.h"
#include "ledger.h"

enum { most_threads = 64 };

typedef struct slot {
    toll_source_parcel parcel;
    toll_document document; /* completed by what the ledger knows */
    toll_buffer known;      /* owns what was completed */
    toll_run *run;
    toll_reading reading;
    toll_status status; /* TOLL_UNCHANGED: nothing to read */
    toll_error error;
} slot;

typedef struct addition {
    toll_source *source;
    toll_engine *engine;
    toll_ledger *ledger;
    uint64_t changes[TOLL_LEDGER_CHANGE_COUNT], claims, lost;
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

static toll_pool_answer fill(void *context, void *element)
{
    addition *it = context;
    slot *s = element;
    if (it->broken.code < 0) return TOLL_POOL_ENDED;
    if (toll_source_next(&s->parcel, it->source, &it->broken) != TOLL_OK) return TOLL_POOL_ENDED;
    s->document = s->parcel.document;
    toll_error remark;
    s->status = s->run ? TOLL_OK : toll_run_open(&s->run, it->engine, &s->error);
    if (s->status == TOLL_OK) s->status = toll_cli_take_page(&s->document, &remark, s->run, false, &s->error);
    if (s->status < 0) {
        s->error.code = s->status = TOLL_E_INPUT; /* of this document, not of the ledger */
        return TOLL_POOL_FILLED;
    }
    if (remark.code < 0) toll_cli_complain(NULL, &remark);
    s->status = toll_ledger_consult(&s->document, it->ledger, toll_engine_version(), toll_engine_tables(it->engine), &s->error);
    if (s->status == TOLL_OK) keep_known(s);
    if (s->known.failed) s->status = toll_error_set(&s->error, TOLL_E_MEMORY, NULL, "not enough memory for the document");
    return TOLL_POOL_FILLED;
}

static void work(void *context, void *element, unsigned worker)
{
    slot *s = element;
    (void)context;
    (void)worker;
    if (s->status != TOLL_OK) return;
    s->status = toll_run_read(&s->reading, s->run, &s->document, &s->error);
    if (s->status < 0 && is_about_the_ledger(s->status)) s->status = s->error.code = TOLL_E_LIMIT; /* of this document, not of the ledger */
}

static bool drain(void *context, void *element)
{
    addition *it = context;
    slot *s = element;
    toll_ledger_change change = TOLL_LEDGER_UNCHANGED;
    if (s->status == TOLL_OK)
        s->status = toll_ledger_add(&change, it->ledger, &s->document, s->reading.claims, s->reading.claim_count, toll_engine_version(),
            toll_engine_tables(it->engine), &s->error);
    if (s->status >= 0) {
        it->changes[change]++;
        if (change != TOLL_LEDGER_UNCHANGED) it->claims += s->reading.claim_count;
        return true;
    }
    if (is_about_the_ledger(s->status)) {
        it->broken = s->error;
        return false;
    }
    it->lost++;
    toll_cli_name_document(&s->error, &s->document);
    toll_cli_complain(NULL, &s->error);
    return true;
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

static int finish(const addition *it, toll_status status, const toll_error *error)
{
    if (status < 0) return toll_cli_fail(error);
    uint64_t rejected = toll_source_complaints(it->source) + it->lost;
    int code = rejected ? TOLL_EXIT_INPUT : TOLL_EXIT_DONE;
    if (it->broken.code < 0) code = toll_cli_fail(&it->broken);
    toll_cli_say("inserted %llu, unchanged %llu, new versions %llu, re-read %llu, rejected %llu; %llu claims",
        (unsigned long long)it->changes[TOLL_LEDGER_INSERTED], (unsigned long long)it->changes[TOLL_LEDGER_UNCHANGED],
        (unsigned long long)it->changes[TOLL_LEDGER_NEW_VERSION], (unsigned long long)it->changes[TOLL_LEDGER_REREAD],
        (unsigned long long)rejected, (unsigned long long)it->claims);
    return code;
}

int toll_cli_add(int argc, char **argv)
{
    toll_cli_input input = TOLL_CLI_INPUT_DEFAULT;
    const char *tables = NULL, *path = NULL;
    uint64_t jobs = 0;
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(path),
        TOLL_CLI_INPUT_OPTIONS(input),
        {"tables", TOLL_OPTION_TEXT, &tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
        {"jobs", TOLL_OPTION_COUNT, &jobs, "N", "threads that read (default: one a processor); the ledger is the same on any number"},
    };
    const toll_usage usage = {"add", "FILE... | -",
        "Puts documents and their claims into a ledger, which is made where there is none. What is there already stays as it is:\n"
        "the same document changes nothing, a changed text is a new version, another engine's reading supersedes the earlier one.",
        "  tollbook add article.txt\n"
        "  tollbook add --ledger war.db --metadata dates.jsonl articles/*.txt\n"
        "  zcat news.jsonl.gz | tollbook add --from jsonl -\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("add: name the files to add, or - for standard input; see `tollbook help add`");
        return TOLL_EXIT_USAGE;
    }
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error of the ledger, with a message, and no end without one */
    addition it = {0};
    toll_error error = {0};
    toll_status status = toll_cli_engine_open(&it.engine, tables, &error);
    if (status == TOLL_OK) status = toll_cli_ledger_open(&it.ledger, path, TOLL_LEDGER_WRITE, &error);
    if (status == TOLL_OK) status = toll_cli_source_open(&it.source, &input, argc - 1, argv + 1, toll_cli_complain, NULL, &error);
    if (status == TOLL_OK) status = run_all(&it, thread_count(jobs), &error);
    code = finish(&it, status, &error);
    toll_source_close(it.source);
    toll_ledger_close(it.ledger);
    toll_engine_close(it.engine);
    return code;
}
