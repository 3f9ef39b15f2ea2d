/**
 * One type for DL4J's two kinds of networks, and what the engine needs of them: configuration,
 * parameters and updater state as bytes, the schedule's override. {@code Network}, {@code
 * OutputLabels} and {@code FixedRate} are API. May import DL4J, ND4J and {@code examples}.
 */
@NullMarked
package io.clrspark.network;

import org.jspecify.annotations.NullMarked;
