/* In: errors and bytes. Out: lines on stderr, bytes on stdout, and the exit code that goes with them. The one file that writes. What comes out
 * of documents and file names cannot steer the terminal: control characters are replaced. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/fault.h"
#include "cli.h"

bool toll_cli_stdout_is_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

bool toll_cli_stderr_is_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

unsigned toll_cli_width(void)
{
    const char *columns = getenv("COLUMNS");
    unsigned long asked = columns ? strtoul(columns, NULL, 10) : 0;
    if (asked >= 20 && asked <= 1000) return (unsigned)asked;
    struct winsize size;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 20) return size.ws_col;
    return 80;
}

/* All of it, or false with errno. */
static bool write_all(int fd, const char *data, size_t len)
{
    while (len) {
        if (toll_fault_here(TOLL_FAULT_WRITE)) {
            errno = EIO;
            return false;
        }
        ssize_t done = write(fd, data, len);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        data += done;
        len -= (size_t)done;
    }
    return true;
}

bool toll_cli_write(const char *data, size_t len)
{
    if (write_all(STDOUT_FILENO, data, len)) return true;
    if (errno == EPIPE) _exit(TOLL_EXIT_DONE); /* whoever read it has had enough */
    toll_cli_say("cannot write the output: %s", strerror(errno));
    return false;
}

void toll_cli_write_talk(const char *data, size_t len)
{
    (void)write_all(STDERR_FILENO, data, len);
}

/* Control characters, C1 ones included, become '?'. */
static void disarm(char *data, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)data[i];
        bool c1 = c == 0xc2 && i + 1 < len && (unsigned char)data[i + 1] < 0xa0;
        if (c < 0x20 || c == 0x7f || c1) data[i] = '?';
        if (c1) data[++i] = '?';
    }
}

static void say_buffer(toll_buffer *text)
{
    toll_buffer_add_char(text, '\n');
    if (!text->failed) (void)write_all(STDERR_FILENO, text->data, text->len);
    toll_buffer_free(text);
}

void toll_cli_say(const char *format, ...)
{
    char message[1024];
    toll_buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    size_t kept = len < 0 ? 0 : (size_t)len < sizeof message ? (size_t)len : sizeof message - 1;
    disarm(message, kept);
    toll_buffer_add_string(&text, "tollbook: ");
    toll_buffer_add(&text, message, kept);
    say_buffer(&text);
}

void toll_cli_format_error(toll_buffer *out, const toll_error *error)
{
    toll_buffer_add_string(out, "tollbook: ");
    size_t start = out->len;
    if (*error->where) toll_buffer_add_string(out, error->where);
    if (error->line) toll_buffer_printf(out, ":%llu", (unsigned long long)error->line);
    if (*error->where) toll_buffer_add_string(out, ": ");
    if (error->byte != UINT64_MAX) toll_buffer_printf(out, "byte %llu: ", (unsigned long long)error->byte);
    toll_buffer_add_string(out, *error->message ? error->message : "it failed without a word");
    if (!out->failed) disarm(out->data + start, out->len - start);
}

void toll_cli_complain(void *context, const toll_error *error)
{
    (void)context;
    toll_buffer text = {0};
    toll_cli_format_error(&text, error);
    say_buffer(&text);
}

int toll_cli_exit_code(toll_status status)
{
    switch (status) {
    case TOLL_OK:
    case TOLL_END:
    case TOLL_UNCHANGED: return TOLL_EXIT_DONE;
    case TOLL_E_INPUT:
    case TOLL_E_LIMIT:
    case TOLL_E_MEMORY: return TOLL_EXIT_INPUT;
    case TOLL_E_EVIDENCE: return TOLL_EXIT_EVIDENCE;
    case TOLL_E_BUSY: return TOLL_EXIT_LEDGER;
    case TOLL_E_USAGE:
    case TOLL_E_TABLE:
    case TOLL_E_SYSTEM: break;
    }
    return TOLL_EXIT_USAGE;
}

void toll_cli_name_document(toll_error *error, const toll_document *document)
{
    size_t room = sizeof error->where - 1, len = document->name.len < room ? document->name.len : room;
    if (*error->where || !len) return;
    memcpy(error->where, document->name.data, len);
    error->where[len] = '\0';
}

int toll_cli_fail(const toll_error *error)
{
    toll_cli_complain(NULL, error);
    return toll_cli_exit_code(error->code);
}

int toll_cli_misused(const char *message)
{
    toll_cli_say("%s", message);
    return TOLL_EXIT_USAGE;
}

bool toll_cli_write_file(const char *command, const char *path, const toll_buffer *out)
{
    if (!path || !strcmp(path, "-")) return toll_cli_write(out->data, out->len);
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(out->data, 1, out->len, file) == out->len;
    if (file && fclose(file)) written = false;
    if (!written) toll_cli_say("%s: %s cannot be written", command, path);
    return written;
}

unsigned toll_cli_threads(uint64_t jobs, unsigned most)
{
    const long processors = jobs ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
    const uint64_t wanted = jobs ? jobs : processors > 0 ? (uint64_t)processors : 1;
    return (unsigned)(wanted < most ? wanted : most);
}
