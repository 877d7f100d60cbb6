/* One token at a time: words, numbers and marks of dirty UTF-8 text, with the hash of the folded word.
 *
 * Words are runs of letters with inner apostrophes; hyphens stand alone so that "US-led", "30-40" and "D-30" match tables piece by
 * piece; the possessive is a token of its own. A word glued to the next ("monthsThe") is cut where lower case meets a capital.
 * Most tokens are of simpler kinds and never come here (usual.c), which must find the same in them. */
#include "hash.h"
#include "inside.h"

enum {
    TOKEN_BYTES = UINT16_MAX - 8
}; /* a longer run goes on in the next token; looked for while scanning, so that no byte is scanned twice */

static bool all_ascii(const char *data, size_t len)
{
    for (size_t at = 0; at < len; at += 8)
        if (lex_load(data + at, len - at) & 0x8080808080808080u) return false;
    return true;
}

uint64_t toll_lex_hash(const char *data, size_t len)
{
    if (all_ascii(data, len)) return lex_hash_folded(data, len);
    char folded[256];
    size_t folded_len = toll_utf8_fold(folded, sizeof folded, data, len);
    return lex_hash_folded(folded, folded_len < sizeof folded ? folded_len : sizeof folded);
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

static size_t scan_word(toll_token *token, toll_text text, size_t start)
{
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
                size_t len = lex_letter_at(text, at);
                if (len) {
                    ascii = false, at += len;
                    continue;
                }
                size_t mark = lex_apostrophe_at(text, at);
                if (!mark || !lex_letter_at(text, at + mark) || lex_lone_s_at(text, at + mark)) break;
                ascii = false, at += mark;
            } else {
                size_t mark = at > start ? lex_apostrophe_at(text, at) : 0;
                if (!mark || !lex_letter_at(text, at + mark) || lex_lone_s_at(text, at + mark)) break;
                at += mark;
            }
        }
    }
    size_t len = at - start;
    token->len = (uint16_t)len;
    token->kind = TOLL_TOKEN_WORD;
    token->shape = shape_of(text, start, at);
    token->hash = ascii ? lex_hash_folded(text.data + start, len) : toll_lex_hash(text.data + start, len);
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
    token->hash = lex_hash_folded(text.data + start, at - start);
    return at;
}

/* --- marks */
uint8_t toll_lex_straight_quote(toll_text text, size_t at, bool quoted)
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
        lex_wide found = lex_wide_at(text, start);
        end = start + found.len;
        mark = found.mark;
    }
    if (mark == '"') mark = toll_lex_straight_quote(text, start, *quoted);
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
            end++, mark = toll_lex_straight_quote(text, start, *quoted);
        } else if (start && (lex_letter_at(text, start - 1) || class_at(text, start - 1) & (BYTE_DIGIT | BYTE_HIGH))) {
            if (lex_lone_s_at(text, end)) end++;
            else if ((text.data[start - 1] | 32) != 's' || *quoted) mark = TOLL_MARK_CLOSE;
        } else {
            mark = end < text.len && lex_letter_at(text, end) && (!start || !(class_at(text, start - 1) & BYTE_MARK)) ? TOLL_MARK_OPEN
                                                                                                                      : TOLL_MARK_CLOSE;
        }
    }
    if (mark == TOLL_MARK_OPEN) *quoted = true;
    if (mark == TOLL_MARK_CLOSE) *quoted = false;
    token->len = (uint16_t)(end - start);
    token->kind = TOLL_TOKEN_MARK;
    token->shape = TOLL_SHAPE_LOWER;
    token->mark = mark;
    if (lex_is_stop(mark) || mark == TOLL_MARK_OPEN || mark == TOLL_MARK_CLOSE) token->flags |= TOLL_TOKEN_STOP;
    uint64_t sign = mark + 1u;
    for (size_t at = start; mark == TOLL_MARK_OTHER && at < end; at++)
        sign = sign * 257 + (uint8_t)text.data[at]; /* a bullet is no copyright sign */
    token->hash = lex_hash_mark(sign);
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
            lex_wide found = lex_wide_at(text, at);
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
    else if (class_ == BYTE_HIGH && lex_letter_at(text, start)) at = scan_word(token, text, start);
    else at = scan_mark(token, text, start, quoted);
    if (start && !(token->flags & TOLL_TOKEN_SPACE) && class_at(text, start) & BYTE_UPPER &&
        class_at(text, start - 1) & (BYTE_LOWER | BYTE_UPPER | BYTE_DIGIT))
        token->flags |= TOLL_TOKEN_GLUED;
    return at;
}
