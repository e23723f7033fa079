// CEL's conformance suite.
#include "cel/conformance.h"

#include <fmt/format.h>

#include <iterator>

#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

void write_text(const cel::ConformanceReport& report, std::string& out) {
  auto to = std::back_inserter(out);
  for (const cel::CaseOutcome& failure : report.failures) {
    fmt::format_to(to, "{}/{}/{}: {}\n  expected {}\n  got      {}\n", failure.file,
                   failure.section, failure.name, failure.expression, failure.expected,
                   failure.got);
  }
  fmt::format_to(to, "{} passed, {} failed", report.passed, report.failed);
  if (report.skipped > 0) fmt::format_to(to, ", {} skipped", report.skipped);
  out += '\n';
}

void write_failure(const cel::CaseOutcome& failure, JsonWriter& json) {
  json.begin_object();
  json.key("file").string(failure.file);
  json.key("section").string(failure.section);
  json.key("name").string(failure.name);
  json.key("expression").string(failure.expression);
  json.key("expected").string(failure.expected);
  json.key("got").string(failure.got);
  json.end_object();
}

void write_section(const cel::SectionCount& section, JsonWriter& json) {
  json.begin_object();
  json.key("file").string(section.file);
  json.key("section").string(section.section);
  json.key("passed").unsigned_integer(section.passed);
  json.key("failed").unsigned_integer(section.failed);
  json.key("skipped").unsigned_integer(section.skipped);
  json.end_object();
}

void write_json(const cel::ConformanceReport& report, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.key("passed").unsigned_integer(report.passed);
  json.key("failed").unsigned_integer(report.failed);
  json.key("skipped").unsigned_integer(report.skipped);
  json.key("sections").begin_array();
  for (const cel::SectionCount& section : report.sections) write_section(section, json);
  json.end_array();
  json.key("failures").begin_array();
  for (const cel::CaseOutcome& failure : report.failures) write_failure(failure, json);
  json.end_array();
  json.end_object();
}

void write(const cel::ConformanceReport& report, stg_format format, std::string& out) {
  out.clear();
  switch (format) {
    case STG_FORMAT_TEXT:
      return write_text(report, out);
    case STG_FORMAT_JSON:
      return write_json(report, out);
    default:
      fail(Status::kUnsupported, "a conformance report has no format " + std::to_string(format));
  }
}

void store(uint64_t* where, size_t value) {
  if (where != nullptr) *where = value;
}

}  // namespace

stg_status stg_conformance_run(const char* cases, size_t cases_size, stg_format format,
                               stg_buffer** report, uint64_t* passed, uint64_t* failed,
                               uint64_t* skipped, stg_error** err) noexcept {
  return guarded(err, [&] {
    Reused<stg_buffer> buffer(report);
    const cel::ConformanceReport done = take(cel::run_cases(bytes_in(cases, cases_size, "cases")));
    write(done, format, buffer->text);
    store(passed, done.passed);
    store(failed, done.failed);
    store(skipped, done.skipped);
    buffer.commit();
  });
}
