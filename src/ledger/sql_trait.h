/* Private to sql_trait.c and sql_trait_kept.c: what one trait has, decoded, and what a question asks for. */
#ifndef TOLL_LEDGER_SQL_TRAIT_H
#define TOLL_LEDGER_SQL_TRAIT_H

#include "sql.h"

enum { TRAIT_KEY = 200, TRAITS = 5 };

typedef struct trait_set {
    char key[TRAIT_KEY];     /* "" = free */
    uint64_t *of;            /* numbers, or 64 readings a word */
    size_t len, count;       /* of `of`; of readings */
    bool bits;
    unsigned turn;           /* when it was asked for */
} trait_set;

typedef struct traits {
    toll_sql_store *it;
    struct toll_sql_traits *kept;
    toll_sql_values segments, one;
    const trait_set *sets[TRAITS];
    int count;
    toll_error *error;
} traits;

toll_status trait_no_memory(const traits *of);
/* Of segments that are others by now nothing is known; false where memory runs out. */
bool trait_look_at_segments(traits *of);
/* A set of this question; false where it has to be made. */
bool trait_is_kept(traits *of, const char *key);
/* `one` becomes a set of this question; key NULL = it is too long to be known again. */
toll_status trait_keep(traits *of, const char *key);

#endif
