package io.clrspark.ml;

import org.jspecify.annotations.Nullable;

/**
 * The uid of the estimator or model that is being made. Spark's constructors ask for it before the
 * constructor of a Java class can have set it.
 */
final class HeldUid {

  private static final ThreadLocal<@Nullable String> HELD = new ThreadLocal<>();

  private final String uid;

  private HeldUid(String uid) {
    this.uid = uid;
  }

  /** Holds a uid for what is made next in this thread. */
  static HeldUid of(String uid) {
    HELD.set(uid);
    return new HeldUid(uid);
  }

  /** Holds it no longer; the uid is set. */
  String release() {
    HELD.remove();
    return uid;
  }

  /** The uid: the one that is set, or if none is yet, the one that is held. */
  static String orHeld(@Nullable String uid) {
    return uid == null ? String.valueOf(HELD.get()) : uid;
  }
}
