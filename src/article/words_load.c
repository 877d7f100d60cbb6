/* In: the tables world/markup.tsv, and of each language page.tsv and calendar.tsv. Out: the look-ups of words.c, immutable from then on. A kind of
 * element that markup.tsv names and nobody knows is an error with its line. */
#include "base/fault.h"
#include "words.h"

static const struct {
    const char *name;
    uint32_t bit;
} kinds[] = {{"menu", IS_MENU}, {"related", IS_RELATED}, {"share", IS_SHARE}, {"comment", IS_COMMENT}, {"consent", IS_CONSENT},
    {"newsletter", IS_NEWSLETTER}, {"ad", IS_AD}, {"footer", IS_FOOTER}, {"side", IS_SIDE}, {"byline", IS_BYLINE}, {"caption", IS_CAPTION},
    {"hidden", IS_HIDDEN}, {"subject", IS_SUBJECT}, {"body", IS_BODY}, {"standfirst", IS_STANDFIRST}, {"headline", IS_HEADLINE},
    {"wrapper", IS_WRAPPER}, {"articlebody", IS_ARTICLE_BODY}};

typedef bool add_word(toll_article_words *words, toll_text word, uint32_t value);

static bool add_kind(toll_article_words *words, toll_text word, uint32_t value)
{
    slot *s = slot_of(words->words, words->word_mask, hash_word(word.data, word.len));
    *s = (slot){hash_word(word.data, word.len), s->value | value};
    return true;
}

static bool add_month(toll_article_words *words, toll_text word, uint32_t value)
{
    char folded[32];
    size_t len = toll_utf8_fold(folded, sizeof folded, word.data, word.len);
    if (len > sizeof folded) return true;
    uint64_t hash = hash_word(folded, len);
    *slot_of(words->months, words->month_mask, hash) = (slot){hash, value};
    return true;
}

static bool add_phrase(toll_article_words *words, toll_text text, uint32_t whole)
{
    char folded[PHRASE_BYTES];
    size_t len = toll_utf8_fold(folded, sizeof folded, text.data, text.len);
    if (!len || len > sizeof folded) return true;
    if (!toll_grow(&words->phrases, &words->phrase_cap, words->phrase_count, sizeof *words->phrases)) return false;
    uint64_t hash = hash_word(folded, first_word(folded, len));
    slot *s = slot_of(words->openings, words->opening_mask, hash);
    words->phrases[words->phrase_count++] = (phrase){
        .off = (uint32_t)words->pool.len, .len = (uint32_t)len, .next = s->value, .whole = whole != 0};
    *s = (slot){hash, (uint32_t)words->phrase_count};
    toll_buffer_add(&words->pool, folded, len);
    return !words->pool.failed;
}

static bool each_word(toll_article_words *words, const char *cell, add_word *add, uint32_t value)
{
    while (*cell) {
        size_t len = strcspn(cell, "|");
        toll_text word = {cell, len};
        while (word.len && is_space(word.data[0])) word.data++, word.len--;
        while (word.len && is_space(word.data[word.len - 1])) word.len--;
        if (word.len && !add(words, word, value)) return false;
        cell += len + (cell[len] == '|');
    }
    return true;
}

static uint32_t kind_of_name(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, name)) return kinds[i].bit;
    return 0;
}

static bool is_file(const char *name, const char *file)
{
    const char *slash = strrchr(name, '/');
    return !strcmp(slash ? slash + 1 : name, file);
}

static toll_status load_markup(toll_article_words *words, const toll_tables *tables, uint16_t table, toll_error *error)
{
    int kind = toll_tables_column(tables, table, "kind"), given = toll_tables_column(tables, table, "words");
    for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++) {
        const char *name = toll_tables_cell(tables, table, row, kind);
        uint32_t bit = kind_of_name(name);
        if (!bit)
            return toll_error_at(error, TOLL_E_TABLE, toll_tables_name(tables, table), toll_tables_line(tables, table, row),
                "no such kind: \"%s\"; the table's opening lines list them", name);
        each_word(words, toll_tables_cell(tables, table, row, given), add_kind, bit);
    }
    return TOLL_OK;
}

