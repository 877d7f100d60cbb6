/* In: a document of which the ledger just got a new version, and the claims read in it. Out: the figures that are new in it and those that are
 * gone, a line each: what somebody who follows a source wants to know first. A claim is the same where its words for how many, its outcome and
 * its claimant are. */
#include "base/fault.h"
#include "ledger.h"

enum { most_lines = 40 };

typedef struct figure {
    toll_text quantity, claimant; /* inside the memory of the list */
    const char *outcome, *side;
    bool matched;
} figure;

typedef struct figures {
    figure *rows;
    size_t count, cap;
    toll_arena memory;
} figures;

static toll_text cut(figures *list, toll_text text, toll_span span)
{
    if (!span.len || (size_t)span.off + span.len > text.len) return (toll_text){NULL, 0};
    char *copy = toll_arena_string(&list->memory, text.data + span.off, span.len);
    return (toll_text){copy, copy ? span.len : 0};
}

static bool add(figures *list, const toll_claim *claim, toll_text text)
{
    if (!toll_grow(&list->rows, &list->cap, list->count, sizeof *list->rows)) return false;
    figure *f = &list->rows[list->count++];
    *f = (figure){.quantity = cut(list, text, claim->quantity.span), .claimant = cut(list, text, claim->claimant.span)};
    f->outcome = toll_outcome_name(claim->outcome);
    const char *side = claim->victims.side;
    f->side = side ? toll_arena_string(&list->memory, side, strlen(side)) : NULL;
    if (!f->claimant.len && claim->claimant.id)
        f->claimant = (toll_text){
            toll_arena_string(&list->memory, claim->claimant.id, strlen(claim->claimant.id)), strlen(claim->claimant.id)};
    return true;
}

/* The version that the new one superseded: the one that stopped standing last. 0 = none. */
static uint64_t version_before(toll_ledger *ledger, const char *name)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.document = name;
    filter.history = filter.without_text = true;
    toll_ledger_versions versions;
    toll_ledger_version version;
    int64_t latest = 0;
    uint64_t found = 0;
    if (toll_ledger_versions_open(&versions, ledger, &filter, NULL) < 0) return 0;
    while (toll_ledger_versions_next(&version, &versions, NULL) == TOLL_OK) {
        if (version.superseded_at <= latest) continue;
        latest = version.superseded_at;
        found = version.id;
    }
    toll_ledger_versions_close(&versions);
    return found;
}

/* Its claims, as they stood when it did. */
static void load_before(figures *out, toll_ledger *ledger, const char *name)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.document = name;
    filter.version = version_before(ledger, name);
    filter.history = filter.rejected = true;
    toll_ledger_claims claims;
    toll_ledger_row row;
    int64_t latest = 0;
    if (!filter.version || toll_ledger_claims_open(&claims, ledger, &filter, NULL) < 0) return;
    while (toll_ledger_claims_next(&row, &claims, NULL) == TOLL_OK) {
        if (row.superseded_at < latest) continue;
        if (row.superseded_at > latest) out->count = 0; /* another engine's reading of it, from before */
        latest = row.superseded_at;
        if (!add(out, &row.claim, row.document.text)) break;
    }
    toll_ledger_claims_close(&claims);
}

static bool is_same(const figure *a, const figure *b)
{
    return !b->matched && a->outcome == b->outcome && toll_text_equal(a->quantity, b->quantity) &&
           toll_text_equal(a->claimant, b->claimant);
}

static void match(figures *before, figures *after)
{
    for (size_t i = 0; i < after->count; i++) {
        for (size_t j = 0; j < before->count && !after->rows[i].matched; j++) {
            if (is_same(&after->rows[i], &before->rows[j])) after->rows[i].matched = before->rows[j].matched = true;
        }
    }
}

static void add_lines(toll_buffer *out, const figures *list, const char *what, size_t *lines)
{
    for (size_t i = 0; i < list->count; i++) {
        const figure *f = &list->rows[i];
        if (f->matched || ++*lines > most_lines) continue;
        toll_error line;
        toll_error_set(&line, TOLL_OK, NULL, "  %s %.*s %s%s%s%s (%.*s)", what, (int)toll_text_head(f->quantity, 80).len,
            f->quantity.data ? f->quantity.data : "", f->outcome ? f->outcome : "", f->side ? " [" : "", f->side ? f->side : "",
            f->side ? "]" : "", (int)(f->claimant.len ? f->claimant.len < 120 ? f->claimant.len : 120 : 13),
            f->claimant.len ? f->claimant.data : "the page itself");
        toll_cli_format_error(out, &line);
        toll_buffer_add_char(out, '\n');
    }
}

static void free_figures(figures *list)
{
    toll_base_free(list->rows);
    toll_arena_free(&list->memory);
}

void toll_cli_add_changes(toll_buffer *out, toll_ledger *ledger, const toll_document *document, const toll_claim *claims, size_t count)
{
    figures before = {0}, after = {0};
    toll_buffer name = {0};
    size_t lines = 0;
    toll_arena_init(&before.memory, 0);
    toll_arena_init(&after.memory, 0);
    toll_buffer_add(&name, document->name.data, document->name.len);
    bool memory = !name.failed;
    for (size_t i = 0; i < count && memory; i++) memory = add(&after, &claims[i], document->text);
    if (memory) load_before(&before, ledger, name.data ? name.data : "");
    if (memory && before.count + after.count < 20000) match(&before, &after);
    toll_error head = {0};
    toll_cli_name_document(&head, document);
    toll_buffer words = {0};
    add_lines(&words, &before, "no longer:", &lines);
    add_lines(&words, &after, "new:      ", &lines);
    toll_error line;
    toll_error_set(&line, TOLL_OK, head.where, lines ? "a new version with other figures" : "a new version with the same figures");
    toll_cli_format_error(out, &line);
    toll_buffer_add_char(out, '\n');
    toll_buffer_add(out, words.data, words.len);
    if (lines > most_lines) toll_buffer_printf(out, "tollbook:   and %zu more\n", lines - most_lines);
    toll_buffer_free(&words);
    toll_buffer_free(&name);
    free_figures(&before);
    free_figures(&after);
}
