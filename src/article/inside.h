/* Private to src/article: the page as elements and blocks, and who makes what of it. */
#ifndef TOLL_ARTICLE_INSIDE_H
#define TOLL_ARTICLE_INSIDE_H

#include <tollbook/claim.h>

#include "article.h"

/* --- elements */
enum tag {
    TAG_OTHER, TAG_A, TAG_ARTICLE, TAG_ASIDE, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_DD, TAG_DIV, TAG_DT, TAG_FIGCAPTION,
    TAG_FIGURE, TAG_FOOTER, TAG_FORM, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HTML, TAG_LI,
    TAG_LINK, TAG_MAIN, TAG_META, TAG_NAV, TAG_OL, TAG_P, TAG_PRE, TAG_SCRIPT, TAG_SECTION, TAG_TABLE, TAG_TD, TAG_TH, TAG_TIME,
    TAG_TITLE, TAG_TR, TAG_UL
};
enum {                       /* what the element does to the text in it */
    TAG_INLINE = 1,          /* the text goes on */
    TAG_VOID = 2,            /* has no end tag */
    TAG_RAW = 4,             /* no markup in it */
    TAG_SKIP = 8             /* its text is not for reading */
};
typedef struct tag_row {
    uint8_t tag, flags;
} tag_row;

/* --- what class and id words say an element is; bits */
enum {
    IS_MENU = 1, IS_RELATED = 1 << 1, IS_SHARE = 1 << 2, IS_COMMENT = 1 << 3, IS_CONSENT = 1 << 4, IS_NEWSLETTER = 1 << 5, IS_AD = 1 << 6,
    IS_FOOTER = 1 << 7, IS_SIDE = 1 << 8, IS_BYLINE = 1 << 9, IS_CAPTION = 1 << 10, IS_HIDDEN = 1 << 11, IS_SUBJECT = 1 << 12, IS_BODY = 1 << 13,
    IS_STANDFIRST = 1 << 14, IS_HEADLINE = 1 << 15, IS_WRAPPER = 1 << 16,
    IS_ARTICLE_BODY = 1 << 20,   /* says it outright: itemprop="articleBody", class "article-body" */
    IS_BAD = IS_MENU | IS_RELATED | IS_SHARE | IS_COMMENT | IS_CONSENT | IS_NEWSLETTER | IS_AD | IS_FOOTER | IS_SIDE | IS_BYLINE | IS_HIDDEN
};

#define NONE UINT32_MAX /* no element, no block */

enum { STACK_LIMIT = 512, NODE_LIMIT = 1 << 20, BLOCK_LIMIT = 1 << 21 };

typedef struct node {
    uint32_t parent;         /* NONE for the page itself, which is the first node */
    uint32_t end;            /* one past the last node below it */
    uint32_t block, block_end;   /* the blocks in it */
    uint32_t kinds;
    uint8_t tag;
    bool dropped;            /* not the article's: judged by judge.c */
    uint32_t paragraphs;     /* of prose that stand right in it */
    uint32_t cards;          /* elements in it that hold a link and one paragraph of prose */
    uint32_t good, junk;     /* bytes of text that reads like prose, and of links and scraps */
    float score;
} node;

typedef struct piece {       /* a stretch of the page's text; len 0 = a line break */
    uint32_t off, len;
} piece;

typedef struct block {
    uint32_t node;           /* the innermost element around it that is no inline one */
    uint32_t piece, piece_count;
    uint32_t text_len, link_len;   /* bytes that are no white space; of these in links */
    uint16_t stops;          /* marks that end sentences */
    uint8_t tag;             /* of the nearest P, H1-H6, LI and so on */
    uint8_t zone;            /* a toll_zone; BOILERPLATE = left out */
    bool teaser;             /* a card among others of its kind: a link and a few words about another story */
} block;

/* --- facts the page states beside its text. Spans into the page; `depth` of trust as in toll_dated. */
typedef struct fact {
    toll_text text;          /* decoded; NULL = unknown */
    uint8_t rank;            /* lower is better; 0 = none yet */
} fact;

enum { TITLE_ELEMENT = 5 };   /* the rank of a title that only the title element states */

typedef struct open_element {
    uint32_t name;           /* hash */
    uint32_t node;           /* NONE for inline ones */
    uint8_t tag, flags;
} open_element;

struct toll_article_reader {
    const toll_article_words *words;
    toll_text page;
    toll_arena arena;
    node *nodes;
    block *blocks;
    piece *pieces;
    size_t node_count, node_cap, block_count, block_cap, piece_count, piece_cap;
    open_element stack[STACK_LIMIT];
    uint32_t depth, links, skips, current;   /* current: the node that is open */
    uint64_t overflow;       /* elements open above STACK_LIMIT */
    block building;
    bool in_block, too_many, no_memory;
    fact title, headline, outlet, author, language;   /* title: of a meta tag or the title element; headline: of JSON-LD */
    toll_day days[TOLL_DATED_LINE + 1];
    toll_span title_span;    /* the bytes of the page it stands in */
    bool whole;              /* all of it is the article */
    uint32_t body;           /* the node that holds the article */
    uint32_t headline_block;
    toll_buffer text, map;
    toll_zone_mark *zones;
    size_t zone_count, zone_cap;
};

