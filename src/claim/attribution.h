/* Who says what, in one sentence: source, cue and content of each attribution, as token ranges.
 *
 * In: a sentence with its notes and whether it begins inside a quotation. Out: attributions in text order; carrying a speaker from one
 * sentence to the next is the business of who/speaker.c. Patterns are in lang (cues.tsv, speech.tsv, attribution.rules); the code knows
 * only how a noun phrase before or after a cue is bounded. */
#ifndef TOLL_CLAIM_ATTRIBUTION_H
#define TOLL_CLAIM_ATTRIBUTION_H

#include "mention/mention.h"

enum { TOLL_ATTRIBUTION_LIMIT = 24 };

enum {                           /* attribution flags */
    TOLL_ATTRIBUTION_QUOTE = 1,      /* the content is (partly) between quotation marks */
    TOLL_ATTRIBUTION_ACCORDING = 2,  /* "according to X", "citing X", "as per X": X vouches, whoever stands before relays */
    TOLL_ATTRIBUTION_PRONOUN = 4,    /* the source is a pronoun or "the ministry": look back for who it is */
    TOLL_ATTRIBUTION_PASSIVE = 8,    /* "are reported to have", "is believed": no source in the sentence */
    TOLL_ATTRIBUTION_AFTER = 16,     /* the source stands after the content ("..., X said") */
    TOLL_ATTRIBUTION_WEAK = 32,      /* thought, intent or doubt rather than statement */
    TOLL_ATTRIBUTION_WHOLE = 64,     /* the content goes on into the next sentences: an open quotation, a colon at the end (content may be empty) */
    TOLL_ATTRIBUTION_ELIDED = 128    /* the cue has no subject of its own ("..., adding that"): the source is that of the clause before */
};

typedef enum toll_attribution_side {     /* where the cue looks for its source; a rule's `side` */
    TOLL_SIDE_NONE, TOLL_SIDE_SUBJECT, TOLL_SIDE_AFTER, TOLL_SIDE_OWNER, TOLL_SIDE_GIVEN, TOLL_SIDE_COUNT
} toll_attribution_side;

typedef struct toll_attribution {
    toll_extent source;          /* count 0 = none in the sentence */
    toll_extent cue;
    toll_extent content;         /* the largest stretch the source vouches for; may be cut by the cue (see content2) */
    toll_extent content2;        /* the part on the other side of "X said" in a split quotation; count 0 = none */
    uint16_t rule;               /* TOLL_NO_RULE = the grammar alone */
    uint16_t flags;
    uint8_t modality;            /* toll_modality of the cue's row */
    uint8_t depth;               /* 0 = outermost; 1 = inside another's content ("X said that Y had told Z") */
    uint8_t side;                /* toll_attribution_side */
    toll_note note;              /* the cue's table row; class_ TOLL_NO_CLASS = none (a colon) */
} toll_attribution;

/* Is the token in what the source vouches for? */
static inline bool toll_attribution_covers(const toll_attribution *a, unsigned token)
{
    return toll_extent_holds(a->content, token) || toll_extent_holds(a->content2, token);
}

/* What the tables' classes mean to the grammar, resolved once an engine. Holds no memory. */
typedef struct toll_attribution_words {
    uint32_t bits[TOLL_CLASS_LIMIT];     /* per class, its grammatical bits (who/attribution_inside.h) */
    uint8_t say, according, noun, passive, be, by, to, nationality, indefinite, institution, actor, outlet, all_of, place_lead, verb, seat;
    uint8_t kind, aside, headline;       /* the rule kinds `attribution`, `aside` and `headline` */
} toll_attribution_words;

void toll_claim_attribution_resolve(toll_attribution_words *words, const toll_tables *tables);
/* Attributions of one sentence in text order, at most `cap`. A sentence beyond 512 tokens is read up to there. Linear in the sentence. */
size_t toll_claim_attributions(toll_attribution *out, size_t cap, const toll_sentence_view *view, const toll_attribution_words *words,
                               uint32_t sentence_flags);

#endif
