// SPDX-License-Identifier: Apache-2.0
// Owned text.
#include "capi/guard.h"
#include "capi/handles.h"

stg_str stg_buffer_text(const stg_buffer* buffer) noexcept {
  return buffer == nullptr ? stg_str{} : stagegraph::capi::text_out(buffer->text);
}

void stg_buffer_free(stg_buffer* buffer) noexcept { delete buffer; }
