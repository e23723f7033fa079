// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A call that failed. */
public final class StagegraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final Status status;
  private final transient List<Diagnostic> diagnostics;

  StagegraphException(String reason, Status status, List<Diagnostic> diagnostics) {
    super(lines(reason, diagnostics));
    this.reason = reason;
    this.status = status;
    this.diagnostics = Collections.unmodifiableList(diagnostics);
  }

  static StagegraphException invalid(String reason) {
    return new StagegraphException(reason, Status.INVALID_INPUT, new ArrayList<>());
  }

  private static String lines(String reason, List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder(reason);
    for (Diagnostic found : diagnostics) {
      text.append('\n').append(found);
    }
    return text.toString();
  }

  /** What went wrong, without the diagnostics. */
  public String reason() {
    return reason;
  }

  public Status status() {
    return status;
  }

  /** The findings in a ruleset or a text, often several. */
  public List<Diagnostic> diagnostics() {
    return diagnostics == null ? Collections.emptyList() : diagnostics;
  }
}
