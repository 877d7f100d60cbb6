/* The function words of all languages with a folder, and how many of them a text's prose has. In: the tables named function.tsv; a text. Out:
 * counts and a judgement (language.h). Words are compared by their bytes with ASCII in lower case; a word that begins with a capital is not
 * counted, unless all of it is capitals, so other scripts need no folding. One look-up a word. */
#include "language.h"

#include "base/fault.h"

enum {
    MOST_BYTES = 65536,
    MOST_CODES = 32,
    RUN = 5,           /* words between two marks that are prose */
    LINE = 50,         /* bytes of a line that was wrapped: its end is no mark */
    WORD_LIMIT = 48,   /* bytes; what is longer is no word */
    LETTERS = 0x800,   /* code points of two bytes: all alphabets of Europe and the Near East */
    ENOUGH = 16,       /* words of prose that tell a language */
    ENOUGH_STATED = 6, /* where the page declares one without a folder */
    LEAST = 15 /* of a hundred words are function words of a language that is known, less those with letters that none of them has */
};

struct toll_languages {
    uint64_t *slots; /* hashes of words; 0 = free */
    size_t mask;
    uint64_t letters[LETTERS / 64]; /* beyond ASCII, that some table of a language has in its words */
    char codes[MOST_CODES][8];
    size_t code_count;
};

/* --- the tables */
static uint64_t hash_step(uint64_t hash, unsigned char c)
{
    return (hash ^ (c >= 'A' && c <= 'Z' ? c | 32u : c)) * 0x100000001b3u;
}

static uint64_t *slot_of(const toll_languages *l, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 29) & l->mask;
    while (l->slots[at] && l->slots[at] != hash) at = (at + 1) & l->mask;
    return &l->slots[at];
}

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

static uint32_t letter_of(const char *data)
{
    return ((unsigned char)data[0] & 31u) << 6 | ((unsigned char)data[1] & 63u);
}

static void add_letters(toll_languages *l, const char *cell)
{
    for (; *cell; cell++) {
        if (((unsigned char)*cell & 0xE0) != 0xC0 || !cell[1]) continue;
        uint32_t letter = letter_of(cell++);
        l->letters[letter / 64] |= (uint64_t)1 << letter % 64;
    }
}

static void add_table_letters(toll_languages *l, const toll_tables *tables, uint16_t table)
{
    enum { COLUMNS = 8 };
    for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++)
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

/* --- a text */
typedef struct prose {
    const toll_languages *languages;
    toll_language_count all, run; /* run: since the last mark */
    uint32_t length;              /* words since the last mark, names too */
} prose;

static void mark(prose *p)
{
    if (p->length >= RUN) {
        p->all.words += p->run.words;
        p->all.known += p->run.known;
        p->all.strange += p->run.strange;
    }
    p->length = 0;
    p->run = (toll_language_count){0};
}

static bool is_ascii_letter(unsigned char c)
{
    return (c | 32u) >= 'a' && (c | 32u) <= 'z';
}

/* Marks beyond ASCII: quotation marks and dashes join; stops and commas of other scripts part. 0 = a letter. */
static size_t foreign_mark(bool *parts, const char *data, size_t left)
{
    unsigned char a = (unsigned char)data[0], b = left > 1 ? (unsigned char)data[1] : 0, c = left > 2 ? (unsigned char)data[2] : 0;
    *parts = false;
    if (a == 0xC2) return left > 1 ? 2 : 1;                 /* no-break space, guillemets */
    if (a == 0xE2 && b == 0x80) return left > 2 ? 3 : left; /* dashes, curled quotation marks */
    *parts = true;
    if (a == 0xD8 && (b == 0x8C || b == 0x9B || b == 0x9F)) return 2;    /* of Arabic */
    if (a == 0xE0 && b == 0xA5 && (c == 0xA4 || c == 0xA5)) return 3;    /* of Indic scripts */
    if (a == 0xE3 && b == 0x80 && c <= 0x91) return left > 2 ? 3 : left; /* of Chinese and Japanese */
    if (a == 0xEF && (b == 0xBC || b == 0xBD)) return left > 2 ? 3 : left;
    return 0;
}

