// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An object of the library. It is freed by close(), or by the last call that uses it then. One that
 * is forgotten is freed some time after the garbage collector has found it.
 */
abstract class Handle implements AutoCloseable {
  private static final ReferenceQueue<Handle> FORGOTTEN = new ReferenceQueue<>();
  private static final Set<Owner> OWNERS = Collections.newSetFromMap(new ConcurrentHashMap<>());

  private final Owner owner;

  Handle(Pointer pointer, Runnable free) {
    owner = new Owner(this, pointer, free);
    OWNERS.add(owner);
    for (Object found = FORGOTTEN.poll(); found != null; found = FORGOTTEN.poll()) {
      ((Owner) found).close();
    }
  }

  /** Frees the object, or leaves that to a call that uses it now. A second call does nothing. */
  @Override
  public void close() {
    owner.close();
  }

  /** How many objects are not freed. */
  static int living() {
    return OWNERS.size();
  }

  /** Keeps the object alive until the use is closed. */
  Use use() {
    return owner.use(getClass().getSimpleName());
  }

  /** Ends with try-with-resources. */
  static final class Use implements AutoCloseable {
    final Pointer pointer;
    private final Owner owner;

    private Use(Owner owner) {
      this.owner = owner;
      this.pointer = owner.pointer;
    }

    @Override
    public void close() {
      owner.release();
    }
  }

  /** Counts who uses the object: the handle itself until it is closed, and each call. */
  private static final class Owner extends PhantomReference<Handle> {
    private final Pointer pointer;
    private final Runnable free;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    Owner(Handle handle, Pointer pointer, Runnable free) {
      super(handle, FORGOTTEN);
      this.pointer = pointer;
      this.free = free;
    }

    Use use(String name) {
      for (int now = users.get(); now > 0 && !closed.get(); now = users.get()) {
        if (users.compareAndSet(now, now + 1)) {
          return new Use(this);
        }
      }
      throw new IllegalStateException("this " + name + " is closed");
    }

    void close() {
      if (closed.compareAndSet(false, true)) {
        release();
      }
    }

    void release() {
      if (users.decrementAndGet() == 0) {
        OWNERS.remove(this);
        free.run();
      }
    }
  }
}
