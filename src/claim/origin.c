/* Who tells the text, before its first claim is read: the outlet that its record names, the title, whoever's statement its first line says that it
 * is ("Statement by the general command"), the organ of a party that stands in brackets in its date line ("CLANDESTINE, 12 NOV (Radio X) --"), whose
 * "we" and "the enemy" are that party's.
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

/* "the general command", "President X": the words begin with who it is; not "attacks by X". */
static bool begins_with_name(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned at = words.first + (has_class(view, words.first, k->determiner) ? 1u : 0u);
    const uint8_t kinds[] = {k->actor, k->group, k->person, k->nationality, k->country, k->institution, k->title};
    for (size_t i = 0; i < sizeof kinds; i++)
        if (note_at(view, at, kinds[i])) return true;
    return false;
}

/* A line that tells what somebody said is news of it: "General Staff statement says". */
static bool tells(const toll_claim_reader *reader, unsigned first)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = first; at < view->count; at++) {
        if (has_class(view, at, k->be) || has_class(view, at, k->have) || has_class(view, at, k->modal)) return true;
        if (is_mark(view, at, ':') || has_class(view, at, k->loss_past) ||
            (has_class(view, at, k->cue_say) && !has_class(view, at, k->cue_noun)))
            return true;
    }
    return false;
}

/* "X statement draws fire": a verb, and no noun behind an article or a preposition. */
static bool does(const toll_claim_reader *reader, unsigned first)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = first; at < view->count; at++) {
        const bool noun = at && (has_class(view, at - 1, k->determiner) || has_class(view, at - 1, k->preposition) ||
                                    has_class(view, at - 1, k->of));
        if (!noun && toll_classes_meet(view->scratch->classes[at], k->any_verb)) return true;
    }
    return false;
}

/* Whose the statement is that the line at the head of the text names: "Statement by X on Y", "X statement"; count 0 = nobody's. */
static toll_extent stater(const toll_claim_reader *reader)
{
    enum { LEAD = 8, NAME = 12 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned word = 0;
    while (word < view->count && word <= LEAD && !claim_is_label(reader, word, "statement") && !claim_is_label(reader, word, "speech"))
        word++;
    if (word >= view->count || word > LEAD || tells(reader, word)) return (toll_extent){0, 0};
    const unsigned behind = word + note_at(view, word, k->talk_label)->len;
    unsigned by = behind;
    while (by < view->count && by <= word + LEAD && !has_class(view, by, k->by) && !has_class(view, by, k->of)) by++;
    unsigned end = by + 1;
    while (end < view->count && end <= by + NAME && view->tokens[end].kind == TOLL_TOKEN_WORD &&
           (has_class(view, end, k->of) || !has_class(view, end, k->preposition)))
        end++;
    const toll_extent named = {(uint16_t)(by + 1), (uint16_t)(end - by - 1)}, owner = {0, (uint16_t)word};
    if (by < view->count && by <= word + LEAD && begins_with_name(reader, named)) return named;
    const bool own = claim_is_label(reader, word, "statement") && word && !does(reader, behind); /* "X speech" heads news of it */
    return own && begins_with_name(reader, owner) ? owner : (toll_extent){0, 0};
}

void claim_statement_sentence(toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    story *s = &reader->story;
    if (s->publisher.id || s->zone != TOLL_ZONE_HEADLINE || !toll_classes_has(reader->scratch.all, k->talk_label)) return;
    const toll_extent words = stater(reader);
    toll_claimant found = {.span = toll_extent_span(&parse->view, words)};
    if (!words.count || claim_named_in(reader, words, k->outlet) || !claim_actor(reader, words, &found) || !found.id) return;
    const bool person = claim_longest_in(reader, words, k->title) || claim_named_in(reader, words, k->person);
    if (!person) found.span = (toll_span){0, 0}; /* a body's own statement names nobody else */
    s->publisher = found;
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
