/**
 * A worker's copy of the network: it trains, scores, and records every update.
 *
 * <p>Settings of the whole process that this package changes: {@code OneDnn} sets the system
 * property {@code org.eclipse.deeplearning4j.helpers.disable} while it makes a network and restores
 * it then, since DL4J's layers read it in their constructors; {@code ComputeThreads} sets the
 * number of threads of ND4J, its BLAS and OpenMP.
 */
@NullMarked
package io.clrspark.network.replica;

import org.jspecify.annotations.NullMarked;
