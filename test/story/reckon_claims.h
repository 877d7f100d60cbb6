/* Documents and claims from a table, so that the reckoning can be tried without the engine. In: lines of tab-separated cells, document
 * NAME  OUTLET  PUBLISHED  TEXT        (\n in TEXT is a line break; an empty cell is unknown) claim     key=value ...
 * (of the document above) `at=WORDS` finds the quantity by its words in the text; `nth=2` the second time; `off` and `len` give it in
 * bytes. The sentence is the stretch between full stops or line breaks around it, unless `sentence=OFF,LEN`. Out: toll_document and
 * toll_claim, all memory in one arena. */
#ifndef TOLL_RECKON_CLAIMS_H
#define TOLL_RECKON_CLAIMS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <tollbook/claim.h>
#include <tollbook/document.h>

#include "base/base.h"

typedef struct test_document {
    toll_document document;
    toll_claim *claims;
    size_t count, cap;
} test_document;

typedef struct test_table {
    toll_arena memory;
    test_document *documents;
    size_t count, cap;
} test_table;

static inline const char *table_value(char **cells, size_t count, const char *key)
{
    size_t len = strlen(key);
    for (size_t i = 0; i < count; i++)
        if (!strncmp(cells[i], key, len) && cells[i][len] == '=' && cells[i][len + 1]) return cells[i] + len + 1;
    return NULL;
}

static inline double table_number(char **cells, size_t count, const char *key)
{
    const char *value = table_value(cells, count, key);
    return value ? strtod(value, NULL) : NAN;
}

static inline toll_day table_day(const char *value)
{
    toll_day day = TOLL_DAY_UNKNOWN;
    if (value && *value) toll_day_parse(&day, toll_text_of(value));
    return day;
}

static inline int table_code(char **cells, size_t count, const char *key, int (*from)(toll_text), int fallback)
{
    const char *value = table_value(cells, count, key);
    int code = value ? from(toll_text_of(value)) : -1;
    return code < 0 ? fallback : code;
}

static inline toll_span table_find(const char *text, const char *words, int nth)
{
    for (const char *at = words ? strstr(text, words) : NULL; at; at = strstr(at + 1, words))
        if (--nth <= 0) return (toll_span){(uint32_t)(at - text), (uint32_t)strlen(words)};
    return (toll_span){0, 0};
}

static inline toll_span table_sentence(const char *text, uint32_t off)
{
    size_t len = strlen(text), begin = off < len ? off : 0, end = begin;
    while (begin && text[begin - 1] != '\n' && !(text[begin - 1] == ' ' && begin > 1 && text[begin - 2] == '.')) begin--;
    while (end < len && text[end] != '\n' && !(text[end] == '.' && (end + 1 == len || text[end + 1] == ' ' || text[end + 1] == '\n'))) end++;
    return (toll_span){(uint32_t)begin, (uint32_t)(end - begin)};
}

