/* `review merge FROM INTO` and `review back`. In: a ledger, and two claimants or a decision. Out: the claims that change hands as rows on
 * stdout, what was done on stderr. The corrections and the way back are those of the pages (reckon/merge.c, ledger/takeback.c). */
#include <inttypes.h>
#include <stdlib.h>

#include "ledger/takeback.h"
#include "reckon/merge.h"
#include "review.h"

static const toll_cli_column columns[] = {
    {"claim", "CLAIM", 24}, {"words", "WORDS", 0}, {"document", "DOCUMENT", 0}, {"decision", "DECISION", 10}};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct listing {
    toll_cli_rows rows;
    toll_buffer out;
    const char **leave; /* ids that stay; `met`: each was among the claims */
    bool *met;
    size_t leave_count, left;
} listing;

/* --- claims that stay as they are */
static toll_status read_leave(listing *l, toll_arena *memory, const char *list, toll_error *error)
{
    const size_t most = list ? strlen(list) / 24 + 1 : 0;
    if (!most) return TOLL_OK;
    l->leave = toll_arena_zero(memory, most, sizeof *l->leave);
    l->met = toll_arena_zero(memory, most, sizeof *l->met);
    if (!l->leave || !l->met) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    for (const char *at = list; *at;) {
        const size_t len = strcspn(at, ",");
        if (len != 24 || strspn(at, "0123456789abcdef") != 24)
            return toll_error_set(error, TOLL_E_USAGE, "", "--leave takes ids of claims (24 hex digits) with commas, not \"%.60s\"", list);
        if (!(l->leave[l->leave_count++] = toll_arena_string(memory, at, len)))
            return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
        at += len + (at[len] == ',');
    }
    return TOLL_OK;
}

static bool stays(listing *l, const char *id)
{
    for (size_t i = 0; i < l->leave_count; i++)
        if (!strcmp(l->leave[i], id)) return l->met[i] = true;
    return false;
}

static toll_status check_leave(const listing *l, const char *from, toll_error *error)
{
    for (size_t i = 0; i < l->leave_count; i++)
        if (!l->met[i])
            return toll_error_set(
                error, TOLL_E_USAGE, "", "%s is no claim of %s that would change; nothing was written", l->leave[i], from);
    return TOLL_OK;
}

/* --- the claims */
static toll_status add_row(void *context, const toll_ledger_row *row, int64_t seen)
{
    listing *l = context;
    toll_cli_value values[COLUMNS] = {0};
    const toll_span words = row->claim.quantity.span;
    (void)seen;
    if (stays(l, row->claim.id)) return l->left++, TOLL_OK;
    toll_cli_set_text(&values[0], toll_text_of(row->claim.id));
    toll_cli_set_text(&values[1], (toll_text){row->document.text.data + words.off, words.len});
    toll_cli_set_text(&values[2], row->document.name);
    toll_cli_set_text(&values[3], toll_text_of(toll_ledger_action_name(row->decision)));
    toll_cli_rows_add(&l->out, &l->rows, values);
    return TOLL_OK;
}

/* "2 claims of rus-army are rus-mod's now; ..." */
static void say_done(toll_ledger *ledger, const toll_merge *m, const toll_cli_merging *asked)
{
    toll_ledger_back last;
    toll_error ignored = {0};
    const char *s = m->count == 1 ? "claim" : "claims", *are = m->count == 1 ? "is" : "are";
    const toll_status status = asked->dry_run ? TOLL_END : toll_ledger_back_last(&last, ledger, asked->reviewer, &ignored);
    if (asked->dry_run) toll_cli_say("%zu %s of %s would become %s's; nothing was written", m->count, s, m->from, m->into);
    else if (status == TOLL_OK)
        toll_cli_say("%zu %s of %s %s %s's now; `tollbook review back %" PRId64 "` takes that back", m->count, s, m->from, are, m->into,
            last.steps[0].decision);
    else toll_cli_say("%zu %s of %s %s %s's now", m->count, s, m->from, are, m->into);
    if (m->more) toll_cli_say("these were the first %d; the same command goes on with the others", TOLL_MERGE_MOST);
    if (!asked->dry_run) toll_ledger_back_free(&last);
}

