// The one place that runs yaml-cpp: twice, the second time to see that nothing follows.
#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "yaml/builder.h"
#include "yaml/check_text.h"
#include "yaml/explain.h"
#include "yaml/findings.h"
#include "yaml/node.h"
#include "yaml/ranges.h"

namespace stagegraph::yaml {

namespace {

// The end of the file is where a missing bracket shows; its partner is where it is mended.
std::string name_open_bracket(const Builder& builder, const Findings& findings) {
  std::optional<uint32_t> open = builder.open_bracket();
  if (!open) return {};
  Position at = findings.at(*open);
  return fmt::format("; it was opened at {}:{}", at.line, at.column);
}

void add_parse_error(const YAML::Exception& failure, std::string_view text, size_t bom,
                     const Builder& builder, Findings& findings) {
  size_t pos = failure.mark.pos < 0 ? 0 : static_cast<size_t>(failure.mark.pos);
  size_t offset = std::min(bom + pos, text.size());
  size_t line = text.substr(0, offset).rfind('\n') + 1;
  Explanation explanation = explain(failure.msg, text.substr(line, offset - line));
  if (explanation.missing_bracket) explanation.message += name_open_bracket(builder, findings);
  findings.add(explanation.code, offset, offset, std::move(explanation.message));
}

// An absent value and nothing else: "---", or a lone comma.
bool has_content(const Builder& builder, const Node& root, std::string_view text,
                 Findings& findings) {
  bool nothing = root.is_plain() && root.text.empty();
  if (builder.has_root() && !nothing) return true;
  size_t at = builder.has_root() ? root.offset : 0;
  if (text.substr(at).starts_with(',')) {
    findings.add("yaml-syntax", at, at, "no value can begin with ','; quote the text");
  } else {
    findings.add("yaml-empty", at, at, "the file is empty; it must hold a map");
  }
  return false;
}

// The second call finds nothing, or the builder reports what follows the document.
void run(YAML::Parser& parser, Builder& builder, std::string_view text, Findings& findings) {
  parser.HandleNextDocument(builder);
  Node& root = builder.root();
  if (builder.has_root()) finish_nodes(text, builder.take_written(), root, findings);
  if (has_content(builder, root, text, findings)) parser.HandleNextDocument(builder);
}

}  // namespace

Expected<std::shared_ptr<const Document>> parse(std::string_view text, std::string_view file,
                                                const Limits& limits) {
  if (std::optional<Error> error = check_text(text, file, limits)) return std::move(*error);
  auto document = std::make_shared<Document>();
  document->file = file;
  document->text = text;
  size_t bom = bom_size(text);
  Findings findings(text, file, bom);
  Builder builder(text, bom, limits, findings);
  try {
    std::istringstream stream(document->text);
    YAML::Parser parser(stream);
    run(parser, builder, text, findings);
  } catch (const YAML::Exception& failure) {
    add_parse_error(failure, text, bom, builder, findings);
  } catch (const Stop&) {
    // The reason is among the findings.
  }
  if (!findings.empty()) return findings.take_error();
  document->root = std::move(builder.root());
  return std::shared_ptr<const Document>(std::move(document));
}

}  // namespace stagegraph::yaml
