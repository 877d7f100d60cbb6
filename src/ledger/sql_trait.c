/* What a filter wants of claims, asked of the index. In: a filter. Out: the readings that may hold such claims, rising, or that all may
 * (sql_words.c): what the sets of its traits (sql_trait_kept.c) have in common. */
#include "sql_trait.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

/* --- what the index has */
static toll_status look_for(traits *of, toll_trait_word from, toll_trait_word to)
{
    return toll_sql_search(&of->one, of->it, &of->segments, toll_trait_text(&from), toll_trait_text(&to), false, of->error);
}

static toll_status look_for_row(traits *of, toll_trait trait, uint64_t row, int bytes)
{
    toll_trait_word word = toll_trait_of(trait, row, bytes);
    return look_for(of, word, word);
}

static toll_status look_for_rows(traits *of, toll_trait trait, const toll_sql_values *rows)
{
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < rows->count && status >= 0; i++) status = look_for_row(of, trait, rows->of[i], 8);
    return status;
}

/* Names are looked up each time: what a name means may grow while the segments stay. */
static toll_status keep_rows(traits *of, toll_trait trait, toll_sql_values *rows)
{
    toll_buffer key = {0};
    toll_sql_settle(rows);
    toll_buffer_printf(&key, "%d", trait);
    for (size_t i = 0; i < rows->count; i++) toll_buffer_printf(&key, " %llx", (unsigned long long)rows->of[i]);
    const bool fits = !key.failed && key.len < TRAIT_KEY;
    toll_status status = TOLL_OK;
    if (!fits || !trait_is_kept(of, key.data)) {
        status = look_for_rows(of, trait, rows);
        if (status >= 0) status = trait_keep(of, fits ? key.data : NULL);
    }
    toll_buffer_free(&key);
    return status;
}

static toll_status look_for_claimant(traits *of, const char *slug)
{
    toll_sql_values rows = {0};
    toll_status status = toll_sql_list_rows(&rows, of->it, TOLL_SQL_ACTORS_NAMED, toll_text_of(slug), of->error);
    if (status >= 0) status = keep_rows(of, TOLL_TRAIT_CLAIMANT, &rows);
    toll_base_free(rows.of);
    return status;
}

static toll_status look_for_place(traits *of, const char *place)
{
    toll_rows *s = NULL;
    toll_buffer sql = {0};
    toll_sql_values rows = {0};
    toll_sql_add_places(&sql, of->it->driver->dialect);
    toll_status status = sql.failed ? trait_no_memory(of) : of->it->driver->prepare(&s, of->it, sql.data, TOLL_SQL_ONCE, of->error);
    for (int i = 1; i <= 3 && status >= 0; i++) toll_sql_bind_string(s, i, place);
    while (status >= 0 && (status = toll_rows_next(s, of->error)) == TOLL_OK) {
        if (!toll_grow(&rows.of, &rows.cap, rows.count, sizeof *rows.of)) status = trait_no_memory(of);
        else rows.of[rows.count++] = (uint64_t)toll_rows_integer(s, 0);
    }
    toll_rows_close(s);
    toll_buffer_free(&sql);
    if (status >= 0) status = keep_rows(of, TOLL_TRAIT_PLACE, &rows);
    toll_base_free(rows.of);
    return status;
}

/* A side with its outcomes, or outcomes of any side (side = 0). */
static toll_status look_for_losses(traits *of, uint64_t side, uint32_t outcomes)
{
    char key[TRAIT_KEY];
    toll_status status = TOLL_OK;
    snprintf(key, sizeof key, "s %llx %x", (unsigned long long)side, outcomes);
    if (trait_is_kept(of, key)) return TOLL_OK;
    if (side && !outcomes) status = look_for(of, toll_trait_of_side(side, 0), toll_trait_of_side(side, 255));
    for (unsigned code = 0; code < 32 && status >= 0; code++) {
        if (!(outcomes >> code & 1)) continue;
        if (side) status = look_for(of, toll_trait_of_side(side, code), toll_trait_of_side(side, code));
        else status = look_for_row(of, TOLL_TRAIT_OUTCOME, code, 1);
    }
    return status < 0 ? status : trait_keep(of, key);
}

