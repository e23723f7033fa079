// SPDX-License-Identifier: Apache-2.0
// Ten typical conditions, compiled once and evaluated over one warm record: nanoseconds each. They
// are listed in expressions.tsv, so that peers_expressions.mjs evaluates the same.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cel/cel.h"

namespace bench {

namespace {

using namespace stagegraph;
using namespace stagegraph::cel;

struct Condition {
  std::string name;
  std::string source;
};

std::vector<Condition> read_conditions() {
  std::ifstream in(STAGEGRAPH_BENCH_SOURCES "/expressions.tsv");
  std::vector<Condition> conditions;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    Condition condition;
    std::getline(fields, condition.name, '\t');
    std::getline(fields, condition.source, '\t');
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

// The facts of one customer, every one of them known.
struct Record {
  Environment environment;
  std::vector<Value> values;
  Arena arena;

  void add(const std::string& name, Type type, Value value) {
    auto index = static_cast<uint32_t>(values.size());
    environment.variables.push_back({name, std::move(type), {0, index}});
    values.push_back(value);
  }

  Record() {
    add("missed_calls", scalar(TypeKind::kInt), Value::integer(2));
    add("score", scalar(TypeKind::kDouble), Value::real(0.8));
    add("phone_status", enum_of({"ok", "empty", "wrong"}), Value::interned("ok"));
    add("need", enum_of({"now", "later", "none"}), Value::interned("now"));
    add("amount", scalar(TypeKind::kDecimal), Value::decimal(*Decimal::parse("250000.00")));
    add("due_on", scalar(TypeKind::kDate), Value::date(20513));
    add("owner", scalar(TypeKind::kString), Value::string("wu"));
    add("on_hold", scalar(TypeKind::kBool), Value::boolean(false));
    add("company", scalar(TypeKind::kString), Value::string("Acme Instruments"));
    auto tags = arena.make_array<Value>(4);
    tags[0] = Value::string("export");
    tags[1] = Value::string("renewal");
    tags[2] = Value::string("trade fair");
    tags[3] = Value::string("vip");
    add("tags", list_of(scalar(TypeKind::kString)), Value::list(arena.make<List>(List{tags})));
  }
};

const Record& record() {
  static const Record kRecord;
  return kRecord;
}

void evaluate_condition(benchmark::State& state, const Program* program) {
  Arena arena;
  Activation activation;
  activation.banks[0] = record().values.data();
  activation.arena = &arena;
  for (auto _ : state) {
    activation.steps = 1'000'000;
    Value value = evaluate(*program, activation);
    benchmark::DoNotOptimize(value);
    arena.reset();
  }
}

}  // namespace

}  // namespace bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<stagegraph::cel::Compiled> programs;
  for (const bench::Condition& condition : bench::read_conditions()) {
    programs.push_back(stagegraph::cel::compile(condition.source, bench::record().environment));
    if (programs.back().program == nullptr) {
      std::fprintf(stderr, "%s: %s\n", condition.source.c_str(),
                   programs.back().issues[0].message.c_str());
      return 1;
    }
    benchmark::RegisterBenchmark(condition.name.c_str(), bench::evaluate_condition,
                                 programs.back().program.get());
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
