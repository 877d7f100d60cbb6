/* In: claims. Out: the documents they stand in, as BibTeX and as CSL-JSON, once each; or one claim's, with its sentence and its revision. Keys are
 * made of the first twelve digits of the text's SHA-256, or of the claim's id: the same text has the same key in every export. What is not known
 * is left out. */
#include <stdio.h>

#include "inside.h"

/* BibTeX: braces, backslashes and the characters TeX takes for commands are written as TeX wants them; the rest is UTF-8, one line. */
static void add_tex(toll_buffer *out, toll_text text)
{
    toll_buffer plain = {0};
    toll_view_add_plain(&plain, text);
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.data[i];
        switch (c) {
        case '\\': toll_buffer_add_string(out, "\\textbackslash{}"); break;
        case '~': toll_buffer_add_string(out, "\\textasciitilde{}"); break;
        case '^': toll_buffer_add_string(out, "\\textasciicircum{}"); break;
        case '{': toll_buffer_add_string(out, "\\textbraceleft{}"); break;
        case '}': toll_buffer_add_string(out, "\\textbraceright{}"); break;
        case '"': toll_buffer_add_string(out, "{\"}"); break;
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
            toll_buffer_add_char(out, '\\');
            toll_buffer_add_char(out, c);
            break;
        default: toll_buffer_add_char(out, c);
        }
    }
    out->failed |= plain.failed;
    toll_buffer_free(&plain);
}

static void add_field(toll_buffer *out, const char *name, toll_text text)
{
    if (!text.len) return;
    toll_buffer_printf(out, ",\n  %s = {", name);
    add_tex(out, text);
    toll_buffer_add_char(out, '}');
}

/* \url{} takes an address as it is, but for braces, backslashes, spaces and %, which an address may not hold unescaped, or TeX reads. */
static void add_url(toll_buffer *out, toll_text url)
{
    if (!url.len) return;
    toll_buffer_add_string(out, ",\n  url = {");
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c <= ' ' || c == '{' || c == '}' || c == '\\' || c == 0x7f) toll_buffer_printf(out, "%%%02X", c);
        else toll_buffer_add_char(out, (char)c);
    }
    toll_buffer_add_char(out, '}');
}

/* `key`: of the entry; `note`: what stands behind the document's own fields. */
static void add_entry(toll_buffer *out, const toll_document *d, const char *key, toll_text note)
{
    int year, month, day;
    toll_buffer_printf(out, "@misc{%s", key);
    add_field(out, "title", d->title.len ? d->title : d->name);
    add_field(out, "howpublished", d->outlet);
    if (d->published != TOLL_DAY_UNKNOWN) {
        toll_day_to_civil(d->published, &year, &month, &day);
        toll_buffer_printf(out, ",\n  year = {%d},\n  month = {%d},\n  day = {%d}", year, month, day);
    }
    add_url(out, d->url);
    add_field(out, "note", note);
    toll_buffer_add_string(out, "\n}\n\n");
}

typedef struct naming {
    char key[48], note[96];
} naming;

static naming name_document(const toll_ledger_row *row)
{
    naming n;
    snprintf(n.key, sizeof n.key, "tollbook-%.12s-%llu", row->sha256, (unsigned long long)row->key.version);
    snprintf(n.note, sizeof n.note, "Text with SHA-256 %s", row->sha256);
    return n;
}

static toll_status add_bibtex(export_job *job, const toll_ledger_row *row)
{
    if (!job->new_document) return TOLL_OK;
    const naming n = name_document(row);
    add_entry(&job->out, &row->document, n.key, toll_text_of(n.note));
    return TOLL_OK;
}

const export_writer export_bibtex = {NULL, add_bibtex, NULL, NULL, NULL};

static toll_status begin_csl(export_job *job)
{
    toll_buffer_add_char(&job->out, '[');
    return TOLL_OK;
}

static void add_json(toll_buffer *out, const char *key, toll_text text)
{
    if (!text.len) return;
    toll_buffer_printf(out, ",\"%s\":", key);
    toll_buffer_add_json(out, text);
}

static void add_item(toll_buffer *out, const toll_document *d, const char *key, toll_text note)
{
    int year, month, day;
    toll_buffer_printf(out, "{\"id\":\"%s\",\"type\":\"article-newspaper\"", key);
    add_json(out, "title", d->title.len ? d->title : d->name);
    add_json(out, "container-title", d->outlet);
    add_json(out, "URL", d->url);
    if (d->published != TOLL_DAY_UNKNOWN) {
        toll_day_to_civil(d->published, &year, &month, &day);
        toll_buffer_printf(out, ",\"issued\":{\"date-parts\":[[%d,%d,%d]]}", year, month, day);
    }
    add_json(out, "note", note);
    toll_buffer_add_char(out, '}');
}

static toll_status add_csl(export_job *job, const toll_ledger_row *row)
{
    if (!job->new_document) return TOLL_OK;
    const naming n = name_document(row);
    toll_buffer_add_string(&job->out, job->count.documents > 1 ? ",\n" : "\n");
    add_item(&job->out, &row->document, n.key, toll_text_of(n.note));
    return TOLL_OK;
}

static toll_status end_csl(export_job *job)
{
    toll_buffer_add_string(&job->out, "]\n");
    return TOLL_OK;
}

const export_writer export_csl = {begin_csl, add_csl, end_csl, NULL, NULL};

void toll_export_cite(toll_buffer *out, bool csl, const toll_ledger_row *row, uint64_t revision, const char *says)
{
    char key[48];
    toll_buffer note = {0};
    const toll_span words = row->claim.quantity.span;
    snprintf(key, sizeof key, "tollbook-%.12s-r%llu", row->claim.id, (unsigned long long)revision);
    toll_buffer_printf(&note, "%s%sTollbook c/%s/r%llu: bytes %u to %u of the text with SHA-256 %s", says, *says ? " " : "", row->claim.id,
        (unsigned long long)revision, words.off, toll_span_end(words), row->sha256);
    out->failed |= note.failed;
    toll_buffer_add_string(out, csl ? "[\n" : "");
    if (csl) add_item(out, &row->document, key, (toll_text){note.data, note.len});
    else add_entry(out, &row->document, key, (toll_text){note.data, note.len});
    toll_buffer_add_string(out, csl ? "]\n" : "");
    toll_buffer_free(&note);
}
