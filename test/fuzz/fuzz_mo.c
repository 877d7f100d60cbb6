/* Any bytes as a catalogue of names: it is refused with a reason, or every key in it is found again and all its strings end inside it. */
#include <stdlib.h>

#include "mo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_mo mo;
    toll_error error = {0};
    if (toll_mo_parse(&mo, (const char *)data, size, "fuzz", &error)) {
        must(error.message[0] && !mo.data);
        return 0;
    }
    for (uint32_t i = 0; i < mo.count; i++) {
        const char *value = toll_mo_value(&mo, i);
        must(toll_mo_find(&mo, toll_mo_key(&mo, i)) == value);
        must(value + strlen(value) < mo.data + mo.len);
    }
    toll_mo_close(&mo);
    return 0;
}
