package io.clrspark.ml.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator that are wanted; each may be the same object. */
final class Filtered<T> implements Iterator<T> {

  private final Iterator<T> all;
  private final Predicate<T> wanted;
  private @Nullable T next;

  Filtered(Iterator<T> all, Predicate<T> wanted) {
    this.all = all;
    this.wanted = wanted;
  }

  @Override
  public boolean hasNext() {
    while (next == null && all.hasNext()) {
      T one = all.next();
      next = wanted.test(one) ? one : null;
    }
    return next != null;
  }

  @Override
  public T next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    T found = next;
    next = null;
    return found;
  }
}
