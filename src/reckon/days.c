/* Periods of claims: closed day intervals whose ends may be unknown. In: two of them. Out: how they stand to each other, and under which
 * convention of "a day" they can be the same 24 hours. Pure arithmetic. */
#include "algebra.h"

bool toll_days_known(toll_days days)
{
    return days.from != TOLL_DAY_UNKNOWN && days.to != TOLL_DAY_UNKNOWN;
}

long toll_days_length(toll_days days)
{
    return toll_days_known(days) && days.from <= days.to ? (long)days.to - days.from + 1 : 0;
}

/* An unknown beginning may be any day up to the end, an unknown end any day from the beginning. */
toll_relation toll_days_relation(toll_days a, toll_days b)
{
    bool from_a = a.from != TOLL_DAY_UNKNOWN, to_a = a.to != TOLL_DAY_UNKNOWN, from_b = b.from != TOLL_DAY_UNKNOWN,
         to_b = b.to != TOLL_DAY_UNKNOWN;
    if (to_a && from_b && a.to < b.from) return TOLL_RELATION_APART;
    if (to_b && from_a && b.to < a.from) return TOLL_RELATION_APART;
    if (!from_a || !to_a || !from_b || !to_b) return TOLL_RELATION_OPEN;
    if (a.from == b.from && a.to == b.to) return TOLL_RELATION_SAME;
    if (a.from >= b.from && a.to <= b.to) return TOLL_RELATION_WITHIN;
    if (b.from >= a.from && b.to <= a.to) return TOLL_RELATION_CONTAINS;
    return TOLL_RELATION_OVERLAP;
}

bool toll_days_meet(toll_days *common, toll_days a, toll_days b)
{
    toll_relation relation = toll_days_relation(a, b);
    if (relation == TOLL_RELATION_OPEN || relation == TOLL_RELATION_APART) return false;
    if (common) *common = (toll_days){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
    return true;
}

/* "In the past 24 hours" said on the 12th is the 11th and 12th; "on the 11th" may be a calendar day, or the day of the report on the day
 * before. */
toll_convention toll_days_convention(toll_days a, toll_days b)
{
    long len_a = toll_days_length(a), len_b = toll_days_length(b);
    if (!len_a || !len_b) return TOLL_CONVENTION_NONE;
    if (a.from == b.from && a.to == b.to) return TOLL_CONVENTION_SAME;
    if (len_a > 2 || len_b > 2) return TOLL_CONVENTION_NONE;
    if (len_a != len_b) return toll_days_meet(NULL, a, b) ? TOLL_CONVENTION_CALENDAR : TOLL_CONVENTION_NONE;
    if (len_a == 2) return TOLL_CONVENTION_NONE; /* two stretches of 24 hours that share an hour of the clock at most */
    return a.to + 1 == b.from || b.to + 1 == a.from ? TOLL_CONVENTION_REPORT : TOLL_CONVENTION_NONE;
}
