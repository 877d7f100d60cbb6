/* Compiles one pattern of a rule into steps. The language is described in docs/language.md:
 *
 *     at least value:<number>
 *
 * In: the words of a `match` line. Out: steps at the end of the compiler's list, an alternative that the next match line can be chained to.
 * Recursive descent over one line; what it can begin with is worked out afterwards from its steps (compile_begins.c). */
#include "inside.h"

enum { NESTING_LIMIT = 24, STEP_LIMIT = 4096 }; /* of one match line */

typedef struct pattern { /* a cursor over one match line */
    compiler *c;
    const char *file;
    uint32_t line, rule;
    toll_text text;
    size_t at;
    toll_status status;
    uint32_t first; /* its first step */
    unsigned nesting;
} pattern;

static void fail(pattern *p, const char *what)
{
    if (p->status == TOLL_OK)
        p->status = toll_error_at(p->c->error, TOLL_E_TABLE, p->file, p->line, "%s at column %zu of the pattern `%.*s`", what, p->at + 1,
            (int)p->text.len, p->text.data);
}

static uint32_t here(pattern *p)
{
    return (uint32_t)p->c->steps.count;
}

static uint32_t emit(pattern *p, uint32_t op, uint32_t a, uint32_t b, uint32_t cc)
{
    if (here(p) - p->first >= STEP_LIMIT) {
        fail(p, "the pattern is too long; split it into several match lines");
        return here(p) - 1;
    }
    blob_step *step = list_add(p->c, &p->c->steps);
    if (step) *step = (blob_step){op, a, b, cc};
    else if (p->status == TOLL_OK) p->status = TOLL_E_MEMORY;
    return (uint32_t)p->c->steps.count - 1;
}

static blob_step *step_at(pattern *p, uint32_t at)
{
    return (blob_step *)p->c->steps.data + at;
}

static void skip_blank(pattern *p)
{
    while (p->at < p->text.len && (p->text.data[p->at] == ' ' || p->text.data[p->at] == '\t')) p->at++;
}

static char peek(pattern *p)
{
    skip_blank(p);
    return p->at < p->text.len ? p->text.data[p->at] : '\0';
}

static bool is_name(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_' || ch & 0x80;
}

static toll_text read_name(pattern *p)
{
    size_t start = p->at;
    while (p->at < p->text.len && is_name(p->text.data[p->at])) p->at++;
    return (toll_text){p->text.data + start, p->at - start};
}

static void parse_choice(pattern *p);

/* --- elements */
static void parse_words(pattern *p, toll_text text)
{
    toll_phrase phrase;
    toll_status status = compile_phrase(p->c, &phrase, text, p->file, p->line);
    if (status != TOLL_OK) {
        p->status = status;
        return;
    }
    for (unsigned i = 0; i < phrase.count; i++) emit(p, OP_WORD, phrase.words[i], 0, 0);
}

static void parse_class(pattern *p)
{
    toll_text name = read_name(p);
    uint8_t class_ = compile_class(p->c, name);
    if (!name.len || class_ == TOLL_NO_CLASS) {
        fail(p, "a class name is expected after @");
        return;
    }
    if (p->at >= p->text.len || p->text.data[p->at] != '(') {
        emit(p, OP_CLASS, class_, 0, 0);
        return;
    }
    p->at++;
    toll_text column = read_name(p);
    if (p->at >= p->text.len || p->text.data[p->at] != '=') {
        fail(p, "`=` is expected in @class(column=value)");
        return;
    }
    p->at++;
    size_t start = p->at;
    while (p->at < p->text.len && p->text.data[p->at] != ')') p->at++;
    if (p->at >= p->text.len) {
        fail(p, "`)` is missing");
        return;
    }
    toll_text value = {p->text.data + start, p->at - start};
    p->at++;
    uint32_t column_off = compile_string(p->c, column.data, column.len);
    emit(p, OP_CLASS_WHERE, class_, column_off, compile_string(p->c, value.data, value.len));
}

static void parse_shape(pattern *p)
{
    static const struct {
        const char *name;
        uint32_t op;
    } shapes[] = {{"number", OP_NUMBER}, {"any", OP_ANY}, {"word", OP_ANYWORD}, {"capital", OP_CAPITAL}, {"lower", OP_LOWER},
        {"upper", OP_UPPER}, {"glued", OP_GLUED}};
    toll_text name = read_name(p);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        if (toll_text_is(name, shapes[i].name)) {
            emit(p, shapes[i].op, 0, 0, 0);
            return;
        }
    fail(p, "unknown shape (number any word capital lower upper glued)");
}

