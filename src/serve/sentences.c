/* In: a stored text. Out: its sentences one after another, told by their marks alone, and where words stand in it. A sentence here is what is
 * shown or compared as one piece; what claims are read from is cut by the engine. A mark within "U.S." or "3.5" ends none. Linear in what is
 * looked at. */
#include "sentences.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* How many bytes of one of these begin at `at`; 0 = of none. */
static size_t one_of(toll_text text, size_t at, const char *const *list)
{
    for (; *list; list++) {
        size_t len = strlen(*list);
        if (at + len <= text.len && !memcmp(text.data + at, *list, len)) return len;
    }
    return 0;
}

static bool ends_paragraph(toll_text text, size_t at)
{
    if (text.data[at] != '\n') return false;
    size_t next = at + 1;
    while (next < text.len && (text.data[next] == ' ' || text.data[next] == '\t' || text.data[next] == '\r')) next++;
    return next == text.len || !(text.data[next] >= 'a' && text.data[next] <= 'z'); /* a line that is only wrapped goes on small */
}

/* The end of a sentence whose last mark begins at `at`; 0 = none ends here. */
static size_t end_here(toll_text text, size_t at)
{
    static const char *const marks[] = {".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", NULL};
    static const char *const closing[] = {"\"", "'", ")", "]", "”", "’", "»", "“", "」", "』", NULL};
    size_t end = at + one_of(text, at, marks), more;
    if (end == at) return 0;
    bool dot = text.data[at] == '.',
         letter = at && is_capital(text.data[at - 1]) && (at == 1 || is_space(text.data[at - 2]) || text.data[at - 2] == '.');
    while (end < text.len && ((more = one_of(text, end, closing)) || (more = one_of(text, end, marks)))) end += more;
    const bool wide = text.data[at] == '\xe3' || text.data[at] == '\xef'; /* marks that no space follows */
    if (wide || end == text.len) return end;
    if (!is_space(text.data[end]) || (dot && letter)) return 0;
    size_t next = end;
    while (next < text.len && is_space(text.data[next]) && text.data[next] != '\n') next++;
    return next < text.len && text.data[next] >= 'a' && text.data[next] <= 'z' ? 0 : end;
}

toll_span serve_sentence_next(toll_text text, size_t from)
{
    while (from < text.len && is_space(text.data[from])) from++;
    size_t end = from, at = from;
    for (; at < text.len; at++) {
        if (ends_paragraph(text, at)) break;
        size_t found = end_here(text, at);
        if (found) return (toll_span){(uint32_t)from, (uint32_t)(found - from)};
        if (!is_space(text.data[at])) end = at + 1;
    }
    return (toll_span){(uint32_t)from, (uint32_t)(end - from)};
}

toll_span serve_sentence_at(toll_text text, size_t off)
{
    size_t from = off;
    while (from && !ends_paragraph(text, from - 1)) from--;
    toll_span span = serve_sentence_next(text, from);
    while (span.len && toll_span_end(span) <= off) span = serve_sentence_next(text, toll_span_end(span));
    return span;
}

/* The end of the words, where they stand at `at`; 0 = they do not. */
static size_t match(toll_text text, size_t at, const char *words, size_t *budget)
{
    while (*words && *budget) {
        --*budget;
        if (is_space(*words)) {
            if (at == text.len || !is_space(text.data[at])) return 0;
            while (at < text.len && is_space(text.data[at])) at++;
            while (is_space(*words)) words++;
        } else {
            if (at == text.len || text.data[at] != *words) return 0;
            at++, words++;
        }
    }
    return *words ? 0 : at;
}

toll_span serve_find_words(toll_text text, const char *words, size_t from, size_t *budget)
{
    while (is_space(*words)) words++;
    size_t len = strlen(words);
    while (len && is_space(words[len - 1])) len--;
    char trimmed[1024];
    if (!len || len >= sizeof trimmed) return (toll_span){0};
    memcpy(trimmed, words, len), trimmed[len] = '\0';
    for (size_t at = from; at < text.len && *budget; at++) {
        const char *next = memchr(text.data + at, *trimmed, text.len - at);
        if (!next) break;
        at = (size_t)(next - text.data);
        size_t end = match(text, at, trimmed, budget);
        if (end) return (toll_span){(uint32_t)at, (uint32_t)(end - at)};
    }
    return (toll_span){0};
}
