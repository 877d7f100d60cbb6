/* In: start tags, end tags and stretches of text in the order of the page. Out: elements in preorder, and blocks: the text of a paragraph, a
 * heading, a cell, as pieces of the page. Missing and crossed end tags are mended in the ways that matter here: a paragraph ends where a
 * block begins, an item where the next begins, a link where the next begins. Nesting above STACK_LIMIT is flattened, so looking through the
 * open elements is bounded. */
#include "inside.h"

static void end_block(toll_article_reader *r)
{
    if (!r->in_block) return;
    r->in_block = false;
    block *b = &r->building;
    b->piece_count = (uint32_t)r->piece_count - b->piece;
    if (!b->text_len) {
        r->piece_count = b->piece;
        return;
    }
    if (r->block_count >= BLOCK_LIMIT) r->too_many = true;
    else if (!toll_grow(&r->blocks, &r->block_cap, r->block_count, sizeof *r->blocks)) r->no_memory = true;
    else r->blocks[r->block_count++] = *b;
}

static void add_piece(toll_article_reader *r, uint32_t off, uint32_t len)
{
    if (!toll_grow(&r->pieces, &r->piece_cap, r->piece_count, sizeof *r->pieces)) r->no_memory = true;
    else r->pieces[r->piece_count++] = (piece){off, len};
}

static void begin_block(toll_article_reader *r)
{
    r->building = (block){.node = r->current, .piece = (uint32_t)r->piece_count, .tag = r->nodes[r->current].tag};
    r->in_block = true;
}

static uint32_t add_node(toll_article_reader *r, uint8_t tag, uint32_t kinds)
{
    if (r->node_count >= NODE_LIMIT) r->too_many = true;
    else if (!toll_grow(&r->nodes, &r->node_cap, r->node_count, sizeof *r->nodes)) r->no_memory = true;
    if (r->too_many || r->no_memory) return NONE;
    r->nodes[r->node_count] = (node){
        .parent = r->node_count ? r->current : NONE, .kinds = kinds, .tag = tag, .block = (uint32_t)r->block_count};
    return r->current = (uint32_t)r->node_count++;
}

void tree_begin(toll_article_reader *r)
{
    add_node(r, TAG_OTHER, 0);
}

static void leave_link(toll_article_reader *r, open_element *e)
{
    if (e->tag != TAG_A) return;
    r->links--;
    e->tag = TAG_OTHER;
    e->name = 0;
}

static void pop(toll_article_reader *r)
{
    open_element *e = &r->stack[--r->depth];
    leave_link(r, e);
    if (e->flags & TAG_SKIP) r->skips--;
    if (e->node == NONE) return;
    end_block(r);
    node *n = &r->nodes[e->node];
    r->current = n->parent;
    if (e->node + 1 == r->node_count && n->block == r->block_count) { /* nothing was in it */
        r->node_count--;
        return;
    }
    n->end = (uint32_t)r->node_count;
    n->block_end = (uint32_t)r->block_count;
}

static void pop_to(toll_article_reader *r, uint32_t depth)
{
    while (r->depth > depth) pop(r);
}

static void push(toll_article_reader *r, tag_row row, uint32_t name, uint32_t made)
{
    r->stack[r->depth++] = (open_element){name, made, row.tag, row.flags};
    if (row.tag == TAG_A) r->links++;
    if (row.flags & TAG_SKIP) r->skips++;
}

/* What a start tag ends without saying so. */
static void end_implied(toll_article_reader *r, uint8_t tag)
{
    bool item = tag == TAG_LI, cell = tag == TAG_TD || tag == TAG_TH, row = tag == TAG_TR;
    bool term = tag == TAG_DT || tag == TAG_DD;
    for (uint32_t i = r->depth; i > 0; i--) {
        const open_element *e = &r->stack[i - 1];
        bool ends = e->tag == TAG_P || (item && e->tag == TAG_LI) || (cell && (e->tag == TAG_TD || e->tag == TAG_TH)) ||
                    (row && e->tag == TAG_TR) || (term && (e->tag == TAG_DT || e->tag == TAG_DD));
        if (ends) {
            pop_to(r, i - 1);
            if (e->tag != TAG_P) return;
            continue;
        }
        bool boundary = e->tag == TAG_UL || e->tag == TAG_OL || e->tag == TAG_TABLE;
        if (boundary || (e->node != NONE && !item && !cell && !row)) return;
    }
}

static void line_break(toll_article_reader *r)
{
    if (!r->in_block) return;
    if (r->piece_count > r->building.piece && !r->pieces[r->piece_count - 1].len) end_block(r); /* two of them part paragraphs */
    else add_piece(r, 0, 0);
}

static bool has_word(toll_text value, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; at + len <= value.len; at++)
        if (!memcmp(value.data + at, word, len)) return true;
    return false;
}

static uint32_t kinds_of(toll_article_reader *r, const attributes *given)
{
    uint32_t kinds = 0;
    if (given->class_.len) kinds |= article_kinds(r->words, given->class_);
    if (given->id.len) kinds |= article_kinds(r->words, given->id);
    if (given->role.len && (has_word(given->role, "navigation") || has_word(given->role, "search"))) kinds |= IS_MENU;
    if (given->role.len && has_word(given->role, "complementary")) kinds |= IS_SIDE;
    if (given->role.len && has_word(given->role, "contentinfo")) kinds |= IS_FOOTER;
    if (given->itemprop.len && has_word(given->itemprop, "articleBody")) kinds |= IS_ARTICLE_BODY;
    if (given->hidden || has_word(given->style, "display:none") || has_word(given->style, "display: none")) kinds |= IS_HIDDEN;
    return kinds;
}

