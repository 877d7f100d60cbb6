/* The subject of a verb of saying, from its end to its beginning: a noun phrase (attribution_noun.c), its appositions, the relative clause that
 * parts it from its verb.
 *
 * In: the sentence's bits and where the verb group begins. Out: the words of the subject; none where what stands there cannot be one. Every walk
 * is bounded by PHRASE_REACH. */
#include "attribution_inside.h"

static const toll_extent none = {0, 0};

/* "who", "which": with what stands before it. */
static toll_extent relative_before(const scan *s, unsigned end)
{
    unsigned at = end - 1;
    if (!at) return none;
    unsigned last = s->bits[at - 1] & IS_COMMA ? at - 1 : at;
    unsigned start = last ? toll_attribution_plain_start(s, last - 1) : last;
    return start < last ? extent_of(start, end) : extent_of(at, end);
}

/* "civilians, the army said, giving a toll": a clause between commas, and no apposition. */
static bool is_put_in(const scan *s, unsigned comma)
{
    enum { LONGEST = 12 };
    if (comma < 2 || !(s->bits[comma - 1] & IS_SAY) || s->bits[comma - 1] & (IS_CUE_NOUN | IS_SPEAKER)) return false;
    if (s->bits[comma - 2] & (IS_AUXILIARY | IS_VERB | IS_COMMA)) return false; /* "who did not wish to be named" */
    unsigned first = comma - 1;
    while (first && comma - first < LONGEST && !(s->bits[first - 1] & IS_COMMA)) first--;
    return first && s->bits[first - 1] & IS_COMMA && !(s->bits[first] & (IS_RELATIVE | IS_PREPOSITION));
}

/* "The Director, Defence Media Operations, Gen. X, said", "Inspector General of Police, Kashmir X said": back over a comma to the office that the
 * name is of, where the clause begins with it. */
static toll_extent with_office(const scan *s, toll_extent name)
{
    if (name.first < 3 || !(s->bits[name.first - 1] & IS_COMMA) || s->bits[name.first] & (IS_DETERMINER | IS_PRONOUN | IS_NUMBER))
        return name;
    const toll_extent office = toll_attribution_noun_before(s, name.first - 1u);
    if (office.count < 2 || toll_extent_end(office) + 1u != name.first || !toll_attribution_clause_begins(s, office.first)) return name;
    bool speaks = false;
    for (unsigned at = office.first; at < toll_extent_end(office); at++) {
        const bool small = s->view->tokens[at].shape == TOLL_SHAPE_LOWER && !(s->bits[at] & IS_OF);
        if (!scan_is_word(s, at) || (small && !(s->bits[at] & IS_DETERMINER))) return name;
        speaks |= (s->bits[at] & IS_SPEAKER) != 0;
    }
    return speaks && !s->shouted ? extent_of(office.first, toll_extent_end(name)) : name;
}

/* The subject is closed off by a comma: "X, the spokesman of Y, said". */
static toll_extent apposed_before(const scan *s, unsigned comma)
{
    unsigned at = comma;
    if (is_put_in(s, comma)) return none;
    for (unsigned commas = 0, steps = 0; at && steps < PHRASE_REACH && commas < APPOSITION_REACH; steps++) {
        at--;
        if (s->bits[at] & (IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH) && !toll_attribution_holds(s, at)) return none;
        if (!(s->bits[at] & IS_COMMA)) continue;
        commas++;
        uint32_t head = s->bits[at + 1];
        bool opens = head &
                         (IS_DETERMINER | IS_POSSESSIVE | IS_RELATIVE | IS_NUMBER | IS_SPEAKER | IS_PREPOSITION | IS_VERB | IS_ADJECTIVE) ||
                     scan_is_word(s, at + 1);
        if (!opens || head & IS_CONJUNCTION || (head & IS_PRONOUN && !(head & IS_RELATIVE)) ||
            (head & IS_SUBORDINATOR && !(head & (IS_RELATIVE | IS_DETERMINER))))
            continue;
        toll_extent name = toll_attribution_noun_before(s, at);
        if (name.count == 1 && s->bits[name.first] & IS_NUMBER) continue; /* an age: "X, 45, a doctor, said" */
        if (name.count && toll_attribution_clause_begins(s, name.first)) {
            /* "X, head of A, B and C, said": a bare role is not yet the name */
            bool bare = head & IS_PREPOSITION || scan_is(s, name.first + 1u, IS_OF) ||
                        (s->view->tokens[name.first].shape == TOLL_SHAPE_LOWER && !(s->bits[name.first] & (IS_DETERMINER | IS_POSSESSIVE)));
            if (bare && name.first && s->bits[name.first - 1] & IS_COMMA && commas + 1 < APPOSITION_REACH) continue;
            return with_office(s, extent_of(name.first, comma));
        }
    }
    return none;
}

