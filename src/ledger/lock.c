/* Who holds a lock. In: a ledger's path. Out: " (process 1234)" or nothing. Read from the system's list of locks, because asking with
 * fcntl would need the file opened, and closing it would drop this process's own locks on it. Only for messages: nothing depends on the
 * answer. */
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "sqlite.h"

/* The byte of the shared-memory file that a writer locks, and the first of those that SQLite locks in the file itself. */
#define WAL_WRITE_BYTE 120
#define PENDING_BYTE   0x40000000

static long find_holder(const char *path, unsigned long long from, unsigned long long to)
{
    struct stat about;
    if (stat(path, &about)) return 0;
    FILE *locks = fopen("/proc/locks", "re");
    if (!locks) return 0;
    char line[256];
    long found = 0;
    while (!found && fgets(line, sizeof line, locks)) {
        char kind[16], mode[16];
        unsigned major_number, minor_number;
        unsigned long long inode, start;
        long process;
        if (sscanf(line, "%*u: %15s %*s %15s %ld %x:%x:%llu %llu", kind, mode, &process, &major_number, &minor_number, &inode, &start) != 7)
            continue;
        if (strcmp(mode, "WRITE") || inode != about.st_ino || major_number != major(about.st_dev) || minor_number != minor(about.st_dev))
            continue;
        if (start >= from && start <= to && process > 0) found = process;
    }
    fclose(locks);
    return found;
}

void toll_sqlite_lock_holder(char out[64], const char *path)
{
    char shared[4096];
    out[0] = '\0';
    int len = snprintf(shared, sizeof shared, "%s-shm", path);
    if (len < 0 || (size_t)len >= sizeof shared) return;
    long holder = find_holder(shared, WAL_WRITE_BYTE, WAL_WRITE_BYTE);
    if (!holder) holder = find_holder(path, PENDING_BYTE, PENDING_BYTE + 511);
    if (holder) snprintf(out, 64, " (process %ld)", holder);
}
