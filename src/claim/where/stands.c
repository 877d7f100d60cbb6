/* Does a name stand for a place at all? "Kyiv said" is a government, "the Kharkiv governor" an official, "an X battalion" soldiers.
 *
 * In: a sentence and a name of the gazetteer in it. Out: yes or no. A bounded look around the name. */
#include "where.h"

static bool acts(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    return at < view->count && (toll_classes_meet(view->scratch->classes[at], k->any_verb) || has_class(view, at, k->have) ||
                                   has_class(view, at, k->be) || has_class(view, at, k->modal));
}

/* "X hospital", "the X refugee camp": an institution or people by one word, a place by the whole. */
static bool is_site_name(const toll_claim_reader *reader, unsigned next)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *title = note_at(view, next, k->title), *kind = note_at(view, next, k->site_word);
    if (!kind) kind = note_at(view, next, k->region_word);
    return kind && (!title || title->len < kind->len);
}

/* "Sarajevo's crowded streets", "Mosul's main hospital": what a place owns is there; `at` is what follows the 's. */
static bool owns_ground(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned end = at; end < at + WORDS && is_word(view, end); end++) {
        if (has_class(view, end, k->site_word) || has_class(view, end, k->region_word) || has_class(view, end, k->direction) ||
            has_class(view, end, k->many_places) || where_word_is(reader, end, PLACE_CHAIN))
            return true;
        if (view->tokens[end].shape != TOLL_SHAPE_LOWER || toll_classes_meet(view->scratch->classes[end], k->function)) return false;
    }
    return false;
}

/* Do names up to an institution follow: "... Hydroelectric Commission"? */
static bool begins_institution(const toll_claim_reader *reader, unsigned next)
{
    enum { WORDS = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = next; at < next + WORDS && is_word(view, at); at++) {
        if (view->tokens[at].shape == TOLL_SHAPE_LOWER || toll_classes_meet(view->scratch->classes[at], claim_class.function)) return false;
        if (has_class(view, at, claim_class.institution)) return true;
    }
    return false;
}

/* "Sri Lanka's capital, X", "the Sri Lankan capital": the words from where its lead stands before it; `at` is where "capital" is. */
unsigned where_before_capital(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = at;
    if (back && is_mark(view, back - 1, TOLL_MARK_CLITIC)) back--;
    while (back && reader->parse.inside_name[back - 1]) back--;
    if (back && (has_class(view, back - 1, k->country) || has_class(view, back - 1, k->nationality))) at = --back;
    return at && has_class(view, at - 1, k->determiner) ? at - 1 : at;
}

