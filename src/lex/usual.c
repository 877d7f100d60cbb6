/* The usual tokens: after a space, a line break or none a plain word of up to fifteen letters, a short number, or a
 * mark: one that is what it looks like, a quotation mark, a possessive, a hyphen within a word.
 *
 * In: text, and where a token may begin. Out: tokens as scan.c would have them, up to the first that needs a closer look. Which bytes are letters is
 * known of 64 at a time (block.h): this is the loop in which most of the time goes that ordinary news takes to be cut. */
#include "block.h"
#include "hash.h"
#include "inside.h"

enum { QUICK_BYTES = 20, WORD_BYTES = 15 }; /* what it looks at from a token on, so that nothing asks whether the text goes on */

/* Does a run of letters that a byte beyond ASCII or an apostrophe follows end there? As scan_word has it: at a mark that is no apostrophe, and at
   one that no letter follows, or the "s" of a possessive. */
static __attribute__((noinline)) bool ends_at_mark(toll_text text, size_t at)
{
    if (class_at(text, at) & BYTE_DIGIT || lex_letter_at(text, at)) return false;
    const size_t mark = lex_apostrophe_at(text, at);
    return !mark || !lex_letter_at(text, at + mark) || lex_lone_s_at(text, at + mark);
}

/* ASCII marks that mean the same wherever they stand: no quotation marks, apostrophes, dashes, nor what stands for these in a token. */
static bool is_simple_mark(uint8_t byte)
{
    return toll_lex_classes[byte] == BYTE_MARK && byte != '"' && byte != '`' && byte != '-' && byte != TOLL_MARK_OPEN &&
           byte != TOLL_MARK_CLOSE && byte != TOLL_MARK_DASH;
}

/* A possessive behind a letter; its length, 0 where it is none. */
static size_t quick_clitic(toll_token *token, toll_text text, size_t start, uint8_t flags)
{
    const char *data = text.data + start;
    const size_t mark = data[0] == '\'' ? 1 : 3;
    if (mark == 3 && memcmp(data, "\xE2\x80\x99", 3) != 0) return 0;
    if (!start || !(toll_lex_classes[(uint8_t)data[-1]] & BYTE_LETTER) || !lex_lone_s_at(text, start + mark)) return 0;
    *token = (toll_token){.hash = lex_hash_mark(TOLL_MARK_CLITIC + 1u),
        .off = (uint32_t)start,
        .len = (uint16_t)(mark + 1),
        .kind = TOLL_TOKEN_MARK,
        .mark = TOLL_MARK_CLITIC,
        .flags = flags};
    return mark + 1;
}

/* A quotation mark, which opens or closes. */
static size_t quick_quote(toll_token *token, uint8_t mark, size_t start, size_t len, uint8_t flags, bool *quoted)
{
    *token = (toll_token){.hash = lex_hash_mark(mark + 1u),
        .off = (uint32_t)start,
        .len = (uint16_t)len,
        .kind = TOLL_TOKEN_MARK,
        .mark = mark,
        .flags = flags | TOLL_TOKEN_STOP};
    *quoted = mark == TOLL_MARK_OPEN;
    return len;
}

/* A mark of which it hangs on what stands around it what it is; 0 where more than a look would tell. */
static size_t quick_mark(toll_token *token, toll_text text, size_t start, uint8_t flags, bool *quoted)
{
    const char *data = text.data + start;
    if (*data == '"') return quick_quote(token, toll_lex_straight_quote(text, start, *quoted), start, 1, flags, quoted);
    if (*data == '\'' || !memcmp(data, "\xE2\x80\x99", 3)) return quick_clitic(token, text, start, flags);
    if (!memcmp(data, "\xE2\x80\x9C", 3)) return quick_quote(token, TOLL_MARK_OPEN, start, 3, flags, quoted);
    if (!memcmp(data, "\xE2\x80\x9D", 3)) return quick_quote(token, TOLL_MARK_CLOSE, start, 3, flags, quoted);
    /* no hyphen within a word; what stands before is looked at, for at the beginning of a window no flag tells of it */
    if (*data != '-' || !start || data[1] == '-' || toll_lex_classes[(uint8_t)data[-1]] & (BYTE_SPACE | BYTE_LINE)) return 0;
    *token = (toll_token){
        .hash = lex_hash_mark('-' + 1u), .off = (uint32_t)start, .len = 1, .kind = TOLL_TOKEN_MARK, .mark = '-', .flags = flags};
    return 1;
}

/* A mark or a number; its length, 0 where it is another token. */
static size_t quick_other(toll_token *token, toll_text text, size_t start, uint8_t flags, bool *quoted)
{
    const char *data = text.data + start;
    const uint8_t first = (uint8_t)data[0];
    if (is_simple_mark(first)) {
        if (lex_is_stop(first)) flags |= TOLL_TOKEN_STOP;
        *token = (toll_token){
            .hash = lex_hash_mark(first + 1u), .off = (uint32_t)start, .len = 1, .kind = TOLL_TOKEN_MARK, .mark = first, .flags = flags};
        return 1;
    }
    size_t len = 0;
    while (len < 8 && toll_lex_classes[(uint8_t)data[len]] & BYTE_DIGIT) len++;
    if (!len) return quick_mark(token, text, start, flags, quoted);
    if (len == 8 || ((data[len] == ',' || data[len] == '.') && toll_lex_classes[(uint8_t)data[len + 1]] & BYTE_DIGIT)) return 0;
    *token = (toll_token){
        .hash = lex_hash_folded(data, len), .off = (uint32_t)start, .len = (uint16_t)len, .kind = TOLL_TOKEN_NUMBER, .flags = flags};
    return len;
}

