/* The day on which a text is told: its own date line's, else its publication's.
 *
 * In: the first sentences of a text. Out: `today` of the story. Only the head of the text is looked at. */
#include "when.h"

static toll_day year_end(const toll_sentence_view *view)
{
    for (unsigned at = 0; at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        if (token->kind != TOLL_TOKEN_NUMBER || token->len != 4 || (at && has_class(view, at - 1, claim_class.preposition)))
            continue; /* "at 1930" */
        int year = 0;
        for (unsigned i = 0; i < 4; i++) {
            char digit = view->text.data[token->off + i];
            year = digit >= '0' && digit <= '9' && year >= 0 ? year * 10 + (digit - '0') : -1;
        }
        if (year >= 1900 && year <= 2100) return toll_day_from_civil(year, 12, 31);
    }
    return TOLL_DAY_UNKNOWN;
}

/* A date without a year that lies far from publication is an entry of a list ("5 Aug: ..."). */
static bool is_close(const toll_claim_reader *reader, const toll_date *date)
{
    enum { CLOSE = 3 };
    toll_day published = reader->document->published;
    if (!date->relative || published == TOLL_DAY_UNKNOWN) return true;
    return date->from != TOLL_DAY_UNKNOWN && published - date->from <= CLOSE && date->from - published <= CLOSE;
}

static toll_day dateline_in(toll_claim_reader *reader, toll_day published)
{
    sentence_parse *parse = &reader->parse;
    toll_date_context context = {.published = published, .anchor = TOLL_DAY_UNKNOWN, .past = true};
    parse->date_count = toll_mention_dates(parse->dates, TOLL_DATE_LIMIT, &parse->view, &reader->tables->mention, &context);
    toll_day day = TOLL_DAY_UNKNOWN;
    for (size_t i = 0; i < parse->date_count && day == TOLL_DAY_UNKNOWN; i++)
        if (parse->dates[i].from != TOLL_DAY_UNKNOWN && claim_is_dateline(reader, &parse->dates[i]) && is_close(reader, &parse->dates[i]))
            day = parse->dates[i].from;
    parse->date_count = 0;
    return day;
}

/* A date line and a year are told in digits. */
static bool has_digits(const toll_lexer *lexer, const toll_sentence *sentence)
{
    for (uint32_t at = 0; at < sentence->count; at++)
        if (lexer->tokens[sentence->first + at].kind == TOLL_TOKEN_NUMBER) return true;
    return false;
}

/* The text's own date counts where it has one: it may have been published later, or nobody knows when. A date line without a year takes it from
 * the head of the text ("2010-10-CA-083"), where the publication date is unknown. */
enum { HEAD_LINES = 8 };

toll_status claim_find_today(toll_claim_reader *reader, const toll_lexer *lexer)
{
    story *s = &reader->story;
    toll_day published = reader->document->published, hint = TOLL_DAY_UNKNOWN;
    unsigned stopped = 0; /* lines without a stop are the head of the text; of its sentences the first three are looked at */
    for (uint32_t i = 0; i < lexer->sentence_count && i < HEAD_LINES && stopped < 3; i++) {
        stopped += (lexer->sentences[i].flags & TOLL_SENTENCE_STOPPED) != 0;
        if (!has_digits(lexer, &lexer->sentences[i])) continue;
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        s->sentence = i;
        if (hint == TOLL_DAY_UNKNOWN) hint = year_end(&reader->parse.view);
        toll_day day = dateline_in(reader, published != TOLL_DAY_UNKNOWN ? published : hint);
        if (day == TOLL_DAY_UNKNOWN) continue;
        s->today = day;
        break;
    }
    s->sentence = 0;
    return TOLL_OK;
}
