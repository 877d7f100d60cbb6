/* In: the tables of states, groups, institutions and their kinds, and of categories of things. Out: names for ids. An id that no table has is
 * taken apart: its beginning is a state ("rus-mod"), a group ("isis-general-staff") or else a place ("donetsk-rma"), its ending a kind of
 * institution. Reading costs a pass over some two thousand rows and a sort, a look-up a few binary searches. */
#include "world_names.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

static int compare(const void *a, const void *b)
{
    return strcmp(((const world_name *)a)->id, ((const world_name *)b)->id);
}

static int compare_rows(const void *a, const void *b)
{
    const world_name *x = a, *y = b;
    int order = compare(a, b);
    return order ? order : x->order < y->order ? -1 : 1;
}

static bool read_table(
    world_name **items, size_t *count, size_t *cap, const toll_tables *tables, const char *file, const char *const columns[3])
{
    int table = toll_tables_find(tables, file);
    if (table < 0) return true;
    uint16_t t = (uint16_t)table;
    int at[3];
    for (int i = 0; i < 3; i++) at[i] = columns[i] ? toll_tables_column(tables, t, columns[i]) : -1;
    for (uint32_t row = 0; at[0] >= 0 && at[1] >= 0 && row < toll_tables_rows(tables, t); row++) {
        world_name n = {toll_tables_cell(tables, t, row, at[0]), toll_tables_cell(tables, t, row, at[1]),
            at[2] >= 0 ? toll_tables_cell(tables, t, row, at[2]) : "", *count};
        if (!*n.id || !*n.name) continue;
        if (!toll_grow(items, cap, *count, sizeof **items)) return false;
        (*items)[(*count)++] = n;
    }
    return true;
}

bool world_names_read(world_names *out, const toll_tables *tables)
{
    static const char *const of_state[] = {"id", "name", "nationality"}, *const of_name[] = {"id", "name", NULL},
                             *const of_outlet[] = {"id", "outlet", NULL}, *const of_kind[] = {"suffix", "institution", NULL},
                             *const of_many[] = {"category", "many", NULL};
    bool memory = read_table(&out->items, &out->count, &out->cap, tables, "world/countries.tsv", of_state) &&
                  read_table(&out->items, &out->count, &out->cap, tables, "world/groups.tsv", of_name) &&
                  read_table(&out->items, &out->count, &out->cap, tables, "world/actors.tsv", of_name) &&
                  read_table(&out->items, &out->count, &out->cap, tables, "world/outlets.tsv", of_outlet) &&
                  read_table(&out->kinds, &out->kind_count, &out->kind_cap, tables, "en/institutions.tsv", of_kind) &&
                  read_table(&out->many, &out->many_count, &out->many_cap, tables, "world/categories.tsv", of_many);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_rows);
    if (out->kind_count) qsort(out->kinds, out->kind_count, sizeof *out->kinds, compare_rows);
    if (out->many_count) qsort(out->many, out->many_count, sizeof *out->many, compare_rows);
    return memory;
}

void world_names_free(world_names *names)
{
    toll_base_free(names->items);
    toll_base_free(names->kinds);
    toll_base_free(names->many);
}

/* The first of those with the id. */
static const world_name *find(const world_name *items, size_t count, const char *id)
{
    const world_name key = {.id = id};
    const world_name *found = count ? bsearch(&key, items, count, sizeof key, compare) : NULL;
    while (found && found > items && !strcmp(found[-1].id, id)) found--;
    return found;
}

static void write_name(char *out, size_t size, const world_name *n, toll_name_form form)
{
    if (form == TOLL_NAME_BEFORE && *n->before) snprintf(out, size, "%.*s", (int)strcspn(n->before, "|"), n->before);
    else snprintf(out, size, "%.*s", (int)strcspn(n->name, "|"), n->name);
}

/* "old-harran" as "Old Harran". */
static void write_place(char *out, size_t size, const char *id)
{
    size_t len = 0;
    for (; id[len] && len + 1 < size; len++) {
        bool begins = !len || id[len - 1] == '-';
        out[len] = id[len] == '-' ? ' ' : begins ? (char)toupper((unsigned char)id[len]) : id[len];
    }
    out[len] = '\0';
}

static void write_holder(const world_names *names, char *out, size_t size, const char *holder)
{
    char code[4] = "";
    for (int i = 0; i < 3 && strlen(holder) == 3; i++) code[i] = (char)toupper((unsigned char)holder[i]);
    const world_name *found = *code ? find(names->items, names->count, code) : NULL;
    if (!found) found = find(names->items, names->count, holder);
    if (found) write_name(out, size, found, TOLL_NAME_BEFORE);
    else write_place(out, size, holder);
}

static bool is_slug(const char *id)
{
    return *id && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

bool world_names_write(const world_names *names, char *out, size_t size, const char *id, toll_name_form form)
{
    char holder[64];
    bool many = form == TOLL_NAME_MANY;
    const world_name *found = many ? find(names->many, names->many_count, id) : find(names->items, names->count, id);
    if (found) {
        write_name(out, size, found, form);
        return true;
    }
    if (many) return false;
    for (const char *dash = strchr(id, '-'); dash; dash = strchr(dash + 1, '-')) { /* the longest ending first */
        const world_name *kind = find(names->kinds, names->kind_count, dash + 1);
        if (!kind || dash == id || (size_t)(dash - id) >= sizeof holder) continue;
        snprintf(holder, sizeof holder, "%.*s", (int)(dash - id), id);
        write_holder(names, out, size, holder);
        size_t len = strlen(out);
        snprintf(out + len, size - len, " %.*s", (int)strcspn(kind->name, "|"), kind->name);
        return true;
    }
    if (!is_slug(id)) return false;
    write_place(out, size, id);
    return true;
}
