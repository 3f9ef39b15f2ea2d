/**
 * A worker's copy of the network: trains, scores, and records every update. May import {@code
 * network} and {@code network.fast}.
 */
@NullMarked
package io.clrspark.network.replica;

import org.jspecify.annotations.NullMarked;
