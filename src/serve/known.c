/* In: what somebody calls a claimant or a side ("Russia MoD", "Russian defence ministry", "Russians"). Out: the ids of those that the ledger has
 * heard of and that may be meant. Each word has to begin one of the name or of the id, by its first five letters, as Russia and Russian do; the
 * fewer words of the name are left over, the closer it is. Costs a walk over those who vouch for figures, who are few beside the figures. */
#include <ctype.h>
#include <strings.h>

#include "known.h"

enum { STEM = 5, WORDS_MOST = 24, NAME_BYTES = 600 };

typedef struct names {
    const char *words[WORDS_MOST];
    unsigned char len[WORDS_MOST];
    size_t count;
} names;

/* Words of letters and digits of two bytes and more, in small letters; `text` is changed. What is not ASCII stays as it is. */
static void cut(names *out, char *text)
{
    out->count = 0;
    for (char *at = text; *at && out->count < WORDS_MOST;) {
        size_t len = 0;
        while (isalnum((unsigned char)at[len]) || (unsigned char)at[len] >= 0x80) at[len] = (char)tolower((unsigned char)at[len]), len++;
        if (len > 1 && len < 256) out->words[out->count] = at, out->len[out->count++] = (unsigned char)len;
        at += len + (len == 0);
    }
}

static bool is_begun(const names *n, const char *word, size_t len)
{
    const size_t stem = len < STEM ? len : STEM;
    for (size_t i = 0; i < n->count; i++)
        if (n->len[i] >= stem && !memcmp(n->words[i], word, stem)) return true;
    return false;
}

/* How many words of the name nobody said; -1 where something was said that is not in it. */
static int distance(const names *said, const names *name)
{
    int left = 0;
    for (size_t i = 0; i < said->count; i++)
        if (!is_begun(name, said->words[i], said->len[i])) return -1;
    for (size_t i = 0; i < name->count; i++) left += !is_begun(said, name->words[i], name->len[i]);
    return said->count ? left : -1;
}

typedef struct search {
    serve_known *out;
    serve_request *r;
    const char *called;
    names said;
    int distances[SERVE_KNOWN_MOST];
} search;

static bool insert(search *it, const char *id, int left)
{
    serve_known *out = it->out;
    size_t at = 0;
    while (at < out->count && it->distances[at] <= left) at++;
    if (out->count == SERVE_KNOWN_MOST) out->more++;
    else out->count++;
    if (at == SERVE_KNOWN_MOST) return true;
    for (size_t k = out->count - 1; k > at; k--) out->ids[k] = out->ids[k - 1], it->distances[k] = it->distances[k - 1];
    out->ids[at] = toll_arena_string(&it->r->memory, id, strlen(id)), it->distances[at] = left;
    return out->ids[at] != NULL;
}

/* The forms of a name are one text: "Russia Russian Russians RUS". */
static bool compare(search *it, const char *id)
{
    static const toll_name_form forms[] = {TOLL_NAME_ALONE, TOLL_NAME_BEFORE, TOLL_NAME_MANY};
    const toll_reckon_options *known = &it->r->serve->options.reckon->reckon;
    char text[NAME_BYTES] = "", name[160];
    names words;
    bool exact = !strcasecmp(it->called, id);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *called = toll_reckon_called(name, sizeof name, known, id, forms[i]);
        exact = exact || !strcasecmp(it->called, called);
        strncat(text, called, sizeof text - strlen(text) - 1);
        strncat(text, " ", sizeof text - strlen(text) - 1);
    }
    strncat(text, id, sizeof text - strlen(text) - 1);
    cut(&words, text);
    const int left = exact ? -1 : distance(&it->said, &words);
    it->out->exact |= exact;
    return (left < 0 && !exact) || insert(it, id, left);
}

toll_status serve_known_as(serve_known *out, serve_request *r, const char *called, bool sides)
{
    static const char *const sql[] = {"SELECT DISTINCT slug FROM actor WHERE slug IS NOT NULL ORDER BY slug",
        "SELECT side FROM actor WHERE side IS NOT NULL UNION SELECT value FROM word WHERE length(value) = 3 AND value = upper(value)"};
    *out = (serve_known){.count = 0};
    char *copy = toll_arena_string(&r->memory, called, strlen(called));
    if (!copy) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory");
    search it = {.out = out, .r = r, .called = called};
    cut(&it.said, copy);
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, sql[sides], &r->error);
    if (status < 0) return status;
    while ((status = toll_rows_next(rows, &r->error)) == TOLL_OK)
        if (!compare(&it, toll_rows_text(rows, 0).data)) {
            status = toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory");
            break;
        }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}
