/* Any bytes as a block of the word index: read to their end or to where they are broken, never past it. */
#include "ledger/block.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_block_reader reader = {.block = {(const char *)data, size}};
    uint64_t value, sum = 0;
    while (toll_block_next(&reader)) {
        if (reader.word_len > sizeof reader.word || reader.values_end > size) __builtin_trap();
        while (toll_block_value(&value, &reader)) sum += value;
    }
    if (!reader.broken && reader.at != size) __builtin_trap();
    return (int)(sum & 0);
}
