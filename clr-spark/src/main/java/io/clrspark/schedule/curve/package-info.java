/**
 * How a rate moves between two bounds.
 *
 * <p>Imports the JDK and ND4J's Jackson only.
 */
@NullMarked
package io.clrspark.schedule.curve;

import org.jspecify.annotations.NullMarked;
