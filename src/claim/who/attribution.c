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
 *   object=yes      what stands behind it is never its source: "put the losses at 12"
 *   trusted=yes     with strength=weak: a statement also where the source is one that speaks
 *   speaker=yes     with side=after: only where a speaker or a name follows
 *   shouted=no      not in capitals or title case
 *   back=yes        it tells of what was said right before: "disclosed this" (src/claim/who/quote.c)
 *   finder=yes      "recovered 12 bodies": heard only where nobody else speaks (src/claim/who/source.c)
 *   cites=yes       "citing X": yields to whoever says it, unless that is an outlet (src/claim/who/speaker.c)
 *   plain=yes       with side=owner: what is said follows without a "that"
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

static bool is_weak(const scan *s, const toll_rule_match *match)
{
    return setting_is(s, match, "strength", "weak");
}

/* --- how each kind of cue is built in; false = it is none after all */
static bool by_subject(const scan *s, toll_attribution *made, const toll_rule_match *match, const toll_attribution *list, size_t count)
{
    const toll_attribution_words *w = s->words;
    toll_extent cue = made->cue;
    verb_cue how = {.weak = is_weak(s, match),
        .trusted = setting_is(s, match, "trusted", "yes"),
        .addressee = setting_is(s, match, "addressee", "yes"),
        .object = setting_is(s, match, "object", "yes")};
    if (made->note.class_ == w->say && made->note.len == 1 && !(s->bits[cue.first] & IS_SAY) && match->count == 1) return false;
    bool counted = how.weak && cue.first && s->bits[cue.first - 1] & IS_NUMBER; /* "nine suspects" */
    if (counted) return false;
    toll_attribution_by_verb(s, made, list, count, how);
    if (!(made->flags & TOLL_ATTRIBUTION_PASSIVE)) return made->source.count > 0;
    unsigned next = toll_attribution_skip_asides(s, toll_extent_end(cue));
    made->flags |= how.weak ? TOLL_ATTRIBUTION_WEAK : 0;
    if (scan_is(s, next, IS_COMPLEMENT)) return true; /* "it was learned that", "I was told that" */
    if (next >= s->count || w->by >= TOLL_CLASS_LIMIT || !toll_classes_has(s->view->scratch->classes[next], w->by)) return false;
    made->source = toll_attribution_phrase(s, next + 1);
    return made->source.count > 0;
}

static bool by_phrase_after(const scan *s, toll_attribution *made, const toll_rule_match *match, const toll_attribution *list, size_t count)
{
    made->flags |= TOLL_ATTRIBUTION_ACCORDING | (is_weak(s, match) ? TOLL_ATTRIBUTION_WEAK : 0);
    made->source = captured(s, match, "source");
    if (!made->source.count) made->source = toll_attribution_phrase(s, toll_extent_end(made->cue));
    if (setting_is(s, match, "speaker", "yes") && !toll_attribution_who(s, made->source)) {
        made->flags = TOLL_ATTRIBUTION_WEAK; /* "citing low growth": a reason, not a source */
        made->side = TOLL_SIDE_SUBJECT;
        toll_attribution_by_verb(s, made, list, count, (verb_cue){.weak = true});
    }
    return made->source.count > 0;
}

/* "the agency reports that": a noun that is a verb after all. */
static bool by_verb_after_all(const scan *s, toll_attribution *made, const toll_note *verb, const toll_attribution *list, size_t count)
{
    made->note = *verb;
    made->cue.count = 1;
    made->side = TOLL_SIDE_SUBJECT;
    toll_attribution_by_verb(s, made, list, count, (verb_cue){.weak = false});
    bool pronoun = made->source.count == 1 && s->bits[made->source.first] & (IS_PRONOUN | IS_RELATIVE);
    return made->source.count > 0 && (pronoun || toll_attribution_who(s, made->source));
}

static bool by_owner(const scan *s, toll_attribution *made, const toll_rule_match *match, const toll_attribution *list, size_t count)
{
    toll_extent cue = made->cue;
    if (is_weak(s, match)) made->flags |= TOLL_ATTRIBUTION_WEAK;
    unsigned close = match->first + match->count;
    if (scan_is(s, close - 1, IS_COMPLEMENT) && scan_is(s, close, IS_VERB | IS_AUXILIARY))
        return false; /* "reports that differ": a relative clause */
    toll_attribution_find_owner(s, made, captured(s, match, "by"));
    const toll_note *verb = s->bits[cue.first] & IS_SAY ? toll_scratch_note(s->view->scratch, cue.first, s->words->say) : NULL;
    if (!made->source.count && verb && verb->len == 1) return by_verb_after_all(s, made, verb, list, count);
    if (setting_is(s, match, "speaker", "yes") && !toll_attribution_who(s, made->source)) return false;
    made->cue.count = (uint16_t)(match->first + match->count - cue.first);
    return made->source.count > 0 || setting_is(s, match, "alone", "yes");
}

