/* Opens a compiled blob: checks it whole, then serves words, rows and rules straight from it. Opening costs one pass over the blob
 * for its hash, and one to follow what points within it; the program's own was checked when it was built, and costs neither. Look-ups are array
 * accesses. */
#include "inside.h"

#include "base/fault.h"

static toll_status broken(toll_error *error, const char *what)
{
    return toll_error_set(error, TOLL_E_TABLE, "tables", "the compiled tables are damaged (%s); build them again", what);
}

typedef struct section {
    const blob_range *range;
    size_t size;
} section;

static bool sections_fit(const blob_header *header, size_t len)
{
    const section all[] = {{&header->strings, 1}, {&header->classes, 4}, {&header->kinds, 4}, {&header->tables, sizeof(blob_table)},
        {&header->columns, 4}, {&header->headings, 4}, {&header->cells, 4}, {&header->lines, 4}, {&header->slots, sizeof(blob_slot)},
        {&header->words, sizeof(blob_word)}, {&header->edges, sizeof(blob_edge)}, {&header->nodes, sizeof(blob_node)},
        {&header->readings, sizeof(blob_reading)}, {&header->notes, sizeof(toll_note)}, {&header->abbreviations, 8},
        {&header->rules, sizeof(blob_rule)}, {&header->settings, sizeof(blob_setting)}, {&header->captures, 4},
        {&header->steps, sizeof(blob_step)}, {&header->begins, sizeof(blob_begin)}, {&header->entries, sizeof(blob_entry)},
        {&header->rows, 8}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].range->off % 8 || all[i].range->off > len || all[i].range->count > (len - all[i].range->off) / all[i].size) return false;
    return true;
}

uint64_t toll_blob_hash(const void *blob, size_t len)
{
    blob_header header;
    memcpy(&header, blob, sizeof header);
    header.hash = 0;
    return toll_hash((const char *)blob + sizeof header, len - sizeof header, toll_hash(&header, sizeof header, TOLL_BLOB_VERSION));
}

/* The kinds with a bit in a row. */
static uint16_t kinds_of(const toll_tables *tables, size_t row)
{
    uint16_t kinds = 0;
    for (unsigned kind = 0; kind < TOLL_KIND_LIMIT; kind++)
        for (uint32_t i = 0; i < tables->begins[kind].count; i++)
            if (tables->rows[row * tables->row_words + tables->begins[kind].first + i]) kinds |= (uint16_t)(1u << kind);
    return kinds;
}

static void find_kinds(toll_tables *tables)
{
    if (!tables->row_words) return;
    for (size_t row = ROW_WORD; row < tables->header->rows.count / tables->row_words; row++) tables->row_kinds[row] = kinds_of(tables, row);
    for (unsigned i = 0; i < FORM_COUNT; i++) tables->form_kinds[i] = kinds_of(tables, ROW_FORM + i);
    for (unsigned i = 0; i < TOLL_KIND_LIMIT; i++) tables->piece_kinds[i] = kinds_of(tables, ROW_PIECE + i);
    for (unsigned i = 1; i < 256; i++) tables->mark_kinds[i] = kinds_of(tables, ROW_MARK + i), tables->mark_signs[i] = need_mark(i);
}

static bool power_of_two(uint32_t n)
{
    return n && !(n & (n - 1));
}

/* Is it a blob of this program's kind, whatever it holds? */
static toll_status head_fits(const void *blob, size_t len, toll_error *error)
{
    const blob_header *header = blob;
    if ((uintptr_t)blob % 8) return broken(error, "not aligned");
    if (len < sizeof *header || memcmp(header->magic, TOLL_BLOB_MAGIC, sizeof header->magic)) return broken(error, "no magic word");
    if (header->version != TOLL_BLOB_VERSION || header->endian != TOLL_BLOB_ENDIAN)
        return toll_error_set(error, TOLL_E_TABLE, "tables", "compiled tables of version %u, this program needs %u; build them again",
            (unsigned)header->version, (unsigned)TOLL_BLOB_VERSION);
    if (header->size != len) return broken(error, "wrong size");
    return header->digest[12] ? broken(error, "wrong checksum") : TOLL_OK;
}

