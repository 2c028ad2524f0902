// SPDX-License-Identifier: MIT
// What to ask, as the member "ask" of a therapist (docs/report.schema.json).
#include "render/ask.h"

static void write_answer(json_writer *w, const ask_answer *x)
{
    json_open_object(w);
    json_key_string(w, "answer", x->value.length ? x->label : x->good ? STR("good") : STR("bad"));
    report_key_text(w, "value", x->value);
    json_key_boolean(w, "excluded", x->excluded);
    report_key_points(w, "score", x->score);
    if (!x->excluded) {
        json_key_integer(w, "place", (int64_t)x->place);
        report_key_points(w, "low", x->low);
        report_key_points(w, "high", x->high);
    }
    if (x->has_chance)
        report_key_points(w, "chance", x->chance);
    json_close_object(w);
}

static void write_names(json_writer *w, const char *key, const str *names, size_t count)
{
    json_key(w, key);
    json_open_array(w);
    for (size_t i = 0; i < count; i++)
        json_string(w, names[i]);
    json_close_array(w);
}

void json_asks(json_writer *w, const explanation *e)
{
    json_key(w, "ask");
    json_open_array(w);
    for (size_t i = 0; i < e->ask_count; i++) {
        const ask_question *q = &e->asks[i];
        json_open_object(w);
        write_names(w, "about", q->about, q->about_count);
        write_names(w, "fields", q->fields, q->field_count);
        json_key_string(w, "text", q->text);
        json_key_integer(w, "moves", (int64_t)q->moves);
        report_key_points(w, "expected", q->expected);
        report_key_points(w, "stake", q->stake);
        json_key(w, "answers");
        json_open_array(w);
        for (size_t k = 0; k < q->answer_count; k++)
            write_answer(w, &q->answers[k]);
        json_close_array(w);
        json_close_object(w);
    }
    json_close_array(w);
}
