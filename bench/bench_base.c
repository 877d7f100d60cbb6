/* How fast the ground is. In: a text file. Out: lines `what<TAB>bytes a second`, the best of several rounds, for bench/run.py to set beside the
 * baseline. Each round works through the whole text, so what is measured is memory and instructions, not the file. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/base.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

typedef struct corpus {
    char *data, *out;
    size_t len;
} corpus;

static uint64_t check(const corpus *text)
{
    return toll_utf8_check(text->data, text->len);
}

static uint64_t count(const corpus *text)
{
    return toll_utf8_count(text->data, text->len);
}

static uint64_t fold(const corpus *text)
{
    return toll_utf8_fold(text->out, text->len * 2, text->data, text->len);
}

/* As the tables are asked: word by word. */
static uint64_t hash_words(const corpus *text)
{
    uint64_t sum = 0;
    size_t start = 0;
    for (size_t off = 0; off < text->len; off++) {
        if (text->data[off] != ' ') continue;
        sum += toll_hash(text->data + start, off - start, 0);
        start = off + 1;
    }
    return sum;
}

static uint64_t sha256(const corpus *text)
{
    uint8_t digest[32];
    toll_sha256(digest, text->data, text->len);
    return digest[0];
}

static uint64_t json(const corpus *text)
{
    toll_buffer buffer = {0};
    toll_buffer_add_json(&buffer, (toll_text){text->data, text->len});
    uint64_t len = buffer.len;
    toll_buffer_free(&buffer);
    return len;
}

int main(int argument_count, char **arguments)
{
    static const struct {
        const char *name;
        uint64_t (*work)(const corpus *text);
    } works[] = {
        {"base: UTF-8 check", check},
        {"base: code points", count},
        {"base: fold", fold},
        {"base: hash of words", hash_words},
        {"base: SHA-256", sha256},
        {"base: JSON string", json},
    };
    FILE *file = argument_count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file || fseek(file, 0, SEEK_END) != 0) return fprintf(stderr, "bench_base: give me a text file\n"), 2;
    long size = ftell(file);
    if (size <= 0 || fseek(file, 0, SEEK_SET) != 0) return 2;
    corpus text = {malloc((size_t)size), malloc((size_t)size * 2), (size_t)size};
    if (!text.data || !text.out || fread(text.data, 1, text.len, file) != text.len) return 2;
    fclose(file);
    volatile uint64_t sum = 0;
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        double best = 1e9, start = now();
        for (int round = 0; round < 3 || now() - start < 0.3; round++) {
            double before = now();
            sum = sum + works[i].work(&text);
            double took = now() - before;
            if (took < best) best = took;
        }
        printf("%s\t%.0f\n", works[i].name, (double)text.len / best);
    }
    free(text.data);
    free(text.out);
    return 0;
}
