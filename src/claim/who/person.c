/* Persons of the tables, by the office that they held when the text was written.
 *
 * In: words; a person has a row for each office, with its days. Out: the row of the office held on the day of publication, or that ended a little
 * before or begins a little after; none where the tables know him only by another time: his title in the text then says who speaks. Looks at
 * the rows of one name. */
#include "claim/inside.h"

static toll_day day_of(const toll_claim_reader *reader, const toll_note *person, const char *column)
{
    toll_day day;
    return toll_day_parse(&day, toll_text_of(claim_cell(reader->tables->tables, person, column))) ? day : TOLL_DAY_UNKNOWN;
}

/* News goes on to quote who has just left, and names who is about to come. */
static bool holds_office(const toll_claim_reader *reader, const toll_note *person)
{
    enum { MONTH = 31 };
    toll_day now = reader->document->published, from = day_of(reader, person, "from"), to = day_of(reader, person, "to");
    if (now == TOLL_DAY_UNKNOWN) return true;
    return (from == TOLL_DAY_UNKNOWN || now >= from - MONTH) && (to == TOLL_DAY_UNKNOWN || now <= to + MONTH);
}

const toll_note *claim_person_in(const toll_claim_reader *reader, toll_extent words)
{
    const uint8_t class_ = claim_class.person;
    if (!claim_named_in(reader, words, class_)) return NULL;
    for (unsigned at = words.first; at < toll_extent_end(words); at++) {
        size_t count;
        const toll_note *notes = toll_scratch_notes(&reader->scratch, at, &count);
        for (size_t i = 0; i < count; i++)
            if (notes[i].class_ == class_ && notes[i].len == reader->parse.name_len[at] && holds_office(reader, &notes[i]))
                return &notes[i];
    }
    return NULL;
}
