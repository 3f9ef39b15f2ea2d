/**
 * What a subcommand of bin/clr is: its name, its command line, what it asks of spark-submit, and
 * how it ends. May import the JDK and {@code io.clrspark}; it runs where Spark is not.
 */
@NullMarked
package io.clrspark.jobs.command;

import org.jspecify.annotations.NullMarked;
