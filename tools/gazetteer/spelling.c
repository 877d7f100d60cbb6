/* A gazetteer's scholarly spelling in, the spellings of news out.
 *
 * GeoNames writes "Ḩamāh", "Debal'tsevo", "Ar Raqqah"; agencies write "Hama", "Debaltsevo", "Raqqa" or "al-Raqqa". Accents and
 * case are folded by the matcher, so only letters that folding leaves alone, apostrophes, the Arabic article and Cyrillic are
 * dealt with here. Works on a scratch buffer a name; costs a few copies of the name. */
#include "spelling.h"

typedef struct letter {
    uint32_t point;
    const char *latin;
} letter;

static const char *look_up(const letter *letters, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (letters[i].point == point) return letters[i].latin;
    return NULL;
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == '`' || point == 0x2018 || point == 0x2019 || (point >= 0x2B9 && point <= 0x2BF) || point == 0xB4;
}

static void add_point(toll_buffer *out, uint32_t point)
{
    char bytes[4];
    toll_buffer_add(out, bytes, toll_utf8_encode(bytes, point));
}

static void add_buffer(toll_buffer *out, toll_spelling_add *add, void *to)
{
    if (!out->failed && out->len) add(to, out->data);
}

void toll_spelling_plain(const char *name, toll_spelling_add *add, void *to)
{
    /* Letters that Unicode does not decompose, as wire services print them; the Azerbaijani schwa becomes "a". */
    static const letter letters[] = {{0x141, "L"}, {0x142, "l"}, {0xD8, "O"}, {0xF8, "o"}, {0x110, "D"}, {0x111, "d"}, {0x131, "i"},
        {0xDF, "ss"}, {0xC6, "Ae"}, {0xE6, "ae"}, {0x152, "Oe"}, {0x153, "oe"}, {0xDE, "Th"}, {0xFE, "th"}, {0xD0, "D"}, {0xF0, "d"},
        {0x18F, "A"}, {0x259, "a"}, {0x1DD, "a"}};
    toll_buffer out = {0};
    bool changed = false;
    for (size_t off = 0, len = strlen(name), step; off < len; off += step) {
        uint32_t point = toll_utf8_decode(name + off, len - off, &step);
        const char *latin = look_up(letters, sizeof letters / sizeof *letters, point);
        if (latin) toll_buffer_add_string(&out, latin);
        else if (!is_apostrophe(point)) add_point(&out, point);
        changed = changed || latin || is_apostrophe(point);
    }
    if (changed) add_buffer(&out, add, to);
    toll_buffer_free(&out);
}

/* The bytes of an Arabic article and its space or hyphen at `text`; 0 where there is none. Sun letters assimilate it. */
static size_t article_len(const char *text)
{
    static const char *const articles[] = {
        "al", "ad", "ar", "as", "at", "az", "an", "ash", "adh", "ath", "el", "ed", "er", "es", "et", "ez", "en", "esh"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t len = strlen(articles[i]);
        bool same = (text[0] | 32) == articles[i][0] && !strncmp(text + 1, articles[i] + 1, len - 1);
        if (same && (text[len] == ' ' || text[len] == '-')) return len + 1;
    }
    return 0;
}

/* As it stands, and without the silent h of a final "ah". */
static void add_ending(toll_buffer *out, toll_spelling_add *add, void *to)
{
    add_buffer(out, add, to);
    if (out->failed || out->len < 4 || out->data[out->len - 1] != 'h') return;
    bool ah = out->data[out->len - 2] == 'a' || (out->len > 4 && !memcmp(out->data + out->len - 3, "\xC4\x81", 2));
    if (!ah) return;
    out->data[--out->len] = 0;
    add_buffer(out, add, to);
}

static void add_arabic(const char *name, const char *article, toll_spelling_add *add, void *to)
{
    toll_buffer out = {0};
    for (size_t i = 0; name[i];) {
        size_t skip = i && name[i - 1] != ' ' && name[i - 1] != '-' ? 0 : article_len(name + i);
        if (!skip) {
            toll_buffer_add_char(&out, name[i++]);
            continue;
        }
        /* Only the article at the head may be dropped; inside a name it binds two words. */
        if (i || *article) toll_buffer_add_string(&out, *article ? article : "al-");
        i += skip;
    }
    add_ending(&out, add, to);
    toll_buffer_free(&out);
}

