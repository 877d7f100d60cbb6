/* Finds the cues of a sentence and the source of each; attribution_content.c then divides the words among them.
 *
 * In: the matches of the rules of kind `attribution` (and `headline`, for those that hang on a colon or dash), in text order. A rule's
 * settings say how the cue is built in:
 *   side=subject    the source is the verb's subject, or stands after it ("..., said X")
 *   side=after      the source follows ("according to X"), or is the capture `source`
 *   side=owner      a noun: the source is its possessor, or follows the capture `by`
 *   side=given      the captures `source` and `content` say all
 *   side=none       nobody is named ("is believed to have")
 *   side=no         no speech at all ("claimed the lives of"): the words are passed over
 *   addressee=yes   one who is told may stand between cue and content
 *   trusted=yes     with strength=weak: a statement also where the source is one that speaks
 *   speaker=yes     with side=after: only where a speaker or a name follows
 *   shouted=no      not in capitals or title case
 *   strength=weak   a statement only with a content clause or a quotation; else flagged WEAK
 * One walk over the tokens; every phrase walk is bounded. */
#include "attribution_inside.h"

static bool setting_is(const scan *s, const toll_rule_match *match, const char *name, const char *value)
{
    return toll_same(toll_rule_setting(s->view->tables, match->rule, name), value);
}

static toll_extent captured(const scan *s, const toll_rule_match *match, const char *name)
{
    int index = toll_rule_capture(s->view->tables, match->rule, name);
    if (index < 0) return (toll_extent){0, 0};
    return (toll_extent){match->captures[index].first, match->captures[index].count};
}

static uint8_t modality_of(const toll_tables *tables, const toll_note *note)
{
    if (note->class_ == TOLL_NO_CLASS) return TOLL_MODALITY_ASSERTED;
    int column = toll_tables_column(tables, note->table, "modality");
    if (column < 0) return TOLL_MODALITY_ASSERTED;
    const char *name = toll_tables_cell(tables, note->table, note->row, column);
    for (unsigned i = 0; i < TOLL_MODALITY_COUNT; i++)
        if (toll_same(name, toll_modality_name((toll_modality)i))) return (uint8_t)i;
    return TOLL_MODALITY_ASSERTED;
}

/* The row behind the cue: of its longest note of a cue class, at whichever of its tokens it begins. */
static toll_note note_of(const scan *s, toll_extent cue)
{
    const toll_attribution_words *w = s->words;
    const uint8_t classes[] = {w->say, w->according, w->passive, w->noun};
    for (unsigned at = cue.first; at < toll_extent_end(cue); at++)
        for (unsigned c = 0; c < 4; c++) {
            const toll_note *note = classes[c] < TOLL_CLASS_LIMIT ? toll_scratch_note(s->view->scratch, at, classes[c]) : NULL;
            if (note && at + note->len <= toll_extent_end(cue)) return *note;
        }
    return (toll_note){.class_ = TOLL_NO_CLASS};
}

static bool ends_source(const scan *s, unsigned at)
{
    return at >= s->count || scan_is(s, at, IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE | IS_DASH | IS_BRACKET_OPEN);
}

static bool opens_content(const scan *s, unsigned at)
{
    return scan_is(s, at, IS_COMPLEMENT | IS_OPEN | IS_COLON) || (scan_is(s, at, IS_COMMA) && scan_is(s, at + 1, IS_OPEN));
}

/* The source has a word in it for those who speak, or for what speaks for them. */
static bool speaks(const scan *s, toll_extent source)
{
    for (unsigned at = source.first; at < toll_extent_end(source); at++)
        if (s->bits[at] & (IS_SPEAKER | IS_CUE_NOUN)) return true;
    return false;
}

/* The source has a word in it for those who speak. */
static bool somebody(const scan *s, toll_extent source)
{
    for (unsigned at = source.first; at < toll_extent_end(source); at++)
        if (s->bits[at] & (IS_SPEAKER | IS_PRONOUN | IS_RELATIVE)) return true;
    return false;
}