static void parse_piece(pattern *p)
{
    toll_text name = read_name(p);
    uint8_t kind = compile_kind(p->c, name);
    if (!name.len || kind == TOLL_NO_KIND) {
        fail(p, "a kind's name is expected after <");
        return;
    }
    if (p->at >= p->text.len || p->text.data[p->at] != '>') {
        fail(p, "`>` is missing");
        return;
    }
    p->at++;
    emit(p, OP_PIECE, kind, 0, 0);
}

static void parse_quoted(pattern *p, char quote)
{
    if (p->at < p->text.len && p->text.data[p->at] == '\\') p->at++; /* '\'' is the apostrophe */
    size_t start = p->at;
    if (p->at < p->text.len && start && p->text.data[start - 1] == '\\') p->at++;
    while (p->at < p->text.len && p->text.data[p->at] != quote) p->at++;
    if (p->at >= p->text.len) {
        fail(p, "the closing quotation mark is missing");
        return;
    }
    toll_text inner = {p->text.data + start, p->at - start};
    p->at++;
    if (quote == '"') {
        parse_words(p, inner);
        return;
    }
    if (inner.len != 1) {
        fail(p, "single quotes hold one mark, such as ','");
        return;
    }
    emit(p, OP_MARK, (uint8_t)inner.data[0], 0, 0);
}

static void parse_element(pattern *p);

static void parse_not(pattern *p)
{
    bool before = p->at < p->text.len && p->text.data[p->at] == '<' && p->at + 1 < p->text.len && p->text.data[p->at + 1] == '-';
    if (before) p->at += 2;
    uint32_t test = emit(p, before ? OP_NOT_BEFORE : OP_NOT, 0, 0, 0);
    parse_element(p);
    emit(p, OP_MATCH, 0, 0, 0);
    if (p->status == TOLL_OK) step_at(p, test)->a = here(p);
}

static uint32_t capture_number(pattern *p, toll_text name)
{
    blob_rule *rule = (blob_rule *)p->c->rules.data + p->rule;
    const uint32_t *captures = p->c->captures.data;
    uint32_t off = compile_string(p->c, name.data, name.len);
    for (uint32_t i = 0; i < rule->capture_count; i++)
        if (captures[rule->capture_first + i] == off) return i;
    if (rule->capture_count == TOLL_CAPTURE_LIMIT) {
        fail(p, "too many captures in one rule");
        return 0;
    }
    uint32_t *added = list_add(p->c, &p->c->captures);
    if (added) *added = off;
    return rule->capture_count++;
}

static void parse_atom(pattern *p)
{
    char ch = peek(p);
    size_t mark = p->at;
    if (is_name(ch)) {
        toll_text name = read_name(p);
        while (p->at + 1 < p->text.len && (p->text.data[p->at] == '-' || p->text.data[p->at] == '\'') && is_name(p->text.data[p->at + 1])) {
            p->at++;
            name.len += 1 + read_name(p).len;
        }
        if (p->at < p->text.len && p->text.data[p->at] == ':') {
            p->at++;
            uint32_t number = capture_number(p, name);
            emit(p, OP_OPEN, number, 0, 0);
            parse_element(p);
            emit(p, OP_CLOSE, number, 0, 0);
        } else {
            parse_words(p, (toll_text){p->text.data + mark, name.len});
        }
        return;
    }
    p->at++;
    switch (ch) {
    case '"':
    case '\'': parse_quoted(p, ch); break;
    case '@': parse_class(p); break;
    case '#': parse_shape(p); break;
    case '<': parse_piece(p); break;
    case '!': parse_not(p); break;
    case '^': emit(p, OP_START, 0, 0, 0); break;
    case '$': emit(p, OP_FINISH, 0, 0, 0); break;
    case '(':
        parse_choice(p);
        if (peek(p) != ')') fail(p, "`)` is missing");
        p->at++;
        break;
    default: p->at = mark; fail(p, "unexpected character");
    }
}

/* Appends copies of steps [first, end), their inner jumps moved along. */
static void copy_steps(pattern *p, uint32_t first, uint32_t end)
{
    uint32_t shift = here(p) - first;
    for (uint32_t i = first; i < end && p->status == TOLL_OK; i++) {
        blob_step step = *step_at(p, i);
        if (step.op == OP_SPLIT || step.op == OP_JUMP || step.op == OP_NOT || step.op == OP_NOT_BEFORE) step.a += shift;
        if (step.op == OP_SPLIT) step.b += shift;
        emit(p, step.op, step.a, step.b, step.c);
    }
}

