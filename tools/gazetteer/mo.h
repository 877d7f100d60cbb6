/* Reads gettext .mo catalogues without a locale.
 *
 * libgeonames keeps the names of its cities in other languages in such catalogues, keyed by GeoNames id. gettext itself would
 * need the locales installed; the format is a sorted table of strings, so it is read here, every offset checked. A catalogue
 * borrows nothing: it owns the file's bytes until toll_mo_close. */
#ifndef TOLL_GAZETTEER_MO_H
#define TOLL_GAZETTEER_MO_H

#include "base/base.h"

typedef struct toll_mo {
    char *data; /* the file's bytes, owned */
    size_t len;
    uint32_t count;        /* messages */
    uint32_t keys, values; /* offsets of the two tables of (length, offset) pairs */
    bool swapped;          /* written on a machine of the other byte order */
} toll_mo;

toll_status toll_mo_open(toll_mo *out, const char *path, toll_error *error);
/* The same from memory (copied); `where` names it in errors. */
toll_status toll_mo_parse(toll_mo *out, const char *data, size_t len, const char *where, toll_error *error);
void toll_mo_close(toll_mo *mo);

/* NUL-terminated strings inside the catalogue. find gives NULL where there is no such key. */
const char *toll_mo_key(const toll_mo *mo, uint32_t index);
const char *toll_mo_value(const toll_mo *mo, uint32_t index);
const char *toll_mo_find(const toll_mo *mo, const char *key);

#endif
