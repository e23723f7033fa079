// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Finds the library and checks that it is the right one. */
final class Loader {
  private Loader() {}

  /** The file that STAGEGRAPH_LIBRARY names, or the system's. */
  static void register(Class<?> type) {
    String named = System.getenv("STAGEGRAPH_LIBRARY");
    String file = named == null || named.isEmpty() ? "libstagegraph.so.1" : named;
    try {
      Native.register(type, NativeLibrary.getInstance(file));
    } catch (UnsatisfiedLinkError error) {
      String way = ". Set STAGEGRAPH_LIBRARY to the path of the library";
      throw new IllegalStateException("cannot load " + file + ": " + error.getMessage() + way, error);
    }
    if (Lib.stg_abi_version() != Lib.ABI_VERSION) {
      throw new IllegalStateException(file + " has another version of the C interface");
    }
  }
}