static void find_sections(toll_tables *tables)
{
    const blob_header *header = tables->header;
#define AT(field) (const void *)(tables->blob + header->field.off)
    tables->strings = AT(strings);
    tables->classes = AT(classes);
    tables->kinds = AT(kinds);
    tables->columns = AT(columns);
    tables->headings = AT(headings);
    tables->cells = AT(cells);
    tables->lines = AT(lines);
    tables->captures = AT(captures);
    tables->tables = AT(tables);
    tables->slots = AT(slots);
    tables->words = AT(words);
    tables->edges = AT(edges);
    tables->nodes = AT(nodes);
    tables->readings = AT(readings);
    tables->notes = AT(notes);
    tables->rules = AT(rules);
    tables->settings = AT(settings);
    tables->steps = AT(steps);
    tables->begins = AT(begins);
    tables->entries = AT(entries);
    tables->rows = AT(rows);
    tables->abbreviations = (toll_abbreviations){AT(abbreviations), header->abbreviations.count - 1};
#undef AT
    tables->slot_mask = header->slots.count - 1;
    tables->row_words = (header->entries.count + 63) / 64;
}

/* What is worked out of a blob once it is known to be whole. */
static void finish(toll_tables *tables)
{
    find_kinds(tables);
    for (uint32_t i = 0; i < tables->header->columns.count; i++)
        tables->column_keys[i] = toll_column_key(tables->strings + tables->columns[i]);
    memset(tables->column_places, NO_COLUMN, sizeof tables->column_places);
    for (uint32_t table = 0; table < tables->header->tables.count; table++)
        for (uint32_t i = tables->tables[table].column_count; i-- > 0;)
            tables->column_places[table][column_place(tables->column_keys[tables->tables[table].column_first + i])] =
                (uint8_t)(i < NO_COLUMN ? i : 0);
}

static toll_status begin(toll_tables **out, const void *blob, toll_error *error)
{
    const blob_header *header = blob;
    const size_t keys = header->columns.count * sizeof(uint64_t), kinds = ((size_t)header->rows.count + 1) * sizeof(uint16_t);
    *out = toll_base_zero(1, sizeof **out + keys + kinds);
    if (!*out) return toll_error_set(error, TOLL_E_MEMORY, "tables", "out of memory");
    (*out)->blob = blob;
    (*out)->header = header;
    (*out)->row_kinds = (uint16_t *)((*out)->column_keys + header->columns.count);
    find_sections(*out);
    return TOLL_OK;
}

toll_status toll_tables_open(toll_tables **out, const void *blob, size_t len, toll_error *error)
{
    *out = NULL;
    const blob_header *header = blob;
    toll_status status = head_fits(blob, len, error);
    if (status != TOLL_OK) return status;
    if (toll_blob_hash(blob, len) != header->hash) return broken(error, "wrong checksum");
    if (!sections_fit(header, len)) return broken(error, "a section lies outside");
    if (!power_of_two(header->slots.count) || !power_of_two(header->abbreviations.count))
        return broken(error, "a hash table's size is no power of two");
    toll_tables *tables;
    if ((status = begin(&tables, blob, error)) != TOLL_OK) return status;
    const char *fault = tables_fault(tables);
    if (fault) {
        toll_tables_close(tables);
        return broken(error, fault);
    }
    finish(tables);
    *out = tables;
    return TOLL_OK;
}

toll_status toll_tables_open_own(toll_tables **out, const void *blob, size_t len, toll_error *error)
{
    *out = NULL;
    toll_status status = head_fits(blob, len, error);
    if (status == TOLL_OK) status = begin(out, blob, error);
    if (status == TOLL_OK) finish(*out);
    return status;
}

