/* The spellings under which news prints a place name. Pure functions: a name as a gazetteer writes it in, other Latin spellings
 * out, each handed to `add` once or more (the caller drops doubles). */
#ifndef TOLL_GAZETTEER_SPELLING_H
#define TOLL_GAZETTEER_SPELLING_H

#include "base/base.h"

typedef void toll_spelling_add(void *to, const char *name);

typedef enum toll_cyrillic { TOLL_CYRILLIC_RUSSIAN, TOLL_CYRILLIC_UKRAINIAN } toll_cyrillic;

/* "Debal'tseve" -> "Debaltseve", "Łódź" -> "Lodz" */
void toll_spelling_plain(const char *name, toll_spelling_add *add, void *to);
/* "Ar Raqqah" -> "al-Raqqah", "al-Raqqa", "Raqqah", "Raqqa" ...; "Jisr ash Shughur" -> "Jisr al-Shughur" ... */
void toll_spelling_arabic(const char *name, toll_spelling_add *add, void *to);
/* Russian or Ukrainian in Cyrillic -> as agencies print it: "Артемовск" -> "Artemovsk". A name already in Latin passes through. */
void toll_spelling_cyrillic(const char *name, toll_cyrillic language, toll_spelling_add *add, void *to);

#endif
