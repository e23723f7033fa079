// SPDX-License-Identifier: Apache-2.0
// One event, one decision: through the C interface and the C++ one, beside the switch, over the
// same customers in the same order. Then loading.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "fixture.h"
#include "ratios.h"

namespace bench {

namespace {

constexpr size_t kCustomers = 100'000;

const Fixture& fixture() {
  static const Fixture kFixture = make_fixture(kCustomers);
  return kFixture;
}

// Customers from `first` to before `last`.
struct Part {
  const char* name;
  size_t first;
  size_t last;
};

void count(benchmark::State& state, Part part) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(part.last - part.first));
}

void decide_switch(benchmark::State& state, Part part) {
  const Fixture& f = fixture();
  for (auto _ : state) {
    unsigned sum = 0;
    for (size_t i = part.first; i < part.last; ++i) {
      sum += static_cast<unsigned>(decide_by_hand(f.customers[i], f.customers[i].event, kNow));
    }
    benchmark::DoNotOptimize(sum);
  }
  count(state, part);
}

void decide_c(benchmark::State& state, Part part) {
  const Fixture& f = fixture();
  stg::Context context(f.rules);
  stg_decision* decision = nullptr;
  for (auto _ : state) {
    unsigned sum = 0;
    for (size_t i = part.first; i < part.last; ++i) {
      if (stg_decide(f.rules.get(), f.records[i].get(), f.events[i], nullptr, kNow * kMicros,
                     context.get(), &decision, nullptr) != STG_STATUS_OK) {
        state.SkipWithError("a decision failed");
        break;
      }
      sum += stg_record_stage(stg_decision_record(decision));
    }
    benchmark::DoNotOptimize(sum);
  }
  stg_decision_free(decision);
  count(state, part);
}

void decide_cpp(benchmark::State& state, Part part) {
  const Fixture& f = fixture();
  stg::Context context(f.rules);
  stg::Decision decision;
  for (auto _ : state) {
    unsigned sum = 0;
    for (size_t i = part.first; i < part.last; ++i) {
      decision.decide(f.records[i], f.events[i], kNow * kMicros, context);
      sum += decision.record().stage();
    }
    benchmark::DoNotOptimize(sum);
  }
  count(state, part);
}

void load_trunk(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(stg::Ruleset::load_file(STAGEGRAPH_RULES "/b2b-trunk.yaml"));
  }
}

size_t first_that_moves() {
  const std::vector<Customer>& all = fixture().customers;
  return static_cast<size_t>(
      std::find_if(all.begin(), all.end(),
                   [](const Customer& c) { return decide_by_hand(c, c.event, kNow) != c.stage; }) -
      all.begin());
}

// All customers; a thousand, which the processor learns; and one, warm in every cache.
void register_all() {
  const size_t mover = first_that_moves();
  for (const Part& part : {Part{"100,000 records", 0, kCustomers}, Part{"1,000 records", 0, 1000},
                           Part{"one record", mover, mover + 1}}) {
    const std::string name = std::string("decide, ") + part.name;
    benchmark::RegisterBenchmark((name + "/switch").c_str(), decide_switch, part);
    benchmark::RegisterBenchmark((name + "/C").c_str(), decide_c, part);
    benchmark::RegisterBenchmark((name + "/C++").c_str(), decide_cpp, part);
  }
  benchmark::RegisterBenchmark("load b2b-trunk.yaml", load_trunk)->Unit(benchmark::kMicrosecond);
}

bool answers_agree() {
  const size_t differences = count_differences(fixture());
  std::printf("%zu of %zu stages differ between the engine and the switch\n", differences,
              kCustomers);
  return differences == 0;
}

}  // namespace

}  // namespace bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (!bench::answers_agree()) return 1;
  bench::register_all();
  bench::Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return reporter.print_ratios() ? 0 : 1;
}
