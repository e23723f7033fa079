// What two addresses or ranges have in common.
#include "cel/common/network.h"

namespace stagegraph::cel {

bool is_range(const Value& network) { return network.as_network().is_cidr; }

bool equal_networks(const Network& a, const Network& b) {
  return a.is_cidr == b.is_cidr && a.is_v6 == b.is_v6 && a.prefix == b.prefix && a.bytes == b.bytes;
}

}  // namespace stagegraph::cel
