/* Private to the speaker files: what a source is (source.c), whether it may vouch (source_may.c), who passed a figure on (chain.c), who is
 * remembered (quote.c, known.c). */
#ifndef TOLL_CLAIM_SPEAKER_H
#define TOLL_CLAIM_SPEAKER_H

#include "claim/inside.h"

/* --- source.c */
static inline bool speaker_holds(const toll_attribution *a, unsigned token)
{
    return toll_extent_holds(a->content, token) || toll_extent_holds(a->content2, token);
}
/* The source without what only says how or through whom it spoke ("X, who", "X, speaking on ...", "X, quoted by Y"). */
toll_extent speaker_words(const toll_claim_reader *reader, const toll_attribution *a);
toll_extent speaker_owner(const toll_claim_reader *reader, toll_extent words);
/* An outlet or channel that passes on what others say; *outlet is its row even where it counts for itself. */
bool speaker_relays(const toll_claim_reader *reader, const toll_attribution *a, toll_extent words, const toll_note **outlet);
toll_role speaker_role(const toll_claim_reader *reader, const toll_note *outlet);
bool speaker_is_pronoun(const toll_claim_reader *reader, const toll_attribution *a);
/* Nobody but outlets speaks in the sentence: what this one says is its own word. */
bool speaker_is_alone(const toll_claim_reader *reader, const toll_attribution *self);
/* The outlet in the words as a claimant; false where they name none. */
toll_extent speaker_outlet_words(const toll_claim_reader *reader, toll_extent words);   /* its name alone, where strange words got in */
bool speaker_outlet(toll_claim_reader *reader, toll_extent words, toll_claimant *out);
bool speaker_cue_is(const toll_claim_reader *reader, const toll_attribution *a, const char *kind);      /* a verb to "say", to "count", to "show" */
bool speaker_counts(const toll_claim_reader *reader, const toll_attribution *a); /* a verb of counting */
/* Whom the words name: an institution, an outlet that counts, somebody introduced before. */
bool speaker_named(toll_claim_reader *reader, toll_extent words, toll_claimant *out);
/* The same for a cue's source: an outlet that has counted is its own claimant. */
void speaker_identify(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, toll_claimant *out);

/* --- source_may.c */
/* A person, an outlet, a name or a paper; "an alleged weapon" is none. */
bool speaker_is_somebody(const toll_claim_reader *reader, toll_extent words);
bool speaker_is_bare_paper(const toll_claim_reader *reader, toll_extent words);
bool speaker_is_footage(toll_claim_reader *reader, toll_extent words);
bool speaker_may_speak(toll_claim_reader *reader, const toll_attribution *a, toll_extent words);
/* "Rescuers pulled out 12 bodies": they vouch where nobody speaks of it. */
bool speaker_is_thing(const toll_claim_reader *reader, toll_extent words);           /* what happened, what was used */
bool speaker_finds(const toll_claim_reader *reader, const toll_attribution *a);
bool speaker_is_cited(const toll_claim_reader *reader, const toll_attribution *a);   /* "citing Y": whose word it is where X is an outlet only */
bool speaker_is_rebels(const toll_claim_reader *reader, toll_extent words);          /* "Yemen's rebels": an armed group, and not which */

/* --- headline.c: "... - the governor": a source behind the last dash; an outlet there only passes on */
typedef struct relay_chain relay_chain;
bool speaker_at_tail(toll_claim_reader *reader, unsigned token, toll_claimant *out, relay_chain *chain);

/* --- relative.c: "according to X, which puts the dead at 40" is X's word; "a war that has killed 40" is nobody's */
bool speaker_tells_on(const toll_claim_reader *reader, const toll_attribution *a, unsigned token);
bool speaker_is_background(const toll_claim_reader *reader, unsigned token);

/* --- quote.c: does whoever spoke last say the quotation that the draft stands in? */
bool speaker_quotes_last(toll_claim_reader *reader, draft *out);
/* --- label.c: whose label the figure stands under; false = nobody's */
bool speaker_is_labelled(const toll_claim_reader *reader, toll_claimant *out);
/* --- refer.c: whom "it" or "the ministry" means; false where the words name somebody themselves */
bool speaker_refers_back(toll_claim_reader *reader, const toll_attribution *a, toll_extent words, toll_claimant *found);

/* --- chain.c: through whom the figure at `token` passed, nearest to the claimant first; `best` is whose word it is, NULL = nobody's */
struct relay_chain {
    toll_link links[6];
    uint32_t count;
};
void chain_add(relay_chain *chain, toll_link link);
void chain_drop(relay_chain *chain, const char *id);     /* who speaks himself passes nothing on */
void chain_follow(toll_claim_reader *reader, unsigned token, const toll_attribution *best, relay_chain *chain);
void chain_keep(toll_claim_reader *reader, const relay_chain *chain, toll_claim *claim);

#endif
