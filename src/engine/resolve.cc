// SPDX-License-Identifier: Apache-2.0
// Resolving a request. An approval of a transition may need several people: until they are complete
// it stays pending. The approval that completes it judges the transition again, with what the event
// carried then and the facts of now, and takes it in the same step.
#include "engine/resolve.h"

#include <algorithm>
#include <string>

#include "base/suggest.h"
#include "engine/deliver.h"
#include "engine/requests.h"
#include "engine/timers.h"
#include "ruleset/join.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

bool is_named(std::string_view path, std::string_view name) {
  if (name.empty() || path == name) return true;
  return path.size() > name.size() && path.ends_with(name) &&
         path[path.size() - name.size() - 1] == '.';
}

const std::string& name_of(const Ruleset& ruleset, const Request& request) {
  return request.deadline != kNone ? ruleset.deadlines[request.deadline].name
                                   : ruleset.transitions[request.transition].name;
}

// Everything that can be asked for.
std::vector<std::string_view> requestable(const Ruleset& ruleset) {
  std::vector<std::string_view> names;
  for (const Deadline& deadline : ruleset.deadlines) {
    if (deadline.extend) names.push_back(deadline.name);
  }
  for (const Transition& transition : ruleset.transitions) {
    if (transition.approval) names.push_back(transition.name);
  }
  return names;
}

std::vector<std::string_view> with_last_names(std::vector<std::string_view> names) {
  const size_t count = names.size();
  for (size_t i = 0; i < count; ++i) names.push_back(names[i].substr(names[i].rfind('.') + 1));
  return names;
}

std::optional<Error> check_name(const Ruleset& ruleset, std::string_view wanted) {
  const std::vector<std::string_view> names = requestable(ruleset);
  if (wanted.empty()) return std::nullopt;
  if (std::any_of(names.begin(), names.end(), [&](auto n) { return is_named(n, wanted); })) {
    return std::nullopt;
  }
  return Error{Status::kUnknownName,
               "nothing that can be approved is called '" + std::string(wanted) + "'" +
                   did_you_mean(wanted, with_last_names(names)),
               {}};
}

// Those that `wanted` may mean: the one of that very path, else all whose path ends so.
std::vector<size_t> find_requests(const Ruleset& ruleset, const Record& record,
                                  std::string_view wanted) {
  std::vector<size_t> found;
  for (size_t r = 0; r < record.requests().size(); ++r) {
    const std::string& name = name_of(ruleset, record.requests()[r]);
    if (name == wanted) return {r};
    if (is_named(name, wanted)) found.push_back(r);
  }
  return found;
}

void deny_without_request(Step& step, const std::vector<size_t>& found) {
  if (found.empty()) return deny(step, "not_requested", "nothing is waiting for approval");
  const StepContext& shared = step.shared();
  std::vector<std::string_view> names;
  for (size_t r : found) names.push_back(name_of(shared.ruleset, shared.before.requests()[r]));
  deny(step, "ambiguous", "several requests wait: say which of " + join_some(names));
}

// Somebody's answer to one request of the record as it was.
class Resolver {
 public:
  Resolver(Step& step, size_t position)
      : step_(step),
        shared_(step.shared()),
        position_(position),
        request_(shared_.before.requests()[position]) {}

  void reject() {
    if (roles_held() == 0 && !is_requester()) return deny(step_, "wrong_role", roles_text());
    shared_.record.remove_request(position_);
    shared_.decision.reasons.push_back({"rejected", "the request was rejected"});
    end(Outcome::kStayed);
  }

  Expected<Done> approve() {
    if (is_requester()) {
      deny(step_, "self_approval", "nobody approves what they asked for themselves");
    } else if (roles_held() == 0) {
      deny(step_, "wrong_role", roles_text());
    } else if (request_.deadline != kNone) {
      approve_time();
    } else {
      return approve_transition();
    }
    return Done{};
  }

 private:
  void end(Outcome outcome) {
    shared_.decision.outcome = outcome;
    step_.commit(true, shared_.context.event_id);
  }

  // Two without a name cannot be told apart.
  bool is_requester() const { return shared_.context.actor.id == request_.by; }

  std::vector<RoleIndex> approving_roles() const {
    const Ruleset& ruleset = shared_.ruleset;
    if (request_.deadline == kNone) return ruleset.transitions[request_.transition].approval->by;
    return {ruleset.deadlines[request_.deadline].extend->approve_by};
  }

  // Bit i: the actor has the i-th of the roles.
  uint64_t roles_held() const {
    const std::vector<RoleIndex> roles = approving_roles();
    const std::vector<RoleIndex>& own = shared_.context.actor.roles;
    uint64_t held = 0;
    for (size_t i = 0; i < roles.size() && i < 64; ++i) {
      if (has_index(own, roles[i])) held |= uint64_t{1} << i;
    }
    return held;
  }

  std::string roles_text() const {
    std::string text;
    for (RoleIndex role : approving_roles()) {
      text += (text.empty() ? "decided by " : " or ") + shared_.ruleset.roles[role];
    }
    return text;
  }