/* A window of a few years at most: others hold most of a ledger, or all. */
static toll_status look_for_days(traits *of, toll_day from, toll_day to)
{
    enum { WIDE = 40 };
    char key[TRAIT_KEY];
    if (from == TOLL_DAY_UNKNOWN || to == TOLL_DAY_UNKNOWN || to < from) return TOLL_OK;
    uint32_t first = toll_trait_span(from), last = toll_trait_span(to);
    if (last - first > WIDE) return TOLL_OK;
    snprintf(key, sizeof key, "d %x %x", first, last);
    if (trait_is_kept(of, key)) return TOLL_OK;
    toll_status status = look_for(of, toll_trait_of(TOLL_TRAIT_DAYS, first, 4), toll_trait_of(TOLL_TRAIT_DAYS, last, 4));
    if (status >= 0) status = look_for_row(of, TOLL_TRAIT_DAYS, TOLL_TRAIT_ANY, 4);
    return status < 0 ? status : trait_keep(of, key);
}

/* --- what they have in common */
static bool has(const trait_set *set, uint64_t number)
{
    if (set->bits) return number / 64 < set->len && (set->of[number / 64] >> (number % 64) & 1);
    size_t from = 0, to = set->len;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (set->of[middle] < number) from = middle + 1;
        else to = middle;
    }
    return from < set->len && set->of[from] == number;
}

static bool in_others(const traits *of, const trait_set *base, uint64_t number)
{
    for (int i = 0; i < of->count; i++)
        if (of->sets[i] != base && !has(of->sets[i], number)) return false;
    return true;
}

/* All of them are bits: how many, and the last. */
static size_t count_common(const traits *of, uint64_t *last)
{
    size_t count = 0, len = of->sets[0]->len;
    for (int i = 1; i < of->count; i++)
        if (of->sets[i]->len < len) len = of->sets[i]->len;
    for (size_t w = 0; w < len; w++) {
        uint64_t word = of->sets[0]->of[w];
        for (int i = 1; i < of->count; i++) word &= of->sets[i]->of[w];
        count += (size_t)__builtin_popcountll(word);
        if (word) *last = w * 64 + 63 - (uint64_t)__builtin_clzll(word);
    }
    return count;
}

/* From the set with the fewest: where all are bits, that there are too many is known without a list. */
static toll_status join(toll_sql_values *out, bool *any, const traits *of)
{
    const trait_set *least = of->sets[0];
    bool all_bits = true;
    uint64_t last = 0;
    for (int i = 0; i < of->count; i++) {
        all_bits &= of->sets[i]->bits;
        if (of->sets[i]->count < least->count) least = of->sets[i];
    }
    *any = all_bits && toll_sql_is_too_long(count_common(of, &last), last);
    for (size_t i = 0; i < least->len && !*any; i++) {
        uint64_t word = least->bits ? least->of[i] : 1;
        for (; word; word &= word - 1) {
            const uint64_t number = least->bits ? i * 64 + (uint64_t)__builtin_ctzll(word) : least->of[i];
            if (!in_others(of, least, number)) continue;
            if (!toll_grow(&out->of, &out->cap, out->count, sizeof *out->of)) return trait_no_memory(of);
            out->of[out->count++] = number;
        }
    }
    return TOLL_OK;
}

toll_status toll_sql_readings_with(
    toll_sql_list *out, toll_sql_store *it, const toll_ledger_filter *filter, int64_t side, bool of_versions, toll_error *error)
{
    traits of = {.it = it, .error = error};
    toll_sql_values list = {0};
    out->any = true;
    if (it->schema < 2 ||
        (!filter->claimant && !filter->place && !filter->side && !filter->outcomes && (of_versions || filter->from == TOLL_DAY_UNKNOWN)))
        return TOLL_OK;
    toll_status status = toll_sql_list_rows(&of.segments, it, TOLL_SQL_SEGMENTS, (toll_text){0}, error);
    if (status >= 0 && !trait_look_at_segments(&of)) status = trait_no_memory(&of);
    if (status >= 0 && filter->claimant) status = look_for_claimant(&of, filter->claimant);
    if (status >= 0 && filter->place) status = look_for_place(&of, filter->place);
    if (status >= 0 && (filter->side || filter->outcomes))
        status = look_for_losses(&of, filter->side ? (uint64_t)side : 0, filter->outcomes);
    if (status >= 0 && !of_versions) status = look_for_days(&of, filter->from, filter->to);
    bool any = !of.count;
    if (status >= 0 && !any) status = join(&list, &any, &of);
    if (status >= 0 && !any) status = toll_sql_list_write(out, it, &list, TOLL_SQL_READINGS_UNINDEXED, (toll_text){0}, error);
    toll_base_free(of.segments.of);
    toll_base_free(of.one.of);
    toll_base_free(list.of);
    return status;
}
