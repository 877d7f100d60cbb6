/* A figure to be laid over a table of rates: a ratio or a share, of a ledger's claim or as somebody writes it. */
#ifndef TOLL_DISPARITY_SAID_H
#define TOLL_DISPARITY_SAID_H

#include <tollbook/disparity.h>
#include <tollbook/reckon.h>

#include "base/base.h"

typedef struct toll_said {
    char claim[25];          /* its id; "" = of nobody's claim */
    char words[128];         /* as written */
    bool share;              /* of the dead, else a ratio */
    bool about;              /* the words give no bound: within a tenth is taken */
    toll_limits limits;      /* what the words allow; a share from 0 to 1 */
} toll_said;

/* "30..40", "30..", "..40", "30", "75%". False where it is none of these. */
bool toll_said_read(toll_said *out, const char *words);
/* False where the claim is no ratio (times) and no share (percent). */
bool toll_said_of_claim(toll_said *out, const toll_reckoned_claim *claim, toll_policy policy);

/* What the table has for the row `of`, and how the two stand to one another. */
typedef struct toll_laid {
    toll_text name;
    toll_limits limits;
    double middle;
    double scale;            /* by which figures are shown: 100 for a share */
    const char *unit;        /* "%" or " times" */
    toll_overlay overlay;
} toll_laid;
void toll_said_lay(toll_laid *out, const toll_said *said, const toll_disparity *table, size_t of);
/* "Said: 30..40 of Delta. Computed: 2.06 times (0.82 to 4.32): not consistent." */
void toll_said_add_words(toll_buffer *out, const toll_said *said, const toll_laid *laid);

#endif
