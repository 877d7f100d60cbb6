/* SQL of all stores in PostgreSQL's words. In: a statement as the files sql_*.c and others (rows.h) write it. Out: the same with $1 for ?1,
 * numbers for parameters that have none, the server's names of types where tables are made, and joins whose order the planner chooses.
 * Quoted text stays. Costs one pass over a statement, once each time it is prepared. */
#include <ctype.h>

#include "postgres.h"

typedef struct word {
    const char *ours, *theirs;
} word;

static const word types[] = {{"INTEGER", "BIGINT"}, {"REAL", "DOUBLE PRECISION"}, {"BLOB", "BYTEA"}, {"TEXT", "TEXT COLLATE \"C\""},
    {"STRICT", ""}, {"WITHOUT ROWID", ""}};
static const word joins[] = {{"CROSS JOIN", "JOIN"}};

static bool part_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The word at `at`, where one of the list stands there whole. */
static const word *find(const char *sql, size_t at, const word *list, size_t count)
{
    if (at && part_of_word(sql[at - 1])) return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(list[i].ours);
        if (!strncmp(sql + at, list[i].ours, len) && !part_of_word(sql[at + len])) return &list[i];
    }
    return NULL;
}

static size_t quoted(const char *sql, size_t at)
{
    size_t end = at + 1;
    while (sql[end] && sql[end] != sql[at]) end++;
    return sql[end] ? end + 1 : end;
}

int toll_postgres_translate(toll_buffer *out, const char *sql, toll_sql_use use)
{
    int count = 0;
    bool makes = !strncmp(sql, "CREATE TABLE", 12) || !strncmp(sql, "ALTER TABLE", 11);
    for (size_t at = 0; sql[at];) {
        const word *change = makes                   ? find(sql, at, types, sizeof types / sizeof *types)
                             : use == TOLL_SQL_LARGE ? find(sql, at, joins, sizeof joins / sizeof *joins)
                                                     : NULL;
        if (sql[at] == '\'' || sql[at] == '"') {
            size_t end = quoted(sql, at);
            toll_buffer_add(out, sql + at, end - at);
            at = end;
        } else if (change) {
            toll_buffer_add_string(out, change->theirs);
            at += strlen(change->ours);
        } else if (sql[at] == '?') {
            int number = 0;
            for (at++; isdigit((unsigned char)sql[at]) && number < TOLL_POSTGRES_PARAMETERS; at++) number = number * 10 + (sql[at] - '0');
            if (!number) number = count + 1;
            if (number > count) count = number;
            toll_buffer_printf(out, "$%d", number);
        } else {
            toll_buffer_add_char(out, sql[at++]);
        }
    }
    return out->failed ? -1 : count;
}
