/* The typed mentions that rule examples see: numbers, before rules of any kind run. Used by the table compiler only. */
#include "mention.h"

size_t toll_mention_pieces(toll_piece *out, size_t cap, const toll_sentence_view *view, uint8_t kind, void *context)
{
    (void)kind;
    toll_mention_words *words = context;
    toll_mention_words_resolve(words, view->tables);
    return toll_mention_number_pieces(out, cap, view, words);
}
