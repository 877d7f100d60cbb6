/* In: a mail (RFC 5322 with MIME), a mailbox of them, or a page saved with its pictures (MHTML). Out: the document in it: the plain text where
 * there is one, else the HTML; subject, sender and date with it. A parser of our own: the libraries Debian has for it end the program where
 * memory runs out, which a library may not. Attachments that are mails are read, others are skipped and counted. Nesting beyond 16 parts in
 * parts is a limit. */
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

enum { depth_limit = 16 };

typedef struct part {
    toll_text type, charset, boundary, encoding, disposition, body;
} part;

typedef struct letter {
    toll_layer *layer;
    toll_source_parcel *out;
    part best;         /* type.len 0 = none yet */
    toll_buffer inner; /* the attached mails, as a mailbox */
    toll_text id;      /* Message-ID */
    bool page;         /* of a saved page: the HTML is wanted */
    bool deep, failed; /* failed: no memory */
} letter;

static bool begins_with(toll_text text, const char *wanted)
{
    size_t len = strlen(wanted);
    return text.len >= len && toll_header_is((toll_text){text.data, len}, wanted);
}

static bool is_html(toll_text type)
{
    return begins_with(type, "text/html") || begins_with(type, "application/xhtml");
}

static void look_at(letter *it, toll_text bytes, unsigned depth, bool digest);

/* The parts between the boundary's lines. */
static void look_at_parts(letter *it, toll_text body, toll_text boundary, unsigned depth, bool digest)
{
    size_t start = SIZE_MAX, at = 0;
    while (at < body.len) {
        const char *end = memchr(body.data + at, '\n', body.len - at);
        size_t next = end ? (size_t)(end - body.data) + 1 : body.len;
        bool mark = next - at >= boundary.len + 2 && body.data[at] == '-' && body.data[at + 1] == '-' &&
                    !memcmp(body.data + at + 2, boundary.data, boundary.len);
        if (mark) {
            if (start != SIZE_MAX) look_at(it, (toll_text){body.data + start, at - start}, depth + 1, digest);
            start = next;
            size_t behind = at + 2 + boundary.len;
            if (behind + 1 < body.len && body.data[behind] == '-' && body.data[behind + 1] == '-') return;
        }
        at = next;
    }
    if (start != SIZE_MAX && start < body.len) /* cut short */
        look_at(it, (toll_text){body.data + start, body.len - start}, depth + 1, digest);
}

static void weigh(letter *it, const part *p)
{
    bool text = !p->type.len || toll_header_is(p->type, "text/plain");
    if (begins_with(p->disposition, "attachment") || !(text || is_html(p->type))) {
        char what[96];
        snprintf(what, sizeof what, "attachment (%.*s)", (int)toll_text_head(p->type, 60).len, p->type.data ? p->type.data : "text");
        if (!it->page) toll_source_skip(it->layer->source, TOLL_SKIP_MEDIA, it->layer->where, what);
        return;
    }
    if (!it->best.body.data || (text && is_html(it->best.type) && !it->page)) it->best = *p;
}

static bool take_field(part *p, toll_text name, toll_text value, toll_arena *memory)
{
    bool type = toll_header_is(name, "content-type"), encoding = toll_header_is(name, "content-transfer-encoding");
    if (!type && !encoding && !toll_header_is(name, "content-disposition")) return true;
    char *copy = toll_arena_string(memory, value.data, value.len);
    if (!copy) return false;
    value.data = copy;
    if (type) {
        p->type = toll_header_media(value);
        p->charset = toll_header_parameter(value, "charset");
        p->boundary = toll_header_parameter(value, "boundary");
    } else if (encoding) {
        p->encoding = value;
    } else {
        p->disposition = value;
    }
    return true;
}

static toll_arena *memory_of(const letter *it)
{
    return it->layer->state;
}

static bool decode(toll_buffer *out, const part *p)
{
    toll_buffer_clear(out);
    if (toll_header_is(p->encoding, "base64")) toll_mime_base64(out, p->body);
    else if (toll_header_is(p->encoding, "quoted-printable")) toll_mime_quoted(out, p->body, false);
    else toll_buffer_add(out, p->body.data, p->body.len);
    return !out->failed;
}

/* An attached mail joins the others as mailboxes write them. */
static void add_inner(letter *it, const part *p)
{
    toll_buffer mail = {0};
    it->failed |= !decode(&mail, p);
    toll_buffer_add_string(&it->inner, "From attached\n");
    for (size_t at = 0; at < mail.len;) {
        const char *line = mail.data + at, *end = memchr(line, '\n', mail.len - at);
        size_t len = end ? (size_t)(end - line) + 1 : mail.len - at;
        if (len >= 5 && !memcmp(line, "From ", 5)) toll_buffer_add_char(&it->inner, '>');
        toll_buffer_add(&it->inner, line, len);
        at += len;
    }
    toll_buffer_add_string(&it->inner, mail.len && mail.data[mail.len - 1] == '\n' ? "\n" : "\n\n");
    it->failed |= it->inner.failed;
    toll_buffer_free(&mail);
}

static void look_at(letter *it, toll_text bytes, unsigned depth, bool digest)
{
    part p = {0};
    toll_buffer line = {0};
    toll_text whole, name, value;
    size_t at = 0;
    if (depth > depth_limit) {
        it->deep = true;
        return;
    }
    while (toll_mime_line(&whole, &line, bytes, &at))
        if (toll_header_line(&name, &value, whole)) it->failed |= !take_field(&p, name, value, memory_of(it));
    it->failed |= line.failed;
    toll_buffer_free(&line);
    p.body = (toll_text){bytes.data + at, bytes.len - at};
    bool mail = p.type.len ? toll_header_is(p.type, "message/rfc822") : digest;
    if (begins_with(p.type, "multipart/") && p.boundary.len)
        look_at_parts(it, p.body, p.boundary, depth, toll_header_is(p.type, "multipart/digest"));
    else if (mail && depth) add_inner(it, &p);
    else weigh(it, &p);
}

