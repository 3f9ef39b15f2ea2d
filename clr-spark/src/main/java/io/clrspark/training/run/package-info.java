/**
 * The driver's loop of one run: its start or resume, rounds until the planned end, history,
 * checkpoints and evaluations.
 */
@NullMarked
package io.clrspark.training.run;

import org.jspecify.annotations.NullMarked;
