// SPDX-License-Identifier: Apache-2.0
// Mermaid's stateDiagram-v2. States are called s0, s1, ...: paths may hold what Mermaid cannot
// take in an identifier. Mermaid fails on a transition from a composite state to a state inside
// it, so those begin at a helper state, "any stage of lead".
#include "render/mermaid.h"

#include <fmt/format.h>

#include <iterator>

#include "base/json_writer.h"
#include "render/arrows.h"
#include "render/escape.h"

namespace stagegraph::render {

using namespace ruleset;

namespace {

class MermaidWriter {
 public:
  explicit MermaidWriter(const Ruleset& ruleset)
      : ruleset_(ruleset),
        arrows_(draw_arrows(ruleset)),
        inside_(stages_with_inside(ruleset, arrows_)) {}

  std::string write() && {
    std::string title;
    JsonWriter(title).string(heading_of(ruleset_));
    append("---\ntitle: {}\n---\nstateDiagram-v2\n", title);
    for (StageIndex s : ruleset_.stages.indices()) {
      if (ruleset_.stages[s].parent == kNone) write_stage(s);
    }
    append("  [*] --> {}\n", state(entrance()));
    for (const Arrow& arrow : arrows_) write_arrow(arrow);
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void append(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  // Stages nest no deeper than a YAML document may.
  void write_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    const std::string indent(2 * (stage.depth + 1), ' ');
    append("{}state \"{}\" as {}", indent, label(stage), state(s));
    if (!stage.is_group()) {
      out_ += '\n';
      if (stage.final) append("{}{} --> [*]\n", indent, state(s));
      return;
    }
    out_ += " {\n";
    append("{}  [*] --> {}\n", indent, state(stage.initial));
    if (inside_[s]) {
      append("{}  state \"any stage of {}\" as {}any\n", indent, escape_mermaid(stage.name),
             state(s));
    }
    for (StageIndex child : stage.children) write_stage(child);
    append("{}}}\n", indent);
  }

  static std::string state(StageIndex s) { return fmt::format("s{}", s.value()); }

  static std::string label(const Stage& stage) {
    std::string out = escape_mermaid(stage.name);
    for (const std::string& line : caption_of(stage)) {
      out += (stage.is_group() ? " - " : "<br/>") + escape_mermaid(line);
    }
    return out;
  }

  // The outermost stage that a new record enters; the leaf itself where that stage's own way in
  // leads elsewhere.
  StageIndex entrance() const {
    StageIndex top = ruleset_.initial;
    while (ruleset_.stages[top].parent != kNone) top = ruleset_.stages[top].parent;
    return initial_leaf(ruleset_, top) == ruleset_.initial ? top : ruleset_.initial;
  }

  void write_arrow(const Arrow& arrow) {
    append("  {}{} --> {}: ", state(arrow.from), arrow.from_inside ? "any" : "", state(arrow.to));
    for (size_t i = 0; i < arrow.lines.size(); ++i) {
      out_ += (i == 0 ? "" : "<br/>") + escape_mermaid(arrow.lines[i]);
    }
    out_ += '\n';
  }

  const Ruleset& ruleset_;
  std::vector<Arrow> arrows_;
  graph::StageMarks inside_;
  std::string out_;
};

}  // namespace

std::string render_mermaid(const Ruleset& ruleset) { return MermaidWriter(ruleset).write(); }

}  // namespace stagegraph::render
