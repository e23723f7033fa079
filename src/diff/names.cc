// SPDX-License-Identifier: Apache-2.0
// A word that was the name of something renamed becomes the new name wherever it stands. Where it
// was the name of something else too, the walk still sees that the old text is the new one.
#include "diff/names.h"

#include <algorithm>
#include <optional>
#include <set>

#include "ruleset/reading/behaviour.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Entry;
using yaml::Node;

namespace {

struct Thing {
  std::string name;
  std::string within;  // guesses stay within one map
  std::string does;    // a fingerprint
};

using Things = std::vector<Thing>;

// Pairs what is gone with what is new, where one thing alone on either side has a key.
template <typename KeyOf>
void guess(const Things& before, const Things& after, KeyOf&& key_of, Pairs& pairs) {
  struct Like {
    std::vector<const Thing*> gone;
    std::vector<const Thing*> fresh;
  };
  std::set<std::string_view> taken;
  for (const auto& [old, name] : pairs) taken.insert(name.now);
  std::map<std::string, Like> likes;
  for (const Thing& old : before) {
    if (!pairs.contains(old.name)) likes[key_of(old)].gone.push_back(&old);
  }
  for (const Thing& now : after) {
    if (!taken.contains(now.name)) likes[key_of(now)].fresh.push_back(&now);
  }
  for (const auto& [key, like] : likes) {
    const bool is_one = like.gone.size() == 1 && like.fresh.size() == 1;
    if (is_one) pairs[like.gone[0]->name] = {like.fresh[0]->name, How::kGuessed};
  }
}

// `said` gives the name that the ruleset says a thing has now, or none.
template <typename Said>
Pairs pair_things(const Things& before, const Things& after, bool are_stages, Said&& said) {
  std::set<std::string_view> names;
  for (const Thing& now : after) names.insert(now.name);
  std::set<std::string_view> taken;
  Pairs pairs;
  for (const Thing& old : before) {
    const auto same = names.find(old.name);
    if (same == names.end()) continue;
    pairs[old.name] = {old.name, How::kSame};
    taken.insert(*same);
  }
  for (const Thing& old : before) {
    if (pairs.contains(old.name)) continue;
    const auto now = names.find(said(old.name));
    if (now == names.end()) continue;
    const bool is_free = taken.insert(*now).second;
    pairs[old.name] = {std::string(*now), is_free ? How::kRenamed : How::kMerged};
  }
  const auto by_work = [](const Thing& thing) { return thing.within + ' ' + thing.does; };
  guess(before, after, by_work, pairs);
  // A stage in another group.
  const auto by_local_name = [](const Thing& thing) {
    return thing.name.substr(thing.name.rfind('.') + 1);
  };
  if (are_stages) guess(before, after, by_local_name, pairs);
  for (const Thing& old : before) pairs.try_emplace(old.name);
  return pairs;
}

std::optional<ValueForm> entry_form(const ValueForm& section) {
  switch (section.shape) {
    case Shape::kMapOf:
      return ValueForm{.shape = Shape::kMap, .of = section.of};
    case Shape::kConditions:
      return ValueForm{.shape = Shape::kCondition};
    case Shape::kSignatures:
      return ValueForm{.shape = Shape::kTypes};
    default:
      return std::nullopt;
  }
}

void add_stages(const Node* map, const std::string& parent, const std::string& document,
                std::vector<StagePlace>& places) {
  if (map == nullptr || !map->is_map()) return;
  for (const Entry& entry : map->entries) {
    const std::string& name = entry.key.text;
    const std::string path = parent.empty() ? name : parent + "." + name;
    const std::string place = document + "." + name;
    places.push_back({path, parent, place, &entry});
    if (entry.value.is_map())
      add_stages(entry.value.find("stages"), path, place + ".stages", places);
  }
}

// Of a stage alone, without those in it.
std::string does(const StagePlace& stage, const Node* actions) {
  Node alone = stage.entry->value;
  std::erase_if(alone.entries, [](const Entry& entry) { return entry.key.text == "stages"; });
  return behaviour_of(alone, {.shape = Shape::kMap, .of = MapKind::kStage}, actions);
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || byte >= 0x80;
}

}  // namespace

std::vector<StagePlace> stages_of(const Node& root) {
  std::vector<StagePlace> places;
  add_stages(root.find("stages"), {}, "stages", places);
  return places;
}

Names::Names(const Node& before, const Node& after, const migrate::Answers& answers,
             const Ruleset& rules)
    : answers_(answers), rules_(rules) {
  for (const Key& key : form_of(MapKind::kRuleset).keys) pair_section(before, after, key);
  renamed_ = rename(before);
  pair_stages(before, after);
  pair_deadlines(before, after);
  renamed_ = rename(before);
}

const Pairs& Names::section(std::string_view key) const {
  static const Pairs kNone;
  const auto found = sections_.find(key);
  return found == sections_.end() ? kNone : found->second;
}

