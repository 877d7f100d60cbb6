/* The gist of a text. In: its sentences. Out: hashes of the names (words with a capital) and of the numbers from ten on that stand in
 * sentences with a word of loss, and the days named in them. The first two sentences count whatever they say: a title names its event.
 * Costs the mentions of those sentences. */
#include "gist.h"

#include <stdlib.h>

#include "base/fault.h"
#include "inside.h"

void toll_gist_free(toll_gist *gist)
{
    toll_base_free(gist->words);
    *gist = (toll_gist){0};
}

static bool tells_of_losses(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 0; at < view->count; at++)
        if (toll_classes_meet(view->scratch->classes[at],
                toll_classes_join(claim_class.loss, toll_classes_join(claim_class.trigger, claim_class.people))))
            return true;
    return false;
}

static bool is_name(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER && token->len > 1;
}

static bool add_hash(toll_gist *gist, uint64_t hash, bool number)
{
    if (gist->count >= TOLL_GIST_WORDS) return true; /* a long text has said what it is about */
    if (!toll_grow(&gist->words, &gist->cap, gist->count, sizeof *gist->words)) return false;
    gist->words[gist->count++] = (toll_gist_word){.hash = hash, .count = 1, .number = number};
    return true;
}

/* A name, and the two that it makes with the name before it; or a number. */
static bool add_word(toll_gist *gist, const toll_token *token, bool after)
{
    if (token->kind == TOLL_TOKEN_NUMBER) return token->len < 2 || add_hash(gist, token->hash, true);
    if (!is_name(token)) return true;
    bool good = add_hash(gist, token->hash, false);
    return good && (!after || !is_name(token - 1) || add_hash(gist, token[-1].hash * 0x9E3779B97F4A7C15u ^ token->hash, false));
}

static void add_days(toll_gist *gist, const sentence_parse *parse)
{
    for (size_t d = 0; d < parse->date_count && gist->day_count < TOLL_GIST_DAYS; d++) {
        const toll_date *date = &parse->dates[d];
        if (date->kind == TOLL_DATE_POINT && date->from != TOLL_DAY_UNKNOWN && date->from == date->to)
            gist->days[gist->day_count++] = date->from;
    }
}

toll_status toll_claim_gist(toll_gist *gist, toll_claim_reader *reader, const toll_lexer *lexer)
{
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        bool first = reader->story.sentence++ < 2;
        if (!first && !tells_of_losses(reader)) continue;
        claim_find_mentions(reader);
        const sentence_parse *parse = &reader->parse;
        for (unsigned at = 0; at < parse->view.count; at++)
            if (!add_word(gist, &parse->view.tokens[at], at > 0)) return TOLL_E_MEMORY;
        add_days(gist, parse);
    }
    return TOLL_OK;
}

static int compare(const void *a, const void *b)
{
    const toll_gist_word *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

void toll_gist_finish(toll_gist *gist)
{
    size_t kept = 0;
    if (gist->count) qsort(gist->words, gist->count, sizeof *gist->words, compare);
    for (size_t i = 0; i < gist->count; i++) {
        if (kept && gist->words[kept - 1].hash == gist->words[i].hash) gist->words[kept - 1].count++;
        else gist->words[kept++] = gist->words[i];
    }
    gist->count = kept;
}
