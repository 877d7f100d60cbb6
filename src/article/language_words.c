/* In: the tables of all languages with a folder, each known by its function.tsv. Out: their function words by hash, the letters beyond ASCII that any
 * of their tables writes, and the folders' names, which are the languages' codes. Costs one pass over the tables when an engine opens. */
#include "language_words.h"

#include "base/fault.h"

static void add_words(toll_languages *l, const char *cell)
{
    while (*cell) {
        size_t len = strcspn(cell, "|");
        uint64_t hash = 0;
        for (size_t i = 0; i < len; i++) hash = hash_step(hash, (unsigned char)cell[i]);
        if (len && !memchr(cell, ' ', len)) *slot_of(l, hash) = hash;
        cell += len + (cell[len] == '|');
    }
}

static bool is_function_table(const char *name)
{
    const char *slash = strrchr(name, '/');
    return !strcmp(slash ? slash + 1 : name, "function.tsv");
}

/* The folder that holds the table is named by the language's code. */
static toll_text folder_of(const char *name)
{
    const char *end = strrchr(name, '/'), *start = end;
    while (start && start > name && start[-1] != '/') start--;
    return (toll_text){start, end ? (size_t)(end - start) : 0};
}

static void add_code(toll_languages *l, const char *name)
{
    toll_text folder = folder_of(name);
    if (!folder.len || folder.len >= sizeof l->codes[0] || l->code_count == MOST_CODES) return;
    memcpy(l->codes[l->code_count], folder.data, folder.len);
    l->codes[l->code_count++][folder.len] = '\0';
}

static bool is_language(const toll_languages *l, toll_text folder)
{
    for (size_t i = 0; i < l->code_count; i++)
        if (toll_text_equal(folder, toll_text_of(l->codes[i]))) return true;
    return false;
}

/* Most cells are of ASCII alone, and are passed at eight bytes a step. */
static bool is_ascii(const char *cell, size_t len)
{
    uint64_t word, all = 0;
    for (; len >= sizeof word; cell += sizeof word, len -= sizeof word) {
        memcpy(&word, cell, sizeof word);
        all |= word;
    }
    word = 0;
    memcpy(&word, cell, len);
    return !((all | word) & 0x8080808080808080u);
}

static void add_letters(toll_languages *l, const char *cell)
{
    if (is_ascii(cell, strlen(cell))) return;
    for (; *cell; cell++) {
        if (((unsigned char)*cell & 0xE0) != 0xC0 || !cell[1]) continue;
        uint32_t letter = letter_of(cell++);
        l->letters[letter / 64] |= (uint64_t)1 << letter % 64;
    }
}

static void add_table_letters(toll_languages *l, const toll_tables *tables, uint16_t table)
{
    enum { COLUMNS = 8, ROWS = 200 }; /* in so many every letter was seen */
    for (uint32_t row = 0; row < toll_tables_rows(tables, table) && row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) add_letters(l, toll_tables_cell(tables, table, row, column));
}

/* Bytes of the words' cells: more than there are words. */
static size_t measure(const toll_tables *tables)
{
    size_t bytes = 0;
    for (uint16_t table = 0; table < 256 && *toll_tables_name(tables, table); table++) {
        if (!is_function_table(toll_tables_name(tables, table))) continue;
        int column = toll_tables_column(tables, table, "*");
        for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++) bytes += strlen(toll_tables_cell(tables, table, row, column));
    }
    return bytes;
}

toll_status toll_languages_open(toll_languages **out, const toll_tables *tables, toll_error *error)
{
    size_t count = 256, wanted = measure(tables) / 2;
    while (count < wanted) count *= 2;
    *out = NULL;
    toll_languages *l = toll_base_zero(1, sizeof *l);
    if (l) l->slots = toll_base_zero(count, sizeof *l->slots);
    if (!l || !l->slots) {
        toll_languages_close(l);
        return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    }
    l->mask = count - 1;
    for (uint16_t table = 0; table < 256 && *toll_tables_name(tables, table); table++) {
        const char *name = toll_tables_name(tables, table);
        if (!is_function_table(name)) continue;
        int column = toll_tables_column(tables, table, "*");
        for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++) add_words(l, toll_tables_cell(tables, table, row, column));
        add_code(l, name);
    }
    for (uint16_t table = 0; table < 256 && *toll_tables_name(tables, table); table++)
        if (is_language(l, folder_of(toll_tables_name(tables, table)))) add_table_letters(l, tables, table);
    *out = l;
    return TOLL_OK;
}

void toll_languages_close(toll_languages *languages)
{
    if (!languages) return;
    toll_base_free(languages->slots);
    toll_base_free(languages);
}
