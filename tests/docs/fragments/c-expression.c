// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stagegraph/stagegraph.h"

int main(void) {
  stg_expression* expression = NULL;
  stg_buffer* json = NULL;
  stg_error* err = NULL;
  stg_result result = STG_RESULT_ERROR;
  stg_status status = STG_STATUS_OK;
  @fragment@
  if (status) {
    fprintf(stderr, "%s\n", stg_error_message(err).data);
    return 1;
  }
  printf("%.*s %s\n", (int)stg_expression_type(expression).size,
         stg_expression_type(expression).data, result == STG_RESULT_VALUE ? "value" : "no value");
  printf("%s\n", stg_buffer_text(json).data);
  stg_buffer_free(json);
  stg_expression_free(expression);
  return 0;
}
