/* How a place is named: near it, so many kilometres from it, in a date line, on the way to it; and how much it weighs for that.
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
        bool between = has_class(view, back - 1, k->compass) || has_class(view, back - 1, k->of) ||
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
    enum { LEAD = 2 };
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
    bool entry = end < view->count && is_rule(&view->tokens[end]);
    if (entry && reader->story.dateline.known && reader->story.dateline.sentence != reader->story.sentence)
        return false; /* a list by towns */
    for (unsigned step = 0; step < 6 && end < view->count; step++, end++) {
        const toll_token *token = &view->tokens[end];
        if (token->kind == TOLL_TOKEN_NUMBER || has_class(view, end, reader->tables->mention.date.month)) return step > 0;
        if (token->kind == TOLL_TOKEN_MARK && (token->mark == '(' || (is_rule(token) && (upper || token->mark != ':')))) return true;
        if (token->kind == TOLL_TOKEN_MARK && token->mark != ',') return false;
        if (token->kind == TOLL_TOKEN_WORD && !has_class(view, end, k->country) && !has_class(view, end, k->place)) return false;
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
                  (has_class(view, at - 1, k->site_word) || has_class(view, at - 1, k->region_word)); /* "a hospital in X" */
    return inside || has_class(view, at, k->determiner) || has_class(view, at, k->direction) || has_class(view, at, k->of) ||
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
    unsigned end = (unsigned)s->first + s->count;
    bool active = to > 1 && has_class(view, to, k->infinitive) && toll_classes_meet(view->scratch->classes[to - 1], k->any_verb) &&
                  !has_class(view, to - 2, k->be);
    return active && has_class(view, end, k->conjunction) && end + 1 < view->count &&
           toll_classes_meet(view->scratch->classes[end + 1], k->any_verb);
}

/* "evacuated to X", "families from X": where they were brought, or come from. */
static bool is_way(const toll_claim_reader *reader, const sentence_spot *s, bool *brought)
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
    bool inside = false, medical = false; /* "ran to a camp in X": what happened then happened there; not so "taken to hospital in X" */
    for (unsigned step = 0; back && step < WORDS; step++, back--) {
        const toll_note *way = note_at(view, back - 1, k->way_word);
        bool verb = back > 1 && toll_classes_meet(view->scratch->classes[back - 2], k->any_verb);
        bool moving = claim_kind(reader->tables, way) == PLACE_MOVING; /* "advancing towards X" */
        if (way && (moving ? !verb : back > 1 && has_class(view, back - 2, k->near_word))) return false;
        if (way && !has_class(view, back - 1, k->infinitive) && back > 1 && is_soldier(reader, back - 2)) return *brought = true;
        if (way && goes_on_there(reader, back - 1, s)) return false;
        if (way) {
            *brought = has_class(view, back - 1, k->infinitive) &&
                       (inside ? medical : verb && !has_class(view, s->first + s->count, k->where_word));
            return true;
        }
        if (is_treated(reader, back)) return *brought = true;
        if (!is_way_filler(reader, back - 1)) return false;
        inside |= has_class(view, back - 1, k->guess_lead);
        medical |= where_word_is(reader, back - 1, PLACE_MEDICAL);
    }
    return false;
}

void where_weigh(const toll_claim_reader *reader, sentence_spot *s)
{
    enum { RANK = 12, SITE = 28, BESIDE = 16, NEAR = 14, FROM = 44, GUESSED = 10, WAY = 50, SEAT = 60 };
    if (where_is_dateline(reader, s)) s->flags |= SPOT_DATELINE;
    if (is_measured_from(reader, s->first) || is_between(reader, s)) s->flags |= SPOT_FROM;
    else if (where_is_near(reader, s->first)) s->flags |= SPOT_NEAR;
    bool brought = false, way = is_way(reader, s, &brought);
    if (brought) s->flags |= SPOT_BROUGHT;
    if (way) s->flags |= SPOT_WAY;
    int rank = claim_place_rank(s->spot.place.precision);
    s->rank = (int16_t)(rank * RANK +
                        (s->flags & SPOT_SITE ? SITE
                            : rank == 5       ? BESIDE
                                              : 0) -
                        (s->flags & SPOT_NEAR ? NEAR : 0) - (s->flags & SPOT_FROM ? FROM : 0) - (s->flags & SPOT_GUESSED ? GUESSED : 0) -
                        (way ? WAY : 0) - (s->flags & SPOT_SEAT ? SEAT : 0));
    bool beside = s->flags & (SPOT_NEAR | SPOT_FROM) && rank == 6;
    if (beside) s->spot.place.precision = "near";
}
