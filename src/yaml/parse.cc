// SPDX-License-Identifier: Apache-2.0
// The one place that runs yaml-cpp: twice, the second time to see that nothing follows.
#include "yaml/parse.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <vector>

#include "yaml/builder.h"
#include "yaml/check_text.h"
#include "yaml/explain.h"
#include "yaml/findings.h"
#include "yaml/node.h"
#include "yaml/ranges.h"

namespace stagegraph::yaml {

namespace {

// Where yaml-cpp stops, and why.
struct ParseFailure {
  size_t offset;
  std::string_view code;
  std::string message;
};
constexpr size_t kMostFailures = 20;  // each of them is one more reading of the file
constexpr std::string_view kRestUnread = ". What follows was not read";

// One reading of a text within its budgets.
class Reading {
 public:
  Reading(std::string_view text, std::string_view file, const Limits& limits)
      : text_(text),
        bom_(bom_size(text)),
        limits_(limits),
        findings_(text, file, bom_),
        builder_(text, bom_, limits, findings_) {}

  // What stops yaml-cpp, if something does.
  std::optional<ParseFailure> read() {
    try {
      std::istringstream stream{std::string(text_)};
      YAML::Parser parser(stream);
      has_tree_ = run(parser);
    } catch (const YAML::Exception& failure) {
      return explain_failure(failure);
    } catch (const Stop& stop) {  // the reason is among the findings
      has_tree_ = stop.is_whole;
    }
    return std::nullopt;
  }

  bool has_tree() const { return has_tree_; }
  Node& root() { return builder_.root(); }
  Findings& findings() { return findings_; }

 private:
  // The second call finds nothing, or the builder reports what follows the document.
  bool run(YAML::Parser& parser) {
    parser.HandleNextDocument(builder_);
    Node& root = builder_.root();
    if (builder_.has_root()) finish_nodes(text_, builder_.take_written(), root, findings_);
    if (!has_content(root) || !expand_aliases(root, builder_.references(), limits_)) return false;
    parser.HandleNextDocument(builder_);
    return true;
  }

  // An absent value and nothing else: "---", or a lone comma.
  bool has_content(const Node& root) {
    bool nothing = root.is_plain() && root.text.empty();
    if (builder_.has_root() && !nothing) return true;
    size_t at = builder_.has_root() ? root.offset : 0;
    if (text_.substr(at).starts_with(',')) {
      findings_.add("yaml-syntax", at, at, "no value can begin with ','. Quote the text");
    } else {
      findings_.add("yaml-empty", at, at, "the file is empty. It must hold a map");
    }
    return false;
  }

  ParseFailure explain_failure(const YAML::Exception& failure) const {
    size_t pos = failure.mark.pos < 0 ? 0 : static_cast<size_t>(failure.mark.pos);
    size_t offset = std::min(bom_ + pos, text_.size());
    size_t line = text_.substr(0, offset).rfind('\n') + 1;
    Explanation explanation = explain(failure.msg, text_.substr(line, offset - line));
    if (explanation.missing_bracket) explanation.message += name_open_bracket();
    return {offset, explanation.code, std::move(explanation.message)};
  }

  // The end of the file is where a missing bracket shows; its partner is where it is mended.
  std::string name_open_bracket() const {
    std::optional<uint32_t> open = builder_.open_bracket();
    if (!open) return {};
    Position at = findings_.at(*open);
    return fmt::format(". It was opened at {}:{}", at.line, at.column);
  }

  std::string_view text_;
  size_t bom_;
  const Limits& limits_;
  Findings findings_;
  Builder builder_;
  bool has_tree_ = false;
};

// An anchor or alias without a name, or an alias without its anchor, is made the beginning of a
// plain text: then the rest can be read.
bool mend(std::string& text, ParseFailure& failure) {
  const bool is_alias = failure.code == "yaml-alias";
  if (!is_alias && failure.code != "yaml-anchor") return false;
  const size_t at = text.rfind(is_alias ? '*' : '&', failure.offset);
  if (at == text.npos) return false;
  text[at] = '_';
  failure.offset = at;
  return true;
}

}  // namespace

Expected<std::shared_ptr<const Document>> parse(std::string_view text, std::string_view file,
                                                const Limits& limits) {
  if (std::optional<Error> error = check_text(text, file, limits)) return std::move(*error);
  std::string source(text);
  for (std::vector<ParseFailure> failures;;) {
    Reading reading(source, file, limits);
    std::optional<ParseFailure> failure = reading.read();
    if (failure) failures.push_back(std::move(*failure));
    if (failures.size() == kMostFailures) failures.back().message += kRestUnread;
    if (failure && failures.size() < kMostFailures && mend(source, failures.back())) continue;
    for (const ParseFailure& s : failures)
      reading.findings().add(s.code, s.offset, s.offset, s.message);
    if (!reading.has_tree()) return reading.findings().take_error();
    return std::make_shared<const Document>(Document{std::string(file), std::string(text),
                                                     std::move(reading.root()),
                                                     reading.findings().take()});
  }
}

}  // namespace stagegraph::yaml
