// SPDX-License-Identifier: Apache-2.0
#include "base/expected.h"

namespace stagegraph {

void ErrorDeleter::operator()(Error* error) const { delete error; }

ErrorPointer make_error(Error error) { return ErrorPointer(new Error(std::move(error))); }

}  // namespace stagegraph
