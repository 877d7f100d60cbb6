/* In: a mail (RFC 5322 with MIME), a mailbox of them, or a page saved with its pictures (MHTML). Out: the document in it: the plain text where
 * there is one, else the HTML; subject, sender and date with it. A parser of our own: the libraries Debian has for it end the program where
 * memory runs out, which a library may not. Attachments that are mails are read, others are skipped and counted. Nesting beyond 16 parts in
 * parts is a limit. */
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

enum { depth_limit = 16 };

typedef struct part {
    toll_text type, charset, encoding, disposition, location, body;
} part;

typedef struct letter {
    toll_layer *layer;
    toll_source_parcel *out;
    part best;         /* type.len 0 = none yet */
    part inner;        /* the first attached mail */
    bool page;         /* of a saved page: the HTML is wanted */
    bool deep, failed; /* failed: no memory */
} letter;

/* The header line at *at, folded lines joined into `line`. False at the empty line, which is used up. */
static bool header_line(toll_text *out, toll_buffer *line, toll_text bytes, size_t *at)
{
    toll_buffer_clear(line);
    while (*at < bytes.len) {
        const char *end = memchr(bytes.data + *at, '\n', bytes.len - *at);
        size_t len = end ? (size_t)(end - bytes.data) - *at : bytes.len - *at, next = *at + len + (end != NULL);
        if (len && bytes.data[*at + len - 1] == '\r') len--;
        bool folded = len && (bytes.data[*at] == ' ' || bytes.data[*at] == '\t');
        if (line->len && !folded) break;
        if (!len) {
            *at = next;
            return false;
        }
        toll_buffer_add(line, bytes.data + *at, len);
        *at = next;
    }
    *out = (toll_text){line->data, line->len};
    return line->len > 0;
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void add_base64(toll_buffer *out, toll_text text)
{
    unsigned bits = 0, have = 0;
    for (size_t i = 0; i < text.len && text.data[i] != '='; i++) {
        int value = base64_value(text.data[i]);
        if (value < 0) continue;
        bits = (bits << 6 | (unsigned)value) & 0xffffff;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        toll_buffer_add_char(out, (char)(bits >> have & 0xff));
    }
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `word`: as in RFC 2047, where _ is a blank. */
static void add_quoted(toll_buffer *out, toll_text text, bool word)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '=' && i + 2 < text.len && hex_value(text.data[i + 1]) >= 0 && hex_value(text.data[i + 2]) >= 0) {
            toll_buffer_add_char(out, (char)(hex_value(text.data[i + 1]) << 4 | hex_value(text.data[i + 2])));
            i += 2;
        } else if (c == '=' && !word) { /* a line that goes on */
            while (i + 1 < text.len && (text.data[i + 1] == ' ' || text.data[i + 1] == '\t' || text.data[i + 1] == '\r')) i++;
            if (i + 1 < text.len && text.data[i + 1] == '\n') i++;
        } else {
            toll_buffer_add_char(out, word && c == '_' ? ' ' : c);
        }
    }
}

/* One =?charset?Q?words?= at the beginning of `text`; how long it is, 0 where there is none. */
static size_t add_encoded_word(toll_buffer *out, toll_text text)
{
    if (text.len < 8 || memcmp(text.data, "=?", 2) != 0) return 0;
    const char *end = text.data + text.len, *how = memchr(text.data + 2, '?', text.len - 2);
    if (!how || end - how < 4 || how[2] != '?') return 0;
    const char *words = how + 3, *close = words;
    while (close + 1 < end && !(close[0] == '?' && close[1] == '=')) close++;
    if (close + 1 >= end) return 0;
    toll_buffer raw = {0}, clean = {0};
    toll_text inside = {words, (size_t)(close - words)};
    if ((how[1] | 0x20) == 'b') add_base64(&raw, inside);
    else add_quoted(&raw, inside, true);
    toll_status status = toll_charset_text(
        &clean, (toll_text){raw.data, raw.len}, (toll_text){text.data + 2, (size_t)(how - text.data) - 2}, 65536, NULL);
    const toll_buffer *from = status == TOLL_OK ? &clean : &raw;
    out->failed |= raw.failed || status == TOLL_E_MEMORY;
    if (toll_utf8_check(from->data, from->len) == from->len) toll_buffer_add(out, from->data, from->len);
    toll_buffer_free(&raw);
    toll_buffer_free(&clean);
    return (size_t)(close + 2 - text.data);
}

