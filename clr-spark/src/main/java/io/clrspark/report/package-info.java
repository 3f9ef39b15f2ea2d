/**
 * Reports on runs: one page to open in a browser, and the same charts as PNG.
 *
 * <p>{@link io.clrspark.report.RunReport} aggregates in Spark SQL, so that a page stays small
 * however long the run was, and draws after that.
 *
 * <p>Never imports DL4J, ND4J or the training engine.
 */
@NullMarked
package io.clrspark.report;

import org.jspecify.annotations.NullMarked;
