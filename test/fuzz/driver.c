/* Runs a fuzz target over the files of its corpus, one TAP case a file, so that gcc and every sanitizer run the corpus as a test. In:
 * folders or files. Each file is given as it is, and cut at every length up to 64 bytes, in memory of exactly its size, so that a read
 * beyond it is seen. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run_exact(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) exit(2);
    if (size) memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static int run_file(const char *path, int number)
{
    FILE *file = fopen(path, "rb");
    size_t len = 0, cap = 1 << 16;
    uint8_t *data = malloc(cap);
    if (!file || !data) {
        printf("not ok %d - %s: %s\n", number, path, strerror(errno));
        exit(1);
    }
    for (size_t got; (got = fread(data + len, 1, cap - len, file)) > 0;) {
        len += got;
        if (len < cap) continue;
        uint8_t *grown = realloc(data, cap *= 2);
        if (!grown) exit(2);
        data = grown;
    }
    fclose(file);
    for (size_t cut = 0; cut < len && cut < 64; cut++) run_exact(data, cut);
    run_exact(data, len);
    free(data);
    printf("ok %d - %s\n", number, path);
    fflush(stdout); /* a crash in the next file must not take this line along */
    return number + 1;
}

static int run_path(const char *path, int number)
{
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISDIR(about.st_mode)) return run_file(path, number);
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        printf("not ok %d - %s: %s\n", number, path, strerror(errno));
        exit(1);
    }
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            char child[4096];
            if (snprintf(child, sizeof child, "%s/%s", path, entries[i]->d_name) < (int)sizeof child) number = run_path(child, number);
        }
        free(entries[i]);
    }
    free(entries);
    return number;
}

int main(int count, char **arguments)
{
    int number = 1;
    for (int i = 1; i < count; i++) number = run_path(arguments[i], number);
    if (number == 1) printf("not ok %d - the corpus is empty\n", number++);
    printf("1..%d\n", number - 1);
    return 0;
}
