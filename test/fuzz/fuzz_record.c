/* Any bytes as the record of a claim: they are refused, or are a claim whose record is read again as the same claim. Nothing is read
 * beyond them. */
#include <stdlib.h>

#include "reckon/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_reckoning *r;
    reckon_claim claim, again;
    toll_buffer first = {0}, second = {0};
    if (toll_reckoning_open(&r, NULL, NULL) != TOLL_OK) return 0;
    if (reckon_record_read(&claim, r, (toll_text){(const char *)data, size})) {
        reckon_record_write(&first, &claim);
        if (first.failed || !reckon_record_read(&again, r, (toll_text){first.data, first.len})) abort();
        reckon_record_write(&second, &again);
        if (second.failed || second.len != first.len || memcmp(first.data, second.data, first.len) != 0) abort();
    }
    toll_buffer_free(&first);
    toll_buffer_free(&second);
    toll_reckoning_close(r);
    return 0;
}
