// SPDX-License-Identifier: Apache-2.0
// What differs between two versions of a ruleset.
#include "diff/diff.h"

#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

stg_status stg_ruleset_diff(const char* old_text, size_t old_text_size, const char* old_file,
                            size_t old_file_size, const char* new_text, size_t new_text_size,
                            const char* new_file, size_t new_file_size, const stg_options* options,
                            stg_buffer** report, stg_error** err) noexcept {
  return guarded(err, [&] {
    Reused<stg_buffer> buffer(report);
    const diff::Version before{bytes_in(old_text, old_text_size, "old_text"),
                               text_in(old_file, old_file_size, "old_file")};
    const diff::Version after{bytes_in(new_text, new_text_size, "new_text"),
                              text_in(new_file, new_file_size, "new_file")};
    buffer->text = take(
        diff::diff(before, after, options == nullptr ? ruleset::LoadOptions{} : options->load));
    buffer.commit();
  });
}
