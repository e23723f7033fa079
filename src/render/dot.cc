// SPDX-License-Identifier: Apache-2.0
// Graphviz: a box for each stage, a frame for each group. What a group declares is drawn once,
// from its frame (compound edges begin and end at a cluster's border).
#include "render/dot.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "render/arrows.h"
#include "render/escape.h"

namespace stagegraph::render {

using namespace ruleset;

namespace {

struct ArrowStyle {
  graph::EdgeKind kind;
  std::string_view attributes;
  std::string_view legend;
};

// Each differs from the others in colour and in line, for print and for the eye.
constexpr std::array kStyles = {
    ArrowStyle{graph::EdgeKind::kEvent, R"(color="#1f2937", fontcolor="#1f2937")", "dark: event"},
    ArrowStyle{graph::EdgeKind::kAuto, R"(color="#6d28d9", fontcolor="#6d28d9", arrowhead=empty)",
               "violet: by itself"},
    ArrowStyle{graph::EdgeKind::kOtherwise, R"(color="#9ca3af", fontcolor="#6b7280")",
               "grey: refused"},
    ArrowStyle{graph::EdgeKind::kDeadline, R"(color="#b45309", fontcolor="#b45309", style=dashed)",
               "dashed: deadline"},
    ArrowStyle{graph::EdgeKind::kUnanswered,
               R"(color="#0f766e", fontcolor="#0f766e", style=dotted)", "dotted: no answer"},
};

constexpr bool in_order() {
  for (size_t i = 0; i < kStyles.size(); ++i) {
    if (kStyles[i].kind != static_cast<graph::EdgeKind>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "style_of() indexes by kind");

const ArrowStyle& style_of(graph::EdgeKind kind) { return kStyles[static_cast<size_t>(kind)]; }

constexpr std::string_view kSettings = R"(  compound=true;
  newrank=true;
  rankdir=TB;
  nodesep=0.5;
  ranksep=0.7;
  fontname="Helvetica,Arial,sans-serif";
  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#374151", fontsize=12,
        margin="0.18,0.09", fontname="Helvetica,Arial,sans-serif"];
  edge [fontsize=10, arrowsize=0.8, fontname="Helvetica,Arial,sans-serif"];
)";

class DotWriter {
 public:
  explicit DotWriter(const Ruleset& ruleset)
      : ruleset_(ruleset),
        arrows_(draw_arrows(ruleset)),
        inside_(stages_with_inside(ruleset, arrows_)) {}

  std::string write() && {
    append("digraph \"{}\" {{\n", escape_dot(ruleset_.name));
    out_ += kSettings;
    append("  labelloc=t;\n  label=<{}>;\n\n", heading());
    out_ += "  start [label=\"\", shape=circle, style=filled, fillcolor=\"#1f2937\", width=0.2];\n";
    for (StageIndex s : ruleset_.stages.indices()) {
      if (ruleset_.stages[s].parent == kNone) write_stage(s);
    }
    append("\n  start -> {} [color=\"#1f2937\"];\n", node(ruleset_.initial));
    for (const Arrow& arrow : arrows_) write_arrow(arrow);
    out_ += "}\n";
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void append(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  std::string heading() const {
    std::array<bool, kStyles.size()> used{};
    for (const Arrow& arrow : arrows_) used[static_cast<size_t>(arrow.kind)] = true;
    std::string legend;
    for (size_t i = 0; i < kStyles.size(); ++i) {
      if (!used[i]) continue;
      if (!legend.empty()) legend += " &#183; ";
      legend += kStyles[i].legend;
    }
    return fmt::format(R"(<b>{}</b><br/><font point-size="10" color="#6b7280">{} </font><br/> )",
                       escape_html(heading_of(ruleset_)), legend);
  }

  static std::string node(const Ruleset& ruleset, StageIndex s) {
    return fmt::format("\"{}\"", escape_dot(ruleset.stages[s].path));
  }
  std::string node(StageIndex s) const { return node(ruleset_, s); }
  std::string cluster(StageIndex s) const {
    return fmt::format("\"cluster_{}\"", escape_dot(ruleset_.stages[s].path));
  }
  std::string inside_node(StageIndex s) const {
    return fmt::format("\"{}.*\"", escape_dot(ruleset_.stages[s].path));
  }

  // The name, and what else is worth knowing in small print below it.
  static std::string label(const Stage& stage) {
    std::string out = fmt::format("<b>{}</b>", escape_html(stage.name));
    for (const std::string& line : caption_of(stage)) {
      out +=
          fmt::format(R"(<br/><font point-size="10" color="#4b5563">{}</font>)", escape_html(line));
    }
    return out;
  }

  // Stages nest no deeper than a YAML document may.
  void write_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    const std::string indent(2 * (stage.depth + 1), ' ');
    if (!stage.is_group()) {
      append("{}{} [label=<{}>{}{}];\n", indent, node(s), label(stage),
             stage.final ? ", peripheries=2, fillcolor=\"#ecfdf5\"" : "",
             is_initial(s) ? ", penwidth=2" : "");
      return;
    }
    append("{}subgraph {} {{\n", indent, cluster(s));
    append("{}  label=<{}>; labeljust=l; style=\"rounded,filled\"; ", indent, label(stage));
    append("color=\"#9ca3af\"; fillcolor=\"{}\"; margin=16;\n",
           stage.depth % 2 == 0 ? "#f3f4f6" : "#e5e7eb");
    if (inside_[s]) {
      append("{}  {} [label=\"any stage of {}\", shape=plaintext, style=\"\", fontsize=10];\n",
             indent, inside_node(s), escape_dot(stage.name));
    }
    for (StageIndex child : stage.children) write_stage(child);
    append("{}}}\n", indent);
  }

  bool is_initial(StageIndex s) const {
    const StageIndex parent = ruleset_.stages[s].parent;
    return s == ruleset_.initial || (parent != kNone && ruleset_.stages[parent].initial == s);
  }

  // The leaf that stands for a group as the beginning of an arrow: its last, so that the arrow
  // does not run back through the group.
  StageIndex last_leaf(StageIndex s) const {
    while (ruleset_.stages[s].is_group()) s = ruleset_.stages[s].children.back();
    return s;
  }

  void write_arrow(const Arrow& arrow) {
    const bool from_group = ruleset_.stages[arrow.from].is_group();
    append("  {} -> {} [",
           arrow.from_inside ? inside_node(arrow.from) : node(last_leaf(arrow.from)),
           node(initial_leaf(ruleset_, arrow.to)));
    out_ += "label=\"";
    for (size_t i = 0; i < arrow.lines.size(); ++i) {
      append("{} {} ", i == 0 ? "" : "\\n", escape_dot(arrow.lines[i]));
    }
    append("\", {}", style_of(arrow.kind).attributes);
    if (from_group && !arrow.from_inside) append(", ltail={}", cluster(arrow.from));
    if (ruleset_.stages[arrow.to].is_group()) append(", lhead={}", cluster(arrow.to));
    out_ += "];\n";
  }

  const Ruleset& ruleset_;
  std::vector<Arrow> arrows_;
  graph::StageMarks inside_;
  std::string out_;
};

}  // namespace

std::string render_dot(const Ruleset& ruleset) { return DotWriter(ruleset).write(); }

}  // namespace stagegraph::render
