// SPDX-License-Identifier: Apache-2.0
// Reading findings.
#include <algorithm>

#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

const Diagnostic* find(const stg_diagnostics* diagnostics, uint32_t index) {
  if (diagnostics == nullptr || index >= diagnostics->list.size()) return nullptr;
  return &diagnostics->list[index];
}

stg_str text_of(const stg_diagnostics* diagnostics, uint32_t index,
                std::string Diagnostic::*member) {
  const Diagnostic* found = find(diagnostics, index);
  return found == nullptr ? stg_str{} : text_out(found->*member);
}

void store(uint32_t* where, uint32_t value) {
  if (where != nullptr) *where = value;
}

void store(const Range& range, uint32_t* line, uint32_t* column, uint32_t* end_line,
           uint32_t* end_column) {
  store(line, range.begin.line);
  store(column, range.begin.column);
  store(end_line, range.end.line);
  store(end_column, range.end.column);
}

}  // namespace

uint32_t stg_diagnostics_count(const stg_diagnostics* diagnostics) noexcept {
  return diagnostics == nullptr ? 0 : count_out(diagnostics->list.size());
}

uint32_t stg_diagnostics_error_count(const stg_diagnostics* diagnostics) noexcept {
  if (diagnostics == nullptr) return 0;
  return count_out(
      std::count_if(diagnostics->list.begin(), diagnostics->list.end(),
                    [](const Diagnostic& found) { return found.severity == Severity::kError; }));
}

stg_str stg_diagnostics_code(const stg_diagnostics* diagnostics, uint32_t index) noexcept {
  return text_of(diagnostics, index, &Diagnostic::code);
}

stg_severity stg_diagnostics_severity(const stg_diagnostics* diagnostics, uint32_t index) noexcept {
  const Diagnostic* found = find(diagnostics, index);
  return found == nullptr ? STG_SEVERITY_ERROR : static_cast<stg_severity>(found->severity);
}

stg_str stg_diagnostics_file(const stg_diagnostics* diagnostics, uint32_t index) noexcept {
  return text_of(diagnostics, index, &Diagnostic::file);
}

void stg_diagnostics_range(const stg_diagnostics* diagnostics, uint32_t index, uint32_t* line,
                           uint32_t* column, uint32_t* end_line, uint32_t* end_column) noexcept {
  const Diagnostic* found = find(diagnostics, index);
  store(found == nullptr ? Range{} : found->range, line, column, end_line, end_column);
}

stg_str stg_diagnostics_path(const stg_diagnostics* diagnostics, uint32_t index) noexcept {
  return text_of(diagnostics, index, &Diagnostic::path);
}

stg_str stg_diagnostics_message(const stg_diagnostics* diagnostics, uint32_t index) noexcept {
  return text_of(diagnostics, index, &Diagnostic::message);
}

uint8_t stg_diagnostics_edit(const stg_diagnostics* diagnostics, uint32_t index, uint32_t* line,
                             uint32_t* column, uint32_t* end_line, uint32_t* end_column,
                             stg_str* text) noexcept {
  const Diagnostic* found = find(diagnostics, index);
  if (found == nullptr || !found->edit) return 0;
  store(found->edit->range, line, column, end_line, end_column);
  if (text != nullptr) *text = text_out(found->edit->text);
  return 1;
}

void stg_diagnostics_free(stg_diagnostics* diagnostics) noexcept { delete diagnostics; }
