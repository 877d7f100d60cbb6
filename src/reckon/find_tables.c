/* Claims against the series that were imported, and those series against one another. In: claims of one document; or all series. Out: findings
 * total_checked, record_checked, difference_checked and included, owned by the document; relay_series and table_error, owned by the tables. What
 * a finding says is words, made here once: the table it was made from may be replaced. Points are loaded when the first claim concerns a
 * series, so that a document that no series concerns costs a walk over their heads. */
#include "inside.h"

#include <math.h>
#include <stdio.h>

static uint64_t key_of(const toll_series *series)
{
    return reckon_mix_string(reckon_mix_string(0x5EE5, series->claimant), series->name);
}

static const char *name_of(toll_reckoning *r, const toll_series *series)
{
    char name[256];
    int len = snprintf(name, sizeof name, "%s %s", series->claimant ? series->claimant : "?", series->name ? series->name : "?");
    toll_utf8_tidy(name);
    return reckon_intern(r, toll_text_of(len < 0 ? "" : name));
}

/* What the claim leaves unsaid, a series does not say for it. */
static uint8_t standing_of(bool said)
{
    return said ? TOLL_STANDING_SAME : TOLL_STANDING_UNSAID;
}

static void set_terms(uint8_t terms[TOLL_TERM_COUNT], const reckon_claim *c, const toll_series_finding *f)
{
    terms[TOLL_TERM_SIDE] = TOLL_STANDING_SAME;
    terms[TOLL_TERM_CLASS] = c->class_ == TOLL_CLASS_UNKNOWN ? TOLL_STANDING_OPEN : TOLL_STANDING_SAME;
    terms[TOLL_TERM_CATEGORY] = standing_of(c->category != NULL);
    terms[TOLL_TERM_OUTCOME] = TOLL_STANDING_SAME;
    terms[TOLL_TERM_WINDOW] = f->code != TOLL_FINDING_TOTAL_CHECKED || f->fit <= TOLL_FIT_ROUNDED ? TOLL_STANDING_SAME : TOLL_STANDING_OPEN;
    terms[TOLL_TERM_SCOPE] = f->scope_open ? TOLL_STANDING_OPEN : standing_of(c->place || c->place_name || c->place_words);
}

static void add_finding(toll_reckoning *r, uint64_t owner, uint32_t claim, const toll_series *series, const toll_series_finding *from)
{
    reckon_finding *f = reckon_findings_add_of(r, owner, from->code, key_of(series), &claim, 1);
    if (!f) return;
    f->shown.verdict = from->verdict;
    f->shown.value = from->value;
    f->shown.day = from->day;
    if (from->code == TOLL_FINDING_TOTAL_CHECKED && from->reading_count) f->shown.difference = from->readings[0].distance;
    f->shown.name = name_of(r, series);
    f->shown.reason = reckon_intern(r, toll_text_of(from->reason));
    set_terms(f->shown.terms, &r->claims[claim], from);
}

static toll_status judge(toll_reckoning *r, uint64_t owner, uint32_t claim, toll_day published, size_t at, toll_error *error)
{
    toll_series_finding findings[TOLL_SERIES_FINDINGS];
    const toll_series *series = &r->tables->items[at].series;
    toll_status status = toll_series_load_points(r->tables, at, r->tables_ledger, error);
    if (status < 0) return status;
    size_t count = toll_series_judge(findings, series, &r->claims[claim], published, r->options.policy);
    for (size_t i = 0; i < count; i++) add_finding(r, owner, claim, series, &findings[i]);
    return TOLL_OK;
}

toll_status reckon_table_findings(
    toll_reckoning *r, uint64_t owner, const uint32_t *claims, size_t count, toll_day published, toll_error *error)
{
    toll_status status = TOLL_OK;
    reckon_findings_drop(r, owner);
    for (size_t i = 0; r->tables && i < count && status >= 0; i++)
        for (size_t k = 0; k < r->tables->count && status >= 0; k++)
            if (r->tables->items[k].latest && toll_series_concerns(&r->tables->items[k].series, &r->claims[claims[i]]))
                status = judge(r, owner, claims[i], published, k, error);
    return status;
}

