/* The examples as a ledger to look at (demo.c). */
#ifndef TOLL_CLI_DEMO_H
#define TOLL_CLI_DEMO_H

#include "cli.h"

typedef struct toll_cli_demo {
    char folder[4000];       /* empty = there is none */
    char ledger[4096];       /* where the examples went */
} toll_cli_demo;

/* `ledger` NULL: one that goes with the folder when it ends; else that file, which stays. An exit code, or TOLL_CLI_GO. */
int toll_cli_demo_begin(toll_cli_demo *demo, const char *ledger);
void toll_cli_demo_end(toll_cli_demo *demo);

#endif
