/* In: a class or id attribute, the beginning of a text, a word of a date. Out: what the tables say of it, by hash (words_load.c fills the look-ups).
 * A class name is cut at hyphens, underscores and inner capitals; a part that is no word of the table may still be two of them ("storybody",
 * "sharebar"). Costs one probe a part, a few for glued ones. */
#include "words.h"

enum { WORD_LIMIT = 24 };

/* --- class names */
static uint32_t kinds_of_word(const toll_article_words *words, const char *data, size_t len)
{
    uint32_t found = value_of(words->words, words->word_mask, hash_word(data, len));
    if (found || len < 7 || len > WORD_LIMIT) return found;
    uint32_t hash = HASH_SEED;
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
