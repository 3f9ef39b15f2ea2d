/**
 * Trains DL4J's layers and updaters with the same bits and less work. It can be deleted without
 * changing a result: {@code FastTraining} is its only entry. May import {@code network}, DL4J and
 * ND4J.
 */
@NullMarked
package io.clrspark.network.fast;

import org.jspecify.annotations.NullMarked;
