/* In: claims. Out: schema.org `Claim` as JSON-LD, for search engines and fact-checkers. A claim, never a ClaimReview: nothing here is rated. Its
 * author is whose word it is, its appearance the document; ids are `urn:tollbook:`, since a ledger has no address of its own. Properties that
 * schema.org has no word for (bounds, outcome, side) stand as PropertyValue with the names of docs/claim.md. */
#include <math.h>

#include "inside.h"

static void add_key(toll_buffer *out, const char *key)
{
    toll_buffer_printf(out, ",\"%s\":", key);
}

static void add_text(toll_buffer *out, const char *key, toll_text text)
{
    if (!text.len) return;
    add_key(out, key);
    toll_buffer_add_json(out, text);
}

static void add_string(toll_buffer *out, const char *key, const char *string)
{
    add_text(out, key, toll_text_of(string));
}

static void add_day(toll_buffer *out, const char *key, toll_day day)
{
    char text[16];
    add_text(out, key, (toll_text){text, toll_day_format(text, day)});
}

static toll_status begin(export_job *job)
{
    toll_buffer_add_string(&job->out, "{\"@context\":\"https://schema.org\",\"@graph\":[");
    return TOLL_OK;
}

/* No name where the words name nobody: then the figure is the outlet's own. */
static void add_author(toll_buffer *out, const toll_claim *c, const toll_document *d)
{
    toll_text words = toll_view_cut(d, c->claimant.span);
    bool person = c->claimant.kind && (!strcmp(c->claimant.kind, "person") || !strcmp(c->claimant.kind, "witness"));
    if (!words.len && !c->claimant.id) return;
    toll_buffer_printf(out, ",\"author\":{\"@type\":\"%s\"", person ? "Person" : "Organization");
    add_string(out, "identifier", c->claimant.id);
    add_text(out, "name", words.len ? words : toll_text_of(c->claimant.id));
    toll_buffer_add_char(out, '}');
}

static void add_appearance(toll_buffer *out, const toll_ledger_row *row)
{
    const toll_document *d = &row->document;
    toll_buffer_printf(out, ",\"appearance\":[{\"@type\":\"CreativeWork\",\"@id\":\"urn:sha256:%s\"", row->sha256);
    add_text(out, "name", d->title.len ? d->title : d->name);
    add_text(out, "url", d->url);
    add_day(out, "datePublished", d->published);
    if (d->outlet.len) {
        toll_buffer_add_string(out, ",\"publisher\":{\"@type\":\"Organization\"");
        add_text(out, "name", d->outlet);
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_string(out, "}]");
}

static void add_place(toll_buffer *out, const toll_place *p, toll_text words)
{
    if (!words.len && !p->name) return;
    toll_buffer_add_string(out, ",\"spatialCoverage\":{\"@type\":\"Place\"");
    add_text(out, "name", p->name ? toll_text_of(p->name) : words);
    add_string(out, "identifier", p->id);
    if (!isnan(p->lat) && !isnan(p->lon)) {
        toll_buffer_add_string(out, ",\"geo\":{\"@type\":\"GeoCoordinates\",\"latitude\":");
        toll_buffer_add_number(out, p->lat);
        add_key(out, "longitude");
        toll_buffer_add_number(out, p->lon);
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_char(out, '}');
}

/* ISO 8601 interval; an open end is "..". */
static void add_period(toll_buffer *out, const toll_period *p)
{
    char from[16], to[16];
    size_t a = toll_day_format(from, p->from), b = toll_day_format(to, p->to);
    if (!a && !b) return;
    if (a && b && p->from == p->to) toll_buffer_printf(out, ",\"temporalCoverage\":\"%s\"", from);
    else toll_buffer_printf(out, ",\"temporalCoverage\":\"%s/%s\"", a ? from : "..", b ? to : "..");
}

static void add_property(toll_buffer *out, const char *name, const char *value)
{
    if (!value) return;
    toll_buffer_printf(out, ",{\"@type\":\"PropertyValue\",\"name\":\"%s\"", name);
    add_string(out, "value", value);
    toll_buffer_add_char(out, '}');
}

static void add_figure(toll_buffer *out, const toll_claim *c, toll_text words)
{
    toll_buffer_add_string(out, ",\"about\":[{\"@type\":\"PropertyValue\",\"name\":\"quantity\"");
    add_text(out, "description", words);
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"value", c->quantity.point}, {"minValue", c->quantity.low}, {"maxValue", c->quantity.high}};
    for (size_t i = 0; i < 3; i++) {
        if (isnan(numbers[i].value)) continue;
        add_key(out, numbers[i].key);
        toll_buffer_add_number(out, numbers[i].value);
    }
    add_string(out, "unitText", toll_unit_name(c->quantity.unit));
    toll_buffer_add_char(out, '}');
    add_property(out, "qualifier", toll_qualifier_name(c->quantity.qualifier));
    add_property(out, "outcome", toll_outcome_name(c->outcome));
    add_property(out, "side", c->victims.side);
    add_property(out, "class", toll_class_name(c->victims.class_));
    add_property(out, "modality", toll_modality_name(c->modality));
    add_property(out, "verified", toll_verified_name(c->verified));
    toll_buffer_add_char(out, ']');
}

static toll_status add_claim(export_job *job, const toll_ledger_row *row)
{
    const toll_claim *c = &row->claim;
    toll_buffer *out = &job->out;
    toll_buffer_printf(
        out, "%s\n{\"@type\":\"Claim\",\"@id\":\"urn:tollbook:claim:%s:%s\"", job->count.claims > 1 ? "," : "", row->sha256, c->id);
    add_text(out, "text", toll_view_cut(&row->document, c->sentence));
    add_day(out, "datePublished", c->stated);
    add_author(out, c, &row->document);
    add_appearance(out, row);
    add_period(out, &c->period);
    add_place(out, &c->place, toll_view_cut(&row->document, c->place.span));
    add_figure(out, c, toll_view_cut(&row->document, c->quantity.span));
    toll_buffer_add_char(out, '}');
    return TOLL_OK;
}

const export_writer export_jsonld = {begin, add_claim, export_end_list, NULL, NULL};
