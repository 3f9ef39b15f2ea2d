/**
 * Rounds for tasks that stay in executors of their own. Spark's RPC carries who does what, and
 * small states; its block transfer service carries large ones. So authentication and encryption are
 * Spark's. All calls to these private parts of Spark are here.
 */
@NullMarked
package io.clrspark.training.round.channel;

import org.jspecify.annotations.NullMarked;
