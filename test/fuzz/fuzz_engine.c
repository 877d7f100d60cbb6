/* Any text through the whole engine: what comes out holds what every claim holds (claims.h), twice the same, and every stage can be shown. The first
 * byte chooses what is known of the document. */
#include "claims.h"

#include "base/base.h"
#include "engine/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static toll_engine *engine; /* opened once: the tables never change */
static toll_run *runs[2];

static void open_once(void)
{
    if (engine) return;
    const toll_engine_options options = {.size = sizeof options};
    claims_must(toll_engine_open(&engine, &options, NULL) == TOLL_OK);
    for (int i = 0; i < 2; i++) claims_must(toll_run_open(&runs[i], engine, NULL) == TOLL_OK);
}

/* A text as the source room hands it on: clean UTF-8; bad bytes become question marks. */
static void clean(char *text, size_t len)
{
    for (size_t at = 0; (at += toll_utf8_check(text + at, len - at)) < len;) text[at] = '?';
}

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const outlets[] = {NULL, "Reuters", "isaf", "Ministry of Defence of the Russian Federation"};
    if (!size) return 0;
    open_once();
    char *text = malloc(size);
    claims_must(text);
    memcpy(text, data + 1, size - 1);
    clean(text, size - 1);
    toll_document document = {.name = toll_text_of("fuzz"), .text = {text, size - 1}, .published = data[0] & 4 ? TOLL_DAY_UNKNOWN : 19401};
    if (data[0] & 3) document.outlet = toll_text_of(outlets[data[0] & 3]);
    toll_reading first, second;
    claims_must(toll_run_read(&first, runs[0], &document, NULL) == TOLL_OK);
    claims_reading(&document, &first);
    claims_must(toll_run_read(&second, runs[1], &document, NULL) == TOLL_OK);
    claims_must(first.claim_count == second.claim_count);
    for (size_t i = 0; i < first.claim_count; i++) {
        claims_must(!strcmp(first.claims[i].id, second.claims[i].id));
        claims_must(same(first.claims[i].victims.side, second.claims[i].victims.side) &&
                    same(first.claims[i].claimant.id, second.claims[i].claimant.id));
        claims_must(first.claims[i].period.from == second.claims[i].period.from && first.claims[i].period.to == second.claims[i].period.to);
        claims_must(first.claims[i].place.span.off == second.claims[i].place.span.off);
    }
    toll_buffer out = {0};
    for (int what = TOLL_SHOW_TOKENS; what <= TOLL_SHOW_PHRASES; what++)
        claims_must(toll_run_show(&out, runs[1], &document, (toll_show)what, data[0] & 8, NULL) == TOLL_OK);
    toll_buffer_free(&out);
    toll_gist gist;
    claims_must(toll_run_gist(&gist, runs[1], &document, NULL) == TOLL_OK);
    for (size_t i = 1; i < gist.count; i++) claims_must(gist.words[i - 1].hash < gist.words[i].hash);
    toll_gist_free(&gist);
    free(text);
    return 0;
}
