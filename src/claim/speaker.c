/* Who vouches for a figure, and through whom it passed: the innermost source whose words hold the figure is the claimant; outlets and
 * channels around it are its chain. Pronouns and quotations that run on go back to the last speaker. */
#include "inside.h"

enum { CHAIN_LIMIT = 6 };

/* --- sources */
static bool is_relayer(const toll_claim_reader *reader, toll_extent extent, const toll_note **outlet)
{
    const claim_classes *k = &reader->tables->classes;
    *outlet = claim_named_in(reader, extent, k->outlet);
    return *outlet && !claim_named_in(reader, extent, k->actor) && !claim_longest_in(reader, extent, k->institution) &&
           !claim_longest_in(reader, extent, k->title);
}

static uint8_t role_of(const toll_claim_reader *reader, const toll_note *outlet)
{
    int role = toll_role_from_name(toll_text_of(claim_cell(reader->tables->tables, outlet, "role")));
    return role < 0 ? TOLL_ROLE_OUTLET : (uint8_t)role;
}

static bool holds(const toll_attribution *a, unsigned token)
{
    return toll_extent_holds(a->content, token) || toll_extent_holds(a->content2, token);
}

static bool is_pronoun(const toll_claim_reader *reader, const toll_attribution *a)
{
    return a->flags & TOLL_ATTRIBUTION_PRONOUN ||
           (a->source.count == 1 && has_class(view_of(reader), a->source.first, reader->tables->classes.pronoun));
}

/* "Washington blames the army for the attack, which it says killed 1,400": the subject of the same sentence. Whoever is counted is none.
   "a statement by the ministry, where it admits that": whoever stands right before. */
static bool subject_before(toll_claim_reader *reader, unsigned at, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; at && i < parse->item_count && has_class(&parse->view, at - 1, reader->tables->classes.where_word); i++) {
        toll_claimant found = {.span = toll_extent_span(&parse->view, parse->items[i].extent)};
        unsigned end = toll_extent_end(parse->items[i].extent);
        if (parse->items[i].kind != ITEM_NOUN || end >= at || end + 2u < at || !claim_actor(reader, parse->items[i].extent, &found))
            continue;
        *out = found;
        return true;
    }
    for (size_t i = 0; i < parse->item_count && parse->items[i].extent.first < at; i++) {
        const item *it = &parse->items[i];
        if (it->kind == ITEM_PREPOSITION || it->kind == ITEM_OF) {
            i++;
            continue;
        }
        if (it->kind != ITEM_NOUN || it->quantity >= 0) continue;
        toll_claimant found = {.span = toll_extent_span(&parse->view, it->extent)};
        if (!claim_actor(reader, it->extent, &found)) continue;
        *out = found;
        return true;
    }
    return false;
}

/* Does the wording refer back to the last speaker ("he", "the ministry", "the statement")? */
static bool refers_back(toll_claim_reader *reader, const toll_attribution *a, toll_claimant *found)
{
    const speaker *last = &reader->story.speaker;
    if (is_pronoun(reader, a)) {
        bool neuter = has_class(view_of(reader), a->source.first, reader->tables->classes.neuter);
        if (neuter && subject_before(reader, a->source.first, found)) return true;
        bool group = last->claimant.id && last->claimant.side && !strcmp(last->claimant.id, last->claimant.side);
        if (!last->known || (group && claim_longest_in(reader, a->source, reader->tables->classes.institution)))
            return false; /* no ministry is a group */
        toll_span words = found->span;
        *found = last->claimant;
        if (!found->span.len) found->span = words;
        return true;
    }
    /* "according to the figures": whose, the last speaker says */
    bool paper = claim_longest_in(reader, a->source, reader->tables->classes.cue_noun) != NULL;
    toll_claimant named = {.span = {0, 0}};
    if (paper && last->known && reader->story.sentence - last->sentence <= 2 && !claim_actor(reader, a->source, &named)) {
        *found = last->claimant;
        return true;
    }
    return false;
}

static void add_link(toll_link *chain, uint32_t *count, toll_link link)
{
    for (uint32_t i = 0; i < *count; i++)
        if (chain[i].span.off == link.span.off) return;
    if (*count < CHAIN_LIMIT) chain[(*count)++] = link;
}

/* A person, an outlet, a name or a paper can vouch; "an alleged weapon" cannot. Texts all in capitals show no names: anything may. */
static bool is_somebody(const toll_claim_reader *reader, toll_extent source)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = source.first; at < toll_extent_end(source) && at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        if (toll_classes_meet(view->scratch->classes[at], k->people) || toll_classes_meet(view->scratch->classes[at], k->names))
            return true;
        if (has_class(view, at, k->pronoun) || has_class(view, at, k->cue_noun)) return true;
        if (token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER && (at > 0 || source.count > 1) &&
            !has_class(view, at, k->determiner))
            return true;
    }
    return false;
}

