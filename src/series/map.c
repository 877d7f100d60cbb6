/* In: the text of a mapping, by anybody. Out: which columns of a table are which series. Lines are checked one by one, and everything that
 * is not understood is an error with its line: a key that was misspelt must not become a series without a side. */
#include <stdio.h>

#include "series.h"

typedef struct reader {
    toll_series_map *map;
    toll_series_line common; /* what stands before the first name */
    toll_series_line *line;  /* NULL = before the first name */
    toll_arena *memory;
    const char *where;
    uint64_t number;
    toll_error *error;
} reader;

static toll_text trim(toll_text text)
{
    while (text.len && strchr(" \t\r", text.data[0])) text.data++, text.len--;
    while (text.len && strchr(" \t\r", text.data[text.len - 1])) text.len--;
    return text;
}

static toll_status wrong(reader *r, toll_text what, const char *mend)
{
    return toll_error_at(
        r->error, TOLL_E_INPUT, r->where, r->number, "\"%.*s\" %s", (int)toll_text_head(what, 60).len, what.data ? what.data : "", mend);
}

static toll_status copy(const char **out, reader *r, toll_text value)
{
    *out = toll_arena_string(r->memory, value.data, value.len);
    return *out ? TOLL_OK : toll_error_set(r->error, TOLL_E_MEMORY, r->where, "not enough memory for this mapping");
}

static toll_status begin_line(reader *r, toll_text name)
{
    if (!name.len) return wrong(r, name, "is no name; write [personnel]");
    if (r->map->count == TOLL_SERIES_LINES) return wrong(r, name, "is one series too many (256 are the most); write a second mapping");
    for (size_t i = 0; i < r->map->count; i++)
        if (toll_text_is(name, r->map->lines[i].name)) return wrong(r, name, "is there twice; give each series a name of its own");
    r->line = &r->map->lines[r->map->count++];
    *r->line = r->common;
    return copy(&r->line->name, r, name);
}

/* Words with blanks between them; the first is the claimant's own. */
static toll_status set_outcomes(reader *r, toll_series_line *line, toll_text value)
{
    line->outcomes = 0;
    for (size_t at = 0; at < value.len;) {
        size_t len = 0;
        while (at + len < value.len && value.data[at + len] != ' ' && value.data[at + len] != '\t') len++;
        toll_text word = {value.data + at, len};
        int outcome = len ? toll_outcome_from_name(word) : -1;
        if (len && outcome < 0)
            return wrong(r, word, "is no outcome; write killed, wounded, casualties, losses, destroyed, lost and the like");
        if (len) line->outcomes |= 1u << outcome;
        at += len + 1;
    }
    return TOLL_OK;
}

static toll_status set_class(reader *r, toll_series_line *line, toll_text value)
{
    int class_ = toll_class_from_name(value);
    if (class_ < 0) return wrong(r, value, "is no class; write military, civilian, mixed, unknown or materiel");
    line->class_ = (uint8_t)class_;
    return TOLL_OK;
}

static toll_status set_lag(reader *r, toll_text value)
{
    if (value.len != 1 || value.data[0] < '0' || value.data[0] > '7')
        return wrong(r, value, "is no lag; write the days from a loss to its report, 0 to 7");
    r->map->lag = value.data[0] - '0';
    return TOLL_OK;
}

static toll_status set_skip(reader *r, toll_text value)
{
    const char *equals = memchr(value.data, '=', value.len);
    if (!equals) return wrong(r, value, "is no COLUMN=VALUE; write skip = report_source=missing");
    size_t len = (size_t)(equals - value.data);
    toll_status status = copy(&r->map->skip_column, r, trim((toll_text){value.data, len}));
    return status < 0 ? status : copy(&r->map->skip_value, r, trim((toll_text){equals + 1, value.len - len - 1}));
}

