/* SPDX-License-Identifier: Apache-2.0 */
/* One decision through the C interface: a seller says that the customer's need is clear.
 *
 *   decide rules/b2b-trunk.yaml
 *
 * prints the decision as JSON. examples/cpp and examples/python do the same. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

/* All that the program holds; whatever is NULL is fine to free. */
typedef struct objects {
  stg_ruleset* rules;
  stg_record* lead;
  stg_payload* payload;
  stg_context* context;
  stg_decision* decision;
  stg_buffer* json;
  stg_error* err;
} objects;

/* An error is a sentence and, for a ruleset, the places of all mistakes in it. */
static void print_error(const stg_error* err) {
  const stg_diagnostics* found = stg_error_diagnostics(err);
  fprintf(stderr, "%s\n", stg_error_message(err).data);
  for (uint32_t i = 0; i < stg_diagnostics_count(found); ++i) {
    uint32_t line = 0;
    stg_str message = stg_diagnostics_message(found, i);
    stg_diagnostics_range(found, i, &line, NULL, NULL, NULL);
    fprintf(stderr, "  line %" PRIu32 ": %.*s\n", line, (int)message.size, message.data);
  }
}

/* A lead that sales took over on Monday at ten, local time of the ruleset. */
static stg_status make_lead(objects* o) {
  int64_t entered = 0;
  stg_status status = stg_time_parse(o->rules, "2026-03-02T10:00", 16, &entered, &o->err);
  if (!status) status = stg_record_new(o->rules, "A-17", 4, entered, &o->lead, &o->err);
  if (status) return status;
  const uint32_t owner = stg_ruleset_fact_index(o->rules, "owner", 5);
  const uint32_t stage = stg_ruleset_stage_index(o->rules, "lead.sql", 8);
  status = stg_record_set_string(o->lead, owner, "chen", 4, &o->err);
  return status ? status : stg_record_place(o->lead, stage, entered, &o->err);
}

/* Names become indices once; a busy host keeps the indices, the context and the decision. */
static stg_status decide(objects* o) {
  static const char* const kPayload =
      "{\"product\": \"pro\", \"headcount\": 40, \"company\": \"Blue Kite\", "
      "\"company_name\": \"correct\", \"amount\": 128000.50}";
  const stg_str roles[] = {{"sales", 5}};
  const uint32_t event = stg_ruleset_event_index(o->rules, "need_clear", 10);
  int64_t now = 0;
  stg_status status = stg_payload_new(o->rules, &o->payload, &o->err);
  if (!status) {
    status = stg_payload_set_json(o->payload, event, kPayload, strlen(kPayload), &o->err);
  }
  if (!status) status = stg_context_new(o->rules, &o->context, &o->err);
  if (!status) status = stg_context_set_actor(o->context, "chen", 4, roles, 1, &o->err);
  if (!status) status = stg_context_set_event_id(o->context, "e-1", 3, &o->err);
  if (!status) status = stg_time_parse(o->rules, "2026-03-04T15:30", 16, &now, &o->err);
  if (status) return status;
  return stg_decide(o->rules, o->lead, event, o->payload, now, o->context, &o->decision, &o->err);
}

/* stg_apply would now make the decision's record the record; printing needs only the decision. */
static stg_status run(const char* path, objects* o) {
  stg_status status = stg_ruleset_load_file(path, strlen(path), NULL, &o->rules, &o->err);
  if (!status) status = make_lead(o);
  if (!status) status = decide(o);
  if (!status) status = stg_decision_to_json(o->decision, &o->json, &o->err);
  if (!status) puts(stg_buffer_text(o->json).data);
  return status;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s RULES.yaml\n", argv[0]);
    return 2;
  }
  objects o = {0};
  const stg_status status = run(argv[1], &o);
  if (status) print_error(o.err);
  stg_error_free(o.err);
  stg_buffer_free(o.json);
  stg_decision_free(o.decision);
  stg_context_free(o.context);
  stg_payload_free(o.payload);
  stg_record_free(o.lead);
  stg_ruleset_unref(o.rules);
  return status ? 2 : 0;
}
