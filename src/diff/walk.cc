// SPDX-License-Identifier: Apache-2.0
// Down to the value that differs: maps by key, named things by name, other lists by what their
// items are (align.h). The reader's budget for depth bounds the recursion.
#include "diff/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "diff/align.h"
#include "diff/find.h"
#include "diff/items.h"
#include "diff/sentence.h"
#include "diff/show.h"
#include "ruleset/reading/behaviour.h"
#include "ruleset/reading/tree_fingerprint.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Entry;
using yaml::Node;

namespace {

bool is_map_or_absent(const Node* node) { return node == nullptr || node->is_map(); }

// What may stand for a map with one key.
const Node* member(const Node* node, const MapForm& form, std::string_view key) {
  if (node == nullptr || node->is_map()) return find(node, key);
  return form.short_for == key ? node : nullptr;
}

Old member(const Old& old, const MapForm& form, std::string_view key) {
  if (!old || old.raw->is_map()) return old.find(key);
  return form.short_for == key ? old : Old{};
}

}  // namespace

// ------------------------------------------------------------------ maps

void Walk::map(const Where& where, const Old& old, const Node* now, const MapForm& form) {
  const bool is_open = is_map_or_absent(old.raw) && is_map_or_absent(now);
  if (!is_open && form.short_for.empty()) {
    return leaf(where, old, now, {.shape = Shape::kMap, .of = form.kind});
  }
  for (const Key& known : form.keys) {
    key(where, member(old, form, known.name), member(now, form, known.name), form, known);
  }
  if (form.others) others(where, old, now, form);
}

void Walk::key(const Where& where, const Old& old, const Node* now, const MapForm& form,
               const Key& known) {
  if (!old && now == nullptr) return;
  Where inner = where.at(known.name);
  inner.words = words_of(form.kind, known);
  inner.is_label = where.is_label || inner.words.effect == Effect::kCosmetic;
  inner.old_at = inner.new_at = {};
  const bool has_own = inner.words.effect != Effect::kNextStep || !inner.words.note.empty();
  if (inner.is_label) {
    inner.judgement = {Effect::kCosmetic, where.is_label ? where.judgement.note : inner.words.note};
  } else if (has_own && where.judgement.effect == Effect::kNextStep) {
    inner.judgement = {inner.words.effect, inner.words.note};
  }
  value(inner, old, now, known);
}

void Walk::value(const Where& where, const Old& old, const Node* now, const Key& key) {
  const ValueForm& form = key.value;
  switch (form.shape) {
    case Shape::kProse:
      return prose(where, old, now);
    case Shape::kMap:
      if ((!old || now == nullptr) && where.words.in != MapKind::kRuleset) {
        return leaf(where, old, now, form);
      }
      return map(where.words.in == MapKind::kRuleset ? where : where.inside(where.words.label), old,
                 now, form_of(form.of));
    case Shape::kMapOf:
      return entries(where, old, now, key, {.shape = Shape::kMap, .of = form.of});
    case Shape::kHandlers:
      return entries(where, old, now, key,
                     {.shape = Shape::kOneOrMore, .of = MapKind::kTransition});
    case Shape::kConditions:
      return entries(where, old, now, key, {.shape = Shape::kCondition});
    case Shape::kTypes:
      return entries(where, old, now, key, {.shape = Shape::kMap, .of = MapKind::kType});
    case Shape::kSignatures:
      return entries(where, old, now, key, {.shape = Shape::kTypes});
    case Shape::kValues:
      return entries(where, old, now, key, {.shape = Shape::kValue});
    case Shape::kRenames:
      return entries(where, old, now, key, {.shape = Shape::kName});
    case Shape::kWeek:
      return entries(where, old, now, key, {.shape = Shape::kTexts});
    case Shape::kListOf:
    case Shape::kOneOrMore:
      return items(where.inside(where.words.label), old, now, key, form_of(form.of));
    case Shape::kNames:
    case Shape::kNameList:
    case Shape::kTexts:
    case Shape::kTextList:
    case Shape::kCarries:
      return list(where, old, now, key);
    default:
      return leaf(where, old, now, form);
  }
}

