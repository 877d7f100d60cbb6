/* The files every page uses, embedded when the program is built. */
#include "inside.h"

static const char style[] = {
#include "style.inc"
    , 0};
static const char script[] = {
#include "script.inc"
    , 0};

toll_status serve_file_style(serve_request *r)
{
    r->type = "text/css; charset=utf-8";
    toll_buffer_add(&r->out, style, sizeof style - 1);
    return TOLL_OK;
}

toll_status serve_file_script(serve_request *r)
{
    r->type = "text/javascript; charset=utf-8";
    toll_buffer_add(&r->out, script, sizeof script - 1);
    return TOLL_OK;
}

toll_status serve_file_icon(serve_request *r)
{
    r->type = "image/svg+xml";
    toll_buffer_add_string(&r->out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path d=\"M3 2h10v12H3zM5 5h6M5 8h6M5 11h3\" fill=\"none\" "
        "stroke=\"#777\" stroke-width=\"1.5\"/></svg>\n");
    return TOLL_OK;
}
