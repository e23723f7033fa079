// SPDX-License-Identifier: Apache-2.0
// Writes the structures of scenario.h as they are, each under the names of its members.
#include "scenario/report_json.h"

#include "base/json_writer.h"

namespace stagegraph::scenario {

namespace {

class ReportWriter {
 public:
  explicit ReportWriter(std::string& out) : json_(out) {}

  void write(const TestReport& report) {
    json_.begin_object();
    json_.key("ok").boolean(report.ok());
    json_.key("passed").unsigned_integer(report.passed);
    json_.key("failed").unsigned_integer(report.failed);
    json_.key("invalid").unsigned_integer(report.invalid);
    json_.key("files").begin_array();
    for (const FileReport& file : report.files) write(file);
    json_.end_array();
    json_.key("coverage").begin_array();
    for (const RulesetCoverage& coverage : report.coverage) write(coverage);
    json_.end_array();
    json_.end_object();
  }

 private:
  void write(const FileReport& file) {
    json_.begin_object();
    json_.key("file").string(file.file);
    json_.key("ruleset").string(file.ruleset);
    json_.key("cases").begin_array();
    for (const CaseReport& test : file.cases) write(test);
    json_.end_array();
    json_.key("diagnostics").begin_array();
    for (const Diagnostic& diagnostic : file.diagnostics) write(diagnostic);
    json_.end_array();
    json_.end_object();
  }

  void write(const CaseReport& test) {
    json_.begin_object();
    json_.key("name").string(test.name);
    json_.key("verdict").string(to_string(test.result));
    write_position("", test.range.begin);
    json_.key("failures").begin_array();
    for (const TestFailure& failure : test.failures) write(failure);
    json_.end_array();
    json_.end_object();
  }

  void write(const TestFailure& failure) {
    json_.begin_object();
    json_.key("step").unsigned_integer(failure.step);
    json_.key("what").string(failure.what);
    json_.key("key").string(failure.key);
    json_.key("expected").string(failure.expected);
    json_.key("got").string(failure.got);
    write_position("", failure.range.begin);
    json_.key("edits").begin_array();
    for (const Edit& edit : failure.edits) write(edit);
    json_.end_array();
    if (!failure.obstacle.empty()) json_.key("obstacle").string(failure.obstacle);
    json_.end_object();
  }

  void write(const Edit& edit) {
    json_.begin_object();
    write_position("", edit.range.begin);
    write_position("end_", edit.range.end);
    json_.key("text").string(edit.text);
    json_.end_object();
  }

  void write(const Diagnostic& diagnostic) {
    json_.begin_object();
    json_.key("code").string(diagnostic.code);
    json_.key("severity").string(to_string(diagnostic.severity));
    json_.key("file").string(diagnostic.file);
    write_position("", diagnostic.range.begin);
    write_position("end_", diagnostic.range.end);
    json_.key("path").string(diagnostic.path);
    json_.key("message").string(diagnostic.message);
    json_.end_object();
  }

  void write_position(const std::string& prefix, const Position& position) {
    json_.key(prefix + "line").unsigned_integer(position.line);
    json_.key(prefix + "column").unsigned_integer(position.column);
  }

  void write(const RulesetCoverage& coverage) {
    json_.begin_object();
    json_.key("ruleset").string(coverage.ruleset);
    write("stages", coverage.stages);
    write("transitions", coverage.transitions);
    write("criteria", coverage.criteria);
    write("deadlines", coverage.deadlines);
    write("table_rows", coverage.table_rows);
    json_.end_object();
  }

  void write(std::string_view key, const CoverageCount& count) {
    json_.key(key).begin_object();
    json_.key("hit").unsigned_integer(count.hit);
    json_.key("total").unsigned_integer(count.total);
    json_.key("missed").begin_array();
    for (const std::string& name : count.missed) json_.string(name);
    json_.end_array();
    json_.end_object();
  }

  JsonWriter json_;
};

}  // namespace

void write_report(const TestReport& report, std::string& out) { ReportWriter(out).write(report); }

}  // namespace stagegraph::scenario
