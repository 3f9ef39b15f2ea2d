/**
 * The files of a history: folders, segments, manifests, and how Spark reads them. Knows files and
 * columns, not what they mean.
 *
 * <p>May import Hadoop, Parquet, Jackson, Spark SQL and {@code io.clrspark.ClrException}; never
 * {@code io.clrspark.history} above it. For that package only: the public types here are no API.
 */
@NullMarked
package io.clrspark.history.store;

import org.jspecify.annotations.NullMarked;
