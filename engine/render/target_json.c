// SPDX-License-Identifier: MIT
// What would lift a score, as the member "target" of a report (docs/report.schema.json).
#include "render/target.h"

static void write_change(json_writer *w, const report *r, const target_change *c)
{
    // The title as it is shown, which may be redacted.
    const explanation *e = r->count ? &r->items[0] : &r->excluded[0];
    str title =
        c->flag ? explanation_flag(e, c->flag->id)->title : explanation_criterion(e, c->criterion->id)->title;
    static const char *const hows[] = {"ask", "different", "never"};
    json_open_object(w);
    json_key_string(w, "kind", c->flag ? STR("flag") : STR("criterion"));
    json_key_string(w, "id", c->flag ? c->flag->id : c->criterion->id);
    report_key_text(w, "title", title);
    json_key_string(w, "how", str_from(hows[c->how]));
    report_key_points(w, "gain", c->gain);
    json_close_object(w);
}

static void write_sets(json_writer *w, const char *key, const report *r, const target_sets *sets)
{
    json_key(w, key);
    json_open_object(w);
    json_key_boolean(w, "possible", sets->possible);
    json_key_integer(w, "fewest", (int64_t)sets->fewest);
    json_key_integer(w, "different", (int64_t)sets->different);
    json_key_boolean(w, "more", sets->more);
    json_key(w, "sets");
    json_open_array(w);
    for (size_t i = 0; i < sets->count; i++) {
        json_open_object(w);
        report_key_points(w, "score", sets->items[i].score);
        json_key(w, "changes");
        json_open_array(w);
        for (size_t k = 0; k < sets->items[i].count; k++)
            write_change(w, r, &r->target->changes[sets->items[i].changes[k]]);
        json_close_array(w);
        json_close_object(w);
    }
    json_close_array(w);
    json_close_object(w);
}

void json_target(json_writer *w, const report *r)
{
    const target_explanation *t = r->target;
    if (!t)
        return;
    json_key(w, "target");
    json_open_object(w);
    report_key_points(w, "score", t->target);
    report_key_text(w, "above", t->above);
    json_key_boolean(w, "reached", t->reached);
    report_key_points(w, "best_by_answers", t->best_by_answers);
    report_key_points(w, "best", t->best);
    write_sets(w, "smallest", r, &t->any);
    write_sets(w, "by_answers", r, &t->by_answers);
    json_key(w, "cannot_change");
    json_open_array(w);
    for (size_t i = 0; i < t->change_count; i++)
        if (t->changes[i].how == CHANGE_NEVER)
            write_change(w, r, &t->changes[i]);
    json_close_array(w);
    json_close_object(w);
}
