// SPDX-License-Identifier: Apache-2.0
// Running test files.
#include <algorithm>

#include "capi/guard.h"
#include "capi/handles.h"
#include "scenario/report_json.h"
#include "scenario/report_text.h"
#include "scenario/scenario.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::scenario;

namespace {

std::vector<std::string> paths_in(const stg_str* paths, uint32_t count) {
  if (count != 0) checked(paths, "paths");
  std::vector<std::string> list;
  for (uint32_t i = 0; i < count; ++i) {
    list.emplace_back(bytes_in(paths[i].data, paths[i].size, "a path"));
  }
  return list;
}

void write_test_report(const TestReport& report, stg_format format, bool coverage,
                       std::string& out) {
  switch (format) {
    case STG_FORMAT_TEXT:
      out = format_report(report, coverage);
      return;
    case STG_FORMAT_JSON:
      out.clear();
      write_report(report, out);
      return;
    default:
      fail(Status::kUnsupported, "a test report has no format " + std::to_string(format));
  }
}

size_t invalid_count(const TestReport& report) {
  auto wrong_files = std::count_if(report.files.begin(), report.files.end(),
                                   [](const auto& file) { return has_errors(file.diagnostics); });
  return std::max(report.invalid + static_cast<size_t>(wrong_files),
                  size_t{report.has_invalid_input()});
}

void store(uint32_t* where, size_t value) {
  if (where != nullptr) *where = count_out(value);
}

}  // namespace

stg_status stg_test_run(const stg_str* paths, uint32_t path_count, const stg_options* options,
                        stg_format format, uint8_t coverage, stg_buffer** report, uint32_t* passed,
                        uint32_t* failed, uint32_t* invalid, stg_error** err) noexcept {
  return guarded(err, [&] {
    Reused<stg_buffer> buffer(report);
    TestOptions test_options;
    if (options != nullptr) test_options.load = options->load;
    const TestReport done = take(run_tests(paths_in(paths, path_count), test_options));
    write_test_report(done, format, coverage != 0, buffer->text);
    store(passed, done.passed);
    store(failed, done.failed);
    store(invalid, invalid_count(done));
    buffer.commit();
  });
}
