/* Claims: who lost how many, who says so, through whom, when and where.
 *
 * In: a document's sentences, in order, with their tokens. Out: claims in the caller's arena. A reader keeps what a story carries from
 * sentence to sentence (speaker, sides, place, period); everything about one sentence is worked out in that sentence. */
#ifndef TOLL_CLAIM_CLAIM_H
#define TOLL_CLAIM_CLAIM_H

#include <tollbook/claim.h>
#include <tollbook/document.h>

#include "lex/lex.h"
#include "table/table.h"

/* The classes that the room asks for, for whoever compiles tables: they are to be numbered first, in this order. */
const char *const *toll_claim_class_names(size_t *count);

typedef struct toll_claim_tables toll_claim_tables;      /* row values, resolved once an engine */
typedef struct toll_claim_reader toll_claim_reader;      /* one a thread */

toll_status toll_claim_tables_open(toll_claim_tables **out, const toll_tables *tables, toll_error *error);
void toll_claim_tables_close(toll_claim_tables *tables);

toll_status toll_claim_reader_open(toll_claim_reader **out, const toll_claim_tables *tables, toll_error *error);
void toll_claim_reader_close(toll_claim_reader *reader);
void toll_claim_reader_start(toll_claim_reader *reader, const toll_document *document);
/* The words of the document's outlet, lexed like a sentence: whose country's it is, whether it is itself a party that counts. */
toll_status toll_claim_reader_outlet(toll_claim_reader *reader, const toll_lexer *lexer);
/* The words of a title that is known apart from the text, lexed like a sentence: what the story is about. */
toll_status toll_claim_reader_title(toll_claim_reader *reader, const toll_lexer *lexer);
/* The sentences of one window (tokens with words set). Claims pile up in the reader until toll_claim_reader_finish. */
toll_status toll_claim_reader_window(toll_claim_reader *reader, const toll_lexer *lexer);
/* Settles what needs the whole text; *claims lives in `arena`. Ids are not set: the engine knows the document's hash. */
toll_status toll_claim_reader_finish(toll_claim_reader *reader, toll_arena *arena, toll_claim **claims, size_t *count);

/* Prints what was seen in one sentence (`tollbook show`): which of tokens, mentions, phrases, losses. JSON Lines or plain text. */
typedef enum toll_show { TOLL_SHOW_TOKENS, TOLL_SHOW_MENTIONS, TOLL_SHOW_PHRASES } toll_show;
toll_status toll_claim_show(toll_buffer *out, toll_claim_reader *reader, const toll_lexer *lexer, toll_show what, bool jsonl);

/* Every figure that stands in the sentences, whether a claim came of it or not. */
typedef bool toll_claim_figure(void *context, toll_span span);           /* false ends it: memory is out */
toll_status toll_claim_figures(toll_claim_figure *visit, void *context, toll_claim_reader *reader, const toll_lexer *lexer);

#endif
