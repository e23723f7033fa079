// A payload from a JSON object.
#pragma once

#include "base/json.h"
#include "capi/handles.h"

namespace stagegraph::capi {

// Sets the fields that `json` names, as the event carries them; null stays out. Throws Failure,
// and then sets none.
void set_payload(stg_payload& payload, ruleset::EventIndex event, const Json& json);

}  // namespace stagegraph::capi
