/**
 * Arithmetic in one variable, given as text by a user who may not run code.
 *
 * <p>The only package that imports EvalEx, which parses; {@link
 * io.clrspark.schedule.formula.Formula} evaluates in doubles. Imports nothing else of this library.
 */
@NullMarked
package io.clrspark.schedule.formula;

import org.jspecify.annotations.NullMarked;
