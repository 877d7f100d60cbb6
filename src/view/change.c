/* In: one event of a ledger. Out: it as JSON. `decision` and what follows are null where nobody decided. */
#include "change.h"

#include <inttypes.h>

static void add(toll_buffer *out, const char *key, toll_text text)
{
    toll_buffer_printf(out, ",\"%s\":", key);
    toll_buffer_add_json(out, text);
}

void toll_view_change_json(toll_buffer *out, const toll_event *event)
{
    char moment[32];
    bool decided = event->kind == TOLL_EVENT_DECIDE;
    toll_ledger_time_format(moment, event->seq);
    toll_buffer_printf(out, "{\"seq\":%" PRId64 ",\"at\":\"%s\",\"change\":\"%s\",\"claim\":\"%s\",\"version\":%" PRIu64, event->seq,
        moment, toll_event_kind_name(event->kind), event->claim, event->version);
    add(out, "document", event->document);
    add(out, "words", event->words);
    add(out, "decision", toll_text_of(decided ? toll_ledger_action_name(event->action) : NULL));
    add(out, "reviewer", event->reviewer);
    toll_buffer_add_string(out, ",\"corrected\":");
    if (event->payload.data) toll_buffer_add(out, event->payload.data, event->payload.len); /* JSON as it was checked when it was stored */
    else toll_buffer_add_string(out, "null");
    add(out, "reason", event->reason);
    toll_buffer_add_char(out, '}');
}
