/* In: the tables (world/markup.tsv, lang/LANGUAGE/page.tsv, calendar.tsv) and the element names of HTML. Out: look-ups by hash: what an
 * element does, what a class name says, whether a text opens like something that is no article. A class name is cut at hyphens, underscores
 * and inner capitals; a part that is no word of the table may still be two of them ("storybody", "sharebar"). Costs one probe a part, a few
 * for glued ones. */
#include "base/fault.h"
#include "inside.h"

enum { WORD_LIMIT = 24, TAG_SLOTS = 512, PHRASE_BYTES = 96 };

typedef struct slot {
    uint64_t hash; /* 0 = empty */
    uint32_t value;
} slot;

typedef struct phrase {
    uint32_t off, len, next; /* folded, in the pool; next + 1, 0 = none */
    bool whole;              /* has to be nearly all of the text */
} phrase;

struct toll_article_words {
    slot tags[TAG_SLOTS];
    slot *words, *months, *openings;
    size_t word_mask, month_mask, opening_mask;
    phrase *phrases;
    size_t phrase_count, phrase_cap;
    toll_buffer pool;
};

/* --- elements. What is not here is a block without a meaning of its own. */
#define ROW(name, tag, flags)                                                                                                              \
    {                                                                                                                                      \
        name,                                                                                                                              \
        {                                                                                                                                  \
            TAG_##tag, flags                                                                                                               \
        }                                                                                                                                  \
    }
#define INLINE(name)  ROW(name, OTHER, TAG_INLINE)
#define SKIPPED(name) ROW(name, OTHER, TAG_SKIP)
static const struct {
    char name[12];
    tag_row row;
} elements[] = {ROW("a", A, TAG_INLINE), ROW("article", ARTICLE, 0), ROW("aside", ASIDE, 0), ROW("blockquote", BLOCKQUOTE, 0),
    ROW("body", BODY, 0), ROW("br", BR, TAG_INLINE | TAG_VOID), ROW("dd", DD, 0), ROW("div", DIV, 0), ROW("dt", DT, 0),
    ROW("figcaption", FIGCAPTION, 0), ROW("figure", FIGURE, 0), ROW("footer", FOOTER, 0), ROW("form", FORM, 0), ROW("h1", H1, 0),
    ROW("h2", H2, 0), ROW("h3", H3, 0), ROW("h4", H4, 0), ROW("h5", H5, 0), ROW("h6", H6, 0), ROW("head", HEAD, 0),
    ROW("header", HEADER, 0), ROW("html", HTML, 0), ROW("li", LI, 0), ROW("link", LINK, TAG_INLINE | TAG_VOID), ROW("main", MAIN, 0),
    ROW("meta", META, TAG_INLINE | TAG_VOID), ROW("nav", NAV, 0), ROW("ol", OL, 0), ROW("p", P, 0), ROW("pre", PRE, 0),
    ROW("script", SCRIPT, TAG_RAW | TAG_SKIP), ROW("section", SECTION, 0), ROW("table", TABLE, 0), ROW("td", TD, 0), ROW("th", TH, 0),
    ROW("time", TIME, TAG_INLINE), ROW("title", TITLE, TAG_RAW | TAG_SKIP), ROW("tr", TR, 0), ROW("ul", UL, 0), ROW("hr", OTHER, TAG_VOID),
    ROW("img", OTHER, TAG_INLINE | TAG_VOID), ROW("input", OTHER, TAG_INLINE | TAG_VOID), ROW("wbr", OTHER, TAG_INLINE | TAG_VOID),
    ROW("source", OTHER, TAG_INLINE | TAG_VOID), ROW("track", OTHER, TAG_INLINE | TAG_VOID), ROW("area", OTHER, TAG_INLINE | TAG_VOID),
    ROW("base", OTHER, TAG_INLINE | TAG_VOID), ROW("col", OTHER, TAG_INLINE | TAG_VOID), ROW("embed", OTHER, TAG_INLINE | TAG_VOID),
    ROW("param", OTHER, TAG_INLINE | TAG_VOID), ROW("style", OTHER, TAG_RAW | TAG_SKIP), ROW("textarea", OTHER, TAG_RAW | TAG_SKIP),
    ROW("iframe", OTHER, TAG_RAW | TAG_SKIP), ROW("noembed", OTHER, TAG_RAW | TAG_SKIP), ROW("noframes", OTHER, TAG_RAW | TAG_SKIP),
    ROW("xmp", OTHER, TAG_RAW | TAG_SKIP), SKIPPED("noscript"), SKIPPED("svg"), SKIPPED("math"), SKIPPED("select"), SKIPPED("datalist"),
    SKIPPED("button"), SKIPPED("template"), SKIPPED("object"), SKIPPED("audio"), SKIPPED("video"), SKIPPED("canvas"), SKIPPED("map"),
    SKIPPED("label"), SKIPPED("dialog"), SKIPPED("menu"), INLINE("abbr"), INLINE("acronym"), INLINE("b"), INLINE("bdi"), INLINE("bdo"),
    INLINE("big"), INLINE("cite"), INLINE("code"), INLINE("data"), INLINE("del"), INLINE("dfn"), INLINE("em"), INLINE("font"), INLINE("i"),
    INLINE("ins"), INLINE("kbd"), INLINE("mark"), INLINE("nobr"), INLINE("output"), INLINE("picture"), INLINE("q"), INLINE("rp"),
    INLINE("rt"), INLINE("ruby"), INLINE("s"), INLINE("samp"), INLINE("small"), INLINE("span"), INLINE("strike"), INLINE("strong"),
    INLINE("sub"), INLINE("sup"), INLINE("tt"), INLINE("u"), INLINE("var")};

