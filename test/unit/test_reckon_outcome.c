/* Which outcomes, classes and things hold which. */
#include "../test.h"

#include "reckon/algebra.h"

static void outcomes_hold_one_another(void **state)
{
    (void)state;
    static const struct {
        toll_outcome a, b;
        toll_relation relation;
    } rows[] = {{TOLL_OUTCOME_KILLED, TOLL_OUTCOME_KILLED_OR_WOUNDED, TOLL_RELATION_WITHIN},
        {TOLL_OUTCOME_KILLED, TOLL_OUTCOME_CASUALTIES, TOLL_RELATION_WITHIN},
        {TOLL_OUTCOME_CASUALTIES, TOLL_OUTCOME_WOUNDED, TOLL_RELATION_CONTAINS},
        {TOLL_OUTCOME_KILLED, TOLL_OUTCOME_WOUNDED, TOLL_RELATION_APART}, {TOLL_OUTCOME_KILLED, TOLL_OUTCOME_LOSSES, TOLL_RELATION_OPEN},
        {TOLL_OUTCOME_CASUALTIES, TOLL_OUTCOME_MISSING, TOLL_RELATION_OPEN},
        {TOLL_OUTCOME_DESTROYED, TOLL_OUTCOME_DESTROYED_OR_DAMAGED, TOLL_RELATION_WITHIN},
        {TOLL_OUTCOME_KILLED, TOLL_OUTCOME_DESTROYED, TOLL_RELATION_APART}, {TOLL_OUTCOME_LOST, TOLL_OUTCOME_DAMAGED, TOLL_RELATION_OPEN},
        {TOLL_OUTCOME_CAPTURED, TOLL_OUTCOME_CAPTURED, TOLL_RELATION_SAME},
        {TOLL_OUTCOME_CASUALTIES, TOLL_OUTCOME_LOST, TOLL_RELATION_APART}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(toll_outcome_relation(rows[i].a, rows[i].b), rows[i].relation);
        assert_int_equal(toll_outcome_relation(rows[i].b, rows[i].a), toll_relation_swap(rows[i].relation));
    }
}

static void open_words_are_asked_together(void **state)
{
    (void)state;
    assert_int_equal(toll_outcome_question(TOLL_OUTCOME_LOSSES), toll_outcome_question(TOLL_OUTCOME_KILLED_OR_WOUNDED));
    assert_int_not_equal(toll_outcome_question(TOLL_OUTCOME_KILLED), toll_outcome_question(TOLL_OUTCOME_CASUALTIES));
    assert_true(toll_outcome_is_open(TOLL_OUTCOME_LOSSES));
    assert_false(toll_outcome_is_open(TOLL_OUTCOME_KILLED_OR_WOUNDED));
}

static void classes(void **state)
{
    (void)state;
    assert_int_equal(toll_class_relation(TOLL_CLASS_MILITARY, TOLL_CLASS_CIVILIAN), TOLL_RELATION_APART);
    assert_int_equal(toll_class_relation(TOLL_CLASS_MILITARY, TOLL_CLASS_MIXED), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_class_relation(TOLL_CLASS_UNKNOWN, TOLL_CLASS_MILITARY), TOLL_RELATION_OPEN);
    assert_int_equal(toll_class_relation(TOLL_CLASS_MATERIEL, TOLL_CLASS_UNKNOWN), TOLL_RELATION_APART);
}

static void things_and_people_have_kinds(void **state)
{
    (void)state;
    assert_int_equal(toll_category_relation(TOLL_CLASS_MILITARY, "soldiers", "troops"), TOLL_RELATION_SAME);
    assert_int_equal(toll_category_relation(TOLL_CLASS_CIVILIAN, "children", NULL), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_category_relation(TOLL_CLASS_MATERIEL, "tank", "armoured_vehicle"), TOLL_RELATION_WITHIN);
    assert_int_equal(toll_category_relation(TOLL_CLASS_MATERIEL, "vehicle", "armoured_vehicle"), TOLL_RELATION_CONTAINS);
    assert_int_equal(toll_category_relation(TOLL_CLASS_MATERIEL, "tank", "artillery"), TOLL_RELATION_APART);
    assert_int_equal(toll_category_relation(TOLL_CLASS_MATERIEL, "other", "artillery"), TOLL_RELATION_CONTAINS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(outcomes_hold_one_another), cmocka_unit_test(open_words_are_asked_together),
        cmocka_unit_test(classes), cmocka_unit_test(things_and_people_have_kinds)};
    return TOLL_RUN(tests);
}
