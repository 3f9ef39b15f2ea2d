/**
 * The JSON of small files: records of runs, manifests, and headers of checkpoints.
 *
 * <p>May import the JDK and Jackson.
 */
@NullMarked
package io.clrspark.json;

import org.jspecify.annotations.NullMarked;