/* A word of it, beyond the sentence's first, is written with a capital. */
static bool named(const scan *s, toll_extent source)
{
    for (unsigned at = source.first; at < toll_extent_end(source); at++)
        if (scan_is_word(s, at) && !(s->bits[at] & (IS_PRONOUN | IS_DETERMINER | IS_TIME)) && s->view->tokens[at].shape != TOLL_SHAPE_LOWER)
            return true;
    return false;
}

/* "12 died said Governor X.": with the comma lost, still who speaks, for nothing is said after him. */
static toll_extent unmarked(const scan *s, unsigned group, unsigned cue_end, bool weak)
{
    const toll_extent none = {0, 0};
    if (weak || group < 3 || scan_is(s, cue_end, IS_NUMBER | IS_COMPLEMENT | IS_PRONOUN)) return none;
    toll_extent found = toll_attribution_phrase(s, cue_end);
    unsigned end = toll_extent_end(found);
    if (!found.count || !speaks(s, found) || (end < s->count && !scan_is(s, end, IS_STOP))) return none;
    for (unsigned at = 0; at < group; at++) /* something was said before */
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return found;
    return none;
}

/* "..., said X": the source after the cue. */
static toll_extent inverted(const scan *s, unsigned group, unsigned cue_end, bool weak, bool trusted)
{
    const toll_extent none = {0, 0};
    uint32_t before = group ? s->bits[group - 1] : 0;
    if (!(before & (IS_COMMA | IS_CLOSE | IS_DASH | IS_STOP)) && !(group == 0 && s->quoted)) return unmarked(s, group, cue_end, weak);
    bool after_quote = before & IS_CLOSE || (group > 1 && s->bits[group - 2] & IS_CLOSE);
    toll_extent found = toll_attribution_phrase(s, cue_end);
    if (weak && !after_quote) { /* "13,000 dead, claims Kyiv": only as the sentence's last words */
        bool last = trusted && found.count && toll_extent_end(found) + 1u >= s->count;
        if (!last || !(speaks(s, found) || (!s->shouted && named(s, found)))) return none;
    }
    if (!found.count || scan_is(s, found.first, IS_COMPLEMENT)) return none;
    if (scan_is(s, found.first, IS_NUMBER) && !somebody(s, found)) return none; /* "gave a figure of 43 dead" */
    if (!scan_is(s, found.first, IS_DETERMINER | IS_POSSESSIVE | IS_PRONOUN | IS_NUMBER) && !s->shouted && !speaks(s, found) &&
        !named(s, found))
        return none;
    unsigned end = toll_extent_end(found), rest = toll_attribution_skip_asides(s, end);
    if (ends_source(s, rest)) return found;
    if (rest > end || scan_is(s, rest, IS_PREPOSITION | IS_SUBORDINATOR | IS_CONJUNCTION | IS_PARTICIPLE | IS_RELATIVE)) return found;
    return after_quote && !scan_is(s, rest, IS_VERB | IS_AUXILIARY) ? found : none;
}

static bool negated(const scan *s, unsigned group, unsigned cue)
{
    for (unsigned at = group; at < cue; at++)
        if (s->bits[at] & IS_NEGATION) return true;
    return false;
}

/* The cue is a past participle after "be": whoever stands before it does not speak. */
static bool passive(const scan *s, unsigned group, unsigned cue)
{
    if (s->words->be >= TOLL_CLASS_LIMIT || s->bits[cue] & IS_PARTICIPLE) return false;
    bool found = false;
    for (unsigned at = group; at < cue; at++) {
        if (toll_classes_has(s->view->scratch->classes[at], s->words->to)) found = false; /* "is ready to say" */
        else if (toll_classes_has(s->view->scratch->classes[at], s->words->be)) found = true;
    }
    return found;
}