/* A header's words as UTF-8. Blanks between two encoded words are none. */
static void add_words(toll_buffer *out, toll_text text)
{
    bool encoded = false;
    for (size_t i = 0; i < text.len;) {
        size_t blanks = 0;
        while (i + blanks < text.len && (text.data[i + blanks] == ' ' || text.data[i + blanks] == '\t')) blanks++;
        toll_buffer word = {0};
        size_t len = add_encoded_word(&word, (toll_text){text.data + i + blanks, text.len - i - blanks});
        if (blanks && out->len && !(len && encoded)) toll_buffer_add_char(out, ' ');
        toll_buffer_add(out, word.data, word.len);
        out->failed |= word.failed;
        toll_buffer_free(&word);
        encoded = len > 0;
        i += blanks + len;
        if (!len && i < text.len) toll_buffer_add_char(out, text.data[i++]);
    }
}

static bool begins_with(toll_text text, const char *wanted)
{
    size_t len = strlen(wanted);
    return text.len >= len && toll_header_is((toll_text){text.data, len}, wanted);
}

static void look_at(letter *it, toll_text bytes, unsigned depth);

/* The parts between the boundary's lines. */
static void look_at_parts(letter *it, toll_text body, toll_text boundary, unsigned depth)
{
    size_t start = SIZE_MAX, at = 0;
    while (at < body.len) {
        const char *end = memchr(body.data + at, '\n', body.len - at);
        size_t next = end ? (size_t)(end - body.data) + 1 : body.len;
        bool mark = next - at >= boundary.len + 2 && body.data[at] == '-' && body.data[at + 1] == '-' &&
                    !memcmp(body.data + at + 2, boundary.data, boundary.len);
        if (mark) {
            if (start != SIZE_MAX) look_at(it, (toll_text){body.data + start, at - start}, depth + 1);
            start = next;
            size_t behind = at + 2 + boundary.len;
            if (behind + 1 < body.len && body.data[behind] == '-' && body.data[behind + 1] == '-') return;
        }
        at = next;
    }
    if (start != SIZE_MAX && start < body.len) look_at(it, (toll_text){body.data + start, body.len - start}, depth + 1); /* cut short */
}

static void weigh(letter *it, const part *p)
{
    bool text = !p->type.len || toll_header_is(p->type, "text/plain"),
         html = begins_with(p->type, "text/html") || begins_with(p->type, "application/xhtml");
    if (begins_with(p->disposition, "attachment") || !(text || html)) {
        char what[96];
        snprintf(what, sizeof what, "attachment (%.*s)", (int)(p->type.len < 60 ? p->type.len : 60), p->type.data ? p->type.data : "text");
        if (!it->page) toll_source_skip(it->layer->source, TOLL_SKIP_MEDIA, it->layer->where, what);
        return;
    }
    bool have_html = it->best.body.data && begins_with(it->best.type, "text/html");
    if (!it->best.body.data || (text && have_html && !it->page)) it->best = *p;
}

static bool take_field(part *p, toll_text name, toll_text value, toll_arena *memory)
{
    char *copy = toll_arena_string(memory, value.data, value.len);
    if (!copy) return false;
    value.data = copy;
    if (toll_header_is(name, "content-type")) {
        p->type = toll_header_media(value);
        p->charset = toll_header_parameter(value, "charset");
        p->location = toll_header_parameter(value, "boundary"); /* for the moment */
    } else if (toll_header_is(name, "content-transfer-encoding")) {
        p->encoding = value;
    } else if (toll_header_is(name, "content-disposition")) {
        p->disposition = value;
    }
    return true;
}

static toll_arena *memory_of(const letter *it)
{
    return it->layer->state;
}

static void look_at(letter *it, toll_text bytes, unsigned depth)
{
    part p = {0};
    toll_buffer line = {0};
    toll_text whole, name, value;
    size_t at = 0;
    if (depth > depth_limit) {
        it->deep = true;
        return;
    }
    while (header_line(&whole, &line, bytes, &at))
        if (toll_header_line(&name, &value, whole)) it->failed |= !take_field(&p, name, value, memory_of(it));
    it->failed |= line.failed;
    toll_buffer_free(&line);
    p.body = (toll_text){bytes.data + at, bytes.len - at};
    toll_text boundary = p.location;
    if (begins_with(p.type, "multipart/") && boundary.len) look_at_parts(it, p.body, boundary, depth);
    else if (toll_header_is(p.type, "message/rfc822") && depth) it->inner = it->inner.body.data ? it->inner : p;
    else weigh(it, &p);
}

