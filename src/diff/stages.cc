// SPDX-License-Identifier: Apache-2.0
// Stages are compared as one list of paths, so that one that has moved to another group is not
// another one. So are the deadlines of all stages.
#include "diff/stages.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diff/sentence.h"
#include "diff/show.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Node;

namespace {

constexpr ValueForm kStage = {.shape = Shape::kMap, .of = MapKind::kStage};
constexpr ValueForm kDeadline = {.shape = Shape::kMap, .of = MapKind::kDeadline};

const Node* find(const Node& node, std::string_view key) {
  return node.is_map() ? node.find(key) : nullptr;
}

std::string local(std::string_view path) { return std::string(path.substr(path.rfind('.') + 1)); }

bool is_group(const StagePlace& place) { return find(place.entry->value, "stages") != nullptr; }

struct DeadlinePlace {
  std::string stage;  // of the version in which it stands
  std::string name;   // "lead.sql.week"
  std::string document;
  const yaml::Entry* raw = nullptr;
  const yaml::Entry* named = nullptr;
};

std::vector<DeadlinePlace> deadlines_of(const std::vector<StagePlace>& stages,
                                        const std::vector<StagePlace>& named) {
  std::vector<DeadlinePlace> places;
  for (size_t s = 0; s < stages.size(); ++s) {
    const Node* map = find(stages[s].entry->value, "deadlines");
    if (map == nullptr) continue;
    const Node& map_named = *named[s].entry->value.find("deadlines");
    for (size_t e = 0; e < map->entries.size(); ++e) {
      const std::string& name = map->entries[e].key.text;
      places.push_back({stages[s].path, stages[s].path + "." + name,
                        stages[s].document + ".deadlines." + name, &map->entries[e],
                        &map_named.entries[e]});
    }
  }
  return places;
}

class StageWalk {
 public:
  StageWalk(Walk& walk, const Node& before, const Node& after, const Names& names,
            const Judge& judge, Reporter& out)
      : walk_(walk),
        names_(names),
        judge_(judge),
        out_(out),
        old_stages_(stages_of(before)),
        named_stages_(stages_of(names.renamed())),
        new_stages_(stages_of(after)),
        old_deadlines_(deadlines_of(old_stages_, named_stages_)),
        new_deadlines_(deadlines_of(new_stages_, new_stages_)) {}

  void run() {
    pair(names_.stages(), old_stages_, &StagePlace::path, stage_before_);
    pair(names_.deadlines(), old_deadlines_, &DeadlinePlace::name, deadline_before_);
    walk_new();
    for (const StagePlace& old : old_stages_) {
      const NewName& name = names_.stages().find(old.path)->second;
      if (name.how == How::kGone || name.how == How::kMerged) report_gone(old, name);
    }
  }

 private:
  // From new names to places among the old ones.
  using Before = std::map<std::string_view, size_t>;

  template <typename Place>
  static void pair(const Pairs& pairs, const std::vector<Place>& olds, std::string Place::*name,
                   Before& before) {
    for (size_t i = 0; i < olds.size(); ++i) {
      const auto found = pairs.find(olds[i].*name);
      if (found == pairs.end() || found->second.how == How::kMerged) continue;
      if (!found->second.now.empty()) before.emplace(found->second.now, i);
    }
  }

  template <typename Place>
  static std::optional<size_t> find_before(const Before& before, const Place& name) {
    const auto found = before.find(name);
    return found == before.end() ? std::nullopt : std::optional(found->second);
  }

  Where where_of(const StagePlace& place) const {
    Where where;
    where.section = "stages";
    where.name = place.path;
    const std::string title = text_of(find(place.entry->value, "title"), out_.language());
    where.heading =
        title.empty() ? "Stage " + place.path : fmt::format("Stage {} ({})", title, place.path);
    where.path = place.document;
    return where;
  }

  void walk_new() {
    size_t last = 0;
    bool in_order = true;
    for (const StagePlace& now : new_stages_) {
      const std::optional<size_t> before = find_before(stage_before_, now.path);
      if (!before) {
        report_new(now);
        continue;
      }
      in_order = in_order && *before >= last;
      last = std::max(last, *before);
      walk_stage(*before, now);
    }
    if (in_order) return;
    Where where;
    where.section = where.path = "stages";
    where.heading = heading_of("stages");
    out_.report_order(where, "stages");
  }

  void report_new(const StagePlace& now) {
    Where where = where_of(now);
    where.new_at = now.entry->key.range.begin;
    Node alone = now.entry->value;
    std::erase_if(alone.entries, [](const auto& entry) { return entry.key.text == "stages"; });
    const std::string_view noun = is_group(now) ? "group" : "stage";
    out_.report(where, Kind::kAdded, {}, &alone, kStage,
                say_thing({}, noun, Kind::kAdded, {}, now.path, {}), judge_.new_stage());
  }

  void report_gone(const StagePlace& old, const NewName& name) {
    Where where = where_of(old);
    where.old_at = old.entry->key.range.begin;
    const bool group = is_group(old);
    out_.report(where, Kind::kRemoved, {&old.entry->value, &old.entry->value}, nullptr, kStage,
                say_thing({}, group ? "group" : "stage", Kind::kRemoved, old.path, {}, {}),
                judge_.stage(old.path, name, group));
    if (name.how == How::kMerged) report_gone_deadlines(old.path, where, true);
  }