void toll_tables_close(toll_tables *tables)
{
    toll_base_free(tables);
}
const char *toll_tables_hash(const toll_tables *tables)
{
    return tables->header->digest;
}
const toll_abbreviations *toll_tables_abbreviations(const toll_tables *tables)
{
    return &tables->abbreviations;
}

/* --- words */
static inline uint32_t find_word(const toll_tables *tables, uint64_t hash)
{
    uint32_t tag = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & tables->slot_mask; tables->slots[at].word; at = (at + 1) & tables->slot_mask)
        if (tables->slots[at].tag == tag) return tables->slots[at].word;
    return 0;
}

uint32_t toll_tables_word(const toll_tables *tables, uint64_t hash)
{
    return find_word(tables, hash);
}

uint32_t toll_tables_words(const toll_tables *tables)
{
    return tables->header->words.count;
}

/* The vocabulary is larger than the near caches: where a word will be looked for is fetched some tokens ahead. */
void toll_tables_number(const toll_tables *tables, toll_token *tokens, size_t count)
{
    enum { AHEAD = 12 };
    for (size_t at = 0; at < count; at++) {
        if (at + AHEAD < count) __builtin_prefetch(&tables->slots[(uint32_t)tokens[at + AHEAD].hash & tables->slot_mask]);
        tokens[at].word = find_word(tables, tokens[at].hash);
    }
}

toll_classes toll_tables_word_classes(const toll_tables *tables, uint32_t word)
{
    return tables->words[word].classes;
}

toll_classes toll_tables_word_alone(const toll_tables *tables, uint32_t word)
{
    const uint32_t *readings = tables->words[word].readings;
    toll_classes all = {{0}};
    for (unsigned level = 0; level < LEVEL_COUNT; level++) all = toll_classes_join(all, tables->readings[readings[level]].classes);
    return all;
}

toll_classes toll_tables_word_always(const toll_tables *tables, uint32_t word)
{
    const uint32_t *readings = tables->words[word].readings;
    toll_classes all = tables->readings[readings[0]].classes;
    for (unsigned level = 1; level < LEVEL_COUNT; level++)
        for (unsigned i = 0; i < 4; i++) all.bits[i] &= tables->readings[readings[level]].classes.bits[i];
    return all;
}

static uint8_t find_name(const toll_tables *tables, const uint32_t *names, uint32_t count, const char *name, uint8_t none)
{
    for (uint32_t i = 0; i < count; i++)
        if (!strcmp(tables->strings + names[i], name)) return (uint8_t)i;
    return none;
}

uint8_t toll_tables_class(const toll_tables *tables, const char *name)
{
    return find_name(tables, tables->classes, tables->header->classes.count, name, TOLL_NO_CLASS);
}

const char *toll_tables_class_name(const toll_tables *tables, uint8_t class_)
{
    return class_ < tables->header->classes.count ? tables->strings + tables->classes[class_] : "";
}

uint8_t toll_tables_kind(const toll_tables *tables, const char *name)
{
    return find_name(tables, tables->kinds, tables->header->kinds.count, name, TOLL_NO_KIND);
}

/* --- rows */
const char *toll_tables_name(const toll_tables *tables, uint16_t table)
{
    return table < tables->header->tables.count ? tables->strings + tables->tables[table].name : "";
}

int toll_tables_find(const toll_tables *tables, const char *name)
{
    for (uint32_t i = 0; i < tables->header->tables.count; i++) {
        const char *have = tables->strings + tables->tables[i].name;
        size_t have_len = strlen(have), len = strlen(name);
        if (have_len >= len && !strcmp(have + have_len - len, name) && (have_len == len || have[have_len - len - 1] == '/')) return (int)i;
    }
    return -1;
}

uint32_t toll_tables_rows(const toll_tables *tables, uint16_t table)
{
    return table < tables->header->tables.count ? tables->tables[table].rows : 0;
}

