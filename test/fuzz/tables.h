/* For the fuzz targets of the table room: compiling one file held in memory, and walking over everything in opened tables. */
#ifndef TOLL_FUZZ_TABLES_H
#define TOLL_FUZZ_TABLES_H

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/table.h"

static inline void must(bool condition)
{
    if (!condition) abort();
}

/* Reads a sentence of common words with the tables: every note, every rule. */
static inline void walk_tables(const toll_tables *tables)
{
    static const char sentence[] = "The Ministry said more than 220 (or so) men, two tanks - \"lost\" - were killed in 2023 near Kyiv's D-30.";
    toll_lexer lexer = {0};
    toll_scratch scratch = {0};
    toll_lexer_start(&lexer, toll_text_of(sentence), toll_tables_abbreviations(tables));
    while (toll_lexer_next(&lexer) == TOLL_OK) {
        for (size_t i = 0; i < lexer.token_count; i++) lexer.tokens[i].word = toll_tables_word(tables, lexer.tokens[i].hash);
        must(toll_tables_annotate(tables, &scratch, lexer.tokens, lexer.token_count) == TOLL_OK);
        toll_sentence_view view = {.tables = tables, .text = lexer.text, .tokens = lexer.tokens, .count = (uint16_t)lexer.token_count, .scratch = &scratch};
        for (uint16_t at = 0; at < view.count; at++) {
            size_t count;
            const toll_note *notes = toll_scratch_notes(&scratch, at, &count);
            for (size_t i = 0; i < count; i++) {
                must(notes[i].len && at + notes[i].len <= view.count && strlen(toll_tables_name(tables, notes[i].table)) < 1u << 30);
                (void)toll_tables_cell(tables, notes[i].table, notes[i].row, 0);
                (void)toll_tables_line(tables, notes[i].table, notes[i].row);
            }
            for (uint8_t kind = 0; kind < TOLL_KIND_LIMIT; kind++) {
                toll_rule_match match;
                if (!toll_rules_match(&match, &view, kind, at)) continue;
                must(match.rule < toll_rule_count(tables) && match.first == at && match.count && at + match.count <= view.count);
                must(toll_rule_capture(tables, match.rule, "x") < TOLL_CAPTURE_LIMIT && strlen(toll_rule_setting(tables, match.rule, "y")) < 1u << 30);
                for (int i = 0; i < TOLL_CAPTURE_LIMIT; i++) must(match.captures[i].first + match.captures[i].count <= view.count);
            }
        }
    }
    for (uint16_t table = 0; *toll_tables_name(tables, table); table++)
        for (uint32_t row = 0; row < toll_tables_rows(tables, table) && row < 1000; row++)
            for (int column = 0; column < 4; column++) must(strlen(toll_tables_cell(tables, table, row, column)) < 1u << 30);
    for (uint16_t rule = 0; rule < toll_rule_count(tables); rule++) must(strlen(toll_rule_name(tables, rule)) + strlen(toll_rule_file(tables, rule)) < 1u << 30);
    toll_scratch_free(&scratch);
    toll_lexer_free(&lexer);
}

/* Compiles the bytes as a file of this ending. A refusal says why. */
static inline toll_status compile_bytes(toll_buffer *blob, const uint8_t *data, size_t size, const char *ending)
{
    char path[64];
    toll_error error = {0};
    snprintf(path, sizeof path, "/tmp/tollbook-fuzz-%ld.%s", (long)getpid(), ending);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, data, size) != (ssize_t)size || close(file)) abort();
    const char *paths[] = {path};
    const toll_compile_options options = {.paths = paths, .path_count = 1};
    toll_status status = toll_tables_compile(blob, &options, &error);
    unlink(path);
    if (status != TOLL_OK) must(error.code == status && *error.message);
    return status;
}

#endif
