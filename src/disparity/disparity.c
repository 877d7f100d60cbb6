/* In: deaths and people by name, and which name is the reference. Out: a row for every name that people have, also where nobody of them died, and
 * what deaths are under other names. The funnel's middle is the rate of all rows together. Costs a sort of the names and a dozen evaluations of
 * limits a row. */
#include <math.h>
#include <stdlib.h>

#include "inside.h"

#define PER 100000.0
/* Names are compared with names while that is cheap: the first few strays always. */
enum { SUGGESTED = 20, SUGGESTED_PAIRS = 40000 };

const char *toll_funnel_name(toll_funnel funnel)
{
    static const char *const names[] = {"within", "above 95%", "above 99.8%", "below 95%", "below 99.8%"};
    return (unsigned)funnel < sizeof names / sizeof *names ? names[funnel] : NULL;
}

static toll_funnel funnel_of(double deaths, toll_limits usual_95, toll_limits usual_998)
{
    if (deaths > usual_998.high) return TOLL_FUNNEL_ABOVE_998;
    if (deaths > usual_95.high) return TOLL_FUNNEL_ABOVE_95;
    if (deaths < usual_998.low) return TOLL_FUNNEL_BELOW_998;
    if (deaths < usual_95.low) return TOLL_FUNNEL_BELOW_95;
    return TOLL_FUNNEL_WITHIN;
}

static toll_limits scale(toll_limits limits, double by)
{
    return (toll_limits){limits.low * by, limits.high * by};
}

static void fill_row(toll_disparity_row *row, const toll_disparity *all, const toll_disparity_row *reference)
{
    double by = PER / row->people, expected = all->rate * row->people / PER;
    row->rate = row->deaths * by;
    row->rate_limits = scale(toll_limits_of_count(row->deaths, all->level), by);
    row->few = row->deaths < 3;
    row->share = row->deaths / all->deaths;
    row->share_limits = toll_limits_of_share(row->deaths, all->deaths, all->level);
    row->people_share = row->people / all->people;
    toll_limits usual_95 = toll_limits_of_funnel(expected, 95), usual_998 = toll_limits_of_funnel(expected, 99.8);
    row->funnel = funnel_of(row->deaths, usual_95, usual_998);
    row->funnel_95 = scale(usual_95, by);
    row->funnel_998 = scale(usual_998, by);
    row->ratio = (double)NAN;
    row->ratio_limits = (toll_limits){(double)NAN, (double)NAN};
    if (row == reference) return;
    if (row->deaths + reference->deaths > 0)
        row->ratio = reference->deaths > 0 ? row->rate / (reference->deaths * PER / reference->people) : INFINITY;
    row->ratio_limits = toll_limits_of_ratio(row->deaths, row->people, reference->deaths, reference->people, all->level);
}

static int compare_rows(const void *a, const void *b)
{
    const toll_disparity_row *x = a, *y = b;
    if (x->rate != y->rate) return x->rate > y->rate ? -1 : 1;
    if (x->people != y->people) return x->people > y->people ? -1 : 1;
    return disparity_compare(x->name, y->name);
}

static int compare_strays(const void *a, const void *b)
{
    const toll_disparity_stray *x = a, *y = b;
    if (x->deaths != y->deaths) return x->deaths > y->deaths ? -1 : 1;
    return disparity_compare(x->name, y->name);
}

/* Every number must be one; a population must be of somebody. */
static toll_status check(const toll_disparity_input *input, toll_error *error)
{
    for (size_t i = 0; i < input->death_count + input->people_count; i++) {
        bool deaths = i < input->death_count;
        const toll_disparity_count *c = deaths ? &input->deaths[i] : &input->people[i - input->death_count];
        if (isfinite(c->value) && (deaths ? c->value >= 0 && c->value <= TOLL_DISPARITY_MOST && c->value == floor(c->value) : c->value > 0))
            continue;
        return toll_error_set(error, TOLL_E_INPUT, NULL, "\"%.*s\" has %g %s; %s", (int)toll_text_head(c->name, 80).len, c->name.data,
            c->value, deaths ? "deaths" : "people",
            deaths ? "a count is a whole number from 0 to 1,000,000,000" : "leave the row out, or give it its people");
    }
    return TOLL_OK;
}

