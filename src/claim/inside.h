/* Private to src/claim: what the story carries from sentence to sentence, the claims drafted so far, and the steps of reading that look at both. */
#ifndef TOLL_CLAIM_INSIDE_H
#define TOLL_CLAIM_INSIDE_H

#include "sentence.h"

/* --- the story: what is carried from sentence to sentence of one document */
enum { SIDE_LIMIT = 24, NAMED_LIMIT = 6, SOLDIERS_LIMIT = 4, SHIP_LIMIT = 6, TOLD_LIMIT = 8 };

typedef struct side_facts {      /* what the conflicts going on when the text is published say of a side */
    const char *side;
    const char *opponent;        /* NULL = none, or not only one */
    uint16_t party;              /* its number in the conflicts' index; 0 = in none */
    bool at_war;                 /* fights in a war of the day */
    bool at_home;                /* a war is fought in its country that day */
} side_facts;

typedef struct side_count {
    const char *side;
    uint32_t count;
    bool named;                  /* by name, not only through its places */
    bool group;                  /* an armed group, or a force with a name of its own */
    bool force;                  /* ... that is a state's own */
    uint32_t sentence;           /* the last that names it */
} side_count;

typedef struct speaker {         /* who was heard last, and in which sentence */
    toll_claimant claimant;
    uint32_t sentence;
    bool known;
    bool paper;                  /* a statement, a report: what it says may go on over sentences */
    bool retold;                 /* heard in another's words: "he" is that other one */
} speaker;

enum { OFFICE_LIMIT = 16 };
typedef struct office_row {        /* an office of a state: as the text names it with its state, or guessed where it names none (who/office.c) */
    const char *suffix, *state;  /* state NULL = of several states */
    const char *id;              /* the id guessed; NULL = none could be */
    uint32_t at;                 /* where the guessed one's words begin */
} office_row;

enum { ATTACK_DAYS = 8 };
typedef struct moment {          /* a dated attack; where and whose dead, as far as its sentence said: place and side NULL = unsaid */
    toll_day from, to;
    toll_span span;
    const char *place, *side;
    spot where;
    uint32_t sentence;
    bool known;
    bool window;                 /* a day's toll rather than one attack */
    bool many;                   /* of several attacks: "strikes killed 30 on Sunday" */
    bool apart;                  /* "In a separate incident on Friday": none that the text is about */
    bool own;                    /* a figure told it, at a place that its sentence names, and not as the attack spoken of */
    bool fresh;                  /* "a bomb on Friday", "On Friday ...": told of as none that was spoken of before */
    bool heading;                /* a line of its own: the day of all that stands under it */
} moment;

/* A place named, and the hash of its last word, which may be that of its kind: "X Township". */
typedef struct told_place {
    spot spot;
    uint64_t last;
} told_place;

/* "South Vietnamese rangers": the nation that a word for soldiers was said with last. */
typedef struct soldiers_named {
    toll_note note;
    const char *side;
    uint32_t sentence;
} soldiers_named;

/* "[Lima]", "COL. LIMA:": under whose name a paragraph stands, or all to the next label. */
typedef struct speech_label {
    speaker who;
    bool whole;                  /* to the next label, and not only to the end of the paragraph */
    bool asks;                   /* who asks has no figures of his own */
} speech_label;

