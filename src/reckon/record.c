/* A reckoned claim as bytes, so that a ledger can keep it and give it back without its document. In: a claim, or bytes that anybody may
 * have written. Out: bytes in little-endian order, the same on every machine; or the claim, its strings interned; false where the bytes
 * are no claim: every length and code is checked. Costs one pass. */
#include "record.h"

#include <math.h>

enum { RECORD = 3 }; /* changes with the layout */

static void put_count(toll_buffer *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7) toll_buffer_add_char(out, (char)(value | 0x80));
    toll_buffer_add_char(out, (char)value);
}

static void put_day(toll_buffer *out, toll_day day)
{
    put_count(out, day == TOLL_DAY_UNKNOWN ? 0 : 1 + ((uint64_t)(int64_t)day << 1 ^ (uint64_t)((int64_t)day >> 63)));
}

static void put_number(toll_buffer *out, double value)
{
    uint64_t bits;
    char bytes[8];
    memcpy(&bits, &value, 8);
    for (int i = 0; i < 8; i++) bytes[i] = (char)(bits >> 8 * i);
    toll_buffer_add(out, bytes, 8);
}

static void put_string(toll_buffer *out, const char *string)
{
    size_t len = string ? strlen(string) : 0;
    put_count(out, string ? len + 1 : 0);
    if (string) toll_buffer_add(out, string, len);
}

/* The fields in their order, once for writing and once for reading. */
enum { CODES = 12, NUMBERS = 6, STRINGS = 14 };

static void codes_of(uint8_t *out[CODES], reckon_claim *c)
{
    uint8_t *const all[CODES] = {&c->zone, &c->qualifier, &c->unit, &c->outcome, &c->class_, &c->modality, &c->verified, &c->stake,
        &c->period_kind, &c->basis, &c->chain_count, &c->alternative_count};
    memcpy(out, all, sizeof all);
}

static void strings_of(const char **out[STRINGS], reckon_claim *c)
{
    const char **const all[STRINGS] = {&c->words, &c->claimant_words, &c->claimant, &c->claimant_side, &c->claimant_kind, &c->house,
        &c->side, &c->category, &c->place_words, &c->place, &c->place_name, &c->precision, &c->chain, &c->alternatives};
    memcpy(out, all, sizeof all);
}

enum { FLAGS = 9 };

static void flags_of(bool *out[FLAGS], reckon_claim *c)
{
    bool *const all[FLAGS] = {
        &c->lede, &c->place_carried, &c->part, &c->superlative, &c->addition, &c->company, &c->bare, &c->moved, &c->former};
    memcpy(out, all, sizeof all);
}

void reckon_record_write(toll_buffer *out, const reckon_claim *claim)
{
    reckon_claim copy = *claim;
    uint8_t *codes[CODES];
    const char **strings[STRINGS];
    const double numbers[NUMBERS] = {copy.point, copy.low, copy.high, copy.lat, copy.lon, copy.confidence};
    codes_of(codes, &copy);
    strings_of(strings, &copy);
    toll_buffer_add_char(out, RECORD);
    toll_buffer_add(out, copy.id, 24);
    for (int i = 0; i < CODES; i++) toll_buffer_add_char(out, (char)*codes[i]);
    bool *flags[FLAGS];
    uint64_t set = 0;
    flags_of(flags, &copy);
    for (int i = 0; i < FLAGS; i++) set |= (uint64_t)*flags[i] << i;
    put_count(out, set);
    uint8_t known = 0;
    for (int i = 0; i < NUMBERS; i++) known |= (uint8_t)(!isnan(numbers[i]) << i);
    toll_buffer_add_char(out, (char)known);
    for (int i = 0; i < NUMBERS; i++)
        if (!isnan(numbers[i])) put_number(out, numbers[i]);
    put_count(out, copy.off), put_count(out, copy.sentence), put_count(out, copy.sentence_len);
    put_day(out, copy.stated), put_day(out, copy.from), put_day(out, copy.to), put_day(out, copy.since);
    for (int i = 0; i < STRINGS; i++) put_string(out, *strings[i]);
    put_string(out, copy.with);
}

