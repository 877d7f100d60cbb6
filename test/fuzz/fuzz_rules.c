/* Any bytes as a rules file: it is refused with a reason, or compiles, twice to the same blob, which opens and can be used. */
#include "tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_buffer blob = {0}, again = {0};
    toll_status status = compile_bytes(&blob, data, size, "rules");
    must(compile_bytes(&again, data, size, "rules") == status);
    if (status == TOLL_OK) {
        toll_tables *tables;
        must(blob.len == again.len && !memcmp(blob.data, again.data, blob.len));
        must(toll_tables_open(&tables, blob.data, blob.len, NULL) == TOLL_OK);
        walk_tables(tables);
        toll_tables_close(tables);
    }
    toll_buffer_free(&blob);
    toll_buffer_free(&again);
    return 0;
}