static toll_status lay_out(
    toll_disparity_row **made, toll_disparity *out, toll_arena *memory, const disparity_entries *deaths, const disparity_entries *people)
{
    toll_disparity_row *rows = toll_arena_zero(memory, people->count + 1, sizeof *rows);
    toll_disparity_stray *strays = toll_arena_zero(memory, deaths->count + 1, sizeof *strays);
    if (!rows || !strays) return TOLL_E_MEMORY;
    for (size_t i = 0; i < people->count; i++) {
        rows[i] = (toll_disparity_row){.name = people->items[i].name, .people = people->items[i].value};
        out->people += rows[i].people;
    }
    for (size_t i = 0; i < deaths->count; i++) {
        const disparity_entry *entry = &deaths->items[i];
        size_t at = disparity_entry_of(people, entry->key);
        out->deaths += entry->value;
        if (at != SIZE_MAX) {
            rows[at].deaths = entry->value;
            continue;
        }
        toll_disparity_stray *stray = &strays[out->stray_count++];
        *stray = (toll_disparity_stray){.name = entry->name, .deaths = entry->value};
        out->stray_deaths += entry->value;
        if (out->stray_count <= SUGGESTED || out->stray_count * people->count <= SUGGESTED_PAIRS)
            disparity_suggest(stray, people, entry->key);
    }
    *made = rows;
    out->rows = rows, out->row_count = people->count, out->strays = strays;
    if (out->stray_count) qsort(strays, out->stray_count, sizeof *strays, compare_strays);
    return TOLL_OK;
}

static void fill(toll_disparity *out, toll_disparity_row *rows, size_t reference)
{
    out->rate = (out->deaths - out->stray_deaths) / out->people * PER;
    for (size_t i = 0; i < out->row_count; i++) fill_row(&rows[i], out, &rows[reference]);
    toll_text name = rows[reference].name;
    qsort(rows, out->row_count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < out->row_count; i++)
        if (rows[i].name.data == name.data) out->reference = i;
}

toll_status toll_disparity_open(toll_disparity *out, const toll_disparity_input *input, toll_error *error)
{
    *out = (toll_disparity){.level = input->level > 0 ? input->level : 95};
    toll_arena *memory = toll_base_take(sizeof *memory);
    disparity_entries deaths, people;
    toll_disparity_row *rows = NULL;
    toll_text key;
    if (!memory) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for this table");
    if (input->size != sizeof *input) {
        toll_base_free(memory);
        return toll_error_set(error, TOLL_E_USAGE, NULL, "toll_disparity_input has another size");
    }
    toll_arena_init(memory, 0);
    out->memory = memory;
    if (out->level >= 100)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "a level of %g%% has no limits; write one below 100, such as 95", out->level);
    toll_status status = check(input, error);
    if (status < 0) return status;
    if (!input->people_count)
        return toll_error_set(error, TOLL_E_INPUT, NULL, "there are no people to divide by; give a table of population");
    status = disparity_gather(&deaths, memory, input->deaths, input->death_count);
    if (status >= 0) status = disparity_gather(&people, memory, input->people, input->people_count);
    if (status >= 0 && !disparity_key(&key, memory, toll_text_of(input->reference ? input->reference : ""))) status = TOLL_E_MEMORY;
    if (status >= 0) status = lay_out(&rows, out, memory, &deaths, &people);
    if (status < 0) return toll_error_set(error, status, NULL, "not enough memory for this table");
    size_t reference = disparity_entry_of(&people, key);
    if (reference == SIZE_MAX) {
        toll_disparity_stray near = {0};
        disparity_suggest(&near, &people, key);
        return toll_error_set(error, TOLL_E_USAGE, NULL, "the reference \"%s\" is no name in the table of people%s%.*s%s",
            input->reference ? input->reference : "", near.suggestions[0].len ? "; is it \"" : "; take one of them",
            (int)near.suggestions[0].len, near.suggestions[0].len ? near.suggestions[0].data : "", near.suggestions[0].len ? "\"?" : "");
    }
    fill(out, rows, reference);
    return TOLL_OK;
}

void toll_disparity_close(toll_disparity *disparity)
{
    if (disparity->memory) toll_arena_free(disparity->memory);
    toll_base_free(disparity->memory);
    *disparity = (toll_disparity){0};
}

size_t toll_disparity_find(const toll_disparity *disparity, toll_text name)
{
    toll_arena memory;
    toll_text wanted, key;
    size_t found = SIZE_MAX;
    toll_arena_init(&memory, 0);
    bool done = disparity_key(&wanted, &memory, name);
    for (size_t i = 0; done && i < disparity->row_count && found == SIZE_MAX; i++)
        if (disparity_key(&key, &memory, disparity->rows[i].name) && disparity_compare(key, wanted) == 0) found = i;
    toll_arena_free(&memory);
    return found;
}

toll_overlay toll_overlay_of(toll_limits computed, toll_limits said, double none)
{
    if (isnan(computed.low) || isnan(computed.high) || isnan(said.low) || isnan(said.high)) return TOLL_OVERLAY_OPEN;
    if (computed.high < said.low || computed.low > said.high) return TOLL_OVERLAY_NOT;
    bool denied = none < said.low || none > said.high;
    return denied && computed.low <= none && none <= computed.high ? TOLL_OVERLAY_OPEN : TOLL_OVERLAY_CONSISTENT;
}

const char *toll_overlay_name(toll_overlay overlay)
{
    static const char *const names[] = {"cannot be told", "consistent", "not consistent"};
    return (unsigned)overlay < sizeof names / sizeof *names ? names[overlay] : NULL;
}
