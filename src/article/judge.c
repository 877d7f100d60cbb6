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
        if (is_prose(b) && !b->teaser) n->good += b->text_len;
        else if (is_linky(b) || b->teaser) n->junk += b->text_len;
    }
    for (size_t i = r->node_count; i-- > 1;) {
        node *up = &r->nodes[r->nodes[i].parent];
        up->good += r->nodes[i].good;
        up->junk += r->nodes[i].junk;
    }
}

static void drop_all(toll_article_reader *r, uint32_t at)
{
    for (uint32_t i = at; i < r->nodes[at].end; i++) r->nodes[i].dropped = true;
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
    bool hidden = (n->kinds & IS_BAD) == IS_HIDDEN; /* behind a wall that a script takes down */
    bool mild = hidden || (!(n->kinds & (IS_FOOTER | IS_SIDE | IS_CONSENT | IS_MENU)) && is_within(r, n->parent));
    mild = mild && n->good > 8 * (uint64_t)n->junk;
    return (uint64_t)n->good * (mild ? 3 : 5) > (uint64_t)all * (mild ? 1 : 3);
}

static bool is_marked(const node *n)
{
    uint32_t against = IS_BAD;
    if (n->kinds & IS_WRAPPER || n->tag == TAG_ARTICLE) against &= ~(uint32_t)(IS_BYLINE | IS_HIDDEN | IS_NEWSLETTER);
    return n->kinds & against || n->tag == TAG_NAV || n->tag == TAG_ASIDE || n->tag == TAG_FOOTER || n->tag == TAG_FORM;
}

static bool drop_marked(toll_article_reader *r)
{
    bool any = false;
    uint32_t all = r->nodes[0].good;
    for (uint32_t i = 1; i < r->node_count; i++) {
        node *n = &r->nodes[i];
        if (r->nodes[n->parent].dropped) {
            n->dropped = true;
            continue;
        }
        if (!is_marked(n) || n->kinds & IS_ARTICLE_BODY) continue;
        any |= n->dropped = !outweighs(r, i, all) && !(n->good && n->end - i < 20000 && holds_article(r, i));
    }
    return any;
}

/* --- teasers: cards side by side, each a link to another story and a paragraph about it, whatever their class names */
enum { CARD_LEVELS = 4, CARD_COUNT = 3 };

/* The largest element that holds this paragraph, a link and no other prose; NONE where it is none of a card's. */
static uint32_t card_of(const toll_article_reader *r, const block *b)
{
    uint32_t card = NONE, at = b->node;
    for (int up = 0; up < CARD_LEVELS && at != NONE && r->nodes[at].good == b->text_len; up++, at = r->nodes[at].parent)
        if (r->nodes[at].junk && r->nodes[at].parent != NONE) card = at;
    return card;
}

static bool find_teasers(toll_article_reader *r)
{
    for (size_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        uint32_t card = is_prose(b) && !r->nodes[b->node].dropped ? card_of(r, b) : NONE;
        if (card != NONE) r->nodes[r->nodes[card].parent].cards++;
    }
    uint32_t all = r->nodes[0].good, teasers = 0;
    for (size_t i = 0; i < r->block_count; i++) {
        block *b = &r->blocks[i];
        uint32_t card = is_prose(b) && !r->nodes[b->node].dropped ? card_of(r, b) : NONE;
        b->teaser = card != NONE && b->text_len < 400 && r->nodes[r->nodes[card].parent].cards >= CARD_COUNT;
        if (b->teaser) teasers += b->text_len;
    }
    if (teasers && teasers < all) return true;
    for (size_t i = 0; teasers && i < r->block_count; i++) r->blocks[i].teaser = false; /* nothing but cards: a page of them */
    return false;
}

/* --- votes */
static float weight(const toll_article_reader *r, const node *n)
{
    float w = 1;
    (void)r;
    if (n->kinds & IS_ARTICLE_BODY) w *= 1.6f;
    else if (n->kinds & IS_BODY) w *= 1.15f;
    if (n->tag == TAG_ARTICLE || n->tag == TAG_MAIN) w *= 1.2f;
    if (n->kinds & IS_BAD) w *= 0.5f;
    if (n->tag == TAG_BLOCKQUOTE || n->tag == TAG_LI || n->tag == TAG_UL || n->tag == TAG_OL || n->tag == TAG_FIGURE || n->tag == TAG_P)
        w *= 0.3f;
    if (n->good + n->junk) w *= (float)n->good / (float)(n->good + n->junk);
    return w;
}

static void vote(toll_article_reader *r)
{
    for (size_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        if (r->nodes[b->node].dropped || !is_prose(b) || b->teaser) continue;
        r->nodes[holder(r, b)].paragraphs++;
        float share = b->text_len < 800 ? (float)b->text_len : 800;
        uint32_t at = holder(r, b);
        for (int up = 0; up < 5 && at != NONE; up++, at = r->nodes[at].parent) {
            r->nodes[at].score += share;
            share *= 0.6f;
        }
    }
}

static uint32_t winner(toll_article_reader *r)
{
    uint32_t best = 0;
    float most = 0;
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

/* --- parts: sections of one article that stand side by side among other things, as builders of pages leave them */
static bool is_part(const toll_article_reader *r, const node *n, const node *first)
{
    uint32_t paragraphs = 0;
    if (n->dropped || n->tag != first->tag || n->junk * 8 > n->good || n->good * 5 < first->good) return false;
    for (uint32_t i = n->block; i < n->block_end; i++) paragraphs += is_prose(&r->blocks[i]) && !r->nodes[r->blocks[i].node].dropped;
    return paragraphs > 1;
}

static uint32_t join_parts(toll_article_reader *r, uint32_t at)
{
    uint32_t up = r->nodes[at].parent, parts = 0, alone = at;
    for (; up != NONE && r->nodes[up].good == r->nodes[at].good && r->nodes[up].junk == r->nodes[at].junk; up = r->nodes[at].parent)
        at = up;
    if (up == NONE) return alone;
    for (uint32_t i = up + 1; i < r->nodes[up].end; i = r->nodes[i].end) parts += i != at && is_part(r, &r->nodes[i], &r->nodes[at]);
    if (!parts) return alone;
    for (uint32_t i = up + 1; i < r->nodes[up].end; i = r->nodes[i].end)
        if (i != at && (r->nodes[i].junk || r->nodes[i].good) && !is_part(r, &r->nodes[i], &r->nodes[at])) drop_all(r, i);
    return up;
}

void judge_page(toll_article_reader *r)
{
    r->body = 0;
    r->headline_block = NONE;
    if (!r->block_count) return;
    for (size_t i = 0; i < r->block_count; i++) r->blocks[i].zone = TOLL_ZONE_BODY, r->blocks[i].teaser = false;
    for (size_t i = 0; i < r->node_count; i++) r->nodes[i].dropped = false, r->nodes[i].paragraphs = r->nodes[i].cards = 0;
    count(r);
    if (find_teasers(r)) count(r);
    if (drop_marked(r)) count(r);
    vote(r);
    if (!r->whole) r->body = join_parts(r, grow(r, winner(r)));
    choose_blocks(r);
}
