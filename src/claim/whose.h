/* Private to the whose*.c files: what the side and class of victims are taken from. whose.c is the order in which they are asked;
 * whose_words.c reads the words, whose_class.c the kind, whose_party.c the conflict; whose_place.c is asked last (claim_whose_here). */
#ifndef TOLL_CLAIM_WHOSE_H
#define TOLL_CLAIM_WHOSE_H

#include "inside.h"

/* whose_words.c */
const char *whose_after(toll_claim_reader *reader, int at);
bool whose_own_after(const toll_claim_reader *reader, int at);
const char *whose_item(toll_claim_reader *reader, int at);
const char *whose_sufferer(toll_claim_reader *reader, int at);
const char *whose_home(const toll_claim_reader *reader, uint8_t class_);
const char *whose_enemy(toll_claim_reader *reader, const draft *out);
const char *whose_loser(toll_claim_reader *reader, const tie *loss, const draft *out);
const char *whose_toll(toll_claim_reader *reader, const tie *loss, const draft *out, toll_victims *victims);

/* whose_class.c */
bool whose_says(const toll_claim_reader *reader, const item *noun, uint8_t class_);
uint8_t whose_class(const toll_claim_reader *reader, const item *noun);
bool whose_is_people(toll_class class_);
bool whose_civilian_target(const toll_claim_reader *reader);

/* whose_party.c */
bool whose_boasts(const toll_claim_reader *reader, const tie *loss);
const char *whose_party(const toll_claim_reader *reader, const draft *out);
const char *whose_regulars(toll_claim_reader *reader);

#endif
