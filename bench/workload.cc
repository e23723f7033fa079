// SPDX-License-Identifier: Apache-2.0
#include "workload.h"

#include <cmath>
#include <span>

namespace bench {

namespace {

// SplitMix64: small, and the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  double next() {  // in [0, 1)
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

  int64_t below(double limit) { return static_cast<int64_t>(next() * limit); }

  size_t weighted(std::span<const double> weights) {
    double x = next();
    for (size_t i = 0; i < weights.size(); ++i) {
      if (x < weights[i]) return i;
      x -= weights[i];
    }
    return weights.size() - 1;
  }

 private:
  uint64_t state_;
};

constexpr double kStageWeights[] = {.40, .15, .15, .06, .05, .04, .05, .05, .05};
constexpr double kPhoneWeights[] = {.85, .05, .10};
constexpr double kNeedWeights[] = {.4, .4, .2};
constexpr double kExtensionWeights[] = {.7, .2, .1};
constexpr const char* kProducts[] = {"basic", "plus", "pro", "enterprise"};
constexpr size_t kEvents = std::size(kEventNames);

// The events that a stage has a use for, as likely as they stand here.
std::span<const Event> relevant(Stage stage) {
  static constexpr Event kLead[] = {Event::kHandedOver, Event::kHandedOver, Event::kCallAnswered,
                                    Event::kCallMissed};
  static constexpr Event kMql[] = {Event::kSalesAccepted, Event::kSalesRejected, Event::kTick};
  static constexpr Event kSql[] = {Event::kNeedConfirmed, Event::kTick};
  static constexpr Event kConfirmed[] = {Event::kTrialStarted, Event::kLost};
  static constexpr Event kTrial[] = {Event::kNegotiationStarted, Event::kLost};
  static constexpr Event kNegotiation[] = {Event::kSigned, Event::kLost};
  static constexpr Event kOther[] = {Event::kTick};
  switch (stage) {
    case Stage::kLead:
      return kLead;
    case Stage::kMql:
      return kMql;
    case Stage::kSql:
      return kSql;
    case Stage::kOppConfirmed:
      return kConfirmed;
    case Stage::kOppTrial:
      return kTrial;
    case Stage::kOppNegotiation:
      return kNegotiation;
    default:
      return kOther;
  }
}

Event pick_event(Stage stage, Random& random) {
  if (random.next() >= .8) return static_cast<Event>(random.below(kEvents));
  std::span<const Event> events = relevant(stage);
  return events[static_cast<size_t>(random.below(static_cast<double>(events.size())))];
}

std::optional<int32_t> pick_headcount(Random& random) {
  if (random.next() < .10) return std::nullopt;
  return random.next() < .03 ? 0 : static_cast<int32_t>(random.below(500));
}

std::string two_digits(int64_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

Customer make_customer(int64_t id, Random& random) {
  Customer c{};
  c.id = id;
  c.stage = static_cast<Stage>(random.weighted(kStageWeights));
  const auto age = static_cast<double>(
      static_cast<int64_t>(50.0 * static_cast<double>(kDay) * std::pow(random.next(), 1.5)));
  c.created = kNow - static_cast<int64_t>(age);
  c.stage_entered = c.created + random.below(age);
  c.owner = "rep" + two_digits(random.below(50));
  c.phone_status = static_cast<Phone>(random.weighted(kPhoneWeights));
  c.missed_calls = static_cast<int16_t>(6 * std::pow(random.next(), 2));
  c.need = static_cast<Need>(random.weighted(kNeedWeights));
  c.headcount = pick_headcount(random);
  if (random.next() >= .10) c.company = "Company " + std::to_string(random.below(20'000));
  if (random.next() >= .15) c.product = kProducts[random.below(4)];
  c.amount = std::round(random.next() * 1e7) / 100;
  c.extensions = static_cast<int16_t>(random.weighted(kExtensionWeights));
  c.intent = static_cast<uint8_t>(random.below(3));
  c.source = static_cast<uint8_t>(random.below(4));
  c.event = pick_event(c.stage, random);
  return c;
}

}  // namespace

std::vector<Customer> make_customers(size_t count) {
  Random random(20240607);
  std::vector<Customer> customers;
  customers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    customers.push_back(make_customer(static_cast<int64_t>(i), random));
  }
  return customers;
}

[[gnu::noinline]] Stage decide_by_hand(const Customer& c, Event event, int64_t now) {
  switch (c.stage) {
    case Stage::kLead:
      if (event == Event::kHandedOver && c.phone_status == Phone::kOk && c.missed_calls < 3 &&
          c.need != Need::kNone) {
        return Stage::kMql;
      }
      break;
    case Stage::kMql:
      if (event == Event::kSalesAccepted) return Stage::kSql;
      if (event == Event::kSalesRejected) return Stage::kLead;
      if (event == Event::kTick && now - c.created > 30 * kDay) return Stage::kPool;
      break;
    case Stage::kSql:
      if (event == Event::kNeedConfirmed && c.product && c.company && c.headcount &&
          *c.headcount > 0) {
        return Stage::kOppConfirmed;
      }
      if (event == Event::kTick && now - c.stage_entered > 7 * kDay * (1 + c.extensions)) {
        return Stage::kPool;
      }
      break;
    case Stage::kOppConfirmed:
      if (event == Event::kTrialStarted) return Stage::kOppTrial;
      if (event == Event::kLost) return Stage::kLost;
      break;
    case Stage::kOppTrial:
      if (event == Event::kNegotiationStarted) return Stage::kOppNegotiation;
      if (event == Event::kLost) return Stage::kLost;
      break;
    case Stage::kOppNegotiation:
      if (event == Event::kSigned) return Stage::kWon;
      if (event == Event::kLost) return Stage::kLost;
      break;
    case Stage::kLost:
      if (event == Event::kTick && now - c.stage_entered > 30 * kDay) return Stage::kPool;
      break;
    case Stage::kWon:
    case Stage::kPool:
      break;
  }
  return c.stage;
}

}  // namespace bench
