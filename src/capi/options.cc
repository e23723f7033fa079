// SPDX-License-Identifier: Apache-2.0
// How rulesets are loaded.
#include <algorithm>
#include <utility>

#include "capi/guard.h"
#include "capi/handles.h"
#include "ruleset/reading/prose.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;

namespace {

[[noreturn]] void fail_option(stg_option option) {
  fail(Status::kInvalidArgument, "there is no option " + std::to_string(option));
}

void set_limit(stg_options& options, stg_option option, int64_t value) {
  LoadOptions& limits = options.load;
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
    case STG_OPTION_MAX_DUE:
      options.due.decisions = static_cast<size_t>(value);
      return;
    case STG_OPTION_MAX_DUE_BYTES:
      options.due.bytes = static_cast<uint64_t>(value);
      return;
    case STG_OPTION_MAX_DUE_STEPS:
      options.due.steps = static_cast<uint64_t>(value);
      return;
    case STG_OPTION_LANGUAGE:
    case STG_OPTION_TIME_ZONES:
      fail(Status::kInvalidArgument, "this option is text: set it with stg_options_set_text");
    default:
      fail_option(option);
  }
}

void set_language(LoadOptions& load, std::string_view tag) {
  if (!tag.empty() && !is_language(tag)) {
    fail(Status::kInvalidArgument, "'" + std::string(tag) +
                                       "' is not a language. A tag such as en, zh or zh-TW is "
                                       "expected");
  }
  load.language = tag;
}

// "Asia/Shanghai, Europe/Paris". An empty text is no zone.
void set_zones(LoadOptions& load, std::string_view names) {
  time::Zones zones;
  while (!names.empty()) {
    const size_t end = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    take(zones.add(name));
  }
  load.zones = std::move(zones);
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
    set_limit(checked(options, "options"), option, value);
  });
}

stg_status stg_options_set_text(stg_options* options, stg_option option, const char* value,
                                size_t value_size, stg_error** err) noexcept {
  return guarded(err, [&] {
    const std::string_view text = text_in(value, value_size, "value");
    LoadOptions& load = checked(options, "options").load;
    if (option == STG_OPTION_LANGUAGE) return set_language(load, text);
    if (option == STG_OPTION_TIME_ZONES) return set_zones(load, text);
    if (option >= STG_OPTION_MAX_BYTES && option <= STG_OPTION_MAX_DUE_STEPS) {
      fail(Status::kInvalidArgument, "a limit is a number: set it with stg_options_set_int");
    }
    fail_option(option);
  });
}

void stg_options_free(stg_options* options) noexcept { delete options; }
