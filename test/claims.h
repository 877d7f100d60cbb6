/* What must hold for every claim of every text: spans lie inside the document and, where they are of the claim's own sentence, inside that sentence;
 * codes are codes; bounds and days are in order; the claim's id is 24 hex digits. `claims_must` is what happens where it does not. */
#ifndef TOLL_CLAIMS_TEST_H
#define TOLL_CLAIMS_TEST_H

#include <ctype.h>
#include <math.h>
#include <string.h>

#include <tollbook/tollbook.h>

#ifndef claims_must
#    include <stdio.h>
#    include <stdlib.h>
#    define claims_must(condition)                                                                                                                  \
        do {                                                                                                                                        \
            if (!(condition)) {                                                                                                                     \
                fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                                                       \
                abort();                                                                                                                            \
            }                                                                                                                                       \
        } while (0)
#endif

/* A span of words: inside the text, and not cut in the middle of a character. */
static inline void claims_span(const toll_document *document, toll_span span)
{
    if (!span.len) return;
    size_t end = (size_t)span.off + span.len;
    claims_must(end <= document->text.len);
    claims_must(((unsigned char)document->text.data[span.off] & 0xC0) != 0x80);
    claims_must(end == document->text.len || ((unsigned char)document->text.data[end] & 0xC0) != 0x80);
    claims_must(!isspace((unsigned char)document->text.data[span.off]) && !isspace((unsigned char)document->text.data[end - 1]));
}

static inline void claims_inside(toll_span span, toll_span sentence)
{
    claims_must(span.len && span.off >= sentence.off && span.off + span.len <= sentence.off + sentence.len);
}

static inline void claims_days(toll_day from, toll_day to)
{
    claims_must(from == TOLL_DAY_UNKNOWN || to == TOLL_DAY_UNKNOWN || from <= to);
}

static inline void claims_quantity(const toll_quantity *q)
{
    claims_must(q->unit < TOLL_UNIT_COUNT && q->qualifier < TOLL_QUALIFIER_COUNT);
    claims_must(!(q->low > q->high));
    claims_must(isnan(q->point) || (isfinite(q->point) && q->point >= 0));
    claims_must(!(q->low < 0) && !(q->high < 0));
    claims_must(!isinf(q->low) && !isinf(q->high));
}

static inline void claims_claim(const toll_document *document, const toll_claim *claim)
{
    claims_must(strlen(claim->id) == 24 && strspn(claim->id, "0123456789abcdef") == 24);
    claims_must(claim->zone < TOLL_ZONE_COUNT && claim->outcome < TOLL_OUTCOME_COUNT && claim->victims.class_ < TOLL_CLASS_COUNT);
    claims_must(claim->modality < TOLL_MODALITY_COUNT && claim->verified < TOLL_VERIFIED_COUNT && claim->stake < TOLL_STAKE_COUNT);
    claims_must(claim->period.kind < TOLL_PERIOD_COUNT && claim->period.basis < TOLL_BASIS_COUNT);
    claims_must(claim->confidence >= 0 && claim->confidence <= 1 && claim->rule && *claim->rule);
    claims_span(document, claim->sentence);
    claims_inside(claim->quantity.span, claim->sentence);
    const toll_span spans[] = {claim->quantity.span, claim->outcome_span, claim->victims.span, claim->victims.unit, claim->claimant.span,
        claim->period.span, claim->place.span};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) claims_span(document, spans[i]);
    claims_must(claim->outcome_span.len);
    if (claim->victims.span.len) claims_inside(claim->victims.span, claim->sentence);
    claims_quantity(&claim->quantity);
    claims_days(claim->period.from, claim->period.to);
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        claims_must(claim->chain[i].role < TOLL_ROLE_COUNT);
        claims_span(document, claim->chain[i].span);
        claims_span(document, claim->chain[i].verb);
    }
    for (uint32_t i = 0; i < claim->alternative_count; i++) claims_span(document, claim->alternatives[i].span);
    claims_must(isnan(claim->place.lat) == isnan(claim->place.lon));
    claims_must(isnan(claim->place.lat) || (fabs(claim->place.lat) <= 90 && fabs(claim->place.lon) <= 180));
}

static inline void claims_reading(const toll_document *document, const toll_reading *reading)
{
    for (size_t i = 0; i < reading->claim_count; i++) {
        claims_claim(document, &reading->claims[i]);
        if (!i) continue;
        const toll_span before = reading->claims[i - 1].quantity.span, now = reading->claims[i].quantity.span;
        claims_must(before.off <= now.off);      /* in text order */
    }
    claims_must(!reading->claim_count || strlen(reading->sha256) == 64);
}

#endif
