/* How far it is: documents, megabytes, claims, rate, time left. On a terminal one line that renews itself four times a second and goes when something
 * else is said; elsewhere a plain line now and then. Asking costs a look at the clock. */
#include <stdio.h>
#include <time.h>

#include "cli.h"

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

void toll_cli_progress_begin(toll_cli_progress *p, bool quiet, uint64_t every, bool prints)
{
    *p = (toll_cli_progress){.terminal = toll_cli_stderr_is_terminal() && !every};
    /* Where the output goes to the same terminal it shows how far it is by itself. */
    p->on = !quiet && !(p->terminal && prints && toll_cli_stdout_is_terminal());
    p->every = p->terminal ? 0.25 : every ? (double)every : 30;
    p->start = p->last = p->on ? now() : 0;
}

static void add_thousands(toll_buffer *out, uint64_t number)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0) toll_buffer_add_char(out, ',');
        toll_buffer_add_char(out, digits[i]);
    }
}

static void add_time(toll_buffer *out, double seconds)
{
    uint64_t left = (uint64_t)(seconds + 0.5);
    if (left < 120) toll_buffer_printf(out, ", %llu s left", (unsigned long long)left);
    else if (left < 7200) toll_buffer_printf(out, ", %llu min left", (unsigned long long)(left / 60));
    else toll_buffer_printf(out, ", %llu h left", (unsigned long long)(left / 3600));
}

void toll_cli_progress_show(toll_cli_progress *p, const toll_source *source, uint64_t documents, uint64_t claims)
{
    double at = p->on ? now() : 0;
    if (!p->on || at - p->last < p->every) return;
    p->last = at;
    uint64_t done, all;
    bool sized = toll_source_progress(source, &done, &all);
    double seconds = at - p->start, rate = (double)done / seconds;
    toll_buffer line = {0};
    toll_buffer_add_string(&line, p->terminal ? "\r\033[K" : "tollbook: ");
    add_thousands(&line, documents);
    toll_buffer_printf(&line, " document%s, %.1f", documents == 1 ? "" : "s", (double)done / 1e6);
    if (sized) toll_buffer_printf(&line, " of %.1f", (double)all / 1e6);
    toll_buffer_add_string(&line, " MB, ");
    add_thousands(&line, claims);
    toll_buffer_printf(&line, " claim%s, %.1f MB/s", claims == 1 ? "" : "s", rate / 1e6);
    if (sized && rate > 0 && all >= done) add_time(&line, (double)(all - done) / rate);
    if (!p->terminal) toll_buffer_add_char(&line, '\n');
    if (!line.failed) toll_cli_write_talk(line.data, line.len);
    p->shown = p->terminal;
    toll_buffer_free(&line);
}

void toll_cli_progress_clear(toll_cli_progress *p)
{
    if (p->shown) toll_cli_write_talk("\r\033[K", 4);
    p->shown = false;
}