typedef struct story {
    side_count sides[SIDE_LIMIT];        /* how often each country or group is named */
    size_t side_count;
    side_facts facts[SIDE_LIMIT];
    size_t fact_count;
    uint32_t ships[SHIP_LIMIT];          /* rows of places whose names ships bear in this text */
    uint32_t ship_count;
    speaker speaker;
    speaker glimpsed;                    /* somebody with a title who last thought, called, doubted something: "he" may mean him */
    toll_claimant known[16];              /* speakers whose institution was told, for when only the surname returns */
    size_t known_speakers;
    office_row named_offices[OFFICE_LIMIT], guessed_offices[OFFICE_LIMIT];
    size_t named_office_count, guessed_office_count;
    toll_claimant ngo;                   /* the organisation that counts the dead, for "a monitor said" */
    bool many_ngos;                      /* ... but not the only one */
    spot spot, headline_spot;
    uint32_t held;                       /* the last sentence whose figures took `spot` over; 0 = none */
    told_place told[TOLD_LIMIT];         /* the places named last, for "in the township", "in the city": a ring */
    uint32_t told_count;                 /* ... how many there were */
    uint32_t elsewhere;                  /* the sentence after the last that told of "another town" without its name; 0 = none */
    spot site;                           /* the site named last: a hotel, a school */
    spot scene;                          /* where what the text is about happened: the first place that a loss or an attack was said to be at */
    toll_day scene_day;                  /* ... when; unknown = unsaid */
    bool many_scenes;                    /* ... but not the only one */
    spot attacked;                       /* where an attack was, told of before or not */
    bool many_attacked;                  /* ... but not the only place */
    spot capital;                        /* of the country at war, as named last */
    spot battle;                         /* the place of the battle or siege that the text begins with: its totals are of there */
    spot named[NAMED_LIMIT];             /* where an attack told of before is said to have been: "the blast, in X", "it happened near X" */
    size_t named_count;
    toll_day today;                      /* the day on which the text is told: its date line's, else its publication's */
    spot dateline;                       /* a town began a sentence and a dash followed: the text's date line */
    toll_day anchor;                     /* the day named last, for "that day", "since then" */
    int year;                            /* ... the last that was named outright, for days without one; 0 = none */
    int list_year;                       /* ... or by a line of its own, for the entries of a list below it; 0 = none */
    toll_day year_day;
    uint32_t year_sentence;
    moment then;                         /* the date named last, of any grain, for "since then" */
    moment past;                         /* the last attack of which only the month or year is told, for "that attack" */
    moment since;                        /* from when the text counts ("Since then ..."), as its last sentence that says so has it */
    moment stated;                       /* when somebody last spoke, where the words give a day */
    moment frame;                        /* the time that the whole report is of, by its head; window, or all up to its last day */
    moment event;                        /* the last dated attack */
    moment event_before;                 /* the one before it, as it was when the sentence began */
    moment only_event;                   /* the first dated attack of these days */
    moment attack_days[ATTACK_DAYS];     /* the first attacks of each day that is told */
    uint32_t attack_day_count;
    bool many_events;                    /* ... but not the only one */
    bool event_over;                     /* another attack, of which no day is told, has been told of since */
    bool item_over;                      /* ... at the head of an item of its own, or by words ("in another incident") */
    uint32_t item_sentence;              /* ... where that was */
    soldiers_named soldiers[SOLDIERS_LIMIT];
    const char *attacker;                /* who attacked last, in the sentence below; NULL = not yet */
    uint32_t attacker_sentence;
    uint32_t bombed_sentence;            /* the last that tells of shelling, of a blast, from 1; 0 = none */
    uint8_t target;                      /* what was hit last (whose/whose.h), in the sentence below */
    uint32_t target_sentence;
    uint32_t attack_sentence;            /* the last sentence that tells of an attack, from 1; 0 = none */
    uint32_t several_sentence;           /* ... that tells of several attacks, from 1; 0 = none */
    const char *enemy;                   /* whom "the enemy", "the invaders" stand for, learnt from "Russian invaders"; NULL = not yet */
    const char *country;                 /* the last place's */
    const char *home;                    /* the outlet's country; NULL = unknown */
    const char *seat;                    /* the state in whose capital the text was written, by its date line; NULL = none */
    toll_claimant publisher;             /* the outlet, where it is a claimant itself (a ministry, a force) */
    const conflict *conflict;            /* named outright; NULL = not yet */
    const conflict *guess;               /* the likeliest by the sides named; valid while guess_fresh */
    bool guess_fresh;
    size_t known_count;                  /* sides whose parties are known, and which they are; whose/conflict.c alone looks at these */
    uint16_t side_parties[SIDE_LIMIT];
    const uint16_t *side_wars[SIDE_LIMIT];       /* ... and of which conflicts near the day each is a party */
    uint16_t side_war_counts[SIDE_LIMIT];
    uint8_t party_sides[PARTY_LIMIT + 1];        /* per party: its place among the sides from 1; 0 = not named */
    double war, line;                    /* context weight so far, and of the sentence */
    heading heading;
    asked asked;
    size_t quote_draft;                  /* the first claim of the present quotation that nobody has been found for yet */
    speaker headed;                      /* who speaks in the headline */
    speech_label label;                        /* who speaks under a label */
    bool talk;                           /* the text is a talk of several, each under his label */
    toll_span asker;                     /* ... in which these words name who asks; len 0 = unsaid */
    speaker put;                         /* who "put the toll at" a figure in the sentence */
    uint32_t sentence;                   /* number of the current sentence in the document */
    uint32_t paragraph;                  /* ... of the one that began its paragraph */
    toll_zone zone;
    uint32_t mark;                       /* of the document's zones, the one the sentence stands in */
    bool list_open;                      /* below a pointer to other stories: their headlines follow */
} story;

