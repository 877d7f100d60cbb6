/* Tokens and sentences: what is a word, a number, a mark; where dirty text is cut. Expectations are written as the pieces with | between them. */
#include "test.h"

#include "lex/block.h"

/* Words of the abbreviations set used here; a table of eight slots. */
static uint64_t slots[8];
static toll_abbreviations abbreviations(void)
{
    static const char *const words[] = {"Gen", "Lt", "No"};
    memset(slots, 0, sizeof slots);
    for (size_t i = 0; i < 3; i++) {
        uint64_t hash = toll_lex_hash(words[i], strlen(words[i]));
        size_t at = hash & 7;
        while (slots[at]) at = (at + 1) & 7;
        slots[at] = hash;
    }
    return (toll_abbreviations){slots, 7};
}

static void tokens_of(char out[512], const char *text)
{
    toll_lexer lexer = {0};
    toll_abbreviations set = abbreviations();
    size_t len = 0;
    toll_lexer_start(&lexer, toll_text_of(text), &set);
    while (toll_lexer_next(&lexer) == TOLL_OK)
        for (size_t i = 0; i < lexer.token_count; i++) {
            if (len) out[len++] = '|';
            memcpy(out + len, text + lexer.tokens[i].off, lexer.tokens[i].len);
            len += lexer.tokens[i].len;
        }
    out[len] = '\0';
    toll_lexer_free(&lexer);
}

static void sentences_of(char out[512], const char *text)
{
    toll_lexer lexer = {0};
    toll_abbreviations set = abbreviations();
    size_t len = 0;
    toll_lexer_start(&lexer, toll_text_of(text), &set);
    while (toll_lexer_next(&lexer) == TOLL_OK)
        for (size_t i = 0; i < lexer.sentence_count; i++) {
            if (len) out[len++] = '|';
            memcpy(out + len, text + lexer.sentences[i].span.off, lexer.sentences[i].span.len);
            len += lexer.sentences[i].span.len;
        }
    out[len] = '\0';
    toll_lexer_free(&lexer);
}

static void check_tokens(const char *text, const char *wanted)
{
    char found[512];
    tokens_of(found, text);
    assert_string_equal(found, wanted);
}

static void check_sentences(const char *text, const char *wanted)
{
    char found[512];
    sentences_of(found, text);
    assert_string_equal(found, wanted);
}

static void words(void **state)
{
    (void)state;
    check_tokens("", "");
    check_tokens(" \n\t ", "");
    check_tokens("the US-led D-30", "the|US|-|led|D|-|30");
    check_tokens("Kyiv's men didn't die", "Kyiv|'s|men|didn't|die");
    check_tokens("the soldiers' graves", "the|soldiers|'|graves");
    check_tokens("Mąkijivka’s Володимир", "Mąkijivka|’s|Володимир");
    check_tokens("U.S. and U.N. men", "U.S.|and|U.N.|men");
    check_tokens("AK12 T-72B3", "AK12|T|-|72|B3");
    check_tokens("a\xC2\xA0man\xE2\x80\xA8here\xEF\xBB\xBF", "a|man|here");
}

static void glued_words_are_cut(void **state)
{
    (void)state;
    check_tokens("monthsThe men", "months|The|men");
    check_tokens("Published18 May", "Published|18|May");
    check_tokens("MacDonald iPhone", "MacDonald|iPhone");
    check_tokens("McDonald", "McDonald");
}

static void numbers(void **state)
{
    (void)state;
    check_tokens("1,090 71,200,000 1.2 3.5%", "1,090|71,200,000|1.2|3.5|%");
    check_tokens("30-40 30–40", "30|-|40|30|–|40");
    check_tokens("1,1,1 12,34 1,2345", "1|,|1|,|1|12|,|34|1|,|2345");
    check_tokens("24.02.2022", "24.02|.|2022");
    check_tokens("10th 300kg", "10|th|300|kg");
}

static void marks(void **state)
{
    (void)state;
    toll_lexer lexer = {0};
    toll_lexer_start(&lexer, toll_text_of("\"He\" -- “we” - 'it' a-b 5–6 (x) ’tis"), NULL);
    assert_int_equal(toll_lexer_next(&lexer), TOLL_OK);
    char found[64];
    size_t len = 0;
    for (size_t i = 0; i < lexer.token_count; i++)
        if (lexer.tokens[i].kind == TOLL_TOKEN_MARK) found[len++] = (char)lexer.tokens[i].mark;
    found[len] = '\0';
    assert_string_equal(found, "{}_{}_{}--(){");
    toll_lexer_free(&lexer);
}

static void equal_words_have_equal_hashes(void **state)
{
    (void)state;
    assert_true(toll_lex_hash("Killed", 6) == toll_lex_hash("kILLED", 6));
    assert_true(toll_lex_hash("Mąkijivka", strlen("Mąkijivka")) == toll_lex_hash("makijivka", 9));
    assert_true(toll_lex_hash("killed", 6) != toll_lex_hash("kille", 5));
    assert_true(toll_lex_hash("a", 1) != toll_lex_hash("b", 1));
    assert_true(toll_lex_hash("", 0) != 0);
}

static void sentences_end_at_stops(void **state)
{
    (void)state;
    check_sentences("Ten died. Two lived! Who? He.", "Ten died.|Two lived!|Who?|He.");
    check_sentences("“Ten died.” He left. (So.) Then.", "“Ten died.”|He left.|(So.)|Then.");
    check_sentences("Lt. Gen. A. Smith died. No. 5 fell.", "Lt. Gen. A. Smith died.|No. 5 fell.");
    check_sentences("He said so... and left. Reuters.com wrote 3.5 lines.", "He said so... and left.|Reuters.com wrote 3.5 lines.");
    check_sentences("U.S. men died. They won.", "U.S. men died.|They won.");
}

