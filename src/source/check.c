/* In: bytes that should be text. Out: nothing, or an error that says what they are instead and at which byte. Texts are never repaired:
 * an offset into repaired bytes would point into something nobody has. A guess at the kind of file is only made to say how to mend it. */
#include <errno.h>
#include <stdio.h>

#include "inside.h"

static const struct kind {
    const char *magic;
    size_t len;
    const char *name, *advice;
} kinds[] = {
    {"\x1f\x8b", 2, "gzip", "unpack it first, e.g. zcat FILE | tollbook read -"},
    {"\x28\xb5\x2f\xfd", 4, "zstd", "unpack it first, e.g. zstdcat FILE | tollbook read -"},
    {"BZh", 3, "bzip2", "unpack it first, e.g. bzcat FILE | tollbook read -"},
    {"\3757zXZ", 5, "xz", "unpack it first, e.g. xzcat FILE | tollbook read -"},
    {"PK\x03\x04", 4, "a zip archive or an office document", "save the text of it as UTF-8"},
    {"%PDF-", 5, "PDF", "turn it into text first, e.g. pdftotext FILE - | tollbook read -"},
    {"\x89PNG", 4, "a PNG image", "give the text instead"},
    {"\xff\xd8\xff", 3, "a JPEG image", "give the text instead"},
    {"\177ELF", 4, "a program", "give a text instead"},
    {"SQLite format 3", 15, "an SQLite database", "give a text instead"},
    {"\xff\xfe", 2, "UTF-16", "convert it, e.g. iconv -f UTF-16 -t UTF-8 FILE"},
    {"\xfe\xff", 2, "UTF-16", "convert it, e.g. iconv -f UTF-16 -t UTF-8 FILE"},
};

static toll_status at_byte(toll_status status, size_t byte, toll_error *error)
{
    if (error) error->byte = byte;
    return status;
}

toll_status toll_source_check(toll_text bytes, const char *where, toll_error *error)
{
    size_t bad = toll_utf8_check(bytes.data, bytes.len);
    if (bad >= bytes.len) return TOLL_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct kind *kind = &kinds[i];
        if (bytes.len >= kind->len && !memcmp(bytes.data, kind->magic, kind->len))
            return at_byte(toll_error_set(error, TOLL_E_INPUT, where, "not a UTF-8 text but %s; %s", kind->name, kind->advice), bad, error);
    }
    unsigned value = (unsigned char)bytes.data[bad];
    if (!value) return at_byte(toll_error_set(error, TOLL_E_INPUT, where, "a NUL byte, so not a text; give the text as UTF-8"), bad, error);
    return at_byte(toll_error_set(error, TOLL_E_INPUT, where,
                       "invalid UTF-8 (byte 0x%02x); convert the text, e.g. iconv -f WINDOWS-1252 -t UTF-8", value),
        bad, error);
}

void toll_error_place(toll_error *error, const char *where)
{
    if (!error || *error->where) return;
    toll_error given = *error;
    toll_error_set(error, given.code, where, "%s", given.message);
    error->byte = given.byte;
}

toll_status toll_source_ratio(uint64_t made, uint64_t used, toll_error *error)
{
    static const uint64_t free_of_charge = 16 << 20;
    if (made <= free_of_charge || made - free_of_charge <= used * TOLL_SOURCE_RATIO) return TOLL_OK;
    toll_error_set(error, TOLL_E_LIMIT, NULL,
        "unpacks to more than %d times its size, as a decompression bomb does; the rest of it is left out", TOLL_SOURCE_RATIO);
    return TOLL_E_SYSTEM;
}

toll_status toll_source_too_large(const char *what, size_t limit, const char *where, uint64_t line, toll_error *error)
{
    bool whole = limit % (1024 * 1024) == 0;
    size_t shown = whole ? limit / (1024 * 1024) : limit;
    return toll_error_at(
        error, TOLL_E_LIMIT, where, line, "%s is longer than %zu %s and is left out; split it", what, shown, whole ? "MiB" : "bytes");
}

static const char *cause(int code)
{
    switch (code) {
    case ENOENT: return "no such file; check the name";
    case EACCES: return "may not be read; change its permissions";
    case EISDIR: return "a directory; name the files in it";
    case EMFILE: return "too many open files";
    case EIO: return "the device gave an error while reading";
    case ENOTDIR: return "a part of the path is no directory; check the name";
    case ELOOP: return "too many symbolic links in the path";
    case ENAMETOOLONG: return "the name is too long";
    default: return NULL;
    }
}

toll_status toll_source_system(int code, const char *where, toll_error *error)
{
    const char *known = cause(code);
    if (known) return toll_error_set(error, TOLL_E_INPUT, where, "%s", known);
    return toll_error_set(error, TOLL_E_INPUT, where, "the system cannot read it (error %d)", code);
}
