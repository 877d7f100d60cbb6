/* What the source of an attribution is: somebody who may speak, an outlet that only passes on, an outlet that has counted itself, a pronoun.
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

static bool is_comma(const toll_sentence_view *view, unsigned at)
{
    return view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == ',';
}

toll_extent speaker_words(const toll_claim_reader *reader, const toll_attribution *a)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    toll_extent words = a->source;
    if (words.count < 2) return words;
    unsigned end = relayed_at(reader, a, words);
    for (unsigned at = words.first + 1u; at < end; at++) {
        bool comma = is_comma(view, at - 1);
        bool relative = has_class(view, at, k->relative) && !has_class(view, at, k->determiner) && (comma || at + 1u == end) &&
                        !reader->parse.name_len[at]; /* the WHO */
        if (relative || (comma && has_class(view, at, k->speech_participle))) end = at;
    }
    while (end > words.first + 1u && is_comma(view, end - 1)) end--;
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
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == TOLL_MARK_CLITIC)
            return (toll_extent){words.first, (uint16_t)(at - words.first)};
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

static bool cue_is(const toll_claim_reader *reader, const toll_attribution *a, const char *kind)
{
    return a->note.class_ != TOLL_NO_CLASS && !strcmp(claim_cell(reader->tables->tables, &a->note, "kind"), kind);
}

/* The verb is one of counting ("Mediazona has documented"): whoever does it has the figure from no one. */
static bool cue_counts(const toll_claim_reader *reader, const toll_attribution *a)
{
    return cue_is(reader, a, "count");
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

bool speaker_relays(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words, const toll_note **outlet)
{
    const claim_classes *k = &claim_class;
    *outlet = claim_named_in(reader, words, k->outlet);
    if (!*outlet || claim_named_in(reader, words, k->actor) || speaker_title(reader, words)) return false;
    const toll_note *institution = claim_longest_in(reader, words, k->institution);
    const char *suffix = institution ? cell(reader, institution, "suffix") : NULL;
    if (suffix && !(strcmp(suffix, "state-media") == 0 && names_outlet(reader, words, *outlet, institution)))
        return false; /* "state television" speaks for a state; "Anadolu agency" is a name */
    return !counts_itself(reader, words) && !(a && cue_counts(reader, a));
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
    return claim_actor(reader, words, out) || claim_introduced(reader, words, out);
}

/* The clause of a source that tells which office its bearer holds; count 0 = none. */
static toll_extent relative_office(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    enum { LEAD = 5 };
    const claim_classes *k = &claim_class;
    unsigned at = toll_extent_end(words), end = toll_extent_end(a->source);
    while (at < end && is_comma(view_of(reader), at)) at++;
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
        bool relative = has_class(view_of(reader), at, k->relative) && !has_class(view_of(reader), at, k->determiner);
        if (!relative || reader->parse.name_len[at] || reader->parse.inside_name[at]) continue;
        toll_extent head = {words.first, (uint16_t)(at - words.first)};
        return claim_longest_in(reader, head, k->title) || claim_longest_in(reader, head, k->institution) ? head : words;
    }
    return words;
}

void speaker_identify(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, toll_claimant *out)
{
    if (speaker_named(reader, before_relative(reader, words), out)) return;
    toll_extent office = relative_office(reader, a, words);
    if (office.count && speaker_named(reader, office, out)) return; /* "X, who heads the regional administration" */
    if (cue_counts(reader, a)) speaker_outlet(reader, words, out);
}

bool speaker_is_somebody(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = words.first; at < toll_extent_end(words) && at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        const toll_classes classes = view->scratch->classes[at];
        if (toll_classes_meet(classes, k->people) || toll_classes_meet(classes, k->names)) return true;
        if (has_class(view, at, k->pronoun) || has_class(view, at, k->cue_noun)) return true;
        bool capital = token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER;
        if (capital && at > 0 && !has_class(view, at, k->determiner)) return true; /* the first word has one anyway */
    }
    return false;
}

/* "Sami said": a word that no table knows is a name, though the sentence begins with it; what shows or suggests may be a thing. */
static bool is_surname(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_token *token = &view->tokens[words.first];
    if (words.count != 1 || !cue_is(reader, a, "say") || token->kind != TOLL_TOKEN_WORD || token->shape == TOLL_SHAPE_LOWER) return false;
    const toll_classes classes = view->scratch->classes[words.first];
    bool letters = token->shape == TOLL_SHAPE_UPPER; /* "CSPR said", where the text has told whose letters they are */
    return (!letters && !toll_classes_meet(classes, classes)) || claim_known_as(reader, words.first) != NULL;
}

