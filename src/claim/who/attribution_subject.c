/* The subject of a verb of saying, from its end to its beginning: a noun phrase with its titles and attributes, coordination, appositions, the
 * relative clause that parts it from its verb.
 *
 * In: the sentence's bits and where the verb group begins. Out: the words of the subject; none where what stands there cannot be one. Every walk
 * is bounded by PHRASE_REACH. */
#include "attribution_inside.h"

static const toll_extent none = {0, 0};

/* The first token of the plain noun phrase that ends with `last`; last + 1 where there is none. */
static unsigned plain_start(const scan *s, unsigned last)
{
    unsigned at = last + 1;
    for (unsigned steps = 0; at && steps < PHRASE_REACH; steps++) {
        unsigned i = at - 1;
        uint32_t bits = s->bits[i];
        if (bits & IS_BRACKET_CLOSE) {
            unsigned open = i;
            while (open && i - open < 12 && !(s->bits[open] & IS_BRACKET_OPEN)) open--;
            if (!(s->bits[open] & IS_BRACKET_OPEN)) break;
            at = open;
            continue;
        }
        if (bits & IS_BRACKET_OPEN) break;
        if (bits & IS_PRONOUN && !(bits & IS_DETERMINER)) { /* "they really know"; but "told him officials said" */
            bool short_tail = last - i <= 1 && (s->shouted || s->view->tokens[last].shape == TOLL_SHAPE_LOWER) &&
                              !(s->bits[last] & (IS_SPEAKER | IS_CUE_NOUN));
            return at == last + 1 || short_tail ? i : at;
        }
        if (bits & IS_CLOSE && i > 1) { /* a nickname or title in quotes: "the "Dnipro" brigade" */
            unsigned open = i - 1;
            while (open && i - open < 6 && !(s->bits[open] & (IS_OPEN | IS_CLOSE))) open--;
            if (!(s->bits[open] & IS_OPEN) || at == last + 1 || !open || s->bits[i - 1] & (IS_COMMA | IS_STOP)) break;
            at = open;
            continue;
        }
        if (!toll_attribution_holds(s, i)) break;
        if (bits & IS_TIME && at <= last && !(s->bits[at] & (IS_CLITIC | IS_HYPHEN))) break;
        at = i;
        if (bits & (IS_DETERMINER | IS_POSSESSIVE) && !(i && s->bits[i - 1] & IS_DETERMINER)) break;
    }
    /* a phrase does not begin with marks */
    while (at <= last && !scan_is_word(s, at) && !(s->bits[at] & IS_NUMBER)) {
        if (s->bits[at] & IS_BRACKET_OPEN)
            while (at <= last && !(s->bits[at] & IS_BRACKET_CLOSE)) at++;
        at++;
    }
    return at;
}

static bool only_adverbs(const scan *s, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++)
        if (!(s->bits[i] & (IS_ADVERB | IS_TIME))) return false;
    return true;
}

/* "The Red Cross (ICRC), and its partners said": what a comma at `comma` parts from the last of several speakers, where a clause begins with it and
 * it speaks itself; else `otherwise`. */
static unsigned listed_from(const scan *s, unsigned comma, unsigned otherwise)
{
    unsigned left = comma ? plain_start(s, comma - 1) : comma;
    bool speaks = left < comma && toll_attribution_clause_begins(s, left);
    if (!speaks) return otherwise;
    for (unsigned at = left; at < comma; at++)
        if (s->bits[at] & IS_SPEAKER) return left;
    return otherwise;
}

/* Extends a plain phrase to the left over "of", prepositions, participles and coordination. Keeps the extension only if what it reaches
 * can be a subject; else the phrase nearest the verb stands. */
static unsigned extend_left(const scan *s, unsigned start, unsigned end)
{
    bool as_saying = scan_is(s, end, IS_PREPOSITION | IS_SUBORDINATOR); /* "X quoted an official of Y as saying" */
    unsigned best = start, at = start;
    for (unsigned steps = 0; at && steps < APPOSITION_REACH; steps++) {
        uint32_t before = s->bits[at - 1];
        bool linked = before & (IS_OF | IS_PREPOSITION) &&
                      (!(before & IS_TO) || (at > 1 && s->bits[at - 2] & IS_SPEAKER)); /* "aide to X" */
        if (before & IS_CONTRAST || (before & IS_SUBORDINATOR && steps == 0)) break;
        if (linked || before & IS_CONJUNCTION) {
            unsigned i = at - 1;
            while (i && s->bits[i - 1] & (before & (IS_OF | IS_PREPOSITION | IS_CONJUNCTION))) i--;
            if (!i) {
                if (linked) best = UINT16_MAX;
                break;
            }
            if (before & IS_CONJUNCTION && s->bits[i - 1] & IS_COMMA) {
                best = listed_from(s, i - 1, best);
                break;
            }
            unsigned left = plain_start(s, i - 1);
            if (left > i - 1) {
                if (linked && i && s->bits[i - 1] & IS_VERB && i >= 2) { /* "a report released by X said" */
                    left = plain_start(s, i - 2);
                    if (left <= i - 2) {
                        at = left;
                        if (toll_attribution_clause_begins(s, left)) best = left;
                        else if (best == start) best = UINT16_MAX;
                        continue;
                    }
                }
                if (linked) best = UINT16_MAX;
                break;
            }
            at = left;
            bool begins = toll_attribution_clause_begins(s, at) || (as_saying && linked && s->bits[at - 1] & IS_SAY),
                 counted = before & IS_CONJUNCTION && s->bits[at] & IS_NUMBER;
            bool subject = begins || !(counted || s->bits[at - 1] & (IS_VERB | IS_AUXILIARY | IS_PREPOSITION |
                                                                        IS_OF)); /* "had counted 30 bodies and witnesses said" */
            if (subject) best = at;
            else if (linked && best == start) best = UINT16_MAX;
        } else {
            break;
        }
    }
    return best;
}

