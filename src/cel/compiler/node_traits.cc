// What the compiler asks of a node: whether its first child is its operand, and when it is
// constant.
#include "cel/compiler/node_traits.h"

namespace stagegraph::cel {

bool leans_left(const Node& node, const Annotation& note) {
  if (note.meaning == Meaning::kFailure) return false;
  switch (node.kind) {
    case NodeKind::kBinary:
    case NodeKind::kIndex:
    case NodeKind::kLoop:
    case NodeKind::kOptMap:
      return true;
    case NodeKind::kSelect:
      return note.meaning == Meaning::kPlain;
    case NodeKind::kCall:
      return node.is_member && note.meaning == Meaning::kFunction && note.first_argument == 0;
    default:
      return false;
  }
}

Constancy constancy_of(const Node& node, const Annotation& note) {
  auto if_parts_are = [](bool possible) {
    return possible ? Constancy::kIfPartsAre : Constancy::kNever;
  };
  switch (node.kind) {
    case NodeKind::kLiteral:
      return Constancy::kAlways;
    case NodeKind::kIdent:
      return note.meaning == Meaning::kConstant ? Constancy::kAlways : Constancy::kNever;
    case NodeKind::kSelect:
      if (note.meaning == Meaning::kConstant) return Constancy::kAlways;
      return if_parts_are(note.meaning == Meaning::kPlain);
    case NodeKind::kCall:
      return if_parts_are(note.meaning == Meaning::kFunction);
    case NodeKind::kLoop:
    case NodeKind::kBind:
    case NodeKind::kOptMap:
    case NodeKind::kBlock:
      return Constancy::kNever;
    default:
      return if_parts_are(note.meaning != Meaning::kFailure);
  }
}

}  // namespace stagegraph::cel
