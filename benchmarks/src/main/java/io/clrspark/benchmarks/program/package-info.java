/** Programs that measure what takes too long for a test. The Javadoc of each has its command. */
@NullMarked
package io.clrspark.benchmarks.program;

import org.jspecify.annotations.NullMarked;
