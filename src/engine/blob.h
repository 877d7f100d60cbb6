/* The compiled tables inside the program. */
#ifndef TOLL_ENGINE_BLOB_H
#define TOLL_ENGINE_BLOB_H

extern const unsigned char toll_engine_blob[], toll_engine_blob_end[];

#endif
