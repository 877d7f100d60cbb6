/* In: a robots.txt. Out: what it allows a fetcher of this name (RFC 9309): the groups that name it, else those for all; the longest rule that fits
 * decides, and where two are as long, the one that allows. '*' stands for anything, '$' for the end. At most 500 KiB of it are read, as the
 * standard asks for. Matching is linear in path and rule: a '*' is tried from its latest place only. */
#include "base/fault.h"
#include "fetch.h"

enum { most_bytes = 500 * 1024 };

static toll_text trim(toll_text text)
{
    while (text.len && (unsigned char)text.data[0] <= ' ') text.data++, text.len--;
    while (text.len && (unsigned char)text.data[text.len - 1] <= ' ') text.len--;
    return text;
}

static bool same(toll_text a, toll_text b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        char x = a.data[i], y = b.data[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x + 32);
        if (y >= 'A' && y <= 'Z') y = (char)(y + 32);
        if (x != y) return false;
    }
    return true;
}

static bool add_rule(toll_robots *robots, char sign, toll_text path)
{
    if (!path.len) return true; /* "Disallow:" allows everything */
    if (!toll_grow(&robots->rules, &robots->cap, robots->count, sizeof *robots->rules)) return false;
    char *rule = toll_arena_take(&robots->memory, path.len + 1);
    if (!rule) return false;
    rule[0] = sign;
    memcpy(rule + 1, path.data, path.len);
    robots->rules[robots->count++] = (toll_text){rule, path.len + 1};
    return true;
}

static unsigned seconds_of(toll_text value)
{
    unsigned seconds = 0;
    for (size_t i = 0; i < value.len && value.data[i] >= '0' && value.data[i] <= '9' && seconds < 1000; i++)
        seconds = seconds * 10 + (unsigned)(value.data[i] - '0');
    return seconds;
}

/* The groups for `agent`; whether there was one. */
static bool read_groups(toll_robots *out, toll_text text, toll_text agent, bool *found)
{
    bool mine = false, names = false;
    while (text.len) {
        const char *end = memchr(text.data, '\n', text.len);
        toll_text line = {text.data, end ? (size_t)(end - text.data) : text.len};
        text = (toll_text){line.data + line.len + (end != NULL), text.len - line.len - (end != NULL)};
        const char *note = line.len ? memchr(line.data, '#', line.len) : NULL;
        if (note) line.len = (size_t)(note - line.data);
        const char *colon = line.len ? memchr(line.data, ':', line.len) : NULL;
        if (!colon) continue;
        toll_text key = trim((toll_text){line.data, (size_t)(colon - line.data)});
        toll_text value = trim((toll_text){colon + 1, line.len - (size_t)(colon - line.data) - 1});
        if (same(key, toll_text_of("user-agent"))) {
            if (!names) mine = false;
            names = true;
            mine |= same(value, agent);
            *found |= mine;
            continue;
        }
        bool allow = same(key, toll_text_of("allow")), forbid = same(key, toll_text_of("disallow"));
        if (allow || forbid) {
            names = false;
            if (mine && !add_rule(out, allow ? '+' : '-', value)) return false;
        } else if (same(key, toll_text_of("crawl-delay"))) {
            names = false;
            if (mine) out->delay = seconds_of(value);
        }
    }
    return true;
}

bool toll_robots_read(toll_robots *out, toll_text text, toll_text agent)
{
    *out = (toll_robots){0};
    toll_arena_init(&out->memory, 0);
    if (text.len > most_bytes) text.len = most_bytes;
    if (text.len >= 3 && !memcmp(text.data, "\xef\xbb\xbf", 3)) text.data += 3, text.len -= 3;
    bool found = false;
    if (!read_groups(out, text, agent, &found)) return false;
    return found || read_groups(out, text, toll_text_of("*"), &found);
}

/* Does the rule fit the path's beginning? */
static bool fits(toll_text rule, toll_text path)
{
    size_t r = 0, p = 0, star = SIZE_MAX, from = 0;
    bool end = rule.len && rule.data[rule.len - 1] == '$';
    size_t len = rule.len - end;
    while (r < len || (end && p < path.len)) {
        if (r < len && rule.data[r] == '*') {
            star = r++;
            from = p;
        } else if (r < len && p < path.len && rule.data[r] == path.data[p]) {
            r++, p++;
        } else if (star != SIZE_MAX && from < path.len) {
            r = star + 1;
            p = ++from;
        } else {
            return false;
        }
    }
    return true;
}

bool toll_robots_allow(const toll_robots *robots, toll_text path)
{
    size_t longest = 0;
    bool allowed = !robots->nothing;
    if (!path.len) path = toll_text_of("/");
    for (size_t i = 0; i < robots->count; i++) {
        toll_text rule = {robots->rules[i].data + 1, robots->rules[i].len - 1};
        bool allow = robots->rules[i].data[0] == '+';
        if (rule.len < longest || !fits(rule, path)) continue;
        allowed = rule.len > longest ? allow : allowed || allow;
        longest = rule.len;
    }
    return allowed;
}

void toll_robots_free(toll_robots *robots)
{
    toll_base_free(robots->rules);
    toll_arena_free(&robots->memory);
    *robots = (toll_robots){0};
}

bool toll_http_origin(toll_text *out, toll_text url)
{
    size_t scheme = url.len > 7 && !memcmp(url.data, "http://", 7)    ? 7
                    : url.len > 8 && !memcmp(url.data, "https://", 8) ? 8
                                                                      : 0,
           len = scheme;
    while (len < url.len && !strchr("/?#", url.data[len])) len++;
    *out = (toll_text){url.data, len};
    return scheme && len > scheme;
}
