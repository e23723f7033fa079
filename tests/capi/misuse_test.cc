// SPDX-License-Identifier: Apache-2.0
// Every function of the header is called wrongly: with NULL, indices out of range, objects of
// another ruleset and of another version, instants at the ends and beyond, empty and huge text.
// misuse_calls.py writes a test case for each function. A call ends in an error or in the answer
// that there is nothing, and afterwards the right objects decide as before.
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "misuse_arguments.h"

using namespace misuse_test;

namespace {

#include "misuse_calls.inc"

}  // namespace

TEST_CASE("every function that the library exports is misused") {
  std::ifstream symbols("tests/capi/symbols.txt");
  std::set<std::string> missing;
  for (std::string name; std::getline(symbols, name);) missing.insert(name);
  CHECK_FALSE(missing.empty());
  for (const char* name : kTried) missing.erase(name);
  CHECK(missing == std::set<std::string>());
}
