package io.clrspark.network;

import io.clrspark.Internal;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.apache.commons.lang3.reflect.FieldUtils;
import org.jspecify.annotations.Nullable;

/** Access to private fields of DL4J and ND4J, where these offer no other way. */
@Internal
public final class PrivateFields {

  private PrivateFields() {}

  public static void set(Object owner, String field, @Nullable Object value) {
    try {
      FieldUtils.writeField(owner, field, value, true);
    } catch (IllegalAccessException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "DL4J's " + owner.getClass().getSimpleName() + " has no field " + field, e);
    }
  }

  public static void setStatic(Class<?> owner, String field, Object value) {
    try {
      FieldUtils.writeDeclaredStaticField(owner, field, value, true);
    } catch (IllegalAccessException | IllegalArgumentException e) {
      throw new IllegalStateException(owner.getSimpleName() + " has no field " + field, e);
    }
  }

  /** Copies all instance fields that a class and its superclasses declare. */
  public static <T> void copy(Class<T> shared, T from, T to) {
    for (Field field : FieldUtils.getAllFieldsList(shared)) {
      try {
        if (!Modifier.isStatic(field.getModifiers())) {
          FieldUtils.writeField(field, to, FieldUtils.readField(field, from, true), true);
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("DL4J's field " + field + " cannot be copied", e);
      }
    }
  }
}
