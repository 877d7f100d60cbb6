/* What a claim in hand looks like: at most three that the ledger has, each in one sentence with what differs in words. First those of the same
 * utterance, then what the same claimant said to the same question, then what others said to it. In: an open reckoning. Costs the claim's own
 * statement and the last few of its question, however many there are. */
#include <string.h>

#include "page.h"

enum { LIKE_MOST = 3, LIKE_ASKED = 12 };

typedef struct like {
    uint32_t claim;
    const char *why;
} like;

typedef struct likes {
    like items[LIKE_MOST];
    unsigned count;
} likes;

static bool add(likes *out, uint32_t claim, const char *why)
{
    if (out->count == LIKE_MOST) return false;
    out->items[out->count++] = (like){claim, why};
    return true;
}

static void add_tellings(likes *out, toll_reckoning *reckoning, const toll_statement *s, uint32_t claim)
{
    toll_hop hop;
    for (uint32_t i = 0; i < s->claim_count; i++) {
        if (s->claims[i] == claim) continue;
        const bool above = s->claims[i] == s->head; /* the hop leads from the one that was passed on */
        toll_reckoning_hop(&hop, reckoning, s, above ? claim : s->claims[i]);
        if (!add(out, s->claims[i], hop.confirmed ? "the same words, passed on" : "perhaps the same words, passed on")) return;
    }
}

static bool is_told(const toll_statement *s, uint32_t claim)
{
    for (uint32_t i = 0; i < s->claim_count; i++)
        if (s->claims[i] == claim) return true;
    return false;
}

/* The last said first. `own`: of the claim's own claimant, or of others. */
static void add_answers(likes *out, toll_reckoning *reckoning, const toll_question *q, const toll_statement *s, uint32_t claim, bool own)
{
    const char *claimant = toll_view_claimant(reckoning, claim);
    for (uint32_t i = q->statement_count; i-- > 0;) {
        const uint32_t other = q->statements[i];
        if (is_told(s, other) || !strcmp(toll_view_claimant(reckoning, other), claimant) != own) continue;
        if (!add(out, other, own ? "the same claimant, to the same question" : "another claimant, to the same question")) return;
    }
}

static void show(serve_request *r, toll_reckoning *reckoning, const likes *found, uint32_t claim)
{
    toll_buffer *out = &r->out, differs = {0};
    char sentence[2048];
    toll_buffer_add_string(out, "<section aria-label=\"Looks like\"><h2>Looks like</h2>\n<ul class=\"list\">\n");
    for (unsigned i = 0; i < found->count; i++) {
        const uint32_t other = found->items[i].claim;
        toll_reckoning_say(sentence, sizeof sentence, reckoning, other);
        toll_buffer_clear(&differs);
        toll_view_add_differences(&differs, reckoning, other, claim);
        toll_buffer_add_string(out, "<li>");
        page_link(out, "/c/", toll_reckoning_claim(reckoning, other)->id, sentence);
        toll_buffer_printf(out, " <span class=\"tag\">%s</span><br><small>", found->items[i].why);
        if (differs.len) toll_buffer_add_string(out, "Differs: "), page_text(out, differs.data);
        else toll_buffer_add_string(out, "Says the same");
        toll_buffer_add_string(out, ".</small></li>\n");
    }
    toll_buffer_add_string(out, "</ul></section>\n");
    out->failed |= differs.failed;
    toll_buffer_free(&differs);
}

toll_status page_like(serve_request *r, const char *id)
{
    uint32_t claim;
    toll_question q = {0};
    toll_statement s;
    likes found = {.count = 0};
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_find_claim(&claim, ask, id, &r->error);
    if (status != TOLL_OK) return status < 0 ? status : TOLL_OK; /* it is not reckoned */
    status = toll_ask_find_question(&q, ask, id, LIKE_ASKED, &r->error);
    if (status < 0) return status;
    toll_reckoning *reckoning = toll_ask_reckoning(ask);
    if (toll_reckoning_statement(&s, reckoning, claim) != TOLL_OK) return TOLL_OK;
    add_tellings(&found, reckoning, &s, claim);
    if (status == TOLL_OK) add_answers(&found, reckoning, &q, &s, claim, true);
    if (status == TOLL_OK) add_answers(&found, reckoning, &q, &s, claim, false);
    if (found.count) show(r, reckoning, &found, claim);
    return TOLL_OK;
}
