/* In: elements and blocks. Out: which element holds the article, and the zone of every block (BOILERPLATE: left out). Text that reads like
 * prose votes for the elements around it, the nearer the more; what class names say makes a vote count more or less. Then the winner grows
 * to an element above it that holds more prose and little else, and inside it what is no prose goes: lists of links, boxes, bylines. A few
 * passes over nodes and blocks. */
#include "inside.h"

/* --- good and junk bytes of every node, without what lies in dropped ones */
static void count(toll_article_reader *r)
{
    for (size_t i = 0; i < r->node_count; i++) {
        node *n = &r->nodes[i];
        n->good = n->junk = 0;
        n->score = 0;
    }
    for (size_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        node *n = &r->nodes[b->node];
        if (n->dropped || b->zone == TOLL_ZONE_BOILERPLATE) continue;
        if (is_prose(b)) n->good += b->text_len;
        else if (is_linky(b)) n->junk += b->text_len;
    }
    for (size_t i = r->node_count; i-- > 1;) {
        node *up = &r->nodes[r->nodes[i].parent];
        up->good += r->nodes[i].good;
        up->junk += r->nodes[i].junk;
    }
}

/* --- what is dropped unseen: elements that say they are no article, unless they hold most of it */
static bool holds_article(const toll_article_reader *r, uint32_t at)
{
    for (uint32_t i = at + 1; i < r->nodes[at].end; i++)
        if (r->nodes[i].kinds & IS_ARTICLE_BODY || r->nodes[i].tag == TAG_H1) return true;
    return false;
}

/* Does it stand in an element that says it is the article? */
static bool is_within(const toll_article_reader *r, uint32_t at)
{
    for (int up = 0; up < 12 && at != NONE; up++, at = r->nodes[at].parent)
        if (r->nodes[at].kinds & IS_ARTICLE_BODY || r->nodes[at].tag == TAG_ARTICLE) return true;
    return false;
}

/* A mark against an element that holds so much of the page's prose is a word too many in its class name. Comments may outweigh an article. */
static bool outweighs(const toll_article_reader *r, uint32_t at, uint32_t all)
{
    const node *n = &r->nodes[at];
    if (n->kinds & IS_COMMENT) return n->good && n->good == all;
    bool mild = !(n->kinds & (IS_FOOTER | IS_SIDE | IS_CONSENT | IS_MENU)) && n->good > 8 * (uint64_t)n->junk && is_within(r, n->parent);
    return (uint64_t)n->good * (mild ? 3 : 5) > (uint64_t)all * (mild ? 1 : 3);
}

static bool is_marked(const node *n)
{
    uint32_t against = IS_BAD;
    if (n->kinds & IS_WRAPPER || n->tag == TAG_ARTICLE) against &= ~(uint32_t)(IS_BYLINE | IS_HIDDEN | IS_NEWSLETTER);
    return n->kinds & against || n->tag == TAG_NAV || n->tag == TAG_ASIDE || n->tag == TAG_FOOTER || n->tag == TAG_FORM;
}

static void drop_marked(toll_article_reader *r)
{
    uint32_t all = r->nodes[0].good;
    for (uint32_t i = 1; i < r->node_count; i++) {
        node *n = &r->nodes[i];
        if (r->nodes[n->parent].dropped) {
            n->dropped = true;
            continue;
        }
        if (!is_marked(n) || n->kinds & IS_ARTICLE_BODY) continue;
        n->dropped = !outweighs(r, i, all) && !(n->good && n->end - i < 20000 && holds_article(r, i));
    }
}

/* --- votes */
static double weight(const toll_article_reader *r, const node *n)
{
    double w = 1;
    (void)r;
    if (n->kinds & IS_ARTICLE_BODY) w *= 1.6;
    else if (n->kinds & IS_BODY) w *= 1.15;
    if (n->tag == TAG_ARTICLE || n->tag == TAG_MAIN) w *= 1.2;
    if (n->kinds & IS_BAD) w *= 0.5;
    if (n->tag == TAG_BLOCKQUOTE || n->tag == TAG_LI || n->tag == TAG_UL || n->tag == TAG_OL || n->tag == TAG_FIGURE || n->tag == TAG_P)
        w *= 0.3;
    if (n->good + n->junk) w *= (double)n->good / (double)(n->good + n->junk);
    return w;
}

static void vote(toll_article_reader *r)
{
    for (size_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        if (r->nodes[b->node].dropped || !is_prose(b)) continue;
        r->nodes[holder(r, b)].paragraphs++;
        double share = b->text_len < 800 ? b->text_len : 800;
        uint32_t at = holder(r, b);
        for (int up = 0; up < 5 && at != NONE; up++, at = r->nodes[at].parent) {
            r->nodes[at].score += share;
            share *= 0.6;
        }
    }
}

static uint32_t winner(toll_article_reader *r)
{
    uint32_t best = 0;
    double most = 0;
    for (uint32_t i = 0; i < r->node_count; i++) {
        node *n = &r->nodes[i];
        if (n->dropped || n->score <= 0) continue;
        n->score *= weight(r, n);
        if (n->score > most) most = n->score, best = i;
    }
    return best;
}

/* An element above it that holds clearly more prose and little else beside. */
static uint32_t grow(const toll_article_reader *r, uint32_t at)
{
    uint32_t best = at;
    for (uint32_t up = r->nodes[at].parent; up != NONE; up = r->nodes[up].parent) {
        const node *small = &r->nodes[best], *big = &r->nodes[up];
        if (big->tag == TAG_BODY || big->tag == TAG_HTML) break;
        uint32_t more = big->good - small->good, junk = big->junk - small->junk;
        if (more * 8 >= small->good && more > 3 * junk && more > 200) best = up;
        else if (big->kinds & IS_ARTICLE_BODY && more > 0 && more >= junk) best = up;
        else if (junk > more + 2000) break;
    }
    return best;
}

void judge_page(toll_article_reader *r)
{
    r->body = 0;
    if (!r->node_count) return;
    for (size_t i = 0; i < r->block_count; i++) r->blocks[i].zone = TOLL_ZONE_BODY;
    for (size_t i = 0; i < r->node_count; i++) r->nodes[i].dropped = false, r->nodes[i].paragraphs = 0;
    count(r);
    drop_marked(r);
    count(r);
    vote(r);
    if (!r->whole) r->body = grow(r, winner(r));
    choose_blocks(r);
}