/* `weak`: the cue says little; `trusted`: unless its source speaks ("the survey found"). */
static void find_by_verb(
    const scan *s, toll_attribution *made, const toll_attribution *list, size_t count, bool weak, bool trusted, bool addressee)
{
    unsigned cue = made->cue.first, end = toll_extent_end(made->cue), group = toll_attribution_group(s, cue);
    unsigned after = toll_attribution_skip_asides(s, end);
    if (made->note.len == 1 && passive(s, group, cue)) {
        made->flags |= TOLL_ATTRIBUTION_PASSIVE;
        return;
    }
    bool participle = s->bits[cue] & IS_PARTICIPLE;
    toll_extent back = participle || addressee ? (toll_extent){0, 0} : inverted(s, group, end, weak, trusted);
    if (!opens_content(s, after) && back.count) {
        made->source = back;
        made->flags |= TOLL_ATTRIBUTION_AFTER;
    } else {
        if (!participle || !group || !scan_is(s, group - 1, IS_COMMA)) made->source = toll_attribution_subject(s, group);
        bool spoken = false; /* "at the front adding": whoever spoke before goes on, unless a speaker stands right here */
        for (size_t i = 0; i < count; i++) spoken |= !(list[i].flags & TOLL_ATTRIBUTION_WEAK);
        if (participle && spoken && !speaks(s, made->source)) made->source.count = 0;
        /* "here lie two pigs said one of the men": a phrase after a verb is its object, and the source ends the sentence */
        if (made->source.count && made->source.first && s->bits[made->source.first - 1] & (IS_VERB | IS_AUXILIARY) && !weak &&
            !participle && !opens_content(s, after)) {
            toll_extent tail = toll_attribution_phrase(s, end);
            if (tail.count && (toll_extent_end(tail) >= s->count || scan_is(s, toll_extent_end(tail), IS_STOP)) && speaks(s, tail)) {
                made->source = tail;
                made->flags |= TOLL_ATTRIBUTION_AFTER;
            }
        }
    }
    uint32_t before = group ? s->bits[group - 1] : 0;
    /* "put the toll higher saying": a phrase that cannot speak is no subject of a participle */
    if (participle && made->source.count && !somebody(s, made->source) && !named(s, made->source)) made->source.count = 0;
    bool shares = participle || before & IS_CONJUNCTION || (before & IS_COMMA && !weak);
    if (!made->source.count && shares && group) {
        made->flags |= TOLL_ATTRIBUTION_ELIDED;
        const uint16_t others = TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_PASSIVE | TOLL_ATTRIBUTION_WEAK;
        size_t before_us = count;
        while (before_us && (!list[before_us - 1].source.count || list[before_us - 1].flags & others)) before_us--;
        made->source = before_us ? list[before_us - 1].source : toll_attribution_first_subject(s, group);
        if (!before_us && count && list[0].flags & TOLL_ATTRIBUTION_ACCORDING && list[0].cue.first < 2) made->source = list[0].source;
        for (size_t i = 0; i < count && !before_us; i++) /* the subject of a lesser verb, where it opens the sentence */
            if (list[i].source.count && !(list[i].flags & (TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_PASSIVE)) &&
                list[i].source.first < made->source.first)
                made->source = list[i].source;
    }
    unsigned lead = made->source.count && made->source.first < cue ? made->source.first : cue;
    bool quoted = lead > 1 && (s->bits[lead - 1] & IS_CLOSE || s->bits[lead - 2] & IS_CLOSE); /* "...," X posted */
    bool says = opens_content(s, after) || (quoted && lead != cue);
    if (weak && says && scan_is(s, after, IS_OPEN)) { /* a name in quotation marks is no statement */
        unsigned close = after + 1;
        while (close < s->count && close - after < 6 && !(s->bits[close] & IS_CLOSE)) close++;
        says = !scan_is(s, close, IS_CLOSE);
    }
    if (trusted && (speaks(s, made->source) || (!s->shouted && named(s, made->source)))) weak = false;
    if (negated(s, group, cue) || (weak && !says)) made->flags |= TOLL_ATTRIBUTION_WEAK;
}

static void find_owner(const scan *s, toll_attribution *made, toll_extent by)
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
    else if (s->bits[at - 1] & IS_CLITIC) made->source = toll_attribution_subject(s, at - 1);
}

