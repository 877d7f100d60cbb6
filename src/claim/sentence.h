/* Private to src/claim: one sentence taken apart, its phrases, the losses and places in it. What works on it (names.c, phrase/, list.c, attach/,
 * keep.c) knows nothing of the story around it; attach/lean.c and attach/told.c alone look at the claims before. */
#ifndef TOLL_CLAIM_SENTENCE_H
#define TOLL_CLAIM_SENTENCE_H

#include "words.h"

enum { ITEM_LIMIT = 320, LOSS_LIMIT = 64, TOKEN_LIMIT = 512 };

/* --- phrases */
typedef enum item_kind {
    ITEM_NOUN,               /* a noun phrase, with or without a quantity */
    ITEM_VERB,               /* a verb group, or a predicative loss word ("dead") */
    ITEM_PREPOSITION, ITEM_OF, ITEM_AND, ITEM_COMMA, ITEM_BREAK, ITEM_RELATIVE, ITEM_SUBORDINATOR, ITEM_OPEN, ITEM_CLOSE, ITEM_STOP,
    ITEM_ADVERB, ITEM_DATE, ITEM_INCLUDING
} item_kind;

typedef enum head_kind {
    HEAD_BARE,               /* a quantity alone */
    HEAD_PEOPLE, HEAD_MATERIEL, HEAD_STRUCTURE, HEAD_COUNT, HEAD_TOLL, HEAD_NOT_LOSS, HEAD_NATION, HEAD_OTHERS, HEAD_PRONOUN, HEAD_UNKNOWN, HEAD_TALLY
} head_kind;

typedef enum verb_form {
    FORM_OTHER, FORM_BASE, FORM_PAST, FORM_ING, FORM_INTRANSITIVE, FORM_ADJECTIVE, FORM_LIVES
} verb_form;

enum {                           /* verb flags */
    VERB_BE = 1, VERB_HAVE = 2, VERB_MODAL = 4, VERB_NEGATED = 8, VERB_INFINITIVE = 16, VERB_LINKING = 32, VERB_SAY = 64,
    VERB_RAISER = 128, VERB_HAD = 256
};

enum {                           /* noun flags */
    NOUN_POSSESSIVE = 1,         /* its, their, our */
    NOUN_ENEMY = 2, NOUN_DEFINITE = 8,
    NOUN_LISTED = 32, NOUN_INCREASE = 64         /* an entry of a list: "tanks - 20 (+3)"; the number in its brackets */
};

typedef struct item {
    uint8_t kind;
    uint8_t head;                /* head_kind */
    uint8_t form;                /* verb_form */
    uint16_t flags;
    toll_extent extent;
    toll_extent head_extent;     /* the words of the head, or the loss word of a verb group */
    int16_t quantity;            /* index, -1 = none */
    toll_note note;              /* row of the head or of the loss word; len 0 = none */
    toll_note modifier;          /* a loss word inside the noun phrase ("20 wounded soldiers"); len 0 = none */
} item;

/* --- losses: a quantity tied to an outcome */
typedef struct tie {
    int16_t quantity;            /* index into the sentence's quantities */
    int16_t item;                /* the noun phrase that holds it */
    int16_t agent;               /* the item that acts (subject of an active verb); -1 = none */
    uint8_t outcome;             /* toll_outcome */
    int16_t speaker;             /* who "put the toll at" the figure; -1 = none */
    int16_t noun;                /* the toll or tally that the figure is of ("the death toll among soldiers"); -1 = none */
    int16_t shared;              /* the phrase that says who they are, of the figure behind it (attach/shared.c); 0 = none */
    bool part;                   /* "including", "of them" */
    uint8_t column;              /* of a table, from 1; 0 = none */
    bool perfect;                /* "have been killed": the count runs up to now */
    bool carried;                /* the outcome stands in an earlier sentence, */
    toll_span carried_span;      /* there */
    bool modal;                  /* "may have", "is feared": estimated */
    toll_extent outcome_extent;
    toll_note note;              /* row of the outcome word */
    const char *rule;
} tie;

