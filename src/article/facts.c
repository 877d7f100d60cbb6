/* What a page states beside its text in meta tags, the title element and time elements (JSON-LD: facts_json.c). Of several statements of one fact the
 * most trusted stands, of equals the first. */
#include "inside.h"

bool fact_is(toll_text text, const char *word)
{
    size_t len = strlen(word);
    if (text.len != len) return false;
    for (size_t i = 0; i < len; i++)
        if ((text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] | 32 : text.data[i]) != word[i]) return false;
    return true;
}

bool fact_keep(toll_article_reader *r, fact *f, uint8_t rank, toll_text raw)
{
    if (f->rank && f->rank <= rank) return false;
    if (raw.len > 4096) return false; /* no title, name or date is as long */
    toll_text text = entity_decode(&r->arena, raw);
    if (!text.data) r->no_memory = true;
    if (!text.len) return false;
    *f = (fact){text, rank};
    return true;
}

void fact_keep_day(toll_article_reader *r, toll_dated how, toll_text text)
{
    if (r->days[how] != TOLL_DAY_UNKNOWN || text.len > 100) return;
    r->days[how] = article_day(r->words, text);
}

static toll_span span_in_page(const toll_article_reader *r, toll_text text)
{
    return (toll_span){(uint32_t)(text.data - r->page.data), (uint32_t)text.len};
}

static bool looks_like_url(toll_text text)
{
    return text.len > 8 && (!memcmp(text.data, "http://", 7) || !memcmp(text.data, "https://", 8));
}

void facts_meta(toll_article_reader *r, const attributes *given)
{
    if (!given->content.len) return;
    toll_text content = given->content;
    const toll_text keys[] = {given->property, given->name, given->itemprop};
    static const struct {
        const char *key;
        uint8_t what, rank; /* d day, t title, o outlet, a author, l language */
    } known[] = {{"og:title", 't', 2}, {"twitter:title", 't', 3}, {"headline", 't', 3}, {"dc.title", 't', 4}, {"og:site_name", 'o', 1},
        {"application-name", 'o', 3}, {"cre", 'o', 3}, {"author", 'a', 2}, {"article:author", 'a', 3}, {"byl", 'a', 3},
        {"dc.creator", 'a', 3}, {"parsely-author", 'a', 3}, {"sailthru.author", 'a', 4}, {"og:locale", 'l', 2}, {"language", 'l', 3},
        {"article:published_time", 'd', 2}, {"article:published", 'd', 2}, {"og:published_time", 'd', 2}, {"datepublished", 'd', 2},
        {"date", 'd', 2}, {"pubdate", 'd', 2}, {"publishdate", 'd', 2}, {"publish-date", 'd', 2}, {"publish_date", 'd', 2},
        {"published_at", 'd', 2}, {"pdate", 'd', 2}, {"publication_date", 'd', 2}, {"dc.date", 'd', 2}, {"dc.date.issued", 'd', 2},
        {"dcterms.date", 'd', 2}, {"dcterms.created", 'd', 2}, {"parsely-pub-date", 'd', 2}, {"sailthru.date", 'd', 2},
        {"article.published", 'd', 2}, {"originalpublicationdate", 'd', 2}, {"citation_publication_date", 'd', 2},
        {"cxenseparse:recs:publishtime", 'd', 2}, {"og:article:published_time", 'd', 2}};
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; keys[k].len && i < sizeof known / sizeof *known; i++) {
            if (!fact_is(keys[k], known[i].key)) continue;
            uint8_t rank = known[i].rank;
            if (known[i].what == 'd') fact_keep_day(r, TOLL_DATED_META, content);
            if (known[i].what == 't' && fact_keep(r, &r->title, rank, content)) r->title_span = span_in_page(r, content);
            if (known[i].what == 'o') fact_keep(r, &r->outlet, rank, content);
            if (known[i].what == 'a' && !looks_like_url(content)) fact_keep(r, &r->author, rank, content);
            if (known[i].what == 'l') fact_keep(r, &r->language, rank, content);
        }
    }
}

void facts_title(toll_article_reader *r, toll_text text)
{
    if (r->skips > 1) return; /* the title of a picture */
    if (fact_keep(r, &r->title, TITLE_ELEMENT, text)) r->title_span = span_in_page(r, text);
}

void facts_language(toll_article_reader *r, toll_text lang)
{
    fact_keep(r, &r->language, 1, lang);
}

/* Does what is open now belong to other stories, or to the page around? */
static bool is_aside(const toll_article_reader *r)
{
    uint32_t at = r->current;
    for (int up = 0; up < 16 && at != NONE; up++, at = r->nodes[at].parent) {
        const node *n = &r->nodes[at];
        if (n->kinds & (IS_RELATED | IS_MENU | IS_SIDE | IS_COMMENT | IS_FOOTER | IS_AD)) return true;
        if (n->tag == TAG_ASIDE || n->tag == TAG_NAV || n->tag == TAG_FOOTER) return true;
    }
    return false;
}

/* A time element counts where it says it is the publication's, or as the first one that stands in no link and no box. */
void facts_time(toll_article_reader *r, const attributes *given)
{
    bool stated = fact_is(given->itemprop, "datepublished");
    if (stated) r->days[TOLL_DATED_TIME] = TOLL_DAY_UNKNOWN;
    if (given->datetime.len && (stated || (!r->links && !is_aside(r)))) fact_keep_day(r, TOLL_DATED_TIME, given->datetime);
}