static void dirty_text_is_cut(void **state)
{
    (void)state;
    check_sentences("They left on Friday.The next day", "They left on Friday.|The next day");
    check_sentences("They left on Friday.\"The army fired,\" he said", "They left on Friday.|\"The army fired,\" he said");
    check_sentences("He left.”We saw it.“Ten died", "He left.”|We saw it.|“Ten died");
    check_sentences("see reuters.\"com\" there", "see reuters.\"com\" there");
    check_sentences("for eleven monthsThe men", "for eleven months|The men");
    check_sentences("A title\nTen died\n\nMore", "A title|Ten died|More");
    check_sentences("A title\r\nTen died", "A title|Ten died");
}

static void wrapped_lines_are_spaces(void **state)
{
    (void)state;
    static const char line[] = "the men of the brigade held the line for eleven days before ";
    char text[512] = "";
    for (int i = 0; i < 5; i++) strcat(strcat(text, line), "\n");
    strcat(text, "they left. Then");
    char found[512];
    sentences_of(found, text);
    assert_non_null(strstr(found, "they left.|Then"));
    assert_ptr_equal(strchr(found, '|'), strstr(found, "|Then"));
}

static void flags_say_how_a_sentence_begins(void **state)
{
    (void)state;
    toll_lexer lexer = {0};
    toll_lexer_start(&lexer, toll_text_of("“We left. They stayed.” He\nran\n\nAway"), NULL);
    assert_int_equal(toll_lexer_next(&lexer), TOLL_OK);
    assert_int_equal(lexer.sentence_count, 5);
    assert_int_equal(lexer.sentences[0].flags, TOLL_SENTENCE_PARAGRAPH | TOLL_SENTENCE_STOPPED);
    assert_int_equal(lexer.sentences[1].flags, TOLL_SENTENCE_QUOTED | TOLL_SENTENCE_STOPPED);
    assert_int_equal(lexer.sentences[2].flags, 0);
    assert_int_equal(lexer.sentences[3].flags, TOLL_SENTENCE_LINE);
    assert_int_equal(lexer.sentences[4].flags, TOLL_SENTENCE_LINE | TOLL_SENTENCE_PARAGRAPH);
    toll_lexer_free(&lexer);
}

static void a_quotation_left_open_ends_with_its_paragraph(void **state)
{
    (void)state;
    toll_lexer lexer = {0};
    toll_lexer_start(&lexer, toll_text_of("“We left.\n\nThey stayed."), NULL);
    assert_int_equal(toll_lexer_next(&lexer), TOLL_OK);
    assert_int_equal(lexer.sentence_count, 2);
    assert_int_equal(lexer.sentences[1].flags & TOLL_SENTENCE_QUOTED, 0);
    toll_lexer_free(&lexer);
}

static void long_runs_are_bounded(void **state)
{
    (void)state;
    enum { LEN = 200000 };
    char *text = malloc(LEN);
    assert_non_null(text);
    memset(text, 'a', LEN);
    toll_lexer lexer = {0};
    toll_lexer_start(&lexer, (toll_text){text, LEN}, NULL);
    size_t bytes = 0;
    while (toll_lexer_next(&lexer) == TOLL_OK)
        for (size_t i = 0; i < lexer.token_count; i++) bytes += lexer.tokens[i].len;
    assert_int_equal(bytes, LEN);
    for (size_t i = 0; i < LEN; i++) text[i] = i % 2 ? ' ' : 'a';
    toll_lexer_start(&lexer, (toll_text){text, LEN}, NULL);
    while (toll_lexer_next(&lexer) == TOLL_OK)
        for (size_t i = 0; i < lexer.sentence_count; i++) assert_true(lexer.sentences[i].count <= 400);
    toll_lexer_free(&lexer);
    free(text);
}

/* Every byte at every place of a block: what SSE2 says of it, and eight bytes at a time. */
static void bytes_looked_at_together_are_what_they_are(void **state)
{
    (void)state;
    char data[LEX_BLOCK];
    for (unsigned turn = 0; turn < 256; turn++) {
        for (unsigned i = 0; i < LEX_BLOCK; i++) data[i] = (char)(turn + i * 37);
        const lex_block found = lex_look(data), plain = lex_look_plain(data);
        assert_true(found.letters == plain.letters && found.capitals == plain.capitals);
        for (unsigned i = 0; i < LEX_BLOCK; i++) {
            const uint8_t class_ = toll_lex_classes[(uint8_t)data[i]];
            assert_int_equal(found.letters >> i & 1, (class_ & BYTE_LETTER) != 0);
            if (class_ & BYTE_LETTER) assert_int_equal(found.capitals >> i & 1, (class_ & BYTE_UPPER) != 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(glued_words_are_cut),
        cmocka_unit_test(numbers),
        cmocka_unit_test(marks),
        cmocka_unit_test(equal_words_have_equal_hashes),
        cmocka_unit_test(sentences_end_at_stops),
        cmocka_unit_test(dirty_text_is_cut),
        cmocka_unit_test(wrapped_lines_are_spaces),
        cmocka_unit_test(flags_say_how_a_sentence_begins),
        cmocka_unit_test(a_quotation_left_open_ends_with_its_paragraph),
        cmocka_unit_test(long_runs_are_bounded),
        cmocka_unit_test(bytes_looked_at_together_are_what_they_are),
    };
    return TOLL_RUN(tests);
}
