/* Laws of the lexer over random texts made of hard pieces: where windows end changes nothing; a text between two paragraphs of others is cut as if it
 * stood alone; CR LF reads like LF; the quick way of cutting usual tokens cuts as the careful one. */
#include "test.h"

#include <stdio.h>

#include "lex/inside.h"

enum { PIECES = 120, TEXT = 4096, TOKENS = 4096 };

static const char *const pieces[] = {"Ten men", " died", ". ", ".", "The ", "Lt. ", "U.S. ", "\n", "\n\n", "“", "” ", "\"", "'", "’s ",
    "s' ", "1,090", " 30-40 ", "3.5%", " -- ", "(", ") ", "monthsThe", "é", "\xE2\x80\x8B", "?", "! ", "...", ", ", ": ", "A. B. ", "KYIV ",
    "a", " ", "  ", "Published18", "officer's", "soldiers’ ", "anti-aircraft", "--", "-", "’", "‘", "—", "internationally recognised",
    "2023", "\xC2\xA0"};

static size_t make_text(toll_random *random, char *out, bool paragraphs)
{
    size_t len = 0;
    for (int i = 0; i < PIECES; i++) {
        const char *piece = pieces[toll_random_below(random, sizeof pieces / sizeof pieces[0])];
        if (!paragraphs && strchr(piece, '\n')) continue;
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

typedef struct cut {
    uint32_t off, len, flags;
} cut;

/* The sentences of a text, as many as fit. */
static size_t sentences_of(cut *out, const char *text, size_t len, size_t window)
{
    toll_lexer lexer = {.window = window};
    size_t count = 0;
    toll_lexer_start(&lexer, (toll_text){text, len}, NULL);
    while (toll_lexer_next(&lexer) == TOLL_OK)
        for (size_t i = 0; i < lexer.sentence_count && count < TOKENS; i++)
            out[count++] = (cut){lexer.sentences[i].span.off, lexer.sentences[i].span.len, lexer.sentences[i].flags};
    toll_lexer_free(&lexer);
    return count;
}

static void windows_change_nothing(void **state)
{
    (void)state;
    toll_random random = toll_random_start(1);
    static cut whole[TOKENS], part[TOKENS];
    char text[TEXT];
    for (int round = 0; round < 400; round++) {
        size_t len = make_text(&random, text, true), count = sentences_of(whole, text, len, 0);
        size_t window = 1 + toll_random_below(&random, 600);
        toll_holds(random, sentences_of(part, text, len, window) == count);
        for (size_t i = 0; i < count; i++) toll_holds(random, !memcmp(&whole[i], &part[i], sizeof whole[i]));
    }
}

static void the_quick_way_is_the_careful_one(void **state)
{
    (void)state;
    toll_random random = toll_random_start(7);
    char text[TEXT];
    for (int round = 0; round < 1000; round++) {
        const toll_text whole = {text, make_text(&random, text, true)};
        toll_lexer lexer = {0};
        toll_lexer_start(&lexer, whole, NULL);
        bool quoted = false;
        size_t at = 0;
        while (toll_lexer_next(&lexer) == TOLL_OK)
            for (size_t i = 0; i < lexer.token_count; i++) {
                const toll_token *quick = &lexer.tokens[i];
                toll_token careful;
                at = toll_lex_scan(&careful, whole, at, &quoted);
                toll_holds(random, quick->off == careful.off && quick->len == careful.len && quick->hash == careful.hash);
                toll_holds(random, quick->kind == careful.kind && quick->shape == careful.shape && quick->mark == careful.mark &&
                                       quick->flags == careful.flags);
            }
        toll_lexer_free(&lexer);
    }
}

static void text_around_changes_nothing(void **state)
{
    (void)state;
    toll_random random = toll_random_start(2);
    static cut alone[TOKENS], within[TOKENS];
    char text[TEXT], all[3 * TEXT + 8];
    for (int round = 0; round < 400; round++) {
        size_t before = make_text(&random, all, false);
        memcpy(all + before, ".\n\n", 3); /* a colon would hold over the empty line */
        before++;
        size_t len = make_text(&random, text, false);
        while (len && (text[len - 1] == ' ' || text[len - 1] == '\n')) len--;
        memcpy(all + before + 2, text, len);
        while (len && text[len - 1] == ':') len--;
        memcpy(all + before + 2 + len, "\n\n", 2);
        size_t after = make_text(&random, all + before + len + 4, false);
        size_t count = sentences_of(alone, text, len, 0), most = sentences_of(within, all, before + len + 4 + after, 0), first = 0;
        while (first < most && within[first].off < before + 2) first++;
        for (size_t i = 0; i < count; i++) {
            toll_holds(random, first + i < most);
            toll_holds(random, within[first + i].off == alone[i].off + before + 2 && within[first + i].len == alone[i].len);
            uint32_t flags = i ? alone[i].flags ^ within[first + i].flags : 0;
            toll_holds(random, !flags);
        }
        toll_holds(random, first + count == most || within[first + count].off >= before + 2 + len);
    }
}

static void line_ends_of_windows_read_alike(void **state)
{
    (void)state;
    toll_random random = toll_random_start(3);
    static cut plain[TOKENS], returns[TOKENS];
    char text[TEXT], other[2 * TEXT];
    for (int round = 0; round < 400; round++) {
        size_t len = make_text(&random, text, true), more = 0;
        for (size_t i = 0; i < len; i++) {
            if (text[i] == '\n') other[more++] = '\r';
            other[more++] = text[i];
        }
        size_t count = sentences_of(plain, text, len, 0);
        toll_holds(random, sentences_of(returns, other, more, 0) == count);
        for (size_t i = 0; i < count; i++) toll_holds(random, plain[i].flags == returns[i].flags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_change_nothing),
        cmocka_unit_test(the_quick_way_is_the_careful_one),
        cmocka_unit_test(text_around_changes_nothing),
        cmocka_unit_test(line_ends_of_windows_read_alike),
    };
    return TOLL_RUN(tests);
}