void Walk::others(const Where& where, const Old& old, const Node* now, const MapForm& form) {
  const auto is_other = [&](const Entry& entry) {
    return find_key(form, entry.key.text) == nullptr;
  };
  const auto each = [&](const std::string& name, const Old& before, const Node* after) {
    Where inner = where.at(name);
    inner.words = {.in = form.kind, .key = {}, .label = name};
    const bool are_maps = before && after != nullptr && before.raw->is_map() && after->is_map();
    if (form.kind == MapKind::kActionItem && are_maps)
      return arguments(inner, name, before, *after);
    leaf(inner, before, after, form.others.value_or(ValueForm{}));
  };
  const auto find_old = [&](std::string_view name) {
    for (size_t i = 0; i < old.size(); ++i) {
      if (old.named->entries[i].key.text == name || old.raw->entries[i].key.text == name) {
        return old.entry(i);
      }
    }
    return Old{};
  };
  if (now != nullptr) {
    for (const Entry& entry : now->entries) {
      if (is_other(entry)) each(entry.key.text, find_old(entry.key.text), &entry.value);
    }
  }
  for (size_t i = 0; i < old.size(); ++i) {
    const Entry& raw = old.raw->entries[i];
    const bool stays =
        find(now, raw.key.text) != nullptr || find(now, old.named->entries[i].key.text) != nullptr;
    // A column that is gone has been told once for all rows.
    const bool is_told = form.kind == MapKind::kTableRow && !has_output(where.name, raw.key.text);
    if (is_other(raw) && !stays && !is_told) each(raw.key.text, old.entry(i), nullptr);
  }
}

bool Walk::has_output(std::string_view table, std::string_view output) const {
  return find(find(find(find(&after_, "tables"), table), "gives"), output) != nullptr;
}

// Of one action of the host. A text by language is one for people.
void Walk::arguments(const Where& where, std::string_view action, const Old& old, const Node& now) {
  const auto is_text = [&](const Node& root, std::string_view parameter) {
    const Node* type = find(find(find(&root, "actions"), action), parameter);
    return type != nullptr && type->text == "string";
  };
  const auto one = [&](const std::string& name, const Old& before, const Node* after) {
    Where inner = where.at(name);
    inner.words = {.in = MapKind::kActionItem, .key = {}, .label = name};
    const bool are_maps = before && after != nullptr && before.raw->is_map() && after->is_map();
    if (are_maps && is_text(before_, name) && is_text(after_, name)) {
      inner.is_label = true;
      return prose(inner, before, after);
    }
    leaf(inner, before, after, {.shape = Shape::kValue});
  };
  for (const Entry& entry : now.entries)
    one(entry.key.text, old.find(entry.key.text), &entry.value);
  for (size_t i = 0; i < old.size(); ++i) {
    const std::string& name = old.raw->entries[i].key.text;
    if (now.find(name) == nullptr) one(name, old.entry(i), nullptr);
  }
}

// ------------------------------------------------------------------ things with names

void Walk::entries(const Where& where, const Old& old, const Node* now, const Key& key,
                   const ValueForm& form) {
  if (!is_map_or_absent(old.raw) || !is_map_or_absent(now)) return leaf(where, old, now, key.value);
  std::map<std::string_view, size_t> olds;
  for (size_t i = 0; i < old.size(); ++i) olds.emplace(old.raw->entries[i].key.text, i);
  for (size_t i = 0; i < old.size(); ++i) olds.emplace(old.named->entries[i].key.text, i);
  std::vector<bool> is_found(old.size());
  bool in_order = true;
  size_t last = 0;
  for (size_t n = 0; now != nullptr && n < now->entries.size(); ++n) {
    const Entry& entry_now = now->entries[n];
    Where inner = where.at(entry_now.key.text);
    inner.new_at = entry_now.key.range.begin;
    const auto found = olds.find(entry_now.key.text);
    if (found == olds.end() || is_found[found->second]) {
      entry(inner, {}, entry_now.key.text, {}, &entry_now.value, key, form);
      continue;
    }
    const size_t place = found->second;
    is_found[place] = true;
    in_order = in_order && place >= last;
    last = std::max(last, place);
    inner.old_at = old.raw->entries[place].key.range.begin;
    entry(inner, old.raw->entries[place].key.text, entry_now.key.text, old.entry(place),
          &entry_now.value, key, form);
  }
  for (size_t i = 0; i < old.size(); ++i) {
    if (is_found[i]) continue;
    const std::string& name = old.raw->entries[i].key.text;
    Where inner = where.at(name);
    inner.old_at = old.raw->entries[i].key.range.begin;
    entry(inner, name, {}, old.entry(i), nullptr, key, form);
  }
  if (!in_order) out_.report_order(where, key.name);
}

