/* Who speaks in a headline ("Army: 12 killed", "12 killed - governor"), and the lead that repeats its figure: an attributed headline
 * lends its claimant, a lead never lends backwards.
 *
 * In: the headline's attributions and its words behind the last dash; at the end of the text, its claims. Out: the story's headline
 * speaker; claimants of claims that nobody was found for. Each claim of the lead is looked at once for each of the headline's. */
#include "speaker.h"

/* "Three killed in shelling - governor (21:06)": a short source behind the last dash of a sentence speaks for all before it; so does one behind the
 * last comma of a teaser that is cut off ("..., the governor ..."). */
typedef struct tail {
    toll_extent source; /* count 0 = none */
    bool cut;           /* ... behind a comma */
} tail;

static bool ends(const toll_sentence_view *view, unsigned at)
{
    const toll_token *mark = &view->tokens[at];
    return mark->kind == TOLL_TOKEN_MARK && (mark->mark == '.' || mark->mark == '|' || (mark->mark == TOLL_MARK_OPEN && mark->len > 1));
}

/* Behind an aside in brackets that the sentence goes on after; where it opens, if nothing does. */
static unsigned past_brackets(const toll_sentence_view *view, unsigned at)
{
    enum { ASIDE = 12 };
    for (unsigned i = at + 1; i < view->count && i <= at + ASIDE; i++)
        if (is_mark(view, i, ')')) return i + 1 < view->count && !ends(view, i + 1) ? i : at;
    return at;
}

static unsigned tail_end(const toll_sentence_view *view, unsigned token)
{
    for (unsigned at = token + 1; at < view->count; at++) {
        if (ends(view, at)) return at;
        if (!is_mark(view, at, '(')) continue;
        const unsigned past = past_brackets(view, at);
        if (past == at) return at;
        at = past;
    }
    return view->count;
}

static tail tail_source(const toll_claim_reader *reader, unsigned token)
{
    enum { TAIL = 12 };
    const toll_sentence_view *view = view_of(reader);
    const unsigned end = tail_end(view, token);
    const bool teaser = is_mark(view, end, '.') && is_mark(view, end + 1, '.');
    for (unsigned at = end; at-- > token + 1 && end - at <= TAIL;) {
        const bool dash = is_mark(view, at, TOLL_MARK_DASH);
        if (!dash && !(teaser && is_mark(view, at, ','))) continue;
        for (unsigned i = at + 1; i < end; i++)
            if (view->tokens[i].kind == TOLL_TOKEN_NUMBER || toll_classes_meet(view->scratch->classes[i], claim_class.any_verb))
                return (tail){{0, 0}, false};
        return (tail){{(uint16_t)(at + 1), (uint16_t)(end - at - 1)}, !dash};
    }
    return (tail){{0, 0}, false};
}

bool speaker_at_tail(toll_claim_reader *reader, unsigned token, toll_claimant *out, relay_chain *chain)
{
    const claim_classes *k = &claim_class;
    const tail behind = tail_source(reader, token);
    toll_extent source = behind.source;
    const toll_note *outlet;
    if (!source.count) return false;
    if (speaker_relays(reader, NULL, source, &outlet)) {
        chain_add(chain,
            (toll_link){
                .span = toll_extent_span(view_of(reader), source), .id = cell(reader, outlet, "id"), .role = speaker_role(reader, outlet)});
        return false;
    }
    toll_claimant found = {.span = toll_extent_span(view_of(reader), source)};
    bool named = speaker_named(reader, source, &found);
    if (behind.cut && !found.id) return false;
    bool known = named || claim_longest_in(reader, source, k->title) || claim_longest_in(reader, source, k->institution);
    bool name = source.count <= 3 && view_of(reader)->tokens[source.first].shape == TOLL_SHAPE_CAPITAL;
    if (!known && !name) return false;
    *out = found;
    return true;
}

/* Whoever a cue of the headline names; of one that is only a name before a colon, somebody known. */
static bool names_speaker(toll_claim_reader *reader, const toll_attribution *a, toll_claimant *out)
{
    const toll_note *outlet;
    toll_extent words = speaker_words(reader, a);
    bool colon = a->flags & TOLL_ATTRIBUTION_WEAK && a->side == TOLL_SIDE_GIVEN;
    if (!words.count || view_of(reader)->tokens[words.first].kind == TOLL_TOKEN_NUMBER || speaker_finds(reader, a) ||
        speaker_relays(reader, a, words, &outlet))
        return false;
    if (!colon && !speaker_may_speak(reader, a, words)) return false;
    *out = (toll_claimant){.span = toll_extent_span(view_of(reader), words)};
    speaker_identify(reader, a, words, out);
    return !colon || (out->id && claim_named_in(reader, words, claim_class.person));
}

void claim_headline_sentence(toll_claim_reader *reader)
{
    speaker *headed = &reader->story.headed;
    relay_chain chain = {.count = 0};
    if (reader->story.zone != TOLL_ZONE_HEADLINE || headed->known) return;
    headed->sentence = reader->story.sentence;
    for (size_t i = 0; i < reader->parse.attribution_count && !headed->known; i++)
        headed->known = names_speaker(reader, &reader->parse.attributions[i], &headed->claimant);
    if (!headed->known) headed->known = speaker_at_tail(reader, 0, &headed->claimant, &chain);
}

static bool is_open(const toll_claim *claim)
{
    return !claim->claimant.id && !claim->claimant.span.len && !claim->alternative_count;
}

/* The same number of the same outcome, or the headline's round one for it: "13,000" over "almost 13,000". */
static bool repeats(const toll_claim *head, const toll_claim *lead)
{
    if (claim_same_figure(head, lead)) return true;
    return head->outcome == lead->outcome && head->quantity.unit == lead->quantity.unit && head->quantity.point >= 100 &&
           head->quantity.point == lead->quantity.point;
}

/* Is the claim a lead's that tells the headline's figure again? */
static bool told_above(const toll_claim_reader *reader, const draft *lead)
{
    enum { HEADED = 8 }; /* claims of one headline */
    for (size_t i = 0; i < reader->draft_count && i < HEADED && reader->drafts[i].sentence == reader->story.headed.sentence; i++)
        if (repeats(&reader->drafts[i].claim, &lead->claim)) return true;
    return false;
}

/* A report of a few sentences has one source until somebody else is heard in it. */
void claim_lend_headline(toll_claim_reader *reader)
{
    enum { LEAD = 3, BRIEF = 8 };
    const speaker *headed = &reader->story.headed;
    bool all = reader->story.sentence <= BRIEF;
    uint32_t lent = 0; /* the sentence last lent to */
    for (size_t i = 0; headed->known && i < reader->draft_count; i++) {
        draft *d = &reader->drafts[i];
        if (!all && d->sentence > headed->sentence + LEAD) break;
        if (d->sentence == headed->sentence) continue;
        if (!is_open(&d->claim)) {
            all &= d->claim.claimant.id && headed->claimant.id && !strcmp(d->claim.claimant.id, headed->claimant.id);
            continue;
        }
        bool again = d->sentence <= headed->sentence + LEAD && told_above(reader, d);
        if (!all && !again && d->sentence != lent) continue;
        d->claim.claimant = headed->claimant;
        lent = d->sentence;
    }
}
