/* Places: a town in its oblast, an axis that is no town, distances. */
#include "../test.h"

#include <math.h>

#include "reckon/algebra.h"

static const char *parent(void *context, const char *place)
{
    (void)context;
    if (!strcmp(place, "p:tarn")) return "Orrin Oblast";
    return !strcmp(place, "Orrin Oblast") ? "r:land" : NULL;
}

static void towns_lie_in_regions(void **state)
{
    (void)state;
    toll_where tarn = {"p:tarn", "Tarn", "exact", 48, 38}, velm = {"p:velm", "Velm", "exact", 48.5, 38}, none = {0};
    toll_where orrin = {"a:orrin", "Orrin Oblast", "province", 48, 38}, land = {"r:land", "Land", "country", NAN, NAN};
    toll_where axis = {"axis:tarn", "Tarn direction", "axis", 48, 38}, region = {"p:tarn", "Tarn region", "province", 48, 38};
    assert_int_equal(toll_where_relation(&tarn, &orrin, parent, NULL), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_where_relation(&orrin, &tarn, parent, NULL), TOLL_RELATION_CONTAINS);
    assert_int_equal(toll_where_relation(&tarn, &land, parent, NULL), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_where_relation(&tarn, &velm, parent, NULL), TOLL_RELATION_APART);
    assert_int_equal(toll_where_relation(&velm, &orrin, parent, NULL), TOLL_RELATION_OPEN); /* its outline is not known */
    assert_int_equal(toll_where_relation(&tarn, &axis, parent, NULL), TOLL_RELATION_OPEN);
    assert_int_equal(toll_where_relation(&tarn, &region, parent, NULL), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_where_relation(&tarn, &none, parent, NULL), TOLL_RELATION_OPEN);
    assert_int_equal(toll_where_relation(&tarn, &tarn, NULL, NULL), TOLL_RELATION_SAME);
}

static void names_stand_in_for_ids(void **state)
{
    (void)state;
    toll_where a = {NULL, "Tarn", NULL, NAN, NAN}, b = {NULL, "TARN", NULL, NAN, NAN}, c = {NULL, "Velm", NULL, NAN, NAN};
    assert_int_equal(toll_where_relation(&a, &b, NULL, NULL), TOLL_RELATION_SAME);
    assert_int_equal(toll_where_relation(&a, &c, NULL, NULL), TOLL_RELATION_OPEN);
}

static void distances(void **state)
{
    (void)state;
    toll_where a = {"a", NULL, NULL, 48.594, 38.0}, b = {"b", NULL, NULL, 48.023, 37.802}, c = {"c", NULL, NULL, NAN, NAN};
    assert_true(fabs(toll_where_km(&a, &b) - 65.2) < 0.5);
    assert_true(isnan(toll_where_km(&a, &c)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(towns_lie_in_regions), cmocka_unit_test(names_stand_in_for_ids), cmocka_unit_test(distances)};
    return TOLL_RUN(tests);
}