void Walk::entry(const Where& outer, std::string_view old_name, std::string_view new_name,
                 const Old& old, const Node* now, const Key& key, const ValueForm& form) {
  Where where = outer;
  const std::string_view name = new_name.empty() ? old_name : new_name;
  const bool is_section = where.section == key.name;
  if (is_section) where.name = name;
  const bool has_heading = is_section && (key.name == "tables" || key.name == "cadences");
  if (has_heading)
    where.heading = fmt::format("{} {}", key.name == "tables" ? "Table" : "Cadence", name);
  const Kind kind = old_name.empty()       ? Kind::kAdded
                    : new_name.empty()     ? Kind::kRemoved
                    : old_name != new_name ? Kind::kRenamed
                                           : Kind::kChanged;
  const std::string noun = noun_of(key);
  const std::string_view label = where.words.label;
  if (form.shape == Shape::kValue) {
    where.words.label = fmt::format("sets {} to", name);
    where.words.is_verb = true;
    return leaf(where, old, now, form);
  }
  if (kind == Kind::kAdded || kind == Kind::kRemoved) {
    const Node* node = kind == Kind::kAdded ? now : old.raw;
    const std::string detail = out_.shown(node, form);
    const auto judged = judge_entry(where, old_name, kind, old, now);
    if (key.value.shape == Shape::kHandlers) {
      const std::string handled = detail.empty() ? "handled" : shorten(detail);
      return out_.report(where, kind, old, now, form,
                         fmt::format("{}: {} {}", where.inside(name).about,
                                     kind == Kind::kAdded ? "now" : "no longer", handled),
                         judged);
    }
    return out_.report(
        where, kind, old, now, form,
        say_thing(where.about, noun, kind, old_name, new_name, kind == Kind::kAdded ? detail : ""),
        judged);
  }
  if (kind == Kind::kRenamed) {
    out_.report(where, kind, old, now, form,
                say_thing(where.about, noun, kind, old_name, new_name, {}),
                judge_entry(where, old_name, kind, old, now));
  }
  const bool is_told_by_heading = has_heading;
  const bool names_key = !is_section && key.value.shape != Shape::kHandlers && !label.empty();
  Where inner = names_key            ? where.inside(fmt::format("{} {}", noun, name))
                : is_told_by_heading ? where
                                     : where.inside(name);
  inner.old_at = inner.new_at = {};
  if (form.shape == Shape::kMap) return map(inner, old, now, form_of(form.of));
  inner.words.label.clear();
  const bool is_signature = key.value.shape == Shape::kSignatures;
  const Key values = {.name = is_signature ? "parameter" : key.name, .value = form, .doc = {}};
  value(inner, old, now, values);
}

// ------------------------------------------------------------------ lists

void Walk::items(const Where& where, const Old& old, const Node* now, const Key& key,
                 const MapForm& form) {
  const auto before = keys_of(old.named, form, before_.find("actions"));
  const auto after = keys_of(now, form, after_.find("actions"));
  for (const ItemPair& pair : align(before, after)) {
    const Old old_item =
        pair.before ? Old{&item_of(*old.raw, *pair.before), &item_of(*old.named, *pair.before)}
                    : Old{};
    const Node* now_item = pair.after ? &item_of(*now, *pair.after) : nullptr;
    const bool is_alone = before.size() < 2 && after.size() < 2;
    const Node& shown_item = now_item != nullptr ? *now_item : *old_item.raw;
    const size_t place = pair.after ? *pair.after : *pair.before;
    Where inner = where.at(std::to_string(place));
    inner.words.label = label_of(shown_item, noun_of(key), place, is_alone, form);
    item(inner, pair.before, pair.after, old_item, now_item, pair.is_moved, key, form);
  }
}

