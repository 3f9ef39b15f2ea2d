/**
 * The jobs: what {@code bin/clr} and {@code spark-submit} run. Thin: they parse, call the library
 * and print. The only package that prints.
 *
 * <p>{@link io.clrspark.jobs.Launcher} and {@link io.clrspark.jobs.Preview} run where Spark is not,
 * and import none of it.
 */
@NullMarked
package io.clrspark.jobs;

import org.jspecify.annotations.NullMarked;
