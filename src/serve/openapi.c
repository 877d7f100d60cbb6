/* In: the table of routes. Out: the API's description, OpenAPI 3.1, written from it; the shapes of the answers stand in schemas.json, that of
 * a claim is docs/claim.schema.json. test/serve holds every answer to it. */
#include "inside.h"

static const char schemas[] = {
#include "schemas.inc"
    , 0};
static const char claim_schema[] = {
#include "claim_schema.inc"
    , 0};

static void add_param(toll_buffer *out, const char *name, const char *in, const char *schema, const char *about, bool required)
{
    toll_buffer_printf(out, "{\"name\":\"%s\",\"in\":\"%s\",\"required\":%s,\"schema\":%s", name, in, required ? "true" : "false", schema);
    serve_add_string(out, "description", about);
    toll_buffer_add_char(out, '}');
}

static void add_params(toll_buffer *out, const serve_route *route)
{
    bool any = false;
    toll_buffer_add_string(out, ",\"parameters\":[");
    for (const char *at = strchr(route->path, '{'); at; at = strchr(at + 1, '{')) {
        char name[40];
        size_t len = strcspn(at + 1, "}");
        if (len >= sizeof name) continue;
        memcpy(name, at + 1, len);
        name[len] = '\0';
        if (any) toll_buffer_add_char(out, ',');
        add_param(out, name, "path", "{\"type\":\"string\"}", !strcmp(name, "number") ? "counted from 1" : "its id", true);
        any = true;
    }
    for (size_t i = 0; i < serve_param_count; i++) {
        if (!(route->params & serve_param_of(i))) continue;
        if (any) toll_buffer_add_char(out, ',');
        add_param(out, serve_params[i].name, "query", serve_params[i].schema, serve_params[i].about, false);
        any = true;
    }
    if (route->request && !strcmp(route->request, "NewDecision")) {
        if (any) toll_buffer_add_char(out, ',');
        add_param(out, "If-Match", "header", "{\"type\":\"string\"}", "the claim's ETag as it was seen", true);
    }
    toll_buffer_add_char(out, ']');
}

static void add_request(toll_buffer *out, const serve_route *route)
{
    const char *types = route->types ? route->types : "application/json";
    toll_buffer_add_string(out, ",\"requestBody\":{\"required\":true,\"content\":{");
    for (const char *at = types; *at; at += strcspn(at, "|"), at += *at == '|') {
        int len = (int)strcspn(at, "|");
        bool json = !strncmp(at, "application/json", (size_t)len) && route->request;
        toll_buffer_printf(out, at == types ? "\"%.*s\":{\"schema\":" : ",\"%.*s\":{\"schema\":", len, at);
        if (json) toll_buffer_printf(out, "{\"$ref\":\"#/components/schemas/%s\"}}", route->request);
        else toll_buffer_add_string(out, "{\"type\":\"string\"}}");
    }
    toll_buffer_add_string(out, "}}");
}

static void add_operation(toll_buffer *out, const serve_route *route)
{
    bool post = !strcmp(route->method, "POST"), chart = strstr(route->path, ".svg") != NULL;
    toll_buffer_printf(out, "\"%s\":{", post ? "post" : "get");
    serve_add_string(out, "summary", route->summary);
    add_params(out, route);
    if (post) add_request(out, route);
    toll_buffer_add_string(out, ",\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{");
    if (route->schema) toll_buffer_printf(out, "\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}", route->schema);
    else toll_buffer_add_string(out, chart ? "\"image/svg+xml\":{}" : "\"*/*\":{}");
    toll_buffer_add_string(out, "}},");
    if (route->request && (!strcmp(route->request, "NewDocument") || !strcmp(route->request, "NewClaim")))
        toll_buffer_printf(out,
            "\"201\":{\"description\":\"Added\",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}}},",
            route->schema);
    if (!post) toll_buffer_add_string(out, "\"304\":{\"description\":\"Not changed since the ETag in If-None-Match\"},");
    toll_buffer_add_string(out,
        "\"default\":{\"description\":\"What is wrong\",\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":"
        "\"#/components/schemas/Problem\"}}}}}}");
}

toll_status serve_api_openapi(serve_request *r)
{
    toll_buffer *out = &r->out;
    const char *before = "";
    toll_buffer_printf(out,
        "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Tollbook\",\"version\":\"%s\",\"summary\":\"Who said how many, of whom, when, where, on "
        "whose word. No figure is an estimate of its own.\"},\"paths\":{",
        TOLL_VERSION);
    for (size_t i = 0; i < serve_route_count; i++) {
        const serve_route *route = &serve_routes[i];
        if (!route->summary) continue;
        bool same = !strcmp(before, route->path);
        if (!same) toll_buffer_printf(out, "%s\n\"%s\":{", *before ? "}," : "", route->path);
        else toll_buffer_add_char(out, ',');
        add_operation(out, route);
        before = route->path;
    }
    toll_buffer_add_string(out, "}},\n\"components\":{\"schemas\":{\"Claim\":");
    toll_buffer_add_string(out, claim_schema);
    toll_buffer_add_string(out, ",\n");
    toll_buffer_add(out, schemas + 1, (size_t)(strrchr(schemas, '}') - schemas) - 1); /* its members, without the braces around them */
    toll_buffer_add_string(out, "}}}\n");
    return TOLL_OK;
}
