/* How the parts of a sentence are bounded that an attribution is made of: the noun phrase that begins somewhere, with its attributes and
 * appositions, the verb group that holds a cue, the words between a cue and what is said. attribution_subject.c walks the other way.
 *
 * In: the bits of attribution_scan.c. Out: token ranges. Every walk is bounded by PHRASE_REACH; no word is named here. */
#include "attribution_inside.h"

enum { RELATIVE_REACH = 24 };

static const uint32_t breaks = IS_VERB | IS_AUXILIARY | IS_PREPOSITION | IS_OF | IS_CONJUNCTION | IS_SUBORDINATOR | IS_COMMA | IS_OPEN |
                               IS_CLOSE | IS_STOP | IS_DASH | IS_TO;

bool toll_attribution_clause_begins(const scan *s, unsigned at)
{
    if (!at) return true;
    uint32_t before = s->bits[at - 1];
    return before & (IS_COMMA | IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH | IS_SUBORDINATOR | IS_COMPLEMENT | IS_RELATIVE | IS_CONJUNCTION |
                        IS_BRACKET_OPEN | IS_BRACKET_CLOSE | IS_ADVERB);
}

/* Can the token stand inside a plain noun phrase? An initial's or abbreviation's stop can. */
bool toll_attribution_holds(const scan *s, unsigned at)
{
    uint32_t bits = s->bits[at];
    if (bits & IS_STOP && !(bits & IS_COLON) && s->view->tokens[at].mark == '.')
        return at && at + 1 < s->count && s->view->tokens[at - 1].len <= 4 && scan_is_word(s, at - 1) &&
               !(s->view->tokens[at].flags & TOLL_TOKEN_SPACE);
    if (bits & IS_DETERMINER && !(bits & (IS_COMPLEMENT | IS_CONJUNCTION))) return true;
    if (bits & (IS_RELATIVE | IS_COMPLEMENT)) return false;
    if (bits & IS_ADVERB && !(bits & (IS_AUXILIARY | IS_CONJUNCTION)) && at + 1 < s->count && !(s->bits[at + 1] & breaks)) return true;
    return !(bits & breaks);
}

/* "X and Y each said", "the two armies both claim": a word for all of them, behind the noun. */
bool toll_attribution_floats(const scan *s, unsigned at)
{
    const uint32_t no_noun = breaks | IS_PARTICIPLE | IS_DETERMINER | IS_RELATIVE | IS_COMPLEMENT | IS_PRONOUN | IS_NUMBER;
    if (!at || s->words->all_of >= TOLL_CLASS_LIMIT || !toll_classes_has(s->view->scratch->classes[at], s->words->all_of)) return false;
    bool many = s->bits[at - 1] & IS_SPEAKER || (!s->shouted && s->view->tokens[at - 1].shape != TOLL_SHAPE_LOWER);
    return many && scan_is_word(s, at - 1) && !(s->bits[at - 1] & no_noun);
}

unsigned toll_attribution_group(const scan *s, unsigned cue)
{
    unsigned at = cue;
    for (unsigned steps = 0; at && steps < 8; steps++) {
        uint32_t before = s->bits[at - 1];
        if (at == cue && toll_attribution_floats(s, at - 1)) {
            at--;
            continue;
        }
        if (before & IS_PRONOUN && !(before & (IS_AUXILIARY | IS_ADVERB))) break;
        if (before & (IS_AUXILIARY | IS_ADVERB) && !(before & (IS_CONJUNCTION | IS_RELATIVE))) {
            at--;
            continue;
        }
        if (before & IS_TIME) {
            at--;
            if (at && s->bits[at - 1] & IS_PREPOSITION) at--;
            continue;
        }
        if (at == cue && at > 1 && before & IS_PREPOSITION && before & IS_SUBORDINATOR &&
            s->bits[at - 2] & IS_AUXILIARY) { /* "has since said" */
            at--;
            continue;
        }
        toll_rule_match aside;
        unsigned back = 2; /* "the mayor this week said" */
        while (
            back <= 3 && back < at && !(toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)(at - back)) && aside.count == back))
            back++;
        if (back <= 3 && back < at) {
            at -= back;
            continue;
        }
        /* an adverb no table knows: "has strongly denied" */
        const uint32_t leads = IS_AUXILIARY | IS_RELATIVE | IS_PRONOUN;
        if (!before && at > 1 && scan_is_word(s, at - 1) && s->view->tokens[at - 1].shape == TOLL_SHAPE_LOWER && s->bits[at - 2] & leads &&
            !(s->bits[at - 2] & IS_DETERMINER)) {
            at--;
            continue;
        }
        if (before & IS_TO && at > 1) { /* "refused to say", "is expected to announce" */
            at--;
            if (s->bits[at - 1] & (IS_VERB | IS_ADJECTIVE)) at--;
            continue;
        }
        break;
    }
    return at;
}

