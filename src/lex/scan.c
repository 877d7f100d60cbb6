/* One token at a time: words, numbers and marks of dirty UTF-8 text, with the hash of the folded word.
 *
 * Words are runs of letters with inner apostrophes; hyphens stand alone so that "US-led", "30-40" and "D-30" match tables piece by
 * piece; the possessive is a token of its own. A word glued to the next ("monthsThe") is cut where lower case meets a capital. */
#include "inside.h"

enum {
    TOKEN_BYTES = UINT16_MAX - 8
}; /* a longer run goes on in the next token; looked for while scanning, so that no byte is scanned twice */

#define S BYTE_SPACE
#define N BYTE_LINE
#define U BYTE_UPPER
#define L BYTE_LOWER
#define D BYTE_DIGIT
#define H BYTE_HIGH
#define M BYTE_MARK
#define A (BYTE_MARK | BYTE_APOSTROPHE)
/* clang-format off */
const uint8_t toll_lex_classes[256] = {
    S, S, S, S, S, S, S, S, S, S, N, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, M, M, M, M, M, M, A, M, M, M, M, M, M, M, M, D, D, D, D, D, D, D, D, D, D, M, M, M, M, M, M,
    M, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, M, M, M, M, M,
    M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, S,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H};
/* clang-format on */
#undef S
#undef N
#undef U
#undef L
#undef D
#undef H
#undef M
#undef A

/* --- hashing: eight bytes at a step; bit 5 set folds ASCII capitals and leaves digits and apostrophes alone */
static uint64_t load(const char *data, size_t len)
{
    uint64_t value = 0;
    memcpy(&value, data, len < 8 ? len : 8);
    return value;
}

#define HASH_SEED 0x9E3779B97F4A7C15u

