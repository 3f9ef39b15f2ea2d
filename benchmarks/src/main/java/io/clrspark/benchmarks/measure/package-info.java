/** Memory and traffic of a process and of Spark. May import Spark. */
@NullMarked
package io.clrspark.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
