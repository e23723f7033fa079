// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

static const char json[] =
    "{\"id\": \"A-17\", \"entered\": \"2026-03-02T10:00\", \"stage\": \"lead.sql\","
    " \"facts\": {\"owner\": \"wu\"}}";

int main(void) {
  stg_ruleset* rules = NULL;
  stg_record* lead = NULL;
  stg_context* context = NULL;
  stg_decision* decision = NULL;
  stg_buffer* key = NULL;
  stg_error* err = NULL;
  uint8_t known = 0;
  const int64_t used = 3;
  const int64_t now = INT64_C(1772420400000000);
  const stg_str seller[] = {{"sales", 5}};
  const stg_str manager[] = {{"sales_manager", 13}};
  stg_status status = stg_ruleset_load_file("rules/b2b-trunk.yaml", 20, NULL, &rules, &err);
  if (!status) status = stg_record_from_json(rules, json, strlen(json), &lead, &err);
  if (!status) status = stg_context_new(rules, &context, &err);
  if (!status) status = stg_context_set_actor(context, "wu", 2, seller, 1, &err);
  const uint32_t quota = stg_ruleset_quota_index(rules, "extended_leads", 14);
  const uint32_t ask_extension = stg_ruleset_event_index(rules, "ask_extension", 13);
  @fragment@
  if (status || stg_decision_outcome(decision) != STG_OUTCOME_STAYED || !known) {
    fprintf(stderr, "%s\n", err ? stg_error_message(err).data : "not granted");
    return 1;
  }
  stg_buffer_free(key);
  stg_decision_free(decision);
  stg_context_free(context);
  stg_record_free(lead);
  stg_ruleset_unref(rules);
  return 0;
}