typedef struct draft {           /* a claim with what is settled at the end of the text */
    toll_claim claim;
    double war;                  /* context weight of its sentence */
    uint32_t sentence;
    bool event_open;             /* an attack whose day the sentence does not give */
    bool points_back;            /* its sentence says "the attack", "this raid" */
    bool new_attack;             /* ... or "an attack", "a roadside bomb" */
    bool at_once;                /* its sentence tells of one attack, at a place that it names */
    bool several;                /* it sums what several attacks did (claim_several_attacks) */
    bool coarse;                 /* ... but only a month or a year */
    bool hours;                  /* "in the past 24 hours" */
    bool one_day;                /* "in a single day", and the sentence does not say which */
    bool apart;                  /* "Separately, ...", "In another incident": not of the attack told before */
    bool entry;                  /* "Hezbollah: 43 lost": a line of a list */
    bool unplaced;               /* "across the country", "in another town": of no place that was told */
    bool untold;                 /* forces' losses of which no attack, no town and no day is told */
    bool patients;               /* the wounded where they are cared for: nobody tells when they were hurt */
    bool day_beyond;             /* a date of its sentence belongs to other figures */
    bool earlier;                /* of "a recent ambush", "the previous attack": not of the one that the text is about */
    bool rival;                  /* another count of the attack that was told of */
    toll_day told_by;            /* the last day on which it may have been said, where the words give one, be it a month */
    bool long_ago;               /* a date of its sentence is long before the attack under discussion */
    bool recent_act;             /* "the recent killing of": none that the text is about */
    bool raised;                 /* a sum to which what its sentence tells was added */
    bool sum_lent;               /* it seemed to count on, until another telling of the figure gave the days */
    bool end_lent;               /* another telling of the sum gave the day on which it stands */
    bool day_said;               /* the words of its sentence give the period's days */
    bool crime;                  /* the outcome word needs a war context */
    bool quoted;                 /* between quotation marks */
    bool who_carried;            /* its claimant spoke in the paragraph before; whoever is named behind the quotation takes his place */
    bool who_leans;              /* its claimant is that of the claim it tells more of */
    bool admits;                 /* the cue says that the claimant admits it */
    bool own_words;              /* "two of its soldiers", "our men": the words make them the claimant's */
    bool rebels;                 /* said by "the rebels" of a state, whose name another sentence may give */
    bool monitor;                /* said by "a monitor", "a watchdog": by whom, another sentence may say */
    bool article;                /* counted by "a" */
    bool side_said;              /* the side stands in the victims' own words */
    bool side_here;              /* the side is the country of the place that is spoken of */
    bool place_said;
    bool places;                 /* "in X and Y": its place is the first of several */
    bool places_far;             /* ... that are too far from one another for one attack */
    bool place_of_source;        /* ... by where the source is or whose official: "a doctor in X", "the X governor" */
    const char *place_country;   /* of the place that the sentence itself gives; NULL = none */
    bool toll;
    bool part;                   /* of a figure beside it */
    bool side_open;              /* fighters, insurgents: whose, the word does not say */
    bool class_lent;             /* not told by words of the sentence: from the place, the target, the sentence before */
    bool class_said;             /* ... told by the victims' own words */
    bool hit_open;               /* what was hit says nothing of them: a base, a plant */
    uint8_t parts;               /* of which kinds its parts are (settle_class.c) */
    bool foreign;                /* "foreign journalists": of no country that could be told */
    bool rivals;                 /* ... of groups that fight each other */
    const char *near_group;      /* the one armed group that its sentence or the one before names; NULL = none or several */
    const char *killer;          /* the side that is said to have killed those open fighters; NULL = unsaid */
    const char *attacker;        /* the side that attacked, by the sentence or the one before; NULL = unsaid */
    const char *backer;          /* "pro-Turkish militants": the state on whose side they stand; NULL = unsaid */
    toll_note note;              /* row of the outcome word */
} draft;

