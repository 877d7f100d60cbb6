/* Private to before.c and before_noun.c: a walk back from a verb to its victims. */
#ifndef TOLL_CLAIM_BEFORE_H
#define TOLL_CLAIM_BEFORE_H

#include "attach.h"

typedef struct walk {
    attacher *a;
    int verb;
    const outcome *o;
    const char *rule;
    bool listed, linked;     /* somebody was taken already; what stands here is linked to those behind it */
    bool joined, antecedent; /* an "and" was passed; a relative word was passed */
    bool far;                /* ... and what hangs on those whom it tells of */
} walk;

/* before_noun.c: past the noun phrase at `*at`, or taking it; false where the walk ends. */
bool before_step_noun(walk *w, int *at);

#endif
