/* Moments: microseconds since 1970-01-01 UTC. In: the system's clock (the ledger is the one room that has one, and it can be fixed), or a
 * day or time in ISO 8601. Out: the moment to record, and its text. A recorded moment is always later than all before it, even where the
 * clock was set back, because the order of moments is the order in which the ledger came to know things. */
#include <stdio.h>
#include <time.h>

#include "inside.h"

#define SECOND INT64_C(1000000)
#define DAY    (86400 * SECOND)

int64_t toll_ledger_clock(void)
{
    struct timespec clock;
    return clock_gettime(CLOCK_REALTIME, &clock) ? 0 : (int64_t)clock.tv_sec * SECOND + clock.tv_nsec / 1000;
}

toll_status toll_ledger_now(int64_t *out, toll_ledger *ledger, toll_error *error)
{
    int64_t now = ledger->now ? ledger->now : toll_ledger_clock(), newest = 0;
    if (!now) return toll_error_set(error, TOLL_E_SYSTEM, NULL, "the system tells no time");
    toll_status status = ledger->store->ops->newest(&newest, ledger->store, error);
    if (status < 0) return status;
    *out = now > newest ? now : newest + 1;
    return TOLL_OK;
}

static bool digits(int *out, toll_text text, size_t off, size_t len)
{
    int value = 0;
    for (size_t i = off; i < off + len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *out = value;
    return true;
}

/* "T12:30:00", perhaps with a fraction, perhaps with Z. */
static bool clock_parse(int64_t *out, toll_text text)
{
    int hour, minute, second;
    if (text.len < 9 || (text.data[0] != 'T' && text.data[0] != ' ') || text.data[3] != ':' || text.data[6] != ':') return false;
    if (!digits(&hour, text, 1, 2) || !digits(&minute, text, 4, 2) || !digits(&second, text, 7, 2)) return false;
    if (hour > 23 || minute > 59 || second > 59) return false;
    int64_t fraction = SECOND - 1;
    size_t at = 9;
    if (at < text.len && text.data[at] == '.') {
        int64_t unit = SECOND / 10;
        fraction = 0;
        for (at++; at < text.len && text.data[at] >= '0' && text.data[at] <= '9'; at++, unit /= 10)
            fraction += (text.data[at] - '0') * unit;
    }
    if (at < text.len && text.data[at] == 'Z') at++;
    *out = ((hour * 60 + minute) * 60 + second) * SECOND + fraction;
    return at == text.len;
}

bool toll_ledger_time_parse(int64_t *out, toll_text text)
{
    toll_day day;
    int64_t within = DAY - 1;
    if (!text.data || text.len < 10 || !toll_day_parse(&day, (toll_text){text.data, 10}) || day < 0) return false;
    if (text.len > 10 && !clock_parse(&within, (toll_text){text.data + 10, text.len - 10})) return false;
    *out = day * DAY + within;
    return true;
}

size_t toll_ledger_time_format(char out[32], int64_t time)
{
    out[0] = '\0';
    if (time <= 0) return 0;
    char day[16];
    toll_day_format(day, (toll_day)(time / DAY));
    long long within = (long long)(time % DAY), second = within / SECOND;
    int len = snprintf(out, 32, "%.10sT%02lld:%02lld:%02lld.%06lldZ", day, second / 3600, second / 60 % 60, second % 60, within % SECOND);
    return len > 0 ? (size_t)len : 0;
}
