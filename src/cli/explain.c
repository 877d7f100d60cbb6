/* tollbook explain: a claim taken apart. Finds it by its id (or the beginning of it) in the documents named, prints each part with its words and
 * bytes, and then the words of its sentence with the table rows that know them. Without an id every claim is explained; FILE:BYTE names the claims of
 * the sentence that holds this byte. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "engine/engine.h"
#include "view/view.h"

typedef struct explaining {
    const char *id; /* beginning of the claim's id; NULL = every claim */
    uint64_t byte;  /* of the sentence asked for; UINT64_MAX = every sentence */
    size_t found;
    toll_buffer tokens;
} explaining;

/* The number after `key` in a line of `show tokens`, whose first keys are the document's name, the kind, and start and end. */
static unsigned long number_after(const char *line, const char *key)
{
    const char *at = strstr(line, key);
    return at ? strtoul(at + strlen(key), NULL, 10) : 0;
}

/* One word with its rows, which stand in the line as ["class table:line","class table:line"]. */
static void add_word(toll_buffer *out, const char *line, const toll_document *document, size_t start, size_t end)
{
    const char *rows = strstr(line, ",\"rows\":[");
    if (!rows || rows[9] == ']') return;
    toll_buffer_add_string(out, "  ");
    size_t before = out->len;
    toll_view_add_plain(out, (toll_text){document->text.data + start, end - start});
    for (size_t width = toll_view_width((toll_text){out->data + before, out->len - before}); width < 18; width++)
        toll_buffer_add_char(out, ' ');
    toll_buffer_add_char(out, ' ');
    for (const char *c = rows + 9; *c != ']' && *c != '\n'; c++) {
        if (*c == ',') toll_buffer_add_string(out, ", ");
        else if (*c != '"') toll_buffer_add_char(out, *c);
    }
    toll_buffer_add_char(out, '\n');
}

static void add_rows(toll_buffer *out, const toll_buffer *tokens, const toll_document *document, toll_span sentence)
{
    toll_buffer_add_string(out, "\nwords, and the table rows that know them\n");
    for (const char *line = tokens->data; line && *line;) {
        const char *next = strchr(line, '\n');
        size_t start = number_after(line, "\"start\":"), end = number_after(line, "\"end\":");
        if (start >= sentence.off && end <= toll_span_end(sentence) && start < end) add_word(out, line, document, start, end);
        line = next ? next + 1 : NULL;
    }
    toll_buffer_add_char(out, '\n');
}

static toll_status explain_document(toll_buffer *out, void *context, toll_run *run, const toll_document *document, toll_error *error)
{
    explaining *e = context;
    toll_reading found;
    toll_buffer_clear(&e->tokens);
    toll_status status = toll_run_show(&e->tokens, run, document, TOLL_SHOW_TOKENS, true, error);
    if (status == TOLL_OK) status = toll_run_read(&found, run, document, error);
    for (size_t i = 0; status == TOLL_OK && i < found.claim_count; i++) {
        const toll_claim *claim = &found.claims[i];
        if (e->id && strncmp(claim->id, e->id, strlen(e->id)) != 0) continue;
        if (e->byte != UINT64_MAX && (e->byte < claim->sentence.off || e->byte >= toll_span_end(claim->sentence))) continue;
        e->found++;
        toll_view_explain(out, claim, document);
        add_rows(out, &e->tokens, document, claim->sentence);
    }
    return status;
}

/* "article.txt:1234", where there is no file of that name: cuts the number off and gives it; UINT64_MAX where there is none. */
static uint64_t cut_byte(char *operand)
{
    char *colon = strrchr(operand, ':');
    if (!colon || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1) || strlen(colon + 1) > 18 || access(operand, F_OK) == 0)
        return UINT64_MAX;
    *colon = '\0';
    return strtoull(colon + 1, NULL, 10);
}

int toll_cli_explain(int argc, char **argv)
{
    toll_cli_input input = TOLL_CLI_INPUT_DEFAULT;
    explaining e = {.byte = UINT64_MAX};
    const char *tables = NULL;
    const toll_option options[] = {
        {"claim", TOLL_OPTION_TEXT, &e.id, "ID", "only the claim with this id, or whose id begins so"},
        TOLL_CLI_INPUT_OPTIONS(input),
        {"tables", TOLL_OPTION_TEXT, &tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
    };
    const toll_usage usage = {"explain", "FILE... | FILE:BYTE | -",
        "Takes claims apart: every part with its words, their bytes and what was made of them, the rule that made the claim, and the\n"
        "words of its sentence with the rows of the tables that know them.",
        "  tollbook explain article.txt\n"
        "  tollbook explain article.txt:1234\n"
        "  tollbook explain --claim 3f0a article.txt\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("explain: name the files to read, or - for standard input; see `tollbook help explain`");
        return TOLL_EXIT_USAGE;
    }
    if (argc == 2) e.byte = cut_byte(argv[1]);
    code = toll_cli_walk(&input, tables, argc - 1, argv + 1, explain_document, &e);
    toll_buffer_free(&e.tokens);
    if (code != TOLL_EXIT_DONE || e.found || (!e.id && e.byte == UINT64_MAX)) return code;
    if (e.id) toll_cli_say("explain: no claim in these documents has an id that begins with %s", e.id);
    else
        toll_cli_say("explain: no claim was read in a sentence that holds byte %llu; `tollbook show phrases` prints what was seen in it",
            (unsigned long long)e.byte);
    return TOLL_EXIT_USAGE;
}
