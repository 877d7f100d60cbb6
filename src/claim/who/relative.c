/* What a relative clause holds that no cue reaches: of the source itself, "according to the UN, which puts the dead at 40", it is the source's word;
 * of a war, "in a conflict that has killed 40", it is what everybody knows, and nobody's, whoever is speaking of the war.
 *
 * In: an attribution, the words of its source, a figure's token. Out: yes or no. Each looks at a few words before the figure or behind the source. */
#include "speaker.h"

static bool is_relative(const toll_sentence_view *view, unsigned at)
{
    return has_class(view, at, claim_class.relative);
}

bool speaker_tells_on(const toll_claim_reader *reader, const toll_attribution *a, unsigned token)
{
    enum { LEAD = 3, REACH = 24 };
    const toll_sentence_view *view = view_of(reader);
    if (!(a->flags & TOLL_ATTRIBUTION_ACCORDING) || !a->source.count) return false;
    unsigned at = toll_extent_end(speaker_words(reader, a));
    if (has_class(view, at, claim_class.cue_noun)) at++; /* "a UN tally that": no verb */
    if (is_mark(view, at, ',')) at++;
    if (!is_relative(view, at) || token <= at || token - at > REACH) return false;
    bool tells = false;
    for (unsigned i = at + 1; i <= at + LEAD && i < token; i++) tells |= has_class(view, i, claim_class.figure_verb);
    return tells;
}

bool speaker_is_background(const toll_claim_reader *reader, unsigned token)
{
    enum { BACK = 8 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = token; at-- > 1 && token - at <= BACK;) {
        if (view->tokens[at].kind == TOLL_TOKEN_MARK) return false;
        if (!is_relative(view, at) || !has_class(view, at + 1, k->have)) continue;
        unsigned noun = is_mark(view, at - 1, ',') && at > 1 ? at - 2 : at - 1;
        return has_class(view, noun, k->war_word);
    }
    return false;
}