/* Words that begin many Arabic place names, as GeoNames spells them and as agencies do. */
static void add_head_word(const char *name, toll_spelling_add *add, void *to)
{
    static const char *const words[][2] = {{"Dayr ", "Deir "}, {"Tall ", "Tal "}, {"Tall ", "Tel "}, {"Kafr ", "Kafar "},
        {"Kafr ", "Kfar "}, {"Bayt ", "Beit "}, {"Shaykh ", "Sheikh "}, {"Jabal ", "Jebel "}, {"Ra's ", "Ras "}, {"Madinat ", "Madinet "}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i][0]);
        if (strncmp(name, words[i][0], len)) continue;
        toll_buffer out = {0};
        toll_buffer_add_string(&out, words[i][1]);
        toll_buffer_add_string(&out, name + len);
        if (!out.failed) toll_spelling_arabic(out.data, add, to);
        toll_buffer_free(&out);
    }
}

void toll_spelling_arabic(const char *name, toll_spelling_add *add, void *to)
{
    toll_buffer out = {0};
    toll_buffer_add_string(&out, name);
    add_ending(&out, add, to);
    toll_buffer_free(&out);
    add_head_word(name, add, to);
    bool inside = false;
    for (size_t i = 1; name[0] && name[i]; i++) inside = inside || ((name[i - 1] == ' ' || name[i - 1] == '-') && article_len(name + i));
    if (!inside && !article_len(name)) return;
    add_arabic(name, "al-", add, to);
    add_arabic(name, "al ", add, to);
    add_arabic(name, "el-", add, to);
    if (article_len(name)) add_arabic(name, "", add, to);
}

/* U+0430..U+044F by position. */
static const char *const russian[32] = {"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
    "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
static const char *const ukrainian[32] = {"a", "b", "v", "h", "d", "e", "zh", "z", "y", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t",
    "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia"};

static bool is_vowel(uint32_t point)
{
    static const uint32_t vowels[] = {0x430, 0x435, 0x438, 0x43E, 0x443, 0x44B, 0x44D, 0x44E, 0x44F, 0x451, 0x454, 0x456, 0x457};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (vowels[i] == point) return true;
    return false;
}

/* One lower-case letter; `before` is the letter to its left, 0 at the start of a word. */
static const char *latin_letter(uint32_t point, uint32_t before, toll_cyrillic language)
{
    bool head = !before || is_vowel(before) || before == 0x44A || before == 0x44C;
    if (point == 0x451) return "yo";
    if (point == 0x454) return before ? "ie" : "ye";
    if (point == 0x456) return "i";
    if (point == 0x457) return before ? "i" : "yi";
    if (point == 0x491) return "g";
    if (point < 0x430 || point > 0x44F) return NULL;
    if (language == TOLL_CYRILLIC_UKRAINIAN) {
        if (!before && point == 0x439) return "y";
        if (!before && point == 0x44E) return "yu";
        if (!before && point == 0x44F) return "ya";
        return ukrainian[point - 0x430];
    }
    if (point == 0x435 && head) return "ye";
    return russian[point - 0x430];
}

static uint32_t lower(uint32_t point)
{
    if (point >= 0x410 && point <= 0x42F) return point + 0x20;
    if (point >= 0x400 && point <= 0x40F) return point + 0x50;
    return point == 0x490 ? 0x491 : point;
}

static bool ends_word(const char *rest)
{
    return !*rest || *rest == ' ' || *rest == '-';
}

void toll_spelling_cyrillic(const char *name, toll_cyrillic language, toll_spelling_add *add, void *to)
{
    toll_buffer out = {0};
    uint32_t before = 0;
    for (size_t off = 0, len = strlen(name), step; off < len; off += step) {
        uint32_t upper = toll_utf8_decode(name + off, len - off, &step), point = lower(upper);
        const char *latin = latin_letter(point, before, language);
        /* "-ий" and "-ый" end in one y: Krasny Liman, Dobry */
        bool swallowed = point == 0x439 && (before == 0x438 || before == 0x44B) && language == TOLL_CYRILLIC_RUSSIAN &&
                         ends_word(name + off + step);
        if (swallowed && before == 0x438) {
            if (out.len) out.data[out.len - 1] = 'y';
        } else if (swallowed) {
            latin = "";
        } else if (!latin) {
            if (!is_apostrophe(point)) add_point(&out, upper);
        } else if (*latin) {
            toll_buffer_add_char(&out, upper == point ? latin[0] : (char)(latin[0] - 32));
            toll_buffer_add_string(&out, latin + 1);
        }
        if (!is_apostrophe(point)) before = latin ? point : 0;
    }
    add_buffer(&out, add, to);
    toll_buffer_free(&out);
}
