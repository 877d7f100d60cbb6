/* Private to the attribution files: what each token of the sentence is to the grammar, and the phrase bounds built on it.
 *
 * In: a sentence view. Out: one word of bits a token. A phrase is bounded in one walk of at most PHRASE_REACH tokens, so that the work
 * stays linear whatever the sentence holds. */
#ifndef TOLL_CLAIM_ATTRIBUTION_INSIDE_H
#define TOLL_CLAIM_ATTRIBUTION_INSIDE_H

#include "claim/attribution.h"

enum { SCAN_LIMIT = 512, PHRASE_REACH = 40, APPOSITION_REACH = 4 };

/* What a token can be; a word can be several. Macros, for an enumerator cannot hold the 32nd bit. */
#define IS_VERB (1u << 0)        /* ends a noun phrase: verbs and cue verbs, unless nominal */
#define IS_AUXILIARY (1u << 1)
#define IS_ADVERB (1u << 2)
#define IS_DETERMINER (1u << 3)
#define IS_POSSESSIVE (1u << 4)  /* possessive pronoun */
#define IS_CLITIC (1u << 5)      /* 's */
#define IS_PREPOSITION (1u << 6)
#define IS_OF (1u << 7)
#define IS_CONJUNCTION (1u << 8)
#define IS_SUBORDINATOR (1u << 9)
#define IS_RELATIVE (1u << 10)
#define IS_PRONOUN (1u << 11)
#define IS_COMPLEMENT (1u << 12) /* opens a content clause: "that" */
#define IS_COMMA (1u << 13)
#define IS_OPEN (1u << 14)
#define IS_CLOSE (1u << 15)
#define IS_STOP (1u << 16)       /* . ! ? ; : */
#define IS_DASH (1u << 17)
#define IS_BRACKET_OPEN (1u << 18)
#define IS_BRACKET_CLOSE (1u << 19)
#define IS_HYPHEN (1u << 20)
#define IS_NUMBER (1u << 21)
#define IS_TIME (1u << 22)       /* weekdays, "today": stand between a subject and its verb without a preposition */
#define IS_SPEAKER (1u << 23)    /* nouns for those who speak: officials, ministry, source */
#define IS_PARTICIPLE (1u << 24) /* present participle of a cue: shares the subject of the clause before */
#define IS_TO (1u << 25)         /* marks an infinitive */
#define IS_SAY (1u << 26)        /* a verb of cue_say begins here */
#define IS_CUE_NOUN (1u << 27)
#define IS_ADJECTIVE (1u << 28)  /* participles that modify */
#define IS_COLON (1u << 29)
#define IS_NEGATION (1u << 30)
#define IS_CONTRAST (1u << 31)   /* "but", "while": a new speaker may follow */

typedef struct scan {
    const toll_sentence_view *view;
    const toll_attribution_words *words;
    unsigned count;
    bool shouted;                /* capitals tell nothing in this sentence */
    bool quoted;                 /* it begins inside a quotation */
    uint32_t bits[SCAN_LIMIT + 1];
} scan;

void toll_attribution_scan(scan *s, const toll_sentence_view *view, const toll_attribution_words *words, uint32_t sentence_flags);

static inline bool scan_is(const scan *s, unsigned at, uint32_t bits) { return at < s->count && (s->bits[at] & bits) != 0; }
static inline bool scan_is_word(const scan *s, unsigned at) { return at < s->count && s->view->tokens[at].kind == TOLL_TOKEN_WORD; }
static inline toll_extent extent_of(unsigned first, unsigned end)
{
    return end > first ? (toll_extent){(uint16_t)first, (uint16_t)(end - first)} : (toll_extent){(uint16_t)first, 0};
}

/* Can the token stand inside a plain noun phrase? */
bool toll_attribution_holds(const scan *s, unsigned at);
/* A clause can begin after token at - 1. */
bool toll_attribution_clause_begins(const scan *s, unsigned at);
/* attribution_noun.c: the first token of the plain noun phrase that ends with `last`, last + 1 where there is none; the noun phrase that ends
 * before `end` and may be a subject, count 0 = none. */
unsigned toll_attribution_plain_start(const scan *s, unsigned last);
toll_extent toll_attribution_noun_before(const scan *s, unsigned end);
/* The source of "X's claim", "a claim by X", "the Russian claim", for a cue that is a noun. */
void toll_attribution_find_owner(const scan *s, toll_attribution *made, toll_extent by);
/* The subject that ends before the verb group beginning at `end`; count 0 = none. */
toll_extent toll_attribution_subject(const scan *s, unsigned end);
/* The noun phrase that begins at `at`, with its prepositional attributes and appositions; count 0 = none. */
toll_extent toll_attribution_phrase(const scan *s, unsigned at);
/* The subject of the sentence's first clause before `before`; count 0 = none. */
toll_extent toll_attribution_first_subject(const scan *s, unsigned before);
/* The first token of the verb group that holds the cue at `cue`: auxiliaries, adverbs, times. */
unsigned toll_attribution_group(const scan *s, unsigned cue);
bool toll_attribution_floats(const scan *s, unsigned at); /* the "each" of "X and Y each said" */
/* Where the words between cue and content end ("on Monday", "in a statement", "to reporters"). */
unsigned toll_attribution_skip_asides(const scan *s, unsigned at);

/* attribution_verb.c: who says it */
typedef struct verb_cue {
    bool weak;                   /* it says little: a statement only with a content clause or a quotation */
    bool trusted;                /* ... or where its source speaks ("the survey found") */
    bool addressee;              /* who is told may stand between it and what is said */
    bool object;                 /* what stands behind it is its object */
} verb_cue;
bool toll_attribution_opens(const scan *s, unsigned at);             /* does what is said begin here: "that", a quotation, a colon */
bool toll_attribution_speaks(const scan *s, toll_extent source);     /* it has a word for those who speak, or for what speaks for them */
bool toll_attribution_named(const scan *s, toll_extent source);      /* a word of it has a capital */
bool toll_attribution_who(const scan *s, toll_extent source);        /* either, as far as capitals tell */
void toll_attribution_by_verb(const scan *s, toll_attribution *made, const toll_attribution *list, size_t count, verb_cue how);

/* attribution_reach.c: how far the words of an attribution reach */
unsigned toll_attribution_begin(const scan *s, const toll_attribution *a);
unsigned toll_attribution_trim(const scan *s, unsigned first, unsigned end);
unsigned toll_attribution_reach_back(const scan *s, const toll_attribution *list, size_t self, unsigned end);
bool toll_attribution_clause_inside(const scan *s, unsigned first, unsigned end);
bool toll_attribution_holds_number(const scan *s, unsigned first, unsigned end);
unsigned toll_attribution_clause_end(const scan *s, unsigned first, unsigned end);
unsigned toll_attribution_reach(const scan *s, const toll_attribution *list, size_t count, size_t self, unsigned first);

/* attribution_said.c: where what is said begins behind a cue; what a verb's words hold */
unsigned toll_attribution_lead(const scan *s, unsigned at, bool addressee, bool *opened);
void toll_attribution_said(const scan *s, toll_attribution *list, size_t count, size_t self);

/* attribution_content.c: two stretches, the longer first, and whether quotation marks stand in them */
void toll_attribution_set(const scan *s, toll_attribution *a, unsigned first, unsigned end, unsigned first2, unsigned end2);
/* Fills content, content2 and the flags that go with them for all attributions. */
void toll_attribution_contents(const scan *s, toll_attribution *list, size_t count);

#endif