static bool load_pages(toll_article_words *words, const toll_tables *tables, uint16_t table)
{
    int given = toll_tables_column(tables, table, "phrases"), where = toll_tables_column(tables, table, "where");
    for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++)
        if (!each_word(words, toll_tables_cell(tables, table, row, given), add_phrase,
                !strcmp(toll_tables_cell(tables, table, row, where), "whole")))
            return false;
    return true;
}

static void load_calendar(toll_article_words *words, const toll_tables *tables, uint16_t table)
{
    int class_ = toll_tables_column(tables, table, "class"), given = toll_tables_column(tables, table, "*");
    int value = toll_tables_column(tables, table, "value");
    for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++) {
        const char *number = toll_tables_cell(tables, table, row, value);
        if (strcmp(toll_tables_cell(tables, table, row, class_), "month") != 0 || *number < '1' || *number > '9') continue;
        uint32_t month = (uint32_t)(number[0] - '0');
        if (number[1] >= '0' && number[1] <= '9') month = month * 10 + (uint32_t)(number[1] - '0');
        each_word(words, toll_tables_cell(tables, table, row, given), add_month, month);
    }
}

/* At most a third full, with room for `rows` rows of many words each. */
static bool make_slots(slot **slots, size_t *mask, size_t words)
{
    size_t count = 256;
    while (count < words * 3) count *= 2;
    *slots = toll_base_zero(count, sizeof **slots);
    *mask = count - 1;
    return *slots != NULL;
}

static size_t count_words(const toll_tables *tables, const char *file)
{
    size_t count = 0;
    for (uint16_t table = 0; table < 256 && *toll_tables_name(tables, table); table++) {
        if (!is_file(toll_tables_name(tables, table), file)) continue;
        for (uint32_t row = 0; row < toll_tables_rows(tables, table); row++)
            for (int column = 0; column < 4; column++) {
                const char *cell = toll_tables_cell(tables, table, row, column);
                for (count++; *cell; cell++) count += *cell == '|';
            }
    }
    return count;
}

static toll_status load(toll_article_words *words, const toll_tables *tables, toll_error *error)
{
    article_load_elements(words->tags);
    bool room = make_slots(&words->words, &words->word_mask, count_words(tables, "markup.tsv")) &&
                make_slots(&words->months, &words->month_mask, count_words(tables, "calendar.tsv")) &&
                make_slots(&words->openings, &words->opening_mask, count_words(tables, "page.tsv"));
    toll_status status = TOLL_OK;
    for (uint16_t table = 0; room && status == TOLL_OK && table < 256 && *toll_tables_name(tables, table); table++) {
        const char *name = toll_tables_name(tables, table);
        if (is_file(name, "markup.tsv")) status = load_markup(words, tables, table, error);
        else if (is_file(name, "page.tsv")) room = load_pages(words, tables, table);
        else if (is_file(name, "calendar.tsv")) load_calendar(words, tables, table);
    }
    return room ? status : toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
}

toll_status toll_article_words_open(toll_article_words **out, const toll_tables *tables, toll_error *error)
{
    *out = NULL;
    toll_article_words *words = toll_base_zero(1, sizeof *words);
    if (!words) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    toll_status status = load(words, tables, error);
    if (status == TOLL_OK) *out = words;
    else toll_article_words_close(words);
    return status;
}

void toll_article_words_close(toll_article_words *words)
{
    if (!words) return;
    toll_base_free(words->words);
    toll_base_free(words->months);
    toll_base_free(words->openings);
    toll_base_free(words->phrases);
    toll_buffer_free(&words->pool);
    toll_base_free(words);
}