static uint64_t hash_piece(uint64_t hash, uint64_t folded)
{
    hash = (hash ^ folded) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint64_t hash_end(uint64_t hash)
{
    hash *= 0xC2B2AE3D27D4EB4Fu;
    hash ^= hash >> 29;
    return hash ? hash : 1;
}

static uint64_t hash_folded(const char *data, size_t len)
{
    uint64_t hash = HASH_SEED ^ len;
    for (size_t at = 0; at < len; at += 8) {
        uint64_t piece = load(data + at, len - at);
        size_t left = len - at;
        uint64_t fold = left >= 8 ? 0x2020202020202020u : 0x2020202020202020u & ((1ull << (8 * left)) - 1);
        hash = hash_piece(hash, piece | fold);
    }
    return hash_end(hash);
}

static bool all_ascii(const char *data, size_t len)
{
    for (size_t at = 0; at < len; at += 8)
        if (load(data + at, len - at) & 0x8080808080808080u) return false;
    return true;
}

uint64_t toll_lex_hash(const char *data, size_t len)
{
    if (all_ascii(data, len)) return hash_folded(data, len);
    char folded[256];
    size_t folded_len = toll_utf8_fold(folded, sizeof folded, data, len);
    return hash_folded(folded, folded_len < sizeof folded ? folded_len : sizeof folded);
}

/* --- what a multi-byte character is: a letter, a space, or a mark */
typedef struct wide {
    size_t len;
    uint8_t kind; /* BYTE_LETTER, BYTE_SPACE or BYTE_MARK */
    uint8_t mark;
} wide;

/* U+2000 to U+203F, where nearly all marks beyond ASCII are that prose has: the mark of each, 0 = a space. */
/* clang-format off */
#define O TOLL_MARK_OTHER
#define D TOLL_MARK_DASH
static const uint8_t punctuation[64] = {
    [0x10] = '-', '-', D, D, D, D, O, O, TOLL_MARK_OPEN, '\'', TOLL_MARK_OPEN, O, TOLL_MARK_OPEN, TOLL_MARK_CLOSE, TOLL_MARK_OPEN, O,
    O, O, '*', '*', O, O, '.', O,
    [0x30] = O, O, O, O, O, O, O, O, O, TOLL_MARK_OPEN, TOLL_MARK_CLOSE, O, O, O, O, O};
#undef O
#undef D
/* clang-format on */

static bool is_punctuation(toll_text text, size_t at)
{
    const uint8_t *bytes = (const uint8_t *)text.data + at;
    return at + 2 < text.len && bytes[0] == 0xE2 && bytes[1] == 0x80 && (bytes[2] & 0xC0) == 0x80;
}

static wide wide_at(toll_text text, size_t at)
{
    if (is_punctuation(text, at)) {
        const uint8_t mark = punctuation[(uint8_t)text.data[at + 2] & 63];
        return (wide){3, mark ? BYTE_MARK : BYTE_SPACE, mark};
    }
    size_t len = 1;
    uint32_t point = toll_utf8_decode(text.data + at, text.len - at, &len);
    wide found = {len, BYTE_LETTER, 0};
    if (point == 0xA0 || (point >= 0x2000 && point <= 0x200F) || (point >= 0x2028 && point <= 0x202F) || point == 0xFEFF ||
        point == 0x3000 || point == 0x00AD)
        found.kind = BYTE_SPACE;
    else if (point == 0x201C || point == 0x2018 || point == 0xAB || point == 0x201E || point == 0x201A || point == 0x2039)
        found.kind = BYTE_MARK, found.mark = TOLL_MARK_OPEN;
    else if (point == 0x201D || point == 0xBB || point == 0x203A) found.kind = BYTE_MARK, found.mark = TOLL_MARK_CLOSE;
    else if (point == 0x2019 || point == 0xB4 || point == 0x02BC) found.kind = BYTE_MARK, found.mark = '\'';
    else if (point == 0x2010 || point == 0x2011) found.kind = BYTE_MARK, found.mark = '-';
    else if (point >= 0x2012 && point <= 0x2015) found.kind = BYTE_MARK, found.mark = TOLL_MARK_DASH;
    else if (point == 0x2026) found.kind = BYTE_MARK, found.mark = '.';
    else if (point == 0x2022 || point == 0x2023 || point == 0x2043 || point == 0x25AA || point == 0x25A0 || point == 0x25CF ||
             point == 0x25E6 || point == 0xB7)
        found.kind = BYTE_MARK, found.mark = '*'; /* bullets */
    else if (point < 0xC0 || point == 0xD7 || (point >= 0x2016 && point <= 0x2BFF) || (point >= 0x1F000 && point <= 0x1FAFF) ||
             point == 0xFFFD)
        found.kind = BYTE_MARK, found.mark = TOLL_MARK_OTHER;
    return found;
}

/* The length of an apostrophe at `at`, 0 where there is none. */
static size_t apostrophe_at(toll_text text, size_t at)
{
    if (at >= text.len) return 0;
    if (text.data[at] == '\'') return 1;
    if (class_at(text, at) != BYTE_HIGH) return 0;
    wide found = wide_at(text, at);
    return found.kind == BYTE_MARK && found.mark == '\'' ? found.len : 0;
}

/* The length of a letter at `at`, 0 where there is none. */
static size_t letter_at(toll_text text, size_t at)
{
    uint8_t class_ = class_at(text, at);
    if (class_ & BYTE_LETTER) return 1;
    if (class_ != BYTE_HIGH) return 0;
    wide found = wide_at(text, at);
    return found.kind == BYTE_LETTER ? found.len : 0;
}

static bool lone_s_at(toll_text text, size_t at)
{
    return at < text.len && (text.data[at] | 32) == 's' && !letter_at(text, at + 1) && !(class_at(text, at + 1) & BYTE_DIGIT);
}

/* --- words */
static bool camel_cut(toll_text text, size_t start, size_t at)
{
    /* "USPublished": capitals that run into a capitalised word */
    if (at - start >= 2 && class_at(text, at) & class_at(text, at - 1) & BYTE_UPPER)
        return class_at(text, at + 1) & class_at(text, at + 2) & class_at(text, at + 3) & BYTE_LOWER;
    if (at - start < 3 || !(class_at(text, at) & BYTE_UPPER) || !(class_at(text, at - 1) & BYTE_LOWER)) return false;
    if (at - start == 3 && !memcmp(text.data + start, "Mac", 3)) return false;
    return class_at(text, at + 1) & (BYTE_LOWER | BYTE_UPPER);
}

static bool digit_cut(toll_text text, size_t start, size_t at)
{
    return at - start >= 4 && (class_at(text, at - 1) & BYTE_LOWER); /* "Published18" is cut, "AK12" is not */
}

static size_t scan_initials(toll_text text, size_t at)
{
    size_t end = at, letters = 0;
    while (end - at < TOKEN_BYTES && (class_at(text, end) & BYTE_LETTER) && end + 1 < text.len && text.data[end + 1] == '.')
        end += 2, letters++;
    if (letters < 2) return at;
    return end;
}

/* A word that begins with a letter beyond ASCII: Cyrillic and Greek have capitals too; a script without case reads as a name. */
static uint8_t shape_wide(toll_text text, size_t start, size_t end)
{
    size_t capitals = 0, letters = 0, len = 1;
    bool head = false, cased = false;
    for (size_t at = start; at < end; at += len, letters++) {
        uint32_t point = toll_utf8_decode(text.data + at, end - at, &len);
        bool capital = toll_utf8_is_capital(point);
        capitals += capital;
        cased |= capital || (point >= 0xDF && point < 0x590); /* Latin, Greek, Cyrillic, Armenian */
        if (at == start) head = capital;
    }
    if (!cased) return TOLL_SHAPE_CAPITAL;
    if (letters > 1 && capitals == letters) return TOLL_SHAPE_UPPER;
    if (head) return capitals == 1 ? TOLL_SHAPE_CAPITAL : TOLL_SHAPE_MIXED;
    return capitals ? TOLL_SHAPE_MIXED : TOLL_SHAPE_LOWER;
}

static uint8_t shape_of(toll_text text, size_t start, size_t end)
{
    unsigned seen = 0;
    for (size_t at = start + 1; at < end; at++) seen |= toll_lex_classes[(uint8_t)text.data[at]];
    uint8_t head = class_at(text, start);
    if (head & BYTE_HIGH) return shape_wide(text, start, end);
    if (!(head & BYTE_UPPER)) return seen & BYTE_UPPER ? TOLL_SHAPE_MIXED : TOLL_SHAPE_LOWER;
    if (end - start == 1) return TOLL_SHAPE_CAPITAL;
    if (!(seen & (BYTE_LOWER | BYTE_HIGH))) return TOLL_SHAPE_UPPER;
    return seen & BYTE_UPPER ? TOLL_SHAPE_MIXED : TOLL_SHAPE_CAPITAL;
}

/* --- plain words: ASCII letters in one of the usual shapes, up to a byte that goes on no word. Eight bytes at a step. */
#define EACH(byte) (0x0101010101010101u * (byte))
enum { PLAIN_PIECES = 4 };

/* Bit 7 of every byte that is an ASCII letter. */
static uint64_t letters_of(uint64_t bytes)
{
    uint64_t low = (bytes | EACH(0x20)) & EACH(0x7F);
    return (low + EACH(0x80 - 'a')) & ~(low + EACH(0x7F - 'z')) & ~bytes & EACH(0x80);
}

/* The first bytes of a piece: all of it but for the last. */
static uint64_t first_bytes(size_t count)
{
    return count >= 8 ? UINT64_MAX : (1ull << (8 * count)) - 1;
}

/* Does a run of letters that a byte beyond ASCII or an apostrophe follows end there? As scan_word has it: at a mark that is no apostrophe, and at
   one that no letter follows, or the "s" of a possessive. */
static __attribute__((noinline)) bool ends_at_mark(toll_text text, size_t at)
{
    if (class_at(text, at) & BYTE_DIGIT || letter_at(text, at)) return false;
    const size_t mark = apostrophe_at(text, at);
    return !mark || !letter_at(text, at + mark) || lone_s_at(text, at + mark);
}

/* Does a run of letters end as a plain word does? A single letter with a stop may be an initial. */
static inline bool ends_plain(toll_text text, size_t start, size_t len)
{
    const char next = text.data[start + len];
    if (toll_lex_classes[(uint8_t)next] & BYTE_IN_WORD) return ends_at_mark(text, start + len);
    return len > 1 || next != '.';
}

/* The pieces of the run of letters at `start`; its length, 0 where it is not a plain word's. */
static size_t plain_run(uint64_t *pieces, toll_text text, size_t start)
{
    for (size_t i = 0; i < PLAIN_PIECES && start + 8 * i + 8 <= text.len; i++) {
        memcpy(&pieces[i], text.data + start + 8 * i, 8);
        uint64_t stop = ~letters_of(pieces[i]) & EACH(0x80);
        if (!stop) continue;
        size_t len = 8 * i + (size_t)__builtin_ctzll(stop) / 8;
        return ends_plain(text, start, len) ? len : 0;
    }
    return 0;
}

/* A plain word's end, 0 where scan_word must look closer. */
static size_t scan_plain(toll_token *token, toll_text text, size_t start)
{
    uint64_t pieces[PLAIN_PIECES], capitals = 0, small = 0;
    size_t len = plain_run(pieces, text, start);
    if (!len) return 0;
    uint64_t hash = HASH_SEED ^ len; /* as hash_folded does */
    for (size_t i = 0; 8 * i < len; i++) {
        uint64_t mask = first_bytes(len - 8 * i), piece = pieces[i] & mask, fold = EACH(0x20) & mask,
                 rest = i ? fold : fold & ~(uint64_t)0xFF;
        capitals |= ~piece & rest;
        small |= piece & rest;
        hash = hash_piece(hash, piece | fold);
    }
    bool head = !(pieces[0] & 0x20);
    if (capitals && (small || !head)) return 0; /* may be two words run together */
    token->len = (uint16_t)len;
    token->kind = TOLL_TOKEN_WORD;
    token->shape = !head ? TOLL_SHAPE_LOWER : capitals ? TOLL_SHAPE_UPPER : TOLL_SHAPE_CAPITAL;
    token->hash = hash_end(hash);
    return start + len;
}

static size_t scan_word(toll_token *token, toll_text text, size_t start)
{
    size_t plain = scan_plain(token, text, start);
    if (plain) return plain;
    size_t at = start;
    bool ascii = true;
    size_t initials = scan_initials(text, start);
    if (initials > start) {
        at = initials;
    } else {
        while (at - start < TOKEN_BYTES) {
            uint8_t class_ = class_at(text, at);
            if (class_ & BYTE_LETTER) {
                if (at > start && (class_ & BYTE_UPPER) && camel_cut(text, start, at)) break;
                at++;
            } else if (class_ & BYTE_DIGIT) {
                if (digit_cut(text, start, at)) break;
                at++;
            } else if (class_ == BYTE_HIGH) {
                size_t len = letter_at(text, at);
                if (len) {
                    ascii = false, at += len;
                    continue;
                }
                size_t mark = apostrophe_at(text, at);
                if (!mark || !letter_at(text, at + mark) || lone_s_at(text, at + mark)) break;
                ascii = false, at += mark;
            } else {
                size_t mark = at > start ? apostrophe_at(text, at) : 0;
                if (!mark || !letter_at(text, at + mark) || lone_s_at(text, at + mark)) break;
                at += mark;
            }
        }
    }
    size_t len = at - start;
    token->len = (uint16_t)len;
    token->kind = TOLL_TOKEN_WORD;
    token->shape = shape_of(text, start, at);
    token->hash = ascii ? hash_folded(text.data + start, len) : toll_lex_hash(text.data + start, len);
    return at;
}

/* --- numbers: 1,090 1.2 71 200 is left to the grammar */
static size_t scan_number(toll_token *token, toll_text text, size_t start)
{
    size_t at = start;
    while (at - start < TOKEN_BYTES && class_at(text, at) & BYTE_DIGIT) at++;
    for (;;) {
        bool comma = at < text.len && text.data[at] == ',' && at - start <= 3 + 4 * 8;
        bool three = (class_at(text, at + 1) & BYTE_DIGIT) && (class_at(text, at + 2) & BYTE_DIGIT) &&
                     (class_at(text, at + 3) & BYTE_DIGIT) && !(class_at(text, at + 4) & BYTE_DIGIT);
        if (!comma || !three) break;
        at += 4;
    }
    if (at < text.len && text.data[at] == '.' && (class_at(text, at + 1) & BYTE_DIGIT)) {
        at++;
        while (at - start < TOKEN_BYTES && class_at(text, at) & BYTE_DIGIT) at++;
    }
    token->len = (uint16_t)(at - start);
    token->kind = TOLL_TOKEN_NUMBER;
    token->shape = TOLL_SHAPE_LOWER;
    token->hash = hash_folded(text.data + start, at - start);
    return at;
}

/* --- marks */
static inline uint64_t hash_mark(uint64_t sign)
{
    return 0xF1EA5EEDu * sign + 0x8000000000000000u;
}

static inline bool is_stop(uint8_t mark)
{
    return mark == '.' || mark == '!' || mark == '?';
}

static uint8_t straight_quote(toll_text text, size_t at, bool quoted)
{
    bool space_before = at == 0 || class_at(text, at - 1) & (BYTE_SPACE | BYTE_LINE) || text.data[at - 1] == '(';
    bool space_after = at + 1 >= text.len || class_at(text, at + 1) & (BYTE_SPACE | BYTE_LINE);
    if (space_before && !space_after) return TOLL_MARK_OPEN;
    if (space_after && !space_before) return TOLL_MARK_CLOSE;
    return quoted ? TOLL_MARK_CLOSE : TOLL_MARK_OPEN;
}

static bool spaced(toll_text text, size_t start, size_t end)
{
    return (start == 0 || class_at(text, start - 1) & (BYTE_SPACE | BYTE_LINE)) &&
           (end >= text.len || class_at(text, end) & (BYTE_SPACE | BYTE_LINE));
}

static size_t scan_mark(toll_token *token, toll_text text, size_t start, bool *quoted)
{
    size_t end = start + 1;
    uint8_t mark = (uint8_t)text.data[start];
    if (class_at(text, start) == BYTE_HIGH) {
        wide found = wide_at(text, start);
        end = start + found.len;
        mark = found.mark;
    }
    if (mark == '"') mark = straight_quote(text, start, *quoted);
    if (mark == '`') mark = TOLL_MARK_OPEN;
    if (mark == '-' && (text.data[start] == '-' && end < text.len && text.data[end] == '-')) {
        while (end - start < TOKEN_BYTES && end < text.len && text.data[end] == '-') end++;
        mark = TOLL_MARK_DASH;
    } else if (mark == '-' && spaced(text, start, end)) {
        mark = TOLL_MARK_DASH;
    } else if (mark == TOLL_MARK_DASH && start && (class_at(text, start - 1) & BYTE_DIGIT) && (class_at(text, end) & BYTE_DIGIT)) {
        mark = '-';
    } else if (mark == '\'') {
        if (end < text.len && text.data[start] == '\'' && text.data[end] == '\'') {
            end++, mark = straight_quote(text, start, *quoted);
        } else if (start && (letter_at(text, start - 1) || class_at(text, start - 1) & (BYTE_DIGIT | BYTE_HIGH))) {
            if (lone_s_at(text, end)) end++;
            else if ((text.data[start - 1] | 32) != 's' || *quoted) mark = TOLL_MARK_CLOSE;
        } else {
            mark = end < text.len && letter_at(text, end) && (!start || !(class_at(text, start - 1) & BYTE_MARK)) ? TOLL_MARK_OPEN
                                                                                                                  : TOLL_MARK_CLOSE;
        }
    }
    if (mark == TOLL_MARK_OPEN) *quoted = true;
    if (mark == TOLL_MARK_CLOSE) *quoted = false;
    token->len = (uint16_t)(end - start);
    token->kind = TOLL_TOKEN_MARK;
    token->shape = TOLL_SHAPE_LOWER;
    token->mark = mark;
    if (is_stop(mark) || mark == TOLL_MARK_OPEN || mark == TOLL_MARK_CLOSE) token->flags |= TOLL_TOKEN_STOP;
    uint64_t sign = mark + 1u;
    for (size_t at = start; mark == TOLL_MARK_OTHER && at < end; at++)
        sign = sign * 257 + (uint8_t)text.data[at]; /* a bullet is no copyright sign */
    token->hash = hash_mark(sign);
    return end;
}

static size_t skip_space(toll_token *token, toll_text text, size_t at)
{
    unsigned lines = 0;
    for (;;) {
        uint8_t class_ = class_at(text, at);
        if (class_ & BYTE_LINE) lines++, token->flags |= TOLL_TOKEN_SPACE, at++;
        else if (class_ & BYTE_SPACE) token->flags |= TOLL_TOKEN_SPACE, at++;
        else if (class_ == BYTE_HIGH) {
            wide found = wide_at(text, at);
            if (found.kind != BYTE_SPACE) break;
            token->flags |= TOLL_TOKEN_SPACE, at += found.len;
        } else break;
    }
    if (lines) token->flags |= TOLL_TOKEN_LINE;
    if (lines > 1) token->flags |= TOLL_TOKEN_PARAGRAPH;
    return at;
}

size_t toll_lex_scan(toll_token *token, toll_text text, size_t at, bool *quoted)
{
    *token = (toll_token){0};
    size_t start = at;
    if (at + 1 < text.len && text.data[at] == ' ' && class_at(text, at + 1) & (BYTE_LETTER | BYTE_DIGIT))
        token->flags = TOLL_TOKEN_SPACE, start++;
    else if (!(class_at(text, at) & (BYTE_LETTER | BYTE_DIGIT | BYTE_MARK))) start = skip_space(token, text, at);
    token->off = (uint32_t)start;
    if (start >= text.len) return start;
    if (token->flags & TOLL_TOKEN_PARAGRAPH) *quoted = false; /* a paragraph closes what was left open */
    if (*quoted) token->flags |= TOLL_TOKEN_QUOTED;
    uint8_t class_ = class_at(text, start);
    if (class_ & BYTE_LETTER) at = scan_word(token, text, start);
    else if (class_ & BYTE_DIGIT) at = scan_number(token, text, start);
    else if (class_ == BYTE_HIGH && letter_at(text, start)) at = scan_word(token, text, start);
    else at = scan_mark(token, text, start, quoted);
    if (start && !(token->flags & TOLL_TOKEN_SPACE) && class_at(text, start) & BYTE_UPPER &&
        class_at(text, start - 1) & (BYTE_LOWER | BYTE_UPPER | BYTE_DIGIT))
        token->flags |= TOLL_TOKEN_GLUED;
    return at;
}

/* --- the usual tokens: after a space or none a plain word of up to fifteen letters, a short number, or a mark that is what it looks like */
enum { QUICK_BYTES = 20 }; /* of which it looks at, so that nothing asks whether the text goes on */

/* ASCII marks that mean the same wherever they stand: no quotation marks, apostrophes, dashes, nor what stands for these in a token. */
static bool is_simple_mark(uint8_t byte)
{
    return toll_lex_classes[byte] == BYTE_MARK && byte != '"' && byte != '`' && byte != '-' && byte != TOLL_MARK_OPEN &&
           byte != TOLL_MARK_CLOSE && byte != TOLL_MARK_DASH;
}

/* A mark or a number; its length, 0 where it is another token. */
static size_t quick_other(toll_token *token, const char *data, size_t start, uint8_t flags)
{
    const uint8_t first = (uint8_t)data[0];
    if (is_simple_mark(first)) {
        if (is_stop(first)) flags |= TOLL_TOKEN_STOP;
        *token = (toll_token){
            .hash = hash_mark(first + 1u), .off = (uint32_t)start, .len = 1, .kind = TOLL_TOKEN_MARK, .mark = first, .flags = flags};
        return 1;
    }
    size_t len = 0;
    while (len < 8 && toll_lex_classes[(uint8_t)data[len]] & BYTE_DIGIT) len++;
    if (!len || len == 8 || ((data[len] == ',' || data[len] == '.') && toll_lex_classes[(uint8_t)data[len + 1]] & BYTE_DIGIT)) return 0;
    *token = (toll_token){
        .hash = hash_folded(data, len), .off = (uint32_t)start, .len = (uint16_t)len, .kind = TOLL_TOKEN_NUMBER, .flags = flags};
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
    uint64_t hash = hash_piece(HASH_SEED ^ len, piece | EACH(0x20)); /* as hash_folded does */
    if (len > 8) hash = hash_piece(hash, more | fold);
    *token = (toll_token){.hash = hash_end(hash), .off = (uint32_t)start, .len = (uint16_t)len, .shape = (uint8_t)shape, .flags = flags};
    return len;
}

/* One of them at `start`; its length, 0 where it is another. */
static inline size_t quick(toll_token *token, toll_text text, size_t start, uint8_t flags)
{
    uint64_t piece;
    memcpy(&piece, text.data + start, sizeof piece);
    const uint64_t stop = ~letters_of(piece) & EACH(0x80); /* its lowest bit is the highest of the first byte that is no letter */
    if (!stop) return quick_long(token, text, start, piece, flags);
    const size_t len = (size_t)__builtin_ctzll(stop) / 8;
    if (!len) return quick_other(token, text.data + start, start, flags);
    if (!ends_plain(text, start, len)) return 0;
    const uint64_t mask = (stop ^ (stop - 1)) >> 8, fold = EACH(0x20) & mask; /* of the bytes before it */
    piece &= mask;
    const int shape = shape_of_bits(fold, ~piece & fold);
    if (shape < 0) return 0;
    *token = (toll_token){.hash = hash_end(hash_piece(HASH_SEED ^ len, piece | fold)), /* as hash_folded does */
        .off = (uint32_t)start,
        .len = (uint16_t)len,
        .shape = (uint8_t)shape,
        .flags = flags};
    return len;
}

size_t toll_lex_scan_usual(toll_token *tokens, size_t *count, size_t cap, toll_text text, size_t at, size_t end, bool quoted)
{
    const uint8_t always = quoted ? TOLL_TOKEN_QUOTED : 0;
    if (text.len < QUICK_BYTES) return at;
    if (end > text.len - QUICK_BYTES) end = text.len - QUICK_BYTES;
    toll_token *token = tokens + *count;
    const toll_token *stop = tokens + cap;
    while (at < end && token < stop) {
        size_t start = at, len;
        uint8_t flags = always;
        if (text.data[at] == ' ') start++, flags |= TOLL_TOKEN_SPACE;
        else if (start && class_at(text, start) & BYTE_UPPER && class_at(text, start - 1) & (BYTE_LETTER | BYTE_DIGIT))
            flags |= TOLL_TOKEN_GLUED;
        if (!(len = quick(token, text, start, flags))) break;
        token++;
        at = start + len;
    }
    *count = (size_t)(token - tokens);
    return at;
}
