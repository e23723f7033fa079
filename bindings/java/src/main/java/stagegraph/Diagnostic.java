// SPDX-License-Identifier: Apache-2.0
package stagegraph;

/** A finding in what somebody wrote. */
public final class Diagnostic {
  /** Stable, such as "unknown-key". */
  public final String code;
  /** "error", "warning" or "note". */
  public final String severity;
  public final String message;
  public final String file;
  /** null where the place is not known. */
  public final Range range;
  /** The place in the document, such as "stages.lead.events.hand_over". */
  public final String path;
  /** The change that mends it, or null. */
  public final Edit suggestion;

  Diagnostic(String[] texts, Range range, Edit suggestion) {
    this.code = texts[0];
    this.severity = texts[1];
    this.message = texts[2];
    this.file = texts[3];
    this.path = texts[4];
    this.range = range;
    this.suggestion = suggestion;
  }

  @Override
  public String toString() {
    String place = range == null ? "" : range.line + ":" + range.column + ":";
    return file + ":" + place + " " + severity + ": " + message + " [" + code + "]";
  }

  /** Lines and columns count from 1, columns in characters, and the end lies after the last one. */
  public static final class Range {
    public final int line;
    public final int column;
    public final int endLine;
    public final int endColumn;

    Range(int line, int column, int endLine, int endColumn) {
      this.line = line;
      this.column = column;
      this.endLine = endLine;
      this.endColumn = endColumn;
    }
  }

  /** A text to put in the place of a range. */
  public static final class Edit {
    public final Range range;
    public final String text;

    Edit(Range range, String text) {
      this.range = range;
      this.text = text;
    }
  }
}
