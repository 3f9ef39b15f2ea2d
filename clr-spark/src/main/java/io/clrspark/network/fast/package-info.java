/**
 * Layers and updaters that compute the bits of DL4J's with less work. {@code FastTraining} is the
 * one switch: without it, and without this package, a network trains to the same parameters, only
 * slower. {@code Replica} installs it and {@code ReplicaPool} runs work under it; nothing else in
 * main refers to this package.
 *
 * <p>It relies on parts of DL4J and ND4J that are no API:
 *
 * <ul>
 *   <li>{@code PrivateFields.copy}: a fast layer or updater takes over all fields of the DL4J
 *       object that it replaces.
 *   <li>{@code PrivateFields.set}: the private {@code layer} of a graph's {@code LayerVertex}.
 *   <li>{@code PrivateFields.setStatic}: the static {@code shapeInfoProvider} of {@code Nd4j},
 *       which {@code ShapeCache} replaces for the whole process at its first use. The replacement
 *       forwards to ND4J's provider in every thread that does not run work of {@code FastTraining}.
 *   <li>Protected methods of DL4J's layers and updaters, and addresses of ND4J's buffers.
 * </ul>
 */
@NullMarked
package io.clrspark.network.fast;

import org.jspecify.annotations.NullMarked;
