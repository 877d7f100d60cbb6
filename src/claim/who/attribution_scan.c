/* What each token of a sentence is to the grammar: the bits its table classes and its mark give it, and which verb forms are nouns here
 * ("the report", "Central Command"). One pass over the notes, one over the tokens. */
#include "attribution_inside.h"

static const struct {
    const char *name;
    uint32_t bits;
} meanings[] = {{"verb", IS_VERB}, {"cue_say", IS_VERB | IS_SAY}, {"verb_ed_adjective", IS_ADJECTIVE}, {"be", IS_AUXILIARY},
    {"have", IS_AUXILIARY}, {"do_word", IS_AUXILIARY}, {"modal", IS_AUXILIARY}, {"negation", IS_AUXILIARY | IS_NEGATION},
    {"adverb", IS_ADVERB}, {"determiner", IS_DETERMINER}, {"possessive", IS_POSSESSIVE}, {"preposition", IS_PREPOSITION}, {"of", IS_OF},
    {"conjunction", IS_CONJUNCTION}, {"subordinator", IS_SUBORDINATOR}, {"relative", IS_RELATIVE}, {"pronoun", IS_PRONOUN},
    {"complement", IS_COMPLEMENT}, {"speech_time", IS_TIME}, {"speaker", IS_SPEAKER}, {"speech_participle", IS_PARTICIPLE},
    {"infinitive_mark", IS_TO}, {"cue_noun", IS_CUE_NOUN}, {"contrast", IS_CONTRAST}, {"institution", IS_SPEAKER}, {"title", IS_SPEAKER},
    {"actor", IS_SPEAKER}, {"outlet", IS_SPEAKER}, {"number_small", IS_NUMBER}, {"number_ten", IS_NUMBER}, {"number_dozen", IS_NUMBER},
    {"number_scale", IS_NUMBER}, {"number_vague", IS_NUMBER}};

void toll_claim_attribution_resolve(toll_attribution_words *words, const toll_tables *tables)
{
    *words = (toll_attribution_words){.say = toll_tables_class(tables, "cue_say"),
        .according = toll_tables_class(tables, "cue_according"),
        .be = toll_tables_class(tables, "be"),
        .by = toll_tables_class(tables, "agent_mark"),
        .to = toll_tables_class(tables, "infinitive_mark"),
        .nationality = toll_tables_class(tables, "nationality"),
        .indefinite = toll_tables_class(tables, "indefinite"),
        .institution = toll_tables_class(tables, "institution"),
        .seat = toll_tables_class(tables, "seat"),
        .actor = toll_tables_class(tables, "actor"),
        .outlet = toll_tables_class(tables, "outlet"),
        .verb = toll_tables_class(tables, "verb"),
        .place_lead = toll_tables_class(tables, "place_lead"),
        .all_of = toll_tables_class(tables, "all_of"),
        .noun = toll_tables_class(tables, "cue_noun"),
        .passive = toll_tables_class(tables, "cue_passive"),
        .kind = toll_tables_kind(tables, "attribution"),
        .aside = toll_tables_kind(tables, "aside"),
        .headline = toll_tables_kind(tables, "headline")};
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        uint8_t class_ = toll_tables_class(tables, meanings[i].name);
        if (class_ < TOLL_CLASS_LIMIT) words->bits[class_] |= meanings[i].bits;
    }
}

static uint32_t mark_bits(uint8_t mark)
{
    switch (mark) {
    case ',': return IS_COMMA;
    case '.':
    case '!':
    case '?':
    case ';': return IS_STOP;
    case ':': return IS_STOP | IS_COLON;
    case '-': return IS_HYPHEN;
    case '(':
    case '[': return IS_BRACKET_OPEN;
    case ')':
    case ']': return IS_BRACKET_CLOSE;
    case TOLL_MARK_OPEN: return IS_OPEN;
    case TOLL_MARK_CLOSE: return IS_CLOSE;
    case TOLL_MARK_DASH: return IS_DASH;
    case TOLL_MARK_CLITIC: return IS_CLITIC;
    default: return 0;
    }
}

/* Function words of several tokens ("as well as") speak for all their tokens; verb phrases ("point out") for their first. */
static void mark_words(scan *s)
{
    const toll_scratch *scratch = s->view->scratch;
    const uint32_t whole = IS_PREPOSITION | IS_CONJUNCTION | IS_SUBORDINATOR | IS_ADVERB | IS_NEGATION | IS_AUXILIARY;
    unsigned covered = 0;
    for (unsigned i = 0; i < s->count; i++) {
        const toll_token *token = &s->view->tokens[i];
        if (token->kind == TOLL_TOKEN_MARK) {
            s->bits[i] = mark_bits(token->mark);
            continue;
        }
        if (token->kind == TOLL_TOKEN_NUMBER) s->bits[i] |= IS_NUMBER;
        size_t count;
        const toll_note *notes = toll_scratch_notes(scratch, i, &count);
        for (size_t n = 0; n < count; n++) {
            uint32_t bits = s->words->bits[notes[n].class_];
            if (notes[n].len == 1) {
                if (i >= covered) s->bits[i] |= bits;
                continue;
            }
            if (bits & IS_SPEAKER) {
                bool name = notes[n].class_ == s->words->actor || notes[n].class_ == s->words->outlet;
                for (unsigned k = i; k < i + notes[n].len && k < s->count; k++) s->bits[k] |= IS_SPEAKER;
                if (!name || i < covered) continue;
                covered = i + notes[n].len; /* "Myanmar Now", "Doctors Without Borders": no adverb, no preposition */
                s->bits[i] = IS_SPEAKER;
                break;
            }
            if (!(bits & whole) || (bits & IS_VERB)) {
                if (i >= covered) s->bits[i] |= bits;
                continue;
            }
            if (i < covered) continue;
            for (unsigned k = i; k < i + notes[n].len && k < s->count; k++) s->bits[k] = bits;
            covered = i + notes[n].len;
            break;
        }
        if (s->bits[i] & IS_VERB) s->bits[i] &= ~(uint32_t)IS_DETERMINER; /* "said" is a determiner in statutes only */
    }
}

