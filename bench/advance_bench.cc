// SPDX-License-Identifier: Apache-2.0
// Time passes over a million records, none, 1 % or 10 % of which are due.
#include <benchmark/benchmark.h>

#include <functional>
#include <string>

#include "fixture.h"
#include "ratios.h"

namespace bench {

namespace {

constexpr size_t kRecords = 1'000'000;

// The floor: the stage of each record after the week, and how many have moved.
[[gnu::noinline]] Stage advance_by_hand(Stage stage, int64_t entered, int64_t now) {
  switch (stage) {
    case Stage::kSql:
      return now - entered >= 7 * kDay ? Stage::kPool : stage;
    default:
      return stage;
  }
}

size_t sweep_by_hand(const Sweep& sweep) {
  size_t moved = 0;
  for (size_t i = 0; i < kRecords; ++i) {
    const Stage after = advance_by_hand(sweep.stages[i], sweep.entered[i], kNow);
    moved += static_cast<size_t>(after != sweep.stages[i]);
  }
  return moved;
}

size_t sweep_by_engine(const Sweep& sweep, stg::Context& context, stg::Decisions& decisions) {
  size_t moved = 0;
  for (const stg::Record& record : sweep.records) {
    decisions.advance(record, kNow * kMicros, context);
    moved += decisions.size();
  }
  return moved;
}

// A host keeps next_due beside its records, or asks for it, and advances what is due.
size_t sweep_due_only(const Sweep& sweep, stg::Context& context, stg::Decisions& decisions) {
  size_t moved = 0;
  for (const stg::Record& record : sweep.records) {
    if (record.next_due() > kNow * kMicros) continue;
    decisions.advance(record, kNow * kMicros, context);
    moved += decisions.size();
  }
  return moved;
}

using Engine = size_t (*)(const Sweep&, stg::Context&, stg::Decisions&);

void advance_engine(benchmark::State& state, const Sweep& sweep, Engine engine) {
  stg::Context context(sweep.rules);
  stg::Decisions decisions;
  if (engine(sweep, context, decisions) != sweep_by_hand(sweep)) {
    state.SkipWithError("the engine and the switch differ");
  }
  for (auto _ : state) benchmark::DoNotOptimize(engine(sweep, context, decisions));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}

void advance_switch(benchmark::State& state, const Sweep& sweep) {
  for (auto _ : state) benchmark::DoNotOptimize(sweep_by_hand(sweep));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}

// One share after the other, as a million records take half a gigabyte.
void run(const char* name, double due_share, Reporter& reporter) {
  const Sweep sweep = make_sweep(kRecords, due_share);
  const std::string title = std::string("advance, ") + name;
  benchmark::RegisterBenchmark((title + "/switch").c_str(), advance_switch, std::cref(sweep));
  benchmark::RegisterBenchmark((title + "/C++").c_str(), advance_engine, std::cref(sweep),
                               sweep_by_engine);
  benchmark::RegisterBenchmark((title + "/C++ due only").c_str(), advance_engine, std::cref(sweep),
                               sweep_due_only);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::ClearRegisteredBenchmarks();
}

}  // namespace

}  // namespace bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  bench::Reporter reporter;
  bench::run("nothing due", 0, reporter);
  bench::run("1 % due", 0.01, reporter);
  bench::run("10 % due", 0.10, reporter);
  return reporter.print_ratios() ? 0 : 1;
}
