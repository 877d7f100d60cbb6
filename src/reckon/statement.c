/* Statements: rings of claims that go back to one utterance. In: links. Out: for each ring its head (the claim nearest to the utterance),
 * the claim whose figure is compared, and what is known of its terms. Everything is chosen by comparing values, so the order of adding
 * does not matter. A ring is a circular list beside the union-find, so joining two costs a swap. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>

uint32_t reckon_root(const toll_reckoning *r, uint32_t claim)
{
    uint32_t *parents = r->parents;
    while (parents[claim] != claim) claim = parents[claim] = parents[parents[claim]];
    return claim;
}

void reckon_join(toll_reckoning *r, uint32_t a, uint32_t b)
{
    uint32_t x = reckon_root(r, a), y = reckon_root(r, b);
    if (x == y) return;
    if (y < x) {
        uint32_t swap = x;
        x = y, y = swap;
    }
    /* The older root stays; what the younger one said before is dropped. */
    uint32_t gone = r->statements_of[y];
    if (gone != RECKON_NONE && r->statements[gone].alive) {
        reckon_statement *s = &r->statements[gone];
        s->alive = false;
        for (int i = 0; i < s->key_count; i++) reckon_touch(r, s->keys[i], false);
        reckon_findings_drop(r, reckon_mix(0x57A7, gone));
    }
    r->parents[y] = x;
    uint32_t next = r->rings[a];
    r->rings[a] = r->rings[b];
    r->rings[b] = next;
    if (!reckon_numbers_add(&r->touched_claims, x)) r->failed = true;
}

