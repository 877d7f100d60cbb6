/* The source of a cue that is a verb: its subject, or whoever stands behind it ("..., said X"), or the subject of the clause before; and whether
 * the verb states anything.
 *
 * In: a cue, the attributions found before it. Out: source and flags of the attribution. Bounded as the phrases are (attribution_phrase.c). */
#include "attribution_inside.h"

static bool ends_source(const scan *s, unsigned at)
{
    return at >= s->count || scan_is(s, at, IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE | IS_DASH | IS_BRACKET_OPEN);
}

bool toll_attribution_opens(const scan *s, unsigned at)
{
    return scan_is(s, at, IS_COMPLEMENT | IS_OPEN | IS_COLON) || (scan_is(s, at, IS_COMMA) && scan_is(s, at + 1, IS_OPEN));
}

/* The source has a word in it for those who speak, or for what speaks for them. */
bool toll_attribution_speaks(const scan *s, toll_extent source)
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
bool toll_attribution_named(const scan *s, toll_extent source)
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
    if (!found.count || !toll_attribution_speaks(s, found) || (end < s->count && !scan_is(s, end, IS_STOP))) return none;
    for (unsigned at = 0; at < group; at++) /* something was said before */
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return found;
    return none;
}

/* "X, a spokesman for the army, said shells hit the bus, killing 12": before the verb stands nothing but who speaks. */
static bool speaker_alone(const scan *s, unsigned group)
{
    toll_extent subject = toll_attribution_subject(s, group);
    if (!subject.count || subject.first || !toll_attribution_speaks(s, subject)) return false;
    for (unsigned at = 0; at < group; at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return false;
    return true;
}

/* "..., said X": the source after the cue. */
static toll_extent inverted(const scan *s, unsigned group, unsigned cue_end, bool weak, bool trusted)
{
    const toll_extent none = {0, 0};
    uint32_t before = group ? s->bits[group - 1] : 0;
    if (!(before & (IS_COMMA | IS_CLOSE | IS_DASH | IS_STOP)) && !(group == 0 && s->quoted)) return unmarked(s, group, cue_end, weak);
    bool after_quote = before & IS_CLOSE || (group > 1 && s->bits[group - 2] & IS_CLOSE);
    if (!after_quote && toll_attribution_skip_asides(s, cue_end) > cue_end) return none; /* "X, which ..., claimed this week to have" */
    toll_extent found = toll_attribution_phrase(s, cue_end);
    if (weak && !after_quote) { /* "13,000 dead, claims Kyiv": only as the sentence's last words */
        bool last = trusted && found.count && toll_extent_end(found) + 1u >= s->count;
        if (!last || !(toll_attribution_speaks(s, found) || (!s->shouted && toll_attribution_named(s, found)))) return none;
    }
    if (!found.count || scan_is(s, found.first, IS_COMPLEMENT)) return none;
    if (found.count == 1 && scan_is(s, found.first, IS_DETERMINER) && !scan_is(s, found.first, IS_SPEAKER))
        return none; /* "disclosed this" */
    bool counted = scan_is(s, found.first, IS_NUMBER) || (scan_is(s, found.first, IS_ADVERB) && scan_is(s, found.first + 1u, IS_NUMBER));
    bool one_of = scan_is(s, found.first + 1u, IS_OF);
    if (counted && !one_of && !somebody(s, found)) return none; /* "gave a figure of 43 dead", "admitted only three" */
    if (!scan_is(s, found.first, IS_DETERMINER | IS_POSSESSIVE | IS_PRONOUN | IS_NUMBER) && !s->shouted &&
        !toll_attribution_speaks(s, found) && !toll_attribution_named(s, found))
        return none;
    unsigned end = toll_extent_end(found), rest = toll_attribution_skip_asides(s, end);
    if (!after_quote && rest + 1 < s->count && speaker_alone(s, group)) return none;
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

bool toll_attribution_who(const scan *s, toll_extent source)
{
    return toll_attribution_speaks(s, source) || (!s->shouted && toll_attribution_named(s, source));
}

/* "..., adding that": a cue without a subject of its own shares the one of the speaker before, else the sentence's first. */
static toll_extent shared_subject(const scan *s, unsigned group, const toll_attribution *list, size_t count)
{
    const uint16_t others = TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_PASSIVE | TOLL_ATTRIBUTION_WEAK;
    size_t before = count;
    while (before && (!list[before - 1].source.count || list[before - 1].flags & others)) before--;
    if (before) return list[before - 1].source;
    toll_extent source = toll_attribution_first_subject(s, group);
    if (count && list[0].flags & TOLL_ATTRIBUTION_ACCORDING && list[0].cue.first < 2) source = list[0].source;
    for (size_t i = 0; i < count; i++) /* the subject of a lesser verb, where it opens the sentence */
        if (list[i].source.count && !(list[i].flags & (TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_PASSIVE)) &&
            list[i].source.first < source.first)
            source = list[i].source;
    return source;
}

/* "here lie two pigs said one of the men": the phrase before the cue is another verb's object, and the source ends the sentence. */
static toll_extent at_the_end(const scan *s, unsigned end)
{
    toll_extent tail = toll_attribution_phrase(s, end);
    bool last = tail.count && (toll_extent_end(tail) >= s->count || scan_is(s, toll_extent_end(tail), IS_STOP));
    return last && toll_attribution_speaks(s, tail) ? tail : (toll_extent){0, 0};
}

/* "The agency quoted the governor saying": the verb passes on whose words its object says. */
static bool is_quoted(const scan *s, unsigned verb)
{
    const toll_note *note = toll_scratch_note(s->view->scratch, verb, s->words->say);
    int kind = note ? toll_tables_column(s->view->tables, note->table, "kind") : -1;
    return kind >= 0 && toll_same(toll_tables_cell(s->view->tables, note->table, note->row, kind), "relay");
}

/* "The army released a statement saying", "officials gave figures saying": whoever does what the words before a participle are the object of. */
static toll_extent giver(const scan *s, toll_extent object)
{
    if (is_quoted(s, object.first - 1u)) return object;
    toll_extent found = toll_attribution_subject(s, toll_attribution_group(s, object.first - 1u));
    return found.count && toll_attribution_who(s, found) ? found : object;
}

/* The source on either side of the cue. */
static void find_source(const scan *s, toll_attribution *made, const toll_attribution *list, size_t count, unsigned group, verb_cue how)
{
    unsigned cue = made->cue.first, end = toll_extent_end(made->cue), after = toll_attribution_skip_asides(s, end);
    bool participle = s->bits[cue] & IS_PARTICIPLE;
    toll_extent back = participle || how.addressee || how.object ? (toll_extent){0, 0} : inverted(s, group, end, how.weak, how.trusted);
    bool object = made->modality == TOLL_MODALITY_DENIED && back.count && !somebody(s, back) && !toll_attribution_named(s, back);
    if (object) back.count = 0; /* "the army, an ally, disputed the claim": what is denied denies nothing */
    if (!toll_attribution_opens(s, after) && back.count) {
        made->source = back;
        made->flags |= TOLL_ATTRIBUTION_AFTER;
        return;
    }
    if (!participle || !group || !scan_is(s, group - 1, IS_COMMA)) made->source = toll_attribution_subject(s, group);
    bool spoken = false; /* "at the front adding": whoever spoke before goes on, unless a speaker stands right here */
    for (size_t i = 0; i < count; i++) spoken |= !(list[i].flags & TOLL_ATTRIBUTION_WEAK);
    if (participle && spoken && !toll_attribution_speaks(s, made->source)) made->source.count = 0;
    bool governed = made->source.count && made->source.first && s->bits[made->source.first - 1] & (IS_VERB | IS_AUXILIARY);
    if (governed && participle) made->source = giver(s, made->source);
    if (!governed || how.weak || how.addressee || participle || toll_attribution_opens(s, after)) return;
    toll_extent tail = at_the_end(s, end);
    if (!tail.count) return;
    made->source = tail;
    made->flags |= TOLL_ATTRIBUTION_AFTER;
}

/* Does it say something, rather than name it? A name in quotation marks is no statement. */
static bool says_something(const scan *s, const toll_attribution *made, bool weak)
{
    unsigned cue = made->cue.first, after = toll_attribution_skip_asides(s, toll_extent_end(made->cue));
    unsigned lead = made->source.count && made->source.first < cue ? made->source.first : cue;
    bool quoted = lead > 1 && (s->bits[lead - 1] & IS_CLOSE || s->bits[lead - 2] & IS_CLOSE); /* "...," X posted */
    bool says = toll_attribution_opens(s, after) || (quoted && lead != cue);
    if (!weak || !says || !scan_is(s, after, IS_OPEN)) return says;
    unsigned close = after + 1;
    while (close < s->count && close - after < 6 && !(s->bits[close] & IS_CLOSE)) close++;
    return !scan_is(s, close, IS_CLOSE);
}

/* "based on intelligence reports, 12 died": a word that is a noun as well, in a phrase that a preposition governs. */
static bool is_governed_noun(const scan *s, unsigned cue, toll_extent source)
{
    enum { WORDS = 3 };
    if (!source.count || source.first > cue || !scan_is(s, cue, IS_CUE_NOUN) || toll_extent_end(source) != cue) return false;
    for (unsigned at = source.first, steps = 0; at && steps < WORDS; at--, steps++) {
        if (s->bits[at - 1] & (IS_PREPOSITION | IS_OF) && !(s->bits[at - 1] & IS_SUBORDINATOR)) return true;
        if (!(s->bits[at - 1] & (IS_ADJECTIVE | IS_VERB)) || s->bits[at - 1] & IS_AUXILIARY) return false;
    }
    return false;
}

void toll_attribution_by_verb(const scan *s, toll_attribution *made, const toll_attribution *list, size_t count, verb_cue how)
{
    unsigned cue = made->cue.first, group = toll_attribution_group(s, cue);
    if (made->note.len == 1 && passive(s, group, cue)) {
        made->flags |= TOLL_ATTRIBUTION_PASSIVE;
        return;
    }
    bool participle = s->bits[cue] & IS_PARTICIPLE, weak = how.weak;
    find_source(s, made, list, count, group, how);
    if (is_governed_noun(s, cue, made->source)) {
        made->source.count = 0;
        made->flags |= TOLL_ATTRIBUTION_WEAK;
        return;
    }
    uint32_t before = group ? s->bits[group - 1] : 0;
    /* "put the toll higher saying": a phrase that cannot speak is no subject of a participle */
    if (participle && made->source.count && !somebody(s, made->source) && !toll_attribution_named(s, made->source)) made->source.count = 0;
    bool shares = participle || before & IS_CONJUNCTION || (before & IS_COMMA && !weak);
    if (!made->source.count && shares && group) {
        made->flags |= TOLL_ATTRIBUTION_ELIDED;
        made->source = shared_subject(s, group, list, count);
    }
    if (weak && scan_is(s, made->source.first, IS_NUMBER) && !toll_attribution_who(s, made->source))
        made->source.count = 0; /* "148 patients admitted" */
    bool says = says_something(s, made, weak);
    if (how.trusted && toll_attribution_who(s, made->source)) weak = false;
    if (negated(s, group, cue) || (weak && !says)) made->flags |= TOLL_ATTRIBUTION_WEAK;
}