/* "Ukraine war: 30 killed" has no speaker; nor has a bomb that "claimed" lives. */
static bool may_speak(toll_claim_reader *reader, const toll_attribution *a)
{
    const claim_classes *k = &reader->tables->classes;
    toll_claimant who = {.span = {0, 0}};
    if (a->flags & TOLL_ATTRIBUTION_WEAK || claim_note_in(view_of(reader), a->source, k->conflict)) return false;
    for (unsigned at = a->cue.first; at < toll_extent_end(a->cue); at++)
        if (toll_classes_meet(view_of(reader)->scratch->classes[at], reader->tables->classes.loss)) return false;
    if (claim_actor(reader, a->source, &who) || claim_longest_in(reader, a->source, k->title) ||
        claim_longest_in(reader, a->source, k->institution))
        return true;
    if (a->note.class_ == TOLL_NO_CLASS) return false;
    return is_somebody(reader, a->source);
}

/* "are reported to have died ..., according to the ministry": reported by whom is open; the ministry is one reading. */
static void leave_open(toll_claim_reader *reader, const toll_attribution *a, draft *out)
{
    toll_claimant *reading = toll_arena_zero(&reader->arena, 1, sizeof *reading);
    if (!reading) {
        reader->status = TOLL_E_MEMORY;
        return;
    }
    reading->span = toll_extent_span(view_of(reader), a->source);
    claim_actor(reader, a->source, reading);
    out->claim.alternatives = reading;
    out->claim.alternative_count = 1;
}

static bool puts_figure(toll_claim_reader *reader, const tie *loss, toll_claimant *out)
{
    toll_extent words = reader->parse.items[loss->speaker].extent;
    if (reader->parse.items[loss->speaker].head == HEAD_PRONOUN) return false;
    toll_claimant found = {.span = toll_extent_span(view_of(reader), words)};
    if (!claim_actor(reader, words, &found) && !is_somebody(reader, words)) return false;
    *out = found;
    return true;
}

static bool quoting_subject(toll_claim_reader *reader, const tie *loss, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    if (loss->agent < 0 || (size_t)loss->agent + 1 >= parse->item_count || parse->items[loss->agent + 1].kind != ITEM_OPEN) return false;
    out->span = toll_extent_span(&parse->view, parse->items[loss->agent].extent);
    if (claim_actor(reader, parse->items[loss->agent].extent, out)) return true;
    *out = (toll_claimant){.span = {0, 0}};
    return false;
}

/* Is the token between quotation marks? */
static bool inside_quote(const sentence_parse *parse, unsigned token)
{
    bool open = parse->sentence->flags & TOLL_SENTENCE_QUOTED;
    for (unsigned at = 0; at < token && at < parse->view.count; at++) {
        if (parse->view.tokens[at].kind != TOLL_TOKEN_MARK) continue;
        if (parse->view.tokens[at].mark == TOLL_MARK_OPEN) open = true;
        if (parse->view.tokens[at].mark == TOLL_MARK_CLOSE) open = false;
    }
    return open;
}

/* "Three killed in shelling - governor (21:06)": a short source behind the last dash of a sentence speaks for all before it. */
static toll_extent tail_source(const toll_claim_reader *reader, unsigned token)
{
    enum { TAIL = 9 };
    const toll_sentence_view *view = view_of(reader);
    unsigned end = view->count;
    for (unsigned at = token + 1; at < view->count; at++) {
        const toll_token *mark = &view->tokens[at];
        if (mark->kind != TOLL_TOKEN_MARK) continue;
        if (mark->mark == '(' || mark->mark == '.' || mark->mark == '|' || (mark->mark == TOLL_MARK_OPEN && mark->len > 1)) {
            end = at;
            break;
        }
    }
    for (unsigned at = end; at-- > token + 1 && end - at <= TAIL;) {
        if (view->tokens[at].kind != TOLL_TOKEN_MARK || view->tokens[at].mark != TOLL_MARK_DASH) continue;
        toll_extent source = {(uint16_t)(at + 1), (uint16_t)(end - at - 1)};
        for (unsigned i = source.first; i < end; i++)
            if (view->tokens[i].kind == TOLL_TOKEN_NUMBER || toll_classes_meet(view->scratch->classes[i], reader->tables->classes.any_verb))
                return (toll_extent){0, 0};
        return source;
    }
    return (toll_extent){0, 0};
}

static bool speaks_at_tail(toll_claim_reader *reader, unsigned token, toll_claimant *out, toll_link *chain, uint32_t *chain_count)
{
    toll_extent source = tail_source(reader, token);
    const toll_note *outlet;
    if (!source.count) return false;
    if (is_relayer(reader, source, &outlet)) {
        add_link(chain, chain_count,
            (toll_link){.span = toll_extent_span(view_of(reader), source),
                .id = cell(reader, outlet, "id"),
                .role = (toll_role)role_of(reader, outlet)});
        return false;
    }
    toll_claimant found = {.span = toll_extent_span(view_of(reader), source)};
    bool known = claim_actor(reader, source, &found) || claim_longest_in(reader, source, reader->tables->classes.title) ||
                 claim_longest_in(reader, source, reader->tables->classes.institution);
    bool name = source.count <= 3 && view_of(reader)->tokens[source.first].shape == TOLL_SHAPE_CAPITAL;
    if (!known && !name) return false;
    *out = found;
    return true;
}

