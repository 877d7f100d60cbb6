/* Words of texts (words.h). In: bytes, or what a user typed. Out: folded words one after another, the words asked for, and whether they are
 * all said. One pass each; a phrase is looked for at each place where its first word stands. */
#include "words.h"

#include <ctype.h>

#include "base/fault.h"

/* Signs between words: ASCII but letters and digits, and the blocks of punctuation and spaces. Folded ASCII has no capitals. */
static bool is_plain(unsigned char c)
{
    static const bool plain[256] = {['0'] = true,
        ['1'] = true,
        ['2'] = true,
        ['3'] = true,
        ['4'] = true,
        ['5'] = true,
        ['6'] = true,
        ['7'] = true,
        ['8'] = true,
        ['9'] = true,
        ['a'] = true,
        ['b'] = true,
        ['c'] = true,
        ['d'] = true,
        ['e'] = true,
        ['f'] = true,
        ['g'] = true,
        ['h'] = true,
        ['i'] = true,
        ['j'] = true,
        ['k'] = true,
        ['l'] = true,
        ['m'] = true,
        ['n'] = true,
        ['o'] = true,
        ['p'] = true,
        ['q'] = true,
        ['r'] = true,
        ['s'] = true,
        ['t'] = true,
        ['u'] = true,
        ['v'] = true,
        ['w'] = true,
        ['x'] = true,
        ['y'] = true,
        ['z'] = true};
    return plain[c];
}

/* A sign beyond ASCII. */
static bool separates(const char *data, size_t len, size_t *width)
{
    uint32_t point = toll_utf8_decode(data, len, width);
    return (point >= 0x80 && point < 0xC0 && point != 0xAA && point != 0xB5 && point != 0xBA) || (point >= 0x2000 && point < 0x2070) ||
           (point >= 0x3000 && point < 0x3004);
}

bool toll_words_next(toll_text *out, toll_text folded, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)folded.data;
    size_t width = 1, i = *at, end = folded.len;
    for (; i < end && !is_plain(bytes[i]); i += width) { /* most signs are one space */
        width = 1;
        if (bytes[i] >= 0x80 && !separates(folded.data + i, end - i, &width)) break;
    }
    size_t start = i;
    for (; i < end; i += width) {
        while (i < end && is_plain(bytes[i])) i++;
        if (i == end || bytes[i] < 0x80 || separates(folded.data + i, end - i, &width)) break;
    }
    *at = i;
    *out = (toll_text){folded.data + start, i - start < TOLL_WORD_MAX ? i - start : TOLL_WORD_MAX};
    return out->len > 0;
}

bool toll_words_fold(toll_buffer *out, toll_text text)
{
    toll_buffer_clear(out);
    size_t need = text.len + text.len / 4 + 16; /* more than folding takes but for rare signs, for which there is a second try */
    for (int turn = 0; turn < 2; turn++) {
        if (!toll_buffer_reserve(out, need)) return false;
        size_t len = toll_utf8_fold(out->data, need, text.data, text.len);
        if (len <= need) {
            out->len = len;
            return true;
        }
        need = len;
    }
    return false;
}

/* --- what is asked for */
void toll_asked_free(toll_asked *asked)
{
    toll_buffer_free(&asked->memory);
    toll_base_free(asked->words);
    *asked = (toll_asked){0};
}

static bool add_phrase(toll_asked *out, toll_text phrase, bool beginning)
{
    toll_buffer folded = {0};
    toll_text word;
    size_t at = 0, first = out->count;
    bool enough = toll_words_fold(&folded, phrase);
    while (enough && toll_words_next(&word, (toll_text){folded.data, folded.len}, &at)) {
        enough = toll_grow(&out->words, &out->cap, out->count, sizeof *out->words);
        if (!enough) break;
        /* An offset until the buffer stands still. */
        out->words[out->count] = (toll_asked_word){{(const char *)(uintptr_t)out->memory.len, word.len}, false, out->count > first};
        out->count++;
        toll_buffer_add(&out->memory, word.data, word.len);
    }
    if (enough && beginning && out->count > first) out->words[out->count - 1].beginning = true;
    toll_buffer_free(&folded);
    return enough && !out->memory.failed;
}

static bool read_phrases(toll_asked *out, const char *words)
{
    for (const char *at = words; *at;) {
        bool quotes = *at == '"', good;
        const char *from = at += quotes ? 1 : 0;
        if (!quotes && isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        while (*at && *at != '"' && (quotes || !isspace((unsigned char)*at))) at++;
        bool beginning = quotes ? *at && at[1] == '*' : at > from && at[-1] == '*';
        good = add_phrase(out, (toll_text){from, (size_t)(at - from) - (!quotes && beginning ? 1 : 0)}, beginning);
        if (!good) return false;
        if (quotes && *at) at += beginning ? 2 : 1;
    }
    return true;
}

bool toll_asked_read(toll_asked *out, const char *words)
{
    *out = (toll_asked){0};
    if (!read_phrases(out, words)) {
        toll_asked_free(out);
        return false;
    }
    for (size_t i = 0; i < out->count; i++) out->words[i].word.data = out->memory.data + (uintptr_t)out->words[i].word.data;
    return true;
}

/* --- whether it is said */
static bool is_word(const toll_asked_word *asked, toll_text word)
{
    return word.len >= asked->word.len && (asked->beginning || word.len == asked->word.len) &&
           !memcmp(word.data, asked->word.data, asked->word.len);
}

/* The phrase's other words from `at` on. */
static bool goes_on(const toll_asked_word *asked, size_t count, toll_text folded, size_t at)
{
    toll_text word;
    for (size_t i = 0; i < count; i++)
        if (!toll_words_next(&word, folded, &at) || !is_word(&asked[i], word)) return false;
    return true;
}

static bool phrase_is_said(const toll_asked_word *asked, size_t count, toll_text folded)
{
    toll_text word;
    for (size_t at = 0; toll_words_next(&word, folded, &at);)
        if (is_word(asked, word) && goes_on(asked + 1, count - 1, folded, at)) return true;
    return false;
}

bool toll_asked_is_said(const toll_asked *asked, toll_text folded)
{
    for (size_t i = 0, end; i < asked->count; i = end) {
        for (end = i + 1; end < asked->count && asked->words[end].follows;) end++;
        if (!phrase_is_said(asked->words + i, end - i, folded)) return false;
    }
    return asked->count > 0;
}
