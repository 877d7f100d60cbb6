/* How many function words a text's prose has. In: a text. Out: counts and a judgement (language.h). A word that begins with a capital is not counted,
 * unless all of it is capitals, so scripts need no folding. One look-up a word. */
#include "language_words.h"

enum {
    MOST_BYTES = 65536,
    RUN = 5,           /* words between two marks that are prose */
    LINE = 50,         /* bytes of a line that was wrapped: its end is no mark */
    WORD_LIMIT = 48,   /* bytes; what is longer is no word */
    ENOUGH = 16,       /* words of prose that tell a language */
    ENOUGH_STATED = 6, /* where the page declares one without a folder */
    LEAST = 15 /* of a hundred words are function words of a language that is known, less those with letters that none of them has */
};

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
    return p->all.words >= 2 * ENOUGH && p->all.known * 4 >= p->all.words;
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