static bool as_given(const scan *s, toll_attribution *made, const toll_rule_match *match)
{
    made->source = captured(s, match, "source");
    for (unsigned at = made->source.first; at < toll_extent_end(made->source); at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY) && !(s->bits[at] & IS_CUE_NOUN)) return false;
    if (made->source.first > made->cue.first) made->flags |= TOLL_ATTRIBUTION_AFTER;
    if (is_weak(s, match)) made->flags |= TOLL_ATTRIBUTION_WEAK;
    made->modality = TOLL_MODALITY_ASSERTED; /* "if X is to be believed": the doubt is the writer's, the figure is X's */
    return made->source.count > 0;
}

static bool by_nobody(const scan *s, toll_attribution *made, const toll_rule_match *match)
{
    bool says = toll_attribution_opens(s, toll_attribution_skip_asides(s, toll_extent_end(made->cue)));
    made->flags |= TOLL_ATTRIBUTION_PASSIVE | (is_weak(s, match) && !says ? TOLL_ATTRIBUTION_WEAK : 0);
    toll_extent by = captured(s, match, "by");
    if (by.count) made->source = toll_attribution_phrase(s, toll_extent_end(by));
    return true;
}

static bool make(const scan *s, toll_attribution *made, const toll_rule_match *match, const toll_attribution *list, size_t count)
{
    static const char *const sides[TOLL_SIDE_COUNT] = {"none", "subject", "after", "owner", "given"};
    toll_extent cue = captured(s, match, "cue");
    if (!cue.count) cue = (toll_extent){match->first, match->count};
    *made = (toll_attribution){.cue = cue, .rule = match->rule, .note = note_of(s, cue), .content = captured(s, match, "content")};
    made->modality = modality_of(s->view->tables, &made->note);
    const char *side = toll_rule_setting(s->view->tables, match->rule, "side");
    for (uint8_t i = 0; i < TOLL_SIDE_COUNT; i++)
        if (toll_same(side, sides[i])) made->side = i;
    switch (made->side) {
    case TOLL_SIDE_SUBJECT: return by_subject(s, made, match, list, count);
    case TOLL_SIDE_AFTER: return by_phrase_after(s, made, match, list, count);
    case TOLL_SIDE_OWNER: return by_owner(s, made, match, list, count);
    case TOLL_SIDE_GIVEN: return as_given(s, made, match);
    default: return by_nobody(s, made, match);
    }
}

/* Where the noun begins behind "the": past "Paris-based", "New York-based". */
static unsigned past_seat(const scan *s, unsigned at)
{
    enum { NAME = 3 };
    if (s->words->seat >= TOLL_CLASS_LIMIT) return at;
    for (unsigned hyphen = at + 1; hyphen <= at + NAME && hyphen + 1 < s->count; hyphen++)
        if (s->bits[hyphen] & IS_HYPHEN) return toll_scratch_note(s->view->scratch, hyphen + 1, s->words->seat) ? hyphen + 2 : at;
    return at;
}

/* A pronoun, or a determiner with a word for an institution that names none: "the ministry", "the Paris-based group". */
static bool refers_back(const scan *s, toll_extent source)
{
    if (source.count == 1) return s->bits[source.first] & (IS_PRONOUN | IS_POSSESSIVE);
    if (source.count < 2 || !(s->bits[source.first] & IS_DETERMINER) || s->words->institution >= TOLL_CLASS_LIMIT) return false;
    const unsigned noun = past_seat(s, source.first + 1u);
    const toll_note *note = toll_scratch_note(s->view->scratch, noun, s->words->institution);
    if (!note || note->len + noun != toll_extent_end(source)) return false;
    int suffix = toll_tables_column(s->view->tables, note->table, "suffix"),
        kind = toll_tables_column(s->view->tables, note->table, "kind");
    if (suffix < 0 || kind < 0) return false;
    bool outlet = toll_same(toll_tables_cell(s->view->tables, note->table, note->row, kind), "outlet"); /* "the radio" */
    return outlet || !*toll_tables_cell(s->view->tables, note->table, note->row, suffix);
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
    if (at && (token->kind != TOLL_TOKEN_MARK || (token->mark != ':' && token->mark != ';' && token->mark != TOLL_MARK_DASH))) return false;
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
        if (at && view->tokens[at].kind != TOLL_TOKEN_MARK && !toll_rules_may_begin(view, words->kind, (uint16_t)at)) continue;
        if (!toll_rules_match(&match, view, words->kind, (uint16_t)at) && !match_headline(&match, view, words, at)) continue;
        unsigned after = match.first + match.count;
        if (after < limit && view->tokens[after].kind == TOLL_TOKEN_MARK && view->tokens[after].mark == ']')
            continue; /* "[Editorial report]" */
        if (!scanned) toll_attribution_scan(&s, view, words, sentence_flags), scanned = true;
        const bool inside = count && out[count - 1].flags & TOLL_ATTRIBUTION_ACCORDING && toll_extent_holds(out[count - 1].source, at);
        if (inside && !setting_is(&s, &match, "cites", "yes")) continue; /* but "according to X, which cited Y" */
        if (s.shouted && setting_is(&s, &match, "shouted", "no")) continue;
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
