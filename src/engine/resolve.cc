// Somebody's word on a request.
#include <algorithm>
#include <string>

#include "base/suggest.h"
#include "engine/deliver.h"
#include "engine/requests.h"
#include "engine/timers.h"

namespace stagegraph::engine {

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

std::optional<Error> check_name(const Ruleset& ruleset, std::string_view of) {
  const std::vector<std::string_view> names = requestable(ruleset);
  if (of.empty()) return std::nullopt;
  if (std::any_of(names.begin(), names.end(), [&](auto name) { return is_named(name, of); })) {
    return std::nullopt;
  }
  return Error{Status::kUnknownName,
               "nothing that can be approved is called '" + std::string(of) + "'" +
                   did_you_mean(of, with_last_names(names)),
               {}};
}

// Those that `of` may mean: the one of that very path, else all whose path ends so.
std::vector<size_t> find_requests(const Ruleset& ruleset, const Record& record,
                                  std::string_view of) {
  std::vector<size_t> found;
  for (size_t r = 0; r < record.requests().size(); ++r) {
    const std::string& name = name_of(ruleset, record.requests()[r]);
    if (name == of) return {r};
    if (is_named(name, of)) found.push_back(r);
  }
  return found;
}

void deny_without_request(const Record& record, const std::vector<size_t>& found,
                          std::string_view event_id, Step& step, Decision& decision) {
  if (found.empty()) {
    return deny("not_requested", "nothing is waiting for approval", event_id, step, decision);
  }
  std::string names;
  for (size_t r : found) {
    names += (names.empty() ? "" : ", ") + name_of(record.ruleset(), record.requests()[r]);
  }
  deny("ambiguous", "several requests wait: say which of " + names, event_id, step, decision);
}

class Resolution {
 public:
  Resolution(const Ruleset& ruleset, size_t index, Context& context, Step& step, Decision& decision)
      : ruleset_(ruleset),
        index_(index),
        request_(step.before().requests()[index]),
        context_(context),
        step_(step),
        decision_(decision) {}

  void reject() {
    if (roles_held() == 0 && !is_requester()) return deny_("wrong_role", roles_text());
    decision_.record.remove_request(index_);
    decision_.outcome = Outcome::kStayed;
    decision_.reasons.push_back({"rejected", "the request was rejected"});
    step_.commit(true, context_.event_id);
  }

  Expected<Done> approve() {
    if (is_requester()) {
      deny_("self_approval", "nobody approves what they asked for themselves");
    } else if (roles_held() == 0) {
      deny_("wrong_role", roles_text());
    } else if (request_.deadline != kNone) {
      approve_time();
    } else {
      return approve_transition();
    }
    return Done{};
  }

 private:
  void deny_(std::string_view code, const std::string& text) {
    deny(code, text, context_.event_id, step_, decision_);
  }

  // Two without a name cannot be told apart.
  bool is_requester() const { return context_.actor.id == request_.by; }

  std::vector<RoleIndex> approving_roles() const {
    if (request_.deadline == kNone) return ruleset_.transitions[request_.transition].approval->by;
    return {ruleset_.deadlines[request_.deadline].extend->approve_by};
  }

  // Bit i: the actor has the i-th of the roles.
  uint64_t roles_held() const {
    const std::vector<RoleIndex> roles = approving_roles();
    uint64_t held = 0;
    for (size_t i = 0; i < roles.size() && i < 64; ++i) {
      const std::vector<RoleIndex>& own = context_.actor.roles;
      if (std::find(own.begin(), own.end(), roles[i]) != own.end()) held |= uint64_t{1} << i;
    }
    return held;
  }

  std::string roles_text() const {
    std::string text;
    for (RoleIndex role : approving_roles()) {
      text += (text.empty() ? "decided by " : " or ") + ruleset_.roles[role];
    }
    return text;
  }

  // False: the step has ended, and the request goes on waiting.
  bool has_room(QuotaIndex quota) {
    return engine::has_room(ruleset_, quota, context_, step_, decision_);
  }