/* --- places named in a sentence */
enum { SPOT_LIMIT = 32 };
typedef struct spot {
    toll_place place;
    const char *country;
    uint32_t sentence;
    bool known;
    bool several;                /* the first of places side by side: "in X, Y and Z" */
} spot;
enum {                           /* how it is named */
    SPOT_NEAR = 1,               /* "near X", "north of X" */
    SPOT_FROM = 2,               /* "20 km from X": tells how to find another place */
    SPOT_DATELINE = 4,           /* "KYIV, 2 Jan": where it was written */
    SPOT_UNKNOWN = 8,            /* by its grammar alone: no gazetteer knows it */
    SPOT_GUESSED = 16,           /* ... and no word says what kind of place it is */
    SPOT_BROUGHT = 64,           /* "evacuated to X" */
    SPOT_WAY = 128,              /* "towards X", "people from X" */
    SPOT_SEAT = 256,             /* "the X governor said": whose official speaks */
    SPOT_CHAINED = 512,          /* "in X, Y province", "X and Y": one place before or after it stands for both */
    SPOT_POST = 8192,            /* "the leader for X": a seat that a list goes on with */
    SPOT_SEVERAL = 2048,         /* "X and Y": the one that stands for both */
    SPOT_FAR = 4096,             /* ... of places too far from one another for one attack, or each told by itself: "in X and in Y" */
    SPOT_SITE = 1024,            /* a site or a quarter, told by a word: finer than the town that it is in */
    SPOT_COUNTRY = 32            /* a whole country that is not at war */
};
typedef struct sentence_spot {
    spot spot;
    uint16_t first, count;
    uint16_t from, until;        /* the words of the chain that it stands for (where/chain.c) */
    int16_t rank;
    uint16_t flags;
} sentence_spot;

/* --- what stands above a list or table and holds for its lines (heading.c) */
enum { COLUMN_LIMIT = 8 };
typedef struct heading_column {          /* what the head of a column says of the figures below it */
    toll_note note;              /* their outcome; len 0 = none */
    toll_span span;
    toll_date date;
    bool dated;
    uint8_t class_;              /* of those counted below; TOLL_CLASS_UNKNOWN = unsaid */
    const char *side;            /* ... NULL = unsaid */
} heading_column;
typedef struct heading {
    toll_note note;              /* the outcome that a title gives; len 0 = none */
    toll_span span;
    uint16_t flags;              /* NOUN_ENEMY */
    const char *side;            /* whose; NULL = unsaid */
    heading_column columns[COLUMN_LIMIT];        /* columns[0] stands over the labels, or is the title */
    unsigned column_count;
    uint32_t sentence;           /* its last line so far */
    bool known;
} heading;

/* What a sentence asks and the next one answers: "nobody knows how many died" (asked.c). */
typedef struct asked { toll_note note; toll_span span; uint32_t sentence; bool known; } asked;

typedef struct sentence_parse {
    toll_sentence_view view;
    const toll_sentence *sentence;
    toll_quantity_mention quantities[TOLL_QUANTITY_LIMIT];
    toll_date dates[TOLL_DATE_LIMIT];
    toll_attribution attributions[TOLL_ATTRIBUTION_LIMIT];
    item items[ITEM_LIMIT];
    tie losses[LOSS_LIMIT];
    uint8_t name_len[TOKEN_LIMIT];       /* tokens of the name that wins at this token; 0 = none begins here */
    bool inside_name[TOKEN_LIMIT];       /* inside a name that begins earlier */
    size_t names_used;                   /* tokens from which on both are empty */
    size_t quantity_count, date_count, attribution_count, item_count, loss_count;
    const struct draft *before;          /* the last claim of this or the sentence before, for attach_claimed_before alone; NULL = none */
    size_t before_count;                 /* ... and how many its sentence has, it and those in memory before it */
    const heading *above;                /* the heading whose list or table goes on with this sentence; NULL = none */
    const asked *asked;                  /* ... in the sentence before; NULL = nothing */
    sentence_spot spots[SPOT_LIMIT];     /* the places named, in text order (where/spots.c) */
    size_t spot_count;
    uint16_t country_at;                 /* where it says "in X", a country; 0 = nowhere */
    bool placed;                         /* the places are found */
    bool titled;                         /* its words have capitals, names or not; once its places are found */
    uint64_t time_kinds;                 /* bits by word_kind of its time words; set by claim_time_words */
    bool timed;                          /* they are */
    bool counted;                        /* quantities are found */
    bool cut;                            /* mentions are found and phrases cut */
    bool dated;                          /* the dates are found, as seen from the day below */
    toll_day anchor;
    bool leans;                          /* what the losses are hangs on the claims before, or would if there were any */
    const struct kept_parse *kept;       /* what marking left of the sentence; NULL = nothing */
} sentence_parse;

