/* Places where people are or belong, and not where they were lost: where the wounded were brought, where somebody comes from, is at home or in
 * office, where a text was written.
 *
 * In: a sentence and a place in it. Out: which of these the place is, if one. A bounded look around each place. */
#include "where.h"

/* "treated at a hospital in X", "hospitalised in X": where the wounded are, not where they were hurt. */
static bool is_treated(const toll_claim_reader *reader, unsigned lead)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!lead || !has_class(view, lead - 1, k->guess_lead)) return false;
    for (unsigned back = lead - 1; back && back + WORDS >= lead; back--) {
        if (where_word_is(reader, back - 1, PLACE_TREATED)) return true;
        if (toll_classes_meet(view->scratch->classes[back - 1], k->any_verb) || view->tokens[back - 1].kind == TOLL_TOKEN_MARK)
            return false;
    }
    return false;
}

/* Words that stand between "to", "from" or "treated at" and the place: "to the main hospital in X". */
static bool is_way_filler(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool inside = at && has_class(view, at, k->guess_lead) &&
                  (has_class(view, at - 1, k->site_word) || has_class(view, at - 1, k->region_word));  /* "a hospital in X" */
    if (is_mark(view, at, TOLL_MARK_OPEN)) return true;                                                /* from the "X" barracks */
    const bool owner = is_mark(view, at, TOLL_MARK_CLITIC) || is_mark(view, at + 1, TOLL_MARK_CLITIC); /* "to X's main hospital" */
    return inside || owner || has_class(view, at, k->determiner) || has_class(view, at, k->direction) || has_class(view, at, k->of) ||
           has_class(view, at, k->region_word) || has_class(view, at, k->site_word) || where_word_is(reader, at, PLACE_PLAIN);
}

/* "servicemen from X" are told by their home; "families from X" may have died there. */
static bool is_soldier(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_note *many = note_at(&reader->parse.view, at, k->victim_many);
    return has_class(&reader->parse.view, at, k->force) || (many && toll_same(cell(reader, many, "category"), "soldiers"));
}

/* "moved to X and shot nine people": who went there did what follows there. */
static bool goes_on_there(const toll_claim_reader *reader, unsigned to, const sentence_spot *s)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned end = (unsigned)s->first + s->count, where = is_mark(view, end, ',') ? end + 1 : end;
    unsigned verb = to;
    while (verb > 1 && (has_class(view, verb - 1, k->direction) || is_mark(view, verb - 1, '-'))) verb--; /* "moved south-west to" */
    bool active = verb > 1 && has_class(view, to, k->infinitive) && toll_classes_meet(view->scratch->classes[verb - 1], k->any_verb) &&
                  !has_class(view, verb - 2, k->be);
    if (active && has_class(view, where, k->where_word)) return true; /* "moved to X, where" */
    return active && has_class(view, end, k->conjunction) && end + 1 < view->count &&
           toll_classes_meet(view->scratch->classes[end + 1], k->any_verb);
}

