// Regular expressions: RE2's, within bounds of memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "cel/runtime.h"

namespace re2 {
class RE2;
}

namespace stagegraph::cel {

// Ask ok() of what comes back. Never logs.
std::unique_ptr<re2::RE2> make_regex(std::string_view pattern);

// Steps to charge before matching so many bytes: RE2 is linear in the text, times the size of the
// program where its automaton outgrows its memory.
uint64_t match_cost(const re2::RE2& regex, size_t bytes);

// Whether the pattern is found anywhere in the text, for those steps.
Value match_text(Runtime& runtime, const re2::RE2& regex, std::string_view text);

}  // namespace stagegraph::cel
