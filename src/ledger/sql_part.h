/* Parts of the queries over claims, versions and sources: a question that is being written, and what its filter makes of it. Aliases are the
 * same everywhere: v version, r reading, c claim, d decision. Parameters are `?`, bound in the order written; none is written into the SQL. */
#ifndef TOLL_LEDGER_SQL_PART_H
#define TOLL_LEDGER_SQL_PART_H

#include "sql.h"

typedef struct toll_parameter {
    toll_text text;          /* absent: the number counts */
    int64_t number;
    bool blob;
} toll_parameter;

enum { TOLL_QUESTION_PARAMETERS = 96 };

typedef struct toll_question {
    toll_sql_store *it;
    const toll_ledger_filter *filter;
    toll_buffer sql;
    toll_sql_list texts, readings, ids;   /* what may be meant by the filter's words, by its values, and by its id */
    const char *claims;      /* a list of the claims that say the filter's words; NULL = not known */
    toll_parameter parameters[TOLL_QUESTION_PARAMETERS];
    int parameter_count;
    char least[32], most[32];   /* the filter's figures, as texts */
    int64_t side;            /* row of the word; 0 = not asked for */
    uint8_t key[12];
    bool nothing;            /* the filter names what the ledger does not hold */
} toll_question;

#define CLAIMS_OF_READING "c.id BETWEEN r.id << 24 AND r.id << 24 | 16777215"
#define FIRST_DAY "coalesce(c.period_from, c.period_to, c.stated, v.published)"
#define LAST_DAY  "coalesce(c.period_to, c.period_from, c.stated, v.published)"

void toll_part(toll_question *q, const char *sql);
void toll_part_number(toll_question *q, int64_t value);         /* binds the next parameter, as the two that follow */
void toll_part_string(toll_question *q, const char *value);
void toll_part_key(toll_question *q);
void toll_part_standing(toll_question *q, const char *alias);   /* it stood at the moment asked about */
void toll_part_known(toll_question *q, const char *alias);      /* it was known then */
/* The column is among the rows of a list; a long list is gone through beside the column, which keeps the order of the rows. */
void toll_part_among(toll_question *q, const char *column, const char *rows, size_t count);
bool toll_part_is_short(const toll_question *q);                /* few enough readings to begin with them */

void toll_part_claim(toll_question *q);                         /* conditions on claim c, each with AND before it; so the others */
void toll_part_version(toll_question *q);
void toll_part_days(toll_question *q, const char *first, const char *last);
void toll_part_saying(toll_question *q);                        /* version v's text may say the filter's words */
void toll_part_all(toll_question *q);                           /* all conditions on c and v */
bool toll_part_asks_for_claims(const toll_ledger_filter *filter);

#endif