/* "A source who asked not to be named said": back to the relative, and what stands before it. */
static toll_extent over_relative(const scan *s, unsigned end)
{
    for (unsigned at = end; at && end - at < 16; at--) {
        uint32_t bits = s->bits[at - 1];
        if (bits & (IS_COMMA | IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH | IS_CONJUNCTION)) break;
        if (bits & IS_RELATIVE && !(bits & IS_DETERMINER)) {
            toll_extent head = toll_attribution_noun_before(s, at - 1);
            return head.count ? extent_of(head.first, end) : none;
        }
    }
    return none;
}

/* "a group that monitors the conflict said": what stands behind the relative is its verb's object, and no speaker. */
static bool is_inside_relative(const scan *s, toll_extent found)
{
    unsigned last = toll_extent_end(found) - 1u;
    if (!found.first || !scan_is(s, found.first - 1u, IS_RELATIVE) || scan_is(s, found.first - 1u, IS_DETERMINER)) return false;
    return !(s->bits[last] & (IS_SPEAKER | IS_PRONOUN | IS_CUE_NOUN)) && s->view->tokens[last].shape == TOLL_SHAPE_LOWER;
}

static bool is_participle(const scan *s, unsigned at)
{
    const toll_note *verb = s->words->verb < TOLL_CLASS_LIMIT ? toll_scratch_note(s->view->scratch, at, s->words->verb) : NULL;
    int kind = verb && s->view->tokens[at].shape == TOLL_SHAPE_LOWER ? toll_tables_column(s->view->tables, verb->table, "kind") : -1;
    return kind >= 0 && toll_same(toll_tables_cell(s->view->tables, verb->table, verb->row, kind), "ing");
}

/* "A group monitoring the conflict in X said", "refugees reaching X told": back over the participle, to whoever does it; none where nobody does
 * who speaks. */
static toll_extent over_doing(const scan *s, unsigned end)
{
    enum { LONGEST = 7 };
    for (unsigned at = end; at-- > 1 && end - at <= LONGEST;) {
        if (s->bits[at] & (IS_COMMA | IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH | IS_COMPLEMENT | IS_RELATIVE | IS_AUXILIARY)) break;
        if (!is_participle(s, at)) continue;
        toll_extent head = toll_attribution_noun_before(s, at);
        bool begins = head.count && toll_extent_end(head) == at && toll_attribution_clause_begins(s, head.first);
        return begins && (toll_attribution_speaks(s, head) || !head.first) ? extent_of(head.first, end) : none;
    }
    return none;
}

/* "terrorists who came from Iraq the ministry said": whoever speaks, right behind a noun that an article parts him from; the comma is lost. */
static bool is_set_beside(const scan *s, toll_extent found)
{
    const uint32_t links = IS_VERB | IS_AUXILIARY | IS_PREPOSITION | IS_OF | IS_CONJUNCTION | IS_TO | IS_RELATIVE | IS_SUBORDINATOR |
                           IS_DETERMINER | IS_COMPLEMENT | IS_ADVERB | IS_PARTICIPLE;
    const unsigned before = found.first - 1u;
    return scan_is(s, found.first, IS_DETERMINER) && toll_attribution_speaks(s, found) && scan_is_word(s, before) &&
           !(s->bits[before] & links);
}

