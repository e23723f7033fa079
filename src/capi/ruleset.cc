// SPDX-License-Identifier: Apache-2.0
// Loading rulesets, and what there is to say about one.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/utf8.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "graph/analyses.h"
#include "render/render.h"
#include "ruleset/reading/schema.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::graph;
using namespace stagegraph::render;

namespace {

[[noreturn]] void fail_file(const std::string& path) {
  Status status = errno == ENOENT || errno == ENOTDIR ? Status::kNotFound : Status::kIo;
  const std::string why = std::strerror(errno);
  fail(status, "cannot read '" + escape_invalid_utf8(path) + "': " + why);
}

// One byte more than is allowed, where there is that much: the loader then reports the limit.
std::string read_file(const std::string& path, size_t max_bytes) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) fail_file(path);
  if (S_ISDIR(about.st_mode)) {
    errno = EISDIR;
    fail_file(path);
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) fail_file(path);
  std::string text(max_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) fail_file(path);
  text.resize(static_cast<size_t>(in.gcount()));
  return text;
}

stg_options options_or_defaults(const stg_options* options) {
  return options == nullptr ? stg_options{} : *options;
}

stg_ruleset* make_handle(CheckedRuleset checked_ruleset, const stg_options& options) {
  auto handle = std::make_unique<stg_ruleset>();
  handle->rules = std::move(checked_ruleset.ruleset);
  handle->diagnostics = std::move(checked_ruleset.diagnostics);
  handle->step_budget = options.load.expression.steps;
  handle->due_limits = options.due;
  for (const Fact& fact : handle->rules->facts) {
    handle->fact_types.push_back(cel::to_string(fact.type));
  }
  for (const PayloadField& field : handle->rules->payload) {
    handle->field_types.push_back(cel::to_string(field.type));
  }
  for (const ActionDeclaration& action : handle->rules->actions) {
    std::vector<std::string>& types = handle->parameter_types.emplace_back();
    for (const Parameter& p : action.parameters) types.push_back(cel::to_string(p.type));
  }
  return handle.release();
}

RenderFormat render_format(stg_format format) {
  switch (format) {
    case STG_FORMAT_DOT:
      return RenderFormat::kDot;
    case STG_FORMAT_MERMAID:
      return RenderFormat::kMermaid;
    case STG_FORMAT_TEXT:
      return RenderFormat::kText;
    default:
      fail(Status::kUnsupported,
           "a ruleset cannot be drawn in the format " + std::to_string(format));
  }
}

stg_str text_of(const stg_ruleset* ruleset, std::string Ruleset::*member) {
  return ruleset == nullptr ? stg_str{} : text_out((*ruleset->rules).*member);
}

}  // namespace

stg_status stg_ruleset_load_file(const char* path, size_t path_size, const stg_options* options,
                                 stg_ruleset** ruleset, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_ruleset*& result = checked(ruleset, "ruleset");
    const std::string name(bytes_in(path, path_size, "path"));
    const stg_options used = options_or_defaults(options);
    const std::string text = read_file(name, used.load.yaml.bytes);
    result = make_handle(take(load_and_analyse(text, escape_invalid_utf8(name), used.load)), used);
  });
}

stg_status stg_ruleset_load_text(const char* text, size_t text_size, const char* file,
                                 size_t file_size, const stg_options* options,
                                 stg_ruleset** ruleset, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_ruleset*& result = checked(ruleset, "ruleset");
    const stg_options used = options_or_defaults(options);
    auto loaded = load_and_analyse(bytes_in(text, text_size, "text"),
                                   text_in(file, file_size, "file"), used.load);
    result = make_handle(take(std::move(loaded)), used);
  });
}

const stg_ruleset* stg_ruleset_ref(const stg_ruleset* ruleset) noexcept {
  if (ruleset != nullptr) ruleset->holders.add();
  return ruleset;
}

void stg_ruleset_unref(const stg_ruleset* ruleset) noexcept {
  if (ruleset == nullptr) return;
  if (ruleset->holders.drop()) delete ruleset;
}

stg_str stg_ruleset_name(const stg_ruleset* ruleset) noexcept {
  return text_of(ruleset, &Ruleset::name);
}

stg_str stg_ruleset_version(const stg_ruleset* ruleset) noexcept {
  return text_of(ruleset, &Ruleset::version);
}

stg_str stg_ruleset_title(const stg_ruleset* ruleset) noexcept {
  return text_of(ruleset, &Ruleset::title);
}

stg_str stg_ruleset_fingerprint(const stg_ruleset* ruleset) noexcept {
  return text_of(ruleset, &Ruleset::fingerprint);
}

stg_str stg_ruleset_behaviour(const stg_ruleset* ruleset) noexcept {
  return text_of(ruleset, &Ruleset::behaviour);
}

stg_str stg_ruleset_time_zone(const stg_ruleset* ruleset) noexcept {
  return ruleset == nullptr ? stg_str{} : text_out(ruleset->rules->zone->name());
}

stg_status stg_ruleset_check(const stg_ruleset* ruleset, stg_diagnostics** diagnostics,
                             stg_error** err) noexcept {
  return guarded(err, [&] {
    const Diagnostics& found = checked(ruleset, "ruleset").diagnostics;
    stg_diagnostics*& result = checked(diagnostics, "diagnostics");
    result = new stg_diagnostics{found};
  });
}

stg_status stg_ruleset_render(const stg_ruleset* ruleset, stg_format format, stg_buffer** text,
                              stg_error** err) noexcept {
  return guarded(err, [&] {
    const Ruleset& rules = *checked(ruleset, "ruleset").rules;
    Reused<stg_buffer> buffer(text);
    buffer->text = render::draw(rules, render_format(format));
    buffer.commit();
  });
}

stg_status stg_ruleset_schema(stg_buffer** schema, stg_error** err) noexcept {
  return guarded(err, [&] {
    Reused<stg_buffer> buffer(schema);
    buffer->text = ruleset_schema();
    buffer.commit();
  });
}
