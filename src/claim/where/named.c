/* How a place is named: near it, so many kilometres from it, in a date line; and how much it weighs for that (and for what way.c says).
 *
 * In: a sentence and a place in it. Out: the place's flags and rank. A bounded look around each place. */
#include "where.h"

/* "20 km from X", "16 km north of X": false where X is the place itself. */
static bool is_measured_from(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = at;
    while (
        back && (has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->region_word) || has_class(view, back - 1, k->of)))
        back--; /* "from the city of X" */
    for (unsigned step = 0; back && step < 6; step++, back--) {
        if (has_class(view, back - 1, k->distance_word)) return true;
        bool capital = is_mark(view, back - 1, ',') && back > 1 && where_word_is(reader, back - 2, PLACE_CHAIN); /* "from the capital, X" */
        bool between = capital || has_class(view, back - 1, k->compass) || has_class(view, back - 1, k->of) ||
                       has_class(view, back - 1, k->preposition) || has_class(view, back - 1, k->determiner) ||
                       has_class(view, back - 1, k->region_word) || where_word_is(reader, back - 1, PLACE_PLAIN) ||
                       view->tokens[back - 1].mark == '-' || view->tokens[back - 1].mark == ')' || view->tokens[back - 1].mark == '(' ||
                       view->tokens[back - 1].kind == TOLL_TOKEN_NUMBER;
        if (!between) return false;
    }
    return false;
}

/* "in the west of X", "in the rebel-held east of X" are in X; "west of X", "to the west of X" are not. */
static bool is_side(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned back = at; back > 1 && back + WORDS > at; back--) {
        if (has_class(view, back - 1, k->determiner)) return has_class(view, back - 2, k->in_word);
        if (view->tokens[back - 1].mark != '-' && view->tokens[back - 1].shape != TOLL_SHAPE_LOWER) return false;
        if (toll_classes_meet(view->scratch->classes[back - 1], k->function)) return false;
    }
    return false;
}

bool where_is_near(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 }; /* "in the vicinity of" */
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!toll_classes_has(view->scratch->all, k->near_word)) return false;
    for (unsigned back = at; back && back + 6 > at; back--) {
        for (unsigned words = 1; words <= WORDS && words <= back; words++) {
            const toll_note *near = note_at(view, back - words, k->near_word);
            if (near && near->len == words) return !(has_class(view, back - words, k->compass) && is_side(reader, back - words));
        }
        bool between = has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->region_word) ||
                       has_class(view, back - 1, k->of) || has_class(view, back - 1, k->compass) || has_class(view, back - 1, k->direction);
        if (!between) return false;
    }
    return false;
}

/* "KYIV, 2 Jan (Agency) -", "SAN JOSE (Agency)": where the text was written. */
static bool is_rule(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_MARK && (token->mark == TOLL_MARK_DASH || token->mark == ':');
}

bool where_is_dateline(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { LEAD = 2, SHORT = 6, LONG = 9 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL; /* "NAZRAN, Ingushetia --" */
    if (before && before->flags & SPOT_DATELINE && before->first + before->count + 1 == s->first && is_mark(view, s->first - 1u, ','))
        return true;
    if (s->first > LEAD) return false;
    for (unsigned at = 0; at < s->first; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_WORD) return false;
    unsigned end = (unsigned)s->first + s->count;
    bool upper = view->tokens[s->first].shape == TOLL_SHAPE_UPPER, sentence = is_mark(view, view->count - 1u, '.');
    if (reader->story.zone == TOLL_ZONE_HEADLINE && end < view->count && view->tokens[end].mark == ':' && !(upper && sentence))
        return false; /* "X: council meets" */
    if (s->first && is_mark(view, s->first - 1u, '(') && is_mark(view, end, ')'))
        return end + 1 < view->count && is_rule(&view->tokens[end + 1]); /* "(Beirut) -" */
    bool entry = end < view->count && is_rule(&view->tokens[end]);
    if (entry && reader->story.dateline.known && reader->story.dateline.sentence != reader->story.sentence)
        return false; /* a list by towns */
    for (unsigned step = 0; step < (upper ? LONG : SHORT) && end < view->count; step++, end++) {
        const toll_token *token = &view->tokens[end];
        if (token->kind == TOLL_TOKEN_NUMBER || has_class(view, end, reader->tables->mention.date.month)) return step > 0;
        if (token->kind == TOLL_TOKEN_MARK && (token->mark == '(' || (is_rule(token) && (upper || token->mark != ':')))) return true;
        const bool joined = upper &&
                            (is_mark(view, end, '-') || is_mark(view, end - 1, '-')); /* "SRINAGAR, Indian-controlled Kashmir, Feb. 14" */
        if (token->kind == TOLL_TOKEN_MARK && token->mark != ',' && !joined) return false;
        const bool named = joined || has_class(view, end, k->country) || has_class(view, end, k->place) ||
                           (upper && has_class(view, end, k->nationality));
        if (token->kind == TOLL_TOKEN_WORD && !named) return false;
    }
    return upper && end < view->count && view->tokens[end].kind == TOLL_TOKEN_MARK;
}

/* "on the road between X and Y". */
static bool is_between(const toll_claim_reader *reader, const sentence_spot *s)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!s->first) return false;
    if (has_class(view, s->first - 1u, k->between_word)) return true;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL;
    return before && has_class(view, s->first - 1u, k->conjunction) && before->first + before->count + 1 == s->first &&
           before->flags & SPOT_FROM;
}

/* How much a place says about where it was, the more the finer it is. */
static int16_t rank_of(const sentence_spot *s)
{
    enum { RANK = 12, SITE = 28, BESIDE = 16, NEAR = 14, FROM = 44, GUESSED = 10, WAY = 50, SEAT = 60 };
    const int rank = claim_place_rank(s->spot.place.precision);
    const int kind = s->flags & SPOT_SITE ? SITE : rank == RANK_NEAR ? BESIDE : 0;
    const int lead = (s->flags & SPOT_NEAR ? NEAR : 0) + (s->flags & SPOT_FROM ? FROM : 0) + (s->flags & SPOT_GUESSED ? GUESSED : 0) +
                     (s->flags & SPOT_WAY ? WAY : 0) + (s->flags & SPOT_SEAT ? SEAT : 0);
    return (int16_t)(rank * RANK + kind - lead);
}

void where_weigh(const toll_claim_reader *reader, sentence_spot *s)
{
    if (where_is_dateline(reader, s)) s->flags |= SPOT_DATELINE;
    if (is_measured_from(reader, s->first) || is_between(reader, s)) s->flags |= SPOT_FROM;
    else if (where_is_near(reader, s->first)) s->flags |= SPOT_NEAR;
    bool brought = false;
    if (where_is_way(reader, s, &brought)) s->flags |= SPOT_WAY;
    if (where_is_post(reader, s)) s->flags |= SPOT_POST | SPOT_SEAT;
    if (brought || where_is_byline(reader, s)) s->flags |= SPOT_BROUGHT;
    s->rank = rank_of(s);
    bool beside = s->flags & (SPOT_NEAR | SPOT_FROM) && claim_place_rank(s->spot.place.precision) == RANK_EXACT;
    if (beside) s->spot.place.precision = "near";
}
