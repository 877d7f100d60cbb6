/* Spans against a text. In: a claim and the document it was read from. Out: whether every span of it lies inside the text and cuts no letter
 * in two, and which does not. Checked before anything is stored, so that no row can point outside, and the words of a row are text in every
 * store. */
#include "inside.h"

/* Relayers and other readings of one claim. */
#define LIST_MAX 0xFFFF

/* In UTF-8 every byte of a letter but its first has the bits 10 at its head. */
static bool between_letters(toll_text text, size_t at)
{
    return at == text.len || ((uint8_t)text.data[at] & 0xC0) != 0x80;
}

static toll_status check_span(toll_span span, const char *field, const toll_claim *claim, const toll_document *document, toll_error *error)
{
    if ((uint64_t)span.off + span.len <= document->text.len) {
        if (between_letters(document->text, span.off) && between_letters(document->text, (size_t)span.off + span.len)) return TOLL_OK;
        return toll_error_set(error, TOLL_E_USAGE, NULL, "claim %.24s: its %s cuts a letter of the text in two at byte %u to %u", claim->id,
            field, (unsigned)span.off, (unsigned)toll_span_end(span));
    }
    return toll_error_set(error, TOLL_E_USAGE, NULL, "claim %.24s: its %s ends at byte %llu of a text of %zu bytes", claim->id, field,
        (unsigned long long)span.off + span.len, document->text.len);
}

static bool hexadecimal(const char id[25])
{
    for (size_t i = 0; i < 24; i++)
        if (!(id[i] >= '0' && id[i] <= '9') && !(id[i] >= 'a' && id[i] <= 'f')) return false;
    return !id[24];
}

toll_status toll_ledger_check_spans(const toll_claim *claim, const toll_document *document, toll_error *error)
{
    const struct {
        toll_span span;
        const char *field;
    } fields[] = {
        {claim->quantity.span, "quantity"},
        {claim->outcome_span, "outcome"},
        {claim->victims.span, "victims"},
        {claim->victims.unit, "victims.unit"},
        {claim->claimant.span, "claimant"},
        {claim->period.span, "period"},
        {claim->place.span, "place"},
        {claim->sentence, "sentence"},
    };
    if (!hexadecimal(claim->id)) return toll_error_set(error, TOLL_E_USAGE, NULL, "a claim's id is not 24 hexadecimal digits");
    if (claim->chain_count > LIST_MAX || claim->alternative_count > LIST_MAX)
        return toll_error_set(error, TOLL_E_LIMIT, NULL, "claim %.24s has more relayers or readings than a ledger takes", claim->id);
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && status >= 0; i++)
        status = check_span(fields[i].span, fields[i].field, claim, document, error);
    for (uint32_t i = 0; i < claim->alternative_count && status >= 0; i++)
        status = check_span(claim->alternatives[i].span, "claimant.alternatives", claim, document, error);
    for (uint32_t i = 0; i < claim->chain_count && status >= 0; i++) {
        status = check_span(claim->chain[i].span, "chain", claim, document, error);
        if (status >= 0) status = check_span(claim->chain[i].verb, "chain.verb", claim, document, error);
    }
    return status;
}
