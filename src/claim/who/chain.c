/* Through whom a figure passed, nearest to the claimant first: who spoke for the institution, whom he told, where he wrote, which outlets
 * then repeated it. In: the attributions whose words hold the figure, innermost first. Out: links, each with its words, its role and the verb
 * that passes on. Each walk is over one source or over the few words between a verb and what it says. */
#include "speaker.h"

enum { GAP = 16 }; /* tokens between "told" and what was told that are looked at */

void chain_add(relay_chain *chain, toll_link link)
{
    for (uint32_t i = 0; i < chain->count; i++)
        if (chain->links[i].span.off == link.span.off || (link.id && chain->links[i].id && !strcmp(chain->links[i].id, link.id))) return;
    if (chain->count < sizeof chain->links / sizeof chain->links[0]) chain->links[chain->count++] = link;
}

void chain_drop(relay_chain *chain, const char *id)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < chain->count; i++)
        if (!id || !chain->links[i].id || strcmp(chain->links[i].id, id) != 0) chain->links[kept++] = chain->links[i];
    chain->count = kept;
}

void chain_keep(toll_claim_reader *reader, const relay_chain *chain, toll_claim *claim)
{
    if (!chain->count) return;
    toll_link *kept = toll_arena_take(&reader->arena, chain->count * sizeof *kept);
    if (!kept) {
        reader->status = TOLL_E_MEMORY;
        return;
    }
    memcpy(kept, chain->links, chain->count * sizeof *kept);
    claim->chain = kept;
    claim->chain_count = chain->count;
}

/* --- outlets named in a stretch of words */
static const toll_note *outlet_at(const toll_claim_reader *reader, unsigned at, unsigned *skipped)
{
    const claim_classes *k = &claim_class;
    const toll_note *note = note_at(view_of(reader), at, k->outlet_phrase); /* "on X": a name that is too short to stand alone */
    *skipped = note ? 1 : 0;
    if (note) return note;
    if (!reader->parse.name_len[at] || reader->parse.inside_name[at]) return NULL;
    note = note_at(view_of(reader), at, k->outlet);
    return note && note->len == reader->parse.name_len[at] ? note : NULL;
}

static void add_outlets(const toll_claim_reader *reader, unsigned first, unsigned end, toll_span verb, relay_chain *chain)
{
    for (unsigned at = first; at < end; at++) {
        unsigned skipped;
        const toll_note *outlet = outlet_at(reader, at, &skipped);
        if (!outlet || at + outlet->len > end) continue;
        toll_extent words = {(uint16_t)(at + skipped), (uint16_t)(outlet->len - skipped)};
        chain_add(chain, (toll_link){.span = toll_extent_span(view_of(reader), words),
                             .verb = verb,
                             .id = cell(reader, outlet, "id"),
                             .role = speaker_role(reader, outlet)});
        at += outlet->len - 1u;
    }
}

/* Where the words end that may say to whom or where it was said. */
static unsigned gap_end(const toll_claim_reader *reader, unsigned first)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned at = first;
    for (; at < view->count && at - first < GAP; at++) {
        const toll_token *token = &view->tokens[at];
        bool mark = token->kind == TOLL_TOKEN_MARK && token->mark != '-' && token->mark != TOLL_MARK_CLITIC && token->mark != '\'';
        bool clause = has_class(view, at, k->pronoun) || has_class(view, at, k->subordinator) || has_class(view, at, k->relative) ||
                      has_class(view, at, k->be) || has_class(view, at, k->have) || has_class(view, at, k->modal);
        if (mark || (clause && !reader->parse.name_len[at] && !reader->parse.inside_name[at])) break;
    }
    return at;
}

/* "told The Daily Star": a name behind the verb that no table knows, and that is followed by what was told or nothing, is an outlet's. */
static toll_extent unknown_outlet(const toll_claim_reader *reader, const toll_attribution *a, unsigned first, unsigned end)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const uint8_t others[] = {k->person, k->title, k->country, k->nationality, k->actor, k->institution, k->place, k->group, k->capital};
    const bool tells = a->rule != TOLL_NO_RULE && !strcmp(toll_rule_setting(reader->tables->tables, a->rule, "addressee"), "yes");
    unsigned at = first;
    if (has_class(view, at, k->determiner) && view->tokens[at].shape != TOLL_SHAPE_LOWER) at++;
    const unsigned name = at;
    while (at < end && view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape != TOLL_SHAPE_LOWER) at++;
    const toll_extent words = {(uint16_t)first, (uint16_t)(at - first)};
    const bool shouted = view->tokens[a->cue.first].shape != TOLL_SHAPE_LOWER; /* capitals show no names */
    if (!tells || shouted || at == name || at - name > 4) return (toll_extent){0, 0};
    for (size_t i = 0; i < reader->parse.date_count; i++)
        if (toll_extent_holds(reader->parse.dates[i].extent, name)) return (toll_extent){0, 0};
    for (size_t i = 0; i < sizeof others; i++)
        if (claim_note_in(view, words, others[i])) return (toll_extent){0, 0};
    return words;
}

