/* Documents in, claims out: lexes a window, numbers its words, hands it to the claim room, and signs what comes back. */
#include "engine.h"

#include "article/article.h"
#include "article/language.h"
#include "base/fault.h"
#include "blob.h"
#include "mention/mention.h"

struct toll_engine {
    toll_tables *tables;
    toll_claim_tables *claim_tables;
    toll_article_words *article_words;
    toll_languages *languages;
    void *own; /* a copy of a blob made for this engine; NULL = built in or the caller's */
};

struct toll_run {
    const toll_engine *engine;
    toll_lexer lexer;
    toll_claim_reader *reader;
    toll_article_reader *article; /* opened with the first page */
    toll_arena arena;
};

static toll_status compile_folder(toll_buffer *blob, const char *folder, toll_error *error)
{
    toll_mention_words *words = toll_base_zero(1, sizeof *words);
    if (!words) return toll_error_set(error, TOLL_E_MEMORY, folder, "out of memory");
    toll_tables *built_in = NULL;
    toll_buffer gazetteer = {0};
    toll_status status = toll_tables_open_own(&built_in, toll_engine_blob, (size_t)(toll_engine_blob_end - toll_engine_blob), error);
    if (status == TOLL_OK) status = toll_tables_write_tsv(&gazetteer, built_in, "gazetteer.tsv", error);
    const char *paths[] = {folder};
    size_t class_count;
    const char *const *classes = toll_claim_class_names(&class_count);
    toll_compile_options options = {.paths = paths,
        .classes = classes,
        .class_count = class_count,
        .path_count = 1,
        .extra_name = toll_text_of("world/gazetteer.tsv"),
        .extra = {gazetteer.data, gazetteer.len},
        .maker = toll_mention_pieces,
        .context = words};
    if (status == TOLL_OK) status = toll_tables_compile(blob, &options, error);
    toll_tables_close(built_in);
    toll_buffer_free(&gazetteer);
    toll_base_free(words);
    return status;
}

static toll_status open_tables(toll_engine *engine, const toll_engine_options *options, toll_error *error)
{
    if (options && options->tables_folder) {
        toll_buffer made = {0};
        toll_status status = compile_folder(&made, options->tables_folder, error);
        if (status != TOLL_OK) {
            toll_buffer_free(&made);
            return status;
        }
        engine->own = made.data;
        return toll_tables_open(&engine->tables, made.data, made.len, error);
    }
    if (options && options->blob) return toll_tables_open(&engine->tables, options->blob, options->blob_len, error);
    return toll_tables_open_own(&engine->tables, toll_engine_blob, (size_t)(toll_engine_blob_end - toll_engine_blob), error);
}

toll_status toll_engine_open(toll_engine **out, const toll_engine_options *options, toll_error *error)
{
    *out = NULL;
    if (options && options->size != sizeof *options)
        return toll_error_set(error, TOLL_E_USAGE, "", "toll_engine_options.size must be sizeof(toll_engine_options)");
    toll_engine *engine = toll_base_zero(1, sizeof *engine);
    if (!engine) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    toll_status status = open_tables(engine, options, error);
    if (status == TOLL_OK) status = toll_claim_tables_open(&engine->claim_tables, engine->tables, error);
    if (status == TOLL_OK) status = toll_article_words_open(&engine->article_words, engine->tables, error);
    if (status == TOLL_OK) status = toll_languages_open(&engine->languages, engine->tables, error);
    if (status != TOLL_OK) {
        toll_engine_close(engine);
        return status;
    }
    *out = engine;
    return TOLL_OK;
}

void toll_engine_close(toll_engine *engine)
{
    if (!engine) return;
    toll_languages_close(engine->languages);
    toll_article_words_close(engine->article_words);
    toll_claim_tables_close(engine->claim_tables);
    toll_tables_close(engine->tables);
    toll_base_free(engine->own);
    toll_base_free(engine);
}

const char *toll_engine_version(void)
{
    return TOLL_VERSION;
}
const char *toll_engine_tables(const toll_engine *engine)
{
    return toll_tables_hash(engine->tables);
}

toll_status toll_run_open(toll_run **out, const toll_engine *engine, toll_error *error)
{
    *out = NULL;
    toll_run *run = toll_base_zero(1, sizeof *run);
    if (!run) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    run->engine = engine;
    toll_arena_init(&run->arena, 0);
    toll_status status = toll_claim_reader_open(&run->reader, engine->claim_tables, error);
    if (status != TOLL_OK) {
        toll_run_close(run);
        return status;
    }
    *out = run;
    return TOLL_OK;
}

void toll_run_close(toll_run *run)
{
    if (!run) return;
    toll_article_reader_close(run->article);
    toll_claim_reader_close(run->reader);
    toll_lexer_free(&run->lexer);
    toll_arena_free(&run->arena);
    toll_base_free(run);
}

toll_status toll_run_article(toll_article *out, toll_run *run, const toll_page *page, toll_error *error)
{
    toll_status status = run->article ? TOLL_OK : toll_article_reader_open(&run->article, run->engine->article_words, error);
    return status == TOLL_OK ? toll_article_read(out, run->article, page, error) : status;
}

bool toll_run_knows_language(const toll_run *run, const toll_document *document)
{
    return toll_language_is_known(NULL, run->engine->languages, document->text, document->language);
}

static void number_words(toll_run *run)
{
    toll_tables_number(run->engine->tables, run->lexer.tokens, run->lexer.token_count);
}

