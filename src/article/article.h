/* The article in a page. In: the bytes of an HTML page in UTF-8, and what is known from outside. Out: the article's text with zones
 * (headline, standfirst, body, captions), its title, outlet, author, day of publication and language, and a map from the text back to the
 * page's bytes. Menus, related stories, comments, consent texts, newsletter boxes and share bars are left out.
 *
 * One pass over the page gives elements and blocks of text (scan.c, tree.c); the blocks vote for the element that holds the article
 * (judge.c); what is kept is decoded once (write.c). Nothing is known of single sites: world/markup.tsv says what class names mean, page.tsv
 * of each language which phrases open what is not the article. Linear in the page; elements nested deeper than 512 are read as if they stood
 * side by side. */
#ifndef TOLL_ARTICLE_H
#define TOLL_ARTICLE_H

#include <tollbook/article.h>

#include "base/base.h"
#include "table/table.h"

typedef struct toll_article_words toll_article_words;     /* immutable; shared by readers */
typedef struct toll_article_reader toll_article_reader;   /* one a thread; its memory is used again from page to page */

toll_status toll_article_words_open(toll_article_words **out, const toll_tables *tables, toll_error *error);
void toll_article_words_close(toll_article_words *words);

toll_status toll_article_reader_open(toll_article_reader **out, const toll_article_words *words, toll_error *error);
void toll_article_reader_close(toll_article_reader *reader);
/* Everything in *out lives until the reader's next page, or as long as the page itself. TOLL_E_INPUT where the page has no text,
 * TOLL_E_LIMIT where it is too large or has too many elements; both say so. */
toll_status toll_article_read(toll_article *out, toll_article_reader *reader, const toll_page *page, toll_error *error);

/* Do these bytes open like an HTML page? Judged by content: a doctype or one of the elements pages begin with. */
bool toll_article_is_page(toll_text bytes);

#endif
