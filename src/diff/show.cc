// SPDX-License-Identifier: Apache-2.0
// The reader's budget for depth bounds the recursion.
#include "diff/show.h"

#include <algorithm>

#include "diff/words.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Entry;
using yaml::Node;

namespace {

constexpr size_t kLimit = 160;  // bytes of a value in a sentence

// Line feeds and runs of spaces are one space.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Shower {
 public:
  explicit Shower(std::string_view language) : language_(language) {}

  void add(const Node& node, const ValueForm& form, bool is_outermost) {
    switch (form.shape) {
      case Shape::kProse:
        return add_prose(node);
      case Shape::kMap:
        return add_map(node, form_of(form.of), is_outermost);
      case Shape::kMapOf:
        return add_named(node, {.shape = Shape::kMap, .of = form.of}, is_outermost);
      case Shape::kListOf:
      case Shape::kOneOrMore:
        return add_items(node, {.shape = Shape::kMap, .of = form.of}, is_outermost);
      case Shape::kHandlers:
        return add_named(node, {.shape = Shape::kOneOrMore, .of = MapKind::kTransition},
                         is_outermost);
      case Shape::kValues:
        return add_values(node);
      default:
        return add_plain(node, is_outermost);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void add_prose(const Node& node) { out_ += '"' + text_of(&node, language_) + '"'; }

  void add_map(const Node& node, const MapForm& form, bool is_outermost) {
    if (!node.is_map()) return add_plain(node, is_outermost);
    if (form.kind == MapKind::kActionItem) return add_action(node);
    if (!is_outermost) out_ += '(';
    bool is_first = true;
    for (const Entry& entry : node.entries) {
      const Key* key = find_key(form, entry.key.text);
      if (key != nullptr && (key->name == "doc" || key->name == "was")) continue;
      if (!is_first) out_ += ", ";
      is_first = false;
      std::string label = key == nullptr ? entry.key.text : words_of(form.kind, *key).label;
      if (entry.key.text == "do") label = "does";
      if (label.empty() || label.front() == '`') label = entry.key.text;
      out_ += label + ' ';
      add(entry.value, key != nullptr ? key->value : form.others.value_or(ValueForm{}), false);
    }
    if (!is_outermost) out_ += ')';
  }

  // "set size to 3", "notify (to wu, message "…")".
  void add_action(const Node& node) {
    bool is_first = true;
    for (const Entry& entry : node.entries) {
      if (!is_first) out_ += ", ";
      is_first = false;
      out_ += entry.key.text + ' ';
      if (entry.key.text == "set") {
        add_values(entry.value);
      } else if (entry.value.is_map()) {
        add_arguments(entry.value);
      } else {
        add_plain(entry.value, true);
      }
    }
  }

  void add_arguments(const Node& node) {
    out_ += '(';
    for (size_t i = 0; i < node.entries.size(); ++i) {
      out_ += (i > 0 ? ", " : "") + node.entries[i].key.text + ' ';
      const Node& value = node.entries[i].value;
      has_languages(value) ? add_prose(value) : add_plain(value, false);
    }
    out_ += ')';
  }

  void add_values(const Node& node) {
    if (!node.is_map()) return add_plain(node, true);
    for (size_t i = 0; i < node.entries.size(); ++i) {
      out_ += (i > 0 ? ", " : "") + node.entries[i].key.text + " to ";
      add_plain(node.entries[i].value, false);
    }
  }

  void add_named(const Node& node, const ValueForm& values, bool is_outermost) {
    if (!node.is_map()) return add_plain(node, is_outermost);
    if (!is_outermost) out_ += '(';
    for (size_t i = 0; i < node.entries.size(); ++i) {
      out_ += (i > 0 ? ", " : "") + node.entries[i].key.text;
      const Node& value = node.entries[i].value;
      if (value.is_map() && value.entries.empty()) continue;
      out_ += ": ";
      add(value, values, false);
    }
    if (!is_outermost) out_ += ')';
  }

  void add_items(const Node& node, const ValueForm& item, bool is_outermost) {
    if (!node.is_sequence()) return add(node, item, is_outermost);
    for (size_t i = 0; i < node.items.size(); ++i) {
      if (i > 0) out_ += "; ";
      add(node.items[i], item, node.items.size() == 1 && is_outermost);
    }
  }

  // As YAML has it, without the outermost brackets.
  void add_plain(const Node& node, bool is_outermost) {
    if (node.is_scalar()) {
      out_ += on_one_line(node.text);
      return;
    }
    const bool is_map = node.is_map();
    is_outermost = is_outermost || (!is_map && node.items.size() == 1);
    if (!is_outermost) out_ += is_map ? '{' : '(';
    const size_t size = is_map ? node.entries.size() : node.items.size();
    for (size_t i = 0; i < size; ++i) {
      if (i > 0) out_ += ", ";
      if (is_map) out_ += node.entries[i].key.text + ": ";
      add_plain(is_map ? node.entries[i].value : node.items[i], false);
    }
    if (!is_outermost) out_ += is_map ? '}' : ')';
  }

  std::string_view language_;
  std::string out_;
};

}  // namespace

std::string show(const Node& node, const ValueForm& form, std::string_view language) {
  Shower shower(language);
  shower.add(node, form, true);
  return shower.take();
}

bool has_languages(const Node& node) {
  return node.is_map() && !node.entries.empty() &&
         std::all_of(node.entries.begin(), node.entries.end(), [](const Entry& entry) {
           return is_language(entry.key.text) && entry.value.is_scalar();
         });
}

std::string text_of(const Node* prose, std::string_view language) {
  if (prose == nullptr) return {};
  if (!prose->is_map() || prose->entries.empty()) return on_one_line(prose->text);
  Findings findings("");
  const DocPlace chosen = choose_translation(findings, {prose, nullptr, ""}, language);
  return on_one_line((chosen ? chosen.node : &prose->entries.front().value)->text);
}

std::string shorten(std::string_view text) {
  if (text.size() <= kLimit) return std::string(text);
  size_t end = kLimit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace stagegraph::diff