unsigned toll_attribution_skip_asides(const scan *s, unsigned at)
{
    for (unsigned steps = 0; steps < 6 && at < s->count; steps++) {
        toll_rule_match match;
        if (toll_rules_match(&match, s->view, s->words->aside, (uint16_t)at)) at += match.count;
        else if (scan_is(s, at, IS_TIME)) at++;
        else break;
    }
    return at < s->count ? at : s->count;
}

/* "according to the Red Cross 34 civilians": a figure behind whoever speaks counts something else; but "Radio 4", "the 3 May report". */
static bool counts_anew(const scan *s, unsigned at)
{
    if (!(s->bits[at] & IS_NUMBER) || !(s->bits[at - 1] & (IS_SPEAKER | IS_CUE_NOUN))) return false;
    unsigned next = at + 1;
    while (scan_is(s, next, IS_NUMBER | IS_ADJECTIVE | IS_HYPHEN) && next < at + 4) next++;
    bool noun = scan_is_word(s, next) && s->view->tokens[next].flags & TOLL_TOKEN_SPACE &&
                !(s->bits[next] & (breaks | IS_CUE_NOUN | IS_CLITIC));
    return noun && (s->shouted || s->view->tokens[next].shape == TOLL_SHAPE_LOWER);
}

static unsigned plain_end(const scan *s, unsigned at)
{
    unsigned first = at;
    const bool one = scan_is(s, at, IS_NUMBER) && scan_is_word(s, at + 1) && !(s->bits[at + 1] & breaks); /* "one source" */
    if (scan_is(s, at, IS_PRONOUN) && !scan_is(s, at, IS_DETERMINER) && !one) return at + 1;
    for (; at < s->count && at - first < PHRASE_REACH; at++) {
        uint32_t bits = s->bits[at];
        if (bits & IS_BRACKET_OPEN) {
            unsigned close = at;
            while (close < s->count && close - at < 12 && !(s->bits[close] & IS_BRACKET_CLOSE)) close++;
            if (!scan_is(s, close, IS_BRACKET_CLOSE)) break;
            at = close;
            continue;
        }
        if (bits & IS_OPEN && scan_is(s, at - 1, IS_DETERMINER)) { /* a "provisional count" */
            unsigned close = at + 1;
            while (close < s->count && close - at < 8 && !(s->bits[close] & (IS_OPEN | IS_CLOSE))) close++;
            if (!scan_is(s, close, IS_CLOSE) || !scan_is(s, close - 1, IS_CUE_NOUN)) break;
            at = close;
            continue;
        }
        if (at > first && bits & (IS_DETERMINER | IS_POSSESSIVE) && !(s->bits[at - 1] & (IS_DETERMINER | IS_NUMBER))) break;
        if (at > first && bits & IS_PRONOUN && !(bits & IS_NUMBER)) break;
        if (bits & IS_TIME && at > first && !scan_is(s, at + 1, IS_CLITIC | IS_HYPHEN)) break;
        if (bits & IS_ADVERB && at > first) break;
        if (bits & IS_NUMBER && at > first && s->bits[at - 1] & IS_CUE_NOUN) break; /* "preliminary data five were killed" */
        if (at > first && counts_anew(s, at)) break;
        const bool last = at + 1 >= s->count || scan_is(s, at + 1, IS_COMMA | IS_STOP | IS_OF);
        if (at > first && bits & IS_CUE_NOUN && last) continue; /* "the police report, ...", "an official count." */
        if (!toll_attribution_holds(s, at)) break;
    }
    return at;
}

/* To the end of a relative clause that begins at `at`: its comma, or `stops`. */
static unsigned relative_end(const scan *s, unsigned at, uint32_t stops)
{
    unsigned end = at;
    while (end < s->count && end - at < RELATIVE_REACH && !(s->bits[end] & stops)) end++;
    return end;
}

/* An apposition that begins at `at`, with what hangs on it: "the ministry's spokesman for the north". */
static unsigned apposition_end(const scan *s, unsigned at)
{
    unsigned end = plain_end(s, at);
    toll_rule_match aside;
    for (unsigned i = 0; i < 3 && scan_is(s, end, IS_OF | IS_PREPOSITION); i++) {
        if (toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)end)) break;
        unsigned further = plain_end(s, end + 1);
        if (further <= end + 1) break;
        end = further;
    }
    return end;
}

