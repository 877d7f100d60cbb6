/* In: the bytes of a document that somebody sent, and what he says of it. Out: the claims in it, the figures of which no claim came, and whether
 * the ledger has it already; and, unless it is only tried, the document in the ledger, its reckoning brought up to date. A document is known by
 * the SHA-256 of its text, as far as outlet and address do not say that it is another one that says the same: sending it again changes nothing.
 * What cannot be read is refused with the reason. Costs one reading, or none where the ledger has it. */
#include <stdio.h>

#include "figures.h"
#include "ledger/pages.h"

static toll_text text_or_none(const char *text)
{
    return text && *text ? toll_text_of(text) : (toll_text){NULL, 0};
}

static toll_status refuse(serve_request *r, const toll_error *error)
{
    toll_error copy = *error;
    if (copy.code != TOLL_E_INPUT && copy.code != TOLL_E_LIMIT) {
        r->error = copy;
        return copy.code;
    }
    return copy.byte ? serve_fail(r, 422, "%s (byte %llu)", copy.message, (unsigned long long)copy.byte)
                     : serve_fail(r, 422, "%s", copy.message);
}

/* The text: what came, or the article in the page that came. */
static toll_status open_text(serve_intake *in, serve_request *r, const serve_sent *sent)
{
    toll_error error = {0};
    toll_day refused = TOLL_DAY_UNKNOWN, today = r->serve->options.today ? r->serve->options.today() : TOLL_DAY_UNKNOWN;
    toll_status status = sent->bytes.len ? TOLL_OK : serve_fail(r, 422, "nothing was sent");
    if (status < 0) return status;
    in->document.text = sent->bytes;
    if (!sent->page) {
        status = toll_source_check(sent->bytes, NULL, &error);
        return status < 0 ? refuse(r, &error) : TOLL_OK;
    }
    status = toll_source_page(&in->clean, sent->bytes, sent->charset, SERVE_DOCUMENT_BYTES * 2, &error);
    if (status < 0) return refuse(r, &error);
    if (status == TOLL_OK) in->document.text = (toll_text){in->clean.data, in->clean.len};
    status = toll_run_take_page(&in->document, &refused, in->run, false, today, &error);
    if (status < 0) return refuse(r, &error);
    if (refused != TOLL_DAY_UNKNOWN) in->remark = "the page gives a day of publication that is yet to come; it is not believed";
    return TOLL_OK;
}

static toll_status describe(serve_intake *in, serve_request *r, const serve_sent *sent)
{
    in->document = (toll_document){.name = text_or_none(sent->name),
        .title = text_or_none(sent->title),
        .outlet = text_or_none(sent->outlet),
        .url = text_or_none(sent->url),
        .published = TOLL_DAY_UNKNOWN};
    if (sent->published && *sent->published && !toll_day_parse(&in->document.published, toll_text_of(sent->published)))
        return serve_fail(r, 400, "published \"%.40s\" is no date; write 2023-01-04, or leave it out", sent->published);
    return TOLL_OK;
}

static const char *const same_sql =
    "SELECT v.id, d.name, v.title, w.value, v.url, v.published FROM text x JOIN version v ON v.text = x.id JOIN document d ON d.id = v.document "
    "LEFT JOIN word w ON w.id = v.outlet WHERE x.sha256 = ?1 AND v.superseded_at IS NULL ORDER BY v.id";
static const char *const named_sql =
    "SELECT v.id FROM document d JOIN version v ON v.document = d.id WHERE d.name = ?1 AND v.superseded_at IS NULL ORDER BY v.id LIMIT 1";

static bool differs(toll_text given, toll_text known)
{
    return given.data && !toll_text_equal(given, known);
}

