/* The gazetteer: the cities and first-level regions of libgeonames as a word table.
 *
 * Output is a TSV table with the columns of world/places.tsv,
 *     @place  id  name  country  admin  lat  lon  precision  population
 * (phrases parted by '|', "geonames:N" or "adm1:CC.CODE", English name, ISO 3166-1 alpha-3, English name of the region, degrees
 * WGS 84 or empty, `exact` or `province`, people or empty), most populous first, the same bytes every time. GeoNames data is
 * CC BY 4.0: credit it. */
#ifndef TOLL_GAZETTEER_H
#define TOLL_GAZETTEER_H

#include "base/base.h"

typedef struct toll_gazetteer_options {
    size_t size;                /* sizeof(toll_gazetteer_options) */
    const char *locale_dir;     /* holds en/LC_MESSAGES/geonames.mo and its siblings */
    const char *not_places;     /* table of names that are mostly other words; NULL = none */
    const char *countries;      /* table of countries, whose names and nationalities are no cities; NULL = none */
    const char *const *by_hand; /* tables whose ids are left out here, because they are written by hand there */
    size_t by_hand_count;
} toll_gazetteer_options;

toll_status toll_gazetteer_write_tsv(toll_buffer *out, const toll_gazetteer_options *options, toll_error *error);

#endif