typedef struct cursor {
    const uint8_t *at, *end;
    bool bad;
} cursor;

static uint8_t take_byte(cursor *c)
{
    if (c->at < c->end) return *c->at++;
    c->bad = true;
    return 0;
}

static uint64_t take_count(cursor *c)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        uint8_t byte = take_byte(c);
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80)) return value;
    }
    c->bad = true;
    return 0;
}

static uint32_t take_off(cursor *c)
{
    uint64_t value = take_count(c);
    if (value > UINT32_MAX) c->bad = true;
    return (uint32_t)value;
}

static toll_day take_day(cursor *c)
{
    uint64_t value = take_count(c);
    if (!value) return TOLL_DAY_UNKNOWN;
    value--;
    int64_t day = (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
    if (day > 4000000 || day < -4000000) c->bad = true; /* ten thousand years */
    return c->bad ? TOLL_DAY_UNKNOWN : (toll_day)day;
}

static double take_number(cursor *c)
{
    uint64_t bits = 0;
    double value;
    for (int i = 0; i < 8; i++) bits |= (uint64_t)take_byte(c) << 8 * i;
    memcpy(&value, &bits, 8);
    return value;
}

static const char *take_string(cursor *c, toll_reckoning *r)
{
    uint64_t len = take_count(c);
    if (!len || c->bad) return NULL;
    if (--len > (uint64_t)(c->end - c->at)) {
        c->bad = true;
        return NULL;
    }
    toll_text text = {(const char *)c->at, (size_t)len};
    c->at += len;
    if (memchr(text.data, '\0', text.len)) c->bad = true;
    return c->bad ? NULL : reckon_intern(r, text);
}

static bool check_codes(const reckon_claim *c)
{
    return c->zone < TOLL_ZONE_COUNT && c->qualifier < TOLL_QUALIFIER_COUNT && c->unit < TOLL_UNIT_COUNT &&
           c->outcome < TOLL_OUTCOME_COUNT && c->class_ < TOLL_CLASS_COUNT && c->modality < TOLL_MODALITY_COUNT &&
           c->verified < TOLL_VERIFIED_COUNT && c->stake < TOLL_STAKE_COUNT && c->period_kind < TOLL_PERIOD_COUNT &&
           c->basis < TOLL_BASIS_COUNT;
}

bool reckon_record_read(reckon_claim *out, toll_reckoning *r, toll_text bytes)
{
    cursor c = {(const uint8_t *)bytes.data, (const uint8_t *)bytes.data + bytes.len, false};
    uint8_t *codes[CODES];
    const char **strings[STRINGS];
    double *const numbers[NUMBERS] = {&out->point, &out->low, &out->high, &out->lat, &out->lon, &out->confidence};
    *out = (reckon_claim){0};
    codes_of(codes, out);
    strings_of(strings, out);
    if (!bytes.data || bytes.len < 25 || take_byte(&c) != RECORD) return false;
    for (int i = 0; i < 24; i++) {
        out->id[i] = (char)take_byte(&c);
        c.bad |= !((out->id[i] >= '0' && out->id[i] <= '9') || (out->id[i] >= 'a' && out->id[i] <= 'f'));
    }
    for (int i = 0; i < CODES; i++) *codes[i] = take_byte(&c);
    bool *flags[FLAGS];
    uint64_t set = take_count(&c);
    uint8_t known = take_byte(&c);
    flags_of(flags, out);
    for (int i = 0; i < FLAGS; i++) *flags[i] = set >> i & 1;
    c.bad |= set >> FLAGS != 0;
    for (int i = 0; i < NUMBERS; i++) *numbers[i] = known >> i & 1 ? take_number(&c) : NAN;
    out->off = take_off(&c), out->sentence = take_off(&c), out->sentence_len = take_off(&c);
    out->stated = take_day(&c), out->from = take_day(&c), out->to = take_day(&c), out->since = take_day(&c);
    for (int i = 0; i < STRINGS; i++) *strings[i] = take_string(&c, r);
    out->with = take_string(&c, r);
    return !c.bad && c.at == c.end && check_codes(out);
}
