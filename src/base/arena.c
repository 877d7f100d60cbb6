/* Bump allocation. In: sizes. Out: memory aligned to 16 that lives until the arena is reset or freed. A document's whole reading lives
 * in one arena and is forgotten in one step, so nothing is freed singly and nothing leaks on an error's way out. Blocks of 128 KiB are
 * kept over a reset; a request above a quarter of that gets a block of its own, which the reset gives back, so one huge document does
 * not leave its memory behind. Under AddressSanitizer the bytes not handed out are poisoned and every piece ends in a red zone. */
#include <stdalign.h>

#include "base/base.h"
#include "base/fault.h"

#if defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define TOLL_POISONS 1
#    endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#    define TOLL_POISONS 1
#endif
#ifdef TOLL_POISONS
#    include <sanitizer/asan_interface.h>
enum { RED_ZONE = 16 };
static void poison(const void *memory, size_t len)
{
    ASAN_POISON_MEMORY_REGION(memory, len);
}
static void unpoison(const void *memory, size_t len)
{
    ASAN_UNPOISON_MEMORY_REGION(memory, len);
}
#else
enum { RED_ZONE = 0 };
static void poison(const void *memory, size_t len)
{
    (void)memory, (void)len;
}
static void unpoison(const void *memory, size_t len)
{
    (void)memory, (void)len;
}
#endif

enum { ALIGNMENT = 16, BLOCK_SIZE = 128 * 1024, OWN_BLOCK_ABOVE = BLOCK_SIZE / 4 };

struct toll_arena_block {
    toll_arena_block *next;
    size_t size, used;
    bool oversized;
    alignas(ALIGNMENT) unsigned char data[];
};

void toll_arena_init(toll_arena *arena, size_t limit)
{
    *arena = (toll_arena){.limit = limit};
}

static void block_free(toll_arena_block *block)
{
    unpoison(block->data, block->size);
    toll_base_free(block);
}

void toll_arena_free(toll_arena *arena)
{
    for (toll_arena_block *block = arena->first, *next; block; block = next) {
        next = block->next;
        block_free(block);
    }
    *arena = (toll_arena){.limit = arena->limit};
}

void toll_arena_reset(toll_arena *arena)
{
    toll_arena_block **link = &arena->first;
    while (*link) {
        toll_arena_block *block = *link;
        if (block->oversized) {
            *link = block->next;
            block_free(block);
        } else {
            block->used = 0;
            poison(block->data, block->size);
            link = &block->next;
        }
    }
    arena->current = arena->first;
    arena->used = 0;
}

/* A fresh block, linked in behind the current one. */
static toll_arena_block *block_add(toll_arena *arena, size_t size, bool oversized)
{
    toll_arena_block *block = toll_base_take(sizeof *block + size);
    if (!block) return NULL;
    block->size = size;
    block->used = 0;
    block->oversized = oversized;
    toll_arena_block **link = arena->current ? &arena->current->next : &arena->first;
    block->next = *link;
    *link = block;
    poison(block->data, size);
    return block;
}

/* The block that has room for `size` bytes: the current one, a kept one behind it, or a new one. */
static toll_arena_block *block_with_room(toll_arena *arena, size_t size)
{
    toll_arena_block *block = arena->current;
    if (block && block->size - block->used >= size) return block;
    if (size > OWN_BLOCK_ABOVE) {
        block = block_add(arena, size, true);
        if (block && !arena->current) arena->current = block;
        return block;
    }
    toll_arena_block *last = block; /* walked past once and never again, however many oversized pieces lie between */
    for (block = block ? block->next : arena->first; block && block->size - block->used < size; block = block->next) last = block;
    if (!block) {
        arena->current = last;
        block = block_add(arena, BLOCK_SIZE, false);
    }
    if (block) arena->current = block;
    return block;
}

void *toll_arena_take(toll_arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX - (size_t)2 * ALIGNMENT - sizeof(toll_arena_block)) return NULL;
    size_t rounded = ((size ? size : 1) + RED_ZONE + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (arena->limit && (rounded > arena->limit || arena->used > arena->limit - rounded)) return NULL;
    toll_arena_block *block = block_with_room(arena, rounded);
    if (!block) return NULL;
    void *memory = block->data + block->used;
    block->used += rounded;
    arena->used += rounded;
    unpoison(memory, size);
    return memory;
}

void *toll_arena_zero(toll_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
    void *memory = toll_arena_take(arena, bytes);
    if (memory) memset(memory, 0, bytes);
    return memory;
}

char *toll_arena_string(toll_arena *arena, const char *data, size_t len)
{
    if (len == SIZE_MAX) return NULL;
    char *copy = toll_arena_take(arena, len + 1);
    if (!copy) return NULL;
    if (len) memcpy(copy, data, len);
    copy[len] = '\0';
    return copy;
}