static bool make(const scan *s, toll_attribution *made, const toll_rule_match *match, const toll_attribution *list, size_t count)
{
    toll_extent cue = captured(s, match, "cue");
    if (!cue.count) cue = (toll_extent){match->first, match->count};
    *made = (toll_attribution){.cue = cue, .rule = match->rule, .note = note_of(s, cue), .content = captured(s, match, "content")};
    made->modality = modality_of(s->view->tables, &made->note);
    bool weak = setting_is(s, match, "strength", "weak");
    static const char *const sides[TOLL_SIDE_COUNT] = {"none", "subject", "after", "owner", "given"};
    const char *side = toll_rule_setting(s->view->tables, match->rule, "side");
    for (uint8_t i = 0; i < TOLL_SIDE_COUNT; i++)
        if (toll_same(side, sides[i])) made->side = i;
    if (toll_same(side, "subject")) {
        if (made->note.class_ == s->words->say && made->note.len == 1 && !(s->bits[cue.first] & IS_SAY) && match->count == 1) return false;
        find_by_verb(s, made, list, count, weak, setting_is(s, match, "trusted", "yes"), setting_is(s, match, "addressee", "yes"));
        if (made->flags & TOLL_ATTRIBUTION_PASSIVE) {
            unsigned next = toll_attribution_skip_asides(s, toll_extent_end(cue));
            made->flags |= weak ? TOLL_ATTRIBUTION_WEAK : 0;
            if (scan_is(s, next, IS_COMPLEMENT)) return true; /* "it was learned that", "I was told that" */
            if (next >= s->count || s->words->by >= TOLL_CLASS_LIMIT || !toll_classes_has(s->view->scratch->classes[next], s->words->by))
                return false;
            made->source = toll_attribution_phrase(s, next + 1);
        }
        return made->source.count > 0;
    }
    if (toll_same(side, "after")) {
        made->flags |= TOLL_ATTRIBUTION_ACCORDING | (weak ? TOLL_ATTRIBUTION_WEAK : 0);
        made->source = captured(s, match, "source");
        if (!made->source.count) made->source = toll_attribution_phrase(s, toll_extent_end(cue));
        if (setting_is(s, match, "speaker", "yes") && !speaks(s, made->source) && (s->shouted || !named(s, made->source))) {
            made->flags = TOLL_ATTRIBUTION_WEAK; /* "citing low growth": a reason, not a source */
            made->side = TOLL_SIDE_SUBJECT;
            find_by_verb(s, made, list, count, true, false, false);
        }
        return made->source.count > 0;
    }
    if (toll_same(side, "owner")) {
        if (weak) made->flags |= TOLL_ATTRIBUTION_WEAK;
        unsigned close = match->first + match->count;
        if (scan_is(s, close - 1, IS_COMPLEMENT) && scan_is(s, close, IS_VERB | IS_AUXILIARY))
            return false; /* "reports that differ": a relative clause */
        find_owner(s, made, captured(s, match, "by"));
        const toll_note *verb = s->bits[cue.first] & IS_SAY ? toll_scratch_note(s->view->scratch, cue.first, s->words->say) : NULL;
        if (!made->source.count && verb && verb->len == 1) { /* "the agency reports that": no noun after all */
            made->note = *verb;
            made->cue.count = 1;
            made->side = TOLL_SIDE_SUBJECT;
            find_by_verb(s, made, list, count, false, false, false);
            bool who = made->source.count == 1 && s->bits[made->source.first] & (IS_PRONOUN | IS_RELATIVE);
            return made->source.count > 0 && (who || speaks(s, made->source) || (!s->shouted && named(s, made->source)));
        }
        if (setting_is(s, match, "speaker", "yes") && !speaks(s, made->source) && (s->shouted || !named(s, made->source))) return false;
        made->cue.count = (uint16_t)(match->first + match->count - cue.first);
        return made->source.count > 0 || setting_is(s, match, "alone", "yes");
    }
    if (toll_same(side, "given")) {
        made->source = captured(s, match, "source");
        for (unsigned at = made->source.first; at < toll_extent_end(made->source); at++)
            if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return false;
        if (made->source.first > cue.first) made->flags |= TOLL_ATTRIBUTION_AFTER;
        if (weak) made->flags |= TOLL_ATTRIBUTION_WEAK;
        return made->source.count > 0;
    }
    if (opens_content(s, toll_attribution_skip_asides(s, toll_extent_end(cue)))) weak = false;
    made->flags |= TOLL_ATTRIBUTION_PASSIVE | (weak ? TOLL_ATTRIBUTION_WEAK : 0);
    toll_extent by = captured(s, match, "by");
    if (by.count) made->source = toll_attribution_phrase(s, toll_extent_end(by));
    return true;
}

