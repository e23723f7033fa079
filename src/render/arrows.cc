// SPDX-License-Identifier: Apache-2.0
// The edges of the stage graph, those of one kind between the same two stages merged, and the
// short texts that pictures and outline share.
#include "render/arrows.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "base/utf8.h"

namespace stagegraph::render {

using namespace ruleset;
using namespace graph;

namespace {

constexpr size_t kGuardLimit = 40;

std::string guard_of(const Ruleset& ruleset, const Transition& transition) {
  if (transition.when == kNone) return "";
  return fmt::format("[{}]", shorten(ruleset.expressions[transition.when].source, kGuardLimit));
}

std::vector<std::string> lines_of(const Ruleset& ruleset, const StageEdge& edge) {
  if (edge.kind == EdgeKind::kDeadline) {
    // The label's two halves, "name: within 7 days", on a line each.
    const size_t colon = edge.label.find(": ");
    return {edge.label.substr(0, colon), shorten(edge.label.substr(colon + 2), kGuardLimit)};
  }
  if (edge.kind == EdgeKind::kEvent || edge.kind == EdgeKind::kAuto) {
    std::string guard = guard_of(ruleset, ruleset.transitions[edge.transition]);
    if (!guard.empty()) return {edge.label, std::move(guard)};
  }
  return {edge.label};
}

Arrow arrow_of(const Ruleset& ruleset, const StageEdge& edge) {
  Arrow arrow;
  arrow.kind = edge.kind;
  arrow.from = edge.from;
  arrow.to = is_within(ruleset, edge.from, edge.to) ? initial_leaf(ruleset, edge.to) : edge.to;
  arrow.from_inside =
      ruleset.stages[edge.from].is_group() && is_within(ruleset, arrow.to, edge.from);
  return arrow;
}

}  // namespace

std::vector<Arrow> draw_arrows(const Ruleset& ruleset) {
  std::vector<Arrow> arrows;
  std::map<std::tuple<EdgeKind, StageIndex, StageIndex>, size_t> known;
  for (const StageEdge& edge : build_stage_graph(ruleset).edges) {
    Arrow arrow = arrow_of(ruleset, edge);
    auto [at, is_new] = known.emplace(std::tuple(arrow.kind, arrow.from, arrow.to), arrows.size());
    if (is_new) arrows.push_back(std::move(arrow));
    for (std::string& line : lines_of(ruleset, edge)) {
      arrows[at->second].lines.push_back(std::move(line));
    }
  }
  return arrows;
}

StageMarks stages_with_inside(const Ruleset& ruleset, const std::vector<Arrow>& arrows) {
  StageMarks inside(ruleset.stages.size());
  for (const Arrow& arrow : arrows) {
    if (arrow.from_inside) inside[arrow.from] = true;
  }
  return inside;
}

std::vector<std::string> caption_of(const Stage& stage) {
  std::vector<std::string> lines;
  if (!stage.title.empty()) lines.push_back(stage.title);
  if (!stage.team.empty()) lines.push_back("team " + stage.team);
  if (stage.win_rate) {
    if (auto percent = multiply(*stage.win_rate, Decimal::from_int(100))) {
      lines.push_back(percent->to_string() + " %");
    }
  }
  return lines;
}

std::string heading_of(const Ruleset& ruleset) {
  std::string name = ruleset.name;
  if (!ruleset.version.empty()) name += " " + ruleset.version;
  return ruleset.title.empty() ? name : fmt::format("{} ({})", ruleset.title, name);
}

std::string shorten(std::string_view text, size_t limit) {
  std::string out;
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    if (count == limit) return out + "…";
    const char32_t c = next_code_point(text, at);
    append_code_point(out, c == U'\n' || c == U'\r' || c == U'\t' ? U' ' : c);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace stagegraph::render
