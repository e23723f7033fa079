// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

#include <cmath>
#include <cstdio>

namespace bench {

namespace {

std::string cents(double amount) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", amount);
  return text;
}

// Sets the facts of a customer: their indices are looked up once for all customers.
class FactWriter {
 public:
  explicit FactWriter(const stg::Ruleset& rules)
      : created_(rules.fact("created")),
        owner_(rules.fact("owner")),
        phone_status_(rules.fact("phone_status")),
        missed_calls_(rules.fact("missed_calls")),
        need_(rules.fact("need")),
        headcount_(rules.fact("headcount")),
        company_(rules.fact("company")),
        product_(rules.fact("product")),
        amount_(rules.fact("amount")),
        extensions_(rules.fact("extensions")),
        intent_(rules.fact("intent")),
        source_(rules.fact("source")) {}

  void write(const Customer& c, stg::Record& record) const {
    record.set_timestamp(created_, c.created * kMicros);
    record.set_string(owner_, c.owner);
    record.set_string(phone_status_, kPhoneNames[static_cast<size_t>(c.phone_status)]);
    record.set_int(missed_calls_, c.missed_calls);
    record.set_string(need_, kNeedNames[static_cast<size_t>(c.need)]);
    if (c.headcount) record.set_int(headcount_, *c.headcount);
    if (c.company) record.set_string(company_, *c.company);
    if (c.product) record.set_string(product_, *c.product);
    record.set_decimal(amount_, cents(c.amount));
    record.set_int(extensions_, c.extensions);
    record.set_string(intent_, kIntentNames[c.intent]);
    record.set_string(source_, kSourceNames[c.source]);
  }

 private:
  stg::Index created_, owner_, phone_status_, missed_calls_, need_, headcount_, company_, product_,
      amount_, extensions_, intent_, source_;
};

stg::Record make_record(const Fixture& fixture, const Customer& customer,
                        const FactWriter& writer) {
  const stg::Instant entered = customer.stage_entered * kMicros;
  stg::Record record(fixture.rules, std::to_string(customer.id), entered);
  writer.write(customer, record);
  record.place(fixture.stages[static_cast<size_t>(customer.stage)], entered);
  return record;
}

}  // namespace

std::string source_path(const char* file) {
  return std::string(STAGEGRAPH_BENCH_SOURCES "/") + file;
}

Fixture make_fixture(size_t count) {
  Fixture fixture{
      stg::Ruleset::load_file(source_path("trunk_bench.yaml")), make_customers(count), {}, {}, {}};
  for (const char* name : kStageNames) fixture.stages.push_back(fixture.rules.stage(name));
  const FactWriter writer(fixture.rules);
  fixture.records.reserve(count);
  for (const Customer& customer : fixture.customers) {
    fixture.records.push_back(make_record(fixture, customer, writer));
    fixture.events.push_back(fixture.rules.event(kEventNames[static_cast<size_t>(customer.event)]));
  }
  return fixture;
}

size_t count_differences(const Fixture& fixture) {
  stg::Context context(fixture.rules);
  stg::Decision decision;
  size_t differences = 0;
  for (size_t i = 0; i < fixture.customers.size(); ++i) {
    const Customer& customer = fixture.customers[i];
    const Stage by_hand = decide_by_hand(customer, customer.event, kNow);
    decision.decide(fixture.records[i], fixture.events[i], kNow * kMicros, context);
    if (decision.record().stage() != fixture.stages[static_cast<size_t>(by_hand)]) ++differences;
  }
  return differences;
}

Sweep make_sweep(size_t count, double due_share) {
  Sweep sweep{stg::Ruleset::load_file(source_path("sweep_bench.yaml")), {}, {}, {}};
  const stg::Index owner = sweep.rules.fact("owner");
  const stg::Index stage = sweep.rules.stage("sql");
  sweep.records.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const auto at = static_cast<double>(i);
    const bool due = std::floor((at + 1) * due_share) > std::floor(at * due_share);
    const int64_t entered = kNow - (due ? 7 : 1 + static_cast<int64_t>(i % 6)) * kDay;
    stg::Record record(sweep.rules, std::to_string(i), entered * kMicros);
    record.set_string(owner, "rep");
    record.place(stage, entered * kMicros);
    sweep.records.push_back(std::move(record));
    sweep.entered.push_back(entered);
    sweep.stages.push_back(Stage::kSql);
  }
  return sweep;
}

}  // namespace bench