static inline bool table_claim(test_table *table, char **cells, size_t n)
{
    test_document *d = &table->documents[table->count - 1];
    if (!toll_grow(&d->claims, &d->cap, d->count, sizeof *d->claims)) return false;
    toll_claim *c = &d->claims[d->count++];
    const char *text = d->document.text.data, *nth = table_value(cells, n, "nth");
    toll_span span = table_find(text, table_value(cells, n, "at"), nth ? atoi(nth) : 1);
    if (table_value(cells, n, "off")) span = (toll_span){(uint32_t)table_number(cells, n, "off"), (uint32_t)table_number(cells, n, "len")};
    double point = table_number(cells, n, "point"), low = table_number(cells, n, "low"), high = table_number(cells, n, "high");
    int qualifier = table_code(cells, n, "qualifier", toll_qualifier_from_name, TOLL_QUALIFIER_EXACT);
    if (qualifier == TOLL_QUALIFIER_EXACT && isnan(low)) low = high = point;
    if (qualifier == TOLL_QUALIFIER_MORE_THAN && isnan(low)) low = point + 1;
    if (qualifier == TOLL_QUALIFIER_AT_LEAST && isnan(low)) low = point;
    if (qualifier == TOLL_QUALIFIER_UP_TO && isnan(high)) high = point;
    if (qualifier == TOLL_QUALIFIER_NEARLY && isnan(high)) high = point - 1;
    toll_day from = table_day(table_value(cells, n, "from")), to = table_day(table_value(cells, n, "to"));
    const char *day = table_value(cells, n, "day"), *precision = table_value(cells, n, "precision");
    if (day) from = to = table_day(day);
    *c = (toll_claim){.zone = (toll_zone)table_code(cells, n, "zone", toll_zone_from_name, TOLL_ZONE_BODY),
        .quantity = {span, point, low, high, (toll_qualifier)qualifier,
            (toll_unit)table_code(cells, n, "unit", toll_unit_from_name, TOLL_UNIT_PEOPLE)},
        .outcome = (toll_outcome)table_code(cells, n, "outcome", toll_outcome_from_name, TOLL_OUTCOME_KILLED),
        .victims = {.side = table_value(cells, n, "side"), .category = table_value(cells, n, "category"),
            .class_ = (toll_class)table_code(cells, n, "class", toll_class_from_name, TOLL_CLASS_MILITARY)},
        .claimant = {.span = table_find(text, table_value(cells, n, "claimant"), 1), .id = table_value(cells, n, "id"),
            .side = table_value(cells, n, "of"), .kind = table_value(cells, n, "kind")},
        .stated = table_day(table_value(cells, n, "stated")),
        .period = {.from = from, .to = to, .basis = TOLL_BASIS_UNKNOWN,
            .kind = (toll_period_kind)table_code(cells, n, "period", toll_period_kind_from_name, TOLL_PERIOD_UNKNOWN)},
        .place = {.span = table_find(text, table_value(cells, n, "place_words"), 1), .id = table_value(cells, n, "place"), .name = table_value(cells, n, "place"),
            .precision = precision ? precision : table_value(cells, n, "place") ? "exact" : NULL,
            .lat = table_number(cells, n, "lat"), .lon = table_number(cells, n, "lon")},
        .modality = (toll_modality)table_code(cells, n, "modality", toll_modality_from_name, TOLL_MODALITY_ASSERTED),
        .verified = (toll_verified)table_code(cells, n, "verified", toll_verified_from_name, TOLL_VERIFIED_UNSAID),
        .stake = (toll_stake)table_code(cells, n, "stake", toll_stake_from_name, TOLL_STAKE_UNKNOWN), .confidence = 0.9,
        .sentence = table_sentence(text, span.off), .rule = "by-hand"};
    const char *alternative = table_value(cells, n, "alternative"), *via = table_value(cells, n, "via");
    if (alternative) {
        toll_claimant *other = toll_arena_zero(&table->memory, 1, sizeof *other);
        if (!other) return false;
        other->id = alternative;
        c->alternatives = other, c->alternative_count = 1;
    }
    if (via) {
        toll_link *link = toll_arena_zero(&table->memory, 1, sizeof *link);
        if (!link) return false;
        *link = (toll_link){.span = table_find(text, via, 1), .id = via, .role = TOLL_ROLE_OUTLET};
        c->chain = link, c->chain_count = 1;
    }
    char seed[256];
    int len = snprintf(seed, sizeof seed, "%.*s:%u:%u:%d", (int)d->document.name.len, d->document.name.data, span.off, span.len, (int)c->outcome);
    char hex[65];
    toll_sha256_hex(hex, seed, (size_t)len);
    memcpy(c->id, hex, 24);
    c->id[24] = '\0';
    return span.len > 0;
}

static inline bool table_document(test_table *table, char **cells, size_t n)
{
    if (n < 5 || !toll_grow(&table->documents, &table->cap, table->count, sizeof *table->documents)) return false;
    char *text = cells[4], *to = text;
    for (char *at = text; *at; at++) {
        if (at[0] == '\\' && at[1] == 'n') *to++ = '\n', at++;
        else *to++ = *at;
    }
    *to = '\0';
    table->documents[table->count++] = (test_document){
        .document = {.name = toll_text_of(cells[1]), .outlet = *cells[2] ? toll_text_of(cells[2]) : (toll_text){0},
        .published = table_day(cells[3]), .text = toll_text_of(text)}};
    return true;
}

/* `bytes` is changed. Returns the number of the line that is wrong, 0 where none is. */
static inline size_t table_read(test_table *table, char *bytes)
{
    size_t number = 0;
    for (char *line = bytes; line && *line;) {
        char *next = strchr(line, '\n');
        if (next) *next++ = '\0';
        number++;
        char *cells[64] = {line};
        size_t n = 1;
        for (char *at = line; *at && n < 64; at++)
            if (*at == '\t') *at = '\0', cells[n++] = at + 1;
        bool good = !*line || *line == '#';
        if (!strcmp(cells[0], "document")) good = table_document(table, cells, n);
        if (!strcmp(cells[0], "claim") && table->count) good = table_claim(table, cells, n);
        if (!good) return number;
        line = next;
    }
    return 0;
}

static inline void table_free(test_table *table)
{
    for (size_t i = 0; i < table->count; i++) free(table->documents[i].claims);
    free(table->documents);
    toll_arena_free(&table->memory);
}

#endif
