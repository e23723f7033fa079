// SPDX-License-Identifier: Apache-2.0
// The outline: stages indented as they nest, everything in words.
#include "render/text.h"

#include <fmt/format.h>

#include <iterator>

#include "graph/stage_graph.h"
#include "render/arrows.h"
#include "render/words.h"

namespace stagegraph::render {

using namespace ruleset;
using namespace graph;

namespace {

class TextWriter {
 public:
  explicit TextWriter(const Ruleset& ruleset) : ruleset_(ruleset) {}

  std::string write() && {
    line(0, heading_of(ruleset_));
    if (!ruleset_.doc.empty()) line(0, shorten(ruleset_.doc, kDocLimit));
    line(0, fmt::format("A new record starts in {}.", ruleset_.stages[ruleset_.initial].path));
    out_ += "\nStages\n";
    for (StageIndex s : ruleset_.stages.indices()) write_stage(s);
    write_criteria();
    write_cadences();
    return std::move(out_);
  }

 private:
  static constexpr size_t kDocLimit = 400;

  void line(size_t depth, std::string_view text) {
    fmt::format_to(std::back_inserter(out_), "{:{}}{}\n", "", 2 * depth, text);
  }

  void lines(size_t depth, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) line(depth, text);
  }

  // Parents stand before their children, so that document order is the outline's order.
  void write_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    const size_t depth = stage.depth + 1;
    line(depth, title_of(s));
    if (!stage.doc.empty()) line(depth + 1, shorten(stage.doc, kDocLimit));
    if (!stage.enter.empty()) {
      line(depth + 1, "on entering: " + actions_in_words(ruleset_, stage.enter));
    }
    if (!stage.leave.empty()) {
      line(depth + 1, "on leaving: " + actions_in_words(ruleset_, stage.leave));
    }
    for (TransitionIndex t : stage.transitions)
      write_transition(depth + 1, ruleset_.transitions[t]);
    for (DeadlineIndex d : stage.deadlines) write_deadline(depth + 1, ruleset_.deadlines[d]);
    if (stage.cadence != kNone) {
      line(depth + 1, "follows the cadence " + ruleset_.cadences[stage.cadence].name);
    }
  }

  // "sql (team sales, 30 %, final)", "lead: a group, records enter at new".
  std::string title_of(StageIndex s) const {
    const Stage& stage = ruleset_.stages[s];
    std::string remarks;
    auto remark = [&](std::string_view text) {
      remarks += (remarks.empty() ? " (" : ", ") + shorten(text, kDocLimit);
    };
    for (const std::string& caption : caption_of(stage)) remark(caption);
    if (stage.final) remark("final");
    if (!remarks.empty()) remarks += ")";
    if (!stage.is_group()) return stage.name + remarks;
    return fmt::format("{}{}: a group, records enter at {}", stage.name, remarks,
                       ruleset_.stages[stage.initial].name);
  }

  void write_transition(size_t depth, const Transition& transition) {
    const std::string what = transition.event == kNone
                                 ? "by itself"
                                 : "on " + ruleset_.events[transition.event].name +
                                       senders_of(ruleset_.events[transition.event]);
    line(depth, fmt::format("{}: {}", what, destination(transition.to)));
    lines(depth + 1, details_of(ruleset_, transition));
  }

  std::string senders_of(const Event& event) const {
    std::vector<std::string> roles;
    for (RoleIndex role : event.by) roles.push_back(ruleset_.roles[role]);
    return roles.empty() ? "" : fmt::format(" (by {})", join(roles, "or"));
  }

  void write_deadline(size_t depth, const Deadline& deadline) {
    const std::string_view name = std::string_view(deadline.name);
    line(depth, fmt::format("deadline {}, {}: {}", name.substr(name.rfind('.') + 1),
                            describe_deadline(ruleset_, deadline), destination(deadline.to)));
    lines(depth + 1, details_of(ruleset_, deadline));
  }

  std::string destination(StageIndex to) const {
    return to == kNone ? "stays" : "goes to " + ruleset_.stages[to].path;
  }

  void write_criteria() {
    if (ruleset_.criteria.empty()) return;
    out_ += "\nCriteria\n";
    for (const Criterion& criterion : ruleset_.criteria) {
      const bool says_more = criterion.says != criterion.name;
      line(1, says_more ? fmt::format("{}: {}", criterion.name, shorten(criterion.says, kDocLimit))
                        : criterion.name);
      line(2, condition_in_words(ruleset_, criterion.when));
    }
  }

  void write_cadences() {
    if (ruleset_.cadences.empty()) return;
    out_ += "\nCadences\n";
    for (const Cadence& cadence : ruleset_.cadences) {
      line(1, cadence.name);
      lines(2, details_of(ruleset_, cadence));
    }
  }

  const Ruleset& ruleset_;
  std::string out_;
};

}  // namespace

std::string render_text(const Ruleset& ruleset) { return TextWriter(ruleset).write(); }

}  // namespace stagegraph::render