/* The column from `i` on, of which the name may be longer than its key; -1 = none. */
static __attribute__((noinline)) int seek_column(const toll_tables *tables, const blob_table *t, uint32_t i, uint64_t key, const char *name)
{
    const uint64_t *keys = tables->column_keys + t->column_first;
    for (; i < t->column_count; i++)
        if (keys[i] == key && (!(key >> 56) || !strcmp(tables->strings + tables->columns[t->column_first + i] + 8, name + 8)))
            return (int)i;
    return -1;
}

/* A column is looked for from the first on whose name has the same place among a table's: mostly that is the one, or there is none. */
int toll_tables_column_by(const toll_tables *tables, uint16_t table, uint64_t key, const char *name)
{
    if (table >= tables->header->tables.count) return -1;
    const blob_table *t = &tables->tables[table];
    const uint32_t i = tables->column_places[table][column_place(key)];
    if (i >= t->column_count) return -1;
    return tables->column_keys[t->column_first + i] == key && !(key >> 56) ? (int)i : seek_column(tables, t, i, key, name);
}

const char *toll_tables_cell(const toll_tables *tables, uint16_t table, uint32_t row, int column)
{
    if (column < 0 || table >= tables->header->tables.count) return "";
    const blob_table *t = &tables->tables[table];
    if (row >= t->rows || (uint32_t)column >= t->column_count) return "";
    return tables->strings + tables->cells[t->cell_first + row * t->column_count + (uint32_t)column];
}

uint32_t toll_tables_line(const toll_tables *tables, uint16_t table, uint32_t row)
{
    if (table >= tables->header->tables.count || row >= tables->tables[table].rows) return 0;
    return tables->lines[tables->tables[table].line_first + row];
}

toll_status toll_tables_write_tsv(toll_buffer *out, const toll_tables *tables, const char *name, toll_error *error)
{
    int table = toll_tables_find(tables, name);
    if (table < 0) return toll_error_set(error, TOLL_E_TABLE, name, "there is no such table");
    const blob_table *t = &tables->tables[table];
    for (uint32_t i = 0; i < t->column_count; i++) {
        if (i) toll_buffer_add_char(out, '\t');
        toll_buffer_add_string(out, tables->strings + tables->headings[t->column_first + i]);
    }
    toll_buffer_add_char(out, '\n');
    for (uint32_t row = 0; row < t->rows; row++)
        for (uint32_t i = 0; i < t->column_count; i++) {
            toll_buffer_add_string(out, tables->strings + tables->cells[t->cell_first + row * t->column_count + i]);
            toll_buffer_add_char(out, i + 1 < t->column_count ? '\t' : '\n');
        }
    return out->failed ? toll_error_set(error, TOLL_E_MEMORY, name, "out of memory") : TOLL_OK;
}

/* --- rules' descriptions */
uint16_t toll_rule_count(const toll_tables *tables)
{
    return (uint16_t)tables->header->rules.count;
}
const char *toll_rule_name(const toll_tables *tables, uint16_t rule)
{
    return tables->strings + tables->rules[rule].name;
}
const char *toll_rule_file(const toll_tables *tables, uint16_t rule)
{
    return tables->strings + tables->rules[rule].file;
}
uint32_t toll_rule_line(const toll_tables *tables, uint16_t rule)
{
    return tables->rules[rule].line;
}

const char *toll_rule_setting(const toll_tables *tables, uint16_t rule, const char *name)
{
    const blob_rule *r = &tables->rules[rule];
    for (uint32_t i = 0; i < r->setting_count; i++)
        if (toll_same(tables->strings + tables->settings[r->setting_first + i].name, name))
            return tables->strings + tables->settings[r->setting_first + i].value;
    return "";
}

int toll_rule_capture(const toll_tables *tables, uint16_t rule, const char *name)
{
    const blob_rule *r = &tables->rules[rule];
    for (uint32_t i = 0; i < r->capture_count; i++)
        if (toll_same(tables->strings + tables->captures[r->capture_first + i], name)) return (int)i;
    return -1;
}
