// SPDX-License-Identifier: Apache-2.0
// All texts are looked at, whichever language is taken.
#include "ruleset/load/labels.h"

#include <fmt/format.h>

#include <vector>

#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

constexpr Scope kAnyEvent = {.events = Scope::Events::kAny};

std::vector<DocPlace> texts_of(const DocPlace& place) {
  std::vector<DocPlace> texts;
  if (place && place.node->is_scalar()) texts.push_back(place);
  if (!place || !place.node->is_map()) return texts;
  for (const yaml::Entry& entry : place.node->entries) {
    if (entry.value.is_scalar()) texts.push_back(child_of(place, entry));
  }
  return texts;
}

bool has_placeholder(Loader& loader, const DocPlace& text) {
  for (std::string_view open : {"${", "{{"}) {
    if (text.node->text.find(open) == std::string::npos) continue;
    loader.findings.error(
        "literal-only", text,
        fmt::format(
            "nothing is put in place of '{}' here, so it would be shown as it stands. Write "
            "the text in words. Values can stand in the arguments of an action",
            open));
    return true;
  }
  return false;
}

bool is_expression(Loader& loader, const DocPlace& text) {
  if (!loader.expressions.is_expression(text.node->text, kAnyEvent)) return false;
  loader.findings.error(
      "literal-only", text,
      "this is an expression, and nothing works it out here, so it would be shown "
      "as it stands. Write the text in words. Values can stand in the arguments "
      "of an action, as '${...}'");
  return true;
}

}  // namespace

std::optional<std::string> read_label(Loader& loader, const DocPlace& place) {
  for (const DocPlace& text : texts_of(place)) {
    if (has_placeholder(loader, text) || is_expression(loader, text)) return std::nullopt;
  }
  return read_prose(loader.findings, place, loader.language);
}

std::optional<std::string> read_fixed_text(Loader& loader, const DocPlace& place) {
  std::optional<std::string> text = read_text(loader.findings, place);
  if (text && has_placeholder(loader, place)) return std::nullopt;
  return text;
}

}  // namespace stagegraph::ruleset
