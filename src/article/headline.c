/* In: the page's headings and the title it states. Out: the block that is the headline, and the standfirst between it and the text. A
 * heading is the headline where most of its words stand in the stated title; where nothing is stated, the last H1 before the text. */
#define _GNU_SOURCE
#include "inside.h"

static toll_text folded(toll_article_reader *r, toll_text text)
{
    char *out = toll_arena_take(&r->arena, text.len * 3 + 8);
    if (!out) {
        r->no_memory = true;
        return (toll_text){NULL, 0};
    }
    size_t len = toll_utf8_fold(out, text.len * 3 + 8, text.data, text.len);
    return (toll_text){out, len < text.len * 3 + 8 ? len : 0};
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool stands_in(toll_text word, toll_text text)
{
    return text.len >= word.len && memmem(text.data, text.len, word.data, word.len) != NULL;
}

/* The share of the words of `a` that stand in `b`. */
static double likeness(toll_text a, toll_text b)
{
    size_t words = 0, shared = 0;
    for (size_t at = 0; at < a.len;) {
        size_t start = at;
        while (at < a.len && letter(a.data[at])) at++;
        if (at - start > 2) words++, shared += stands_in((toll_text){a.data + start, at - start}, b);
        if (at == start) at++;
    }
    return words ? (double)shared / (double)words : 0;
}

static bool may_be_headline(const toll_article_reader *r, const block *b)
{
    return b->tag >= TAG_H1 && b->tag <= TAG_H3 && b->text_len >= 8 && b->text_len < 400 && !(r->nodes[b->node].kinds & IS_HIDDEN);
}

static uint32_t find(toll_article_reader *r, toll_text title)
{
    uint32_t best = NONE, end = r->nodes[r->body].block_end;
    double most = 0.6;
    toll_text stated = folded(r, title);
    for (uint32_t i = 0; i < end; i++) {
        const block *b = &r->blocks[i];
        if (!may_be_headline(r, b)) continue;
        if (!stated.len) {
            if (b->tag == TAG_H1 && i <= r->nodes[r->body].block + 2) best = i;
            continue;
        }
        double like = likeness(folded(r, block_text(r, b, SIZE_MAX)), stated) + (b->tag == TAG_H1 ? 0.25 : 0);
        if (like > most) most = like, best = i;
    }
    return best;
}

static bool is_standfirst(const toll_article_reader *r, uint32_t at)
{
    uint32_t kinds = 0;
    for (int up = 0; up < 3 && at != NONE && at; up++, at = r->nodes[at].parent) kinds |= r->nodes[at].kinds;
    return kinds & IS_STANDFIRST &&
           !(kinds & (IS_MENU | IS_RELATED | IS_SHARE | IS_COMMENT | IS_CONSENT | IS_NEWSLETTER | IS_AD | IS_FOOTER | IS_SIDE));
}

/* The only H1 of the page, where it says more than a site's name: outlets give search machines another title than readers. */
static uint32_t only_heading(const toll_article_reader *r)
{
    uint32_t only = NONE, end = r->nodes[r->body].block + 3;
    for (uint32_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        if (b->tag != TAG_H1) continue;
        if (only != NONE) return NONE;
        only = i;
    }
    bool tells = only != NONE && only < end && may_be_headline(r, &r->blocks[only]) && !is_linky(&r->blocks[only]) &&
                 r->blocks[only].text_len >= 25;
    return tells ? only : NONE;
}

static bool inside(const toll_article_reader *r, uint32_t i)
{
    return i >= r->nodes[r->body].block && i < r->nodes[r->body].block_end && r->blocks[i].zone == TOLL_ZONE_BODY;
}

static void find_standfirst(toll_article_reader *r)
{
    uint32_t from = r->headline_block == NONE ? NONE : r->headline_block + 1, end = r->nodes[r->body].block_end, seen = 0;
    for (uint32_t i = from; i < end && i < from + 12; i++) {
        block *b = &r->blocks[i];
        if (b->zone == TOLL_ZONE_BODY && !is_standfirst(r, b->node)) {
            if (++seen > 1) return;
            continue;
        }
        if (b->text_len >= 20 && b->link_len * 2 < b->text_len && is_standfirst(r, b->node) && !inside(r, i))
            b->zone = TOLL_ZONE_STANDFIRST;
    }
}

/* "19 November 2019, 10:15 GMT" beside the headline. */
static void find_date_line(toll_article_reader *r)
{
    uint32_t middle = r->headline_block != NONE ? r->headline_block : r->nodes[r->body].block;
    uint32_t from = middle > 3 ? middle - 3 : 0, end = middle + 12 < r->block_count ? middle + 12 : (uint32_t)r->block_count;
    for (uint32_t i = from; i < end && r->days[TOLL_DATED_LINE] == TOLL_DAY_UNKNOWN; i++) {
        const block *b = &r->blocks[i];
        if (b->text_len < 100 && i != r->headline_block && !(b->stops > 1))
            r->days[TOLL_DATED_LINE] = article_day(r->words, block_text(r, b, SIZE_MAX));
    }
}

void find_headline(toll_article_reader *r)
{
    toll_text title = r->headline.text.data ? r->headline.text : r->title.text;
    r->headline_block = find(r, title);
    if (r->headline_block == NONE && r->headline.text.data && r->title.text.data) r->headline_block = find(r, r->title.text);
    bool vague = !r->headline.text.data && r->title.rank == TITLE_ELEMENT; /* it may name only the site */
    if (r->headline_block == NONE && vague) r->headline_block = find(r, (toll_text){NULL, 0});
    if (r->headline_block == NONE) r->headline_block = only_heading(r);
    if (r->headline_block != NONE) r->blocks[r->headline_block].zone = TOLL_ZONE_HEADLINE;
    find_standfirst(r);
    find_date_line(r);
}
