/* In: what a reviewer says of words of a document, and the document as it is stored. Out: the claim, or what is wrong with which field. Nothing
 * is believed of the words but what stands there: the quote has to be the bytes that it names, and the words for outcome, victims, claimant,
 * time and place are looked for in the figure's sentence, else in the text, where they must stand once. What the fields say is read by
 * made_fields.c. */
#include "made.h"

#include <math.h>

#include "sentences.h"

typedef struct making {
    const serve_made *made;
    const toll_document *document;
    toll_claim *claim;
    size_t budget;
    toll_error *error;
} making;

/* --- the figure's words */
static bool between_letters(toll_text text, size_t at)
{
    return at == text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static toll_status find_quote(making *m)
{
    uint64_t start, end;
    const toll_text text = m->document->text;
    const char *const *v = m->made->value;
    if (!v[MADE_START] || !serve_number(&start, v[MADE_START], 0, text.len))
        return serve_made_wrong(m->error, MADE_START, "start must be a byte of the text, from 0 to %zu", text.len);
    if (!v[MADE_END] || !serve_number(&end, v[MADE_END], start + 1, text.len))
        return serve_made_wrong(m->error, MADE_END, "end must be a byte of the text behind start, up to %zu", text.len);
    if (!between_letters(text, start) || !between_letters(text, end))
        return serve_made_wrong(
            m->error, MADE_START, "bytes %llu to %llu cut a letter in two", (unsigned long long)start, (unsigned long long)end);
    const toll_text words = {text.data + start, end - start};
    const char *quote = v[MADE_QUOTE];
    if (!quote) return serve_made_wrong(m->error, MADE_QUOTE, "quote the words, so that they can be held against the text");
    const toll_span there_is = serve_find_words((toll_text){text.data, end}, quote, start, &m->budget);
    if (words.len > SERVE_MADE_BYTES || there_is.off != start || there_is.len != words.len) {
        const toll_text there = toll_text_head(words, 80);
        return serve_made_wrong(m->error, MADE_QUOTE, "bytes %llu to %llu of the text are \"%.*s\", which is not the quote",
            (unsigned long long)start, (unsigned long long)end, (int)there.len, there.data);
    }
    m->claim->quantity.span = (toll_span){(uint32_t)start, (uint32_t)words.len};
    m->claim->sentence = serve_sentence_at(text, start);
    if (toll_span_end(m->claim->sentence) < end) m->claim->sentence = toll_span_join(m->claim->sentence, m->claim->quantity.span);
    return TOLL_OK;
}

/* --- words for the rest */
static uint32_t distance(toll_span a, toll_span b)
{
    return a.off < b.off ? b.off - a.off : a.off - b.off;
}

static toll_status find_words(making *m, serve_made_field field, toll_span *out)
{
    const char *words = m->made->value[field];
    const toll_span sentence = m->claim->sentence, figure = m->claim->quantity.span;
    const toll_text text = m->document->text, head = {text.data, toll_span_end(sentence)};
    if (!words) return TOLL_OK;
    toll_span best = {0};
    for (toll_span at = serve_find_words(head, words, sentence.off, &m->budget); at.len;
         at = serve_find_words(head, words, at.off + 1, &m->budget))
        if (!best.len || distance(at, figure) < distance(best, figure)) best = at;
    if (!best.len) {
        best = serve_find_words(text, words, 0, &m->budget);
        if (!best.len) return serve_made_wrong(m->error, field, "\"%.80s\" does not stand in the text as it is stored", words);
        if (serve_find_words(text, words, best.off + 1, &m->budget).len)
            return serve_made_wrong(
                m->error, field, "\"%.80s\" stands in the text more than once and not in the figure's sentence; take more words", words);
    }
    if (!m->budget) return serve_made_wrong(m->error, field, "\"%.80s\" takes too long to look for; take fewer words", words);
    *out = best;
    return TOLL_OK;
}

static toll_status find_all_words(making *m)
{
    toll_claim *c = m->claim;
    const struct {
        serve_made_field field;
        toll_span *into;
    } parts[] = {{MADE_OUTCOME_WORDS, &c->outcome_span}, {MADE_VICTIMS_WORDS, &c->victims.span}, {MADE_CLAIMANT_WORDS, &c->claimant.span},
        {MADE_PERIOD_WORDS, &c->period.span}, {MADE_PLACE_WORDS, &c->place.span}};
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status >= 0; i++) status = find_words(m, parts[i].field, parts[i].into);
    return status;
}

static toll_zone zone_of(const toll_document *d, toll_span words)
{
    const toll_text title = d->title;
    const bool headed = title.len && title.len <= d->text.len && !memcmp(d->text.data, title.data, title.len);
    return headed && toll_span_end(words) <= title.len ? TOLL_ZONE_HEADLINE : TOLL_ZONE_BODY;
}

toll_status serve_made_claim(toll_claim *out, const serve_made *made, const toll_document *document, toll_error *error)
{
    making m = {made, document, out, SERVE_FIND_BUDGET, error};
    *out = (toll_claim){.stated = TOLL_DAY_UNKNOWN,
        .period = {.from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN},
        .place = {.lat = NAN, .lon = NAN},
        .confidence = 1,
        .rule = SERVE_BY_HAND};
    toll_status status = find_quote(&m);
    if (status >= 0) status = serve_made_fields(out, made, error);
    if (status >= 0) status = find_all_words(&m);
    out->zone = status >= 0 ? zone_of(document, out->quantity.span) : TOLL_ZONE_BODY;
    return status;
}