toll_status reckon_table_document(toll_reckoning *r, uint32_t document, toll_error *error)
{
    const toll_reckoned_document d = r->documents[document].shown;
    if (!r->tables || !r->tables->count) return TOLL_OK;
    r->scratch.count = 0;
    for (uint32_t i = d.first; i < d.first + d.count; i++)
        if (!reckon_numbers_add(&r->scratch, i)) r->failed = true;
    return reckon_table_findings(r, reckon_owner_of_tables(document), r->scratch.items, r->scratch.count, d.published, error);
}

/* --- the tables themselves */
typedef struct told {
    toll_reckoning *r;
    const toll_series *series;
} told;

static toll_status add_fault(void *context, const toll_series_fault *fault, toll_error *error)
{
    const told *it = context;
    char reason[640], day[16] = "";
    uint64_t also = reckon_mix(reckon_mix_string(reckon_mix_string(key_of(it->series), fault->kind), fault->message), fault->line);
    reckon_finding *f = reckon_findings_add_of(it->r, RECKON_OWNER_LINT, TOLL_FINDING_TABLE_ERROR, also, NULL, 0);
    if (!f) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
    toll_day_format(day, fault->day);
    snprintf(reason, sizeof reason, "%s, line %llu%s%s: %s: %s", it->series->file ? it->series->file : "the table",
        (unsigned long long)fault->line, *day ? ", " : "", day, fault->kind, fault->message);
    toll_utf8_tidy(reason);
    f->shown.day = fault->day;
    f->shown.name = name_of(it->r, it->series);
    f->shown.reason = reckon_intern(it->r, toll_text_of(reason));
    return TOLL_OK;
}

static toll_status check_relay(toll_reckoning *r, size_t own, size_t other, toll_error *error)
{
    const toll_series *a = &r->tables->items[own].series, *b = &r->tables->items[other].series;
    toll_series_relay relay;
    char reason[560];
    if (strcmp(a->claimant, b->claimant) == 0 || !toll_series_same_question(a, b)) return TOLL_OK;
    toll_status status = toll_series_load_points(r->tables, own, r->tables_ledger, error);
    if (status >= 0) status = toll_series_load_points(r->tables, other, r->tables_ledger, error);
    if (status < 0) return status;
    toll_series_check_relay(&relay, a, b);
    if (!relay.relayed || relay.lag < 0) return TOLL_OK;
    reckon_finding *f = reckon_findings_add_of(r, RECKON_OWNER_LINT, TOLL_FINDING_RELAY_SERIES, reckon_mix(key_of(a), key_of(b)), NULL, 0);
    if (!f) return TOLL_OK; /* `failed` says so */
    toll_series_relay_words(reason, sizeof reason, &relay, a, b);
    f->shown.verdict = TOLL_VERDICT_HOLDS;
    f->shown.value = relay.within;
    f->shown.name = name_of(r, b);
    f->shown.reason = reckon_intern(r, toll_text_of(reason));
    return TOLL_OK;
}

toll_status reckon_table_lint(toll_reckoning *r, toll_error *error)
{
    toll_status status = TOLL_OK;
    reckon_findings_drop(r, RECKON_OWNER_LINT);
    for (size_t i = 0; r->tables && i < r->tables->count && status >= 0; i++) {
        told it = {r, &r->tables->items[i].series};
        if (!r->tables->items[i].latest) continue;
        status = toll_series_walk_faults(r->tables_ledger, r->tables->items[i].id, add_fault, &it, error);
        for (size_t k = 0; k < r->tables->count && status >= 0; k++)
            if (k != i && r->tables->items[k].latest) status = check_relay(r, i, k, error);
    }
    return status;
}
