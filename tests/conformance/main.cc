// SPDX-License-Identifier: Apache-2.0
// Runs cases of the public CEL conformance suite:
//
//   cel_conformance CASES.jsonl
//
// Exit status: 0 where every case passes, 1 where one fails, 2 where the file cannot be read.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "conformance/conformance.h"
#include "conformance/report.h"

using namespace stagegraph;

namespace {

int complain(const std::string& message) {
  std::fprintf(stderr, "cel_conformance: %s\n", message.c_str());
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return complain("give one file of cases, JSON Lines");
  std::ifstream file(arguments[1], std::ios::binary);
  if (!file) return complain(std::string("cannot read ") + arguments[1]);
  const std::string cases(std::istreambuf_iterator<char>(file), {});
  const Expected<cel::ConformanceReport> report = cel::run_cases(cases);
  if (!report) return complain(report.error().message);
  std::fputs(cel::to_text(*report).c_str(), stdout);
  return report->failed == 0 ? 0 : 1;
}
