// Common subexpressions. Nodes are put into classes by a key of everything that tells their values
// from each other: kind, operator, meaning, literal, and the classes of the children. Children come
// first, so that one pass is enough, and equal trees get one class however they are written.
//
// A class is worth keeping if it is work (a field, an index or a function), depends on a variable,
// and has no local variable, host call or failure in it. Its uses are counted from the root: a node
// inside of a loop counts as two, and the inside of a part that is kept counts once. Two uses or
// more get a place.
#include "cel/compiler/shared.h"

#include <string>
#include <unordered_map>

namespace stagegraph::cel {
namespace {

constexpr uint32_t kNoPlace = UINT32_MAX;
constexpr uint32_t kMaxPlaces = 32;

template <typename T>
void append(std::string& key, const T& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void append_text(std::string& key, std::string_view text) {
  append(key, text.size());
  key += text;
}

class Finder {
 public:
  Finder(const Ast& ast, const Checked& checked, std::vector<uint32_t>& places)
      : ast_(ast), checked_(checked), places_(places), classes_(ast.nodes.size()) {}

  uint32_t run() {
    for (NodeId id = 0; id <= ast_.root; ++id) classify(id);
    if (!may_share_) return 0;
    count_uses();
    for (NodeId id = 0; id <= ast_.root; ++id) give_place(id);
    return places_given_;
  }

 private:
  // Nodes of one class always have the same value.
  struct Class {
    bool is_open = false;    // has a local variable in it, or what may differ from time to time
    bool is_varied = false;  // depends on a variable
    bool is_work = false;    // worth keeping
    uint32_t uses = 0;
    uint32_t place = kNoPlace;
  };

  const Annotation& note(NodeId id) const { return checked_.notes[id]; }

  // Everything that tells one value from another.
  std::string key_of(NodeId id) const {
    const Node& node = ast_.at(id);
    std::string key;
    for (auto part : {static_cast<uint32_t>(node.kind), static_cast<uint32_t>(node.op),
                      static_cast<uint32_t>(note(id).meaning), uint32_t{node.is_optional},
                      uint32_t{node.is_test}, uint32_t{note(id).slot.bank}, note(id).slot.index,
                      uint32_t{note(id).first_argument}}) {
      append(key, part);
    }
    append(key, note(id).function);
    append_text(key, node.name);
    append_literal(key, node.value);
    for (NodeId child : ast_.children(node)) append(key, classes_[child]);
    return key;
  }

  static void append_literal(std::string& key, const Value& value) {
    append(key, value.kind());
    bool is_text = value.is(Kind::kString) || value.is(Kind::kBytes);
    if (is_text) return append_text(key, value.as_text());
    append(key, value.as_uint());
    append(key, value.unknown_slot());  // the high part of a decimal
    if (value.is(Kind::kDecimal)) append(key, value.as_decimal().scale());
  }

  bool is_work(NodeId id) const {
    switch (ast_.at(id).kind) {
      case NodeKind::kCall:
        return note(id).meaning == Meaning::kFunction;
      case NodeKind::kSelect:
      case NodeKind::kIndex:
        return note(id).meaning == Meaning::kPlain;
      default:
        return false;
    }
  }

  static bool introduces_names(NodeKind kind) {
    return kind == NodeKind::kLoop || kind == NodeKind::kBind || kind == NodeKind::kOptMap ||
           kind == NodeKind::kBlock;
  }

  void classify(NodeId id) {
    const Node& node = ast_.at(id);
    auto [at, is_new] =
        known_.try_emplace(key_of(id), static_cast<uint32_t>(known_classes_.size()));
    classes_[id] = at->second;
    may_share_ = may_share_ || introduces_names(node.kind) || (!is_new && is_work(id));
    if (!is_new) return;
    Meaning meaning = note(id).meaning;
    Class made;
    made.is_open = meaning == Meaning::kLocal || meaning == Meaning::kHost ||
                   meaning == Meaning::kFailure || introduces_names(node.kind);
    made.is_varied = meaning == Meaning::kVariable;
    made.is_work = is_work(id);
    for (NodeId child : ast_.children(node)) {
      made.is_open = made.is_open || known_classes_[classes_[child]].is_open;
      made.is_varied = made.is_varied || known_classes_[classes_[child]].is_varied;
    }
    known_classes_.push_back(made);
  }

  bool can_share(NodeId id) const {
    const Class& found = known_classes_[classes_[id]];
    return found.is_work && found.is_varied && !found.is_open;
  }

  // What is inside a part that is kept is used once, whenever that is. A loop's parts are used
  // several times, but for its range.
  void count_uses() {
    std::vector<std::pair<NodeId, bool>> open = {{ast_.root, false}};
    while (!open.empty()) {
      auto [id, in_loop] = open.back();
      open.pop_back();
      if (can_share(id)) {
        uint32_t& uses = known_classes_[classes_[id]].uses;
        uses += in_loop ? 2 : 1;
        if (uses > (in_loop ? 2U : 1U)) continue;
        in_loop = false;
      }
      const Node& node = ast_.at(id);
      for (uint32_t i = 0; i < node.count; ++i) {
        bool is_body = node.kind == NodeKind::kLoop && i > 0;
        open.emplace_back(ast_.child(node, i), in_loop || is_body);
      }
    }
  }

  void give_place(NodeId id) {
    places_[id] = kNoPlace;
    Class& found = known_classes_[classes_[id]];
    if (!can_share(id) || found.uses < 2) return;
    if (found.place == kNoPlace && places_given_ < kMaxPlaces) found.place = places_given_++;
    places_[id] = found.place;
  }

  const Ast& ast_;
  const Checked& checked_;
  std::vector<uint32_t>& places_;
  std::vector<uint32_t> classes_;  // by node
  std::unordered_map<std::string, uint32_t> known_;
  std::vector<Class> known_classes_;
  bool may_share_ = false;
  uint32_t places_given_ = 0;
};

}  // namespace

SharedParts::SharedParts(const Ast& ast, const Checked& checked, bool enabled)
    : places_(ast.nodes.size(), kNoPlace) {
  if (enabled) count_ = Finder(ast, checked, places_).run();
}

std::optional<uint32_t> SharedParts::place_of(NodeId id) const {
  return places_[id] == kNoPlace ? std::nullopt : std::optional(places_[id]);
}

}  // namespace stagegraph::cel
