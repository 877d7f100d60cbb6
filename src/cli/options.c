/* In: a table of options and the arguments. Out: the values put where the table says, and the operands. Help is printed from the same table,
 * so the two agree. Wrong use is said in one line with the way out, and ends in exit code 2. */
#include <stdio.h>

#include "cli.h"

static int wrong(const toll_usage *usage, const char *what, const char *which, const char *advice)
{
    toll_cli_say("%s: %s%s%s%s%s; see `tollbook help %s`", usage->command, what, *which ? " " : "", which, advice ? ", " : "",
        advice ? advice : "", usage->command);
    return TOLL_EXIT_USAGE;
}

static const toll_option *find(const toll_usage *usage, toll_text name)
{
    for (size_t i = 0; i < usage->option_count; i++)
        if (toll_text_is(name, usage->options[i].name)) return &usage->options[i];
    return NULL;
}

/* The option that the unknown name is the beginning or the end of a typing slip of: same first letters, at most two differ. */
static const char *meant(const toll_usage *usage, toll_text name)
{
    const char *best = NULL;
    size_t best_common = 2;
    for (size_t i = 0; i < usage->option_count; i++) {
        const char *known = usage->options[i].name;
        size_t common = 0;
        while (common < name.len && known[common] && known[common] == name.data[common]) common++;
        if (common > best_common || (common == best_common && !best)) {
            best = known;
            best_common = common;
        }
    }
    return best;
}

static int unknown(const toll_usage *usage, const char *argument, toll_text name)
{
    const char *known = meant(usage, name);
    if (!known) return wrong(usage, "unknown option", argument, NULL);
    char advice[80];
    snprintf(advice, sizeof advice, "perhaps --%s was meant", known);
    return wrong(usage, "unknown option", argument, advice);
}

/* The number of the word in "one|two|three", or -1. */
static int choice(const char *words, const char *given)
{
    size_t len = strlen(given);
    for (int number = 0;; number++) {
        size_t word = strcspn(words, "|");
        if (word == len && !memcmp(words, given, len)) return number;
        if (!words[word]) return -1;
        words += word + 1;
    }
}

bool toll_cli_count(uint64_t *out, const char *given)
{
    uint64_t value = 0;
    const char *c = given;
    for (; *c >= '0' && *c <= '9'; c++) {
        if (value > (UINT64_MAX - 9) / 10) return false;
        value = value * 10 + (uint64_t)(*c - '0');
    }
    *out = value;
    return c != given && !*c && value;
}

/* Puts the value where it belongs; what is wrong with it, or NULL. */
static const char *take(const toll_option *option, const char *given)
{
    if (option->kind == TOLL_OPTION_TEXT) {
        *(const char **)option->out = given;
        return *given ? NULL : "a word, not empty";
    }
    if (option->kind == TOLL_OPTION_COUNT) return toll_cli_count(option->out, given) ? NULL : "a number from 1";
    if (option->kind == TOLL_OPTION_DAY) {
        bool plain = strlen(given) == 10 && toll_day_parse(option->out, toll_text_of(given));
        return plain ? NULL : "a date, YYYY-MM-DD";
    }
    int number = choice(option->value, given);
    if (number >= 0) *(int *)option->out = number;
    return number >= 0 ? NULL : option->value;
}

static void add_option(toll_buffer *out, const toll_option *option)
{
    char left[64];
    bool choices = option->kind == TOLL_OPTION_CHOICE;
    const char *value = option->kind == TOLL_OPTION_FLAG ? "" : choices ? "WORD" : option->value;
    snprintf(left, sizeof left, "--%s %s", option->name, value);
    toll_buffer_printf(out, "  %-20s %s", left, option->help);
    if (choices) {
        toll_buffer_add_string(out, ": ");
        for (const char *c = option->value; *c; c++) {
            if (*c == '|') toll_buffer_add_string(out, ", ");
            else toll_buffer_add_char(out, *c);
        }
    }
    toll_buffer_add_char(out, '\n');
}

static int help(const toll_usage *usage)
{
    toll_buffer out = {0};
    toll_buffer_printf(&out, "tollbook %s%s%s%s\n\n%s\n", usage->command, usage->option_count ? " [OPTIONS]" : "",
        *usage->operands ? " " : "", usage->operands, usage->summary);
    if (usage->examples) toll_buffer_printf(&out, "\n%s", usage->examples);
    if (usage->option_count) toll_buffer_add_string(&out, "\nOptions:\n");
    for (size_t i = 0; i < usage->option_count; i++) add_option(&out, &usage->options[i]);
    bool done = !out.failed && toll_cli_write(out.data, out.len);
    toll_buffer_free(&out);
    return done ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

/* One argument that begins with two dashes; `next` is the one behind it, and *used says whether it was its value. */
static int one_option(const toll_usage *usage, const char *argument, const char *next, bool *used)
{
    size_t len = strcspn(argument + 2, "=");
    toll_text name = {argument + 2, len};
    const char *given = argument[2 + len] ? argument + 2 + len + 1 : NULL;
    const toll_option *option = find(usage, name);
    if (!option) return unknown(usage, argument, name);
    if (option->kind == TOLL_OPTION_FLAG) {
        if (given) return wrong(usage, argument, "takes no value", NULL);
        *(bool *)option->out = true;
        return TOLL_CLI_GO;
    }
    *used = !given;
    if (!given) given = next;
    if (!given) return wrong(usage, argument, "needs a value", option->kind == TOLL_OPTION_CHOICE ? option->value : NULL);
    const char *problem = take(option, given);
    if (!problem) return TOLL_CLI_GO;
    char what[160];
    snprintf(what, sizeof what, "--%s must be %s%s", option->name, option->kind == TOLL_OPTION_CHOICE ? "one of " : "", problem);
    return wrong(usage, what, "", NULL);
}

int toll_cli_parse(const toll_usage *usage, int *argc, char **argv)
{
    int kept = 1, code = TOLL_CLI_GO;
    bool options = true;
    for (int i = 1; i < *argc && code == TOLL_CLI_GO; i++) {
        char *argument = argv[i];
        bool used = false;
        if (!options || argument[0] != '-' || !argument[1]) argv[kept++] = argument;
        else if (!strcmp(argument, "--")) options = false;
        else if (!strcmp(argument, "--help") || !strcmp(argument, "-h")) return help(usage);
        else if (!strcmp(argument, "-q") && find(usage, toll_text_of("quiet"))) *(bool *)find(usage, toll_text_of("quiet"))->out = true;
        else if (!strcmp(argument, "-o") && find(usage, toll_text_of("output")))
            code = one_option(usage, "--output", i + 1 < *argc ? argv[i + 1] : NULL, &used);
        else if (argument[1] != '-') code = unknown(usage, argument, (toll_text){"", 0});
        else code = one_option(usage, argument, i + 1 < *argc ? argv[i + 1] : NULL, &used);
        i += used;
    }
    if (code == TOLL_CLI_GO) *argc = kept;
    return code;
}
