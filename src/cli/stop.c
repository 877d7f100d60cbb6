/* Ctrl-C and a polite kill: the first asks the program to finish what is in hand and end, the second ends it as ever. The one variable that outlives
 * a call, because a signal handler has nothing else. */
#include <signal.h>

#include "cli.h"

static volatile sig_atomic_t stopped;

static void note(int number)
{
    stopped = 1;
    signal(number, SIG_DFL);
}

void toll_cli_watch_for_stop(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction now, act = {.sa_handler = note, .sa_flags = SA_RESTART};
        sigemptyset(&act.sa_mask);
        if (!sigaction(numbers[i], NULL, &now) && now.sa_handler != SIG_IGN) sigaction(numbers[i], &act, NULL);
    }
}

bool toll_cli_stopped(void)
{
    return stopped;
}
