package io.clrspark.training.replica;

import org.apache.commons.lang3.reflect.FieldUtils;
import org.jspecify.annotations.Nullable;

/** Private fields of DL4J's networks, where it has no other way. */
final class Fields {

  private Fields() {}

  static void set(Object owner, String field, @Nullable Object value) {
    try {
      FieldUtils.writeField(owner, field, value, true);
    } catch (IllegalAccessException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "DL4J's " + owner.getClass().getSimpleName() + " has no field " + field, e);
    }
  }
}
