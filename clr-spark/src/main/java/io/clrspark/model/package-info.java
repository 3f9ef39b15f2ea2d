/**
 * Networks that a job builds from properties, or loads. May import {@code io.clrspark.conf}, Hadoop
 * and DL4J, never Spark. Only {@code keras} may import HDF5.
 */
@NullMarked
package io.clrspark.model;

import org.jspecify.annotations.NullMarked;
