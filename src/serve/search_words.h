/* What somebody types to search for, taken apart (search_words.c): words, and what is meant as a filter. */
#ifndef TOLL_SERVE_SEARCH_WORDS_H
#define TOLL_SERVE_SEARCH_WORDS_H

#include "query.h"

enum { SERVE_SEARCH_FILTERS = 12 };

typedef struct serve_search {
    const char *words;       /* those that are left: all must stand in the text */
    struct serve_param filters[SERVE_SEARCH_FILTERS];   /* each name once */
    size_t count;
    char note[240];          /* the first thing that could not be taken as it stands, and where; empty = all of it could */
} serve_search;

/* `claimant:rus-mod place:"Deir ez-Zor" >800 barracks`. Never fails but for want of memory (false): what is no filter stays a word, and the note says so. */
bool serve_search_parse(serve_search *out, toll_arena *memory, const char *text);

#endif