/* A pronoun, or a determiner with a word for an institution that names none: "the ministry". */
static bool refers_back(const scan *s, toll_extent source)
{
    if (source.count == 1) return s->bits[source.first] & (IS_PRONOUN | IS_POSSESSIVE);
    if (source.count < 2 || !(s->bits[source.first] & IS_DETERMINER) || s->words->institution >= TOLL_CLASS_LIMIT) return false;
    const toll_note *note = toll_scratch_note(s->view->scratch, source.first + 1u, s->words->institution);
    if (!note || note->len + 1u != source.count) return false;
    int suffix = toll_tables_column(s->view->tables, note->table, "suffix");
    return suffix >= 0 && !*toll_tables_cell(s->view->tables, note->table, note->row, suffix);
}

static void count_depths(toll_attribution *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (i != k && toll_extent_holds(list[k].content, list[i].cue.first) && !toll_extent_holds(list[i].content, list[k].cue.first))
                list[i].depth++;
}

/* Rules that hang on a colon or a dash; tried only there and at the beginning, for they could begin with any word. */
static bool match_headline(toll_rule_match *match, const toll_sentence_view *view, const toll_attribution_words *words, unsigned at)
{
    const toll_token *token = &view->tokens[at];
    if (at && (token->kind != TOLL_TOKEN_MARK || (token->mark != ':' && token->mark != TOLL_MARK_DASH))) return false;
    return toll_rules_match(match, view, words->headline, (uint16_t)at);
}

size_t toll_claim_attributions(
    toll_attribution *out, size_t cap, const toll_sentence_view *view, const toll_attribution_words *words, uint32_t sentence_flags)
{
    scan s;
    size_t count = 0;
    bool scanned = false;
    unsigned limit = view->count < SCAN_LIMIT ? view->count : SCAN_LIMIT;
    for (unsigned at = 0; at < limit && count < cap; at++) {
        toll_rule_match match;
        if (!toll_rules_match(&match, view, words->kind, (uint16_t)at) && !match_headline(&match, view, words, at)) continue;
        if (!scanned) toll_attribution_scan(&s, view, words, sentence_flags), scanned = true;
        if (count && out[count - 1].flags & TOLL_ATTRIBUTION_ACCORDING && toll_extent_holds(out[count - 1].source, at)) continue;
        if (setting_is(&s, &match, "shouted", "no") && s.shouted) continue;
        if (setting_is(&s, &match, "side", "no")) {
            at = match.first + match.count - 1u;
            continue;
        }
        if (match.first + match.count > s.count || !make(&s, &out[count], &match, out, count)) continue;
        toll_attribution *made = &out[count++];
        if (refers_back(&s, made->source)) made->flags |= TOLL_ATTRIBUTION_PRONOUN;
        at = made->content.count ? toll_extent_end(made->cue) - 1u : match.first + match.count - 1u;
    }
    if (!count) return 0;
    toll_attribution_contents(&s, out, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) /* a colon with nothing to say is none */
        if (out[i].content.count || out[i].note.class_ != TOLL_NO_CLASS || out[i].side != TOLL_SIDE_GIVEN) out[kept++] = out[i];
    count = kept;
    count_depths(out, count);
    return count;
}