/* "Preliminary data", "early reports": whose, they do not say. */
bool speaker_is_bare_paper(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (!words.count || !has_class(view, toll_extent_end(words) - 1u, k->cue_noun)) return false;
    for (unsigned at = words.first; at < toll_extent_end(words); at++)
        if (toll_classes_meet(view->scratch->classes[at], k->names) || has_class(view, at, k->institution) ||
            has_class(view, at, k->title) || has_class(view, at, k->determiner) || has_class(view, at, k->possessive))
            return false;
    return true;
}

bool speaker_is_rebels(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_note *office = claim_longest_in(reader, words, k->institution);
    if (!office) office = speaker_title(reader, words); /* "a rebel commander" */
    return office && !strcmp(claim_cell(reader->tables->tables, office, "reach"), "group") && !claim_named_in(reader, words, k->group);
}

bool speaker_finds(const toll_claim_reader *reader, const toll_attribution *a)
{
    return a->rule != TOLL_NO_RULE && !strcmp(toll_rule_setting(reader->tables->tables, a->rule, "finder"), "yes");
}

/* "Our reporter saw": the outlet, in its own voice. */
static bool is_own_reporter(const toll_claim_reader *reader, toll_extent words)
{
    const toll_note *title = claim_longest_in(reader, words, claim_class.title);
    return title && !strcmp(claim_cell(reader->tables->tables, title, "role"), "own");
}

/* "A video posted online shows": nobody has said it. A video of somebody's is his word. */
bool speaker_is_footage(toll_claim_reader *reader, toll_extent words)
{
    toll_claimant who = {.span = {0, 0}};
    return claim_note_in(view_of(reader), words, claim_class.footage) && !speaker_named(reader, words, &who);
}

/* "The union counted 25": a verb that proves little by itself, of somebody heard before by that word. */
static bool counts_again(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    if (a->flags & TOLL_ATTRIBUTION_PASSIVE || !words.count) return false;
    bool counts = cue_counts(reader, a) || cue_is(reader, a, "show");
    return counts && has_class(view_of(reader), words.first, claim_class.determiner) && claim_known_as(reader, toll_extent_end(words) - 1u);
}

/* "The war between the cartels", "Monday's twin attack": what happened says nothing, whoever took part. */
static bool is_event(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned head = words.first;
    for (unsigned at = words.first; at < toll_extent_end(words); at++) {
        bool further = at > words.first && has_class(view, at, k->relative) && !has_class(view, at, k->determiner);
        if (has_class(view, at, k->preposition) || has_class(view, at, k->of) || is_comma(view, at) || further) break;
        if (note_at(view, at, k->conflict)) return true;
        if (view->tokens[at].kind == TOLL_TOKEN_WORD) head = at;
    }
    const toll_classes said = view->scratch->classes[head];
    if (toll_classes_meet(said, k->names) || has_class(view, head, k->title) || has_class(view, head, k->institution)) return false;
    return has_class(view, head, k->attack) || has_class(view, head, k->battle) || has_class(view, head, k->war_word);
}

/* "Ukraine war: 30 killed" has no speaker; nor has a bomb that "claimed" lives; but rescuers "recovered" bodies. Texts all in capitals show no
   names: anything may. */
bool speaker_may_speak(toll_claim_reader *reader, const toll_attribution *a, toll_extent words)
{
    const claim_classes *k = &claim_class;
    if ((a->flags & TOLL_ATTRIBUTION_WEAK && !counts_again(reader, a, words)) || is_event(reader, words) ||
        speaker_is_footage(reader, words) || is_own_reporter(reader, words))
        return false;
    if (toll_classes_meet(view_of(reader)->scratch->classes[a->cue.first], k->loss) && !speaker_finds(reader, a)) return false;
    const uint8_t speakers[] = {
        k->title, k->institution, k->actor, k->person, k->group, k->country, k->nationality, k->capital, k->formation};
    for (size_t i = 0; i < sizeof speakers; i++)
        if (claim_note_in(view_of(reader), words, speakers[i])) return true;
    if (a->flags & TOLL_ATTRIBUTION_ACCORDING && has_class(view_of(reader), words.first, k->determiner)) return true;
    return a->note.class_ != TOLL_NO_CLASS && (speaker_is_somebody(reader, words) || is_surname(reader, a, words));
}