/* The document that has this text, and whose it may be; what it is called is what this one is called from now on. */
static toll_status find_same(serve_intake *in, serve_request *r, toll_ledger *ledger)
{
    toll_rows *rows;
    uint8_t sum[32];
    toll_document *d = &in->document;
    toll_sha256(sum, d->text.data, d->text.len);
    toll_status status = toll_rows_open(&rows, ledger, same_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_bytes(rows, 1, (toll_text){(const char *)sum, sizeof sum});
    while (!in->version && (status = toll_rows_next(rows, &r->error)) == TOLL_OK) {
        if (differs(d->outlet, toll_rows_text(rows, 3)) && toll_rows_text(rows, 3).data) continue;
        if (differs(d->url, toll_rows_text(rows, 4)) && toll_rows_text(rows, 4).data) continue;
        toll_text name = toll_rows_text(rows, 1);
        in->version = (uint64_t)toll_rows_integer(rows, 0);
        d->name = (toll_text){toll_arena_string(&r->memory, name.data, name.len), name.len};
        if (!d->name.data) status = toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this document");
        if (status < 0) break;
        bool more = differs(d->title, toll_rows_text(rows, 2)) || differs(d->outlet, toll_rows_text(rows, 3)) ||
                    differs(d->url, toll_rows_text(rows, 4)) ||
                    (d->published != TOLL_DAY_UNKNOWN && d->published != toll_rows_day(rows, 5));
        in->change = more ? "new_version" : "unchanged";
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status find_named(serve_intake *in, serve_request *r, toll_ledger *ledger)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, ledger, named_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, in->document.name);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) in->change = "new_version";
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status identify(serve_intake *in, serve_request *r, toll_ledger *ledger)
{
    char name[32];
    in->change = "inserted", in->version = 0;
    toll_sha256_hex(in->sha256, in->document.text.data, in->document.text.len);
    toll_status status = find_same(in, r, ledger);
    if (status < 0 || in->version) return status;
    if (in->document.name.len) return find_named(in, r, ledger);
    int len = snprintf(name, sizeof name, "sent-%.16s", in->sha256);
    in->document.name = (toll_text){toll_arena_string(&r->memory, name, (size_t)len), (size_t)len};
    return in->document.name.data ? TOLL_OK : toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this document");
}

/* --- reading */
static bool is_claimed(const serve_intake *in, toll_span span)
{
    for (size_t i = 0; i < in->reading.claim_count; i++) {
        const toll_claim *c = &in->reading.claims[i];
        const toll_span parts[] = {c->quantity.span, c->period.span, c->victims.span};
        for (size_t k = 0; k < 3; k++)
            if (parts[k].len && span.off < toll_span_end(parts[k]) && parts[k].off < toll_span_end(span)) return true;
    }
    return false;
}

enum { LEFT_MOST = 50, FIGURES_MOST = 500 };

static toll_status find_left(serve_intake *in, serve_request *r)
{
    serve_figures found;
    toll_status status = serve_figures_of(&found, r, &in->document, FIGURES_MOST);
    for (size_t i = 0; i < found.count && in->left_count < LEFT_MOST && status >= 0; i++) {
        if (is_claimed(in, found.spans[i])) continue;
        if (!toll_grow(&in->left, &in->left_cap, in->left_count, sizeof *in->left)) status = TOLL_E_MEMORY;
        else in->left[in->left_count++] = found.spans[i];
    }
    serve_figures_free(&found);
    return status;
}

/* The claims, and the figures that are in none of them. */
static toll_status read_it(serve_intake *in, serve_request *r)
{
    toll_status status = toll_run_read(&in->reading, in->run, &in->document, &r->error);
    if (status < 0) return status;
    if (!in->reading.claim_count && !in->version && !toll_run_knows_language(in->run, &in->document))
        return serve_fail(r, 422, "its language has no word tables, so it was not read; nothing is known of what it says");
    in->left_count = 0;
    return find_left(in, r);
}

/* --- storing */
/* A text of the ledger's, which lives until it is asked again; false where memory is out. */
static bool keep(toll_text *text, serve_request *r)
{
    if (text->data) *text = (toll_text){toll_arena_string(&r->memory, text->data, text->len), text->len};
    return text->data || !text->len;
}

static void note_twin(void *context, toll_text document, toll_text twin, double likeness)
{
    serve_intake *in = ((void **)context)[0];
    serve_request *r = ((void **)context)[1];
    (void)likeness;
    if (toll_text_equal(document, in->document.name)) in->twin = toll_arena_string(&r->memory, twin.data, twin.len);
}

static toll_status put(serve_intake *in, serve_request *r, toll_ledger *ledger, const serve_sent *sent)
{
    static const char *const words[TOLL_LEDGER_CHANGE_COUNT] = {[TOLL_LEDGER_UNCHANGED] = "unchanged",
        [TOLL_LEDGER_INSERTED] = "inserted",
        [TOLL_LEDGER_NEW_VERSION] = "new_version",
        [TOLL_LEDGER_REREAD] = "reread"};
    toll_ledger_change change = TOLL_LEDGER_UNCHANGED;
    const toll_engine *engine = r->serve->options.engine;
    toll_ledger_page page = {.map = in->document.map, .url = in->document.url, .charset = sent->charset};
    if (sent->page) {
        if (!toll_source_pack(&in->packed, sent->bytes))
            return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory to keep the page");
        page.packed = (toll_text){in->packed.data, in->packed.len};
        memcpy(page.text_sum, in->sha256, sizeof page.text_sum);
        toll_sha256_hex(page.sum, sent->bytes.data, sent->bytes.len);
    }
    toll_status status = toll_ledger_add_page(&change, ledger, &in->document, sent->page ? &page : NULL, in->reading.claims,
        in->reading.claim_count, toll_engine_version(), toll_engine_tables(engine), &r->error);
    in->change = words[change];
    return status < 0 ? status : TOLL_OK;
}

/* What the ledger knows and the sender does not say is filled in. TOLL_UNCHANGED: it knows all of it. */
static toll_status look_up(serve_intake *in, serve_request *r, toll_ledger *ledger)
{
    toll_document *d = &in->document;
    toll_status status = identify(in, r, ledger);
    if (status >= 0)
        status = toll_ledger_consult(d, ledger, toll_engine_version(), toll_engine_tables(r->serve->options.engine), &r->error);
    if (status < 0 || (keep(&d->title, r) && keep(&d->outlet, r) && keep(&d->url, r))) return status;
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this document");
}

static bool is_same(const toll_document *a, const toll_document *b)
{
    return toll_text_equal(a->name, b->name) && toll_text_equal(a->title, b->title) && toll_text_equal(a->outlet, b->outlet) &&
           toll_text_equal(a->url, b->url) && a->published == b->published;
}

/* The document stands: what fails from here on is no failure of adding it. */
static void look_again(serve_intake *in, serve_request *r, toll_ledger *ledger, const char *change)
{
    const toll_document stored = in->document;
    uint64_t version = in->version;
    if (identify(in, r, ledger) < 0) in->document = stored, in->version = version, r->error = (toll_error){0};
    in->change = change;
}

/* One at a time. Where the ledger knows something else by now than when the document was read, which is seldom, it is read again. */
static toll_status store(serve_intake *in, serve_request *r, toll_ledger *ledger, const serve_sent *sent, const toll_document *given)
{
    const toll_document seen = in->document;
    in->document = *given;
    toll_status status = look_up(in, r, ledger);
    bool known = status == TOLL_UNCHANGED;
    if (status >= 0 && !is_same(&seen, &in->document)) status = read_it(in, r);
    if (status >= 0 && !known) status = put(in, r, ledger, sent);
    if (status < 0) return status;
    void *context[] = {in, r};
    toll_kept_options reckon = *r->serve->options.reckon;
    reckon.twin = note_twin, reckon.context = context;
    if (!known) (void)toll_kept_refresh(ledger, &reckon, NULL); /* what is behind catches up later */
    look_again(in, r, ledger, known ? "unchanged" : in->change);
    return TOLL_OK;
}

/* It is read before its turn to write comes, so that decisions do not wait for a long document. */
static toll_status read_and_store(serve_intake *in, serve_request *r, const serve_sent *sent)
{
    toll_ledger *ledger = NULL;
    const toll_document given = in->document;
    toll_status status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = look_up(in, r, ledger);
    if (status >= 0) status = read_it(in, r);
    pthread_mutex_lock(&r->serve->writing);
    if (status >= 0) status = store(in, r, ledger, sent, &given);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    if (status >= 0 && serve_reader_look(r->reader, &r->error) < 0) r->error = (toll_error){0};
    return status;
}

toll_status serve_take_in(serve_intake *in, serve_request *r, const serve_sent *sent)
{
    *in = (serve_intake){.dry = sent->dry};
    if (!r->serve->options.engine) return serve_fail(r, 403, "this server reads no documents");
    if (r->serve->options.read_only && !sent->dry) return serve_fail(r, 403, "this server only reads (--read-only)");
    toll_status status = toll_run_open(&in->run, r->serve->options.engine, &r->error);
    if (status >= 0) status = describe(in, r, sent);
    if (status >= 0) status = open_text(in, r, sent);
    if (status >= 0 && sent->dry) status = identify(in, r, r->reader->ledger);
    if (status < 0) return status;
    return sent->dry ? read_it(in, r) : read_and_store(in, r, sent);
}

void serve_intake_free(serve_intake *in)
{
    toll_run_close(in->run);
    toll_buffer_free(&in->clean);
    toll_buffer_free(&in->packed);
    toll_base_free(in->left);
}
