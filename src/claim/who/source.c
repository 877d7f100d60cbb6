/* What the source of an attribution is: an institution, an outlet that only passes on, an outlet that has counted itself, a pronoun.
 * In: a sentence's attributions. Out: the words that name whoever speaks, and the institution behind them. One walk over the source each. */
#include "speaker.h"

/* --- the words */
/* An attribution whose cue stands inside `words` and that only says through whom: "quoted by Interfax", "seen by Reuters". */
static unsigned relayed_at(const toll_claim_reader *reader, const toll_attribution *self, toll_extent words)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (a == self || !(a->flags & TOLL_ATTRIBUTION_ACCORDING) || a->cue.first <= words.first) continue;
        if (!toll_extent_holds(words, a->cue.first) || !a->source.count) continue;
        if (claim_named_in(reader, a->source, claim_class.outlet)) return a->cue.first;
    }
    return toll_extent_end(words);
}

/* "the ministry on Twitter", "the group, on its Twitter account": through what it spoke. */
static bool leads_channel(const toll_claim_reader *reader, unsigned at)
{
    if (!has_class(view_of(reader), at, claim_class.preposition)) return false;
    if (has_class(view_of(reader), at + 1, claim_class.possessive)) at++;
    const toll_note *outlet = note_at(view_of(reader), at + 1, claim_class.outlet);
    return outlet && speaker_role(reader, outlet) == TOLL_ROLE_CHANNEL;
}

/* "The communique, broadcast on state radio,": what an outlet has done with it. */
static bool is_put_out(const toll_claim_reader *reader, unsigned at, unsigned end)
{
    const toll_extent rest = {(uint16_t)at, (uint16_t)(end - at)};
    if (!has_class(view_of(reader), at, claim_class.verb) || !has_class(view_of(reader), at + 1, claim_class.preposition)) return false;
    const toll_note *office = claim_longest_in(reader, rest, claim_class.institution);
    return claim_named_in(reader, rest, claim_class.outlet) ||
           (office && toll_same(claim_cell(reader->tables->tables, office, "kind"), "outlet"));
}

toll_extent speaker_words(const toll_claim_reader *reader, const toll_attribution *a)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    toll_extent words = a->source;
    if (words.count < 2) return words;
    unsigned end = relayed_at(reader, a, words);
    for (unsigned at = words.first + 1u; at < end; at++) {
        bool comma = is_mark(view, at - 1, ',');
        bool relative = has_class(view, at, k->relative) && !has_class(view, at, k->determiner) && (comma || at + 1u == end) &&
                        !reader->parse.name_len[at]; /* the WHO */
        bool aside = comma && (has_class(view, at, k->speech_participle) || is_put_out(reader, at, end));
        if (relative || aside || leads_channel(reader, at)) end = at;
    }
    while (end > words.first + 2u && is_mark(view, end - 2, ',') && has_class(view, end - 1, k->adverb)) end -= 2; /* "X, however" */
    while (end > words.first + 1u && is_mark(view, end - 1, ',')) end--;
    words.count = (uint16_t)(end - words.first);
    return words;
}

/* "The ministry's last" tally, "the ministry's report": whose it is, where nothing behind the possessive is an institution. */
toll_extent speaker_owner(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = toll_extent_end(words); at-- > words.first + 1u;) {
        if (toll_classes_meet(view->scratch->classes[at], k->names) || note_at(view, at, k->institution) || note_at(view, at, k->title))
            break;
        if (is_mark(view, at, TOLL_MARK_CLITIC)) return (toll_extent){words.first, (uint16_t)(at - words.first)};
    }
    return words;
}

bool speaker_is_pronoun(const toll_claim_reader *reader, const toll_attribution *a)
{
    return a->flags & TOLL_ATTRIBUTION_PRONOUN ||
           (a->source.count == 1 && has_class(view_of(reader), a->source.first, claim_class.pronoun) &&
               !has_class(view_of(reader), a->source.first, claim_class.actor)); /* "WHO said" */
}

