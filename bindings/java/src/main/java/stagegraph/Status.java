// Written by tools/interface.py from stagegraph.h.
package stagegraph;

import java.util.Locale;

/** How a call ended. */
public enum Status {
  OK(0),
  INVALID_ARGUMENT(1),
  OUT_OF_MEMORY(2),
  INTERNAL(3),
  INVALID_RULESET(10),
  INVALID_EXPRESSION(11),
  INVALID_INPUT(12),
  UNKNOWN_NAME(13),
  LIMIT_EXCEEDED(14),
  NOT_FOUND(15),
  IO(16),
  OVERDUE(20),
  WRONG_RULESET(21),
  UNSUPPORTED(22),
  UNANSWERED(23);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  static Status of(int code) {
    for (Status status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    return INTERNAL; // of a later release
  }

  /** The number in the C interface, which never changes. */
  public int code() {
    return code;
  }

  /** The library's name, such as "invalid-ruleset". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
