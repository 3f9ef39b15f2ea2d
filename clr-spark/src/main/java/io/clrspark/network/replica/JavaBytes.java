package io.clrspark.network.replica;

import io.clrspark.Internal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.commons.io.input.ClassLoaderObjectInputStream;
import org.apache.commons.lang3.SerializationUtils;

/**
 * Java serialization, whatever serializer Spark uses. Classes are looked up where the task's jars
 * are: spark-submit does not put them on the class path.
 */
@Internal
public final class JavaBytes {

  private JavaBytes() {}

  public static byte[] of(Serializable value) {
    return SerializationUtils.serialize(value);
  }

  static <T> T read(byte[] bytes, Class<T> type) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (ClassLoaderObjectInputStream in =
        new ClassLoaderObjectInputStream(loader, new ByteArrayInputStream(bytes))) {
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