/* --- titles and outlets */
/* "Turkey's official Anadolu Agency" holds no official: the word goes with the name behind it. */
const toll_note *speaker_title(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_note *title = claim_longest_in(reader, words, k->title);
    if (!title) return NULL;
    unsigned next = claim_note_place(view_of(reader), words, title) + title->len;
    bool name = next < toll_extent_end(words) && reader->parse.name_len[next] && note_at(view_of(reader), next, k->outlet);
    return name ? NULL : title;
}

/* "a Reuters witness", "an AFP tally": the outlet's own people and counts. */
static bool counts_itself(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    if (claim_note_in(view_of(reader), words, k->own_count)) return true;
    const toll_note *title = claim_longest_in(reader, words, k->title);
    const char *role = title ? cell(reader, title, "role") : NULL;
    return role && (!strcmp(role, "journalist") || !strcmp(role, "witness"));
}

bool speaker_cue_is(const toll_claim_reader *reader, const toll_attribution *a, const char *kind)
{
    return a->note.class_ != TOLL_NO_CLASS && !strcmp(claim_cell(reader->tables->tables, &a->note, "kind"), kind);
}

bool speaker_counts(const toll_claim_reader *reader, const toll_attribution *a)
{
    return speaker_cue_is(reader, a, "count") || speaker_cue_is(reader, a, "record");
}

toll_role speaker_role(const toll_claim_reader *reader, const toll_note *outlet)
{
    int role = toll_role_from_name(toll_text_of(claim_cell(reader->tables->tables, outlet, "role")));
    return role < 0 ? TOLL_ROLE_OUTLET : (toll_role)role;
}

/* "the state news agency X", "Radio X": the outlet has a name of its own, beyond the words for what it is. */
static bool names_outlet(const toll_claim_reader *reader, toll_extent words, const toll_note *outlet, const toll_note *institution)
{
    unsigned outlet_end = claim_note_place(view_of(reader), words, outlet) + outlet->len,
             institution_end = claim_note_place(view_of(reader), words, institution) + institution->len;
    toll_role role = speaker_role(reader, outlet);
    return role == TOLL_ROLE_AGENCY || (role == TOLL_ROLE_OUTLET && outlet_end > institution_end);
}

/* "a newspaper", "the news agency GNS": an outlet that has no name, or one that no table knows; not "the radio", which has been named before, no
 * group's news agency and no press office. */
static bool is_some_outlet(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    bool found = false;
    for (unsigned at = words.first; at < toll_extent_end(words) && !has_class(view, at, k->preposition); at++) {
        const toll_note *note = note_at(view, at, k->institution);
        if (!note) continue;
        if (cell(reader, note, "suffix") || !toll_same(claim_cell(reader->tables->tables, note, "kind"), "outlet")) return false;
        bool definite = has_class(view, words.first, k->determiner) && !has_class(view, words.first, k->indefinite);
        if (definite && at == words.first + 1u && at + note->len == toll_extent_end(words)) return false;
        found = true, at += note->len - 1u;
    }
    return found && !claim_named_in(reader, words, k->group);
}

bool speaker_relays(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words, const toll_note **outlet)
{
    const claim_classes *k = &claim_class;
    *outlet = claim_named_in(reader, words, k->outlet);
    const toll_note *institution = claim_longest_in(reader, words, k->institution);
    if (!*outlet && is_some_outlet(reader, words)) *outlet = institution; /* "the news agency GNS", "a newspaper" */
    if (!*outlet || claim_named_in(reader, words, k->actor) || speaker_title(reader, words)) return false;
    const char *suffix = institution ? cell(reader, institution, "suffix") : NULL;
    if (suffix && !(strcmp(suffix, "state-media") == 0 && names_outlet(reader, words, *outlet, institution)))
        return false; /* "state television" speaks for a state; "Anadolu agency" is a name */
    return !counts_itself(reader, words) && !(a && speaker_counts(reader, a)); /* "Mediazona has documented": from no one */
}

bool speaker_outlet(toll_claim_reader *reader, toll_extent words, toll_claimant *out)
{
    const toll_note *outlet = claim_named_in(reader, words, claim_class.outlet);
    if (!outlet || !cell(reader, outlet, "id")) return false;
    const toll_role role = speaker_role(reader, outlet);
    out->id = role == TOLL_ROLE_CHANNEL ? NULL : cell(reader, outlet, "id"); /* "media reports" are of no one */
    out->side = NULL;
    out->kind = role == TOLL_ROLE_AGENCY ? "agency" : "outlet";
    return true;
}

