package io.clrspark.jobs.bench;

/** Seconds since it was made or last read. */
final class Clock {

  private long started = System.nanoTime();

  double lap() {
    long now = System.nanoTime();
    double seconds = (now - started) / 1e9;
    started = now;
    return seconds;
  }
}
