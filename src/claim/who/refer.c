/* Whom words mean that name nobody: "it", "he", "the ministry", "the same account", "according to the figures". They go back to the subject of
 * the sentence, to whoever spoke and was called that, or to whoever spoke last. In: the words, the story. Out: a claimant. */
#include "speaker.h"

/* "the same ministry", "the same account" */
static bool is_same(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    return words.count >= 2 && has_class(view_of(reader), words.first, k->determiner) &&
           has_class(view_of(reader), words.first + 1u, k->same);
}

/* "a report", "another report": spoken of for the first time */
static bool is_new(const toll_claim_reader *reader, toll_extent words)
{
    return has_class(view_of(reader), words.first, claim_class.indefinite);
}

/* "The doctor wept as he told": the person that the sentence is about. */
static bool person_before(toll_claim_reader *reader, unsigned at, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    quote_walk walk = {0, false}, end = {0, false};
    const bool outside = !claim_quoted_at(parse, &end, at); /* "The troops lost 12," he said: he is not of those he tells of */
    for (size_t i = 0; i + 1 < parse->item_count && parse->items[i].extent.first < at; i++) {
        const item *it = &parse->items[i];
        if (outside && claim_quoted_at(parse, &walk, it->extent.first)) continue;
        if (it->kind == ITEM_PREPOSITION || it->kind == ITEM_OF) {
            i++;
            continue;
        }
        if (it->kind != ITEM_NOUN || claim_is_counted(parse, it) || !claim_heads_clause(parse, i)) continue;
        if (!claim_longest_in(reader, it->extent, k->title) && !claim_named_in(reader, it->extent, k->person)) return false;
        *out = (toll_claimant){.span = toll_extent_span(&parse->view, it->extent)};
        speaker_named(reader, it->extent, out);
        return true;
    }
    return false;
}

/* An NGO is no ministry: may the word stand for whoever spoke last? */
static bool may_stand_for(const toll_claim_reader *reader, toll_extent words, const toll_claimant *last)
{
    static const char *const bodies[] = {"ngo", "igo", "outlet"};
    const toll_note *institution = claim_longest_in(reader, words, claim_class.institution);
    const char *kind = institution ? cell(reader, institution, "kind") : NULL;
    bool group = last->id && last->side && !strcmp(last->id, last->side);
    if (group && institution) return false; /* no ministry is an armed group */
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0] && kind && last->kind; i++)
        if (!strcmp(kind, bodies[i]) != !strcmp(last->kind, bodies[i])) return false;
    return true;
}

/* "The group", "the movement": a word for those who are no state. */
static bool is_group_word(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *institution = words.count > 1 ? claim_longest_in(reader, words, claim_class.institution) : NULL;
    return institution && !cell(reader, institution, "suffix") &&
           toll_same(claim_cell(reader->tables->tables, institution, "kind"), "party");
}

/* May "the group" be whoever spoke: an armed group, an organisation; no ministry, and no person. */
static bool may_be_group(const toll_claimant *who)
{
    if (who->id && who->side && !strcmp(who->id, who->side)) return true;
    return !who->side && who->kind &&
           (!strcmp(who->kind, "ngo") || !strcmp(who->kind, "thinktank") || (who->id && !strcmp(who->kind, "party")));
}

/* The group that the text has named last; of several in one sentence the first. */
static const char *group_named(const toll_claim_reader *reader)
{
    const story *s = &reader->story;
    const side_count *best = NULL;
    for (size_t i = 0; i < s->side_count; i++)
        if (s->sides[i].group && s->sides[i].named && (!best || s->sides[i].sentence > best->sentence)) best = &s->sides[i];
    return best ? best->side : NULL;
}

/* "The group said": the group that speaks, else of those who spoke the last that is one, else the group that is told of. */
static bool meant_group(const toll_claim_reader *reader, toll_claimant *found)
{
    const story *s = &reader->story;
    const toll_claimant *who = s->speaker.known && may_be_group(&s->speaker.claimant) ? &s->speaker.claimant : NULL;
    for (size_t i = s->known_speakers; !who && i-- > 0;)
        if (may_be_group(&s->known[i])) who = &s->known[i];
    const char *named = who ? NULL : group_named(reader);
    if (who) claim_same_as(found, who);
    if (named) found->id = found->side = named, found->kind = "party";
    return who || named;
}

