/**
 * Advice before a run: how many cycles it makes, where it ends, and what would end at the base
 * rate.
 *
 * <p>{@link io.clrspark.schedule.plan.CyclePlan} is the plan of a run.
 */
@NullMarked
package io.clrspark.schedule.plan;

import org.jspecify.annotations.NullMarked;
