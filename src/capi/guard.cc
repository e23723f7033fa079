// SPDX-License-Identifier: Apache-2.0
#include "capi/guard.h"

#include <cstdint>
#include <exception>
#include <new>

#include "base/utf8.h"
#include "capi/handles.h"

namespace stagegraph::capi {

namespace {

stg_error make_error(Status status, std::string message) {
  return stg_error{status, std::move(message), {}};
}

// The error for the exception in flight. May run out of memory itself.
stg_error describe_exception() {
  try {
    throw;
  } catch (Failure& failure) {
    Error& error = failure.error;
    return stg_error{error.status, std::move(error.message), {std::move(error.diagnostics)}};
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& exception) {
    return make_error(Status::kInternal, exception.what());
  } catch (...) {
    return make_error(Status::kInternal, "an exception of an unknown type");
  }
}

stg_status report(stg_error** err, stg_error error) {
  stg_status status = static_cast<stg_status>(error.status);
  if (err != nullptr) *err = new stg_error(std::move(error));
  return status;
}

}  // namespace

stg_error& out_of_memory_error() noexcept {
  // Short enough to be kept inside the string: making it allocates nothing.
  static stg_error error = make_error(Status::kOutOfMemory, "out of memory");
  return error;
}

stg_status report_exception(stg_error** err) noexcept {
  try {
    return report(err, describe_exception());
  } catch (...) {
    if (err != nullptr) *err = &out_of_memory_error();
    return STG_STATUS_OUT_OF_MEMORY;
  }
}

void fail(Status status, std::string message) { throw Failure{{status, std::move(message), {}}}; }

void fail_null(const char* parameter) {
  fail(Status::kInvalidArgument, std::string(parameter) + " is NULL");
}

void fail_index(const char* what, uint64_t index, uint64_t count) {
  std::string given = index == STG_NONE ? "STG_NONE" : std::to_string(index);
  fail(Status::kInvalidArgument,
       std::string("no ") + what + " " + given + ": there are " + std::to_string(count));
}

std::string_view bytes_in(const char* data, size_t size, const char* parameter) {
  if (data == nullptr && size != 0) fail_null(parameter);
  if (size > UINT32_MAX) {
    fail(Status::kLimitExceeded, std::string(parameter) + " is larger than 4 GiB");
  }
  return {data, size};
}

std::string_view text_in(const char* data, size_t size, const char* parameter) {
  std::string_view text = bytes_in(data, size, parameter);
  if (auto offset = find_invalid_utf8(text)) {
    fail(Status::kInvalidArgument,
         std::string(parameter) + " is not UTF-8 at byte " + std::to_string(*offset));
  }
  return text;
}

}  // namespace stagegraph::capi