/* "X hospital", "X's main hospital": where the wounded are. */
static bool is_medical(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { WORDS = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned end = (unsigned)s->first + s->count;
    if (where_word_is(reader, end - 1, PLACE_MEDICAL)) return true;
    if (!is_mark(view, end, TOLL_MARK_CLITIC)) return false;
    for (unsigned at = end + 1; at <= end + WORDS && is_word(view, at); at++)
        if (where_word_is(reader, at, PLACE_MEDICAL)) return true;
    return false;
}

/* "evacuated to X", "families from X": where they were brought, or come from. */
bool where_is_way(const toll_claim_reader *reader, const sentence_spot *s, bool *brought)
{
    enum { WORDS = 7 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = s->first;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL; /* "to hospitals in X and Y" */
    bool joined = before && before->first + before->count + 1 == s->first && has_class(view, s->first - 1u, k->conjunction);
    bool within = before && before->flags & SPOT_BROUGHT; /* "to hospital in X, Y province", "troops from the X region village of Y" */
    for (unsigned at = within ? before->first + before->count : s->first; at < s->first; at++)
        within &= has_class(view, at, k->in_word) || is_mark(view, at, ',') || is_way_filler(reader, at);
    if ((joined || within) && before->flags & SPOT_BROUGHT) return *brought = true;
    bool inside = false,
         medical = is_medical(reader, s); /* "ran to a camp in X": what happened then happened there; not so "taken to hospital in X" */
    for (unsigned step = 0; back && step < WORDS; step++, back--) {
        const toll_note *way = note_at(view, back - 1, k->way_word);
        bool verb = back > 1 && toll_classes_meet(view->scratch->classes[back - 2], k->any_verb);
        bool moving = claim_kind(reader->tables, way) == PLACE_MOVING; /* "advancing towards X" */
        if (way && (moving ? !verb : back > 1 && has_class(view, back - 2, k->near_word))) return false;
        if (way && !has_class(view, back - 1, k->infinitive) && back > 1 && is_soldier(reader, back - 2)) return *brought = true;
        if (way && back > 1 && !has_class(view, back - 1, k->infinitive) && has_class(view, back - 2, k->be))
            return *brought = true; /* "five were from X" */
        if (way && goes_on_there(reader, back - 1, s)) return false;
        if (way) {
            bool them = medical && back > 1 &&
                        toll_classes_meet(view->scratch->classes[back - 2], k->people); /* "the wounded to X hospital" */
            *brought = has_class(view, back - 1, k->infinitive) &&
                       (inside ? medical : them || (verb && !has_class(view, s->first + s->count, k->where_word)));
            return true;
        }
        if (is_treated(reader, back)) return *brought = true;
        if (!is_way_filler(reader, back - 1)) return false;
        inside |= has_class(view, back - 1, k->guess_lead);
        medical |= where_word_is(reader, back - 1, PLACE_MEDICAL);
    }
    return false;
}

/* "the rebel leader for X", "the commander of X district", "a group based in X": where somebody is at home, not where he lost or killed. */
static bool is_post(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = at;
    while (back && back + WORDS > at && is_way_filler(reader, back - 1) && !has_class(view, back - 1, k->of)) back--;
    if (back < 2 || !is_word(view, back - 1)) return false;
    if (has_class(view, back - 1, k->guess_lead)) return where_word_is(reader, back - 2, PLACE_HOME);
    return where_word_is(reader, back - 1, PLACE_FOR) &&
           (has_class(view, back - 2, k->title) || where_word_is(reader, back - 2, PLACE_HOME));
}

/* ... or does it go on from the one before: "the leader for X and Y districts of Z"? */
bool where_is_post(const toll_claim_reader *reader, const sentence_spot *s)
{
    if (is_post(reader, s->first)) return true;
    const toll_sentence_view *view = &reader->parse.view;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL;
    if (!before || !(before->flags & SPOT_POST)) return false;
    for (unsigned at = (unsigned)before->first + before->count; at < s->first; at++)
        if (!is_mark(view, at, ',') && !has_class(view, at, claim_class.conjunction) && !is_way_filler(reader, at)) return false;
    return true;
}

/* "By N. N. in X", "... and M. M. in Y": where who wrote the text is. */
bool where_is_byline(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { NAMES = 5 };
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned at = s->first;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL;
    if (at < 2 || !has_class(view, at - 1, claim_class.guess_lead) || view->tokens[at - 1].shape != TOLL_SHAPE_LOWER) return false;
    for (unsigned back = at - 1; back && back + NAMES >= at; back--) {
        if (where_word_is(reader, back - 1, PLACE_BYLINE)) return view->tokens[back - 1].shape != TOLL_SHAPE_LOWER && back + 1 < at;
        bool goes_on = before && (unsigned)before->first + before->count + 1 == back && has_class(view, back - 1, claim_class.conjunction);
        if (goes_on) return before->flags & SPOT_BROUGHT && back + 1 < at && where_is_byline(reader, before);
        if (!is_word(view, back - 1) || view->tokens[back - 1].shape == TOLL_SHAPE_LOWER) return false;
    }
    return false;
}
