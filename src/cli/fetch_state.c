/* In: what servers said of their pages the last time (ETag, Last-Modified), a JSON Lines file. Out: a look-up by address, and the file written anew.
 * A line that is broken costs a full fetch of its page and nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "fetch.h"
#include "source/lines.h"

enum { field_url, field_etag, field_modified, field_count };

static size_t slot_of(const toll_fetch_state *state, toll_text url)
{
    size_t mask = state->slot_count - 1, at = (size_t)toll_hash(url.data, url.len, 0) & mask;
    while (state->slots[at] && !toll_text_equal(state->rows[state->slots[at] - 1].url, url)) at = (at + 1) & mask;
    return at;
}

static bool make_room(toll_fetch_state *state)
{
    if (!toll_grow(&state->rows, &state->cap, state->count, sizeof *state->rows)) return false;
    if (state->count * 2 < state->slot_count) return true;
    size_t wanted = state->slot_count ? state->slot_count * 2 : 256;
    uint32_t *slots = toll_base_zero(wanted, sizeof *slots);
    if (!slots) return false;
    toll_base_free(state->slots);
    state->slots = slots;
    state->slot_count = wanted;
    for (size_t i = 0; i < state->count; i++) slots[slot_of(state, state->rows[i].url)] = (uint32_t)i + 1;
    return true;
}

bool toll_fetch_state_keep(toll_fetch_state *state, toll_text *out, toll_text value)
{
    *out = (toll_text){NULL, 0};
    if (!value.len) return true;
    char *copy = toll_arena_string(&state->memory, value.data, value.len);
    *out = (toll_text){copy, copy ? value.len : 0};
    return copy != NULL;
}

toll_fetch_known *toll_fetch_state_row(toll_fetch_state *state, toll_text url)
{
    if (!make_room(state)) return NULL;
    size_t slot = slot_of(state, url);
    if (state->slots[slot]) return &state->rows[state->slots[slot] - 1];
    toll_fetch_known *row = &state->rows[state->count];
    *row = (toll_fetch_known){0};
    if (!toll_fetch_state_keep(state, &row->url, url)) return NULL;
    state->slots[slot] = (uint32_t)++state->count;
    return row;
}

static toll_status take_line(toll_fetch_state *state, const toll_text *values)
{
    if (!values[field_url].len) return TOLL_OK;
    toll_fetch_known *row = toll_fetch_state_row(state, values[field_url]);
    bool kept = row && toll_fetch_state_keep(state, &row->etag, values[field_etag]) &&
                toll_fetch_state_keep(state, &row->modified, values[field_modified]);
    return kept ? TOLL_OK : TOLL_E_MEMORY;
}

toll_status toll_fetch_state_load(toll_fetch_state *state, const char *path, toll_error *error)
{
    static const char *const names[field_count] = {"url", "etag", "modified"};
    *state = (toll_fetch_state){0};
    toll_arena_init(&state->memory, 0);
    toll_lines *lines = NULL;
    toll_text values[field_count];
    if (access(path, F_OK)) return TOLL_OK;
    toll_status status = toll_lines_open(&lines, path, names, field_count, error);
    while (status >= 0 && (status = toll_lines_next(values, lines, error)) == TOLL_OK) status = take_line(state, values);
    toll_lines_close(lines);
    if (status == TOLL_E_MEMORY) toll_error_set(error, status, path, "not enough memory for what is known of addresses");
    return status < 0 ? status : TOLL_OK;
}

static bool write_rows(const toll_fetch_state *state, FILE *file)
{
    toll_buffer line = {0};
    bool written = true;
    for (size_t i = 0; i < state->count && written; i++) {
        const toll_fetch_known *row = &state->rows[i];
        if (!row->etag.len && !row->modified.len) continue;
        toll_buffer_clear(&line);
        toll_buffer_add_string(&line, "{\"url\":");
        toll_buffer_add_json(&line, row->url);
        toll_buffer_add_string(&line, ",\"etag\":");
        toll_buffer_add_json(&line, row->etag);
        toll_buffer_add_string(&line, ",\"modified\":");
        toll_buffer_add_json(&line, row->modified);
        toll_buffer_add_string(&line, "}\n");
        written = !line.failed && fwrite(line.data, 1, line.len, file) == line.len;
    }
    toll_buffer_free(&line);
    return written;
}

toll_status toll_fetch_state_save(const toll_fetch_state *state, const char *path, toll_error *error)
{
    toll_buffer beside = {0};
    toll_buffer_printf(&beside, "%s.new", path);
    FILE *file = beside.failed ? NULL : fopen(beside.data, "wb");
    bool written = file && write_rows(state, file) && !fflush(file) && !fsync(fileno(file));
    if (file) written = !fclose(file) && written;
    if (written) written = !rename(beside.data, path);
    else if (file) unlink(beside.data);
    toll_buffer_free(&beside);
    return written ? TOLL_OK
                   : toll_error_set(
                         error, TOLL_E_SYSTEM, path, "cannot be written (error %d); the next fetch asks for everything again", errno);
}

void toll_fetch_state_free(toll_fetch_state *state)
{
    toll_base_free(state->rows);
    toll_base_free(state->slots);
    toll_arena_free(&state->memory);
    *state = (toll_fetch_state){0};
}
