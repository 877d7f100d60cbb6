/* tollbook events: which documents tell of one event, by the names, numbers and days of their sentences about losses. No claimant is needed
 * and no ledger; no name is printed. Groups, or with --links the pairs that make them, with what each rests on. */
#include "cli.h"
#include "engine/engine.h"
#include "reckon/event.h"

#include <stdlib.h>

#include "base/fault.h"

typedef struct gathering {
    toll_events *events;
    char **names;
    size_t count, cap;
} gathering;

static toll_status take_document(toll_buffer *out, void *context, toll_run *run, const toll_document *document, toll_error *error)
{
    gathering *g = context;
    toll_gist gist = {0};
    (void)out;
    toll_status status = toll_run_gist(&gist, run, document, error);
    char *name = toll_base_take(document->name.len + 1);
    if (status == TOLL_OK && (!name || !toll_grow(&g->names, &g->cap, g->count, sizeof *g->names)))
        status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    if (status == TOLL_OK) status = toll_events_add(g->events, &gist, document->published, error);
    toll_gist_free(&gist);
    if (status != TOLL_OK) {
        toll_base_free(name);
        return status;
    }
    memcpy(name, document->name.data ? document->name.data : "", document->name.len);
    name[document->name.len] = '\0';
    g->names[g->count++] = name;
    return TOLL_OK;
}

static void add_links(toll_buffer *out, const gathering *g, const toll_event_link *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const toll_event_link *l = &links[i];
        toll_buffer_add_string(out, "{\"documents\":[");
        toll_buffer_add_json(out, toll_text_of(g->names[l->a]));
        toll_buffer_add_char(out, ',');
        toll_buffer_add_json(out, toll_text_of(g->names[l->b]));
        toll_buffer_printf(
            out, "],\"likeness\":%.3f,\"rare_names\":%u,\"days\":\"%s\"}\n", l->likeness, (unsigned)l->rare, l->near ? "near" : "apart");
    }
}

typedef struct membership {
    uint32_t group, document;
} membership;

static int compare(const void *a, const void *b)
{
    const membership *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    return x->document < y->document ? -1 : x->document > y->document;
}

/* Groups of two and more, by their first documents. */
static bool add_groups(toll_buffer *out, const gathering *g)
{
    membership *all = toll_base_take((g->count + 1) * sizeof *all);
    if (!all) return false;
    for (uint32_t i = 0; i < g->count; i++) all[i] = (membership){toll_events_group(g->events, i), i};
    if (g->count) qsort(all, g->count, sizeof *all, compare);
    for (size_t i = 0, end = 0; i < g->count; i = end) {
        for (end = i; end < g->count && all[end].group == all[i].group;) end++;
        if (end - i < 2) continue;
        toll_buffer_printf(out, "{\"event\":%u,\"documents\":[", (unsigned)all[i].group + 1);
        for (size_t k = i; k < end; k++) {
            if (k > i) toll_buffer_add_char(out, ',');
            toll_buffer_add_json(out, toll_text_of(g->names[all[k].document]));
        }
        toll_buffer_add_string(out, "]}\n");
    }
    toll_base_free(all);
    return true;
}

static toll_status print(const gathering *g, bool pairs, bool *written, toll_error *error)
{
    const toll_event_link *links;
    size_t count;
    toll_buffer out = {0};
    toll_status status = toll_events_link(&links, &count, g->events, error);
    if (status == TOLL_OK && pairs) add_links(&out, g, links, count);
    else if (status == TOLL_OK && !add_groups(&out, g)) out.failed = true;
    if (out.failed) status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    *written = status != TOLL_OK || !out.len || toll_cli_write(out.data, out.len);
    toll_buffer_free(&out);
    return status;
}

int toll_cli_events(int argc, char **argv)
{
    toll_cli_input input = TOLL_CLI_INPUT_DEFAULT;
    const char *tables = NULL;
    bool pairs = false;
    const toll_option options[] = {
        TOLL_CLI_INPUT_OPTIONS(input),
        {"links", TOLL_OPTION_FLAG, &pairs, NULL, "the pairs of documents, with what each rests on, instead of groups"},
        {"tables", TOLL_OPTION_TEXT, &tables, "DIR", "compile word tables and rules from this folder instead of the built-in ones"},
    };
    const toll_usage usage = {"events", "FILE... | -",
        "Prints which documents tell of one event: their days are near and their names and numbers alike, or they share rare names and are much\n"
        "alike. It is a suggestion; groups hold what is linked through others. JSON Lines.",
        "  tollbook events --from jsonl news.jsonl\n"
        "  tollbook events --links articles/*.txt\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("events: name the files to read, or - for standard input; see `tollbook help events`");
        return TOLL_EXIT_USAGE;
    }
    gathering g = {0};
    toll_error error = {0};
    bool written = true;
    toll_status status = toll_events_open(&g.events, &error);
    code = status == TOLL_OK ? toll_cli_walk(&input, tables, argc - 1, argv + 1, take_document, &g) : TOLL_EXIT_USAGE;
    if (status == TOLL_OK) status = print(&g, pairs, &written, &error);
    if (status < 0) code = toll_cli_fail(&error);
    else if (!written) code = TOLL_EXIT_USAGE;
    for (size_t i = 0; i < g.count; i++) toll_base_free(g.names[i]);
    toll_base_free(g.names);
    toll_events_close(g.events);
    return code;
}
