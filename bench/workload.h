// SPDX-License-Identifier: Apache-2.0
// The customers and events that every benchmark uses, and the floor: the rules as a C++ programmer
// writes them by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

enum class Stage : uint8_t {
  kLead,
  kMql,
  kSql,
  kOppConfirmed,
  kOppTrial,
  kOppNegotiation,
  kWon,
  kLost,
  kPool
};
enum class Event : uint8_t {
  kCallAnswered,
  kCallMissed,
  kHandedOver,
  kSalesAccepted,
  kSalesRejected,
  kNeedConfirmed,
  kTrialStarted,
  kNegotiationStarted,
  kSigned,
  kLost,
  kTick
};
enum class Phone : uint8_t { kOk, kEmpty, kWrong };
enum class Need : uint8_t { kNow, kLater, kNone };

// By value of the enum: the names in trunk_bench.yaml.
inline constexpr const char* kStageNames[] = {
    "lead", "mql", "sql", "opp.confirmed", "opp.trial", "opp.negotiation", "won", "lost", "pool"};
inline constexpr const char* kEventNames[] = {
    "call_answered",  "call_missed",    "handed_over",   "sales_accepted",
    "sales_rejected", "need_confirmed", "trial_started", "negotiation_started",
    "signed",         "lost",           "tick"};
inline constexpr const char* kPhoneNames[] = {"ok", "empty", "wrong"};
inline constexpr const char* kNeedNames[] = {"now", "later", "none"};
inline constexpr const char* kIntentNames[] = {"none", "some", "strong"};
inline constexpr const char* kSourceNames[] = {"ad", "referral", "third_party", "event"};

inline constexpr int64_t kDay = 86'400;         // seconds, as all times of a customer
inline constexpr int64_t kNow = 1'700'000'000;  // the instant of every event

struct Customer {
  int64_t id;
  int64_t stage_entered;
  int64_t created;
  double amount;
  std::string owner;
  std::optional<std::string> company;
  std::optional<std::string> product;
  std::optional<int32_t> headcount;
  int16_t missed_calls;
  int16_t extensions;
  Stage stage;
  Phone phone_status;
  Need need;
  uint8_t intent;
  uint8_t source;
  Event event;  // the one that is delivered to it
};

// `count` customers, each with one event; the same ones on every machine. About 37 % of the events
// move their customer.
std::vector<Customer> make_customers(size_t count);

// The stage after an event. Not inlined: a call as the engine's is.
Stage decide_by_hand(const Customer& customer, Event event, int64_t now);

}  // namespace bench
