/**
 * JMH benchmarks of public types. Those of types that are not public are in the packages of these.
 */
@NullMarked
package io.clrspark.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