/* "In Kyiv officials said": the words after the place that speak. */
static unsigned speaker_inside(const scan *s, unsigned start, unsigned end)
{
    unsigned at = end;
    while (at > start &&
           (scan_is(s, at - 1, IS_SPEAKER) || (at < end && toll_classes_has(s->view->scratch->classes[at - 1], s->words->nationality))))
        at--;
    return at < end ? at : end;
}

/* "The Coordination Committees another network says": an apposition that has lost its comma, after a name that begins the clause. */
static unsigned apposed_unmarked(const scan *s, unsigned start)
{
    if (start < 2 || s->shouted || !scan_is(s, start, IS_DETERMINER) || s->view->tokens[start].shape != TOLL_SHAPE_LOWER) return start;
    if (!toll_classes_has(s->view->scratch->classes[start], s->words->indefinite)) return start;
    if (!scan_is_word(s, start - 1) || s->view->tokens[start - 1].shape == TOLL_SHAPE_LOWER || s->bits[start - 1] & IS_TIME) return start;
    unsigned name = plain_start(s, start - 1);
    return name + 1u < start && toll_attribution_clause_begins(s, name) ? name : start;
}

static toll_extent phrase_before(const scan *s, unsigned end)
{
    if (!end) return none;
    unsigned start = plain_start(s, end - 1);
    if (start >= end) return none;
    while (start < end && s->bits[start] & (IS_ADVERB | IS_TIME) && !(s->bits[start] & (IS_DETERMINER | IS_SPEAKER)) &&
           !scan_is(s, start + 1, IS_CLITIC | IS_HYPHEN))
        start++;
    if (start < end && start && s->bits[start] & IS_NUMBER && s->bits[start - 1] & IS_COLON) start++; /* "10:42 The army says" */
    toll_rule_match aside;                                                                            /* "this afternoon sources said" */
    if (start < end && toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)start) && start + aside.count < end)
        start += aside.count;
    if (start >= end || only_adverbs(s, start, end)) return none;
    if (start && s->bits[start] & IS_NUMBER &&
        !toll_attribution_clause_begins(s, start)) { /* "injured seven Governor X said": the number is the verb's object */
        unsigned speaker = start + 1, name = start + 1;
        while (speaker < end && !(s->bits[speaker] & IS_SPEAKER)) speaker++;
        while (name < speaker && s->view->tokens[name].shape == TOLL_SHAPE_LOWER) name++;
        if (speaker < end) return extent_of(s->shouted ? speaker : name, end);
    }
    unsigned named = apposed_unmarked(s, start);
    if (named < start) return extent_of(named, end);
    unsigned whole = extend_left(s, start, end);
    if (whole == UINT16_MAX) { /* a phrase after a preposition is no subject, but its last words may be */
        whole = speaker_inside(s, start, end);
        if (whole >= end) return none;
    }
    return extent_of(whole, end);
}

/* "who", "which": with what stands before it. */
static toll_extent relative_before(const scan *s, unsigned end)
{
    unsigned at = end - 1;
    if (!at) return none;
    unsigned last = s->bits[at - 1] & IS_COMMA ? at - 1 : at;
    unsigned start = last ? plain_start(s, last - 1) : last;
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
        toll_extent name = phrase_before(s, at);
        if (name.count == 1 && s->bits[name.first] & IS_NUMBER) continue; /* an age: "X, 45, a doctor, said" */
        if (name.count && toll_attribution_clause_begins(s, name.first)) {
            /* "X, head of A, B and C, said": a bare role is not yet the name */
            bool bare = head & IS_PREPOSITION || scan_is(s, name.first + 1u, IS_OF) ||
                        (s->view->tokens[name.first].shape == TOLL_SHAPE_LOWER && !(s->bits[name.first] & (IS_DETERMINER | IS_POSSESSIVE)));
            if (bare && name.first && s->bits[name.first - 1] & IS_COMMA && commas + 1 < APPOSITION_REACH) continue;
            return extent_of(name.first, comma);
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
            toll_extent head = phrase_before(s, at - 1);
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

toll_extent toll_attribution_subject(const scan *s, unsigned end)
{
    if (!end) return none;
    uint32_t last = s->bits[end - 1];
    if (last & IS_RELATIVE && !(last & IS_DETERMINER)) return relative_before(s, end);
    if (last & IS_COMPLEMENT) return none;
    if (last & IS_DASH) { /* "X - and Y above all - said" */
        for (unsigned at = end - 1; at && end - at < PHRASE_REACH; at--)
            if (s->bits[at - 1] & IS_DASH) {
                toll_extent head = phrase_before(s, at - 1);
                return head.count ? extent_of(head.first, end - 1) : none;
            }
        return none;
    }
    if (last & IS_COMMA) return apposed_before(s, end - 1);
    toll_extent found = phrase_before(s, end);
    if (found.count && found.first &&
        (s->bits[found.first - 1] & IS_VERB || is_inside_relative(s, found) ||
            !toll_attribution_clause_begins(s, found.first))) { /* "doctors who visited the camp counted" */
        toll_extent whole = over_relative(s, end);
        if (whole.count) return whole;
    }
    if (found.count || last & (IS_OPEN | IS_CLOSE | IS_STOP | IS_CONJUNCTION)) return found;
    return over_relative(s, end);
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
