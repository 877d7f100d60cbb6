/* A claimant's profile as values in columns. In: its counts. Out: each count, and beside it what it is out of. No score. */
#include "profile.h"

#include <stdio.h>

const toll_view_column toll_view_profile_columns[TOLL_VIEW_PROFILE_COLUMNS] = {{"claimant", "CLAIMANT", 0}, {"side", NULL, 0},
    {"kind", NULL, 0}, {"statements", "STATEMENTS", 10}, {"own_losses", "OWN", 5}, {"enemy_losses", "ENEMY", 5},
    {"third_party_losses", "OTHERS", 6}, {"lag_known", NULL, 0}, {"lag_days", NULL, 0}, {"lag", "LAG", 14}, {"revised_up", NULL, 0},
    {"revised_down", NULL, 0}, {"revised", "REVISED", 12}, {"sums_held", NULL, 0}, {"sums_failed", NULL, 0}, {"sums", "SUMS HELD", 9},
    {"records_failed", NULL, 0}, {"records_open", NULL, 0}, {"records_held", NULL, 0}, {"exact", NULL, 0}, {"rounded", NULL, 0},
    {"near", NULL, 0}, {"impossible", NULL, 0}, {"series", "IN ITS SERIES", 13}};

/* "3 of 7"; nothing where it is out of nothing. */
static void set_of(toll_view_value *value, uint64_t part, uint64_t whole)
{
    *value = (toll_view_value){0};
    int len = whole ? snprintf(value->own, sizeof value->own, "%llu of %llu", (unsigned long long)part, (unsigned long long)whole) : 0;
    value->text = (toll_text){whole ? value->own : NULL, (size_t)len};
}

void toll_view_set_profile(toll_view_value v[TOLL_VIEW_PROFILE_COLUMNS], const toll_profile *p)
{
    int median;
    uint64_t known = toll_profile_lag(&median, p), laid = 0;
    for (int i = 0; i < 5; i++) laid += p->fits[i];
    const uint64_t counts[] = {p->statements, p->own, p->enemy, p->third, known};
    toll_view_set_text(&v[0], toll_text_of(p->claimant));
    toll_view_set_text(&v[1], toll_text_of(p->side));
    toll_view_set_text(&v[2], toll_text_of(p->kind));
    for (int i = 0; i < 5; i++) toll_view_set_count(&v[3 + i], counts[i]);
    v[8] = (toll_view_value){0};
    if (median >= 0) toll_view_set_count(&v[8], (uint64_t)median);
    v[9] = (toll_view_value){0};
    int len = known ? snprintf(v[9].own, sizeof v[9].own, "%d%s days (n %llu)", median, median == TOLL_PROFILE_DAYS - 1 ? "+" : "",
                          (unsigned long long)known)
                    : 0;
    v[9].text = (toll_text){known ? v[9].own : NULL, (size_t)len};
    toll_view_set_count(&v[10], p->revised_up);
    toll_view_set_count(&v[11], p->revised_down);
    v[12] = (toll_view_value){0};
    bool revised = p->revised_up + p->revised_down > 0;
    len = revised ? snprintf(v[12].own, sizeof v[12].own, "%llu up %llu down", (unsigned long long)p->revised_up,
                        (unsigned long long)p->revised_down)
                  : 0;
    v[12].text = (toll_text){revised ? v[12].own : NULL, (size_t)len};
    toll_view_set_count(&v[13], p->held);
    toll_view_set_count(&v[14], p->failed);
    set_of(&v[15], p->held, p->held + p->failed);
    toll_view_set_count(&v[16], p->records_failed);
    toll_view_set_count(&v[17], p->records_open);
    toll_view_set_count(&v[18], p->records_held);
    toll_view_set_count(&v[19], p->fits[TOLL_FIT_EXACT]);
    toll_view_set_count(&v[20], p->fits[TOLL_FIT_ROUNDED]);
    toll_view_set_count(&v[21], p->fits[TOLL_FIT_NEAR]);
    toll_view_set_count(&v[22], p->fits[TOLL_FIT_IMPOSSIBLE]);
    set_of(&v[23], p->fits[TOLL_FIT_EXACT] + p->fits[TOLL_FIT_ROUNDED], laid);
}
