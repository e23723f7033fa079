/* SPDX-License-Identifier: Apache-2.0 */
/* What the examples of stagegraph.h run on. examples_test.py adds them to this text, then a table of
 * them and a main that calls run_all. Each example has a record of its own. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

typedef int (*example_function)(const stg_ruleset* rules, stg_record* lead, stg_context* context,
                                int64_t now, stg_error* err);

typedef struct example {
  int line;
  example_function run;
} example;

typedef stg_status (*deliver_function)(const stg_ruleset* rules, stg_record* lead, uint32_t event,
                                       int64_t now, stg_context* context, stg_error** err);

static int stores = 0;

/* The host's part of the first example. */
static void store(const stg_record* lead, const stg_decision* decision) {
  if (stg_record_sequence(lead) != stg_decision_sequence(decision)) exit(3);
  ++stores;
}

static const char kLead[] =
    "{\"id\": \"A-17\", \"stage\": \"lead.sql\", \"entered\": \"2026-03-02T10:00\","
    " \"facts\": {\"owner\": \"chen\", \"phone_status\": \"ok\"}}";

static void require(stg_status status, const char* what) {
  if (status == STG_STATUS_OK) return;
  fprintf(stderr, "%s: %s\n", what, stg_status_name(status).data);
  exit(2);
}

static int64_t instant(const stg_ruleset* rules, const char* text) {
  int64_t at = 0;
  require(stg_time_parse(rules, text, strlen(text), &at, NULL), text);
  return at;
}

static int run_example(const stg_ruleset* rules, const example* one) {
  const stg_str roles[] = {{"sales", 5}};
  stg_record* lead = NULL;
  stg_context* context = NULL;
  require(stg_record_from_json(rules, kLead, sizeof kLead - 1, &lead, NULL), "record");
  require(stg_context_new(rules, &context, NULL), "context");
  require(stg_context_set_actor(context, "chen", 4, roles, 1, NULL), "actor");
  const int failed = one->run(rules, lead, context, instant(rules, "2026-03-04T15:30"), NULL);
  if (failed) fprintf(stderr, "stagegraph.h:%d: the example fails\n", one->line);
  stg_context_free(context);
  stg_record_free(lead);
  return failed;
}

/* The first example on a record that nobody touched for two weeks: a reminder and the deadline come
 * due before the event, and each of the three is stored. */
static int run_deliver(const stg_ruleset* rules, deliver_function deliver) {
  stg_record* lead = NULL;
  stg_context* context = NULL;
  const uint32_t refuse = stg_ruleset_event_index(rules, "refuse_contact", 14);
  require(stg_record_from_json(rules, kLead, sizeof kLead - 1, &lead, NULL), "record");
  require(stg_context_new(rules, &context, NULL), "context");
  stores = 0;
  require(deliver(rules, lead, refuse, instant(rules, "2026-03-20T10:00"), context, NULL),
          "deliver");
  const int is_right = stores == 3 && stg_record_sequence(lead) == 3 &&
                       stg_record_stage(lead) == stg_ruleset_stage_index(rules, "pool.nurture", 12);
  if (!is_right) fprintf(stderr, "deliver: %d stores\n", stores);
  stg_context_free(context);
  stg_record_free(lead);
  return !is_right;
}

static int run_all(const example* examples, size_t count, deliver_function deliver) {
  static const char kPath[] = "rules/b2b-trunk.yaml";
  stg_ruleset* rules = NULL;
  require(stg_ruleset_load_file(kPath, sizeof kPath - 1, NULL, &rules, NULL), kPath);
  int failures = run_deliver(rules, deliver);
  for (size_t i = 0; i < count; ++i) failures += run_example(rules, &examples[i]);
  stg_ruleset_unref(rules);
  return failures;
}
