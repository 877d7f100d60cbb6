/* How fast the language engine reads, without files and output. In: a text file, cut at blank lines into documents of about 3 KB. Prints
 * for tokens and sentences alone and for the whole reading the bytes a second; the best of five. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/engine.h"

enum { PIECE = 3000, TURNS = 5 };

typedef struct bench {
    toll_buffer text;
    toll_engine *engine;
    toll_run *run;
    toll_lexer lexer;
    size_t claims;
} bench;

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void must(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "bench_engine: %s\n", what);
    exit(1);
}

static void lex(bench *b, toll_text text)
{
    toll_lexer_start(&b->lexer, text, NULL);
    while (toll_lexer_next(&b->lexer) == TOLL_OK) b->claims += b->lexer.sentence_count;
}

static void read_text(bench *b, toll_text text)
{
    const toll_document document = {.name = toll_text_of("bench"), .text = text, .published = 19401};
    toll_reading reading;
    must(toll_run_read(&reading, b->run, &document, NULL) == TOLL_OK, "a document cannot be read");
    b->claims += reading.claim_count;
}

/* Each document from its blank line on; a text without any is one document. */
static void go_through(bench *b, void (*work)(bench *b, toll_text text))
{
    for (size_t at = 0; at < b->text.len;) {
        const char *end = at + PIECE < b->text.len ? strstr(b->text.data + at + PIECE, "\n\n") : NULL;
        size_t len = end ? (size_t)(end - b->text.data) - at : b->text.len - at;
        work(b, (toll_text){b->text.data + at, len});
        at += len;
    }
}

static void measure(bench *b, const char *what, void (*work)(bench *b, toll_text text))
{
    double best = 1e9;
    for (int turn = 0; turn < TURNS; turn++) {
        double start = now();
        go_through(b, work);
        double took = now() - start;
        if (took < best) best = took;
    }
    printf("%s\t%.0f\n", what, (double)b->text.len / best);
}

int main(int count, char **arguments)
{
    must(count == 2, "name one text file");
    bench b = {0};
    FILE *file = fopen(arguments[1], "rb");
    must(file != NULL, "the file cannot be opened");
    static char chunk[65536];
    for (size_t len; (len = fread(chunk, 1, sizeof chunk, file)) > 0;) toll_buffer_add(&b.text, chunk, len);
    fclose(file);
    must(b.text.len && !b.text.failed, "the file is empty");
    const toll_engine_options options = {.size = sizeof options};
    must(toll_engine_open(&b.engine, &options, NULL) == TOLL_OK && toll_run_open(&b.run, b.engine, NULL) == TOLL_OK,
        "the engine does not open");
    measure(&b, "engine: tokens and sentences", lex);
    measure(&b, "engine: reading, no input or output", read_text);
    toll_lexer_free(&b.lexer);
    toll_run_close(b.run);
    toll_engine_close(b.engine);
    toll_buffer_free(&b.text);
    return b.claims ? 0 : 1;
}