/* Greek and Cyrillic capitals and those of Latin with marks; scripts without capitals have none. */
static bool is_capital(const char *data, size_t len)
{
    unsigned char a = (unsigned char)data[0], b = len > 1 ? (unsigned char)data[1] : 0;
    if (a < 0x80) return a >= 'A' && a <= 'Z';
    return (a == 0xC3 && b < 0x9F) || (a == 0xCE && b >= 0x91 && b <= 0xA9) || (a == 0xD0 && b < 0xB0) || (a == 0xD2 && b == 0x90);
}

/* A name, or the first word of a sentence: but a text all in capitals has none. */
static bool is_named(const char *data, size_t len)
{
    size_t first = (unsigned char)data[0] < 0x80 ? 1 : 2;
    return is_capital(data, len) && (len <= first || !is_capital(data + first, len - first));
}

/* Has the word a letter that no language with a folder writes? */
static bool is_strange(const toll_languages *l, const char *data, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        unsigned char c = (unsigned char)data[at];
        if (c < 0x80 || (c & 0xC0) == 0x80) continue;
        if (c >= 0xE0) return true;
        if (at + 1 == len) return false;
        uint32_t letter = letter_of(data + at);
        if (!(l->letters[letter / 64] >> letter % 64 & 1)) return true;
    }
    return false;
}

static void word(prose *p, const char *data, size_t len, uint64_t hash)
{
    unsigned char first = (unsigned char)data[0];
    if (len > WORD_LIMIT && first < 0xE0) return;              /* an address, a key */
    uint32_t words = first < 0xE0 ? 1 : 1 + (uint32_t)len / 9; /* scripts that part no words: by three letters */
    p->length += words;
    if (words == 1 && is_named(data, len)) return;
    p->run.words += words;
    if (*slot_of(p->languages, hash) == hash && hash) p->run.known++;
    else if (words > 1 || (!is_capital(data, len) && is_strange(p->languages, data, len))) p->run.strange += words;
}

static bool is_plain(const prose *p)
{
    return p->all.words >= 3 * ENOUGH && p->all.known * 4 >= p->all.words;
}

static void count_words(prose *p, toll_text text)
{
    const char *data = text.data;
    size_t len = text.len < MOST_BYTES ? text.len : MOST_BYTES, line = 0;
    for (size_t at = 0; at < len;) {
        unsigned char c = (unsigned char)data[at];
        size_t start = at, skip = 0;
        uint64_t hash = 0;
        bool parts = false;
        for (; at < len; at++) {
            c = (unsigned char)data[at];
            if (c >= 0x80 && (skip = foreign_mark(&parts, data + at, len - at))) break;
            if (c < 0x80 && !is_ascii_letter(c) && !((c == '\'' || c == '-') && at > start)) break;
            hash = hash_step(hash, c);
        }
        if (at > start) word(p, data + start, at - start, hash);
        if (at == len) break;
        if (skip) {
            at += skip;
        } else {
            if (c == '\n') {
                parts = at - line < LINE;
                line = at + 1;
            } else {
                parts = c != ' ' && c != '"' && c != '\'' && c != '-' && c != '(' && c != ')' && c != '\r';
            }
            at++;
        }
        if (!parts) continue;
        mark(p);
        if (is_plain(p)) return;
    }
    mark(p);
}

static bool is_code_of(const toll_languages *l, toll_text declared)
{
    for (size_t i = 0; i < l->code_count; i++) {
        const char *code = l->codes[i];
        size_t at = 0;
        while (code[at] && at < declared.len && ((unsigned char)declared.data[at] | 32) == (unsigned char)code[at]) at++;
        if (!code[at] && (at == declared.len || !is_ascii_letter((unsigned char)declared.data[at]))) return true;
    }
    return false;
}

/* "fr", "pt-BR", "zh_Hant": two or three letters before anything else. */
static bool is_a_code(toll_text declared)
{
    size_t letters = 0;
    while (letters < declared.len && is_ascii_letter((unsigned char)declared.data[letters])) letters++;
    return letters == 2 || letters == 3;
}

bool toll_language_is_known(toll_language_count *count, const toll_languages *languages, toll_text text, toll_text declared)
{
    prose p = {.languages = languages};
    count_words(&p, text);
    if (count) *count = p.all;
    bool other = is_a_code(declared) && !is_code_of(languages, declared);
    if (p.all.words < (other ? ENOUGH_STATED : ENOUGH)) return true;
    return p.all.known >= p.all.strange && (p.all.known - p.all.strange) * 100 >= p.all.words * LEAST;
}
