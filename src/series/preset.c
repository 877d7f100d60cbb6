/* The mappings of public tables that the program knows. They are files of world/series, put in as bytes when it is built. */
#include "series.h"

static const char ukraine[] = {
#include "ukraine_map.inc"
};
static const char gaza[] = {
#include "gaza_map.inc"
};

static const struct {
    const char *name;
    toll_text text;
} presets[] = {{"ukraine-general-staff", {ukraine, sizeof ukraine}}, {"gaza-health-ministry", {gaza, sizeof gaza}}};

const char *toll_series_preset_name(size_t n)
{
    return n < sizeof presets / sizeof *presets ? presets[n].name : NULL;
}

toll_text toll_series_preset(const char *name)
{
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
        if (strcmp(presets[i].name, name) == 0) return presets[i].text;
    return (toll_text){NULL, 0};
}