/* "X hospital in the Y district was shelled": what the sentence begins with was hit. */
bool where_is_struck(const toll_claim_reader *reader, unsigned at)
{
    enum { REACH = 10, WORDS = 3 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned verb = at;
    while (verb < view->count && verb < at + REACH && !toll_classes_meet(view->scratch->classes[verb], k->any_verb) &&
           !has_class(view, verb, k->be))
        verb++;
    for (unsigned past = verb + 1; past <= verb + WORDS && has_class(view, verb, k->be) && is_word(view, past); past++)
        if (has_class(view, past, k->attack_verb)) return true;
    return false;
}

/* "the Kabul bombing", "Mogadishu hotel attack": by the place where it was done; "Moscow strikes", "a Tehran drone attack" are a state's. */
static bool names_attack(const toll_claim_reader *reader, unsigned at, unsigned next)
{
    enum { WORDS = 3 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool sure = at && has_class(view, at - 1, k->definite);
    for (unsigned word = next; word < next + WORDS && is_word(view, word); word++) {
        const toll_note *attack = note_at(view, word, k->attack), *kind = note_at(view, word, k->site_word);
        const bool blast = where_word_is(reader, word, PLACE_BLAST);
        if (attack) {
            const unsigned end = word + attack->len;
            return (blast || (sure && !has_class(view, word, k->materiel))) && !has_class(view, end, k->of) &&
                   !has_class(view, end, k->place_lead);
        }
        if (!kind) return false;
        sure = true, word += kind->len - 1u;
    }
    return false;
}

/* "shot down late on Sunday over Kyiv": does a word of loss stand before the word of place at `lead`, in its clause? */
static bool is_fallen(const toll_sentence_view *view, unsigned lead)
{
    enum { WORDS = 7 };
    for (unsigned at = lead; at && at + WORDS > lead && view->tokens[at - 1].kind != TOLL_TOKEN_MARK; at--)
        if (has_class(view, at - 1, claim_class.loss_past)) return true;
    return false;
}

/* Is the name a speaker ("Kyiv said", "the mayor of Kyiv") rather than a place? Capitals count only after a preposition. */
bool where_stands(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *capital = note_at(view, at, k->capital);
    const bool aside = at > 2 && is_mark(view, at - 1, ','); /* "the capital, X", "the capital city, X" */
    const unsigned kind = aside && has_class(view, at - 2, k->region_word) && where_word_is(reader, at - 3, PLACE_CHAIN) ? at - 3 : at - 2;
    unsigned before = aside && where_word_is(reader, kind, PLACE_CHAIN) ? at - 1 : at;
    while (before && (has_class(view, before - 1, k->determiner) ||
                         (view->tokens[before - 1].kind == TOLL_TOKEN_WORD && view->tokens[before - 1].shape == TOLL_SHAPE_LOWER &&
                             !has_class(view, before - 1, k->preposition) &&
                             !toll_classes_meet(view->scratch->classes[before - 1], k->any_verb) && at - before < 3)))
        before--;
    const bool owned = before && is_mark(view, before - 1, TOLL_MARK_CLITIC); /* "Myanmar's commercial capital Yangon" */
    if (owned || (before < at && where_word_is(reader, before, PLACE_CHAIN))) before = where_before_capital(reader, before);
    unsigned lead = before && has_class(view, before - 1, k->preposition) ? before - 1 : before;
    if (lead && has_class(view, lead - 1, k->comparison_than)) return false; /* "higher than in Moscow" compares */
    bool after_preposition = before && (has_class(view, before - 1, k->preposition) || has_class(view, before - 1, k->of));
    unsigned next = at + reader->parse.name_len[at];
    bool owns = next < view->count && view->tokens[next].mark == TOLL_MARK_CLITIC; /* "with Kyiv's casualties at 800" */
    if (at > 1 && has_class(view, at - 1, k->of) && has_class(view, at - 2, k->region_word) && !owns) return true; /* "the city of X" */
    if (capital && capital->len == reader->parse.name_len[at] && !has_class(view, next, k->region_word)) {
        if (owns) return owns_ground(reader, next + 1);
        if (names_attack(reader, at, next)) return true;
        if (has_class(view, next, k->be) && where_is_struck(reader, next)) return true; /* "Beirut was bombed" */
        if (!before) return false;
        if (has_class(view, at - 1, k->of) && where_is_near(reader, at)) return true; /* "south of Tripoli" */
        if (has_class(view, at - 1, k->attack_verb)) return true;                     /* "a blast hits Baghdad" */
        if (before < at && has_class(view, before - 1, k->of) && acts(view, next))
            return false; /* "of the heaviest losses Moscow has acknowledged" */
        if (at > 1 && has_class(view, at - 1, k->direction) && has_class(view, at - 2, k->place_lead))
            return true; /* "into central Baghdad" */
        if (has_class(view, before - 1, k->guess_lead) || has_class(view, before - 1, k->in_word) || has_class(view, before - 1, k->of))
            return true;
        const bool of_it = at > 1 && (has_class(view, at - 1, k->of) || where_word_is(reader, at - 1, PLACE_FOR));
        if (of_it && where_word_is(reader, at - 2, PLACE_BATTLE)) return true; /* "the battle for Tripoli" */
        if (!has_class(view, before - 1, k->place_lead)) return false;
        if (before == 1) return is_mark(view, next, ','); /* "Over London, two raiders were shot down" */
        if (is_fallen(view, before - 1)) return true;
        return (has_class(view, before - 2, k->attack) || has_class(view, before - 2, k->attack_verb) ||
                has_class(view, before - 2, k->region_word));
    }
    if (owns && !after_preposition) return owns_ground(reader, next + 1);
    const bool fought = has_class(view, next, k->attack) && at && has_class(view, at - 1, k->guess_lead);      /* "in X fighting" */
    if (has_class(view, next, k->war_word) && !has_class(view, next, k->region_word) && !fought) return false; /* "the X conflict" */
    bool last = next + 1 >= view->count || view->tokens[next + 1].kind == TOLL_TOKEN_MARK; /* "12 dead in X - monitor" without its dash */
    if (last && at && has_class(view, at - 1, k->guess_lead)) return true;
    const toll_note *site = note_at(view, next, k->site_word);
    unsigned whose = has_class(view, next, k->region_word) ? next + 1 : site ? next + site->len : next; /* "X republic militias" */
    if (whose > next && (has_class(view, whose, k->force) || toll_classes_meet(view->scratch->classes[whose], k->people)) &&
        !after_preposition)
        return false;
    if (has_class(view, next, k->formation) && !(at && has_class(view, at - 1, k->guess_lead)))
        return false; /* "a clash with an X battalion" */
    if (is_site_name(reader, next) && (where_is_led(reader, at) || where_is_struck(reader, next))) return true;
    if (claim_in_source(&reader->parse, at) && begins_institution(reader, next)) return false; /* "the X River Power Commission said" */
    bool hit = at > 1 && has_class(view, at - 1, k->place_lead) && has_class(view, at - 2, k->attack); /* "an attack on X police" */
    return hit || (!has_class(view, next, k->title) && !has_class(view, next, k->institution));
}

/* "the Kharkiv governor", "Kyiv Mayor N.N.": an official who speaks for the place. */
bool where_is_seat(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const toll_note *title = note_at(view, at + reader->parse.name_len[at], k->title);
    unsigned back = at; /* "the mayor of X", "a minister of the republic of X" */
    while (
        back && (has_class(view, back - 1, k->of) || has_class(view, back - 1, k->region_word) || has_class(view, back - 1, k->determiner)))
        back--;
    bool of = back && has_class(view, back, k->of);
    if (of && (has_class(view, back - 1, k->title) || where_word_is(reader, back - 1, PLACE_SEE))) return true;
    const char *reach = title ? cell(reader, title, "reach") : NULL;
    return reach && (!strcmp(reach, "town") || !strcmp(reach, "province"));
}