/* Whom a pronoun or "the ministry" means: of those who spoke, the last whose words hold that word, else the last. */
static const toll_claimant *meant(const toll_claim_reader *reader, toll_extent words)
{
    const speaker *last = &reader->story.speaker;
    const toll_claimant *known = words.count > 1 ? claim_known_as(reader, toll_extent_end(words) - 1u) : NULL;
    if (known) return known;
    if (words.count > 1 && claim_named_in(reader, words, claim_class.actor)) return NULL; /* "the Observatory" is a name too */
    const speaker *other = &reader->story.glimpsed;
    bool nearer = other->known && (!last->known || other->sentence > last->sentence) && reader->story.sentence - other->sentence <= 1;
    if (other->retold) /* "X said the army had told him. It" */
        nearer = other->sentence == last->sentence && reader->story.sentence - other->sentence <= 1 &&
                 !has_class(view_of(reader), words.first, claim_class.he_she);
    bool neuter = words.count == 1 && has_class(view_of(reader), words.first, claim_class.neuter);
    if (nearer && words.count == 1 && neuter == other->paper) return &other->claimant;
    return last->known && may_stand_for(reader, words, &last->claimant) ? &last->claimant : NULL;
}

/* "The officer", "the source": whoever was called that before. */
static bool bears_title(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *title = words.count == 2 ? note_at(view_of(reader), words.first + 1u, claim_class.title) : NULL;
    return title && title->len == 1 && has_class(view_of(reader), words.first, claim_class.determiner) && !is_new(reader, words);
}

/* "A police official said ... The officer added": a rank that names nobody is whoever spoke right before. */
static bool goes_back(const toll_claim_reader *reader, toll_extent words)
{
    const speaker *last = &reader->story.speaker;
    if (!bears_title(reader, words) || !last->known || last->paper || !last->claimant.id || reader->story.sentence - last->sentence > 2)
        return false;
    const char *role = claim_cell(reader->tables->tables, note_at(view_of(reader), words.first + 1u, claim_class.title), "role");
    return last->claimant.kind && !strcmp(last->claimant.kind, "official") && (!strcmp(role, "military") || !strcmp(role, "police"));
}

/* "Witnesses said they saw", "the envoy says he counted": whoever says that the pronoun's bearer does it; NULL = nobody with a name. */
static const toll_attribution *says_of_himself(const toll_claim_reader *reader, const toll_attribution *a)
{
    const sentence_parse *parse = &reader->parse;
    const toll_attribution *outer = NULL;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *b = &parse->attributions[i];
        bool before = b->source.count && b->cue.first < a->cue.first && toll_extent_end(b->source) <= a->source.first;
        if (b == a || !before || !speaker_holds(b, a->cue.first) || speaker_is_pronoun(reader, b)) continue;
        const toll_note *outlet;
        if (!(b->flags & TOLL_ATTRIBUTION_WEAK) && !speaker_relays(reader, b, speaker_words(reader, b), &outlet)) outer = b;
    }
    return outer;
}

/* "X told Sky that his crews had seen bodies; he put the dead at 40": whoever has spoken before in the sentence. */
static const toll_attribution *spoke_before(const toll_claim_reader *reader, const toll_attribution *a)
{
    const sentence_parse *parse = &reader->parse;
    const toll_attribution *found = NULL;
    const toll_note *outlet;
    quote_walk end = {0, false};
    if (claim_quoted_at(parse, &end, a->source.first)) return NULL;
    for (const toll_attribution *b = parse->attributions; b < a; b++) {
        quote_walk walk = {0, false};
        if (claim_quoted_at(parse, &walk, b->source.first)) continue; /* he is not of those whom he quotes */
        const bool speaks = b->source.count > 1 && !(b->flags & TOLL_ATTRIBUTION_WEAK) && b->side == TOLL_SIDE_SUBJECT &&
                            toll_extent_end(b->source) <= a->source.first;
        if (speaks && !speaker_is_pronoun(reader, b) && !speaker_relays(reader, b, speaker_words(reader, b), &outlet)) found = b;
    }
    return found;
}

/* A minister is no "it". */
static bool names_person(const toll_claim_reader *reader, toll_extent words)
{
    return speaker_title(reader, words) || claim_named_in(reader, words, claim_class.person);
}