static void end_last_link(toll_article_reader *r)
{
    for (uint32_t i = r->depth; i > 0 && r->links; i--) leave_link(r, &r->stack[i - 1]);
}

void tree_start(toll_article_reader *r, tag_row row, uint32_t name, const attributes *given)
{
    if (row.tag == TAG_META) facts_meta(r, given);
    if (row.tag == TAG_TIME) facts_time(r, given);
    if (row.tag == TAG_BR) line_break(r);
    if (row.flags & TAG_VOID) {
        if (!(row.flags & TAG_INLINE)) end_block(r);
        return;
    }
    if (r->depth >= STACK_LIMIT) { /* flattened: it only parts blocks */
        r->overflow++;
        if (!(row.flags & TAG_INLINE)) end_block(r);
        return;
    }
    if (r->skips || row.flags & TAG_SKIP) {
        push(r, row, name, NONE);
        return;
    }
    if (row.tag == TAG_A && r->links) end_last_link(r);
    uint32_t kinds = kinds_of(r, given);
    if (row.flags & TAG_INLINE && !(kinds & IS_HIDDEN)) {
        push(r, row, name, NONE);
        return;
    }
    end_block(r);
    end_implied(r, row.tag);
    if (row.tag == TAG_HTML || row.tag == TAG_BODY || row.tag == TAG_MAIN) kinds = 0;
    if (row.tag == TAG_HTML && given->lang.len) facts_language(r, given->lang);
    uint32_t made = add_node(r, row.tag, kinds);
    if (made != NONE) push(r, row, name, made);
}

void tree_end(toll_article_reader *r, tag_row row, uint32_t name)
{
    if (row.tag == TAG_BR) line_break(r);
    if (row.flags & TAG_VOID) return;
    if (r->overflow) {
        r->overflow--;
        if (!(row.flags & TAG_INLINE)) end_block(r);
        return;
    }
    bool in_line = row.flags & TAG_INLINE, crossed = false;
    bool of_table = row.tag == TAG_TABLE || row.tag == TAG_TR || row.tag == TAG_TD || row.tag == TAG_TH;
    for (uint32_t i = r->depth; i > 0; i--) {
        open_element *e = &r->stack[i - 1];
        if (e->name == name) {
            if (in_line && crossed) leave_link(r, e);
            else pop_to(r, i - 1);
            return;
        }
        crossed |= e->node != NONE;
        if (in_line && crossed && row.tag != TAG_A) return;
        if (!of_table && (e->tag == TAG_TD || e->tag == TAG_TH || e->tag == TAG_TABLE)) return;
    }
    if (!in_line) end_block(r);
}

static bool ends_sentence(const char *data, size_t len, size_t at)
{
    char c = data[at];
    if (c != '.' && c != '!' && c != '?') return false;
    return at + 1 == len || is_space(data[at + 1]) || data[at + 1] == '"' || (unsigned char)data[at + 1] >= 0x80;
}

void tree_text(toll_article_reader *r, uint32_t off, uint32_t len)
{
    if (r->skips) return;
    const char *data = r->page.data + off;
    uint32_t count = 0, stops = 0;
    for (size_t i = 0; i < len; i++) {
        if (is_space(data[i])) continue;
        count++;
        stops += ends_sentence(data, len, i);
        /* the full stop of Chinese and Japanese, U+3002 */
        if ((unsigned char)data[i] == 0xE3 && i + 2 < len && (unsigned char)data[i + 1] == 0x80 && (unsigned char)data[i + 2] == 0x82)
            stops++;
    }
    if (!r->in_block) {
        if (!count) return;
        begin_block(r);
    }
    if (!count && r->piece_count > r->building.piece && !r->pieces[r->piece_count - 1].len) return;
    add_piece(r, off, len);
    r->building.text_len += count;
    if (r->links) r->building.link_len += count;
    r->building.stops = (uint16_t)(r->building.stops + stops < UINT16_MAX ? r->building.stops + stops : UINT16_MAX);
}

void tree_finish(toll_article_reader *r)
{
    end_block(r);
    pop_to(r, 0);
    if (!r->node_count) return; /* not even room for the first */
    r->nodes[0].end = (uint32_t)r->node_count;
    r->nodes[0].block_end = (uint32_t)r->block_count;
}

toll_text block_text(toll_article_reader *r, const block *b, size_t most)
{
    toll_buffer raw = {0};
    for (uint32_t i = 0; i < b->piece_count && raw.len < most; i++) {
        piece p = r->pieces[b->piece + i];
        if (!p.len) toll_buffer_add_char(&raw, ' ');
        else toll_buffer_add(&raw, r->page.data + p.off, p.len < most ? p.len : most);
    }
    toll_text text = entity_decode(&r->arena, (toll_text){raw.data, raw.failed ? 0 : raw.len});
    if (raw.failed || !text.data) r->no_memory = true;
    toll_buffer_free(&raw);
    return text;
}
