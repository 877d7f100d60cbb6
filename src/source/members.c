/* Packed data in members. In: a way to find the next member and to unpack some bytes of it. Out: a stream of what they hold. An error behind bytes
 * that were already unpacked waits until those are given out; a broken member is a gap, and reading goes on at the next. */
#include "members.h"

toll_status toll_members_gap(toll_members *it, const char *what, toll_error *error)
{
    it->lost = true;
    it->open = false;
    toll_error_set(error, TOLL_E_INPUT, NULL, "%s; what stands there is lost", what);
    if (error) error->byte = toll_reader_offset(it->in);
    return TOLL_E_INPUT;
}

void toll_members_begin(toll_members *it)
{
    it->open = true;
    it->found_at = it->lost ? it->made : UINT64_MAX;
    it->lost = false;
}

toll_status toll_members_read(toll_stream *stream, char *out, size_t cap, size_t *got, toll_error *error)
{
    toll_members *it = (toll_members *)stream;
    *got = 0;
    if (it->broken) {
        it->broken = false;
        if (error) *error = it->trouble;
        return it->trouble.code;
    }
    while (!*got) {
        toll_status status = it->open ? TOLL_OK : it->find(it, error);
        if (status == TOLL_END) return TOLL_OK;
        if (status == TOLL_OK) status = it->unpack(it, out, cap, got, error);
        if (status < 0 && *got) {
            it->broken = true;
            if (error) it->trouble = *error;
            it->trouble.code = status;
            return TOLL_OK;
        }
        if (status < 0) return status;
    }
    return TOLL_OK;
}
