/* Places of claims. In: two places, and a function that climbs from a place to what holds it. Out: their relation. A front axis is no
 * town: what lies along the "Donetsk direction" is open. Costs a few steps up the tree, at most eight. */
#include "algebra.h"

#include <math.h>
#include <string.h>
#include <strings.h>

static bool is(const char *word, const char *other)
{
    return word && !strcmp(word, other);
}

static bool climbs(const toll_where *from, const toll_where *to, toll_reckon_parent *parent, void *context)
{
    const char *at = from->id;
    for (int step = 0; parent && at && step < 8; step++) {
        at = parent(context, at);
        if (at && ((to->id && !strcmp(at, to->id)) || (to->name && !strcasecmp(at, to->name))))
            return true; /* a parent may be known by name */
    }
    return false;
}

static bool area(const toll_where *where)
{
    return is(where->precision, "province") || is(where->precision, "district") || is(where->precision, "country") ||
           is(where->precision, "axis");
}

toll_relation toll_where_relation(const toll_where *a, const toll_where *b, toll_reckon_parent *parent, void *context)
{
    bool none_a = !a->id && !a->name, none_b = !b->id && !b->name;
    if (none_a || none_b) return TOLL_RELATION_OPEN;
    bool same = a->id && b->id ? !strcmp(a->id, b->id) : a->name && b->name && !strcasecmp(a->name, b->name);
    if (same) {
        /* "Bakhmut" and "the Bakhmut region" share an id and are not the same ground. */
        if (area(a) != area(b) && a->precision && b->precision) return area(b) ? TOLL_RELATION_WITHIN : TOLL_RELATION_CONTAINS;
        return TOLL_RELATION_SAME;
    }
    if (climbs(a, b, parent, context)) return TOLL_RELATION_WITHIN;
    if (climbs(b, a, parent, context)) return TOLL_RELATION_CONTAINS;
    if (is(a->precision, "axis") || is(b->precision, "axis") || !a->id || !b->id) return TOLL_RELATION_OPEN;
    if (area(a) || area(b)) return TOLL_RELATION_OPEN; /* without its outline a region may hold the town */
    return TOLL_RELATION_APART;
}

double toll_where_km(const toll_where *a, const toll_where *b)
{
    if (isnan(a->lat) || isnan(b->lat) || isnan(a->lon) || isnan(b->lon)) return NAN;
    const double radian = 0.017453292519943295;
    double lat = (b->lat - a->lat) * radian, lon = (b->lon - a->lon) * radian;
    double h = sin(lat / 2) * sin(lat / 2) + cos(a->lat * radian) * cos(b->lat * radian) * sin(lon / 2) * sin(lon / 2);
    return 12742 * asin(fmin(1, sqrt(h)));
}
