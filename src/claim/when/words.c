/* Words of time (period.tsv) by their kind: which a sentence has, and which stands at a token.
 *
 * In: a sentence with its notes. Out: yes or no, or the note. The sentence is gone through once, whatever is asked of it. */
#include "when.h"

const toll_note *when_word(const toll_claim_reader *reader, unsigned at, word_kind kind)
{
    const toll_note *word = note_at(&reader->parse.view, at, claim_class.time_word);
    return claim_kind(reader->tables, word) == kind ? word : NULL;
}

void claim_time_words(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->timed) return;
    parse->timed = true;
    parse->time_kinds = 0;
    if (!sentence_has(reader, claim_class.time_word)) return;
    for (unsigned at = 0; at < parse->view.count; at++)
        parse->time_kinds |= UINT64_C(1) << claim_kind(reader->tables, note_at(&parse->view, at, claim_class.time_word));
}

bool when_says(const toll_claim_reader *reader, word_kind kind)
{
    return reader->parse.time_kinds >> kind & 1;
}

bool when_begins(const toll_claim_reader *reader, word_kind kind)
{
    enum { HEAD = 3 };
    if (!sentence_has(reader, claim_class.time_word)) return false;
    for (unsigned at = 0; at < HEAD && at < reader->parse.view.count; at++)
        if (when_word(reader, at, kind)) return true;
    return false;
}

bool when_apart(const toll_claim_reader *reader)
{
    return when_begins(reader, TIME_APART) || (reader->parse.view.count && when_word(reader, 0, TIME_SEPARATE));
}
