// SPDX-License-Identifier: Apache-2.0
// What the command line asks for, one struct a command; and the commands.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stagegraph::cli {

// Exit statuses.
inline constexpr int kFine = 0;
inline constexpr int kNo = 1;      // the answer is no: errors found, tests failed, rows left out
inline constexpr int kBadUse = 2;  // wrong use, or input that cannot be read

struct RunArguments {
  std::string rules;
  std::string language;
  std::string records;
  std::string events;
  std::string until;
  std::string out;
  bool new_records = false;
  bool strict = false;
  bool ignore_columns = false;
  bool keep_going = false;
  bool migrate = false;
  bool quiet = false;
  bool json = false;
  uint64_t max_bytes = uint64_t{512} << 20;  // of a file of records or events
  uint64_t max_due = 10'000;                 // decisions about a record between two of its events
};

struct MigrateArguments {
  std::string rules;
  std::string language;
  std::string records;
  std::string at;
  std::string out;
  bool dry_run = false;
  bool quiet = false;
  bool json = false;
  uint64_t max_bytes = uint64_t{512} << 20;
};

struct DiffArguments {
  std::string before;
  std::string after;
  std::string language;
  std::string records;
  std::string events;
  std::string at;
  std::string until;
  std::string out;
  std::string format = "text";
  bool quiet = false;
  uint64_t max_bytes = uint64_t{512} << 20;
};

struct CheckArguments {
  std::vector<std::string> rules;
  std::string against;
  std::string language;
  bool quiet = false;
  bool json = false;
};

struct DecideArguments {
  std::string rules;
  std::string language;
  std::string record;
  std::string event;
  std::string now;
  std::string counters;
  bool explain = false;
  bool json = false;
};

struct TestArguments {
  std::vector<std::string> paths;
  std::string language;
  bool coverage = false;
  bool accept = false;
  bool json = false;
};

struct GraphArguments {
  std::string rules;
  std::string language;
  std::string format;
};

struct EvalArguments {
  std::string expression;
  std::string facts;
  std::string time_zones;  // with commas between them
  bool json = false;
};

int run(const RunArguments& arguments);
int migrate(const MigrateArguments& arguments);
int diff(const DiffArguments& arguments);
int check(const CheckArguments& arguments);
int decide(const DecideArguments& arguments);
int test(const TestArguments& arguments);
int graph(const GraphArguments& arguments);
int eval(const EvalArguments& arguments);
int schema();

}  // namespace stagegraph::cli
