// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.nio.charset.StandardCharsets;

/** stg_str: text that the library lends. */
@FieldOrder({"data", "size"})
public class Str extends Structure {
  /** The bytes, which need not end with a zero. */
  public Pointer data;
  /** How many bytes. */
  public SizeT size;

  /** A result. */
  public static final class ByValue extends Str implements Structure.ByValue {}

  String copy() {
    int length = size.intValue();
    return length == 0 ? "" : new String(data.getByteArray(0, length), StandardCharsets.UTF_8);
  }
}