static toll_status set(reader *r, toll_text key, toll_text value)
{
    toll_series_line *line = r->line ? r->line : &r->common;
    toll_series_map *map = r->map;
    const struct {
        const char *key;
        const char **of_line, **of_map;
    } strings[] = {{"side", &line->side, NULL}, {"category", &line->category, NULL}, {"place", &line->place, NULL},
        {"total", &line->total, NULL}, {"daily", &line->daily, NULL}, {"claimant", NULL, &map->claimant},
        {"claimant_side", NULL, &map->claimant_side}, {"date", NULL, &map->date}, {"qualifier", NULL, &map->qualifier},
        {"source", NULL, &map->source}, {"url", NULL, &map->url}};
    if (!value.len) return wrong(r, key, "has no value; write key = value");
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (!toll_text_is(key, strings[i].key)) continue;
        if (strings[i].of_map && r->line) return wrong(r, key, "holds for the whole table; write it before the first [name]");
        return copy(strings[i].of_line ? strings[i].of_line : strings[i].of_map, r, value);
    }
    if (toll_text_is(key, "class")) return set_class(r, line, value);
    if (toll_text_is(key, "outcome")) return set_outcomes(r, line, value);
    if (toll_text_is(key, "lag") && !r->line) return set_lag(r, value);
    if (toll_text_is(key, "skip") && !r->line) return set_skip(r, value);
    return wrong(r, key,
        "is no key here; there are claimant, claimant_side, date, lag, qualifier, source, url, skip for the table, and side, class, category, "
        "outcome, place, total, daily");
}

static toll_status read_line(reader *r, toll_text line)
{
    line = trim(line);
    if (!line.len || line.data[0] == '#') return TOLL_OK;
    if (line.data[0] == '[') {
        if (line.data[line.len - 1] != ']') return wrong(r, line, "is not closed; write [personnel]");
        return begin_line(r, trim((toll_text){line.data + 1, line.len - 2}));
    }
    const char *equals = memchr(line.data, '=', line.len);
    if (!equals) return wrong(r, line, "is no line of a mapping; write key = value or [name]");
    size_t len = (size_t)(equals - line.data);
    return set(r, trim((toll_text){line.data, len}), trim((toll_text){equals + 1, line.len - len - 1}));
}

static toll_status check(reader *r)
{
    const toll_series_map *map = r->map;
    if (!map->date) return toll_error_set(r->error, TOLL_E_INPUT, r->where, "no column of days; write date = COLUMN");
    if (!map->count)
        return toll_error_set(r->error, TOLL_E_INPUT, r->where, "no series; write [name] and under it total = COLUMN or daily = COLUMN");
    for (size_t i = 0; i < map->count; i++) {
        const toll_series_line *line = &map->lines[i];
        if (!line->total && !line->daily)
            return toll_error_set(
                r->error, TOLL_E_INPUT, r->where, "[%s] has no figures; write total = COLUMN or daily = COLUMN", line->name);
        if (!line->outcomes)
            return toll_error_set(r->error, TOLL_E_INPUT, r->where, "[%s] has no outcome; write outcome = killed or the like", line->name);
    }
    return TOLL_OK;
}

toll_status toll_series_map_read(toll_series_map *out, toll_arena *memory, toll_text text, const char *where, toll_error *error)
{
    *out = (toll_series_map){0};
    reader r = {.map = out, .common = {.class_ = TOLL_CLASS_UNKNOWN}, .memory = memory, .where = where, .error = error};
    size_t bad = text.len ? toll_utf8_check(text.data, text.len) : 0;
    if (bad < text.len) return toll_error_set(error, TOLL_E_INPUT, where, "byte %zu is no text; write the mapping as UTF-8", bad);
    out->lines = toll_arena_zero(memory, TOLL_SERIES_LINES, sizeof *out->lines);
    if (!out->lines) return toll_error_set(error, TOLL_E_MEMORY, where, "not enough memory for this mapping");
    toll_status status = TOLL_OK;
    for (size_t at = 0; at < text.len && status == TOLL_OK;) {
        const char *end = memchr(text.data + at, '\n', text.len - at);
        size_t len = end ? (size_t)(end - text.data) - at : text.len - at;
        r.number++;
        status = read_line(&r, (toll_text){text.data + at, len});
        at += len + 1;
    }
    return status < 0 ? status : check(&r);
}
