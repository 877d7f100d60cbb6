/* The elements of HTML: what each does to the text in it. In: an element's name. Out: its row; what is not here is a block without a meaning of its
 * own. One probe a tag. */
#include "words.h"

#define ROW(name, tag, flags)                                                                                                              \
    {                                                                                                                                      \
        name,                                                                                                                              \
        {                                                                                                                                  \
            TAG_##tag, flags                                                                                                               \
        }                                                                                                                                  \
    }
#define INLINE(name)  ROW(name, OTHER, TAG_INLINE)
#define SKIPPED(name) ROW(name, OTHER, TAG_SKIP)
static const struct {
    char name[12];
    tag_row row;
} elements[] = {ROW("a", A, TAG_INLINE), ROW("article", ARTICLE, 0), ROW("aside", ASIDE, 0), ROW("blockquote", BLOCKQUOTE, 0),
    ROW("body", BODY, 0), ROW("br", BR, TAG_INLINE | TAG_VOID), ROW("dd", DD, 0), ROW("div", DIV, 0), ROW("dt", DT, 0),
    ROW("figcaption", FIGCAPTION, 0), ROW("figure", FIGURE, 0), ROW("footer", FOOTER, 0), ROW("form", FORM, 0), ROW("h1", H1, 0),
    ROW("h2", H2, 0), ROW("h3", H3, 0), ROW("h4", H4, 0), ROW("h5", H5, 0), ROW("h6", H6, 0), ROW("head", HEAD, 0),
    ROW("header", HEADER, 0), ROW("html", HTML, 0), ROW("li", LI, 0), ROW("link", LINK, TAG_INLINE | TAG_VOID), ROW("main", MAIN, 0),
    ROW("meta", META, TAG_INLINE | TAG_VOID), ROW("nav", NAV, 0), ROW("ol", OL, 0), ROW("p", P, 0), ROW("pre", PRE, 0),
    ROW("script", SCRIPT, TAG_RAW | TAG_SKIP), ROW("section", SECTION, 0), ROW("table", TABLE, 0), ROW("td", TD, 0), ROW("th", TH, 0),
    ROW("time", TIME, TAG_INLINE), ROW("title", TITLE, TAG_RAW | TAG_SKIP), ROW("tr", TR, 0), ROW("ul", UL, 0), ROW("hr", OTHER, TAG_VOID),
    ROW("img", OTHER, TAG_INLINE | TAG_VOID), ROW("input", OTHER, TAG_INLINE | TAG_VOID), ROW("wbr", OTHER, TAG_INLINE | TAG_VOID),
    ROW("source", OTHER, TAG_INLINE | TAG_VOID), ROW("track", OTHER, TAG_INLINE | TAG_VOID), ROW("area", OTHER, TAG_INLINE | TAG_VOID),
    ROW("base", OTHER, TAG_INLINE | TAG_VOID), ROW("col", OTHER, TAG_INLINE | TAG_VOID), ROW("embed", OTHER, TAG_INLINE | TAG_VOID),
    ROW("param", OTHER, TAG_INLINE | TAG_VOID), ROW("style", OTHER, TAG_RAW | TAG_SKIP), ROW("textarea", OTHER, TAG_RAW | TAG_SKIP),
    ROW("iframe", OTHER, TAG_RAW | TAG_SKIP), ROW("noembed", OTHER, TAG_RAW | TAG_SKIP), ROW("noframes", OTHER, TAG_RAW | TAG_SKIP),
    ROW("xmp", OTHER, TAG_RAW | TAG_SKIP), SKIPPED("noscript"), SKIPPED("svg"), SKIPPED("math"), SKIPPED("select"), SKIPPED("datalist"),
    SKIPPED("button"), SKIPPED("template"), SKIPPED("object"), SKIPPED("audio"), SKIPPED("video"), SKIPPED("canvas"), SKIPPED("map"),
    SKIPPED("label"), SKIPPED("dialog"), SKIPPED("menu"), INLINE("abbr"), INLINE("acronym"), INLINE("b"), INLINE("bdi"), INLINE("bdo"),
    INLINE("big"), INLINE("cite"), INLINE("code"), INLINE("data"), INLINE("del"), INLINE("dfn"), INLINE("em"), INLINE("font"), INLINE("i"),
    INLINE("ins"), INLINE("kbd"), INLINE("mark"), INLINE("nobr"), INLINE("output"), INLINE("picture"), INLINE("q"), INLINE("rp"),
    INLINE("rt"), INLINE("ruby"), INLINE("s"), INLINE("samp"), INLINE("small"), INLINE("span"), INLINE("strike"), INLINE("strong"),
    INLINE("sub"), INLINE("sup"), INLINE("tt"), INLINE("u"), INLINE("var")};

void article_load_elements(slot tags[TAG_SLOTS])
{
    for (uint32_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        uint64_t hash = hash_word(elements[i].name, strlen(elements[i].name));
        *slot_of(tags, TAG_SLOTS - 1, hash) = (slot){hash, i + 1};
    }
}

tag_row article_tag(const toll_article_words *words, const char *name, size_t len, uint32_t *hash)
{
    uint64_t full = hash_word(name, len);
    *hash = (uint32_t)(full ^ full >> 32) | 1;
    if (len > 10) return (tag_row){TAG_OTHER, 0};
    uint32_t found = value_of(words->tags, TAG_SLOTS - 1, full);
    return found ? elements[found - 1].row : (tag_row){TAG_OTHER, 0};
}
