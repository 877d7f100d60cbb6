/* The header of a WARC record, and where records begin. In: a layer's reader. Out: the header's fields, with the reader behind them. Lengths lie, and
 * archives are cut short: behind each record the next must begin; where it does not, reading goes on at the next line that begins a record, and
 * what lies between is said. */
#include "warc.h"

#include "base/fault.h"

const char *toll_warc_value(const toll_warc_record *r, size_t off)
{
    return off ? r->memory.data + off : "";
}

static size_t keep(toll_warc_record *r, toll_text value)
{
    size_t off = r->memory.len;
    toll_buffer_add(&r->memory, value.data, value.len);
    toll_buffer_add_char(&r->memory, '\0');
    return off;
}

static bool read_len(uint64_t *out, toll_text digits)
{
    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9' || *out > UINT64_MAX / 16) return false;
        *out = *out * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return digits.len > 0;
}

static void take_field(toll_warc_record *r, toll_text name, toll_text value)
{
    if (value.len > 1 && value.data[0] == '<' && value.data[value.len - 1] == '>') value = (toll_text){value.data + 1, value.len - 2};
    if (toll_header_is(name, "warc-type")) r->type = keep(r, value);
    else if (toll_header_is(name, "warc-target-uri")) r->uri = keep(r, value);
    else if (toll_header_is(name, "warc-date")) r->date = keep(r, value);
    else if (toll_header_is(name, "content-type")) r->media = keep(r, value);
    else if (toll_header_is(name, "content-length")) r->has_len = read_len(&r->len, value);
}

static bool is_version(toll_text line)
{
    return line.len >= 6 && !memcmp(line.data, "WARC/", 5) && (line.data[5] == '0' || line.data[5] == '1');
}

static void strip(toll_text *line)
{
    if (line->len && line->data[line->len - 1] == '\r') line->len--;
}

toll_status toll_warc_find(toll_layer *layer, toll_warc_record *r, toll_error *error)
{
    toll_text line;
    uint64_t skipped = 0;
    bool found;
    for (;;) {
        uint64_t at = toll_reader_offset(&layer->reader);
        toll_status status = toll_reader_line(&line, &layer->reader);
        if (status == TOLL_E_LIMIT) status = TOLL_OK, line = (toll_text){"", 0}, skipped = at + 1;
        if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
        found = false;
        if (status) break;
        strip(&line);
        found = is_version(line);
        r->at = at;
        if (found) break;
        if (line.len && !skipped) skipped = at + 1;
    }
    if (skipped) {
        toll_error wrong;
        toll_error_set(&wrong, TOLL_E_INPUT, layer->where, "no WARC record begins here; reading goes on at the next one");
        wrong.byte = skipped - 1;
        toll_complain(&layer->source->complaints, &wrong);
    }
    return found ? TOLL_OK : TOLL_END;
}

toll_status toll_warc_say(toll_status status, const toll_layer *layer, const toll_warc_record *r, const char *what, toll_error *error)
{
    toll_error_set(
        error, status, layer->where, "record of %.200s: %s", *toll_warc_value(r, r->uri) ? toll_warc_value(r, r->uri) : "no address", what);
    if (error) error->byte = r->at;
    return status;
}

toll_status toll_warc_header(toll_layer *layer, toll_warc_record *r, toll_error *error)
{
    toll_text line, name, value;
    size_t size = 0;
    toll_buffer_clear(&r->memory);
    toll_buffer_add_char(&r->memory, '\0');
    r->type = r->uri = r->date = r->media = 0;
    r->has_len = false;
    for (;;) {
        toll_status status = toll_reader_line(&line, &layer->reader);
        if (status == TOLL_END) return toll_warc_say(TOLL_E_INPUT, layer, r, "cut short in its header", error);
        if (status == TOLL_E_LIMIT || size > TOLL_WARC_HEADER)
            return toll_warc_say(TOLL_E_LIMIT, layer, r, "its header is longer than 64 KiB and is left out", error);
        if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
        strip(&line);
        if (!line.len) break;
        size += line.len;
        if (toll_header_line(&name, &value, line)) take_field(r, name, value);
    }
    if (r->memory.failed) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for this record");
    return r->has_len ? TOLL_OK : toll_warc_say(TOLL_E_INPUT, layer, r, "no Content-Length that is a number, so it is left out", error);
}

toll_status toll_warc_boundary(bool *out, toll_layer *layer)
{
    toll_text seen;
    toll_status status;
    for (;;) {
        status = toll_reader_peek(&seen, &layer->reader, 6);
        if (status < 0 || !seen.len || (seen.data[0] != '\r' && seen.data[0] != '\n')) break;
        toll_reader_skip_seen(&layer->reader, 1);
    }
    *out = status >= 0 && (!seen.len || is_version(seen));
    return status;
}
