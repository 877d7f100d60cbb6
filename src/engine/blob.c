/* Embeds the compiled tables by the assembler: no megabytes of C literals, no copy at start-up. */
#include "blob.h"

#include "tables_blob.h" /* generated: makes this file depend on the blob */

__asm__(".section .rodata\n"
        ".balign 64\n"
        ".global toll_engine_blob\n"
        ".hidden toll_engine_blob\n"
        "toll_engine_blob:\n"
        ".incbin \"" TOLL_BLOB_PATH "\"\n"
        ".global toll_engine_blob_end\n"
        ".hidden toll_engine_blob_end\n"
        "toll_engine_blob_end:\n"
        ".byte 0\n"
        ".previous\n");
