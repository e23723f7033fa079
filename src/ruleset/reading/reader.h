// Reading maps, lists and scalars with findings for what is not as it should be. Every function
// that returns nothing, or an empty place, has reported why; an absent place is read in silence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/reading/choices.h"
#include "ruleset/reading/findings.h"
#include "ruleset/reading/keys.h"
#include "time/span.h"

namespace stagegraph::ruleset {

DocPlace child_of(const DocPlace& place, const yaml::Entry& entry);
DocPlace item_of(const DocPlace& place, size_t index);

// "a map", "a list", "the text 'x'", "nothing".
std::string describe(const yaml::Node& node);

// One map, its keys checked against its form when this is made: unknown ones, missing ones, ones
// without a value and ones that this version does not run are reported.
class Fields {
 public:
  Fields(Findings& findings, DocPlace place, MapKind kind);

  bool is_map() const { return place_ && place_.node->is_map(); }
  const DocPlace& place() const { return place_; }
  // What stands under `key`, which the form must have; an empty place where nothing does.
  DocPlace operator[](std::string_view key) const;
  // The entries under keys of the author's own, for forms that have such.
  std::vector<DocPlace> others() const;

 private:
  void check_entry(const yaml::Entry& entry) const;
  void check_missing() const;

  Findings& findings_;
  DocPlace place_;
  const MapForm& form_;
};

// The index of a scalar among `words`. Reports the others.
std::optional<size_t> read_word(Findings& findings, const DocPlace& place,
                                std::span<const std::string_view> words);

// What the word there stands for, of a table in choices.h.
template <typename E, size_t N>
std::optional<E> read_choice(Findings& findings, const DocPlace& place,
                             const std::array<Choice<E>, N>& choices) {
  std::optional<size_t> index = read_word(findings, place, words_of(choices));
  return index ? std::optional(choices[*index].value) : std::nullopt;
}

bool is_blank(const DocPlace& place);  // absent, or null

std::optional<std::string> read_text(Findings& findings, const DocPlace& place);
std::optional<bool> read_bool(Findings& findings, const DocPlace& place);
std::optional<int64_t> read_whole(Findings& findings, const DocPlace& place, int64_t min,
                                  int64_t max);
std::optional<time::Span> read_span(Findings& findings, const DocPlace& place);

// The entries of a map; the items of a list; the items of a list or the one that stands there.
std::vector<DocPlace> read_entries(Findings& findings, const DocPlace& place);
std::vector<DocPlace> read_items(Findings& findings, const DocPlace& place);
std::vector<DocPlace> read_one_or_more(Findings& findings, const DocPlace& place);
std::vector<std::string> read_texts(Findings& findings, const DocPlace& place);

// Whether this can be the name of a fact, a role and the like; reports it if not. The names of
// parameters and fields stand behind a point only, so words with a meaning in CEL will do.
bool check_name(Findings& findings, const Range& range, const std::string& path,
                std::string_view name);
bool check_field_name(Findings& findings, const Range& range, const std::string& path,
                      std::string_view name);

}  // namespace stagegraph::ruleset
