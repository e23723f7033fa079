// SPDX-License-Identifier: Apache-2.0
// Error objects.
#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

stg_status stg_error_status(const stg_error* error) noexcept {
  return error == nullptr ? STG_STATUS_OK : static_cast<stg_status>(error->status);
}

stg_str stg_error_message(const stg_error* error) noexcept {
  return error == nullptr ? stg_str{} : text_out(error->message);
}

const stg_diagnostics* stg_error_diagnostics(const stg_error* error) noexcept {
  return error == nullptr ? nullptr : &error->diagnostics;
}

void stg_error_free(stg_error* error) noexcept {
  if (error != &out_of_memory_error()) delete error;
}

stg_str stg_status_name(stg_status status) noexcept {
  switch (status) {
    case STG_STATUS_OK:
      return text_out("ok");
    case STG_STATUS_INVALID_ARGUMENT:
      return text_out("invalid-argument");
    case STG_STATUS_OUT_OF_MEMORY:
      return text_out("out-of-memory");
    case STG_STATUS_INTERNAL:
      return text_out("internal");
    case STG_STATUS_INVALID_RULESET:
      return text_out("invalid-ruleset");
    case STG_STATUS_INVALID_EXPRESSION:
      return text_out("invalid-expression");
    case STG_STATUS_INVALID_INPUT:
      return text_out("invalid-input");
    case STG_STATUS_UNKNOWN_NAME:
      return text_out("unknown-name");
    case STG_STATUS_LIMIT_EXCEEDED:
      return text_out("limit-exceeded");
    case STG_STATUS_NOT_FOUND:
      return text_out("not-found");
    case STG_STATUS_IO:
      return text_out("io");
    case STG_STATUS_OVERDUE:
      return text_out("overdue");
    case STG_STATUS_WRONG_RULESET:
      return text_out("wrong-ruleset");
    case STG_STATUS_UNSUPPORTED:
      return text_out("unsupported");
    case STG_STATUS_UNANSWERED:
      return text_out("unanswered");
    default:
      return {};
  }
}
