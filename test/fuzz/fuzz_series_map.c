/* Any bytes as a mapping, and behind a line of dashes as the table it maps: both are refused, or every series has its days in order and no
 * figure that the table does not have. */
#include <math.h>
#include <stdlib.h>

#include "series/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const toll_series *series)
{
    toll_series_reading readings[TOLL_SERIES_READINGS];
    toll_series_relay relay;
    for (size_t i = 0; i < series->count; i++) {
        const toll_series_point *point = &series->points[i];
        if (i && point->day <= series->points[i - 1].day) abort();
        if (isnan(point->total) && isnan(point->daily)) abort();
        if (toll_series_at(series, point->day) != point) abort();
        toll_series_figure figure = {sizeof figure, point->total, point->total, point->total, true, point->day, point->day, point->day};
        if (!isnan(point->total) && (!toll_series_check(readings, series, &figure) || readings[0].fit != TOLL_FIT_EXACT)) abort();
    }
    toll_series_check_relay(&relay, series, series);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_arena memory;
    toll_series_map map;
    toll_series_set set = {0};
    toll_grid grid = {0};
    toll_text text = {(const char *)data, size}, table = {"", 0};
    for (size_t i = 0; i + 4 < size; i++) {
        if (memcmp(data + i, "----", 4) != 0) continue;
        text.len = i;
        table = (toll_text){(const char *)data + i + 4, size - i - 4};
        break;
    }
    toll_arena_init(&memory, 0);
    if (toll_series_map_read(&map, &memory, text, "fuzz", NULL) == TOLL_OK &&
        toll_grid_read(&grid, table, "fuzz", NULL, NULL, NULL) == TOLL_OK && toll_series_make(&set, &memory, &grid, &map, NULL) == TOLL_OK)
        for (size_t i = 0; i < set.count; i++) check(&set.series[i]);
    toll_series_set_free(&set);
    toll_grid_free(&grid);
    toll_arena_free(&memory);
    return 0;
}
