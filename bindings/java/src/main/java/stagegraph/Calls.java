// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls of the library: texts, errors as exceptions, new objects. */
final class Calls {
  private static final String[] SEVERITIES = {"error", "warning", "note"};

  private Calls() {}

  /** A call whose last parameter is the error. */
  interface Checked {
    int run(PointerByReference error);
  }

  /** A call whose last parameters are a new object and the error. */
  interface Making {
    int run(PointerByReference made, PointerByReference error);
  }

  static void run(Checked call) {
    PointerByReference error = new PointerByReference();
    int status = call.run(error);
    if (status == Status.OK.code()) {
      return;
    }
    try {
      String message = Lib.stg_error_message(error.getValue()).copy();
      List<Diagnostic> found = diagnostics(Lib.stg_error_diagnostics(error.getValue()));
      throw new StagegraphException(message, Status.of(status), found);
    } finally {
      Lib.stg_error_free(error.getValue());
    }
  }

  static Pointer make(Making call) {
    PointerByReference made = new PointerByReference();
    run(error -> call.run(made, error));
    return made.getValue();
  }

  /** The text that a call writes into a buffer. */
  static String written(Making call) {
    Pointer buffer = make(call);
    try {
      return Lib.stg_buffer_text(buffer).copy();
    } finally {
      Lib.stg_buffer_free(buffer);
    }
  }

  /** The UTF-8 of a text. Half a character is refused, where getBytes() puts a question mark. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException error) {
      throw StagegraphException.invalid("text is not Unicode");
    }
  }

  static SizeT size(byte[] bytes) {
    return new SizeT(bytes.length);
  }

  /** The findings, which remain their owner's. */
  static List<Diagnostic> diagnostics(Pointer list) {
    List<Diagnostic> found = new ArrayList<>();
    for (int i = 0; i < Lib.stg_diagnostics_count(list); ++i) {
      found.add(diagnostic(list, i));
    }
    return found;
  }

  private static Diagnostic diagnostic(Pointer list, int i) {
    String[] texts = {
      Lib.stg_diagnostics_code(list, i).copy(),
      SEVERITIES[Lib.stg_diagnostics_severity(list, i)],
      Lib.stg_diagnostics_message(list, i).copy(),
      Lib.stg_diagnostics_file(list, i).copy(),
      Lib.stg_diagnostics_path(list, i).copy(),
    };
    IntByReference[] at = places();
    Lib.stg_diagnostics_range(list, i, at[0], at[1], at[2], at[3]);
    IntByReference[] edited = places();
    Str text = new Str();
    Pointer words = text.getPointer();
    byte there =
        Lib.stg_diagnostics_edit(list, i, edited[0], edited[1], edited[2], edited[3], words);
    text.read();
    Diagnostic.Edit edit = there == 0 ? null : new Diagnostic.Edit(range(edited), text.copy());
    return new Diagnostic(texts, at[0].getValue() == 0 ? null : range(at), edit);
  }

  private static IntByReference[] places() {
    IntByReference[] numbers = new IntByReference[4];
    for (int i = 0; i < numbers.length; ++i) {
      numbers[i] = new IntByReference();
    }
    return numbers;
  }

  private static Diagnostic.Range range(IntByReference[] at) {
    return new Diagnostic.Range(
        at[0].getValue(), at[1].getValue(), at[2].getValue(), at[3].getValue());
  }
}