toll_extent speaker_outlet_words(const toll_claim_reader *reader, toll_extent words)
{
    enum { EPITHETS = 4 };
    const claim_classes *k = &claim_class;
    const toll_note *outlet = claim_named_in(reader, words, k->outlet);
    bool loose = outlet && words.count > outlet->len + EPITHETS;
    for (unsigned at = words.first; outlet && at < toll_extent_end(words); at++) {
        if (note_at(view_of(reader), at, k->outlet) == outlet) return loose ? (toll_extent){(uint16_t)at, outlet->len} : words;
        loose |= has_class(view_of(reader), at, k->preposition) || has_class(view_of(reader), at, k->conjunction);
    }
    return words;
}

/* --- who it is */
bool speaker_is_alone(const toll_claim_reader *reader, const toll_attribution *self)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        const toll_note *outlet;
        if (a == self || !a->source.count || a->flags & TOLL_ATTRIBUTION_WEAK) continue;
        if (!speaker_relays(reader, a, speaker_words(reader, a), &outlet)) return false;
    }
    return true;
}

bool speaker_named(toll_claim_reader *reader, toll_extent words, toll_claimant *out)
{
    if (counts_itself(reader, words) && !claim_named_in(reader, words, claim_class.actor) && speaker_outlet(reader, words, out))
        return true;
    const claim_classes *k = &claim_class;
    bool bare = words.count == 1 && !note_at(view_of(reader), words.first, k->institution) &&
                !note_at(view_of(reader), words.first, k->title);
    if (bare && !note_at(view_of(reader), words.first, k->actor) && claim_introduced(reader, words, out)) return true; /* "Deby" */
    return claim_actor(reader, words, out) || claim_introduced(reader, words, out);
}

/* The clause of a source that tells which office its bearer holds; count 0 = none. */
static toll_extent relative_office(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    enum { LEAD = 5 };
    const claim_classes *k = &claim_class;
    unsigned at = toll_extent_end(words), end = toll_extent_end(a->source);
    while (at < end && is_mark(view_of(reader), at, ',')) at++;
    if (at + 2 >= end || !has_class(view_of(reader), at, k->relative)) return (toll_extent){0, 0};
    for (unsigned i = at + 1; i < end && i - at <= LEAD; i++)
        if (note_at(view_of(reader), i, k->institution) || note_at(view_of(reader), i, k->title) || note_at(view_of(reader), i, k->actor))
            return (toll_extent){(uint16_t)(at + 1), (uint16_t)(end - at - 1)};
    return (toll_extent){0, 0};
}

/* "A medic who said rescuers were searching": who it is stands before the clause that tells more of him. */
static toll_extent before_relative(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    for (unsigned at = words.first + 1u; at < toll_extent_end(words); at++) {
        bool relative = (has_class(view_of(reader), at, k->relative) && !has_class(view_of(reader), at, k->determiner)) ||
                        (view_of(reader)->tokens[at].shape == TOLL_SHAPE_LOWER &&
                            claim_is_ing(view_of(reader), at)); /* "soldiers fighting Hezbollah" */
        if (!relative || reader->parse.name_len[at] || reader->parse.inside_name[at]) continue;
        toll_extent head = {words.first, (uint16_t)(at - words.first)};
        return claim_longest_in(reader, head, k->title) || claim_longest_in(reader, head, k->institution) ? head : words;
    }
    return words;
}

void speaker_identify(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, toll_claimant *out)
{
    const speaker *label = &reader->story.label.who; /* "GEN. LIMA: ...", who has been introduced */
    if (label->known && label->claimant.span.off == toll_extent_span(view_of(reader), words).off) {
        *out = label->claimant;
        return;
    }
    if (speaker_named(reader, before_relative(reader, words), out)) return;
    toll_extent office = relative_office(reader, a, words);
    if (office.count && speaker_named(reader, office, out)) return; /* "X, who heads the regional administration" */
    if (speaker_counts(reader, a)) speaker_outlet(reader, words, out);
}
