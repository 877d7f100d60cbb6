/* The noun phrase that ends where a verb of saying begins, with its titles, attributes and coordination.
 *
 * In: the sentence's bits and the phrase's end. Out: its words; none where what stands there can be no subject. Every walk is bounded by
 * PHRASE_REACH. */
#include "attribution_inside.h"

static const toll_extent none = {0, 0};

/* The DPR "defence ministry" said: marks around what a text will not call so, behind whose it is. */
static bool is_scare_quote(const scan *s, unsigned open, unsigned close)
{
    bool speaks = false;
    if (!open || close - open > 4 || !scan_is_word(s, open - 1) || s->bits[open - 1] & (IS_VERB | IS_AUXILIARY)) return false;
    for (unsigned at = open + 1; at < close; at++) {
        if (!scan_is_word(s, at) || s->bits[at] & (IS_VERB | IS_AUXILIARY | IS_PRONOUN)) return false;
        speaks |= (s->bits[at] & IS_SPEAKER) != 0;
    }
    return speaks;
}

unsigned toll_attribution_plain_start(const scan *s, unsigned last)
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
        if (bits & IS_PRONOUN && bits & IS_NUMBER && at <= last) return i; /* "one source" */
        if (bits & IS_PRONOUN && !(bits & IS_DETERMINER)) {                /* "they really know"; but "told him officials said" */
            bool short_tail = last - i <= 1 && (s->shouted || s->view->tokens[last].shape == TOLL_SHAPE_LOWER) &&
                              !(s->bits[last] & (IS_SPEAKER | IS_CUE_NOUN));
            return at == last + 1 || short_tail ? i : at;
        }
        if (bits & IS_CLOSE && i > 1) { /* a nickname or title in quotes: "the "Dnipro" brigade" */
            unsigned open = i - 1;
            while (open && i - open < 6 && !(s->bits[open] & (IS_OPEN | IS_CLOSE))) open--;
            const bool closes = at == last + 1 && !is_scare_quote(s, open, i);
            if (!(s->bits[open] & IS_OPEN) || closes || !open || s->bits[i - 1] & (IS_COMMA | IS_STOP)) break;
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
    unsigned left = comma ? toll_attribution_plain_start(s, comma - 1) : comma;
    bool speaks = left < comma && toll_attribution_clause_begins(s, left);
    if (!speaks) return otherwise;
    for (unsigned at = left; at < comma; at++)
        if (s->bits[at] & (IS_SPEAKER | IS_CLITIC)) return left; /* "Iraq's interior, defence and health ministries" */
    return otherwise;
}

/* "The Hamas run ministry said", "a Mosul based group said": over a participle without its hyphen, to the name that it goes with; what it tells of
 * has no article of its own. `start` where there is none. */
static unsigned over_participle(const scan *s, unsigned start)
{
    const uint32_t own = IS_DETERMINER | IS_POSSESSIVE | IS_NUMBER | IS_PRONOUN | IS_TIME | IS_ADVERB;
    if (start < 2 || s->shouted || s->bits[start] & own || !(s->bits[start] & IS_SPEAKER)) return start;
    unsigned verb = start - 1, name = start - 2;
    if (!(s->bits[verb] & IS_VERB) || s->bits[verb] & (IS_AUXILIARY | IS_SAY) || s->view->tokens[verb].shape != TOLL_SHAPE_LOWER)
        return start;
    if (!scan_is_word(s, name) || s->view->tokens[name].shape == TOLL_SHAPE_LOWER || s->bits[name] & IS_TIME) return start;
    unsigned head = toll_attribution_plain_start(s, name);
    return head <= name && toll_attribution_clause_begins(s, head) ? head : start;
}

/* Extends a plain phrase to the left over "of", prepositions, participles and coordination. Keeps the extension only if what it reaches
 * can be a subject; else the phrase nearest the verb stands. */
