// SPDX-License-Identifier: Apache-2.0
#include "diff/sentence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diff/show.h"

namespace stagegraph::diff {

namespace {

std::string after_colon(std::string_view about) {
  return about.empty() ? std::string() : std::string(about) + ": ";
}

std::string spaced(std::string_view label) {
  return label.empty() ? std::string() : std::string(label) + " ";
}

}  // namespace

std::string say_value(std::string_view about, const KeyWords& words, Kind kind,
                      std::string_view before, std::string_view after) {
  const std::string lead = after_colon(about);
  const std::string label = spaced(words.label);
  const bool is_bare = words.is_verb || words.label.empty();
  switch (kind) {
    case Kind::kAdded:
      return lead + (is_bare ? "now " : "new ") + label + shorten(after);
    case Kind::kRemoved:
      return lead + (is_bare ? "no longer " : "without ") + label + shorten(before);
    case Kind::kWritten:
      return lead + label + "is written differently";
    default:
      return lead + label + shorten(before) + " → " + shorten(after);
  }
}

std::string say_thing(std::string_view about, std::string_view noun, Kind kind,
                      std::string_view before, std::string_view after, std::string_view detail) {
  const std::string lead = after_colon(about);
  const std::string more = detail.empty() ? "" : ": " + shorten(detail);
  switch (kind) {
    case Kind::kAdded:
      if (after.empty()) return fmt::format("{}new {} {}", lead, noun, shorten(detail));
      return fmt::format("{}new {} {}{}", lead, noun, after, more);
    case Kind::kRenamed:
      return fmt::format("{}{} {} is now {}", lead, noun, before, after);
    case Kind::kMoved:
      return fmt::format("{}{} {} is now {}", lead, noun, before, after);
    default:
      return fmt::format("{}{}{}{} is gone{}", lead, noun, before.empty() ? "" : " ", before, more);
  }
}

std::string say_list(std::string_view about, const KeyWords& words,
                     const std::vector<std::string>& added, const std::vector<std::string>& removed,
                     std::string_view after) {
  std::string out = words.label.empty() ? words.key.data() : words.label;
  if (!about.empty()) out += fmt::format(" of {}", about);
  if (!added.empty()) out += fmt::format(" with {}", fmt::join(added, ", "));
  if (!removed.empty()) {
    out += fmt::format("{} without {}", added.empty() ? "" : ",", fmt::join(removed, ", "));
  }
  if (added.empty() && removed.empty()) {
    out += fmt::format(" in another order: {}", shorten(after));
  }
  return out;
}

}  // namespace stagegraph::diff
