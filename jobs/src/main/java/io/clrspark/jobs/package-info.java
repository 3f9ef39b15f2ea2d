/**
 * The subcommands of bin/clr, a class each, and their list. Thin: they parse, call the library and
 * print. Nothing outside {@code io.clrspark.jobs} prints. {@code bin/clr} starts {@link
 * io.clrspark.jobs.Commands}; spark-submit runs the commands that need Spark.
 */
@NullMarked
package io.clrspark.jobs;

import org.jspecify.annotations.NullMarked;
