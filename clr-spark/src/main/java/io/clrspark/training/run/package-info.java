/**
 * The driver's loop of one run: its start or resume, rounds until the planned end, history,
 * checkpoints and evaluations. May import all of {@code training} but the facade.
 */
@NullMarked
package io.clrspark.training.run;

import org.jspecify.annotations.NullMarked;
