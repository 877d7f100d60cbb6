/* libgeonames' cities in, a word table out.
 *
 * Each city gets its English name, its own, and the spellings that news uses for it (spelling.c; Russian and Ukrainian names in
 * Latin letters, French, Spanish and German ones). A name that is mostly another word in news (world/not_places.tsv), or that an
 * alias would take from another city's main name, is left out; at most four rows share a name. First-level regions follow, placed
 * at the mean of their cities. Built on glib, which libgeonames brings along; runs once a build, in about a second. */
#include "gazetteer.h"

#include "cells.h"
#include "country.h"
#include "mo.h"
#include "spelling.h"

#include <geonames.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    ROWS_PER_NAME = 4,
    SHORTEST_NAME = 3, /* code points */
    SHORTEST_ALIAS = 4,
    /* In English-speaking countries small towns bear surnames and common words (Clinton, Wilson, State College); below this
     * many people such a name is more often not the town. */
    LEAST_POPULATION = 100000
};

typedef enum language { ENGLISH, RUSSIAN, UKRAINIAN, FRENCH, SPANISH, GERMAN, LANGUAGE_COUNT } language;
static const char *const language_codes[LANGUAGE_COUNT] = {"en", "ru", "uk", "fr", "es", "de"};

/* Where a language's names enter English news: local agencies write French in West Africa and the Levant, Spanish in the Americas;
 * German transcriptions of Arabic and Persian are often the English ones. Elsewhere they would be exonyms nobody prints. */
static const char arabic_countries[] = "SY IQ YE SD LY EG LB JO PS SA AE KW OM QA BH DZ MA TN MR TD SO DJ";
static const char *const spoken_in[LANGUAGE_COUNT] = {
    [FRENCH] = "DZ MA TN MR ML BF NE TD CF CM CG CD CI GN SN TG BJ GA BI RW DJ MG LB SY HT",
    [SPANISH] = "MX GT SV HN NI CR PA CU DO PR CO VE EC PE BO CL AR UY PY ES GQ PH",
    [GERMAN] = "SY IQ YE SD LY EG LB JO PS IL IR AF",
};

typedef struct place {
    char *id; /* "geonames:703448" */
    char *name;
    char *admin;
    const char *two; /* ISO alpha-2, interned */
    const char *precision;
    double lat, lon;    /* NAN = unknown */
    guint32 population; /* 0 = unknown */
    gboolean is_region;
    GPtrArray *names;  /* of char *, names[0] first written */
    GHashTable *folds; /* of the same, to drop doubles */
} place;

typedef struct gazetteer {
    toll_mo languages[LANGUAGE_COUNT];
    GPtrArray *places;   /* of place *, cities by population, then regions */
    GHashTable *stops;   /* folded names that are not places */
    GHashTable *by_hand; /* ids */
    GHashTable *mains;   /* folded main name -> the most populous place of it */
    GHashTable *sums;    /* "UA.05" -> centre *, of the cities in it */
} gazetteer;

typedef struct centre {
    double lat, lon;
    guint count;
} centre;

static char *fold(const char *text)
{
    size_t len = strlen(text), need = toll_utf8_fold(NULL, 0, text, len);
    char *out = g_malloc(need + 1);
    toll_utf8_fold(out, need, text, len);
    out[need] = 0;
    return out;
}

static void place_free(gpointer data)
{
    place *self = data;
    g_free(self->id);
    g_free(self->name);
    g_free(self->admin);
    g_ptr_array_unref(self->names);
    g_hash_table_unref(self->folds);
    g_free(self);
}

static place *place_new(char *id, const char *name, const char *admin, const char *two)
{
    place *self = g_new0(place, 1);
    *self = (place){.id = id,
        .name = g_strdup(name),
        .admin = g_strdup(admin ? admin : ""),
        .two = g_intern_string(two),
        .precision = "exact",
        .lat = NAN,
        .lon = NAN};
    self->names = g_ptr_array_new_with_free_func(g_free);
    self->folds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return self;
}

static gboolean one_of(const char *two, const char *countries)
{
    return strstr(countries, two) != NULL;
}

/* Names in which a tab, a bar or a number stands are not names but notes. */
static gboolean writable(const char *name)
{
    return *name && !strpbrk(name, "|\t\n\r()[]/,;#\"0123456789");
}

