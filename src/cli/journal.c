/* How far an `add` came, so that `add --resume` goes on there: a small file beside the ledger with a hash of what was to be added and the number
 * of documents that are in. It is written anew every second and goes when all is done. It may lag behind the ledger, never run ahead of it: what
 * is added twice changes nothing. In a ledger on a server there is no place beside it; then only that holds. */
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "ledger.h"
#include "source/lines.h"

/* What makes two runs the same: the files with their sizes and times, how they are read, and by what. */
static void fingerprint(char out[65], const toll_cli_adding *asked, const char *reader, int count, char **paths)
{
    toll_buffer all = {0};
    const toll_cli_input *in = &asked->input;
    const char *const words[] = {reader, in->metadata, in->outlet, in->charset, in->columns, in->text_column};
    toll_buffer_printf(&all, "%d %d", in->from, (int)in->published);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) toll_buffer_printf(&all, "\n%s", words[i] ? words[i] : "-");
    for (int i = 0; i < count; i++) {
        struct stat about = {0};
        bool there = !stat(paths[i], &about);
        toll_buffer_printf(&all, "\n%s %lld %lld", paths[i], there ? (long long)about.st_size : -1, (long long)about.st_mtime);
    }
    toll_sha256_hex(out, all.data ? all.data : "", all.len);
    toll_buffer_free(&all);
}

void toll_cli_journal_begin(toll_cli_journal *journal, const toll_cli_adding *asked, const char *reader, int count, char **paths)
{
    *journal = (toll_cli_journal){.last = time(NULL)};
    const char *ledger = toll_cli_ledger_path(asked->ledger);
    if (!toll_ledger_is_file(ledger)) return;
    int len = snprintf(journal->path, sizeof journal->path, "%s.resume", ledger);
    if (len < 0 || (size_t)len >= sizeof journal->path - 4) journal->path[0] = '\0';
    fingerprint(journal->key, asked, reader, count, paths);
}

bool toll_cli_journal_find(toll_cli_journal *journal)
{
    static const char *const names[] = {"run", "documents"};
    toll_lines *lines = NULL;
    toll_text values[2];
    if (!*journal->path || toll_lines_open(&lines, journal->path, names, 2, NULL) < 0) return false;
    bool found = toll_lines_next(values, lines, NULL) == TOLL_OK && toll_text_is(values[0], journal->key);
    for (size_t i = 0; found && i < values[1].len && i < 18; i++)
        journal->before = journal->before * 10 + (uint64_t)(values[1].data[i] - '0');
    toll_lines_close(lines);
    return found;
}

void toll_cli_journal_write(toll_cli_journal *journal, uint64_t documents, bool now)
{
    time_t at = time(NULL);
    if (!*journal->path || (!now && at == journal->last)) return;
    journal->last = at;
    char beside[sizeof journal->path + 4];
    snprintf(beside, sizeof beside, "%s.new", journal->path);
    FILE *file = fopen(beside, "wb");
    if (!file) return;
    bool written = fprintf(file, "{\"run\":\"%s\",\"documents\":%llu}\n", journal->key, (unsigned long long)documents) > 0;
    written = !fclose(file) && written;
    if (!written || rename(beside, journal->path)) unlink(beside);
}

void toll_cli_journal_end(toll_cli_journal *journal)
{
    if (*journal->path) unlink(journal->path);
}
