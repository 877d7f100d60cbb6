/* An engine for tests of the program's plumbing: every "N killed" and "N wounded" is a claim, nothing else is known. It keeps input, output,
 * threads and exit codes testable whatever the language engine thinks of a sentence. A document that holds "STUBBORN" cannot be read;
 * one that holds "FOREIGN" is in a language this engine does not know. */
#define _GNU_SOURCE /* memmem */
#include <math.h>
#include <string.h>

#include <tollbook/tollbook.h>

#include "base/base.h"
#include "base/fault.h"

struct toll_engine {
    int unused;
};

struct toll_run {
    toll_claim *claims;
    size_t cap;
};

toll_status toll_engine_open(toll_engine **out, const toll_engine_options *options, toll_error *error)
{
    if (options && options->tables_folder) return toll_error_set(error, TOLL_E_TABLE, options->tables_folder, "this engine has no tables");
    *out = toll_base_zero(1, sizeof **out);
    return *out ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory");
}

void toll_engine_close(toll_engine *engine)
{
    toll_base_free(engine);
}

const char *toll_engine_version(void)
{
    return TOLL_VERSION;
}

const char *toll_engine_tables(const toll_engine *engine)
{
    (void)engine;
    return "000000000000";
}

toll_status toll_run_open(toll_run **out, const toll_engine *engine, toll_error *error)
{
    (void)engine;
    *out = toll_base_zero(1, sizeof **out);
    return *out ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory");
}

void toll_run_close(toll_run *run)
{
    if (run) toll_base_free(run->claims);
    toll_base_free(run);
}

/* To this engine no text is a page; what is known to be one is read as it stands. */
bool toll_is_page(toll_text bytes)
{
    (void)bytes;
    return false;
}

bool toll_run_knows_language(const toll_run *run, const toll_document *document)
{
    (void)run;
    return !memmem(document->text.data, document->text.len, "FOREIGN", 7);
}

toll_status toll_run_take_page(toll_document *document, toll_day *refused, toll_run *run, bool fragment, toll_day latest, toll_error *error)
{
    (void)run, (void)fragment, (void)latest;
    *refused = TOLL_DAY_UNKNOWN;
    if (memmem(document->text.data, document->text.len, "killed", 6)) return TOLL_OK;
    return toll_error_set(error, TOLL_E_INPUT, NULL, "no text in this page");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void add_claim(toll_run *run, size_t number, const toll_document *document, size_t from, size_t to, toll_outcome outcome, size_t len)
{
    double value = 0;
    for (size_t i = from; i < to; i++) value = value * 10 + (document->text.data[i] - '0');
    toll_claim *claim = &run->claims[number];
    *claim = (toll_claim){.zone = TOLL_ZONE_BODY, .outcome = outcome, .rule = "plain", .confidence = 0.5, .stated = TOLL_DAY_UNKNOWN};
    claim->quantity = (toll_quantity){{(uint32_t)from, (uint32_t)(to - from)}, value, value, value, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE};
    claim->outcome_span = (toll_span){(uint32_t)to + 1, (uint32_t)len};
    claim->victims.class_ = TOLL_CLASS_UNKNOWN;
    claim->period = (toll_period){
        .from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN, .kind = TOLL_PERIOD_UNKNOWN, .basis = TOLL_BASIS_UNKNOWN};
    claim->place.lat = claim->place.lon = NAN;
    claim->sentence = (toll_span){(uint32_t)from, (uint32_t)(to + 1 + len - from)};
    static const char hex[] = "0123456789abcdef";
    uint64_t hash = toll_hash(document->name.data, document->name.len, from * 2 + outcome);
    for (size_t i = 0; i < 24; i++) claim->id[i] = hex[hash >> i % 16 * 4 & 15];
}

toll_status toll_run_read(toll_reading *out, toll_run *run, const toll_document *document, toll_error *error)
{
    static const struct {
        const char *word;
        toll_outcome outcome;
    } words[] = {{"killed", TOLL_OUTCOME_KILLED}, {"wounded", TOLL_OUTCOME_WOUNDED}};
    *out = (toll_reading){0};
    const char *data = document->text.data;
    size_t len = document->text.len;
    if (len >= 8 && !memcmp(data, "STUBBORN", 8)) return toll_error_set(error, TOLL_E_LIMIT, "stubborn", "this document cannot be read");
    for (size_t i = 0; i < len; i++) {
        size_t from = i;
        while (i < len && is_digit(data[i])) i++;
        if (i == from || i == len || data[i] != ' ') continue;
        for (size_t w = 0; w < 2; w++) {
            size_t size = strlen(words[w].word);
            if (len - i - 1 < size || memcmp(data + i + 1, words[w].word, size) != 0) continue;
            if (!toll_grow(&run->claims, &run->cap, out->claim_count, sizeof *run->claims))
                return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory");
            add_claim(run, out->claim_count++, document, from, i, words[w].outcome, size);
        }
    }
    out->claims = run->claims;
    if (out->claim_count) toll_sha256_hex(out->sha256, data, len);
    return TOLL_OK;
}
