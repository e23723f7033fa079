// SPDX-License-Identifier: Apache-2.0
// Compiles the input as an expression over a few facts and evaluates it within a step budget.
// Whatever the input, there is a value or an issue, memory stays small, and the bound of its steps
// holds.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cel/cel.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

constexpr uint64_t kSteps = 20'000;

Environment make_environment() {
  Environment environment;
  auto add = [&](const char* name, Type type) {
    auto index = static_cast<uint32_t>(environment.variables.size());
    environment.variables.push_back({name, std::move(type), {0, index}});
  };
  add("n", scalar(TypeKind::kInt));
  add("s", scalar(TypeKind::kString));
  add("amount", scalar(TypeKind::kDecimal));
  add("status", enum_of({"ok", "empty"}));
  add("lost", scalar(TypeKind::kBool));
  add("event.reason", scalar(TypeKind::kString));
  add("at", scalar(TypeKind::kTimestamp));
  add("any", scalar(TypeKind::kDyn));
  for (Variable& variable : environment.variables) {
    if (variable.type.kind == TypeKind::kString) variable.extent = text_extent(4);
  }
  return environment;
}

void run(std::string_view source, const Environment& environment, bool check) {
  CompileOptions options;
  options.check = check;
  Compiled compiled = compile(source, environment, options);
  if (compiled.program == nullptr) {
    if (compiled.issues.empty()) std::abort();  // no program, and no reason why
    return;
  }
  const std::array<Value, 8> values = {
      Value::integer(3),    Value::string("text"), Value::decimal(Decimal::from_int(7)),
      Value::string("ok"),  Value::unknown(4u),    Value::string("late"),
      Value::timestamp({}), Value::real(1.5)};
  Arena arena;
  Activation activation;
  activation.banks[0] = values.data();
  activation.arena = &arena;
  activation.steps = kSteps;
  Value value = evaluate(*compiled.program, activation);
  if (kSteps - activation.steps > compiled.cost.steps) std::abort();  // that was the most it takes
  display(clone(value, arena));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Environment environment = make_environment();
  std::string_view source(reinterpret_cast<const char*>(data), size);
  run(source, environment, true);
  run(source, environment, false);
  return 0;
}