static const struct {
    const char *name;
    uint32_t bit;
} kinds[] = {{"menu", IS_MENU}, {"related", IS_RELATED}, {"share", IS_SHARE}, {"comment", IS_COMMENT}, {"consent", IS_CONSENT},
    {"newsletter", IS_NEWSLETTER}, {"ad", IS_AD}, {"footer", IS_FOOTER}, {"side", IS_SIDE}, {"byline", IS_BYLINE}, {"caption", IS_CAPTION},
    {"hidden", IS_HIDDEN}, {"subject", IS_SUBJECT}, {"body", IS_BODY}, {"standfirst", IS_STANDFIRST}, {"headline", IS_HEADLINE},
    {"wrapper", IS_WRAPPER}, {"articlebody", IS_ARTICLE_BODY}};

/* --- hashing: byte by byte, because glued words are cut after any letter */
static const uint32_t hash_seed = 0x811C9DC5u, hash_factor = 0x01000193u;
static uint32_t hash_step(uint32_t hash, char c)
{
    return (hash ^ (uint32_t)(unsigned char)(c >= 'A' && c <= 'Z' ? c | 32 : c)) * hash_factor;
}

static uint64_t hash_word(const char *data, size_t len)
{
    uint32_t hash = hash_seed;
    for (size_t i = 0; i < len; i++) hash = hash_step(hash, data[i]);
    return (uint64_t)hash << 8 | (len & 255);
}

static slot *slot_of(slot *slots, size_t mask, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 17) & mask;
    while (slots[at].hash && slots[at].hash != hash) at = (at + 1) & mask;
    return &slots[at];
}

static uint32_t value_of(const slot *slots, size_t mask, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 17) & mask;
    while (slots[at].hash && slots[at].hash != hash) at = (at + 1) & mask;
    return slots[at].hash ? slots[at].value : 0;
}

tag_row article_tag(const toll_article_words *words, const char *name, size_t len, uint32_t *hash)
{
    uint64_t full = hash_word(name, len);
    *hash = (uint32_t)(full ^ full >> 32) | 1;
    if (len > 10) return (tag_row){TAG_OTHER, 0};
    uint32_t found = value_of(words->tags, TAG_SLOTS - 1, full);
    return found ? elements[found - 1].row : (tag_row){TAG_OTHER, 0};
}

/* --- class names */
static uint32_t kinds_of_word(const toll_article_words *words, const char *data, size_t len)
{
    uint32_t found = value_of(words->words, words->word_mask, hash_word(data, len));
    if (found || len < 7 || len > WORD_LIMIT) return found;
    uint32_t hash = hash_seed;
    for (size_t i = 0; i < 3; i++) hash = hash_step(hash, data[i]);
    for (size_t cut = 4; cut + 3 < len; cut++) {
        hash = hash_step(hash, data[cut - 1]);
        uint32_t first = value_of(words->words, words->word_mask, (uint64_t)hash << 8 | cut);
        if (!first) continue;
        uint32_t second = value_of(words->words, words->word_mask, hash_word(data + cut, len - cut));
        if (second) return first | second;
    }
    return 0;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A whole name that says "post" and no more: a wrapper, beside which blogs name the post's tags and category. */
static uint32_t name_of(uint32_t kinds_in_name)
{
    return kinds_in_name == IS_SUBJECT ? IS_SUBJECT | IS_WRAPPER : kinds_in_name;
}

uint32_t article_kinds(const toll_article_words *words, toll_text value)
{
    uint32_t all = 0, name = 0;
    size_t at = 0;
    while (at < value.len) {
        char c = value.data[at];
        if (!letter(c)) {
            if (is_space(c)) {
                all |= name_of(name);
                name = 0;
            }
            at++;
            continue;
        }
        size_t start = at++;
        while (at < value.len && letter(value.data[at]) && !(value.data[at] <= 'Z' && value.data[at - 1] >= 'a')) at++;
        name |= kinds_of_word(words, value.data + start, at - start);
        if ((name & (IS_SUBJECT | IS_BODY)) == (IS_SUBJECT | IS_BODY)) name |= IS_ARTICLE_BODY;
    }
    return all | name_of(name);
}

/* --- phrases that open what is no article */
static size_t first_word(const char *data, size_t len)
{
    size_t end = 0;
    while (end < len && (letter(data[end]) || (unsigned char)data[end] >= 0x80)) end++;
    return end ? end : len ? 1 : 0;
}

bool article_opens_with(const toll_article_words *words, toll_text text, size_t whole)
{
    char folded[PHRASE_BYTES * 2];
    size_t cut = text.len < PHRASE_BYTES ? text.len : PHRASE_BYTES;
    size_t folded_len = toll_utf8_fold(folded, sizeof folded, text.data, cut);
    if (folded_len > sizeof folded) folded_len = sizeof folded;
    uint32_t next = value_of(words->openings, words->opening_mask, hash_word(folded, first_word(folded, folded_len)));
    for (; next; next = words->phrases[next - 1].next) {
        const phrase *p = &words->phrases[next - 1];
        if (p->len > folded_len || memcmp(folded, words->pool.data + p->off, p->len) != 0) continue;
        bool ends = p->len == folded_len || !letter(folded[p->len]);
        if (ends && (!p->whole || whole <= p->len + 12)) return true;
    }
    return false;
}

int article_month(const toll_article_words *words, toll_text word)
{
    char folded[32];
    size_t len = toll_utf8_fold(folded, sizeof folded, word.data, word.len);
    return len <= sizeof folded ? (int)value_of(words->months, words->month_mask, hash_word(folded, len)) : 0;
}

/* --- loading */
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
    for (uint32_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        uint64_t hash = hash_word(elements[i].name, strlen(elements[i].name));
        *slot_of(words->tags, TAG_SLOTS - 1, hash) = (slot){hash, i + 1};
    }
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
