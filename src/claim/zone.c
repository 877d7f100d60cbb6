/* Which part of the document a sentence stands in: the headline (a first line without a stop) and the standfirst below it, captions, and
 * boilerplate, which gives no claims: menus, pointers to other stories and the list of headlines that such a pointer opens, forms; corrections, whose
 * figures hold or are taken back (hedge.c).
 * Of a page the markup says what is headline, standfirst and caption; the body's lines are looked at all the same.
 * In: the sentence with its notes, the zone of the sentence before. Out: the story's zone. One look at the sentence's beginning. */
#include "inside.h"

enum { LINE = 30, LONG = 60, STANDFIRST = 45 };

static bool is_line(const toll_sentence *sentence, uint32_t most)
{
    return !(sentence->flags & TOLL_SENTENCE_STOPPED) && sentence->count < most;
}

/* A page's title carries the site's name behind a bar: "40 dead in Kabul | Site". */
static bool has_bar(const toll_sentence_view *view)
{
    for (unsigned at = 0; at < view->count; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == '|') return true;
    return false;
}

/* A first line longer than most that is a headline all the same: more of the document follows, or a site's name does, which a stop may be part of
 * ("40 dead in Kabul | Site.NET"). */
static bool is_long_line(const toll_sentence_view *view, const toll_sentence *sentence)
{
    const uint32_t end = toll_span_end(sentence->span);
    if (sentence->count >= LONG || end >= view->text.len) return false;
    return sentence->flags & TOLL_SENTENCE_STOPPED ? has_bar(view) && view->text.data[end] > ' ' : true;
}

/* Below the headline, a line of its own that no stop ends. */
static bool is_standfirst(const story *s, const toll_sentence *sentence)
{
    bool below = s->zone == TOLL_ZONE_HEADLINE || s->zone == TOLL_ZONE_STANDFIRST;
    return below && s->sentence <= 2 && sentence->flags & (TOLL_SENTENCE_PARAGRAPH | TOLL_SENTENCE_LINE) && is_line(sentence, STANDFIRST);
}

/* The kind of boilerplate that the sentence opens with; "" = none. Words that prose may begin with count only on a line of their own. */
static const char *boilerplate(const toll_claim_reader *reader, const toll_note *menu)
{
    if (!menu) return "";
    bool line = toll_same(claim_cell(reader->tables->tables, menu, "where"), "line");
    if (line && !is_line(reader->parse.sentence, LINE)) return "";
    return claim_cell(reader->tables->tables, menu, "kind");
}

/* What the page's markup says of the sentence's place; TOLL_ZONE_COUNT where nobody said. Sentences come in the order of the text. */
static toll_zone marked_zone(toll_claim_reader *reader)
{
    const toll_document *document = reader->document;
    story *s = &reader->story;
    uint32_t off = reader->parse.sentence->span.off;
    if (!document->zone_count) return TOLL_ZONE_COUNT;
    while (s->mark + 1 < document->zone_count && document->zones[s->mark + 1].off <= off) s->mark++;
    return (toll_zone)document->zones[s->mark].zone;
}

void claim_zone(toll_claim_reader *reader)
{
    story *s = &reader->story;
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_sentence *sentence = reader->parse.sentence;
    toll_zone marked = marked_zone(reader);
    if (marked != TOLL_ZONE_COUNT && marked != TOLL_ZONE_BODY) {
        s->zone = marked;
        s->list_open = false;
        return;
    }
    const toll_zone before = s->zone;
    const toll_note *menu = note_at(
        view, view->tokens[0].kind == TOLL_TOKEN_MARK && view->count > 1, k->boilerplate); /* "*This article was" */
    const char *kind = boilerplate(reader, menu);
    bool line = is_line(sentence, LINE), below = is_standfirst(s, sentence);
    s->zone = s->sentence == 0 && (line || (is_line(sentence, LONG) && has_bar(view)) || is_long_line(view, sentence)) ? TOLL_ZONE_HEADLINE
              : s->sentence && below ? TOLL_ZONE_STANDFIRST
                                     : TOLL_ZONE_BODY;
    if (marked == TOLL_ZONE_BODY) s->zone = TOLL_ZONE_BODY; /* where markup speaks, it need not be guessed */
    const bool corrects = before == TOLL_ZONE_DISCLAIMER && !(sentence->flags & (TOLL_SENTENCE_PARAGRAPH | TOLL_SENTENCE_LINE));
    bool apart = sentence->flags & (TOLL_SENTENCE_PARAGRAPH | TOLL_SENTENCE_LINE) && !(sentence->flags & TOLL_SENTENCE_GLUED);
    if (!line || !apart) s->list_open = false;
    if (toll_same(kind, "caption")) s->zone = TOLL_ZONE_CAPTION;
    else if (toll_same(kind, "correction") || corrects) s->zone = TOLL_ZONE_DISCLAIMER;
    else if ((*kind && strcmp(kind, "wire") != 0) || s->list_open) s->zone = TOLL_ZONE_BOILERPLATE;
    else if (s->sentence && line && claim_note_in(view, (toll_extent){0, view->count}, k->caption)) s->zone = TOLL_ZONE_CAPTION;
    /* "Related articles" alone on its line: the lines below it are headlines of other stories */
    if (toll_same(kind, "related") && line && apart && menu->len + 1u >= view->count) s->list_open = true;
}
