/* Bytes and characters: which of them are letters, digits, white space and marks, of ASCII by a table and beyond it by code point.
 * In: text and an offset. Out: what stands there and how long it is. */
#include "inside.h"

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

lex_wide lex_wide_at(toll_text text, size_t at)
{
    if (is_punctuation(text, at)) {
        const uint8_t mark = punctuation[(uint8_t)text.data[at + 2] & 63];
        return (lex_wide){3, mark ? BYTE_MARK : BYTE_SPACE, mark};
    }
    size_t len = 1;
    uint32_t point = toll_utf8_decode(text.data + at, text.len - at, &len);
    lex_wide found = {len, BYTE_LETTER, 0};
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
