// A promise has one of three forms, told apart by its keys.
#include "ruleset/load/load_promises.h"

#include <fmt/format.h>

#include "ruleset/load/conditions.h"
#include "ruleset/load/load_stages.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

struct Form {
  std::string_view subject;
  std::string_view claim;
  Promise::Kind kind;
};

constexpr std::array kForms = {
    Form{"in", "leaves_within", Promise::Kind::kLeavesWithin},
    Form{"every_path_to", "passes", Promise::Kind::kPasses},
    Form{"from", "can_reach", Promise::Kind::kCanReach},
};

// The one form whose keys are there; the others' keys may not be.
const Form* form_of_promise(Loader& loader, const Fields& fields) {
  const Form* found = nullptr;
  for (const Form& form : kForms) {
    if (!fields[form.subject] && !fields[form.claim]) continue;
    bool whole = fields[form.subject] && fields[form.claim] && found == nullptr;
    if (!whole) return nullptr;
    found = &form;
  }
  bool unless_fits = !fields["unless"] || (found && found->kind == Promise::Kind::kLeavesWithin);
  if (found != nullptr && !unless_fits) {
    loader.findings.error_at_head("not-allowed-here", fields["unless"],
                                  "'unless' goes with 'in' and 'leaves_within' only");
  }
  return found;
}

void read_promise(Loader& loader, const DocPlace& place) {
  Fields fields(loader.findings, place, MapKind::kPromise);
  if (!fields.is_map()) return;
  const Form* form = form_of_promise(loader, fields);
  if (form == nullptr) {
    loader.findings.error_at_head(
        "wrong-shape", place,
        "a promise is 'in' with 'leaves_within', 'every_path_to' with 'passes', or "
        "'from' with 'can_reach'");
    return;
  }
  Promise& promise = loader.ruleset.promises.emplace_back();
  promise.kind = form->kind;
  promise.location = location_of(place);
  DocPlace subject = fields[form->subject];
  bool any = form->kind == Promise::Kind::kCanReach && subject.node->is_scalar() &&
             subject.node->text == "any";
  if (!any) promise.stage = read_stage(loader, subject, kNone);
  DocPlace claim = fields[form->claim];
  if (form->kind == Promise::Kind::kLeavesWithin) {
    promise.within = read_span(loader.findings, claim).value_or(Span{});
    promise.unless_ = read_condition(loader, fields["unless"], {});
  } else {
    promise.other = read_stage(loader, claim, kNone);
  }
}

}  // namespace

void load_promises(Loader& loader, const DocPlace& section) {
  for (const DocPlace& place : read_items(loader.findings, section)) read_promise(loader, place);
}

}  // namespace stagegraph::ruleset
