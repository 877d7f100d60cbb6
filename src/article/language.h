/* Is a text in a language that has a folder in lang/? In: a text, and what its page declares. Out: yes or no, and the words that were counted.
 * Meant for texts in which nothing was found: a reader should hear that they were in no language this program reads, and not that they say
 * nothing.
 *
 * Languages differ most in their commonest words: a quarter to a half of running English or Ukrainian is function words of its tables
 * (function.tsv), of other languages next to nothing; languages that share their script and many small words differ in a few letters. So only
 * running prose is counted: stretches of at least five words between marks, and in them words that are no names. Headings, lists, tables and
 * numbers say nothing either way, and a text of which too little is left is taken for one that can be read: whoever is in doubt does not skip. */
#ifndef TOLL_LANGUAGE_H
#define TOLL_LANGUAGE_H

#include "base/base.h"
#include "table/table.h"

typedef struct toll_languages toll_languages;   /* immutable; shared by threads */

toll_status toll_languages_open(toll_languages **out, const toll_tables *tables, toll_error *error);
void toll_languages_close(toll_languages *languages);

typedef struct toll_language_count {
    uint32_t words, known;   /* of running prose; of these the function words of any language that has a folder */
    uint32_t strange;        /* words with a letter that none of these languages writes */
} toll_language_count;

/* Reads no more of the text than it needs: a few hundred bytes of one that can be read, 64 KB of one that cannot. `declared` ("fr", "en-GB"; absent =
 * nothing is) decides only where little was counted. `count` may be NULL. */
bool toll_language_is_known(toll_language_count *count, const toll_languages *languages, toll_text text, toll_text declared);

#endif