int reckon_claim_compare(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    if (x->document != y->document) {
        int order = strcmp(r->documents[x->document].shown.name ? r->documents[x->document].shown.name : "",
            r->documents[y->document].shown.name ? r->documents[y->document].shown.name : "");
        if (order) return order;
    }
    if (x->off != y->off) return x->off < y->off ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void sift(toll_reckoning *r, uint32_t *items, size_t from, size_t count, int (*compare)(const toll_reckoning *, uint32_t, uint32_t))
{
    for (size_t at = from;;) {
        size_t child = at * 2 + 1;
        if (child >= count) return;
        if (child + 1 < count && compare(r, items[child], items[child + 1]) < 0) child++;
        if (compare(r, items[at], items[child]) >= 0) return;
        uint32_t swap = items[at];
        items[at] = items[child], items[child] = swap;
        at = child;
    }
}

void reckon_sort(toll_reckoning *r, uint32_t *items, size_t count, int (*compare)(const toll_reckoning *, uint32_t, uint32_t))
{
    for (size_t i = count / 2; i-- > 0;) sift(r, items, i, count, compare);
    for (size_t i = count; i-- > 1;) {
        uint32_t swap = items[0];
        items[0] = items[i], items[i] = swap;
        sift(r, items, 0, i, compare);
    }
}

void reckon_statement_members(toll_reckoning *r, reckon_numbers *out, uint32_t claim)
{
    out->count = 0;
    uint32_t at = claim;
    do {
        if (!reckon_numbers_add(out, at)) r->failed = true;
        at = r->rings[at];
    } while (at != claim && !r->failed);
    reckon_sort(r, out->items, out->count, reckon_claim_compare);
}

static toll_day said_of(const toll_reckoning *r, const reckon_claim *c)
{
    return c->stated != TOLL_DAY_UNKNOWN ? c->stated : r->documents[c->document].shown.published;
}

static int number_digits(const reckon_claim *c)
{
    double named[2];
    return reckon_named(named, c) ? toll_number_digits(named[0]) : 0;
}

/* "Moscow raises the toll": a government named for whichever of its institutions spoke. */
static bool is_whole_state(const char *claimant)
{
    size_t len = strlen(claimant);
    return len > 4 && !strcmp(claimant + len - 4, "-gov");
}

/* Nearest to the utterance: whose claimant is an institution; the number with most digits; rather an institution than the whole government; told
 * first; in the body; with its bound. */
static int head_compare(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    if (!x->claimant != !y->claimant) return x->claimant ? -1 : 1;
    int digits_x = number_digits(x), digits_y = number_digits(y);
    if (digits_x != digits_y) return digits_x > digits_y ? -1 : 1;
    bool whole_x = x->claimant && is_whole_state(x->claimant), whole_y = y->claimant && is_whole_state(y->claimant);
    if (whole_x != whole_y) return whole_y ? -1 : 1;
    toll_day said_x = said_of(r, x), said_y = said_of(r, y);
    if (said_x != said_y) return said_x == TOLL_DAY_UNKNOWN ? 1 : said_y == TOLL_DAY_UNKNOWN || said_x < said_y ? -1 : 1;
    if (reckon_front(x) != reckon_front(y)) return reckon_front(y) ? -1 : 1;
    if ((x->qualifier == TOLL_QUALIFIER_EXACT) != (y->qualifier == TOLL_QUALIFIER_EXACT))
        return x->qualifier != TOLL_QUALIFIER_EXACT ? -1 : 1;
    if (x->chain_count != y->chain_count) return x->chain_count < y->chain_count ? -1 : 1;
    return reckon_claim_compare(r, a, b);
}

/* Whose figure is compared: said last, on a day that is known; in the body and attributed. */
static int voice_compare(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_claim *x = &r->claims[a], *y = &r->claims[b];
    if (!x->claimant != !y->claimant) return x->claimant ? -1 : 1;
    bool day_x = x->stated != TOLL_DAY_UNKNOWN, day_y = y->stated != TOLL_DAY_UNKNOWN;
    if (day_x != day_y) return day_x ? -1 : 1;
    return head_compare(r, a, b);
}

static void fill_terms(toll_reckoning *r, reckon_statement *s, const reckon_numbers *members)
{
    const reckon_claim *head = &r->claims[s->head];
    s->house = head->house, s->claimant = head->claimant, s->side = head->side, s->category = head->category;
    s->outcome = head->outcome, s->class_ = head->class_, s->unit = head->unit, s->kind = head->period_kind, s->modality = head->modality;
    s->days = reckon_days(head), s->where = reckon_where(head);
    for (size_t i = 0; i < members->count; i++) {
        const reckon_claim *c = &r->claims[members->items[i]];
        if (!s->house) s->house = c->house;
        if (!s->side) s->side = c->side;
        if (!toll_days_length(s->days) && toll_days_known(reckon_days(c)) && s->kind != TOLL_PERIOD_CUMULATIVE)
            s->days = reckon_days(c), s->kind = c->period_kind;
        else if (s->kind == TOLL_PERIOD_CUMULATIVE && c->period_kind == TOLL_PERIOD_CUMULATIVE) {
            if (s->days.from == TOLL_DAY_UNKNOWN) s->days.from = c->from;
            if (s->days.to == TOLL_DAY_UNKNOWN) s->days.to = c->to;
        }
        if (!s->where.id && !s->where.name) s->where = reckon_where(c);
        if (s->class_ == TOLL_CLASS_UNKNOWN) s->class_ = c->class_;
    }
}

/* The figure: of the voice, with the bounds that the same institution's other claims leave open. */
static void fill_value(toll_reckoning *r, reckon_statement *s, const reckon_numbers *members)
{
    const reckon_claim *voice = &r->claims[s->voice];
    toll_policy policy = r->options.policy;
    s->interval = toll_interval_of(voice->qualifier, voice->point, voice->low, voice->high, policy);
    double named[2] = {NAN, NAN};
    s->vague = !reckon_named(named, voice);
    s->point = s->vague ? NAN : named[0];
    s->comparable = !voice->part && !voice->addition && !voice->bare &&
                    (voice->unit == TOLL_UNIT_PEOPLE || voice->unit == TOLL_UNIT_ITEMS) && voice->modality != TOLL_MODALITY_DENIED &&
                    voice->modality != TOLL_MODALITY_QUESTIONED;
    s->said = voice->stated;
    s->said_latest = TOLL_DAY_UNKNOWN;
    for (size_t i = 0; i < members->count; i++) {
        const reckon_claim *c = &r->claims[members->items[i]];
        toll_day published = r->documents[c->document].shown.published;
        if (published != TOLL_DAY_UNKNOWN && (s->said_latest == TOLL_DAY_UNKNOWN || published < s->said_latest)) s->said_latest = published;
        double number[2];
        if (c->claimant != voice->claimant || reckon_front(c) || !reckon_named(number, c) || number[0] != s->point) continue;
        toll_interval other = toll_interval_of(c->qualifier, c->point, c->low, c->high, policy);
        s->interval = (toll_interval){fmin(s->interval.low, other.low), fmax(s->interval.high, other.high)};
    }
    if (s->said != TOLL_DAY_UNKNOWN) s->said_latest = s->said;
}

static void add_key(reckon_statement *s, uint64_t key)
{
    for (int i = 0; i < s->key_count; i++)
        if (s->keys[i] == key) return;
    if (s->key_count < RECKON_KEYS) s->keys[s->key_count++] = key;
}

/* Blocks: side, unit, day (or stretch, or end of a running total), and the place with the places that hold it, or none. */
static void fill_keys(toll_reckoning *r, reckon_statement *s)
{
    s->key_count = 0;
    long len = toll_days_length(s->days);
    bool running = s->kind == TOLL_PERIOD_CUMULATIVE;
    if (!s->side || !s->comparable || (running ? s->days.to == TOLL_DAY_UNKNOWN : !len)) return;
    uint64_t base = reckon_mix(reckon_mix_string(0xB10C, s->side), s->unit);
    const char *at = s->where.id ? s->where.id : s->where.name;
    int days = running || len > 2 ? 1 : (int)len;
    for (int d = 0; d < days; d++) {
        uint64_t when = reckon_mix(base, (uint64_t)(int64_t)(running || len > 2 ? s->days.to : s->days.from + d) << 2 | (running      ? 1
                                                                                                                            : len > 2 ? 2
                                                                                                                                      : 0));
        if (!running && len > 2) when = reckon_mix(when, (uint64_t)(int64_t)s->days.from);
        const char *place = at;
        bool area = s->where.precision && (!strcmp(s->where.precision, "province") || !strcmp(s->where.precision, "district"));
        if (area && s->where.id && s->where.name) add_key(s, reckon_mix_string(when, s->where.name)); /* towns may know it by name only */
        for (int step = 0; step < 3; step++) {
            add_key(s, place ? reckon_mix_string(when, place) : reckon_mix(when, 0x0BE7));
            if (!place || !r->options.parent) break;
            place = r->options.parent(r->options.context, place);
            if (!place) break;
        }
    }
}

/* A figure without a day is asked about in the week in which it was told; without a place as well, in its own document: nothing says that
 * two such figures are about one thing. */
static uint64_t ask_undated(const toll_reckoning *r, const reckon_statement *s, uint64_t key)
{
    toll_day told = s->said_latest;
    bool shares = s->unit == TOLL_UNIT_PERCENT || s->unit == TOLL_UNIT_TIMES;
    if (told == TOLL_DAY_UNKNOWN || (!s->where.id && !s->where.name && !shares))
        return reckon_mix_string(key, r->documents[r->claims[s->head].document].shown.name);
    return reckon_mix(key, (uint64_t)(int64_t)(told - toll_day_weekday(told)));
}

static void ask(toll_reckoning *r, reckon_statement *s, uint32_t number)
{
    bool running = s->kind == TOLL_PERIOD_CUMULATIVE;
    uint64_t key = reckon_mix_string(reckon_mix_string(0x9E57, s->side), toll_category_narrow((toll_class)s->class_, s->category));
    key = reckon_mix(key, toll_outcome_question((toll_outcome)s->outcome) | (unsigned)s->class_ << 8 | (unsigned)s->unit << 16 |
                              (unsigned)running << 24 | (unsigned)(s->kind == TOLL_PERIOD_AVERAGE) << 25);
    key = reckon_mix_string(key, s->where.id ? s->where.id : s->where.name);
    bool undated = s->days.from == TOLL_DAY_UNKNOWN && s->days.to == TOLL_DAY_UNKNOWN;
    if (!running) key = reckon_mix(reckon_mix(key, (uint64_t)(int64_t)s->days.from), (uint64_t)(int64_t)s->days.to);
    if (!running && undated) key = ask_undated(r, s, key);
    key |= !key;
    if (key == s->question) return;
    s->question = key;
    uint32_t *slot = reckon_map_put(&r->question_map, key);
    if (!slot || !reckon_lists_add(&r->questions, key, number)) {
        r->failed = true;
        return;
    }
    if (*slot != RECKON_NONE) return;
    if (!toll_grow(&r->question_keys, &r->question_cap, r->question_count, sizeof *r->question_keys)) {
        r->failed = true;
        return;
    }
    *slot = (uint32_t)r->question_count;
    r->question_keys[r->question_count++] = key;
}

void reckon_statement_refresh(toll_reckoning *r, uint32_t root)
{
    uint32_t number = r->statements_of[root];
    if (number == RECKON_NONE) {
        if (!toll_grow(&r->statements, &r->statement_cap, r->statement_count, sizeof *r->statements)) {
            r->failed = true;
            return;
        }
        number = r->statements_of[root] = (uint32_t)r->statement_count++;
        r->statements[number] = (reckon_statement){.root = root, .alive = true};
    }
    reckon_statement *s = &r->statements[number];
    uint64_t before[RECKON_KEYS];
    int before_count = s->key_count;
    memcpy(before, s->keys, sizeof before);
    reckon_numbers *members = &r->scratch;
    reckon_statement_members(r, members, root);
    if (r->failed) return;
    s->head = s->voice = members->items[0];
    s->claim_count = (uint32_t)members->count;
    s->document_count = 0;
    for (size_t i = 0; i < members->count; i++) {
        uint32_t at = members->items[i];
        if (head_compare(r, at, s->head) < 0) s->head = at;
        if (voice_compare(r, at, s->voice) < 0) s->voice = at;
        if (!i || r->claims[at].document != r->claims[members->items[i - 1]].document) s->document_count++;
    }
    fill_terms(r, s, members);
    fill_value(r, s, members);
    fill_keys(r, s);
    for (int i = 0; !r->quiet && i < before_count; i++) reckon_touch(r, before[i], false);
    for (int i = 0; i < s->key_count; i++) {
        bool had = false;
        for (int k = 0; k < before_count; k++) had |= before[k] == s->keys[i];
        if (!r->quiet) reckon_touch(r, s->keys[i], false);
        if (!had && !reckon_lists_add(&r->blocks, s->keys[i], number)) r->failed = true;
    }
    ask(r, s, number);
    if (!r->quiet) reckon_statement_findings(r, number);
}
