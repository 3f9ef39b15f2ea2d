/** The registration with Kryo of what tasks send and Spark keeps. */
@NullMarked
package io.clrspark.kryo;

import org.jspecify.annotations.NullMarked;