/* "told Reuters that", "wrote on Telegram", "said in an interview with the BBC": between the cue and what was said, or behind both. */
static void add_told(const toll_claim_reader *reader, const toll_attribution *a, relay_chain *chain)
{
    if (a->flags & TOLL_ATTRIBUTION_ACCORDING) return;
    unsigned cue_end = toll_extent_end(a->cue), first = cue_end;
    if (toll_extent_end(a->source) > first && a->source.count) first = toll_extent_end(a->source);
    unsigned end = gap_end(reader, first);
    if (a->content.count && a->content.first >= first && a->content.first < end) end = a->content.first;
    if (a->content2.count && a->content2.first >= first && a->content2.first < end) end = a->content2.first;
    const toll_span verb = toll_extent_span(view_of(reader), (toll_extent){a->cue.first, 1});
    add_outlets(reader, a->cue.first, cue_end, verb, chain); /* a cue may hold the channel: "said on Telegram" */
    const uint32_t known = chain->count;
    add_outlets(reader, first, end, verb, chain);
    const toll_extent other = chain->count == known ? unknown_outlet(reader, a, first, end) : (toll_extent){0, 0};
    if (other.count)
        chain_add(chain, (toll_link){.span = toll_extent_span(view_of(reader), other), .verb = verb, .role = TOLL_ROLE_OUTLET});
}

/* "The daily An-Nahar quoted a senior officer as saying": the outlet stands before the verb that passes him on. */
static void add_quoter(const toll_claim_reader *reader, const toll_attribution *a, relay_chain *chain)
{
    enum { BACK = 6 };
    if (!a->source.count || !a->source.first) return;
    const unsigned verb = a->source.first - 1u;
    const toll_note *note = note_at(view_of(reader), verb, claim_class.cue_say);
    const char *kind = note ? cell(reader, note, "kind") : NULL;
    if (!kind || strcmp(kind, "relay") != 0) return;
    add_outlets(reader, verb > BACK ? verb - BACK : 0, verb, toll_extent_span(view_of(reader), (toll_extent){(uint16_t)verb, 1}), chain);
}

/* --- who spoke for the institution */
static bool has_capital(const toll_sentence_view *view, unsigned at)
{
    return view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape == TOLL_SHAPE_CAPITAL;
}

/* The bearer's name: capitals of the source that belong to no institution, title or country. */
static toll_extent bearer(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const toll_note *person = claim_named_in(reader, words, k->person);
    const uint8_t others[] = {k->title, k->institution, k->actor, k->group, k->country, k->nationality, k->capital, k->place, k->outlet};
    unsigned first = words.first, covered = words.first;
    toll_extent best = {0, 0};
    for (unsigned at = words.first; at <= toll_extent_end(words); at++) {
        bool taken = at == toll_extent_end(words) || at < covered;
        for (size_t i = 0; i < sizeof others && !taken; i++) {
            const toll_note *note = note_at(view, at, others[i]);
            if (note && at + note->len > covered) covered = at + note->len, taken = true;
        }
        if (person && note_at(view, at, k->person) == person) return (toll_extent){(uint16_t)at, person->len};
        if (!taken && has_capital(view, at) && !has_class(view, at, k->determiner)) continue;
        if (at - first > best.count) best = (toll_extent){(uint16_t)first, (uint16_t)(at - first)};
        first = at + 1;
    }
    return best.count > 1 || (best.count == 1 && best.first > words.first) ? best : (toll_extent){0, 0};
}

/* "Spokesman X of the ministry", "a source in the ministry": he is no claimant of his own, but the first who passes on. */
static void add_mouth(const toll_claim_reader *reader, const toll_attribution *best, relay_chain *chain)
{
    const claim_classes *k = &claim_class;
    toll_extent words = speaker_words(reader, best);
    const toll_note *title = claim_longest_in(reader, words, k->title);
    const char *role = title ? cell(reader, title, "role") : NULL;
    bool spokesman = role && !strcmp(role, "spokesperson"), nameless = role && !strcmp(role, "anonymous");
    if (!spokesman && !nameless) return;
    if (nameless && !claim_longest_in(reader, words, k->institution) && !claim_named_in(reader, words, k->actor)) return;
    toll_extent name = spokesman ? bearer(reader, words) : (toll_extent){0, 0};
    if (!name.count) name = (toll_extent){(uint16_t)claim_note_place(view_of(reader), words, title), title->len};
    chain_add(chain, (toll_link){.span = toll_extent_span(view_of(reader), name),
                         .verb = toll_extent_span(view_of(reader), best->cue),
                         .role = spokesman ? TOLL_ROLE_SPOKESPERSON : TOLL_ROLE_ANONYMOUS});
}

/* --- the whole way */
static void add_all_of(const toll_claim_reader *reader, const toll_attribution *a, const toll_attribution *best, relay_chain *chain)
{
    const toll_note *outlet;
    toll_extent words = speaker_words(reader, a);
    toll_span verb = toll_extent_span(view_of(reader), a->cue);
    if (a == best) {
        add_mouth(reader, a, chain);
        add_told(reader, a, chain);
        add_outlets(reader, toll_extent_end(words), toll_extent_end(a->source), verb, chain);
        add_quoter(reader, a, chain);
    } else if (speaker_relays(reader, a, words, &outlet)) {
        add_outlets(reader, words.first, toll_extent_end(words), verb, chain);
    } else {
        add_told(reader, a, chain);
        add_outlets(reader, toll_extent_end(words), toll_extent_end(a->source), verb, chain);
    }
}

void chain_follow(toll_claim_reader *reader, unsigned token, const toll_attribution *best, relay_chain *chain)
{
    const sentence_parse *parse = &reader->parse;
    if (best) add_all_of(reader, best, best, chain);
    uint8_t deepest = 0;
    for (size_t i = 0; i < parse->attribution_count; i++)
        if (parse->attributions[i].depth > deepest) deepest = parse->attributions[i].depth;
    for (unsigned depth = deepest + 1u; depth-- > 0;)
        for (size_t i = 0; i < parse->attribution_count; i++) {
            const toll_attribution *a = &parse->attributions[i];
            if (a == best || a->depth != depth || !a->source.count || a->flags & TOLL_ATTRIBUTION_WEAK || !speaker_holds(a, token))
                continue;
            add_all_of(reader, a, best, chain);
        }
}