/* --- words.c: what the tables say. */
tag_row article_tag(const toll_article_words *words, const char *name, size_t len, uint32_t *hash);
uint32_t article_kinds(const toll_article_words *words, toll_text value);   /* of a class or id attribute */
/* Does a text of `whole` bytes that begins with `text` open with a phrase that is no article's? */
bool article_opens_with(const toll_article_words *words, toll_text text, size_t whole);
int article_month(const toll_article_words *words, toll_text word);   /* 1-12, 0 = none */

/* --- scan.c: tags, attributes and text out of bytes. */
typedef struct attributes {
    toll_text class_, id, itemprop, role, style, datetime, content, name, property, type, lang, rel, http_equiv;
    bool hidden;
} attributes;
void article_scan(toll_article_reader *reader);

/* --- tree.c: elements and blocks out of tags. */
void tree_begin(toll_article_reader *reader);
void tree_start(toll_article_reader *reader, tag_row row, uint32_t name, const attributes *given);
void tree_end(toll_article_reader *reader, tag_row row, uint32_t name);
void tree_text(toll_article_reader *reader, uint32_t off, uint32_t len);
void tree_finish(toll_article_reader *reader);
/* What a block says, decoded; its first `most` bytes at least, where it is longer. In the arena. */
toll_text block_text(toll_article_reader *reader, const block *block, size_t most);

/* --- facts.c, facts_json.c. `fact_keep`: a fact that is stated with this rank (lower is better), unless a better one stands. */
bool fact_is(toll_text text, const char *word);   /* whatever the case of ASCII; `word` is in lower case */
bool fact_keep(toll_article_reader *reader, fact *f, uint8_t rank, toll_text raw);
void fact_keep_day(toll_article_reader *reader, toll_dated how, toll_text text);
void facts_meta(toll_article_reader *reader, const attributes *given);
void facts_json(toll_article_reader *reader, toll_text script);
void facts_title(toll_article_reader *reader, toll_text text);
void facts_language(toll_article_reader *reader, toll_text lang);
void facts_time(toll_article_reader *reader, const attributes *given);

/* --- date.c: days as pages write them; UNKNOWN where it is not a whole date or could be two. */
toll_day article_day(const toll_article_words *words, toll_text text);
toll_day article_day_in_url(const toll_article_words *words, toll_text url);

/* --- entity.c: the character reference at text[at] ('&'): its length in the page, its bytes in out; 0 = none is there. */
size_t entity_read(char out[8], size_t *out_len, toll_text text, size_t at);
/* Decoded, white space folded to single blanks, in the arena; data NULL = there is no memory. */
toll_text entity_decode(toll_arena *arena, toll_text raw);

/* --- judge.c and write.c */
void judge_page(toll_article_reader *reader);
void choose_blocks(toll_article_reader *reader);
void find_headline(toll_article_reader *reader);
toll_status write_article(toll_article *out, toll_article_reader *reader);

/* --- map.c */
typedef struct map_writer {
    toll_buffer *out;
    uint32_t raw_end;        /* of the run written last */
    uint32_t clean, raw, raw_len;   /* the run under way: bytes of text, where they stand, how many they were there */
    bool same;               /* they are the same bytes */
} map_writer;
void map_start(map_writer *writer, toll_buffer *out);
void map_add(map_writer *writer, uint32_t clean_len, uint32_t raw_off, uint32_t raw_len, bool same);
void map_finish(map_writer *writer);

/* The element a block stands in as a paragraph among others. */
static inline uint32_t holder(const toll_article_reader *r, const block *b)
{
    uint32_t up = r->nodes[b->node].parent;
    bool own = b->tag == TAG_P || b->tag == TAG_LI || (b->tag >= TAG_H1 && b->tag <= TAG_H6);
    return own && up != NONE ? up : b->node;
}

static inline bool is_heading(uint8_t tag) { return tag >= TAG_H1 && tag <= TAG_H6; }

static inline bool is_linky(const block *b) { return b->link_len * 2 > b->text_len; }

/* Reads like prose: long enough, with sentences, and not mostly links. */
static inline bool is_prose(const block *b)
{
    if (is_linky(b) || is_heading(b->tag)) return false;
    if (b->link_len * 3 > b->text_len && b->text_len < 200) return false;
    return b->text_len >= 120 || (b->text_len >= 40 && b->stops);
}

static inline bool is_space(char c) { return (unsigned char)c <= ' ' || c == 0x7F; }

#endif
