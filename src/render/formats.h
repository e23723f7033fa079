// The formats that render.h chooses from.
#pragma once

#include <string>

#include "ruleset/model.h"

namespace stagegraph::render {

std::string render_dot(const ruleset::Ruleset& ruleset);
std::string render_mermaid(const ruleset::Ruleset& ruleset);
std::string render_text(const ruleset::Ruleset& ruleset);

}  // namespace stagegraph::render
