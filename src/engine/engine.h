// SPDX-License-Identifier: Apache-2.0
// The engine's door: one event or the passing of time, one record, one instant. Decisions come out.
// Pure: nothing but the arguments decides, and the record given is not changed.
#pragma once

#include "engine/advance.h"
#include "engine/begin.h"
#include "engine/context.h"
#include "engine/decide.h"
#include "engine/decision.h"
#include "engine/due.h"
#include "engine/payload.h"
#include "engine/place.h"
#include "engine/quotas.h"
#include "engine/record/record.h"
#include "engine/resolve.h"

namespace stagegraph::engine {}  // namespace stagegraph::engine
