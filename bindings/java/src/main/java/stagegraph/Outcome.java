// Written by tools/interface.py from stagegraph.h.
package stagegraph;

import java.util.Locale;

/** What came of it: a closed set. A refusal is an answer, not an error. */
public enum Outcome {
  MOVED,
  STAYED,
  REFUSED,
  DENIED,
  PENDING,
  IGNORED,
  DUPLICATE,
  LATE,
  CONFLICT,
  NEEDS,
  MIGRATION_REQUIRED,
  ERROR;

  static Outcome of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The name as JSON has it, such as "moved". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
