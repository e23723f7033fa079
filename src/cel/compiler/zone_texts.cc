// SPDX-License-Identifier: Apache-2.0
// One walk over the calls marks the texts that stand in the place of a zone, and a second one over
// all texts loads them.
#include "cel/compiler/zone_texts.h"

#include <optional>
#include <string>

#include "cel/functions/times.h"
#include "time/zone_names.h"
#include "time/zone_source.h"

namespace stagegraph::cel {
namespace {

class ZoneTexts {
 public:
  ZoneTexts(const Ast& ast, const Checked& checked, const Environment& environment,
            time::Zones& zones, std::vector<Issue>& issues, std::vector<Issue>& warnings)
      : ast_(ast),
        checked_(checked),
        is_strict_(environment.profile),
        zones_(zones),
        issues_(issues),
        warnings_(warnings),
        is_zone_(ast.nodes.size()) {}

  void run() {
    for (NodeId id = 0; id < ast_.nodes.size(); ++id) {
      const Annotation& note = checked_.notes[id];
      if (note.meaning != Meaning::kFunction || !takes_zone(*note.function)) continue;
      const Node& call = ast_.at(id);
      mark(ast_.child(call, call.count - 1));
    }
    for (NodeId id = 0; id < ast_.nodes.size(); ++id) load(id);
  }

 private:
  // The text itself, or both of `c ? "Asia/Tokyo" : "Asia/Seoul"`.
  void mark(NodeId id) {
    std::vector<NodeId> open = {id};
    while (!open.empty()) {
      NodeId next = open.back();
      open.pop_back();
      is_zone_[next] = true;
      const Node& node = ast_.at(next);
      if (node.kind != NodeKind::kConditional) continue;
      open.push_back(ast_.child(node, 1));
      open.push_back(ast_.child(node, 2));
    }
  }

  void load(NodeId id) {
    const Node& node = ast_.at(id);
    const Type& type = checked_.notes[id].type;
    if (node.kind == NodeKind::kLiteral) {
      if (node.value.is(Kind::kString)) load_text(node, node.value.as_text(), is_zone_[id]);
    } else if (is_zone_[id] && type.kind == TypeKind::kEnum) {
      for (const std::string& member : type.members) load_text(node, member, true);
    }
  }

  void load_text(const Node& node, std::string_view text, bool is_zone) {
    if (!is_zone) {
      if (time::looks_like_zone(text) && time::is_zone_name(text)) (void)zones_.add(text);
      return;
    }
    if (fixed_offset(text)) return;
    auto loaded = zones_.add(text);
    if (!is_strict_) return;
    if (!loaded) return report(issues_, "unknown-name", node, loaded.error().message);
    if (auto surprise = time::surprise_of_zone(text)) {
      report(warnings_, "surprising-zone", node, *surprise);
    }
  }

  static void report(std::vector<Issue>& to, const char* code, const Node& node,
                     std::string message) {
    to.push_back({.code = code,
                  .message = std::move(message),
                  .begin = node.begin,
                  .end = node.end,
                  .replacement = {}});
  }

  const Ast& ast_;
  const Checked& checked_;
  bool is_strict_;
  time::Zones& zones_;
  std::vector<Issue>& issues_;
  std::vector<Issue>& warnings_;
  std::vector<bool> is_zone_;  // by node
};

}  // namespace

void load_zones(const Ast& ast, const Checked& checked, const Environment& environment,
                time::Zones& zones, std::vector<Issue>& issues, std::vector<Issue>& warnings) {
  ZoneTexts(ast, checked, environment, zones, issues, warnings).run();
}

}  // namespace stagegraph::cel
