/** A network with a layer that fails when it is told to, for the suite integration-tests/faults. */
@org.jspecify.annotations.NullMarked
package io.clrspark.faults;
