/* Whether words may vouch for a figure: a person, an institution, a name may; a thing, what happened, footage, a paper of nobody's may not.
 * In: the words of a source (source.c), the story. Out: yes or no. One walk over the source each. */
#include "speaker.h"

bool speaker_is_somebody(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = words.first; at < toll_extent_end(words) && at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        const toll_classes classes = view->scratch->classes[at];
        if (toll_classes_meet(classes, k->people) || toll_classes_meet(classes, k->names)) return true;
        if (has_class(view, at, k->pronoun) || has_class(view, at, k->cue_noun)) return true;
        bool capital = token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER;
        if (capital && at > 0 && !has_class(view, at, k->determiner)) return true; /* the first word has one anyway */
    }
    return false;
}

/* "Sami said": a word that no table knows is a name, though the sentence begins with it; what shows or suggests may be a thing. */
static bool is_surname(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_token *token = &view->tokens[words.first];
    const bool alone = words.count == 1 || is_mark(view, words.first + 1u, ','); /* "Sami, 61, said" */
    if (!alone || !speaker_cue_is(reader, a, "say") || token->kind != TOLL_TOKEN_WORD || token->shape == TOLL_SHAPE_LOWER) return false;
    const toll_classes classes = view->scratch->classes[words.first];
    bool letters = token->shape == TOLL_SHAPE_UPPER; /* "CSPR said", where the text has told whose letters they are */
    return (!letters && !toll_classes_meet(classes, classes)) || claim_known_as(reader, words.first) != NULL;
}

/* "Preliminary data", "early reports": whose, they do not say. */
bool speaker_is_bare_paper(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (!words.count || !has_class(view, toll_extent_end(words) - 1u, k->cue_noun)) return false;
    for (unsigned at = words.first; at < toll_extent_end(words); at++)
        if (toll_classes_meet(view->scratch->classes[at], k->names) || has_class(view, at, k->institution) ||
            has_class(view, at, k->title) || has_class(view, at, k->determiner) || has_class(view, at, k->possessive))
            return false;
    return true;
}

bool speaker_is_rebels(const toll_claim_reader *reader, toll_extent words)
{
    return claim_faction_in(reader, words) && !claim_is_some_group(reader, words) && !claim_named_in(reader, words, claim_class.group);
}

static bool has_setting(const toll_claim_reader *reader, const toll_attribution *a, const char *name)
{
    return a->rule != TOLL_NO_RULE && !strcmp(toll_rule_setting(reader->tables->tables, a->rule, name), "yes");
}

bool speaker_finds(const toll_claim_reader *reader, const toll_attribution *a)
{
    return has_setting(reader, a, "finder");
}

bool speaker_is_cited(const toll_claim_reader *reader, const toll_attribution *a)
{
    return has_setting(reader, a, "cites");
}

/* "Our reporter saw": the outlet, in its own voice. */
static bool is_own_reporter(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *title = claim_longest_in(reader, words, claim_class.title);
    return title && !strcmp(claim_cell(reader->tables->tables, title, "role"), "own");
}

/* "A video posted online shows": nobody has said it. A video of somebody's is his word. */
bool speaker_is_footage(toll_claim_reader *reader, toll_extent words)
{
    toll_claimant who = {.span = {0, 0}};
    return claim_note_in(view_of(reader), words, claim_class.footage) && !speaker_named(reader, words, &who);
}

/* "The union counted 25": a verb that proves little by itself, of somebody heard before by that word. */
static bool counts_again(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    if (a->flags & TOLL_ATTRIBUTION_PASSIVE || !words.count) return false;
    bool counts = speaker_counts(reader, a) || speaker_cue_is(reader, a, "show");
    return counts && has_class(view_of(reader), words.first, claim_class.determiner) && claim_known_as(reader, toll_extent_end(words) - 1u);
}

/* "The war between the cartels", "Monday's twin attack", "the army truck": what happened and what was used say nothing, whoever took part. */
bool speaker_is_thing(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned head = words.first;
    for (unsigned at = words.first; at < toll_extent_end(words); at++) {
        bool further = at > words.first && has_class(view, at, k->relative) && !has_class(view, at, k->determiner);
        if (is_mark(view, at, ',') &&
            claim_longest_in(reader, (toll_extent){(uint16_t)at, (uint16_t)(toll_extent_end(words) - at)}, k->title))
            return false; /* "Defence Operations, General X": his office */
        if (has_class(view, at, k->preposition) || has_class(view, at, k->of) || is_mark(view, at, ',') || further) break;
        if (note_at(view, at, k->conflict)) return true;
        if (view->tokens[at].kind == TOLL_TOKEN_WORD) head = at;
    }
    const toll_classes said = view->scratch->classes[head];
    if (toll_classes_meet(said, k->names) || has_class(view, head, k->title) || has_class(view, head, k->institution)) return false;
    bool thing = has_class(view, words.first, k->determiner) && has_class(view, head, k->materiel); /* "Abrams said" */
    bool fallen = has_class(view, head, k->loss_count) && has_class(view, head + 1, k->of); /* "the body of a woman"; but "the UN body" */
    return thing || fallen || has_class(view, head, k->attack) || has_class(view, head, k->battle) || has_class(view, head, k->war_word);
}

/* "Ukraine war: 30 killed" has no speaker; nor has a bomb that "claimed" lives; but rescuers "recovered" bodies. Texts all in capitals show no
   names: anything may. */
bool speaker_may_speak(toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    const claim_classes *k = &claim_class;
    if ((a->flags & TOLL_ATTRIBUTION_WEAK && !counts_again(reader, a, words)) || speaker_is_thing(reader, words) ||
        speaker_is_footage(reader, words) || is_own_reporter(reader, words))
        return false;
    if (toll_classes_meet(view_of(reader)->scratch->classes[a->cue.first], k->loss) && !speaker_finds(reader, a)) return false;
    const uint8_t speakers[] = {
        k->title, k->institution, k->actor, k->person, k->group, k->country, k->nationality, k->capital, k->formation};
    for (size_t i = 0; i < sizeof speakers; i++)
        if (claim_note_in(view_of(reader), words, speakers[i])) return true;
    if (a->flags & TOLL_ATTRIBUTION_ACCORDING && has_class(view_of(reader), words.first, k->determiner)) return true;
    if (a->flags & TOLL_ATTRIBUTION_ACCORDING && claim_named_in(reader, words, k->outlet)) return true; /* "by AFP's count" */
    return a->note.class_ != TOLL_NO_CLASS && (speaker_is_somebody(reader, words) || is_surname(reader, a, words));
}