static toll_status merge(toll_ledger *ledger, listing *l, toll_arena *memory, const toll_cli_merging *asked, toll_error *error)
{
    toll_merge m;
    toll_ledger_decision *decisions;
    size_t count = 0;
    toll_status status = toll_merge_open(&m, ledger, memory, asked->from, asked->into, error);
    if (status == TOLL_END)
        return toll_error_set(
            error, TOLL_E_USAGE, "", "no claim of this ledger is \"%.60s\"'s; `tollbook names` lists the ids", asked->into);
    if (status >= 0) status = read_leave(l, memory, asked->leave, error);
    if (status >= 0) status = toll_merge_walk(&m, add_row, l, error);
    if (status >= 0) status = check_leave(l, asked->from, error);
    if (status < 0) return status;
    m.count -= l->left;
    if (!m.count) return toll_error_set(error, TOLL_E_USAGE, "", "no claim is left that would become %.60s's", asked->into);
    const toll_merge_asked wanted = {asked->reviewer, asked->reason, l->leave, l->leave_count};
    if (!asked->dry_run) status = toll_merge_decisions(&decisions, &count, &m, &wanted, error);
    if (!asked->dry_run && status >= 0) status = toll_ledger_decide_all(ledger, decisions, count, error);
    if (status == TOLL_UNCHANGED)
        return toll_error_set(error, TOLL_E_USAGE, "", "somebody decided on one of these claims just now; nothing was written: look again");
    if (status >= 0) say_done(ledger, &m, asked);
    return status;
}

int toll_cli_review_merge(toll_ledger *ledger, const toll_cli_merging *asked)
{
    toll_arena memory = {0};
    toll_error error = {0};
    const toll_cli_filter form = {.format = asked->format};
    listing l = {.rows = {.columns = columns, .count = COLUMNS}};
    if (!strcmp(asked->from, asked->into)) return toll_cli_misused("these two are one claimant already");
    l.rows.view = (toll_view_options){.size = sizeof l.rows.view, .format = toll_cli_filter_format(&form), .width = toll_cli_width()};
    toll_cli_rows_begin(&l.out, &l.rows);
    const toll_status status = merge(ledger, &l, &memory, asked, &error);
    const bool written = status < 0 || toll_cli_flush(&l.out, true);
    toll_cli_rows_end(&l.rows);
    toll_buffer_free(&l.out);
    toll_arena_free(&memory);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_review_back(toll_ledger *ledger, const char *reviewer, uint64_t decision)
{
    toll_ledger_back back;
    toll_error error = {0};
    toll_status status = decision ? toll_ledger_back_find(&back, ledger, decision, &error)
                                  : toll_ledger_back_last(&back, ledger, reviewer, &error);
    if (status == TOLL_END && decision) status = toll_error_set(&error, TOLL_E_USAGE, "", "there is no decision %" PRIu64, decision);
    if (status == TOLL_END) status = toll_error_set(&error, TOLL_E_USAGE, "", "there is no decision of %.60s to take back", reviewer);
    if (status == TOLL_UNCHANGED)
        status = toll_error_set(&error, TOLL_E_USAGE, "", "somebody decided since; decision %" PRIu64 " does not count any more", decision);
    if (status >= 0) status = toll_ledger_back_write(&back, ledger, reviewer, &error);
    if (status == TOLL_UNCHANGED)
        status = toll_error_set(&error, TOLL_E_USAGE, "", "somebody decided on this just now; nothing was written");
    if (status >= 0) toll_cli_say("%zu %s as before", back.count, back.count == 1 ? "claim is" : "claims are");
    toll_ledger_back_free(&back);
    return status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
}
