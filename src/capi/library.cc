// SPDX-License-Identifier: Apache-2.0
// The release and how it was built.
#include <fmt/core.h>
#include <boost/version.hpp>

#include <string>

#include "base/json_writer.h"
#include "capi/guard.h"
#include "time/zone_source.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

std::string boost_version() {
  return fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                     BOOST_VERSION % 100);
}

std::string fmt_version() {
  return fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

std::string compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}

std::string describe_build() {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.key("version").string(STAGEGRAPH_VERSION);
  json.key("abi").integer(STG_ABI_VERSION);
  json.key("compiler").string(compiler());
  json.key("standard").integer(__cplusplus);
  json.key("build_type").string(STAGEGRAPH_BUILD_TYPE);
  json.key("boost").string(boost_version());
  json.key("fmt").string(fmt_version());
  json.key("yaml_cpp").string(STAGEGRAPH_YAML_CPP_VERSION);
  json.key("tzdata").string(time::tzdata_version());
  json.end_object();
  return text;
}

}  // namespace

stg_str stg_version_string(void) noexcept { return text_out(STAGEGRAPH_VERSION); }

uint32_t stg_abi_version(void) noexcept { return STG_ABI_VERSION; }

stg_str stg_build_info(void) noexcept {
  try {
    static const std::string text = describe_build();
    return text_out(text);
  } catch (...) {
    return text_out("{}");
  }
}