void Walk::item(const Where& where, std::optional<size_t> before, std::optional<size_t> after,
                const Old& old, const Node* now, bool is_moved, const Key& key,
                const MapForm& form) {
  const ValueForm shape = {.shape = Shape::kMap, .of = form.kind};
  const std::string noun = form.kind == MapKind::kTransition ? "choice" : noun_of(key);
  const bool is_numbered = form.kind != MapKind::kActionItem && form.kind != MapKind::kReminder;
  const auto number = [&](const std::optional<size_t>& place) {
    return place && is_numbered ? std::to_string(*place + 1) : std::string();
  };
  if (before && after) {
    if (is_moved) {
      out_.report(where, Kind::kMoved, old, now, shape,
                  say_thing(where.about, noun, Kind::kMoved, std::to_string(*before + 1),
                            fmt::format("number {}", *after + 1), {}));
    }
    if (form.kind == MapKind::kActionItem) return action(where, old, *now, form);
    return map(where.inside(where.words.label), old, now, form);
  }
  const Kind kind = after ? Kind::kAdded : Kind::kRemoved;
  std::optional<Judgement> judged;
  if (!after && has_deep(*old.raw, "approval")) judged = judge_.gone_request("an approval");
  out_.report(where, kind, old, now, shape,
              say_thing(where.about, noun, kind, number(before), number(after),
                        out_.shown(after ? now : old.raw, shape)),
              judged);
}

// One action in the place of another is one change.
void Walk::action(const Where& where, const Old& old, const Node& now, const MapForm& form) {
  const ValueForm shape = {.shape = Shape::kMap, .of = form.kind};
  const std::string& name = where.words.label;
  const auto is_named = [&](const Node& node) { return label_of(node, {}, 0, true, form) == name; };
  if (is_named(*old.raw) || is_named(*old.named)) {
    const bool is_of_host = find_key(form, name) == nullptr;
    return map(is_of_host ? where.inside(name) : where, old, &now, form);
  }
  const KeyWords words = {.in = form.kind, .key = {}, .label = "action"};
  out_.report(where, Kind::kChanged, old, &now, shape,
              say_value(where.about, words, Kind::kChanged, out_.shown(old.raw, shape),
                        out_.shown(&now, shape)));
}

void Walk::list(const Where& where, const Old& old, const Node* now, const Key& key) {
  if (old && now != nullptr && out_.is_same(old, *now, key.value))
    return leaf(where, old, now, key.value);
  const std::vector<std::string> before = texts_of(old.named);
  const std::vector<std::string> after = texts_of(now);
  std::vector<std::string> added = without(after, before);
  std::vector<std::string> removed = without(texts_of(old.named), after);
  std::optional<Judgement> judged;
  if (where.words.in == MapKind::kFact && key.name == "values") {
    judged = judge_.enum_values(where.name, removed);
  }
  const bool has_criteria = key.name == "require" || key.name == "reject_if";
  if (has_criteria) {
    for (std::vector<std::string>* texts : {&added, &removed}) {
      for (std::string& text : *texts) text += out_.criterion_text(text);
    }
  }
  const Kind kind = !old ? Kind::kAdded : now == nullptr ? Kind::kRemoved : Kind::kChanged;
  out_.report(where, kind, old, now, key.value,
              say_list(where.about, where.words, added, removed, out_.shown(now, key.value)),
              judged);
}

// ------------------------------------------------------------------ values

