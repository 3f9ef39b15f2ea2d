package io.clrspark.jobs.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A case of a test: a file that no training takes, and the message that refuses it. */
final class BadFile {

  private final String name;
  private final byte[] bytes;
  private final String message;

  private BadFile(String name, byte[] bytes, String message) {
    this.name = name;
    this.bytes = bytes;
    this.message = message;
  }

  static BadFile of(String name, String text, String message) {
    return new BadFile(name, text.getBytes(UTF_8), message);
  }

  static BadFile of(String name, byte[] bytes, String message) {
    return new BadFile(name, bytes, message);
  }

  byte[] bytes() {
    return bytes;
  }

  String message() {
    return message;
  }

  /** The name of the case. */
  @Override
  public String toString() {
    return name;
  }
}