static gboolean is_small_english_town(const place *of)
{
    return !of->is_region && of->population < LEAST_POPULATION && one_of(of->two, "US GB CA AU NZ IE");
}

/* --- collecting names */

typedef struct target {
    gazetteer *gazetteer;
    place *place;
    gboolean alias; /* a name that gives way to other cities' main names */
} target;

static void add_name(void *to, const char *name)
{
    target *self = to;
    size_t least = self->alias ? SHORTEST_ALIAS : SHORTEST_NAME;
    if (!writable(name) || toll_utf8_count(name, strlen(name)) < least) return;
    char *folded = fold(name);
    const place *owner = g_hash_table_lookup(self->gazetteer->mains, folded);
    gboolean wanted = !g_hash_table_contains(self->gazetteer->stops, folded) && !(self->alias && owner && owner != self->place) &&
                      !is_small_english_town(self->place) && !g_hash_table_contains(self->place->folds, folded);
    if (wanted) {
        g_ptr_array_add(self->place->names, g_strdup(name));
        g_hash_table_add(self->place->folds, folded);
    } else {
        g_free(folded);
    }
}

/* With its apostrophes, if it has any, and without. */
static void add_unquoted(void *to, const char *name)
{
    add_name(to, name);
    toll_spelling_plain(name, add_name, to);
}

/* "Aş Şuwayrah" -> "As Suwayrah" */
static char *unaccented(const char *name)
{
    char *parted = g_utf8_normalize(name, -1, G_NORMALIZE_NFD);
    if (!parted) return g_strdup(name);
    GString *out = g_string_new(NULL);
    for (const char *at = parted; *at; at = g_utf8_next_char(at))
        if (g_unichar_type(g_utf8_get_char(at)) != G_UNICODE_NON_SPACING_MARK) g_string_append_unichar(out, g_utf8_get_char(at));
    g_free(parted);
    return g_string_free(out, FALSE);
}

/* A name with the spellings that follow from it alone. */
static void add_spellings(void *to, const char *name)
{
    target *self = to;
    add_name(to, name);
    gboolean before = self->alias;
    self->alias = TRUE;
    toll_spelling_plain(name, add_name, to);
    if (one_of(self->place->two, arabic_countries)) {
        char *plain = unaccented(name);
        toll_spelling_arabic(plain, add_unquoted, to);
        g_free(plain);
    }
    self->alias = before;
}

static void add_city_names(gazetteer *self, place *city, const char *recorded, const char *key)
{
    target to = {self, city, FALSE};
    add_spellings(&to, city->name);
    to.alias = TRUE;
    add_spellings(&to, recorded);
    const char *name = toll_mo_find(&self->languages[RUSSIAN], key);
    if (name && one_of(city->two, "UA RU BY KZ KG UZ TJ TM MD GE AM AZ"))
        toll_spelling_cyrillic(name, TOLL_CYRILLIC_RUSSIAN, add_spellings, &to);
    name = toll_mo_find(&self->languages[UKRAINIAN], key);
    if (name && one_of(city->two, "UA")) toll_spelling_cyrillic(name, TOLL_CYRILLIC_UKRAINIAN, add_spellings, &to);
    for (int i = FRENCH; i <= GERMAN; i++) {
        name = toll_mo_find(&self->languages[i], key);
        if (name && one_of(city->two, spoken_in[i])) add_name(&to, name);
    }
}

/* --- cities */

static toll_status read_city(gazetteer *self, GHashTable *records, int index, toll_error *error)
{
    GeonamesCity *record = geonames_get_city(index);
    if (!record || !g_variant_is_of_type(record, G_VARIANT_TYPE("(sssssssudd)"))) {
        if (record) geonames_city_free(record);
        return toll_error_set(
            error, TOLL_E_TABLE, "libgeonames", "city %d is not a record of (sssssssudd); this program knows libgeonames 0.3", index);
    }
    const char *key, *name, *code, *state, *two;
    guint32 population;
    double lat, lon;
    g_variant_get(record, "(&s&s&s&s&s&s&sudd)", &key, &name, &code, &state, &two, NULL, NULL, &population, &lat, &lon);
    char *region = g_strdup_printf("%s.%s", two, code);
    centre *sum = g_hash_table_lookup(self->sums, region);
    if (!sum) {
        sum = g_new0(centre, 1);
        g_hash_table_insert(self->sums, g_strdup(region), sum);
    }
    sum->lat += lat;
    sum->lon += lon;
    sum->count++;
    char *id = g_strdup_printf("geonames:%s", key);
    if (toll_country_three(two) && !g_hash_table_contains(self->by_hand, id) && !g_hash_table_contains(records, id)) {
        const char *english = toll_mo_find(&self->languages[ENGLISH], key), *admin = toll_mo_find(&self->languages[ENGLISH], region);
        place *city = place_new(g_steal_pointer(&id), english ? english : name, admin ? admin : state, two);
        city->lat = lat;
        city->lon = lon;
        city->population = population;
        g_ptr_array_add(self->places, city);
        g_hash_table_insert(records, city->id, g_strdup(name));
    }
    g_free(id);
    g_free(region);
    geonames_city_free(record);
    return TOLL_OK;
}

