/* Rows of CSV: cells, quotes and line breaks; what does not fit costs its row; each limit. */
#include "test.h"

#include "source_files.h"

/* `cells` as "a|b|" of a row, NULL where it cannot be cut. */
static void cut(const char *row, char comma, const char *cells)
{
    char bytes[256];
    size_t len = strlen(row);
    toll_csv it = {.comma = comma};
    toll_buffer got = {0};
    memcpy(bytes, row, len);
    bool whole = toll_csv_cut(&it, bytes, len);
    for (size_t i = 0; i < it.cell_count; i++) {
        toll_buffer_add(&got, it.cells[i].data, it.cells[i].len);
        toll_buffer_add_char(&got, '|');
    }
    toll_buffer_add_char(&got, '\0');
    if (cells) assert_string_equal(got.data, cells);
    assert_true(whole == (cells != NULL));
    toll_buffer_free(&got);
    toll_csv_free(&it);
}

static void cells_of_a_row(void **state)
{
    (void)state;
    cut("a,b", ',', "a|b|");
    cut("", ',', "|");
    cut(",", ',', "||");
    cut("a,", ',', "a||");
    cut("\"a\",\"b\"", ',', "a|b|");
    cut("\"a,b\";c", ';', "a,b|c|");
    cut("\"say \"\"no\"\"\"\tb", '\t', "say \"no\"|b|");
    cut("\"\",\"\"\"\"", ',', "|\"|");
    cut("a 9\" gun,6\"", ',', "a 9\" gun|6\"|"); /* an inch opens nothing */
    cut("\"a\nb\",c", ',', "a\nb|c|");
    cut("\"a", ',', "a|"); /* the file ended in it */
    cut("\"a\"b,c", ',', NULL);
}

/* The documents of a file and the last complaint ("" = none). */
static void reads(const char *csv, size_t limit, const char *wanted, size_t complaints, const char *last)
{
    notes said = {0};
    toll_buffer got = all_of(csv, strlen(csv), TOLL_SOURCE_CSV, limit, &said, NULL);
    assert_string_equal(got.data, wanted);
    assert_int_equal(said.count, complaints);
    if (complaints && !strstr(said.last.message, last)) fail_msg("\"%s\" does not say \"%s\"", said.last.message, last);
    toll_buffer_free(&got);
}

static void rows_are_documents(void **state)
{
    (void)state;
    reads("id,text\na,5 killed\nb,\"6\nkilled\"\n", 0, "a=5 killed;b=6\nkilled;", 0, "");
    reads("\xEF\xBB\xBFtext;id\r\n5 killed;a\r\n\r\n6 killed;b", 0, "a=5 killed;b=6 killed;", 0, "");
    reads("ID\tBody\na\t5 killed\n", 0, "a=5 killed;", 0, "");
    reads("text,title\n5 killed,x\n", 0, ":2=5 killed;", 0, "");                              /* without an id: the file and the line */
    reads("url,text,text\nhttp://e/1,5 killed,6 killed\n", 0, "http://e/1=5 killed;", 0, ""); /* the first of two */
    reads("id,text\na 9\" gun,\"5\n\"\"6\"\"\n7\"\n", 0, "a 9\" gun=5\n\"6\"\n7;", 0, "");    /* doubled quotes close nothing */
    reads("id,text\na,\"he said \"\"5\"\"\"\n", 0, "a=he said \"5\";", 0, "");
    reads("id,text\na,\xCF\xEE\xE3\xE8\xE1\xEB\xE8 \xEB\xFE\xE4\xE8 \xE2 \xE3\xEE\xF0\xEE\xE4\xE5\n", 0, "a=Погибли люди в городе;", 0, "");
}

static void rows_that_do_not_fit(void **state)
{
    (void)state;
    reads("id,text\na,b,c\nd,5 killed\n", 0, "d=5 killed;", 1, "3 cells where the header row has 2");
    reads("id,text\na\nd,5 killed\n", 0, "d=5 killed;", 1, "1 cells where");
    reads("id,text\na,\"5\" killed\nd,5 killed\n", 0, "d=5 killed;", 1, "behind the closing quote");
    reads("id,text\na,\nd,5 killed\n", 0, "d=5 killed;", 1, "its text is empty");
    reads("id,text\nd,5 killed\na,\"6 killed\ne,7 killed\n", 0, "d=5 killed;", 1, "never closed");
    reads("id,text,date\na,5 killed,soon\n", 0, "a=5 killed;", 1, "is not a date");
    reads("id,words\na,5 killed\n", 0, "", 1, "no column \"text\"");
    reads("", 0, "", 1, "empty");
    reads("id,text\n", 0, "", 0, "");
}

static void the_limits(void **state)
{
    (void)state;
    /* A row: one line of it, or its lines together. */
    reads("id,text\na,012345678901234567890123456789\nb,5 killed\n", 20, "b=5 killed;", 1, "the row is longer than 20 bytes");
    reads("id,text\na,\"0123456789\n0123456789\nc,6 killed\n0123456789\"\nb,5 killed\n", 20, "b=5 killed;", 1,
        "the row is longer than 20 bytes");
    /* Columns: 1,024 are read, one more is no header. */
    toll_buffer wide = {0};
    for (int more = 0; more < 2; more++) {
        toll_buffer_clear(&wide);
        toll_buffer_add_string(&wide, "id,text");
        for (int i = 2; i < TOLL_CSV_COLUMNS + more; i++) toll_buffer_add_string(&wide, ",c");
        toll_buffer_add_string(&wide, "\na,5 killed");
        for (int i = 2; i < TOLL_CSV_COLUMNS + more; i++) toll_buffer_add_string(&wide, ",");
        toll_buffer_add_char(&wide, '\n');
        toll_buffer_add_char(&wide, '\0');
        reads(wide.data, 0, more ? "" : "a=5 killed;", (size_t)more, "no column");
    }
    toll_buffer_free(&wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_a_row),
        cmocka_unit_test(rows_are_documents),
        cmocka_unit_test(rows_that_do_not_fit),
        cmocka_unit_test(the_limits),
    };
    return TOLL_RUN(tests);
}
