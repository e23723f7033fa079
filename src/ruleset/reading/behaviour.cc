// SPDX-License-Identifier: Apache-2.0
// Walks the document by the table of keys and hashes each value in one form. Whatever the table
// does not mark as a label counts, so that a new key is never forgotten. The reader's budget for
// depth bounds the recursion.
#include "ruleset/reading/behaviour.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/fingerprint.h"
#include "cel/syntax/lexer.h"

namespace stagegraph::ruleset {

namespace {

using yaml::Node;

class Hasher {
 public:
  explicit Hasher(const Node* signatures) : signatures_(signatures) {}

  void add(const Node& node, const ValueForm& form) {
    switch (form.shape) {
      case Shape::kProse:
        return;
      case Shape::kMap:
        return add_map(node, form_of(form.of));
      case Shape::kMapOf:
        return add_entries(node, map(form.of));
      case Shape::kListOf:
        return add_list(node, map(form.of));
      case Shape::kOneOrMore:
        return add_one_or_more(node, map(form.of));
      case Shape::kHandlers:
        return add_entries(node, {.shape = Shape::kOneOrMore, .of = MapKind::kTransition});
      case Shape::kNames:
      case Shape::kTexts:
        return add_one_or_more(node, {.shape = Shape::kText});
      case Shape::kWeek:
        return add_entries(node, {.shape = Shape::kTexts});
      case Shape::kCondition:
        return add_condition(node);
      case Shape::kRenames:
        return add_tree(node, false);
      case Shape::kConditions:
        return add_entries(node, {.shape = Shape::kCondition});
      case Shape::kTypes:
        return add_entries(node, map(MapKind::kType));
      case Shape::kSignatures:
        return add_entries(node, {.shape = Shape::kTypes});
      case Shape::kValue:
      case Shape::kValues:
        return add_tree(node, true);
      case Shape::kText:
      case Shape::kName:
      case Shape::kNameList:
      case Shape::kTextList:
      case Shape::kBool:
      case Shape::kWhole:
      case Shape::kSpan:
      case Shape::kRate:
      case Shape::kChoice:
      case Shape::kNeed:
      case Shape::kType:
      case Shape::kCarries:
        return add_tree(node, false);
    }
  }

  std::string hex() const { return fingerprint_.hex(); }

 private:
  static ValueForm map(MapKind kind) { return {.shape = Shape::kMap, .of = kind}; }

  // Known keys in the order of the table, then the author's own in theirs.
  void add_map(const Node& node, const MapForm& form) {
    fingerprint_.add("map");
    if (node.is_map()) {
      for (const Key& key : form.keys) add_key(node, key);
      if (form.others) add_others(node, form);
    } else if (const Key* key = find_key(form, form.short_for)) {
      fingerprint_.add(key->name);
      add(node, key->value);
    } else {
      add_tree(node, false);
    }
    fingerprint_.add("end");
  }

  void add_key(const Node& node, const Key& key) {
    const Node* value = node.find(key.name);
    if (value == nullptr || key.is_label || key.value.shape == Shape::kProse) return;
    fingerprint_.add(key.name);
    add(*value, key.value);
  }

  void add_others(const Node& node, const MapForm& form) {
    for (const yaml::Entry& entry : node.entries) {
      if (find_key(form, entry.key.text) != nullptr) continue;
      fingerprint_.add(entry.key.text);
      if (form.kind == MapKind::kActionItem) {
        add_arguments(entry);
      } else {
        add(entry.value, *form.others);
      }
    }
  }

  // Of an action of the host. A text by language is one for people.
  void add_arguments(const yaml::Entry& action) {
    if (!action.value.is_map()) return add_tree(action.value, true);
    fingerprint_.add("entries");
    for (const yaml::Entry& argument : action.value.entries) {
      fingerprint_.add(argument.key.text);
      if (argument.value.is_map() && is_text(action.key.text, argument.key.text)) continue;
      add_tree(argument.value, true);
    }
    fingerprint_.add("end");
  }

  bool is_text(std::string_view action, std::string_view parameter) const {
    const Node* parameters = signatures_ == nullptr ? nullptr : signatures_->find(action);
    const Node* type = parameters == nullptr ? nullptr : parameters->find(parameter);
    return type != nullptr && type->text == "string";
  }

  void add_entries(const Node& node, const ValueForm& values) {
    if (!node.is_map()) return add_tree(node, false);
    fingerprint_.add("entries");
    for (const yaml::Entry& entry : node.entries) {
      fingerprint_.add(entry.key.text);
      add(entry.value, values);
    }
    fingerprint_.add("end");
  }

  void add_list(const Node& node, const ValueForm& items) {
    fingerprint_.add("list");
    for (const Node& item : node.items) add(item, items);
    fingerprint_.add("end");
  }

  void add_one_or_more(const Node& node, const ValueForm& item) {
    if (node.kind == yaml::NodeKind::kSequence) return add_list(node, item);
    fingerprint_.add("list");
    add(node, item);
    fingerprint_.add("end");
  }

  // CEL by its tokens. The tests of a map stay as they are written.
  void add_condition(const Node& node) {
    if (!node.is_scalar()) return add_tree(node, true);
    std::vector<cel::Issue> issues;
    const std::vector<cel::Token> tokens = cel::tokenize(node.text, issues);
    fingerprint_.add("condition");
    for (const cel::Token& token : tokens) {
      fingerprint_.add(std::string_view(node.text).substr(token.begin, token.end - token.begin));
    }
  }

  // As it is written. A quoted scalar is another value than a plain one where a type is guessed.
  void add_tree(const Node& node, bool is_typed) {
    switch (node.kind) {
      case yaml::NodeKind::kScalar:
        fingerprint_.add(is_typed && !node.is_plain() ? "quoted" : "plain");
        fingerprint_.add(node.text);
        return;
      case yaml::NodeKind::kSequence:
        fingerprint_.add("list");
        for (const Node& item : node.items) add_tree(item, is_typed);
        break;
      case yaml::NodeKind::kMap:
        fingerprint_.add("entries");
        for (const yaml::Entry& entry : node.entries) {
          fingerprint_.add(entry.key.text);
          add_tree(entry.value, is_typed);
        }
        break;
    }
    fingerprint_.add("end");
  }

  const Node* signatures_;  // of the host's actions; may be null
  Fingerprint fingerprint_;
};

}  // namespace

std::string behaviour_of(const Node& root) {
  return behaviour_of(root, {.shape = Shape::kMap, .of = MapKind::kRuleset}, root.find("actions"));
}

std::string behaviour_of(const Node& value, const ValueForm& form, const Node* actions) {
  Hasher hasher(actions);
  hasher.add(value, form);
  return hasher.hex();
}

}  // namespace stagegraph::ruleset
