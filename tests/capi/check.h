/* SPDX-License-Identifier: Apache-2.0 */
/* Checks for the tests in C: a failure is printed and counted, and the test goes on. */
#ifndef STAGEGRAPH_TESTS_CAPI_CHECK_H_
#define STAGEGRAPH_TESTS_CAPI_CHECK_H_

#include <string.h>

#include "stagegraph/stagegraph.h"

extern int failures;

void check_that(int holds, const char* what, int line);
/* The call must succeed: prints its error where it does not. */
void check_ok(stg_status status, stg_error** err, int line);
/* The call must fail with this status, and with an error object that says the same. */
void check_fails(stg_status wanted, stg_status status, stg_error** err, int line);

#define CHECK(condition) check_that((condition) != 0, #condition, __LINE__)
#define CHECK_OK(call) check_ok((call), &err, __LINE__)
#define CHECK_FAILS(wanted, call) check_fails((wanted), (call), &err, __LINE__)

int is_text(stg_str text, const char* wanted);
int starts_with(stg_str text, const char* wanted);

stg_ruleset* load_doors(void);
int64_t instant(const stg_ruleset* rules, const char* text);
uint32_t fact(const stg_ruleset* rules, const char* name);
uint32_t event(const stg_ruleset* rules, const char* name);
uint32_t stage(const stg_ruleset* rules, const char* path);

#endif
