/* Verifying. In: a ledger. Out: TOLL_OK and how much was read again, or the first difference. Four things are compared with the stored
 * bytes: the text's SHA-256, the words kept beside each span, the sum of each sentence, and the seals, which cover every value of a claim
 * and the metadata of its document. Superseded readings are evidence too and are read like the others. Costs one pass over the ledger. */
#include "inside.h"

typedef struct check {
    toll_ledger_proof proof;
    toll_text text;
    char document[256];
    uint8_t sha256[32];
    toll_document version;
    toll_buffer bytes; /* of one claim */
    toll_buffer seals; /* of one reading's claims */
    uint64_t claims;
} check;

static toll_status differ(toll_error *error, const check *it, uint64_t byte, const char *message)
{
    toll_error_set(error, TOLL_E_EVIDENCE, it->document, "%s", message);
    if (error) error->byte = byte;
    return TOLL_E_EVIDENCE;
}

static toll_status no_memory(const check *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->document, "no memory to verify the document");
}

static toll_status on_text(void *context, uint64_t text, const char *document, const uint8_t sha256[32], toll_text bytes, toll_error *error)
{
    check *it = context;
    uint8_t again[32];
    (void)text;
    it->text = bytes;
    memcpy(it->sha256, sha256, sizeof it->sha256);
    size_t len = strnlen(document, sizeof it->document - 1);
    memcpy(it->document, document, len);
    it->document[len] = '\0';
    toll_sha256(again, bytes.data, bytes.len);
    it->proof.texts++;
    it->proof.bytes += bytes.len;
    if (!memcmp(again, sha256, sizeof again)) return TOLL_OK;
    char message[160];
    char hex[65];
    toll_sha256_hex(hex, bytes.data, bytes.len);
    toll_buffer line = {0};
    toll_buffer_printf(&line, "the stored text (%zu bytes) is not the one that was added: its SHA-256 is now %.16s...", bytes.len, hex);
    size_t line_len = line.len < sizeof message ? line.len : sizeof message - 1;
    if (line.data) memcpy(message, line.data, line_len);
    message[line.data ? line_len : 0] = '\0';
    toll_buffer_free(&line);
    return differ(error, it, 0, message);
}

static bool inside(const check *it, toll_span span)
{
    return (uint64_t)span.off + span.len <= it->text.len;
}

static toll_status on_sentence(void *context, toll_span span, int64_t sum, toll_error *error)
{
    check *it = context;
    it->proof.spans++;
    if (inside(it, span) && toll_ledger_seal(it->text.data + span.off, span.len) == sum) return TOLL_OK;
    return differ(error, it, span.off, "a claim's sentence is not the one that was recorded: its bytes or its place have changed");
}

static toll_status on_version(void *context, const toll_document *document, toll_error *error)
{
    check *it = context;
    (void)error;
    it->version = *document;
    return TOLL_OK;
}

static toll_status on_reading(void *context, toll_error *error)
{
    check *it = context;
    (void)error;
    it->claims = 0;
    toll_buffer_clear(&it->seals);
    it->proof.readings++;
    return TOLL_OK;
}

/* Where two texts of the same length first differ. */
static size_t first_difference(toll_text a, toll_text b)
{
    size_t i = 0;
    while (i < a.len && a.data[i] == b.data[i]) i++;
    return i;
}

static toll_status check_span(check *it, const toll_claim *claim, const char *field, toll_span span, toll_text words, toll_error *error)
{
    if (!span.len && !words.len) return TOLL_OK;
    it->proof.spans++;
    if (!inside(it, span))
        return toll_error_set(error, TOLL_E_EVIDENCE, it->document, "claim %.24s: its %s begins at byte %u, outside the text", claim->id,
            field, (unsigned)span.off);
    toll_text there = {it->text.data + span.off, span.len};
    if (toll_text_equal(there, words)) return TOLL_OK;
    size_t at = span.off + first_difference(there, words);
    toll_error_set(error, TOLL_E_EVIDENCE, it->document,
        "claim %.24s: its %s at byte %zu was recorded as \"%.*s\", but the text has \"%.*s\"", claim->id, field, at,
        (int)toll_text_head(words, 80).len, words.data, (int)toll_text_head(there, 80).len, there.data);
    if (error) error->byte = at;
    return TOLL_E_EVIDENCE;
}