  void walk_stage(size_t before, const StagePlace& now) {
    const StagePlace& old = old_stages_[before];
    const StagePlace& named = named_stages_[before];
    Where where = where_of(now);
    report_name(where, old, now);
    const Old values = {&old.entry->value, &named.entry->value};
    const MapForm& form = form_of(MapKind::kStage);
    for (const Key& key : form.keys) {
      if (key.name == "stages") continue;
      if (key.name == "deadlines") {
        walk_deadlines(old, now, where);
        continue;
      }
      walk_.key(where, values.find(key.name), find(now.entry->value, key.name), form, key);
    }
    report_kind(where, old, now);
  }

  // A stage that has become a group, or the reverse.
  void report_kind(const Where& where, const StagePlace& old, const StagePlace& now) {
    if (is_group(old) == is_group(now)) return;
    out_.report(where, Kind::kChanged, {&old.entry->value, &old.entry->value}, &now.entry->value,
                kStage,
                is_group(now) ? "is now a group of stages" : "is no longer a group of stages");
  }

  void report_name(Where where, const StagePlace& old, const StagePlace& now) {
    const NewName& name = names_.stages().find(old.path)->second;
    const auto parent = names_.stages().find(old.parent);
    const bool follows =
        parent == names_.stages().end() ? now.parent.empty() : parent->second.now == now.parent;
    const bool is_renamed = local(old.path) != local(now.path);
    if (!is_renamed && follows) return;
    where.old_at = old.entry->key.range.begin;
    where.new_at = now.entry->key.range.begin;
    const Kind kind = is_renamed ? Kind::kRenamed : Kind::kMoved;
    out_.report(where, kind, {&old.entry->key, &old.entry->key}, &now.entry->key, {},
                say_thing({}, is_group(old) ? "group" : "stage", kind, old.path, now.path, {}),
                judge_.stage(old.path, name, is_group(old)));
  }

  void walk_deadlines(const StagePlace& old, const StagePlace& now, const Where& where) {
    size_t last = 0;
    bool in_order = true;
    for (const DeadlinePlace& deadline : new_deadlines_) {
      if (deadline.stage != now.path) continue;
      const std::optional<size_t> before = find_before(deadline_before_, deadline.name);
      walk_deadline(before, deadline, where);
      if (!before || old_deadlines_[*before].stage != old.path) continue;
      in_order = in_order && *before >= last;
      last = std::max(last, *before);
    }
    if (!in_order) out_.report_order(where.at("deadlines"), "deadlines");
    report_gone_deadlines(old.path, where, false);
  }

  void walk_deadline(std::optional<size_t> before, const DeadlinePlace& now, const Where& stage) {
    Where where = stage;
    where.path = now.document;
    where.new_at = now.raw->key.range.begin;
    const std::string name = local(now.name);
    if (!before) {
      return out_.report(where, Kind::kAdded, {}, &now.raw->value, kDeadline,
                         say_thing({}, "deadline", Kind::kAdded, {}, name,
                                   show(now.raw->value, kDeadline, out_.language())),
                         judge_.new_deadline());
    }
    const DeadlinePlace& old = old_deadlines_[*before];
    where.old_at = old.raw->key.range.begin;
    const auto stage_now = names_.stages().find(old.stage);
    const bool follows = stage_now->second.now == now.stage;
    const bool is_renamed = local(old.name) != name;
    if (is_renamed || !follows) {
      const Kind kind = is_renamed ? Kind::kRenamed : Kind::kMoved;
      const std::string_view was = follows ? std::string_view(old.raw->key.text) : old.name;
      out_.report(where, kind, {&old.raw->key, &old.raw->key}, &now.raw->key, {},
                  say_thing({}, "deadline", kind, was, follows ? name : now.name, {}),
                  judge_.deadline(old.name, names_.deadlines().find(old.name)->second));
    }
    where = where.inside(name);
    where.old_at = where.new_at = {};
    walk_.map(where, {&old.raw->value, &old.named->value}, &now.raw->value,
              form_of(MapKind::kDeadline));
  }

  // Of a stage that is gone, those alone that a record may take along and somebody must answer for.
  void report_gone_deadlines(std::string_view stage, const Where& where, bool is_stage_gone) {
    for (const DeadlinePlace& old : old_deadlines_) {
      if (old.stage != stage) continue;
      const NewName& name = names_.deadlines().find(old.name)->second;
      if (name.how != How::kGone && name.how != How::kMerged) continue;
      const Judgement judged = judge_.deadline(old.name, name);
      if (is_stage_gone && judged.effect != Effect::kNeedsAnswer) continue;
      Where inner = where;
      inner.path = old.document;
      inner.old_at = old.raw->key.range.begin;
      inner.new_at = {};
      out_.report(inner, Kind::kRemoved, {&old.raw->value, &old.raw->value}, nullptr, kDeadline,
                  say_thing({}, "deadline", Kind::kRemoved, local(old.name), {}, {}), judged);
    }
  }

  Walk& walk_;
  const Names& names_;
  const Judge& judge_;
  Reporter& out_;
  std::vector<StagePlace> old_stages_;
  std::vector<StagePlace> named_stages_;  // the old ones in the names of the new version
  std::vector<StagePlace> new_stages_;
  std::vector<DeadlinePlace> old_deadlines_;
  std::vector<DeadlinePlace> new_deadlines_;
  Before stage_before_;
  Before deadline_before_;
};

}  // namespace

void walk_stages(Walk& walk, const Node& before, const Node& after, const Names& names,
                 const Judge& judge, Reporter& out) {
  StageWalk(walk, before, after, names, judge, out).run();
}

}  // namespace stagegraph::diff
