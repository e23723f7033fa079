// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include <stdio.h>

int failures = 0;

void check_that(int holds, const char* what, int line) {
  if (holds) return;
  ++failures;
  fprintf(stderr, "line %d: %s\n", line, what);
}

void check_ok(stg_status status, stg_error** err, int line) {
  if (status == STG_STATUS_OK) return;
  ++failures;
  fprintf(stderr, "line %d: status %d: %s\n", line, (int)status, stg_error_message(*err).data);
  stg_error_free(*err);
}

void check_fails(stg_status wanted, stg_status status, stg_error** err, int line) {
  if (status != wanted || stg_error_status(*err) != wanted || stg_error_message(*err).size == 0) {
    ++failures;
    fprintf(stderr, "line %d: status %d instead of %d\n", line, (int)status, (int)wanted);
  }
  if (status != STG_STATUS_OK) stg_error_free(*err);
  *err = NULL;
}

int is_text(stg_str text, const char* wanted) {
  return text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

int starts_with(stg_str text, const char* wanted) {
  return text.size >= strlen(wanted) && memcmp(text.data, wanted, strlen(wanted)) == 0;
}

stg_ruleset* load_doors(void) {
  static const char kPath[] = "tests/data/doors.yaml";
  stg_ruleset* rules = NULL;
  stg_error* err = NULL;
  CHECK_OK(stg_ruleset_load_file(kPath, sizeof kPath - 1, NULL, &rules, &err));
  return rules;
}

int64_t instant(const stg_ruleset* rules, const char* text) {
  int64_t result = 0;
  stg_error* err = NULL;
  CHECK_OK(stg_time_parse(rules, text, strlen(text), &result, &err));
  return result;
}

uint32_t fact(const stg_ruleset* rules, const char* name) {
  return stg_ruleset_fact_index(rules, name, strlen(name));
}

uint32_t event(const stg_ruleset* rules, const char* name) {
  return stg_ruleset_event_index(rules, name, strlen(name));
}

uint32_t stage(const stg_ruleset* rules, const char* path) {
  return stg_ruleset_stage_index(rules, path, strlen(path));
}