/* The name before the address. */
static toll_text name_in(toll_text from)
{
    const char *angle = from.len ? memchr(from.data, '<', from.len) : NULL;
    toll_text shown = {from.data, angle ? (size_t)(angle - from.data) : 0};
    while (shown.len && (shown.data[shown.len - 1] == ' ' || shown.data[shown.len - 1] == '"')) shown.len--;
    while (shown.len && shown.data[0] == '"') shown.data++, shown.len--;
    return shown;
}

/* One header of the mail as a whole. */
static void take_head(letter *it, toll_about *about, toll_text name, toll_text value, toll_buffer *words)
{
    bool subject = toll_header_is(name, "subject"), from = toll_header_is(name, "from"), id = toll_header_is(name, "message-id");
    bool saved = toll_header_is(name, "snapshot-content-location"), place = toll_header_is(name, "content-location");
    if (toll_header_is(name, "date")) toll_source_day(&about->published, value);
    it->page |= saved || (place && begins_with(value, "http"));
    toll_buffer_clear(words);
    if (subject || from) toll_mime_words(words, from ? name_in(value) : value);
    else if (id || saved || place) toll_buffer_add(words, value.data, value.len);
    it->failed |= words->failed;
    if (!words->len || words->failed || toll_utf8_check(words->data, words->len) < words->len) return;
    char *copy = toll_arena_string(memory_of(it), words->data, words->len);
    it->failed |= !copy;
    toll_text *field = subject ? &about->title : from ? &about->outlet : id ? &it->id : &about->url;
    *field = (toll_text){copy, copy ? words->len : 0};
}

/* What the mail as a whole says of itself. */
static void take_heads(letter *it, toll_text bytes, toll_about *about)
{
    toll_buffer line = {0}, words = {0};
    toll_text whole, name, value;
    size_t at = 0;
    while (toll_mime_line(&whole, &line, bytes, &at))
        if (toll_header_line(&name, &value, whole)) take_head(it, about, name, value, &words);
    it->failed |= line.failed;
    toll_buffer_free(&line);
    toll_buffer_free(&words);
}

static toll_status no_memory(const letter *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->layer->where, "not enough memory for this mail");
}

static toll_status give_best(letter *it, toll_about *about, toll_error *error)
{
    toll_source_parcel *out = it->out;
    toll_buffer body = {0};
    about->charset = it->best.charset;
    about->media = it->best.type;
    bool done = decode(&body, &it->best) && toll_source_parcel_keep(out, about) >= 0;
    toll_buffer swap = out->memory; /* the mail, in which all of it stood until now */
    out->memory = body;
    toll_buffer_free(&swap);
    if (!done) return no_memory(it, error);
    bool html = is_html(it->best.type);
    out->fragment = html && !it->page;
    out->plain = !html;
    return toll_source_body(out, it->layer, html ? TOLL_KIND_HTML : TOLL_KIND_TEXT, error);
}

static toll_status give(letter *it, toll_text bytes, toll_error *error)
{
    toll_layer *layer = it->layer;
    toll_about about = {.name = layer->about.name, .published = TOLL_DAY_UNKNOWN};
    take_heads(it, bytes, &about);
    if (it->id.len && layer->depth && (layer - 1)->kind == TOLL_KIND_MAILBOX) about.name = it->id; /* the layers lie side by side */
    if (it->page) about.title = about.outlet = (toll_text){NULL, 0};
    look_at(it, bytes, 0, false);
    if (it->failed) return no_memory(it, error);
    if (it->deep) return toll_error_set(error, TOLL_E_LIMIT, layer->where, "parts in parts deeper than %d; it is left out", depth_limit);
    toll_status status = TOLL_OK;
    toll_text more = {it->inner.data, it->inner.len};
    if (more.len) status = toll_source_push_memory(layer, more, &layer->about, TOLL_KIND_MAILBOX, error);
    if (status < 0) return status;
    if (it->best.body.data) return give_best(it, &about, error);
    if (more.len) return status;
    toll_source_skip(layer->source, TOLL_SKIP_NO_TEXT, layer->where, "a mail without text");
    return TOLL_SOURCE_AGAIN;
}

static toll_status next_mail(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    if (layer->any) return TOLL_END;
    layer->any = true;
    size_t limit = layer->source->options.limit;
    toll_status status = layer->size > limit ? TOLL_E_LIMIT : toll_reader_all(&out->memory, &layer->reader, layer->size);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the mail", limit, layer->where, 0, error);
    letter it = {.layer = layer, .out = out};
    if (status == TOLL_E_MEMORY) return no_memory(&it, error);
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    status = give(&it, (toll_text){out->memory.data ? out->memory.data : "", out->memory.len}, error);
    toll_buffer_free(&it.inner);
    return status;
}

static toll_status open_mail(toll_layer *layer, toll_error *error)
{
    toll_arena *memory = toll_base_zero(1, sizeof *memory);
    if (!memory) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
    toll_arena_init(memory, 0);
    layer->state = memory;
    return TOLL_OK;
}

static void close_mail(toll_layer *layer)
{
    toll_arena_free(layer->state);
    toll_base_free(layer->state);
}

const toll_format toll_format_mail = {open_mail, next_mail, close_mail};
