// SPDX-License-Identifier: Apache-2.0
// The choice of the format. Each is written in a file of its own.
#include "render/render.h"

#include "render/dot.h"
#include "render/mermaid.h"
#include "render/text.h"

namespace stagegraph::render {

using namespace ruleset;

std::string draw(const Ruleset& ruleset, RenderFormat format) {
  switch (format) {
    case RenderFormat::kDot:
      return render_dot(ruleset);
    case RenderFormat::kMermaid:
      return render_mermaid(ruleset);
    case RenderFormat::kText:
      return render_text(ruleset);
  }
  return {};
}

}  // namespace stagegraph::render
