// Regular expressions: RE2's, within bounds of memory.
#pragma once

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace stagegraph::cel {

// Ask ok() of what comes back. Never logs.
std::unique_ptr<re2::RE2> make_regex(std::string_view pattern);

}  // namespace stagegraph::cel