void claim_who(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    const toll_sentence_view *view = view_of(reader);
    unsigned token = parse->quantities[loss->quantity].number.first;
    toll_link chain[CHAIN_LIMIT];
    uint32_t chain_count = 0;
    const toll_attribution *best = NULL;
    bool unsaid = false;
    uint8_t modality = TOLL_MODALITY_ASSERTED;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!holds(a, token)) continue;
        if (a->modality == TOLL_MODALITY_ESTIMATED || a->modality == TOLL_MODALITY_DENIED || a->modality == TOLL_MODALITY_QUESTIONED)
            modality = a->modality;
        if (a->flags & TOLL_ATTRIBUTION_PASSIVE && !a->source.count) unsaid = true;
        if (!a->source.count || !may_speak(reader, a)) continue;
        const toll_note *outlet;
        if (is_relayer(reader, a->source, &outlet)) {
            add_link(chain, &chain_count,
                (toll_link){.span = toll_extent_span(view, a->source),
                    .verb = toll_extent_span(view, a->cue),
                    .id = cell(reader, outlet, "id"),
                    .role = (toll_role)role_of(reader, outlet)});
            continue;
        }
        bool inner = !best || a->depth > best->depth || (a->depth == best->depth && a->flags & TOLL_ATTRIBUTION_ACCORDING);
        if (inner && !(a->flags & TOLL_ATTRIBUTION_WEAK && best)) best = a;
    }
    out->quoted = inside_quote(parse, token);
    toll_claimant *claimant = &out->claim.claimant;
    *claimant = (toll_claimant){.span = {0, 0}};
    if (best && unsaid && best->flags & TOLL_ATTRIBUTION_ACCORDING && !best->depth) {
        leave_open(reader, best, out);
    } else if (best) {
        claimant->span = toll_extent_span(view, best->source);
        if (!refers_back(reader, best, claimant) && !claim_actor(reader, best->source, claimant))
            claim_introduced(reader, best->source, claimant);
        claim_introduce(reader, claimant);
    } else if (parse->sentence->flags & TOLL_SENTENCE_QUOTED && reader->story.speaker.known &&
               reader->story.sentence - reader->story.speaker.sentence <= 2) {
        *claimant = reader->story.speaker.claimant;
    } else if (loss->speaker >= 0 && puts_figure(reader, loss, claimant)) {
        /* "a doctor put the toll at 60" */
    } else if (speaks_at_tail(reader, token, claimant, chain, &chain_count)) {
        /* "... - the governor" */
    } else if (quoting_subject(reader, loss, claimant)) {
        /* "Kyiv 'has killed 400 soldiers'": the subject of the quoted words says them */
    } else if (reader->story.publisher.id) {
        *claimant = reader->story.publisher;
    }
    if (chain_count) {
        toll_link *kept = toll_arena_take(&reader->arena, chain_count * sizeof *kept);
        if (!kept) {
            reader->status = TOLL_E_MEMORY;
            return;
        }
        memcpy(kept, chain, chain_count * sizeof *kept);
        out->claim.chain = kept;
        out->claim.chain_count = chain_count;
    }
    out->claim.modality = (toll_modality)modality;
    if (loss->modal && modality == TOLL_MODALITY_ASSERTED) out->claim.modality = TOLL_MODALITY_ESTIMATED;
}

/* A quotation of several sentences whose speaker is named in its last one. */
static void lend_back(toll_claim_reader *reader, const toll_attribution *a, const toll_claimant *found)
{
    const sentence_parse *parse = &reader->parse;
    if (!(parse->sentence->flags & TOLL_SENTENCE_QUOTED) || !(holds(a, 0) || holds(a, 1))) return;
    for (size_t i = reader->draft_count; i-- > 0;) {
        draft *d = &reader->drafts[i];
        if (d->sentence < reader->story.quote_start) return;
        if (d->quoted && !d->claim.claimant.id && !d->claim.claimant.span.len) d->claim.claimant = *found;
    }
}

/* Remembers the sentence's speaker for the sentences to come. */
void claim_who_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    if (!(parse->sentence->flags & TOLL_SENTENCE_QUOTED)) reader->story.quote_start = reader->story.sentence;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        const toll_note *outlet;
        if (!a->source.count || is_pronoun(reader, a) || a->flags & TOLL_ATTRIBUTION_WEAK || is_relayer(reader, a->source, &outlet))
            continue;
        toll_claimant found = {.span = toll_extent_span(view_of(reader), a->source)};
        if (!claim_actor(reader, a->source, &found)) claim_introduced(reader, a->source, &found);
        claim_introduce(reader, &found);
        lend_back(reader, a, &found);
        reader->story.speaker = (speaker){.claimant = found, .sentence = reader->story.sentence, .known = true};
    }
}