/* The parses of a window's sentences as marking left them (keep.c). */
typedef struct kept_parses {
    struct kept_parse **of;      /* per sentence of the window; NULL = not kept */
    size_t cap;
    toll_arena memory;
    size_t bytes;
} kept_parses;

/* names.c */
void claim_names(sentence_parse *parse);
void claim_forget_names(sentence_parse *parse, size_t count);      /* before names of a sentence of so many tokens are set */
const toll_note *claim_note_in(const toll_sentence_view *view, toll_extent extent, uint8_t class_);   /* first in the extent, any length */
unsigned claim_note_place(const toll_sentence_view *view, toll_extent extent, const toll_note *note);     /* its first token; the end = not there */
typedef struct quote_walk { /* how far the marks have been looked at, from 0 */
    unsigned at;
    bool open;
} quote_walk;
bool claim_quoted_at(const sentence_parse *parse, quote_walk *walk, unsigned token);
bool claim_is_ing(const toll_sentence_view *view, unsigned at);          /* a participle that is no finite verb by itself */
bool claim_is_stance(const toll_sentence_view *view, unsigned at, unsigned len);      /* a name bound to a small word by a hyphen */
/* phrase/phrase.c */
void claim_phrases(sentence_parse *parse);
/* list.c */
void claim_list_phrases(sentence_parse *parse);
/* attach/may.c */
bool claim_may_count(const sentence_parse *parse);     /* can a quantity count a loss, before phrases are cut? */
/* attach/attach.c */
void claim_attach(sentence_parse *parse, const toll_claim_tables *tables);

/* where/where.c */
int claim_clauses_between(const sentence_parse *parse, unsigned a, unsigned b);
bool claim_in_source(const sentence_parse *parse, unsigned at);      /* among the words that name a source */
/* who/actor_state.c */
bool claim_is_counted(const sentence_parse *parse, const item *it);
bool claim_heads_clause(const sentence_parse *parse, size_t i);    /* the noun phrase may be the subject of a clause */
/* keep.c */
toll_status claim_kept_start(kept_parses *kept, size_t sentence_count);              /* forgets the window before */
void claim_kept_free(kept_parses *kept);
void claim_keep(kept_parses *kept, size_t at, const sentence_parse *parse);          /* does nothing where there is no room: it is made again then */
/* Sets the parse up from what was kept of sentence `at`; false where nothing was, and then nothing changed. */
bool claim_kept_take(sentence_parse *parse, toll_scratch *scratch, const kept_parses *kept, size_t at);
void claim_keep_losses(kept_parses *kept, size_t at, const sentence_parse *parse);   /* ... or where they lean */
bool claim_kept_losses(sentence_parse *parse);        /* the losses that were kept; false where none were, and then nothing changed */

/* Is the token there, and a word? */
static inline bool is_word(const toll_sentence_view *view, unsigned token)
{
    return token < view->count && view->tokens[token].kind == TOLL_TOKEN_WORD;
}

/* Is the token there, and this mark of punctuation? */
static inline bool is_mark(const toll_sentence_view *view, unsigned token, uint8_t mark)
{
    return token < view->count && view->tokens[token].kind == TOLL_TOKEN_MARK && view->tokens[token].mark == mark;
}

static inline bool has_class(const toll_sentence_view *view, unsigned token, uint8_t class_)
{
    return token < view->count && toll_classes_has(view->scratch->classes[token], class_);
}
/* Does a tab part the token from the one before, as between the cells of a row? */
static inline bool after_tab(toll_text text, const toll_token *tokens, unsigned at)
{
    return at > 0 && tokens[at].off > 0 && text.data[tokens[at].off - 1] == '\t';
}
static inline const toll_note *note_at(const toll_sentence_view *view, unsigned token, uint8_t class_)
{
    return token < view->count ? toll_scratch_note(view->scratch, token, class_) : NULL;
}

#endif