static gint by_population(gconstpointer a, gconstpointer b)
{
    const place *left = *(const place *const *)a, *right = *(const place *const *)b;
    if (left->population != right->population) return left->population > right->population ? -1 : 1;
    return strcmp(left->id, right->id);
}

static toll_status read_cities(gazetteer *self, toll_error *error)
{
    /* id -> the name in the record; the keys are owned by the places */
    GHashTable *records = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    toll_status status = TOLL_OK;
    for (int i = 0, count = geonames_get_n_cities(); i < count && !status; i++) status = read_city(self, records, i, error);
    g_ptr_array_sort(self->places, by_population);
    for (guint i = 0; i < self->places->len; i++) {
        place *city = self->places->pdata[i];
        char *folded = fold(city->name);
        if (g_hash_table_contains(self->mains, folded)) g_free(folded);
        else g_hash_table_insert(self->mains, folded, city);
    }
    for (guint i = 0; i < self->places->len; i++) {
        place *city = self->places->pdata[i];
        add_city_names(self, city, g_hash_table_lookup(records, city->id), city->id + strlen("geonames:"));
    }
    g_hash_table_unref(records);
    return status;
}

/* --- regions */

/* Islands and small states whose parishes and municipalities have names that elsewhere mean something else. */
static const char without_regions[] =
    "AD AG AS BB BM BS CK CV DM FJ FM GD GG GU IM JE JM KI KM KN KY LC LI LV MC MH MK MP MT MU NR PR PW SB SC SI SM ST TC TO TV VC VI VU WS";

/* "Donetsk Oblast" -> "Donetsk", "State of Mizoram" -> "Mizoram"; the name itself where it holds no word of administration. */
static char *bare_region(const char *name)
{
    static const char *const heads[] = {
        "State of ", "Province of ", "Departamento de ", "Departamento del ", "Provincia de ", "Estado ", "Muhafazat ", "Wilaya de "};
    static const char *const tails[] = {"oblast", "province", "governorate", "region", "state", "department", "district", "prefecture",
        "county", "krai", "republic", "municipality", "city"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (g_str_has_prefix(name, heads[i])) return g_strdup(name + strlen(heads[i]));
    const char *space = strrchr(name, ' ');
    for (size_t i = 0; space && i < sizeof tails / sizeof *tails; i++)
        if (!g_ascii_strcasecmp(space + 1, tails[i])) return g_strndup(name, (gsize)(space - name));
    return g_strdup(name);
}

/* The bare name is the region's only where no city bears it; else the region needs its word. */
static void add_region_names(gazetteer *self, place *region)
{
    target to = {self, region, TRUE};
    char *bare = bare_region(region->name), *folded = fold(bare);
    if (strcmp(bare, region->name)) add_spellings(&to, region->name);
    if (g_hash_table_contains(self->mains, folded)) {
        static const char *const words[] = {"region", "province"};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            char *long_name = g_strdup_printf("%s %s", bare, words[i]);
            add_spellings(&to, long_name);
            g_free(long_name);
        }
    } else if (!g_hash_table_contains(self->stops, folded)) {
        add_spellings(&to, bare);
    }
    g_free(folded);
    g_free(bare);
}

