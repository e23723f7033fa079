// SPDX-License-Identifier: Apache-2.0
// Records of the trunk go from seven days to ten, beside reading and writing the same records.
// The price of a migration is what it takes more than that: every host reads and writes anyway.
#include <benchmark/benchmark.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "fixture.h"

namespace bench {

namespace {

constexpr size_t kRecords = 1'000;

struct Versions {
  stg::Ruleset old, now;
  std::vector<std::string> records;  // of the old one, as JSON
};

std::string trunk() {
  std::ifstream in(STAGEGRAPH_RULES "/b2b-trunk.yaml");
  if (!in) throw std::runtime_error("cannot read the trunk");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string with_ten_days(std::string text) {
  const std::string seven = "within: 7 days";
  const size_t at = text.find(seven);
  if (at == std::string::npos) throw std::runtime_error("the trunk has no week");
  return text.replace(at, seven.size(), "within: 10 days");
}

Versions make_versions() {
  const std::string text = trunk();
  Versions versions{stg::Ruleset::load_text(text, "b2b-trunk.yaml"),
                    stg::Ruleset::load_text(with_ten_days(text), "b2b-trunk.yaml"),
                    {}};
  const std::string stages[] = {"lead.new", "lead.mql", "lead.sql", "opportunity.trial",
                                "pool.nurture"};
  for (size_t i = 0; i < kRecords; ++i) {
    const stg::Instant entered = (kNow - static_cast<int64_t>(i) * 60) * kMicros;
    stg::Record record(versions.old, "A-" + std::to_string(i), entered);
    record.set_string(versions.old.fact("owner"), "wu");
    record.set_string(versions.old.fact("email"), "someone@example.com");
    record.place(versions.old.stage(stages[i % std::size(stages)]), entered);
    versions.records.push_back(record.to_json());
  }
  return versions;
}

void read_and_write(benchmark::State& state, const Versions& versions) {
  for (auto _ : state) {
    for (const std::string& json : versions.records)
      benchmark::DoNotOptimize(stg::Record::from_json(versions.old, json).to_json());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}

void migrate(benchmark::State& state, const Versions& versions) {
  stg::Context context(versions.now);
  stg::Decision decision;
  for (auto _ : state) {
    for (const std::string& json : versions.records) {
      decision.migrate(json, kNow * kMicros, context);
      benchmark::DoNotOptimize(decision);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}

void migrate_and_write(benchmark::State& state, const Versions& versions) {
  stg::Context context(versions.now);
  stg::Decision decision;
  for (auto _ : state) {
    for (const std::string& json : versions.records) {
      decision.migrate(json, kNow * kMicros, context);
      benchmark::DoNotOptimize(decision.record().to_json());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}

// The time of an iteration, of a thousand records, in milliseconds is that of one in microseconds.
void run(const char* name, void (*what)(benchmark::State&, const Versions&),
         const Versions& versions) {
  benchmark::RegisterBenchmark(name, what, std::cref(versions))->Unit(benchmark::kMillisecond);
}

}  // namespace

}  // namespace bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const bench::Versions versions = bench::make_versions();
  bench::run("a thousand records: read and write", bench::read_and_write, versions);
  bench::run("a thousand records: migrate", bench::migrate, versions);
  bench::run("a thousand records: migrate and write", bench::migrate_and_write, versions);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
