/**
 * JMH benchmarks of public types. Benchmarks of package-private types are in the packages of those
 * types.
 */
@NullMarked
package io.clrspark.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