/* "according to X, 12 soldiers, two of them officers, died", "..., a total of 12 soldiers": a count behind the comma begins what is said;
 * but "X, 45,", "X, one of its leaders". */
static bool counts(const scan *s, unsigned first, unsigned end)
{
    for (unsigned at = first; at < end; at++)
        if (s->bits[at] & IS_NUMBER && !scan_is(s, at + 1, IS_OF) && scan_is_word(s, at + 1) &&
            s->view->tokens[at + 1].flags & TOLL_TOKEN_SPACE && (s->shouted || s->view->tokens[at + 1].shape == TOLL_SHAPE_LOWER))
            return true;
    return false;
}

/* ", the ministry's spokesman,", ", who had seen it,": where what the comma at `comma` opens ends; `comma` where it is none. */
static unsigned apposed_after(const scan *s, unsigned comma)
{
    unsigned first = comma + 1;
    if (!scan_is(s, first, IS_DETERMINER | IS_SPEAKER | IS_RELATIVE | IS_NUMBER) || scan_is(s, first, IS_COMPLEMENT | IS_CONTRAST))
        return comma;
    bool relative = scan_is(s, first, IS_RELATIVE) && !scan_is(s, first, IS_DETERMINER);
    unsigned close = relative ? relative_end(s, first, IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE) : apposition_end(s, first);
    if (!relative && counts(s, first, close)) return comma;
    bool speaker = scan_is(s, first, IS_RELATIVE | IS_NUMBER);
    for (unsigned i = first; i < close && !speaker; i++) speaker = s->bits[i] & IS_SPEAKER;
    bool closed = close >= s->count || scan_is(s, close, IS_COMMA | IS_STOP | IS_CLOSE | IS_OPEN | IS_DASH | IS_CONJUNCTION);
    return speaker && close > first && closed ? close : comma;
}

/* What hangs on the phrase by the word at `at`: "of X", "in X and Y", "released by X"; `at` where nothing does. */
static unsigned attribute_end(const scan *s, unsigned at)
{
    uint32_t bits = s->bits[at];
    unsigned next = at + 1;
    bool agent = bits & IS_VERB && next < s->count && toll_classes_has(s->view->scratch->classes[next], s->words->by);
    if (agent) { /* "figures released by X" */
        unsigned end = plain_end(s, next + 1);
        return end > next + 1 ? end : at;
    }
    bool links = bits & (IS_OF | IS_PREPOSITION | IS_CONJUNCTION) && !(bits & IS_SUBORDINATOR && !(bits & IS_PREPOSITION));
    if (!links) return at;
    while (scan_is(s, next, bits & (IS_PREPOSITION | IS_CONJUNCTION)) && next < at + 3) next++;
    unsigned end = plain_end(s, next);
    bool clause = bits & IS_CONJUNCTION && scan_is(s, end, IS_VERB | IS_AUXILIARY); /* one of its own */
    return end > next && !clause ? end : at;
}

toll_extent toll_attribution_phrase(const scan *s, unsigned at)
{
    unsigned first = at, end = plain_end(s, at);
    if (end <= first) return (toll_extent){0, 0};
    for (unsigned steps = 0; steps < 6 && end < s->count; steps++) {
        uint32_t bits = s->bits[end];
        toll_rule_match aside;
        if (toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)end) || bits & IS_CONTRAST) break;
        if (bits & IS_RELATIVE && !(bits & (IS_COMPLEMENT | IS_SUBORDINATOR | IS_DETERMINER))) { /* "people who arrived in X, ..." */
            end = relative_end(s, end, IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE | IS_DASH);
            break;
        }
        unsigned further = attribute_end(s, end);
        if (further == end && bits & IS_COMMA) { /* ", the ministry's spokesman", ", published by X" */
            bool issued = end + 1 < s->count && s->words->according < TOLL_CLASS_LIMIT &&
                          toll_classes_has(s->view->scratch->classes[end + 1], s->words->according);
            further = issued ? attribute_end(s, end + 1) : end + 1;
            end = further > end + 1 ? further : apposed_after(s, end);
            break;
        }
        if (further == end) break;
        end = further;
    }
    while (end > first && !scan_is_word(s, end - 1) && !scan_is(s, end - 1, IS_NUMBER | IS_BRACKET_CLOSE | IS_CLOSE)) end--;
    return extent_of(first, end);
}
