// The declarations of functions: their bounds are mandatory, and what the profile adds is types.
#include <catch2/catch.hpp>
#include <type_traits>

#include "cel/functions/bounds.h"
#include "cel/functions/declaration.h"
#include "cel/functions/library.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

using Text = std::string_view;
static_assert(std::is_constructible_v<Declaration, Text, Style, Text, Implementation, StepsBound,
                                      ExtentBound>);
static_assert(!std::is_constructible_v<Declaration, Text, Style, Text, Implementation, StepsBound>);
static_assert(!std::is_constructible_v<Declaration, Text, Style, Text, Implementation>);
static_assert(!std::is_default_constructible_v<Declaration>);

}  // namespace

TEST_CASE("the profile widens functions and changes nothing else of them") {
  size_t widened = 0;
  for (const Function& function : Library::standard().functions()) {
    CAPTURE(function.name);
    const Function* other = Library::with_profile().find(function.name, function.is_member,
                                                         function.is_variadic ? 1 : function.arity);
    REQUIRE(other != nullptr);
    CHECK(other->call == function.call);
    CHECK(other->steps == function.steps);
    CHECK(other->extent == function.extent);
    CHECK(other->overloads.size() >= function.overloads.size());
    if (other->overloads.size() > function.overloads.size()) ++widened;
  }
  CHECK(widened == 13);
}

TEST_CASE("a function that runs has bounds, an operator has neither code nor bounds") {
  for (const Function& function : Library::with_profile().functions()) {
    CAPTURE(function.name);
    CHECK((function.steps != nullptr) == (function.call != nullptr));
    CHECK((function.extent != nullptr) == (function.call != nullptr));
    bool is_operator = function.name.starts_with('_') || function.name.ends_with('_');
    CHECK((function.call == nullptr) == is_operator);
  }
}