static bool capital(const scan *s, unsigned at)
{
    return scan_is_word(s, at) && s->view->tokens[at].shape != TOLL_SHAPE_LOWER;
}

/* "Ali Muse, head of", "said Post": a capital inside a sentence, or at its beginning where another verb of saying follows. */
static bool is_name(const scan *s, unsigned i)
{
    uint32_t bits = s->bits[i], after = s->bits[i + 1];
    if (s->shouted || !capital(s, i)) return false;
    if (!i) return bits & IS_SAY && !(bits & IS_CUE_NOUN) && after & (IS_SAY | IS_AUXILIARY) && !capital(s, i + 1);
    if (capital(s, i - 1) || capital(s, i + 1)) return !(bits & IS_SAY && i == 1) || after & IS_COMMA;
    return bits & IS_SAY && s->view->tokens[i].shape == TOLL_SHAPE_CAPITAL && scan_is_word(s, i - 1);
}

/* Is the verb form at `i` a noun or part of a name here? */
static bool nominal(const scan *s, unsigned i)
{
    uint32_t bits = s->bits[i], before = i ? s->bits[i - 1] : 0, after = s->bits[i + 1];
    if (bits & IS_AUXILIARY) return false;
    if (before & (IS_POSSESSIVE | IS_CLITIC | IS_HYPHEN) || after & (IS_HYPHEN | IS_CLITIC)) return true;
    if (before & IS_DETERMINER && !(before & (IS_RELATIVE | IS_PRONOUN | IS_COMPLEMENT)) && !toll_attribution_floats(s, i - 1)) return true;
    if (bits & IS_PARTICIPLE) return false;
    if (before & IS_OF || (before & IS_ADJECTIVE && !(before & IS_VERB))) return true;
    if (bits & IS_SAY && before & IS_PREPOSITION && !(before & (IS_TO | IS_SUBORDINATOR))) return true; /* "by telephone" */
    if (bits & IS_CUE_NOUN) {
        if (before & (IS_PREPOSITION | IS_NUMBER) && !(before & IS_TO)) return true;
        if (after & (IS_VERB | IS_OF | IS_AUXILIARY)) return true;
        if (i > 1 && s->bits[i - 2] & (IS_PREPOSITION | IS_OF) && !(before & IS_PRONOUN) && !(after & (IS_COMPLEMENT | IS_TO)))
            return true; /* "according to official reports" */
        if (after & IS_PREPOSITION && !(after & IS_TO) && !(i + 2 < s->count && s->bits[i + 2] & IS_NUMBER)) return true;
    }
    toll_rule_match aside;
    if (bits & IS_ADJECTIVE && scan_is_word(s, i + 1) && !(after & ~(IS_SPEAKER | IS_CUE_NOUN)) &&
        (!i || before & (IS_COMMA | IS_PREPOSITION | IS_CONJUNCTION | IS_OPEN | IS_NUMBER)) &&
        !toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)(i + 1))) /* "X, which ..., claimed last week that" */
        return true;
    return is_name(s, i);
}

void toll_attribution_scan(scan *s, const toll_sentence_view *view, const toll_attribution_words *words, uint32_t sentence_flags)
{
    s->view = view;
    s->words = words;
    s->count = view->count < SCAN_LIMIT ? view->count : SCAN_LIMIT;
    s->quoted = sentence_flags & TOLL_SENTENCE_QUOTED;
    memset(s->bits, 0, (s->count + 1) * sizeof *s->bits);
    unsigned high = 0, low = 0;
    for (unsigned i = 0; i < s->count; i++)
        if (view->tokens[i].kind == TOLL_TOKEN_WORD) *(view->tokens[i].shape == TOLL_SHAPE_LOWER ? &low : &high) += 1;
    s->shouted = high * 2 > low * 3;
    mark_words(s);
    for (unsigned i = 0; i < s->count; i++) { /* "US" is no "us", the "WHO" no "who"; of words that are all in capitals it is */
        if (view->tokens[i].shape != TOLL_SHAPE_UPPER) continue;
        const uint32_t word = IS_PRONOUN | (s->bits[i] & IS_SPEAKER ? IS_RELATIVE : 0);
        if (!s->shouted) s->bits[i] &= ~word;
        else if (s->bits[i] & IS_RELATIVE) s->bits[i] &= ~(uint32_t)IS_SPEAKER;
    }
    for (unsigned i = 0; i < s->count; i++)
        if (s->bits[i] & IS_VERB && nominal(s, i)) s->bits[i] &= ~(uint32_t)(IS_VERB | IS_SAY | IS_PARTICIPLE);
}
