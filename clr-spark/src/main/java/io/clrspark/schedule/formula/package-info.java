/**
 * Arithmetic in one variable, given as text by a user who may not run code.
 *
 * <p>{@link io.clrspark.schedule.formula.Formula} is the function.
 */
@NullMarked
package io.clrspark.schedule.formula;

import org.jspecify.annotations.NullMarked;
