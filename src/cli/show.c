/* tollbook show: what one stage of the engine saw in a document. tokens with the table rows that know them, mentions with their values and rules,
 * phrases with what was tied to them, and the claims that came of it. */
#include "cli.h"
#include "engine/engine.h"
#include "view/view.h"

enum { show_claims = TOLL_SHOW_PHRASES + 1, show_article };

typedef struct showing {
    int what; /* a toll_show, or show_claims */
    bool jsonl;
    toll_view_options view;
} showing;

/* The claims as `read` prints them, each with one field more: what its confidence rests on. */
static void show_grounds(toll_buffer *out, const toll_reading *found, const toll_document *document)
{
    for (size_t i = 0; i < found->claim_count; i++) {
        toll_view_claim_json(out, &found->claims[i], document, found->sha256);
        if (out->len) out->len--; /* the brace: the object goes on */
        toll_buffer_add_string(out, ",\"grounds\":[");
        bool any = false;
        for (unsigned ground = 0; toll_ground_name(ground); ground++) {
            if (!(found->claims[i].grounds >> ground & 1)) continue;
            toll_buffer_printf(out, any ? ",\"%s\"" : "\"%s\"", toll_ground_name(ground));
            any = true;
        }
        toll_buffer_add_string(out, "]}\n");
    }
}

static toll_status show_document(toll_buffer *out, void *context, toll_run *run, const toll_document *document, toll_error *error)
{
    const showing *s = context;
    if (s->what == show_article) {
        toll_cli_show_article(out, document, s->jsonl);
        return TOLL_OK;
    }
    if (s->what != show_claims) return toll_run_show(out, run, document, (toll_show)s->what, s->jsonl, error);
    toll_reading found;
    toll_status status = toll_run_read(&found, run, document, error);
    if (status == TOLL_OK && s->jsonl) show_grounds(out, &found, document);
    else if (status == TOLL_OK) toll_view_claims(out, &s->view, document, found.sha256, found.claims, found.claim_count);
    return status;
}

static int stage(const char *name)
{
    static const char *const names[] = {[TOLL_SHOW_TOKENS] = "tokens",
        [TOLL_SHOW_MENTIONS] = "mentions",
        [TOLL_SHOW_PHRASES] = "phrases",
        [show_claims] = "claims",
        [show_article] = "article"};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
        if (names[i] && !strcmp(names[i], name)) return i;
    return -1;
}

int toll_cli_show(int argc, char **argv)
{
    toll_cli_input input = TOLL_CLI_INPUT_DEFAULT;
    const char *tables = NULL;
    int format = -1;
    const toll_option options[] = {
        TOLL_CLI_INPUT_OPTIONS(input),
        {"format", TOLL_OPTION_CHOICE, &format, "text|jsonl", "how to print (text on a terminal, else jsonl)"},
        {"tables", TOLL_OPTION_TEXT, &tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
    };
    const toll_usage usage = {"show", "article|tokens|mentions|phrases|claims FILE... | -",
        "Prints what one stage of the engine saw in documents: the article in a page and what the page says\n"
        "of it, the words with the table rows that know them, the mentions with their values and rules, the phrases and what was tied to\n"
        "them, or the claims that came of it.",
        "  tollbook show tokens article.txt\n"
        "  tollbook show mentions --format jsonl --published 2023-01-04 article.txt\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    int what = argc > 1 ? stage(argv[1]) : -1;
    if (what < 0 || argc < 3) {
        toll_cli_say("show: name a stage (article, tokens, mentions, phrases or claims) and the files to read; see `tollbook help show`");
        return TOLL_EXIT_USAGE;
    }
    bool jsonl = format >= 0 ? format == 1 : !toll_cli_stdout_is_terminal();
    showing s = {.what = what, .jsonl = jsonl, .view = {.size = sizeof s.view, .format = jsonl ? TOLL_VIEW_JSONL : TOLL_VIEW_TABLE}};
    s.view.width = toll_cli_width();
    return toll_cli_walk(&input, tables, argc - 2, argv + 2, show_document, &s);
}