struct toll_claim_reader {
    const toll_claim_tables *tables;
    const toll_document *document;
    toll_scratch scratch;
    sentence_parse parse;
    toll_arena arena;            /* strings and arrays of the current document's drafts */
    draft *drafts;
    size_t draft_count, draft_cap;
    uint8_t *marks;              /* per sentence of the window: what is read of it */
    size_t mark_cap;
    kept_parses kept;            /* what marking the window made of its sentences, so that reading them need not make it again */
    story story;
    toll_status status;
};

/* So many are no one attack's. */
static inline bool claim_thousand(const toll_quantity *q) { return q->point >= 1000 || q->low >= 1000; }

/* confidence.c: how sure each draft is; the weights by which it is known */
void claim_confidence(toll_claim_reader *reader);
/* whose/whose.c: sides and classes of victims */
const char *claim_side_in(const toll_claim_reader *reader, toll_extent extent);      /* the side named in the words; NULL = none */
/* Who attacks, by the words of the sentence; who is said to have killed these, and not only to attack. NULL = unsaid. */
const char *claim_attacker(const toll_claim_reader *reader, const tie *loss, const draft *out);
const char *claim_killer(const toll_claim_reader *reader, const tie *loss, const draft *out);
void claim_attacker_sentence(toll_claim_reader *reader);      /* ... remembered for the next sentence */
const side_facts *claim_side_facts(const toll_claim_reader *reader, const char *side);
const char *claim_opponent(const toll_claim_reader *reader, const char *side);       /* the other party of the story's conflict; NULL = not one */
const char *claim_opponent_state(const toll_claim_reader *reader, const char *side); /* ... the state in that party's camp */
bool claim_fights(const toll_claim_reader *reader, const char *side);                /* in the story's conflict; in any that day without one */
bool claim_home_front(const toll_claim_reader *reader, const char *side);            /* ... that is fought in its own country */
void claim_soldiers_named(toll_claim_reader *reader, unsigned at, const char *nation); /* ... with soldiers right behind: remembered */
bool claim_allied(const toll_claim_reader *reader, const char *a, const char *b);    /* the same side, or in one camp */
const char *claim_camp_leader(const toll_claim_reader *reader, const char *side, int *camp);  /* the first party of its camp; NULL, -1 = in none */
const char *claim_group_id(const toll_claim_reader *reader, const toll_note *group);   /* of several by one name that which fights there */
const char *claim_group_side(const toll_claim_reader *reader, const toll_note *group); /* ... a word for a state's men ("Loyalists"): the state */
/* A cell of the row of the group `id`, which the note means; "" = empty. */
const char *claim_group_cell(const toll_claim_reader *reader, const toll_note *group, const char *id, const char *column);
const char *claim_group_country(const toll_claim_reader *reader);     /* where the groups that the text names fight, if it is one country */
const char *claim_rebels(toll_claim_reader *reader);
const char *claim_only_group(toll_claim_reader *reader);      /* whose "the insurgents" are, as far as the text names groups; NULL = open */
const char *claim_near_group(const toll_claim_reader *reader);        /* the one group that this sentence, else the one before, names */
const draft *claim_draft_before(const toll_claim_reader *reader, uint32_t reach);   /* the last claim, if at most `reach` sentences back */
void claim_whose(toll_claim_reader *reader, const tie *loss, draft *out);
void claim_whose_sentence(toll_claim_reader *reader);       /* notes who attacks and what is hit, for the sentences to come */
void claim_whose_here(toll_claim_reader *reader, const tie *loss, draft *out, const spot *here);    /* ... by where it happened */
/* who/speaker.c: who vouches; who/quote.c: who is remembered for the sentences to come */
void claim_who(toll_claim_reader *reader, const tie *loss, draft *out);
void claim_introduce_named(toll_claim_reader *reader);         /* before its claims are made */
void claim_who_sentence(toll_claim_reader *reader);             /* after */
/* who/label.c */
bool claim_is_label(const toll_claim_reader *reader, unsigned at, const char *kind);   /* "[SPEECH]", "Statement", "Q:" by their kind */
void claim_label_sentence(toll_claim_reader *reader);           /* ... before its claims are made */
/* who/headline.c */
void claim_headline_sentence(toll_claim_reader *reader);        /* who speaks in it */
void claim_lend_headline(toll_claim_reader *reader);            /* ... and, at the end, in the lead that repeats its figure */
/* who/actor_id.c */
const char *claim_compose_id(toll_claim_reader *reader, const char *head, const char *suffix);   /* "ukr", "mod": ukr-mod */
const char *claim_local_id(toll_claim_reader *reader, const char *place, const char *suffix);     /* of an office of the place; NULL without one */
const char *claim_name_id(toll_claim_reader *reader, toll_extent extent);
/* who/actor_state.c: whose an office is that names no state */
const toll_claimant *claim_last_of_kind(const toll_claim_reader *reader, const char *suffix, const char *side);   /* who spoke last for it */
bool claim_is_state(const char *side);
bool claim_is_military(const toll_claim_reader *reader, const char *suffix);
bool claim_is_civil(const toll_claim_reader *reader, const char *suffix);
bool claim_is_told_at_war(const toll_claim_reader *reader, const char *state);         /* it fights, or others do in its country */
bool claim_is_abroad(const toll_claim_reader *reader, const char *suffix);  /* an embassy: not of the country it is in */
bool claim_is_faction(const toll_claim_reader *reader, const char *suffix); /* what fights or opposes a state: rebels, an opposition */
const char *claim_nation_of_soldiers(const toll_claim_reader *reader);
bool claim_names_state(const toll_claim_reader *reader, const char *state);
bool claim_own_state(const toll_claim_reader *reader);
const char *claim_seat_state(const toll_claim_reader *reader);     /* the one at war in whose capital the text was written */
void claim_seat_sentence(toll_claim_reader *reader);
const char *claim_capital_before(const toll_claim_reader *reader, unsigned at);
const char *claim_state_implied(const toll_claim_reader *reader, const char *suffix);
bool claim_owner_of(toll_claim_reader *reader, toll_extent extent, toll_claimant *out);    /* whose "its general staff" is */
/* who/office.c: offices whose state the words do not give, and what the rest of the text says of them */
void claim_office_named(toll_claim_reader *reader, const char *suffix, const char *state);
void claim_office_known(toll_claim_reader *reader, const char *id, const char *state);     /* ... by an institution's id */
void claim_office_guessed(toll_claim_reader *reader, toll_extent words, const char *suffix, const char *state);
void claim_settle_offices(toll_claim_reader *reader);
/* who/actor.c */
bool claim_actor(toll_claim_reader *reader, toll_extent extent, toll_claimant *out);   /* what institution the words name */
bool claim_subject_before(toll_claim_reader *reader, unsigned at, toll_claimant *out); /* whom "it" or "its" before `at` may mean */
/* It is the same somebody as the other, whatever words name him. */
static inline void claim_same_as(toll_claimant *claimant, const toll_claimant *other)
{
    claimant->id = other->id, claimant->side = other->side, claimant->kind = other->kind;
}
const toll_note *claim_faction_in(const toll_claim_reader *reader, toll_extent words); /* "rebel commander": the office that no state has */
bool claim_is_some_group(const toll_claim_reader *reader, toll_extent words);
const toll_note *claim_longest_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_);
const toll_note *speaker_title(const toll_claim_reader *reader, toll_extent words);  /* who/source.c: the office that the words name */
const toll_note *claim_named_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_);  /* a name not inside a longer one */
bool claim_introduced(const toll_claim_reader *reader, toll_extent source, toll_claimant *out);        /* a surname heard before */
bool claim_names_word(const toll_claim_reader *reader, toll_span names, unsigned at);   /* is the word at `at` one of the names? */
const toll_claimant *claim_known_as(const toll_claim_reader *reader, unsigned at);                     /* who spoke and was called that */
void claim_introduce(toll_claim_reader *reader, const toll_claimant *found);
/* hedge.c */
/* "Gunmen believed to be from the north killed six": the word of believing at `cue` is about something else than the loss. */
bool claim_believes_else(const sentence_parse *parse, const tie *loss, toll_extent cue);
void claim_hedges(toll_claim_reader *reader, const tie *loss, draft *out);
void claim_hedges_sentence(toll_claim_reader *reader);
/* when/when.c, when/words.c, when/date.c, when/story.c */
void claim_time_words(toll_claim_reader *reader);    /* what words of time the sentence has, for the functions below; once a sentence */
void claim_when(toll_claim_reader *reader, const tie *loss, draft *out);
void claim_when_where(toll_claim_reader *reader, draft *out);       /* the period's kind, once the place is known */
bool claim_several_attacks(const toll_claim_reader *reader, const draft *out);   /* when/several.c; claim_when keeps the answer in out->several */
bool claim_is_dateline(const toll_claim_reader *reader, const toll_date *date);
const toll_date *claim_date_stated(const toll_claim_reader *reader);  /* the day on which something is said in the sentence; NULL = none */
void claim_frame_sentence(toll_claim_reader *reader);        /* when/frame.c: the time that a whole report is of */
bool claim_beside_cue(const toll_claim_reader *reader, const toll_date *date);
bool claim_since_elsewhere(const toll_claim_reader *reader, const tie *loss, unsigned since);
bool claim_is_reaction(const toll_claim_reader *reader, const toll_date *date);
const toll_date *claim_date_of(const toll_claim_reader *reader, const tie *loss, draft *out);
bool claim_is_hours(const toll_date *date);
void claim_days_said(const toll_claim_reader *reader, const toll_date *date, toll_day said, toll_day *from, toll_day *to);
void claim_date_joined(const toll_claim_reader *reader, const toll_date *date, toll_day *from, toll_day *to);
toll_status claim_find_today(toll_claim_reader *reader, const toll_lexer *lexer);
void claim_note_event(toll_claim_reader *reader, const toll_date *date, toll_day from, toll_day to, const draft *out);
bool claim_same_event(const moment *event, const draft *d);
void claim_when_sentence(toll_claim_reader *reader);
bool claim_tells_then(const toll_claim_reader *reader);    /* ... a war: after claim_tells_day */
void claim_then_sentence(toll_claim_reader *reader);
void claim_note_year(toll_claim_reader *reader);     /* when/year.c: the year that a sentence names */
void claim_year_told(toll_claim_reader *reader);     /* ... is that of the days that it and the next name without one */
void claim_since_then(toll_claim_reader *reader);    /* what "since then" means in this sentence */
bool claim_tells_day(const toll_claim_reader *reader);     /* may the sentence date an attack: a look at its classes */
void claim_when_settle(toll_claim_reader *reader);
/* where/where.c */
void claim_where_settle(toll_claim_reader *reader);
void claim_place(toll_claim_reader *reader, const tie *loss, draft *out);           /* the place that the sentence itself gives */
void claim_where(toll_claim_reader *reader, const tie *loss, draft *out);
void claim_where_sentence(toll_claim_reader *reader);
/* where/spots.c, where/name.c */
void claim_find_spots(toll_claim_reader *reader);    /* once a sentence: the places it names */
bool claim_name_spot(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out);  /* a place by its grammar */
bool claim_part_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out);  /* "southern Israel", "the east of the country" */
bool claim_at_war(const toll_claim_reader *reader, const char *country);
/* From one day to another; a stretch whose end or beginning is not known is longer than any. */
static inline int32_t claim_days(toll_day from, toll_day to)
{
    return from == TOLL_DAY_UNKNOWN || to == TOLL_DAY_UNKNOWN ? INT32_MAX : to - from;
}
const toll_note *claim_person_in(const toll_claim_reader *reader, toll_extent words);      /* by the office of the day; NULL = none then */
bool claim_listed(const char *list, const char *name);       /* in a list joined by "+" */
bool claim_fought_in(const conflict *war, const char *country);      /* false where either is NULL */
bool claim_wages_in(const toll_claim_reader *reader, const char *side, const char *country);   /* in a war of the day */
const toll_note *claim_place_named(const toll_claim_reader *reader, unsigned at);  /* of several by that name the likeliest; NULL = none */
enum { RANK_COUNTRY = 1, RANK_PROVINCE, RANK_AXIS, RANK_DISTRICT, RANK_NEAR, RANK_EXACT };
int claim_place_rank(const char *precision);         /* how closely it tells where */
const char *claim_country(const toll_claim_reader *reader, const tie *loss, const draft *out);     /* where it happened, as far as the words say */
/* story.c */
void claim_story_start(toll_claim_reader *reader);
void claim_story_sentence(toll_claim_reader *reader);          /* after names are settled, before claims are made */
/* heading.c */
void claim_heading_open(toll_claim_reader *reader);            /* before losses are found: does a heading hold for this sentence? */
void claim_heading_sentence(toll_claim_reader *reader);        /* after: what it leaves for the lines below */
void claim_heading_share(const toll_claim_reader *reader, const tie *loss, draft *out);
bool claim_heading_like(const toll_claim_reader *reader, const toll_lexer *lexer, size_t at);  /* may sentence `at` of the window head a list? */
bool claim_line_like(const toll_lexer *lexer, size_t at);      /* ... be a line of one? */
bool claim_row_like(const toll_lexer *lexer, size_t at);       /* ... with a number? */
/* asked.c */
bool claim_asks_like(const toll_claim_reader *reader, const toll_lexer *lexer, size_t at);     /* may sentence `at`, which has a word of loss, ask? */
void claim_asked_sentence(toll_claim_reader *reader);
const asked *claim_asked(const toll_claim_reader *reader);     /* what the sentence before has asked; NULL = nothing */
/* zone.c */
void claim_zone(toll_claim_reader *reader);
/* whose/conflict.c */
const conflict *claim_conflict(const toll_claim_reader *reader);     /* named outright or the likeliest; NULL = none */
/* origin.c: who tells the text */
void claim_organ_sentence(toll_claim_reader *reader);
void claim_statement_sentence(toll_claim_reader *reader);
/* sentence.c: one sentence set up, its mentions, its attributions */
toll_status claim_open_sentence(toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence);
toll_status claim_open_again(toll_claim_reader *reader, const toll_lexer *lexer, size_t at);   /* of the window, as marking left it or anew */
void claim_find_dates(toll_claim_reader *reader, bool again);
void claim_find_dates_again(toll_claim_reader *reader);      /* "that day" hangs on the day named last */
void claim_find_mentions(toll_claim_reader *reader);
void claim_find_attributions(toll_claim_reader *reader);
bool claim_counts(toll_claim_reader *reader);         /* finds its quantities: can one of them count a loss? */
void claim_cut_sentence(toll_claim_reader *reader);   /* its mentions and phrases */
void claim_find_losses(toll_claim_reader *reader);    /* ... and what hangs together in them, without the story */
/* mark.c: what is read of a sentence */
enum { READ_STORY = 1, READ_SPEAKER = 2, READ_LOSS = 4, READ_HEAD = 8 };
bool claim_mark_window(toll_claim_reader *reader, const toll_lexer *lexer);         /* false where no sentence holds a loss */
/* settle.c */
void claim_settle(toll_claim_reader *reader);
double claim_size(const toll_claim *claim);         /* its number, else the least that it may be; NaN = neither is known */
bool claim_same_number(const toll_claim *a, const toll_claim *b);
bool claim_same_figure(const toll_claim *a, const toll_claim *b);    /* ... of the same outcome */
bool claim_befell_people(toll_outcome outcome);     /* killed, wounded, or either */
void claim_whose_settle(toll_claim_reader *reader);  /* whose/both.c: the dead of an alliance are no side's that the text tells */
void claim_lend_victims(toll_claim_reader *reader);  /* settle_lend.c */
void claim_lend_land(toll_claim_reader *reader);      /* by the enemy of who attacked them, by the date line */
void claim_settle_class(toll_claim_reader *reader);  /* settle_class.c */

char *claim_string(toll_claim_reader *reader, const char *data, size_t len);

/* A cell of the note's row; NULL where it is empty. */
static inline const char *cell(const toll_claim_reader *reader, const toll_note *note, const char *column)
{
    const char *text = claim_cell(reader->tables->tables, note, column);
    return *text ? text : NULL;
}
static inline const toll_sentence_view *view_of(const toll_claim_reader *reader) { return &reader->parse.view; }

#endif
