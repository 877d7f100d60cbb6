/* Reads the lines of one rules file. The language is described in docs/language.md:
 *
 *     rule at-least -> quantity qualifier=at_least
 *       match  at least value:<number>
 *       yes    it lost [at least 63] men
 *       no     at last 63
 *
 * In: the file's text. Out: its rules, settings, examples and (compile_pattern.c) steps. Every rule has a match line and both kinds of example. */
#include "inside.h"

static bool take_word(toll_text *line, toll_text *word)
{
    while (line->len && (*line->data == ' ' || *line->data == '\t')) line->data++, line->len--;
    word->data = line->data;
    word->len = 0;
    while (word->len < line->len && line->data[word->len] != ' ' && line->data[word->len] != '\t') word->len++;
    line->data += word->len;
    line->len -= word->len;
    return word->len > 0;
}

static toll_status begin_rule(compiler *c, const char *file, uint32_t line, toll_text rest)
{
    toll_text name, arrow, kind, setting;
    if (!take_word(&rest, &name) || !take_word(&rest, &arrow) || !toll_text_is(arrow, "->") || !take_word(&rest, &kind))
        return toll_error_at(c->error, TOLL_E_TABLE, file, line, "a rule begins `rule NAME -> KIND [key=value ...]`");
    blob_rule *rule = list_add(c, &c->rules);
    if (!rule || c->rules.count > UINT16_MAX) return TOLL_E_MEMORY;
    blob_rule made = {.name = compile_string(c, name.data, name.len),
        .file = compile_string(c, file, strlen(file)),
        .line = line,
        .setting_first = (uint32_t)c->settings.count,
        .capture_first = (uint32_t)c->captures.count,
        .kind = compile_kind(c, kind)};
    if (made.kind == TOLL_NO_KIND) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "too many kinds of mention");
    for (size_t i = 0; i + 1 < c->rules.count; i++)
        if (((blob_rule *)c->rules.data)[i].name == made.name)
            return toll_error_at(
                c->error, TOLL_E_TABLE, file, line, "the rule `%.*s` stands twice; give one another name", (int)name.len, name.data);
    while (take_word(&rest, &setting)) {
        const char *equals = memchr(setting.data, '=', setting.len);
        if (!equals) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "`%.*s` is no key=value", (int)setting.len, setting.data);
        blob_setting *added = list_add(c, &c->settings);
        size_t key = (size_t)(equals - setting.data);
        if (added) *added = (blob_setting){compile_string(c, setting.data, key), compile_string(c, equals + 1, setting.len - key - 1)};
        made.setting_count++;
    }
    ((blob_rule *)c->rules.data)[c->rules.count - 1] = made;
    return c->failed ? TOLL_E_MEMORY : TOLL_OK;
}

typedef struct open_rule {
    bool open;
    unsigned yes, no;
    uint32_t line, last_split;
    bool matched;
} open_rule;

static toll_status end_rule(compiler *c, const char *file, open_rule *rule)
{
    if (!rule->open) return TOLL_OK;
    const blob_rule *last = (const blob_rule *)c->rules.data + c->rules.count - 1;
    const char *name = c->strings.data + last->name;
    if (!rule->matched) return toll_error_at(c->error, TOLL_E_TABLE, file, rule->line, "the rule `%s` has no match line", name);
    if (!rule->yes || !rule->no)
        return toll_error_at(c->error, TOLL_E_TABLE, file, rule->line, "the rule `%s` needs at least one `yes` and one `no` example", name);
    *rule = (open_rule){0};
    return TOLL_OK;
}

/* A further match line is an alternative to the ones before: they are chained by their splits. */
static toll_status add_match(compiler *c, const char *file, uint32_t line, toll_text text, open_rule *open)
{
    uint32_t rule = (uint32_t)c->rules.count - 1, split;
    toll_status status = compile_pattern(c, file, line, rule, text, &split);
    if (status != TOLL_OK) return status;
    if (open->matched) ((blob_step *)c->steps.data)[open->last_split].b = split;
    else ((blob_rule *)c->rules.data)[rule].entry = split;
    open->last_split = split;
    open->matched = true;
    compile_begin(c, rule, split + 1);
    return c->failed ? TOLL_E_MEMORY : TOLL_OK;
}

static toll_status add_example(compiler *c, uint32_t line, toll_text text, bool wanted, open_rule *open)
{
    rule_source *example = list_add(c, &c->examples);
    if (!example) return TOLL_E_MEMORY;
    char *copy = toll_arena_string(&c->arena, text.data, text.len);
    if (!copy) return TOLL_E_MEMORY;
    *example = (rule_source){.text = {copy, text.len}, .rule = (uint32_t)c->rules.count - 1, .line = line, .wanted = wanted};
    if (wanted) open->yes++;
    else open->no++;
    return TOLL_OK;
}

toll_status compile_rules(compiler *c, const char *name, toll_text content)
{
    open_rule open = {0};
    uint32_t line = 0;
    toll_status status = TOLL_OK;
    while (content.len && status == TOLL_OK) {
        const char *end = memchr(content.data, '\n', content.len);
        toll_text row = {content.data, end ? (size_t)(end - content.data) : content.len}, word;
        content.len -= row.len + (end != NULL);
        content.data += row.len + (end != NULL);
        line++;
        while (row.len && (row.data[row.len - 1] == ' ' || row.data[row.len - 1] == '\r' || row.data[row.len - 1] == '\t')) row.len--;
        if (!take_word(&row, &word) || word.data[0] == '#') continue;
        while (row.len && (*row.data == ' ' || *row.data == '\t')) row.data++, row.len--;
        if (toll_text_is(word, "rule")) {
            status = end_rule(c, name, &open);
            if (status == TOLL_OK) status = begin_rule(c, name, line, row);
            open = (open_rule){.open = true, .line = line};
        } else if (!open.open) {
            status = toll_error_at(c->error, TOLL_E_TABLE, name, line, "`%.*s` stands before any rule", (int)word.len, word.data);
        } else if (toll_text_is(word, "match")) {
            status = add_match(c, name, line, row, &open);
        } else if (toll_text_is(word, "yes") || toll_text_is(word, "no")) {
            status = add_example(c, line, row, word.data[0] == 'y', &open);
        } else {
            status = toll_error_at(
                c->error, TOLL_E_TABLE, name, line, "`%.*s` is not one of rule, match, yes, no", (int)word.len, word.data);
        }
    }
    return status == TOLL_OK ? end_rule(c, name, &open) : status;
}
