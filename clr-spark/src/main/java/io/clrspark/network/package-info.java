/**
 * One type for DL4J's two kinds of networks. {@link io.clrspark.network.Network} is the API. The
 * other types serve the engine: configuration, parameters and updater state as bytes, and the
 * override that puts a schedule in place of the learning rates.
 *
 * <p>All access to private fields of DL4J and ND4J goes through {@code PrivateFields}. In this
 * package:
 *
 * <ul>
 *   <li>{@code LayerNetwork} and {@code GraphNetwork} set the fields by which {@code init} decides
 *       whether its work is done: {@code initCalled}, {@code solver}, {@code layerMap}, {@code
 *       configuration}.
 *   <li>{@code LayerNetwork} sets {@code input}, which listeners read.
 * </ul>
 */
@NullMarked
package io.clrspark.network;

import org.jspecify.annotations.NullMarked;
