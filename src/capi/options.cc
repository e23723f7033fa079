// Limits.
#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

void set_limit(LoadLimits& limits, stg_option option, int64_t value) {
  switch (option) {
    case STG_OPTION_MAX_BYTES:
      limits.yaml.bytes = static_cast<size_t>(value);
      return;
    case STG_OPTION_MAX_DEPTH:
      limits.yaml.depth = static_cast<size_t>(value);
      return;
    case STG_OPTION_MAX_NODES:
      limits.yaml.nodes = static_cast<size_t>(value);
      return;
    case STG_OPTION_MAX_EXPRESSION_BYTES:
      limits.expression.source_bytes = static_cast<uint32_t>(value);
      return;
    case STG_OPTION_MAX_EXPRESSION_DEPTH:
      limits.expression.depth = static_cast<uint32_t>(value);
      return;
    case STG_OPTION_MAX_EXPRESSION_NODES:
      limits.expression.nodes = static_cast<uint32_t>(value);
      return;
    case STG_OPTION_MAX_STEPS:
      limits.expression.steps = static_cast<uint64_t>(value);
      return;
    default:
      fail(Status::kInvalidArgument, "there is no option " + std::to_string(option));
  }
}

}  // namespace

stg_status stg_options_new(stg_options** options, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_options*& result = checked(options, "options");
    result = new stg_options();
  });
}

stg_status stg_options_set_int(stg_options* options, stg_option option, int64_t value,
                               stg_error** err) noexcept {
  return guarded(err, [&] {
    if (value < 1 || value > INT32_MAX) {
      fail(Status::kInvalidArgument,
           "a limit is from 1 to 2147483647, not " + std::to_string(value));
    }
    set_limit(checked(options, "options").limits, option, value);
  });
}

void stg_options_free(stg_options* options) noexcept { delete options; }
