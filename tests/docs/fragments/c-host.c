// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

static const char json[] =
    "{\"id\": \"A-17\", \"entered\": \"2026-03-01T10:00\", \"stage\": \"lead.sql\","
    " \"facts\": {\"owner\": \"wu\"}}";
static const char* const path = "rules/b2b-trunk.yaml";

int main(void) {
  stg_ruleset* rules = NULL;
  stg_record* lead = NULL;
  stg_payload* payload = NULL;
  stg_context* context = NULL;
  stg_decisions* due = NULL;
  stg_decision* decision = NULL;
  stg_buffer* stored = NULL;
  stg_error* err = NULL;
  stg_status status = STG_STATUS_OK;
  const int64_t now = INT64_C(1772848800000000); /* six days on, after a reminder */
  const stg_str roles[] = {{"sales", 5}};
  @fragment@
  if (status || count != 1 || stg_decision_outcome(decision) != STG_OUTCOME_MOVED) {
    fprintf(stderr, "%s\n", err ? stg_error_message(err).data : "not as the page says");
    return 1;
  }
  stg_buffer_free(stored);
  stg_decision_free(decision);
  stg_decisions_free(due);
  stg_context_free(context);
  stg_payload_free(payload);
  stg_record_free(lead);
  stg_ruleset_unref(rules);
  return 0;
}