/* Its words name an office, and not only a country. */
static bool is_office(const toll_claim_reader *reader, const toll_claimant *who)
{
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *note = note_at(view, at, claim_class.institution);
        const toll_token *last = note ? &view->tokens[at + note->len - 1u] : NULL;
        if (last && last->off + last->len == who->span.off + who->span.len) return cell(reader, note, "suffix") != NULL;
    }
    return false;
}

/* "A spokesman said": of nobody in its own words, so of the institution that has just spoken or been told of. */
static bool of_the_last(toll_claim_reader *reader, toll_extent words, toll_claimant *found)
{
    const claim_classes *k = &claim_class;
    const story *s = &reader->story;
    const toll_note *title = speaker_title(reader, words);
    bool bare = title && toll_same(claim_cell(reader->tables->tables, title, "role"), "spokesperson") && words.count <= title->len + 1u &&
                !claim_longest_in(reader, words, k->institution);
    if (!bare) return false;
    if (claim_subject_before(reader, words.first, found) && claim_is_state(found->side) && is_office(reader, found)) {
        found->span = toll_extent_span(view_of(reader), words);
        return true;
    }
    *found = (toll_claimant){.span = toll_extent_span(view_of(reader), words)};
    const speaker *who = &s->speaker;
    if (s->glimpsed.known && s->glimpsed.paper && (!who->known || s->glimpsed.sentence > who->sentence)) who = &s->glimpsed;
    if (!who->known || !who->claimant.id || s->sentence - who->sentence > 2) return false;
    if (!who->claimant.kind || !strcmp(who->claimant.kind, "outlet") || !strcmp(who->claimant.kind, "agency")) return false;
    claim_same_as(found, &who->claimant);
    return true;
}

/* Does the wording refer back to the last speaker ("he", "the ministry", "the statement")? */
bool speaker_refers_back(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, toll_claimant *found)
{
    const claim_classes *k = &claim_class;
    const speaker *last = &reader->story.speaker;
    toll_claimant named = {.span = {0, 0}};
    if ((speaker_is_pronoun(reader, a) && !(words.count > 1 && is_new(reader, words))) || is_same(reader, words)) {
        bool neuter = has_class(view_of(reader), words.first, k->neuter);
        const toll_attribution *outer = words.count == 1 ? says_of_himself(reader, a) : NULL;
        if (outer && neuter && names_person(reader, speaker_words(reader, outer))) outer = NULL;
        const bool person = words.count == 1 && has_class(view_of(reader), words.first, k->he_she);
        if (!outer && person && !person_before(reader, words.first, found)) outer = spoke_before(reader, a);
        if (outer) {
            toll_extent his = speaker_words(reader, outer);
            found->span = toll_extent_span(view_of(reader), his);
            if (!speaker_refers_back(reader, outer, his, found)) speaker_identify(reader, outer, his, found);
            return true;
        }
        if (neuter && claim_subject_before(reader, words.first, found)) return true;
        if (!neuter && words.count == 1 && has_class(view_of(reader), words.first, k->he_she) && person_before(reader, words.first, found))
            return true;
        if (is_group_word(reader, words) && meant_group(reader, found)) return true;
        const toll_claimant *who = meant(reader, words);
        if (!who) return false;
        toll_span as_written = found->span;
        *found = *who;
        if (!found->span.len || words.count > 1) found->span = as_written; /* "the ministry" says enough, "it" does not */
        return true;
    }
    const toll_claimant *bearer = bears_title(reader, words) ? claim_known_as(reader, toll_extent_end(words) - 1u) : NULL;
    if (!bearer && goes_back(reader, words)) bearer = &last->claimant;
    if (bearer) {
        claim_same_as(found, bearer);
        return true;
    }
    if (of_the_last(reader, words, found)) return true;
    /* "according to the figures", "Its daily posts": whose, the last speaker says; not "a tally kept by a group" */
    bool paper = has_class(view_of(reader), toll_extent_end(words) - 1u, k->cue_noun) && !claim_longest_in(reader, words, k->institution);
    bool owned = speaker_owner(reader, words).count < words.count; /* "the general's statement" */
    if (paper && !owned && !is_new(reader, words) && last->known && reader->story.sentence - last->sentence <= 2 &&
        !speaker_named(reader, words, &named)) {
        *found = last->claimant;
        return true;
    }
    return false;
}