static toll_status check_lists(check *it, const toll_store_claim *stored, toll_error *error)
{
    const toll_claim *claim = &stored->claim;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < claim->chain_count && status >= 0; i++) {
        status = check_span(it, claim, "chain", claim->chain[i].span, stored->link_words[i], error);
        if (status >= 0) status = check_span(it, claim, "chain.verb", claim->chain[i].verb, stored->link_verbs[i], error);
    }
    for (uint32_t i = 0; i < claim->alternative_count && status >= 0; i++)
        status = check_span(it, claim, "claimant.alternatives", claim->alternatives[i].span, stored->alternative_words[i], error);
    return status;
}

static toll_status check_seal(check *it, const toll_store_claim *stored, toll_error *error)
{
    toll_buffer_clear(&it->bytes);
    toll_ledger_claim_bytes(&it->bytes, &stored->claim);
    toll_ledger_put_seal(&it->seals, stored->seal);
    if (it->bytes.failed || it->seals.failed) return no_memory(it, error);
    if (toll_ledger_seal(it->bytes.data, it->bytes.len) == stored->seal) return TOLL_OK;
    toll_error_set(error, TOLL_E_EVIDENCE, it->document,
        "claim %.24s (row %llu): a value of it was changed after it was recorded; its words at byte %u are unchanged", stored->claim.id,
        (unsigned long long)stored->row, (unsigned)stored->claim.quantity.span.off);
    if (error) error->byte = stored->claim.quantity.span.off;
    return TOLL_E_EVIDENCE;
}

static toll_status on_claim(void *context, const toll_store_claim *stored, toll_error *error)
{
    check *it = context;
    const toll_claim *claim = &stored->claim;
    it->claims++;
    it->proof.claims++;
    toll_status status = check_span(it, claim, "quantity", claim->quantity.span, stored->quantity, error);
    if (status >= 0) status = check_span(it, claim, "outcome", claim->outcome_span, stored->outcome, error);
    if (status >= 0) status = check_span(it, claim, "victims", claim->victims.span, stored->victims, error);
    if (status >= 0) status = check_span(it, claim, "victims.unit", claim->victims.unit, stored->formation, error);
    if (status >= 0) status = check_span(it, claim, "claimant", claim->claimant.span, stored->claimant, error);
    if (status >= 0) status = check_span(it, claim, "period", claim->period.span, stored->period, error);
    if (status >= 0) status = check_span(it, claim, "place", claim->place.span, stored->place, error);
    if (status >= 0) status = check_lists(it, stored, error);
    if (status >= 0 && !inside(it, claim->sentence))
        status = differ(error, it, claim->sentence.off, "a claim's sentence lies outside the text");
    return status < 0 ? status : check_seal(it, stored, error);
}

static toll_status on_reading_end(void *context, uint64_t claim_count, int64_t seal, toll_error *error)
{
    check *it = context;
    if (it->claims != claim_count)
        return toll_error_set(error, TOLL_E_EVIDENCE, it->document, "%llu claims were recorded in a reading of it, %llu are there",
            (unsigned long long)claim_count, (unsigned long long)it->claims);
    toll_buffer_clear(&it->bytes);
    toll_ledger_reading_bytes(&it->bytes, &it->version, it->sha256, claim_count);
    toll_buffer_add(&it->bytes, it->seals.data, it->seals.len);
    if (it->bytes.failed || it->seals.failed) return no_memory(it, error);
    if (toll_ledger_seal(it->bytes.data, it->bytes.len) == seal) return TOLL_OK;
    return differ(error, it, UINT64_MAX,
        "its metadata (name, title, outlet, url or date of publication) or the seals of its claims were changed after they were recorded");
}

toll_status toll_ledger_verify(toll_ledger_proof *out, toll_ledger *ledger, toll_error *error)
{
    check it = {0};
    const toll_store_walk walk = {on_text, on_sentence, on_version, on_reading, on_claim, on_reading_end, &it};
    toll_status status = toll_ledger_flush(ledger, error);
    if (status >= 0) status = ledger->store->ops->walk(ledger->store, &walk, error);
    *out = it.proof;
    toll_buffer_free(&it.bytes);
    toll_buffer_free(&it.seals);
    return status;
}
