// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

static const char json[] =
    "{\"id\": \"A-17\", \"entered\": \"2026-03-02T10:00\", \"facts\": {\"missed_calls\": 3}}";

int main(void) {
  stg_ruleset* rules = NULL;
  stg_record* lead = NULL;
  stg_context* context = NULL;
  stg_decision* decision = NULL;
  stg_buffer* answer = NULL;
  stg_error* err = NULL;
  stg_status status = STG_STATUS_OK;
  const int64_t now = INT64_C(1772636400000000);
  @fragment@
  if (status || stg_decision_outcome(decision) != STG_OUTCOME_REFUSED) {
    fprintf(stderr, "%s\n", err ? stg_error_message(err).data : "not refused");
    return 1;
  }
  puts(stg_buffer_text(answer).data);
  stg_buffer_free(answer);
  stg_decision_free(decision);
  stg_context_free(context);
  stg_record_free(lead);
  stg_ruleset_unref(rules);
  return 0;
}
