/* A .mo file in, its pairs of strings out.
 *
 * Layout (GNU gettext manual, "The Format of GNU MO Files"): seven 32-bit words (magic, revision, count, offset of the table of
 * keys, offset of the table of values, hash table size and offset), then tables of (length, offset), strings end in NUL. All
 * tables and strings are checked once when the file is read, so that lookups need no checks. Opening costs one pass over the
 * tables, a lookup a binary search. */
#include "mo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { HEADER_SIZE = 28, PAIR_SIZE = 8 };

static uint32_t word(const toll_mo *mo, size_t off)
{
    unsigned char b[4];
    memcpy(b, mo->data + off, sizeof b);
    if (mo->swapped) return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static const char *string_at(const toll_mo *mo, uint32_t table, uint32_t index)
{
    return mo->data + word(mo, (size_t)table + (size_t)index * PAIR_SIZE + 4);
}

static bool strings_fit(const toll_mo *mo, uint32_t table)
{
    for (uint32_t i = 0; i < mo->count; i++) {
        uint64_t len = word(mo, (size_t)table + (size_t)i * PAIR_SIZE);
        uint64_t off = word(mo, (size_t)table + (size_t)i * PAIR_SIZE + 4);
        if (off + len >= mo->len || mo->data[off + len]) return false;
    }
    return true;
}

static toll_status check(toll_mo *mo, const char *where, toll_error *error)
{
    static const char advice[] = "reinstall the package it belongs to";
    if (mo->len < HEADER_SIZE) return toll_error_set(error, TOLL_E_TABLE, where, "a .mo file of %zu bytes is cut off; %s", mo->len, advice);
    uint32_t magic = word(mo, 0);
    mo->swapped = magic == 0xde120495u;
    if (magic != 0x950412deu && !mo->swapped)
        return toll_error_set(error, TOLL_E_TABLE, where, "not a .mo file: its first word is %08x", magic);
    if (word(mo, 4) >> 16) return toll_error_set(error, TOLL_E_TABLE, where, "a .mo file of unknown revision %u", word(mo, 4) >> 16);
    mo->count = word(mo, 8);
    mo->keys = word(mo, 12);
    mo->values = word(mo, 16);
    uint64_t table_len = (uint64_t)mo->count * PAIR_SIZE;
    if (mo->keys + table_len > mo->len || mo->values + table_len > mo->len)
        return toll_error_set(
            error, TOLL_E_TABLE, where, "its tables of %u strings lie outside its %zu bytes (cut off?); %s", mo->count, mo->len, advice);
    if (!strings_fit(mo, mo->keys) || !strings_fit(mo, mo->values))
        return toll_error_set(error, TOLL_E_TABLE, where, "a string lies outside its %zu bytes (cut off?); %s", mo->len, advice);
    for (uint32_t i = 1; i < mo->count; i++)
        if (strcmp(toll_mo_key(mo, i - 1), toll_mo_key(mo, i)) >= 0)
            return toll_error_set(error, TOLL_E_TABLE, where, "key %u, \"%.40s\", is out of order; %s", i, toll_mo_key(mo, i), advice);
    return TOLL_OK;
}

toll_status toll_mo_parse(toll_mo *out, const char *data, size_t len, const char *where, toll_error *error)
{
    *out = (toll_mo){.data = malloc(len + 1), .len = len};
    if (!out->data) return toll_error_set(error, TOLL_E_MEMORY, where, "no memory for %zu bytes", len);
    if (len) memcpy(out->data, data, len);
    toll_status status = check(out, where, error);
    if (status) toll_mo_close(out);
    return status;
}

toll_status toll_mo_open(toll_mo *out, const char *path, toll_error *error)
{
    *out = (toll_mo){0};
    FILE *file = fopen(path, "rb");
    if (!file) return toll_error_set(error, TOLL_E_TABLE, path, "cannot be opened: %s (is libgeonames-common installed?)", strerror(errno));
    toll_buffer bytes = {0};
    while (toll_buffer_reserve(&bytes, 65536)) {
        size_t got = fread(bytes.data + bytes.len, 1, 65536, file);
        if (!got) break;
        bytes.len += got;
    }
    toll_status status = TOLL_OK;
    if (bytes.failed) status = toll_error_set(error, TOLL_E_MEMORY, path, "no memory to read it");
    else if (ferror(file)) status = toll_error_set(error, TOLL_E_TABLE, path, "cannot be read: %s", strerror(errno));
    else status = toll_mo_parse(out, bytes.data, bytes.len, path, error);
    fclose(file);
    toll_buffer_free(&bytes);
    return status;
}

void toll_mo_close(toll_mo *mo)
{
    free(mo->data);
    *mo = (toll_mo){0};
}

const char *toll_mo_key(const toll_mo *mo, uint32_t index)
{
    return string_at(mo, mo->keys, index);
}

const char *toll_mo_value(const toll_mo *mo, uint32_t index)
{
    return string_at(mo, mo->values, index);
}

const char *toll_mo_find(const toll_mo *mo, const char *key)
{
    uint32_t low = 0, high = mo->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(key, toll_mo_key(mo, middle));
        if (!order) return toll_mo_value(mo, middle);
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}
