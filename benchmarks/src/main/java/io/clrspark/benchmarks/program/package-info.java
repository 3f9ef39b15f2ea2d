/** Programs that measure what takes too long for a test. CONTRIBUTING.md says how to run them. */
@NullMarked
package io.clrspark.benchmarks.program;

import org.jspecify.annotations.NullMarked;
