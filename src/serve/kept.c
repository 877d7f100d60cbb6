/* In: answers with their keys and sizes. Out: the answer to a key that was kept. Bounded in bytes and in number: a new answer takes its place from
 * whatever was there, and where there are too many bytes the places are emptied one after the other. Costs a hash of the key. */
#include "kept.h"

#include "base/fault.h"

void serve_kept_init(serve_kept *kept, void (*release)(void *context, void *answer), void *context)
{
    pthread_mutex_init(&kept->lock, NULL);
    kept->release = release;
    kept->context = context;
}

static void empty(serve_kept *kept, serve_kept_answer *place)
{
    if (!place->key) return;
    kept->release(kept->context, place->answer);
    kept->bytes -= place->size;
    toll_base_free(place->key);
    *place = (serve_kept_answer){0};
}

void serve_kept_free(serve_kept *kept)
{
    for (int i = 0; i < SERVE_KEPT_PLACES; i++) empty(kept, &kept->places[i]);
    if (kept->release) pthread_mutex_destroy(&kept->lock);
}

static serve_kept_answer *place_of(serve_kept *kept, toll_text key)
{
    return &kept->places[toll_hash(key.data, key.len, 1) % SERVE_KEPT_PLACES];
}

bool serve_kept_find(serve_kept *kept, toll_text key, serve_kept_use *use, void *context)
{
    pthread_mutex_lock(&kept->lock);
    serve_kept_answer *place = place_of(kept, key);
    bool found = place->key && place->key_len == key.len && !memcmp(place->key, key.data, key.len) && use(context, place->answer);
    pthread_mutex_unlock(&kept->lock);
    return found;
}

void serve_kept_put(serve_kept *kept, toll_text key, void *answer, size_t size)
{
    size += key.len;
    char *copy = size <= SERVE_KEPT_ONE ? toll_base_take(key.len + 1) : NULL;
    if (!copy) {
        kept->release(kept->context, answer);
        return;
    }
    memcpy(copy, key.data, key.len);
    pthread_mutex_lock(&kept->lock);
    serve_kept_answer *place = place_of(kept, key);
    empty(kept, place);
    while (kept->bytes + size > SERVE_KEPT_BYTES) empty(kept, &kept->places[kept->hand++ % SERVE_KEPT_PLACES]);
    *place = (serve_kept_answer){.key = copy, .key_len = key.len, .size = size, .answer = answer};
    kept->bytes += size;
    pthread_mutex_unlock(&kept->lock);
}