/* What the mail as a whole says of itself. */
static void take_heads(letter *it, toll_text bytes, toll_about *about)
{
    toll_buffer line = {0}, words = {0};
    toll_text whole, name, value;
    size_t at = 0;
    while (header_line(&whole, &line, bytes, &at)) {
        if (!toll_header_line(&name, &value, whole)) continue;
        bool subject = toll_header_is(name, "subject"), from = toll_header_is(name, "from");
        if (toll_header_is(name, "date")) toll_source_day(&about->published, value);
        it->page |= toll_header_is(name, "snapshot-content-location") ||
                    (toll_header_is(name, "content-location") && begins_with(value, "http"));
        toll_buffer_clear(&words);
        if (subject) {
            add_words(&words, value);
        } else if (from) { /* the name before the address */
            const char *angle = value.len ? memchr(value.data, '<', value.len) : NULL;
            toll_text shown = {value.data, angle ? (size_t)(angle - value.data) : 0};
            while (shown.len && (shown.data[shown.len - 1] == ' ' || shown.data[shown.len - 1] == '"')) shown.len--;
            while (shown.len && shown.data[0] == '"') shown.data++, shown.len--;
            add_words(&words, shown);
        } else if (toll_header_is(name, "message-id") || toll_header_is(name, "snapshot-content-location") ||
                   toll_header_is(name, "content-location")) {
            toll_buffer_add(&words, value.data, value.len);
        }
        it->failed |= words.failed;
        if (!words.len || words.failed || toll_utf8_check(words.data, words.len) < words.len) continue;
        char *copy = toll_arena_string(memory_of(it), words.data, words.len);
        toll_text kept = {copy, copy ? words.len : 0};
        it->failed |= !copy;
        if (subject) about->title = kept;
        else if (from) about->outlet = kept;
        else if (toll_header_is(name, "message-id")) about->charset = kept; /* for the moment */
        else about->url = kept;
    }
    it->failed |= line.failed;
    toll_buffer_free(&line);
    toll_buffer_free(&words);
}

static bool decode(toll_buffer *out, const part *p)
{
    toll_buffer_clear(out);
    if (toll_header_is(p->encoding, "base64")) add_base64(out, p->body);
    else if (toll_header_is(p->encoding, "quoted-printable")) add_quoted(out, p->body, false);
    else toll_buffer_add(out, p->body.data, p->body.len);
    return !out->failed;
}

static toll_status give(letter *it, toll_text bytes, toll_error *error)
{
    toll_layer *layer = it->layer;
    toll_source_parcel *out = it->out;
    toll_about about = {.name = layer->about.name, .published = TOLL_DAY_UNKNOWN};
    take_heads(it, bytes, &about);
    toll_text id = about.charset;
    if (id.len && layer->depth && (layer - 1)->kind == TOLL_KIND_MAILBOX) about.name = id; /* the layers lie side by side */
    if (it->page) about.title = about.outlet = (toll_text){NULL, 0};
    look_at(it, bytes, 0);
    if (it->failed) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for this mail");
    if (it->deep) return toll_error_set(error, TOLL_E_LIMIT, layer->where, "parts in parts deeper than %d; it is left out", depth_limit);
    if (it->inner.body.data) {
        toll_buffer mail = {0};
        toll_status status = decode(&mail, &it->inner) ? TOLL_OK : TOLL_E_MEMORY;
        if (status == TOLL_OK)
            status = toll_source_push_memory(layer, (toll_text){mail.data, mail.len}, &layer->about, TOLL_KIND_MAIL, error);
        toll_buffer_free(&mail);
        if (status < 0) return status;
        if (!it->best.body.data) return status;
    }
    if (!it->best.body.data) {
        toll_source_skip(layer->source, TOLL_SKIP_NO_TEXT, layer->where, "a mail without text");
        return TOLL_SOURCE_AGAIN;
    }
    about.charset = it->best.charset;
    about.media = it->best.type;
    toll_buffer body = {0};
    bool done = decode(&body, &it->best);
    toll_status status = done ? toll_source_parcel_keep(out, &about) : TOLL_E_MEMORY;
    toll_buffer swap = out->memory;
    out->memory = body;
    toll_buffer_free(&swap);
    if (status < 0) return toll_error_set(error, status, layer->where, "not enough memory for this mail");
    bool html = begins_with(it->best.type, "text/html") || begins_with(it->best.type, "application/xhtml");
    out->fragment = html && !it->page;
    out->plain = !html;
    return toll_source_body(out, layer, html ? TOLL_KIND_HTML : TOLL_KIND_TEXT, error);
}

static toll_status next_mail(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    if (layer->any) return TOLL_END;
    layer->any = true;
    size_t limit = layer->source->options.limit;
    toll_status status = layer->size > limit ? TOLL_E_LIMIT : toll_reader_all(&out->memory, &layer->reader, layer->size);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the mail", limit, layer->where, 0, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, layer->where, "not enough memory for this mail");
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    letter it = {.layer = layer, .out = out};
    return give(&it, (toll_text){out->memory.data ? out->memory.data : "", out->memory.len}, error);
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
