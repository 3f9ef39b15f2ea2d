package io.clrspark.jobs;

/** {@code bin/clr --help}: which commands there are. */
public final class Overview {

  private Overview() {}

  /** Prints them. */
  public static void main(String[] arguments) {
    System.out.print(Commands.overview());
  }
}
