/* Private to the actor files: what the words of a source hold, and what the offices among them make of it (actor_office.c). */
#ifndef TOLL_CLAIM_ACTOR_H
#define TOLL_CLAIM_ACTOR_H

#include "claim/inside.h"

typedef struct naming { /* what the words of a source hold */
    toll_extent words;
    const toll_note *actor, *person, *group, *place, *institution, *title;
    const char *state, *suffix;
    const toll_note *office; /* the institution or title that `suffix` is from */
    bool owned;              /* `state` is that of whoever "its" means */
} naming;

static inline bool actor_settle(toll_claimant *out, const char *id, const char *side, const char *kind)
{
    out->id = id, out->side = side, out->kind = kind;
    return id != NULL;
}

/* --- actor_office.c: who it is by a person's office, a group, an office of a place or a state */
bool actor_from_person(toll_claim_reader *reader, const naming *n, toll_claimant *out);
bool actor_from_local_office(toll_claim_reader *reader, const naming *n, toll_claimant *out);
bool actor_from_group(const toll_claim_reader *reader, const toll_note *group, toll_claimant *out);
bool actor_from_office(toll_claim_reader *reader, const naming *n, toll_claimant *out);
bool actor_from_state(toll_claim_reader *reader, const naming *n, toll_claimant *out);
const char *actor_kind(const toll_claim_reader *reader, const naming *n);

#endif
