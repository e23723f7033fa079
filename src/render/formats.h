// The formats that render.h chooses from.
#pragma once

#include <string>

#include "ruleset/model.h"

namespace stagegraph {

std::string render_dot(const Ruleset& ruleset);
std::string render_mermaid(const Ruleset& ruleset);
std::string render_text(const Ruleset& ruleset);

}  // namespace stagegraph
