/* Questions that a sentence leaves open: "Nobody knows how many people died", "reads out what the other side has lost", "of the dead there is no
 * agreed count". The figures that answer stand in the sentence after it, with no word of what they count.
 *
 * In: a sentence with a word of loss and no figure. Out: the outcome that is asked for, in the story, for one sentence. Only sentences that hold
 * both a word of loss and one that asks are looked at. */
#include "inside.h"

bool claim_asks_like(const toll_claim_reader *reader, const toll_lexer *lexer, size_t at)
{
    const toll_sentence *sentence = &lexer->sentences[at];
    const toll_token *tokens = lexer->tokens + sentence->first;
    toll_classes asks = {{0}};
    toll_classes_add(&asks, claim_class.asks);
    return toll_tables_seek(reader->tables->tables, tokens, 0, sentence->count, asks) < sentence->count;
}

/* The word for what befell those asked about; what is lost is asked for with "what". */
static const toll_note *outcome_asked(const toll_claim_reader *reader, unsigned from, unsigned *where)
{
    const claim_classes *k = &claim_class;
    const uint8_t words[] = {k->loss_toll, k->loss_count, k->loss_adjective, k->loss_past, k->loss_intransitive};
    for (unsigned at = from; at < view_of(reader)->count; at++) {
        if (from && view_of(reader)->tokens[at].kind == TOLL_TOKEN_MARK) return NULL; /* in the clause that asks */
        for (size_t i = 0; i < sizeof words; i++) {
            const toll_note *note = note_at(view_of(reader), at, words[i]);
            if (!note) continue;
            *where = at;
            return note;
        }
    }
    return NULL;
}

void claim_asked_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    const toll_note *asking = claim_note_in(&parse->view, (toll_extent){0, parse->view.count}, claim_class.asks);
    if (!asking || parse->loss_count) return;
    unsigned at = 0, from = 0;
    bool before = strcmp(claim_cell(reader->tables->tables, asking, "value"), "before") != 0;
    while (before && from < parse->view.count && !has_class(&parse->view, from, claim_class.asks)) from++;
    const toll_note *note = outcome_asked(reader, from, &at);
    if (!note) return;
    reader->story.asked = (asked){.note = *note,
        .span = toll_extent_span(&parse->view, (toll_extent){(uint16_t)at, note->len}),
        .sentence = reader->story.sentence,
        .known = true};
}

const asked *claim_asked(const toll_claim_reader *reader)
{
    const asked *a = &reader->story.asked;
    return a->known && reader->story.sentence - a->sentence == 1 ? a : NULL;
}
