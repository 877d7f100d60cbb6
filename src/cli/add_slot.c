/* One document on its way into the ledger. In: a slot with a parcel of the source. Out: the slot with what the ledger knows of it, what was read in
 * it, or why it is left out; and the document stored. Each slot has a run of its own, because a reading lives until the run's next. */
#include "add.h"
#include "base/fault.h"
#include "ledger/pages.h"

bool toll_add_is_of_the_ledger(toll_status status)
{
    return status == TOLL_E_BUSY || status == TOLL_E_EVIDENCE || status == TOLL_E_SYSTEM || status == TOLL_E_MEMORY;
}

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
static void keep_known(toll_add_slot *s)
{
    const toll_document *given = &s->parcel.document;
    toll_buffer_clear(&s->known);
    if (!toll_buffer_reserve(&s->known, s->document.title.len + s->document.outlet.len + s->document.url.len + 3)) return;
    keep(&s->document.title, &s->known, given->title);
    keep(&s->document.outlet, &s->known, given->outlet);
    keep(&s->document.url, &s->known, given->url);
}

void toll_add_consult(toll_addition *it, toll_add_slot *s)
{
    s->status = toll_ledger_consult(&s->document, it->ledger, toll_engine_version(), toll_engine_tables(it->engine), &s->error);
    if (s->status == TOLL_OK) keep_known(s);
    if (s->known.failed) s->status = toll_error_set(&s->error, TOLL_E_MEMORY, NULL, "not enough memory for the document");
}

/* The page as it was served; of a page in JSON Lines, as it stood there. */
static toll_text page_of(const toll_add_slot *s)
{
    return s->parcel.page.data ? s->parcel.page : s->document.raw;
}

/* A document in which no claim was found: in another language, or not asked for. */
static bool is_idle(const toll_addition *it, toll_add_slot *s)
{
    if (s->status != TOLL_OK || s->reading.claim_count) return false;
    if (toll_cli_is_foreign(&s->skipped, s->run, &s->document)) return true;
    if (!it->asked->claims_only) return false;
    s->skipped = (toll_cli_skipped){.reason = TOLL_SKIP_NO_CLAIM, .what = "no claim in it"};
    return true;
}

static void pack_page(toll_add_slot *s)
{
    if (s->status == TOLL_OK && s->late && !toll_source_pack(&s->packed, page_of(s)))
        s->status = toll_error_set(&s->error, TOLL_E_MEMORY, NULL, "not enough memory to keep the page");
}

void toll_add_work(void *context, void *element, unsigned worker)
{
    toll_addition *it = context;
    toll_add_slot *s = element;
    (void)worker;
    if (s->status < 0) return; /* the ledger failed it, or the source */
    if (s->status == TOLL_OK && !s->run) s->status = toll_run_open(&s->run, it->engine, &s->error);
    if (s->status == TOLL_OK && s->late) {
        s->status = toll_cli_prepare(&s->parcel, s->run, &s->skipped, &s->remark, &s->error);
        s->document = s->parcel.document;
    }
    if (s->status == TOLL_OK) s->status = toll_run_read(&s->reading, s->run, &s->document, &s->error);
    s->idle = is_idle(it, s);
    if (!s->idle) pack_page(s);
    if (s->status < 0 && toll_add_is_of_the_ledger(s->status))
        s->status = s->error.code = TOLL_E_LIMIT; /* of this document, not of the ledger */
}

void toll_add_leave_out(toll_addition *it, toll_add_slot *s)
{
    bool known = true;
    if (!s->idle || s->status != TOLL_OK) return;
    s->status = toll_ledger_knows(&known, it->ledger, &s->document, &s->error);
    if (s->status == TOLL_OK && !known) s->status = TOLL_END;
    pack_page(s);
}

static bool says_the_same(const toll_document *a, const toll_document *b)
{
    return a->published == b->published && toll_text_equal(a->title, b->title) && toll_text_equal(a->outlet, b->outlet) &&
           toll_text_equal(a->url, b->url);
}

void toll_add_consult_late(toll_addition *it, toll_add_slot *s)
{
    const toll_document read_as = s->document;
    toll_add_consult(it, s);
    if (s->status == TOLL_OK && !says_the_same(&s->document, &read_as))
        s->status = toll_run_read(&s->reading, s->run, &s->document, &s->error);
}

toll_status toll_add_store(toll_ledger_change *change, toll_addition *it, toll_add_slot *s)
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
