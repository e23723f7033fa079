#include "engine/engine.h"
#include "engine/workspace.h"

namespace stagegraph {

Context::Context() : workspace_(std::make_unique<Workspace>()) {}
Context::~Context() = default;
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;

}  // namespace stagegraph