// Of texts by language, those that differ.
void Walk::prose(const Where& where, const Old& old, const Node* now) {
  Where inner = where;
  inner.is_label = true;
  inner.judgement = {};
  if (!old || now == nullptr) return leaf(inner, old, now, {.shape = Shape::kProse});
  if (fingerprint_of(*old.raw) == fingerprint_of(*now)) return;
  std::string before = text_of(old.raw, out_.language());
  std::string after = text_of(now, out_.language());
  std::string languages;
  if (before == after) {  // a translation
    before.clear();
    after.clear();
    const auto add = [&](const Node& from, const Node& other, std::string& text) {
      for (const Entry& entry : from.entries) {
        const Node* same = other.is_map() ? other.find(entry.key.text) : &other;
        if (same != nullptr && same->text == entry.value.text) continue;
        text += (text.empty() ? "" : ", ") + text_of(&entry.value, {});
        if (languages.find(entry.key.text) == std::string::npos) {
          languages += (languages.empty() ? "" : ", ") + entry.key.text;
        }
      }
    };
    add(*old.raw, *now, before);
    add(*now, *old.raw, after);
  }
  if (!languages.empty()) inner.words.label += fmt::format(" in {}", languages);
  const bool has_texts = !before.empty() || !after.empty();
  const Kind kind = !has_texts       ? Kind::kWritten
                    : before.empty() ? Kind::kAdded
                    : after.empty()  ? Kind::kRemoved
                                     : Kind::kChanged;
  out_.report_text(inner, kind, old, now, before, after,
                   say_value(inner.about, inner.words, kind, before, after));
}

void Walk::leaf(const Where& where, const Old& old, const Node* now, const ValueForm& form) {
  if (!old && now == nullptr) return;
  if (old && now != nullptr && out_.is_same(old, *now, form)) {
    const bool is_plain = fingerprint_of(*old.raw) == fingerprint_of(*now) ||
                          fingerprint_of(*old.named) == fingerprint_of(*now);
    if (is_plain) return;
    return out_.report(where, Kind::kWritten, old, now, form,
                       say_value(where.about, where.words, Kind::kWritten, {}, {}));
  }
  const Kind kind = !old ? Kind::kAdded : now == nullptr ? Kind::kRemoved : Kind::kChanged;
  const auto text = [&](const Node* node) {
    const bool is_text = form.shape == Shape::kValue && node != nullptr && has_languages(*node);
    return is_text ? text_of(node, out_.language()) : out_.shown(node, form);
  };
  std::string says = say_value(where.about, where.words, kind, text(old.raw), text(now));
  if (kind == Kind::kChanged && text(old.raw) == text(now)) {
    says = fmt::format("{} is {}", where.inside(where.words.label).about,
                       now->is_map() ? "given by language" : "one text for all languages");
  }
  out_.report(where, kind, old, now, form, std::move(says), judge_leaf(where, kind, old, now));
}

Judgement Walk::judge_leaf(const Where& where, Kind kind, const Old& old, const Node* now) const {
  const std::string_view key = where.words.key;
  if (where.words.in == MapKind::kFact && where.section == "facts") {
    if (key == "type") return judge_.fact_type(where.name);
    if (key == "min" || key == "max") {
      return judge_.fact_bound(where.name, key == "max", old.raw, now);
    }
  }
  const bool is_gone = kind == Kind::kRemoved;
  if (is_gone && key == "approval") return judge_.gone_request("an approval");
  if (is_gone && key == "extend") return judge_.gone_request("more time");
  return where.judgement;
}

std::optional<Judgement> Walk::judge_entry(const Where& where, std::string_view old_name, Kind kind,
                                           const Old& old, const Node* now) const {
  if (where.section == "facts") {
    if (kind == Kind::kAdded) return judge_.new_fact(*now);
    const Pairs& pairs = names_.section("facts");
    return judge_.fact(old_name, pairs.find(old_name)->second);
  }
  if (where.section == "events" && kind == Kind::kRemoved) return judge_.gone_event(old_name);
  if (kind == Kind::kRemoved && has_deep(*old.raw, "approval")) {
    return judge_.gone_request("an approval");
  }
  return std::nullopt;
}

}  // namespace stagegraph::diff
