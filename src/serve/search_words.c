/* In: what somebody types to search for. Out: filters by name (`claimant:rus-mod`, `place:"Deir ez-Zor"`, `from:2023-01-01`), figures among the words
 * (">800", "200..250", and one that stands alone), and the words that are left, quoted phrases whole. Whatever cannot be a filter is looked
 * for as words, and a note says at which character and what would do. One pass. */
#include "search_words.h"

#include <ctype.h>
#include <stdio.h>
#include <tollbook/claim.h>
#include <tollbook/ledger.h>

#define KNOWN "claimant side outcome outlet place document from to as_of figure"

/* A run of characters without a blank outside quotation marks. */
typedef struct piece {
    const char *start;
    size_t len;
    bool open; /* its quotation mark has no second */
} piece;

static bool next_piece(piece *out, const char *text, size_t *at)
{
    *at += strspn(text + *at, " ");
    bool quoted = false;
    const size_t from = *at;
    for (; text[*at] && (quoted || text[*at] != ' '); ++*at) quoted ^= text[*at] == '"';
    *out = (piece){text + from, *at - from, quoted};
    return out->len > 0;
}

/* "name" of "name:value", else 0. A time of day and an address have a colon too. */
static size_t name_len(const piece *p)
{
    size_t len = 0;
    while (len < p->len && (islower((unsigned char)p->start[len]) || p->start[len] == '_')) len++;
    bool is_name = len && len + 1 < p->len && p->start[len] == ':' && p->start[len + 1] != '/';
    return is_name ? len : 0;
}

static bool is_known(const char *name, size_t len)
{
    for (const char *at = KNOWN; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == len && !memcmp(at, name, len)) return true;
    return false;
}

static bool are_outcomes(const char *value)
{
    for (size_t len; *value; value += len, value += strspn(value, ", ")) {
        len = strcspn(value, ", ");
        if (!len || toll_outcome_from_name((toll_text){value, len}) < 0) return false;
    }
    return true;
}

/* What would do in its place; NULL = it does. */
static const char *what_is_wrong(const char *name, const char *value)
{
    toll_ledger_filter ignored = TOLL_LEDGER_FILTER_ALL;
    toll_day day;
    const toll_text text = toll_text_of(value);
    if (!*value) return "has no value; write claimant:rus-mod or place:\"Deir ez-Zor\"";
    if (!strcmp(name, "outcome")) return are_outcomes(value) ? NULL : "is no outcome; killed, wounded, losses ... are";
    if (!strcmp(name, "from") || !strcmp(name, "to")) return toll_day_parse(&day, text) ? NULL : "is no date; write 2023-01-04";
    if (!strcmp(name, "as_of")) return toll_ledger_time_parse(&ignored.as_of, text) ? NULL : "is no date; write 2023-01-04";
    if (!strcmp(name, "figure")) return toll_ledger_figures_parse(&ignored, text) ? NULL : "is no number; write 220, 200..250 or >800";
    return NULL;
}

/* The first note stands. The place is counted in characters. */
static void note(serve_search *out, const char *text, const piece *p, const char *why)
{
    size_t character = 1;
    if (out->note[0]) return;
    for (const char *at = text; at < p->start; at++) character += ((unsigned char)*at & 0xc0) != 0x80;
    const toll_text said = toll_text_head((toll_text){p->start, p->len}, 60);
    snprintf(out->note, sizeof out->note, "Character %zu: %.*s %s", character, (int)said.len, said.data, why);
    toll_utf8_tidy(out->note);
}

static bool has(const serve_search *out, const char *name)
{
    for (size_t i = 0; i < out->count; i++)
        if (!strcmp(out->filters[i].name, name)) return true;
    return false;
}

/* True: it is a filter now, or memory is out (*failed). */
static bool take_filter(serve_search *out, toll_arena *memory, const char *text, const piece *p, bool *failed)
{
    const size_t len = name_len(p);
    if (!len) return false;
    if (!is_known(p->start, len)) {
        note(out, text, p, "was looked for as words; the filters are " KNOWN);
        return false;
    }
    const char *from = p->start + len + 1, *end = p->start + p->len;
    const bool quoted = end - from > 1 && *from == '"' && end[-1] == '"';
    const char *name = toll_arena_string(memory, p->start, len);
    const char *value = toll_arena_string(memory, from + quoted, (size_t)(end - from) - 2 * (size_t)quoted);
    if (!name || !value) return *failed = true;
    const char *wrong = has(out, name) ? "is a second one; the first counts" : what_is_wrong(name, value);
    if (wrong) note(out, text, p, wrong);
    else out->filters[out->count++] = (struct serve_param){name, value};
    return !wrong || has(out, name);
}

static bool has_dots(const piece *p)
{
    for (size_t i = 1; i < p->len; i++)
        if (p->start[i - 1] == '.' && p->start[i] == '.') return true;
    return false;
}

static bool take_figure(serve_search *out, toll_arena *memory, const piece *p, bool *failed)
{
    toll_ledger_filter ignored = TOLL_LEDGER_FILTER_ALL;
    const bool range = *p->start == '<' || *p->start == '>' || has_dots(p);
    if (!range || has(out, "figure") || !toll_ledger_figures_parse(&ignored, (toll_text){p->start, p->len})) return false;
    const char *value = toll_arena_string(memory, p->start, p->len);
    if (!value) return *failed = true;
    out->filters[out->count++] = (struct serve_param){"figure", value};
    return true;
}

bool serve_search_parse(serve_search *out, toll_arena *memory, const char *text)
{
    toll_ledger_filter ignored = TOLL_LEDGER_FILTER_ALL;
    *out = (serve_search){.words = ""};
    const size_t len = strlen(text);
    if (toll_ledger_figures_parse(&ignored, (toll_text){text, len})) { /* "> 800" */
        out->filters[out->count++] = (struct serve_param){"figure", text};
        return true;
    }
    char *words = toll_arena_take(memory, len + 1);
    size_t at = 0, kept = 0;
    bool failed = words == NULL;
    for (piece p; !failed && next_piece(&p, text, &at);) {
        if (p.open) note(out, text, &p, "has a quotation mark without its second");
        else if (take_filter(out, memory, text, &p, &failed) || take_figure(out, memory, &p, &failed)) continue;
        if (kept) words[kept++] = ' ';
        memcpy(words + kept, p.start, p.len);
        kept += p.len;
    }
    if (failed) return false;
    words[kept] = '\0';
    out->words = words;
    return true;
}