static void add_block(lex_bits *bits, size_t block, lex_block found)
{
    bits->letters[block] = found.letters;
    bits->capitals[block] = found.capitals;
}

/* The bits of the text from `at` on. Of its last bytes a copy is looked at. */
static void look_from(lex_bits *bits, toll_text text, size_t at)
{
    size_t block = 0;
    bits->base = at;
    for (; block < LEX_BLOCKS && text.len - at >= LEX_BLOCK; block++, at += LEX_BLOCK) add_block(bits, block, lex_look(text.data + at));
    if (block < LEX_BLOCKS) {
        char last[LEX_BLOCK] = {0};
        memcpy(last, text.data + at, text.len - at);
        add_block(bits, block++, lex_look(last));
        at = text.len;
    }
    add_block(bits, block, (lex_block){0, 0});
    bits->end = at;
}

/* Of the first eight letters and of the rest those bytes that belong to a word of a length: sixteen ones, then as many zeros, read from where the
   ones end with the word. */
static inline uint64_t bytes_within(size_t len, size_t from)
{
    static const uint8_t bytes[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    return lex_load((const char *)bytes + 16 - len + from, 8);
}

/* A word of `len` letters, as lex_hash_folded and the careful look have it; false where it is not written as a word usually is, or may go on. */
static inline bool quick_word(toll_token *token, toll_text text, size_t start, size_t len, uint64_t capitals, uint8_t flags)
{
    const char *data = text.data + start;
    const uint64_t all = (1u << len) - 1, capital = capitals & all;
    if (toll_lex_classes[(uint8_t)data[len]] & BYTE_IN_WORD && !ends_at_mark(text, start + len)) return false;
    if (len == 1 && data[1] == '.') return false;    /* it may be an initial */
    if (capital > 1 && capital != all) return false; /* it may be two words run together */
    const uint64_t first = (lex_load(data, 8) | LEX_EACH(0x20u)) & bytes_within(len, 0);
    const uint64_t rest = (lex_load(data + 8, 8) | LEX_EACH(0x20u)) & bytes_within(len, 8);
    const uint64_t short_hash = lex_hash_piece(LEX_HASH_SEED ^ len, first), long_hash = lex_hash_piece(short_hash, rest);
    *token = (toll_token){.hash = lex_hash_end(len > 8 ? long_hash : short_hash),
        .off = (uint32_t)start,
        .len = (uint16_t)len,
        .shape = (uint8_t)((capital > 0) + (capital > 1)), /* small letters, a capital, capitals: without a branch */
        .flags = flags};
    return true;
}

/* One of them at `start`; its length, 0 where it is another. */
static inline size_t quick(toll_token *token, toll_text text, size_t start, const lex_bits *bits, uint8_t flags, bool *quoted)
{
    const size_t from = start - bits->base;
    const size_t len = (size_t)__builtin_ctzll(~lex_bits_at(bits->letters, from) | 1u << (WORD_BYTES + 1));
    if (!len) return quick_other(token, text, start, flags, quoted);
    return len <= WORD_BYTES && quick_word(token, text, start, len, lex_bits_at(bits->capitals, from), flags) ? len : 0;
}

/* The flags of a token behind a line break, or behind an empty line, which closes a quotation that is open. */
static uint8_t line_flags(bool paragraph, bool *quoted)
{
    if (paragraph) *quoted = false;
    return (uint8_t)(TOLL_TOKEN_SPACE | TOLL_TOKEN_LINE | (paragraph ? TOLL_TOKEN_PARAGRAPH : 0) | (*quoted ? TOLL_TOKEN_QUOTED : 0));
}

size_t toll_lex_scan_usual(
    toll_token *tokens, size_t *count, size_t cap, toll_text text, size_t at, size_t end, bool *quoted, lex_bits *bits)
{
    if (text.len < QUICK_BYTES) return at;
    if (end > text.len - QUICK_BYTES) end = text.len - QUICK_BYTES;
    toll_token *token = tokens + *count;
    const toll_token *stop = tokens + cap;
    while (at < end && token < stop) {
        size_t start = at, len;
        uint8_t flags = *quoted ? TOLL_TOKEN_QUOTED : 0;
        if (text.data[at] == ' ') start++, flags |= TOLL_TOKEN_SPACE;
        else if (text.data[at] == '\n') {
            const bool paragraph = text.data[at + 1] == '\n';
            start += 1u + paragraph, flags = line_flags(paragraph, quoted);
        } else if (start && class_at(text, start) & BYTE_UPPER && class_at(text, start - 1) & (BYTE_LETTER | BYTE_DIGIT))
            flags |= TOLL_TOKEN_GLUED;
        if (start + QUICK_BYTES > bits->end) look_from(bits, text, start);
        if (!(len = quick(token, text, start, bits, flags, quoted))) break;
        token++;
        at = start + len;
    }
    *count = (size_t)(token - tokens);
    return at;
}
