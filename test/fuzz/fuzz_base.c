/* Fuzz target of the base room. In: any bytes. Checked: UTF-8 checking and decoding agree, folding is stable and valid, a day that can
 * be read is written back, a JSON string is valid UTF-8. */
#include <stdlib.h>

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds) abort();
}

static void check_utf8(const char *text, size_t size)
{
    size_t off = 0, used, points = 0;
    for (; off < size && text[off]; off += used, points++) {
        uint32_t point = toll_utf8_decode(text + off, size - off, &used);
        if (point == 0xFFFD && used == 1) break;
    }
    demand(toll_utf8_check(text, size) == off);
    demand(toll_utf8_count(text, off) == points);
}

static void check_fold(const char *text, size_t size)
{
    size_t len = toll_utf8_fold(NULL, 0, text, size);
    char *once = malloc(len + 1), *twice = malloc(len + 1);
    demand(once && twice);
    demand(toll_utf8_fold(once, len, text, size) == len);
    demand(toll_utf8_fold(twice, len, once, len) == len);
    demand(memcmp(once, twice, len) == 0);
    free(once);
    free(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    check_utf8(text, size);
    check_fold(text, size);
    toll_day day, back;
    char written[16];
    if (toll_day_parse(&day, (toll_text){text, size})) {
        demand(toll_day_format(written, day) == 10 && memcmp(written, text, 10) == 0);
        demand(toll_day_parse(&back, toll_text_of(written)) && back == day);
    }
    toll_buffer json = {0};
    toll_buffer_add_json(&json, (toll_text){text, size});
    demand(!json.failed && toll_utf8_check(json.data, json.len) == json.len);
    toll_buffer_free(&json);
    demand(toll_hash(data, size, 1) == toll_hash(data, size, 1));
    return 0;
}