static unsigned extend_left(const scan *s, unsigned start, unsigned end)
{
    bool as_saying = scan_is(s, end, IS_PREPOSITION | IS_SUBORDINATOR); /* "X quoted an official of Y as saying" */
    unsigned best = start, at = start;
    bool joined = false; /* the step before went over an "and" */
    for (unsigned steps = 0; at && steps < APPOSITION_REACH; steps++) {
        uint32_t before = s->bits[at - 1];
        bool linked = before & (IS_OF | IS_PREPOSITION) &&
                      (!(before & IS_TO) || (at > 1 && s->bits[at - 2] & IS_SPEAKER) ||
                          (s->view->tokens[at].shape != TOLL_SHAPE_LOWER && !(s->bits[at] & IS_VERB))); /* "aide to X", "radio to X" */
        if (before & IS_CONTRAST || (before & IS_SUBORDINATOR && steps == 0)) break;
        if (linked || before & IS_CONJUNCTION) {
            joined = before & IS_CONJUNCTION;
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
            unsigned left = toll_attribution_plain_start(s, i - 1);
            if (left > i - 1) {
                if (linked && i && s->bits[i - 1] & IS_VERB && i >= 2) { /* "a report released by X said" */
                    left = toll_attribution_plain_start(s, i - 2);
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
            at = over_participle(s, left);
            bool begins = toll_attribution_clause_begins(s, at) || (as_saying && linked && s->bits[at - 1] & IS_SAY),
                 counted = before & IS_CONJUNCTION && s->bits[at] & IS_NUMBER;
            bool subject = begins || !(counted || s->bits[at - 1] & (IS_VERB | IS_AUXILIARY | IS_PREPOSITION |
                                                                        IS_OF)); /* "had counted 30 bodies and witnesses said" */
            if (subject) best = at;
            else if (linked && best == start) best = UINT16_MAX;
        } else {
            if (before & IS_COMMA && joined && best == at) best = listed_from(s, at - 1, best);
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
    if (at >= end) return end;
    const uint8_t lead = s->words->place_lead;
    if (!start || (lead < TOLL_CLASS_LIMIT && toll_classes_has(s->view->scratch->classes[start - 1], lead)))
        return at;                                                                             /* "in Aleppo SANA said" */
    for (; !s->shouted && at > start && s->view->tokens[at].shape != TOLL_SHAPE_LOWER; at--) { /* "with Al Aqsa Hospital reporting" */
        if (!scan_is_word(s, at - 1) || s->view->tokens[at - 1].shape == TOLL_SHAPE_LOWER || s->bits[at - 1] & IS_TIME) break;
    }
    if (at > start && s->bits[at - 1] & IS_DETERMINER) at--;
    return at;
}

/* "The Coordination Committees another network says": an apposition that has lost its comma, after a name that begins the clause. */
static unsigned apposed_unmarked(const scan *s, unsigned start)
{
    if (start < 2 || s->shouted || !scan_is(s, start, IS_DETERMINER) || s->view->tokens[start].shape != TOLL_SHAPE_LOWER) return start;
    if (!toll_classes_has(s->view->scratch->classes[start], s->words->indefinite)) return start;
    if (!scan_is_word(s, start - 1) || s->view->tokens[start - 1].shape == TOLL_SHAPE_LOWER || s->bits[start - 1] & IS_TIME) return start;
    unsigned name = toll_attribution_plain_start(s, start - 1);
    return name + 1u < start && toll_attribution_clause_begins(s, name) ? name : start;
}

toll_extent toll_attribution_noun_before(const scan *s, unsigned end)
{
    if (!end) return none;
    unsigned start = toll_attribution_plain_start(s, end - 1);
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
    if (named == start) named = over_participle(s, start);
    if (named < start) return extent_of(named, end);
    unsigned whole = extend_left(s, start, end);
    if (whole == UINT16_MAX) { /* a phrase after a preposition is no subject, but its last words may be */
        whole = speaker_inside(s, start, end);
        if (whole >= end) return none;
    }
    return extent_of(whole, end);
}

/* --- whose a paper is */
/* "no evidence for India's": who owns it is no subject. */
static toll_extent owner_before(const scan *s, unsigned clitic)
{
    const toll_extent subject = toll_attribution_subject(s, clitic);
    return subject.count || !clitic ? subject : extent_of(toll_attribution_plain_start(s, clitic - 1u), clitic);
}

/* Whose a noun that carries words is: its possessor, whoever follows "by", the name beside it. */
void toll_attribution_find_owner(const scan *s, toll_attribution *made, toll_extent by)
{
    if (by.count) {
        made->source = toll_attribution_phrase(s, toll_extent_end(by));
        return;
    }
    unsigned at = made->cue.first;
    while (at && made->cue.first - at < 4 &&
           !(s->bits[at - 1] & (IS_POSSESSIVE | IS_CLITIC | IS_VERB | IS_AUXILIARY | IS_PREPOSITION | IS_OF | IS_DETERMINER | IS_COMMA)))
        at--;
    if (!at) return;
    if (s->bits[at - 1] & IS_POSSESSIVE) made->source = extent_of(at - 1, at);
    else if (s->bits[at - 1] & IS_CLITIC) made->source = owner_before(s, at - 1);
    else if (toll_classes_has(s->view->scratch->classes[made->cue.first - 1u], s->words->nationality)) /* "the Russian claim of" */
        made->source = extent_of(s->bits[at - 1] & IS_DETERMINER ? at - 1 : at, made->cue.first + 1u);
    else if (at < made->cue.first && toll_classes_has(s->view->scratch->classes[at - 1], s->words->indefinite)) { /* "a UN report that" */
        const toll_extent paper = extent_of(at - 1, made->cue.first + 1u), whose = extent_of(at, made->cue.first);
        if (toll_attribution_who(s, whose)) made->source = paper;
    }
}