  void approve_time() {
    const DeadlineIndex index = request_.deadline;
    const Deadline& deadline = ruleset_.deadlines[index];
    if (!has_room(deadline.extend->quota)) return;
    decision_.record.remove_request(index_);
    Timer& timer = decision_.record.timer(index);
    if (!extend_due(ruleset_, deadline, decision_.at, timer)) {
      decision_.reasons.push_back(
          {"evaluation_failed", "the due instant would lie beyond the calendar"});
      return step_.fail(Outcome::kError);
    }
    ++timer.extensions;
    decision_.outcome = Outcome::kStayed;
    step_.commit(true, context_.event_id);
  }

  bool has_approved() const {
    return std::any_of(request_.approvers.begin(), request_.approvers.end(),
                       [&](const Approver& a) { return a.id == context_.actor.id; });
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
    const Transition& transition = ruleset_.transitions[request_.transition];
    decision_.transition = request_.transition;
    if (has_approved()) {
      deny_("already_approved", "this person has approved it already");
      return Done{};
    }
    if (!is_complete(*transition.approval)) {
      decision_.record.add_approver(index_, {context_.actor.id, roles_held()});
      decision_.outcome = Outcome::kPending;
      step_.commit(true, context_.event_id);
      return Done{};
    }
    return judge_again(transition);
  }

  // With what the event carried then, and the facts of now.
  Expected<Done> judge_again(const Transition& transition) {
    Payload payload(ruleset_);
    auto restored = payload.restore(ruleset_.events[transition.event], request_.payload);
    if (!restored) return restored;
    step_.take_request(index_);
    step_.evaluator().set_event(transition.event, &payload);
    if (auto carried = step_.carry(transition.event, payload); !carried) return carried;
    const TransitionIndex candidate[] = {request_.transition};
    Judgement judgement = select(ruleset_, candidate, step_.evaluator(), decision_);
    if (judgement.verdict == Verdict::kTake) {
      judgement = judge(ruleset_, request_.transition, step_.evaluator(), decision_);
    } else if (judgement.verdict == Verdict::kNothing) {
      decision_.reasons.push_back({"when", "'when' no longer holds"});
      judgement = {Verdict::kRefuse, request_.transition};
    }
    // What it carried may be the key of the quota.
    if (judgement.verdict == Verdict::kTake && !has_room(transition.quota)) return Done{};
    conclude(ruleset_, judgement, context_, step_, decision_);
    return Done{};
  }

  const Ruleset& ruleset_;
  const size_t index_;
  const Request& request_;  // of the record as it was
  Context& context_;
  Step& step_;
  Decision& decision_;
};

}  // namespace

Expected<Done> resolve(const Ruleset& ruleset, const Record& record, Word word, std::string_view of,
                       Micros now, Context& context, Decision& decision) {
  if (&record == &decision.record) {
    const Record before(record);
    return resolve(ruleset, before, word, of, now, context, decision);
  }
  if (auto problem = check_name(ruleset, of)) return std::move(*problem);
  const bool may = may_decide(ruleset, record, now);
  if (may) {
    begin(record, now, decision);
  } else if (auto answered = cannot_decide(ruleset, record, now, decision); !answered) {
    return answered;
  }
  const Ruleset& rules = record.ruleset();
  decision.cause.kind = word == Word::kApprove ? CauseKind::kApprove : CauseKind::kReject;
  decision.cause.event_id = decision.arena.copy(context.event_id);
  const std::vector<size_t> found = may ? find_requests(rules, record, of) : std::vector<size_t>();
  if (found.size() == 1) {
    const Request& request = record.requests()[found[0]];
    decision.cause.deadline = request.deadline;
    decision.cause.transition = request.transition;
  }
  if (!may || is_answered_early(record, context, decision)) return Done{};
  Step step(rules, record, context, decision);
  if (found.size() != 1) {
    deny_without_request(record, found, context.event_id, step, decision);
    return Done{};
  }
  Resolution resolution(rules, found[0], context, step, decision);
  if (word == Word::kApprove) return resolution.approve();
  resolution.reject();
  return Done{};
}

}  // namespace stagegraph::engine
