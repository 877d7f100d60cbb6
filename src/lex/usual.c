/* The usual tokens: after a space, a line break or none a plain word of up to fifteen letters, a short number, or a
 * mark: one that is what it looks like, a quotation mark, a possessive, a hyphen within a word.
 *
 * In: text, and where a token may begin. Out: tokens as scan.c would have them, up to the first that needs a closer look. Eight letters at a step:
 * this is the loop in which most of the time goes that ordinary news takes to be cut. */
#include "hash.h"
#include "inside.h"

enum { QUICK_BYTES = 20 }; /* of which it looks at, so that nothing asks whether the text goes on */

#define EACH(byte) (0x0101010101010101u * (byte))

/* Bit 7 of every byte that is an ASCII letter. */
static uint64_t letters_of(uint64_t bytes)
{
    uint64_t low = (bytes | EACH(0x20)) & EACH(0x7F);
    return (low + EACH(0x80 - 'a')) & ~(low + EACH(0x7F - 'z')) & ~bytes & EACH(0x80);
}

/* Does a run of letters that a byte beyond ASCII or an apostrophe follows end there? As scan_word has it: at a mark that is no apostrophe, and at
   one that no letter follows, or the "s" of a possessive. */
static __attribute__((noinline)) bool ends_at_mark(toll_text text, size_t at)
{
    if (class_at(text, at) & BYTE_DIGIT || lex_letter_at(text, at)) return false;
    const size_t mark = lex_apostrophe_at(text, at);
    return !mark || !lex_letter_at(text, at + mark) || lex_lone_s_at(text, at + mark);
}

/* Does a run of letters end as a plain word does? A single letter with a stop may be an initial. */
static inline bool ends_plain(toll_text text, size_t start, size_t len)
{
    const char next = text.data[start + len];
    if (toll_lex_classes[(uint8_t)next] & BYTE_IN_WORD) return ends_at_mark(text, start + len);
    return len > 1 || next != '.';
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

/* The shape of a word of which these are the bits that make small letters, and these of them 0; -1: of no usual shape, it may be two run together. */
static inline int shape_of_bits(uint64_t letters, uint64_t capital)
{
    if (!capital) return TOLL_SHAPE_LOWER;
    if (capital == 0x20) return TOLL_SHAPE_CAPITAL; /* the first alone */
    return capital == letters ? TOLL_SHAPE_UPPER : -1;
}

/* A word of eight to fifteen letters, as quick. */
static size_t quick_long(toll_token *token, toll_text text, size_t start, uint64_t piece, uint8_t flags)
{
    uint64_t more;
    memcpy(&more, text.data + start + 8, sizeof more);
    const uint64_t stop = ~letters_of(more) & EACH(0x80), mask = (stop ^ (stop - 1)) >> 8, fold = EACH(0x20) & mask;
    const size_t len = stop ? 8 + (size_t)__builtin_ctzll(stop) / 8 : 0;
    if (!len || !ends_plain(text, start, len)) return 0;
    more &= mask;
    const uint64_t capital = ~piece & EACH(0x20), capital_more = ~more & fold;
    const bool even = capital_more == (capital == EACH(0x20) ? fold : 0); /* the rest is written as the beginning goes on */
    const int shape = even ? shape_of_bits(EACH(0x20), capital) : -1;
    if (shape < 0) return 0;
    uint64_t hash = lex_hash_piece(LEX_HASH_SEED ^ len, piece | EACH(0x20)); /* as lex_hash_folded does */
    if (len > 8) hash = lex_hash_piece(hash, more | fold);
    *token = (toll_token){
        .hash = lex_hash_end(hash), .off = (uint32_t)start, .len = (uint16_t)len, .shape = (uint8_t)shape, .flags = flags};
    return len;
}

/* One of them at `start`; its length, 0 where it is another. */
static inline size_t quick(toll_token *token, toll_text text, size_t start, uint8_t flags, bool *quoted)
{
    uint64_t piece;
    memcpy(&piece, text.data + start, sizeof piece);
    const uint64_t stop = ~letters_of(piece) & EACH(0x80); /* its lowest bit is the highest of the first byte that is no letter */
    if (!stop) return quick_long(token, text, start, piece, flags);
    const size_t len = (size_t)__builtin_ctzll(stop) / 8;
    if (!len) return quick_other(token, text, start, flags, quoted);
    if (!ends_plain(text, start, len)) return 0;
    const uint64_t mask = (stop ^ (stop - 1)) >> 8, fold = EACH(0x20) & mask; /* of the bytes before it */
    piece &= mask;
    const int shape = shape_of_bits(fold, ~piece & fold);
    if (shape < 0) return 0;
    *token = (toll_token){.hash = lex_hash_end(lex_hash_piece(LEX_HASH_SEED ^ len, piece | fold)), /* as lex_hash_folded does */
        .off = (uint32_t)start,
        .len = (uint16_t)len,
        .shape = (uint8_t)shape,
        .flags = flags};
    return len;
}

/* The flags of a token behind a line break, or behind an empty line, which closes a quotation that is open. */
static uint8_t line_flags(bool paragraph, bool *quoted)
{
    if (paragraph) *quoted = false;
    return (uint8_t)(TOLL_TOKEN_SPACE | TOLL_TOKEN_LINE | (paragraph ? TOLL_TOKEN_PARAGRAPH : 0) | (*quoted ? TOLL_TOKEN_QUOTED : 0));
}

size_t toll_lex_scan_usual(toll_token *tokens, size_t *count, size_t cap, toll_text text, size_t at, size_t end, bool *quoted)
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
        if (!(len = quick(token, text, start, flags, quoted))) break;
        token++;
        at = start + len;
    }
    *count = (size_t)(token - tokens);
    return at;
}