  void approve_time() {
    const Deadline& deadline = shared_.ruleset.deadlines[request_.deadline];
    if (!has_room(step_, deadline.extend->quota)) return;
    shared_.record.remove_request(position_);
    Timer& timer = shared_.record.timer(request_.deadline);
    if (!extend_due(shared_.ruleset, deadline, shared_.decision.at, timer)) {
      shared_.decision.reasons.push_back(
          {"evaluation_failed", "the due instant would lie beyond the calendar"});
      return step_.fail(Outcome::kError);
    }
    ++timer.extensions;
    end(Outcome::kStayed);
  }

  bool has_approved() const {
    return std::any_of(request_.approvers.begin(), request_.approvers.end(),
                       [&](const Approver& a) { return a.id == shared_.context.actor.id; });
  }

  bool is_complete(const Approval& approval) const {
    switch (approval.need) {
      case Approval::Need::kAny:
        return true;
      case Approval::Need::kCount:
        return request_.approvers.size() + 1 >= approval.count;
      case Approval::Need::kAll:
        break;
    }
    uint64_t held = roles_held();
    for (const Approver& approver : request_.approvers) held |= approver.roles;
    const size_t roles = std::min<size_t>(approval.by.size(), 64);
    return held == (roles == 64 ? ~uint64_t{0} : (uint64_t{1} << roles) - 1);
  }

  Expected<Done> approve_transition() {
    const Transition& transition = shared_.ruleset.transitions[request_.transition];
    shared_.decision.transition = request_.transition;
    if (has_approved()) {
      deny(step_, "already_approved", "this person has approved it already");
      return Done{};
    }
    if (!is_complete(*transition.approval)) {
      shared_.record.add_approver(position_, {shared_.context.actor.id, roles_held()});
      end(Outcome::kPending);
      return Done{};
    }
    return judge_again(transition);
  }

  // With what the event carried then, and the facts of now.
  Expected<Done> judge_again(const Transition& transition) {
    Payload payload(shared_.ruleset);
    auto restored = payload.restore(shared_.ruleset.events[transition.event], request_.payload);
    if (!restored) return restored;
    step_.take_request(position_);
    step_.evaluator().set_event(transition.event, &payload);
    if (auto carried = step_.carry(transition.event, payload); !carried) return carried;
    const Judgement judgement = judge_request();
    // What it carried may be the key of the quota.
    if (judgement.verdict == Verdict::kTake && !has_room(step_, transition.quota)) return Done{};
    conclude(step_, judgement);
    return Done{};
  }

  Judgement judge_request() {
    const TransitionIndex candidate[] = {request_.transition};
    const Judgement selected = select(shared_, candidate, step_.evaluator());
    if (selected.verdict == Verdict::kTake) {
      return judge(shared_, request_.transition, step_.evaluator());
    }
    if (selected.verdict != Verdict::kNothing) return selected;
    shared_.decision.reasons.push_back({"when", "'when' no longer holds"});
    return {Verdict::kRefuse, request_.transition};
  }

  Step& step_;
  const StepContext& shared_;
  const size_t position_;   // of the request
  const Request& request_;  // of the record as it was
};

// The cause names the request where it is clear which one is meant.
void name_cause(const Record& record, Resolution resolution, const std::vector<size_t>& found,
                const Context& context, Decision& decision) {
  Cause& cause = decision.cause;
  cause.kind = resolution == Resolution::kApprove ? CauseKind::kApprove : CauseKind::kReject;
  cause.event_id = decision.arena.copy(context.event_id);
  if (found.size() != 1) return;
  cause.deadline = record.requests()[found[0]].deadline;
  cause.transition = record.requests()[found[0]].transition;
}

}  // namespace

Expected<Done> resolve(const Ruleset& ruleset, const Record& record, Resolution resolution,
                       std::string_view name, Instant now, Context& context, Decision& decision) {
  if (&record == &decision.record) {
    const Record before(record);
    return resolve(ruleset, before, resolution, name, now, context, decision);
  }
  if (auto problem = check_name(ruleset, name)) return std::move(*problem);
  if (!may_decide(ruleset, record, now)) {
    if (Decision caught_up; may_catch_up(ruleset, record, now, context, caught_up)) {
      return resolve(ruleset, caught_up.record, resolution, name, now, context, decision);
    }
    auto explained = explain_undecided(ruleset, record, now, decision);
    if (explained) name_cause(record, resolution, {}, context, decision);
    return explained;
  }
  begin(record, now, decision);
  const std::vector<size_t> found = find_requests(record.ruleset(), record, name);
  name_cause(record, resolution, found, context, decision);
  if (is_repeat(record, context, decision)) return Done{};
  Step step(record, context, decision);
  if (found.size() != 1) {
    deny_without_request(step, found);
    return Done{};
  }
  Resolver resolver(step, found[0]);
  if (resolution == Resolution::kApprove) return resolver.approve();
  resolver.reject();
  return Done{};
}

}  // namespace stagegraph::engine