void Names::pair_section(const Node& before, const Node& after, const Key& key) {
  const std::optional<ValueForm> form = entry_form(key.value);
  if (!form || key.name == "stages") return;
  const auto things = [&](const Node& root) {
    Things found;
    const Node* map = root.find(key.name);
    if (map == nullptr || !map->is_map()) return found;
    for (const Entry& entry : map->entries) {
      found.push_back({entry.key.text, {}, behaviour_of(entry.value, *form, root.find("actions"))});
    }
    return found;
  };
  const bool is_facts = key.name == "facts";
  Pairs pairs = pair_things(things(before), things(after), false, [&](const std::string& old) {
    const FactIndex fact = is_facts ? answers_.fact(old) : FactIndex(kNone);
    return fact == kNone ? std::string() : rules_.facts[fact].name;
  });
  note(pairs, false);
  sections_.emplace(key.name, std::move(pairs));
}

void Names::pair_stages(const Node& before, const Node& after) {
  const auto things = [](const Node& root, const Node& names) {
    Things found;
    const std::vector<StagePlace> places = stages_of(root);
    const std::vector<StagePlace> named = stages_of(names);
    for (size_t i = 0; i < places.size(); ++i) {
      found.push_back({named[i].path, named[i].parent, does(places[i], root.find("actions"))});
    }
    return found;
  };
  stages_ = pair_things(things(renamed_, before), things(after, after), true, [&](const auto& old) {
    const StageIndex stage = answers_.stage(old);
    return stage == kNone ? std::string() : rules_.stages[stage].path;
  });
  note(stages_, true);
}

void Names::pair_deadlines(const Node& before, const Node& after) {
  const ValueForm form = {.shape = Shape::kMap, .of = MapKind::kDeadline};
  const auto things = [&](const Node& root, const Node& names, bool is_old) {
    Things found;
    const std::vector<StagePlace> places = stages_of(root);
    const std::vector<StagePlace> named = stages_of(names);
    for (size_t i = 0; i < places.size(); ++i) {
      const Node* map =
          places[i].entry->value.is_map() ? places[i].entry->value.find("deadlines") : nullptr;
      const Node* map_named = named[i].entry->value.find("deadlines");
      if (map == nullptr || !map->is_map()) continue;
      const auto stage = stages_.find(named[i].path);
      const std::string within =
          is_old && stage != stages_.end() ? stage->second.now : named[i].path;
      for (size_t e = 0; e < map->entries.size(); ++e) {
        found.push_back({named[i].path + "." + map_named->entries[e].key.text, within,
                         behaviour_of(map->entries[e].value, form, root.find("actions"))});
      }
    }
    return found;
  };
  renamed_ = rename(before);
  deadlines_ = pair_things(things(renamed_, before, true), things(after, after, false), false,
                           [&](const std::string& old) {
                             const DeadlineIndex deadline = answers_.deadline(old).to;
                             if (deadline != kNone) return rules_.deadlines[deadline].name;
                             const size_t dot = old.rfind('.');  // it follows its stage
                             const auto stage = stages_.find(old.substr(0, dot));
                             const bool stays = stage == stages_.end() || stage->second.now.empty();
                             return stays ? std::string() : stage->second.now + old.substr(dot);
                           });
  note(deadlines_, true);
}

// The whole name, and where it is a path its last part too.
void Names::note(const Pairs& pairs, bool has_paths) {
  for (const auto& [old, name] : pairs) {
    if (name.how != How::kRenamed && name.how != How::kGuessed) continue;
    words_.emplace(old, name.now);
    if (!has_paths) continue;
    const std::string local = old.substr(old.rfind('.') + 1);
    const std::string local_now = name.now.substr(name.now.rfind('.') + 1);
    if (local != local_now) words_.emplace(local, local_now);
  }
}

// The longest beginning of a path that has another name: of `old.size`, the first part alone.
std::string Names::rename_word(std::string_view word) const {
  for (size_t end = word.size(); end != std::string_view::npos && end > 0;) {
    const auto found = words_.find(word.substr(0, end));
    if (found != words_.end()) return found->second + std::string(word.substr(end));
    end = word.rfind('.', end - 1);
  }
  return std::string(word);
}

std::string Names::rename(std::string_view text) const {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    out += rename_word(text.substr(at, end - at));
    if (end < text.size()) out += text[end++];
    at = end;
  }
  return out;
}

// The reader's budget for depth bounds the recursion.
Node Names::rename(const Node& node) const {
  if (words_.empty()) return node;
  Node renamed = node;
  if (node.is_scalar()) renamed.text = rename(node.text);
  for (Node& item : renamed.items) item = rename(item);
  for (Entry& entry : renamed.entries) {
    entry.key.text = rename(entry.key.text);
    entry.value = rename(entry.value);
  }
  return renamed;
}

}  // namespace stagegraph::diff