toll_extent toll_attribution_subject(const scan *s, unsigned end)
{
    if (!end) return none;
    uint32_t last = s->bits[end - 1];
    if (last & IS_RELATIVE && !(last & IS_DETERMINER)) return relative_before(s, end);
    if (last & IS_COMPLEMENT) return none;
    if (last & IS_DASH) { /* "X - and Y above all - said" */
        for (unsigned at = end - 1; at && end - at < PHRASE_REACH; at--)
            if (s->bits[at - 1] & IS_DASH) {
                toll_extent head = toll_attribution_noun_before(s, at - 1);
                return head.count ? extent_of(head.first, end - 1) : none;
            }
        return none;
    }
    if (last & IS_COMMA) return apposed_before(s, end - 1);
    toll_extent found = toll_attribution_noun_before(s, end);
    if (found.count && found.first && !is_set_beside(s, found) &&
        (s->bits[found.first - 1] & IS_VERB || is_inside_relative(s, found) ||
            !toll_attribution_clause_begins(s, found.first))) { /* "doctors who visited the camp counted" */
        toll_extent whole = over_relative(s, end);
        if (!whole.count && !(s->bits[end - 1] & (IS_SPEAKER | IS_CUE_NOUN))) whole = over_doing(s, end);
        if (whole.count) return whole;
    }
    if (found.count) return with_office(s, found);
    if (last & (IS_OPEN | IS_CLOSE | IS_STOP | IS_CONJUNCTION)) return found;
    toll_extent whole = over_relative(s, end);
    return whole.count ? whole : over_doing(s, end);
}

/* "X, a close ally, denied it and said": from the comma that opens an apposition before a verb to the one that closes it; else where it was. */
static unsigned over_apposition(const scan *s, unsigned comma, unsigned before)
{
    if (!(s->bits[comma] & IS_COMMA) || !scan_is(s, comma + 1, IS_DETERMINER)) return comma;
    unsigned end = comma + 1;
    while (end < before && end - comma < PHRASE_REACH && !(s->bits[end] & (IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE))) end++;
    return scan_is(s, end, IS_COMMA) && scan_is(s, end + 1, IS_VERB | IS_AUXILIARY | IS_ADVERB) ? end : comma;
}

toll_extent toll_attribution_first_subject(const scan *s, unsigned before)
{
    unsigned at = 0;
    while (at < before && !scan_is_word(s, at) && !scan_is(s, at, IS_NUMBER)) at++;
    if (scan_is(s, at, IS_PREPOSITION | IS_SUBORDINATOR | IS_PARTICIPLE | IS_ADVERB | IS_CONJUNCTION) && !scan_is(s, at, IS_DETERMINER)) {
        unsigned comma = at;
        while (comma < before && comma - at < PHRASE_REACH && !(s->bits[comma] & (IS_COMMA | IS_STOP))) comma++;
        if (comma < before && s->bits[comma] & IS_COMMA) at = comma + 1;
        else at++;
    }
    if (at >= before) return none;
    for (unsigned verb = at; verb < before && verb - at < PHRASE_REACH; verb++) {
        verb = over_apposition(s, verb, before);
        if (!(s->bits[verb] & (IS_VERB | IS_AUXILIARY))) continue;
        unsigned end = verb;
        while (end > at && s->bits[end - 1] & (IS_ADVERB | IS_TIME)) end--;
        toll_extent found = toll_attribution_subject(s, end);
        if (found.count && found.first >= at) return found;
        break;
    }
    toll_extent found = toll_attribution_phrase(s, at);
    return toll_extent_end(found) <= before ? found : none;
}