/* An outlet's name in capitals, so that "isaf" and "ISAF" are one; but a host ("Example.NET") in small letters: no sentence ends at its dot. */
static toll_status read_outlet(toll_run *run, toll_text outlet)
{
    char name[128];
    size_t len = outlet.len < sizeof name ? outlet.len : sizeof name;
    const bool host = memchr(outlet.data, '.', len) && !memchr(outlet.data, ' ', len);
    const char first = host ? 'A' : 'a', last = host ? 'Z' : 'z'; /* the case that is turned */
    for (size_t i = 0; i < len; i++)
        name[i] = outlet.data[i] >= first && outlet.data[i] <= last ? (char)(outlet.data[i] ^ 32) : outlet.data[i];
    toll_lexer_start(&run->lexer, (toll_text){name, len}, NULL);
    toll_status status = toll_lexer_next(&run->lexer);
    if (status != TOLL_OK) return status == TOLL_END ? TOLL_OK : status;
    number_words(run);
    return toll_claim_reader_outlet(run->reader, &run->lexer);
}

static toll_status read_title(toll_run *run, toll_text title)
{
    toll_lexer_start(&run->lexer, title, toll_tables_abbreviations(run->engine->tables));
    toll_status status = toll_lexer_next(&run->lexer);
    if (status != TOLL_OK) return status == TOLL_END ? TOLL_OK : status;
    number_words(run);
    return toll_claim_reader_title(run->reader, &run->lexer);
}

static toll_status start(toll_run *run, const toll_document *document, toll_error *error)
{
    if (document->text.len >= UINT32_MAX)
        return toll_error_set(error, TOLL_E_LIMIT, "", "the text is longer than 4 GiB; split it into documents");
    toll_arena_reset(&run->arena);
    toll_claim_reader_start(run->reader, document);
    toll_status status = document->outlet.len ? read_outlet(run, document->outlet) : TOLL_OK;
    if (status == TOLL_OK && document->title.len) status = read_title(run, document->title);
    if (status != TOLL_OK) return toll_error_set(error, status, "", "out of memory while reading");
    toll_lexer_start(&run->lexer, document->text, toll_tables_abbreviations(run->engine->tables));
    return TOLL_OK;
}

void toll_claim_sign(toll_claim *claim, const char *sha256)
{
    char text[160];
    size_t len = strlen(sha256);
    memcpy(text, sha256, len);
    const uint32_t parts[] = {claim->quantity.span.off, claim->quantity.span.len, (uint32_t)claim->outcome};
    for (size_t i = 0; i < 3; i++) {
        text[len++] = ':';
        char digits[12];
        size_t count = 0;
        for (uint32_t value = parts[i]; value || !count; value /= 10) digits[count++] = (char)('0' + value % 10);
        while (count) text[len++] = digits[--count];
    }
    char hex[65];
    toll_sha256_hex(hex, text, len);
    memcpy(claim->id, hex, 24);
    claim->id[24] = '\0';
}

toll_status toll_run_read(toll_reading *out, toll_run *run, const toll_document *document, toll_error *error)
{
    *out = (toll_reading){0};
    toll_status status = start(run, document, error);
    if (status != TOLL_OK) return status;
    while ((status = toll_lexer_next(&run->lexer)) == TOLL_OK) {
        number_words(run);
        if ((status = toll_claim_reader_window(run->reader, &run->lexer)) != TOLL_OK) break;
    }
    if (status != TOLL_END) return toll_error_set(error, status, "", "out of memory while reading");
    toll_claim *claims;
    status = toll_claim_reader_finish(run->reader, &run->arena, &claims, &out->claim_count);
    if (status != TOLL_OK) return toll_error_set(error, status, "", "out of memory while reading");
    out->claims = claims;
    if (!out->claim_count) return TOLL_OK;
    toll_sha256_hex(out->sha256, document->text.data, document->text.len);
    for (size_t i = 0; i < out->claim_count; i++) toll_claim_sign(&claims[i], out->sha256);
    return TOLL_OK;
}

toll_status toll_run_show(toll_buffer *out, toll_run *run, const toll_document *document, toll_show what, bool jsonl, toll_error *error)
{
    toll_status status = start(run, document, error);
    if (status != TOLL_OK) return status;
    while ((status = toll_lexer_next(&run->lexer)) == TOLL_OK) {
        number_words(run);
        if ((status = toll_claim_show(out, run->reader, &run->lexer, what, jsonl)) != TOLL_OK) break;
    }
    return status == TOLL_END ? TOLL_OK : toll_error_set(error, status, "", "out of memory while reading");
}

toll_status toll_run_figures(toll_claim_figure *visit, void *context, toll_run *run, const toll_document *document, toll_error *error)
{
    toll_status status = start(run, document, error);
    if (status != TOLL_OK) return status;
    while ((status = toll_lexer_next(&run->lexer)) == TOLL_OK) {
        number_words(run);
        if ((status = toll_claim_figures(visit, context, run->reader, &run->lexer)) != TOLL_OK) break;
    }
    return status == TOLL_END ? TOLL_OK : toll_error_set(error, status, "", "out of memory while reading");
}

toll_status toll_run_gist(toll_gist *out, toll_run *run, const toll_document *document, toll_error *error)
{
    *out = (toll_gist){0};
    toll_status status = start(run, document, error);
    if (status != TOLL_OK) return status;
    while ((status = toll_lexer_next(&run->lexer)) == TOLL_OK) {
        number_words(run);
        if ((status = toll_claim_gist(out, run->reader, &run->lexer)) != TOLL_OK) break;
    }
    toll_gist_finish(out);
    return status == TOLL_END ? TOLL_OK : toll_error_set(error, status, "", "out of memory while reading");
}
