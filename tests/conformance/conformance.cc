// SPDX-License-Identifier: Apache-2.0
#include "conformance/conformance.h"

#include <memory>

#include "cel/cel.h"
#include "conformance/tagged_values.h"

namespace stagegraph::cel {
namespace {

std::string text_of(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member == nullptr ? std::string() : member->text;
}

bool flag_of(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member != nullptr && member->boolean;
}

// tuple(A, B, C), a function of the suite's own: it is only checked, never called.
HostFunction tuple_function() {
  HostFunction function;
  function.name = "tuple";
  Type result = scalar(TypeKind::kOpaque);
  result.name = "tuple";
  for (const char* name : {"A", "B", "C"}) {
    Type parameter = scalar(TypeKind::kParameter);
    parameter.name = name;
    function.parameters.push_back(parameter);
    result.parameters.push_back(std::move(parameter));
  }
  function.result = std::move(result);
  function.call = [](void*, int64_t, std::span<const Value>, Arena&) { return Value::null(); };
  return function;
}

class Case {
 public:
  explicit Case(const Json& test) : test_(test), expect_(test.find("expect")) {
    outcome_.file = text_of(test, "file");
    outcome_.section = text_of(test, "section");
    outcome_.name = text_of(test, "name");
    outcome_.expression = text_of(test, "expr");
  }

  CaseOutcome run() {
    outcome_.status = CaseStatus::kFailed;
    if (test_.find("needs") != nullptr) {
      outcome_.status = CaseStatus::kSkipped;
    } else if (expect_ == nullptr || !read_environment()) {
      outcome_.got = "the case cannot be read";
    } else if (judge()) {
      outcome_.status = CaseStatus::kPassed;
    }
    return std::move(outcome_);
  }

 private:
  bool read_environment() {
    environment_.profile = false;
    environment_.container = text_of(test_, "container");
    if (const Json* functions = test_.find("functions")) {
      for (const Json& name : functions->items) {
        if (name.text == "tuple") environment_.functions.push_back(tuple_function());
      }
    }
    const Json* variables = test_.find("env");
    if (variables == nullptr) return true;
    for (const auto& [name, type] : variables->members) {
      if (!read_variable(name, type.text)) return false;
    }
    return true;
  }

  bool read_variable(const std::string& name, const std::string& type_text) {
    std::optional<Type> type = read_type(type_text);
    auto index = static_cast<uint32_t>(values_.size());
    if (!type) return false;
    environment_.variables.push_back({name, *type, {0, index}});
    const Json* bindings = test_.find("bindings");
    const Json* binding = bindings == nullptr ? nullptr : bindings->find(name);
    std::optional<Value> value =
        binding == nullptr ? Value::unknown(index) : read_tagged(*binding, arena_);
    if (value) values_.push_back(*value);
    return value.has_value();
  }

  bool judge() {
    CompileOptions options;
    options.check = !flag_of(test_, "disable_check");
    Compiled compiled = compile(outcome_.expression, environment_, options);
    if (compiled.program == nullptr) {
      outcome_.got = compiled.issues[0].code + ": " + compiled.issues[0].message;
      return expects_error();
    }
    if (!judge_type(compiled.type)) return false;
    if (flag_of(test_, "check_only")) return true;
    Activation activation;
    activation.banks[0] = values_.data();
    activation.arena = &arena_;
    Value value = evaluate(*compiled.program, activation);
    outcome_.got = display(value);
    if (value.is_error()) return expects_error();
    if (value.is_unknown()) return expect_->find("unknown") != nullptr;
    return judge_value(value);
  }

  bool expects_error() {
    outcome_.expected = "an error";
    return expect_->find("error") != nullptr;
  }

  bool judge_type(const Type& type) {
    const Json* wanted = expect_->find("type");
    if (wanted == nullptr) return true;
    outcome_.expected = wanted->text;
    outcome_.got = to_string(type);
    return outcome_.got == outcome_.expected;
  }

  bool judge_value(const Value& value) {
    const Json* wanted = expect_->find("value");
    if (wanted == nullptr) {
      outcome_.expected = "no value";
      return false;
    }
    std::optional<Value> expected = read_tagged(*wanted, arena_);
    if (!expected) return false;
    outcome_.expected = display(*expected);
    return same_value(*expected, value);
  }

  const Json& test_;
  const Json* expect_;
  Arena arena_;
  Environment environment_;
  std::vector<Value> values_;
  CaseOutcome outcome_;
};

void count(size_t& passed, size_t& failed, size_t& skipped, CaseStatus status) {
  switch (status) {
    case CaseStatus::kPassed:
      ++passed;
      break;
    case CaseStatus::kFailed:
      ++failed;
      break;
    case CaseStatus::kSkipped:
      ++skipped;
      break;
  }
}

void add(ConformanceReport& report, CaseOutcome outcome) {
  count(report.passed, report.failed, report.skipped, outcome.status);
  auto& sections = report.sections;
  bool same = !sections.empty() && sections.back().file == outcome.file &&
              sections.back().section == outcome.section;
  if (!same) sections.push_back({outcome.file, outcome.section});
  SectionCount& section = sections.back();
  count(section.passed, section.failed, section.skipped, outcome.status);
  if (outcome.status == CaseStatus::kFailed) report.failures.push_back(std::move(outcome));
}

}  // namespace

CaseOutcome run_case(const Json& test) { return Case(test).run(); }

Expected<ConformanceReport> run_cases(std::string_view json_lines) {
  ConformanceReport report;
  for (size_t number = 1; !json_lines.empty(); ++number) {
    size_t end = std::min(json_lines.find('\n'), json_lines.size());
    std::string_view line = json_lines.substr(0, end);
    json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Expected<Json> json = parse_json(line);
    if (!json) {
      return Error{Status::kInvalidInput,
                   "line " + std::to_string(number) + ": " + json.error().message,
                   {}};
    }
    add(report, run_case(*json));
  }
  return report;
}

}  // namespace stagegraph::cel