/* Makes room for one step before `at`; jumps behind it are moved along. */
static void insert_step(pattern *p, uint32_t at)
{
    emit(p, OP_JUMP, 0, 0, 0);
    if (p->status != TOLL_OK) return;
    for (uint32_t i = here(p) - 1; i > at; i--) {
        blob_step step = *step_at(p, i - 1);
        if (step.op == OP_SPLIT || step.op == OP_JUMP || step.op == OP_NOT || step.op == OP_NOT_BEFORE) step.a++;
        if (step.op == OP_SPLIT) step.b++;
        *step_at(p, i) = step;
    }
}

static void make_optional(pattern *p, uint32_t first)
{
    insert_step(p, first);
    if (p->status == TOLL_OK) *step_at(p, first) = (blob_step){OP_SPLIT, first + 1, here(p), 0};
}

static void repeat(pattern *p, uint32_t first, unsigned least, unsigned most)
{
    uint32_t end = here(p), len = end - first;
    if (most > 24) {
        fail(p, "at most 24 repetitions are possible");
        return;
    }
    uint32_t copy = first;
    for (unsigned i = 1; i < most; i++) copy_steps(p, first, end);
    /* every copy from `least` on may end the run: guard the last ones first, so that earlier offsets stay true */
    for (unsigned i = most; i > least && p->status == TOLL_OK; i--) {
        copy = first + (i - 1) * len;
        insert_step(p, copy);
        if (p->status == TOLL_OK) *step_at(p, copy) = (blob_step){OP_SPLIT, copy + 1, here(p), 0};
    }
}

static unsigned read_count(pattern *p)
{
    unsigned value = 0;
    while (p->at < p->text.len && p->text.data[p->at] >= '0' && p->text.data[p->at] <= '9' && value < 100)
        value = value * 10 + (unsigned)(p->text.data[p->at++] - '0');
    return value;
}

static void parse_element(pattern *p)
{
    uint32_t first = here(p);
    if (++p->nesting > NESTING_LIMIT) fail(p, "nested too deep");
    else parse_atom(p);
    p->nesting--;
    if (p->status != TOLL_OK || p->at >= p->text.len) return;
    char ch = p->text.data[p->at];
    if (ch == '?') {
        p->at++;
        make_optional(p, first);
    }
    if (ch == '*') {
        p->at++;
        repeat(p, first, 0, 6);
    }
    if (ch == '+') {
        p->at++;
        repeat(p, first, 1, 6);
    }
    if (ch == '{') {
        p->at++;
        unsigned least = read_count(p), most = least;
        if (p->at < p->text.len && p->text.data[p->at] == ',') {
            p->at++;
            most = read_count(p);
        }
        if (p->at >= p->text.len || p->text.data[p->at] != '}' || most < least || !most) {
            fail(p, "a repetition reads {least,most}");
            return;
        }
        p->at++;
        repeat(p, first, least, most);
    }
}

static void parse_sequence(pattern *p)
{
    for (char ch = peek(p); p->status == TOLL_OK && ch && ch != '|' && ch != ')'; ch = peek(p)) parse_element(p);
}

static void parse_choice(pattern *p)
{
    uint32_t first = here(p);
    parse_sequence(p);
    if (peek(p) != '|' || p->status != TOLL_OK) return;
    p->at++;
    insert_step(p, first);
    uint32_t jump = emit(p, OP_JUMP, 0, 0, 0);
    if (p->status != TOLL_OK) return;
    *step_at(p, first) = (blob_step){OP_SPLIT, first + 1, here(p), 0};
    parse_choice(p);
    if (p->status == TOLL_OK) step_at(p, jump)->a = here(p);
}

/* One alternative of a rule: a split into the pattern or a dead end, which the next alternative takes the place of. */
toll_status compile_pattern(compiler *c, const char *file, uint32_t line, uint32_t rule, toll_text text, uint32_t *split)
{
    pattern p = {.c = c, .file = file, .line = line, .rule = rule, .text = text, .first = (uint32_t)c->steps.count};
    *split = emit(&p, OP_SPLIT, here(&p) + 1, UINT32_MAX, 0);
    parse_choice(&p);
    if (p.status == TOLL_OK && peek(&p)) fail(&p, "unexpected `)`");
    if (p.status != TOLL_OK) return p.status;
    emit(&p, OP_MATCH, 0, 0, 0);
    uint32_t dead = emit(&p, OP_WORD, UINT32_MAX, 0, 0); /* no token is of this word */
    if (p.status == TOLL_OK) step_at(&p, *split)->b = dead;
    return c->failed ? TOLL_E_MEMORY : p.status;
}
