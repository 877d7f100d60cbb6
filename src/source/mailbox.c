/* In: a mailbox (mbox). Out: a layer for each mail in it, named by its number ("news.mbox/2") where it has no Message-ID. A mail begins at a line
 * "From " behind an empty one; ">From " at a line's beginning is "From ". */
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

typedef struct mailbox {
    toll_buffer mail;
    bool begun;     /* the first "From " line is used up */
    uint64_t count; /* mails so far */
} mailbox;

static toll_status next_mail(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    mailbox *it = layer->state;
    toll_reader *reader = &layer->reader;
    toll_text line;
    bool blank = false, large = false;
    toll_status status;
    (void)out;
    toll_buffer_clear(&it->mail);
    it->count++;
    while ((status = toll_reader_line(&line, reader)) != TOLL_END) {
        if (status == TOLL_E_LIMIT) {
            large = true;
            continue;
        }
        if (status < 0) return toll_reader_say(error, reader, status, layer->where);
        bool from = line.len >= 5 && !memcmp(line.data, "From ", 5);
        if (from && !it->begun) {
            it->begun = true;
            continue;
        }
        if (from && blank) break;
        if (line.len >= 6 && !memcmp(line.data, ">From ", 6)) line.data++, line.len--;
        blank = !line.len || (line.len == 1 && line.data[0] == '\r');
        large |= it->mail.len > reader->limit;
        if (large) toll_buffer_clear(&it->mail);
        toll_buffer_add(&it->mail, line.data, line.len);
        toll_buffer_add_char(&it->mail, '\n');
        if (it->mail.failed) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for this mail");
    }
    if (large) return toll_source_too_large("the mail", reader->limit, layer->where, reader->line, error);
    if (!it->mail.len) return status == TOLL_END ? TOLL_END : TOLL_SOURCE_AGAIN;
    char name[320];
    toll_about about = layer->about;
    snprintf(name, sizeof name, "%.*s/%llu", (int)toll_text_head(about.name, 256).len, about.name.data, (unsigned long long)it->count);
    about.name = toll_text_of(name);
    return toll_source_push_memory(layer, (toll_text){it->mail.data, it->mail.len}, &about, TOLL_KIND_MAIL, error);
}

static toll_status open_it(toll_layer *layer, toll_error *error)
{
    layer->state = toll_base_zero(1, sizeof(mailbox));
    return layer->state ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
}

static void close_it(toll_layer *layer)
{
    mailbox *it = layer->state;
    toll_buffer_free(&it->mail);
    toll_base_free(it);
}

const toll_format toll_format_mailbox = {open_it, next_mail, close_it};
