/* In: the element that holds the article. Out: the zone of every block of the page. Inside it: paragraphs stay, unless they open with a
 * phrase that is no article's or are mostly links; headings stay where text follows them; lists stay where they are no lists of links; what
 * stands in a figure is a caption. Outside it: the headline and what stands between it and the text as a standfirst. */
#include "inside.h"

enum { OPENING = 160 };

static uint32_t kinds_above(const toll_article_reader *r, uint32_t at, uint32_t stop, int levels)
{
    uint32_t kinds = 0;
    for (; levels > 0 && at != NONE && at != stop; levels--, at = r->nodes[at].parent) {
        kinds |= r->nodes[at].kinds;
        if (r->nodes[at].tag == TAG_FIGCAPTION || r->nodes[at].tag == TAG_FIGURE) kinds |= IS_CAPTION;
    }
    return kinds;
}

/* The nearest list around a block, NONE where there is none. */
static uint32_t list_of(const toll_article_reader *r, uint32_t at)
{
    for (int levels = 0; levels < 6 && at != NONE && at != r->body; levels++, at = r->nodes[at].parent)
        if (r->nodes[at].tag == TAG_UL || r->nodes[at].tag == TAG_OL) return at;
    return NONE;
}

static bool list_of_links(const toll_article_reader *r, uint32_t list)
{
    uint32_t text = 0, links = 0;
    for (uint32_t i = r->nodes[list].block; i < r->nodes[list].block_end; i++)
        text += r->blocks[i].text_len, links += r->blocks[i].link_len;
    return links * 2 > text;
}

static uint8_t zone_inside(toll_article_reader *r, const block *b)
{
    if (r->nodes[b->node].dropped || b->teaser) return TOLL_ZONE_BOILERPLATE;
    uint32_t kinds = kinds_above(r, b->node, r->body, 8);
    if (kinds & IS_CAPTION) return b->link_len * 2 > b->text_len ? TOLL_ZONE_BOILERPLATE : TOLL_ZONE_CAPTION;
    uint32_t list = list_of(r, b->node);
    if (list != NONE && list_of_links(r, list)) return TOLL_ZONE_BOILERPLATE;
    bool links = b->link_len * 2 > b->text_len;
    if (links && b->text_len < 400 && b->link_len * 10 > b->text_len * 8) return TOLL_ZONE_BOILERPLATE;
    toll_text text = block_text(r, b, OPENING);
    if (b->text_len < 400 && article_opens_with(r->words, text, b->text_len)) return TOLL_ZONE_BOILERPLATE;
    return TOLL_ZONE_BODY;
}

/* A short first paragraph may name a day too: it is longer than a line of data, and ends as sentences do. */
static bool is_sentence(toll_article_reader *r, const block *b)
{
    toll_text text = block_text(r, b, SIZE_MAX);
    while (text.len && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\n')) text.len--;
    return text.len >= 50 && text.data[text.len - 1] == '.';
}

/* "Published Tue, March 4 2021", "By A. Writer": a scrap before the first paragraph. */
static bool is_scrap(toll_article_reader *r, const block *b)
{
    if (is_heading(b->tag) || b->stops > 1 || b->text_len >= 100 || is_sentence(r, b)) return false;
    toll_text text = block_text(r, b, OPENING);
    return article_day(r->words, text) != TOLL_DAY_UNKNOWN;
}

/* A paragraph beside others, of which articles are made. */
static bool has_company(const toll_article_reader *r, const block *b)
{
    return is_prose(b) && r->nodes[holder(r, b)].paragraphs > 1;
}

/* Where most of the text is paragraphs side by side, what comes behind the last of them and stands in other elements is no article's: forms,
 * boxes. */
static void cut_tail(toll_article_reader *r)
{
    const node *body = &r->nodes[r->body];
    uint32_t prose = 0, together = 0, last = NONE;
    for (uint32_t i = body->block; i < body->block_end; i++) {
        const block *b = &r->blocks[i];
        if (b->zone != TOLL_ZONE_BODY || !is_prose(b)) continue;
        prose += b->text_len;
        if (!has_company(r, b)) continue;
        together += b->text_len;
        last = i;
    }
    if (last == NONE || together * 4 < prose * 3) return;
    for (uint32_t i = last + 1; i < body->block_end; i++) {
        block *b = &r->blocks[i];
        bool beside = r->nodes[holder(r, b)].paragraphs > 1;
        if (!beside && b->zone == TOLL_ZONE_BODY && b->text_len < 400) b->zone = TOLL_ZONE_BOILERPLATE;
    }
}

/* Headings behind which no text comes, and scraps before the first paragraph and after the last. */
static void trim(toll_article_reader *r)
{
    const node *body = &r->nodes[r->body];
    bool text = false;
    for (uint32_t i = body->block; i < body->block_end && (r->blocks[i].zone != TOLL_ZONE_BODY || r->blocks[i].text_len < 100); i++)
        if (r->blocks[i].zone == TOLL_ZONE_BODY && is_scrap(r, &r->blocks[i])) r->blocks[i].zone = TOLL_ZONE_BOILERPLATE;
    for (uint32_t i = body->block_end; i-- > body->block;) {
        block *b = &r->blocks[i];
        if (b->zone != TOLL_ZONE_BODY) continue;
        if (is_heading(b->tag)) {
            if (!text) b->zone = TOLL_ZONE_BOILERPLATE;
            text = false;
        } else {
            text = true;
        }
    }
}

/* What stands under pictures between the headline and the text. */
static void find_captions(toll_article_reader *r)
{
    uint32_t end = r->nodes[r->body].block;
    for (uint32_t i = r->headline_block == NONE ? end : r->headline_block + 1; i < end; i++) {
        block *b = &r->blocks[i];
        bool caption = kinds_above(r, b->node, 0, 4) & IS_CAPTION && !r->nodes[b->node].dropped && !is_linky(b);
        if (caption && b->zone == TOLL_ZONE_BOILERPLATE && b->text_len >= 20) b->zone = TOLL_ZONE_CAPTION;
    }
}

void choose_blocks(toll_article_reader *r)
{
    const node *body = &r->nodes[r->body];
    for (uint32_t i = 0; i < r->block_count; i++)
        r->blocks[i].zone = i >= body->block && i < body->block_end ? zone_inside(r, &r->blocks[i]) : (uint8_t)TOLL_ZONE_BOILERPLATE;
    cut_tail(r);
    trim(r);
    find_headline(r);
    find_captions(r);
}
