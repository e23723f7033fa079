// SPDX-License-Identifier: Apache-2.0
#include "migrate/type_change.h"

#include <algorithm>

#include "ruleset/values.h"

namespace stagegraph::migrate {

using cel::Type;
using cel::TypeKind;
using ruleset::Fact;

namespace {

// What JSON has as text.
bool is_text(TypeKind kind) {
  return kind == TypeKind::kString || kind == TypeKind::kEnum || kind == TypeKind::kTimestamp ||
         kind == TypeKind::kDuration || kind == TypeKind::kDate;
}

bool has_size(const Type& type) {
  return type.kind == TypeKind::kString || type.kind == TypeKind::kList ||
         type.kind == TypeKind::kMap;
}

Fit fit_of_enum(const Type& old, const Type& now, std::vector<std::string>& lacking) {
  for (const std::string& member : old.members) {
    const bool is_there =
        std::find(now.members.begin(), now.members.end(), member) != now.members.end();
    if (!is_there) lacking.push_back(member);
  }
  return lacking.empty() ? Fit::kAlways : Fit::kLacksMembers;
}

}  // namespace

// The depth of a type is bounded where it is read.
Fit fit_of(const Type& old, const Type& now, std::vector<std::string>& lacking) {
  if (now.kind == TypeKind::kString && is_text(old.kind)) return Fit::kAlways;
  if (now.kind == TypeKind::kDecimal && old.kind == TypeKind::kInt) return Fit::kAlways;
  if (now.kind != old.kind) return Fit::kOtherType;
  if (now.kind == TypeKind::kEnum) return fit_of_enum(old, now, lacking);
  for (size_t i = 0; i < now.parameters.size(); ++i) {
    const Fit fit = fit_of(old.parameters[i], now.parameters[i], lacking);
    if (fit != Fit::kAlways) return fit;
  }
  return Fit::kAlways;
}

bool is_narrower(const Fact& old, const Fact& now) {
  if (has_size(now.type)) {
    return now.max_size && (!has_size(old.type) || !old.max_size || *now.max_size < *old.max_size);
  }
  if (!now.min && !now.max) return false;
  if (old.type.kind != now.type.kind || (now.min && !old.min) || (now.max && !old.max)) return true;
  return (old.min && check_fact_range(now, *old.min)) ||
         (old.max && check_fact_range(now, *old.max));
}

}  // namespace stagegraph::migrate
