/**
 * Networks that a job builds from properties, or loads. May import {@code io.clrspark.conf}, Hadoop
 * and DL4J, {@code KerasImport} alone HDF5; never Spark.
 */
@NullMarked
package io.clrspark.model;

import org.jspecify.annotations.NullMarked;
