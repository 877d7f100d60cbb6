/* gazetteer --locale-dir DIR [--not FILE] [--countries FILE] [--by-hand FILE]...:
 * writes the table of libgeonames' cities and regions to stdout. */
#include "gazetteer.h"

#include <stdio.h>

static int usage(void)
{
    fputs("usage: gazetteer --locale-dir DIR [--not not_places.tsv] [--countries countries.tsv] [--by-hand places.tsv]...\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    enum { MOST_TABLES = 16 };
    const char *by_hand[MOST_TABLES];
    toll_gazetteer_options options = {.size = sizeof options, .by_hand = by_hand};
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc) return usage();
        if (!strcmp(argv[i], "--locale-dir")) options.locale_dir = argv[i + 1];
        else if (!strcmp(argv[i], "--not")) options.not_places = argv[i + 1];
        else if (!strcmp(argv[i], "--countries")) options.countries = argv[i + 1];
        else if (!strcmp(argv[i], "--by-hand") && options.by_hand_count < MOST_TABLES) by_hand[options.by_hand_count++] = argv[i + 1];
        else return usage();
    }
    if (!options.locale_dir) return usage();
    toll_buffer out = {0};
    toll_error error = {0};
    int code = 0;
    if (toll_gazetteer_write_tsv(&out, &options, &error)) {
        fprintf(stderr, "gazetteer: %s%s%s\n", error.where, *error.where ? ": " : "", error.message);
        code = 3;
    } else if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout)) {
        fputs("gazetteer: the table cannot be written\n", stderr);
        code = 3;
    }
    toll_buffer_free(&out);
    return code;
}
