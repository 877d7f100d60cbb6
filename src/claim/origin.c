/* Who tells the text, before its first claim is read: the outlet that its record names, the title, the organ of a party that stands in brackets
 * in its date line ("CLANDESTINE, 12 NOV (Radio X) --"), whose "we" and "the enemy" are that party's.
 *
 * In: the record's fields and the first sentence, cut into tokens. Out: the story's home and publisher. One look at a few words each. */
#include "inside.h"

toll_status toll_claim_reader_outlet(toll_claim_reader *reader, const toll_lexer *lexer)
{
    if (!lexer->sentence_count) return TOLL_OK;
    toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[0]);
    if (status != TOLL_OK) return status;
    const claim_classes *k = &claim_class;
    const toll_extent all = {0, reader->parse.view.count};
    const toll_note *outlet = claim_note_in(&reader->parse.view, all, k->outlet_domain);
    if (!outlet) outlet = claim_note_in(&reader->parse.view, all, k->outlet);
    const char *country = claim_cell(reader->tables->tables, outlet, "country");
    if (*country) reader->story.home = country;
    const toll_note *actor = claim_note_in(&reader->parse.view, all, k->actor);
    if (actor && !outlet && claim_actor(reader, all, &reader->story.publisher)) reader->story.publisher.span = (toll_span){0, 0};
    return reader->status;
}

toll_status toll_claim_reader_title(toll_claim_reader *reader, const toll_lexer *lexer)
{
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        claim_story_sentence(reader);
    }
    reader->story.war = 0; /* the text itself must show that it is about war */
    return reader->status;
}

void claim_organ_sentence(toll_claim_reader *reader)
{
    enum { DATE_LINE = 16 };
    const toll_sentence_view *view = &reader->parse.view;
    if (reader->story.publisher.id || !toll_classes_has(reader->scratch.all, claim_class.actor)) return;
    for (unsigned at = 1; at + 3 < view->count && at < DATE_LINE; at++) {
        const toll_note *actor = view->tokens[at - 1].mark == '(' ? note_at(view, at, claim_class.actor) : NULL;
        const unsigned end = actor ? at + actor->len : view->count;
        if (end + 1 >= view->count || view->tokens[end].mark != ')' || view->tokens[end + 1].mark != TOLL_MARK_DASH) continue;
        const char *side = claim_cell(reader->tables->tables, actor, "side");
        if (*side && !claim_is_state(side) && claim_actor(reader, (toll_extent){(uint16_t)at, actor->len}, &reader->story.publisher))
            reader->story.publisher.span = (toll_span){0, 0};
        return;
    }
}