static void add_regions(gazetteer *self)
{
    const toll_mo *english = &self->languages[ENGLISH];
    for (uint32_t i = 0; i < english->count; i++) {
        const char *key = toll_mo_key(english, i);
        if (strlen(key) < 4 || key[2] != '.') continue;
        char two[3] = {key[0], key[1], 0};
        char *id = g_strdup_printf("adm1:%s", key);
        if (!toll_country_three(two) || one_of(two, without_regions) || g_hash_table_contains(self->by_hand, id)) {
            g_free(id);
            continue;
        }
        place *region = place_new(id, toll_mo_value(english, i), "", two);
        region->is_region = TRUE;
        region->precision = "province";
        const centre *sum = g_hash_table_lookup(self->sums, key);
        if (sum) {
            region->lat = sum->lat / sum->count;
            region->lon = sum->lon / sum->count;
        }
        add_region_names(self, region);
        g_ptr_array_add(self->places, region);
    }
}

/* --- tables that are read */

static void take_stops(void *to, const char *cell)
{
    char **names = g_strsplit(cell, "|", -1);
    for (guint i = 0; names[i]; i++) g_hash_table_add(to, fold(names[i]));
    g_strfreev(names);
}

static void take_id(void *to, const char *cell)
{
    g_hash_table_add(to, g_strdup(cell));
}

static toll_status read_inputs(gazetteer *self, const toll_gazetteer_options *options, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (int i = 0; i < LANGUAGE_COUNT && !status; i++) {
        char *path = g_build_filename(options->locale_dir, language_codes[i], "LC_MESSAGES", "geonames.mo", NULL);
        status = toll_mo_open(&self->languages[i], path, error);
        g_free(path);
    }
    if (!status && options->not_places) status = toll_cells_each(options->not_places, "@not_place", take_stops, self->stops, error);
    if (!status && options->countries) status = toll_cells_each(options->countries, "@country", take_stops, self->stops, error);
    if (!status && options->countries) status = toll_cells_each(options->countries, "@nationality", take_stops, self->stops, error);
    for (size_t i = 0; i < options->by_hand_count && !status; i++)
        status = toll_cells_each(options->by_hand[i], "id", take_id, self->by_hand, error);
    return status;
}

/* --- writing */

static void write_degrees(toll_buffer *out, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    if (!isnan(value)) toll_buffer_add_string(out, g_ascii_formatd(digits, sizeof digits, "%.4f", value));
    toll_buffer_add_char(out, '\t');
}

static void write_place(toll_buffer *out, const place *from, GHashTable *counts)
{
    gboolean any = FALSE;
    for (guint i = 0; i < from->names->len; i++) {
        char *folded = fold(from->names->pdata[i]);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, folded));
        if (count >= ROWS_PER_NAME) {
            g_free(folded);
            continue;
        }
        g_hash_table_insert(counts, folded, GUINT_TO_POINTER(count + 1));
        if (any) toll_buffer_add_char(out, '|');
        toll_buffer_add_string(out, from->names->pdata[i]);
        any = TRUE;
    }
    if (!any) return;
    toll_buffer_printf(out, "\t%s\t%s\t%s\t%s\t", from->id, from->name, toll_country_three(from->two), from->admin);
    write_degrees(out, from->lat);
    write_degrees(out, from->lon);
    toll_buffer_printf(out, "%s\t", from->precision);
    if (from->population) toll_buffer_printf(out, "%u", from->population);
    toll_buffer_add_char(out, '\n');
}

toll_status toll_gazetteer_write_tsv(toll_buffer *out, const toll_gazetteer_options *options, toll_error *error)
{
    if (options->size != sizeof *options || !options->locale_dir)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "the options are incomplete");
    gazetteer self = {.places = g_ptr_array_new_with_free_func(place_free)};
    self.stops = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self.by_hand = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self.mains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self.sums = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    toll_status status = read_inputs(&self, options, error);
    if (!status) status = read_cities(&self, error);
    if (!status) {
        add_regions(&self);
        GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        toll_buffer_add_string(out, "# Made from libgeonames by tools/gazetteer. Data: GeoNames (geonames.org), CC BY 4.0.\n");
        toll_buffer_add_string(out, "@place\tid\tname\tcountry\tadmin\tlat\tlon\tprecision\tpopulation\n");
        for (guint i = 0; i < self.places->len; i++) write_place(out, self.places->pdata[i], counts);
        g_hash_table_unref(counts);
        if (out->failed) status = toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory for the table");
    }
    for (int i = 0; i < LANGUAGE_COUNT; i++) toll_mo_close(&self.languages[i]);
    g_ptr_array_unref(self.places);
    g_hash_table_unref(self.stops);
    g_hash_table_unref(self.by_hand);
    g_hash_table_unref(self.mains);
    g_hash_table_unref(self.sums);
    return status;
}
