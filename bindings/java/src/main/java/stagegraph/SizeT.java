// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.IntegerType;
import com.sun.jna.Native;

/** size_t. */
public final class SizeT extends IntegerType {
  private static final long serialVersionUID = 1L;

  /** Zero, as JNA needs it. */
  public SizeT() {
    this(0);
  }

  SizeT(long value) {
    super(Native.SIZE_T_SIZE, value, true);
  }
}
