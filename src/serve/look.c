/* In: a cookie, or the form of the settings. Out: the look of pages; keys as they are printed on buttons; the page with the settings. What stands in
 * a cookie is the browser's word: it is checked letter by letter, and a wrong one is none. */
#include <stdio.h>

#include "page.h"

static const serve_look usual = {'s', "axsfeu/"};

static const struct {
    const char *name, *does;
} keys[SERVE_KEYS] = {{"accept", "accept"}, {"reject", "reject"}, {"later", "leave for later"}, {"flag", "ask for a second reader"},
    {"edit", "edit"}, {"back", "take the last decision back, and the one before"}, {"search", "search"}};

static const struct {
    char letter;
    const char *name, *label;
} themes[] = {{'s', "system", "As the system has it"}, {'l', "light", "Light"}, {'d', "dark", "Dark"}};

static bool is_key(char c)
{
    return (c >= 'a' && c <= 'z') || c == '/';
}

bool serve_look_good(const serve_look *look)
{
    if (!look->theme || !strchr("sld", look->theme)) return false;
    for (int i = 0; i < SERVE_KEYS; i++) {
        if (look->keys[i] == '-') continue;
        if (!is_key(look->keys[i])) return false;
        for (int k = 0; k < i; k++)
            if (look->keys[k] == look->keys[i]) return false;
    }
    return !look->keys[SERVE_KEYS];
}

void serve_look_parse(serve_look *out, const char *cookie)
{
    *out = usual;
    if (!cookie || strlen(cookie) != 2 + SERVE_KEYS || cookie[1] != '.') return;
    serve_look given = {.theme = cookie[0]};
    memcpy(given.keys, cookie + 2, SERVE_KEYS);
    if (serve_look_good(&given)) *out = given;
}

void page_look(serve_request *r)
{
    toll_buffer *out = &r->out;
    const char *scheme = r->look.theme == 'd' ? "dark" : r->look.theme == 'l' ? "light" : NULL;
    toll_buffer_add_string(out, "<!DOCTYPE html>\n<html lang=\"en\"");
    if (scheme) toll_buffer_printf(out, " data-theme=\"%s\"", scheme);
    if (r->look.keys[KEY_SEARCH] != usual.keys[KEY_SEARCH]) toll_buffer_printf(out, " data-search=\"%c\"", r->look.keys[KEY_SEARCH]);
    toll_buffer_printf(out,
        "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"%s\">",
        scheme ? scheme : "light dark");
}

void page_key_of(serve_request *r, serve_key key)
{
    if (r->look.keys[key] != '-') toll_buffer_printf(&r->out, " data-key=\"%c\"", r->look.keys[key]);
}

void page_key_shown(serve_request *r, serve_key key)
{
    if (r->look.keys[key] != '-') toll_buffer_printf(&r->out, " <kbd>%c</kbd>", r->look.keys[key]);
}

void page_key_button(serve_request *r, const char *action, serve_key key, const char *label)
{
    toll_buffer_printf(&r->out, "<button name=\"action\" value=\"%s\"", action);
    page_key_of(r, key);
    toll_buffer_printf(&r->out, ">%s", label);
    page_key_shown(r, key);
    toll_buffer_add_string(&r->out, "</button> ");
}

void page_keys(serve_request *r)
{
    toll_buffer_add_string(&r->out, "<dl class=\"fields\">");
    for (int i = 0; i < SERVE_KEYS; i++) {
        toll_buffer_add_string(&r->out, "<dt>");
        if (r->look.keys[i] == '-') toll_buffer_add_string(&r->out, "no key");
        else page_key_shown(r, (serve_key)i);
        toll_buffer_printf(&r->out, "</dt><dd>%s</dd>", keys[i].does);
    }
    toll_buffer_add_string(&r->out, "</dl>\n<p><a href=\"/settings\">Other keys, or none; light or dark</a></p>\n");
}

toll_status serve_page_settings(serve_request *r)
{
    toll_buffer *out = &r->out;
    page_begin(r, "Settings", NULL);
    toll_buffer_add_string(out,
        "<p>They hold for this browser, which keeps them as a cookie for a year; the ledger and other people see nothing of them.</p>\n"
        "<form method=\"post\" action=\"/settings\">");
    page_hidden(out, "csrf", r->serve->csrf);
    toll_buffer_add_string(out, "<fieldset><legend>Colours</legend>");
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        toll_buffer_printf(out, "<label class=\"tick\"><input type=\"radio\" name=\"theme\" value=\"%s\"%s> %s</label>", themes[i].name,
            themes[i].letter == r->look.theme ? " checked" : "", themes[i].label);
    toll_buffer_add_string(out,
        "</fieldset>\n<fieldset><legend>Keys</legend><p>A letter or / each; empty: no key. None acts while a field has the focus.</p>"
        "<div class=\"edit\">");
    for (int i = 0; i < SERVE_KEYS; i++) {
        const char shown[2] = {r->look.keys[i] == '-' ? '\0' : r->look.keys[i], '\0'};
        toll_buffer_printf(out,
            "<label>%s <input name=\"key_%s\" value=\"%s\" maxlength=\"1\" pattern=\"[a-z\\/]\" autocomplete=\"off\"></label>",
            keys[i].does, keys[i].name, shown);
    }
    toll_buffer_add_string(out,
        "</div></fieldset>\n<p><button name=\"as\" value=\"chosen\">Keep</button> <button name=\"as\" value=\"usual\" formnovalidate>As they "
        "were at first</button></p></form>\n");
    page_end(r);
    return TOLL_OK;
}

static toll_status read_form(serve_look *out, serve_request *r, const serve_query *form)
{
    const char *theme = serve_query_get(form, "theme"), *as = serve_query_get(form, "as");
    char name[16];
    *out = usual;
    if (as && !strcmp(as, "usual")) return TOLL_OK;
    out->theme = '\0';
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        if (theme && !strcmp(theme, themes[i].name)) out->theme = themes[i].letter;
    if (!out->theme) return serve_fail(r, 422, "\"%.40s\" are no colours; there are system, light, dark", theme ? theme : "");
    for (int i = 0; i < SERVE_KEYS; i++) {
        snprintf(name, sizeof name, "key_%s", keys[i].name);
        const char *given = serve_query_get(form, name);
        if (given && *given && (given[1] || !is_key(*given)))
            return serve_fail(
                r, 422, "\"%.40s\" is no key to %s with; write one letter from a to z, or /, or nothing", given, keys[i].does);
        out->keys[i] = given && *given ? *given : '-';
    }
    return serve_look_good(out) ? TOLL_OK : serve_fail(r, 422, "two things have one key; give each its own");
}

toll_status serve_page_set(serve_request *r)
{
    serve_query form;
    toll_status status = page_form(&form, r);
    if (status >= 0) status = read_form(&r->look, r, &form);
    if (status < 0) return status;
    r->keeps_look = true;
    return page_go(r, "/settings");
}
