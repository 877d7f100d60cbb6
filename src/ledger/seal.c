/* Seals. In: a claim, or a reading's metadata and the seals of its claims. Out: their values as one string of bytes in a fixed order, and
 * the first 8 bytes of that string's SHA-256. Equal claims give equal bytes, so the seal tells whether an engine read the same as before,
 * and verify whether a value was changed in the file. It guards against accidents, not against someone who can write the file and computes
 * seals anew. The order of the fields is part of the ledger's format: a new field goes to the end, and only with a new schema version. */
#include <math.h>

#include "inside.h"

static void put_integer(toll_buffer *out, uint64_t value, size_t bytes)
{
    if (!toll_buffer_reserve(out, 8)) return;
    unsigned char *little = (unsigned char *)out->data + out->len;
    for (size_t i = 0; i < 8; i++) little[i] = (unsigned char)(value >> (8 * i)); /* one store; the bytes too many are written over */
    out->len += bytes;
    out->data[out->len] = '\0';
}

/* All NANs are one value (open), and so are both zeros. */
static void put_number(toll_buffer *out, double value)
{
    uint64_t bits = UINT64_MAX;
    double plain = value == 0 ? 0 : value;
    if (!isnan(value)) memcpy(&bits, &plain, sizeof bits);
    put_integer(out, bits, 8);
}

static void put_text(toll_buffer *out, toll_text text)
{
    put_integer(out, text.data ? (uint64_t)text.len + 1 : 0, 4);
    if (text.data) toll_buffer_add(out, text.data, text.len);
}

static void put_string(toll_buffer *out, const char *string)
{
    put_text(out, toll_text_of(string));
}

static void put_span(toll_buffer *out, toll_span span)
{
    put_integer(out, span.off, 4);
    put_integer(out, span.len, 4);
}

static void put_code(toll_buffer *out, unsigned code)
{
    put_integer(out, code, 1);
}

static void put_day(toll_buffer *out, toll_day day)
{
    put_integer(out, (uint32_t)day, 4);
}

static void put_claimant(toll_buffer *out, const toll_claimant *claimant)
{
    put_span(out, claimant->span);
    put_string(out, claimant->id);
    put_string(out, claimant->side);
    put_string(out, claimant->kind);
}

static void put_chain(toll_buffer *out, const toll_claim *claim)
{
    put_integer(out, claim->alternative_count, 4);
    for (uint32_t i = 0; i < claim->alternative_count; i++) put_claimant(out, &claim->alternatives[i]);
    put_integer(out, claim->chain_count, 4);
    for (uint32_t i = 0; i < claim->chain_count; i++) {
        put_span(out, claim->chain[i].span);
        put_span(out, claim->chain[i].verb);
        put_string(out, claim->chain[i].id);
        put_code(out, claim->chain[i].role);
    }
}

static void put_time_and_place(toll_buffer *out, const toll_claim *claim)
{
    put_day(out, claim->stated);
    put_string(out, claim->stated_precision);
    put_span(out, claim->period.span);
    put_day(out, claim->period.from);
    put_day(out, claim->period.to);
    put_code(out, claim->period.kind);
    put_code(out, claim->period.basis);
    put_span(out, claim->place.span);
    put_string(out, claim->place.id);
    put_string(out, claim->place.name);
    put_string(out, claim->place.precision);
    put_number(out, claim->place.lat);
    put_number(out, claim->place.lon);
}

void toll_ledger_claim_bytes(toll_buffer *out, const toll_claim *claim)
{
    toll_buffer_add(out, claim->id, strnlen(claim->id, sizeof claim->id));
    put_code(out, claim->zone);
    put_span(out, claim->quantity.span);
    put_number(out, claim->quantity.point);
    put_number(out, claim->quantity.low);
    put_number(out, claim->quantity.high);
    put_code(out, claim->quantity.qualifier);
    put_code(out, claim->quantity.unit);
    put_code(out, claim->outcome);
    put_span(out, claim->outcome_span);
    put_span(out, claim->victims.span);
    put_string(out, claim->victims.side);
    put_string(out, claim->victims.category);
    put_span(out, claim->victims.unit);
    put_code(out, claim->victims.class_);
    put_claimant(out, &claim->claimant);
    put_chain(out, claim);
    put_time_and_place(out, claim);
    put_code(out, claim->modality);
    put_code(out, claim->verified);
    put_code(out, claim->stake);
    put_number(out, claim->confidence);
    put_span(out, claim->sentence);
    put_string(out, claim->rule);
}

int64_t toll_ledger_seal(const void *data, size_t len)
{
    uint8_t digest[32];
    toll_sha256(digest, data, len);
    uint64_t seal = 0;
    for (size_t i = 0; i < 8; i++) seal |= (uint64_t)digest[i] << (8 * i);
    return (int64_t)seal;
}

void toll_ledger_put_seal(toll_buffer *out, int64_t seal)
{
    put_integer(out, (uint64_t)seal, 8);
}

void toll_ledger_reading_bytes(toll_buffer *out, const toll_document *document, const uint8_t sha256[32], size_t claim_count)
{
    put_text(out, document->name);
    put_text(out, document->title);
    put_text(out, document->outlet);
    put_text(out, document->url);
    put_day(out, document->published);
    toll_buffer_add(out, sha256, 32);
    put_integer(out, claim_count, 4);
}
